"""Addresses of modules."""

from __future__ import annotations

import os


def is_local(source: str) -> bool:
    """Return True if a source is a path, not the address of a package."""
    return source.startswith(("./", "../", ".\\", "..\\")) or source in (".", "..") or os.path.isabs(source)
