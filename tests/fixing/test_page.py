"""The page about fixes: its example prints what it says, and its commands run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixing.conftest import KEY_RULE, Repository

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "fixes.md").read_text(encoding="utf-8")
TERRAFORM = re.findall(r"```hcl\n(.*?)```", PAGE, re.DOTALL)[0]
CONSOLE = re.findall(r"```console\n\$ (.*?)\n(.*?)```", PAGE, re.DOTALL)[0]
BASH = re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line.partition("#")[0].strip() for line in BASH[0].splitlines()]
OFF = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
OF_CHANGES = [line.partition("#")[0].strip() for line in BASH[1].splitlines()]


def test_every_command_of_the_page_is_run_here() -> None:
    assert len(BASH) == 2
    assert all(command.startswith("riveter fix") for command in (*COMMANDS, *OF_CHANGES))


def test_the_example_prints_what_the_page_says(repository: Callable[..., Repository]) -> None:
    made = repository({"main.tf": TERRAFORM})
    done = made.run(*shlex.split(CONSOLE[0])[1:])
    assert done.out + done.err == CONSOLE[1]
    assert done.code == 1


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_page_run(repository: Callable[..., Repository], command: str) -> None:
    made = repository({"main.tf": TERRAFORM}, KEY_RULE.replace("id: rotation", "id: kms-rotation"))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=made.folder,
        env={**os.environ, "PATH": path, "XDG_CACHE_HOME": str(made.folder.parent / "cache")},
        input="y\n",
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "Fixes: 1 of 1 findings" in done.stderr
    writes = "--write" in command or "git apply" in command
    assert made.text("main.tf") == (TERRAFORM.replace("default = false", "default = true") if writes else TERRAFORM)


@pytest.mark.parametrize("command", OF_CHANGES)
def test_the_commands_for_a_change_run(repository: Callable[..., Repository], command: str) -> None:
    made = repository({"old.tf": OFF % "old"})
    made.git("checkout", "-q", "-b", "change")
    made.git("branch", "-f", "main")
    (made.folder / "new.tf").write_text(OFF % "new")
    made.git("add", ".")
    if "--pre-commit" not in command:
        made.commit()
    done = made.run(*shlex.split(command)[1:])
    assert done.code == int("--exit-code" in command), done.err
    assert "Fixes: 1 of 1 findings, 1 file" in done.err
    if "--write" in command:
        assert made.text("new.tf") == OFF.replace("false", "true") % "new"
    assert made.text("old.tf") == OFF % "old"
    assert ("review.json" in command) == (made.folder / "review.json").exists()
