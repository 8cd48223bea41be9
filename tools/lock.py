"""Write `requirements/action.txt`: what the action installs, for every Python and platform, with hashes. Needs uv."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "action.txt"


def main() -> None:
    """Resolve the dependencies of the package, and those of its build, which the action runs without isolation."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    (build,) = re.findall(r'^requires = \["([^"]+)"\]$', project, re.MULTILINE)
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--upgrade"]
    command += [
        "--python-version",
        "3.10",
        "--no-header",
        "--no-annotate",
        "--no-emit-index-url",
        "pyproject.toml",
        "-",
    ]
    done = subprocess.run(command, cwd=ROOT, input=build, check=True, stdout=subprocess.PIPE, text=True)
    LOCK.write_text(done.stdout, "utf-8")


if __name__ == "__main__":
    main()
