"""The errors of evaluating an expression."""

from __future__ import annotations

import enum

from riveter.core.source import Span

MAX_DETAIL = 2_000
"""Longer details lose their middle."""


class ErrorCode(enum.Enum):
    """The kind of an evaluation error, for code that depends on it."""

    UNKNOWN_FUNCTION = "unknown_function"


class EvaluationError(Exception):
    """An expression Terraform would refuse. `span` is the location; `static` marks an error that `terraform validate` also reports. `hides`
    is False if everything is judged despite the error. An error that depends on values may come from inputs that riveter assumes (a module
    scanned without its caller); a static one cannot. `external` marks an error that depends on files, which may be created later, or on a
    provider.
    """

    def __init__(
        self,
        summary: str,
        detail: str = "",
        span: Span | None = None,
        *,
        static: bool = False,
        code: ErrorCode | None = None,
        external: bool = False,
        hides: bool = True,
    ) -> None:
        if len(detail) > MAX_DETAIL:  # a value is quoted in it
            detail = f"{detail[: MAX_DETAIL - 500]} … {detail[-500:]}"
        super().__init__(f"{summary}: {detail}" if detail else summary)
        self.summary = summary
        self.detail = detail
        self.span = span
        self.static = static
        self.code = code
        self.external = external
        self.hides = hides


class OperandError(EvaluationError):
    """An operand that can't do: the ``left`` or ``right`` one, or the ``condition`` of a conditional."""

    def __init__(self, summary: str, detail: str, side: str) -> None:
        super().__init__(summary, detail)
        self.side = side


class BudgetExceededError(Exception):
    """Evaluation took more steps, or made larger values, than any sensible configuration needs."""


class UndeclaredError(EvaluationError):
    """Report a reference to something that is not declared. It is an error, but does not affect other values.

    `address` is the address of a resource or data source in the module, and empty for anything else.
    """

    address = ""


class CycleError(EvaluationError):
    """A value depends on itself. `subject` is its name in its module, ``local.a`` or ``aws_instance.i``."""

    def __init__(self, shown: str, span: Span, subject: tuple[int, str]) -> None:
        super().__init__("Cycle", f"{shown} depends on itself.", span, static=True)
        self.subject = subject
