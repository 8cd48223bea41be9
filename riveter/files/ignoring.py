"""Ignore files with git's semantics: they apply to what git does not track, and to nothing else.

Patterns are input. The library that knows their syntax translates them; RE2 matches them, in linear time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import msgspec

from riveter.files.bounds import repository_root, upwards, within
from riveter.files.gitindex import TrackedPaths, tracked
from riveter.files.reader import FileReader, ReadError

IGNORE_FILE = ".gitignore"
MAX_IGNORE_BYTES = 1024 * 1024
MAX_PATTERN = 4096
"""A longer pattern matches no path that a system allows."""


class IgnorePattern(msgspec.Struct, frozen=True):
    """One line of an ignore file. ignored: False for an exception (``!``)."""

    expression: Any
    ignored: bool


def pattern(line: str) -> IgnorePattern | None:
    """Return the pattern on a line; None for a comment, a blank line and what is no valid pattern. Raises nothing."""
    if len(line) > MAX_PATTERN or not line.strip() or line.startswith("#"):
        return None
    import re2

    try:
        found = translated(line)
    except (ValueError, OverflowError, re.error, IndexError):
        return None
    if found is None:
        return None
    expression, ignored = found
    options = re2.Options()
    options.log_errors = False
    try:
        return IgnorePattern(re2.compile(expression, options), ignored)
    except re2.error:
        return None


def translated(line: str) -> tuple[str, bool] | None:
    """Return the regular expression for a pattern, and whether it is no exception; None for what matches nothing. Nothing is compiled.

    Raises what the library raises: `ValueError`, `OverflowError`, `IndexError`, `re.error`.
    """
    expression, ignored = _translator()(line)
    if expression is None or ignored is None:
        return None
    # RE2 does not need the library's named group
    return str(expression).replace("(?P<ps_d>/)", "/"), bool(ignored)


def _translator() -> Any:
    """Return the library's translation of a line, which compiles nothing."""
    try:
        from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern
    except ImportError:  # before 1.0
        import pathspec.patterns

        return pathspec.patterns.__dict__["GitWildMatchPattern"].pattern_to_regex
    return GitIgnoreSpecPattern.pattern_to_regex


class IgnoreRules:
    """What ignore files say about the paths below a folder that is scanned. Ignore files never hide that folder itself."""

    def __init__(self, top: str, reader: FileReader) -> None:
        self._reader = reader
        self._given = top
        self._top = os.path.realpath(top)
        self._root = repository_root(top)
        self._patterns: dict[str, list[IgnorePattern]] = {}

    def ignored(self, path: str, *, directory: bool = False) -> bool:
        """Return True if git would leave a path out: an ignore file names it (or a folder around it) and nothing of it is tracked.

        What is tracked is asked first: in most folders all is, and no pattern has to be translated.
        """
        if self._root is None or self._tracked is None:
            return False
        folder, name = os.path.split(path)
        real = os.path.join(self._reader.real(folder or os.curdir), name)
        relative = os.path.relpath(real, self._root).replace(os.sep, "/")
        if self._tracked.below(relative) if directory else self._tracked.file(relative):
            return False
        return self._says(real, self._first, directory=directory)

    def apart(self) -> Iterator[tuple[str, bool]]:
        """Yield the tracked paths at and below the folder that a checkout may lack, and whether they are folders."""
        for entry in self._tracked.apart if self._root is not None and self._tracked is not None else ():
            path = os.path.join(self._root or "", *os.fsdecode(entry.path).split("/"))
            if within(path, self._top):
                yield os.path.normpath(os.path.join(self._given, os.path.relpath(path, self._top))), entry.folder

    @cached_property
    def _tracked(self) -> TrackedPaths | None:
        return None if self._root is None else tracked(self._root)

    @cached_property
    def _first(self) -> str:
        """The folder whose ignore file is the first that counts."""
        root = self._root or self._top
        if self._top != root and self._says(self._top, root, directory=True):
            return self._top  # it was named: what ignores it does not speak of what is below it either
        return root

    def _says(self, real: str, first: str, *, directory: bool) -> bool:
        """Return what the ignore files say: the deepest that has a fitting pattern decides, in it the last such pattern."""
        for folder in upwards(os.path.dirname(real)):
            if not within(folder, first):
                break
            relative = ""
            for one in reversed(self._of(folder)):
                relative = relative or real[len(folder) :].strip(os.sep).replace(os.sep, "/") + "/" * directory
                if one.expression.match(relative):
                    return one.ignored
        return False

    def _of(self, folder: str) -> list[IgnorePattern]:
        found = self._patterns.get(folder)
        if found is None:
            found = self._patterns[folder] = self._read(folder)
        return found

    def _read(self, folder: str) -> list[IgnorePattern]:
        try:
            data = self._reader.ignore_file(folder, IGNORE_FILE, MAX_IGNORE_BYTES)
        except ReadError:
            return []
        lines = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        return [found for line in lines if (found := pattern(line)) is not None]
