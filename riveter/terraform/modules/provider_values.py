"""The known facts about an attribute that no configuration sets: its type, and whether it may be null."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from riveter.provider_schema.schema import AttributeSchema
from riveter.terraform.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    SetType,
    Type,
)

if TYPE_CHECKING:
    from riveter.terraform.modules.schemas import AttributeFacts, Schemas


_ID = AttributeSchema("id", "string", computed=True)
_BUILT_IN: dict[str, dict[str, AttributeSchema]] = {
    "terraform_data": {
        "id": _ID,
        "input": AttributeSchema("input", "dynamic", optional=True),
        "triggers_replace": AttributeSchema("triggers_replace", "dynamic", optional=True),
    },
    "null_resource": {"id": _ID, "triggers": AttributeSchema("triggers", "map(string)", optional=True)},
}
"""Resource types that come with Terraform, or whose provider has no others."""

_IDENTIFIERS = frozenset(
    (
        *(
            "id",
            "arn",
            "name",
            "unique_id",
            "self_link",
            "dns_name",
            "zone_id",
            "hosted_zone_id",
            "invoke_arn",
            "execution_arn",
        ),
        *("qualified_arn", "url", "fqdn", "bucket", "identifier", "arn_suffix", "bucket_domain_name", "domain_name"),
        *(
            "bucket_regional_domain_name",
            "repository_url",
            "root_resource_id",
            "default_security_group_id",
            "allocation_id",
        ),
        *("default_route_table_id", "main_route_table_id", "default_network_acl_id", "owner_id", "latest_version"),
        *("default_version", "invoke_url", "api_endpoint", "vault_uri", "default_hostname", "email", "member"),
        *("primary_blob_endpoint", "cluster_resource_id", "versionless_id", "resource_versionless_id"),
    )
)
"""Attributes with which a provider identifies its resources, and others that it always sets."""


def facts_of(schemas: Schemas | None, type: str, name: str) -> AttributeFacts | None:
    """Return the facts about an attribute in the schema of a resource type; None if there is no schema, or no such attribute."""
    built_in = _BUILT_IN.get(type)
    if built_in is not None:
        return built_in.get(name)
    return schemas.attribute(type, name) if schemas is not None else None


def is_built_in(type: str) -> bool:
    """Return whether all there is to know of a resource type is known here."""
    return type in _BUILT_IN


_OF_SOME = frozenset({("aws_eks_cluster", "cluster_id")})
"""Attributes that look like identifiers, and are null for most resources: only clusters on an Outpost have such an id."""


def is_identifier(type: str, name: str) -> bool:
    """Return True if an attribute set by the provider identifies the resource, so that every existing resource has it.

    Other attributes may stay null: an ``aws_eip`` has an ``ipam_pool_id`` only if it comes from such a pool.
    """
    if name in _IDENTIFIERS:
        return True
    if (type, name) in _OF_SOME:
        return False
    words = type.split("_")[1:]
    nouns = ["_".join(words[start:]) for start in range(len(words))]
    return any(name in (f"{noun}_id", f"{noun}_arn", f"{noun}_name", f"{noun}_identifier") for noun in nouns)


def attribute_type(facts: AttributeFacts | None, name: str) -> Type:
    """Return the type of an attribute; `DYNAMIC` if it is not known, or an object."""
    if facts is None:
        return STRING if name in ("id", "arn") else DYNAMIC
    return _parsed(facts.type)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Type:
    if "object" in text:
        return DYNAMIC
    head, _, rest = text.partition("(")
    if not rest:
        return {"string": STRING, "number": NUMBER, "bool": BOOL}.get(head, DYNAMIC)
    elem = _parsed(rest[:-1])
    if elem == DYNAMIC:
        return DYNAMIC
    if head == "list":
        return ListType(elem)
    return SetType(elem) if head == "set" else MapType(elem)
