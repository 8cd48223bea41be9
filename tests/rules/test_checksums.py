"""Checksums look random. Those of files and of long texts are no secrets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riveter.cli.main import main
from tests.rules.scans import outcomes

RULE = "- name: r\n  resource_type: aws_lambda_function\n  assertions:\n    - {key: 'env.*', operator: not_looks_like_secret}\n"
LONG = 'join("", [for i in range(30) : "line ${i}"])'


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ('filesha1("main.tf")', "pass"),
        ('"${filebase64sha256("main.tf")}"', "pass"),
        ('core::filemd5("main.tf")', "pass"),
        (f"sha256({LONG})", "pass"),
        (f"base64sha512({LONG})", "pass"),
        ('sha256("a seed")', "fail"),  # the checksum may be used as a password
        ('"2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"', "fail"),
        (f"sha256(sensitive({LONG}))", "fail"),
        ('"password=${filesha1("main.tf")}"', "fail"),
    ],
)
def test_checksums(value: str, outcome: str, tmp_path: Path) -> None:
    text = f'resource "aws_lambda_function" "f" {{\n  env = {{ A = {value} }}\n}}\n'
    assert outcomes(tmp_path, RULE, text) == {"aws_lambda_function.f": outcome}


def test_a_checksum_in_a_plan_beside_its_configuration(tmp_path: Path) -> None:
    source = 'resource "terraform_data" "f" {\n  input = { A = filesha1("text") }\n}\n'
    checksum = "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"
    named = {"address": "terraform_data.f", "mode": "managed", "type": "terraform_data", "name": "f"}
    change = {"actions": ["create"], "before": None, "after": {"input": {"A": checksum}}, "after_unknown": {}}
    provider = "terraform.io/builtin/terraform"
    plan = {"format_version": "1.2", "resource_changes": [{**named, "provider_name": provider, "change": change}]}
    rule = "- name: r\n  resource_type: terraform_data\n  assertions:\n    - {key: 'input.*', operator: not_looks_like_secret}\n"
    for name, content in {
        "main.tf": source,
        "text": "hello world",
        "plan.json": json.dumps(plan),
        "r.yml": rule,
    }.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    code = main(["scan", str(tmp_path / "plan.json"), "-r", str(tmp_path / "r.yml"), "--no-cache", "--no-config"])
    assert code == 0
    (tmp_path / "main.tf").write_text('resource "terraform_data" "f" {\n}\n', encoding="utf-8")
    assert main(["scan", str(tmp_path / "plan.json"), "-r", str(tmp_path / "r.yml"), "--no-cache", "--no-config"]) == 1


SHA = "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed"
BASE64 = "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek="
IN_PLAN = "- name: r\n  resource_type: aws_lambda_function\n  assertions:\n    - {key: '%s', operator: not_looks_like_secret}\n"


def planned(variables: dict[str, str], written: object, given: dict[str, str]) -> str:
    """A plan of a function with variables of its environment, and the expression of these."""
    here = {"address": "aws_lambda_function.f", "mode": "managed", "type": "aws_lambda_function", "name": "f"}
    after = {"environment": [{"variables": variables}]}
    change = {"actions": ["create"], "before": None, "after": after, "after_unknown": {}}
    blocks = [] if written is None else [{"variables": written}]
    resource = here | {"expressions": {"environment": blocks} if blocks else {}}
    return json.dumps(
        {
            "format_version": "1.2",
            "variables": {name: {"value": value} for name, value in given.items()},
            "resource_changes": [here | {"provider_name": "registry.terraform.io/hashicorp/aws", "change": change}],
            "configuration": {"root_module": {"resources": [resource]}},
        }
    )


@pytest.mark.parametrize("key", ["environment.variables.*", "environment.0.variables", "environment"])
@pytest.mark.parametrize(
    ("value", "written", "given", "expected"),
    [
        (SHA, {}, {}, "unknown"),  # a function of constants
        (BASE64, {}, {}, "unknown"),
        (SHA, None, {}, "unknown"),  # a `dynamic` block
        (SHA, {"references": ["data.archive_file.f"]}, {}, "unknown"),
        (SHA, {"constant_value": {"A": SHA}}, {}, "fail"),
        (SHA, {"references": ["var.token"]}, {"token": SHA}, "fail"),
        (SHA, {"references": ["var.token"]}, {"token": "a seed"}, "unknown"),
        ("AKIAQYLPMN5HHHFPZAM2", {}, {}, "fail"),  # no checksum looks like this
        ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", {}, {}, "fail"),
        ("a name", {}, {}, "pass"),
    ],
)
def test_a_plan_alone_does_not_tell_a_checksum_from_a_key(
    key: str, value: str, written: object, given: dict[str, str], expected: str, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(planned({"A": value}, written, given), encoding="utf-8")
    found = outcomes(tmp_path, IN_PLAN % key, "locals {}", str(plan))
    assert found["aws_lambda_function.f"] == expected
    assert value == "a name" or value not in (tmp_path / "report.json").read_text("utf-8")
