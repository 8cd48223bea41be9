"""Operators on lists, sets and maps: content, number, order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations, pairwise, product
from typing import Any

from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.paths import SoloList
from riveter.core.values import OpenList, PartialMap, PartialText, Unknown
from riveter.rules.model.comparison import (
    all_elements,
    any_element,
    entry,
    equal,
    in_any,
    is_open,
    kind_of,
    length_range,
    number_of,
    scalar,
    text_of,
)
from riveter.rules.model.truth import Mismatch, Truth, all_of, any_of
from riveter.rules.operators.base import (
    CONTAINED,
    COUNT,
    ITEMS,
    ITEMS_OR_MAP,
    KEYS,
    NOTHING,
    NUMBER,
    RANGE,
    TEXT,
    Operator,
    Test,
    ValueType,
    wrong_kind,
)
from riveter.rules.operators.order import MOD
from riveter.rules.operators.text import contains_text


def contains(value: Any, item: Any) -> Truth:
    """Return an element of a list, a key of a map, a part of a text."""
    if isinstance(value, list):
        return any_element(value, lambda element: equal(element, item))
    if isinstance(value, Unknown) and not isinstance(value, PartialText):
        return value
    text = text_of(item)
    if isinstance(value, dict):
        return _has_key(value, text) if text is not None else False
    if text is None:
        return Mismatch(f"is {kind_of(value)}, which can't contain {kind_of(item)}")
    if isinstance(value, PartialText):
        return contains_text(value, text)
    whole = text_of(value)
    return False if whole is None else text in whole


def _has_key(value: dict[str, Any], key: str) -> Truth:
    item = entry(value, key)
    if isinstance(item, Unknown):
        return True if item.not_null else item
    return item is not None


def has_key(value: Any, key: str) -> Truth:
    return _has_key(value, key) if isinstance(value, dict) else wrong_kind(value, "a map")


def has_keys(value: Any, keys: list[str]) -> Truth:
    if not isinstance(value, dict):
        return wrong_kind(value, "a map")
    return all_of(_has_key(value, key) for key in keys)


def contains_all(value: Any, items: Any) -> Truth:
    if isinstance(items, dict):
        if not isinstance(value, dict):
            return wrong_kind(value, "a map")
        return all_of(equal(entry(value, key), item) for key, item in items.items())
    return all_of(contains(value, item) for item in items)


def contains_any(value: Any, items: list[Any]) -> Truth:
    return any_of(contains(value, item) for item in items)


def only_contains(value: Any, items: list[Any]) -> Truth:
    if isinstance(value, list):
        return all_elements(value, lambda element: in_any(element, items))
    if isinstance(value, dict):
        found = all_of(in_any(key, items) for key in value)
        return value.missing if found is True and isinstance(value, PartialMap) else found
    return wrong_kind(value, "a list")


# --- length --------------------------------------------------------------------------------------


def length_of(value: Any) -> tuple[int, int | None, Unknown | None] | None:
    """Return the least and greatest length, and why it is unknown; None if the value has no length."""
    if isinstance(value, PartialText):
        # Characters combine across holes, so that even the known parts only bound it loosely.
        return sum(1 for c in "".join(value.known_parts) if c.isascii()), None, value
    if isinstance(value, list):
        return (*length_range(value), is_open(value))
    if isinstance(value, dict):
        why = is_open(value)
        return len(value), len(value) if why is None else None, why
    if isinstance(value, str):
        size = len(value) if value.isascii() else len(unicodedata.normalize("NFC", value))
        return size, size, None
    return None


def _on_length(low: Callable[[Decimal, Any], bool]) -> Test:
    """Return a test of the length. For a range, its ends and everything between them must agree."""

    def run(value: Any, expected: Any) -> Truth:
        found = length_of(value)
        if found is None:
            return Mismatch(f"is {kind_of(value)}, which has no length")
        least, most, why = found
        if why is None:
            return low(Decimal(least), expected)
        return _range_truth(low, least, most, expected, why)

    return run


def _range_truth(
    test: Callable[[Decimal, Any], bool], least: int, most: int | None, expected: Any, why: Unknown
) -> Truth:
    # The order operators change their truth only near the numbers of `expected`: look there and at the ends.
    if test is _MOD:
        return why
    numbers = expected if isinstance(expected, tuple) else (expected,)
    points = {least} if most is None else {least, most}
    for number in numbers:
        points |= {int(number) + step for step in (-1, 0, 1, 2)}
    inside = {test(Decimal(p), expected) for p in points if p >= least and (most is None or p <= most)}
    return inside.pop() if len(inside) == 1 else why


def _mod_test(length: Decimal, expected: tuple[Decimal, Decimal]) -> bool:
    return length % expected[0] == expected[1]


_MOD = _mod_test
_LENGTHS: tuple[tuple[str, str, str, ValueType, Callable[[Decimal, Any], bool], tuple[str, ...]], ...] = (
    ("", "exactly that many {}", "of", COUNT, lambda n, e: n == e, ("length_equals", "length_eq")),
    ("_not_equals", "a different number of {}", "other than", COUNT, lambda n, e: n != e, ("length_ne",)),
    ("_greater_than", "more {}", "greater than", NUMBER, lambda n, e: n > e, ("length_gt",)),
    ("_greater_than_or_equal", "at least that many {}", "of at least", NUMBER, lambda n, e: n >= e, ("length_gte",)),
    ("_less_than", "fewer {}", "less than", NUMBER, lambda n, e: n < e, ("length_lt",)),
    ("_less_than_or_equal", "at most that many {}", "of at most", NUMBER, lambda n, e: n <= e, ("length_lte",)),
    (
        "_between",
        "a number of {} between the two, or equal to one of them",
        "between {0} and {1}",
        RANGE,
        lambda n, e: bool(e[0] <= n <= e[1]),
        (),
    ),
    (
        "_mod",
        "a number of {} that leaves the second number as remainder when divided by the first",
        "divisible by {0} with remainder {1}",
        MOD,
        _MOD,
        (),
    ),
)
_EXAMPLES = {"_between": "[1, 3]", "_mod": "[2, 0]"}


# --- order and uniqueness ------------------------------------------------------------------------


def unique(value: Any, _: Any) -> Truth:
    """Return whether no element occurs twice. Elements with a text are compared by it, others one by one."""
    if not isinstance(value, list):
        return wrong_kind(value, "a list")
    seen: set[str] = set()
    rest: list[Any] = []
    texts: list[str] = []
    same = False
    for item in (scalar(each) for each in value if each is not None):
        text = text_of(item)
        if text is None:
            rest.append(item)
            continue
        same = same or text in seen
        seen.add(text)
        texts.append(text)
    opened = is_open(value)
    if same:
        return False if opened is None else opened
    if len(rest) * (len(rest) + len(texts)) > _MAX_COMPARED:
        return Unknown(SpentBudget(WorkLimit.COMPARED_ELEMENTS))
    pairs = [*combinations(rest, 2), *product((item for item in rest if isinstance(item, Unknown)), texts)]
    truth = all_of(_differ(equal(first, second)) for first, second in pairs)
    return truth if opened is None or isinstance(truth, Unknown) else opened


_MAX_COMPARED = 250_000
"""How many pairs of elements without a text are compared."""


def _differ(truth: Truth) -> Truth:
    return truth if isinstance(truth, (Unknown, Mismatch)) else not truth


def _sorted(descending: bool) -> Test:
    def run(value: Any, _: Any) -> Truth:
        if not isinstance(value, list):
            return Mismatch(f"is {kind_of(value)}, not a list; use a key with `*` to compare many values")
        opened = value.open if isinstance(value, OpenList) else {}
        if len(value) <= 1 and not opened:
            return True
        numbers: list[Decimal] = []
        texts: list[str] = []
        unknown: Unknown | None = None
        other: Mismatch | None = None
        for i, item in enumerate(value):
            if i in opened or isinstance(item, Unknown):
                unknown = unknown if unknown is not None else opened.get(i, item)
                continue
            item = scalar(item)
            number = number_of(item)
            if number is not None:
                numbers.append(number)
            elif isinstance(item, str):
                texts.append(item)
            else:
                other = other if other is not None else Mismatch(f"has {kind_of(item)} in it, which has no order")
        if _out_of_order(numbers, descending) or _out_of_order(texts, descending):
            return False
        if unknown is not None:
            return unknown
        if other is None and numbers and texts:
            other = Mismatch("mixes numbers and other text, which have no common order")
        return True if other is None else other

    return run


def _out_of_order(items: list[Any], descending: bool) -> bool:
    return any((a < b) if descending else (a > b) for a, b in pairwise(items))


GROUP = "collections"
OPERATORS = (
    Operator("contains", GROUP, "Contains the element (a list), the key (a map) or the text (a text).", CONTAINED, contains,
             phrase="contain", search=True, example="{key: assume_role_policy, operator: contains, value: lambda.amazonaws.com}"),
    Operator("contains_all", GROUP, "Contains every one of the values.", ITEMS, contains_all, phrase="contain all of",
             search=True, example="{key: enabled_cloudwatch_logs_exports, operator: contains_all, value: [audit, error]}"),
    Operator("contains_any", GROUP, "Contains at least one of the values.", ITEMS, contains_any, ("intersects",),
             phrase="contain any of", search=True,
             example="{key: cidr_blocks, operator: contains_any, value: ['0.0.0.0/0', '::/0']}"),
    Operator("contains_none", GROUP, "Contains none of the values, or is not set.", ITEMS, contains_any, ("not_intersects",),
             negated=True, phrase="contain none of", search=True,
             example="{key: cidr_blocks, operator: contains_none, value: ['0.0.0.0/0', '::/0']}"),
    Operator("only_contains", GROUP, "Has only elements (or keys) that are in the list.", ITEMS, only_contains, ("subset_of",),
             phrase="contain only", example="{key: load_balancer_types, operator: only_contains, value: [application, network]}"),
    Operator("superset_of", GROUP, "Has every one of the values. If they are a map: every pair.", ITEMS_OR_MAP, contains_all,
             phrase="have all of", search=True, example="{key: tags, operator: superset_of, value: {Team: data}}"),
    *(
        Operator(f"length{suffix}", GROUP,
                 f"Has {what.format('elements, keys or characters')}. On a key with wildcards, the matches are counted.", value,
                 _on_length(test), aliases, whole=True, phrase=f"have a length {words}",
                 example=f"{{key: 'ingress.*', operator: length{suffix}, value: {_EXAMPLES.get(suffix, '1')}}}")
        for suffix, what, words, value, test, aliases in _LENGTHS
    ),
    Operator("unique", GROUP, "Has no element twice.", NOTHING, unique, whole=True, phrase="have no duplicates",
             example="{key: 'rule.*.priority', operator: unique}"),
    Operator("sorted_ascending", GROUP, "Has its elements in ascending order (numbers by value, other text by character).", NOTHING,
             _sorted(False), whole=True, phrase="be in ascending order",
             example="{key: 'rule.0.transition.*.days', operator: sorted_ascending}"),
    Operator("sorted_descending", GROUP, "Has its elements in descending order.", NOTHING, _sorted(True), whole=True,
             phrase="be in descending order", example="{key: 'rule.*.priority', operator: sorted_descending}"),
    Operator("has_key", GROUP, "Is a map with this key (and its value is not null).", TEXT, has_key, phrase="have the key",
             example="{key: tags, operator: has_key, value: Owner}"),
    Operator("has_keys", GROUP, "Is a map with all these keys (and no value is null).", KEYS, has_keys, phrase="have the keys",
             example="{key: tags, operator: has_keys, value: [Owner, CostCenter]}"),
)  # fmt: skip

__all__ = ["OPERATORS", "SoloList", "contains", "length_of"]
