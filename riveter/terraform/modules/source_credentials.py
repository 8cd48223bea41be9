"""Credentials that the source of a module is written with: they are secrets by their meaning."""

from __future__ import annotations

from collections.abc import Iterator

_IN_QUERY = frozenset(
    {
        "access_token",
        "auth",
        "aws_access_key_secret",
        "aws_access_token",
        "password",
        "private_token",
        "secret",
        "sig",
        "sshkey",
        "token",
        "x-amz-credential",
        "x-amz-security-token",
        "x-amz-signature",
    }
)
"""Parameters of addresses that hold secrets."""


def credentials_in(source: str) -> Iterator[str]:
    """Yield the password, or the token in its place, of the address of a package, and the secrets among its parameters."""
    address, _, query = source.partition("?")
    scheme, found, rest = address.rpartition("://")
    user, at, _ = rest.partition("/")[0].rpartition("@")
    if found and at:
        name, colon, password = user.partition(":")
        if colon:
            yield from _forms(password)
        if not colon or password in ("", "x-oauth-basic"):
            yield from () if scheme.endswith("ssh") else _forms(name)
    for item in query.partition("#")[0].split("&"):
        key, _, value = item.partition("=")
        if key.lower() in _IN_QUERY:
            yield from _forms(value)


def _forms(text: str) -> Iterator[str]:
    yield text
    if "%" in text:
        from urllib.parse import unquote

        yield unquote(text)
