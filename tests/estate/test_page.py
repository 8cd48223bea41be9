"""The page shows the tables as they are."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from riveter.estate import sources

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


_WITHOUT = """
import importlib.util as util, sys, pytest
real = util.find_spec
util.find_spec = lambda name, package=None: None if name == "duckdb" else real(name, package)
sys.exit(pytest.main([sys.argv[1], "-q", "-rs", "-p", "no:cacheprovider", "-p", "no:xdist"]))
"""


@pytest.mark.slow
def test_without_the_extra_these_tests_are_skipped_with_the_reason() -> None:
    folder = str(PAGE.parents[1] / "tests" / "estate")
    done = subprocess.run([sys.executable, "-c", _WITHOUT, folder], cwd=PAGE.parents[1], capture_output=True, text=True)
    assert "the extra `estate` is not installed: there is no duckdb" in done.stdout
    assert not {"error", "failed", "passed"} & set(done.stdout.lower().split())
    assert done.returncode in (0, 5), done.stdout  # 5: no test is left
