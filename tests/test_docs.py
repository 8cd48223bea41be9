"""What README and CONTRIBUTING say is true: links lead somewhere, commands exist, `make` has the targets."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
_LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
_FENCE = re.compile(r"^```bash\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_to_files(page: Path) -> None:
    targets = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def _commands() -> list[str]:
    blocks = _FENCE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line.rpartition("|")[2].strip() for line in lines if "riveter " in line]


@pytest.mark.parametrize("command", _commands())
def test_commands_of_the_readme_and_their_options_exist(command: str) -> None:
    words = shlex.split(command)
    assert words[0] == "riveter"
    arguments = [sys.executable, "-m", "riveter", words[1], "--help"]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for word in words[2:]:
        if word.startswith("-") and word != "-":
            assert re.search(rf"(?<![\w-]){re.escape(word)}\b", done.stdout), f"{word} is not an option of {words[1]}"


def test_make_has_the_two_commands() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(
        r"^make (\w+)", "\n".join(_FENCE.findall((ROOT / "README.md").read_text(encoding="utf-8"))), re.MULTILINE
    ):
        assert re.search(rf"^{target}:", text, re.MULTILINE), target
