"""Waivers in riveter.yml: what they cover, when they end, and what is said of those without use."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from riveter import api
from riveter.config import reader
from riveter.findings import Outcome
from tests.suppressions.conftest import ScanText, config

KEYS = """\
resource "aws_kms_key" "data" {
  enable_key_rotation = false
}
resource "aws_kms_key" "logs" {
  count = 2
  enable_key_rotation = false
}
module "legacy" {
  source = "./modules/legacy"
}
"""
ALL = {
    "aws_kms_key.data",
    "aws_kms_key.logs[0]",
    "aws_kms_key.logs[1]",
    "module.legacy.aws_kms_key.old",
    "module.legacy.module.inner.aws_kms_key.oldest",
}


@pytest.fixture(autouse=True)
def modules(repository: Path) -> None:
    """A module that calls another."""
    legacy = repository / "modules" / "legacy"
    (legacy / "inner").mkdir(parents=True)
    key = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
    (legacy / "main.tf").write_text(key % "old" + 'module "inner" {\n  source = "./inner"\n}\n')
    (legacy / "inner" / "main.tf").write_text(key % "oldest")


@pytest.mark.parametrize(
    ("waiver", "covered"),
    [
        ("{rule: kms-rotation}", ALL),
        ("{rule: kms-*}", ALL),
        ("{rule: [other, kms-rotation]}", ALL),
        ("{rule: kms-rotation, resource: aws_kms_key.data}", {"aws_kms_key.data"}),
        ("{rule: kms-rotation, resource: aws_kms_key.logs}", {"aws_kms_key.logs[0]", "aws_kms_key.logs[1]"}),
        ("{rule: kms-rotation, resource: 'aws_kms_key.logs[1]'}", {"aws_kms_key.logs[1]"}),
        ("{rule: kms-rotation, resource: [aws_kms_key.d*, aws_kms_key.l*]}", ALL - {x for x in ALL if "module" in x}),
        ("{rule: kms-rotation, resource: '*.old*'}", {x for x in ALL if "old" in x}),
        ("{rule: kms-rotation, module: module.legacy}", {x for x in ALL if "module" in x}),
        ("{rule: kms-rotation, module: legacy}", {x for x in ALL if "module" in x}),
        ("{rule: kms-rotation, module: inner}", {"module.legacy.module.inner.aws_kms_key.oldest"}),
        ("{rule: kms-rotation, module: legacy, resource: aws_kms_key.old}", {"module.legacy.aws_kms_key.old"}),
        ("{rule: kms-rotation, path: modules/legacy/inner}", {"module.legacy.module.inner.aws_kms_key.oldest"}),
        ("{rule: kms-rotation, path: '*.tf', resource: aws_kms_key.data}", {"aws_kms_key.data"}),
        ("{rule: kms-window}", set()),
    ],
)
def test_a_waiver_covers_what_all_of_it_matches(
    scan: ScanText, repository: Path, waiver: str, covered: set[str]
) -> None:
    config(repository, f"waivers: [{waiver}]\n")
    outcomes = {key.removeprefix("kms-rotation "): value for key, value in scan(KEYS).outcomes.items()}
    assert {key for key, value in outcomes.items() if value == "suppressed"} == covered
    assert set(outcomes) == ALL


def test_what_a_waiver_says_is_reported(scan: ScanText, repository: Path) -> None:
    config(
        repository,
        "waivers:\n  - rule: kms-rotation\n    reason: in migration\n    owner: platform\n    ticket: OPS-7\n    expires: 2099-12-31\n",
    )
    given = scan(KEYS).findings[0]["suppression"]
    assert given == {
        "kind": "waiver", "reason": "in migration", "until": "2099-12-31", "owner": "platform", "ticket": "OPS-7",
        "file": "riveter.yml", "line": 3,
    }  # fmt: skip


def test_an_expired_waiver_brings_its_findings_back_with_a_note(scan: ScanText, repository: Path) -> None:
    config(repository, "waivers:\n  - {rule: kms-rotation, resource: aws_kms_key.data, expires: 2020-12-31}\n")
    result = scan(KEYS)
    assert (result.code, result.outcomes["kms-rotation aws_kms_key.data"]) == (1, "fail")
    assert result.about("expired") == [
        "note riveter.yml:3:5 The waiver of `kms-rotation` expired on 2020-12-31: its findings count again"
    ]


@pytest.mark.parametrize(
    ("day", "outcome"),
    [(date(2027, 3, 30), "suppressed"), (date(2027, 3, 31), "suppressed"), (date(2027, 4, 1), "fail")],
)
def test_the_last_day_counts_and_the_day_can_be_given(repository: Path, day: date, outcome: str) -> None:
    (repository / "riveter.yml").write_text("waivers: [{rule: kms-rotation, expires: 2027-03-31}]\n")
    (repository / "main.tf").write_text(
        KEYS.split("module")[0] + '# riveter:ignore kms-rotation until=2027-03-31\nresource "aws_kms_key" "x" {\n'
        "  enable_key_rotation = false\n}\n"
    )
    found = reader.load("riveter.yml")
    options = api.ScanOptions(rules=("rules.yml",), waivers=found.waivers, today=day)
    findings = [item for item in api.scan(options).findings if item.resource.module == ""]
    assert {item.outcome for item in findings} == {Outcome(outcome)}


def test_a_waiver_without_use_is_reported_when_all_was_scanned(scan: ScanText, repository: Path) -> None:
    config(repository, "waivers:\n  - {rule: kms-rotation, resource: aws_kms_key.gone}\n")
    assert scan(KEYS).about("waives nothing") == ["warning riveter.yml:3:5 The waiver of `kms-rotation` waives nothing"]
    assert scan(KEYS, "-t", "modules").about("waives nothing") == []
    assert scan(KEYS, "-t", "main.tf").about("waives nothing") == []
    assert scan(KEYS, "--exclude", "kms-rotation").about("waives nothing") == []


def test_a_waiver_for_no_rule_is_reported(scan: ScanText, repository: Path) -> None:
    config(repository, "waivers:\n  - {rule: kms-rotatoin}\n")
    result = scan(KEYS)
    assert result.about("kms-rotatoin") == [
        "warning riveter.yml:3:5 There is no rule `kms-rotatoin`: nothing is waived"
    ]
    assert "Did you mean `kms-rotation`?" in result.hints()


@pytest.mark.parametrize(
    ("waiver", "message"),
    [
        ("{resource: x}", "`rule` is missing in a waiver"),
        ("{rule: a, resorce: x}", "Did you mean `resource`?"),
        ("{rule: a, expires: 2027-13-01}", "`2027-13-01` is not a date"),
        ("{rule: a, expires: soon}", "`soon` is not a date"),
        ("{rule: 'a b'}", "can't be the id of a rule"),
        ("{rule: a, environment: prod}", "There is no environment `prod`"),
        ("{rule: a, path: ../x}", "is not a glob"),
        ("{rule: []}", "`rule` is an empty list"),
        ("text", "must be a list of maps"),
    ],
)
def test_a_waiver_that_is_wrong_is_an_error_in_its_line(
    scan: ScanText, repository: Path, waiver: str, message: str
) -> None:
    config(repository, f"waivers:\n  - {waiver}\n")
    result = scan(KEYS)
    assert result.code == 2
    errors = [item for item in result.diagnostics if item["severity"] == "error"]
    assert errors
    assert all((item["file"], item["line"]) == ("riveter.yml", 3) for item in errors)
    assert any(message in f"{item['summary']} {item['hint']}" for item in errors)
    assert result.outcomes["kms-rotation aws_kms_key.data"] == "fail"


def test_a_required_reason_is_required_of_waivers(scan: ScanText, repository: Path) -> None:
    config(repository, "suppressions: {require_reason: true}\nwaivers:\n  - {rule: kms-rotation}\n")
    result = scan(KEYS)
    assert result.code == 2
    assert result.about("`reason` is missing in a waiver")
    assert result.outcomes["kms-rotation aws_kms_key.data"] == "fail"
    config(
        repository, 'suppressions: {require_reason: true}\nwaivers:\n  - {rule: kms-rotation, reason: "it is old"}\n'
    )
    assert scan(KEYS).outcomes["kms-rotation aws_kms_key.data"] == "suppressed"


def test_a_waiver_for_an_environment_is_for_that_one_only(scan: ScanText, repository: Path) -> None:
    config(
        repository,
        "environments: {dev: , prod: }\nwaivers: [{rule: kms-rotation, environment: dev, resource: aws_kms_key.data}]\n",
    )
    result = scan(KEYS)
    found = {
        item["outcome"]: item["environments"]
        for item in result.findings
        if item["resource"]["address"] == "aws_kms_key.data"
    }
    assert found == {"suppressed": ["dev"], "fail": ["prod"]}
    assert scan(KEYS, "--env", "prod").about("waives nothing") == []
