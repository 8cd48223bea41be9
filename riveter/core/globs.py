"""Globs for names and addresses: `*` and `?`. All other characters, including brackets, are literal (``x.y[0]`` is an address)."""

from __future__ import annotations


def matches_glob(pattern: str, text: str) -> bool:
    """Return True if the glob matches the whole text. Takes at most (length of pattern × length of text) steps."""
    at = position = 0
    star = mark = -1
    while position < len(text):
        if at < len(pattern) and pattern[at] == "*":
            star, mark = at, position
            at += 1
        elif at < len(pattern) and pattern[at] in ("?", text[position]):
            at += 1
            position += 1
        elif star >= 0:
            mark += 1
            at, position = star + 1, mark
        else:
            return False
    return all(character == "*" for character in pattern[at:])


def is_glob(text: str) -> bool:
    """Return True if a text is a glob, which may match more than itself."""
    return "*" in text or "?" in text
