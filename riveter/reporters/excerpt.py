"""The lines of the source a finding speaks of, ready for a terminal: sanitised, tabs expanded, cut to fit, secrets masked."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from riveter.core.patterns import late
from riveter.core.source import SourceFile, Span
from riveter.reporters.sanitize import command_at, is_safe, visible_character

TAB_WIDTH = 4
LONG_LINE = 65_536
"""Of longer lines (generated, minified) only the span itself is shown."""
MASK = "(sensitive)"
_REFERENCE = late(r"[\w.\-\[\]*]*")
# A literal given to an attribute whose name says that it is a secret. `http_tokens` and `kms_key_id` are none.
_SECRET = late(
    r"((?:^|[\s{,\"_-])(?:password|passwd|passphrase|secret|secret_key|secret_string|private_key|access_key|api_key"
    r"|token|connection_string)\"?\s*[=:]\s*)(\"(?:[^\"\\]|\\.)*\"?)",
    re.IGNORECASE,
)
_IN_SECRETS = ("pass", "secret", "_key", "token", "connection_string")
"""One of these is in every name that the expression finds. Looking for them takes less time than compiling it."""
# The password or token in an address. One that is put together from other values is none itself.
_IN_ADDRESS = late(r"(?:https?://|://[^\s/@:\"']*:)([^\s/@\"'${}]+)@")


class ExcerptLine(msgspec.Struct, frozen=True):
    """One line of an excerpt. `start` and `end` are the terminal cells to underline (equal: nothing), from 0."""

    number: int
    text: str
    start: int = 0
    end: int = 0

    def split(self) -> tuple[str, str, str]:
        """Return the text before, in and after the underline."""
        if self.text.isascii():
            return self.text[: self.start], self.text[self.start : self.end], self.text[self.end :]
        parts = ["", "", ""]
        at = 0
        for character in self.text:
            parts[0 if at < self.start else 1 if at < self.end else 2] += character
            at += _character_cells(character)
        return parts[0], parts[1], parts[2]


def cells(text: str) -> int:
    """Return how many terminal cells a safe text takes."""
    return len(text) if text.isascii() else sum(map(_character_cells, text))


def _character_cells(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def excerpt(
    source: SourceFile, span: Span, *, before: int = 1, width: int = 160, sensitive: bool = False
) -> list[ExcerptLine]:
    """Return the first line of the span with the part to underline, and `before` lines of context above it.

    Blank lines that would come first are left out. Lines are cut to `width` cells around the span. `sensitive`: the literal the span
    covers is masked.
    Returns nothing when the span lies outside of the text (the file has changed since).
    """
    number = span.start_line
    if not 1 <= number <= len(source.line_starts):
        return []
    found: list[ExcerptLine] = []
    for above in range(max(1, number - before), number):
        text = source.line(above)
        if not text.strip() and not found:
            continue
        found.append(_fit(above, text if len(text) <= LONG_LINE else "…", 0, 0, width))
    text = source.line(number)
    start = min(span.start_col - 1, len(text))
    whole = span.end_line > number
    end = max(start, len(text.rstrip()) if whole else min(span.end_col - 1, len(text)))
    if sensitive and not _REFERENCE.fullmatch(text, start, end):
        text = text[:start] + MASK + text[end:]
        end = start + len(MASK)
    if len(text) > LONG_LINE:
        text = "…" + text[start : min(end, start + 2 * width)] + "…"
        start, end = 1, len(text) - 1
    found.append(_fit(number, text, start, end, width))
    return found


def _fit(number: int, text: str, start: int, end: int, width: int) -> ExcerptLine:
    """Return a line masked, made visible and cut to `width` cells, with the characters from `start` to `end` marked."""
    text, start, end = _mask(text, start, end)
    if text.isascii() and text.isprintable() and "##" not in text:
        pieces: Sequence[str] = text
        offsets: Sequence[int] = range(len(text) + 1)
    else:
        pieces, offsets = _pieces(text)
    first, last = 0, len(pieces)
    if offsets[last] > width:
        # Keep the start of the span, and some of what stands before it, in the window; two cells are for the ellipses.
        if offsets[start] > width * 2 // 3:
            first = bisect_left(offsets, offsets[start] - width // 3)
        last = max(first, bisect_right(offsets, offsets[first] + width - 2) - 1)
    lead = 1 if first else 0
    shown = "…" * lead + "".join(pieces[first:last]) + ("…" if last < len(pieces) else "")
    from_cell = offsets[min(start, last)] - offsets[first] + lead
    to_cell = offsets[min(end, last)] - offsets[first] + lead
    return ExcerptLine(number, shown, from_cell, max(to_cell, from_cell + 1) if end or start else from_cell)


def _mask(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the line with literals given to password-like attributes and passwords in addresses masked.

    Return also where the marked characters now are.
    """
    hidden: list[tuple[int, int]] = []
    if '"' in text and not (text.isascii() and not any(word in text.lower() for word in _IN_SECRETS)):
        hidden += [match.span(2) for match in _SECRET.finditer(text)]
    if "://" in text and "@" in text:
        found = [match.span(1) for match in _IN_ADDRESS.finditer(text)]
        hidden += [(low, high) for low, high in found if not any(one <= low < other for one, other in hidden)]
    if not hidden:
        return text, start, end
    parts: list[str] = []
    at = shift = 0
    new_start, new_end = start, end
    for low, high in sorted(hidden):
        parts += [text[at:low], MASK]
        at = high
        moved = len(MASK) - (high - low)
        if start >= high:
            new_start += moved
        elif start > low:
            new_start = low + shift
        if end >= high:
            new_end += moved
        elif end > low:
            new_end = low + shift + len(MASK)
        shift += moved
    parts.append(text[at:])
    return "".join(parts), new_start, max(new_start, new_end)


def _pieces(text: str) -> tuple[list[str], list[int]]:
    """Return the visible form of each character, and the cell at which it starts (one more for the end)."""
    pieces: list[str] = []
    offsets = [0]
    at = 0
    for index, character in enumerate(text):
        if character == "\t":
            piece = " " * (TAB_WIDTH - at % TAB_WIDTH)
            at += len(piece)
        elif character == "#" and index and command_at(text, index - 1):
            piece = visible_character(character)
            at += len(piece)
        elif is_safe(character):
            piece = character
            at += _character_cells(character)
        else:
            piece = visible_character(character)
            at += len(piece)
        pieces.append(piece)
        offsets.append(at)
    return pieces, offsets
