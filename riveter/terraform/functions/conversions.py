"""Conversions to a type, and the marks: sensitive and ephemeral."""

from __future__ import annotations

from riveter.core.values import Unknown
from riveter.terraform.functions.common import go_quote
from riveter.terraform.functions.registry import FunctionError, FunctionParameter, derive, function
from riveter.terraform.values.conversion import ConversionError, convert, convertible
from riveter.terraform.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
    friendly_name,
)
from riveter.terraform.values.value import (
    EPHEMERAL,
    SCHEMA,
    SENSITIVE,
    TValue,
    map_elements,
    mark,
    null_of,
    type_of,
    unmark,
    unmark_deep,
)

_V = FunctionParameter("v", null=True, unknown="pass", marks="pass")
_VALUE = FunctionParameter("value", null=True, unknown="pass", marks="pass")


def _declare(name: str, want: Type) -> None:
    def call(value: TValue) -> TValue:
        try:
            return convert(value, want)
        except ConversionError:
            raise FunctionError(_problem(value, want), 0) from None

    call.__doc__ = f"Return the value as a {friendly_name(want)}."
    function(_V, result=want, null=True, name=name)(call)


def _problem(value: TValue, want: Type) -> str:
    plain, marks = unmark_deep(value)
    have = friendly_name(type_of(plain))
    target = friendly_name(want)
    if SENSITIVE in marks and convertible(type_of(plain), want):
        return f"cannot convert this sensitive {have} to {target}"
    if isinstance(plain, str) and want == BOOL:
        return f'cannot convert {go_quote(plain)} to bool; only the strings "true" or "false" are allowed'
    if isinstance(plain, str) and want == NUMBER:
        return f"cannot convert {go_quote(plain)} to number; given string must be a decimal representation of a number"
    return f"cannot convert {have} to {target}"


_declare("tostring", STRING)
_declare("tonumber", NUMBER)
_declare("tobool", BOOL)
_declare("tolist", ListType(DYNAMIC))
_declare("toset", SetType(DYNAMIC))
_declare("tomap", MapType(DYNAMIC))


@function(_VALUE, null=True)
def sensitive(value: TValue) -> TValue:
    """Return the value, marked as sensitive."""
    return mark(value, frozenset([SENSITIVE]))


@function(_VALUE, null=True)
def nonsensitive(value: TValue) -> TValue:
    """Return the value without its own mark as sensitive."""
    plain, marks = unmark(value)
    return mark(plain, marks - {SENSITIVE, SCHEMA})


@function(_VALUE, result=BOOL)
def issensitive(value: TValue) -> TValue:
    """Return whether the value itself is marked as sensitive."""
    plain, marks = unmark(value)
    if SENSITIVE in marks:
        return True
    return derive(plain, type=BOOL) if isinstance(plain, Unknown) else False


@function(_VALUE, null=True)
def ephemeralasnull(value: TValue) -> TValue:
    """Return the value with null in place of everything ephemeral in it."""
    plain, marks = unmark(value)
    if EPHEMERAL in marks:
        return mark(null_of(type_of(plain)), marks - {EPHEMERAL})
    return mark(map_elements(plain, ephemeralasnull), marks)


@function(_VALUE, result=STRING, name="type")
def type_(value: TValue) -> TValue:
    """Return the type of a value, as the console shows it."""
    return shown_type(type_of(value))


def shown_type(type: Type, indent: int = 0) -> str:
    """Return a type as `terraform console` shows it: structural types with a line for each member."""
    inner, pad = "    " * (indent + 1), "    " * indent
    if isinstance(type, TupleType):
        if not type.elems:
            return "tuple([])"
        members = "".join([f"{inner}{shown_type(elem, indent + 1)},\n" for elem in type.elems])
        return f"tuple([\n{members}{pad}])"
    if isinstance(type, ObjectType):
        if not type.attributes:
            return "object({})"
        members = "".join([f"{inner}{name}: {shown_type(each, indent + 1)},\n" for name, each in type.attributes])
        return f"object({{\n{members}{pad}}})"
    if isinstance(type, (ListType, SetType, MapType)):
        kind = "list" if isinstance(type, ListType) else "set" if isinstance(type, SetType) else "map"
        if isinstance(type.elem, (TupleType, ObjectType)):
            return f"{kind}(\n{inner}{shown_type(type.elem, indent + 1)},\n{pad})"
        return f"{kind}({shown_type(type.elem, indent)})"
    return type.name
