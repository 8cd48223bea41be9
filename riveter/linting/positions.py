"""The places of the parts of a rule that its model does not keep."""

from __future__ import annotations

from functools import cached_property

import msgspec

from riveter.core.source import SourceFile, Span
from riveter.core.yaml_nodes import YamlNode, read_yaml


class Positions:
    """Find locations in one rule file. The file is read again only when a location is needed."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source

    @cached_property
    def _maps(self) -> dict[Span, YamlNode]:
        found: dict[Span, YamlNode] = {}
        stack = read_yaml(self.source, [])
        while stack:
            node = stack.pop()
            if node.kind == "map":
                found.setdefault(node.span, node)
                stack.extend(node.fields.values())
            elif node.kind == "list":
                stack.extend(node.items)
        return found

    def text(self, owner: Span, keys: tuple[str, ...], text: str) -> Span:
        """Return the location of a text in a field (or the list in a field) of the map at `owner`; `owner` if it is not found."""
        node = self._maps.get(owner)
        for key in keys:
            if node is None or node.kind != "map":
                break
            node = node.fields.get(key)
        if node is None:
            return owner
        for item in node.items if node.kind == "list" else [node]:
            if item.text == text:
                return item.span
        return node.span

    def within(self, span: Span, text: str, offset: int, length: int) -> Span:
        """Return the part of the scalar at `span` that begins at `offset` of its `text`; all of it when it is not written plainly."""
        if not length or span.start_line != span.end_line:
            return span
        line = self.source.line(span.start_line)
        for quote in (0, 1):
            start = span.start_col - 1 + quote
            if line[start : start + len(text)] == text:
                column = start + offset + 1
                return msgspec.structs.replace(span, start_col=column, end_col=column + length)
        return span
