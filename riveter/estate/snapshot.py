"""Write the tables of a snapshot. They depend on the results alone: not on their order, nor on who computed them.

Rows lie in the order of their tasks. Those of tasks that have not changed are copied from the snapshot before. Memory holds the rows of a
few tasks at a time.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import pyarrow
import pyarrow.compute
import pyarrow.parquet

from riveter.core.digests import blake2b
from riveter.estate.model import Scanned
from riveter.estate.schema import BY_TASK, COUNTS, SCHEMA_VERSION
from riveter.estate.spool import Spool
from riveter.estate.store import Run, Store
from riveter.estate.tables import connect, dataset, rows_of, schema, to_arrow

TOGETHER = 256
"""The rows of so many tasks are written at a time, as one row group."""
GROUPS = 32
"""So many row groups are in one file."""


class Task(msgspec.Struct, frozen=True):
    """One row of the table of tasks. reused: the task of the snapshot before that has the rows, if they are there."""

    task: str
    repository: str
    root: str
    kind: str
    owner: str
    commit: str
    key: str
    status: str = "done"
    failure: str = ""
    detail: str = ""
    counts: tuple[int, ...] = (0,) * len(COUNTS)
    reused: str = ""
    rows: Mapping[str, Sequence[Sequence[Any]]] = {}
    """What concerns the repository as a whole."""

    def row(self) -> tuple[Any, ...]:
        """Return the row of the table."""
        facts = (self.task, self.repository, self.root, self.kind, self.owner, self.commit, self.key)
        return (*facts, self.status, self.failure, self.detail, *self.counts)


def identity(tasks: Sequence[Task]) -> str:
    """Return the name of the snapshot of some tasks."""
    digest = blake2b(f"{SCHEMA_VERSION}\0".encode(), digest_size=12)
    for task in sorted(tasks, key=lambda task: task.task):
        digest.update(msgspec.msgpack.encode((task.row(), task.rows)))
    return digest.hexdigest()


def write(
    store: Store, tasks: Sequence[Task], spool: Spool, previous: Run | None, timings: Sequence[Any], started: str
) -> tuple[str, dict[str, list[str]]]:
    """Write the tables, and return the name of the snapshot, and the files by table. started: when the run began."""
    name = identity(tasks)
    if previous is not None and previous.snapshot == name:
        return name, previous.tables
    ordered = sorted(tasks, key=lambda task: task.task)
    with tempfile.TemporaryDirectory(prefix="riveter-estate-") as folder:
        files = {table: _Files(store, table, name, folder) for table in (*BY_TASK, "tasks", "rules", "timings")}
        rules: dict[tuple[str, str], tuple[Any, ...]] = {}
        for start in range(0, len(ordered), TOGETHER):
            some = ordered[start : start + TOGETHER]
            files["tasks"].add([task.row() for task in some])
            fresh = {
                task.task: spool.get(task.key)
                for task in some
                if task.root and task.status == "done" and not task.reused
            }
            for result in fresh.values():
                rules.update({(row[0], row[1]): tuple(row) for row in result.tables["rules"]})
            for table in BY_TASK:
                old = _reused(store, previous, table, some)
                files[table].add(list(_merged(table, some, fresh, old)))
        files["rules"].add(_rules(store, previous, rules, ordered))
        files["timings"].add(sorted(timings))
        written = {table: one.close() for table, one in files.items()}
        ages = _Files(store, "ages", name, folder)
        for batch in _ages(store, written, previous, started):
            ages.add_table(batch)
        return name, {**written, "ages": ages.close()}


def _ages(store: Store, files: dict[str, list[str]], previous: Run | None, started: str) -> Iterator[pyarrow.Table]:
    """Yield since when findings fail: as long as in the snapshot before, or since this run."""
    connection = connect()
    connection.register("verdicts", dataset(store, files, "verdicts"))
    connection.register("before", dataset(store, previous.tables if previous is not None else {}, "ages"))
    query = """
        SELECT task, fingerprint, coalesce(min(before.since), $started) AS since
        FROM (SELECT DISTINCT task, fingerprint FROM verdicts WHERE outcome = 'fail') LEFT JOIN before USING (task, fingerprint)
        GROUP BY ALL ORDER BY ALL
    """
    for batch in connection.sql(query, params={"started": started}).to_arrow_reader(100_000):
        yield pyarrow.Table.from_batches([batch]).cast(schema("ages"))


def _merged(
    table: str, tasks: Sequence[Task], fresh: Mapping[str, Scanned], old: Mapping[str, list[tuple[Any, ...]]]
) -> Iterator[tuple[Any, ...]]:
    for task in tasks:
        if task.reused:
            yield from ((task.task, *row[1:]) for row in old.get(task.reused, ()))
        elif task.task in fresh:
            yield from ((task.task, *row) for row in fresh[task.task].tables.get(table, ()))
        else:
            yield from ((task.task, *row) for row in task.rows.get(table, ()))


def _reused(store: Store, previous: Run | None, table: str, tasks: Sequence[Task]) -> dict[str, list[tuple[Any, ...]]]:
    """Return rows of the snapshot before, by its tasks."""
    names = sorted({task.reused for task in tasks if task.reused})
    if not names or previous is None:
        return {}
    field = pyarrow.compute.field("task")
    near = (field >= names[0]) & (field <= names[-1])
    found = dataset(store, previous.tables, table).to_table(filter=near & field.isin(names))
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for row in rows_of(found):
        rows.setdefault(row[0], []).append(row)
    return rows


def _rules(
    store: Store, previous: Run | None, fresh: dict[tuple[str, str], tuple[Any, ...]], tasks: Sequence[Task]
) -> list[tuple[Any, ...]]:
    """Return the rules that applied to anything."""
    if previous is not None and any(task.reused for task in tasks):
        for row in rows_of(dataset(store, previous.tables, "rules").to_table()):
            fresh.setdefault((row[0], row[1]), row)
    return sorted(fresh.values(), key=lambda row: (row[0], row[1]))


class _Files:
    """The files of one table. They are written on this machine, and then put into the store as a whole."""

    def __init__(self, store: Store, table: str, snapshot: str, folder: str) -> None:
        self._store = store
        self._schema = schema(table)
        self._table = table
        self._place = f"tables/{table}/snapshot={snapshot}"
        self._local = os.path.join(folder, f"{table}.parquet")
        self._writer: pyarrow.parquet.ParquetWriter | None = None
        self._groups = 0
        self._names: list[str] = []

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add rows."""
        if self._writer is None:
            self._writer = pyarrow.parquet.ParquetWriter(self._local, self._schema, compression="zstd")
        if rows:
            self._writer.write_table(to_arrow(self._table, rows), row_group_size=len(rows))
        self._count()

    def add_table(self, rows: pyarrow.Table) -> None:
        """Add rows that are a table of Arrow."""
        if self._writer is None:
            self._writer = pyarrow.parquet.ParquetWriter(self._local, self._schema, compression="zstd")
        self._writer.write_table(rows)
        self._count()

    def _count(self) -> None:
        self._groups += 1
        if self._groups == GROUPS:
            self._finish()

    def _finish(self) -> None:
        if self._writer is not None:
            self._writer.close()
            name = f"{self._place}/part-{len(self._names):04}.parquet"
            self._store.put_file(self._local, name)
            self._names.append(name)
        self._writer, self._groups = None, 0

    def close(self) -> list[str]:
        """Write what is left, and return the names of the files."""
        if not self._names and self._writer is None:
            self.add(())
        self._finish()
        return self._names
