"""Texts as editors count them: lines end with ``\\n``, ``\\r\\n`` or ``\\r``, and positions count code units.

Spans of riveter count characters, and only ``\\n`` ends a line. Offsets into the text are the same for both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from lsprotocol import types

from riveter.core.source import SourceFile, Span

_LINE_END = re.compile(r"\r\n|\r|\n")
MARK = "\ufeff"
"""A byte order mark. riveter does not count it, an editor that keeps it does."""


class Text:
    """A text with its lines. It never changes: an edit makes another one."""

    def __init__(self, text: str, encoding: str = types.PositionEncodingKind.Utf16) -> None:
        self.text = text
        self.encoding = str(getattr(encoding, "value", encoding))

    @cached_property
    def source(self) -> SourceFile:
        """The text as riveter reads it."""
        return SourceFile("", self.text.removeprefix(MARK), "")

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]

    def _line(self, number: int) -> str:
        """Return a line without its end."""
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position. Behind the end of a line it is the end of the line, as the protocol says."""
        if position.line >= len(self._starts):
            return len(self.text)
        return self._starts[position.line] + _characters(self._line(position.line), position.character, self.encoding)

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset].rstrip("\r\n")
        return types.Position(line, _units(before, self.encoding))

    def range(self, start: int, end: int) -> types.Range:
        """Return the range between two offsets."""
        return types.Range(self.position(start), self.position(end))

    @property
    def _skipped(self) -> int:
        return 1 if self.text.startswith(MARK) else 0

    def offset_at(self, position: types.Position) -> int:
        """Return the offset of a position in the text as riveter reads it."""
        return max(0, self.offset(position) - self._skipped)

    def range_at(self, start: int, end: int) -> types.Range:
        """Return the range between two offsets in the text as riveter reads it."""
        return self.range(start + self._skipped, end + self._skipped)

    def range_of(self, span: Span, *, first_line: bool = False) -> types.Range:
        """Return the range of a span. first_line: only its part on the first line, without white space at its end."""
        start = offset_of(self.source, span.start_line, span.start_col)
        end = max(start, offset_of(self.source, span.end_line, span.end_col))
        if first_line:
            line_end = self.source.text.find("\n", start, end)
            if line_end >= 0:
                end = start + len(self.source.text[start:line_end].rstrip())
        return self.range_at(start, end)

    def changed(self, changes: Iterable[types.TextDocumentContentChangeEvent]) -> Text:
        """Return the text after the changes of an editor, one after the other."""
        result = self
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                start, end = result.offset(change.range.start), result.offset(change.range.end)
                start, end = min(start, end), max(start, end)
                text = result.text[:start] + change.text + result.text[end:]
            else:
                text = change.text
            result = Text(text, self.encoding)
        return result


def offset_of(source: SourceFile, line: int, column: int) -> int:
    """Return the offset of a line and a column, as spans have them."""
    starts = source.line_starts
    if line > len(starts):
        return len(source.text)
    end = starts[line] - 1 if line < len(starts) else len(source.text)
    return min(starts[max(line, 1) - 1] + max(column, 1) - 1, end)


def _units(text: str, encoding: str) -> int:
    """Return the length of a text in code units."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(character > "\uffff" for character in text)


def _characters(text: str, units: int, encoding: str) -> int:
    """Return how many characters the first code units of a text are. Half a character does not count."""
    if encoding == "utf-32" or text.isascii():
        return max(0, min(units, len(text)))
    for number, character in enumerate(text):
        units -= _units(character, encoding)
        if units < 0:
            return number
    return len(text)
