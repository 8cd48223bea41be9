"""Reading the fields of a YAML map with checks, positions and did-you-mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from riveter.core import suggestions
from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.core.yaml_nodes import YamlNode

SYNONYMS: dict[str, tuple[str, ...]] = {
    "attribute": ("key",), "path": ("key",), "field": ("key",), "property": ("key",), "op": ("operator",), "comparator": ("operator",),
    "and": ("all",), "or": ("any",), "checks": ("assertions",), "conditions": ("assertions",), "assert": ("assertions",),
    "condition": ("assertions",), "when": ("filters", "where"),
    "filter": ("filters", "where"), "filters": ("where",), "resource": ("resource_type",),
    "resources": ("resource_type",), "resource_types": ("resource_type",), "title": ("name",), "level": ("severity",),
    "int": ("number",), "integer": ("number",), "float": ("number",), "boolean": ("bool",), "str": ("string",), "text": ("string",),
    "object": ("map",), "dict": ("map",), "array": ("list",), "regex": ("matches",), "regex_match": ("matches",), "like": ("glob",),
    "defined": ("exists",), "is_set": ("exists",), "missing": ("not_exists",), "null": ("is_null",), "empty": ("is_empty",),
    "includes": ("contains",), "has": ("contains",), "one_of": ("in",), "some": ("any",), "every": ("all",), "error": ("high",),
    "warning": ("medium",), "values": ("value",), "expected": ("value",), "min": ("at_least",), "max": ("at_most",),
}  # fmt: skip
"""The names that other tools use."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint with the nearest known name, or with all names if there are few; otherwise empty."""
    return suggestions.nearest(word, known, SYNONYMS)


class YamlFields:
    """The fields of one map; errors are added to `diagnostics`, and reading continues."""

    def __init__(self, node: YamlNode, what: str, diagnostics: list[Diagnostic]) -> None:
        self.node = node
        self.what = what
        self.diagnostics = diagnostics
        self.failed = False
        self.suggested: set[str] = set()

    def error(self, span: Span, summary: str, detail: str = "", hint: str = "") -> None:
        """Report an error in this map."""
        self.failed = True
        self.diagnostics.append(Diagnostic("error", summary, detail, span, hint))

    def check_known(self, known: Iterable[str]) -> None:
        """Report every key that is not among the known ones."""
        names = tuple(known)
        for key, span in self.node.key_spans.items():
            if key not in names:
                found = suggestions.perhaps_meant(key, names, SYNONYMS)
                if found is not None:
                    self.suggested.add(found)
                self.error(span, f"Unknown key `{clip(key)}` in {self.what}", "", nearest(key, names))

    def missing(self, key: str, detail: str, hint: str) -> None:
        """Report a field that must be given, unless it is there misspelt, which was reported."""
        if key in self.suggested:
            self.failed = True
        else:
            self.error(self.node.span, f"`{key}` is missing in {self.what}", detail, hint)

    def get(self, key: str) -> YamlNode | None:
        """Return the node of a field, if it is given."""
        return self.node.fields.get(key)

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        """Return a field that is text (numbers are taken as written)."""
        node = self.get(key)
        if node is None:
            if required:
                self.missing(key, "", f"Add `{key}: …`.")
            return default
        if node.kind != "scalar" or node.value is None:
            self.error(node.span, f"`{key}` must be text, not {node.what()}", "", f'Write `{key}: "…"`.')
            return default
        if required and not node.text.strip():
            self.error(node.span, f"`{key}` is empty", "", f'Write `{key}: "…"`.')
        return node.text

    def flag(self, key: str, default: bool) -> bool:
        """Return a field that is true or false."""
        node = self.get(key)
        if node is None:
            return default
        if not isinstance(node.value, bool):
            self.error(
                node.span, f"`{key}` must be true or false, not {self.shown(node)}", "", "Write `true` or `false`."
            )
            return default
        return node.value

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """Return a field that is one of a few words."""
        node = self.get(key)
        if node is None:
            return default
        if node.kind == "scalar" and node.text in choices:
            return node.text
        hint = suggestions.nearest(node.text, choices, SYNONYMS, listed=False) if node.kind == "scalar" else ""
        self.error(node.span, f"`{key}` can't be {self.shown(node)}", f"It is one of {', '.join(choices)}.", hint)
        return default

    def texts(self, key: str) -> list[tuple[str, Span]]:
        """Return a field that is one text or a list of them."""
        node = self.get(key)
        if node is None:
            return []
        items = node.items if node.kind == "list" else [node]
        if not items:
            self.error(node.span, f"`{key}` is an empty list", "", f"Name at least one, or leave `{key}` out.")
        return [text for item in items for text in self.text_in(key, item)]

    def text_in(self, key: str, item: YamlNode) -> list[tuple[str, Span]]:
        """Return the text that an item of a field is; nothing if it is none, which is reported."""
        if item.kind != "scalar" or item.value is None or not item.text:
            hint = f'Write `{key}: "…"`, or `{key}: ["…", "…"]`.'
            self.error(item.span, f"`{key}` must be text or a list of text, not {item.what()}", "", hint)
            return []
        return [(item.text, item.span)]

    def mapping(self, key: str) -> dict[str, Any]:
        """Return a field that is a free map."""
        node = self.get(key)
        if node is None or (node.kind == "scalar" and node.value is None):
            return {}
        if node.kind != "map":
            self.error(node.span, f"`{key}` must be a map, not {node.what()}", "", f"Write `{key}: {{…: …}}`.")
            return {}
        value = node.plain()
        assert isinstance(value, dict)
        return value

    def values(self, key: str) -> dict[str, Any]:
        """Return a field that is a map of values. Ambiguous values are errors."""
        node = self.get(key)
        if node is not None and node.kind == "map" and report_unclear(node, key, self.diagnostics):
            self.failed = True
        return self.mapping(key)

    @staticmethod
    def shown(node: YamlNode) -> str:
        """Return a node in a message."""
        return f"`{clip(node.text)}`" if node.kind == "scalar" and node.text else node.what()


def report_unclear(node: YamlNode, what: str, diagnostics: list[Diagnostic]) -> bool:
    """Report the ambiguous parts of a value: `yes` and similar words, and blank values. Return True if there are any.

    what: the name of the value.
    """
    before = len(diagnostics)
    parts = [(node, f"`{what}`")]
    while parts:
        part, name = parts.pop()
        if part.kind == "list":
            parts.extend((item, f"An item of `{what}`") for item in part.items)
        elif part.kind == "map":
            parts.extend((item, f"`{clip(key)}` in `{what}`") for key, item in part.fields.items())
        elif part.blank:
            hint = 'Write `null` for null, `""` for the empty text.'
            diagnostics.append(Diagnostic("error", f"{name} is blank", "", part.span, hint))
        elif part.ambiguous:
            truth = "true" if part.text.lower() in ("yes", "on") else "false"
            hint = f'Write `{truth}`, or `"{part.text}"` in quotes for the text.'
            summary = f"`{part.text}` may mean text or a bool"
            diagnostics.append(Diagnostic("error", summary, "YAML versions differ.", part.span, hint))
    return len(diagnostics) > before
