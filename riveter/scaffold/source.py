"""The source from which this riveter was installed. A CI system can use the same source, unless it is a local folder."""

from __future__ import annotations

import json
import re
from importlib import metadata
from typing import Any

from riveter import __version__

_ADDRESS = re.compile(r"(?:https|ssh)://[\w.-]+(?::\d+)?/[\w./~%+=-]+\Z")
_COMMIT = re.compile(r"[0-9a-f]{40,64}\Z")


def requirement() -> str:
    """Return the requirement of this riveter for pip: a version, a commit or a file with its digest. Empty for a local folder or file."""
    try:
        record = metadata.distribution("riveter").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return ""  # run from its source
    if record is None:
        return f"riveter=={__version__}"  # pip found it in an index
    try:
        return _pinned(json.loads(record))
    except (ValueError, TypeError, AttributeError):
        return ""


def address() -> str:
    """Return the address that this riveter was installed from, if it is one that others can open; empty otherwise."""
    try:
        record = metadata.distribution("riveter").read_text("direct_url.json")
        url = str(json.loads(record or "{}").get("url", ""))
    except (metadata.PackageNotFoundError, ValueError, AttributeError):
        return ""
    return url if url.startswith("https://") and _ADDRESS.match(url) else ""


def _pinned(record: dict[str, Any]) -> str:
    url = str(record.get("url", ""))
    if not _ADDRESS.match(url):  # a user and a password in it are nobody else's business either
        return ""
    repository = record.get("vcs_info") or {}
    commit = str(repository.get("commit_id", ""))
    if repository.get("vcs") == "git" and _COMMIT.match(commit):
        return f"riveter @ git+{url}@{commit}"
    digest = str(((record.get("archive_info") or {}).get("hashes") or {}).get("sha256", ""))
    if url.startswith("https://") and _COMMIT.match(digest):
        return f"riveter @ {url}#sha256={digest}"
    return ""
