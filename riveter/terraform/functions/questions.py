"""Functions that ask about collections, or choose among values."""

from __future__ import annotations

from collections.abc import Sequence

from riveter.core.alternatives import Alternatives, Option, fresh_symbol, is_none_of, is_one_of
from riveter.core.causes import DialectDifference
from riveter.core.ranges import BoundedNumber
from riveter.core.shapes import is_never_empty
from riveter.core.values import PartialText, Unknown
from riveter.terraform.config.features import CONTAINS_NULL
from riveter.terraform.functions.common import graphemes
from riveter.terraform.functions.registry import CallContext, FunctionError, FunctionParameter, derive, function
from riveter.terraform.values.alternatives import beside_open_type, choose, is_of_open_type
from riveter.terraform.values.conversion import ConversionError, convert, has_open_type, unify
from riveter.terraform.values.equality import equals
from riveter.terraform.values.numbers import count_of
from riveter.terraform.values.symbols import symbol_of
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
)
from riveter.terraform.values.value import (
    UNTYPED_NULL,
    ListValue,
    SetValue,
    TValue,
    first_unknown,
    is_null,
    null_of,
    type_of,
)

_BOOLS = ListType(BOOL)


@function(FunctionParameter("list", _BOOLS, unknown="element"), result=BOOL)
def alltrue(items: ListValue) -> TValue:
    """Return whether no element is false or null."""
    return _any(items, False)


@function(FunctionParameter("list", _BOOLS, unknown="element"), result=BOOL)
def anytrue(items: ListValue) -> TValue:
    """Return whether an element is true."""
    return _any(items, True)


def _any(items: ListValue, decisive: bool) -> TValue:
    unknown = [item for item in items if isinstance(item, Unknown)]
    if any((item is True) is decisive for item in items if not isinstance(item, Unknown)):
        return decisive
    return derive(*unknown, type=BOOL) if unknown else not decisive


@function(FunctionParameter("value", unknown="pass", marks="own"), result=NUMBER)
def length(value: TValue) -> TValue:
    """Return the number of elements of a collection, or of characters in a string."""
    if isinstance(value, str):
        return count_of(len(graphemes(value)))
    if isinstance(value, SetValue):
        unknown = first_unknown(value)
        return count_of(len(value)) if unknown is None or len(value) == 1 else derive(unknown, type=NUMBER)
    if isinstance(value, (tuple, dict)):
        return count_of(len(value))
    have = type_of(value)
    if isinstance(have, TupleType):
        return count_of(len(have.elems))
    if isinstance(have, ObjectType):
        return count_of(len(have.attributes))
    if isinstance(value, PartialText):  # what fills a hole may join the last character before it, no other one
        return BoundedNumber(derive(value, type=NUMBER), count_of(len(graphemes(value.prefix))), None, NUMBER)
    if isinstance(value, Unknown) and (have in (STRING, DYNAMIC) or isinstance(have, (ListType, SetType, MapType))):
        return derive(value, type=NUMBER)
    raise FunctionError("argument must be a string, a collection type, or a structural type")


@function(
    FunctionParameter("list", unknown="element"),
    FunctionParameter("value", null=True, unknown="pass"),
    result=BOOL,
    context=True,
)
def contains(context: CallContext, items: TValue, wanted: TValue) -> TValue:
    """Return whether an element equals the value."""
    known = context.offers(CONTAINS_NULL) if is_null(wanted) else True
    if known is False:
        raise FunctionError("argument must not be null", 1)
    if not isinstance(items, tuple):
        raise FunctionError("argument must be list, tuple, or set")
    if known is None:
        return Unknown(DialectDifference("contains"), type=BOOL, not_null=True)
    unknown: Unknown | None = None
    for item in items:
        equal = equals(item, wanted)
        if equal is True:
            return True
        if isinstance(equal, Unknown):
            unknown = equal if unknown is None else unknown
    return False if unknown is None else derive(unknown, type=BOOL)


