"""Compute the text that every match of a regex contains, begins with and ends with. A text without it cannot match, and no automaton is
needed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import msgspec

from riveter.rules.model.regex_atoms import ALL_COMMON, COMMON_BIT, common_characters, literal_character
from riveter.rules.model.regex_syntax import (
    Assertion,
    Atom,
    Choice,
    Node,
    Repeat,
    Sequence,
    UnsupportedSyntaxError,
    parse_regex,
)

Parts: TypeAlias = "tuple[tuple[str | None, bool], ...] | list[tuple[str | None, bool]]"

_MAX_EDGE = 32
"""How many characters are followed from either end of a text."""


class _Needs(msgspec.Struct, frozen=True):
    """The requirements on a text in which a regex is found; characters are bits, as in `COMMON_BIT`."""

    characters: int
    """Those that every match holds."""
    allowed: int
    """Those that the text may hold: all, unless the regex is anchored at both ends."""
    first: tuple[int, ...]
    """The possible first, second … characters, if the regex is anchored there."""
    last: tuple[int, ...]
    """Those that the last, the last but one … character may be."""


_NOTHING = _Needs(0, ALL_COMMON, (), ())


def surely_absent(source: str, parts: Parts) -> bool:
    """Return True if the characters of these parts alone show that a regex is found in no text of theirs.

    A part is a known text (with True), the regex of the text in a hole, or None for a hole with any text (with False).
    """
    needs = _needs(source)
    if needs is _NOTHING or not parts:
        return False
    return (
        _lacks(needs.characters, parts)
        or any(known and part and _characters_of(part) & ~needs.allowed for part, known in parts)
        or _differs(needs.first, parts[0])
        or _differs(needs.last, parts[-1], -1)
    )


def _lacks(needed: int, parts: Parts) -> bool:
    """Return True if no part can have one of the characters that are needed."""
    if not needed:
        return False
    possible = 0
    for part, known in parts:
        if part is None:
            return False
        possible |= _characters_of(part) if known else _possible_characters(part)
    return bool(needed & ~possible)


def _differs(edge: tuple[int, ...], part: tuple[str | None, bool], step: int = 1) -> bool:
    """Return True if a known text at an end of all begins (or ends, with a step of -1) otherwise than any match."""
    text, known = part
    if not known or not text:
        return False
    for taken, char in zip(edge, text[::step], strict=False):
        bit = COMMON_BIT.get(char)
        if bit is not None and not taken & bit:
            return True
    return False


def _characters_of(text: str) -> int:
    found = 0
    for char in set(text):
        found |= COMMON_BIT.get(char, 0)
    return found


@lru_cache(maxsize=1024)
def _needs(source: str) -> _Needs:
    try:
        node = parse_regex(source)
        items = node.items if isinstance(node, Sequence) else (node,)
        begins, ends = items[:1] == (Assertion("A"),), items[-1:] == (Assertion("z"),)
        return _Needs(
            _needed(node),
            _possible(node) if begins and ends else ALL_COMMON,
            _edge(node, 1)[0] if begins else (),
            _edge(node, -1)[0] if ends else (),
        )
    except (UnsupportedSyntaxError, RecursionError):
        return _NOTHING


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


def _edge(node: Node, step: int) -> tuple[tuple[int, ...], bool]:
    """Return the possible characters of a part, one after the other from one of its ends, and whether these are all of it."""
    if isinstance(node, Atom):
        return (common_characters(node.source),), True
    if isinstance(node, Assertion):
        return (), True
    if isinstance(node, Repeat):
        found, whole = _edge(node.item, step) if node.least else ((), node.most == 0)
        if not whole:
            return found, False
        return (found * min(node.least, _MAX_EDGE))[:_MAX_EDGE], node.least == node.most and len(
            found
        ) * node.least <= _MAX_EDGE
    if isinstance(node, Choice):
        return _edge_of_any([_edge(item, step) for item in node.items])
    edge: tuple[int, ...] = ()
    for item in node.items[::step]:
        found, whole = _edge(item, step)
        edge += found
        if not whole or len(edge) > _MAX_EDGE:
            return edge[:_MAX_EDGE], False
    return edge, True


def _edge_of_any(edges: list[tuple[tuple[int, ...], bool]]) -> tuple[tuple[int, ...], bool]:
    """Return the possible characters of one of several parts, up to the length of the shortest."""
    together = []
    for at_once in zip(*[found for found, _ in edges], strict=False):
        taken = 0
        for each in at_once:
            taken |= each
        together.append(taken)
    return tuple(together), all(whole and len(found) == len(together) for found, whole in edges)
