"""Which version of Terraform or OpenTofu reads a module: the newest that its ``required_version`` allows.

OpenTofu keeps to the numbers of Terraform for what they share, so that one number stands for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from riveter.core.versions import VersionRange, ranges
from riveter.hcl import nodes as n

if TYPE_CHECKING:
    from riveter.terraform.config.declarations import ModuleConfig


def versions_of(config: ModuleConfig) -> VersionRange:
    """Return the range of versions that a module allows."""
    return ranges(
        attribute.expr.value
        for declared in config.terraform
        for attribute in declared.attributes.values()
        if attribute.name == "required_version" and isinstance(attribute.expr, n.StringLit)
    )
