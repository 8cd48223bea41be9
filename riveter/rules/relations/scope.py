"""The place where a condition is evaluated: a resource, or an element inside one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from riveter.core.paths import KeyMatch, Path, PathKeys
from riveter.resource import SPECIAL_KEYS, Resource
from riveter.rules.relations.cases import ANY_CASE, AlternativeCase

if TYPE_CHECKING:
    from riveter.rules.relations.graph import ResourceGraph


class ConditionScope:
    """The subject of a condition: a resource, or an element inside one.

    `value` is at `prefix` in `resource`; `subject` is the resource that the rule applies to (another one inside `related`). `case` is the
    assumption about values that are one of a few; `view` is the resource under this assumption. `complete`: every condition of a group is
    evaluated, also after one that decides. `outer` is the scope around an element or a related resource.
    """

    __slots__ = (
        "case",
        "complete",
        "graph",
        "in_json",
        "now",
        "outer",
        "prefix",
        "resource",
        "root",
        "subject",
        "value",
        "view",
    )

    def __init__(
        self,
        resource: Resource,
        graph: ResourceGraph,
        now: datetime,
        subject: Resource | None = None,
        *,
        case: AlternativeCase = ANY_CASE,
        complete: bool = False,
    ) -> None:
        self.resource = resource
        self.complete = complete
        self.case = case
        self.view = resource if case is ANY_CASE else case.view(resource)
        self.subject = resource if subject is None else subject
        self.graph = graph
        self.now = now
        self.value: Any = self.view.values
        self.prefix: PathKeys = ()
        self.root = True
        self.in_json = False
        self.outer: ConditionScope | None = None

    def element(self, match: KeyMatch) -> ConditionScope:
        """Return the scope of an element of the resource."""
        scope = ConditionScope(
            self.resource, self.graph, self.now, self.subject, case=self.case, complete=self.complete
        )
        scope.value = match.value
        scope.prefix = match.path
        scope.in_json = match.in_json
        scope.root = False
        scope.outer = self
        return scope

    def other(self, resource: Resource) -> ConditionScope:
        """Return the scope of a related resource."""
        scope = ConditionScope(resource, self.graph, self.now, self.subject, case=self.case, complete=self.complete)
        scope.outer = self
        return scope

    def outward(self, levels: int) -> ConditionScope:
        """Return the scope around the `each` and `related` of this one; the outermost if there are fewer."""
        scope = self
        for _ in range(levels):
            scope = scope.outer or scope
        return scope

    def whole(self) -> ConditionScope:
        """Return the scope of the resource that the rule applies to."""
        return ConditionScope(self.subject, self.graph, self.now, self.subject, case=self.case, complete=self.complete)

    def scan(self, path: Path) -> list[KeyMatch]:
        """Return the matches of a key here, missing ones included."""
        if self.root or path.first in SPECIAL_KEYS:
            return self.view.scan(path)
        matches = path.scan_value(self.value, self.prefix, self.in_json)
        return matches if self.in_json else self.resource.with_provided(matches)
