"""The known facts about results of functions with unknown arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from riveter.core.alternatives import Alternatives, Option, is_none_of, is_one_of, made_of
from riveter.core.limited_values import LimitedCollection, LimitedText, LimitedValue
from riveter.core.ranges import BoundedNumber
from riveter.core.values import Unknown
from riveter.terraform.functions.registry import FunctionError, derive
from riveter.terraform.values.access import index, may_be_key
from riveter.terraform.values.alternatives import NO_RESULT, any_of_these, one_or_other
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.equality import equals
from riveter.terraform.values.numbers import NUMERIC
from riveter.terraform.values.partial import OpenObject, OpenTuple, open_distinct
from riveter.terraform.values.symbols import symbol_of
from riveter.terraform.values.types import BOOL, DYNAMIC, NUMBER, STRING, ListType, MapType, SetType
from riveter.terraform.values.value import (
    ListValue,
    MapValue,
    SetValue,
    TValue,
    mark,
    sorted_keys,
    type_of,
    unmark,
)

IMPURE = frozenset({"bcrypt", "timestamp", "uuid"})
"""Functions that give another result with every call."""

MATCHES = "regex"
"""The question whether a text matches a pattern."""

MAX_ELEMENTS = 1024
"""So many unknown elements are listed one by one."""


def of_unknown(name: str, args: Sequence[TValue]) -> TValue:
    """Return the result of a function for unknown arguments; `NO_RESULT` if only its type is known."""
    special = _SPECIAL.get(name)
    if special is None:
        return NO_RESULT
    plain = []
    marks: frozenset[str] = frozenset()
    for arg in args:
        value, own = unmark(arg)
        plain.append(value)
        marks |= own
    found = special(*plain)
    return found if found is NO_RESULT else mark(found, marks)


def _whole(value: TValue) -> int | None:
    try:
        number = convert(value, NUMBER)
    except ConversionError:
        return None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _slice(items: TValue, start: TValue, end: TValue) -> TValue:
    """Return a list with as many elements as the indexes give, or raise an error."""
    first, last = _whole(start), _whole(end)
    have = type_of(items)
    if first is None or last is None or not isinstance(items, Unknown) or not isinstance(have, ListType):
        return NO_RESULT
    if not 0 <= first <= last <= first + MAX_ELEMENTS:
        return NO_RESULT
    return ListValue([index(items, position) for position in range(first, last)], have.elem)


def _subnets(prefix: TValue, *bits: TValue) -> TValue:
    """Return a subnet for each number of bits."""
    if not isinstance(prefix, Unknown):
        return NO_RESULT
    return ListValue([derive(prefix, type=STRING) for _ in bits], STRING)


def _element(items: TValue, position: TValue) -> TValue:
    if not isinstance(items, tuple) or isinstance(items, SetValue) or not isinstance(position, Unknown):
        return NO_RESULT
    return any_of_these(derive(position), enumerate(items))


def _lookup(mapping: TValue, key: TValue, *default: TValue) -> TValue:
    if isinstance(mapping, Unknown) and len(default) == 1:
        return _or_default(mapping, default[0])
    if not isinstance(mapping, dict) or not isinstance(key, Unknown) or len(default) > 1:
        return NO_RESULT
    other = default[0] if default else NO_RESULT
    try:
        key = convert(key, STRING)
    except ConversionError:
        return NO_RESULT
    if default and isinstance(mapping, MapValue):
        try:
            other = convert(other, mapping.elem)
        except ConversionError:
            return NO_RESULT
    names = [name for name in sorted_keys(mapping) if not isinstance(key, Unknown) or may_be_key(key, name)]
    return any_of_these(key, ((name, mapping[name]) for name in names), other)


def _or_default(mapping: Unknown, default: TValue) -> TValue:
    """Return an element of an unknown map, or the default."""
    have = type_of(mapping)
    if isinstance(mapping, (OpenObject, Alternatives)) or isinstance(default, Unknown):
        return NO_RESULT
    if isinstance(have, MapType):
        try:
            default = convert(default, have.elem)
        except ConversionError:
            return NO_RESULT
    elif have != DYNAMIC:
        return NO_RESULT
    element = derive(
        mapping, type=have.elem if isinstance(have, MapType) else DYNAMIC, not_null=False, keeps="identity"
    )
    return one_or_other(element, default, element)


def _contains(items: TValue, wanted: TValue) -> TValue:
    """Return the case in which known elements have a value among them, and the case in which they have not."""
    if isinstance(items, LimitedCollection):
        return _has_element(items, wanted)
    if isinstance(items, OpenTuple):
        certain = [item for place, item in enumerate(items.items) if place not in items.open]
        return True if any(equals(item, wanted) is True for item in certain) else NO_RESULT
    symbol = symbol_of(wanted) if isinstance(wanted, Unknown) else None
    if symbol is None or not isinstance(items, tuple):
        return NO_RESULT
    have = type_of(wanted)
    if not all(isinstance(item, (str, int)) and type_of(item) == have for item in items):
        return NO_RESULT
    options = (Option(is_one_of(symbol, *items), True), Option(is_none_of(symbol, *items), False))
    return Alternatives(options, derive(wanted, type=BOOL), type=BOOL)


def _has_element(items: LimitedCollection, wanted: TValue) -> TValue:
    """Return whether a collection of texts has an element, if it is known."""
    have = type_of(items)
    if not isinstance(wanted, str) or not isinstance(have, (ListType, SetType)) or have.elem != STRING:
        return NO_RESULT
    found = items.answer("contains", wanted)
    return NO_RESULT if found is None else found


def _distinct(items: TValue) -> TValue:
    """Return the elements of a list of unknown length, each once."""
    have = type_of(items)
    want = ListType(have.elem if isinstance(have, (ListType, SetType)) else DYNAMIC)
    try:
        items = convert(items, want) if isinstance(items, OpenTuple) else items
    except ConversionError:
        return NO_RESULT
    return open_distinct(items.items, items.open, want) if isinstance(items, OpenTuple) else NO_RESULT


def _bounds(number: TValue) -> tuple[TValue, TValue]:
    """Return the least and the greatest number that an argument may be."""
    if isinstance(number, BoundedNumber):
        return number.least, number.most
    if isinstance(number, Alternatives) and all(isinstance(item, NUMERIC) for item in number.values):
        return min(number.values), max(number.values)
    known = None if isinstance(number, Unknown) else number
    return known, known


def _least(*numbers: TValue) -> TValue:
    return _bounded(numbers, min)


def _greatest(*numbers: TValue) -> TValue:
    return _bounded(numbers, max)


def _bounded(numbers: Sequence[TValue], choose: Any) -> TValue:
    """Return bounds. ``min``: at most each of the numbers, at least the least of all; ``max``: the other way round."""
    try:
        numbers = [convert(number, NUMBER) for number in numbers]
    except ConversionError:
        return NO_RESULT
    bounds = [_bounds(number) for number in numbers]
    lows, highs = [low for low, _ in bounds], [high for _, high in bounds]
    one, all_of_them = (highs, lows) if choose is min else (lows, highs)
    certain = [bound for bound in one if bound is not None]
    near = choose(certain) if certain else None
    far = None if None in all_of_them else choose(all_of_them)
    if near is None and far is None:
        return NO_RESULT
    cause = next(number for number in numbers if isinstance(number, Unknown))
    least, most = (far, near) if choose is min else (near, far)
    return BoundedNumber(derive(cause, type=NUMBER), least, most, NUMBER)


def _answered(name: str, text: TValue, given: TValue) -> TValue:
    """Return the answer to a question about a text, if it is known."""
    if not isinstance(text, LimitedText) or not isinstance(given, str):
        return NO_RESULT
    found = text.answer(name, given)
    return NO_RESULT if found is None else found


def _keys(mapping: TValue) -> TValue:
    """Return the keys of a map, which has as many, and these elements."""
    if not isinstance(mapping, LimitedCollection) or not isinstance(type_of(mapping), MapType):
        return NO_RESULT
    cause = derive(mapping, type=ListType(STRING))
    cause.symbol = made_of("keys", mapping.symbol)
    return LimitedCollection(cause, mapping.answers, mapping.shortest, mapping.longest, lambda one: mapping.ask(*one))


def _length(text: TValue) -> TValue:
    """Return the bounds of the length of a text or a collection, or the least number of elements."""
    if isinstance(text, OpenTuple):
        certain = len(text.items) - len(text.open)
        return BoundedNumber(derive(text, type=NUMBER), certain, None, NUMBER) if certain else NO_RESULT
    if not isinstance(text, LimitedValue):
        return NO_RESULT

    def ask(numbers: Iterable[Any]) -> None:
        for number in numbers:
            text.ask("length", number)

    cause = derive(text, type=NUMBER)
    return BoundedNumber(cause, text.shortest, text.longest, NUMBER, ask=ask, symbol=made_of("length", text.symbol))


def _regex(pattern: TValue, text: TValue) -> TValue:
    """Raise the error of a pattern that a text does certainly not match."""
    if _answered(MATCHES, text, pattern) is False:
        from riveter.terraform.functions.patterns import NO_MATCH

        raise FunctionError(NO_MATCH)
    return NO_RESULT


def _regexall(pattern: TValue, text: TValue) -> TValue:
    """Return no matches for a text that does certainly not match."""
    if not isinstance(pattern, str) or _answered(MATCHES, text, pattern) is not False:
        return NO_RESULT
    from riveter.terraform.functions.patterns import no_matches

    return no_matches(pattern)


_SPECIAL: dict[str, Callable[..., TValue]] = {
    "cidrsubnets": _subnets,
    "contains": _contains,
    "distinct": _distinct,
    "element": _element,
    "endswith": partial(_answered, "endswith"),
    "keys": _keys,
    "length": _length,
    "lookup": _lookup,
    "max": _greatest,
    "min": _least,
    "regex": _regex,
    "regexall": _regexall,
    "slice": _slice,
    "startswith": partial(_answered, "startswith"),
    "strcontains": partial(_answered, "strcontains"),
}
