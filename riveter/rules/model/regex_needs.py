"""Characters that every match of a regex holds. Where a text can have none of one, nothing is found, without any automaton."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from riveter.rules.model.regex_atoms import ALL_COMMON, COMMON_BIT, common_characters, literal_character
from riveter.rules.model.regex_syntax import (
    Assertion,
    Atom,
    Choice,
    Node,
    Repeat,
    UnsupportedSyntaxError,
    parse_regex,
)


def surely_absent(source: str, parts: Iterable[tuple[str | None, bool]]) -> bool:
    """Return True if no text of these parts holds a character that each match of a regex needs.

    A part is a known text (with True), the regex of the text in a hole, or None for a hole with any text (with False).
    """
    needed = _needed_characters(source)
    if not needed:
        return False
    possible = 0
    for part, known in parts:
        if part is None:
            return False
        possible |= _characters_of(part) if known else _possible_characters(part)
    return bool(needed & ~possible)


def _characters_of(text: str) -> int:
    found = 0
    for char in set(text):
        found |= COMMON_BIT.get(char, 0)
    return found


@lru_cache(maxsize=1024)
def _needed_characters(source: str) -> int:
    try:
        return _needed(parse_regex(source))
    except (UnsupportedSyntaxError, RecursionError):
        return 0


@lru_cache(maxsize=1024)
def _possible_characters(source: str) -> int:
    try:
        return _possible(parse_regex(source))
    except (UnsupportedSyntaxError, RecursionError):
        return ALL_COMMON


def _needed(node: Node) -> int:
    """Return the characters that are in every text of a part, as bits."""
    if isinstance(node, Atom):
        return literal_character(node.source)
    if isinstance(node, Assertion):
        return 0
    if isinstance(node, Repeat):
        return _needed(node.item) if node.least else 0
    found = [_needed(item) for item in node.items]
    combined = found[0] if isinstance(node, Choice) and found else 0
    for each in found:
        combined = combined & each if isinstance(node, Choice) else combined | each
    return combined


def _possible(node: Node) -> int:
    """Return the characters that may be in a text of a part, as bits."""
    if isinstance(node, Atom):
        return common_characters(node.source)
    if isinstance(node, Assertion):
        return 0
    if isinstance(node, Repeat):
        return _possible(node.item)
    combined = 0
    for item in node.items:
        combined |= _possible(item)
    return combined
