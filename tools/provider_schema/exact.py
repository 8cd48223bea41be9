"""Reads ``terraform providers schema -json``: the exact schema of one version of a provider."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tools.provider_schema.model import Attribute, Block, Provider


class SchemaFileError(Exception):
    """The file is not the output of ``terraform providers schema -json``, or lacks the provider."""


def read_exact(path: Path, name: str, version: str) -> Provider:
    """The provider called `name` (``aws``) in a schema file. The file does not tell the version: `version` does.

    Raises `SchemaFileError`.
    """
    try:
        document = json.loads(path.read_bytes())
        schemas = document["provider_schemas"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SchemaFileError(f"{path}: not a file of `terraform providers schema -json` ({error})") from None
    for address, schema in schemas.items():
        if address.rpartition("/")[2] == name:
            return _provider(address, schema, name, version)
    raise SchemaFileError(f"{path}: no schema of the provider {name}")


def _provider(address: str, schema: dict[str, Any], name: str, version: str) -> Provider:
    provider = Provider("/".join(address.split("/")[-2:]), version, "terraform providers schema")
    for section, prefix in (
        ("resource_schemas", ""),
        ("data_source_schemas", "data."),
        ("ephemeral_resource_schemas", "ephemeral."),
    ):
        for key, value in schema.get(section, {}).items():
            provider.types[prefix + key] = block(value["block"])
    provider.types[f"provider.{name}"] = block(schema["provider"]["block"])
    return provider


def block(raw: dict[str, Any]) -> Block:
    """A block of the schema as a `Block` (nesting ``single``, for a whole type)."""
    return Block(
        deprecated=bool(raw.get("deprecated")),
        attributes={name: _attribute(value) for name, value in raw.get("attributes", {}).items()},
        blocks={name: _nested_block(value) for name, value in raw.get("block_types", {}).items()},
    )


def _nested_block(raw: dict[str, Any]) -> Block:
    nested = block(raw["block"])
    nested.nesting = "single" if raw["nesting_mode"] == "group" else raw["nesting_mode"]
    nested.minimum = raw.get("min_items", 0)
    nested.maximum = raw.get("max_items", 0)
    return nested


def _attribute(raw: dict[str, Any]) -> Attribute:
    attribute = Attribute(
        type="",
        required=bool(raw.get("required")),
        optional=bool(raw.get("optional")),
        computed=bool(raw.get("computed")),
        write_only=bool(raw.get("write_only")),
        sensitive="declared" if raw.get("sensitive") else "",
        deprecated=bool(raw.get("deprecated")),
    )
    nested = raw.get("nested_type")
    if nested:
        mode = nested["nesting_mode"]
        attribute.type = "object" if mode == "single" else f"{mode}(object)"
        attribute.attributes = {name: _attribute(value) for name, value in nested.get("attributes", {}).items()}
    else:
        attribute.type = _typed(raw["type"], attribute)
    return attribute


def _typed(type: Any, attribute: Attribute) -> str:
    """The type in short form; the members of an object in it become members of `attribute`."""
    if isinstance(type, str):
        return type
    constructor, inner = type[0], type[1]
    if constructor in ("list", "set", "map"):
        return f"{constructor}({_typed(inner, attribute)})"
    if constructor == "object":
        for name, member in inner.items():
            # Members of an object type carry no flags of their own: they are set or computed with the whole.
            child = Attribute("", optional=attribute.settable, computed=attribute.computed)
            child.type = _typed(member, child)
            attribute.attributes[name] = child
        return "object"
    return "dynamic"  # tuples do not occur in provider schemas
