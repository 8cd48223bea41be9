"""How a file in JSON syntax is written: indentation, and blanks around its signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from riveter.fixing.rendering import UNIT
from riveter.fixing.text_edits import newline_of
from riveter.hcl.json_reader import JsonArray, JsonObject, JsonValue

Container = JsonObject | JsonArray


class Style(msgspec.Struct, frozen=True):
    """How a file is written.

    colon: between a name and a value. comma: between items of one line. unit: the indentation of a level. padding: within the braces of
    an object of one line. flat: lists of plain values have one line. in_arrays: a single block is in an array, too. lines: it has several.
    """

    colon: str = ": "
    comma: str = ", "
    unit: str = UNIT
    padding: str = ""
    flat: bool = True
    in_arrays: bool = False
    newline: str = "\n"
    lines: bool = True


def style_of(document: JsonValue, text: str) -> Style:
    """Return how a file is written. The first place that shows a habit decides."""
    found: dict[str, Any] = {}
    stack: list[JsonValue] = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, (JsonObject, JsonArray)) and node.items:
            for name, value in _habits(node, text):
                found.setdefault(name, value)
            stack += reversed(values_of(node))
    if found.get("colon") == ":":
        found.setdefault("comma", ",")
    return Style(**found, newline=newline_of(text), lines="\n" in text.strip())


def _habits(node: Container, text: str) -> Iterator[tuple[str, Any]]:
    """Yield what a container with items shows of how the file is written."""
    places, values = places_of(node), values_of(node)
    has_containers = any(isinstance(item, (JsonObject, JsonArray)) for item in values)
    colon = colon_of(node, text)
    if colon:
        yield "colon", colon
    elif len(values) == 1 and isinstance(values[0], JsonObject):
        yield "in_arrays", True
    before = text[node.start + 1 : places[0][0]]
    if "\n" in before:
        outer, inner = indent_at(text, node.start), indent_at(text, places[0][0])
        if inner.startswith(outer) and inner != outer:
            yield "unit", inner[len(outer) :]
        if isinstance(node, JsonArray) and not has_containers:
            yield "flat", False
        return
    if isinstance(node, JsonObject):
        yield "padding", before
    elif not has_containers:
        yield "flat", True
    if len(places) > 1 and "\n" not in (between := text[places[0][1] : places[1][0]]):
        yield "comma", between


def colon_of(node: Container, text: str) -> str:
    """Return the colon of the first property of an object, with the blanks around it; empty if it has none."""
    if not isinstance(node, JsonObject) or not node.items:
        return ""
    name, value = node.items[0]
    colon = text[name.end : value.start]
    return "" if "\n" in colon else colon


def indent_at(text: str, offset: int) -> str:
    """Return the indentation of the line of a place."""
    start = end = text.rfind("\n", 0, offset) + 1
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    return text[start:end]


def values_of(node: Container) -> list[JsonValue]:
    """Return the values of the items of a container."""
    return [value for _, value in node.items] if isinstance(node, JsonObject) else node.items


def places_of(node: Container) -> list[tuple[int, int]]:
    """Return where the items of a container are, with their names."""
    if isinstance(node, JsonObject):
        return [(name.start, value.end) for name, value in node.items]
    return [(item.start, item.end) for item in node.items]
