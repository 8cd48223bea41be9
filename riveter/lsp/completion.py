"""Completion in rule files: resource types, keys of the providers' schemas, operators, parameters, packs, and the words of rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from lsprotocol import types

from riveter import provider_schema
from riveter.core.globs import matches_glob
from riveter.core.yaml_nodes import YamlNode
from riveter.findings import SEVERITIES
from riveter.lsp.texts import Text
from riveter.lsp.yaml_places import YamlPlace, place_at
from riveter.provider_schema import PROVIDERS, AttributeSchema, SchemaNode, TypeSchema
from riveter.provider_schema.language import BLOCK_TYPES, block_schema
from riveter.reporters import sanitize
from riveter.resource import SPECIAL_KEYS
from riveter.rules.conditions.transforms import TRANSFORMS
from riveter.rules.model.rule import DIRECTIONS
from riveter.rules.operators import OPERATORS
from riveter.rules.reading.conditions_reader import PLACES
from riveter.rules.reading.reader import PARAMETER_TYPES
from riveter.rules.reading.schema import rules_schema

MOST = 300
"""So many items are sent at once. The editor asks again when more is typed."""
MOST_TYPES = 5
"""Keys are those of so many of the types of a rule."""
_CONDITIONS = ("assertions", "filters", "any", "all", "not", "where")
_LEAF = ("leaf", "any", "all", "not", "each", "related", "expression", "check")
_KEYS = ("key", "value_from", "each", "via", "set", "remove", "add_block")
_PARAMETER = re.compile(r"\{param\.([\w-]*)\Z")

Item = types.CompletionItem
Kind = types.CompletionItemKind


def complete(text: Text, position: types.Position, packs: Callable[[], Iterable[str]]) -> types.CompletionList:
    """Return what may be written at a position of a rule file. packs: gives the names of packs."""
    source = text.source.text
    place = place_at(source, text.offset_at(position))
    if place is None:
        return types.CompletionList(False, [])
    start, word = place.start, place.word
    offset = text.offset_at(position)
    parameter = _PARAMETER.search(source[max(0, offset - 200) : offset])
    if parameter is not None:
        word, start = parameter[1], offset - len(parameter[1])
        items: Iterable[Item] = _parameters(place)
    else:
        items = _items(place, packs)
    found = [item for item in items if _fits(item.label, word)]
    where = text.range_at(start, place.end)
    for item in found[:MOST]:
        item.text_edit = types.TextEdit(where, item.insert_text or item.label)
        item.insert_text = None
        item.filter_text = item.label
    return types.CompletionList(len(found) > MOST, found[:MOST])


def _fits(label: str, word: str) -> bool:
    """Return True if a label may be meant: it has the letters of the word in order, as editors filter."""
    if not word:
        return True
    rest = iter(label.lower())
    return all(character in rest for character in word.lower())


def _items(place: YamlPlace, packs: Callable[[], Iterable[str]]) -> Iterator[Item]:
    names = [part for part in place.path if isinstance(part, str)]
    last = names[-1] if names else ""
    if place.is_key:
        yield from _words(place)
    elif last == "resource_type":
        yield from _types()
    elif last == "operator":
        yield from _operators()
    elif last == "severity":
        yield from _plain(reversed(SEVERITIES), Kind.EnumMember)
    elif last == "quantifier":
        yield from _plain(("all", "any", "none"), Kind.EnumMember)
    elif last == "transform":
        yield from _plain(TRANSFORMS, Kind.EnumMember)
    elif last == "direction":
        yield from _plain(DIRECTIONS, Kind.EnumMember)
    elif last == "in" and "related" in names:
        yield from _plain(PLACES, Kind.EnumMember)
    elif last == "type" and "parameters" in names:
        yield from _plain(PARAMETER_TYPES, Kind.EnumMember)
    elif last == "related":
        yield from _types()
    elif last in ("pack", "packs") or (last == "include" and isinstance(place.path[-1], int)):
        yield from _plain(packs(), Kind.Module)
    elif last in _KEYS:
        yield from _keys(place)
    elif isinstance(place.path[-1] if place.path else 0, int) and (last in (*_CONDITIONS, "rules") or not names):
        yield from _words(place)


@lru_cache(maxsize=1)
def pack_names() -> tuple[str, ...]:
    """Return the names of the bundled packs."""
    from riveter.rules.packs.packs import pack_files, read_header

    headers = (read_header(path) for path in pack_files())
    return tuple(sorted(header.name for header in headers if header is not None))


def _plain(labels: Iterable[str], kind: Kind) -> Iterator[Item]:
    for label in labels:
        yield Item(label, kind=kind)


# -- types and operators -------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _all_types() -> tuple[str, ...]:
    known = [name for provider in PROVIDERS for name in provider_schema.known_types(provider)]
    return (*BLOCK_TYPES, *(name for name in known if not name.startswith("provider.")))


def _types() -> Iterator[Item]:
    yield from _plain(_all_types(), Kind.Class)


def _operators() -> Iterator[Item]:
    for name, row in OPERATORS.items():
        alias = f" (the same as `{row.name}`)" if name != row.name else ""
        takes = row.value.summary if row.takes_value else "no value"
        note = f"It holds if the value {row.summary}{alias}."
        yield Item(name, kind=Kind.Operator, detail=f"takes {takes}", documentation=note)


def _parameters(place: YamlPlace) -> Iterator[Item]:
    declared = place.nodes[0].fields.get("parameters") if place.nodes else None
    if declared is not None and declared.kind == "map":
        for name, field in declared.fields.items():
            kind = field.fields["type"].text if field.kind == "map" and "type" in field.fields else ""
            yield Item(sanitize.line(name), kind=Kind.Variable, detail=sanitize.line(kind), insert_text=f"{name}}}")


# -- words of the rule language ------------------------------------------------------------------------


def _words(place: YamlPlace) -> Iterator[Item]:
    """Yield the keys of the map at a place that it does not have yet."""
    around = place.nodes[-1] if place.nodes else None
    there = around.fields if around is not None and around.kind == "map" else {}
    definitions, seen = rules_schema()["$defs"], set[str]()
    for form in _forms(place):
        for name, described in definitions[form]["properties"].items():
            if name in there or name in seen:
                continue
            seen.add(name)
            note = described.get("description")
            yield Item(name, kind=Kind.Property, documentation=note, insert_text=f"{name}: ")


def _forms(place: YamlPlace) -> tuple[str, ...]:
    """Return the definitions of the schema that say which keys there may be."""
    path = place.path
    names = [part for part in path if isinstance(part, str)]
    last = names[-1] if names else ""
    if not names or last == "rules":
        return ("rule",) if any(isinstance(part, int) for part in path) else ("file",)
    if last in _CONDITIONS:
        return _LEAF
    return ()


# -- keys ----------------------------------------------------------------------------------------------


def _keys(place: YamlPlace) -> Iterator[Item]:
    """Yield the next names of a dotted key, by the schemas of the types that it is about."""
    kinds, prefix = _subject(place)
    word = place.word
    if word.startswith("$."):
        kinds, prefix = _types_of_rule(place), ()
    head = "$." if word.startswith("$.") else ""
    parts = word.removeprefix("$.").split(".")
    before = [*prefix, *parts[:-1]]
    written = head + ".".join(parts[:-1]) + ("." if parts[:-1] else "")
    seen: set[str] = set()
    for kind in kinds:
        schema = _schema(kind)
        node = None if schema is None else schema.place(before)
        if schema is None or node is None:
            continue
        if before and _repeats(schema, before) and parts[:-1] and "*" not in seen:
            seen.add("*")
            yield Item(f"{written}*", kind=Kind.Value, detail="every element")
        for item in _members(node, kind):
            if item.label not in seen:
                seen.add(item.label)
                item.label = written + item.label
                yield item
    if not before:
        for name in SPECIAL_KEYS:
            yield Item(name, kind=Kind.Constant)


def _members(node: SchemaNode, kind: str) -> Iterator[Item]:
    for member in sorted(node.members(), key=lambda each: each.name):
        old = ", deprecated" if member.deprecated else ""
        if isinstance(member, AttributeSchema):
            yield Item(member.name, kind=Kind.Field, detail=f"{kind}: {member.type}{old}")
        else:
            yield Item(member.name, kind=Kind.Struct, detail=f"{kind}: {member.nesting} of blocks{old}")


def _repeats(schema: TypeSchema, path: list[str]) -> bool:
    """Return True if there may be several of what a key leads to, and it does not name one of them."""
    if path[-1] == "*" or path[-1].isdigit():
        return False
    member = schema.member(path)
    return member is not None and member.nesting in ("list", "set", "map")


def _schema(kind: str) -> TypeSchema | None:
    return block_schema(kind) or provider_schema.lookup(kind)


def _types_of_rule(place: YamlPlace) -> tuple[str, ...]:
    for node in place.nodes:
        if node.kind == "map" and "resource_type" in node.fields and "assertions" in node.fields:
            return _written_types(node.fields["resource_type"])
    return _subject(place)[0]


def _subject(place: YamlPlace) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the types that a key is about, and the key of the elements that it starts at."""
    kinds: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    path = place.path
    for depth, node in enumerate(place.nodes):
        if node.kind != "map":
            continue
        below = path[depth] if depth < len(path) else ""
        if "resource_type" in node.fields and below != "related":
            kinds, prefix = _written_types(node.fields["resource_type"]), ()
        related = node.fields.get("related")
        if related is not None and below in ("assertions", "where"):
            chosen = related.fields.get("resource_type") if related.kind == "map" else related
            kinds, prefix = _written_types(chosen), ()
        each = node.fields.get("each")
        if each is not None and each.kind == "scalar" and below in ("assertions", "where"):
            key = each.text
            prefix = tuple(key.removeprefix("$.").split(".")) if key.startswith("$.") else (*prefix, *key.split("."))
            prefix = (*prefix, "*")
    return kinds, prefix


def _written_types(node: YamlNode | None) -> tuple[str, ...]:
    if node is None:
        return ()
    texts = [item.text for item in (node.items if node.kind == "list" else [node]) if item.kind == "scalar"]
    found: list[str] = []
    for text in texts:
        if "*" in text or "?" in text:
            found += [name for name in _all_types() if matches_glob(text, name)][:MOST_TYPES]
        else:
            found.append(text)
    return tuple(found[:MOST_TYPES])
