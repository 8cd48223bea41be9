"""The types of the built-in provider beyond what both Terraforms at hand say of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Terraform = Callable[..., Any]


def errors(loaded: Any) -> list[str]:
    return [item.summary for item in loaded.project.diagnostics if item.severity == "error"]


@pytest.mark.parametrize(("version", "found"), [(">= 1.4", []), ("< 1.16", ["Unsupported block type"])])
def test_a_block_of_a_newer_version(terraform: Terraform, version: str, found: list[str]) -> None:
    text = (
        'terraform {\n  required_version = "%s"\n}\nresource "terraform_data" "x" {\n  store {\n    input = 1\n  }\n}\n'
    )
    assert errors(terraform(text % version)) == found


REMOTE = 'data "terraform_remote_state" "s" {\n  backend = "local"\n}\noutput "o" {\n  value = data.terraform_remote_state.s.vpc\n}\n'


@pytest.mark.parametrize(("version", "found"), [(">= 0.12", ["Unsupported attribute"]), ("= 0.11.15", [])])
def test_outputs_of_other_states_were_attributes_once(terraform: Terraform, version: str, found: list[str]) -> None:
    loaded = terraform(f'terraform {{\n  required_version = "{version}"\n}}\n' + REMOTE)
    assert errors(loaded) == found
    assert all("data.terraform_remote_state.s.outputs.vpc" in problem for problem in loaded.problems())


def test_the_same_block_in_json(terraform: Terraform) -> None:
    assert errors(terraform({"main.tf.json": '{"resource": {"terraform_data": {"x": {"store": {"input": 1}}}}}'})) == []


def test_a_type_of_a_provider_with_the_same_name_may_have_any_argument(terraform: Terraform) -> None:
    text = 'terraform {\n  required_providers {\n    terraform = { source = "example/terraform" }\n  }\n}\n'
    assert errors(terraform(text + 'resource "terraform_data" "x" {\n  nope = 1\n}\n')) == []


def test_a_type_that_only_a_newer_version_may_have(terraform: Terraform) -> None:
    assert errors(terraform('resource "terraform_vault" "x" {\n  nope = 1\n}\n')) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('resource "terraform_data" "x" {\n  input {\n  }\n}\n', "Write input = ... to set the argument."),
        ('resource "terraform_data" "x" {\n  lifecycle = {}\n}\n', "Write lifecycle { ... }."),
        ('resource "terraform_data" "x" {\n  inptu = 1\n}\n', 'Did you mean "input"?'),
        ('resource "terraform_dat" "x" {\n}\n', 'Did you mean "terraform_data"?'),
        (
            'resource "terraform_data" "x" {\n  provisioner "local-exce" {\n  }\n}\n',
            'Did you mean "local-exec"?',
        ),
    ],
)
def test_the_hint_says_what_to_write(terraform: Terraform, text: str, hint: str) -> None:
    (found,) = terraform(text).project.diagnostics
    assert found.hint == hint


def test_an_argument_and_a_block_of_one_name_in_a_connection(terraform: Terraform) -> None:
    body = '  connection {\n    host = "h"\n    x    = "a ${var.v}"\n    x {\n    }\n  }\n'
    loaded = terraform('variable "v" {}\nresource "terraform_data" "a" {\n' + body + "}\n")
    assert loaded.value("terraform_data.a", "connection.0.host") == "h"


@pytest.mark.parametrize(
    "source",
    [
        "hashicorp/aws",
        "Hashicorp/aWs",
        "münchen/aws",
        "localhost:8080/x/aws",
        "127.0.0.1/x/aws",
        "-/aws",
        "1a/2b",
        "aws",
    ],
)
def test_sources_of_providers_that_are_valid(terraform: Terraform, source: str) -> None:
    text = f'terraform {{\n  required_providers {{\n    x = {{ source = "{source}" }}\n  }}\n}}\n'
    assert errors(terraform(text)) == []
