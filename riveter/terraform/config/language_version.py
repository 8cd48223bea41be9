"""The version of Terraform or OpenTofu for a module: the newest that its ``required_version`` allows.

For shared features, OpenTofu uses the version numbers of Terraform, so one number is enough for both.
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
