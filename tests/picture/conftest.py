"""Running `riveter show`, and a browser for Mermaid."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Riveter, Run, _scrubbed, riveter
from tests.picture.mermaid_page import CHROMIUM, SCRIPT, MermaidPage
from tests.picture.reading import Drawn, dot, mermaid

__all__ = ["_scrubbed", "riveter"]

Write = Callable[[str], None]
Show = Callable[..., tuple[Drawn, Run]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write(text)` writes the files of a text: the name of each is in a line ``# name``."""

    def files(text: str) -> None:
        path = tmp_path / "main.tf"
        for line in text.splitlines(keepends=True):
            if line.startswith("# "):
                path = tmp_path / line[2:].strip()
                path.parent.mkdir(parents=True, exist_ok=True)
                continue
            with path.open("a", encoding="utf-8", newline="") as handle:
                handle.write(line)

    return files


@pytest.fixture
def show(riveter: Riveter) -> Show:
    """`show(…)` returns what is drawn, which is the same in both formats, and the run."""

    def run(*arguments: str) -> tuple[Drawn, Run]:
        made = riveter("show", *arguments, "--format", "mermaid")
        other = riveter("show", *arguments, "--format", "dot")
        drawn = mermaid(made.out)
        assert drawn == dot(other.out)
        assert (made.code, made.err) == (other.code, other.err)
        return drawn, made

    return run


@pytest.fixture(scope="session")
def mermaid_page() -> Iterator[MermaidPage]:
    """A page that draws Mermaid's charts."""
    api: Any = pytest.importorskip("playwright.sync_api", reason="needs the package `playwright`")
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian package `chromium`)")
    if SCRIPT is None:
        pytest.skip("needs Mermaid: set MERMAID_JS to its mermaid.min.js (npm package `mermaid`)")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield MermaidPage(browser.new_page())
        browser.close()


@pytest.fixture(scope="session")
def graphviz() -> str:
    """The program that draws dot."""
    found = shutil.which("dot")
    if found is None:
        pytest.skip("needs Graphviz (Debian package `graphviz`)")
    return found
