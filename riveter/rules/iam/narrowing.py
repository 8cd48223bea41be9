"""Does a condition take anything away from whoever has a policy?

Most keys do: who has it (`aws:PrincipalTag`), on what (`aws:ResourceTag`), from where (`aws:SourceVpce`), what for
(`iam:PassedToService`). Some only say when and how one asks. Whoever has the permission can always ask so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riveter.core.shapes import is_plain
from riveter.core.values import PartialText, Unknown
from riveter.rules.iam.restrictions import in_part, items_of, operator_of
from riveter.rules.iam.wildcards import PatternBudgetError, covers_text
from riveter.rules.model.networks import parse_network
from riveter.rules.model.truth import Truth, all_of, any_of

_HOW = frozenset({
    "aws:currenttime", "aws:epochtime", "aws:multifactorauthage", "aws:multifactorauthpresent", "aws:referer", "aws:requestedregion",
    "aws:securetransport", "aws:tokenissuetime", "aws:useragent", "s3:authtype", "s3:signatureage", "s3:signatureversion", "s3:tlsversion",
})  # fmt: skip
"""Keys about the time, the region and the way of a request. Every call of a global service has the same region."""

_ALWAYS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("aws:principalaccount", "aws:resourceaccount"), ("012345678901", "987654321098")),
    "aws:principalarn": (
        "arn:aws:iam::012345678901:user/a", "arn:aws-cn:iam::987654321098:role/b/c", "arn:aws-us-gov:sts::135792468013:assumed-role/d/e",
    ),
    "aws:principaltype": ("AssumedRole", "User", "Account"),
    "aws:sourceip": (),
    "aws:userid": ("AIDAABCDEFGHIJKLMNOP", "AROAZYXWVUTSRQPONMLK:b"),
    "iam:passedtoservice": ("ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com"),
}  # fmt: skip
"""Keys that (nearly) every request has, with values of unlike requests: what matches all of these takes nothing away."""
_ASKED_DIRECTLY = frozenset({"aws:principalisawsservice", "aws:viaawsservice"})
"""Flags that are false in every request that somebody makes."""
_WILD = frozenset({"stringlike", "arnlike", "arnequals"})


def narrows(condition: Any) -> Truth:
    """Return whether a condition narrows down who may use a permission, from where, on what or what for."""
    if condition is None:
        return False
    if isinstance(condition, Unknown):
        return condition
    if not isinstance(condition, dict):
        return False
    return in_part(condition, any_of(_block(name, block) for name, block in condition.items()))


def _block(name: str, block: Any) -> Truth:
    if isinstance(block, Unknown):
        return block
    if not isinstance(block, dict):
        return False
    operator, optional = operator_of(name)
    return in_part(block, any_of(_entry(key.lower(), operator, optional, values) for key, values in block.items()))


def _entry(key: str, operator: str, optional: bool, values: Any) -> Truth:
    if key in _HOW:
        return False
    items = items_of(values)
    if (operator == "null" and key in _ALWAYS) or (operator == "bool" and key in _ASKED_DIRECTLY):
        return not all(str(item).lower() == "false" for item, _ in items)
    if operator == "ipaddress":
        return all_of(_takes_away(item, _is_half_of_the_internet) for item, doubt in items if doubt is None)
    if operator in _WILD and (key in _ALWAYS or optional):
        requests = _ALWAYS.get(key, ("a", "b:c/d"))
        return all_of(
            _takes_away(item, lambda text: all(covers_text(text, request) for request in requests))
            for item, doubt in items
            if doubt is None
        )
    return True


def _takes_away(item: Any, is_anything: Callable[[str], bool]) -> Truth:
    """Return whether a value of a condition is not one that every request matches."""
    widest = str(item)
    if isinstance(item, Unknown):
        if is_plain(item):
            return True
        parts = item.parts if isinstance(item, PartialText) else ("*",)
        widest = "".join(part if isinstance(part, str) else "*" for part in parts)
    try:
        taken = not is_anything(widest) and widest != "*"
    except PatternBudgetError:
        return True
    return item if isinstance(item, Unknown) and not taken else taken


def _is_half_of_the_internet(text: str) -> bool:
    network = parse_network(text)
    return network is not None and network.prefixlen <= 1
