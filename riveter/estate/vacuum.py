"""Remove what no reader needs any more: old snapshots, and what runs have left that did not come to their end.

It is safe beside readers and runs, as long as none of them takes longer than the time that files are kept. The snapshot of the latest run
always stays. Another one stays until it has been replaced for so long. Files that belong to no run stay until they are so old.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from riveter.estate.schema import TABLES
from riveter.estate.store import Run, Store


class Removed(msgspec.Struct, frozen=True):
    """What was removed, or would be. files: their names, from the root of the store."""

    snapshots: tuple[str, ...]
    files: tuple[str, ...]


def vacuum(store: Store, *, keep: int, age: timedelta, now: datetime, dry_run: bool = False) -> Removed:
    """Remove old files. keep: so many of the latest snapshots stay. age: see the module."""
    runs = store.runs()
    before = now - age
    stay = _kept(runs, keep, before)
    snapshots: dict[str, None] = {}
    files: list[str] = []
    for name in _candidates(store, stay, runs):
        # Looked up one by one, just before it is removed: a run may write the same snapshot again, with the same names.
        changed = store.modified(name)
        if changed is None or changed > before:
            continue
        if not dry_run:
            store.remove([name])
        files.append(name)
        folder = name.split("/")[-2]
        if folder.startswith("snapshot="):
            snapshots[folder.removeprefix("snapshot=")] = None
    if not dry_run:
        store.remove_empty(f"tables/{table}/snapshot={name}" for table in TABLES for name in snapshots)
    return Removed(tuple(snapshots), tuple(files))


def _kept(runs: list[Run], keep: int, before: datetime) -> set[str]:
    """Return the snapshots that stay: the latest ones, and those that were the latest one until a short time ago."""
    stay: dict[str, None] = {}
    replaced: datetime | None = None
    for run in reversed(runs):
        if len(stay) < keep or replaced is None or replaced > before:
            stay[run.snapshot] = None
        replaced = datetime.fromisoformat(run.finished.replace("Z", "+00:00"))
    return set(stay)


def _candidates(store: Store, stay: set[str], runs: list[Run]) -> Iterator[str]:
    for table in TABLES:
        for folder in store.names(f"tables/{table}"):
            if folder.startswith("snapshot=") and folder.removeprefix("snapshot=") not in stay:
                place = f"tables/{table}/{folder}"
                yield from (f"{place}/{name}" for name in store.names(place, hidden=True))
    state = runs[-1].state if runs else ""
    for place in ("state", "staging"):
        yield from (name for part in store.names(place, hidden=True) if (name := f"{place}/{part}") != state)
