"""Decide whether a condition narrows a permission for the principals that have the policy.

Most keys narrow: who has it (`aws:PrincipalTag`), on which resource (`aws:ResourceTag`), from where (`aws:SourceVpce`), for which purpose
(`iam:PassedToService`). Some keys only concern when and how a request is made, and every principal can make such a request. A condition
that excludes something (`StringNotEquals`), or that holds if a key is absent (`…IfExists`), leaves nearly everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from riveter.core.patterns import late
from riveter.core.shapes import is_plain
from riveter.core.values import PartialText, Unknown
from riveter.rules.iam.restrictions import in_part, is_text, items_of, operator_of, positive_of, present_keys
from riveter.rules.iam.wildcards import PatternBudgetError, covers_text
from riveter.rules.model.networks import parse_network, spans
from riveter.rules.model.truth import Truth, all_of, any_of, negate

_HOW = frozenset({
    "aws:currenttime", "aws:epochtime", "aws:multifactorauthage", "aws:multifactorauthpresent", "aws:referer", "aws:requestedregion",
    "aws:securetransport", "aws:tokenissuetime", "aws:useragent", "s3:authtype", "s3:signatureage", "s3:signatureversion", "s3:tlsversion",
})  # fmt: skip
"""Keys about the time, the region and the way of a request. Every call of a global service has the same region."""

_OWN = frozenset({
    "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:resourceaccount", "aws:resourceorgid",
    "aws:resourceorgpaths", "s3:resourceaccount",
})  # fmt: skip
"""Keys for the account and the organization. Every principal with the policy is in one of each, and so are its resources."""

_ACCOUNTS = ("012345678901", "987654321098")
_ACCOUNT = late(r"(?<![0-9])[0-9]{12}(?![0-9])")
_PRINCIPALS = tuple(
    tuple(f"arn:{partition}:{rest}" for rest in ("iam::{}:user/a", "iam::{}:role/b/c", "iam::{}:root"))
    for partition in ("aws", "aws-cn", "aws-us-gov")
)
"""Principals of an account, in each partition: a policy is used in one."""

_ALWAYS: dict[str, tuple[str, ...]] = {
    "aws:principalaccount": _ACCOUNTS,
    "aws:principaltype": ("AssumedRole", "User", "Account"),
    "aws:resourceaccount": _ACCOUNTS,
    "aws:userid": ("AIDAABCDEFGHIJKLMNOP", "AROAZYXWVUTSRQPONMLK:b"),
    "iam:passedtoservice": ("ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com"),
}
"""Keys that (nearly) every request has, with values of different requests: a pattern that matches all of these narrows nothing."""
_PRESENT = frozenset({*_ALWAYS, "aws:principalarn", "aws:sourceip"})
_ASKED_DIRECTLY = frozenset({"aws:principalisawsservice", "aws:viaawsservice"})
"""Flags that are false in every request that somebody makes."""
_TEXT = frozenset({"arnequals", "arnlike", "stringequals", "stringequalsignorecase", "stringlike"})
_WILD = frozenset({"stringlike", "arnlike", "arnequals"})
_SIZE = late(r"/([0-9]{1,3})\Z")
_VARIABLE = late(r"\$\{([^{}]{0,200})\}")


def narrows(condition: Any, *, attached: bool = False) -> Truth:
    """Return whether a condition narrows who may use a permission, from where, on which resource or for which purpose.

    attached: the policy is attached to a role, user or group, so it does not concern principals of another account.
    """
    if condition is None:
        return False
    if isinstance(condition, Unknown):
        return condition
    if not isinstance(condition, dict):
        return False
    present = present_keys(condition) | _PRESENT
    return in_part(condition, any_of(_block(name, block, present, attached) for name, block in condition.items()))


def _block(name: str, block: Any, present: frozenset[str], attached: bool) -> Truth:
    if isinstance(block, Unknown):
        return block
    if not isinstance(block, dict):
        return False
    operator, optional = operator_of(name)
    truths = (
        _entry(key.lower(), operator, values, attached)
        for key, values in block.items()
        if not optional or key.lower() in present
    )
    return in_part(block, any_of(truths))


def _entry(key: str, operator: str, values: Any, attached: bool) -> Truth:
    if key in _HOW or (attached and key in _OWN) or positive_of(operator) is not None:
        return False
    items = items_of(values)
    if operator == "null":  # most requests have no such key, and all have those that are always present
        wanted = "true" if key in _PRESENT else "false"
        return all_of(_surely(is_text(item, wanted), doubt) for item, doubt in items)
    if operator == "bool":
        usual = any_of(is_text(item, "false") for item, _ in items)
        return negate(usual) if key in _ASKED_DIRECTLY else True
    if operator == "ipaddress" and _are_half([item for item, _ in items if isinstance(item, str)]):
        return False
    return all_of(_surely(_takes_away(key, operator, item, attached), doubt) for item, doubt in items)


def _are_half(values: Iterable[str]) -> bool:
    """Return True if address ranges together are about a half of the internet, as `_matches_all` decides for one."""
    return spans((network for value in values if (network := parse_network(value)) is not None), 1, 1)


def _surely(truth: Truth, doubt: Unknown | None) -> Truth:
    """Return the truth for a value that may be absent."""
    return doubt if truth is False and doubt is not None else truth


def _takes_away(key: str, operator: str, item: Any, attached: bool) -> Truth:
    """Return whether a value of a condition is not one that every request matches."""
    if isinstance(item, Unknown) and is_plain(item):
        return True
    parts = item.parts if isinstance(item, PartialText) else ("*",) if isinstance(item, Unknown) else (str(item),)
    text = "".join(part if isinstance(part, str) else "*" for part in parts)
    if operator in _TEXT and any(found.strip().lower() == key for found in _VARIABLE.findall(text)):
        return _VARIABLE.sub("", text).strip("*") != ""  # else it is the value of the key itself
    try:
        taken = not _matches_all(key, operator, _VARIABLE.sub("*", text), attached)
    except PatternBudgetError:
        return True
    return item if isinstance(item, Unknown) and not taken else taken


def _matches_all(key: str, operator: str, text: str, attached: bool) -> bool:
    """Return whether every request has a value of a key that matches a text, or about a half of them."""
    if operator == "ipaddress":
        network = parse_network(text)
        if network is None and "*" in text:  # of a range that is not known, the size decides
            size = _SIZE.search(text)
            return size is None or int(size[1]) <= 1
        return network is not None and network.prefixlen <= 1
    if operator not in _WILD:
        return False
    if key == "aws:principalarn":
        written = _ACCOUNT.findall(text) if attached else []
        return any(
            all(covers_text(text, form.format(account)) for form in forms for account in accounts)
            for forms in _PRINCIPALS
            for accounts in (_ACCOUNTS, *([account] for account in written))
        )
    samples = _ALWAYS.get(key)
    return samples is not None and all(covers_text(text, sample) for sample in samples)
