"""Mermaid in a browser: what it draws, as texts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_PLACES = [
    os.environ.get("MERMAID_JS", ""),
    str(Path(__file__).parents[2] / "node_modules/mermaid/dist/mermaid.min.js"),
]
SCRIPT = next((path for path in _PLACES if path and Path(path).is_file()), None)

_DRAW = """async (text) => {
  mermaid.initialize({startOnLoad: false});
  const drawn = await mermaid.render("chart", text);
  document.body.innerHTML = drawn.svg;
  return [...document.querySelectorAll(".node .nodeLabel, .cluster-label .nodeLabel")].map((one) => one.innerText);
}"""


class MermaidPage:
    """Draws charts; nothing else may happen on the page."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._events: list[str] = []
        page.on("console", lambda message: self._events.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self._events.append(f"error: {error}"))
        page.on("request", lambda request: self._events.append(f"request: {request.url}"))
        page.on("dialog", self._dismiss)
        page.set_content("<!doctype html><body></body>")
        page.add_script_tag(path=SCRIPT)

    def _dismiss(self, dialog: Any) -> None:
        self._events.append("dialog")
        dialog.dismiss()

    def draw(self, text: str) -> list[list[str]]:
        """Draws a chart and gives the labels, as lines. Spaces without width are left out."""
        labels = self._page.evaluate(_DRAW, text)
        assert self._events == []
        assert self._page.locator("svg a, svg img, svg script, svg i, svg strong, svg em, svg math").count() == 0
        return sorted([line.strip() for line in label.replace("\u200b", "").split("\n")] for label in labels)
