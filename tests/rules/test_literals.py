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


OBJECT = 'variable "o" { type = object({ p = optional(string, "s3cret"), q = optional(string%s) }) }\n'
OF_OBJECT = 'resource "aws_db_instance" "d" {\n  password = %s\n}\n'


@pytest.mark.parametrize("value", ["var.o.p", '"x-${var.o.p}"'])
def test_a_variable_that_is_not_set_may_have_the_default_in_its_type(value: str, tmp_path: Path) -> None:
    assert outcomes(tmp_path, RULES, OBJECT % "" + OF_OBJECT % value) == {D: "unknown"}


@pytest.mark.parametrize("default", ["", ', ""', ", null"])
def test_without_a_default_in_its_type_it_comes_from_outside(default: str, tmp_path: Path) -> None:
    assert outcomes(tmp_path, RULES, OBJECT % default + OF_OBJECT % "var.o.q") == {D: "fail"}


@pytest.mark.parametrize("given", ["{}", "{p=null}", '{q="other"}'])
def test_a_given_object_may_leave_the_default_in_its_type(given: str, tmp_path: Path) -> None:
    assert outcomes(tmp_path, RULES, OBJECT % "" + OF_OBJECT % "var.o.p", "--var", f"o={given}") == {D: "unknown"}


def test_a_given_object_of_the_environment_may_leave_the_default_in_its_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_VAR_o", "{}")

    assert outcomes(tmp_path, RULES, OBJECT % "" + OF_OBJECT % "var.o.p") == {D: "unknown"}


def test_what_a_given_object_has_is_no_literal(tmp_path: Path) -> None:
    found = outcomes(tmp_path, RULES, OBJECT % "" + OF_OBJECT % "var.o.p", "--var", 'o={p="given"}')

    assert found == {D: "fail"}


@pytest.mark.parametrize("value", ["var.os[0].p", "(var.os[*].p)[0]", "[for o in var.os : o.p][0]"])
def test_elements_of_a_given_list_may_leave_the_default_in_its_type(value: str, tmp_path: Path) -> None:
    config = 'variable "os" { type = list(object({ p = optional(string, "s3cret") })) }\n' + OF_OBJECT % value

    assert outcomes(tmp_path, RULES, config, "--var", "os=[{}]") == {D: "unknown"}


def test_an_unknown_object_may_leave_out_what_a_module_has_a_default_for(tmp_path: Path) -> None:
    files = {
        "main.tf": 'variable "x" {}\nmodule "m" {\n  source = "./m"\n  o = var.x\n}\n',
        "m/main.tf": OBJECT % "" + OF_OBJECT % "var.o.p",
    }

    assert outcomes(tmp_path, RULES, files)[f"module.m.{D}"] == "unknown"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('var.p == "prod" ? "s3cret" : "other"', "unknown"),
        ('{ prod = "s3cret", dev = "other" }[var.p]', "pass"),
    ],
)
def test_what_only_selects_a_literal_does_not_give_it(value: str, expected: str, tmp_path: Path) -> None:
    assert outcomes(tmp_path, RULES, RESOURCE % ("", value), "--var", "p=prod") == {D: expected}


SECRETS = "- {id: r, resource_type: aws_db_instance, assertions: [{key: password, operator: is_literal_secret}]}\n"


@pytest.mark.parametrize(
    ("value", "given", "expected"),
    [
        ("var.p", "password=s3cretPass9", "fail"),
        ('"password=${var.p}"', "s3cretPass9", "fail"),
        ('"password=s3cretPass9 ${var.p}"', "bob", "pass"),
        ('"password=s3cretPass9 ${var.p}"', "token=0therPass9", "pass"),
        ('var.p == "prod" ? "password=s3cretPass9" : ""', "prod", "pass"),
    ],
)
def test_a_secret_from_the_command_line_is_no_literal_one(
    value: str, given: str, expected: str, tmp_path: Path
) -> None:
    assert outcomes(tmp_path, SECRETS, RESOURCE % ("", value), "--var", f"p={given}") == {D: expected}


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


@pytest.mark.parametrize(
    ("default", "value", "expected"),
    [
        ("password=s3cretPass9", "var.o.p", "unknown"),
        ("password=s3cretPass9", '"x ${var.o.p}"', "unknown"),
        ("password=s3cretPass9", "var.o.q", "fail"),
        ("t3.micro", "var.o.p", "fail"),
    ],
)
def test_a_secret_may_come_from_a_default_in_the_type_of_a_variable(
    default: str, value: str, expected: str, tmp_path: Path
) -> None:
    config = f'variable "o" {{ type = object({{ p = optional(string, "{default}"), q = optional(string) }}) }}\n'

    assert outcomes(tmp_path, SECRETS, config + OF_OBJECT % value) == {D: expected}
