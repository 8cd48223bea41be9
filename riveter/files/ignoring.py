"""Ignore files with git's semantics: they apply only to untracked files.

Patterns are input: RE2 matches them, in linear time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from riveter.files.bounds import GIT, exists, real_path, upwards, within
from riveter.files.gitindex import TrackedPaths, tracked
from riveter.files.reader import FileReader, ReadError
from riveter.files.wildmatch import PathPattern, PatternError, as_bytes, path_pattern

IGNORE_FILE = ".gitignore"
MAX_IGNORE_BYTES = 1024 * 1024
MAX_PATTERN = 4096
"""A longer pattern matches no path that a system allows."""
_TOGETHER = 100
"""The number of patterns in one regex: a file may have tens of thousands, and every path is matched."""


class IgnorePatterns(msgspec.Struct, frozen=True):
    """Lines of an ignore file that follow each other. ignored: False for exceptions (``!``).

    expression: for the whole path of a file or a folder; that of a folder ends with a NUL.
    """

    expression: Any
    ignored: bool


def patterns(lines: Iterable[str]) -> Iterator[IgnorePatterns]:
    """Yield the patterns on lines, in order, without comments, blank lines and invalid patterns. Never raise."""
    for ignored, found in groupby(filter(None, map(_pattern, lines)), key=lambda one: one.ignored):
        together: list[str] = []
        for one in found:
            together.append(f"{one.expression}\\x00{'' if one.folders_only else '?'}")
            if len(together) == _TOGETHER or len(together[-1]) > MAX_PATTERN:
                yield from _compiled(together, ignored=ignored)
                together = []
        yield from _compiled(together, ignored=ignored)


def _pattern(line: str) -> PathPattern | None:
    if len(line) > MAX_PATTERN or not line.strip() or line.startswith("#"):
        return None
    try:
        return path_pattern(line)
    except PatternError:
        return None


def _compiled(expressions: list[str], *, ignored: bool) -> Iterator[IgnorePatterns]:
    """Yield expressions combined into one; separately if that is too large."""
    import re2

    if not expressions:
        return
    options = re2.Options()
    options.log_errors = False
    try:
        yield IgnorePatterns(re2.compile("|".join(expressions), options), ignored)
    except re2.error:
        for one in expressions if len(expressions) > 1 else ():
            yield from _compiled([one], ignored=ignored)


class IgnoreRules:
    """The ignore files for the paths below a scanned folder. They never hide that folder itself."""

    def __init__(self, top: str, reader: FileReader) -> None:
        self._reader = reader
        self._given = top
        self._top = real_path(top)
        self._patterns: dict[str, list[IgnorePatterns]] = {}
        self._repositories: dict[str, str | None] = {}
        self._indexes: dict[str, TrackedPaths | None] = {}
        self._firsts: dict[str, str] = {}
        self._hidden_folders: dict[str, bool] = {}

    def ignored(self, path: str, *, directory: bool = False) -> bool:
        """Return True if git would ignore a path: an ignore file matches it (or a folder around it) and it contains no tracked file.

        Tracked files are checked first: in most folders all files are tracked, and no pattern has to be compiled.
        """
        folder, name = os.path.split(path)
        real = os.path.join(self._reader.real(folder or os.curdir), name)
        repository = nearest = self._repository(os.path.dirname(real))
        while repository is not None:  # a repository in another one: what either tracks counts
            index = self._tracked(repository)
            relative = os.path.relpath(real, repository).replace(os.sep, "/")
            if index is None or (index.below(relative) if directory else index.file(relative)):
                return False
            repository = self._repository(os.path.dirname(repository))
        return nearest is not None and self._hides(real, self._first(nearest), directory=directory)

    def apart(self) -> Iterator[tuple[str, bool]]:
        """Yield the tracked paths at and below the folder that a checkout may lack, and whether they are folders."""
        root = self._repository(self._top)
        index = self._tracked(root) if root is not None else None
        for entry in index.apart if index is not None else ():
            path = os.path.join(root or "", *os.fsdecode(entry.path).split("/"))
            if within(path, self._top):
                yield os.path.normpath(os.path.join(self._given, os.path.relpath(path, self._top))), entry.folder

    def _repository(self, folder: str) -> str | None:
        """Return the nearest repository around a folder, a real path."""
        passed = []
        found: str | None = None
        for around_it in upwards(folder):
            if around_it in self._repositories:
                found = self._repositories[around_it]
                break
            passed.append(around_it)
            if exists(os.path.join(around_it, GIT)):
                found = around_it
                break
        self._repositories.update(dict.fromkeys(passed, found))
        return found

    def _tracked(self, repository: str) -> TrackedPaths | None:
        if repository not in self._indexes:
            self._indexes[repository] = tracked(repository)
        return self._indexes[repository]

    def _first(self, repository: str) -> str:
        """Return the folder of a repository whose ignore file is the first that counts."""
        found = self._firsts.get(repository)
        if found is None:
            # A path on the command line: a pattern that ignores it does not apply below it either.
            named = within(self._top, repository) and self._hides(self._top, repository, directory=True)
            found = self._firsts[repository] = self._top if named else repository
        return found

    def _hides(self, real: str, first: str, *, directory: bool) -> bool:
        """Return True if ignore files name a path or a folder around it: an exception brings nothing back from an ignored folder."""
        above = [folder for folder in upwards(os.path.dirname(real)) if folder != first and within(folder, first)]
        hidden = False
        for folder in reversed(above):
            if hidden or folder not in self._hidden_folders:
                self._hidden_folders[folder] = hidden or self._is_ignored(folder, first, directory=True)
            hidden = self._hidden_folders[folder]
        return hidden or self._is_ignored(real, first, directory=directory)

    def _is_ignored(self, real: str, first: str, *, directory: bool) -> bool:
        """Return the result of the ignore files: the last matching pattern of the deepest file that has one."""
        for folder in upwards(os.path.dirname(real)):
            if not within(folder, first):
                break
            relative = ""
            for one in reversed(self._of(folder)):
                relative = (
                    relative or as_bytes(real[len(folder) :].strip(os.sep).replace(os.sep, "/")) + "\0" * directory
                )
                if one.expression.fullmatch(relative):
                    return one.ignored
        return False

    def _of(self, folder: str) -> list[IgnorePatterns]:
        found = self._patterns.get(folder)
        if found is None:
            found = self._patterns[folder] = self._read(folder)
        return found

    def _read(self, folder: str) -> list[IgnorePatterns]:
        try:
            data = self._reader.ignore_file(folder, IGNORE_FILE, MAX_IGNORE_BYTES)
        except ReadError:
            return []
        lines = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        return list(patterns(lines))
