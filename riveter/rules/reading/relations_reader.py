"""Read the parts of `each` and `related` that have a form of their own: `on`, `sum` and `covers`."""

from __future__ import annotations

from typing import Protocol

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.paths import PathError, compile_path
from riveter.core.source import Span
from riveter.core.yaml_fields import YamlFields
from riveter.core.yaml_nodes import YamlNode
from riveter.rules.model.comparison import number_of
from riveter.rules.model.parameters import PLACEHOLDER
from riveter.rules.model.rule import OF_SUBJECT, Dimension, Sum, outward
from riveter.rules.model.unusable import as_unusable
from riveter.rules.operators.extents import READERS, check_limits
from riveter.rules.relations.composed import ComposedText

SUM_KEYS = ("key", "at_least", "at_most")


DIMENSION_KEYS = ("of", "within", "default", "every")


class Reader(Protocol):
    """The interface of the conditions reader."""

    diagnostics: list[Diagnostic]
    failed: bool

    def error(self, span: Span, summary: str, detail: str = "", hint: str = "") -> None:
        """Report what is wrong."""

    def key(self, node: YamlNode, field: str) -> str:
        """Return a key, and report it if it can't be read."""

    def check_text(self, text: str, span: Span) -> bool:
        """Return True if the parameters in a text are known texts; report others."""


def read_on(reader: Reader, node: YamlNode) -> tuple[tuple[str, str], ...]:
    """Return the keys of the other resource with the texts that they must equal."""
    if node.kind != "map" or not node.fields:
        reader.error(node.span, f"`on` must be a map, not {node.what()}", "", 'Write `on: {name: "app-{$.name}"}`.')
        return ()
    found = []
    for key, value in node.fields.items():
        try:
            if compile_path(key).first == "$":
                hint = "It is a key of the other resource: write `$.` in the text only."
                reader.error(node.key_spans[key], f"The key `{clip(key)}` would select nothing", "", hint)
        except PathError as problem:
            reader.error(node.key_spans[key], f"The key `{clip(key)}` can't be read: {problem}")
            continue
        if value.kind != "scalar" or not value.text:
            reader.error(
                value.span, f"`on.{clip(key)}` must be text, not {value.what()}", "", 'Write `"app-{$.name}"`.'
            )
            continue
        if not reader.check_text(value.text, value.span):
            continue
        try:
            ComposedText(value.text)
        except PathError as problem:
            reader.error(value.span, f"A key in `{clip(value.text)}` can't be read: {problem}")
            continue
        found.append((key, value.text))
    return tuple(found)


def read_sum(reader: Reader, node: YamlNode) -> Sum | None:
    """Return the bounds of a sum."""
    if node.kind != "map":
        hint = "Write `sum: {key: size, at_most: 1000}`."
        reader.error(node.span, f"`sum` must be a map, not {node.what()}", "", hint)
        return None
    fields = YamlFields(node, "a sum", reader.diagnostics)
    fields.check_known(SUM_KEYS)
    key_node = fields.get("key")
    key = "" if key_node is None else reader.key(key_node, "key")
    if key_node is None:
        fields.missing("key", "", "Add `key: …`, the attribute to add.")
    bounds = {}
    for name in ("at_least", "at_most"):
        bound = node.fields.get(name)
        if bound is None:
            continue
        whole = PLACEHOLDER.fullmatch(bound.text) if bound.kind == "scalar" else None
        if whole is None and (bound.kind != "scalar" or number_of(bound.value) is None):
            fields.error(
                bound.span, f"`{name}` must be a number, not {YamlFields.shown(bound)}", "", f"Write `{name}: 1`."
            )
        elif whole is None or reader.check_text(bound.text, bound.span):
            bounds[name] = bound.value
    least, most = number_of(bounds.get("at_least")), number_of(bounds.get("at_most"))
    if least is not None and most is not None and least > most:
        hint = f"Write `at_least: {most}, at_most: {least}`, or leave one out."
        fields.error(node.span, f"No sum is at least {least} and at most {most}", "", hint)
    if not bounds and not fields.failed:
        fields.error(node.span, "A sum needs `at_least` or `at_most`", "", "Add `at_most: 1000`.")
    reader.failed = reader.failed or fields.failed
    return Sum(key, bounds.get("at_least"), bounds.get("at_most"))


def read_covers(reader: Reader, node: YamlNode) -> tuple[Dimension, ...]:
    """Return the dimensions of what must be covered."""
    items = node.items if node.kind == "list" else [node]
    hint = "Write `covers: [{networks: cidr_block}, {ports: port}]`."
    if not items or any(item.kind != "map" for item in items):
        reader.error(node.span, f"`covers` must be a list of maps, not {node.what()}", "", hint)
        return ()
    found = [_dimension(reader, item, hint) for item in items]
    return tuple(each for each in found if each is not None)


def _dimension(reader: Reader, node: YamlNode, hint: str) -> Dimension | None:
    fields = YamlFields(node, "a dimension of `covers`", reader.diagnostics)
    kinds = [kind for kind in READERS if kind in node.fields]
    fields.check_known((*READERS, *DIMENSION_KEYS))
    if len(kinds) != 1 and not fields.failed:
        fields.error(node.span, f"A dimension of `covers` has one of {', '.join(READERS)}", "", hint)
    reader.failed = reader.failed or fields.failed
    if fields.failed:
        return None
    keys = _keys(reader, fields, kinds[0])
    of = _keys(reader, fields, "of") if "of" in node.fields else keys
    within, default, every = (
        tuple(text for text, _ in fields.texts(name)) if name in node.fields else () for name in DIMENSION_KEYS[1:]
    )
    dimension = Dimension(kinds[0], keys, of, within, default, every)
    try:
        check_limits(dimension)
    except ValueError as problem:
        unusable = as_unusable(problem)
        fields.error(node.span, unusable.sentence(kinds[0]), "", unusable.hint)
    reader.failed = reader.failed or fields.failed
    return dimension


def _keys(reader: Reader, fields: YamlFields, name: str) -> tuple[str, ...]:
    keys = []
    for text, span in fields.texts(name):
        bare = text
        if name == "of":
            bare = (text[len(OF_SUBJECT) :] or ".") if text.startswith(OF_SUBJECT) else outward(text)[1]
        try:
            first = compile_path(bare or ".").first
        except PathError as problem:
            reader.error(span, f"The key `{clip(text)}` can't be read: {problem}")
            continue
        if first in ("$", "^"):
            reader.error(span, f"The key `{clip(text)}` would select nothing", "", "Write `$.` and `^.` in `of` only.")
        keys.append(text)
    return tuple(keys)
