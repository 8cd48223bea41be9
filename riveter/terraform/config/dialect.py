"""The tool of a configuration, Terraform or OpenTofu, if it makes a difference."""

from __future__ import annotations

from enum import Enum

from riveter.terraform.config.declarations import ModuleConfig


class Dialect(Enum):
    """A program that reads the language. The value is its name in riveter's config."""

    TERRAFORM = "terraform"
    OPENTOFU = "opentofu"


OPENTOFU_FUNCTIONS = frozenset(
    ["base64gunzip", "cidrcontains", "urldecode", "assumeequal", "assumenotnull", "assumestringprefix"]
    + [f"assume{kind}length{bound}" for kind in ("list", "set", "map") for bound in ("", "min", "max")]
)
"""Functions that Terraform does not have."""

_REGISTRIES = {"registry.terraform.io/": Dialect.TERRAFORM, "registry.opentofu.org/": Dialect.OPENTOFU}


def dialect_of(config: ModuleConfig, lock_file: str) -> Dialect | None:
    """Return the tool that a root module is for, by its files and the registries in its lock file; None if they do not determine it."""
    if any(source.path.endswith((".tofu", ".tofu.json")) for source in config.sources):
        return Dialect.OPENTOFU
    found = {dialect for registry, dialect in _REGISTRIES.items() if f'provider "{registry}' in lock_file}
    return found.pop() if len(found) == 1 else None
