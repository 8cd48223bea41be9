"""Addresses in plans and states: the path of modules a resource lies in."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TypeAlias

InstanceKey: TypeAlias = "str | int | None"
ModulePath: TypeAlias = "tuple[tuple[str, InstanceKey], ...]"
"""The calls from the root module down, each with its instance key."""

_CALL = re.compile(r'module\.([^.\[\]"\s]+)(?:\[(?:"((?:[^"\\]|\\.)*)"|([0-9]{1,18}))\])?(?:\.|$)')


@lru_cache(maxsize=4096)
def module_path(address: str) -> ModulePath | None:
    """The calls an address like ``module.a["x"].module.b[0]`` goes through; empty for the root, None when it is no such address."""
    calls: list[tuple[str, InstanceKey]] = []
    at = 0
    while at < len(address):
        match = _CALL.match(address, at)
        if match is None:
            return None
        name, text, number = match.groups()
        key: InstanceKey = int(number) if number is not None else None if text is None else unquote(text)
        calls.append((name, key))
        at = match.end()
    return tuple(calls)


def unquote(text: str) -> str:
    """The key that stands between the quotes of an address."""
    if "\\" not in text and "{" not in text:
        return text
    try:
        plain = json.loads(f'"{text}"', strict=False)
    except ValueError:
        plain = text
    return str(plain).replace("$${", "${").replace("%%{", "%{")
