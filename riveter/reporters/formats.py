"""The table of formats. A format's module is imported when it is used, not before."""

from __future__ import annotations

import importlib
from typing import cast

import msgspec

from riveter.reporters.interface import Render


class Format(msgspec.Struct, frozen=True):
    """One report format.

    module: has `render`. extension: by which `-o` recognises it. terminal: whether colour, width and ASCII fallbacks apply (all
    others are UTF-8 always). diagnostics: whether the report holds the diagnostics itself.
    """

    name: str
    module: str
    summary: str
    extension: str
    terminal: bool = False
    diagnostics: bool = False


FORMATS: dict[str, Format] = {
    item.name: item
    for item in (
        Format(
            "text",
            "text",
            "one line a rule, then what needs attention with its source (default)",
            ".txt",
            terminal=True,
        ),
        Format("table", "table", "one line a finding that needs attention", ".table", terminal=True),
        Format("json", "json", "everything, for programs (see `riveter schema output`)", ".json", diagnostics=True),
        Format("jsonl", "jsonl", "the same, one object a line", ".jsonl", diagnostics=True),
        Format("sarif", "sarif", "SARIF 2.1.0, for code scanning", ".sarif", diagnostics=True),
        Format("junit", "junit", "JUnit XML, for build servers", ".xml", diagnostics=True),
        Format("github", "github", "GitHub workflow commands, and the step summary", ".github", diagnostics=True),
        Format("gitlab", "gitlab", "GitLab code quality", ".gitlab.json", diagnostics=True),
        Format("markdown", "markdown", "a pull-request comment", ".md"),
        Format("html", "html", "one self-contained page with filters and search", ".html", diagnostics=True),
        Format("csv", "csv", "one row a finding, for spreadsheets", ".csv"),
        Format("tap", "tap", "Test Anything Protocol", ".tap", diagnostics=True),
    )
}


def load(name: str) -> Render:
    """The `render` function of a format. Raises `KeyError` for a name that is not in the table."""
    module = importlib.import_module(f"riveter.reporters.{FORMATS[name].module}")
    return cast(Render, module.render)


def by_extension(path: str) -> str | None:
    """The format a file name stands for (``report.sarif``), None when it says nothing."""
    lowered = path.lower()
    fitting = [item for item in FORMATS.values() if lowered.endswith(item.extension)]
    return max(fitting, key=lambda item: len(item.extension)).name if fitting else None