@function(FunctionParameter("list", unknown="element"), FunctionParameter("value", unknown="pass"), result=NUMBER)
def index(items: TValue, wanted: TValue) -> TValue:
    """Return the index of the first element that equals the value."""
    if not isinstance(items, tuple) or isinstance(items, SetValue):
        raise FunctionError("argument must be a list or tuple")
    if not items:
        raise FunctionError("cannot search an empty list")
    for position, item in enumerate(items):
        equal = equals(item, wanted)
        if equal is True:
            return count_of(position)
        if isinstance(equal, Unknown):
            return derive(equal, type=NUMBER)
    raise FunctionError("item not found")


@function(FunctionParameter("list", unknown="pass", marks="own"), null=True, opaque=True)
def one(items: TValue) -> TValue:
    """Return the only element, or null when there is none."""
    have = type_of(items)
    if isinstance(items, tuple):
        if isinstance(items, SetValue) and len(items) > 1 and (unknown := first_unknown(items)) is not None:
            return derive(unknown, type=items.elem, not_null=False, keeps="identity")
        if len(items) <= 1:
            return items[0] if items else null_of(getattr(items, "elem", DYNAMIC))
    elif isinstance(items, Unknown):
        if isinstance(have, (ListType, SetType)):
            return derive(items, type=have.elem, not_null=False, keeps="identity")
        if isinstance(have, TupleType) and len(have.elems) <= 1:
            return derive(items, type=have.elems[0], not_null=False, keeps="identity") if have.elems else None
        if have == DYNAMIC:
            return derive(items, not_null=False, keeps="identity")
    raise FunctionError("must be a list, set, or tuple value with either zero or one elements", 0)


@function(variadic=FunctionParameter("vals", null=True, unknown="pass"))
def coalesce(*values: TValue) -> TValue:
    """Return the first argument that is neither null nor an empty string."""
    is_open = has_open_type(values)
    type = unify([type_of(value) for value in values], nulls=not is_open) if values else None
    if type in (None, NUMBER, BOOL) and is_open and any(type_of(value) == DYNAMIC for value in values):
        type = DYNAMIC  # beside what turns out to be a text, these are texts
    if type is None:
        raise FunctionError("all arguments must have the same type")
    for index, given in enumerate(values):
        try:
            value = convert(given, type)
        except ConversionError:  # Terraform passes over a map that lacks what the common type has
            continue
        if isinstance(value, Unknown) and value.not_null and is_never_empty(value):
            return value
        if isinstance(value, Unknown):
            if all(is_null(other) or other == "" for other in values[index + 1 :]):
                return derive(value, type=type, keeps="identity")  # itself, or there is none
            unknown = derive(value, *[each for each in values if isinstance(each, Unknown)], type=type)
            return (
                unknown if isinstance(value, Alternatives) else _unless_empty(value, values[index + 1 :], unknown, type)
            )
        if not is_null(value) and value != "":
            beside = next((other for other in values if is_of_open_type(other)), None)
            if isinstance(value, (tuple, dict)) and isinstance(beside, Unknown):
                return derive(beside, type=DYNAMIC, not_null=True)  # beside `toset([5])`, `["b"]` is passed over
            return beside_open_type(value, values)
    raise FunctionError("no non-null, non-empty-string arguments")


def _unless_empty(value: Unknown, others: Sequence[TValue], unknown: Unknown, type: Type) -> TValue:
    """Return an unknown value if it is neither null nor empty, and the first of the others in that case."""
    try:
        rest = coalesce(*[convert(other, type) for other in others])
    except (FunctionError, ConversionError):
        return unknown
    symbol = symbol_of(value) or fresh_symbol()
    set_one = derive(value, type=type, not_null=True, keeps="identity")
    return choose([Option(is_none_of(symbol, None, ""), set_one), Option(is_one_of(symbol, None, ""), rest)], unknown)


@function(variadic=FunctionParameter("vals", null=True, unknown="pass"))
def coalescelist(*lists: TValue) -> TValue:
    """Return the first argument that is neither null nor empty."""
    if not lists:
        raise FunctionError("at least one argument is required")
    for each in lists:
        have = type_of(each)
        if isinstance(each, Unknown):
            break  # as cty: what comes after is not looked at
        if not isinstance(have, (ListType, TupleType)) and each is not UNTYPED_NULL:
            raise FunctionError("coalescelist arguments must be lists or tuples")
    for each in lists:
        if isinstance(each, Unknown):
            return derive(each)
        if each:
            return each
    raise FunctionError("no non-null arguments")
