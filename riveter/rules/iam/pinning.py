"""Does a value of a condition pin an account, an organisation or a resource, so that no stranger's request has it?

A stranger has an account, an organisation, VPCs and buckets of their own, and names what they make as they like. A pattern pins something
when no ARN, id or path of theirs matches it. For ARNs this is decided by automata: the pattern against the language of strangers' ARNs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from riveter.core.patterns import late
from riveter.rules.model.networks import parse_network, spans
from riveter.rules.model.regex_syntax import glob_regex

ACCOUNTS = frozenset({
    "aws:principalaccount", "aws:sourceaccount", "aws:sourceowner", "aws:vpceaccount", "kms:calleraccount",
    "s3:dataaccesspointaccount",
})  # fmt: skip
ORGANIZATIONS = frozenset({"aws:principalorgid", "aws:sourceorgid", "aws:vpceorgid"})
PATHS = frozenset({"aws:principalorgpaths", "aws:sourceorgpaths", "aws:vpceorgpaths"})
ARNS = frozenset({
    "aws:federatedprovider", "aws:principalarn", "aws:sourcearn", "aws:sourcevpcarn", "ec2:sourceinstancearn",
    "elasticfilesystem:accesspointarn", "lambda:sourcefunctionarn", "s3:dataaccesspointarn", "ssm:sourceinstancearn",
})  # fmt: skip
NETWORKS = frozenset({"aws:ec2instancesourcevpc", "aws:sourcevpc", "aws:sourcevpce"})
ADDRESSES = frozenset({"aws:sourceip"})
FLAGS = frozenset({"aws:principalisawsservice", "elasticfilesystem:accessedviamounttarget"})
SERVICES = frozenset({"aws:principalservicename", "aws:principalservicenameslist"})
TOKENS = frozenset({"lambda:eventsourcetoken"})
USERS = frozenset({"aws:userid"})

ALWAYS_PRESENT = frozenset({
    "aws:currenttime", "aws:epochtime", "aws:principalaccount", "aws:principaltype", "aws:requestedregion", "aws:securetransport",
    "aws:userid", "aws:viaawsservice",
})  # fmt: skip
"""Keys that every request has, unsigned ones too."""
OWNERS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("aws:resourceaccount", "s3:resourceaccount"), ACCOUNTS),
    **dict.fromkeys(("aws:resourceorgid", "aws:resourceorgpaths"), ORGANIZATIONS),
}
"""Keys for the owner of the requested resource, and the equivalent keys for the principal.

