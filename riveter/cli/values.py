"""Values of resources and expressions, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from riveter.core.causes import UnknownEntries, UnknownLength
from riveter.core.paths import format_path
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.reporters import sanitize
from riveter.reporters.describe import plain
from riveter.reporters.json import encode

if TYPE_CHECKING:
    from riveter.resource import PathKeys, Resource

SENSITIVE = "(sensitive)"


def leaves(resource: Resource) -> Iterator[tuple[str, Any]]:
    """Every leaf value by its dotted key; sensitive ones are replaced by `SENSITIVE`.

    A list of unknown length is given as well, its key with the `Unknown` that its length depends on; so is what else there may be
    in a map, with `*` as its key.
    """
    stack: list[tuple[PathKeys, Any]] = [((), resource.values)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, OpenList) and value.open:
            doubt = next(iter(value.open.values()))
            yield format_path(path), Unknown(UnknownLength(doubt.cause), doubt.references)
        if isinstance(value, PartialMap):
            yield format_path((*path, "*")), Unknown(UnknownEntries(value.missing.cause), value.missing.references)
        if isinstance(value, dict) and value:
            stack.extend(((*path, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list) and value:
            stack.extend(((*path, index), value[index]) for index in range(len(value) - 1, -1, -1))
        elif path:
            hidden = value is not None and (resource.origin.sensitive(path) or _secret_default(resource, path))
            yield format_path(path), SENSITIVE if hidden else value


def _secret_default(resource: Resource, path: PathKeys) -> bool:
    return resource.type == "variable" and path[0] == "default" and resource.values.get("sensitive") is True


def show(value: Any) -> str:
    """A value on one line, complete and safe to print; holes are written ``${…}``."""
    if isinstance(value, PartialText):
        return sanitize.line(encode(partial_text(value), indent=0))
    if isinstance(value, Unknown):
        return "(not known)"
    return sanitize.line(encode(plain(value), indent=0))


def partial_text(value: PartialText) -> str:
    """The known parts, with ``${…}`` for each hole."""
    return "".join("${…}" if isinstance(part, Hole) else part for part in value.parts)


def document(resource: Resource) -> dict[str, Any]:
    """A resource for programs: values by dotted key, reasons of those not known, references."""
    values: dict[str, Any] = {}
    unknown: dict[str, str] = {}
    partial: dict[str, str] = {}
    for key, value in leaves(resource):
        if isinstance(value, Unknown):
            unknown[plain(key)] = plain(value.reason)
            if isinstance(value, PartialText):
                partial[plain(key)] = plain(partial_text(value))
        else:
            values[plain(key)] = plain(value)
    span = resource.span
    return {
        "address": plain(resource.address),
        "type": plain(resource.type),
        "name": plain(resource.name),
        "module": plain(resource.module),
        "file": plain(span.file) if span else None,
        "line": span.start_line if span else None,
        "existence": plain(resource.existence.reason) if resource.existence is not None else None,
        "values": values,
        "unknown": unknown,
        "partial": partial,
        "references": [
            {"key": plain(item.key), "address": plain(item.address), "attribute": plain(item.attribute)}
            for item in resource.references
        ],
    }
