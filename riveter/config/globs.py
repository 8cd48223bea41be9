"""Globs of the config that name files: patterns as in a ``.gitignore``, relative to the folder of the config."""

from __future__ import annotations

import os
import re
from typing import Any

from riveter.files.bounds import within
from riveter.files.ignoring import translated


class FileGlobs:
    """Matches files by their shown names. base: the folder of the config.

    The patterns are input: they are matched in linear time.
    """

    def __init__(self, base: str) -> None:
        self._base = os.path.realpath(base)
        self._patterns: dict[str, Any] = {}
        self._relative: dict[str, str] = {}

    def matches(self, glob: str, file: str) -> bool:
        """Return True if a glob matches a file, or a folder around it. Files outside of the config's folder match nothing."""
        relative = self._relative.get(file)
        if relative is None:
            relative = self._relative[file] = self._inside(file)
        if not relative:
            return False
        pattern = self._patterns.get(glob)
        if pattern is None:
            pattern = self._patterns[glob] = compile_glob(glob)
        return pattern.match(relative) is not None

    def _inside(self, file: str) -> str:
        try:
            real = os.path.realpath(file)
        except (OSError, ValueError):
            return ""
        return os.path.relpath(real, self._base).replace(os.sep, "/") if within(real, self._base) else ""


def compile_glob(glob: str) -> Any:
    """Return a compiled pattern for a glob. Raises `ValueError` for what is none."""
    import re2

    if glob.startswith(("!", "#")) or not glob.strip():
        raise ValueError("it is empty, or begins with `!` or `#`")
    if any(part == ".." for part in glob.replace("\\", "/").split("/")):
        raise ValueError("it leads out of the folder of the config")
    try:
        found = translated(glob[1:] if glob.startswith("./") else glob)
    except (ValueError, OverflowError, IndexError, re.error) as error:
        raise ValueError(str(error)) from None
    if found is None or not found[1]:
        raise ValueError("it matches nothing")
    options = re2.Options()
    options.log_errors = False
    try:
        # The library's own matching can take exponential time.
        return re2.compile(found[0], options)
    except re2.error as error:
        raise ValueError(f"it can't be used: {error}") from None
