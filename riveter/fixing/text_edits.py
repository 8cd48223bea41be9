"""Edits of a text by position."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class NotEditableError(Exception):
    """Report why a configuration is not edited. The message is a part of a sentence for people: it never shows a value."""


class TextEdit(msgspec.Struct, frozen=True, order=True):
    """Replace the characters from `start` to `end` (exclusive) with a text."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[TextEdit]) -> tuple[str, list[tuple[int, int]]]:
    """Return the edited text, and where the new parts are in it. Raises `NotEditableError` if edits overlap."""
    made: list[str] = []
    places: list[tuple[int, int]] = []
    at = size = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < at:
            raise NotEditableError("two edits would change the same text")
        made += [text[at : edit.start], edit.text]
        size += edit.start - at
        places.append((size, size + len(edit.text)))
        size += len(edit.text)
        at = edit.end
    made.append(text[at:])
    return "".join(made), places


def newline_of(text: str) -> str:
    """Return the line end that a text uses."""
    at = text.find("\n")
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"
