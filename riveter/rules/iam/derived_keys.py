"""The keys whose values are read from the resources around one: `__policies__` and `__boundaries__`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from riveter.core.paths import BOUNDARIES_KEY
from riveter.rules.iam.attached import SecretKey, attached_policies
from riveter.rules.iam.limits import limiting_boundaries

if TYPE_CHECKING:
    from riveter.resource import Resource
    from riveter.rules.relations.graph import ResourceGraph


def derived_value(key: str | None, resource: Resource, graph: ResourceGraph) -> tuple[str, Any]:
    """Return a key, marked if its value contains a sensitive one, and its value; None if the resource has no such key."""
    assert key is not None
    value: Any
    value = limiting_boundaries(resource, graph) if key == BOUNDARIES_KEY else attached_policies(resource, graph)
    return SecretKey(key) if getattr(value, "secret", False) else key, value
