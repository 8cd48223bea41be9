"""Open files and folders below a folder without following a link, one part of the path after the other.

If the system can open a name relative to an open folder (``dir_fd``), nobody can add a link between the check and the reading. Elsewhere
(Windows), every part is checked for links and junctions before the file is opened.
"""

from __future__ import annotations

import errno
import os
import stat
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from riveter.core import journal

RELATIVE = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW") and os.scandir in os.supports_fd
_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
# Without reading rights a folder can be passed through; Linux needs a flag of its own for that.
_PASS = getattr(os, "O_PATH", 0) or os.O_RDONLY
PLAIN_FILE = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
)
NEW_FILE = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
)
"""To open a file that is not there yet, and nothing in its place."""
MAX_OPEN = 48


def is_link_error(error: OSError) -> bool:
    """Return True if opening without following links failed because there is a link."""
    return error.errno in (errno.ELOOP, errno.EMLINK, getattr(errno, "EFTYPE", errno.ELOOP))


class Listed(Protocol):
    """An entry of a folder, as `os.DirEntry` is one."""

    @property
    def name(self) -> str:
        """Return its name."""

    def is_symlink(self) -> bool:
        """Return True for a link."""

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Return True for a folder."""

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Return True for a plain file."""


class OpenFolders:
    """Folders kept open, so that the files in them are opened by their names. The last used are kept."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, int] = OrderedDict()
        self._process = os.getpid()

    def held(self, folder: str, name: str) -> bytes | None:
        """Return what counts as the content of a file, whatever is on the disk; None for the file itself."""
        return None

    def open_file(self, root: str, folder: str, name: str) -> int:
        """Open a file of a folder, which is `root` or lies below it; both are real paths. Raises `OSError` at a link.

        The caller notes the content in the journal.
        """
        try:
            if not RELATIVE:
                return _open_checked(root, os.path.join(folder, name))
            return os.open(name, PLAIN_FILE, dir_fd=self._folder(root, folder))
        except OSError as error:
            journal.note(journal.READ, root, folder, name, result=journal.failure(error))
            raise

    def state(self, root: str, folder: str, name: str) -> os.stat_result:
        """Return the state of a name in a folder, without following links."""
        try:
            if RELATIVE:
                found = os.stat(name, dir_fd=self._folder(root, folder), follow_symlinks=False)
            else:
                _check_parts(root, folder)
                found = os.lstat(os.path.join(folder, name))
        except OSError as error:
            journal.note(journal.STATE, root, folder, name, result=journal.failure(error))
            raise
        journal.note(journal.STATE, root, folder, name, result=str(stat.S_IFMT(found.st_mode)))
        return found

    def list(self, root: str, folder: str) -> list[Listed]:
        """Return the entries of a folder."""
        try:
            found: list[Listed] = [*self._listed(root, folder)]
        except OSError as error:
            journal.note(journal.ENTRIES, root, folder, result=journal.failure(error))
            raise
        journal.note_entries(root, folder, map(described, found))
        return found

    def _listed(self, root: str, folder: str) -> Sequence[Listed]:
        if not RELATIVE:
            _check_parts(root, folder)
            with os.scandir(folder) as entries:
                return list(entries)
        descriptor = os.open(os.curdir, os.O_RDONLY | _FOLDER, dir_fd=self._folder(root, folder))
        try:
            with os.scandir(descriptor) as entries:
                found = list(entries)
            for entry in found:  # where the kind is not part of the listing, it is looked up while the folder is open
                _settle(entry)
            return found
        finally:
            os.close(descriptor)

    def _folder(self, root: str, folder: str) -> int:
        if self._process != os.getpid():
            self._open.clear()  # a forked process leaves the parent's descriptors to the parent
            self._process = os.getpid()
        known = self._open.get(folder)
        if known is not None:
            self._open.move_to_end(folder)
            return known
        if folder == root:
            return self._keep(folder, os.open(folder, _PASS | _FOLDER))
        parts = folder[len(root) :].strip(os.sep).split(os.sep)
        start = len(parts) - 1
        while start and os.path.join(root, *parts[:start]) not in self._open:
            start -= 1
        above = os.path.join(root, *parts[:start])
        descriptor, kept = self._folder(root, above), True
        try:
            for part in parts[start:]:
                following = os.open(part, _PASS | _FOLDER, dir_fd=descriptor)
                if not kept:
                    os.close(descriptor)
                descriptor, kept = following, False
        except OSError:
            if not kept:
                os.close(descriptor)
            raise
        return self._keep(folder, descriptor)

    def _keep(self, folder: str, descriptor: int) -> int:
        self._open[folder] = descriptor
        while len(self._open) > MAX_OPEN:
            os.close(self._open.popitem(last=False)[1])
        return descriptor

    def close(self) -> None:
        """Close all folders. They are opened again when they are needed."""
        if self._process == os.getpid():
            for descriptor in self._open.values():
                os.close(descriptor)
        self._open.clear()

    def __del__(self) -> None:
        if "_process" in self.__dict__:  # not where an interrupt came before it was there
            self.close()


def described(entry: Listed) -> str:
    """Return the name and the kind of an entry."""
    try:
        link, folder = entry.is_symlink(), entry.is_dir(follow_symlinks=False)
        return f"{entry.name}/{link}/{folder}/{folder or link or entry.is_file(follow_symlinks=False)}"
    except OSError:
        journal.spoil()
        return entry.name


def _settle(entry: os.DirEntry[str]) -> None:
    try:
        entry.is_dir(follow_symlinks=False)
    except OSError:
        return


def _check_parts(root: str, path: str) -> None:
    """Raise `OSError` if a part of a path below `root` is a link or a junction."""
    rest = path[len(root) :].strip(os.sep)
    current = root
    for part in rest.split(os.sep) if rest else ():
        current = os.path.join(current, part)
        state = os.lstat(current)
        if stat.S_ISLNK(state.st_mode) or getattr(state, "st_file_attributes", 0) & 0x400:  # a reparse point
            raise OSError(errno.ELOOP, "A part of the path is a link", current)


def _open_checked(root: str, path: str) -> int:
    _check_parts(root, path)
    return os.open(path, PLAIN_FILE)


def read_descriptor(descriptor: int, limit: int, expected: int = 0) -> bytes:
    """Read up to `limit` bytes of an open file; a file as large as `expected` is read at once."""
    chunks: list[bytes] = []
    left = limit
    while left > 0:
        chunk = os.read(descriptor, min(left, max(expected + 1, 1 << 16)))
        if not chunk:
            break
        chunks.append(chunk)
        left -= len(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def hidden_part(parts: Sequence[str]) -> bool:
    """Return True if a path leads into a ``.git``."""
    names = (".git", "git~1") if os.name == "nt" else (".git",)
    return any(part.lower() in names for part in parts)
