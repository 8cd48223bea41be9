"""The queries and views of the examples do not depend on what DuckDB answers otherwise than Athena or Redshift.

The differences that are known are those of findings/, and those that are named here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.examples.commands import EXAMPLES

pytestmark = pytest.mark.gallery

FILES = sorted(EXAMPLES.rglob("*.sql"))

# A query that uses one of these needs a reason.
KNOWN = {
    # It asks for the last event, too, so that it makes no difference: see `test_the_orders_as_they_are_now`.
    "current-orders": {"ArgMax"},
}
# `date_diff`, `max_by`, `min_by`, `parse_datetime`, `regexp_extract`
OTHERWISE = ("DateDiff", "ArgMax", "ArgMin", "StrToTime", "ParseDatetime", "RegexpExtract")


def parsed(file: Path) -> Any:
    """A query, with a name for each `${…}` of Terraform."""
    sqlglot = pytest.importorskip(
        "sqlglot", reason='it is in the extra "gallery": python -m pip install -e ".[gallery]"'
    )
    text = file.read_text(encoding="utf-8").replace("${records}", "records")
    return sqlglot.parse_one(text, read="redshift" if "audit-log-analytics" in file.parts else "athena")


def problems(tree: Any) -> Iterator[str]:
    """What of a query DuckDB answers otherwise."""
    from sqlglot import exp

    for node in tree.walk():
        if type(node).__name__ in OTHERWISE:
            yield type(node).__name__
        # Athena divides integers without a remainder, and rounds a quotient of decimals to the digits of the longer one.
        if isinstance(node, exp.Div) and not any("E" in part.name.upper() for part in (node.this, node.expression)):
            yield "Div"
        # One text that is no number makes a query of Athena fail. DuckDB takes more texts for numbers.
        if isinstance(node, exp.Cast) and not isinstance(node, exp.TryCast) and not isinstance(node.this, exp.Floor):
            yield "Cast"


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_no_query_depends_on_what_duckdb_does_otherwise(file: Path) -> None:
    assert set(problems(parsed(file))) == KNOWN.get(file.stem, set())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("SELECT 7 / 2", {"Div"}),
        ("SELECT 7 / 2.0", {"Div"}),
        ("SELECT 7 / 2E0", set()),
        ("SELECT date_diff('day', x, y) FROM t", {"DateDiff"}),
        ("SELECT max_by(x, y) FROM t", {"ArgMax"}),
        ("SELECT regexp_extract(x, 'a') FROM t", {"RegexpExtract"}),
        ("SELECT CAST(x AS bigint) FROM t", {"Cast"}),
        ("SELECT TRY_CAST(x AS bigint) FROM t", set()),
    ],
)
def test_what_depends_on_it_is_noticed(query: str, found: set[str], tmp_path: Path) -> None:
    file = tmp_path / "query.sql"
    file.write_text(query, encoding="utf-8")
    assert set(problems(parsed(file))) == found


def test_the_time_zone_is_that_of_athena() -> None:
    """Wherever this machine is: `current_date` and the times in answers depend on it."""
    pytest.importorskip("duckdb", reason='it is in the extra "gallery": python -m pip install -e ".[gallery]"')
    code = (
        "from tools.local_stack.athena import connected\n"
        "print(connected().execute(\"SELECT current_setting('TimeZone'), CAST(to_timestamp(0) AS VARCHAR)\").fetchone())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=EXAMPLES.parent,
        env={**os.environ, "TZ": "Asia/Tokyo"},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=True,
    )
    assert done.stdout.strip() == "('UTC', '1970-01-01 00:00:00+00')"
