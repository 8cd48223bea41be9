"""`JsonEditor`: changes of one file in JSON syntax, by position. Everything else keeps its text.

Terraform reads the strings of a rule's `fix` and those of JSON syntax in the same way, so a value is written as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from riveter.core.source import SourceFile
from riveter.fixing.editor import Additions
from riveter.fixing.json_style import Container, colon_of, indent_at, places_of, style_of, values_of
from riveter.fixing.rendering import hcl, json_keys
from riveter.fixing.text_edits import NotEditableError, TextEdit, apply
from riveter.hcl import nodes as n
from riveter.hcl.json_reader import JsonArray, JsonObject, JsonReader, JsonValue, JsonWord
from riveter.hcl.parser import parse
from riveter.rules.model import fix

_NAMES = ("depends_on", "provider", "providers", "ignore_changes", "replace_triggered_by")
"""Arguments whose strings are references: `${…}` would be wrong in them."""


class _Change:
    """What is done to one container: items that go, and texts of new ones."""

    def __init__(self, node: Container) -> None:
        self.node = node
        self.removed: set[int] = set()
        self.values: list[Any] = []
        self.properties: list[tuple[str, Any]] = []


class JsonEditor:
    """Collects changes of one file; `result` is its new text."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        reader = JsonReader(source.text)
        document = reader.read()
        if document is None or reader.fault is not None:
            raise NotEditableError("the file has a syntax error")
        self._document = document
        self._parents: dict[int, tuple[Container, int]] = {}
        """The container of each value, by the place where the value starts, and the number of its item."""
        self._values: dict[int, JsonValue] = {}
        """All values, by their ends: no two of them end at the same place."""
        self._index(document)
        self._style = style_of(document, source.text)
        self._edits: list[TextEdit] = []
        self._changes: dict[int, _Change] = {}
        self._added: dict[int, tuple[JsonObject, Additions]] = {}

    def _index(self, document: JsonValue) -> None:
        stack: list[JsonValue] = [document]
        while stack:
            node = stack.pop()
            self._values[node.end] = node
            if isinstance(node, (JsonObject, JsonArray)):
                for number, item in enumerate(values_of(node)):
                    self._parents[item.start] = (node, number)
                    stack.append(item)

    @property
    def changed(self) -> bool:
        """Whether anything was changed."""
        return bool(self._edits or self._added or self._changes)

    def replace(self, start: int, end: int, value: Any) -> None:
        """Replace a value, or an expression within a string, by a value."""
        known = self._values.get(end)
        if known is None or known.start != start:
            text = json.dumps(hcl(value), ensure_ascii=False)[1:-1]
        else:
            text = self._text(json_keys(value), self.indent_at(start), self._is_flat(known))
        if self.source.text[start:end] != text:
            edit = TextEdit(start, end, text)
            if edit not in self._edits:
                self._edits.append(edit)

    def additions(self, block: n.Block) -> Additions:
        """Return what is added to the body of a block, to add more."""
        node = self._object(block)
        return self._added.setdefault(node.start, (node, Additions()))[1]

    def add_item(self, node: n.ObjectCons, key: str, value: Any) -> None:
        """Add an item to an object."""
        known = self._values.get(node.end)
        if not isinstance(known, JsonObject) or "${" in key or "%{" in key:
            raise NotEditableError("the object has a form that is not edited")
        self._change(known).properties.append((key, json_keys(value)))

    def remove(self, node: n.Attribute | n.Block) -> None:
        """Remove an argument or a block."""
        value = self._values.get(node.end)
        if value is None or value.start not in self._parents:
            raise NotEditableError("the part was not found in its file")
        container, number = self._parents[value.start]
        self._change(container).removed.add(number)

    def append_resource(self, after: n.Block, type: str, name: str, body: Additions) -> None:
        """Add a resource beside another one."""
        container: Container = self._object(after)
        labels = [label.value for label in after.labels]
        while labels and container.start in self._parents:
            container, number = self._parents[container.start]
            if isinstance(container, JsonObject) and container.items[number][0].value != labels.pop():
                break
            if not labels and isinstance(container, JsonObject):
                self._into_types(container, type, name, body)
                return
        raise NotEditableError("the place for a resource was not found")

    def _into_types(self, types: JsonObject, type: str, name: str, body: Additions) -> None:
        content = _plain(body, self._style.in_arrays)
        change = self._change(types)
        known = next((value for key, value in types.items if key.value == type), None)
        if isinstance(known, JsonObject):
            self._change(known).properties.append((name, content))
        elif isinstance(known, JsonArray):
            self._change(known).values.append({name: content})
        elif known is not None:
            raise NotEditableError("the place for a resource was not found")
        else:
            added = next((value for key, value in change.properties if key == type), None)
            if added is None:
                change.properties.append((type, {name: content}))
            else:
                added[name] = content

    # -- the result ---------------------------------------------------------------------------------

    def result(self) -> str:
        """Return the new text. Raises `NotEditableError` if the changes do not fit together, or if the result can't be read."""
        changes = {start: _copy(change) for start, change in self._changes.items()}
        edits = [*self._edits]
        for node, additions in self._added.values():
            change = changes.setdefault(node.start, _Change(node))
            edits += self._fill(node, additions, change, changes)
        for start in [*changes]:
            self._drop_empty_array(changes[start], changes)
        for change in changes.values():
            edits += self._edits_of(change)
        text, _ = apply(self.source.text, edits)
        made = SourceFile(self.source.path, text, self.source.name)
        reader = JsonReader(text)
        reader.read()
        broken = parse(made).diagnostics and not parse(self.source).diagnostics
        if reader.fault is not None or broken:
            raise NotEditableError("the result would not be valid syntax")
        return text

    def _fill(
        self, node: JsonObject, additions: Additions, change: _Change, changes: dict[int, _Change]
    ) -> Iterator[TextEdit]:
        """Add arguments and blocks to an object. Yield the edits of properties that are there already."""
        known = {name.value: (number, value) for number, (name, value) in enumerate(node.items)}
        wanted: dict[str, tuple[Any, bool]] = {}
        for name, value in additions.arguments.items():
            if name in _NAMES and any("${" in text for text in fix.texts(value)):
                raise NotEditableError(f"`{name}` is not written in JSON syntax")
            wanted[name] = (json_keys(value), False)
        for name, items in _blocks(additions, self._style.in_arrays).items():
            wanted[name] = (items, True)
        for name, (value, is_block) in wanted.items():
            number, present = known.get(name, (-1, None))
            if present is None or number in change.removed:
                only = isinstance(value, list) and len(value) == 1 and is_block and not self._style.in_arrays
                change.properties.append((name, value[0] if only else value))
            elif (isinstance(present, JsonWord) and present.value is None) or (
                isinstance(present, JsonArray) and not present.items
            ):
                text = self._text(value, self.indent_at(present.start), self._is_flat(present))
                yield TextEdit(present.start, present.end, text)
            elif not is_block:
                raise NotEditableError(f"`{name}` is set already")
            elif isinstance(present, JsonArray):
                changes.setdefault(present.start, _Change(present)).values.extend(value)
            elif isinstance(present, JsonObject):
                indent = self.indent_at(present.start)
                more = "".join(self._style.comma + self._text(item, indent) for item in value)
                yield TextEdit(present.start, present.start, "[")
                yield TextEdit(present.end, present.end, more + "]")
            else:
                raise NotEditableError(f"`{name}` has a form that is not edited")

    def _drop_empty_array(self, change: _Change, changes: dict[int, _Change]) -> None:
        """Remove the property of an array whose items are all removed."""
        node = change.node
        parent = self._parents.get(node.start)
        if not isinstance(node, JsonArray) or parent is None or change.values or len(change.removed) < len(node.items):
            return
        if change.removed:
            change.removed.clear()
            changes.setdefault(parent[0].start, _Change(parent[0])).removed.add(parent[1])

    def _edits_of(self, change: _Change) -> Iterator[TextEdit]:
        node = change.node
        places = places_of(node)
        kept = [number for number in range(len(places)) if number not in change.removed]
        new = self._new(change, places)
        if not kept:
            if new or places:
                yield TextEdit(node.start + 1, node.end - 1, self._filled(node, new))
            return
        for number in sorted(change.removed):
            if number > kept[0]:
                yield TextEdit(places[number - 1][1], places[number][1], "")
            else:
                yield TextEdit(places[number][0], places[number + 1][0], "")
        if new:
            at = places[kept[-1]][1]
            yield TextEdit(at, at, "".join(self._between(node, places) + item for item in new))

    def _new(self, change: _Change, places: Sequence[tuple[int, int]]) -> list[str]:
        """Return the texts of the new items of a container."""
        node = change.node
        in_lines = self._in_lines(node)
        indent = self.indent_at(places[0][0]) if places and in_lines else self.indent_at(node.start)
        if not places and in_lines:
            indent += self._style.unit
        flat = not in_lines
        colon = colon_of(node, self.source.text) or self._style.colon
        made = [
            json.dumps(name, ensure_ascii=False) + colon + self._text(value, indent, flat)
            for name, value in change.properties
        ]
        return made + [self._text(value, indent, flat) for value in change.values]

    def _filled(self, node: Container, new: Sequence[str]) -> str:
        """Return the inside of a container that has new items only."""
        if not new:
            return ""
        if not self._in_lines(node):
            padding = self._style.padding if isinstance(node, JsonObject) else ""
            return padding + self._style.comma.join(new) + padding
        newline, outer = self._style.newline, self.indent_at(node.start)
        inner = newline + outer + self._style.unit
        return inner + ("," + inner).join(new) + newline + outer

    def _between(self, node: Container, places: Sequence[tuple[int, int]]) -> str:
        text = self.source.text
        if self._in_lines(node):
            return "," + self._style.newline + self.indent_at(places[0][0])
        return text[places[0][1] : places[1][0]] if len(places) > 1 else self._style.comma

    def _in_lines(self, node: Container) -> bool:
        """Return True if each item of a container is on a line of its own."""
        places = places_of(node)
        if not places:
            return self._style.lines
        return "\n" in self.source.text[node.start : places[0][0]]

    # -- texts --------------------------------------------------------------------------------------

    def _text(self, value: Any, indent: str, flat: bool | None = None) -> str:
        """Return a value as text. indent: of the line that it begins in. flat: in one line."""
        style = self._style
        flat = not style.lines if flat is None else flat
        if not isinstance(value, (dict, list)) or not value:
            return json.dumps(value, ensure_ascii=False)
        inner = indent + style.unit
        plain = isinstance(value, list) and style.flat and not any(isinstance(item, (dict, list)) for item in value)
        items = [self._text(item, inner, flat) for item in (value.values() if isinstance(value, dict) else value)]
        if isinstance(value, dict):
            names = [json.dumps(name, ensure_ascii=False) + style.colon for name in value]
            items = [name + item for name, item in zip(names, items, strict=True)]
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if flat or plain:
            padding = style.padding if isinstance(value, dict) else ""
            return opening + padding + style.comma.join(items) + padding + closing
        newline = style.newline
        return f"{opening}{newline}{inner}" + f",{newline}{inner}".join(items) + f"{newline}{indent}{closing}"

    def _is_flat(self, node: JsonValue) -> bool:
        """Return True if what a value is in has one line."""
        parent = self._parents.get(node.start)
        return parent is not None and not self._in_lines(parent[0])

    def indent_at(self, offset: int) -> str:
        """Return the indentation of the line of a place."""
        return indent_at(self.source.text, offset)

    # -- places -------------------------------------------------------------------------------------

    def _change(self, node: Container) -> _Change:
        return self._changes.setdefault(node.start, _Change(node))

    def _object(self, block: n.Block) -> JsonObject:
        node = self._values.get(block.end)
        if not isinstance(node, JsonObject):
            raise NotEditableError("the block has a form that is not edited")
        return node


def _copy(change: _Change) -> _Change:
    made = _Change(change.node)
    made.removed, made.values, made.properties = {*change.removed}, [*change.values], [*change.properties]
    return made


def _blocks(additions: Additions, in_arrays: bool) -> dict[str, list[Any]]:
    """Return the added blocks by their names."""
    made: dict[str, list[Any]] = {}
    for name, body in additions.blocks:
        made.setdefault(name, []).append(_plain(body, in_arrays))
    return made


def _plain(additions: Additions, in_arrays: bool) -> dict[str, Any]:
    """Return a new body as a value."""
    made = {name: json_keys(value) for name, value in additions.arguments.items()}
    for name, items in _blocks(additions, in_arrays).items():
        made[name] = items if in_arrays or len(items) > 1 else items[0]
    return made
