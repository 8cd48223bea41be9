"""Results of work that are kept while everything that the work looked up is the same.

A result is kept with its lookups (`riveter.core.journal`): contents of files, entries of folders, and what was not there. A change of a
path concerns the lookups about it, and about the folders around it. These are asked again. Results with another answer are forgotten.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from riveter.core import journal
from riveter.files.bounds import exists, real_path, upwards
from riveter.files.lookups import look_up
from riveter.files.opening import OpenFolders

T = TypeVar("T")

_OF_A_NAME = (journal.READ, journal.STATE)


class Result(Generic[T]):
    """A result with what it depends on. paths: its lookups by the path that each is about."""

    __slots__ = ("lookups", "paths", "value")

    def __init__(self, value: T, lookups: Mapping[journal.Lookup, str]) -> None:
        self.value = value
        self.lookups: dict[journal.Lookup, str] = {}
        self.paths: dict[str, list[journal.Lookup]] = {}
        self.add(lookups)

    def add(self, lookups: Mapping[journal.Lookup, str]) -> None:
        """Add lookups that later work on the result has made."""
        for lookup, result in lookups.items():
            if lookup not in self.lookups:
                self.lookups[lookup] = result
                self.paths.setdefault(path_of(lookup), []).append(lookup)


def path_of(lookup: journal.Lookup) -> str:
    """Return the path that a lookup is about."""
    kind, first, second, third = lookup
    if kind in _OF_A_NAME:
        return os.path.join(second, third)
    return second if kind == journal.ENTRIES else os.path.abspath(first)


class Memory:
    """The results that are kept, by key. Those that a run did not ask for are forgotten at its end.

    folders: how lookups are asked again.
    """

    def __init__(self, folders: OpenFolders) -> None:
        self._folders = folders
        self._results: dict[Hashable, Result[Any]] = {}
        self._used: set[Hashable] = set()

    def ask(self, key: Hashable, work: Callable[[], T], *, lasting: bool = False) -> T:
        """Return the result of some work, which is kept.

        lasting: also if the work depends on something that cannot be looked up. Otherwise it is done in every run then.
        """
        found = self.get(key)
        if found is None:
            with journal.recording() as noted:
                value = work()
            if noted.spoilt and not lasting:
                return value
            found = self.keep(key, value, noted.lookups)
        else:
            journal.repeat(found.lookups)
        result: T = found.value
        return result

    def get(self, key: Hashable) -> Result[Any] | None:
        """Return what is kept under a key."""
        found = self._results.get(key)
        if found is not None:
            self._used.add(key)
        return found

    def keep(self, key: Hashable, value: T, lookups: Mapping[journal.Lookup, str]) -> Result[T]:
        """Keep a result."""
        found = self._results[key] = Result(value, lookups)
        self._used.add(key)
        return found

    def end_run(self) -> None:
        """Forget what was not asked for since the last run."""
        self._results = {key: result for key, result in self._results.items() if key in self._used}
        self._used.clear()

    def clear(self, *, but: Hashable = None) -> None:
        """Forget everything. but: the key of a result that stays."""
        self._results = {key: result for key, result in self._results.items() if key == but}

    def forget(self, key: Hashable) -> None:
        """Forget what is kept under a key."""
        self._results.pop(key, None)

    def change(self, paths: Iterable[str]) -> None:
        """Forget the results that changes of some paths make different."""
        touched: set[str] = set()
        for path in paths:
            path = os.path.abspath(path)
            touched.update(upwards(path), upwards(real_path(path)))
            touched.update(self._below(path))
        self._verify(lambda result: (one for path in touched & result.paths.keys() for one in result.paths[path]))

    def verify(self) -> None:
        """Forget every result that is different now."""
        self._verify(lambda result: result.lookups)

    def hold(self, lookups: Mapping[journal.Lookup, str]) -> bool:
        """Return True if lookups still have the same results."""
        return all(self._look_up(lookup) == result for lookup, result in lookups.items())

    def concerned(self, path: str) -> Iterator[Hashable]:
        """Yield the keys of the results that depend on a file, or on whether it is there."""
        real = real_path(path)
        folder = os.path.dirname(real)
        for key, result in self._results.items():
            listed = any(lookup[0] == journal.ENTRIES for lookup in result.paths.get(folder, ()))
            if real in result.paths or (listed and not exists(real)):
                yield key

    def _below(self, path: str) -> set[str]:
        """Return the paths of lookups below a path that was or is a folder."""
        folders = (journal.ENTRIES, journal.REAL)
        about = (lookup for result in self._results.values() for lookup in result.paths.get(path, ()))
        if not any(lookup[0] in folders for lookup in about):
            return set()
        inside = path + os.sep
        return {each for result in self._results.values() for each in result.paths if each.startswith(inside)}

    def _verify(self, suspects: Callable[[Result[Any]], Iterable[journal.Lookup]]) -> None:
        now: dict[journal.Lookup, str] = {}
        self._folders.close()  # a folder may be another one by now
        for key, result in [*self._results.items()]:
            for lookup in suspects(result):
                if lookup not in now:
                    now[lookup] = self._look_up(lookup)
                if now[lookup] != result.lookups[lookup]:
                    del self._results[key]
                    break
        self._folders.close()

    def _look_up(self, lookup: journal.Lookup) -> str:
        try:
            return look_up(self._folders, lookup)
        except (OSError, ValueError):
            return ""


__all__ = ["Memory", "Result", "path_of"]
