"""Operators on IAM policies. docs/iam.md describes the semantics.

The evaluation is imported when a rule needs it, because every run reads the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from riveter.core.paths import DERIVED_KEYS, SoloList
from riveter.core.values import PartialText, Unknown, decode_json
from riveter.rules.model.rule import DIRECTIONS
from riveter.rules.model.truth import Truth
from riveter.rules.operators.base import NOTHING, Operator, ValueType, only, wrong_kind

if TYPE_CHECKING:
    from riveter.core.paths import KeyMatch
    from riveter.rules.iam.membership import Members
    from riveter.rules.iam.query import Query
    from riveter.rules.iam.unrestricted import Unrestricted
    from riveter.rules.relations.scope import ConditionScope


def _document(value: Any) -> Any:
    if isinstance(value, SoloList) or (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
        return {"Statement": value}  # the key leads to the statements themselves
    if isinstance(value, dict) and "effect" in {key.lower() for key in value}:
        return {"Statement": [value]}  # or to one of them
    return value


def _read_query(value: Any) -> Query:
    from riveter.rules.iam.query import read_query

    return read_query(value)


def _allows(value: Any, expected: Query, context: tuple[ConditionScope, KeyMatch] | None) -> Truth:
    from riveter.rules.iam.query import policy_allows

    return policy_allows(_document(value), expected, _scope(context))


def _allows_any(value: Any, expected: Query, context: tuple[ConditionScope, KeyMatch] | None) -> Truth:
    from riveter.rules.iam.query import policy_allows_any

    return policy_allows_any(_document(value), expected, _scope(context))


def _read_denial(value: Any) -> Query:
    from riveter.rules.iam.query import read_denial

    return read_denial(value)


def _denies(value: Any, expected: Query, context: tuple[ConditionScope, KeyMatch] | None) -> Truth:
    from riveter.rules.iam.query import policy_denies

    return policy_denies(_document(value), expected, _scope(context))


def _public(value: Any, _: Any, context: tuple[ConditionScope, KeyMatch] | None) -> Truth:
    from riveter.rules.iam.query import policy_public

    return policy_public(_document(value), _scope(context))


def _read_members(value: Any) -> Members:
    from riveter.rules.iam.membership import read_members

    return read_members(value)


def _within(value: Any, expected: Members) -> Truth:
    from riveter.rules.iam.membership import principals_within

    return principals_within(_document(value), expected)


def _role_allows(value: Any, expected: Query) -> Truth:
    from riveter.rules.iam.roles import role_allows

    return role_allows(only(value), expected)


def _read_role_query(value: Any) -> Query:
    from riveter.rules.iam.roles import read_role_query

    return read_role_query(value)


def _read_unrestricted(value: Any) -> Unrestricted:
    from riveter.rules.iam.unrestricted import read_unrestricted

    return read_unrestricted(value)


def _unrestricted(value: Any, expected: Unrestricted) -> Truth:
    from riveter.rules.iam.unrestricted import policy_unrestricted

    return policy_unrestricted(_document(value), expected)


def _scope(context: tuple[ConditionScope, KeyMatch] | None) -> ConditionScope | None:
    """Return where to look for connected resources, if there is a place."""
    return None if context is None else context[0]


def _narrows(value: Any, _: Any, context: tuple[ConditionScope, KeyMatch] | None) -> Truth:
    from riveter.rules.iam.narrowing import narrows

    value = only(value)
    if not isinstance(value, (dict, Unknown)):
        return wrong_kind(value, "a map")
    return narrows(value, attached=context is not None and _is_attached(*context))


def _is_attached(scope: ConditionScope, match: KeyMatch) -> bool:
    """Return whether the statement around a condition names no principals, so that it is attached to those for whom it is."""
    if match.path and match.path[0] in DERIVED_KEYS:
        return True
    statement: Any = scope.view.values if scope.root else scope.value
    for key in match.path[len(scope.prefix) : -1]:
        if isinstance(statement, (str, PartialText)):
            try:
                statement = decode_json(statement)
            except ValueError:
                return False
        if isinstance(statement, list) and isinstance(key, int) and key < len(statement):
            statement = statement[key]
        elif isinstance(statement, dict):
            statement = statement if key == 0 else statement.get(key)  # one statement counts as a list of one
    if not isinstance(statement, dict):
        return False
    names = {name.lower() for name in statement}
    return "effect" in names and names.isdisjoint(("principal", "notprincipal"))


def _pins_owner(value: Any, _: Any) -> Truth:
    from riveter.rules.iam.restrictions import pins_source

    value = only(value)
    return pins_source(value) if isinstance(value, (str, Unknown)) else wrong_kind(value, "a string")


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
_THIS = {
    "type": "object",
    "properties": {"this": {"const": True}, "suffix": {"type": "string"}},
    "required": ["this"],
    "additionalProperties": False,
}
_RESOURCE = {"oneOf": [{"type": "string"}, _CONNECTED, _THIS]}
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
    _read_query,
)
_DENIAL = {
    "type": ["object", "string", "array"],
    "properties": {
        "actions": _TEXTS, "resources": _RESOURCES, "principals": _TEXTS,
        "when": {
            "type": "object", "additionalProperties": {"type": ["string", "boolean", "number", "null"]}, "minProperties": 1,
        },
    },
    "additionalProperties": False,
    "items": {"type": "string"},
}  # fmt: skip
DENIAL = ValueType("actions, or a map with actions, resources, principals, when", _DENIAL, _read_denial)
_IDS = {"anyOf": [{"type": ["string", "integer"]}, {"type": "array", "items": {"type": ["string", "integer"]}}]}
MEMBERS = ValueType(
    "a map with accounts, organizations, services",
    {
        "type": "object",
        "properties": {"accounts": _IDS, "organizations": _IDS, "services": _IDS},
        "additionalProperties": False,
        "anyOf": [{"required": ["accounts"]}, {"required": ["organizations"]}],
    },
    _read_members,
)
ROLE_ACTIONS = ValueType("an action or a list of actions", _TEXTS, _read_role_query)
_LEVELS = ["list", "permissions-management", "read", "tagging", "write"]
UNRESTRICTED = ValueType(
    "actions, or a map with actions or levels",
    {
        "type": ["object", "string", "array"],
        "properties": {
            "actions": _TEXTS,
            "levels": {"oneOf": [{"enum": _LEVELS}, {"type": "array", "items": {"enum": _LEVELS}, "minItems": 1}]},
        },
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
        "items": {"type": "string"},
    },
    _read_unrestricted,
)
GROUP = "IAM"
OPERATORS = (
    Operator("policy_allows", GROUP, "Allows every action on every resource to every principal in the question. "
             "No Deny removes any part of it.", QUERY, _allows, contextual=True, phrase="allow",
             example="{key: policy, operator: policy_allows, value: {actions: ['logs:PutLogEvents']}}"),
    Operator("policy_not_allows", GROUP, "Allows no action on any resource to any principal in the question. "
             "A pattern counts as allowed if all of it is allowed.", QUERY, _allows_any, negated=True, contextual=True,
             phrase="not allow", example="{key: policy, operator: policy_not_allows, value: {actions: ['*'], resources: ['*']}}"),
    Operator("policy_denies", GROUP, "Denies every action on every resource in the question, by one Deny or by several together. "
             "It does so for everyone, or for the given principals, and in all requests that `when` describes.", DENIAL, _denies,
             contextual=True, phrase="deny",
             example="{key: policy, operator: policy_denies, value: {actions: ['s3:*'], when: {'aws:SecureTransport': false}}}"),
    Operator("policy_unrestricted", GROUP, "Allows one of the actions on every resource, without a condition that narrows the statement. "
             "With levels: an action of such an access level that AWS can restrict to resources.", UNRESTRICTED, _unrestricted,
             phrase="allow on every resource",
             example="{key: policy, operator: not_policy_unrestricted, value: {actions: ['kms:Decrypt']}}"),
    Operator("policy_public", GROUP, "Allows something to everyone, and no condition restricts who makes the request or from where.",
             NOTHING, _public, contextual=True, phrase="be public", example="{key: policy, operator: not_policy_public}"),
    Operator("policy_principals_within", GROUP, "Allows nothing to principals outside of the given accounts and organizations. Each Allow "
             "names only such principals, or has a condition on their account or organization, or a Deny excludes all others.",
             MEMBERS, _within, phrase="allow only principals of",
             example="{key: policy, operator: policy_principals_within, value: {accounts: ['111122223333']}}"),
    Operator("condition_narrows", GROUP, "Is a condition that narrows its statement: it restricts who makes the request, from "
             "where, for which resource or for which purpose. A condition on only when and how does not.",
             NOTHING, _narrows, contextual=True, phrase="narrow the statement",
             example="{key: policy.Statement.*.Condition, operator: condition_narrows}"),
    Operator("role_allows", GROUP, "Is a block `permissions` of a role of Azure whose `actions` allow one of the actions, and whose "
             "`not_actions` do not exclude it. Upper and lower case are the same, and `*` is any text.", ROLE_ACTIONS, _role_allows,
             phrase="allow", example="{key: permissions.*, operator: not_role_allows, value: Microsoft.Compute/disks/write}"),
    Operator("arn_pins_owner", GROUP, "Is an ARN, or a pattern of ARNs, of one account, one bucket or one other resource, so that it "
             "matches nothing that strangers own. It holds for `arn:aws:s3:::logs/*`, but not for `arn:aws:s3:::logs*`.",
             NOTHING, _pins_owner,
             sees_unknown=True, phrase="identify a single owner", example="{key: source_arn, operator: arn_pins_owner}"),
)  # fmt: skip
