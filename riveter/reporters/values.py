"""Values of resources and expressions, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from riveter.core.alternatives import Alternatives
from riveter.core.causes import UnknownEntries, UnknownLength
from riveter.core.paths import format_path
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.reporters import sanitize
from riveter.reporters.describe import plain
from riveter.reporters.json import encode

if TYPE_CHECKING:
    from riveter.core.secrets import Secrets
    from riveter.resource import PathKeys, Resource

SENSITIVE = "(sensitive)"
NOT_KNOWN = "(not known)"


def leaves(resource: Resource, secrets: Secrets) -> Iterator[tuple[str, str, Any]]:
    """Yield every leaf value by its dotted key, both the value and its display form. Sensitive values are replaced by `SENSITIVE`.

    A list of unknown length is a leaf too, with the `Unknown` that its length depends on. Further entries of a map are a leaf with the key
    `*`. If a value is sensitive as a whole, it is a leaf, and its keys are not shown.
    """
    stack: list[tuple[PathKeys, Any]] = [((), resource.shown_values())]
    while stack:
        path, value = stack.pop()
        key = format_path(path)
        shown_key = secrets.mask_key(key)
        if path and isinstance(value, (dict, list)) and value and _as_a_whole(resource, path, value):
            yield key, shown_key, SENSITIVE
            continue
        if isinstance(value, OpenList) and value.open:
            doubt = next(iter(value.open.values()))
            yield key, shown_key, Unknown(UnknownLength(doubt.cause), doubt.references)
        if isinstance(value, PartialMap):
            more = format_path((*path, "*"))
            yield more, secrets.mask_key(more), Unknown(UnknownEntries(value.missing.cause), value.missing.references)
        if isinstance(value, dict) and value:
            stack.extend(((*path, name), item) for name, item in reversed(value.items()))
        elif isinstance(value, list) and value:
            stack.extend(((*path, index), value[index]) for index in range(len(value) - 1, -1, -1))
        elif path:
            hidden = value is not None and (resource.origin.sensitive(path) or _secret_default(resource, path))
            yield key, shown_key, SENSITIVE if hidden else secrets.masked(value)


def _as_a_whole(resource: Resource, path: PathKeys, value: Any) -> bool:
    """Return True if a list or map is sensitive as a whole, and not just in part."""
    first = next(iter(value)) if isinstance(value, dict) else 0
    return resource.origin.concealed((*path, first)) <= len(path) or _secret_default(resource, path)


def _secret_default(resource: Resource, path: PathKeys) -> bool:
    return resource.type == "variable" and path[0] == "default" and resource.values.get("sensitive") is True


def show(value: Any) -> str:
    """Return a value on one line, complete and safe to print; holes are written ``${…}``."""
    if isinstance(value, PartialText):
        return sanitize.line(encode(partial_text(value), indent=0))
    if isinstance(value, Unknown):
        choices = alternatives(value)
        return f"either {' or '.join(map(show, choices))}" if choices else NOT_KNOWN
    return sanitize.line(encode(plain(value), indent=0))


def alternatives(value: Unknown) -> list[Any]:
    """Return the possible values of an unknown. Return none if they are not known, or are just true and false."""
    if not isinstance(value, Alternatives) or value.either_bool:
        return []
    from riveter.rules.operators.base import has_unknown

    return [] if any(has_unknown(option) is not None for option in value.values) else value.values


def partial_text(value: PartialText) -> str:
    """Return the known parts, with ``${…}`` for each hole."""
    return "".join("${…}" if isinstance(part, Hole) else part for part in value.parts)


def document(resource: Resource, secrets: Secrets) -> dict[str, Any]:
    """Return a resource for programs: values by dotted key, reasons of those not known, references."""
    values: dict[str, Any] = {}
    unknown: dict[str, str] = {}
    partial: dict[str, str] = {}
    either: dict[str, list[Any]] = {}
    for _, key, value in leaves(resource, secrets):
        if isinstance(value, Unknown):
            unknown[plain(key)] = plain(secrets.mask(value.reason))
            if isinstance(value, PartialText):
                partial[plain(key)] = plain(partial_text(value))
            if choices := alternatives(value):
                either[plain(key)] = plain(choices)
        else:
            values[plain(key)] = plain(value)
    span = resource.span
    return {
        "address": plain(secrets.mask(resource.address)),
        "type": plain(resource.type),
        "name": plain(secrets.mask(resource.name)),
        "module": plain(secrets.mask(resource.module)),
        "file": plain(span.file) if span else None,
        "line": span.start_line if span else None,
        "existence": plain(secrets.mask(resource.existence.reason)) if resource.existence is not None else None,
        "values": values,
        "unknown": unknown,
        "partial": partial,
        "alternatives": either,
        "references": [
            {
                "key": plain(secrets.mask_key(item.key)),
                "address": plain(secrets.mask(item.address)),
                "attribute": plain(item.attribute),
            }
            for item in resource.references
        ],
    }
