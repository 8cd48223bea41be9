"""Does a condition take anything away from whoever has a policy?

Most keys do: who has it (`aws:PrincipalTag`), on what (`aws:ResourceTag`), from where (`aws:SourceVpce`), what for
(`iam:PassedToService`). Some only say when and how one asks. Whoever has the permission can always ask so.
"""

from __future__ import annotations

from typing import Any

from riveter.core.values import Unknown
from riveter.rules.iam.restrictions import in_part, items_of, operator_of
from riveter.rules.model.truth import Truth, any_of

_HOW = frozenset({
    "aws:currenttime", "aws:epochtime", "aws:multifactorauthage", "aws:multifactorauthpresent", "aws:referer", "aws:requestedregion",
    "aws:securetransport", "aws:tokenissuetime", "aws:useragent", "s3:authtype", "s3:signatureage", "s3:signatureversion", "s3:tlsversion",
})  # fmt: skip
"""Keys about the time, the region and the way of a request. Every call of a global service has the same region."""

_ALWAYS = frozenset({
    "aws:principalaccount", "aws:principalarn", "aws:principaltype", "aws:resourceaccount", "aws:sourceip", "aws:userid",
})  # fmt: skip
"""Keys that (nearly) every request has, so that a `*` takes nothing away."""
_EVERYTHING = frozenset({"0.0.0.0/0", "::/0"})


def narrows(condition: Any) -> Truth:
    """Whether a condition narrows down who may use a permission, from where, on what or what for."""
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


def _entry(key: str, operator: str, optional: bool, values: Any) -> bool:
    if key in _HOW:
        return False
    anything = key in _ALWAYS or optional
    if anything and operator in ("stringlike", "arnlike", "arnequals", "ipaddress"):
        return not any(
            isinstance(item, str)
            and (not item.strip("*") or item in _EVERYTHING or not item.replace(":", "").strip("*"))
            for item, doubt in items_of(values)
            if doubt is None
        )
    return True
