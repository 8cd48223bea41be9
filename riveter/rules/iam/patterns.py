"""Compare patterns of policies, which may have unknown parts: does one cover the question, do they overlap."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from riveter.core.causes import PolicyVariable, SpentBudget, WorkLimit
from riveter.core.effort import spend
from riveter.core.patterns import late
from riveter.core.shapes import is_plain
from riveter.core.values import Hole, PartialText, Unknown
from riveter.rules.iam.wildcards import MAX_PATTERN, PatternBudgetError, covers_text, overlaps_text
from riveter.rules.model.truth import Truth

COMPARED_PER_STEP = 2_000
"""Characters of one pattern times characters of the other."""

_VARIABLE = late(r"(\$\{[^{}]{1,200}\})")


def covers(pattern: Any, query: str, *, fold: bool = False) -> Truth:
    """Return whether a pattern of a policy (perhaps with unknown parts) covers a query."""
    return _decide(pattern, query, fold, covers_text)


def overlaps(pattern: Any, query: str, *, fold: bool = False) -> Truth:
    """Return whether a pattern of a policy (perhaps with unknown parts) has anything in common with a query."""
    return _decide(pattern, query, fold, overlaps_text)


def with_variables(pattern: Any) -> Any:
    """Return a pattern in which policy variables (``${aws:username}``) are holes: AWS fills them in when somebody asks."""
    if isinstance(pattern, str):
        return _with_variables(pattern) if "${" in pattern else pattern
    if isinstance(pattern, PartialText) and any("${" in part for part in pattern.known_parts):
        holes = [part for part in pattern.parts if isinstance(part, Hole)]
        text = "".join("\0" if isinstance(part, Hole) else part for part in pattern.parts)
        return pattern if text.count("\0") > len(holes) else PartialText(tuple(_pieces(text, holes)), type=pattern.type)
    return pattern


@lru_cache(maxsize=1024)
def _with_variables(pattern: str) -> str | PartialText:
    parts = tuple(_pieces(pattern, [])) if "\0" not in pattern else ()
    return PartialText(parts) if any(isinstance(part, Hole) for part in parts) else pattern


def _pieces(text: str, holes: list[Hole]) -> Iterator[str | Hole]:
    """Yield a text with holes for policy variables. A NUL is the next of its holes: one of them may be in the name of a variable."""
    left = iter(holes)
    for i, piece in enumerate(_VARIABLE.split(text)):
        if i % 2:
            inside = [next(left) for _ in range(piece.count("\0"))]
            yield inside[0] if inside else Hole(Unknown(PolicyVariable(piece)))
            continue
        for j, part in enumerate(piece.split("\0")):
            if j:
                yield next(left)
            if part:
                yield part


def _decide(pattern: Any, query: str, fold: bool, test: Any) -> Truth:
    pattern = with_variables(pattern)
    spend(len(pattern) * len(query) // COMPARED_PER_STEP if isinstance(pattern, str) else 4)
    if isinstance(pattern, Unknown):
        holed = pattern if isinstance(pattern, PartialText) else PartialText((Hole(pattern),))
        try:
            return _partial(holed, query.lower() if fold else query, fold, test)
        except PatternBudgetError:
            return pattern
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
    """Return the truth of a pattern with holes: false if not even `*` instead of them matches, true if every filling does."""
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
    """Return True if a pattern covers the ARN of every resource of a service (`arn:aws:s3:::*`), in its partition."""
    pattern = _PARTITION.sub("arn:aws:", pattern)
    region, account = _REGION_AND_ACCOUNT.get(service, ("*", "*"))
    try:
        return covers_text(pattern, f"arn:aws:{service}:{region}:{account}:*")
    except PatternBudgetError:
        return False


_PARTITION = late(r"\Aarn:aws[a-z-]*:")
_REGION_AND_ACCOUNT = {"s3": ("", ""), "iam": ("", "*")}
"""The region and the account in ARNs of services that leave them out."""


def every_resource(pattern: Any, service: str) -> Truth:
    """Decide as `is_every_resource`, for a pattern with holes. The partition may be any."""
    if isinstance(pattern, PartialText):
        filled, widest = ("".join(p if isinstance(p, str) else text for p in pattern.parts) for text in ("aws", "*"))
        if is_every_resource(filled, service):
            return True
        return pattern if not pattern.opaque and is_every_resource(widest, service) else False
    return isinstance(pattern, str) and is_every_resource(pattern, service)
