"""What a scan may leave out, because nobody asks for it, and what it may not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from riveter import api, finding_list
from riveter.api import ScanOptions, Targets
from riveter.cli.main import main
from riveter.core.secrets import Secrets
from riveter.core.source import Span
from riveter.findings import AssertionResult, Finding, Outcome, Provenance, ViolationLocation
from riveter.masking import masked_assertions
from riveter.reporters import formats
from riveter.reporters.interface import RenderOptions
from riveter.scan import pipeline

RULES = """
- {name: rotates, resource_type: aws_kms_key, assertions: [{key: enable_key_rotation, operator: is_true}]}
- {name: described, resource_type: aws_kms_key, assertions: [{key: description, operator: matches, value: "^for"}]}
- {name: small, resource_type: aws_kms_key, assertions: [{key: deletion_window_in_days, operator: less_than, value: 9}]}
"""
MAIN = """
variable "days" {}

# riveter:ignore described reason="it is a test"
resource "aws_kms_key" "a" {
  enable_key_rotation     = true
  deletion_window_in_days = var.days
}

resource "aws_kms_key" "b" {
  description         = "for b"
  enable_key_rotation = false
}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "main.tf").write_text(MAIN)
    (tmp_path / "rules.yml").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _options(*paths: str, **given: Any) -> ScanOptions:
    return ScanOptions(targets=Targets(paths=paths or (".",), cache=False), rules=("rules.yml",), **given)


@pytest.mark.parametrize("name", [name for name, item in formats.FORMATS.items() if not item.passes])
def test_a_format_that_does_not_tell_what_held_is_the_same_without_it(folder: Path, name: str) -> None:
    render = formats.load(name)
    with_details, without = (
        "".join(render(api.scan(_options(details=details)), RenderOptions(verbose=True))) for details in (True, False)
    )
    assert without == with_details


def test_findings_differ_in_what_held_only(folder: Path) -> None:
    known, found = (list(api.scan(_options(details=details)).findings) for details in (True, False))
    assert {finding.outcome for finding in found} == {
        Outcome.PASS,
        Outcome.FAIL,
        Outcome.UNKNOWN,
        Outcome.SUPPRESSED,
    }
    assert all(finding.assertions for finding in known)
    for one, other in zip(known, found, strict=True):
        passed = one.outcome is Outcome.PASS
        assert other == (msgspec.structs.replace(one, assertions=()) if passed else one)


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_formats_for_programs_tell_what_held(folder: Path, capsys: pytest.CaptureFixture[str], format: str) -> None:
    main(["scan", "-r", "rules.yml", "-f", format, "--no-cache", "."])
    shown = capsys.readouterr().out
    records = json.loads(shown)["findings"] if format == "json" else [json.loads(line) for line in shown.splitlines()]
    passed = [item for item in records if item.get("outcome") == "pass"]
    assert len(passed) == 2
    assert all(item["assertions"] for item in passed)


def test_environments_are_joined_by_what_held(folder: Path) -> None:
    """In two environments a rule passes for different reasons: without the details, they would be one finding."""
    (folder / "riveter.yml").write_text(
        "environments:\n  one: {variables: {days: 7}}\n  two: {variables: {days: 8}}\nrules: [rules.yml]\n"
    )
    options = msgspec.structs.replace(api.configured(["."]), details=False)
    found = [item for item in api.scan(options).findings if item.rule_id == "small" and item.resource.name == "a"]
    assert [item.environments for item in found] == [("one",), ("two",)]


def test_a_secret_that_a_later_root_module_has_is_masked_in_earlier_ones(folder: Path) -> None:
    for name in "abc":
        (folder / name).mkdir()
        (folder / name / "main.tf").write_text('resource "aws_kms_key" "k" { description = "hunter2hunter2" }\n')
    (folder / "b" / "secret.tf").write_text('variable "x" {\n  sensitive = true\n  default   = "hunter2hunter2"\n}\n')
    result = api.scan(_options("a", "b", "c"))
    shown = "".join(formats.load("json")(result, RenderOptions()))
    assert "hunter2" not in shown
    assert shown.count("(sensitive)") >= 3


def test_findings_are_masked_again_only_if_more_secrets_are_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each finding is masked when it is made. Most scans learn no secret later."""
    (folder / "secret.tf").write_text('variable "x" {\n  sensitive = true\n  default   = "hunter2hunter2"\n}\n')
    masked: list[str] = []
    original = finding_list.FindingList.shown_by

    def noted(self: Any, change: Any, *rest: Any) -> Any:
        def noting(finding: Finding) -> Finding:
            masked.append(finding.rule_id)
            changed: Finding = change(finding)
            return changed

        return original(self, noting, *rest)

    monkeypatch.setattr(finding_list.FindingList, "shown_by", noted)
    result = pipeline.Scan(_options(), None).run()
    assert len(list(result.findings)) == 6
    assert masked == ["described"]  # the comment's reason was not known when the finding was made


def test_the_steps_to_a_value_are_masked_once_however_often_they_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several violations often have the same way to their values."""
    nowhere = Span("main.tf", 1, 1, 1, 2)
    way = (Provenance("var.a", nowhere, value="is hunter2hunter2"), Provenance("var.b", nowhere))
    place, other = ViolationLocation(nowhere, way), ViolationLocation(nowhere, way[1:])
    entry = AssertionResult("a", "equals", Outcome.FAIL, provenance=way, violations=(((place, other), (place,)),) * 20)
    secrets = Secrets()
    secrets.add("hunter2hunter2")
    looked: list[object] = []
    original = Secrets.struct

    def struct(self: Secrets, value: Any, **given: Any) -> Any:
        looked.append(value)
        return original(self, value, **given)

    monkeypatch.setattr(Secrets, "struct", struct)
    shown, same = masked_assertions([entry, AssertionResult("b", "equals", Outcome.FAIL, provenance=way[1:])], secrets)
    assert "hunter2" not in repr(shown)
    assert shown.provenance[0].value == "is (sensitive)"
    changed = msgspec.structs.replace(place, provenance=shown.provenance)
    assert shown.violations == (((changed, other), (changed,)),) * 20
    assert same.provenance == way[1:]
    assert len(looked) == 4  # two results, two steps
