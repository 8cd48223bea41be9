"""The data files: one JSON object a line, a header and then the types, sorted by name.

An attribute is a string, flags and type (``"oc string"``), or an object where it has members of its own. The reader is
`riveter.provider_schema.reader`, which describes the format in full.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from riveter.provider_schema.reader import FORMAT_VERSION
from tools.provider_schema.model import Attribute, Block, Provider


def encode(provider: Provider, about: dict[str, Any]) -> str:
    """The text of the data file of a provider; `about` is added to the header."""
    header = {
        "format": FORMAT_VERSION,
        "provider": provider.name,
        "source": provider.source,
        "version": provider.version,
        "counts": provider.counts(),
        **about,
    }
    lines = [json.dumps(header, sort_keys=True)]
    # The reader finds a type by binary search: the name comes first, and lines are in the order of their bytes.
    for name in sorted(provider.types):
        rest = json.dumps(_type(provider.types[name]), sort_keys=True, separators=(",", ":"))
        lines.append(f'{{"name":"{name}",{rest[1:]}')
    return "\n".join(lines) + "\n"


def read_header(path: Path) -> dict[str, Any] | None:
    """The header of a data file; None when there is no such file."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as handle:
        header: dict[str, Any] = json.loads(handle.readline())
    return header


def _type(block: Block) -> dict[str, Any]:
    encoded = _members(block)
    flags = _flags(block)
    if flags:
        encoded["f"] = flags
    encoded.setdefault("a", {})
    return encoded


def _members(node: Block) -> dict[str, Any]:
    encoded: dict[str, Any] = {}
    if node.attributes:
        encoded["a"] = {name: _attribute(attribute) for name, attribute in node.attributes.items()}
    if node.blocks:
        encoded["b"] = {name: _block(block) for name, block in node.blocks.items()}
    return encoded


def _block(block: Block) -> dict[str, Any]:
    optional = {
        "i": block.minimum,
        "m": block.maximum,
        "f": _flags(block),
        "r": block.recursive,
        "o": int(block.opaque),
    }
    return {"n": block.nesting, **_members(block), **{key: value for key, value in optional.items() if value}}


def _attribute(attribute: Attribute) -> str | dict[str, Any]:
    flags = "".join(
        letter
        for letter, is_set in (
            ("r", attribute.required),
            ("o", attribute.optional),
            ("c", attribute.computed),
            ("w", attribute.write_only),
            ("s", attribute.sensitive == "declared"),
            ("p", attribute.sensitive == "presumed"),
        )
        if is_set
    ) + _flags(attribute)
    spec = f"{flags} {attribute.type}"
    if attribute.recursive:
        return {"t": spec, "r": attribute.recursive}
    if attribute.attributes:
        return {"t": spec, "a": {name: _attribute(child) for name, child in attribute.attributes.items()}}
    return spec


def _flags(node: Attribute | Block) -> str:
    return ("d" if node.deprecated else "") + {"": "", "removed": "x", "beta": "b"}[node.availability]
