"""Type constraints of variables: ``object({ a = optional(string, "x") })`` to a type and its defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    Primitive,
    SetType,
    TupleType,
    Type,
)
from riveter.terraform.values.value import LazyObject, ListValue, Marked, SetValue, TValue, is_null, mark

MAX_DEPTH = 64


class Defaults(msgspec.Struct):
    """The defaults of the optional attributes of an object type and its nested types.

    `children` is keyed by attribute name, by the index of a tuple element as text, or by ``""`` for the elements of a collection.
    """

    values: dict[str, Any] = {}
    children: dict[str, Defaults] = {}


class Constraint(msgspec.Struct, frozen=True):
    """A type constraint: the type to convert to, after `defaults` were filled in."""

    type: Type
    defaults: Defaults | None = None


ANY = Constraint(DYNAMIC)

_PRIMITIVES: dict[str, Primitive] = {"string": STRING, "number": NUMBER, "bool": BOOL, "any": DYNAMIC}

_COLLECTIONS: dict[str, Callable[[Type], Type]] = {"list": ListType, "set": SetType, "map": MapType}


def parse_constraint(
    expr: n.Expr, evaluate_default: Callable[[n.Expr], TValue], error: Callable[[n.Expr, str], EvaluationError]
) -> Constraint:
    """Return the constraint an expression states; `evaluate_default` gives the value of the second argument of `optional`.

    Raises the result of `error(node, detail)` if the expression is not a type.
    """
    defaults = Defaults()
    type = _parse(expr, defaults, evaluate_default, error, 0)
    return Constraint(type, defaults if defaults.values or defaults.children else None)


def _parse(expr: n.Expr, defaults: Defaults, evaluate: Any, error: Any, depth: int) -> Type:
    if depth > MAX_DEPTH:
        raise error(expr, "The type is nested too deeply.")
    if isinstance(expr, n.Variable) and expr.name in _PRIMITIVES:
        return _PRIMITIVES[expr.name]
    if isinstance(expr, n.Variable) and expr.name in _COLLECTIONS:
        # the legacy short form means any element type
        return _COLLECTIONS[expr.name](DYNAMIC)
    if isinstance(expr, n.StringLit) and expr.value in ("string", "list", "map"):  # quoted: Terraform 0.11
        return STRING if expr.value == "string" else _COLLECTIONS[expr.value](DYNAMIC)
    if isinstance(expr, n.Call) and len(expr.args) == 1:
        arg = expr.args[0]
        if expr.name in _COLLECTIONS:
            inner = Defaults()
            elem = _parse(arg, inner, evaluate, error, depth + 1)
            _keep(defaults, "", inner)
            return _COLLECTIONS[expr.name](elem)
        if expr.name == "object" and isinstance(arg, n.ObjectCons):
            return _object(arg, defaults, evaluate, error, depth)
        if expr.name == "tuple" and isinstance(arg, n.TupleCons):
            elems: list[Type] = []
            for position, item in enumerate(arg.items):
                inner = Defaults()
                elems.append(_parse(item, inner, evaluate, error, depth + 1))
                _keep(defaults, str(position), inner)
            return TupleType(tuple(elems))
    known = "string, number, bool, any, list(…), set(…), map(…), object({…}) or tuple([…])"
    raise error(expr, f"A type specification is either a primitive type keyword or a constructor: {known}.")


def _object(arg: n.ObjectCons, defaults: Defaults, evaluate: Any, error: Any, depth: int) -> Type:
    attributes: dict[str, Type] = {}
    optional: set[str] = set()
    for item in arg.items:
        if not isinstance(item.key, n.StringLit):
            raise error(item.key, "Object constructor map keys must be attribute names.")
        name, expr = item.key.value, item.value
        if item.key.end - item.key.start == len(name) + 2:
            raise error(item.key, "The names of attributes are written without quotes.")
        if name in attributes:
            raise error(item.key, f'There is an attribute "{name[:100]}" already.')
        inner = Defaults()
        if isinstance(expr, n.Call) and expr.name == "optional":
            if not 1 <= len(expr.args) <= 2:
                raise error(
                    expr, "Optional attribute modifier requires the attribute type, and at most a default value."
                )
            optional.add(name)
            attributes[name] = _parse(expr.args[0], inner, evaluate, error, depth + 1)
            if len(expr.args) == 2:
                defaults.values[name] = _default(expr.args[1], attributes[name], inner, evaluate, error)
        else:
            attributes[name] = _parse(expr, inner, evaluate, error, depth + 1)
        _keep(defaults, name, inner)
    return ObjectType(tuple(sorted(attributes.items())), frozenset(optional))


def _default(expr: n.Expr, type: Type, inner: Defaults, evaluate: Any, error: Any) -> TValue:
    """Return the default of an optional attribute. Raises the result of `error` if it does not have the type of the attribute."""
    value: TValue = evaluate(expr)
    try:
        convert(apply_defaults(value, inner), type)
    except ConversionError as wrong:
        where = f"{wrong.path}: " if wrong.path else ""
        raise error(expr, f"The default is not of the type of the attribute: {where}{wrong.message}.") from None
    return value


def _keep(defaults: Defaults, key: str, inner: Defaults) -> None:
    if inner.values or inner.children:
        defaults.children[key] = inner


def apply_defaults(value: TValue, defaults: Defaults) -> TValue:
    """Return `value` with the defaults of optional attributes filled in where they are missing or null, at every level."""
    if type(value) is Marked:
        return mark(apply_defaults(value.value, defaults), value.marks)
    if is_null(value) or (isinstance(value, Unknown) and not isinstance(value, LazyObject)):
        return value
    if isinstance(value, dict) and not ("" in defaults.children and not defaults.values):
        result = dict(value)
        for name, default in defaults.values.items():
            if is_null(result.get(name)):
                result[name] = default
        for name, child in defaults.children.items():
            if name in result:
                result[name] = apply_defaults(result[name], child)
        return result
    elements = defaults.children.get("")
    if isinstance(value, dict) and elements is not None:
        return {key: apply_defaults(item, elements) for key, item in value.items()}
    if isinstance(value, (ListValue, SetValue)) and elements is not None:
        return tuple([apply_defaults(item, elements) for item in value])
    if isinstance(value, tuple):
        if elements is not None:
            return tuple([apply_defaults(item, elements) for item in value])
        return tuple(
            apply_defaults(item, defaults.children[str(i)]) if str(i) in defaults.children else item
            for i, item in enumerate(value)
        )
    return value
