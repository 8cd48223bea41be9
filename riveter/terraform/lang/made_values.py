"""Charge the budget for values that expressions make: texts and collections."""

from __future__ import annotations

from riveter.hcl import nodes as n
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.errors import BudgetExceededError
from riveter.terraform.values.value import Marked, TValue


def charge_made(value: TValue, expr: n.Expr, scope: Scope) -> None:
    """Take the cost of a text or collection that an expression made. Raises `BudgetExceededError`.

    The place of the first text that is too long is noted in the budget.
    """
    budget = scope.names.budget
    if type(value) is Marked:
        value = value.value
    if isinstance(value, (tuple, dict)):
        budget.charge_collection(value)
        return
    try:
        budget.charge_text(value)
    except BudgetExceededError:
        if budget.too_long is True:
            budget.too_long = scope.span(expr.start, expr.end)
        raise
