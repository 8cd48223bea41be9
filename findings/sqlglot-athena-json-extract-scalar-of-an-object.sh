#!/bin/bash
# sqlglot 30.30.0 translates json_extract_scalar to `->>`. Where the path leads to an object, DuckDB gives its JSON.
#
# Expected: null, as in Athena: an object is no scalar. A filter `IS NULL` finds nothing any more.
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


seen = run("""SELECT json_extract_scalar('{"key": {"a": 1}}', '$.key')""")
print("expected: None")
print("seen:    ", repr(seen))
sys.exit(0 if seen == '{"a":1}' else 1)
PYTHON
