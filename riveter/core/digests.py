"""Hash functions from the interpreter's own modules, as `random` of the standard library imports them.

`hashlib` loads OpenSSL, which costs every command as much processor time as fifteen modules of this package. It is the fallback of
interpreters without these modules. None of the digests protects a secret.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import blake2b, sha1, sha256
else:
    try:
        from _blake2 import blake2b
        from _sha1 import sha1

        if sys.version_info >= (3, 12):
            from _sha2 import sha256
        else:
            from _sha256 import sha256
    except ImportError:
        from hashlib import blake2b, sha1, sha256

__all__ = ["blake2b", "checksum", "sha1", "sha256"]


def checksum(algorithm: str, content: bytes) -> bytes:
    """Return the digest of some content by an algorithm that `hashlib` knows."""
    function: Any = {"md5": _md5, "sha1": sha1, "sha256": sha256}.get(algorithm)
    if function is not None:
        digest: bytes = function(content, usedforsecurity=False).digest()
        return digest
    import hashlib

    return hashlib.new(algorithm, content, usedforsecurity=False).digest()


def _md5(content: bytes, *, usedforsecurity: bool) -> Any:
    try:
        from _md5 import md5  # type: ignore[import-not-found]  # no stubs: it is the interpreter's own
    except ImportError:
        from hashlib import md5
    return md5(content, usedforsecurity=usedforsecurity)
