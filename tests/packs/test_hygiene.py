"""The rules on Terraform itself: what cases in one file can't show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riveter.api import scan
from riveter.scan.options import ScanOptions, Targets

RESOURCE = 'resource "terraform_data" "d" {\n  lifecycle {\n    ignore_changes = all\n  }\n}\n'
IN_JSON = {"resource": {"terraform_data": {"d": {"lifecycle": {"ignore_changes": "all"}}}}}
IN_PLAN = {
    "format_version": "1.2",
    "planned_values": {
        "root_module": {
            "resources": [
                {"address": "terraform_data.d", "mode": "managed", "type": "terraform_data", "name": "d", "values": {}}
            ]
        }
    },
}


def outcomes(folder: Path, *paths: str) -> dict[str, str]:
    targets = Targets(paths=tuple(str(folder / path) for path in paths) or (str(folder),), cache=False)
    found = scan(ScanOptions(targets=targets, packs=("terraform-hygiene",)))
    return {finding.rule_id: finding.outcome.value for finding in found.findings}


@pytest.mark.parametrize(
    ("name", "text"),
    [("main.tf", RESOURCE), ("main.tofu", RESOURCE), ("main.tf.json", json.dumps(IN_JSON))],
)
def test_lifecycle_is_asked_of_every_kind_of_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert outcomes(tmp_path)["lifecycle-not-ignore-all"] == "fail"


def test_a_plan_is_not_asked_for_what_it_does_not_have(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(IN_PLAN), encoding="utf-8")
    assert {rule for rule in outcomes(tmp_path, "plan.json") if rule.startswith("lifecycle-")} == set()


def test_a_report_does_not_show_the_credential_that_it_is_about(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('provider "any" {\n  api_token = "ordinary-words-too"\n}\n', encoding="utf-8")
    found = scan(ScanOptions(targets=Targets(paths=(str(tmp_path),), cache=False), packs=("terraform-hygiene",)))
    [finding] = [item for item in found.findings if item.rule_id == "provider-no-literal-credentials"]
    assert finding.outcome.value == "fail"
    assert "ordinary-words-too" not in repr(finding)
