"""Conversion of values to types, as cty's `convert` package does it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from riveter.core.alternatives import Alternatives, made_of
from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.values import PartialText, Unknown
from riveter.terraform.values.alternatives import NO_RESULT, beside_open_type, mapped
from riveter.terraform.values.numbers import NUMERIC, OutOfRangeError, format_number, parse_number
from riveter.terraform.values.partial import (
    OpenObject,
    OpenTuple,
    like,
    open_object,
    open_set,
    open_tuple,
    set_in_any_order,
)
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
    friendly_name,
    without_optional,
)
from riveter.terraform.values.unification import (
    bool_mismatch,
    convertible,
    has_dynamic,
    mismatch_message,
    missing_attributes,
    settle,
    unify,
)
from riveter.terraform.values.value import (
    LazyObject,
    ListValue,
    MapValue,
    Marked,
    Null,
    SetValue,
    TValue,
    first_unknown,
    is_null,
    make_set,
    mark,
    null_of,
    type_of,
    unmark,
    unmark_deep,
)

__all__ = ["ConversionError", "convert", "convertible", "has_dynamic", "has_open_type", "known_bool", "retype", "unify"]


class ConversionError(Exception):
    """A value can't be converted; `path` leads to the offending element (``["a"]``, ``.name``)."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    def at(self, step: str) -> ConversionError:
        """Return the same error seen from one level further out."""
        return ConversionError(self.message, step + self.path)


def has_open_type(value: TValue) -> bool:
    """Return True if the type of some unknown part of a value is not known."""
    plain, _ = unmark(value)
    if isinstance(plain, Unknown):
        return not isinstance(plain, PartialText) and has_dynamic(type_of(plain))
    items = plain if isinstance(plain, tuple) else plain.values() if isinstance(plain, dict) else ()
    return any(map(has_open_type, items))


def convert(value: TValue, want: Type) -> TValue:
    """Return `value` as a value of type `want`; unknowns stay unknown, with the type. Raises `ConversionError`.

    The error names the types if these already exclude a conversion, otherwise the first value that does not convert.
    """
    if isinstance(value, str) and (want is STRING or want is DYNAMIC):
        return value
    try:
        return _convert(value, want)
    except ConversionError:
        have = type_of(unmark_deep(value)[0])
        if not convertible(have, want):
            raise ConversionError(mismatch_message(have, want)) from None
        raise


def known_bool(value: TValue) -> bool | None:
    """Return the bool that a value converts to; None if it is unknown, null, or not a bool."""
    try:
        converted = convert(value, BOOL)
    except ConversionError:
        return None
    return converted if isinstance(converted, bool) else None


def _convert(value: TValue, want: Type) -> TValue:
    if isinstance(value, str):
        return _from_string(value, want)
    if type(value) is Marked:
        return mark(_convert(value.value, want), value.marks)
    if want == DYNAMIC:
        return value
    if is_null(value):
        return _null(value, want)
    if isinstance(value, Unknown):
        return _unknown(value, want)
    if isinstance(want, Primitive):
        return _to_primitive(value, want)
    if isinstance(want, (ListType, SetType)):
        return _to_sequence(value, want)
    if isinstance(want, MapType):
        return _to_map(value, want)
    if isinstance(want, ObjectType):
        return _to_object(value, want)
    return _to_tuple(value, want)


def _from_string(value: str, want: Type) -> TValue:
    if want == STRING or want == DYNAMIC:
        return value
    if want == NUMBER:
        try:
            return parse_number(value)
        except OutOfRangeError:
            return out_of_range()
        except ValueError:
            raise ConversionError("a number is required") from None
    if want == BOOL:
        if value in ("true", "1"):
            return True
        if value in ("false", "0"):
            return False
        raise ConversionError(bool_mismatch(value))
    raise _required(want)


def out_of_range() -> Unknown:
    """Return a number that is too large, or too close to zero, to compute with."""
    return Unknown(SpentBudget(WorkLimit.VALUE_SIZE), type=NUMBER, not_null=True)


def _null(value: Null | None, want: Type) -> TValue:
    """Return a null of the wanted type, if a value of its type could be converted."""
    have = type_of(value)
    if have == want:
        return value
    if not convertible(have, want):
        raise _mismatch(have, want)
    return null_of(_resolved_type(have, without_optional(want)))


