"""Ranges of versions, as constraints give them: ``>= 5.0, < 6.0``."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from riveter.core.patterns import late

Version = tuple[int, int, int]
FIRST: Version = (0, 0, 0)
LAST: Version = (1_000_000, 0, 0)
MAX_LENGTH = 1_000

_TERM = late(
    r"\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?\s*\Z",
    re.ASCII,
)


class VersionRange(msgspec.Struct, frozen=True):
    """The versions from `low` to `high`. A closed end is part of the range."""

    low: Version = FIRST
    high: Version = LAST
    low_closed: bool = True
    high_closed: bool = True

    def __and__(self, other: VersionRange) -> VersionRange:
        low, low_closed = max((self.low, not self.low_closed), (other.low, not other.low_closed))
        high, high_closed = min((self.high, self.high_closed), (other.high, other.high_closed))
        return VersionRange(low, high, not low_closed, high_closed)

    def allows(self, minor: tuple[int, int]) -> bool:
        """Return True if some version in it is a minor version, or a later one."""
        first = (*minor, 0)
        return self.high > first or (self.high == first and self.high_closed)

    def requires(self, minor: tuple[int, int]) -> bool:
        """Return True if every version in it is a minor version, or a later one."""
        return self.low[:2] >= minor

    @property
    def empty(self) -> bool:
        """Whether there is no version in it."""
        return self.low > self.high or (self.low == self.high and not (self.low_closed and self.high_closed))

    def within(self, other: VersionRange) -> bool | None:
        """Return whether all versions of this range are in another range; None if only some are."""
        both = self & other
        if both.empty:
            return False
        return True if both == self else None

    def newest_within(self, other: VersionRange) -> bool:
        """Return whether the newest version of this range is in another range: without an end, it is the newest of all."""
        if self.high_closed:
            return not (VersionRange(self.high, self.high) & other).empty
        return other.low < self.high <= other.high


ANY_VERSION = VersionRange()


def parse_range(text: str) -> VersionRange | None:
    """Return the range of version constraints; None if the text is not a constraint. An excluded version (``!=``) stays in the range."""
    found = ANY_VERSION
    if len(text) > MAX_LENGTH:
        return None
    for term in text.split(","):
        match = _TERM.match(term)
        if match is None:
            return None
        found &= _range(match[1] or "=", [int(part) for part in (match[2], match[3], match[4]) if part is not None])
    return found


def ranges(texts: Iterable[str]) -> VersionRange:
    """Return the versions that meet all constraints. Invalid constraints are ignored."""
    found = ANY_VERSION
    for text in texts:
        parsed = parse_range(text)
        if parsed is not None:
            found &= parsed
    return ANY_VERSION if found.empty else found


def _range(operator: str, given: list[int]) -> VersionRange:
    major, minor, patch, *_ = (*given, 0, 0)
    version = (major, minor, patch)
    if operator == "=":
        return VersionRange(version, version)
    if operator == "<":
        return VersionRange(high=version, high_closed=False)
    if operator == "<=":
        return VersionRange(high=version)
    if operator == ">":
        return VersionRange(low=version, low_closed=False)
    if operator == ">=":
        return VersionRange(low=version)
    if operator == "~>":  # the last number that is written may grow
        end = (major, minor + 1, 0) if len(given) == 3 else (major + 1, 0, 0)
        return VersionRange(version, end, high_closed=False)
    return ANY_VERSION
