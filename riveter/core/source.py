"""Source files and positions in them.

A `SourceFile` is read once; nodes hold character offsets into its text, and a `Span` (file, lines, columns) is the
same fact in the form people and reports use. Lines and columns count from 1, columns count characters (not bytes),
and the end of a span is exclusive.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from functools import cached_property

import msgspec

MAX_SOURCE_BYTES = 10 * 1024 * 1024
"""Configuration files larger than this are refused: no hand-written Terraform comes near it."""


class Position(msgspec.Struct, frozen=True, gc=False):
    """A place in a file: `line` and `column` count from 1."""

    line: int
    column: int


class Span(msgspec.Struct, frozen=True, gc=False, order=True):
    """A range in a file; `file` is the path shown to people (relative, forward slashes), the end is exclusive."""

    file: str
    start_line: int
    start_col: int
    end_line: int
    end_col: int

    def __str__(self) -> str:
        return f"{self.file}:{self.start_line}:{self.start_col}"


class SourceError(Exception):
    """Report that a file cannot be used as text: it is missing, unreadable, too large, binary or not UTF-8.

    `summary` names the problem, `hint` says how to fix it. `line` and `column` point at the first invalid byte, if there is one. `missing`:
    the file does not exist.
    """

    def __init__(
        self,
        path: str,
        summary: str,
        hint: str = "",
        line: int = 1,
        column: int = 1,
        *,
        missing: bool = False,
    ) -> None:
        super().__init__(f"{path}: {summary}")
        self.missing = missing
        self.path = path
        self.summary = summary
        self.hint = hint
        self.line = line
        self.column = column


class SourceFile:
    """The text of one file with its line table.

    `path` is the location where it was read. `name` is its display name (relative to the working directory, `/` separated).
    `text` keeps CRLF line ends: offsets are offsets into exactly this string.
    """

    __slots__ = ("__dict__", "name", "path", "text")

    def __init__(self, path: str, text: str, name: str | None = None) -> None:
        self.path = path
        self.text = text
        self.name = display_path(path) if name is None else name

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of the first character of every line."""
        starts = [0]
        find = self.text.find
        at = find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = find("\n", at + 1)
        return starts

    def position(self, offset: int) -> Position:
        """Return the line and column of a character offset (clamped to the text)."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def span(self, start: int, end: int) -> Span:
        """Return the span between two character offsets."""
        starts, length = self.line_starts, len(self.text)
        start, end = max(0, min(start, length)), max(0, min(end, length))
        first, last = bisect_right(starts, start), bisect_right(starts, end)
        return Span(self.name, first, start - starts[first - 1] + 1, last, end - starts[last - 1] + 1)

    def line(self, number: int) -> str:
        """Return the text of a line (counted from 1) without its line end; empty beyond the file."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r")


def display_path(path: str) -> str:
    """Return `path` relative to the working directory (where that is shorter than going up and out), with forward slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        relative = path
    shown = path if relative.startswith(".." + os.sep + ".." + os.sep + "..") and os.path.isabs(path) else relative
    return shown.replace(os.sep, "/")


def decode_source(data: bytes, path: str, *, name: str, max_bytes: int = MAX_SOURCE_BYTES) -> SourceFile:
    """Decode the bytes of a file as UTF-8 (a byte order mark is dropped).

    Raises `SourceError` for a text that is too long, binary or in another encoding.
    """
    if len(data) > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise SourceError(name, f"File is larger than {limit} MiB", "Exclude it, or split it into smaller files.")
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    nul = data.find(b"\0")
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        raise SourceError(name, "File is binary, not text", "Exclude it from the scan.", line)
    try:
        return SourceFile(path, data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise SourceError(name, "File is not valid UTF-8", "Save it as UTF-8.", line, column) from None
