"""Read the index of a git repository to find out which files are tracked: ignore files do not apply to these.

Git itself does not run, because the repository is not trusted. If the index cannot be read, this module reports no tracked files, and its
callers treat every file as tracked.
"""

from __future__ import annotations

import os
from bisect import bisect_left

import msgspec

from riveter.core import journal
from riveter.core.digests import sha1, sha256
from riveter.files.bounds import GIT, is_folder, real_path, within
from riveter.files.opening import OpenFolders, read_descriptor

MAX_INDEX_BYTES = 256 * 1024 * 1024
MAX_POINTER_BYTES = 4096
MAX_SETTINGS_BYTES = 1024 * 1024
_SKIPPED = 40
"""Times, device, inode, mode, owner and size stand before the hash of an entry."""
_TYPE = 26
"""Where the type of an entry stands, in four bits: of a submodule (16, octal) and a folder (04) the second is set, of files it is not."""


class Apart(msgspec.Struct, frozen=True):
    """A tracked path that a checkout may lack, from the root and ``/`` separated.

    folder: whether it is one: a submodule, or a part of a sparse index. Otherwise it is a file that a sparse checkout leaves out.
    """

    path: bytes
    folder: bool


class TrackedPaths:
    """The tracked paths of a repository, from its root and ``/`` separated. apart: those that a checkout may lack."""

    def __init__(self, paths: list[bytes], apart: list[Apart]) -> None:
        self._paths = sorted(paths)
        self.apart = apart

    def file(self, path: str) -> bool:
        """Return True if a file is tracked."""
        wanted = os.fsencode(path)
        at = bisect_left(self._paths, wanted)
        return at < len(self._paths) and self._paths[at] == wanted

    def below(self, folder: str) -> bool:
        """Return True if anything below a folder is tracked; a submodule in its place counts."""
        wanted = os.fsencode(folder)
        at = bisect_left(self._paths, wanted + b"/")
        return (at < len(self._paths) and self._paths[at].startswith(wanted + b"/")) or self.file(folder)


class IndexFileError(Exception):
    """The index is missing, or not in a form that is known here."""


def tracked(repository: str) -> TrackedPaths | None:
    """Return the tracked paths of the repository at a real path; None if its index cannot be read. Without an index, nothing is tracked."""
    try:
        return parse(_read(repository))
    except FileNotFoundError:
        return TrackedPaths([], []) if is_folder(os.path.join(repository, GIT, "objects")) else None
    except (OSError, IndexFileError):
        return None


def git_folder(repository: str) -> str | None:
    """Return the real folder that a `.git` link or file points to; None if `.git` is a folder, or points to none.

    `git init --separate-git-dir` may put it among the files of the repository.
    """
    path = os.path.join(repository, GIT)
    if _is_link(path):
        return real_path(path)
    if not _is_file(path):
        return None
    folders = OpenFolders()
    try:
        pointer = _plain(folders, repository, repository, GIT, MAX_POINTER_BYTES)
    except (OSError, IndexFileError):
        return None
    finally:
        folders.close()
    if not pointer.startswith(b"gitdir: "):
        return None
    return real_path(os.path.join(repository, os.fsdecode(pointer[8:].strip())))


def settings(repository: str) -> str:
    """Return the text of a repository's settings, with its remotes; empty if it cannot be read."""
    folders = OpenFolders()
    repository = real_path(repository)
    try:
        data = _plain(folders, repository, os.path.join(repository, GIT), "config", MAX_SETTINGS_BYTES)
    except (OSError, IndexFileError):
        return ""
    finally:
        folders.close()
    return data.decode("utf-8", "replace")


def _read(repository: str) -> bytes:
    folders = OpenFolders()
    try:
        folder = os.path.join(repository, GIT)
        if not _is_link(folder) and is_folder(folder):
            return _plain(folders, repository, folder, "index", MAX_INDEX_BYTES)
        pointer = _plain(folders, repository, repository, GIT, MAX_POINTER_BYTES)
        folder = _of_worktree(folders, repository, pointer)
        return _plain(folders, folder, folder, "index", MAX_INDEX_BYTES)
    finally:
        folders.close()


