"""Wildcard patterns as sets: does one cover another, do two overlap. `*` is any text, `?` one character."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from riveter.core.causes import PolicyVariable, SpentBudget, WorkLimit
from riveter.core.patterns import late
from riveter.core.shapes import is_plain, with_shape
from riveter.core.values import Hole, PartialText, Unknown
from riveter.rules.model.truth import Truth

MAX_PATTERN = 1024
_RUN = late(r"[*?]+")
_VARIABLE = late(r"(\$\{[^{}]{1,200}\})")


def _normal(pattern: str) -> str:
    """Return the pattern with runs of wildcards in one order, so that equal sets are equal texts: `*?*` → `?*`."""

    def order(run: re.Match[str]) -> str:
        text = run[0]
        return "?" * text.count("?") + ("*" if "*" in text else "")

    return _RUN.sub(order, pattern) if "*" in pattern or "?" in pattern else pattern


class PatternBudgetError(ValueError):
    """Two patterns are too entangled to compare."""


@lru_cache(maxsize=8192)
def covers_text(pattern: str, other: str) -> bool:
    """Return True if everything `other` matches is matched by `pattern`. Raises `PatternBudgetError`."""
    pattern, other = _normal(pattern), _normal(other)
    if pattern == other or pattern == "*":
        return True
    if "?" in pattern and ("*" in other or "?" in other):
        return _covers_set(pattern, other)
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


_MAX_STATES = 20_000


def _covers_set(pattern: str, other: str) -> bool:
    """Decide as `covers_text`, following both patterns at once: every text of the other one must end in a match of the first.

    The places in `pattern` that a text may have led to are the bits of a number.
    """
    alphabet = {char for char in pattern + other if char not in "*?"} | {"\0"}  # one character stands for all others
    stars = sum(1 << i for i, char in enumerate(pattern) if char == "*")
    takes = {c: sum(1 << i for i, char in enumerate(pattern) if char in (c, "?")) for c in alphabet}
    end = 1 << len(pattern)

    def skip_stars(places: int) -> int:
        while (more := places | (places & stars) << 1) != places:
            places = more
        return places

    start = (0, skip_stars(1))
    seen = {start}
    todo = [start]
    while todo:
        at, places = todo.pop()
        if at == len(other):
            if not places & end:
                return False
            continue
        char = other[at]
        following: set[tuple[int, int]] = set()
        if char == "*":
            following.add((at + 1, places))
        for step in alphabet if char in "*?" else (char,):
            moved = skip_stars((places & takes[step]) << 1 | (places & stars))
            following.add((at if char == "*" else at + 1, moved))
        for state in following - seen:
            seen.add(state)
            todo.append(state)
        if len(seen) > _MAX_STATES:
            raise PatternBudgetError
    return True


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


def covers(pattern: Any, query: str, *, fold: bool = False) -> Truth:
    """Return whether a pattern of a policy (perhaps with unknown parts) covers a query."""
    return _decide(pattern, query, fold, covers_text)


def overlaps(pattern: Any, query: str, *, fold: bool = False) -> Truth:
    """Return whether a pattern of a policy (perhaps with unknown parts) has anything in common with a query."""
    return _decide(pattern, query, fold, overlaps_text)


def with_variables(pattern: Any) -> Any:
    """Return a pattern in which policy variables (``${aws:username}``) are holes: AWS fills them in when somebody asks."""
    return _with_variables(pattern) if isinstance(pattern, str) and "${" in pattern else pattern


@lru_cache(maxsize=1024)
def _with_variables(pattern: str) -> Any:
    parts: list[str | Hole] = []
    for i, piece in enumerate(_VARIABLE.split(pattern)):
        if i % 2:
            parts.append(Hole(Unknown(PolicyVariable(piece))))
        elif piece:
            parts.append(piece)
    return PartialText(tuple(parts)) if any(isinstance(part, Hole) for part in parts) else pattern


def _decide(pattern: Any, query: str, fold: bool, test: Any) -> Truth:
    pattern = with_variables(pattern)
    if isinstance(pattern, Unknown):
        pattern = with_shape(pattern)
    if isinstance(pattern, PartialText):
        try:
            return _partial(pattern, query.lower() if fold else query, fold, test)
        except PatternBudgetError:
            return pattern
    if isinstance(pattern, Unknown):
        return False if pattern.opaque and test is covers_text and _is_all(query) else pattern
    if not isinstance(pattern, str):
        return False
    if len(pattern) > MAX_PATTERN:
        return Unknown(SpentBudget(WorkLimit.PATTERN_LENGTH, MAX_PATTERN))
    try:
        return bool(test(pattern.lower(), query.lower()) if fold else test(pattern, query))
    except PatternBudgetError:
        return Unknown(SpentBudget(WorkLimit.PATTERN_COMPLEXITY))


def _is_all(query: str) -> bool:
    return bool(query) and not query.strip("*")


def _partial(pattern: PartialText, query: str, fold: bool, test: Any) -> Truth:
    """Return a pattern with holes: false where not even `*` in their place would do, true where every filling does."""
    parts = [part if isinstance(part, Hole) else part.lower() if fold else part for part in pattern.parts]
    widest = "".join("*" if isinstance(part, Hole) else part for part in parts)
    if len(widest) > MAX_PATTERN:
        return Unknown(SpentBudget(WorkLimit.PATTERN_LENGTH, MAX_PATTERN))
    if test is covers_text:
        if not covers_text(widest, query):
            return False
        if _is_all(query) and all(is_plain(part.value) for part in pattern.parts if isinstance(part, Hole)):
            return False  # an identifier made by the provider is no wildcard
        return pattern
    if not overlaps_text(widest, query):
        return False
    # A query that takes anything in place of the holes overlaps whatever they are.
    return True if covers_text(query, widest) else pattern


@lru_cache(maxsize=4096)
def is_every_resource(pattern: str, service: str) -> bool:
    """Return True if an ARN pattern is every resource of a service (`arn:aws:s3:::*`)."""
    parts = pattern.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn":
        return False
    _, partition, name, region, account, resource = parts
    return (
        (partition == "*" or partition.startswith("aws"))
        and name in ("*", service)
        and region in ("", "*")
        and account in ("", "*")
        and resource.strip("*") == ""
        and resource != ""
    )


def every_resource(pattern: Any, service: str) -> Truth:
    """Decide as `is_every_resource`, for a pattern with holes. The partition may be any."""
    if isinstance(pattern, PartialText):
        filled, widest = ("".join(p if isinstance(p, str) else text for p in pattern.parts) for text in ("aws", "*"))
        if is_every_resource(filled, service):
            return True
        return pattern if not pattern.opaque and is_every_resource(widest, service) else False
    return isinstance(pattern, str) and is_every_resource(pattern, service)
