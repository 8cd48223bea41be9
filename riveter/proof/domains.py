"""The values that an input variable can take, divided into cases."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.variables import constraint_of
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.numbers import parse_number
from riveter.terraform.values.types import BOOL, NUMBER, STRING, ListType, MapType, ObjectType, SetType, Type
from riveter.terraform.values.value import EPHEMERAL, SENSITIVE

MOST_CASES = 24
"""A variable with more values than these is not divided completely."""

_MOST_LITERALS = 12
_OTHER_TEXT = "other-value"
"""A text that is most likely not compared with."""


class Domain(msgspec.Struct, frozen=True):
    """The cases of a variable, as plain values, the simplest first.

    complete: whether there are no others. nullable: whether null is one more; it is the last. by_validation: whether only the condition
    of a `validation` block makes them complete.
    """

    cases: tuple[Any, ...]
    complete: bool
    nullable: bool = False
    by_validation: bool = False


def domain_of(module: ModuleInstance, name: str, hints: Sequence[Any]) -> Domain | None:
    """Return the cases of a variable of a root module; None if it may not be shown, or if nothing can be tried.

    hints: values that the rule compares with.
    """
    declared = module.config.variables.get(name)
    if declared is None or not declared.marks.isdisjoint((SENSITIVE, EPHEMERAL)):
        return None
    try:
        constraint = constraint_of(module, name)
    except EvaluationError:
        return None
    nullable = declared.flag("nullable", True)
    given = None if constraint.defaults is not None else _all_values(constraint.type)
    if given is not None:
        return Domain(given, complete=True, nullable=nullable)
    allowed = _allowed(declared, name)
    fitting = [value for value in allowed if value is not None and _fits(value, constraint.type)]
    if fitting:
        nullable = nullable and None in allowed
        return Domain(tuple(fitting[:MOST_CASES]), len(fitting) <= MOST_CASES, nullable, by_validation=True)
    literals = [*_compared(module, name), *hints]
    tried = tuple(_distinct(_some_values(constraint.type, literals)))
    return Domain(tried[:MOST_CASES], complete=False, nullable=nullable) if tried else None


def _all_values(type: Type) -> tuple[Any, ...] | None:
    """Return all values of a type but null; None if there are too many."""
    if type == BOOL:
        return (True, False)
    if isinstance(type, ObjectType):
        parts: list[tuple[Any, ...]] = []
        for _, inner in type.attributes:
            values = _all_values(inner)
            if values is None:
                return None
            parts.append((*values, None))
        if 0 < len(list(itertools.islice(itertools.product(*parts), MOST_CASES + 1))) <= MOST_CASES:
            names = [name for name, _ in type.attributes]
            return tuple(dict(zip(names, values, strict=True)) for values in itertools.product(*parts))
    return None


def _some_values(type: Type, literals: Sequence[Any]) -> Iterator[Any]:
    """Yield values of a type that are worth a try."""
    if type == STRING:
        yield _OTHER_TEXT
        yield from (value for value in literals if isinstance(value, str))
        yield from (str(value) for value in literals if isinstance(value, int) and not isinstance(value, bool))
    elif type == NUMBER:
        for value in literals:
            if isinstance(value, int) and not isinstance(value, bool):
                yield from (value, value - 1, value + 1)
        yield from (1, 0)
    elif type == BOOL:
        yield from (True, False)
    elif isinstance(type, (ListType, SetType)):
        yield []
        yield from ([value] for value in _some_values(type.elem, literals))
    elif isinstance(type, MapType):
        yield {}
    elif isinstance(type, ObjectType) and len(type.attributes) <= 8:
        options = [[*itertools.islice(_some_values(inner, literals), 3)] for _, inner in type.attributes]
        names = [name for name, _ in type.attributes]
        for values in itertools.islice(itertools.product(*options), MOST_CASES):
            yield dict(zip(names, values, strict=True))


def _fits(value: Any, type: Type) -> bool:
    if type == STRING:
        return isinstance(value, str)
    return type == NUMBER and isinstance(value, int) and not isinstance(value, bool)


def _distinct(values: Iterable[Any]) -> Iterator[Any]:
    seen: list[Any] = []
    for value in values:
        if not any(type(one) is type(value) and one == value for one in seen):
            seen.append(value)
            yield value


# -- what a `validation` allows -----------------------------------------------------------------------


def _allowed(declared: Declaration, name: str) -> list[Any]:
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
        return [*_distinct([*left, *right])] if left and right else []
    if isinstance(condition, n.Binary) and condition.op == "==":
        for one, other in ((condition.left, condition.right), (condition.right, condition.left)):
            if _is_variable(one, name):
                value = _literal(other)
                return [] if value is None else [value]
    if isinstance(condition, n.Call) and condition.name == "contains" and len(condition.args) == 2:
        items, wanted = condition.args
        if isinstance(items, n.TupleCons) and _is_variable(wanted, name):
            values = [_literal(item) for item in items.items]
            return [] if any(value is None for value in values) else [*_distinct(values)]
    return []


def _is_null_check(expr: n.Expr, name: str) -> bool:
    if not isinstance(expr, n.Binary) or expr.op != "==":
        return False
    sides = (expr.left, expr.right)
    return any(_is_variable(side, name) for side in sides) and any(isinstance(side, n.NullLit) for side in sides)


def _is_variable(expr: n.Expr, name: str) -> bool:
    return (
        isinstance(expr, n.Traversal)
        and isinstance(expr.source, n.Variable)
        and expr.source.name == "var"
        and len(expr.steps) == 1
        and isinstance(expr.steps[0], n.Attr)
        and expr.steps[0].name == name
    )


def _literal(expr: n.Expr) -> Any:
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


# -- what the configuration compares with ---------------------------------------------------------------


def _compared(module: ModuleInstance, name: str) -> list[Any]:
    """Return the literals in the expressions of a module that use a variable."""
    found: list[Any] = []
    config = module.config
    roots: list[n.Expr] = [local.attribute.expr for local in config.locals.values()]
    for table in (config.resources, config.data, config.calls):
        for declared in table.values():
            roots += _expressions(declared.block)
    for expr in roots:
        if len(found) >= _MOST_LITERALS:
            break
        nodes = [*_below(expr)]
        if any(isinstance(node, n.Traversal) and _begins(node, name) for node in nodes):
            found += [value for value in map(_literal, _scalars(nodes)) if value is not None]
    return [*_distinct(found)][:_MOST_LITERALS]


def _scalars(nodes: Iterable[n.Node]) -> Iterator[n.Expr]:
    for node in nodes:
        if isinstance(node, (n.StringLit, n.NumberLit)):
            yield node


def _begins(node: n.Traversal, name: str) -> bool:
    return _is_variable(node if len(node.steps) == 1 else _first_step(node), name)


def _first_step(node: n.Traversal) -> n.Traversal:
    return n.Traversal(node.start, node.end, node.source, node.steps[:1])


def _expressions(block: n.Block) -> Iterator[n.Expr]:
    stack = [block]
    while stack:
        current = stack.pop()
        yield from (attribute.expr for attribute in current.attributes)
        stack.extend(current.blocks)


def _below(node: n.Node) -> Iterator[n.Node]:
    stack: list[n.Node] = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(n.children(current))
