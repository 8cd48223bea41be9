"""What the folder of the cache contains, and emptying it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import msgspec

_KIND = re.compile(r"([a-z]+)-[0-9]+-.+\Z")
"""The folder of a kind, a format and a version of riveter (`riveter.files.cache`). Installed packs lie in a folder of another name."""
_PART = re.compile(r"[0-9a-f]{2}\Z")


class Kept(msgspec.Struct, frozen=True):
    """The entries of a kind, of every version of riveter. size: in bytes."""

    kind: str
    entries: int
    size: int


def contents(directory: str) -> list[Kept]:
    """Return what is kept in the folder of the cache, by kind."""
    found: dict[str, list[int]] = {}
    for kind, path in _entries(directory):
        try:
            size = os.lstat(path).st_size
        except OSError:
            continue
        found.setdefault(kind, []).append(size)
    return [Kept(kind, len(sizes), sum(sizes)) for kind, sizes in sorted(found.items())]


def clear(directory: str) -> list[Kept]:
    """Remove every entry, and return what was removed. Links are not followed, and files of other names stay. Raises `OSError`."""
    removed: dict[str, list[int]] = {}
    for kind, path in [*_entries(directory)]:
        try:
            size = os.lstat(path).st_size
            os.unlink(path)
        except FileNotFoundError:  # another process was faster
            continue
        removed.setdefault(kind, []).append(size)
    for folder in [*_folders(directory)]:
        _remove_empty(folder)
    return [Kept(kind, len(sizes), sum(sizes)) for kind, sizes in sorted(removed.items())]


def prune(directory: str, oldest: float, current: str) -> None:
    """Remove the entries that were written before a time, of every version of riveter, and the folders that this empties.

    current: the folder that is in use, which stays. What can't be removed stays as well.
    """
    for _, path in [*_entries(directory)]:
        try:
            if os.lstat(path).st_mtime < oldest:
                os.unlink(path)
        except OSError:
            continue
    for folder in [*_folders(directory)]:
        if os.path.basename(folder) != current:
            _remove_empty(folder)


def _remove_empty(folder: str) -> None:
    """Remove a folder with those in it; it stays if something else is in it, or comes into it now."""
    for entry in _listed(folder):
        if entry.is_dir(follow_symlinks=False) and _PART.match(entry.name):
            _remove_folder(entry.path)
    _remove_folder(folder)


def _remove_folder(path: str) -> None:
    try:
        os.rmdir(path)
    except OSError:
        return


def _entries(directory: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the path of each entry. Temporary files of processes that were killed are entries too."""
    for folder in _folders(directory):
        kind = os.path.basename(folder).partition("-")[0]
        for part in _listed(folder):
            if part.is_dir(follow_symlinks=False) and _PART.match(part.name):
                yield from ((kind, entry.path) for entry in _listed(part.path) if entry.is_file(follow_symlinks=False))


def _folders(directory: str) -> Iterator[str]:
    for entry in _listed(directory):
        if entry.is_dir(follow_symlinks=False) and _KIND.match(entry.name):
            yield entry.path


def _listed(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []
