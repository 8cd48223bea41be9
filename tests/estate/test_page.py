"""The page shows the tables as they are."""

from __future__ import annotations

import yaml

from riveter.estate import sources
from riveter.estate.schema import TABLES

from .page import PAGE, page


def test_the_page_has_the_tables() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.estate.page"


def test_the_page_names_every_key_of_the_sources() -> None:
    text = PAGE.read_text("utf-8")
    for key in (*sources.KEYS, *sources.SOURCE_KEYS, *sources.LIMIT_KEYS):
        assert f"`{key}`" in text, key


def test_the_sources_on_the_page_have_known_keys() -> None:
    text = PAGE.read_text("utf-8")
    written = yaml.safe_load(text.partition("```yaml\n")[2].partition("```")[0])
    assert written.keys() <= set(sources.KEYS)
    assert all(source.keys() <= set(sources.SOURCE_KEYS) for source in written["sources"])


def test_the_table_for_athena_has_the_columns() -> None:
    text = PAGE.read_text("utf-8").partition("CREATE EXTERNAL TABLE verdicts (")[2].partition(")")[0]
    names = [part.split()[0] for part in text.split(",")]
    assert names == [column.name for column in TABLES["verdicts"].columns]
