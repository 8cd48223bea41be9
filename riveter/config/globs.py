"""Globs of the config that name files: patterns as in a ``.gitignore``, relative to the folder of the config."""

from __future__ import annotations

import os
from typing import Any

from riveter.files.bounds import Bounds, real_path, within
from riveter.files.reader import FileReader
from riveter.files.wildmatch import as_bytes, path_pattern


class FileGlobs:
    """Matches files by their shown names. base: the folder of the config.

    The patterns are input: they are matched in linear time.
    """

    def __init__(self, base: str) -> None:
        self._base = real_path(base)
        self._reader = FileReader(Bounds((self._base,)))
        self._patterns: dict[str, PathGlobPattern] = {}
        self._relative: dict[str, str] = {}
        self._written: dict[str, str] = {}

    def names(self, glob: str, file: str) -> bool:
        """Return True if a glob matches a file by its own name, or by what a link on the way to it leads to."""
        written = self._written.get(file)
        if written is None:
            written = self._written[file] = self._as_written(file)
        return self.matches(glob, file) or self._matches(glob, file, written)

    def matches(self, glob: str, file: str) -> bool:
        """Return True if a glob matches a file, or a folder around it. Files outside of the config's folder match nothing."""
        relative = self._relative.get(file)
        if relative is None:
            relative = self._relative[file] = self._inside(file)
        return self._matches(glob, file, relative)

    def _matches(self, glob: str, file: str, relative: str) -> bool:
        if not relative:
            return False
        pattern = self._patterns.get(glob)
        if pattern is None:
            pattern = self._patterns[glob] = compile_glob(glob)
        return pattern.around(relative) or (
            pattern.itself(relative) and (not pattern.folders_only or self._reader.is_folder(file))
        )

    def _as_written(self, file: str) -> str:
        """Return the path of a file from the folder of the config, with the links below the working directory as they are."""
        try:
            return self._relative_to_base(os.path.normpath(os.path.join(real_path(os.getcwd()), file)))
        except OSError:
            return ""

    def _inside(self, file: str) -> str:
        try:
            return self._relative_to_base(real_path(file))
        except (OSError, ValueError):
            return ""

    def _relative_to_base(self, real: str) -> str:
        inside = within(real, self._base) and real != self._base
        return as_bytes(os.path.relpath(real, self._base).replace(os.sep, "/")) if inside else ""


class PathGlobPattern:
    """A compiled glob."""

    def __init__(self, expression: str, *, folders_only: bool) -> None:
        import re2

        options = re2.Options()
        options.log_errors = False
        self.folders_only = folders_only
        self._itself: Any = re2.compile(expression, options)
        self._around: Any = re2.compile(f"(?:{expression})/(?s:.*)", options)

    def itself(self, path: str) -> bool:
        """Return True if the glob matches a path itself."""
        return self._itself.fullmatch(path) is not None

    def around(self, path: str) -> bool:
        """Return True if the glob matches a folder around a path."""
        return self._around.fullmatch(path) is not None


def compile_glob(glob: str) -> PathGlobPattern:
    """Return a compiled pattern for a glob. Raises `ValueError` if the text is not a glob."""
    import re2

    if glob.startswith(("!", "#")) or not glob.strip():
        raise ValueError("it is empty, or begins with `!` or `#`")
    if any(part == ".." for part in glob.replace("\\", "/").split("/")):
        raise ValueError("it leads out of the folder of the config")
    try:
        found = path_pattern(glob[1:] if glob.startswith("./") else glob)
        return PathGlobPattern(found.expression, folders_only=found.folders_only)
    except re2.error as error:
        raise ValueError(f"it can't be used: {error}") from None
