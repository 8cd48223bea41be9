"""``==`` on values, as in cty: equal, different, or unknown."""

from __future__ import annotations

from functools import partial

from riveter.core.alternatives import Alternatives, Option, is_none_of, is_one_of, made_of
from riveter.core.limited_values import LimitedText
from riveter.core.ranges import BoundedNumber
from riveter.core.shapes import is_never_empty
from riveter.core.values import PartialText, Unknown
from riveter.terraform.values.alternatives import (
    NO_RESULT,
    lifted,
    on_operands,
)
from riveter.terraform.values.conversion import has_dynamic
from riveter.terraform.values.numbers import NUMERIC
from riveter.terraform.values.symbols import symbol_of
from riveter.terraform.values.types import (
    BOOL,
    DYNAMIC,
)
from riveter.terraform.values.value import (
    MapValue,
    SetValue,
    TValue,
    first_unknown,
    is_null,
    mark,
    references_in,
    type_of,
    unmark_deep,
)


def equals(left: TValue, right: TValue) -> TValue:
    """Evaluate ``==``: True, False, or an Unknown. Values of different types are never equal, null equals only null."""
    left, left_marks = unmark_deep(left)
    right, right_marks = unmark_deep(right)
    return mark(_compare_alternatives(left, right), left_marks | right_marks)


def _compare_alternatives(left: TValue, right: TValue) -> TValue:
    result = _equals(left, right)
    if type(result) is not Unknown:
        return result
    each = lifted((left, right), partial(on_operands, _compare_alternatives))
    return result if each is NO_RESULT else each


def _equals(left: TValue, right: TValue) -> bool | Unknown:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _unknown_equals(left, right)
    if is_null(left) or is_null(right):
        return is_null(left) and is_null(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return isinstance(left, bool) and isinstance(right, bool) and left == right
    if isinstance(left, (str, *NUMERIC)) or isinstance(right, (str, *NUMERIC)):
        return bool(isinstance(left, str) == isinstance(right, str) and left == right)
    if first_unknown(left) is None and first_unknown(right) is None and type_of(left) != type_of(right):
        return False  # types that differ in a null within count
    if isinstance(left, tuple) and isinstance(right, tuple):
        if type(left) is not type(right):
            return False  # a list, a set and a tuple
        if isinstance(left, SetValue):
            return _set_equals(left, right)
        if len(left) != len(right):
            return False
        return _all(_equals(a, b) for a, b in zip(left, right))  # noqa: B905 - equal length, 3.10
    if isinstance(left, dict) and isinstance(right, dict):
        if isinstance(left, MapValue) != isinstance(right, MapValue) or left.keys() != right.keys():
            return False
        return _all(_equals(left[key], right[key]) for key in left)
    return False


def _set_equals(left: tuple[TValue, ...], right: tuple[TValue, ...]) -> bool | Unknown:
    unknown = first_unknown((left, right))
    if unknown is not None:
        return _bool_unknown(unknown, left, right)
    return len(left) == len(right) and all(_equals(a, b) is True for a, b in zip(left, right))  # noqa: B905


def _all(results: object) -> bool | Unknown:
    unknown: Unknown | None = None
    for result in results:  # type: ignore[attr-defined]
        if result is False:
            return False
        if isinstance(result, Unknown):
            unknown = result if unknown is None else unknown
    return True if unknown is None else unknown


def _unknown_equals(left: TValue, right: TValue) -> bool | Unknown:
    unknown = left if isinstance(left, Unknown) else right
    other = right if unknown is left else left
    if isinstance(left, Alternatives) or isinstance(right, Alternatives):
        return _bool_unknown(unknown, other)
    if is_null(other):
        return False if unknown.not_null else _equals_primitive(unknown, None)
    if isinstance(other, Unknown):
        own = symbol_of(unknown)
        if own is not None and own == symbol_of(other):
            return True
        if isinstance(unknown, PartialText) and isinstance(other, PartialText) and _differ(unknown, other):
            return False
    if isinstance(other, str) and not may_be_text(unknown, other):
        return False
    if other == "" and isinstance(other, str) and is_never_empty(unknown):
        return False
    if isinstance(unknown, BoundedNumber) and isinstance(other, NUMERIC) and not isinstance(other, bool):
        number = other
        if unknown.decide(lambda each: bool(each == number), (number,)) is False:
            return False
    have, want = type_of(unknown), type_of(other)
    if not has_dynamic(have) and not has_dynamic(want):
        different = str(have) != str(want)  # in words: what is optional in an object does not count
    else:
        different = DYNAMIC not in (have, want) and type(have) is not type(want)
    if different:
        both_null = not unknown.not_null and isinstance(other, Unknown) and not other.not_null
        return _bool_unknown(unknown) if both_null else False  # nulls of all types are equal
    if isinstance(other, (str, *NUMERIC)):
        return _equals_primitive(unknown, other)
    result = _bool_unknown(unknown, other)
    own, its = symbol_of(unknown), symbol_of(other)
    if own is not None and its is not None:
        result.symbol = made_of("==", *((own, its) if hash(own) <= hash(its) else (its, own)))
    return result


def _equals_primitive(unknown: Unknown, other: TValue) -> Unknown:
    symbol = symbol_of(unknown)
    result = _bool_unknown(unknown)
    if symbol is None:
        return result
    options = (Option(is_one_of(symbol, other), True), Option(is_none_of(symbol, other), False))
    return Alternatives(options, result, type=BOOL)


def _differ(first: PartialText, second: PartialText) -> bool:
    """Return True if two texts begin or end differently."""
    return any(
        not (ours.startswith(theirs) or theirs.startswith(ours))
        for ours, theirs in ((first.prefix, second.prefix), (first.suffix[::-1], second.suffix[::-1]))
    )


def may_be_text(unknown: Unknown, text: str) -> bool:
    """Return True if an unknown value may turn out to be a text."""
    if isinstance(unknown, LimitedText):
        return not unknown.is_not(text)
    return not isinstance(unknown, PartialText) or may_equal(unknown, text)


def may_equal(partial: PartialText, text: str) -> bool:
    """Return True if some filling of the holes gives `text`: the known parts must occur in it in order."""
    parts = partial.parts
    position = 0
    end = len(text)
    if isinstance(parts[0], str):
        if not text.startswith(parts[0]):
            return False
        position = len(parts[0])
        parts = parts[1:]
    if parts and isinstance(parts[-1], str):
        if not text.endswith(parts[-1]):
            return False
        end -= len(parts[-1])
        parts = parts[:-1]
    for part in parts:
        if isinstance(part, str):
            found = text.find(part, position)
            if found < 0:
                return False
            position = found + len(part)
    return position <= end


def _bool_unknown(cause: Unknown, *others: TValue) -> Unknown:
    return cause.derive(type=BOOL, not_null=True, references=references_in(cause, *others))
