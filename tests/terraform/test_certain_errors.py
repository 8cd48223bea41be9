"""What is wrong whatever the values of the variables are is an error; what is wrong for some of them is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Terraform = Callable[..., Any]

PROVIDER = 'provider "aws" {}\n'
REQUIRED = 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n'
NUMBER = 'variable "n" {\n  type    = number\n  default = 1\n}\n'
RULE = 'variable "n" {\n  default = 20\n  validation {\n    condition     = var.n > 10\n    error_message = "Too small."\n  }\n}\n'


def severities(loaded: Any) -> list[str]:
    return [f"{item.severity}: {item.summary}" for item in loaded.project.diagnostics]


@pytest.mark.parametrize(
    "expression",
    [
        "[1][3]",
        "local.o.nope",
        'tonumber("x")',
        "1 + [1]",
        "true ? 1 : [1]",
        "var.n + [1]",
        "[for k, v in 5 : k]",
        'cidrsubnet("10.0.0.0/40", 1, 1)',
        'lookup({}, "a")',
    ],
)
def test_what_no_value_mends(terraform: Terraform, expression: str) -> None:
    loaded = terraform(f'{PROVIDER}{NUMBER}locals {{\n  o = {{}}\n}}\nresource "x_y" "z" {{\n  v = {expression}\n}}\n')
    assert [line.partition(":")[0] for line in severities(loaded)] == ["error"]


@pytest.mark.parametrize(
    "expression",
    [
        "[1][var.n]",
        "{ a = 1 }[var.n]",
        'tonumber("x${var.n}")',
        'cidrsubnet("10.0.0.0/8", var.n * 100, 1)',
        "local.o[terraform.workspace]",
        'file("made_by_a_build.txt")',
        'templatefile("made_by_a_build.tpl", {})',
        'provider::aws::arn_parse("x")',
    ],
)
def test_what_depends_on_values_or_files(terraform: Terraform, expression: str) -> None:
    text = f'{REQUIRED}{PROVIDER}{NUMBER}locals {{\n  o = {{ prod = 1 }}\n}}\nresource "x_y" "z" {{\n  v = {expression}\n}}\n'
    assert [line.partition(":")[0] for line in severities(terraform(text))] == ["warning"]


def test_what_a_module_is_called_with(terraform: Terraform) -> None:
    files = {
        "main.tf": PROVIDER + 'variable "w" {\n  default = "x"\n}\n'
        'module "a" {\n  source = "./m"\n  n      = "x"\n}\nmodule "b" {\n  source = "./m"\n  n      = var.w\n}\n',
        "m/main.tf": NUMBER,
    }
    found = {str(item.span): item.severity for item in terraform(files).project.diagnostics}
    assert found == {"main.tf:7:12": "error", "main.tf:11:12": "warning"}


class TestRulesOfVariables:
    @pytest.mark.parametrize(
        "given",
        [
            {"variables": (("n", "5"),)},
            {"environment": {"TF_VAR_n": "5"}},
            {"var_files": ("p.tfvars",)},
        ],
    )
    def test_a_given_value_that_breaks_one_is_an_error(self, terraform: Terraform, given: dict[str, Any]) -> None:
        loaded = terraform({"main.tf": RULE, "p.tfvars": "n = 5\n"}, **given)
        assert severities(loaded) == ["error: Invalid value for variable n"]

    @pytest.mark.parametrize("argument", ["5", "local.five", "var.given"])
    def test_an_argument_that_breaks_one_is_an_error(self, terraform: Terraform, argument: str) -> None:
        files = {
            "main.tf": f'variable "given" {{}}\nlocals {{\n  five = 5\n}}\nmodule "m" {{\n  source = "./m"\n  n      = {argument}\n}}\n',
            "m/main.tf": RULE,
            "terraform.tfvars": "given = 5\n",
        }
        (found,) = terraform(files).project.diagnostics
        assert (found.severity, found.summary, str(found.span)) == (
            "error",
            "Invalid value for variable n",
            "main.tf:7:12",
        )

    def test_a_default_that_breaks_one_is_none(self, terraform: Terraform) -> None:
        assert severities(terraform(PROVIDER + RULE.replace("20", "5"))) == ["warning: Invalid value for variable n"]

    def test_an_argument_made_from_a_default_is_none(self, terraform: Terraform) -> None:
        main = PROVIDER + 'variable "w" {\n  default = 5\n}\nmodule "m" {\n  source = "./m"\n  n      = var.w\n}\n'
        assert severities(terraform({"main.tf": main, "m/main.tf": RULE})) == ["warning: Invalid value for variable n"]


class TestGivenValues:
    @pytest.mark.parametrize("given", [{"variables": (("n", "x"),)}, {"var_files": ("p.tfvars",)}])
    def test_of_another_type_are_errors(self, terraform: Terraform, given: dict[str, Any]) -> None:
        loaded = terraform({"main.tf": NUMBER, "p.tfvars": 'n = "x"\n'}, **given)
        assert severities(loaded) == ["error: Invalid value for input variable"]

    def test_hide_no_wrong_default(self, terraform: Terraform) -> None:
        loaded = terraform(NUMBER.replace("1", '"x"'), variables=(("n", "1"),))
        assert severities(loaded) == ["error: Invalid default value for variable"]


class TestEphemeralValues:
    VARIABLE = 'variable "v" {\n  ephemeral = true\n  default   = "t"\n}\n'

    @pytest.mark.parametrize(
        ("body", "wrong"),
        [
            ("  name = var.v\n", True),
            ("  tags = { a = [var.v] }\n", True),
            ("  access_policy {\n    content = local.v\n  }\n", True),
            ("  name = ephemeralasnull(var.v)\n", False),
            ('  provisioner "local-exec" {\n    command = var.v\n  }\n', False),
            ("  connection {\n    host = var.v\n  }\n", False),
        ],
    )
    def test_in_arguments_of_resources(self, terraform: Terraform, body: str, wrong: bool) -> None:
        schemas = pytest.importorskip("riveter.provider_schema")
        text = self.VARIABLE + 'locals {\n  v = "x${var.v}"\n}\nresource "aws_s3_bucket" "b" {\n' + body + "}\n"
        expected = ["error: Invalid use of ephemeral value"] if wrong else []
        assert severities(terraform(text, schemas=schemas)) == expected

    def test_of_ephemeral_resources(self, terraform: Terraform) -> None:
        text = 'ephemeral "x_y" "e" {}\nresource "terraform_data" "d" {\n  input = ephemeral.x_y.e.token\n}\n'
        assert severities(terraform(text)) == ["error: Invalid use of ephemeral value"]

    def test_in_write_only_arguments(self, terraform: Terraform) -> None:
        schemas = pytest.importorskip("riveter.provider_schema")
        text = self.VARIABLE + (
            'resource "aws_db_instance" "d" {\n  password_wo         = var.v\n  password_wo_version = 1\n}\n'
        )
        assert severities(terraform(text, schemas=schemas)) == []

    def test_what_an_unknown_provider_stores_is_not_known(self, terraform: Terraform) -> None:
        assert severities(terraform(self.VARIABLE + 'resource "x_y" "z" {\n  v = var.v\n}\n')) == []


def test_sensitive_keys_are_in_no_address(terraform: Terraform) -> None:
    text = 'variable "v" {\n  sensitive = true\n  default   = ["hunter2"]\n}\nresource "x_y" "z" {\n  for_each = toset(var.v)\n}\n'
    loaded = terraform(text)
    assert severities(loaded) == ["error: Invalid for_each argument"]
    assert loaded.addresses() == ["x_y.z[*]"]


def test_older_versions_of_terraform_have_other_rules(terraform: Terraform) -> None:
    text = 'terraform {\n  required_version = "~> 0.12"\n}\nvariable "lifecycle" {}\nresource "x_y" "z" {\n  v = [1][3]\n}\n'
    assert not any(line.startswith("error") for line in severities(terraform(text)))
