"""Terraform values to the plain values of rules and reports."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from typing import Any

from riveter.core.alternatives import Alternatives, Option, filled, fresh_symbol, is_none_of, is_one_of
from riveter.core.causes import EvaluationFailure, SpentBudget, WorkLimit
from riveter.core.values import AnyOrderList, Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.terraform.values.alternatives import open_form, without_refused
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.errors import BudgetExceededError
from riveter.terraform.values.numbers import to_plain
from riveter.terraform.values.partial import OpenObject, OpenTuple, like
from riveter.terraform.values.types import BOOL, NUMBER
from riveter.terraform.values.value import LazyObject, Marked, SetValue, TValue, first_unknown, is_null

MAX_BITS = 8_000
"""Whole numbers of more bits than this (some 2,400 digits) are unknown: Python refuses to write those of 4,300 digits as text."""

MAX_ELEMENTS = 2_000_000
"""Values of more elements than this (shared ones counted as often as they occur) are cut off as unknown."""


class PlainConverter:
    """Converts values, counting elements: values that share parts can be exponentially large."""

    __slots__ = ("_budget", "left")

    def __init__(self, limit: int = MAX_ELEMENTS, budget: Budget | None = None) -> None:
        """Charge the converted collections to `budget`."""
        self.left = limit
        self._budget = budget

    def _affords(self, value: Collection[Any]) -> bool:
        """Return True if there is enough left for a collection."""
        self.left -= len(value) + 1
        if self._budget is not None and self.left >= 0:
            try:
                self._budget.charge(len(value) + 1)
                self._budget.charge_collection(value)
            except BudgetExceededError:
                self.left = -1
        return self.left >= 0

    def value(self, value: TValue) -> Any:
        """Return a value without marks: str, int, float, bool, None, list, dict, or an Unknown."""
        if isinstance(value, (str, bool, int)) or is_null(value):
            if is_null(value):
                return None
            return self._whole(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if type(value) is Marked:
            return self.value(value.value)
        if isinstance(value, (tuple, dict)):
            if not self._affords(value):
                return Unknown(SpentBudget(WorkLimit.VALUE_SIZE))
            if isinstance(value, tuple):
                items = [self.value(item) for item in value]
                unsure = first_unknown(value) if isinstance(value, SetValue) and len(value) > 1 else None
                return items if unsure is None else AnyOrderList(items, unsure.derive())
            return {key: self.value(item) for key, item in value.items()}
        if not isinstance(value, Unknown):  # asked first: the question for fractions is slow
            if isinstance(value, Fraction):
                return to_plain(value)
            return Unknown(EvaluationFailure("The number is infinite"))
        if isinstance(value, OpenObject):
            if not self._affords(value.entries):
                return Unknown(SpentBudget(WorkLimit.VALUE_SIZE))
            return PartialMap({key: self.value(item) for key, item in value.entries.items()}, like(value))
        if isinstance(value, OpenTuple):
            if not self._affords(value.items):
                return Unknown(SpentBudget(WorkLimit.VALUE_SIZE))
            return OpenList([self.value(item) for item in value.items], value.open)
        if isinstance(value, LazyObject):
            return value.derive(not_null=True, keeps="identity")
        if isinstance(value, Alternatives):
            return self.alternatives(value)
        if isinstance(value, PartialText):
            return self.text(value)
        if type(value) is Unknown and value.type == BOOL:
            return _true_or_false(value)
        return value

    def _whole(self, value: int) -> Any:
        """Return a whole number; unknown if it has too many digits to be written."""
        if value.bit_length() > MAX_BITS:
            return Unknown(SpentBudget(WorkLimit.VALUE_SIZE), type=NUMBER, not_null=True)
        return int(value)

    def text(self, text: PartialText) -> Any:
        """Return a text of which parts are one of a few."""
        if not any(isinstance(part, Hole) and isinstance(part.value, Alternatives) for part in text.parts):
            return text
        parts = [Hole(self.value(part.value), encoded=part.encoded, element=part.element) if isinstance(part, Hole) else part
                 for part in text.parts]  # fmt: skip
        return filled(parts, text.type)

    def alternatives(self, value: Alternatives) -> Any:
        """Return the values there are, without those that Terraform refuses."""
        left = without_refused(value)
        if not isinstance(left, Alternatives):
            return self.value(left)
        options = [Option(guard, self.value(item)) for guard, item in left.options]
        whole = None
        if any(isinstance(item, list) for _, item in options) and all(
            _same(options[0].value, item) for _, item in options
        ):
            return options[0].value  # a tuple or a list
        if any(isinstance(item, (list, dict)) for _, item in options):
            found = self.value(open_form(left))
            whole = found if isinstance(found, (list, dict)) else None
        return Alternatives(options, left, type=left.type, whole=whole)


def _same(one: Any, other: Any) -> bool:
    """Return True if two plain values are known and the same. They are no deeper than what was evaluated."""
    if type(one) is not type(other) or isinstance(one, Unknown):
        return False
    if type(one) is list:
        return len(one) == len(other) and all(map(_same, one, other))
    if type(one) is dict:
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    return not isinstance(one, (list, dict)) and bool(one == other)


def _true_or_false(value: Unknown) -> Alternatives:
    """Return an unknown bool; null is a third alternative if it is possible."""
    symbol = fresh_symbol() if value.symbol is None else value.symbol
    options = [Option(is_one_of(symbol, choice), choice) for choice in (True, False)]
    if not value.not_null:
        options.append(Option(is_none_of(symbol, True, False), None))
    return Alternatives(options, value, type=BOOL)


def plain(value: TValue) -> Any:
    """Return the plain form of one value."""
    return PlainConverter().value(value)
