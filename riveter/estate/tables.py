"""The tables as Arrow, and the files of a snapshot as data sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb
import pyarrow
import pyarrow.dataset
import pyarrow.fs

from riveter.estate.schema import TABLES
from riveter.estate.store import Store

_TYPES = {
    "text": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "texts": pyarrow.list_(pyarrow.string()),
}


def schema(table: str) -> pyarrow.Schema:
    """Return the schema of a table."""
    return pyarrow.schema([pyarrow.field(column.name, _TYPES[column.type]) for column in TABLES[table].columns])


def to_arrow(table: str, rows: Sequence[Sequence[Any]]) -> pyarrow.Table:
    """Return rows as a table of Arrow."""
    shape = schema(table)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(shape)
    arrays = [pyarrow.array(list(column), field.type) for column, field in zip(columns, shape, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=shape)


def dataset(store: Store, tables: Mapping[str, Sequence[str]], table: str) -> pyarrow.dataset.Dataset:
    """Return a table, which is read when it is asked for something. tables: the files of a snapshot by table."""
    files = [store.path(name) for name in tables.get(table, ())]
    if not files:
        return pyarrow.dataset.dataset(to_arrow(table, ()))
    filesystem = pyarrow.fs.PyFileSystem(pyarrow.fs.FSSpecHandler(store.fs))
    return pyarrow.dataset.dataset(files, schema=schema(table), format="parquet", filesystem=filesystem)


def rows_of(table: pyarrow.Table) -> Iterable[tuple[Any, ...]]:
    """Yield the rows of a table of Arrow."""
    columns = [column.to_pylist() for column in table.columns]
    return zip(*columns, strict=True)


def connect() -> duckdb.DuckDBPyConnection:
    """Return a database in memory that reads nothing but what is registered with it: no files, no extensions, no variables of Python."""
    settings = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
    }
    return duckdb.connect(":memory:", config=settings)


def lock(connection: duckdb.DuckDBPyConnection) -> None:
    """Close the database to everything outside of it, for good."""
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
