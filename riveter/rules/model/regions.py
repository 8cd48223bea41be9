"""Sets as ranges of whole numbers, and products of them: whether several products cover another one together.

The numbers are addresses, ports or names; what they mean is up to the caller.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

Range: TypeAlias = "tuple[int, int]"
"""The first and the last number."""

Ranges: TypeAlias = "tuple[Range, ...]"
"""Sorted ranges with gaps between them."""

Box: TypeAlias = "Sequence[Ranges]"
"""A product: all points whose coordinates are in these ranges, one after the other."""


def union(ranges: Iterable[Range]) -> Ranges:
    """Return ranges as sorted ones with gaps between them."""
    merged: list[Range] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(merged[-1][1], high)
        else:
            merged.append((low, high))
    return tuple(merged)


def intersection(one: Ranges, other: Ranges) -> Ranges:
    """Return the numbers that are in both."""
    return tuple(
        (max(low, first), min(high, last))
        for low, high in one
        for first, last in other
        if max(low, first) <= min(high, last)
    )


def covered(needed: Box, boxes: Sequence[Box], charge: Callable[[int], None]) -> bool:
    """Return True if each point of a product is in at least one of the others. charge: told how much work each step is."""
    return not all(needed) or _covered(needed, boxes, 0, charge)


def _covered(needed: Box, boxes: Sequence[Box], axis: int, charge: Callable[[int], None]) -> bool:
    if not boxes or axis == len(needed):
        return bool(boxes)
    # Between two bounds, the same boxes contain every point: one point of each piece is enough.
    bounds = {bound for box in boxes for low, high in box[axis] for bound in (low, high + 1)}
    seen: set[tuple[int, ...]] = set()
    for low, high in needed[axis]:
        for point in sorted({low, *(bound for bound in bounds if low < bound <= high)}):
            charge(len(boxes))
            inside = tuple(i for i, box in enumerate(boxes) if _contains(box[axis], point))
            if inside in seen:
                continue
            seen.add(inside)
            if not _covered(needed, [boxes[i] for i in inside], axis + 1, charge):
                return False
    return True


def _contains(ranges: Ranges, point: int) -> bool:
    at = bisect_right(ranges, point, key=lambda each: each[0]) - 1
    return at >= 0 and point <= ranges[at][1]
