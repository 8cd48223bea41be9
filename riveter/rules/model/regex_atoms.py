"""Find the characters that an atom of a regex matches: google-re2 itself decides, in one search for all common characters."""

from __future__ import annotations

import sys
from array import array
from functools import lru_cache
from typing import Any

from riveter.core.patterns import late


def _compiled(source: str) -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    return re2.compile(source, options)


@lru_cache(maxsize=2048)
def takes(source: str) -> Any:
    """Return whether an atom takes a character."""
    search = _compiled(f"\\A(?:{source})\\z").search
    return lambda char: search(char if not "\ud800" <= char <= "\udfff" else "?") is not None


_ASCII = "".join(map(chr, range(128)))
COMMON_TEXT = f"{_ASCII}\u00a0\u017f\u212a"
COMMON_BIT = {char: 1 << position for position, char in enumerate(COMMON_TEXT)}
ALL_COMMON = (1 << len(COMMON_TEXT)) - 1


_ESCAPED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~")


def literal_character(source: str) -> int:
    """Return the only ASCII character that an atom matches (`a`, `[:]`, `\\.`), as a bit; 0 if it may match others."""
    if not source.isascii():
        return 0
    if len(source) == 1:
        return 1 << ord(source) if source.isalnum() else 0
    if len(source) == 2:
        return 1 << ord(source[1]) if source[0] == "\\" and source[1] in _ESCAPED else 0
    one = len(source) == 3 and source[0] == "[" and source[2] == "]" and source[1] not in "[\\]^"
    return 1 << ord(source[1]) if one else 0


@lru_cache(maxsize=2048)
def common_characters(source: str) -> int:
    """Return which characters of `COMMON_TEXT` an atom takes, as bits: one search for all, as a search for each is most of the work."""
    taken = literal_character(source)
    if taken:
        return taken  # compiling it takes longer than all the rest
    for found in _compiled(f"(?:{source})+").finditer(COMMON_TEXT):
        start, end = found.span()
        taken |= (1 << end) - (1 << start)
    return taken


_ASCII_CODE = late(r"\\x[0-7][0-9A-Fa-f]")


@lru_cache(maxsize=1024)
def edges_of(source: str) -> tuple[str, ...]:
    """Return the characters at which an atom begins or ends to match: among them and the common ones, it takes every decision it can."""
    named = _ASCII_CODE.sub("", source)
    plain = source.isascii() and not any(mark in named for mark in ("\\p", "\\P", "\\x", "[:^"))
    if plain:
        # ASCII alone tells all others apart at most by the two that are a letter's other case: ſ and the Kelvin sign.
        return ()
    edges: list[str] = []
    for found in _compiled(f"(?:{source})+").finditer(_every_character()):
        start, end = found.span()
        edges.append(_every_character()[start])
        edges.extend(_every_character()[end : end + 1])
    return tuple(edges)


@lru_cache(maxsize=1)
def _every_character() -> str:
    codes = array("I", range(0xD800))  # as numbers: a million separate texts would take 100 MB
    codes.extend(range(0xE000, 0x110000))
    return codes.tobytes().decode(f"utf-32-{sys.byteorder[0]}e")
