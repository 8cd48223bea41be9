"""The pages of the bundled rules on the site of the documentation.

The address of the site is the URL `Documentation` of the package, which `[project.urls]` in pyproject.toml sets.
Without it, nothing leads to a page.
"""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from importlib import metadata
from urllib.parse import quote

from riveter.files.bounds import within

LABEL = "documentation"
_ADDRESS = re.compile(r"https?://[\w.:-]+(?:/[\w./~%+-]*)?\Z", re.ASCII)


def rule_page(rule_id: str, file: str) -> str:
    """Return the address of the page about a rule. It is empty for a rule of others, and without an address of the site."""
    base = site()
    name = _service(file) if base else ""
    return f"{base}/rules/{quote(name)}.html#{quote(rule_id)}" if name else ""


def index_page() -> str:
    """Return the address of the page that leads to those of all bundled rules; empty without an address of the site."""
    base = site()
    return f"{base}/rules/index.html" if base else ""


@cache  # an editor asks for each rule after each change
def site() -> str:
    """Return the address of the site, without a slash at its end; empty if the package has none."""
    try:
        urls = metadata.metadata("riveter").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return ""  # run from its source
    for url in urls:
        label, _, address = str(url).partition(",")
        if label.strip().lower() == LABEL and _ADDRESS.match(address.strip()):
            return address.strip().rstrip("/")
    return ""


@lru_cache(maxsize=1024)
def _service(file: str) -> str:
    """Return the provider and the service that a bundled rule file is about, as in `aws/s3`; empty for another file."""
    from riveter.rules.packs.packs import catalogue_root

    root, path = catalogue_root(), os.path.abspath(file)
    if root is None or not within(path, root):
        return ""
    name = os.path.splitext(os.path.relpath(path, root))[0].replace(os.sep, "/")
    return "" if name.startswith("packs/") else name
