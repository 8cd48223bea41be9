"""Values for the variables of a root module, from every source and in Terraform's precedence.

Later wins: ``TF_VAR_*``, ``terraform.tfvars``, ``terraform.tfvars.json``, ``*.auto.tfvars(.json)`` by name, then
``--var-file``, then ``--var``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

import msgspec

from riveter.diagnostics import Diagnostic
from riveter.hcl import nodes as n
from riveter.source import SourceError, SourceFile, Span, read_source
from riveter.terraform.budget import Budget
from riveter.terraform.errors import BudgetExceededError, EvaluationError
from riveter.terraform.evaluator import evaluate
from riveter.terraform.functions import CallContext
from riveter.terraform.scope import Scope
from riveter.terraform.values import TValue


class InputValue(msgspec.Struct, frozen=True):
    """A value given to a root variable.

    text: as it was given on the command line or in the environment (to be read by the variable's type); else value holds.
    how: for people: ``set in``, ``--var``, ``TF_VAR_x``. span: where it is written, for files. expr: its expression, likewise.
    """

    how: str
    value: object = None
    text: str | None = None
    span: Span | None = None
    expr: n.Expr | None = None
    source: SourceFile | None = None


class NoNames:
    """The names of a tfvars file: none."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget

    def resolve(self, root: str, traversal: n.Traversal | None, scope: Scope) -> tuple[TValue, int]:
        """Refuses every reference."""
        raise EvaluationError("Variables not allowed", "Variables may not be used here.", static=True)

    def call_context(self) -> CallContext:
        """Refuses every call."""
        raise EvaluationError("Function calls not allowed", "Functions may not be called here.", static=True)


def collect_inputs(
    directory: str,
    *,
    environment: Mapping[str, str],
    var_files: Sequence[str],
    variables: Sequence[tuple[str, str]],
    budget: Budget,
) -> tuple[dict[str, InputValue], list[Diagnostic]]:
    """The values given to the variables of the root module in `directory`, by name, and what is wrong with them."""
    diagnostics: list[Diagnostic] = []
    inputs: dict[str, InputValue] = {}
    for key, text in environment.items():
        if key.startswith("TF_VAR_"):
            inputs[key[7:]] = InputValue(f"environment variable {key}", text=text)
    for path in [*automatic_files(directory), *var_files]:
        _read(path, inputs, diagnostics, budget)
    for name, text in variables:
        inputs[name] = InputValue("--var", text=text)
    return inputs, diagnostics


def automatic_files(directory: str) -> list[str]:
    """The tfvars files Terraform reads by itself, in its order."""
    try:
        names = sorted(os.listdir(directory))
    except OSError:
        return []
    first = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in names]
    auto = [name for name in names if name.endswith((".auto.tfvars", ".auto.tfvars.json")) and not name.startswith(".")]
    return [os.path.join(directory, name) for name in (*first, *auto)]


def _read(path: str, inputs: dict[str, InputValue], diagnostics: list[Diagnostic], budget: Budget) -> None:
    from riveter.hcl import parser

    try:
        source = read_source(path)
    except SourceError as error:
        diagnostics.append(Diagnostic.from_source_error(error))
        return
    parsed = parser.parse_tfvars_json(source) if path.endswith(".json") else parser.parse(source)
    diagnostics.extend(parsed.diagnostics)
    scope = Scope(NoNames(budget), source)
    for block in parsed.body.blocks:
        span = source.span(block.start, block.header_end)
        diagnostics.append(
            Diagnostic(
                "error", "Unexpected block", "Blocks are not allowed in a variables file.", span, "Use name = value."
            )
        )
    for attribute in parsed.body.attributes:
        try:
            value = evaluate(attribute.expr, scope)
        except (EvaluationError, BudgetExceededError) as error:
            summary = error.summary if isinstance(error, EvaluationError) else str(error)
            detail = error.detail if isinstance(error, EvaluationError) else ""
            span = source.span(attribute.expr.start, attribute.expr.end)
            diagnostics.append(Diagnostic("error", summary, detail, span))
            continue
        inputs[attribute.name] = InputValue(
            "set in",
            value,
            span=source.span(attribute.expr.start, attribute.expr.end),
            expr=attribute.expr,
            source=source,
        )
