"""Where a position is in a YAML text that is being typed: the text is read with a mark at the position."""

from __future__ import annotations

import re

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.core.yaml_nodes import YamlNode, read_yaml

_MARK = "qXcursorXq"
_WORD = re.compile(r"[^\s,{}\[\]\"']*\Z")
_REST = re.compile(r"[^\s,{}\[\]\"':#]*")
MAX_CHARACTERS = 1_000_000


class YamlPlace(msgspec.Struct, frozen=True):
    """A position. path: the keys and numbers that lead to it. nodes: the maps and lists on the way, the document first.

    word: what is typed already. start, end: the offsets of the word, with what follows the position. is_key: whether it is a key of the
    last map.
    """

    path: tuple[str | int, ...]
    nodes: tuple[YamlNode, ...]
    word: str
    start: int
    end: int
    is_key: bool


def place_at(text: str, offset: int) -> YamlPlace | None:
    """Return where an offset is; None if the text around it cannot be read."""
    if len(text) > MAX_CHARACTERS:
        return None
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    found = _WORD.search(line)
    word = found[0] if found is not None else ""
    rest = _REST.match(text, offset)
    end = offset if rest is None else rest.end()
    start = offset - len(word)
    for mark in (_MARK, f"{_MARK}:", f"{_MARK}: x"):
        followed = text[end:]
        if mark != _MARK and followed.lstrip(" ").startswith(":"):
            mark = _MARK
        problems: list[Diagnostic] = []
        nodes = read_yaml(SourceFile("", text[:start] + mark + followed, ""), problems)
        if any(problem.severity == "error" for problem in problems):
            continue
        for node in nodes:
            place = _find(node, (), ())
            if place is not None:
                path, around, is_key = place
                return YamlPlace(path, around, word, start, end, is_key)
    return None


def _find(
    node: YamlNode, path: tuple[str | int, ...], around: tuple[YamlNode, ...]
) -> tuple[tuple[str | int, ...], tuple[YamlNode, ...], bool] | None:
    if node.kind == "map":
        for key, field in node.fields.items():
            if _MARK in key:
                return path, (*around, node), True
            found = _find(field, (*path, key), (*around, node))
            if found is not None:
                return found
        return None
    if node.kind == "list":
        for number, item in enumerate(node.items):
            found = _find(item, (*path, number), (*around, node))
            if found is not None:
                return found
        return None
    return (path, around, False) if _MARK in str(node.text) else None
