"""A context of Glue: the session of Spark, and frames of the tables that GLUE_STAND_IN describes.

GLUE_STAND_IN is a JSON document. `sources`: folders with CSV files, by database and table (`database.table`). `targets`: for other
tables, the DuckDB file and the name of the table in it. `bookmark`: the file that remembers what was read.
"""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

from .dynamicframe import DynamicFrame


class GlueContext:
    """What a job reads and writes."""

    def __init__(self, spark_context: Any) -> None:
        self._spark_context = spark_context
        self.settings: dict[str, Any] = json.loads(os.environ.get("GLUE_STAND_IN", "{}"))
        self.read: dict[str, list[str]] = {}
        self.create_dynamic_frame = _Reader(self)
        self.write_dynamic_frame = _Writer(self)

    @property
    def spark_session(self) -> Any:
        """The session of Spark."""
        from pyspark.sql import SparkSession

        return SparkSession(self._spark_context)

    def bookmark(self) -> dict[str, list[str]]:
        """What earlier runs read and committed, by the name of the transformation."""
        path = Path(self.settings["bookmark"])
        found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return found

    def commit(self) -> None:
        """Remember what this run read."""
        if "bookmark" in self.settings:
            known = self.bookmark()
            kept = {name: known.get(name, []) + files for name, files in self.read.items()}
            Path(self.settings["bookmark"]).write_text(json.dumps(known | kept), encoding="utf-8")


class _Reader:
    def __init__(self, context: GlueContext) -> None:
        self._context = context

    def from_catalog(self, database: str, table_name: str, transformation_ctx: str = "") -> DynamicFrame:
        """Read the rows of the files that no bookmark knows. Without a name for the transformation, there is no bookmark."""
        folder = Path(self._context.settings["sources"][f"{database}.{table_name}"])
        known = self._context.bookmark().get(transformation_ctx, []) if transformation_ctx else []
        new = sorted(path.name for path in folder.glob("*.csv") if path.name not in known)
        if transformation_ctx:
            self._context.read[transformation_ctx] = new
        rows: list[dict[str, Any]] = []
        for name in new:
            with (folder / name).open(encoding="utf-8", newline="") as file:
                rows += csv.DictReader(file)
        return DynamicFrame(rows)


class _Writer:
    def __init__(self, context: GlueContext) -> None:
        self._context = context

    def from_catalog(
        self,
        frame: DynamicFrame,
        database: str,
        table_name: str,
        redshift_tmp_dir: str,
        additional_options: dict[str, str],
        transformation_ctx: str = "",
    ) -> None:
        """Add rows to a table, by the names of the columns. Redshift copies them from S3, with a role."""
        import duckdb

        assert redshift_tmp_dir.startswith("s3://")
        assert additional_options["aws_iam_role"].startswith("arn:aws:iam::")
        path, table = self._context.settings["targets"][f"{database}.{table_name}"]
        with duckdb.connect(path) as connection:
            connection.begin()
            for row in frame.rows:
                marks = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])
            connection.commit()
