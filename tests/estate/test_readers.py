"""Other programs read the tables: Spark and DuckDB, as a data set that is partitioned by snapshot."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest

from riveter.estate.schema import TABLES
from riveter.estate.store import Store

from .support import KEY, OFF, Estate, commit

_TYPES = {"text": "string", "integer": "bigint", "number": "double", "texts": "array<string>"}


def _two_snapshots(estate: Estate) -> str:
    """Return the latest of two snapshots."""
    for text in (OFF, OFF + KEY % ("b", "true")):
        commit(estate.folder / "repo", {"main.tf": text, "x/main.tf": KEY % ("x", "true")})
        estate.sources("  - git: repo\n")
        estate.run()
    return Store(estate.url).runs()[-1].snapshot


def test_duckdb_reads_the_tables(estate: Estate) -> None:
    latest = _two_snapshots(estate)
    for table in TABLES:
        files = f"{estate.url}/tables/{table}/*/*.parquet"
        query = f"SELECT count(*) FROM read_parquet('{files}', hive_partitioning = true) WHERE snapshot = '{latest}'"
        assert duckdb.sql(query).fetchall() == estate.rows(f"SELECT count(*) FROM {table}"), table


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_spark_reads_the_tables(estate: Estate) -> None:
    if find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("Spark is not installed: pip install pyspark, and Java")
    from pyspark.sql import SparkSession

    latest = _two_snapshots(estate)
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.warehouse.dir", str(estate.folder / "warehouse"))
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    try:
        for table in TABLES:
            frame = session.read.parquet(str(Path(estate.url) / "tables" / table)).where(f"snapshot = '{latest}'")
            names = [column.name for column in TABLES[table].columns]
            assert frame.columns == [*names, "snapshot"]
            kinds = [frame.schema[column.name].dataType.simpleString() for column in TABLES[table].columns]
            assert kinds == [_TYPES[column.type] for column in TABLES[table].columns]
            found = sorted(tuple(row) for row in frame.select(*names).collect())
            assert found == sorted(estate.rows(f"SELECT * FROM {table}")), table
    finally:
        session.stop()
