"""Dispatch a node of any kind to its evaluation: `evaluator` fills the table, and each of the other modules handles one subject."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riveter.hcl import nodes as n
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.errors import EvaluationError, OperandError
from riveter.terraform.values.value import TValue

HANDLERS: dict[type, Callable[[Any, Scope], TValue]] = {}
"""The function that evaluates nodes of each kind."""


def evaluate(expr: n.Expr, scope: Scope) -> TValue:
    """Return the value of an expression.

    Raise `EvaluationError` (with a span) if Terraform refuses it, and `BudgetExceededError` if it costs too much.
    """
    try:
        return HANDLERS[type(expr)](expr, scope)
    except EvaluationError as error:
        if error.span is None:
            at = getattr(expr, error.side) if isinstance(error, OperandError) else expr
            error.span = scope.span(at.start, at.end)
        raise


def attempt(expr: n.Expr, scope: Scope) -> TValue | EvaluationError:
    """Return the value, or the error that evaluating it raises."""
    try:
        return evaluate(expr, scope)
    except EvaluationError as error:
        return error
