"""Athena's part: the tables and views of the catalog, as DuckDB can query them.

A table is made of what the catalog says about it: columns, partitions, format and location. Its SQL is translated by sqlglot.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tools.local_stack.aws import Moto

CLOUDTRAIL = "com.amazon.emr.cloudtrail.CloudTrailInputFormat"
TEXT = "org.apache.hadoop.mapred.TextInputFormat"
JSON_SERDES = {"org.apache.hive.hcatalog.data.JsonSerDe", "org.openx.data.jsonserde.JsonSerDe"}

_PRESTO_VIEW = re.compile(r"^/\* Presto View: (?P<view>[A-Za-z0-9+/=]+) \*/$")


def connected(path: Path | None = None) -> Any:
    """A connection to DuckDB, to a file or to memory. Its time zone is that of Athena and Redshift: UTC, and not that of this machine."""
    import duckdb

    connection = duckdb.connect(str(path)) if path else duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def translated(query: str) -> str:
    """A query of Athena in the SQL of DuckDB."""
    import sqlglot

    [found] = sqlglot.transpile(query, read="athena", write="duckdb")
    return str(found)


class Catalog:
    """The tables and views of a database of Glue, in DuckDB. folder: for the rows of the tables."""

    def __init__(self, moto: Moto, database: str, folder: Path) -> None:
        self._s3 = moto.client("s3")
        self._keys: dict[str, list[str]] = {}
        self._folder = folder
        self.connection = connected()
        tables = moto.client("glue").get_tables(DatabaseName=database)["TableList"]
        self.tables: dict[str, Any] = {table["Name"]: table for table in tables}
        views = {name: table for name, table in self.tables.items() if table["TableType"] == "VIRTUAL_VIEW"}
        for name, table in self.tables.items():
            if name not in views:
                self._create_table(table)
        while views:  # a view may read another one
            ready = [name for name, view in views.items() if not _sources(view_of(view)["originalSql"]) & {*views}]
            assert ready, f"these views read one another: {sorted(views)}"
            for name in ready:
                self._create_view(views.pop(name))

    def query(self, text: str) -> list[tuple[Any, ...]]:
        """The rows that Athena would return."""
        rows: list[tuple[Any, ...]] = self.connection.execute(translated(text)).fetchall()
        return rows

    def _create_table(self, table: Mapping[str, Any]) -> None:
        columns = {item["Name"]: _type(item["Type"]) for item in table["StorageDescriptor"]["Columns"]}
        partitions = {item["Name"]: _type(item["Type"]) for item in table.get("PartitionKeys", ())}
        path = self._folder / f"{table['Name']}.jsonl"
        with path.open("w", encoding="utf-8") as output:
            for row, partition in self._rows(table):
                lower = {name.lower(): value for name, value in row.items()}
                found = {name: _value(lower.get(name), kind) for name, kind in columns.items()}
                output.write(json.dumps(found | partition) + "\n")
        kinds = ", ".join(f"'{name}': '{kind.sql('duckdb')}'" for name, kind in (columns | partitions).items())
        self.connection.execute(
            f"CREATE VIEW {table['Name']} AS SELECT * FROM"
            f" read_json('{path}', format = 'newline_delimited', columns = {{{kinds}}})"
        )

    def _rows(self, table: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        """The rows of a table, each with the values of its partition."""
        storage = table["StorageDescriptor"]
        assert storage["SerdeInfo"]["SerializationLibrary"] in JSON_SERDES
        for location, partition in _locations(table):
            for data in self._files(location):
                if storage["InputFormat"] == CLOUDTRAIL:
                    rows = json.loads(data)["Records"]
                else:
                    assert storage["InputFormat"] == TEXT
                    rows = [json.loads(line) for line in data.splitlines()]
                for row in rows:
                    yield row, partition

    def _files(self, location: str) -> Iterator[bytes]:
        """The contents of the objects at a location that Athena does not take for hidden."""
        bucket, _, prefix = location.removeprefix("s3://").partition("/")
        prefix = prefix.rstrip("/") + "/"
        if bucket not in self._keys:
            pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
            self._keys[bucket] = [item["Key"] for page in pages for item in page.get("Contents", ())]
        for key in self._keys[bucket]:
            names = key.removeprefix(prefix).split("/")
            if key.startswith(prefix) and not any(name.startswith((".", "_")) for name in names):
                data: bytes = self._s3.get_object(Bucket=bucket, Key=key)["Body"].read()
                yield gzip.decompress(data) if key.endswith(".gz") else data

    def _create_view(self, table: Mapping[str, Any]) -> None:
        view = view_of(table)
        self.connection.execute(f"CREATE VIEW {table['Name']} AS {translated(view['originalSql'])}")
        made = self.connection.execute(f"DESCRIBE {table['Name']}").fetchall()
        declared = [(column["name"], _type(column["type"], "athena").sql("duckdb")) for column in view["columns"]]
        # Athena refuses a view whose columns are not those of its query
        assert [(name, _type(kind, "duckdb").sql("duckdb")) for name, kind, *_ in made] == declared
        kept = [
            (column["Name"], _type(column["Type"]).sql("duckdb")) for column in table["StorageDescriptor"]["Columns"]
        ]
        assert kept == declared


def view_of(table: Mapping[str, Any]) -> dict[str, Any]:
    """What Athena keeps of a view in the catalog."""
    found = _PRESTO_VIEW.match(table["ViewOriginalText"])
    assert found is not None, "not a view of Athena"
    view: dict[str, Any] = json.loads(base64.b64decode(found["view"]))
    return view


def _sources(query: str) -> set[str]:
    """The tables and views that a query reads."""
    import sqlglot

    return {table.name for table in sqlglot.parse_one(query, read="athena").find_all(sqlglot.exp.Table)}


def _locations(table: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Where Athena looks for the objects of a table: one place for each partition that is projected."""
    parameters = table["Parameters"]
    if parameters.get("projection.enabled") != "true":
        assert not table.get("PartitionKeys")
        yield table["StorageDescriptor"]["Location"], {}
        return
    [partition] = [item["Name"] for item in table["PartitionKeys"]]
    assert parameters[f"projection.{partition}.type"] == "date"
    assert parameters[f"projection.{partition}.format"] == "yyyy/MM/dd"
    assert parameters[f"projection.{partition}.interval.unit"] == "DAYS"
    first, last = parameters[f"projection.{partition}.range"].split(",")
    day, end = _day(first), _day(last)
    while day <= end:
        value = day.strftime("%Y/%m/%d")
        yield parameters["storage.location.template"].replace(f"${{{partition}}}", value), {partition: value}
        day += timedelta(days=int(parameters[f"projection.{partition}.interval"]))


def _day(text: str) -> date:
    if text == "NOW":
        return datetime.now(timezone.utc).date()
    return datetime.strptime(text, "%Y/%m/%d").replace(tzinfo=timezone.utc).date()


def _type(text: str, dialect: str = "hive") -> Any:
    import sqlglot

    return sqlglot.exp.DataType.build(text, dialect=dialect)


def _value(value: Any, kind: Any) -> Any:
    """A value of JSON, as a JSON SerDe gives it for a type: names without case, and anything but text in a string column as JSON."""
    import sqlglot

    if value is None:
        return None
    if kind.is_type(sqlglot.exp.DataType.Type.STRUCT):
        lower = {name.lower(): item for name, item in value.items()}
        return {field.name: _value(lower.get(field.name), field.args["kind"]) for field in kind.expressions}
    if kind.is_type(sqlglot.exp.DataType.Type.ARRAY):
        return [_value(item, kind.expressions[0]) for item in value]
    if kind.is_type(*sqlglot.exp.DataType.TEXT_TYPES) and not isinstance(value, str):
        return json.dumps(value)
    return value
