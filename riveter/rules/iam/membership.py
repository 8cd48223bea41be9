"""Are the principals of a policy all of some accounts and organizations?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from riveter.core.patterns import late
from riveter.core.values import OpenList, PartialMap, PartialText, Unknown
from riveter.rules.iam.document import PolicyDocument, PolicyStatement, read_document
from riveter.rules.iam.elements import any_pattern
from riveter.rules.iam.patterns import covers
from riveter.rules.iam.pinning import ARN_OPERATORS, TEXT_OPERATORS
from riveter.rules.iam.principals import names_everyone
from riveter.rules.iam.restrictions import in_part, items_of, operator_of, positive_of, present_keys
from riveter.rules.model.truth import Truth, all_of, any_of
from riveter.rules.model.unusable import NeedsError

_ACCOUNT_ID = late(r"[0-9]{12}\Z")
_ORGANIZATION_ID = late(r"o-[a-z0-9]{10,32}\Z")
_ARN = late(r"arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}):")
_SPECIAL = ("*", "?", "$")
_ACCOUNT_KEYS = frozenset({"aws:principalaccount", "aws:sourceaccount"})
_ORGANIZATION_KEYS = frozenset({"aws:principalorgid", "aws:sourceorgid"})
_PATH_KEYS = frozenset({"aws:principalorgpaths", "aws:sourceorgpaths"})
_ARN_KEYS = frozenset({"aws:principalarn", "aws:sourcearn"})


class Members(msgspec.Struct, frozen=True):
    """Whose principals a policy may have. services: names of services that need no condition."""

    accounts: frozenset[str]
    organizations: frozenset[str]
    services: frozenset[str]


def read_members(value: Any) -> Members:
    """Return the value of a rule. Raises `ValueError`."""
    if not isinstance(value, dict) or not value.keys() & {"accounts", "organizations"}:
        raise NeedsError("a map with `accounts` or `organizations`")
    unknown = value.keys() - {"accounts", "organizations", "services"}
    if unknown:
        raise NeedsError(f"only accounts, organizations and services, not `{min(map(str, unknown))}`")
    accounts = _texts(value, "accounts")
    organizations = _texts(value, "organizations")
    for account in accounts:
        if not _ACCOUNT_ID.match(account):
            raise NeedsError(f"ids of accounts, twelve digits in quotes, not `{account[:40]}`")
    for organization in organizations:
        if not _ORGANIZATION_ID.match(organization):
            raise NeedsError(f"ids of organizations, such as o-a1b2c3d4e5, not `{organization[:40]}`")
    return Members(frozenset(accounts), frozenset(organizations), frozenset(_texts(value, "services")))


def _texts(value: dict[str, Any], key: str) -> list[str]:
    items = value.get(key, [])
    items = items if isinstance(items, list) else [items]
    if not all(isinstance(item, (str, int)) and not isinstance(item, bool) for item in items):
        raise NeedsError(f"a list of texts in `{key}`")
    return [str(item) for item in items]


def principals_within(value: Any, members: Members) -> Truth:
    """Return whether each Allow statement of a policy is for principals of some accounts and organizations only."""
    document = read_document(value)
    if not isinstance(document, PolicyDocument):
        return document
    denials = [statement for statement in document.statements if statement.has_effect("Deny") is not False]
    truths: list[Truth] = []
    for statement in document.statements:
        allows = statement.has_effect("Allow")
        if allows is False:
            continue
        limited = any_of(
            (
                _by_principals(statement, members),
                _by_condition(statement.condition, members),
                any_of(_denies_others(denial, statement, members) for denial in denials),
            )
        )
        doubt = allows if isinstance(allows, Unknown) else statement.doubt
        truths.append(doubt if limited is False and doubt is not None else limited)
    truth = all_of(truths)
    return document.missing if truth is True and document.missing is not None else truth


# --- principals ----------------------------------------------------------------------------------


def _by_principals(statement: PolicyStatement, members: Members) -> Truth:
    if statement.principals is None:
        return statement.not_principals is None  # a policy of a role or user names no principals
    return _all_members(statement.principals, members)


def _all_members(pairs: list[Any], members: Members) -> Truth:
    opened = pairs.open if isinstance(pairs, OpenList) else {}
    truths = ((i, _is_member(pair, members)) for i, pair in enumerate(pairs))
    return all_of(opened[i] if i in opened and truth is False else truth for i, truth in truths)


def _is_member(pair: Any, members: Members) -> Truth:
    if isinstance(pair, Unknown):
        return pair
    kind, value = pair
    if kind == "Service":
        return value if isinstance(value, Unknown) else str(value) in members.services
    if kind != "AWS":
        return False  # people of an identity provider, and canonical users, are of no account that is named
    return _of_account(value, members)


def _of_account(value: Any, members: Members) -> Truth:
    """Return whether an account id, or the ARN of a principal, is of one of the accounts."""
    if isinstance(value, PartialText):
        found = _ARN.match(value.prefix)
        return found[1] in members.accounts if found else value
    if isinstance(value, Unknown):
        return value
    text = str(value)
    found = _ARN.match(text)
    return (found[1] if found else text) in members.accounts


# --- conditions ----------------------------------------------------------------------------------


def _by_condition(condition: Any, members: Members) -> Truth:
    """Return whether a condition holds for requests of the accounts and organizations only."""
    if isinstance(condition, Unknown):
        return condition
    if not isinstance(condition, dict):
        return False
    present = present_keys(condition)
    return in_part(condition, any_of(_block(name, block, members, present) for name, block in condition.items()))


def _block(name: str, block: Any, members: Members, present: frozenset[str]) -> Truth:
    if not isinstance(block, dict):
        return block if isinstance(block, Unknown) else False
    operator, optional = operator_of(name)
    lines = ((key.lower(), values) for key, values in block.items())
    truths = (_line(key, operator, values, members) for key, values in lines if not optional or key in present)
    return in_part(block, any_of(truths))


def _line(key: str, operator: str, values: Any, members: Members) -> Truth:
    """Return whether a line of a condition with a positive operator names members only."""
    test = _test_of(key, operator, members)
    items = items_of(values)
    if test is None or not items:
        return False
    truths = []
    for item, doubt in items:
        truth = _tested(item, test)
        truths.append(doubt if truth is False and doubt is not None else truth)
    return all_of(truths)


def _test_of(key: str, operator: str, members: Members) -> Callable[[str], bool] | None:
    if key in _ACCOUNT_KEYS and operator in TEXT_OPERATORS:
        return members.accounts.__contains__
    if key in _ORGANIZATION_KEYS and operator in TEXT_OPERATORS:
        return members.organizations.__contains__
    if key in _PATH_KEYS and operator in TEXT_OPERATORS:
        return lambda text: text.partition("/")[0] in members.organizations
    if key in _ARN_KEYS and operator in TEXT_OPERATORS:
        return lambda text: (found := _ARN.match(text)) is not None and found[1] in members.accounts
    if key in _ARN_KEYS and operator in ARN_OPERATORS:
        return lambda text: _account_in(text) in members.accounts
    return None


def _account_in(arn: str) -> str:
    """Return the account of a pattern of ARNs. Operators for ARNs compare part by part, so that no wildcard reaches over a colon."""
    parts = arn.split(":", 5)
    return parts[4] if len(parts) == 6 and parts[0] == "arn" else ""


def _tested(value: Any, test: Callable[[str], bool]) -> Truth:
    """Return the result for a value. What comes before a hole or a wildcard may decide already."""
    if isinstance(value, PartialText):
        return True if test(value.prefix) and _decides(value.prefix) else value
    return value if isinstance(value, Unknown) else test(str(value))


def _decides(prefix: str) -> bool:
    """Return True if nothing that follows a text changes whose it is: the account is complete."""
    return "/" in prefix or prefix.count(":") >= 5


# --- denials -------------------------------------------------------------------------------------


def _denies_others(denial: PolicyStatement, allowed: PolicyStatement, members: Members) -> Truth:
    """Return whether a Deny takes what a statement allows from everyone but the accounts and organizations."""
    if denial is allowed:  # its effect is not known
        return False
    condition = denial.condition
    if isinstance(condition, dict):
        excepts = _unless_more(condition, all_of(_excepts(name, block, members) for name, block in condition.items()))
    else:
        excepts = condition if isinstance(condition, Unknown) else True
    truth = all_of(
        (
            denial.has_effect("Deny"),
            _speaks_of_others(denial, members),
            _covered(denial.actions, allowed.actions, fold=True),
            _covered(denial.resources, allowed.resources),
            excepts,
        )
    )
    return denial.doubt if truth is True and denial.doubt is not None else truth


def _speaks_of_others(denial: PolicyStatement, members: Members) -> Truth:
    """Return whether a Deny speaks of everyone but members: whoever `NotPrincipal` names is not denied."""
    if denial.not_principals is None:
        return names_everyone(denial)
    return _all_members(denial.not_principals, members)


def _excepts(name: str, block: Any, members: Members) -> Truth:
    """Return whether a block of a condition holds for everyone but members. Negative operators hold without the key."""
    operator, _ = operator_of(name)
    positive = positive_of(operator)
    if positive is None or name.lower().startswith("foranyvalue:") or not isinstance(block, dict) or not block:
        return block if isinstance(block, Unknown) else False
    return _unless_more(block, all_of(_line(key.lower(), positive, values, members) for key, values in block.items()))


def _unless_more(map: dict[str, Any], truth: Truth) -> Truth:
    """Return what is true of all entries of a map, of which some may not be known."""
    return map.missing if truth is True and isinstance(map, PartialMap) else truth


def _covered(patterns: list[Any] | None, wanted: list[Any] | None, *, fold: bool = False) -> Truth:
    """Return whether each wanted pattern is covered by one of the patterns. What is left out (`NotAction`) may be anything."""
    if patterns is None:
        return False
    return all_of(_covers(patterns, one, fold) for one in (["*"] if wanted is None else wanted))


def _covers(patterns: list[Any], wanted: Any, fold: bool) -> Truth:
    if isinstance(wanted, Unknown):
        return True if any_pattern(patterns, lambda pattern: covers(pattern, "*", fold=fold)) is True else wanted
    return any_pattern(patterns, lambda pattern: covers(pattern, str(wanted), fold=fold))
