#!/bin/bash
# sqlglot 30.30.0 turns Athena's parse_datetime into STRPTIME, but leaves its pattern in Joda's notation.
#
# Expected: the pattern is translated as well (`%Y-%m-%d`), as it is for date_parse.
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



seen = run("SELECT parse_datetime('2024-03-05', 'yyyy-MM-dd')")
print("expected: 2024-03-05 00:00:00")
print("seen:    ", seen)
sys.exit(0 if str(seen).startswith("an error") else 1)
PYTHON
