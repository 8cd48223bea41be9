"""Cases: the assumptions under which conditions are evaluated if values are one of a few alternatives."""

from __future__ import annotations

from typing import Any, Literal

from riveter.core.alternatives import ALWAYS, Alternatives, Guard, ImpossibleError, under
from riveter.core.values import Unknown
from riveter.resource import Resource


class AlternativeCase:
    """One combination of alternatives, without those that its guard excludes."""

    __slots__ = ("_views", "guard")

    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        self._views: dict[int, tuple[Resource, Resource]] = {}

    def view(self, resource: Resource) -> Resource:
        """Return the resource as it is in this case. Raises `ImpossibleError`."""
        if not self.guard:
            return resource
        known = self._views.get(id(resource))
        if known is None:
            values = self._values(resource)
            known = self._views[id(resource)] = resource, resource.with_values(values, self._provided(resource))
        return known[1]

    def _values(self, resource: Resource) -> dict[str, Any]:
        """Return its values in this case. Raise `ImpossibleError` if it certainly exists and Terraform refuses one of its arguments."""
        try:
            values: dict[str, Any] = under(resource.values, self.guard)
        except ImpossibleError:
            if self.exists(resource) is True:
                raise
            return resource.values
        return values

    def _provided(self, resource: Resource) -> Any:
        provided = resource.provided
        return None if provided is None else lambda name: under(provided(name), self.guard)

    def exists(self, resource: Resource) -> bool | Unknown:
        """Return whether a resource exists in this case."""
        if resource.existence is None:
            return True
        found = under(resource.existence, self.guard) if isinstance(resource.existence, Alternatives) else None
        return found if isinstance(found, bool) else resource.existence

    def doubt(self, relation: Unknown | None) -> Unknown | Literal[False] | None:
        """Return why a resource may not be connected in this case: None if it is certainly connected, `False` if it is certainly not."""
        if not isinstance(relation, Alternatives):
            return relation
        connected = under(relation, self.guard)
        if connected is True:
            return None
        return connected if connected is False or isinstance(connected, Unknown) else relation


ANY_CASE = AlternativeCase(ALWAYS)
"""Nothing is assumed."""


def case_of(resource: Resource) -> AlternativeCase:
    """Return the case in which a resource exists, as far as its values determine it."""
    if not isinstance(resource.existence, Alternatives):
        return ANY_CASE
    guards = [guard for guard, exists in resource.existence.options if exists is True]
    return AlternativeCase(guards[0]) if len(guards) == 1 else ANY_CASE
