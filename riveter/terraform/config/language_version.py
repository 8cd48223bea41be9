"""Which version of Terraform or OpenTofu reads a module: the newest that its ``required_version`` allows.

OpenTofu keeps to the numbers of Terraform for what they share, so that one number stands for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from riveter.core.patterns import late
from riveter.hcl import nodes as n

if TYPE_CHECKING:
    from riveter.terraform.config.declarations import ModuleConfig

_TERM = late(
    r"\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?\s*\Z", re.ASCII
)
_MAX_LENGTH = 1_000


class VersionBound(NamedTuple):
    """The end of a range of versions; the version itself is part of it where it is `inclusive`."""

    version: tuple[int, int, int]
    inclusive: bool

    def allows(self, feature: tuple[int, int]) -> bool:
        """Return True if some version of the range has what came with a minor version."""
        first = (*feature, 0)
        return self.version > first or (self.version == first and self.inclusive)


NO_LIMIT = VersionBound((1_000_000, 0, 0), True)


def limit_of(config: ModuleConfig) -> VersionBound:
    """Return the end of the range of versions that a module allows."""
    return limit(
        attribute.expr.value
        for declared in config.terraform
        for attribute in declared.attributes.values()
        if attribute.name == "required_version" and isinstance(attribute.expr, n.StringLit)
    )


def limit(constraints: Iterable[str]) -> VersionBound:
    """Return the end of the range of versions that meet all constraints (``>= 1.5, < 2.0``); what is no constraint does not count."""
    found = NO_LIMIT
    for constraint in constraints:
        for term in constraint[:_MAX_LENGTH].split(","):
            match = _TERM.match(term)
            if match is not None:
                found = min(found, _end(match[1] or "=", match[2], match[3], match[4]))
    return found


def _end(operator: str, *parts: str | None) -> VersionBound:
    given = [int(part[:6]) for part in parts if part is not None]
    major, minor, patch, *_ = (*given, 0, 0)
    version = (major, minor, patch)
    if operator == "<":
        return VersionBound(version, False)
    if operator in ("=", "<="):
        return VersionBound(version, True)
    if operator == "~>":  # the last number that is written may grow
        if len(given) == 3:
            return VersionBound((given[0], given[1] + 1, 0), False)
        return VersionBound((given[0] + 1, 0, 0), False)
    return NO_LIMIT
