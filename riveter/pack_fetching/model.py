"""What a fetch gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from riveter.files.pack_store import is_kept
from riveter.rules.packs.sources import PackSource, folder_in


class FetchError(Exception):
    """Report that a pack can't be fetched. `hint` says how to fix it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Fetched(msgspec.Struct, frozen=True):
    """The files of a pack, by their paths from the folder of its pack file, and the commit, manifest or version they are of."""

    pin: str
    files: Mapping[str, bytes]


def kept(source: PackSource, paths: Iterable[str]) -> dict[str, str]:
    """Return those of some paths in a source that belong to the pack, with the paths they have in it. Raises `FetchError`."""
    folder = folder_in(source)
    found = {path: inner for path in paths if path.startswith(folder) and is_kept(inner := path[len(folder) :])}
    if source.file not in found:
        candidates = ", ".join(sorted(path for path in found if path.rpartition("/")[2].startswith("pack"))[:5])
        hint = f"Name it with `file:`, as in one of {candidates}." if candidates else "Name the pack file with `file:`."
        raise FetchError(f"there is no file {source.file} in it", hint)
    return found
