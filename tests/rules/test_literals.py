"""A literal is what the configuration contains, not what a run hands in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.rules.scans import outcomes

RULES = "- {id: r, resource_type: aws_db_instance, assertions: [{key: password, operator: is_literal}]}\n"
RESOURCE = 'variable "p" {%s}\nresource "aws_db_instance" "d" {\n  password = %s\n}\n'
D = "aws_db_instance.d"


@pytest.mark.parametrize("value", ["var.p", '"x-${var.p}"'])
def test_what_the_command_line_gives_is_no_literal(value: str, tmp_path: Path) -> None:
    assert outcomes(tmp_path, RULES, RESOURCE % ("", value), "--var", "p=given") == {D: "fail"}


def test_what_the_environment_gives_is_no_literal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_VAR_p", "given")

    assert outcomes(tmp_path, RULES, RESOURCE % ("", "var.p")) == {D: "fail"}


def test_a_default_and_a_file_of_variables_are_written(tmp_path: Path) -> None:
    assert outcomes(tmp_path, RULES, RESOURCE % (' default = "x" ', "var.p")) == {D: "pass"}
    files = {"main.tf": RESOURCE % ("", "var.p"), "terraform.tfvars": 'p = "x"\n'}
    assert outcomes(tmp_path, RULES, files) == {D: "pass"}


def plan(**expression: object) -> str:
    """A plan for a database whose password is known, and made by an expression."""
    names = {
        "mode": "managed",
        "type": "aws_db_instance",
        "name": "d",
        "provider_name": "registry.terraform.io/hashicorp/aws",
    }
    made = {**names, "type": "aws_ssm_parameter", "name": "p"}
    values = {"password": "s3same"}
    return json.dumps(
        {
            "format_version": "1.2",
            "terraform_version": "1.11.0",
            "planned_values": {
                "root_module": {
                    "resources": [
                        {"address": D, **names, "schema_version": 2, "values": values, "sensitive_values": {}},
                        {
                            "address": "aws_ssm_parameter.p",
                            **made,
                            "schema_version": 0,
                            "values": {},
                            "sensitive_values": {},
                        },
                    ]
                }
            },
            "resource_changes": [],
            "configuration": {
                "root_module": {
                    "resources": [
                        {"address": D, **names, "schema_version": 2, "expressions": {"password": expression}},
                        {"address": "aws_ssm_parameter.p", **made, "schema_version": 0, "expressions": {}},
                    ]
                }
            },
        }
    )


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ({"references": ["aws_ssm_parameter.p.value", "aws_ssm_parameter.p"]}, "fail"),
        ({"references": ["var.p"]}, "unknown"),
        ({"constant_value": "s3same"}, "unknown"),
    ],
)
def test_a_plan_does_not_show_what_is_written(expression: dict[str, object], expected: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(plan(**expression), encoding="utf-8")

    found = outcomes(tmp_path, RULES, "locals {}\n", "-t", str(tmp_path / "plan.json"))

    assert found == {D: expected}
