"""The actions that a custom role of Azure allows."""

from __future__ import annotations

from typing import Any

from riveter.core.values import PartialMap, Unknown
from riveter.rules.iam.query import Query, policy_allows_any
from riveter.rules.iam.wildcards import MAX_PATTERN
from riveter.rules.model.comparison import kind_of
from riveter.rules.model.truth import Mismatch, Truth
from riveter.rules.model.unusable import NeedsError


def read_role_query(value: Any) -> Query:
    """Return the query for the actions that a rule names. Raises `ValueError`."""
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, str) and "/" in item and len(item) <= MAX_PATTERN for item in items):
        raise NeedsError("actions such as `Microsoft.Compute/virtualMachines/read`")
    return Query(tuple(items))


def role_allows(value: Any, query: Query) -> Truth:
    """Return whether a block `permissions` allows one of the actions.

    Actions have the wildcards of IAM policies. `not_actions` only subtract from the actions of the same block, so that a block is like a
    policy with an Allow and a Deny.
    """
    if isinstance(value, Unknown):
        return value
    if not isinstance(value, dict):
        return Mismatch(f"is {kind_of(value)}, not a block")
    unseen = value.missing if isinstance(value, PartialMap) else None
    lists = [(effect, value.get(key, unseen)) for effect, key in (("Allow", "actions"), ("Deny", "not_actions"))]
    statements = [
        {"Effect": effect, "Action": actions, "Resource": "*"} for effect, actions in lists if actions not in (None, [])
    ]
    return policy_allows_any({"Statement": statements}, query)
