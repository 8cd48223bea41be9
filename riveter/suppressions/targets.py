"""Suppression targets: the part that one rule name of a comment covers, found by position, and whether it was used."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from riveter.core.source import Span
from riveter.findings import Suppression
from riveter.suppressions.comment_targets import CommentTarget
from riveter.suppressions.directives import RuleName, SuppressionDirective
from riveter.suppressions.rulebook import Claim

ACTIVE, EXPIRED, WITHOUT_REASON, OFF, NEW = "active", "expired", "without reason", "off", "not in the base"


class SuppressionTarget:
    """One rule name of a directive.

    rules: the rules of the run that it matches. near: rules that it does not cover, although they find the same things among others.
    place: what it covers (None: nothing, or the whole file). matched: it would have suppressed a finding if it were active. missed: the
    rules of `near` that fail there. elsewhere: a location in the same block, outside of the place, at which such a rule fails.
    """

    __slots__ = ("directive", "elsewhere", "matched", "missed", "name", "near", "place", "rules", "state", "used")

    def __init__(
        self,
        directive: SuppressionDirective,
        name: RuleName,
        rules: frozenset[str],
        place: CommentTarget | None,
        state: str,
        near: Mapping[str, Claim],
    ) -> None:
        self.directive = directive
        self.near = near
        self.missed: dict[str, None] = {}
        self.name = name
        self.rules = rules
        self.place = place
        self.state = state
        self.used = False
        self.matched = False
        self.elsewhere: Span | None = None

    def suppression(self) -> Suppression:
        """Return the suppression for the report."""
        given = self.directive
        until = given.until.isoformat() if given.until else None
        return Suppression("inline", given.reason, until, given.owner, given.ticket, given.span)


class TargetIndex:
    """The targets in one file, found by offset. Parts either contain each other or are disjoint."""

    def __init__(self) -> None:
        self._claims: dict[tuple[int, int], list[SuppressionTarget]] = {}
        self._order: list[tuple[int, int]] = []
        self._parents: list[int] = []

    def add(self, claim: SuppressionTarget, place: CommentTarget) -> None:
        """Add a claim on a place."""
        self._claims.setdefault((place.start, -place.end), []).append(claim)
        self._order = []

    def at(self, offset: int) -> Iterator[SuppressionTarget]:
        """Yield the claims on everything that an offset lies in, the innermost first."""
        if not self._order:
            self._sort()
        index = bisect_right(self._order, (offset, 1)) - 1
        while index >= 0:
            part = self._order[index]
            if offset < -part[1]:
                yield from self._claims[part]
            index = self._parents[index]

    def _sort(self) -> None:
        self._order = sorted(self._claims)
        self._parents = []
        open_parts: list[int] = []
        for index, (start, _) in enumerate(self._order):
            while open_parts and -self._order[open_parts[-1]][1] <= start:
                open_parts.pop()
            self._parents.append(open_parts[-1] if open_parts else -1)
            open_parts.append(index)
