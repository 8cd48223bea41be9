#!/bin/bash
# sqlglot 30.30.0 leaves `date_diff` as it is when it translates Athena's SQL for DuckDB.
#
# Expected: 0, as in Athena (Trino counts whole hours). DuckDB's `date_diff` counts the hours that begin in between; `date_sub` counts whole ones.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sqlglot==30.30.0 duckdb==2.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import duckdb
import sqlglot

print("sqlglot", version("sqlglot"), "duckdb", version("duckdb"))
query = "SELECT date_diff('hour', TIMESTAMP '2024-01-15 10:59:00', TIMESTAMP '2024-01-15 11:01:00')"
translated = sqlglot.transpile(query, read="athena", write="duckdb")[0]
print(query, "becomes", translated)
seen = duckdb.sql(translated).fetchall()[0][0]
print("expected: 0")
print("seen:    ", seen)
sys.exit(0 if seen == 1 else 1)
PYTHON
