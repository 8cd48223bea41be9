"""Sets in plans and states: their elements come in an order that nobody wrote.

A configuration has the blocks of a set in the order of its lines. A plan has them in the order of their hashes: there, `transition.0`
is any of them, and whether they ascend cannot be known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from riveter.core.causes import RecordedOrder
from riveter.core.paths import INDEX, STAR, KeyMatch, Path, PathKeys
from riveter.core.values import Unknown
from riveter.resource import Resource
from riveter.rules.conditions.sets import is_set
from riveter.rules.relations.scope import ConditionScope


def any_element_of_a_set(
    resource: Resource, prefix: PathKeys, path: Path, matches: list[KeyMatch], scan: Callable[[Path], list[KeyMatch]]
) -> list[KeyMatch]:
    """Return the matches of a key in a resource of a plan or state, unknown where a number could mean any of several elements of a set.

    prefix: the place that the key begins at. scan: returns the matches of other keys that begin there.
    """
    return [_any_element(resource, len(prefix), path, match, scan) for match in matches]


def _any_element(
    resource: Resource, first: int, path: Path, match: KeyMatch, scan: Callable[[Path], list[KeyMatch]]
) -> KeyMatch:
    at_sets = [
        at
        for at, (kind, _) in enumerate(path.segments)
        if kind == INDEX and first + at < len(match.path) and _is_set(resource, match.path[: first + at])
    ]
    if not at_sets:
        return match
    segments = tuple([(STAR, None) if at in at_sets else segment for at, segment in enumerate(path.segments)])
    values = [(each.missing, each.value) for each in scan(Path(path.text, segments))]
    if all(value == values[0] for value in values):
        return match
    return msgspec.structs.replace(match, value=_unknown(resource, match.path[: first + at_sets[0]]), missing=False)


def without_order(scope: ConditionScope, path: Path, together: KeyMatch) -> KeyMatch:
    """Return the combined matches of a key in a resource of a plan or state, unknown if their order is that of a set."""
    values = together.value
    if len(values) < 2 or all(value == values[0] for value in values):
        return together
    first = len(scope.prefix)
    for part in together.parts:
        for at, (kind, _) in enumerate(path.segments):
            if kind == STAR and _is_set(scope.resource, part[: first + at]):
                return msgspec.structs.replace(together, value=_unknown(scope.resource, part[: first + at]))
    return together


def _is_set(resource: Resource, path: PathKeys) -> bool:
    return is_set(resource.type, tuple([0 if isinstance(key, int) else key for key in path]))


def _unknown(resource: Resource, path: PathKeys) -> Any:
    attribute = ".".join([key for key in path if isinstance(key, str)])
    return Unknown(RecordedOrder(resource.address, attribute), (resource.address,))
