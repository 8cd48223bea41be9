"""The actions of AWS services: their access level, whether AWS can restrict them to resources, and the ARNs of these resources.

The table is read when a rule first needs it. `tools/iam_actions` makes it from AWS's Service Authorization Reference.
"""

from __future__ import annotations

import functools
from typing import Any

import msgspec

from riveter.files import package

LEVELS = {"list": "l", "read": "r", "tagging": "t", "write": "w", "permissions-management": "p"}
_TABLE = ("rules", "iam", "data", "actions.txt")


class ServiceActions(msgspec.Struct, frozen=True):
    """The actions of a service.

    by_level: lines of `service:action` in lower case, by the letter of their level; a capital letter if AWS can restrict them.
    """

    by_level: dict[str, str]
    arns: tuple[str, ...]


@functools.cache
def _lines() -> dict[str, str]:
    return {line[: line.index("|")]: line for line in package.text(*_TABLE).splitlines() if not line.startswith("#")}


@functools.cache
def actions_of(service: str) -> ServiceActions | None:
    """Return the actions of a service; None if the table does not have it."""
    line = _lines().get(service)
    if line is None:
        return None
    _, *groups, arns = line.split("|")
    by_level = {group[0]: "\n".join(f"{service}:{name}" for name in group[2:].lower().split()) for group in groups}
    return ServiceActions(by_level, tuple(arns.split()))


def matching(pattern: str, lines: str) -> list[str]:
    """Return the lines that a pattern in lower case matches, in time linear in their length."""
    if pattern and not pattern.strip("*"):
        return lines.split("\n")
    if "*" not in pattern and "?" not in pattern:
        return [pattern] if f"\n{pattern}\n" in f"\n{lines}\n" else []
    found: list[str] = _regex(pattern).findall(lines)
    return found


@functools.lru_cache(maxsize=256)
def _regex(pattern: str) -> Any:
    import re2

    wild = {"*": "[^\\n]*", "?": "[^\\n]"}
    return re2.compile("(?m)^" + "".join(wild.get(char) or re2.escape(char) for char in pattern) + "$")


def services_like(pattern: str) -> list[str]:
    """Return the services of the table that a pattern of actions (`s3:Get*`, `*`) may be about."""
    service, colon, _ = pattern.partition(":")
    if colon and "*" not in service and "?" not in service:
        return [service] if service in _lines() else []
    return [*_lines()]
