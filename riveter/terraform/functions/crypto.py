"""Hashes and identifiers. Random results are unknown."""

from __future__ import annotations

import base64
import re
import uuid as uuids

from riveter.core.causes import ImpureFunction, UncomputedFunction
from riveter.core.digests import checksum
from riveter.core.values import Unknown
from riveter.terraform.functions.common import go_quote, number_parameter, string_parameter
from riveter.terraform.functions.registry import FunctionError, function
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import SENSITIVE, TValue, mark

_STR = string_parameter("str")
_NAMESPACES = {
    "dns": uuids.NAMESPACE_DNS,
    "url": uuids.NAMESPACE_URL,
    "oid": uuids.NAMESPACE_OID,
    "x500": uuids.NAMESPACE_X500,
}

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\Z|[0-9a-f]{32}\Z", re.IGNORECASE)


def _hash(name: str, algorithm: str, in_base64: bool) -> None:
    @function(_STR, result=STRING, name=name)
    def hashed(text: str) -> TValue:
        digest = checksum(algorithm, text.encode())
        return base64.b64encode(digest).decode() if in_base64 else digest.hex()


for _name, _algorithm, _in_base64 in (
    ("md5", "md5", False),
    ("sha1", "sha1", False),
    ("sha256", "sha256", False),
    ("sha512", "sha512", False),
    ("base64sha256", "sha256", True),
    ("base64sha512", "sha512", True),
):
    _hash(_name, _algorithm, _in_base64)


@function(result=STRING)
def uuid() -> TValue:
    """Return an unknown text, because the result is random."""
    return Unknown(ImpureFunction("uuid"), type=STRING, not_null=True)


@function(_STR, variadic=number_parameter("cost"), result=STRING)
def bcrypt(text: str, *cost: int) -> TValue:
    """Return an unknown text, because the salt is random."""
    if len(cost) > 1:
        raise FunctionError("bcrypt() takes no more than two arguments")
    return Unknown(ImpureFunction("bcrypt"), type=STRING, not_null=True)


def _namespace(text: str) -> uuids.UUID:
    """Return a UUID in one of the forms Go's uuid package reads."""
    if len(text) not in (32, 36, 38, 45):
        raise ValueError(f"invalid UUID length: {len(text)}")
    if len(text) == 45:
        if text[:9].lower() != "urn:uuid:":
            raise ValueError(f"invalid urn prefix: {go_quote(text[:9])}")
        text = text[9:]
    elif len(text) == 38:
        text = text[1:-1]
    if _UUID.match(text) is None:
        raise ValueError("invalid UUID format")
    return uuids.UUID(text)


@function(string_parameter("namespace"), string_parameter("name"), result=STRING)
def uuidv5(namespace: str, name: str) -> TValue:
    """Return the name-based identifier of RFC 4122."""
    known = _NAMESPACES.get(namespace)
    if known is None:
        try:
            known = _namespace(namespace)
        except ValueError as error:
            raise FunctionError(f"uuidv5() doesn't support namespace {namespace} ({error})") from None
    return str(uuids.uuid5(known, name))


@function(string_parameter("ciphertext"), string_parameter("privatekey"), result=STRING)
def rsadecrypt(ciphertext: str, key: str) -> TValue:
    """Return the decrypted text as an unknown: it is a secret that riveter does not compute."""
    from riveter.terraform.functions.encoding import decoded_base64

    if decoded_base64(ciphertext) is None:
        raise FunctionError(f"failed to decode input {go_quote(ciphertext)}: cipher text must be base64-encoded", 0)
    return mark(Unknown(UncomputedFunction("rsadecrypt"), type=STRING, not_null=True), frozenset([SENSITIVE]))
