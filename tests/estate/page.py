"""Writes the tables into docs/estate.md: `python -m tests.estate.page`."""

from __future__ import annotations

from pathlib import Path

from riveter.estate.schema import SCHEMA_VERSION, TABLES, Table

PAGE = Path(__file__).parents[2] / "docs" / "estate.md"
MARK = "<!-- The rest is made by `python -m tests.estate.page`; a test compares. -->\n"


ATHENA = {"text": "string", "integer": "bigint", "number": "double", "texts": "array<string>"}


def _statement(table: Table) -> str:
    columns = ", ".join(f"`{column.name}` {ATHENA[column.type]}" for column in table.columns)
    place = f"s3://our-bucket/estate/tables/{table.name}/"
    return (
        f"CREATE EXTERNAL TABLE {table.name} ({columns})\n"
        f"  PARTITIONED BY (`snapshot` string) STORED AS PARQUET LOCATION '{place}';"
    )


def page() -> str:
    """Return the page with the tables as they are."""
    head = PAGE.read_text("utf-8").partition(MARK)[0]
    lines = [
        "## Tables",
        "",
        f"This is version {SCHEMA_VERSION} of the tables. Within a version, columns are only added. `text` is never null, but empty.",
    ]
    for table in TABLES.values():
        lines += [
            "",
            f"### {table.name}",
            "",
            f"A row is {table.about}.",
            "",
            "| column | type | meaning |",
            "|---|---|---|",
        ]
        lines += [f"| `{column.name}` | {column.type} | {column.about} |" for column in table.columns]
    lines += [
        "",
        "## Tables for Athena",
        "",
        "The statements are the same for each table. Replace the bucket.",
        "",
        "```sql",
        *(_statement(table) for table in TABLES.values()),
        "```",
    ]
    return head + MARK + "\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
