"""Which calls give a checksum that is no secret, though it looks random."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_OF_TEXT = frozenset({"base64sha256", "base64sha512", "md5", "sha1", "sha256", "sha512"})
_OF_FILE = frozenset({"filebase64sha256", "filebase64sha512", "filemd5", "filesha1", "filesha256", "filesha512"})
_LEAST_CONTENT = 64
"""The minimum length. A shorter text may be a seed, and its checksum may be used as a password."""


def is_checksum(name: str, args: Sequence[Any]) -> bool:
    """Return whether a call gives the checksum of a file, or of a text that is too long for a password."""
    if name in _OF_FILE:
        return True
    return name in _OF_TEXT and isinstance(args[0], str) and len(args[0]) >= _LEAST_CONTENT
