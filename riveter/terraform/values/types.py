"""Terraform's types: the type system of `cty`, as structs that compare by structure."""

from __future__ import annotations

import msgspec


class Primitive(msgspec.Struct, frozen=True, gc=False):
    """`string`, `number`, `bool`, or `dynamic` (not known yet; also the type of a bare null)."""

    name: str

    def __str__(self) -> str:
        return self.name


class ListType(msgspec.Struct, frozen=True):
    """`list(elem)`."""

    elem: Type

    def __str__(self) -> str:
        return f"list({_constraint(self.elem)})"


class SetType(msgspec.Struct, frozen=True):
    """`set(elem)`."""

    elem: Type

    def __str__(self) -> str:
        return f"set({_constraint(self.elem)})"


class MapType(msgspec.Struct, frozen=True):
    """`map(elem)`."""

    elem: Type

    def __str__(self) -> str:
        return f"map({_constraint(self.elem)})"


class TupleType(msgspec.Struct, frozen=True):
    """`tuple([elems…])`."""

    elems: tuple[Type, ...]

    def __str__(self) -> str:
        return f"tuple([{', '.join(_constraint(elem) for elem in self.elems)}])"


class ObjectType(msgspec.Struct, frozen=True):
    """`object({…})`: attributes sorted by name; `optional` names may be missing in a value converted to it."""

    attributes: tuple[tuple[str, Type], ...]
    optional: frozenset[str] = frozenset()

    def attribute(self, name: str) -> Type | None:
        """Return the type of an attribute; None if there is no such attribute."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None

    def __str__(self) -> str:
        inner = ", ".join(f"{name}={_constraint(value)}" for name, value in self.attributes)
        return "object({" + inner + "})"


Type = Primitive | ListType | SetType | MapType | TupleType | ObjectType

STRING = Primitive("string")
NUMBER = Primitive("number")
BOOL = Primitive("bool")
DYNAMIC = Primitive("dynamic")


def object_type(attributes: dict[str, Type], optional: frozenset[str] = frozenset()) -> ObjectType:
    """Return an object type from a dict."""
    return ObjectType(tuple(sorted(attributes.items())), optional)


def without_optional(type: Type) -> Type:
    """Return the type of a value that was converted to `type`: no attribute is optional any more, at any depth."""
    if isinstance(type, Primitive):
        return type
    if isinstance(type, TupleType):
        return TupleType(tuple([without_optional(elem) for elem in type.elems]))
    if isinstance(type, ObjectType):
        return ObjectType(tuple([(name, without_optional(attribute)) for name, attribute in type.attributes]))
    return type.__class__(without_optional(type.elem))


def _constraint(type: Type) -> str:
    return "any" if type == DYNAMIC else str(type)


def friendly_name(type: Type) -> str:
    """Return the name used in messages: ``list of string``, ``object``, ``tuple``."""
    if isinstance(type, ListType):
        return _of("list", type.elem)
    if isinstance(type, SetType):
        return _of("set", type.elem)
    if isinstance(type, MapType):
        return _of("map", type.elem)
    if isinstance(type, TupleType):
        return "tuple"
    if isinstance(type, ObjectType):
        return "object"
    return str(type)


def _of(collection: str, elem: Type) -> str:
    return f"{collection} of any single type" if elem == DYNAMIC else f"{collection} of {friendly_name(elem)}"
