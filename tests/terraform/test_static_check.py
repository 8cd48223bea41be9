"""What Terraform refuses when it validates is an error also where evaluation never comes by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from riveter.terraform.modules import static_check
from riveter.terraform.project import LoadOptions, load


def errors(loaded: Any) -> list[str]:
    return [f"{d.span.start_line}: {d.summary}" for d in loaded.project.diagnostics if d.severity == "error"]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("locals {\n  x = true ? 1 : local.nope\n}", "Reference to undeclared local value"),
        ("locals {\n  x = try(var.nope, 2)\n}", "Reference to undeclared input variable"),
        ("locals {\n  x = [for v in [] : aws_foo.nope.id]\n}", "Reference to undeclared resource"),
        ("locals {\n  x = can(data.aws_foo.nope.id)\n}", "Reference to undeclared resource"),
        ("locals {\n  x = false && module.nope.y\n}", "Reference to undeclared module"),
        ("locals {\n  x = true ? 1 : nope(1)\n}", "Call to unknown function"),
        ("locals {\n  x = type(1)\n}", "Call to unknown function"),  # there is in the console only
        ("locals {\n  x = [can(1), false ? nope(1) : can(nope(2)), try(nope(3), 1)]\n}", "Call to unknown function"),
        ('locals {\n  x = "%{ if false }${var.nope}%{ endif }"\n}', "Reference to undeclared input variable"),
        ('resource "a_b" "c" {\n  count = var.nope == 1 ? 0 : 0\n}', "Reference to undeclared input variable"),
        ('resource "a_b" "c" {\n  input = var.nope\n  count = 0\n}', "Reference to undeclared input variable"),
        (
            'resource "a_b" "c" {\n  lifecycle { replace_triggered_by = [a_b.nope] }\n}',
            "Reference to undeclared resource",
        ),
        ('output "o" {\n  depends_on = [a_b.nope]\n  value = 1\n}', "Reference to undeclared resource"),
        (
            'check "c" {\n  assert {\n    condition = var.nope\n    error_message = "no"\n  }\n}',
            "Reference to undeclared input variable",
        ),
    ],
)
def test_references_that_are_never_evaluated(terraform: Any, text: str, summary: str) -> None:
    found = errors(terraform(text))
    assert [line.partition(": ")[2] for line in found] == [summary]


@pytest.mark.parametrize(
    "text",
    [
        "locals {\n  x = [for k, v in {} : [k, v, [for w in [v] : w]]]\n}",
        'locals {\n  x = "%{ for item in [] }${item}%{ endfor }"\n}',
        'resource "a_b" "c" {\n  lifecycle {\n    ignore_changes = [tags, all_of_it]\n  }\n}',
        'provider "aws" {\n  alias = "other"\n}\nresource "a_b" "c" {\n  provider = aws.other\n}',
        'resource "a_b" "c" {\n  dynamic "set" {\n    for_each = []\n    content {\n      v = set.value\n    }\n  }\n}',
        'resource "a_b" "c" {\n  dynamic "set" {\n    for_each = []\n    iterator = it\n    labels = [it.key]\n'
        "    content {\n      v = it.value\n    }\n  }\n}",
        'resource "a_b" "c" {\n  provisioner "local-exec" {\n    command = self.id\n  }\n}',
        'check "c" {\n  data "http" "h" {}\n  assert {\n    condition = data.http.h.ok\n    error_message = "no"\n  }\n}',
        "moved {\n  from = a_b.gone\n  to   = a_b.here\n}",
        "removed {\n  from = a_b.gone\n  lifecycle {\n    destroy = false\n  }\n}",
        'variable "v" {\n  type    = object({ a = optional(string) })\n  default = {}\n}',
        "terraform {\n  required_providers {\n    aws = {}\n  }\n}\nlocals {\n  x = provider::aws::arn_parse(1)\n}",
        "locals {\n  x = true ? 1 : terraform.workspace\n}",
        "locals {\n  x = [can(nope(1)), try(upper(nope(2)), can([nope(3), can(nope(4))]))]\n}",
    ],
)
def test_what_only_looks_undeclared_is_no_error(terraform: Any, text: str) -> None:
    assert errors(terraform(text)) == []


def test_iterators_of_dynamic_blocks_in_json_are_no_error(terraform: Any) -> None:
    block = {"dynamic": {"set": {"for_each": [1], "content": {"v": "${set.value}"}}}}
    loaded = terraform({"main.tf.json": json.dumps({"resource": {"a_b": {"c": block}}})})
    assert errors(loaded) == []
    assert loaded["a_b.c"].values["set"] == [{"v": 1}]


def test_an_error_of_a_module_is_told_once_however_often_it_is_called(terraform: Any) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "a" {\n  source = "./m"\n}\nmodule "b" {\n  source = "./m"\n}\n',
            "m/main.tf": "locals {\n  x = var.nope\n}\n",
        }
    )
    assert errors(loaded) == ["2: Reference to undeclared input variable"]


def test_nothing_is_called_undeclared_that_a_syntax_error_may_have_swallowed(terraform: Any) -> None:
    loaded = terraform('locals {\n  x = var.region\n}\nvariable "region {\n  default = 1\n}\n')
    assert not any("undeclared" in error for error in errors(loaded))


class TestValuesForVariables:
    def test_on_the_command_line_must_be_declared(self, terraform: Any) -> None:
        loaded = terraform('variable "region" { default = "x" }', variables=(("regoin", "y"),))
        (found,) = loaded.project.diagnostics
        assert (found.severity, found.summary, found.hint) == (
            "error",
            "Value for undeclared variable",
            "Did you mean region?",
        )

    def test_in_a_file_should_be_declared(self, terraform: Any) -> None:
        loaded = terraform({"main.tf": 'variable "a" { default = 1 }', "terraform.tfvars": "a = 2\nb = 3\n"})
        (found,) = loaded.project.diagnostics
        assert (found.severity, str(found.span)) == ("warning", "terraform.tfvars:2:5")

    def test_in_the_environment_need_not_be_declared(self, terraform: Any) -> None:
        loaded = terraform('variable "a" { default = 1 }', environment={"TF_VAR_other": "1"})
        assert loaded.project.diagnostics == []

    def test_need_to_be_declared_by_one_root_module_only(self, terraform: Any) -> None:
        files = {"a/main.tf": 'variable "a" { default = 1 }', "b/main.tf": 'variable "b" { default = 1 }'}
        assert terraform(files, variables=(("a", "2"),)).project.diagnostics == []


class TestValidation:
    RULE = """
        variable "size" {
          type = number
          validation {
            condition     = var.size > 10
            error_message = "Too small: ${var.size}."
          }
        }
        """

    def test_a_value_that_breaks_a_rule_is_an_error_where_it_is_given(self, terraform: Any) -> None:
        loaded = terraform({"main.tf": self.RULE, "terraform.tfvars": "size = 5\n"})
        (found,) = loaded.project.diagnostics
        assert (found.severity, found.summary, str(found.span)) == (
            "error",
            "Invalid value for variable size",
            "terraform.tfvars:1:8",
        )
        assert found.detail == "Too small: 5. This is checked by the validation rule at main.tf:4."

    def test_an_argument_of_a_module_is_checked(self, terraform: Any) -> None:
        loaded = terraform(
            {"main.tf": 'module "m" {\n  source = "./m"\n  size   = 3\n}\n', "m/main.tf": self.RULE},
        )
        assert [str(d.span) for d in loaded.project.diagnostics] == ["main.tf:3:12"]

    @pytest.mark.parametrize("values", [(("size", "11"),), ()])
    def test_a_value_that_keeps_the_rules_or_is_unknown_is_not_mentioned(self, terraform: Any, values: Any) -> None:
        assert terraform(self.RULE, variables=values).project.diagnostics == []

    def test_a_message_does_not_tell_a_secret(self, terraform: Any) -> None:
        loaded = terraform(
            self.RULE.replace("type = number", "type = number\n          sensitive = true"),
            variables=(("size", "7"),),
        )
        (found,) = loaded.project.diagnostics
        assert "7" not in found.detail


def test_the_default_of_a_sensitive_variable_is_sensitive(terraform: Any) -> None:
    loaded = terraform('variable "password" {\n  sensitive = true\n  default = "hunter2"\n}\n')
    (variable,) = [item for item in loaded.project.resources if item.type == "variable"]
    assert variable.origin.sensitive(("default",))
    assert variable.values["default"] == "hunter2"


MODULE_OF_TWO = {
    "a/main.tofu": 'module "m" {\n  source = "../m"\n}\n',
    "b/main.tf": 'module "m" {\n  source = "../m"\n}\n',
    "b/.terraform.lock.hcl": 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.0.0"\n}\n',
    "c/main.tofu": 'module "m" {\n  source = "../m"\n}\n',
}


@pytest.mark.parametrize(
    ("body", "summaries"),
    [
        ('urldecode("a%20b")', ["Call to unknown function"]),  # which OpenTofu alone has
        ("local.nope", ["Reference to undeclared local value"] * 3),
        ("local.o", ["Self-reference"] * 3),
        ("1", []),
    ],
)
def test_a_module_is_checked_for_each_program_that_runs_it(tmp_path: Path, body: str, summaries: list[str]) -> None:
    files = {**MODULE_OF_TWO, "m/main.tf": f"locals {{\n  o = false ? {body} : 1\n}}\n"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    project = load([str(tmp_path)], LoadOptions())
    found = [item.summary for item in project.diagnostics if item.severity == "error"]
    assert found == summaries


def test_a_module_without_problems_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    errors = static_check._errors

    def noting(check: Any) -> Any:
        checked.append(check.module.config.directory)
        return errors(check)

    monkeypatch.setattr(static_check, "_errors", noting)
    for name, text in {**MODULE_OF_TWO, "m/main.tf": "locals {\n  o = 1\n}\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    load([str(tmp_path)], LoadOptions())
    assert sorted(Path(each).name for each in checked) == ["a", "b", "c", "m", "m"]  # by OpenTofu, and by Terraform
