"""Terraform's addresses, taken apart and put together: ``module.a["x"].data.aws_ami.b[0]``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from riveter.core.patterns import late

InstanceKey: TypeAlias = "str | int | None"
ModulePath: TypeAlias = "tuple[tuple[str, InstanceKey], ...]"
"""The calls from the root module down, each with its instance key."""

_CALL = re.compile(r'module\.([^.\[\]"\s]+)(?:\[(?:"((?:[^"\\]|\\.)*)"|([0-9]{1,18}))\])?(?:\.|$)')


@lru_cache(maxsize=4096)
def parts(address: str) -> tuple[str, ...]:
    """Return the parts between dots; an instance key belongs to the part before it (`module`, `a["x"]`, …)."""
    found: list[str] = []
    start = position = 0
    quoted = False
    depth = 0
    while position < len(address):
        char = address[position]
        if quoted:
            if char == "\\":
                position += 1
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
        elif char == "." and depth <= 0:
            found.append(address[start:position])
            start = position + 1
        position += 1
    found.append(address[start:])
    return tuple(found)


_LAST_KEY = late(r"\[(?:\"(?:[^\"\\]|\\.)*\"|[^\]\"]*)\]$")


def base_address(address: str) -> str:
    """Return an address without its last instance key: ``a.b["x"]`` → ``a.b``."""
    return _LAST_KEY.sub("", address) if address.endswith("]") else address


@lru_cache(maxsize=4096)
def without_keys(address: str) -> str:
    """Return an address without its instance keys."""
    return ".".join(part.partition("[")[0] for part in parts(address))


def address_type(address: str) -> str:
    """Return the type in the address of a resource: ``module.a["x"].data.aws_ami.b[0]`` → ``data.aws_ami``."""
    names = parts(address)
    at = 0
    while at + 2 < len(names) and names[at] == "module":
        at += 2
    kind = names[at]
    return f"{kind}.{names[at + 1]}" if kind in ("data", "ephemeral") and at + 2 < len(names) else kind


def modules_around(module: str) -> Iterator[str]:
    """Yield the address of a module and of those around it, the outermost first."""
    names = parts(module) if module else ()
    for end in range(2, len(names) + 1, 2):
        yield ".".join(names[:end])


def module_calls(module: str) -> list[str]:
    """Return the names of the calls in the address of a module: ``module.a["x"].module.b`` → ``a``, ``b``."""
    return [name.partition("[")[0] for name in parts(module)[1::2]] if module else []


def instance_suffix(key: Any, *, unknown: bool = False) -> str:
    """Return an instance key as addresses show it: ``[0]``, ``["a"]``, ``[*]`` for a representative, nothing for a single one."""
    if unknown and key is None:
        return "[*]"
    if key is None:
        return ""
    if isinstance(key, int):
        return f"[{key}]"
    return '["' + str(key).replace("\\", "\\\\").replace('"', '\\"') + '"]'


@lru_cache(maxsize=4096)
def module_path(address: str) -> ModulePath | None:
    """Return the module calls in an address like ``module.a["x"].module.b[0]``; empty for the root, None for any other address."""
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
    """Return the key that stands between the quotes of an address."""
    if "\\" not in text and "{" not in text:
        return text
    try:
        plain = json.loads(f'"{text}"', strict=False)
    except ValueError:
        plain = text
    return str(plain).replace("$${", "${").replace("%%{", "%{")
