"""A policy document as statements: single values seen as lists, names in any case, unknown parts kept."""

from __future__ import annotations

import math
from typing import Any

from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.effort import remaining, spend
from riveter.core.paths import DECODED_PER_STEP
from riveter.core.values import OpenList, PartialMap, PartialText, Unknown, decode_json, is_never_json
from riveter.rules.model.truth import Mismatch, Truth

MAX_STATEMENTS = 2000
MAX_PATTERNS = 20_000
MAX_CONDITION_PATTERNS = 1_000
"""How many patterns the conditions of a policy have, each of a usual length."""

_ELEMENTS = {
    name.lower(): name
    for name in (
        "Version",
        "Id",
        "Statement",
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    )
}


_KINDS = {name.lower(): name for name in ("AWS", "CanonicalUser", "Federated", "Service")}


class AwsStatement(dict[str, Any]):
    """The statement for a policy of AWS: it allows some unknown actions, but never all actions."""

    __slots__ = ()


class PolicyStatement:
    """One statement. `doubt`: why it may not be there. Elements that are absent are None.

    `effect` is `Allow`, `Deny` or an `Unknown`; `actions`, `not_actions`, `resources`, `not_resources` are lists of patterns;
    `principals`, `not_principals` are lists of pairs (kind, value); `condition` is the map, an `Unknown`, or None. `of_aws`: it is an
    `AwsStatement`.
    """

    __slots__ = (
        "actions", "condition", "doubt", "effect", "not_actions", "not_principals", "not_resources", "of_aws", "principals",
        "resources",
    )  # fmt: skip

    def __init__(self, raw: dict[str, Any], doubt: Unknown | None) -> None:
        fields = {_ELEMENTS.get(key.lower(), key): value for key, value in raw.items()}
        self.doubt = doubt
        self.of_aws = isinstance(raw, AwsStatement)
        self.effect = fields.get("Effect")
        self.actions = _list(fields.get("Action"))
        self.not_actions = _list(fields.get("NotAction"))
        self.resources = _list(fields.get("Resource"))
        self.not_resources = _list(fields.get("NotResource"))
        self.principals = _principals(fields.get("Principal"))
        self.not_principals = _principals(fields.get("NotPrincipal"))
        condition = fields.get("Condition")
        if condition == {}:  # none, or what is not known of a map of which no entry is
            condition = condition.missing if isinstance(condition, PartialMap) else None
        self.condition = condition

    def has_effect(self, effect: str) -> Truth:
        """Return whether its effect is `Allow` or `Deny`."""
        if isinstance(self.effect, Unknown):
            return self.effect
        return isinstance(self.effect, str) and self.effect.lower() == effect.lower()

    def size(self) -> int:
        """Return how many patterns it has."""
        lists = (
            self.actions,
            self.not_actions,
            self.resources,
            self.not_resources,
            self.principals,
            self.not_principals,
        )
        return sum(len(items) for items in lists if items is not None)


