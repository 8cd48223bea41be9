"""The pictures in the READMEs of the examples. `python -m tests.examples.pictures` makes them anew."""

from __future__ import annotations

import re
from pathlib import Path

from tests.examples.commands import EXAMPLES, run

_PICTURE = re.compile(
    r"(?<=^```bash\n)(?P<command>riveter show [^\n]*)\n```\n\n```mermaid\n(?P<picture>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def commands(readme: Path) -> list[str]:
    """The commands whose picture a README shows."""
    return [found["command"] for found in _PICTURE.finditer(readme.read_text("utf-8"))]


def renewed(readme: Path) -> str:
    """The text of a README with the pictures that its commands print now."""

    def draw(found: re.Match[str]) -> str:
        process = run(found["command"], readme.parent)
        assert (process.returncode, process.stderr) == (0, ""), process.stderr
        return f"{found['command']}\n```\n\n```mermaid\n{process.stdout}```"

    return _PICTURE.sub(draw, readme.read_text("utf-8"))


READMES = [readme for readme in sorted(EXAMPLES.rglob("README.md")) if "```mermaid" in readme.read_text("utf-8")]

if __name__ == "__main__":
    for path in READMES:
        path.write_text(renewed(path), encoding="utf-8", newline="\n")
