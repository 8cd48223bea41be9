"""What it may cost to judge one root module: the work of rules is counted in steps, and ends when these are used up.

A step is about a condition on one value, one other resource that may be connected, or one statement of a policy. What is charged
depends on rules and resources only, never on what is still in some cache: else verdicts would depend on the order of root modules.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager

BASE = 300_000
PER_CHARACTER = 5
"""Steps per character of source, for each root module. Public ones use less than 1, and at most 8 % of their limit."""

MOST = 20_000_000
LEAST = 1 / 10
"""Root modules of one scan share the base of one, but each has this part of it."""


class EffortSpentError(Exception):
    """There are no steps left."""


class _Current(threading.local):
    left: float = math.inf


_current = _Current()


def effort_for(characters: int, roots: int = 1) -> int:
    """Return the steps for one of so many root modules, with so many characters of source."""
    return min(int(BASE * max(1 / max(roots, 1), LEAST)) + PER_CHARACTER * characters, MOST)


def spend(steps: float) -> None:
    """Spend some steps. Raise `EffortSpentError` if none are left, and every time after that."""
    _current.left -= steps
    if _current.left < 0:
        raise EffortSpentError


def remaining() -> float:
    """Return the remaining steps; infinity if they are not counted."""
    return _current.left


@contextmanager
def limited(steps: float) -> Iterator[None]:
    """Count the steps of the enclosed work."""
    before, _current.left = _current.left, steps
    try:
        yield
    finally:
        _current.left = before
