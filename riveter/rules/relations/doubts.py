"""Why resources may not be connected, together: values that are one of a few connect them in some cases only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from riveter.core.alternatives import MAX_OPTIONS, Alternatives, Option, both
from riveter.core.values import Unknown
from riveter.rules.model.truth import Truth, all_of, any_of


def either(first: Unknown | None, second: Unknown | None) -> Unknown | None:
    """Return why two resources may not be connected that have two connections; None if one of these is certain."""
    together = True if first is None or second is None else _combined(first, second, any_of)
    return together if isinstance(together, Unknown) else None


def in_turn(*doubts: Unknown | None) -> Unknown | Literal[False] | None:
    """Return why two resources may not be connected that are connected one step after the other.

    None if every step is certain, `False` if no case has all of them.
    """
    truth: Truth = True
    for doubt in doubts:
        if doubt is not None:
            truth = _combined(truth, doubt, all_of) if isinstance(truth, Unknown) else doubt
        if truth is False:
            return False
    return truth if isinstance(truth, Unknown) else None


def by_case(value: Alternatives, test: Callable[[Any], Truth]) -> Truth:
    """Return the result of a test for each of the alternatives; true or false if it is the same for all of them."""
    return together([Option(guard, test(option)) for guard, option in value.options], value)


def _combined(first: Unknown, second: Unknown, combine: Callable[[list[Truth]], Truth]) -> Truth:
    if first is second:
        return first
    if not (isinstance(first, Alternatives) and isinstance(second, Alternatives)):
        return second if isinstance(first, Alternatives) else first
    options = [
        Option(guard, combine([own, other]))
        for own_guard, own in first.options
        for other_guard, other in second.options
        if (guard := both(own_guard, other_guard)) is not None
    ]
    return together(options, first) if options and len(options) <= MAX_OPTIONS else first.derive()


def together(options: list[Option], cause: Unknown) -> Truth:
    """Return a truth that is one of a few; true or false if all of them are."""
    values = [option.value for option in options]
    if isinstance(values[0], bool) and all(value is values[0] for value in values):
        return values[0]
    return Alternatives(options, cause)
