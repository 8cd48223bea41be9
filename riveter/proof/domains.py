"""The values that an input variable can take, divided into cases."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.proof.regions import Region, whole_region
from riveter.terraform.modules.allowed_values import allowed_values, distinct, is_variable, literal
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.variables import constraint_of
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.types import BOOL, DYNAMIC, NUMBER, STRING, ListType, MapType, ObjectType, SetType, Type
from riveter.terraform.values.value import EPHEMERAL, SENSITIVE

MOST_CASES = 24
"""A variable with more values than these is not divided completely."""

_MOST_LITERALS = 12
_DEEPEST = 4
"""How far collections in values that are tried are nested."""

_TELLING = ("{", "arn:")
"""How texts begin that are more than one of many names."""

_OTHER_TEXT = "other-value"
"""A text that is most likely not compared with."""


class Domain(msgspec.Struct, frozen=True):
    """The cases of a variable, as plain values, the simplest first.

    complete: whether there are no others. nullable: whether null is one more; it is the last. by_validation: whether only the condition
    of a `validation` block makes them complete. rest: if they are only examples, the region of all values.
    """

    cases: tuple[Any, ...]
    complete: bool
    nullable: bool = False
    by_validation: bool = False
    rest: Region | None = None

    def is_complete(self, regions: bool) -> bool:
        """Return whether every value was looked at. regions: whether regions of all values were, where there are any."""
        return self.complete or (regions and self.rest is not None)


def domain_of(module: ModuleInstance, name: str, hints: Sequence[Any], default: Any = None) -> Domain | None:
    """Return the cases of a variable of a root module; None if it may not be shown, or if nothing can be tried.

    hints: values that the rule compares with. default: what a value of any type may be like.
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
    allowed = allowed_values(declared, name)
    fitting = [value for value in allowed if value is not None and _fits(value, constraint.type)]
    if fitting:
        nullable = nullable and None in allowed
        return Domain(tuple(fitting[:MOST_CASES]), len(fitting) <= MOST_CASES, nullable, by_validation=True)
    literals = [*hints, *_compared(module, name)]
    kind = _type_like(default) if constraint.type == DYNAMIC else constraint.type
    found = _some_values(kind, literals, [*itertools.islice(_looked_up(module, name), _MOST_LITERALS)])
    tried = tuple(itertools.islice(distinct(found), MOST_CASES))
    return Domain(tried, complete=False, nullable=nullable, rest=whole_region(constraint.type)) if tried else None


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


def _type_like(value: Any) -> Type:
    """Return a type for values like another one."""
    if isinstance(value, bool):
        return BOOL
    if isinstance(value, dict):
        return MapType(DYNAMIC)
    if isinstance(value, list):
        return ListType(DYNAMIC)
    return STRING if isinstance(value, str) else NUMBER if isinstance(value, int) else DYNAMIC


def _some_values(type: Type, literals: Sequence[Any], names: Sequence[str] = (), depth: int = 0) -> Iterator[Any]:
    """Yield values of a type that are worth a try. names: keys that the configuration looks up in the value."""
    if type == STRING:
        yield from (value for value in literals if isinstance(value, str) and value.startswith(_TELLING))
        yield _OTHER_TEXT
        yield from (value for value in literals if isinstance(value, str))
        yield from (str(value) for value in literals if isinstance(value, int) and not isinstance(value, bool))
    elif type == NUMBER:
        for value in literals:
            if isinstance(value, int) and not isinstance(value, bool):
                yield from (value, value - 1, value + 1)
        yield from (1, 0, 2)
    elif type == BOOL:
        yield from (True, False)
    elif depth > _DEEPEST:
        return
    elif isinstance(type, (ListType, SetType)):
        yield []
        yield from ([value] for value in _some_values(type.elem, literals, names, depth + 1))
    elif isinstance(type, MapType):
        yield {}
        for name in names or (_OTHER_TEXT,):
            first = (True, False) if type.elem == DYNAMIC else ()
            options = [*_some_values(type.elem, literals, (), depth + 1), *first]
            truths = ["true", "false"] if type.elem == STRING and names else []
            yield from ({name: value} for value in (*truths, *options[:4]))
    elif isinstance(type, ObjectType):
        yield from _objects(type, literals, depth)
    elif type == DYNAMIC:
        if depth:
            yield {
                "effect": "Allow",
                "type": "AWS",
                "identifiers": ["*"],
                "actions": ["*", "iam:*"],
                "resources": ["*"],
            }
        yield from (value for value in literals if isinstance(value, str) and value.startswith(_TELLING))
        yield from (True, False)
        for name in names:
            yield from ({name: value} for value in (True, False, _OTHER_TEXT))
        yield from (_OTHER_TEXT, *(value for value in literals if isinstance(value, str)))


