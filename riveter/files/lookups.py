"""Look up again what the journal of an earlier run holds."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable

from riveter.core import journal
from riveter.core.source import MAX_SOURCE_BYTES
from riveter.files.bounds import exists, is_folder, real_path
from riveter.files.gitindex import MAX_INDEX_BYTES
from riveter.files.opening import OpenFolders, described, read_descriptor

_LIMIT = max(MAX_SOURCE_BYTES, MAX_INDEX_BYTES)
"""No run reads a larger file."""


def are_unchanged(lookups: Iterable[tuple[str, str, str, str, str]]) -> bool:
    """Return True if all lookups (kind, up to three texts, result) have the same results now."""
    folders = OpenFolders()
    try:
        return all(
            look_up(folders, (kind, first, second, third)) == result for kind, first, second, third, result in lookups
        )
    except (OSError, ValueError):
        return False
    finally:
        folders.close()


def look_up(folders: OpenFolders, lookup: journal.Lookup) -> str:
    """Return the result that a lookup has now. Raises `OSError` or `ValueError`."""
    kind, first, second, third = lookup
    if kind == journal.READ:
        return _content(folders, first, second, third)
    if kind == journal.STATE:
        return _state(folders, first, second, third)
    if kind == journal.ENTRIES:
        try:
            return journal.entries(map(described, folders.list(first, second)))
        except OSError as error:
            return journal.failure(error)
    if kind == journal.REAL:
        return real_path(first)
    if kind == journal.EXISTS:
        return str(exists(first))
    if kind == journal.FOLDER:
        return str(is_folder(first))
    return str(os.path.isfile(first) if kind == journal.FILE else os.path.islink(first))


def _content(folders: OpenFolders, root: str, folder: str, name: str) -> str:
    held = folders.held(folder, name)
    if held is not None:
        return journal.content(held)
    try:
        descriptor = folders.open_file(root, folder, name)
    except OSError as error:
        return journal.failure(error)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode) or state.st_size > _LIMIT:
            return ""
        return journal.content(read_descriptor(descriptor, _LIMIT + 1, state.st_size))
    finally:
        os.close(descriptor)


def _state(folders: OpenFolders, root: str, folder: str, name: str) -> str:
    try:
        return str(stat.S_IFMT(folders.state(root, folder, name).st_mode))
    except OSError as error:
        return journal.failure(error)
