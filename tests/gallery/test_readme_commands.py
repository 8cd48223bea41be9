"""The commands for a shell in the READMEs of the examples, one after the other, with a cloud that does nothing.

`terraform output` answers with the outputs that the example declares. The AWS CLI is checked against the models of botocore.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples.commands import EXAMPLES, blocks

pytestmark = pytest.mark.gallery

REPOSITORY = Path(__file__).parents[2]

# What a README calls, as its commands leave it: services and operations.
CALLS = {
    "batch-data-pipeline": ["s3 cp", "glue start-crawler", "athena start-query-execution"],
    "batch-data-pipeline/exercises": [],
    "dxr-athena-export": ["lambda invoke", "glue start-crawler", "athena start-query-execution"],
    "audit-table": [
        "dynamodb put-item", "dynamodb update-item", "glue start-crawler", "athena start-query-execution", "s3 cp", "lambda invoke",
    ],
    "secure-data-pipeline": ["configure sso", "sso login", "s3 cp", "lambda invoke"],
    "audit-log-analytics": ["glue start-crawler", "redshift-data execute-statement"],
}  # fmt: skip

_TERRAFORM = """#!{python}
import pathlib, re, sys
words = sys.argv[1:]
if words[0] == "output":
    texts = [path.read_text() for path in pathlib.Path().glob("*.tf")]
    assert words[1] == "-raw" and any(re.search(f'^output "{{words[2]}}"', text, re.M) for text in texts), words
    print(f"the-{{words[2]}}", end="")
else:
    assert words[0] in ("init", "plan", "apply", "destroy") and list(pathlib.Path().glob("*.tf")), words
    with open({log!r}, "a") as log:
        log.write(" ".join(["terraform", *words]) + "\\n")
"""


@pytest.mark.parametrize("example", CALLS)
def test_the_commands_of_the_readme_are_right(example: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("botocore") is None:
        pytest.skip('botocore is not installed: python -m pip install -e ".[gallery]"')
    for name in ("sh", "jq") if example == "audit-table" else ("sh",):
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not on the PATH")
    folder, tools = tmp_path / example, tmp_path / "tools"
    shutil.copytree(EXAMPLES / example, folder, ignore=shutil.ignore_patterns(".terraform*", "*.zip"))
    tools.mkdir()
    programs = {
        "aws": f'#!/bin/sh\nexec "{sys.executable}" "{Path(__file__).with_name("aws_stand_in.py")}" "$@"\n',
        "terraform": _TERRAFORM.format(python=sys.executable, log=str(tmp_path / "terraform.log")),
    }
    for name, text in programs.items():
        (tools / name).write_text(text, encoding="utf-8")
        (tools / name).chmod(0o755)
    script = "".join(text for language, text in blocks(EXAMPLES / example / "README.md") if language == "sh")
    done = subprocess.run(
        ["sh", "-eu"],
        cwd=folder,
        input=script,
        env={
            "PATH": os.pathsep.join([str(tools), os.environ["PATH"]]),
            "PYTHONPATH": str(REPOSITORY),
            "AWS_STAND_IN_LOG": str(tmp_path / "aws.log"),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    log = tmp_path / "aws.log"
    called = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []
    assert [" ".join(words[:2]) for words in called] == CALLS[example]
    ran = (tmp_path / "terraform.log").read_text(encoding="utf-8").splitlines()
    assert ran[:2] == ["terraform init", "terraform apply"]
    if example != "batch-data-pipeline/exercises":  # its README builds nothing, and only names the last command
        assert list(folder.rglob("*.zip")), "build.sh ran"
        assert ran[-1] == "terraform destroy"


def test_every_command_for_a_shell_is_run() -> None:
    """Blocks of `bash` begin with riveter, and those of `shell` are about local stacks: other tests run these."""
    for example in CALLS:
        readme = EXAMPLES / example / "README.md"
        assert all(re.match(r"riveter\b", text) for language, text in blocks(readme) if language == "bash")
        assert not [language for language, _ in blocks(readme) if language == "console"]
