"""Operators, and the kinds of values that rules give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import msgspec

from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.clipping import cut
from riveter.core.paths import SoloList
from riveter.core.ranges import BoundedNumber
from riveter.core.values import OpenList, PartialMap, PartialText, Unknown
from riveter.rules.model.comparison import kind_of, number_of, text_of
from riveter.rules.model.messages import opposite_phrase
from riveter.rules.model.truth import Mismatch, Truth
from riveter.rules.model.unusable import NeedsError, UnusableValueError

Test: TypeAlias = Callable[[Any, Any], Truth]
"""Decides for the actual value and the (prepared) value of the rule; returns the truth."""


class ValueType(msgspec.Struct, frozen=True):
    """A kind of value a rule can give to an operator.

    summary: in words ("a number"). schema: as JSON Schema. prepare: checks and converts; raises `ValueError` with the problem.
    regex: it is a regex, in which a list parameter means alternatives.
    """

    summary: str
    schema: dict[str, Any]
    prepare: Callable[[Any], Any]
    regex: bool = False


class Operator(msgspec.Struct, frozen=True):
    """One row of the operator table.

    name, aliases: how rules call it. group: the section of the documentation. summary: when it holds, as a predicate of the value.
    value: what it takes. test: what decides, on a present value (an `Unknown` other than a `PartialText` only reaches it with
    `sees_unknown`). absent: what `test` counts as where nothing is there or the value is null, given the rule's value.
    negated: the operator holds where `test` does not; `base` is then the row it is the opposite of.
    whole: on a key with wildcards, the list of all matches is the value. contextual: `test` gets a `Context` as third argument.
    phrase: the requirement, for messages (`be greater than`); see `riveter.rules.model.messages.demand`.
    search: the result on strings with computed parts assumes these hold none of the text looked for.
    secret: the value found is never shown.
    """

    name: str
    group: str
    summary: str
    value: ValueType
    test: Callable[..., Truth]
    aliases: tuple[str, ...] = ()
    absent: Truth | Callable[[Any], Truth] = False
    whole: bool = False
    sees_unknown: bool = False
    contextual: bool = False
    search: bool = False
    secret: bool = False
    negated: bool = False
    base: str = ""
    phrase: str = ""
    example: str = ""

    @property
    def takes_value(self) -> bool:
        """Whether a rule gives it a value."""
        return self.value is not NOTHING


# --- values of rules -----------------------------------------------------------------------------


def _nothing(value: Any) -> Any:
    raise UnusableValueError("takes no value")


def _anything(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    text = text_of(value)
    if text is None:
        raise NeedsError(f"text, not {kind_of(value)}")
    return text


def _nonempty_text(value: Any) -> str:
    text = _text(value)
    if not text:
        raise NeedsError("text that is not empty: every string contains the empty one")
    return text


def _contained(value: Any) -> Any:
    if value is None:
        raise NeedsError("something to look for, not null")
    if isinstance(value, list):
        hint = "Use `contains_any`, `contains_all` or `contains_none` for several."
        raise NeedsError("one thing to look for, not a list", hint)
    return _nonempty_text(value) if isinstance(value, str) else value


def _number(value: Any) -> Decimal:
    number = number_of(value)
    if number is None:
        raise NeedsError(f"a number, not {shown(value)}")
    return number


def _items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise NeedsError(f"a list, not {kind_of(value)}")
    if not value:
        raise NeedsError("a list with at least one item")
    return value


def _range(value: Any) -> tuple[Decimal, Decimal]:
    if not isinstance(value, list) or len(value) != 2:
        raise NeedsError("a list of two numbers, the least and the greatest")
    low, high = _number(value[0]), _number(value[1])
    if low > high:
        raise NeedsError(f"the least number first: {low} is greater than {high}")
    return low, high


def _count(value: Any) -> Decimal:
    number = _number(value)
    if number < 0 or number != number.to_integral_value():
        raise NeedsError(f"a whole number from 0 on, not {shown(value)}")
    return number


def _keys(value: Any) -> list[str]:
    return [_text(item) for item in _items(value)]


def _items_or_map(value: Any) -> Any:
    if isinstance(value, dict):
        if not value:
            raise NeedsError("a map with at least one key")
        return value
    return _items(value)


def shown(value: Any) -> str:
    """Return a value in a message, quoted and short."""
    if isinstance(value, str):
        return cut(f'"{value}"', 60)
    import json

    return cut(json.dumps(value, ensure_ascii=False, default=str), 60)


_SCALAR = {"type": ["string", "number", "boolean"]}
NOTHING = ValueType("nothing", {}, _nothing)
ANYTHING = ValueType("any value", {}, _anything)
TEXT = ValueType("text", _SCALAR, _text)
NONEMPTY_TEXT = ValueType("text", _SCALAR, _nonempty_text)
NUMBER = ValueType("a number", {"type": ["number", "string"]}, _number)
COUNT = ValueType("a whole number", {"type": ["integer", "string"]}, _count)
ITEMS = ValueType("a list", {"type": ["array", "string"], "minItems": 1}, _items)
ITEMS_OR_MAP = ValueType("a list or a map", {"type": ["array", "object", "string"]}, _items_or_map)
CONTAINED = ValueType("what to look for", {"not": {"anyOf": [{"enum": [None, ""]}, {"type": "array"}]}}, _contained)
KEYS = ValueType("a list of names", {"type": ["array", "string"], "minItems": 1}, _keys)
RANGE = ValueType("a list of two numbers", {"type": "array", "minItems": 2, "maxItems": 2}, _range)


# --- values found --------------------------------------------------------------------------------


def only(value: Any) -> Any:
    """Return the item of a one-item policy list, else the value."""
    return value[0] if isinstance(value, SoloList) and len(value) == 1 else value


def wrong_kind(value: Any, needed: str) -> Mismatch:
    """Return the mismatch for a value of the wrong kind."""
    hint = ""
    if isinstance(value, list) and needed != "a list":
        hint = "; add `.*` to the key to look at each element"
    return Mismatch(f"is {kind_of(value)}, not {needed}{hint}")


def on_text(test: Callable[[str, Any], Truth], partial: Callable[[PartialText, Any], Truth]) -> Test:
    """Return an operator on text: numbers and bools are seen as their text, strings with holes go to `partial`."""

    def run(value: Any, expected: Any) -> Truth:
        value = only(value)
        if isinstance(value, str):
            return test(value, expected)
        if isinstance(value, PartialText):
            return partial(value, expected)
        if isinstance(value, Unknown):
            return value
        text = text_of(value)
        return wrong_kind(value, "a string") if text is None else test(text, expected)

    return run


def on_number(test: Callable[[Any, Any], bool]) -> Test:
    """Return an operator on numbers; text that converts to a number is one. For a number with bounds, the bounds may decide."""

    def run(value: Any, expected: Any) -> Truth:
        value = only(value)
        if isinstance(value, BoundedNumber) and test.__name__ != "_mod":
            limits = tuple(map(Fraction, expected if isinstance(expected, tuple) else (expected,)))
            exact = limits if isinstance(expected, tuple) else limits[0]
            decided = value.decide(lambda number: test(number, exact), limits)
            return value if decided is None else decided
        if isinstance(value, Unknown):
            return value
        number = number_of(value)
        if number is None:
            found = f'"{value}"' if isinstance(value, str) and len(value) <= 40 else kind_of(value)
            if isinstance(value, list):
                return wrong_kind(value, "a number")
            return Mismatch(f"is {found}, not a number")
        return test(number, expected)

    return run


def has_unknown(value: Any, depth: int = 0) -> Unknown | None:
    """Return the first unknown part of a value, if it has any."""
    if isinstance(value, Unknown):
        return value
    if depth > 60:
        return Unknown(SpentBudget(WorkLimit.DEPTH))
    if isinstance(value, OpenList) and value.open:
        return next(iter(value.open.values()))
    if isinstance(value, PartialMap):
        return value.missing
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        found = has_unknown(item, depth + 1)
        if found is not None:
            return found
    return None


def operator_table(rows: tuple[Operator, ...]) -> Mapping[str, Operator]:
    """Return every name and alias, the `not_` forms included, to its operator. Raises `ValueError` if a name is given twice."""
    table: dict[str, Operator] = {}
    for row in rows:
        for name in (row.name, *row.aliases):
            if name in table:
                raise ValueError(f"two operators are called {name}")
            table[name] = row
    for row in rows:
        if row.name.startswith(("not_", "is_not_")):
            continue  # the opposite has a row of its own
        opposite = msgspec.structs.replace(
            row,
            name=_opposite_names(row.name)[0],
            negated=not row.negated,
            base=row.name,
            aliases=(),
            phrase=opposite_phrase(row.phrase),
        )
        for name in (row.name, *row.aliases):
            for candidate in _opposite_names(name):
                table.setdefault(candidate, opposite)
    return table


def _opposite_names(name: str) -> list[str]:
    if not name[0].isalpha():
        return []
    if name.startswith("is_"):
        return [f"is_not_{name[3:]}", f"not_{name}", f"not_{name[3:]}"]
    return [f"not_{name}"]
