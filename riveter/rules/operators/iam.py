"""IAM policies: what they allow, and to whom. The semantics are written down in docs/iam.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from riveter.paths import SoloList
from riveter.rules.iam.connected import DIRECTIONS
from riveter.rules.iam.query import Query, policy_allows, policy_allows_any, policy_public, read_query
from riveter.rules.operators.base import NOTHING, Operator, ValueType
from riveter.rules.truth import Truth

if TYPE_CHECKING:
    from riveter.paths import Match
    from riveter.rules.conditions import Scope


def _document(value: Any) -> Any:
    if isinstance(value, SoloList) or (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
        return {"Statement": value}  # the key leads to the statements themselves
    return value


def _in_scope(test: Callable[[Any, Query, Scope | None], Truth]) -> Callable[..., Truth]:
    """A test that looks for connected resources from the scope on, where there is one."""

    def run(value: Any, expected: Any, context: tuple[Scope, Match] | None) -> Truth:
        return test(_document(value), expected, None if context is None else context[0])

    return run


def _public(value: Any, expected: Any) -> Truth:
    return policy_public(_document(value), expected)


_TEXTS = {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
_CONNECTED = {
    "type": "object",
    "properties": {
        "resource_type": _TEXTS,
        "via": _TEXTS,
        "direction": {"enum": [*DIRECTIONS]},
        "suffix": {"type": "string"},
    },
    "required": ["resource_type"],
    "additionalProperties": False,
}
_RESOURCE = {"oneOf": [{"type": "string"}, _CONNECTED]}
_RESOURCES = {"oneOf": [*_RESOURCE["oneOf"], {"type": "array", "items": _RESOURCE, "minItems": 1}]}
_FLAG = {"type": "boolean"}
_QUERY = {
    "type": ["object", "string", "array"],
    "properties": {
        "actions": _TEXTS, "resources": _RESOURCES, "principals": _TEXTS, "without_condition": _FLAG, "partly": _FLAG,
    },
    "additionalProperties": False,
    "items": {"type": "string"},
}  # fmt: skip
QUERY = ValueType(
    "actions, or a map with actions, resources, principals, without_condition, partly",
    _QUERY,
    read_query,
)
GROUP = "IAM"
OPERATORS = (
    Operator("policy_allows", GROUP, "The policy allows all of the actions on all of the resources to all of the principals "
             "(those that are given), and no Deny takes any of it away.", QUERY, _in_scope(policy_allows), contextual=True, phrase="allow",
             example="{key: policy, operator: policy_allows, value: {actions: ['logs:PutLogEvents']}}"),
    Operator("policy_not_allows", GROUP, "The policy allows none of the actions on any of the resources to any of the principals; "
             "a pattern counts as allowed when all of it is.", QUERY, _in_scope(policy_allows_any), negated=True, contextual=True,
             phrase="not allow", example="{key: policy, operator: policy_not_allows, value: {actions: ['*'], resources: ['*']}}"),
    Operator("policy_public", GROUP, "The policy allows something to everyone, without a condition that says who or where from.",
             NOTHING, _public, phrase="be public", example="{key: policy, operator: not_policy_public}"),
)  # fmt: skip

__all__ = ["OPERATORS", "Query"]
