"""What the validation of a variable allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.values.numbers import parse_number


def distinct(values: Iterable[Any]) -> Iterator[Any]:
    """Yield values in their order, each once; 1 and true are two."""
    seen: list[Any] = []
    for value in values:
        if not any(type(one) is type(value) and one == value for one in seen):
            seen.append(value)
            yield value


def allowed_values(declared: Declaration, name: str) -> list[Any]:
    """Return the values that the conditions of a variable allow, if one of them lists all; otherwise nothing."""
    for block in declared.blocks("validation"):
        for attribute in block.attributes:
            if attribute.name == "condition":
                found = _listed(attribute.expr, name)
                if found:
                    return found
    return []


def _listed(condition: n.Expr, name: str) -> list[Any]:
    """Return the only values with which a condition can hold, null if it is one of them; nothing if that is not plain to see."""
    if isinstance(condition, n.Binary) and condition.op == "&&":
        return _listed(condition.left, name) or _listed(condition.right, name)
    if isinstance(condition, n.Binary) and condition.op == "||":
        for one, other in ((condition.left, condition.right), (condition.right, condition.left)):
            if _is_null_check(one, name):
                others = _listed(other, name)
                return [*others, None] if others else []
        left, right = _listed(condition.left, name), _listed(condition.right, name)
        return [*distinct([*left, *right])] if left and right else []
    if isinstance(condition, n.Binary) and condition.op == "==":
        for one, other in ((condition.left, condition.right), (condition.right, condition.left)):
            if is_variable(one, name):
                value = literal(other)
                return [] if value is None else [value]
    if isinstance(condition, n.Call) and condition.name == "contains" and len(condition.args) == 2:
        items, wanted = condition.args
        if isinstance(items, n.Call) and items.name in ("tolist", "toset") and len(items.args) == 1:
            items = items.args[0]
        if isinstance(items, n.TupleCons) and is_variable(wanted, name):
            values = [literal(item) for item in items.items]
            return [] if any(value is None for value in values) else [*distinct(values)]
    return []


def _is_null_check(expr: n.Expr, name: str) -> bool:
    if not isinstance(expr, n.Binary) or expr.op != "==":
        return False
    sides = (expr.left, expr.right)
    return any(is_variable(side, name) for side in sides) and any(isinstance(side, n.NullLit) for side in sides)


def is_variable(expr: n.Expr, name: str) -> bool:
    """Return True if an expression is a reference to a variable, and to nothing in it."""
    return (
        isinstance(expr, n.Traversal)
        and isinstance(expr.source, n.Variable)
        and expr.source.name == "var"
        and len(expr.steps) == 1
        and isinstance(expr.steps[0], n.Attr)
        and expr.steps[0].name == name
    )


def literal(expr: n.Expr) -> Any:
    """Return the value of a literal text or whole number; None for anything else."""
    if isinstance(expr, n.StringLit):
        return expr.value
    if isinstance(expr, n.NumberLit):
        try:
            number = parse_number(expr.text)
        except ValueError:
            return None
        return int(number) if isinstance(number, int) else None
    return None
