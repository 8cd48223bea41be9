#!/bin/bash
# sqlglot 30.30.0 leaves the division of integers as it is when it translates Athena's SQL for DuckDB.
#
# Expected: 7 / 2 is 3, as in Athena (Trino divides integers without a remainder). DuckDB writes that as 7 // 2.
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


def run(query):
    translated = sqlglot.transpile(query, read="athena", write="duckdb")[0]
    print(query, "becomes", translated)
    try:
        return duckdb.sql(translated).fetchall()[0][0]
    except duckdb.Error as error:
        return f"an error ({str(error).splitlines()[0]})"



seen = run("SELECT 7 / 2")
print("expected: 3")
print("seen:    ", seen)
sys.exit(0 if seen == 3.5 else 1)
PYTHON
