"""Addresses of modules."""

from __future__ import annotations

import os

from riveter.core.patterns import late

_NAME = "[0-9A-Za-z](?:[0-9A-Za-z_-]{0,62}[0-9A-Za-z])?"
_IN_REGISTRY = late(f"{_NAME}/{_NAME}/[0-9a-z]{{1,64}}(?://.*)?")
_HOSTS_OF_SOURCES = ("github.com/", "bitbucket.org/", "gitlab.com/")
"""Terraform makes git repositories of these addresses."""
_MORE_THAN_NAMES = ".:@\\"
"""A first part with one of these is a path, a host or a URL."""


def is_local(source: str) -> bool:
    """Return True if a source is a path, not the address of a package."""
    return source.startswith(("./", "../", ".\\", "..\\")) or source in (".", "..") or os.path.isabs(source)


def local_path(source: str) -> str:
    """Return a path as Terraform reads it on every system: backslashes separate folders, too."""
    return source.replace("\\", "/") if source.startswith(".") else source


def is_no_address(source: str) -> bool:
    """Return True if a source is certainly neither a path nor the address of a package."""
    names = not any(char in _MORE_THAN_NAMES for char in source.split("/", 1)[0])
    return names and not os.path.isabs(source) and _IN_REGISTRY.fullmatch(source[:1_000]) is None


def may_have_versions(source: str) -> bool:
    """Return True if a source is the address of a module in a registry."""
    if source.startswith(_HOSTS_OF_SOURCES):
        return False
    host, _, rest = source[:1_000].partition("/")
    return _IN_REGISTRY.fullmatch(rest if "." in host or ":" in host else source[:1_000]) is not None
