"""Write the tables of a snapshot. They depend on the results alone: not on their order, nor on who computed them.

Rows lie in the order of their tasks. Those of tasks that have not changed are copied from the snapshot before. Memory holds the rows of a
few tasks at a time.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec
import pyarrow
import pyarrow.compute
import pyarrow.parquet

from riveter.core.digests import blake2b
from riveter.estate.model import Scanned
from riveter.estate.schema import BY_TASK, COUNTS, SCHEMA_VERSION, TABLES
from riveter.estate.spool import Spool, unpack
from riveter.estate.store import Run, Store
from riveter.estate.tables import dataset, rows_of, schema, to_arrow

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


def identity(tasks: Iterable[Task]) -> str:
    """Return the name of the snapshot of tasks in their order."""
    digest = blake2b(f"{SCHEMA_VERSION}\0".encode(), digest_size=12)
    for task in tasks:
        digest.update(msgspec.msgpack.encode((task.row(), task.rows)))
    return digest.hexdigest()


def write(
    store: Store,
    name: str,
    tasks: Callable[[], Iterator[Task]],
    spool: Spool,
    previous: Run | None,
    timings: Sequence[Any],
    started: str,
) -> dict[str, list[str]]:
    """Write the tables of a snapshot, and return the files by table.

    name: see `identity`. tasks: yields them in their order. spool: the results that are no part of the previous snapshot. started: when the
    run began.
    """
    if previous is not None and previous.snapshot == name:
        return previous.tables
    old = _Old(store, previous)
    with tempfile.TemporaryDirectory(prefix="riveter-estate-") as folder:
        files = {table: _Files(store, table, name, folder) for table in TABLES}
        rules: dict[tuple[str, str], tuple[Any, ...]] = {}
        used: set[tuple[Any, ...]] = set()
        ordered = tasks()
        while some := list(islice(ordered, TOGETHER)):
            files["tasks"].add(to_arrow("tasks", [task.row() for task in some]))
            fresh = {
                task.task: unpack(spool.blob(task.key), Scanned)
                for task in some
                if task.root and task.status == "done" and not task.reused
            }
            for result in fresh.values():
                rules.update({(row[0], row[1]): tuple(row) for row in result.tables["rules"]})
            for table in BY_TASK:
                rows = _merged(table, some, fresh, old)
                files[table].add(rows)
                if table == "verdicts":
                    files["ages"].add(_ages(rows, old, some, started))
                    used.update(rows_of(rows.select(["rule", "pack"]).group_by(["rule", "pack"]).aggregate([])))
        files["rules"].add(_rules(old, rules, used))
        files["timings"].add(to_arrow("timings", sorted(timings)))
        return {table: one.close() for table, one in files.items()}


def _ages(verdicts: pyarrow.Table, old: _Old, tasks: Sequence[Task], started: str) -> pyarrow.Table:
    """Return since when findings fail: as long as in the snapshot before, or since this run."""
    failing = verdicts.filter(pyarrow.compute.field("outcome") == "fail").select(["task", "fingerprint"])
    before = dict.fromkeys(sorted(set(rows_of(failing))), started)
    for task, fingerprint, since in rows_of(old.rows("ages", [task.task for task in tasks if task.root])):
        if (task, fingerprint) in before:
            before[task, fingerprint] = min(before[task, fingerprint], since)
    return to_arrow("ages", [(*key, since) for key, since in before.items()])


def _merged(table: str, tasks: Sequence[Task], fresh: Mapping[str, Scanned], old: _Old) -> pyarrow.Table:
    """Return the rows of tasks in their order. Old rows are copied without being looked at."""
    rows: list[tuple[Any, ...]] = []
    for task in tasks:
        if not task.reused:
            some = fresh[task.task].tables.get(table, ()) if task.task in fresh else task.rows.get(table, ())
            rows += [(task.task, *row) for row in some]
    new = to_arrow(table, rows)
    reused = [(task.task, task.reused) for task in tasks if task.reused]
    if not reused:
        return new
    both = pyarrow.concat_tables([new, old.renamed(table, reused)])
    order = pyarrow.compute.sort_indices(both["task"])  # stable: the rows of a task stay in their order
    return both.take(order).combine_chunks()


class _Old:
    """The rows of the snapshot before."""

    def __init__(self, store: Store, run: Run | None) -> None:
        tables = run.tables if run is not None else {}
        self.sets = {table: dataset(store, tables, table) for table in (*BY_TASK, "ages", "rules")}
        """Opened once: they keep what they know of their files."""

    def rows(self, table: str, tasks: Sequence[str]) -> pyarrow.Table:
        """Return the rows of tasks, in their order."""
        if not tasks:
            return to_arrow(table, ())
        field = pyarrow.compute.field("task")
        near = (field >= min(tasks)) & (field <= max(tasks))  # row groups of others are not read
        return self.sets[table].to_table(filter=near & field.isin(sorted(set(tasks))))

    def renamed(self, table: str, tasks: Sequence[tuple[str, str]]) -> pyarrow.Table:
        """Return the rows of tasks under new names. tasks: the new and the old name of each."""
        found = self.rows(table, [name for _, name in tasks]).combine_chunks()
        places: dict[str, range] = {}
        if len(found):
            runs = pyarrow.compute.run_end_encode(found["task"].combine_chunks())
            start = 0
            for name, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
                places[name] = range(start, end)
                start = end
        indices: list[int] = []
        names: list[str] = []
        for name, before in tasks:
            place = places.get(before, range(0))
            indices += place
            names += [name] * len(place)
        taken = found.take(pyarrow.array(indices, pyarrow.int64()))
        return taken.set_column(0, taken.schema.field(0), pyarrow.array(names, pyarrow.string()))


def _rules(old: _Old, fresh: Mapping[tuple[str, str], tuple[Any, ...]], used: set[tuple[Any, ...]]) -> pyarrow.Table:
    """Return the rules that have verdicts."""
    found = {(row[0], row[1]): row for row in rows_of(old.sets["rules"].to_table())}
    found.update(fresh)
    return to_arrow("rules", sorted(row for key, row in found.items() if key in used))


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

    def add(self, rows: pyarrow.Table) -> None:
        """Add rows as one group."""
        if self._writer is None:
            self._writer = pyarrow.parquet.ParquetWriter(self._local, self._schema, compression="zstd")
        if len(rows):
            self._writer.write_table(rows, row_group_size=len(rows))
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
            self.add(to_arrow(self._table, ()))
        self._finish()
        return self._names