def _unknown(value: Unknown, want: Type) -> TValue:
    if isinstance(value, LazyObject) and isinstance(want, ObjectType):
        return {name: _convert(value.attribute(name), attribute) for name, attribute in want.attributes}
    have = type_of(value)
    if have == want:
        return value
    if isinstance(value, PartialText) and want != STRING and isinstance(want, Primitive):
        return value.derive(type=want, not_null=True)
    if have != DYNAMIC and not convertible(have, want):
        raise _mismatch(have, want)
    if isinstance(value, Alternatives):
        converted = mapped(value, partial(_convert, want=want), ConversionError)
        return retype(value, _resolved_type(have, want)) if converted is NO_RESULT else converted
    if isinstance(value, OpenObject):
        return _open_object(value, _resolved_type(have, want))
    if isinstance(value, OpenTuple):
        return _open_tuple(value, _resolved_type(have, want))
    if isinstance(have, TupleType) and isinstance(want, ListType) and value.not_null:
        return _to_sequence(tuple([like(value, elem, keeps="identity") for elem in have.elems]), want)
    return retype(value, _resolved_type(have, want))


def _resolved_type(have: Type, want: Type) -> Type:
    """Return `want` with the element type of `have` if `want` leaves it open."""
    if isinstance(want, (ListType, SetType, MapType)) and want.elem == DYNAMIC:
        if isinstance(have, (ListType, SetType, MapType)):
            return type(want)(have.elem)
        if isinstance(have, TupleType):
            return type(want)(settle(list(have.elems)) or DYNAMIC)
        if isinstance(have, ObjectType):
            return type(want)(settle([attribute for _, attribute in have.attributes]) or DYNAMIC)
    return want


def _open_object(value: OpenObject, want: Type) -> TValue:
    if isinstance(want, MapType):
        return open_object({key: _convert(item, want.elem) for key, item in value.entries.items()}, value, want)
    if isinstance(want, ObjectType):
        other = like(value)
        return {name: _convert(value.entries.get(name, other), attribute) for name, attribute in want.attributes}
    raise _mismatch(type_of(value), want)


def _open_tuple(value: OpenTuple, want: Type) -> TValue:
    if not isinstance(want, (ListType, SetType)):
        return retype(value, want)
    elem = want.elem
    if elem == DYNAMIC:
        items, elem = _open_elements(value, want)
    else:
        items = [_convert(item, elem) for item in value.items]
    if isinstance(want, ListType):
        return open_tuple(items, value.open, want)
    certain: list[TValue] = []
    perhaps: list[tuple[TValue, Unknown]] = []
    for index, item in enumerate(items):
        doubt = value.open.get(index)
        doubt = first_unknown(item) if doubt is None else doubt  # an unknown one may equal another
        if doubt is None:
            certain.append(item)
        else:
            perhaps.append((item, doubt))
    return open_set(make_set(certain, elem), perhaps, want)


def _open_elements(value: OpenTuple, want: ListType | SetType) -> tuple[list[TValue], Type]:
    """Return the elements as the type that all of them convert to, and the type. Those that may not be there may not decide it."""
    sure = [item for place, item in enumerate(value.items) if place not in value.open]
    elem = _common_type(value, sure, want)
    if elem == STRING or all(type_of(item) == elem for item in value.items):
        return [_as_common(item, elem) for item in value.items], elem
    others = [*value.items, like(value)]
    return [beside_open_type(item, others) for item in value.items], DYNAMIC


def retype(value: Unknown, want: Type) -> Unknown:
    """Return the same unknown with another type."""
    retyped = value.derive(type=want, not_null=value.not_null, keeps="identity")
    retyped.symbol = made_of(f"as {want}", value.symbol)
    return retyped


def _mismatch(have: Type, want: Type) -> ConversionError:
    return ConversionError(mismatch_message(have, want))


def _required(want: Type) -> ConversionError:
    """Return the error of a value of quite another kind."""
    return ConversionError(f"{friendly_name(want)} required")


def _to_primitive(value: TValue, want: Primitive) -> TValue:
    if isinstance(value, bool):
        if want == BOOL:
            return value
        if want == STRING:
            return "true" if value else "false"
    elif isinstance(value, NUMERIC):
        if want == NUMBER:
            return value
        if want == STRING:
            return format_number(value)
    raise _required(want)