def _condition_size(condition: Any) -> int:
    """Return how many patterns a condition has; long ones count for several."""
    size = 0
    for block in condition.values() if isinstance(condition, dict) else ():
        for values in block.values() if isinstance(block, dict) else ():
            for item in values if isinstance(values, list) else [values]:
                if not isinstance(item, str) or "*" in item or "?" in item:
                    size += 1 + (len(item) // 100 if isinstance(item, str) else 0)
    return size


def _list(value: Any) -> list[Any] | None:
    if value is None:
        return None
    return value if isinstance(value, list) else [value]


def _principals(value: Any) -> list[Any] | None:
    """Return pairs of the kind of principal and its value. An `Unknown` is its own pair."""
    if value is None:
        return None
    if isinstance(value, dict):
        pairs: list[Any] = []
        opened: dict[int, Unknown] = {}
        for name, items in value.items():
            kind = _KINDS.get(name.lower(), name)
            values = _list(items) or []
            for i, item in enumerate(values):
                if isinstance(values, OpenList) and i in values.open:
                    opened[len(pairs)] = values.open[i]
                pairs.append((kind, item))
        if isinstance(value, PartialMap):
            pairs.append(value.missing)
        return OpenList(pairs, opened) if opened else pairs
    if isinstance(value, Unknown) and not isinstance(value, PartialText):
        return [value]
    return [("AWS", item) for item in _list(value) or []]


class PolicyDocument:
    """The statements of a policy; `missing`: why there may be others, or other text altogether."""

    __slots__ = ("missing", "statements")

    def __init__(self, statements: list[PolicyStatement], missing: Unknown | None) -> None:
        self.statements = statements
        self.missing = missing


_KEPT = 16
"""So many of the last documents are kept: rules about one resource follow each other."""

_last: dict[int, tuple[Any, PolicyDocument | Unknown | Mismatch, float]] = {}
"""By the identity of the value, which is kept as well. With the steps that reading it takes."""


def read_document(value: Any) -> PolicyDocument | Unknown | Mismatch:
    """Return the policy in a value: JSON text (with holes, perhaps), or the document itself. Nobody changes either."""
    known = _last.get(id(value))
    if known is not None and known[0] is value:
        spend(known[2])
        return known[1]
    before = remaining()
    found = _read(value)
    if before != math.inf:
        if len(_last) >= _KEPT:
            _last.clear()
        _last[id(value)] = value, found, before - remaining()
    return found


def _read(value: Any) -> PolicyDocument | Unknown | Mismatch:
    if isinstance(value, (str, PartialText)):
        text = value
        if isinstance(text, str) and not text.strip():
            return PolicyDocument([], None)
        try:
            spend(1 + sum(map(len, (text,) if isinstance(text, str) else text.known_parts)) // DECODED_PER_STEP)
            value = decode_json(text)
        except ValueError:
            if isinstance(text, PartialText) and not is_never_json(text):
                return text
            return Mismatch("is not a policy document: not JSON")
    if isinstance(value, Unknown):
        return value
    if not isinstance(value, dict):
        return Mismatch("is not a policy document: it is not a JSON object")
    if not value and not isinstance(value, PartialMap):
        return PolicyDocument([], None)  # AWS takes `{}` for no policy, as it does an empty text
    fields = {_ELEMENTS.get(key.lower(), key): item for key, item in value.items()}
    if len(fields) < len(value):
        return Mismatch("is not a policy document: it has one element twice")
    if "Statement" not in fields:
        if isinstance(value, PartialMap):
            return value.missing
        if fields and not _ELEMENTS.keys() >= {key.lower() for key in fields}:
            return Mismatch("is not a policy document: it has no Statement")
        return PolicyDocument([], None)  # IAM refuses it, so it allows nothing
    return _document(fields["Statement"])


def _document(raw: Any) -> PolicyDocument | Unknown | Mismatch:
    if isinstance(raw, Unknown):
        return raw
    items = raw if isinstance(raw, list) else [raw]
    if len(items) > MAX_STATEMENTS:
        return Unknown(SpentBudget(WorkLimit.POLICY_STATEMENTS, MAX_STATEMENTS))
    opened = items.open if isinstance(items, OpenList) else {}
    statements = []
    missing: Unknown | None = None
    size = conditions = 0
    for i, item in enumerate(items):
        if isinstance(item, (Unknown, PartialMap)):
            unknown = item.missing if isinstance(item, PartialMap) else item
            missing = unknown if missing is None else missing
        elif isinstance(item, dict) and len({key.lower() for key in item}) < len(item):
            # in different cases: which of them counts is not documented
            return Mismatch("is not a policy document: a statement has one element twice")
        elif isinstance(item, dict):
            statement = PolicyStatement(item, opened.get(i))
            size += statement.size()
            conditions += _condition_size(statement.condition)
            spend(4)
            statements.append(statement)
        else:
            return Mismatch("is not a policy document: a statement is not an object")
    if size > MAX_PATTERNS:
        return Unknown(SpentBudget(WorkLimit.POLICY_PATTERNS, MAX_PATTERNS))
    if conditions > MAX_CONDITION_PATTERNS:
        return Unknown(SpentBudget(WorkLimit.CONDITION_PATTERNS, MAX_CONDITION_PATTERNS))
    return PolicyDocument(statements, missing)
