"""The checks of other tools that a rule names as its equivalents, and how the rule differs from them."""

from __future__ import annotations

from typing import Any

from riveter.core.yaml_fields import YamlFields
from riveter.core.yaml_nodes import YamlNode

KINDS = ("exact", "stricter", "looser", "part")
KEYS = ("id", "relation", "why")


def read_equivalents(fields: YamlFields, what: str, node: YamlNode) -> tuple[list[str], dict[str, Any]]:
    """Return the ids of one tool, and the relations of those that are not exact."""
    items = node.items if node.kind == "list" else [node]
    ids: list[str] = []
    relations: dict[str, Any] = {}
    for item in items:
        if item.kind != "map":
            ids += _id(fields, what, item)
            continue
        inner = YamlFields(item, "an equivalent", fields.diagnostics)
        inner.check_known(KEYS)
        name = inner.text("id", required=True)
        relation = inner.choice("relation", KINDS, "exact")
        why = inner.text("why")
        if relation == "part" and not why and not inner.failed:
            inner.error(
                item.span, "`why` is missing for an equivalent that is one in part", "", "Say what differs: `why: …`."
            )
        if inner.failed:
            fields.failed = True
            continue
        ids.append(name)
        if relation != "exact":
            relations[name] = {"relation": relation, **({"why": why} if why else {})}
    return ids, relations


def id_list(fields: YamlFields, what: str, node: YamlNode) -> list[str]:
    """Return a list of identifiers; a single one is a list of one, and numbers keep their text (`2.10`)."""
    return [name for item in (node.items if node.kind == "list" else [node]) for name in _id(fields, what, item)]


def _id(fields: YamlFields, what: str, item: YamlNode) -> list[str]:
    if item.kind == "scalar" and item.text:
        return [item.text]
    hint = f'Write `{what.split(".")[-1]}: ["…"]`.'
    fields.error(item.span, f"`{what}` must be a list of text, not {item.what()}", "", hint)
    return []
