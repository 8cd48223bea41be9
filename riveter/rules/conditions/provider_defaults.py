"""The default that the provider fills in for an argument, where an operator asks for its value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from riveter.core.alternatives import Alternatives, Option, constant
from riveter.core.paths import KeyMatch
from riveter.core.values import Unknown

if TYPE_CHECKING:
    from riveter.resource import PathKeys, Resource


def with_default(match: KeyMatch, resource: Resource) -> KeyMatch:
    """Return the match with the provider's default if the argument is not set. Operators that check presence do not get it."""
    if match.in_json or resource.filled_in is None or not match.path:
        return match
    if isinstance(match.value, Alternatives):
        return _alternatives_filled_in(match, match.value, resource.filled_in)
    if match.value is not None:
        return match
    value = resource.filled_in(match.path)
    return match if value is None else KeyMatch(match.path, value, match.uncertain, filled_in=True)


def _alternatives_filled_in(match: KeyMatch, value: Alternatives, filled_in: Callable[[PathKeys], Any]) -> KeyMatch:
    """Return the match with the provider's default in place of the alternative that the argument is not set."""
    default = filled_in(match.path) if None in value.values else None
    if default is None:
        return match
    if all(
        one is None or (isinstance(one, (str, int, float)) and constant(one) == constant(default))
        for one in value.values
    ):
        return KeyMatch(match.path, default, match.uncertain)
    options = [Option(guard, default if one is None else one) for guard, one in value.options]
    cause = Unknown(value.cause, value.references)
    return KeyMatch(match.path, Alternatives(options, cause, type=value.type, whole=value.whole), match.uncertain)
