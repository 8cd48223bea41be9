"""Comparing values with Terraform's conversions: `true` and `"true"`, `30` and `"30"` are equal, numbers are exact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any

from riveter.core.alternatives import Alternatives, same_value
from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.limited_values import LimitedText
from riveter.core.paths import SoloList
from riveter.core.patterns import late
from riveter.core.ranges import BoundedNumber
from riveter.core.shapes import shape_of, with_shape
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.rules.model.regex_syntax import literal_regex
from riveter.rules.model.truth import Mismatch, Truth, all_of, any_of

_NUMBER = late(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,6})?\Z")
_NUMBER_TEXT = late(r"[0-9+\-.eE]*\Z")
_MAX_NUMBER_LENGTH = 500
_MAX_DEPTH = 60
_BOOLS = {"true": True, "1": True, "false": False, "0": False}


def kind_of(value: Any) -> str:
    """Return the kind of a value, for messages: ``a string``, ``a list`` …"""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a bool"
    if isinstance(value, (int, float, Decimal)):
        return "a number"
    if isinstance(value, (str, PartialText)):
        return "a string"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a map"
    return "unknown" if isinstance(value, Unknown) else type(value).__name__


def number_of(value: Any) -> Decimal | None:
    """Return the number that a value is or converts to in Terraform (`"30"` is 30; bools are not numbers); otherwise None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        number = Decimal(repr(value))
        return number if number.is_finite() else None
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, str) and len(value) <= _MAX_NUMBER_LENGTH and _NUMBER.match(value):
        return Decimal(value)
    return None


def number_text(number: Decimal) -> str:
    """Return a number as Terraform writes it: no exponent, no trailing zeros."""
    if number == 0:
        return "0"
    if abs(number.adjusted()) > _MAX_NUMBER_LENGTH:
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def text_of(value: Any) -> str | None:
    """Return the text that a value is or converts to in Terraform (`true` is `"true"`); otherwise None."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    number = number_of(value)
    return None if number is None else number_text(number)


def scalar(value: Any) -> Any:
    """Return the only item of a one-item policy list, else the value itself."""
    return value[0] if isinstance(value, SoloList) and len(value) == 1 else value


def equal(left: Any, right: Any, depth: int = 0) -> Truth:
    """Return whether two values are equal after Terraform's conversions; either may have unknown parts."""
    if isinstance(left, Unknown):
        return _equal_unknown(left, right)
    if isinstance(right, Unknown):
        return _equal_unknown(right, left)
    if left is None or right is None:
        return left is right
    if isinstance(left, list) or isinstance(right, list):
        return _equal_lists(left, right, depth)
    if isinstance(left, dict) and isinstance(right, dict):
        return _equal_maps(left, right, depth)
    return _equal_scalars(left, right)


