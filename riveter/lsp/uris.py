"""Addresses of files in the protocol, and paths."""

from __future__ import annotations

import os
import re
from urllib.parse import quote, unquote

_FILE = re.compile(r"file://(?P<host>[^/?#]*)(?P<path>/[^?#]*)", re.IGNORECASE)
_DRIVE = re.compile(r"/[A-Za-z]:")


def path_of(uri: str) -> str | None:
    """Return the path of a file; None for an address of something else, such as a text that was never saved."""
    found = _FILE.match(uri)
    if found is None:
        return None
    path = unquote(found["path"], errors="surrogateescape")
    if "\0" in path:
        return None
    if _DRIVE.match(path):
        path = path[1:]
    elif found["host"] not in ("", "localhost"):
        if os.sep == "/":
            return None  # a file of another machine
        path = f"//{found['host']}{path}"
    return os.path.normpath(path.replace("/", os.sep))


def uri_of(path: str) -> str:
    """Return the address of a file."""
    full = os.path.abspath(path).replace(os.sep, "/")
    if not full.startswith("/"):  # a drive
        full = "/" + full
    host = ""
    if full.startswith("//"):
        host, _, full = full[2:].partition("/")
        full = "/" + full
    return f"file://{host}{quote(full.encode('utf-8', 'surrogateescape'))}"
