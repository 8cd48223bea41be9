"""A reader that shows the files of a folder by names of its own."""

from __future__ import annotations

import os

from riveter.core.source import MAX_SOURCE_BYTES, SourceFile, display_path
from riveter.files.bounds import Bounds, real_path, within
from riveter.files.reader import FileReader


class RenamingReader(FileReader):
    """Shows files of a folder as `prefix` and their path from `base`: ``tfplan:main.tf``."""

    def __init__(
        self, folder: str, base: str, prefix: str, bounds: Bounds | None = None, like: FileReader | None = None
    ) -> None:
        super().__init__(bounds, None if like is None else like._known)
        self._folder = real_path(folder)
        self._base = real_path(base)
        self._prefix = prefix

    def within(self, bounds: Bounds) -> RenamingReader:
        """Return a reader with other bounds and the same memory."""
        return RenamingReader(self._folder, self._base, self._prefix, bounds, self)

    def source(
        self, path: str, *, name: str | None = None, max_bytes: int = MAX_SOURCE_BYTES, remember: bool = True
    ) -> SourceFile:
        """Return the text of a file, which is remembered. Raises `SourceError` when it can't be read, or is no text."""
        return super().source(path, name=name or self._name(path), max_bytes=max_bytes, remember=remember)

    def _name(self, path: str) -> str:
        real = real_path(path)
        if not within(real, self._folder):
            return display_path(path)
        return self._prefix + os.path.relpath(real, self._base).replace(os.sep, "/")
