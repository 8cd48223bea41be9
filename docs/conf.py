"""The site of the documentation: `make docs` builds it with Sphinx, and any warning is an error.

RIVETER_REPOSITORY: the address of the repository. Links to files outside of this folder lead there; without it, they are left out.
"""

from __future__ import annotations

import os
import posixpath
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from riveter import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "riveter"
release = __version__
language = "en"
copyright = "the authors of riveter"

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 5
exclude_patterns = ["schemas"]
nitpicky = True
# The lexer of Pygments for HCL does not know `>` and `&&`. Sphinx then colours the rest of such an example.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_title = f"riveter {release}"
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_static_path: list[str] = []

_REPOSITORY = os.environ.get("RIVETER_REPOSITORY", "").rstrip("/")
_OUTSIDE = re.compile(r"\[([^\]]*)\]\(((?:\.\./)+[^)\s]*|schemas/[^)\s]*|(?:\.\./)?decisions/?)\)")


def _point_outside(app: Sphinx, name: str, source: list[str]) -> None:
    """Point links to files that are not in the site to the repository."""
    folder = posixpath.join("docs", posixpath.dirname(name))

    def link(found: re.Match[str]) -> str:
        text, target = found[1], posixpath.normpath(posixpath.join(folder, found[2]))
        if target == "docs/decisions":
            return f"[{text}]({posixpath.relpath('docs/decisions/index.md', folder)})"
        if target.endswith(".md") and target.startswith("docs/"):
            return found[0]
        return f"[{text}]({_REPOSITORY}/blob/main/{target})" if _REPOSITORY else text

    source[0] = _OUTSIDE.sub(link, source[0])


def setup(app: Sphinx) -> dict[str, bool]:
    """Register what is done to each page."""
    app.connect("source-read", _point_outside)
    return {"parallel_read_safe": True}
