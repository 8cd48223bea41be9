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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('resource "terraform_vault" "x" {\n}\n', "Unknown resource type"),
        ('data "terraform_vault" "x" {\n}\n', "Unknown data type"),
        ('data "terraform_remote_state" "x" {\n  backend = "vault"\n}\n', "Unsupported backend type"),
    ],
)
def test_a_warning_says_that_no_version_has_it_so_far(terraform: Terraform, text: str, said: str) -> None:
    found = terraform(text).project.diagnostics
    assert [(item.severity, item.summary) for item in found] == [("warning", said)]


USED = 'resource "terraform_data" "a" {\n}\n'
BY_ALIAS = 'resource "terraform_data" "a" {\n  provider = terraform.x\n}\n'
BUILT_IN = 'provider "terraform" {\n  foo = 1\n}\n'
WITH_ALIAS = 'provider "terraform" {\n  alias = "x"\n  foo   = 1\n}\n'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (BUILT_IN, []),
        (BUILT_IN + USED, ["Unsupported argument"]),
        (WITH_ALIAS + USED, []),
        (WITH_ALIAS + BY_ALIAS, ["Unsupported argument"]),
        ('provider "terraform" {\n  alias = "x"\n}\n' + BY_ALIAS, []),
        ('terraform {\n  required_providers {\n    terraform = { source = "a/terraform" }\n  }\n}\n' + BUILT_IN + USED, []),
    ],
)  # fmt: skip
def test_the_built_in_provider_has_no_arguments(terraform: Terraform, text: str, found: list[str]) -> None:
    assert errors(terraform(text)) == found


UNDECLARED = "Reference to undeclared input variable"
PROVIDER = 'provider "x" {\n  region = var.nope\n}\n'
OTHER = 'provider "x" {\n  alias  = "y"\n  region = var.nope\n}\n'
MODULE = {"m/main.tf": 'resource "x_y" "z" {\n}\n'}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PROVIDER, []),
        (PROVIDER + 'resource "terraform_data" "a" {\n}\n', []),
        (PROVIDER + 'resource "x_y" "z" {\n}\n', [UNDECLARED]),
        (PROVIDER + 'data "x_y" "z" {\n}\n', [UNDECLARED]),
        (PROVIDER + 'resource "a_y" "z" {\n  provider = x\n}\n', [UNDECLARED]),
        (PROVIDER + 'resource "x_y" "z" {\n  provider = a\n}\n', []),
        (PROVIDER + 'module "m" {\n  source = "./m"\n}\n', [UNDECLARED]),
        (OTHER + 'resource "x_y" "z" {\n}\n', []),
        (OTHER + 'resource "x_y" "z" {\n  provider = x.y\n}\n', [UNDECLARED]),
        (OTHER + 'module "m" {\n  source = "./m"\n}\n', []),
        (OTHER + 'module "m" {\n  source    = "./m"\n  providers = { x = x.y }\n}\n', [UNDECLARED]),
        ('provider "x" {\n  region = nope()\n}\n', []),
        ('provider "x" {\n  region = local.nope.a[x_y.z.id]\n}\n', []),
    ],
)
def test_terraform_does_not_look_at_a_provider_that_nothing_uses(
    terraform: Terraform, text: str, found: list[str]
) -> None:
    loaded = terraform({"main.tf": text, **MODULE}, ["."], single=True)
    assert errors(loaded) == found


REMOVED = "removed {\n  from = %s\n  lifecycle {\n    destroy = false\n  }\n}\n"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("module.m.terraform_data.x", ["Removed object still exists"]),
        ("module.m.module.n", ["Removed object still exists"]),
        ("module.m.module.n.terraform_data.y", ["Removed object still exists"]),
        ("module.m.terraform_data.gone", []),
        ("module.m.module.gone", []),
        ("module.gone.terraform_data.x", []),
        ("module.m.module.n.module.gone.terraform_data.y", []),
    ],
)
def test_a_removed_block_for_what_a_called_module_declares(
    terraform: Terraform, address: str, found: list[str]
) -> None:
    """`terraform plan` refuses it."""
    files = {
        "main.tf": 'module "m" {\n  source = "./m"\n}\n' + REMOVED % address,
        "m/main.tf": 'resource "terraform_data" "x" {\n}\nmodule "n" {\n  source = "./n"\n}\n',
        "m/n/main.tf": 'resource "terraform_data" "y" {\n}\n',
    }
    assert errors(terraform(files)) == found
