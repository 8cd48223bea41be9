"""Literal inputs of Terragrunt are the values of variables; what only Terragrunt can evaluate is unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riveter.core.causes import TerragruntInput, UnsetVariable
from riveter.core.values import Unknown
from riveter.files.coverage import Omission

Terraform = Callable[..., Any]

KEY = 'variable "rotate" {\n  default = true\n}\nresource "x_y" "k" {\n  rotate = var.rotate\n}\n'
SOURCE = 'terraform {\n  source = "../../modules//key"\n}\n'


def rotations(loaded: Any) -> dict[str, Any]:
    found = [item for item in loaded.project.resources if item.type == "x_y"]
    return {item.root: item.values["rotate"] for item in found}


@pytest.mark.parametrize(
    "text",
    [
        SOURCE + "inputs = {\n  rotate = false\n}\n",
        SOURCE + 'inputs = {\n  "rotate" = false\n}\n',
        SOURCE + "locals {\n  r = { on = false }\n}\ninputs = {\n  rotate = local.r.on\n}\n",
        'terraform {\n  source = "${get_terragrunt_dir()}/../../modules//key?ref=v1"\n}\ninputs = {\n  rotate = false\n}\n',
        'terraform {\n  source = "${get_repo_root()}/modules/key"\n}\ninputs = {\n  rotate = false\n}\n',
    ],
)
def test_literal_inputs_are_given_to_the_module(terraform: Terraform, tmp_path: Any, text: str) -> None:
    (tmp_path / ".git").mkdir()
    loaded = terraform({"modules/key/main.tf": KEY, "live/dev/terragrunt.hcl": text})
    assert rotations(loaded) == {"live/dev": False}
    assert loaded.problems() == []
    assert [item.kind for item in loaded.project.coverage.items() if item.kind is Omission.TERRAGRUNT]


def test_each_folder_has_its_own_values(terraform: Terraform, tmp_path: Any) -> None:
    (tmp_path / ".git").mkdir()
    files = {
        "modules/key/main.tf": KEY,
        "live/dev/terragrunt.hcl": SOURCE + "inputs = {\n  rotate = false\n}\n",
        "live/prod/terragrunt.hcl": SOURCE,
        "live/here/terragrunt.hcl": "inputs = {\n  rotate = false\n}\n",
        "live/here/main.tf": KEY,
    }
    assert rotations(terraform(files)) == {"live/dev": False, "live/prod": True, "live/here": False}


@pytest.mark.parametrize(
    "text",
    [
        "inputs = {\n  rotate = dependency.vpc.outputs.rotate\n}\n",
        'inputs = {\n  rotate = get_env("ROTATE")\n}\n',
        "inputs = merge(local.common, {})\n",
        'include "root" {\n  path = find_in_parent_folders()\n}\n',
        'include "root" {\n  path = find_in_parent_folders()\n}\ninputs = {\n  other = 1\n}\n',
    ],
)
def test_what_only_terragrunt_can_evaluate_is_unknown(terraform: Terraform, text: str) -> None:
    loaded = terraform({"modules/key/main.tf": KEY, "live/dev/terragrunt.hcl": SOURCE + text})
    (value,) = rotations(loaded).values()
    assert isinstance(value, Unknown)
    cause = value.cause
    assert isinstance(cause.cause if isinstance(cause, UnsetVariable) else cause, TerragruntInput)


@pytest.mark.parametrize(
    "source", ["git::https://example.com/key.git", "tfr:///a/b/c?version=1.0.0", "../../../outside"]
)
def test_other_modules_are_not_read(terraform: Terraform, tmp_path: Any, source: str) -> None:
    (tmp_path / ".git").mkdir()
    text = f'terraform {{\n  source = "{source}"\n}}\n'
    loaded = terraform({"modules/key/main.tf": KEY, "live/dev/terragrunt.hcl": text})
    assert rotations(loaded) == {"modules/key": True}


def test_locals_that_refer_to_each_other_end(terraform: Terraform) -> None:
    text = SOURCE + "locals {\n  a = local.b\n  b = local.a\n}\ninputs = {\n  rotate = local.a\n}\n"
    (value,) = rotations(terraform({"modules/key/main.tf": KEY, "live/dev/terragrunt.hcl": text})).values()
    assert isinstance(value, Unknown)
