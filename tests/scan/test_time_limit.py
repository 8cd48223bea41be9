"""A scan that is out of time reports what was judged, and says what was not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riveter import api
from riveter.cli.main import main
from riveter.core import deadline
from riveter.files.coverage import Omission
from riveter.findings import Outcome
from riveter.hcl.lexical import CLOCK_EVERY
from riveter.terraform.values import budget

RULES = """
- {name: rotates, resource_type: aws_kms_key, assertions: [{key: enable_key_rotation, operator: is_true}]}
- {name: named, resource_type: "aws_*", assertions: [{key: name, operator: exists}]}
- {name: no secret, resource_type: "aws_*", assertions: [{key: description, operator: not_looks_like_secret}]}
"""
ROOT = """
locals {
  on = [for i in range(40) : i % 2 == 0]
}
resource "aws_kms_key" "k" {
  count               = 4
  enable_key_rotation = local.on[count.index]
  description         = "key of NAME"
}
resource "aws_kms_alias" "x" {
  name = "alias/x"
}
"""
PLAN = {
    "format_version": "1.2",
    "planned_values": {
        "root_module": {
            "resources": [
                {
                    "address": f"aws_kms_key.p{number}",
                    "mode": "managed",
                    "type": "aws_kms_key",
                    "name": f"p{number}",
                    "values": {"enable_key_rotation": number > 1},
                }
                for number in range(3)
            ]
        }
    },
}


class Clock:
    """A clock that jumps when it was looked at so many times."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.taken = 0

    def monotonic(self) -> float:
        self.taken += 1
        return 0.0 if self.taken <= self.looks else 1e9


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two root modules, one of them with a module in two files, and a plan."""
    (tmp_path / ".git").mkdir()
    for name in ("a", "b"):
        (tmp_path / name / "m").mkdir(parents=True)
        (tmp_path / name / "main.tf").write_text(ROOT.replace("NAME", name))
        (tmp_path / name / "more.tf").write_text('module "m" {\n  source = "./m"\n}\n')
        (tmp_path / name / "m" / "main.tf").write_text(
            'resource "aws_kms_key" "m" {\n  enable_key_rotation = true\n}\n'
        )
    (tmp_path / "plan.json").write_text(json.dumps(PLAN))
    (tmp_path / "rules.yml").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scan(limit: float | None, jobs: int = 1) -> api.ScanResult:
    targets = api.Targets(paths=("a", "b", "plan.json"), cache=False, time_limit=limit)
    return api.scan(api.ScanOptions(targets=targets, rules=("rules.yml",), jobs=jobs))


def outcomes(result: api.ScanResult) -> dict[tuple[str, str, str], Outcome]:
    return {(f.resource.root, f.resource.address, f.rule_id): f.outcome for f in result.findings}


def errors(result: api.ScanResult) -> set[str]:
    return {item.summary for item in result.diagnostics if item.severity == "error"}


@pytest.mark.usefixtures("project")
def test_a_scan_that_is_stopped_at_any_moment_tells_nothing_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    full = outcomes(scan(None))
    assert len(full) == 43
    monkeypatch.setattr(budget, "_CLOCK_STEPS", 5)
    counted = Clock(10**9)
    monkeypatch.setattr(deadline, "time", counted)
    monkeypatch.setattr(budget, "time", counted)
    assert outcomes(scan(1.0)) == full
    seen: set[str] = set()
    details: set[str] = set()
    sizes = set()
    for looks in range(1, counted.taken):
        clock = Clock(looks)
        monkeypatch.setattr(deadline, "time", clock)
        monkeypatch.setattr(budget, "time", clock)
        stopped = scan(1.0)
        found = outcomes(stopped)
        sizes.add(len(found))
        for key, outcome in found.items():
            assert outcome in (full[key], Outcome.UNKNOWN), (looks, key)
        if found != full:
            assert errors(stopped), looks
            seen |= errors(stopped)
            details |= {item.detail for item in stopped.diagnostics if "Left out" in item.detail}
        if len(found) < len(full) and "No rule was selected" not in errors(stopped):
            assert "Time limit exceeded" in errors(stopped)
            kinds = {item.kind for item in stopped.not_scanned}
            assert Omission.TIME_LIMIT in kinds or not stopped.rules, looks
    assert {"Time limit exceeded", "Evaluation budget exceeded"} <= seen
    assert len(sizes) > 10  # what was judged until then is there
    assert all(detail.startswith("The scan was stopped after 1 s. Left out: ") for detail in details)
    for what in ("rule files: 1", "folders: 1", "files: 2", "plans and states: 1", "root modules: 1", "resources: 3"):
        assert any(what in detail for detail in details), what


@pytest.mark.parametrize("name", ["main.tf", "main.tf.json"])
def test_a_large_file_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    number = 4 * CLOCK_EVERY
    elements = ", ".join(['[""]'] * number)
    text = f"locals {{\n  a = [{elements}]\n}}\n" if name == "main.tf" else f'{{"locals": {{"a": [{elements}]}}}}'
    (tmp_path / name).write_text(text)
    (tmp_path / "other.tf").write_text('resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n')
    (tmp_path / "rules.yml").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    targets = api.Targets(cache=False, time_limit=1.0)
    read = set()
    for looks in range(5, 16):
        monkeypatch.setattr(deadline, "time", Clock(looks))
        result = api.scan(api.ScanOptions(targets=targets, rules=("rules.yml",)))
        spans = [item.span for item in result.diagnostics if item.summary == "Time limit exceeded" and item.span]
        read |= {span.start_col for span in spans}
        assert not any(finding.outcome is Outcome.PASS for finding in result.findings if spans)
    assert len(read) > 1
    assert max(read) < len(text)


def test_the_command_line_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(limit: str) -> tuple[int, str]:
        code = main(("scan", "-r", "rules.yml", "--no-cache", "--time-limit", limit, "-f", "json", str(project)))
        return code, capsys.readouterr().out

    assert json.loads(run("600")[1])["summary"]["findings"]["fail"] == 14
    code, out = run("0.000001")
    assert code == 2
    assert "Time limit exceeded" in out
