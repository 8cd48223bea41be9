"""The audit tables: their commands print what the README promises, and each of the broken variants is caught."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.examples.commands import EXAMPLES, run, shown

EXAMPLE = EXAMPLES / "audit-table"


@pytest.mark.parametrize("number", range(3))
def test_the_readme_shows_what_its_commands_print(number: int) -> None:
    command, output = shown(EXAMPLE / "README.md")[number]
    process = run(command, EXAMPLE)
    assert process.stdout == output
    assert process.stderr == ""


def test_the_packs_find_nothing_wrong() -> None:
    process = run("riveter scan -p aws-security -p soc2-security terraform -f json", EXAMPLE)
    assert process.returncode == 0
    assert {entry["outcome"] for entry in json.loads(process.stdout)["findings"]} == {"pass"}


def test_every_rule_applies_and_nothing_is_unknown() -> None:
    report = json.loads(run("riveter scan -r audit-rules.yml terraform -f json", EXAMPLE).stdout)
    assert report["summary"]["rules_not_applicable"] == 0
    assert {entry["outcome"] for entry in report["findings"]} == {"pass"}
    assert report["diagnostics"] == []


def test_longer_retention_can_be_asked_for() -> None:
    process = run("riveter scan -r audit-rules.yml --param min_retention_years=10 terraform -f json", EXAMPLE)
    failed = [entry for entry in json.loads(process.stdout)["findings"] if entry["outcome"] != "pass"]
    assert [entry["rule_id"] for entry in failed] == ["archive-immutable"]


def test_the_package_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("build.sh", "lambda_function.py"):
        copy = tmp_path / name
        copy.write_bytes((EXAMPLE / "terraform" / "lambda" / name).read_bytes())
        copy.chmod(0o755)
    built = []
    for _ in range(2):
        assert run("./build.sh", tmp_path).returncode == 0
        built.append((tmp_path / "lambda_function.zip").read_bytes())
        (tmp_path / "lambda_function.py").touch()
    assert built[0] == built[1]
    assert zipfile.ZipFile(tmp_path / "lambda_function.zip").namelist() == ["lambda_function.py"]
