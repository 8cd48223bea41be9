"""`terraform.workspace` when the run selects none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

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


class TestSelectedInTheFolder:
    """`terraform workspace select` keeps its choice in `.terraform/environment`."""

    SELECTED: ClassVar = {".terraform/environment": " dev\n"}

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("", "dev"),
            ('backend "s3" {}', "dev"),
            ('cloud {\n  workspaces {\n    tags = ["app"]\n  }\n}', "dev"),
            ('cloud {\n  workspaces {\n    name = "prod"\n  }\n}', "prod"),
        ],
    )
    def test_it_counts_if_nothing_else_names_one(self, terraform: Terraform, text: str, name: str) -> None:
        assert terraform(settings(text) | self.SELECTED).value("terraform_data.a", "input") == name

    def test_the_backend_remote_has_other_names(self, terraform: Terraform) -> None:
        files = settings('backend "remote" {\n  workspaces {\n    prefix = "app-"\n  }\n}') | self.SELECTED
        assert isinstance(terraform(files).value("terraform_data.a", "input"), Unknown)

    def test_options_and_the_environment_take_precedence(self, terraform: Terraform) -> None:
        files = settings("") | self.SELECTED
        assert terraform(files, workspace="prod").value("terraform_data.a", "input") == "prod"
        assert terraform(files, environment={"TF_WORKSPACE": "x"}).value("terraform_data.a", "input") == "x"
        assert terraform(files, selection=False).value("terraform_data.a", "input") == "default"

    def test_only_that_of_the_root_module_counts(self, terraform: Terraform) -> None:
        files = {
            "main.tf": 'module "m" {\n  source = "./m"\n}\n',
            "m/main.tf": READS,
            "m/.terraform/environment": "dev",
        }
        assert terraform(files).value("module.m.terraform_data.a", "input") == "default"

    @pytest.mark.parametrize("text", ["", "\n"])
    def test_an_empty_file_selects_nothing(self, terraform: Terraform, text: str) -> None:
        files = settings("") | {".terraform/environment": text}
        assert terraform(files).value("terraform_data.a", "input") == "default"

    def test_a_file_outside_of_the_bounds_is_not_read(self, terraform: Terraform, tmp_path: Path) -> None:
        outside = tmp_path.parent / f"{tmp_path.name}-outside"
        outside.write_text("secret-of-elsewhere")
        (tmp_path / ".git").mkdir()
        (tmp_path / ".terraform").mkdir()
        (tmp_path / ".terraform" / "environment").symlink_to(outside)
        value = terraform(settings("")).value("terraform_data.a", "input")
        assert isinstance(value, Unknown)
        assert "secret-of-elsewhere" not in value.reason

    def test_a_file_that_is_too_large_leaves_it_open(self, terraform: Terraform) -> None:
        files = settings("") | {".terraform/environment": "x" * 5000}
        assert isinstance(terraform(files).value("terraform_data.a", "input"), Unknown)