A comparison of one with a policy variable of the other pins the principal: `aws:ResourceOrgID` is `${aws:PrincipalOrgID}`. The owner alone
does not.
"""
OWN_VALUES: dict[str, str] = {
    **dict.fromkeys(("aws:resourceaccount", "s3:resourceaccount"), "000000000000"),
    "aws:resourceorgid": "o-a1b2c3d4e5",
}
"""Policy variables that are one account or organization for each resource, with an equivalent of their value."""

TEXT_OPERATORS = frozenset({"stringequals", "stringequalsignorecase", "stringlike"})
ARN_OPERATORS = frozenset({"arnequals", "arnlike"})

Pins = Callable[[str, bool], bool]
"""Whether a value, under an operator with wildcards or without, pins something."""


def pins(key: str, operator: str, value: str) -> bool:
    """Return True if a value of a key, compared by an operator (both in lower case), keeps strangers out; policy variables are `*`."""
    wild = operator not in ("stringequals", "stringequalsignorecase")
    if operator in ARN_OPERATORS:
        return key in ARNS and _arn_by_parts(value)
    if operator == "ipaddress":
        return key in ADDRESSES and _is_narrow(value)
    if operator in ("bool", "stringequals") and key in FLAGS:
        return value.lower() == "true"
    if operator not in TEXT_OPERATORS or key not in _TEXTS:
        return False
    return _TEXTS[key](value, wild)


_POLICY_VARIABLE = late(r"\$\{([^{},]{1,100})\}(/.*)?\Z")


def pins_owner(key: str, operator: str, value: str) -> bool:
    """Return True if a value of a key in `OWNERS` is a policy variable that makes the principal the owner of the resource."""
    found = _POLICY_VARIABLE.match(value) if operator in TEXT_OPERATORS else None
    if found is None or found[1].strip().lower() not in OWNERS[key]:
        return False
    return (found[2] is not None) is (key == "aws:resourceorgpaths")


def _fixed(value: str, wild: bool) -> bool:
    return bool(value) and not (wild and _has_wildcard(value))


def _path(value: str, wild: bool) -> bool:
    """Return True if `o-…/` fixes the organisation."""
    organization, slash, _ = value.partition("/")
    return _fixed(organization, wild) and (bool(slash) or not wild or not _has_wildcard(value))


def _user(value: str, wild: bool) -> bool:
    """Decide by the id before the colon, which is unique in all of AWS. Anyone can choose the session name after it."""
    unique, _, _ = value.partition(":")
    return _fixed(unique, wild)


def _service(value: str, wild: bool) -> bool:
    return bool(value.strip("*?") if wild else value)


def _arn(value: str, wild: bool) -> bool:
    return bool(value) if not wild or not _has_wildcard(value) else keeps_strangers_out(value, principal=False)


def _principal(value: str, wild: bool) -> bool:
    return bool(value) if not wild or not _has_wildcard(value) else keeps_strangers_out(value, principal=True)


_TEXTS: dict[str, Pins] = {
    **dict.fromkeys(ACCOUNTS | ORGANIZATIONS | NETWORKS | TOKENS, _fixed),
    **dict.fromkeys(PATHS, _path),
    **dict.fromkeys(USERS, _user),
    **dict.fromkeys(SERVICES, _service),
    **dict.fromkeys(ARNS, _arn),
    "aws:principalarn": _principal,
}
KEYS = frozenset(_TEXTS) | ADDRESSES | FLAGS | OWNERS.keys()


def _has_wildcard(text: str) -> bool:
    return "*" in text or "?" in text


def _is_narrow(value: str) -> bool:
    """Return True if an address range is not most of the internet."""
    network = parse_network(value)
    if network is None:
        return False
    return network.prefixlen >= 8 if network.version == 4 else network.prefixlen >= 16


def are_narrow(values: Iterable[str]) -> bool:
    """Return True if address ranges together are not most of the internet."""
    return not spans((network for value in values if (network := parse_network(value)) is not None), 7, 15)


# --- ARNs ----------------------------------------------------------------------------------------

_ACCOUNT = late(r"[0-9]{12}\Z")


def _arn_by_parts(pattern: str) -> bool:
    """Decide part by part, as the operators on ARNs do: the account, or else the whole resource, must be literal."""
    parts = pattern.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn":
        return False
    _, _, service, _, account, resource = parts
    if _ACCOUNT.match(account):
        return True
    if service == "s3" and resource and not re.search(r"[*?:/]", resource):
        return True  # the name of a bucket, which nobody else has
    if _has_wildcard(account) or not resource:
        return False
    return not _has_wildcard(_own_name(service, resource))


def _own_name(service: str, resource: str) -> str:
    """Return a name that no other resource has: the whole text, but for a bucket only the bucket."""
    return resource.split("/")[0] if service == "s3" and "/" in resource else resource


_PARTITION = r"aws(?:-[a-z]+){0,4}"
_SERVICE = r"[a-z][a-z0-9-]*"
_SERVICE_BUT_S3 = r"(?:[a-rt-z][a-z0-9-]*|s(?:[a-z0-24-9-][a-z0-9-]*)?|s3[a-z0-9-]+)"
_REGION = r"(?:[a-z]{2}(?:-[a-z]+){1,3}-[0-9])?"
_CHARACTER = "[A-Za-z0-9_+=,.@/-]"
_WORD = "[A-Za-z_+=,.@/-]"
_PART = f"(?:{_CHARACTER}{{1,11}}|{_CHARACTER}{{13,}}|{_CHARACTER}*{_WORD}{_CHARACTER}*)"
"""The text between colons in the name of a resource: never twelve digits alone, which are an account."""
_ACCOUNT_PART = late(r":[0-9]{12}(?::|\Z)")
_WRITTEN_ACCOUNT = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")


@lru_cache(maxsize=2048)
def keeps_strangers_out(pattern: str, *, principal: bool) -> bool:
    """Return True if a wildcard pattern matches no ARN of a stranger: none of another account, no other bucket or resource without account.

    `*` also matches colons, so the pattern is compared with whole ARNs. Return False if that cannot be decided.
    """
    if len(pattern) > 512:
        return False
    if _ACCOUNT_PART.search(pattern):
        return True  # no stranger's ARN has a part that is this account
    account = _other_than(set(_WRITTEN_ACCOUNT.findall(pattern)), "[0-9]", 12)
    if principal:
        rest = f"(?:root|(?:user|role|assumed-role|federated-user)/{_CHARACTER}+)"
        return _misses(pattern, f"arn:{_PARTITION}:(?:iam|sts)::(?:{account}):{rest}")
    resource = pattern.split(":")[-1]
    written = {resource} if not _has_wildcard(resource) else set()
    bucket = resource.split("/")[0]
    buckets = {bucket} if not _has_wildcard(bucket) else set()
    strangers = (
        f"arn:{_PARTITION}:{_SERVICE}:{_REGION}:(?:{account}):{_PART}(?::{_PART})*",
        f"arn:{_PARTITION}:s3:::(?:{_other_than(buckets, '[a-z0-9.-]', None)})(?:/{_CHARACTER}*)?",
        f"arn:{_PARTITION}:(?:{_SERVICE_BUT_S3}):{_REGION}::(?:{_other_than(written, _CHARACTER, None)})",
    )
    return all(_misses(pattern, language) for language in strangers)


def _misses(pattern: str, language: str) -> bool:
    """Return True if a wildcard pattern has no text in common with the language of a regex."""
    from riveter.rules.model.regex_automata import found_in_every, text_set

    texts = text_set(language)
    return texts is not None and found_in_every(glob_regex(pattern), [texts]) is False


def _other_than(words: set[str], char: str, length: int | None) -> str:
    """Return a regex of all texts of some characters (of one length, if given) but for some words of that length."""
    counted = f"{{{length}}}" if length is not None else "+"
    if not words:
        return f"{char}{counted}"
    choices: list[str] = []
    prefixes = {word[:i] for word in words for i in range(len(word))}
    for prefix in sorted(prefixes):
        following = {word[len(prefix)] for word in words if word.startswith(prefix) and len(word) > len(prefix)}
        left = length - len(prefix) - 1 if length is not None else None
        rest = "" if left == 0 else f"{char}{{{left}}}" if left is not None else f"{char}*"
        others = "".join(sorted(c for c in _characters(char) if c not in following))
        if others:
            choices.append(f"{_quoted(prefix)}[{_quoted(others)}]{rest}")
        if length is None and prefix and prefix not in words:
            choices.append(_quoted(prefix))
    if length is None:
        choices.extend(f"{_quoted(word)}{char}+" for word in sorted(words))
    return "|".join(choices)


@lru_cache(maxsize=4)
def _characters(char: str) -> str:
    return "".join(c for c in map(chr, range(33, 127)) if re.fullmatch(char, c))


def _quoted(text: str) -> str:
    return re.sub(r"([^A-Za-z0-9])", r"\\\1", text)
