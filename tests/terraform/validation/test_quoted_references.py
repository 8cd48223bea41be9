"""`depends_on` may name things in quotes: deprecated in native syntax, and what JSON syntax has. Terraform 1.11.4 validates them alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Terraform = Callable[..., Any]

RIGHT = ["terraform_data.y", "terraform_data.c", "terraform_data.c[0]", "var.v", "module.m"]
WRONG = {
    "terraform_data.y.id": "Invalid depends_on reference",
    "a b.c": "Invalid depends_on reference",
    "x": "Invalid reference",
    "nope.x": "Reference to undeclared resource",
    "module.nope": "Reference to undeclared module",
    "terraform_data.y[0]": "Unexpected resource instance key",
}

REST = """
variable "v" { default = 1 }
module "m" { source = "./m" }
resource "terraform_data" "y" {}
resource "terraform_data" "c" { count = 1 }
"""
BLOCKS = {
    "output": 'output "o" {\n  value = 1\n  depends_on = [%s]\n}',
    "resource": 'resource "terraform_data" "x" {\n  depends_on = [%s]\n}',
    "module": 'module "x" {\n  source = "./m"\n  depends_on = [%s]\n}',
}


def problems(terraform: Terraform, text: str, name: str = "main.tf") -> list[tuple[str, str]]:
    found = terraform({name: text, "rest.tf": REST, "m/main.tf": "locals {}"})
    return [(item.severity, item.summary) for item in found.project.diagnostics]


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("reference", RIGHT)
def test_right_references(terraform: Terraform, block: str, reference: str) -> None:
    assert problems(terraform, block % f'"{reference}"') == []
    assert problems(terraform, block % reference) == []


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize(("reference", "summary"), WRONG.items())
def test_wrong_references(terraform: Terraform, block: str, reference: str, summary: str) -> None:
    assert problems(terraform, block % f'"{reference}"') == [("error", summary)]


@pytest.mark.parametrize(("reference", "summary"), [(item, None) for item in RIGHT] + list(WRONG.items()))
def test_in_json_syntax(terraform: Terraform, reference: str, summary: str | None) -> None:
    text = json.dumps({"output": {"o": {"value": 1, "depends_on": [reference]}}})
    found = problems(terraform, text, "main.tf.json")
    if reference == "a b.c":  # a syntax error, which is said as such
        assert [severity for severity, _ in found] == ["error"]
    else:
        assert found == ([("error", summary)] if summary else [])


def test_an_error_is_at_the_text(terraform: Terraform) -> None:
    found = terraform('resource "terraform_data" "x" {\n  depends_on = ["nope.x"]\n}\n')
    (problem,) = found.project.diagnostics
    assert problem.span is not None
    assert (problem.span.start_line, problem.span.start_col) == (2, 18)


def test_the_output_of_terraform_data_is_not_sensitive(terraform: Terraform) -> None:
    """Terraform 1.11.4 plans this: on apply it forgets that the input was sensitive. Reports mask it all the same."""
    found = terraform(
        """
        variable "s" {
          sensitive = true
          default   = "planted-secret-1"
        }
        resource "terraform_data" "x" {
          input = { key = [var.s] }
        }
        output "o" {
          value = terraform_data.x.output
        }
        output "p" {
          value = issensitive(terraform_data.x.output.key[0])
        }
        output "q" {
          value = terraform_data.x.input
        }
        """
    )
    (problem,) = found.project.diagnostics
    assert (problem.summary, problem.span.start_line) == ("Output refers to sensitive values", 15)
    assert found.value("output.p", "value") is False
    assert found["output.o"].origin.sensitive(("value", "key", 0))
