"""Wildcard patterns as sets of texts: does one cover another, do two overlap, do several cover one together.

`*` is any text, `?` one character.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from riveter.core.effort import spend
from riveter.core.patterns import late

MAX_PATTERN = 1024
_MAX_STEPS = 100_000
_MAX_PLACES = 20_000
_RUN = late(r"[*?]+")
_WILDCARD = late(r"[*?]")


class PatternBudgetError(ValueError):
    """The patterns are too entangled to compare."""


class Work:
    """The steps that are left for comparing patterns. counted: so many of them are one for the root module (0: they are none)."""

    __slots__ = ("_counted", "_open", "left")

    def __init__(self, steps: int = _MAX_STEPS, *, counted: int = 0) -> None:
        self.left = steps
        self._counted = counted
        self._open = 0

    def spend(self, steps: int) -> None:
        """Spend some steps. Raises `PatternBudgetError` if none are left."""
        self.left -= steps
        if self._counted:
            self._open += steps
            spend(self._open // self._counted)
            self._open %= self._counted
        if self.left < 0:
            raise PatternBudgetError


class Texts(msgspec.Struct, frozen=True):
    """The texts that any of some patterns matches, or all other texts (`excluded`)."""

    patterns: tuple[str, ...]
    excluded: bool = False


def _normal(pattern: str) -> str:
    """Return the pattern with runs of wildcards in one order, so that equal sets are equal texts: `*?*` → `?*`."""

    def order(run: re.Match[str]) -> str:
        text = run[0]
        return "?" * text.count("?") + ("*" if "*" in text else "")

    return _RUN.sub(order, pattern) if "*" in pattern or "?" in pattern else pattern


@lru_cache(maxsize=8192)
def covers_text(pattern: str, other: str) -> bool:
    """Return True if everything `other` matches is matched by `pattern`. Raises `PatternBudgetError`."""
    if not other.startswith(_WILDCARD.split(pattern, maxsplit=1)[0]):
        return False  # what comes before the first wildcard has to be there, and not in place of a wildcard
    pattern, other = _normal(pattern), _normal(other)
    if pattern == other or pattern == "*":
        return True
    if "?" in pattern and ("*" in other or "?" in other):
        return covered_by_union(other, (Texts((pattern,)),))
    # Without `?` on this side, the other one's wildcards can be matched like characters that only `*` takes.
    at = here = 0
    star = mark = -1
    while at < len(other):
        if here < len(pattern) and pattern[here] == "*":
            star, mark = here, at
            here += 1
        elif here < len(pattern) and (pattern[here] == other[at] or pattern[here] == "?"):
            at += 1
            here += 1
        elif star >= 0:
            mark += 1
            at, here = mark, star + 1
        else:
            return False
    return all(char == "*" for char in pattern[here:])


@lru_cache(maxsize=8192)
def overlaps_text(first: str, second: str) -> bool:
    """Return True if any text is matched by both patterns."""
    first, second = _normal(first), _normal(second)
    if "*" not in first and "?" not in first:
        return covers_text(second, first)
    if "*" not in second and "?" not in second:
        return covers_text(first, second)
    # Row by row over the second pattern: which ends of the first can be reached together with it.
    row = [True, *[False] * len(first)]
    for i, char in enumerate(first):
        row[i + 1] = row[i] and char == "*"
    for other in second:
        following = [row[0] and other == "*", *[False] * len(first)]
        for i, char in enumerate(first):
            both = char == other or "?" in (char, other)
            following[i + 1] = (
                (row[i] and both and "*" not in (char, other))
                or (other == "*" and (row[i + 1] or following[i]))
                or (char == "*" and (following[i] or row[i + 1]))
                or (other == "*" and char == "*" and row[i])
            )
        row = following
    return row[-1]


def covered_by_union(query: str, union: Sequence[Texts], work: Work | None = None) -> bool:
    """Return True if each text that a pattern matches is in one of some sets. Raises `PatternBudgetError`."""
    work = Work() if work is None else work
    near: list[Texts] = []
    for texts in union:
        work.spend(sum(1 + len(pattern) * len(query) // 64 for pattern in texts.patterns))
        patterns = tuple(pattern for pattern in texts.patterns if overlaps_text(pattern, query))
        if texts.excluded and not patterns:
            return True
        if patterns:
            near.append(Texts(patterns, texts.excluded))
    if not near:
        return False
    wild = "*" in query or "?" in query
    if not wild:
        return any(not texts.excluded for texts in near)  # of a text alone, all that overlap it cover it
    if any(not texts.excluded and "*" in texts.patterns for texts in near):
        return True
    return _covered(_normal(query), near, work)


def _covered(query: str, union: Sequence[Texts], work: Work) -> bool:
    """Follow a query and all patterns of a union at once: wherever a text of the query ends, one of the sets must contain it.

    The positions in the patterns that a text may lead to are the bits of a number, one pattern after the other.
    """
    patterns = [_normal(pattern) for texts in union for pattern in texts.patterns]
    if sum(map(len, patterns)) > _MAX_PLACES:
        raise PatternBudgetError
    alphabet = sorted({char for pattern in (query, *patterns) for char in pattern if char not in "*?"})
    alphabet.append("\0")  # one character represents all others
    takes = dict.fromkeys(alphabet, 0)
    stars = begin = at_any = place = 0
    ends: list[int] = []
    for pattern in patterns:
        begin |= 1 << place
        for char in pattern:
            if char == "*":
                stars |= 1 << place
            elif char == "?":
                at_any |= 1 << place
            else:
                takes[char] |= 1 << place
            place += 1
        ends.append(1 << place)
        place += 1
    for char in alphabet:
        takes[char] |= at_any
    own = iter(ends)
    finals = [(sum(next(own) for _ in texts.patterns), texts.excluded) for texts in union]

    def skip_stars(places: int) -> int:
        while (more := places | (places & stars) << 1) != places:
            places = more
        return places

    weight = 1 + place // 1000
    start = (0, skip_stars(begin))
    seen = {start}
    todo = [start]
    while todo:
        at, places = todo.pop()
        if at == len(query):
            if not any(bool(places & final) is not excluded for final, excluded in finals):
                return False
            continue
        char = query[at]
        letters = alphabet if char in "*?" else (char,)
        work.spend(len(letters) * weight)
        behind = at if char == "*" else at + 1
        following = {(behind, skip_stars((places & takes[step]) << 1 | (places & stars))) for step in letters}
        if char == "*":
            following.add((at + 1, places))
        todo.extend(following - seen)
        seen |= following
    return True
