"""Where Terraform wants a bool it converts texts: ``"1"`` is true, ``"0"`` is false."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile
from riveter.terraform.modules.source_redaction import shown

Terraform = Callable[..., Any]


def _shown(text: str) -> str:
    masked = shown(SourceFile("main.tf", text), None, Secrets())
    assert masked is not None
    return masked.text


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"1" ? "a" : "b"', "a"),
        ('"0" ? "a" : "b"', "b"),
        ('"true" ? "a" : tonumber("x")', "a"),
        ('"1" ? "a" : tonumber("x")', "a"),
        ('"0" ? tonumber("x") : "b"', "b"),
        ('[for i in [1] : i if "1"]', [1]),
        ('[for i in [1] : i if "0"]', []),
        ('"%{ if "1" }a%{ else }b%{ endif }"', "a"),
        ('"1" && "1"', True),
        ('!"0"', True),
    ],
)
def test_a_condition_is_converted(terraform: Terraform, expression: str, value: Any) -> None:
    assert terraform("").eval(expression) == value


@pytest.mark.parametrize(
    ("written", "sensitive"),
    [
        ("true", True),
        ('"1"', True),
        ('"true"', True),
        ('"${true}"', True),
        ("!false", True),
        ("false", False),
        ('"0"', False),
        ('"false"', False),
    ],
)
def test_a_flag_is_converted(terraform: Terraform, written: str, sensitive: bool) -> None:
    text = f'variable "a" {{\n  default = "hunter-of-two"\n  sensitive = {written}\n}}'
    loaded = terraform(text)
    assert loaded.problems() == []
    assert loaded.eval("issensitive(var.a)") is sensitive
    assert ("hunter-of-two" in _shown(text)) is not sensitive


@pytest.mark.parametrize(("written", "kept"), [('"0"', "default"), ("false", "default"), ('"1"', None), ("true", None)])
def test_a_null_becomes_the_default_where_nullable_is_false(
    terraform: Terraform, written: str, kept: str | None
) -> None:
    module = f'variable "a" {{\n  default = "default"\n  nullable = {written}\n}}\noutput "a" {{ value = var.a }}'
    loaded = terraform({"main.tf": 'module "m" {\n  source = "./m"\n  a = null\n}\n', "m/main.tf": module})
    assert loaded.eval("module.m.a") == kept


@pytest.mark.parametrize(("written", "refused"), [('"0"', True), ('"1"', False)])
def test_the_condition_of_a_validation_is_converted(terraform: Terraform, written: str, refused: bool) -> None:
    loaded = terraform(
        f"""
        variable "a" {{
          default = "x"
          validation {{
            condition     = var.a == "x" ? {written} : "1"
            error_message = "Take another one."
          }}
        }}
        """
    )
    assert any("Take another one" in problem for problem in loaded.problems()) is refused


@pytest.mark.parametrize(("written", "count"), [('"0"', 0), ("false", 0), ('"1"', 1)])
def test_enabled_is_converted(terraform: Terraform, written: str, count: int) -> None:
    loaded = terraform({"main.tofu": f'resource "a_b" "c" {{\n  lifecycle {{ enabled = {written} }}\n}}'})
    assert len(loaded.addresses()) == count


def test_the_line_of_a_value_follows_a_converted_condition(terraform: Terraform) -> None:
    loaded = terraform(
        """
        locals {
          name = "1" ? (
            "first"
          ) : "second"
        }
        resource "a_b" "c" {
          name = local.name
        }
        """
    )
    match = loaded["a_b.c"].get("name")[0]
    assert match.value == "first"
    assert 4 in {step.span.start_line for step in loaded["a_b.c"].origin.provenance(("name",))}