def _objects(type: ObjectType, literals: Sequence[Any], depth: int) -> Iterator[Any]:
    """Yield objects: with what allows everything, with what is required, and with one attribute of another value each."""
    tried = {
        name: [*itertools.islice(_some_values(inner, literals, (), depth + 1), 4)] for name, inner in type.attributes
    }
    required = [name for name, _ in type.attributes if name not in type.optional]
    if any(not tried[name] for name in required):
        return
    if len(required) == len(tried) <= 4:
        chosen = itertools.product(*(tried[name][:3] for name in required))
        yield from (dict(zip(required, one, strict=True)) for one in itertools.islice(chosen, MOST_CASES))
        return
    least = {name: tried[name][0] for name in required}
    opened = {name: _opened(inner, name) for name, inner in type.attributes if name in _OPENING}
    if opened:
        yield {**least, **opened}
    if "not_actions" in tried and "actions" in tried:
        yield {**least, **opened, "actions": None, "not_actions": ["iam:GetUser"]}
    yield least
    for name, values in tried.items():
        yield from ({**least, name: value} for value in values if name not in least or value != least[name])


_OPENING = {
    "effect": "Allow",
    "type": "AWS",
    "actions": "*",
    "resources": "*",
    "identifiers": "*",
    "principals": "*",
    "cidr_blocks": "0.0.0.0/0",
    "cidr_ipv4": "0.0.0.0/0",
    "ip_protocol": "-1",
    "protocol": "-1",
}
"""Attributes of a statement of a policy and of a rule of a security group, with values that allow everything."""


def _opened(type: Type, name: str) -> Any:
    if isinstance(type, (ListType, SetType)):
        return ["*", "iam:*", "iam:PassRole"] if name == "actions" else [_opened(type.elem, name)]
    if isinstance(type, MapType):
        return {"other": _opened(type.elem, name)} if isinstance(type.elem, ObjectType) else {}
    if isinstance(type, ObjectType):
        return {key: _opened(inner, key) for key, inner in type.attributes if key in _OPENING}
    return _OPENING[name]


def _fits(value: Any, type: Type) -> bool:
    if type == STRING:
        return isinstance(value, str)
    return type == NUMBER and isinstance(value, int) and not isinstance(value, bool)


# -- what the configuration compares with ---------------------------------------------------------------


def _compared(module: ModuleInstance, name: str) -> list[Any]:
    """Return the literals in the expressions of a module that use a variable."""
    found: list[Any] = []
    for expr, _ in expressions(module):
        if len(found) >= _MOST_LITERALS:
            break
        nodes = [*_below(expr)]
        if any(isinstance(node, n.Traversal) and _begins(node, name) for node in nodes):
            found += [value for value in map(literal, _scalars(nodes)) if value is not None]
    return [*distinct(found)][:_MOST_LITERALS]


def expressions(module: ModuleInstance) -> Iterator[tuple[n.Expr, SourceFile]]:
    """Yield the expressions of a module, with their files."""
    config = module.config
    yield from ((local.attribute.expr, local.source) for local in config.locals.values())
    for table in (config.resources, config.data, config.calls):
        for declared in table.values():
            yield from ((expr, declared.source) for expr in _expressions(declared.block))


def variables_in(expr: n.Expr) -> Iterator[str]:
    """Yield the names of the variables in an expression."""
    for node in _below(expr):
        if (
            isinstance(node, n.Traversal)
            and isinstance(node.source, n.Variable)
            and node.source.name == "var"
            and node.steps
            and isinstance(node.steps[0], n.Attr)
        ):
            yield node.steps[0].name


def _looked_up(module: ModuleInstance, name: str) -> Iterator[str]:
    """Yield the keys that a module looks up in the value of a variable: ``var.x.key``, ``var.x["key"]``, ``lookup(var.x, "key")``."""
    seen: set[str] = set()
    for expr, _ in expressions(module):
        for node in _below(expr):
            key: Any = None
            if isinstance(node, n.Traversal) and len(node.steps) > 1 and _begins(node, name):
                step = node.steps[1]
                key = step.name if isinstance(step, n.Attr) else None
                if isinstance(step, n.Index):
                    key = literal(step.key)
            elif isinstance(node, n.Call) and node.name == "lookup" and len(node.args) > 1:
                key = literal(node.args[1]) if is_variable(node.args[0], name) else None
            if isinstance(key, str) and key not in seen:
                seen.add(key)
                yield key


def _scalars(nodes: Iterable[n.Node]) -> Iterator[n.Expr]:
    for node in nodes:
        if isinstance(node, (n.StringLit, n.NumberLit)):
            yield node


def _begins(node: n.Traversal, name: str) -> bool:
    return is_variable(node if len(node.steps) == 1 else _first_step(node), name)


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
