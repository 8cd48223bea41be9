"""Writing a copy of a repository's files below an empty folder: plain files only, and links only when no more files are written."""

from __future__ import annotations

import errno
import os
from posixpath import dirname

from riveter.files.bounds import real_path


class NoSpaceError(Exception):
    """The disk is full."""


class TreeWriter:
    """Writes new plain files below a folder. left_out: how many the limits, or the file system, refused."""

    def __init__(self, top: str, max_files: int, max_bytes: int) -> None:
        """Set the limits. They apply to the files that `take` accepts."""
        self._top = top
        self._made: set[str] = {""}
        self._files, self._bytes = max_files, max_bytes
        self.left_out = 0

    def take(self, size: int) -> bool:
        """Return True if another file that is no configuration may be written; if not it is counted as left out."""
        if self._files <= 0 or self._bytes < size:
            self.left_out += 1
            return False
        self._files -= 1
        self._bytes -= size
        return True

    def write(self, path: str, data: bytes, *, size: int | None = None) -> None:
        """Write a file unless it exists; with `size`, an empty one of that size. Skip files that the file system refuses."""
        try:
            self._make(dirname(path))
            descriptor = os.open(
                self._full(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
            )
            with open(descriptor, "wb") as handle:
                handle.write(data)
                if size is not None:
                    handle.truncate(size)
        except FileExistsError:
            return
        except OSError as error:
            self._refused(error)

    def link(self, path: str, place: str) -> None:
        """Make a link to another path, if that was written."""
        target = self._full(place)
        if not os.path.exists(target):
            return
        try:
            self._make(dirname(path))
            full = self._full(path)
            start = real_path(os.path.dirname(full))
            os.symlink(os.path.relpath(real_path(target), start), full, target_is_directory=os.path.isdir(target))
        except FileExistsError:
            return
        except (OSError, NotImplementedError) as error:  # the latter where a system has no symbolic links
            self._refused(error)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpaceError(error.strerror) from None
        self.left_out += 1

    def _full(self, path: str) -> str:
        return os.path.join(self._top, *path.split("/"))

    def _make(self, folder: str) -> None:
        if folder not in self._made:
            os.makedirs(self._full(folder), exist_ok=True)
            self._made.add(folder)
