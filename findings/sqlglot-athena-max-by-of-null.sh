#!/bin/bash
# sqlglot 30.30.0 translates Athena's `max_by` to DuckDB's `arg_max`, which leaves out rows whose first argument is null.
#
# Expected: NULL, as in Athena (Trino returns the value that belongs to the maximum, null or not). DuckDB has `arg_max_null` for that.
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
query = "SELECT max_by(image, sequence) FROM (VALUES ('OPEN', 1), (NULL, 2)) AS t (image, sequence)"
translated = sqlglot.transpile(query, read="athena", write="duckdb")[0]
print(query, "becomes", translated)
seen = duckdb.sql(translated).fetchall()[0][0]
print("expected: None")
print("seen:    ", seen)
sys.exit(0 if seen == "OPEN" else 1)
PYTHON
