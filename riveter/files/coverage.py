"""The items that a scan left out, by kind and name."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import msgspec


class Omission(Enum):
    """Why something was left out of a scan. The value is the name in reports for machines."""

    IGNORED = "ignored"
    HIDDEN = "hidden"
    EXCLUDED = "excluded"
    GIT = "git"
    DATA_DIRECTORY = "data_directory"
    LINK = "link"
    UNREADABLE = "unreadable"
    PATH_TOO_LONG = "path_too_long"
    COUNT_ZERO = "count_zero"
    MODULE = "module"
    MODULE_SOURCE = "module_source"
    BLOCK = "block"
    TERRAGRUNT = "terragrunt"
    STACK = "stack"
    QUERY = "query"
    NOT_CHECKED_OUT = "not_checked_out"
    TIME_LIMIT = "time_limit"
    RULE_BUDGET = "rule_budget"

    @property
    def strict(self) -> bool:
        """Return True if `--strict-coverage` reports it as an error. Items that the user chose to leave out are only counted."""
        return self not in _COUNTED


_COUNTED = frozenset(
    {
        Omission.IGNORED,
        Omission.EXCLUDED,
        Omission.GIT,
        Omission.DATA_DIRECTORY,
        Omission.COUNT_ZERO,
    }
)

WORDS = {
    Omission.IGNORED: ("untracked path that git ignores", "untracked paths that git ignores"),
    Omission.HIDDEN: ("hidden folder", "hidden folders"),
    Omission.EXCLUDED: ("excluded path", "excluded paths"),
    Omission.GIT: ("folder of git", "folders of git"),
    Omission.DATA_DIRECTORY: (".terraform folder", ".terraform folders"),
    Omission.LINK: ("link that was not followed", "links that were not followed"),
    Omission.UNREADABLE: ("unreadable folder", "unreadable folders"),
    Omission.PATH_TOO_LONG: ("path that is too long", "paths that are too long"),
    Omission.COUNT_ZERO: ("block with no instances", "blocks with no instances"),
    Omission.MODULE: ("module that was not read", "modules that were not read"),
    Omission.MODULE_SOURCE: ("module whose source is not known", "modules whose source is not known"),
    Omission.BLOCK: ("block of an unknown type", "blocks of unknown types"),
    Omission.TERRAGRUNT: ("Terragrunt file", "Terragrunt files"),
    Omission.STACK: ("file of a stack", "files of stacks"),
    Omission.NOT_CHECKED_OUT: ("path that is not checked out", "paths that are not checked out"),
    Omission.TIME_LIMIT: ("path for which there was no time", "paths for which there was no time"),
    Omission.RULE_BUDGET: (
        "root module or plan that was not judged completely",
        "root modules or plans that were not judged completely",
    ),
    Omission.QUERY: ("query file", "query files"),
}
"""One, and several, in words."""


class NotScanned(msgspec.Struct, frozen=True):
    """One thing that a scan left out. name: a path or an address as people are shown it. detail: more about why, if there is more."""

    kind: Omission
    name: str
    detail: str = ""


class Coverage:
    """Collect the items that a scan leaves out, each once."""

    def __init__(self) -> None:
        self._found: dict[NotScanned, frozenset[str]] = {}
        self._evaluated: set[str] = set()

    def leave_out(self, kind: Omission, name: str, detail: str = "", holds: Iterable[str] = ()) -> None:
        """Note that something was left out.

        holds: the module directories in it (real paths), if all of them are known. It does not count if all of them are evaluated after
        all, because a module call leads there.
        """
        self._found[NotScanned(kind, name, detail)] = frozenset(holds)

    def evaluated(self, directory: str) -> None:
        """Note that a module directory (a real path) was evaluated."""
        self._evaluated.add(directory)

    def update(self, other: Coverage) -> None:
        """Note everything that another has."""
        for item, holds in other._found.items():
            self._found.setdefault(item, holds)
        self._evaluated |= other._evaluated

    def swap(self, other: Coverage) -> Coverage:
        """Collect into another one from now on, and return what was collected until now."""
        before = Coverage()
        before._found, self._found = self._found, other._found
        before._evaluated, self._evaluated = self._evaluated, other._evaluated
        return before

    def items(self) -> tuple[NotScanned, ...]:
        """Return everything that was left out: by kind, then by name."""
        order = {kind: number for number, kind in enumerate(Omission)}
        left = (item for item, holds in self._found.items() if not holds or not holds <= self._evaluated)
        return tuple(sorted(left, key=lambda item: (order[item.kind], item.name, item.detail)))


def counts(items: Iterable[NotScanned]) -> dict[Omission, int]:
    """Return how many things of each kind were left out; kinds without any are not there."""
    found: dict[Omission, int] = {}
    for item in items:
        found[item.kind] = found.get(item.kind, 0) + 1
    return found


def phrase(kind: Omission, number: int) -> str:
    """Return a number of things in words: ``3 hidden folders``."""
    one, several = WORDS[kind]
    return f"{number:,} {one if number == 1 else several}"
