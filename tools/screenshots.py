"""Make the pictures of docs/screenshots.md: `python -m tools.screenshots [CHROMIUM]`.

Commands run in a terminal of 100 columns, and what they print becomes an SVG, by rich. Pages are drawn by Chromium, with playwright.
"""

from __future__ import annotations

import argparse
import io
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
COLUMNS = 100
MAX_LINES = 42
_FONTS = re.compile(r"@font-face \{\{.*?\n    \}\}\n", re.DOTALL)

TERMINALS: dict[str, tuple[str, list[str]]] = {
    "text-report": ("examples/batch-data-pipeline", ["scan", "-r", "pipeline-rules.yml", "broken"]),
    "unknown": ("examples/first-rule", ["scan", "-r", "rules.yml", "broken/no-value"]),
    "explain": ("examples/batch-data-pipeline", ["explain", "kms-key-rotation-enabled"]),
    "misspelt": ("", ["lint", "rules.yml"]),
}
"""Of each picture: the folder, and the words after `riveter`."""

_MISSPELT = """\
rules:
  - name: Buckets must not be public
    resource_type: aws_s3_bucket_public_access_block
    assertions:
      - {key: block_public_acl, operator: is_true}
      - {key: restrict_public_buckets, operator: is_ture}
"""


def terminal(words: list[str], folder: Path) -> str:
    """Return what a command prints on a terminal, with its colours."""
    main, other = pty.openpty()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    environment = {
        k: v for k, v in os.environ.items() if k not in ("CI", "COLUMNS", "GITHUB_ACTIONS", "LINES", "NO_COLOR")
    }
    environment |= {"TERM": "xterm-256color", "LANG": "C.UTF-8", "XDG_CACHE_HOME": tempfile.gettempdir()}
    command = [sys.executable, "-m", "riveter", *words]
    # On a slow machine, a scan would draw its progress there.
    error = other if words[0] == "lint" else subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdin=other, stdout=other, stderr=error, env=environment):
        os.close(other)
        parts: list[bytes] = []
        while True:
            try:
                part = os.read(main, 1 << 16)
            except OSError:  # Linux ends a terminal so
                break
            if not part:
                break
            parts.append(part)
    os.close(main)
    return b"".join(parts).decode("utf-8", "replace").replace("\r\n", "\n")


def drawing(title: str, text: str) -> str:
    """Return an SVG of what a terminal shows."""
    from rich._export_format import CONSOLE_SVG_FORMAT
    from rich.console import Console
    from rich.terminal_theme import MONOKAI
    from rich.text import Text

    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        lines = [*lines[: MAX_LINES - 1], "…"]
    console = Console(record=True, width=COLUMNS, file=io.StringIO())
    console.print(Text("$ " + title, style="bold"))
    console.print(Text.from_ansi("\n".join(lines).rstrip()))
    # without the fonts of a server: whoever looks at the page asks nobody else
    form = _FONTS.sub("", CONSOLE_SVG_FORMAT).replace(
        "Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace"
    )
    svg = console.export_svg(title="riveter", theme=MONOKAI, code_format=form, unique_id="riveter")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def report(folder: Path, browser: str) -> None:
    """Draw the HTML report of the broken batch example, light and dark."""
    from playwright.sync_api import sync_playwright

    project = folder / "batch-data-pipeline"
    shutil.copytree(ROOT / "examples/batch-data-pipeline", project, ignore=shutil.ignore_patterns("exercises"))
    words = ["scan", "-p", "aws-security", "--fail-on", "never", "-f", "html:report.html", "."]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", "riveter", *words], cwd=project, env=environment, check=True, capture_output=True
    )
    made = project / "report.html"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        for scheme in ("light", "dark"):
            page = opened.new_page(viewport={"width": 1000, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(made.as_uri())
            page.screenshot(path=IMAGES / f"html-report-{scheme}.png")
        opened.close()


def main(arguments: list[str] | None = None) -> int:
    """Make every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "chromium",
        nargs="?",
        default=shutil.which("chromium"),
        help="the browser; without one, only terminals are drawn",
    )
    browser = parser.parse_args(arguments).chromium
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "rules.yml").write_text(_MISSPELT)
        for name, (place, words) in TERMINALS.items():
            text = terminal(words, ROOT / place if place else folder)
            (IMAGES / f"{name}.svg").write_text(drawing("riveter " + " ".join(words), text), "utf-8")
        if browser:
            report(folder, browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
