"""Symbolic links of a tree, followed on paper: only those that lead to something inside of the tree come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from posixpath import dirname

MAX_STEPS = 40
"""So many links may stand on the way of one: as many as Linux follows."""
MAX_PARTS = 1_000_000
"""So many parts of paths are looked at for all links of a tree; those that are left then lead nowhere."""


def resolve_links(targets: Mapping[str, str], files: Iterable[str]) -> dict[str, str]:
    """Return each link (its path and its text) with its final target, whose path contains no link.

    Links out of the tree, broken links, circular links, and links to a folder that contains them are left out.
    """
    known = set(files)
    folders: set[str] = {""}
    for path in [*known, *targets]:
        parent = dirname(path)
        while parent not in folders:
            folders.add(parent)
            parent = dirname(parent)
    budget = [MAX_PARTS]
    found = {}
    for link in sorted(targets):
        place = _follow(link, targets, folders, budget)
        if place is not None and (place in known or (place in folders and not f"{link}/".startswith(f"{place}/"))):
            found[link] = place
    return {link: place for link, place in found.items() if place}


def _follow(link: str, targets: Mapping[str, str], folders: set[str], budget: list[int]) -> str | None:
    """Return the result of `realpath`; None for a path out of the tree or a circular link."""
    left = link.split("/")[::-1]
    done = ""
    steps = 0
    while left:
        budget[0] -= 1
        part = left.pop()
        if budget[0] < 0:
            return None
        if part in ("", "."):
            continue
        if part == "..":
            if not done:
                return None
            done = dirname(done)
            continue
        here = f"{done}/{part}" if done else part
        target = targets.get(here)
        if target is None:
            if left and here not in folders:
                return None
            done = here
            continue
        steps += 1
        if steps > MAX_STEPS or not target or target.startswith("/") or "\0" in target:
            return None
        left.extend(target.split("/")[::-1])
    return done
