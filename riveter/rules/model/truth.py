"""The results of a condition: Kleene's logic with one more value.

`True`, `False`, an `Unknown` (the verdict depends on an unknown value), or a `Mismatch` (the operator does not accept values of this type).
With a mismatch, both the condition and its opposite fail, so a value of the wrong type never passes a rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from riveter.core.values import Unknown


class Mismatch:
    """The value is of a kind the operator can't look at; `reason` is for people (``is a list, not a number``)."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return f"Mismatch({self.reason!r})"

    def __bool__(self) -> bool:
        raise TypeError("a Mismatch has no truth value; compare with `is True`")


Truth: TypeAlias = "bool | Unknown | Mismatch"


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return whether all hold: false if any is, else unknown if any is, else a mismatch if any is."""
    return _decided(truths, False)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return whether any holds: true if any does, else unknown if any is, else a mismatch if any is."""
    return _decided(truths, True)


def _decided(truths: Iterable[Truth], decisive: bool) -> Truth:
    """Return `decisive` if any truth is that, else the first unknown, else the first mismatch, else the opposite."""
    unknown: Unknown | None = None
    mismatch: Mismatch | None = None
    for truth in truths:
        if truth is decisive:
            return decisive
        if isinstance(truth, Unknown):
            unknown = truth if unknown is None else unknown
        elif isinstance(truth, Mismatch):
            mismatch = mismatch if mismatch is not None else truth
    if unknown is not None:
        return unknown
    return (not decisive) if mismatch is None else mismatch


def negate(truth: Truth) -> Truth:
    """Return the opposite; unknown and mismatch stay unchanged."""
    if truth is True:
        return False
    if truth is False:
        return True
    return truth
