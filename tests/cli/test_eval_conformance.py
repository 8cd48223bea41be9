"""`riveter eval` says of the expressions of the conformance tables what terraform says of them: through the command, in one run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.terraform.conformance.harness import FOLDER, LATEST, RECORDED_WITH, cases

OTHERS = ("unknown", "marks")
"""Tables about what the command shows in another way."""


def number(text: str) -> tuple[str, Decimal]:
    return "number", Decimal(text)


def recorded(value: Any) -> Any:
    """A value of a table in the form of `number`."""
    if isinstance(value, dict):
        if value.keys() == {"number"}:
            return number(value["number"])
        return {key: recorded(item) for key, item in value.items()}
    return [recorded(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("tables", ["recorded", "latest"])
def test_the_command_gives_what_terraform_gives(tables: str, tmp_path: Path) -> None:
    rows = [
        case
        for path in sorted(FOLDER.glob("*.jsonl"))
        if path.stem not in OTHERS and (path.stem in LATEST) == (tables == "latest")
        for case in cases(path)
        if "differs" not in case and "unknown" not in case and "local." not in case["expr"] and "\0" not in case["expr"]
        if "infinity as JSON" not in case.get("error", "")  # the command shows it
    ]
    shutil.copytree(FOLDER / "files", tmp_path / "files")
    version = LATEST["latest"] if tables == "latest" else RECORDED_WITH
    (tmp_path / "main.tf").write_text(f'terraform {{\n  required_version = "{version}"\n}}\n')
    (tmp_path / ".terraform.lock.hcl").write_text('provider "registry.terraform.io/hashicorp/aws" {\n}\n')
    done = subprocess.run(
        [sys.executable, "-m", "riveter", "eval", "--format", "json", "--null", "-t", str(tmp_path)],
        input="\0".join(case["expr"] for case in rows), capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
    results = [json.loads(line, parse_int=number, parse_float=number) for line in done.stdout.splitlines()]
    assert len(results) == len(rows) > 100
    wrong = [
        (case["expr"], found)
        for case, found in zip(rows, results, strict=True)
        if found["unknown"] is None
        and (("error" in case) != (found["error"] is not None) or recorded(case.get("value")) != found["value"])
    ]
    assert wrong == []


@pytest.mark.parametrize("expression", ["1e5000", "[1e5000]", "{ a = -1e5000 }"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_number_of_thousands_of_digits_is_shown(expression: str, form: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "riveter", "eval", "--format", form, "-t", str(tmp_path), expression],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "1" + "0" * 5000 in done.stdout
