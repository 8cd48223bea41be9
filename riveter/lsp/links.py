"""The pages of the providers' documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import ModuleConfig

_REGISTRY = "https://registry.terraform.io/providers"
_SOURCE = re.compile(r"(?:registry\.terraform\.io/)?([\w-]+/[\w-]+)\Z", re.ASCII)
_TYPE = re.compile(r"[a-z][a-z0-9_]*\Z", re.ASCII)
_KINDS = {"": "resources", "data": "data-sources", "ephemeral": "ephemeral-resources"}


def documentation(config: ModuleConfig, kind: str, type: str, provider: str = "") -> str:
    """Return the page about a type; empty if none is known. kind: ``data``, ``ephemeral`` or empty.

    provider: the name of its provider in the module, if it is not the first word of the type.
    """
    prefix, _, rest = type.partition("_")
    if not _TYPE.match(type) or not rest or kind not in _KINDS:
        return ""
    local = provider.partition(".")[0] or prefix
    source = next((text for name, text in _sources(config) if name == local), f"hashicorp/{local}")
    found = _SOURCE.match(source)
    return f"{_REGISTRY}/{quote(found[1])}/latest/docs/{_KINDS[kind]}/{rest}" if found else ""


def _sources(config: ModuleConfig) -> Iterator[tuple[str, str]]:
    """Yield the names and sources of the providers that a module requires."""
    for declared in config.terraform:
        for block in declared.blocks("required_providers"):
            for attribute in block.attributes:
                for item in attribute.expr.items if isinstance(attribute.expr, n.ObjectCons) else ():
                    named = isinstance(item.key, n.StringLit) and item.key.value == "source"
                    if named and isinstance(item.value, n.StringLit):
                        yield attribute.name, item.value.value
