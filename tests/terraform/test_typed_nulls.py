"""Nulls keep the type of what they are the null of, from a variable to the rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riveter.core.values import Unknown
from tests.terraform.conftest import Loaded

Terraform = Callable[..., Loaded]

VARIABLES = """
    variable "level" {
      type    = string
      default = null
    }
    variable "zones" {
      type    = set(string)
      default = null
    }
    variable "ports" {
      type    = list(string)
      default = null
    }
    variable "labels" {
      type    = map(string)
      default = null
    }
    variable "settings" {
      type    = object({ a = string, b = optional(string), c = optional(number, 3) })
      default = { a = null }
    }
    """


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('(var.level == null ? 1 : var.level) == "1"', True),
        ("jsonencode(coalesce(var.level, 5))", '"5"'),
        ("jsonencode(var.labels == null ? { a = 1 } : var.labels)", '{"a":"1"}'),
        ("jsonencode(values({ a = var.level == null ? 1 : var.level }))", '["1"]'),
        ("jsonencode(one(var.ports == null ? [1] : var.ports))", '"1"'),
        ("{ a = var.level } == { a = null }", False),
        ("{ a = var.level } == { a = tostring(null) }", True),
        ('contains(var.ports == null ? [1, 2] : var.ports, "1")', True),
        ('length(var.zones == null ? ["a", "a"] : var.zones)', 1),
        ("jsonencode(merge(var.labels, { a = 1 }))", '{"a":1}'),
        ("jsonencode(coalescelist(var.ports, [1]))", "[1]"),
        ("jsonencode(var.settings)", '{"a":null,"b":null,"c":3}'),
        ("jsonencode(true ? var.settings.b : 1)", "null"),
        ("jsonencode(false ? var.settings.b : 1)", '"1"'),
        ("var.level[*]", []),
        ("length(try(var.ports[*], [1, 2]))", 2),
        ("jsonencode([for v in [var.level, 1] : v == null ? 1 : v])", '["1",1]'),
        ("jsonencode(tolist([var.level, 1]))", '[null,"1"]'),
        ("type(var.ports)", "list(string)"),
        ("type(var.settings.b)", "string"),
    ],
)
def test_the_null_of_a_variable_has_its_type(terraform: Terraform, expression: str, value: Any) -> None:
    assert terraform(VARIABLES).eval(expression) == value


@pytest.mark.parametrize(
    "expression",
    ["var.labels != null ? var.labels : []", "var.ports[*]", "tonumber(var.ports)", "coalesce(var.ports, {})"],
)
def test_what_no_type_fits_is_an_error(terraform: Terraform, expression: str) -> None:
    loaded = terraform(VARIABLES)
    assert loaded.project.evaluator(str(loaded.root)).evaluate(expression).error


def test_the_null_of_a_modules_variable_keeps_its_type(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "m" {\n  source = "./m"\n}\n',
            "m/main.tf": """
                variable "level" {
                  type    = string
                  default = null
                }
                resource "terraform_data" "t" {
                  input = jsonencode([false ? var.level : 1, var.level])
                }
                """,
        }
    )
    assert loaded.value("module.m.terraform_data.t", "input") == '["1",null]'


def test_a_null_argument_is_null_for_rules(terraform: Terraform) -> None:
    loaded = terraform(VARIABLES + 'resource "terraform_data" "t" {\n  input = [var.level, { a = var.ports }]\n}\n')
    assert loaded.value("terraform_data.t", "input") == [None, {"a": None}]


def test_a_module_source_that_is_a_null_string_is_refused(terraform: Terraform) -> None:
    loaded = terraform(VARIABLES + 'module "m" {\n  source = var.level\n}\n')
    assert any("must not be null" in problem for problem in loaded.problems()), loaded.problems()


def test_an_argument_left_out_goes_with_every_type(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "terraform_data" "t" {
          input = coalescelist(terraform_data.u.triggers_replace, ["a"])
        }
        resource "terraform_data" "u" {}
        """
    )
    assert not [problem for problem in loaded.problems() if problem.startswith("error")]


# --- && and || ------------------------------------------------------------------------------------

LOGIC = """
    terraform {
      required_version = "%s"
    }
    variable "x" {
      type    = bool
      default = null
    }
    variable "names" {
      type    = list(string)
      default = []
    }
    resource "terraform_data" "t" {
      input = [var.x || true, true && var.x, true || var.x]
    }
    resource "terraform_data" "u" {
      input = var.names[0] == "x" && false
    }
    resource "terraform_data" "v" {
      input = var.x || false
    }
    """


@pytest.mark.parametrize("version", [">= 1.5", ">= 1.16.0", "~> 1.12", "> 1.11", "!= 1.11.4"])
def test_a_side_that_decides_does_so_in_the_newest_language_allowed(terraform: Terraform, version: str) -> None:
    loaded = terraform(LOGIC % version, dialect="terraform")
    assert loaded.value("terraform_data.t", "input") == [True, False, True]
    assert loaded.value("terraform_data.u", "input") is False
    assert isinstance(loaded.value("terraform_data.v", "input"), Unknown)


@pytest.mark.parametrize("version", ["~> 1.11.0", "1.11.4", "< 1.12", ">= 1.2, <= 1.11.9", "~> 0.15"])
def test_older_languages_refuse_nulls_and_errors_on_either_side(terraform: Terraform, version: str) -> None:
    loaded = terraform(LOGIC % version)
    for name in "tuv":
        assert isinstance(loaded.value(f"terraform_data.{name}", "input"), Unknown)


def test_the_marks_of_both_sides_count(terraform: Terraform) -> None:
    loaded = terraform('variable "s" {\n  default   = true\n  sensitive = true\n}\n')
    for expression in (
        "true || var.s",
        "var.s || true",
        "false && var.s",
        "true ? false : var.s",
        '"%{ if true }a%{ else }${var.s}%{ endif }"',
    ):
        assert loaded.eval(f"issensitive({expression})") is True


def test_an_error_beside_a_value_that_is_not_known_yet_is_no_error(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "on" {
          type = bool
        }
        variable "names" {
          type    = list(string)
          default = []
        }
        resource "terraform_data" "t" {
          input = var.names[0] == "x" && var.on
        }
        """
    )
    assert isinstance(loaded.value("terraform_data.t", "input"), Unknown)
    assert loaded.problems() == []


# --- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("expression", ["1 / 0", "-1 / 0", "1e5000", "[1 / 0]", "1e99999", "1e-99999 + 1"])
def test_numbers_that_no_report_can_hold_are_unknown(terraform: Terraform, expression: str) -> None:
    loaded = terraform(f'resource "terraform_data" "t" {{\n  input = {expression}\n}}\n')
    assert loaded.problems() == []
    value = loaded.value("terraform_data.t", "input")
    assert isinstance(value[0] if isinstance(value, list) else value, Unknown)


def test_a_template_begins_without_a_byte_order_mark(terraform: Terraform) -> None:
    loaded = terraform({"a.tpl": "\ufeffabc", "main.tf": 'locals {\n  t = file("a.tpl")\n}\n'})
    assert loaded.eval('templatefile("a.tpl", {})') == "abc"
    assert loaded.eval("templatestring(local.t, {})") == "abc"
    assert loaded.eval("length(local.t)") == 4
