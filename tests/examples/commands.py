"""The commands of the examples' READMEs, run the way a reader runs them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"

_BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command line in a real shell, which expands `*.tf`. Skips the test where there is no POSIX shell."""
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("no POSIX shell")
    scripts = str(Path(sys.executable).parent)
    environment = {name: os.environ[name] for name in ("HOME", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    environment |= {"PATH": os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)]), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [shell, "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def blocks(readme: Path) -> list[tuple[str, str]]:
    """The code blocks of a Markdown file, as pairs of language and text."""
    return [(found["language"], found["text"]) for found in _BLOCK.finditer(readme.read_text(encoding="utf-8"))]


def shown(readme: Path) -> list[tuple[str, str]]:
    """Pairs of a command and the output the README promises for it: a `bash` block and the plain block right after it."""
    found = blocks(readme)
    return [
        (command, output)
        for (language, command), (other, output) in pairwise(found)
        if language == "bash" and other == ""
    ]
