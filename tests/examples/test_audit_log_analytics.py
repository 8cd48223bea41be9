"""The analytics of audit logs: its commands print what its README shows, its broken variants are caught, and its rows are right."""

from __future__ import annotations

import json
import re
import runpy
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.examples.commands import EXAMPLES, run, shown

EXAMPLE = EXAMPLES / "audit-log-analytics"
TERRAFORM = EXAMPLE / "terraform"


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
    report = json.loads(run("riveter scan -r log-analytics-rules.yml terraform -f json", EXAMPLE).stdout)
    assert report["summary"]["rules_not_applicable"] == 0
    assert {entry["outcome"] for entry in report["findings"]} == {"pass"}
    assert report["diagnostics"] == []


def test_no_account_is_named() -> None:
    """The document's own accounts are nowhere, and neither is another one."""
    for path in EXAMPLE.rglob("*"):
        if path.is_file() and path.suffix != ".zip" and ".terraform" not in path.parts:
            assert not re.search(r"\b[0-9]{12}\b", path.read_text(encoding="utf-8")), path


def test_the_package_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("build.sh", "lambda_function.py"):
        copy = tmp_path / name
        copy.write_bytes((TERRAFORM / "lambda" / name).read_bytes())
        copy.chmod(0o755)
    built = []
    for _ in range(2):
        assert run("./build.sh", tmp_path).returncode == 0
        built.append((tmp_path / "lambda_function.zip").read_bytes())
        (tmp_path / "lambda_function.py").touch()
    assert built[0] == built[1]
    assert zipfile.ZipFile(tmp_path / "lambda_function.zip").namelist() == ["lambda_function.py"]


# --- the job's rows ----------------------------------------------------------------------------


@pytest.fixture
def clean() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What the job does with a row."""
    found: Callable[[dict[str, Any]], dict[str, Any]] = runpy.run_path(str(TERRAFORM / "job" / "audit_records.py"))[
        "clean"
    ]
    return found


ROW = {
    "event_time": "2026-03-01T10:00:00Z",
    "user_name": " Jürgen ",
    "action": "LOGIN",
    "resource": "",
    "source_ip": "192.0.2.7",
    "outcome": "DENIED",
    "customer": "acme",
}


def test_a_row_becomes_a_row_of_the_table(clean: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    assert clean(ROW | {"partition_0": "x"}) == {
        "event_time": datetime(2026, 3, 1, 10),
        "user_name": "Jürgen",
        "action": "LOGIN",
        "resource": None,
        "source_ip": "192.0.2.7",
        "outcome": "DENIED",
        "customer": "acme",
    }


@pytest.mark.parametrize(
    "text", ["2026-03-01T10:00:00", "2026-03-01 12:00:00+02:00", "2026-03-01T10:00:00.000000+00:00"]
)
def test_times_are_in_utc(text: str, clean: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    assert clean(ROW | {"event_time": text})["event_time"] == datetime(2026, 3, 1, 10)


def test_texts_fit_their_columns_in_bytes(clean: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    name = clean(ROW | {"user_name": "x" + "ü" * 300})["user_name"]
    assert name == "x" + "ü" * 127
    assert len(name.encode()) == 255, "half of a character is none"


@pytest.mark.parametrize(
    "wrong", [{"event_time": ""}, {"event_time": None}, {"event_time": "yesterday"}, {"customer": " "}]
)
def test_a_row_without_time_or_customer_is_not_passed_over(
    wrong: dict[str, Any], clean: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    with pytest.raises(ValueError, match=r"(?i)isoformat|no customer"):
        clean(ROW | wrong)


def test_function_catalog_job_and_table_have_the_same_columns(
    clean: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    statement = (TERRAFORM / "sql" / "wau_audit_logs.sql").read_text(encoding="utf-8")
    table = re.findall(r"^    (\w+)\s+[A-Z]+", statement, re.MULTILINE)
    evaluated = run("riveter eval 'aws_glue_classifier.logs.csv_classifier[0].header' -t terraform -f json", EXAMPLE)
    assert table == list(clean(ROW)) == json.loads(evaluated.stdout)["value"]
    widths = runpy.run_path(str(TERRAFORM / "job" / "audit_records.py"))["WIDTHS"]
    assert {name: int(width) for name, width in re.findall(r"(\w+)\s+VARCHAR\((\d+)\)", statement)} == widths
