"""The variables that a verdict depends on, and the values that its rule compares with, as a finding has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from riveter.core.causes import Cause, UnsetVariable
from riveter.findings import Finding, Outcome

_PATTERNS = frozenset({"matches", "not_matches", "glob", "not_glob"})
"""Operators whose expected text is no value."""

_ALLOWED = (
    {"Action": "*", "Resource": "*"},
    {"Action": ["iam:*", "iam:PassRole"], "Resource": "*"},
    {"NotAction": "iam:GetUser", "Resource": "*"},
)
"""What the statements of a policy allow that is as open as it can be."""

_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def _open_policy(*, public: bool) -> str:
    """Return the JSON of a policy that allows everything. public: to everybody."""
    principal = {"Principal": "*"} if public else {}
    statements = [{"Effect": "Allow", **principal, **allowed} for allowed in _ALLOWED]
    return msgspec.json.encode({"Version": "2012-10-17", "Statement": statements}).decode()


def variables_of(finding: Finding) -> Iterator[str]:
    """Yield the variables of the root module without a value because of which a verdict is unknown."""
    for entry in finding.assertions:
        if entry.outcome is Outcome.UNKNOWN and entry.unknown_cause is not None:
            yield from _unset(entry.unknown_cause)
    if finding.existence is not None:
        yield from _unset(finding.existence)


def _unset(cause: Cause) -> Iterator[str]:
    if isinstance(cause, UnsetVariable):
        if not cause.module and cause.cause is None:
            yield cause.variable
        return
    inner = getattr(cause, "cause", None)
    if isinstance(inner, Cause):
        yield from _unset(inner)


def compared_with(finding: Finding) -> Iterator[Any]:
    """Yield the values that a rule compares with, as far as the finding has them."""
    for entry in finding.assertions:
        items = entry.expected if isinstance(entry.expected, list) else [entry.expected]
        for item in items:
            if (isinstance(item, str) and entry.operator not in _PATTERNS) or (
                isinstance(item, int) and not isinstance(item, bool)
            ):
                yield item
        if "policy" in entry.operator or "policy" in entry.key or "statement" in entry.key:
            yield _open_policy(public="public" in entry.operator)
        if "policy_arn" in entry.key:
            yield _ADMINISTRATOR
        if any(word in entry.key for word in ("cidr", "ip_range", "source_address", "source_ranges")):
            yield from ("10.0.0.0/8", "0.0.0.0/0")
