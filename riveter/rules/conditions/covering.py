"""Whether elements or resources cover something together: an allow by several denials, of which none covers it alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from riveter.core.effort import spend
from riveter.core.paths import KeyMatch, Path, compile_path
from riveter.core.values import Unknown
from riveter.rules.model.regions import Box, Ranges, covered, union
from riveter.rules.model.rule import OF_SUBJECT, Dimension, outward
from riveter.rules.model.truth import Truth
from riveter.rules.operators.extents import EVERYTHING, NOTHING, Extent, ExtentReader, exactly, joined, readers
from riveter.rules.relations.scope import ConditionScope

Scan = Callable[[ConditionScope, Path], "list[KeyMatch]"]
Part = tuple[ConditionScope, "Unknown | None"]
"""An element or resource, and why it may not count."""


class Coverage:
    """What elements must cover together."""

    def __init__(self, dimensions: tuple[Dimension, ...], scan: Scan) -> None:
        self._dimensions = dimensions
        self._scan = scan

    def truth(self, scope: ConditionScope, parts: Iterable[Part], unseen: Unknown | None) -> Truth:
        """Return whether the parts cover the whole of `scope` together. unseen: why there may be more of them."""
        several = list(readers(self._dimensions))
        limits = [_limit(dimension, reader) for dimension, reader in zip(self._dimensions, several, strict=True)]
        needed = [
            self._extent(scope, dimension.of, reader, whole=True).within(limit)
            for dimension, reader, limit in zip(self._dimensions, several, limits, strict=True)
        ]
        doubts = [each.why for each in needed]
        sure: list[Box] = []
        possible: list[Box] = []
        for place, why in parts:
            extents = [
                self._extent(place, dimension.keys, reader, whole=False)
                for dimension, reader in zip(self._dimensions, several, strict=True)
            ]
            doubts += [why, *(each.why for each in extents)]
            possible.append([each.possible for each in extents])
            if why is None:
                sure.append([each.sure for each in extents])
        if covered([each.possible for each in needed], sure, spend):
            return True
        if unseen is None and not covered([each.sure for each in needed], possible, spend):
            return False
        doubts.append(unseen)
        return next(why for why in doubts if why is not None)

    def _extent(self, scope: ConditionScope, keys: tuple[str, ...], reader: ExtentReader, *, whole: bool) -> Extent:
        found: list[Extent] = []
        absent: list[Unknown | None] = []
        for place, path in (_place(scope, key) for key in keys):
            matches = [
                match for match in self._scan(place, path) if match.value not in (None, []) and not match.missing
            ]
            spend(1 + len(matches))
            found += [reader.read(match.value, whole=whole).doubted(match.uncertain) for match in matches]
            absent += [match.uncertain for match in matches]
        if None in absent:
            return joined(found)
        rest = exactly(EVERYTHING if whole else NOTHING)
        if reader.default:
            rest = joined(reader.read(text, whole=whole) for text in reader.default)
        return joined((*found, rest.doubted(absent[0] if absent else None)))


def _limit(dimension: Dimension, reader: ExtentReader) -> Ranges:
    return union(each for text in dimension.within for each in reader.limit(text)) if dimension.within else EVERYTHING


def _place(scope: ConditionScope, key: str) -> tuple[ConditionScope, Path]:
    if key.startswith(OF_SUBJECT):
        return scope.whole(), compile_path(key[len(OF_SUBJECT) :] or ".")
    levels, bare = outward(key)
    return scope.outward(levels), compile_path(bare)
