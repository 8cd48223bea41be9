"""How resources are called: which attributes name the resource itself, and which name another."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from riveter.core.alternatives import Symbol, symbol_of
from riveter.core.paths import unindexed
from riveter.core.values import Unknown
from riveter.provider_schema import DataFileError, lookup
from riveter.provider_schema.schema import AttributeSchema
from riveter.resource import Resource

_IDENTITIES = ("name", "id", "arn", "identifier", "self_link")
_SUFFIXES = ("_name", "_names", "_id", "_ids", "_arn", "_arns", "_identifier", "_identifiers")


def _stem(key: str) -> str:
    """Return the subject of an attribute's name: ``kms_key_id`` → ``kms_key``."""
    stem = key[: key.rindex("_")] if key.endswith(_SUFFIXES) else key
    return stem[:-1] if stem.endswith("s") and not stem.endswith("ss") else stem


@lru_cache(maxsize=4096)
def is_identity(key: str, type: str) -> bool:
    """Return True if an attribute names the resource itself: `name`, `id`, or `bucket` of an `aws_s3_bucket`."""
    return key in _IDENTITIES or type.endswith(f"_{_stem(key)}")


@lru_cache(maxsize=4096)
def refers_to(key: str, type: str) -> bool:
    """Return True if an attribute's name refers to a type of resource: `role` to an `aws_iam_role`."""
    stem = _stem(key.rsplit(".", 1)[-1])
    words = type.split("_")
    tails = ["_".join(words[i:]) for i in (1, 2) if i < len(words)]
    return any(stem == tail or stem.endswith(f"_{tail}") for tail in tails) or type.endswith(f"_{stem}")


def name_symbol(name: Any) -> Symbol | None:
    """Return the symbol of a name; a name that is converted to text is the same name."""
    symbol = symbol_of(name)
    return symbol[2] if symbol is not None and symbol[1] == "as string" else symbol


def names_one(resource: Resource, key: str, type: str) -> bool:
    """Return whether an argument is the name of one resource of a type: a text that is called like it."""
    if not refers_to(key, type):
        return False
    attribute = _argument(resource, key)
    return attribute is None or attribute.type == "string"


def may_be_filled_in(resource: Resource, key: str) -> bool:
    """Return whether the provider may compute an argument: one that a condition leaves out is unknown, too."""
    attribute = _argument(resource, key)
    return attribute is not None and attribute.computed


def _argument(resource: Resource, key: str) -> AttributeSchema | None:
    try:
        schema = lookup(resource.type)
    except DataFileError:
        return None
    return schema.attribute(unindexed(key)) if schema is not None else None


def unless_set(resource: Resource, key: str, name: Any) -> Unknown | None:
    """Return why an attribute may name nothing: it may be null, if the provider does not require it."""
    if not isinstance(name, Unknown) or name.not_null:
        return None
    try:
        schema = lookup(resource.type)
    except DataFileError:
        return name
    attribute = schema.attribute(key) if schema is not None else None
    return None if attribute is not None and attribute.required else name
