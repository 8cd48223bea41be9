"""Places of files: spans of riveter as ranges of the editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lsprotocol import types

from riveter.core.source import Span
from riveter.files.bounds import real_path
from riveter.findings import Finding
from riveter.lsp.texts import Text
from riveter.reporters.interface import deciding


class Places:
    """Turns spans into ranges. text, path: give the text and the path of a file by its shown name."""

    def __init__(self, text: Callable[[str], Text | None], path: Callable[[str], str]) -> None:
        self.text = text
        self.path = path
        self._real: dict[str, str] = {}
        self._paths: dict[str, str] = {}

    def of(self, span: Span, first_line: bool = False) -> tuple[str, types.Range]:
        """Return the path and the range of a span. Of a file that was not read only lines are certain.

        first_line: only its part on the first line.
        """
        text = self.text(span.file)
        if text is None:
            start, end = types.Position(span.start_line - 1, span.start_col - 1), types.Position(span.start_line, 0)
            return self.path(span.file), types.Range(start, end)
        return self.path(span.file), text.range_of(span, first_line=first_line)

    def is_in(self, span: Span, path: str) -> bool:
        """Return True if a span is in a file, by whatever path."""
        return self._of_name(span.file) == self._of_path(path)

    def _of_name(self, name: str) -> str:
        known = self._real.get(name)
        if known is None:
            known = self._real[name] = real_path(self.path(name))
        return known

    def _of_path(self, path: str) -> str:
        known = self._paths.get(path)
        if known is None:
            known = self._paths[path] = real_path(path)
        return known

    def touches(self, span: Span, path: str, wanted: types.Range) -> bool:
        """Return True if the first line of a span is among the lines of a range of a file."""
        if not self.is_in(span, path):
            return False
        _, found = self.of(span, first_line=True)
        return found.start.line <= wanted.end.line and wanted.start.line <= found.end.line


def finding_spans(finding: Finding) -> Iterator[Span]:
    """Yield the places at which a finding is shown."""
    spans = [result.location or finding.resource.span for result in deciding(finding)] or [finding.resource.span]
    yield from dict.fromkeys(span for span in spans if span is not None)