def _to_sequence(value: TValue, want: ListType | SetType) -> TValue:
    if not isinstance(value, tuple):
        raise _required(want)
    elem = want.elem
    if isinstance(value, SetValue) and isinstance(want, ListType) and (opened := set_in_any_order(value)) is not None:
        return _unknown(opened, want)
    if isinstance(value, (ListValue, SetValue)) and (value.elem == elem or elem == DYNAMIC):
        items, elem = list(value), value.elem
    else:
        common = elem == DYNAMIC
        if common:
            elem = _common_type(value, value, want)
            if elem != STRING:
                value = tuple([beside_open_type(item, value) for item in value])
        items = []
        for index, item in enumerate(value):
            try:
                items.append(_as_common(item, elem) if common else _convert(item, elem))
            except ConversionError as error:
                raise error.at(f"[{index}]") from None
        if has_dynamic(elem):
            unified = _settled_type(items)
            if unified != elem:
                elem = unified
                items = [_convert(item, elem) for item in items]
    if isinstance(want, ListType):
        return ListValue(items, elem)
    plain, marks = unmark_deep(tuple(items))  # elements of a set can't be marked: the set is
    return mark(make_set(plain, elem), marks)


def _as_common(item: TValue, elem: Type) -> TValue:
    """Return an element as the type that all elements convert to.

    One of an unknown type may yet make it another type: beside a tuple of one element, a list of two makes all of them lists, and
    beside a number, a text makes all of them texts.
    """
    plain, _ = unmark(item)
    if isinstance(plain, Unknown) and type_of(plain) == DYNAMIC and (elem in (NUMBER, BOOL) or _is_structure(elem)):
        return item
    return item if _is_structure(elem) and has_open_type(plain) else _convert(item, elem)


def _is_structure(elem: Type) -> bool:
    return isinstance(elem, (ObjectType, TupleType))


def _common_type(value: TValue, items: Iterable[TValue], want: Type) -> Type:
    """Return the type all elements convert to."""
    members = list(items)
    types = [type_of(item) for item in members]
    if not isinstance(want, MapType) and any(item is None for item in members):
        kinds = {type(each) for each in types if each != DYNAMIC}
        if len(kinds) == 1 and Primitive not in kinds:  # as in cty, which leaves the type open next to a bare null
            raise _mismatch(type_of(value), want)
    unified = settle(types)
    if unified is None or (unified == DYNAMIC and any(each != DYNAMIC for each in types)):
        raise _mismatch(type_of(value), want)
    return unified


def _settled_type(items: list[TValue]) -> Type:
    """Return the element type, if ``any`` in it was open before the elements were converted."""
    unified = settle([type_of(item) for item in items])
    if unified is None:
        raise ConversionError("cannot find a common base type for all elements", f"[{len(items) - 1}]")
    return unified


def _to_map(value: TValue, want: MapType) -> TValue:
    if not isinstance(value, dict):
        raise _required(want)
    elem = want.elem
    if isinstance(value, MapValue) and (value.elem == elem or elem == DYNAMIC):
        return value
    common = elem == DYNAMIC
    if common:
        elem = _common_type(value, value.values(), want)
        if elem != STRING:
            others = [*value.values()]
            value = {key: beside_open_type(item, others) for key, item in value.items()}
    result: dict[str, TValue] = {}
    for key, item in value.items():
        try:
            result[key] = _as_common(item, elem) if common else _convert(item, elem)
        except ConversionError as error:
            raise error.at(f'["{key}"]') from None
    if has_dynamic(elem):
        unified = _settled_type(list(result.values()))
        if unified != elem:
            elem = unified
            result = {key: _convert(item, elem) for key, item in result.items()}
    return MapValue(result, elem)


def _to_object(value: TValue, want: ObjectType) -> TValue:
    if not isinstance(value, dict):
        raise _required(want)
    missing = [name for name, _ in want.attributes if name not in value and name not in want.optional]
    if missing and isinstance(value, MapValue):
        raise ConversionError(f'map has no element for required attribute "{missing[0]}"')
    if missing:
        raise ConversionError(missing_attributes(missing))
    result: dict[str, TValue] = {}
    for name, attribute in want.attributes:
        if name not in value:
            result[name] = null_of(without_optional(attribute))
            continue
        try:
            result[name] = _convert(value[name], attribute)
        except ConversionError as error:
            raise error.at(f".{name}") from None
    return result


def _to_tuple(value: TValue, want: TupleType) -> TValue:
    if not isinstance(value, tuple) or isinstance(value, (ListValue, SetValue)) or len(value) != len(want.elems):
        raise _required(want)
    return tuple([_convert(item, elem) for item, elem in zip(value, want.elems)])  # noqa: B905 - equal length, 3.10
