"""Data sources that read resources of AWS itself, which no configuration manages."""

from __future__ import annotations

from typing import Any

from riveter.core.values import PartialText
from riveter.resource import Resource

_PREFIXES = {
    ("data.aws_ec2_managed_prefix_list", "name"): "com.amazonaws.",
    ("data.aws_kms_alias", "name"): "alias/aws/",
    ("data.aws_kms_key", "key_id"): "alias/aws/",
}
_FILTERS = {"data.aws_ec2_managed_prefix_list": ("prefix-list-name", "com.amazonaws.")}
_POLICY = ":aws:policy/"


def is_owned_by_aws(resource: Resource) -> bool:
    """Return True if a data source certainly reads a resource of AWS: a prefix list, a managed policy or key."""
    for (type, key), prefix in _PREFIXES.items():
        if resource.type == type and _begins(resource.values.get(key), prefix):
            return True
    if resource.type == "data.aws_iam_policy":
        arn = resource.values.get("arn")
        return _POLICY in (arn if isinstance(arn, str) else arn.suffix if isinstance(arn, PartialText) else "")
    name, prefix = _FILTERS.get(resource.type, ("", ""))
    filters = resource.values.get("filter")
    return bool(name) and any(_selects(item, name, prefix) for item in (filters if isinstance(filters, list) else []))


def _selects(filter: Any, name: str, prefix: str) -> bool:
    """Return True if a filter only lets through names with a prefix."""
    if not isinstance(filter, dict) or filter.get("name") != name:
        return False
    values = filter.get("values")
    return isinstance(values, list) and bool(values) and all(_begins(value, prefix) for value in values)


def _begins(value: Any, prefix: str) -> bool:
    return (value if isinstance(value, str) else value.prefix if isinstance(value, PartialText) else "").startswith(
        prefix
    )
