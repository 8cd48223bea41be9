"""Follow `moved` blocks: the earlier addresses of a resource."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import msgspec

from riveter.core.addresses import parts

MOST_STEPS = 100
"""So many earlier addresses of one resource are looked up. Real ones have a few."""

Step: TypeAlias = "tuple[str, str, str]"
"""One part of an address: `module` or the resource type, the name, and the instance key as it is shown (``[0]``, ``["a"]``, or nothing)."""

Steps: TypeAlias = "tuple[Step, ...]"


class Move(msgspec.Struct, frozen=True):
    """A `moved` block. module: the names of the calls of the module that it is in; it applies to each instance of this module."""

    module: tuple[str, ...]
    source: Steps
    target: Steps


class Moves:
    """The `moved` blocks of a root module and of the modules that it calls."""

    def __init__(self, moves: Iterable[Move] = ()) -> None:
        self._moves = tuple(dict.fromkeys(moves))

    def __bool__(self) -> bool:
        return bool(self._moves)

    def __add__(self, other: Moves) -> Moves:
        return Moves((*self._moves, *other._moves))

    def former(self, address: str) -> Iterator[str]:
        """Yield the addresses that a resource may have had before, the latest first.

        As in Terraform, an instance without a key and the instance with key 0 follow each other when `count` is added or removed.
        """
        start = steps_of(address)
        seen = {start}
        waiting = [start]
        while waiting and len(seen) < MOST_STEPS:
            current = waiting.pop(0)
            for earlier in self._before(current):
                if earlier not in seen:
                    seen.add(earlier)
                    waiting.append(earlier)
                    yield text_of(earlier)

    def _before(self, steps: Steps) -> Iterator[Steps]:
        for move in self._moves:
            depth = len(move.module)
            around, inside = steps[:depth], steps[depth:]
            if tuple(name for kind, name, _ in around if kind == "module") == move.module and inside:
                found = _replaced(inside, move.target, move.source)
                if found is not None:
                    yield (*around, *found)
        kind, name, key = steps[-1]
        if key in ("", "[0]") and kind != "module" and not kind.startswith("data."):
            yield (*steps[:-1], (kind, name, "" if key else "[0]"))


def _replaced(steps: Steps, old: Steps, new: Steps) -> Steps | None:
    """Return an address with another beginning; None if it does not begin with the old one.

    If neither of the two ends with an instance key, all instances move and keep their keys.
    """
    end = len(old)
    if len(steps) < end or steps[: end - 1] != old[:-1]:
        return None
    kind, name, key = steps[end - 1]
    if (kind, name) != old[-1][:2]:
        return None
    if not old[-1][2] and not new[-1][2]:
        return (*new[:-1], (*new[-1][:2], key), *steps[end:])
    return (*new, *steps[end:]) if key == old[-1][2] else None


def steps_of(address: str) -> Steps:
    """Return the steps of an address: ``module.a["x"].data.aws_ami.b[0]`` has two."""
    names = parts(address)
    found: list[Step] = []
    at = 0
    while at + 1 < len(names):
        kind = names[at]
        if kind in ("data", "ephemeral") and at + 2 < len(names):
            kind, at = f"{kind}.{names[at + 1]}", at + 1
        name, bracket, key = names[at + 1].partition("[")
        found.append((kind, name, bracket + key))
        at += 2
    return tuple(found) or (("", address, ""),)


def text_of(steps: Steps) -> str:
    """Return an address as text."""
    return ".".join(f"{kind}.{name}{key}" if kind else f"{name}{key}" for kind, name, key in steps)
