"""The table of formats. A format's module is imported when it is used, not before."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from riveter.reporters.interface import Render


class Format(msgspec.Struct, frozen=True):
    """One report format.

    extension: by which `-o` recognises it. terminal: whether colour, width and ASCII fallbacks apply (all
    others are UTF-8 always). diagnostics: whether the report holds the diagnostics itself. passes: whether it tells what held where
    a rule passes.
    """

    name: str
    summary: str
    extension: str
    terminal: bool = False
    diagnostics: bool = False
    passes: bool = False


FORMATS: dict[str, Format] = {
    item.name: item
    for item in (
        Format(
            "text",
            "one line per rule, then what needs attention, by severity, with its source and how to fix it (default)",
            ".txt",
            terminal=True,
        ),
        Format("table", "one line per finding that needs attention", ".table", terminal=True),
        Format(
            "json", "everything, for programs (see `riveter schema output`)", ".json", diagnostics=True, passes=True
        ),
        Format("jsonl", "the same, one object per line", ".jsonl", diagnostics=True, passes=True),
        Format("sarif", "SARIF 2.1.0, for code scanning", ".sarif", diagnostics=True),
        Format("junit", "JUnit XML, for build servers", ".xml", diagnostics=True),
        Format("github", "GitHub workflow commands, and the step summary", ".github", diagnostics=True),
        Format("gitlab", "GitLab code quality", ".gitlab.json", diagnostics=True),
        Format("markdown", "a pull-request comment", ".md"),
        Format("html", "one self-contained page with filters and search", ".html", diagnostics=True),
        Format("csv", "one row per finding, for spreadsheets", ".csv"),
        Format("tap", "Test Anything Protocol", ".tap", diagnostics=True),
    )
}


def load(name: str) -> Render:
    """Return the `render` function of a format. Raises `KeyError` for a name that is not in the table."""
    return _LOADERS[FORMATS[name].name]()


def by_extension(path: str) -> str | None:
    """Return the format for a file name (``report.sarif``); None if its extension is not known."""
    lowered = path.lower()
    fitting = [item for item in FORMATS.values() if lowered.endswith(item.extension)]
    return max(fitting, key=lambda item: len(item.extension)).name if fitting else None


def _text() -> Render:
    from riveter.reporters import text

    return text.render


def _table() -> Render:
    from riveter.reporters import table

    return table.render


def _json() -> Render:
    from riveter.reporters import json

    return json.render


def _jsonl() -> Render:
    from riveter.reporters import jsonl

    return jsonl.render


def _sarif() -> Render:
    from riveter.reporters import sarif

    return sarif.render


def _junit() -> Render:
    from riveter.reporters import junit

    return junit.render


def _github() -> Render:
    from riveter.reporters import github

    return github.render


def _gitlab() -> Render:
    from riveter.reporters import gitlab

    return gitlab.render


def _markdown() -> Render:
    from riveter.reporters import markdown

    return markdown.render


def _html() -> Render:
    from riveter.reporters import html

    return html.render


def _csv() -> Render:
    from riveter.reporters import csv

    return csv.render


def _tap() -> Render:
    from riveter.reporters import tap

    return tap.render


_LOADERS: dict[str, Callable[[], Render]] = {
    "text": _text,
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
    "gitlab": _gitlab,
    "markdown": _markdown,
    "html": _html,
    "csv": _csv,
    "tap": _tap,
}
"""Imports are written out, so that the layers can be checked."""
