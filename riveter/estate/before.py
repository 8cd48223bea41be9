"""The tasks of the last snapshot: which results need not be computed again."""

from __future__ import annotations

import pyarrow

from riveter.estate.schema import COUNTS, TABLES
from riveter.estate.store import Run, Store
from riveter.estate.tables import dataset

_COLUMNS = [column.name for column in TABLES["tasks"].columns]


class Before:
    """The root modules of a snapshot that are done. Memory holds one table of Arrow, and the places of the rows."""

    def __init__(self, store: Store, run: Run | None) -> None:
        self._table = (
            dataset(store, run.tables if run is not None else {}, "tasks").to_table(columns=_COLUMNS).combine_chunks()
        )
        self._by_key: dict[bytes, int] = {}
        self._by_task: dict[str, int] = {}
        rows = zip(*(self._texts(name) for name in ("task", "root", "status", "key")), strict=True)
        for number, (task, root, status, key) in enumerate(rows):
            if root and status == "done":
                self._by_key.setdefault(bytes.fromhex(key), number)
                self._by_task[task] = number

    def _texts(self, column: str) -> list[str]:
        found: list[str] = self._table[column].to_pylist()
        return found

    def __contains__(self, key: str) -> bool:
        return bytes.fromhex(key) in self._by_key

    def find(self, key: str, task: str) -> tuple[str, tuple[int, ...]] | None:
        """Return the task that has a result, and its numbers. It is the task of the same name where this has it."""
        own = self._by_task.get(task)
        if own is None or self._table["key"][own].as_py() != key:
            own = self._by_key.get(bytes.fromhex(key))
        if own is None:
            return None
        scalars: list[pyarrow.Scalar] = [self._table[name][own] for name in COUNTS]
        return self._table["task"][own].as_py(), tuple(scalar.as_py() for scalar in scalars)