def _equal_scalars(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return _bool_of(left) is _bool_of(right) and _bool_of(left) is not None
    first, second = number_of(left), number_of(right)
    return first is not None and first == second


def _bool_of(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    return _BOOLS.get(value) if isinstance(value, str) else None


def _equal_lists(left: Any, right: Any, depth: int) -> Truth:
    if not (isinstance(left, list) and isinstance(right, list)):
        left, right = scalar(left), scalar(right)
        if isinstance(left, list) or isinstance(right, list):
            return False
        return equal(left, right, depth)
    if depth > _MAX_DEPTH:
        return Unknown(SpentBudget(WorkLimit.COMPARED_DEPTH))
    least, most = length_range(left)
    other_least, other_most = length_range(right)
    if (most is not None and most < other_least) or (other_most is not None and other_most < least):
        return False
    for value in (left, right):
        if isinstance(value, OpenList) and value.open:
            return next(iter(value.open.values()))
    return all_of(map(partial(equal, depth=depth + 1), left, right))


def _equal_maps(left: dict[str, Any], right: dict[str, Any], depth: int) -> Truth:
    if depth > _MAX_DEPTH:
        return Unknown(SpentBudget(WorkLimit.COMPARED_DEPTH))
    keys = dict.fromkeys((*left, *right))  # an attribute that is null is an attribute that is not there
    same = all_of(equal(entry(left, key), entry(right, key), depth + 1) for key in keys)
    doubt = left.missing if isinstance(left, PartialMap) else right.missing if isinstance(right, PartialMap) else None
    return doubt if same is True and doubt is not None else same


def entry(value: dict[str, Any], key: str) -> Any:
    """Return the value of a key: None if it is absent, unknown if it may be absent."""
    if isinstance(value, PartialMap) and key not in value:
        return value.missing
    return value.get(key)


def agreed(value: Alternatives, test: Callable[[Any], Truth]) -> Truth:
    """Return the result of a test if it is the same for every alternative; otherwise the value itself, which is unknown."""
    truths = [test(option) for option in value.values]
    first = truths[0]
    if all(truth is first for truth in truths) and isinstance(first, bool):
        return first
    return first if all(isinstance(truth, Mismatch) for truth in truths) else value


def _equal_unknown(unknown: Unknown, other: Any) -> Truth:
    if isinstance(unknown, Alternatives):
        return agreed(unknown, partial(equal, right=other))
    if isinstance(other, Unknown) and same_value(unknown, other):
        return True
    if other is None:
        return False if unknown.not_null or shape_of(unknown) is not None else unknown
    if isinstance(unknown, PartialText):
        if isinstance(other, PartialText):
            return unknown if _may_be_same(unknown, other) else False
        if isinstance(other, Unknown):
            return unknown
        other = scalar(other)
        if isinstance(other, (list, dict)):
            return False
        return unknown if may_be(unknown, other) else False
    if isinstance(unknown, LimitedText) and isinstance(scalar(other), str):
        return False if unknown.is_not(scalar(other)) else unknown
    if isinstance(unknown, BoundedNumber) and not isinstance(other, Unknown):
        return _equal_bounded(unknown, scalar(other))
    shaped = with_shape(unknown)
    return unknown if shaped is unknown else _equal_unknown(shaped, other)


def _equal_bounded(unknown: BoundedNumber, other: Any) -> Truth:
    """Return False if a number lies outside of the bounds."""
    number = number_of(other)
    if number is None or abs(number.adjusted()) > _MAX_NUMBER_LENGTH:
        return unknown
    exact = Fraction(number)
    decided = unknown.decide(lambda point: bool(point == exact), [number])
    return unknown if decided is None else decided


def _may_be_same(first: PartialText, second: PartialText) -> bool:
    for ours, theirs in ((first.prefix, second.prefix), (first.suffix[::-1], second.suffix[::-1])):
        shared = min(len(ours), len(theirs))
        if ours[:shared] != theirs[:shared]:
            return False
    return True


def may_be(text: PartialText, value: Any, *, ignore_case: bool = False) -> bool:
    """Return True if a string with holes may turn out to equal a string, bool or number."""
    if isinstance(value, bool):
        return any(may_be(text, word) for word, meaning in _BOOLS.items() if meaning is value)
    if not isinstance(value, str):
        return all(_NUMBER_TEXT.match(part) for part in text.known_parts)
    if ignore_case:
        value = value.casefold()
        text = PartialText(tuple([part if isinstance(part, Hole) else part.casefold() for part in text.parts]))
    at = 0
    last = len(text.parts) - 1
    for i, part in enumerate(text.parts):
        if isinstance(part, Hole):
            continue
        if i == 0:
            if not value.startswith(part):
                return False
            at = len(part)
        elif i == last:
            if len(value) - len(part) < at or not value.endswith(part):
                return False
        else:
            found = value.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
    return _shapes_allow(text, value, ignore_case)


def _shapes_allow(text: PartialText, value: str, ignore_case: bool) -> bool:
    """Return True if the holes can be filled, each with a text of its shape, so that a string comes out."""
    parts = tuple(
        [
            (part, True) if isinstance(part, str) else (None if part.encoded else shape_of(part.value), False)
            for part in text.parts
        ]
    )
    if not any(shape for shape, known in parts if not known):
        return True
    pattern = _whole_text(parts, ignore_case)
    try:
        return pattern is None or bool(pattern.search(value))
    except UnicodeError:  # no text that Terraform can make
        return False


@lru_cache(maxsize=4096)
def _whole_text(parts: tuple[tuple[str | None, bool], ...], ignore_case: bool) -> Any:
    """Compile a regex for all texts of these parts: known texts, shapes, and None for any text. Return None if it is too large."""
    import re2

    pieces = [
        literal_regex(part) if known and part is not None else f"(?:{part})" if part else "(?s:.*)"
        for part, known in parts
    ]
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(rf"{'(?i)' if ignore_case else ''}\A{''.join(pieces)}\z", options)
    except (re2.error, UnicodeError):
        return None


def length_range(value: list[Any]) -> tuple[int, int | None]:
    """Return the least and the greatest number of elements (None: no bound)."""
    if isinstance(value, OpenList) and value.open:
        return len(value) - len(value.open), None
    return len(value), len(value)


def is_open(value: Any) -> Unknown | None:
    """Return why the length of a list or map is unknown; None if it is known."""
    if isinstance(value, PartialMap):
        return value.missing
    return next(iter(value.open.values())) if isinstance(value, OpenList) and value.open else None


def any_element(value: list[Any], test: Any) -> Truth:
    """Return whether any element of a list passes `test`; elements that may not exist never decide that one does."""
    return any_of(_of_elements(value, test, True))


def all_elements(value: list[Any], test: Any) -> Truth:
    """Return whether all elements of a list pass `test`; an element that may not exist never decides that not all do."""
    return all_of(_of_elements(value, test, False))


def _of_elements(value: list[Any], test: Any, decisive: bool) -> Iterator[Truth]:
    """Yield the result of `test` for each element. For an element that may not exist, it is at most that this part of the result is
    unknown.
    """
    opened = value.open if isinstance(value, OpenList) else {}
    for i, item in enumerate(value):
        truth = test(item)
        if i in opened and truth is not (not decisive) and not isinstance(truth, Unknown):
            truth = opened[i]
        yield truth


def in_any(value: Any, candidates: Iterable[Any]) -> Truth:
    """Return whether a value equals any of the candidates."""
    return any_of(equal(value, candidate) for candidate in candidates)