def _of_worktree(folders: OpenFolders, repository: str, pointer: bytes) -> str:
    """Return the index file of a worktree or a submodule: only in a folder of git that points back here."""
    if not pointer.startswith(b"gitdir: "):
        raise IndexFileError
    folder = real_path(os.path.join(repository, os.fsdecode(pointer[8:].strip())))
    parent, _, rest = folder.rpartition(f"{os.sep}{GIT}{os.sep}")
    if rest.startswith("modules" + os.sep) and within(repository, parent):
        return folder
    if not rest.startswith("worktrees" + os.sep):
        raise IndexFileError
    back = os.fsdecode(_plain(folders, folder, folder, "gitdir", MAX_POINTER_BYTES).strip())
    if real_path(os.path.join(folder, back)) != os.path.join(repository, GIT):
        raise IndexFileError
    return folder


def _plain(folders: OpenFolders, root: str, folder: str, name: str, limit: int) -> bytes:
    import stat

    descriptor = folders.open_file(root, folder, name)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode) or state.st_size > limit:
            journal.spoil()
            raise IndexFileError
        data = read_descriptor(descriptor, limit)
    finally:
        os.close(descriptor)
    journal.note_content(root, folder, name, data)
    return data


def _is_link(path: str) -> bool:
    found = os.path.islink(path)
    journal.note(journal.LINK, path, result=str(found))
    return found


def _is_file(path: str) -> bool:
    found = os.path.isfile(path)
    journal.note(journal.FILE, path, result=str(found))
    return found


def parse(data: bytes) -> TrackedPaths:
    """Return the paths in an index of version 2, 3 or 4. Raises `IndexFileError` for anything else, or a split index."""
    version, count = int.from_bytes(data[4:8], "big"), int.from_bytes(data[8:12], "big")
    if data[:4] != b"DIRC" or version not in (2, 3, 4):
        raise IndexFileError
    width = _hash_width(data)
    end = len(data) - width
    paths: list[bytes] = []
    apart: list[Apart] = []
    at, last = 12, b""
    head = _SKIPPED + width + 2
    find = data.find
    for _ in range(count):  # of a large repository these are a hundred thousand: little is done for each
        name = at + head
        if name > end:
            raise IndexFileError
        special = (data[at + _TYPE] | data[name - 2]) & 0x40
        if data[name - 2] & 0x40:  # there are more flags
            name += 2
        if version == 4:
            removed, name = _number(data, name)
            stop = find(b"\0", name)
            if removed > len(last) or stop < 0:
                raise IndexFileError
            last = last[: len(last) - removed] + data[name:stop]
            following = stop + 1
        else:
            stop = find(b"\0", name)
            if stop < 0:
                raise IndexFileError
            last = data[name:stop]
            following = at + (stop - at + 8) // 8 * 8
        if following > end:
            raise IndexFileError
        if special:
            folder = bool(data[at + _TYPE] & 0x40)
            left_out = data[at + head - 2] & 0x40 and data[at + head] & 0x40
            last_path = last.rstrip(b"/")  # a folder that a sparse index does not list is one entry
            paths.append(last_path)
            if folder or left_out:
                apart.append(Apart(last_path, folder))
        else:
            paths.append(last)
        at = following
    if _has_extension(data, at, end, b"link"):
        raise IndexFileError
    return TrackedPaths(paths, apart)


def _hash_width(data: bytes) -> int:
    if sha1(data[:-20], usedforsecurity=False).digest() == data[-20:] or not any(data[-20:]):
        if not any(data[-32:]):
            raise IndexFileError  # written without a checksum: how wide a hash is cannot be known
        return 20
    if sha256(data[:-32]).digest() == data[-32:]:
        return 32
    raise IndexFileError


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable width, as in an offset delta of a pack."""
    byte = data[at]
    value = byte & 0x7F
    while byte & 0x80:
        at += 1
        if at >= len(data) or value > 1 << 40:
            raise IndexFileError
        byte = data[at]
        value = ((value + 1) << 7) | (byte & 0x7F)
    return value, at + 1


def _has_extension(data: bytes, at: int, end: int, name: bytes) -> bool:
    while at + 8 <= end:
        if data[at : at + 4] == name:
            return True
        at += 8 + int.from_bytes(data[at + 4 : at + 8], "big")
    return False


__all__ = ["IndexFileError", "TrackedPaths", "git_folder", "parse", "settings", "tracked"]
