"""The `assume…` functions of OpenTofu 1.13: they return their value with an additional known fact, or an error if the fact is wrong."""

from __future__ import annotations

from typing import Any

from riveter.core.values import Hole, PartialText, Unknown
from riveter.terraform.functions.common import string_parameter, whole_number
from riveter.terraform.functions.registry import FunctionError, FunctionParameter, function
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.equality import equals
from riveter.terraform.values.numbers import Number
from riveter.terraform.values.types import DYNAMIC, NUMBER, STRING, ListType, MapType, SetType, Type, friendly_name
from riveter.terraform.values.value import (
    EPHEMERAL,
    SENSITIVE,
    ListValue,
    MapValue,
    TValue,
    is_null,
    make_set,
    mark,
    type_of,
    unmark,
)

_MAX_KNOWN_LENGTH = 1_000
_NOT_UPHELD = "assumption was not upheld"


@function(
    FunctionParameter("actual_value", null=True, unknown="pass", marks="pass"),
    FunctionParameter("expected_value", null=True, unknown="pass", marks="pass"),
    null=True,
)
def assumeequal(actual: TValue, expected: TValue) -> TValue:
    """Return the second argument if it equals the first one, or if that is unknown."""
    have, want = type_of(actual), type_of(expected)
    try:
        converted = convert(actual, want)
    except ConversionError:
        raise FunctionError(
            f"actual value type {friendly_name(have)} does not match assumed value type {friendly_name(want)}", 0
        ) from None
    equal, _ = unmark(equals(converted, expected))
    if equal is False:
        raise FunctionError("the actual value does not match the assumed value", 0)
    _, marks = unmark(actual)
    return mark(expected, marks - {SENSITIVE, EPHEMERAL})


@function(FunctionParameter("value", null=True, unknown="pass"))
def assumenotnull(value: TValue) -> TValue:
    """Return the value, which is not null."""
    if is_null(value):
        raise FunctionError(_NOT_UPHELD, 0)
    if isinstance(value, Unknown) and not value.not_null and type_of(value) != DYNAMIC:
        return value.derive(type=value.type, not_null=True, keeps="identity")
    return value


@function(FunctionParameter("value", STRING, null=True, unknown="pass"), string_parameter("prefix"), null=True)
def assumestringprefix(value: TValue, prefix: str) -> TValue:
    """Return the string, which begins with the prefix."""
    if isinstance(value, str) and not value.startswith(prefix):
        raise FunctionError(_NOT_UPHELD, 0)
    if type(value) is Unknown and value.not_null and prefix:
        return PartialText((prefix, Hole(value.derive(type=STRING, not_null=True, keeps="opaque"))), type=STRING)
    return value


def _declare_lengths(noun: str, kind: type[ListType | SetType | MapType]) -> None:
    subject = FunctionParameter("value", kind(DYNAMIC), null=True, unknown="pass")
    least, most = FunctionParameter("min_length", NUMBER), FunctionParameter("max_length", NUMBER)

    def between(value: TValue, minimum: Number, maximum: Number) -> TValue:
        return _of_length(value, _length(minimum, 1), _length(maximum, 2))

    def at_least(value: TValue, minimum: Number) -> TValue:
        return _of_length(value, _length(minimum, 1), None)

    def at_most(value: TValue, maximum: Number) -> TValue:
        return _of_length(value, 0, _length(maximum, 1))

    for suffix, call, bounds in (("", between, (least, most)), ("min", at_least, (least,)), ("max", at_most, (most,))):
        call.__doc__ = f"Return the {noun}, whose length lies in the bounds."
        function(subject, *bounds, name=f"assume{noun}length{suffix}", null=True)(call)


def _length(bound: Number, argument: int) -> int:
    length = whole_number(bound, argument)
    if length < 0:
        raise FunctionError("must be a whole number between 0 and 9223372036854775807", argument)
    return length


def _of_length(value: TValue, minimum: int, maximum: int | None) -> TValue:
    if is_null(value):
        raise FunctionError(_NOT_UPHELD, 0)
    if isinstance(value, Unknown):
        return _known_length(value, minimum) if minimum == maximum else value
    if len(value) < minimum or (maximum is not None and len(value) > maximum):
        raise FunctionError(_NOT_UPHELD, 0)
    return value


def _known_length(value: Unknown, length: int) -> TValue:
    """Return the collection with elements that are not known, where its length alone makes it one."""
    have: Type = type_of(value)
    elem: Any = getattr(have, "elem", DYNAMIC)
    if isinstance(have, ListType) and length <= _MAX_KNOWN_LENGTH:
        return ListValue([value.derive(type=elem, keeps="identity") for _ in range(length)], elem)
    if isinstance(have, SetType) and length <= 1:
        return make_set([value.derive(type=elem, keeps="identity")] * length, elem)
    return MapValue({}, elem) if isinstance(have, MapType) and not length else value


_declare_lengths("list", ListType)
_declare_lengths("set", SetType)
_declare_lengths("map", MapType)
