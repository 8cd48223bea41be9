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


class VersionRange(NamedTuple):
    """The versions from `least` up to `most`; `most` itself is one of them where the range is `inclusive`."""

    most: tuple[int, int, int]
    inclusive: bool
    least: tuple[int, int, int] = (0, 0, 0)

    def allows(self, feature: tuple[int, int]) -> bool:
        """Return True if some version of the range has what came with a minor version."""
        first = (*feature, 0)
        return self.most > first or (self.most == first and self.inclusive)

    def requires(self, feature: tuple[int, int]) -> bool:
        """Return True if every version of the range has what came with a minor version."""
        return self.least[:2] >= feature

    def narrowed(self, other: VersionRange) -> VersionRange:
        """Return what both ranges have in common."""
        end = min(self, other)
        return VersionRange(end.most, end.inclusive, max(self.least, other.least))


EVERY_VERSION = VersionRange((1_000_000, 0, 0), True)


def versions_of(config: ModuleConfig) -> VersionRange:
    """Return the range of versions that a module allows."""
    return versions(
        attribute.expr.value
        for declared in config.terraform
        for attribute in declared.attributes.values()
        if attribute.name == "required_version" and isinstance(attribute.expr, n.StringLit)
    )


def versions(constraints: Iterable[str]) -> VersionRange:
    """Return the range of versions that meet all constraints (``>= 1.5, < 2.0``); what is no constraint does not count."""
    found = EVERY_VERSION
    for constraint in constraints:
        for term in constraint[:_MAX_LENGTH].split(","):
            match = _TERM.match(term)
            if match is not None:
                found = found.narrowed(_range(match[1] or "=", match[2], match[3], match[4]))
    return found


def _range(operator: str, *parts: str | None) -> VersionRange:
    given = [int(part[:6]) for part in parts if part is not None]
    major, minor, patch, *_ = (*given, 0, 0)
    version = (major, minor, patch)
    if operator == "<":
        return VersionRange(version, False)
    if operator == "<=":
        return VersionRange(version, True)
    if operator == "=":
        return VersionRange(version, True, version)
    if operator == "~>":  # the last number that is written may grow
        after = (given[0], given[1] + 1, 0) if len(given) == 3 else (given[0] + 1, 0, 0)
        return VersionRange(after, False, version)
    return EVERY_VERSION._replace(least=version) if operator in (">", ">=") else EVERY_VERSION
