"""Does a condition narrow down who may use a statement that names everyone?"""

from __future__ import annotations

from typing import Any

from riveter.core.values import OpenList, PartialMap, PartialText, Unknown
from riveter.rules.model.networks import is_public, parse_network
from riveter.rules.model.truth import Truth, all_of, any_of, negate

_KEYS = frozenset({
    "aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:principalisawsservice",
    "aws:principalservicename", "aws:principalservicenameslist", "aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid",
    "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpce", "aws:userid", "aws:username",
    "aws:vpcsourceip", "aws:sourceip", "kms:calleraccount", "s3:dataaccesspointaccount", "s3:dataaccesspointarn",
    "lambda:eventsourcetoken", "lambda:functionurlauthtype", "elasticfilesystem:accesspointarn", "ec2:sourceinstancearn",
})  # fmt: skip
"""Condition keys that say who or where from; the caller can't choose their values."""

_IDENTIFIERS = frozenset({
    "aws:principalaccount", "aws:principalorgid", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceowner", "aws:sourcevpc",
    "aws:sourcevpce", "kms:calleraccount",
})  # fmt: skip
"""Keys whose values are numbers and names that AWS gives: a pattern of them is met by strangers' as well."""
_PATHS = frozenset({"aws:principalorgpaths", "aws:sourceorgpaths"})

_LIKE = frozenset({"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress", "bool"})


def restricts(condition: Any) -> Truth:
    """Whether a condition narrows down who may act: a known key compared positively with values that are not just wildcards."""
    if condition is None:
        return False
    if isinstance(condition, Unknown):
        return condition
    if not isinstance(condition, dict):
        return False
    return _in_part(condition, any_of(_block(operator, block) for operator, block in condition.items()))


def _in_part(map: dict[str, Any], truth: Truth) -> Truth:
    """What is said of the entries of a map that are known, of all of them."""
    return map.missing if truth is False and isinstance(map, PartialMap) else truth


def _block(operator: str, block: Any) -> Truth:
    name = operator.lower()
    if name.startswith("forallvalues:") or name.endswith("ifexists"):
        return False  # both hold where the key is absent
    name = name.removeprefix("foranyvalue:")
    if name not in _LIKE:
        return False
    if isinstance(block, Unknown):
        return block
    if not isinstance(block, dict):
        return False
    return _in_part(block, any_of(_values(key.lower(), values) for key, values in block.items()))


def _values(key: str, values: Any) -> Truth:
    plain = key.split("/")[0]
    if plain not in _KEYS and not plain.startswith(("aws:principaltag", "aws:sourcetag")):
        return False
    items = values if isinstance(values, list) else [values]
    opened = items.open if isinstance(items, OpenList) else {}
    return all_of(negate(_is_open(plain, item)) for i, item in enumerate(items) if i not in opened) if items else False


def _is_open(key: str, value: Any) -> Truth:
    """Whether a value of a condition lets everyone through."""
    if isinstance(value, PartialText):
        return False if value.opaque or value.minimum_length else value
    if isinstance(value, Unknown):
        return False if value.opaque else value
    if not isinstance(value, str):
        return key == "aws:principalisawsservice" and value is not True
    if key in ("aws:sourceip", "aws:vpcsourceip"):
        network = parse_network(value)
        if network is None:
            return True
        return (
            network.prefixlen < 8
            if network.version == 4
            else network.prefixlen < 16 or (key == "aws:vpcsourceip" and is_public(network))
        )
    if key == "aws:principalisawsservice":
        return value.lower() != "true"
    if key in ("aws:sourcearn", "aws:principalarn"):
        account = value.split(":")[4] if value.count(":") >= 5 else value
        bucket = value.startswith("arn:aws") and ":s3:::" in value and value.split(":::")[1].strip("*?") != ""
        return not bucket and (not account.strip("*?") or value.startswith("*"))
    fixed = value.split("/")[0] if key in _PATHS else value
    if key in _IDENTIFIERS or key in _PATHS:
        return "*" in fixed or "?" in fixed
    return not value.strip("*?")
