"""A content-addressed cache on disk: results by the hash of their source bytes.

Results never depend on it: it is safe to delete, to corrupt and to race on. An unreadable entry counts as absent, and failures of writing
are ignored. Who can write an entry can choose a verdict. So an entry of somebody else counts as absent, and a repository holds no cache.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from typing import TypeVar

from riveter import __version__
from riveter.core.digests import blake2b
from riveter.files.bounds import repository_root
from riveter.files.opening import NEW_FILE, PLAIN_FILE, read_descriptor

T = TypeVar("T")

FORMAT = "6"
"""Increased when the form or meaning of entries changes within a version."""
MAX_AGE = 30 * 24 * 3600
_PRUNE_EVERY = 256


class Cache:
    """Entries in `directory` (None: nothing is kept); `kind` keeps different things apart."""

    def __init__(self, directory: str | None, kind: str) -> None:
        self._directory = os.path.join(directory or "", f"{kind}-{FORMAT}-{__version__}")
        self._usable = self._writable = directory is not None

    def key(self, content: bytes) -> str:
        """Return the name of the entry for some content."""
        return blake2b(content, digest_size=20).hexdigest()

    def _path(self, key: str) -> str:
        return os.path.join(self._directory, key[:2], key[2:])

    def read(self, key: str, type: type[T]) -> T | None:
        """Return the entry; None if there is none that can be read as `type`."""
        import msgspec

        try:
            data = _own(self._path(key)) if self._usable else b""
        except OSError:
            return None
        # the checksum finds truncation and bit rot, which could otherwise still decode, and an entry with the name of another
        if _checksum(key, data[16:]) != data[:16]:
            return None
        try:
            return msgspec.msgpack.decode(data[16:], type=type)
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
            return None

    def write(self, key: str, value: object) -> None:
        """Store an entry, whole or not at all."""
        if not self._writable:
            return
        import msgspec

        path = self._path(key)
        temporary = f"{path}.{os.getpid()}"
        new = not os.path.isdir(self._directory)
        try:
            data = msgspec.msgpack.encode(value)
            # nobody else's business: what nothing calls a secret may still be one
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            with open(os.open(temporary, NEW_FILE, 0o600), "wb") as handle:
                handle.write(_checksum(key, data) + data)
            os.replace(temporary, path)
        except (OSError, RecursionError):
            self._writable = False
            _remove(temporary)  # there was no room, or a process with this number has left it
            return
        if new or int(key[:8], 16) % _PRUNE_EVERY == 0:
            self._prune()

    def keep_newest(self, number: int, size: int) -> None:
        """Remove the oldest entries: at most so many stay, and at most so many bytes."""
        if not self._writable:
            return
        found: list[tuple[float, int, str]] = []
        for folder, _, names in os.walk(self._directory):
            for name in names:
                path = os.path.join(folder, name)
                try:
                    state = os.stat(path)
                except OSError:
                    continue
                found.append((state.st_mtime, state.st_size, path))
        for _, bytes_of_it, path in sorted(found, reverse=True):
            number, size = number - 1, size - bytes_of_it
            if number < 0 or size < 0:
                _remove(path)

    def _prune(self) -> None:
        """Remove old entries, also those of other versions; called once in a while, and when a version begins to keep entries."""
        from riveter.files import cache_contents

        cache_contents.prune(os.path.dirname(self._directory), time.time() - MAX_AGE, os.path.basename(self._directory))


def _own(path: str) -> bytes:
    """Return the content of a file that only this user writes. Raises `OSError`."""
    descriptor = os.open(path, PLAIN_FILE)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise OSError("not a plain file")
        if os.name == "posix" and (state.st_uid != os.geteuid() or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)):
            raise OSError("written by somebody else")
        return read_descriptor(descriptor, state.st_size, state.st_size)
    finally:
        os.close(descriptor)


def _checksum(key: str, data: bytes) -> bytes:
    return blake2b(data, digest_size=16, key=key.encode()).digest()


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def own_directory() -> str | None:
    """Return the folder for caches; None if somebody else could write results there, or bring them along with a repository."""
    directory = default_directory()
    if repository_root(directory) is not None:
        return None
    if os.name != "posix":
        return directory
    try:
        states = os.lstat(directory), os.stat(directory)
    except FileNotFoundError:
        return directory
    except OSError:
        return None
    ours = all(state.st_uid == os.geteuid() for state in states)
    return None if not ours or states[1].st_mode & stat.S_IWOTH else directory


def default_directory() -> str:
    """Return the platform's folder for caches of this tool."""
    if sys.platform != "linux":
        import platformdirs

        return platformdirs.user_cache_dir("riveter", appauthor=False)
    # As the library has it there (a test compares them). Its import takes 20 ms, a tenth of a small scan.
    given = os.environ.get("XDG_CACHE_HOME", "")
    return os.path.join(given if os.path.isabs(given) else os.path.expanduser("~/.cache"), "riveter")
