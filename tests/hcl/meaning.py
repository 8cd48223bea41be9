"""What expressions and templates mean, in as few lines as that takes: enough to compare trees with Terraform by value.

This is not riveter's evaluator. It knows strings, whole numbers, booleans, lists and objects; nothing is ever unknown here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from riveter.hcl.nodes import (
    Attr,
    Binary,
    BoolLit,
    Call,
    Conditional,
    Expr,
    ForObject,
    ForTuple,
    Index,
    NullLit,
    NumberLit,
    ObjectCons,
    Splat,
    SplatStep,
    Step,
    StringLit,
    Template,
    TemplateFor,
    TemplateIf,
    TemplateWrap,
    Traversal,
    TupleCons,
    Unary,
    Variable,
)

Scope = Mapping[str, Any]

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "||": lambda a, b: a or b,
    "&&": lambda a, b: a and b,
    "==": lambda a, b: type(a) is type(b) and a == b,
    "!=": lambda a, b: type(a) is not type(b) or a != b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}

_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "upper": lambda text: text.upper(),
    "max": max,
    "length": len,
    "concat": lambda *lists: [item for one in lists for item in one],
}


def value_of(expr: Expr, scope: Scope) -> Any:
    """The value of an expression with these variables."""
    match expr:
        case StringLit() | BoolLit():
            return expr.value
        case NumberLit():
            return int(expr.text) if expr.text.isdigit() else float(expr.text)
        case NullLit():
            return None
        case Variable():
            return scope[expr.name]
        case TemplateWrap():
            return value_of(expr.expr, scope)
        case Template():
            return render(expr.parts, scope)
        case TupleCons():
            return [value_of(item, scope) for item in expr.items]
        case ObjectCons():
            return {text_of(value_of(item.key, scope)): value_of(item.value, scope) for item in expr.items}
        case Unary():
            operand = value_of(expr.operand, scope)
            return -operand if expr.op == "-" else not operand
        case Binary():
            return _OPERATORS[expr.op](value_of(expr.left, scope), value_of(expr.right, scope))
        case Conditional():
            return value_of(expr.then if value_of(expr.condition, scope) else expr.otherwise, scope)
        case Traversal():
            return _follow(value_of(expr.source, scope), expr.steps, scope)
        case Splat():
            return _spread(value_of(expr.source, scope), expr.steps, scope)
        case Call():
            arguments = [value_of(argument, scope) for argument in expr.args]
            if expr.expand:
                arguments[-1:] = arguments[-1]
            return _FUNCTIONS[expr.name](*arguments)
        case ForTuple():
            return [value_of(expr.value, inner) for inner in _scopes(expr, scope) if _passes(expr.condition, inner)]
        case ForObject():
            return _object(expr, scope)
    raise AssertionError(f"no meaning for {type(expr).__name__}")


def render(parts: tuple[Expr, ...], scope: Scope) -> str:
    """The text of the parts of a template."""
    result = []
    for part in parts:
        if isinstance(part, TemplateIf):
            chosen = part.then if value_of(part.condition, scope) else part.otherwise
            result.append(render(chosen, scope))
        elif isinstance(part, TemplateFor):
            result.extend(render(part.body, inner) for inner in _scopes(part, scope))
        else:
            result.append(text_of(value_of(part, scope)))
    return "".join(result)


def text_of(value: Any) -> str:
    """A primitive as a template shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _scopes(expr: ForTuple | ForObject | TemplateFor, scope: Scope) -> list[Scope]:
    collection = value_of(expr.collection, scope)
    pairs = sorted(collection.items()) if isinstance(collection, dict) else enumerate(collection)
    scopes: list[Scope] = []
    for key, value in pairs:
        names = {expr.key_var: key} if expr.key_var else {}
        scopes.append({**scope, **names, expr.value_var: value})
    return scopes


def _passes(condition: Expr | None, scope: Scope) -> bool:
    return condition is None or bool(value_of(condition, scope))


def _object(expr: ForObject, scope: Scope) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for inner in _scopes(expr, scope):
        if _passes(expr.condition, inner):
            key, value = text_of(value_of(expr.key, inner)), value_of(expr.value, inner)
            if expr.grouping:
                result.setdefault(key, []).append(value)
            else:
                result[key] = value
    return result


def _follow(value: Any, steps: tuple[Step, ...], scope: Scope) -> Any:
    for step in steps:
        if isinstance(step, Attr):
            value = value[step.name]
        elif isinstance(step, Index):
            value = value[value_of(step.key, scope)]
        else:
            assert isinstance(step, SplatStep)
            value = _spread(value, step.steps, scope)
    return value


def _spread(value: Any, steps: tuple[Step, ...], scope: Scope) -> list[Any]:
    elements = value if isinstance(value, list) else [] if value is None else [value]
    return [_follow(element, steps, scope) for element in elements]
