"""Comma-separated values: one row a finding, of every outcome. No cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from riveter.findings import Finding
from riveter.reporters import sanitize
from riveter.reporters.describe import environment_names
from riveter.reporters.interface import RenderOptions, Results
from riveter.reporters.wording import details, place

COLUMNS = (
    "outcome",
    "severity",
    "rule_id",
    "rule_name",
    "pack",
    "address",
    "resource_type",
    "module",
    "file",
    "line",
    "column",
    "message",
    "details",
    "suppression",
    "fingerprint",
    "status",
    "environments",
    "root",
)
_FORMULA = ("=", "+", "-", "@")


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the header and the rows."""
    buffer = io.StringIO()
    write = csv.writer(buffer).writerow
    write(COLUMNS)
    for finding in results.findings:
        write([safe(cell) for cell in _row(finding, results)])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def safe(cell: str) -> str:
    """Return the cell on one line; an apostrophe keeps spreadsheets from computing it."""
    text = sanitize.line(cell)
    # Spreadsheets skip spaces, and wide forms of the signs count as well.
    first = text.lstrip()[:1]
    return f"'{text}" if first and first in (*_FORMULA, "＝", "＋", "－", "＠") else text


def _row(finding: Finding, results: Results) -> tuple[str, ...]:
    span = place(finding)
    return (
        finding.outcome.value,
        finding.severity,
        finding.rule_id,
        finding.rule_name,
        finding.pack,
        finding.resource.address,
        finding.resource.type,
        finding.resource.module,
        span.file if span else "",
        str(span.start_line) if span else "",
        str(span.start_col) if span else "",
        finding.message,
        " | ".join(details(finding, results)),
        finding.suppression.reason or finding.suppression.kind if finding.suppression else "",
        finding.fingerprint,
        finding.status,
        ", ".join(environment_names(finding.environments)),
        finding.resource.root,
    )
