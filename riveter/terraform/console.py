"""Expressions in the scope of a module, as ``terraform console`` has them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from riveter.hcl import parser
from riveter.source import SourceFile
from riveter.terraform.budget import BASE_STEPS, Budget
from riveter.terraform.errors import BudgetExceededError, EvaluationError
from riveter.terraform.evaluator import evaluate
from riveter.terraform.module import ModuleInstance
from riveter.terraform.numbers import PRECISION, format_number
from riveter.terraform.values import Marked, TValue, first_unknown, type_of
from riveter.values import Unknown


class EvalResult(msgspec.Struct, frozen=True):
    """The result of `Evaluator.evaluate`.

    value: JSON-plain (numbers int, float, or Decimal where a float would lose digits; None where unknown); type: Terraform's
    notation; unknown: why (a part of) the value is unknown; error: why the expression can't be evaluated.
    """

    value: Any
    type: str
    unknown: str | None = None
    error: str | None = None


class Evaluator:
    """Evaluates expressions in the scope of a module."""

    def __init__(self, module: ModuleInstance) -> None:
        self._module = module

    def evaluate(self, text: str) -> EvalResult:
        """The value of an expression; never raises for what the text may hold."""
        source = SourceFile("<expression>", text, "<expression>")
        expr, diagnostics = parser.parse_expression(source)
        if diagnostics:
            first = diagnostics[0]
            detail = f": {first.detail}" if first.detail else ""
            column = f" (column {first.span.start_col})" if first.span is not None else ""
            return EvalResult(None, "dynamic", error=f"{first.summary}{detail}{column}")
        self._module.tree.budget = self._module.budget = Budget(BASE_STEPS)
        self._module.tree.context.budget = self._module.budget
        try:
            value = evaluate(expr, self._module.scope(source))
            self._module.budget.charge_value(value)
        except EvaluationError as error:
            return EvalResult(
                None, "dynamic", error=f"{error.summary}: {error.detail}" if error.detail else error.summary
            )
        except BudgetExceededError as error:
            return EvalResult(None, "dynamic", unknown=str(error))
        except RecursionError:
            return EvalResult(None, "dynamic", unknown="the expression is nested too deeply")
        unknown = first_unknown(value)
        reason = unknown.reason if unknown is not None else None
        return EvalResult(to_json(value), str(type_of(value)), unknown=reason)


def to_json(value: TValue) -> Any:
    """A value as JSON: unknown parts are None, sensitive ones masked, numbers keep all their digits."""
    if isinstance(value, Marked):
        return "(sensitive value)"
    if isinstance(value, Unknown):
        return None
    if isinstance(value, int) and value.bit_length() > PRECISION:
        return Decimal(format_number(value))
    if isinstance(value, Fraction):
        exact = Decimal(format_number(value))
        return float(value) if Decimal(repr(float(value))) == exact else exact
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(value[key]) for key in sorted(value)}
    return value
