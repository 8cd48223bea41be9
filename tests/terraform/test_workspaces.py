"""`terraform.workspace` when the run selects none."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from riveter.core.causes import ServiceWorkspace
from riveter.core.values import Unknown

Terraform = Callable[..., Any]

READS = 'resource "terraform_data" "a" {\n  input = terraform.workspace\n}\n'


def settings(text: str) -> dict[str, str]:
    return {"main.tf": f"{READS}terraform {{\n{text}\n}}\n"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "default"),
        ('backend "s3" {}', "default"),
        ('cloud {\n  workspaces {\n    name = "prod"\n  }\n}', "prod"),
        ('cloud {\n  workspaces {\n    name = "prod"\n    project = "p"\n  }\n}', "prod"),
    ],
)
def test_the_settings_name_it(terraform: Terraform, text: str, name: str) -> None:
    assert terraform(settings(text)).value("terraform_data.a", "input") == name


def test_the_settings_name_it_in_json_syntax(terraform: Terraform) -> None:
    blocks = {
        "terraform": {"cloud": {"workspaces": {"name": "prod"}}},
        "resource": {"terraform_data": {"a": {"input": "${terraform.workspace}"}}},
    }
    assert terraform({"main.tf.json": json.dumps(blocks)}).value("terraform_data.a", "input") == "prod"


@pytest.mark.parametrize(
    "text",
    [
        "cloud {}",
        'cloud {\n  workspaces {\n    tags = ["app"]\n  }\n}',
        'cloud {\n  workspaces {\n    project = "p"\n  }\n}',
        'backend "remote" {\n  workspaces {\n    prefix = "app-"\n  }\n}',
    ],
)
def test_the_settings_leave_it_open(terraform: Terraform, text: str) -> None:
    value = terraform(settings(text)).value("terraform_data.a", "input")
    assert isinstance(value, Unknown)
    assert isinstance(value.cause, ServiceWorkspace)


@pytest.mark.parametrize(
    ("text", "override", "name"),
    [
        ('cloud {\n  workspaces {\n    name = "prod"\n  }\n}', 'backend "local" {}', "default"),
        ('backend "local" {}', 'cloud {\n  workspaces {\n    name = "prod"\n  }\n}', "prod"),
    ],
)
def test_what_an_override_file_says_takes_precedence(terraform: Terraform, text: str, override: str, name: str) -> None:
    files = settings(text) | {"a_override.tf": f"terraform {{\n{override}\n}}\n"}
    assert terraform(files).value("terraform_data.a", "input") == name


def test_a_workspace_that_is_not_known_is_the_same_wherever_it_is_read(terraform: Terraform) -> None:
    files = settings('cloud {\n  workspaces {\n    tags = ["app"]\n  }\n}')
    files["b.tf"] = 'resource "terraform_data" "b" {\n  input = terraform.workspace == terraform.workspace\n}\n'
    assert terraform(files).value("terraform_data.b", "input") is True


def test_a_run_may_select_one(terraform: Terraform) -> None:
    loaded = terraform(settings('cloud {\n  workspaces {\n    tags = ["app"]\n  }\n}'), workspace="dev")
    assert loaded.value("terraform_data.a", "input") == "dev"


def test_a_called_module_selects_nothing(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "m" {\n  source = "./m"\n}\n',
            "m/main.tf": READS + 'terraform {\n  cloud {\n    workspaces {\n      name = "prod"\n    }\n  }\n}\n',
        }
    )
    assert loaded.value("module.m.terraform_data.a", "input") == "default"
