"""What a plan of a minimal resource says of the arguments that it does not set."""

from __future__ import annotations

import json
from typing import Any

from riveter.provider_schema import AttributeSchema, SchemaNode, lookup
from tools.provider_defaults.minimal import inner_block

LEFT_TO_CODE = ("id", "region", "tags_all")
"""What riveter computes by itself."""


def entry(schema: dict[str, Any], given: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The facts of one type: ``d`` defaults, ``n`` computed attributes that are null, ``u`` what is not known, ``b`` the same of blocks,
    ``w`` the same for other values of an argument.

    What is in none of them is null (a block: absent) where the provider does not compute it, else known after apply.
    """
    after, later = change.get("after") or {}, change.get("after_unknown") or {}
    block = schema["block"]
    result: dict[str, Any] = {}
    _add_attributes(result, block, given, after, later)
    _add_blocks(result, block, given, after, later)
    return result


def _add_attributes(
    result: dict[str, Any], block: dict[str, Any], given: dict[str, Any], after: dict[str, Any], later: dict[str, Any]
) -> None:
    for name, attribute in sorted(block.get("attributes", {}).items()):
        if name in LEFT_TO_CODE or attribute.get("required"):
            continue
        computed = bool(attribute.get("computed"))
        if given.get(name) is not None or _has_true(later.get(name)):
            if not computed:
                result.setdefault("u", []).append(name)
        elif after.get(name) is None:
            if computed:
                result.setdefault("n", []).append(name)
        else:
            result.setdefault("d", {})[name] = after[name]


def block_entry(
    schema: dict[str, Any], path: tuple[str, ...], given: dict[str, Any], change: dict[str, Any]
) -> dict[str, Any] | None:
    """The facts of the arguments of a nested block; None where the plan has no such block."""
    block = schema["block"]
    after: Any = change.get("after") or {}
    later: Any = change.get("after_unknown") or {}
    for name in path:
        block = inner_block(block, name) or {}
        given, after, later = (_first(item, name) for item in (given, after, later))
        if not isinstance(given, dict) or not isinstance(after, dict):
            return None
    result: dict[str, Any] = {}
    _add_attributes(result, block, given, after, later if isinstance(later, dict) else {})
    return result


def _first(value: Any, name: str) -> Any:
    inner = value.get(name) if isinstance(value, dict) else None
    return inner[0] if isinstance(inner, list) and inner else inner


def _add_blocks(
    result: dict[str, Any], block: dict[str, Any], given: dict[str, Any], after: dict[str, Any], later: dict[str, Any]
) -> None:
    for name, nested in sorted(block.get("block_types", {}).items()):
        if nested.get("min_items", 0) or nested["nesting_mode"] not in ("list", "set"):
            continue
        if name in given or _has_true(later.get(name)) or after.get(name):
            result.setdefault("u", []).append(name)


def _has_true(mask: Any) -> bool:
    if isinstance(mask, dict):
        return any(map(_has_true, mask.values()))
    return any(map(_has_true, mask)) if isinstance(mask, list) else mask is True


def encode(header: dict[str, Any], entries: dict[str, dict[str, Any]]) -> str:
    """The text of a table: a header, then one type a line, in the order of the bytes of their names."""
    lines = [json.dumps(header, sort_keys=True)]
    for name in sorted(entries):
        rest = json.dumps(entries[name], sort_keys=True, separators=(",", ":"))
        lines.append(f'{{"name":"{name}"{"," + rest[1:] if rest != "{}" else "}"}')
    return "\n".join(lines) + "\n"


def add_newer(entries: dict[str, dict[str, Any]], schemas: dict[str, Any]) -> None:
    """Note the arguments that only a newer version of the provider has: what it plans for them is not known."""
    for name, facts in entries.items():
        schema = lookup(name)
        if schema is None:
            continue
        _add_newer(facts, schema.root, schemas[name]["block"])
        for cases in facts.get("w", {}).values():
            for case in cases.values():
                _add_newer(case, schema.root, schemas[name]["block"])
        for path, inner in facts.get("b", {}).items():
            block = schemas[name]["block"]
            for part in path.split("."):
                block = inner_block(block, part) or {}
            place = schema.place(path)
            if place is not None:
                _add_newer(inner, place, block)


def _add_newer(facts: dict[str, Any], place: SchemaNode, block: dict[str, Any]) -> None:
    known = {*block.get("attributes", {}), *block.get("block_types", {}), *LEFT_TO_CODE}
    newer = [
        member.name
        for member in place.members()
        if member.name not in known
        and not (isinstance(member, AttributeSchema) and (member.computed or member.required))
    ]
    if newer:
        facts["u"] = sorted({*facts.get("u", ()), *newer})
