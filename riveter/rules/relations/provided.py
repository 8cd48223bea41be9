"""The value of an argument that nobody wrote: what the provider fills in, or an unknown value if the provider computes it."""

from __future__ import annotations

from typing import Any

from riveter import provider_schema
from riveter.core.alternatives import unless_null
from riveter.core.causes import ComputedAttribute
from riveter.core.paths import KeyMatch
from riveter.core.values import Unknown
from riveter.resource import Resource


def provided(resource: Resource, match: KeyMatch) -> Any:
    """Return the value of a match, or what the provider sets instead; None if nothing is set."""
    names = tuple([key for key in match.path if isinstance(key, str)])
    # an expression that reads the attribute has the same symbol: both are the same value
    one = len(match.path) == 1 and not resource.address.endswith("[*]")
    symbol = (1, "attribute", resource.address, *names) if one else None
    if match.value is not None:
        if isinstance(match.value, Unknown) and provider_schema.computed(resource.type, names):
            return unless_null(match.value, symbol)
        return match.value
    filled = resource.filled_in(match.path) if resource.filled_in is not None and match.path else None
    if filled is not None:
        return filled
    if provider_schema.computed(resource.type, names):
        return Unknown(ComputedAttribute(resource.address, ".".join(names)), (resource.address,), symbol=symbol)
    return None
