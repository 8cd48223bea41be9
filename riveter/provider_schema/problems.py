"""`SchemaProblem`: a contradiction between a rule and a schema, and its words."""

from __future__ import annotations

from typing import Literal

import msgspec

from riveter.provider_schema import provider_header

Code = Literal[
    "unknown-type",
    "removed-type",
    "deprecated-type",
    "unknown-key",
    "removed-key",
    "deprecated-key",
    "computed-key",
    "block-as-value",
    "value-as-block",
    "no-such-element",
    "value-type",
]


class SchemaProblem(msgspec.Struct, frozen=True):
    """Something about a resource type, a key or a value that a provider's schema contradicts.

    about: the part with the problem: the resource type, the key or the value. offset, length: the part of the key's text.
    """

    code: Code
    severity: Literal["warning", "note"]
    summary: str
    detail: str = ""
    hint: str = ""
    about: Literal["type", "key", "value"] = "key"
    offset: int = 0
    length: int = 0


def version_detail(provider: str) -> str:
    """Return a sentence that names the versions of a provider that were checked."""
    header = provider_header(provider)
    if header is None:
        return ""
    older = f" nor in {header.older}" if header.older else ""
    return (
        f"Neither in version {header.version} of the provider{older}."
        if older
        else f"Version {header.version} of the provider."
    )
