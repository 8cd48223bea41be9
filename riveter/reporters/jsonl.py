"""One JSON object per line: a header, the findings, the rules, the diagnostics, items not scanned, the comparison, the summary.

`type` distinguishes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riveter import __version__
from riveter.reporters import coverage
from riveter.reporters import json as document
from riveter.reporters.interface import RenderOptions, Results


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the lines; each object is as in the JSON report."""
    tool = {"name": "riveter", "version": __version__}
    yield _line("header", {"schema_version": document.SCHEMA_VERSION, "tool": tool})
    for finding in results.findings:
        yield _line("finding", document.finding(finding))
    for rule in results.rules:
        yield _line("rule", document.rule(rule))
    for diagnostic in results.diagnostics:
        yield _line("diagnostic", document.diagnostic(diagnostic))
    for item in coverage.named(results):
        yield _line("not_scanned", coverage.item_document(item))
    if results.diff is not None:
        yield _line("diff", document.diff(results, options))
    yield _line("summary", document.summary(results))


def _line(kind: str, value: dict[str, Any]) -> str:
    return document.encode({"type": kind, **value}, indent=0) + "\n"
