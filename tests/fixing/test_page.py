"""The page about fixes: its example prints what it says, and its commands run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixing.conftest import Repository

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "fixes.md").read_text(encoding="utf-8")
TERRAFORM = re.findall(r"```hcl\n(.*?)```", PAGE, re.DOTALL)[0]
CONSOLE = re.findall(r"```console\n\$ (.*?)\n(.*?)```", PAGE, re.DOTALL)[0]
COMMANDS = re.findall(r"^riveter (fix[^#|\n]*)", re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)[0], re.MULTILINE)
OFF = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
OF_CHANGES = re.findall(r"^riveter (fix[^#|\n]*)", re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)[1], re.MULTILINE)


def test_the_example_prints_what_the_page_says(repository: Callable[..., Repository]) -> None:
    made = repository({"main.tf": TERRAFORM})
    done = made.run(*shlex.split(CONSOLE[0])[1:])
    assert done.out + done.err == CONSOLE[1]
    assert done.code == 1


@pytest.mark.parametrize("command", [each for each in COMMANDS if "--interactive" not in each and "--rule" not in each])
def test_the_commands_of_the_page_run(repository: Callable[..., Repository], command: str) -> None:
    made = repository({"main.tf": TERRAFORM})
    done = made.run(*shlex.split(command))
    assert done.code == 0, done.err
    assert "Fixes: 1 of 1 findings" in done.err


@pytest.mark.parametrize("command", OF_CHANGES)
def test_the_commands_for_a_change_run(repository: Callable[..., Repository], command: str) -> None:
    made = repository({"old.tf": OFF % "old"})
    made.git("checkout", "-q", "-b", "change")
    made.git("branch", "-f", "main")
    (made.folder / "new.tf").write_text(OFF % "new")
    made.git("add", ".")
    if "--pre-commit" not in command:
        made.commit()
    done = made.run(*shlex.split(command))
    assert done.code == int("--exit-code" in command), done.err
    assert "Fixes: 1 of 1 findings, 1 file" in done.err
    if "--write" in command:
        assert made.text("new.tf") == OFF.replace("false", "true") % "new"
    assert made.text("old.tf") == OFF % "old"
    assert ("review.json" in command) == (made.folder / "review.json").exists()
