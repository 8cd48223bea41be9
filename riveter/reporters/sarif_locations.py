"""Locations in SARIF's form: URIs relative to the root of the repository, and columns in UTF-16 code units.

SARIF readers assume these units, as editors count so, whatever `columnKind` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from riveter.core.source import SourceFile, Span

COLUMN_KIND = "utf16CodeUnits"
_ABSOLUTE = re.compile(r"/|[A-Za-z]:/")


class SarifLocations:
    """Writes spans. in_repository: the name of a file from the root of its repository. source: the text of a file."""

    def __init__(self, in_repository: Callable[[str], str], source: Callable[[str], SourceFile | None]) -> None:
        self._in_repository = in_repository
        self._source = source
        self._artifacts: dict[str, dict[str, str]] = {}

    def location(self, span: Span, message: str = "") -> dict[str, Any]:
        """Return a `location` with its message."""
        artifact = self._artifacts.get(span.file)
        if artifact is None:
            artifact = self._artifacts[span.file] = _artifact(self._in_repository(span.file))
        written: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact, "region": self._region(span)}}
        return {**written, "message": {"text": message}} if message else written

    def _region(self, span: Span) -> dict[str, int]:
        region = {"startLine": span.start_line, "startColumn": self._column(span.file, span.start_line, span.start_col)}
        region["endLine"] = max(span.end_line, span.start_line)
        if span.end_line > span.start_line or span.end_col >= span.start_col:
            region["endColumn"] = self._column(span.file, region["endLine"], span.end_col)
        return region

    def _column(self, file: str, line: int, column: int) -> int:
        source = self._source(file)
        if source is None or not 1 <= line <= len(source.line_starts):
            return column
        before = source.line(line)[: column - 1]
        return column if before.isascii() else column + sum(character > "\uffff" for character in before)


def _artifact(path: str) -> dict[str, str]:
    uri = quote(path.encode("utf-8", "backslashreplace"), safe="/~")
    if _ABSOLUTE.match(path):
        return {"uri": "file://" + (uri if path.startswith("/") else "/" + uri.replace("%3A", ":", 1))}
    # A colon in the first part of a relative path would be taken for a scheme: quote() has escaped it.
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}
