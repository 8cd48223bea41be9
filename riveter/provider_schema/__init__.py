"""The schemas of the aws, azurerm, google, helm and kubernetes providers, as data in the package.

`lookup` reads a single type, and the import is cheap. docs/provider-schemas.md describes the data and its sources.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from riveter.core.credentials import SETTINGS
from riveter.core.versions import VersionRange
from riveter.provider_schema.defaults import NOT_KNOWN, Given, deciding
from riveter.provider_schema.defaults import planned as _planned
from riveter.provider_schema.reader import PROVIDERS, DataFileError, DataFileHeader, data_file, find_raw, provider_of
from riveter.provider_schema.rewriting import rewriting
from riveter.provider_schema.schema import AttributeSchema, BlockSchema, SchemaNode, TypeSchema

__all__ = [
    "NOT_KNOWN",
    "PROVIDERS",
    "AttributeSchema",
    "BlockSchema",
    "DataFileError",
    "DataFileHeader",
    "SchemaNode",
    "TypeSchema",
    "attribute",
    "attribute_at",
    "block_names",
    "block_nesting",
    "computed",
    "deciding",
    "known_types",
    "lookup",
    "planned",
    "provider_header",
    "provider_of",
    "rewriting",
    "sensitive_paths",
]


@lru_cache(maxsize=1024)
def lookup(resource_type: str) -> TypeSchema | None:
    """Return the schema of a resource type (``aws_s3_bucket``) or data source (``data.aws_ami``).

    A type may also be ``ephemeral.…`` or ``provider.aws``.

    None when the provider is not one of `PROVIDERS`, or has no such type. Raises `DataFileError` when the installation is broken.
    """
    raw = find_raw(resource_type)
    if raw is None:
        return None
    header = provider_header(provider_of(resource_type))
    assert header is not None
    return TypeSchema(raw, header.provider, header.version, header.older)


def provider_header(provider: str) -> DataFileHeader | None:
    """Return the version and origin of the schemas of a provider; None if there are none."""
    file = data_file(provider)
    return None if file is None else file.header


@cache
def known_types(provider: str) -> tuple[str, ...]:
    """Return the names of all types of a provider, sorted; empty for a provider there are no schemas of."""
    file = data_file(provider)
    return () if file is None else tuple(file.names())


@lru_cache(maxsize=16_384)
def attribute(resource_type: str, name: str) -> AttributeSchema | None:
    """Return a top-level attribute of a type; None if the type is not known or does not have it."""
    schema = lookup(resource_type)
    return None if schema is None else schema.attribute((name,))


@lru_cache(maxsize=1024)
def block_names(resource_type: str) -> frozenset[str] | None:
    """Return the names of the nested blocks at the top level of a type; None if the type is not known."""
    schema = lookup(resource_type)
    return None if schema is None else schema.block_names()


@lru_cache(maxsize=16_384)
def computed(resource_type: str, path: tuple[str, ...]) -> bool | None:
    """Return whether the provider may set the attribute at a path (without indexes) by itself; None if there is no such attribute."""
    schema = lookup(resource_type)
    found = None if schema is None else schema.attribute(path)
    return None if found is None else found.computed


def sensitive_paths(resource_type: str) -> frozenset[tuple[str, ...]]:
    """Return the paths of the sensitive attributes of a type, without indexes; empty when the type is not known."""
    if resource_type == "data.terraform_remote_state":
        return _REMOTE_STATE
    schema = lookup(resource_type)
    return frozenset() if schema is None else schema.sensitive_paths


_REMOTE_STATE = frozenset([("config", name) for name in SETTINGS])
"""The data source takes the settings of any backend."""


@lru_cache(maxsize=16_384)
def attribute_at(resource_type: str, path: tuple[str, ...]) -> AttributeSchema | None:
    """Return the attribute at a path (without indexes); None if there is none, or if it is a block."""
    schema = lookup(resource_type)
    return None if schema is None else schema.attribute(path)


@lru_cache(maxsize=16_384)
def block_nesting(resource_type: str, path: tuple[str, ...]) -> str | None:
    """Return the nesting of the block at a path without indexes; None if there is no block.

    It is ``single``, ``list``, ``set`` or ``map``.
    """
    schema = lookup(resource_type)
    found = None if schema is None else schema.block(path)
    return None if found is None else found.nesting


@lru_cache(maxsize=16_384)
def planned(resource_type: str, path: tuple[str, ...], versions: VersionRange, given: Given = ()) -> Any:
    """Return the value that the provider plans for an argument or block that is not set: None for null, or `NOT_KNOWN`.

    given: the values of the arguments that decide (see `deciding`).
    """
    schema = lookup(resource_type)
    return NOT_KNOWN if schema is None else _planned(schema, path, versions, given)
