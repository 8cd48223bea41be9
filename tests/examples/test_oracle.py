"""The oracle itself: it says what Terraform says, and finds plug-ins where people keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import oracle
from tools.local_stack import providers

pytestmark = pytest.mark.slow


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plug-in folder of our own that comes first."""
    monkeypatch.setattr(providers, "plugin_roots", lambda: (tmp_path,))
    monkeypatch.setattr(providers, "_platform", lambda: "linux_amd64")
    return tmp_path


def install(root: Path, version: str) -> Path:
    folder = root / "registry.example.org/hashicorp/aws" / version / "linux_amd64"
    folder.mkdir(parents=True)
    (folder / f"terraform-provider-aws_v{version}").touch()
    return folder


def test_the_newest_provider_is_found(plugins: Path) -> None:
    install(plugins, "5.9.0")
    newest = install(plugins, "5.100.0")

    assert providers.find_provider_dir("aws") == newest
    assert providers.find_aws_provider_dir() == plugins


def test_a_folder_without_the_plugin_is_no_provider(plugins: Path) -> None:
    (plugins / "registry.example.org/hashicorp/aws/5.0.0/linux_amd64").mkdir(parents=True)

    assert providers.find_provider_dir("aws") is None
    assert providers.find_aws_provider_dir() is None


def test_without_terraform_the_test_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(pytest.skip.Exception):
        oracle.terraform_console(["1"])


def test_the_console_answers_each_expression() -> None:
    files = {
        "main.tf": 'variable "x" {\n  default = { a = 1 }\n}\nmodule "m" {\n  source = "./m"\n}\n',
        "m/out.tf": 'output "o" {\n  value = upper("é")\n}\n',
    }

    answers = oracle.terraform_console(["1 + 1", "var.x", "nope", "module.m.o"], files)

    assert answers[:2] == ["2", '{\n  "a" = 1\n}']
    assert answers[2].startswith("Error: Invalid reference")
    assert answers[3] == '"É"'


def test_an_expression_of_several_lines_is_refused() -> None:
    oracle.require_terraform()

    with pytest.raises(ValueError, match="one line"):
        oracle.terraform_console(["[\n1\n]"])


def test_a_plan_needs_no_account_whatever_the_providers_are_called(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'provider "aws" {\n  region              = "eu-west-1"\n  allowed_account_ids = ["123456789012"]\n}\n'
        'provider "aws" {\n  alias  = "other"\n  region = "us-east-1"\n}\n'
        'variable "name" {\n  type = string\n}\n'
        'resource "random_id" "suffix" {\n  byte_length = 4\n}\n'
        'resource "aws_sqs_queue" "here" {\n  name = var.name\n}\n'
        'resource "aws_sqs_queue" "there" {\n  provider = aws.other\n  name     = "q-${random_id.suffix.hex}"\n}\n',
        encoding="utf-8",
    )
    before = (tmp_path / "main.tf").read_bytes()

    plan = oracle.terraform_plan_json(tmp_path, {"name": "orders"})

    changes = {item["address"]: item["change"] for item in plan["resource_changes"]}
    assert changes["aws_sqs_queue.here"]["after"]["name"] == "orders"
    assert changes["aws_sqs_queue.there"]["after_unknown"]["name"] is True
    assert [path.name for path in tmp_path.iterdir()] == ["main.tf"]
    assert (tmp_path / "main.tf").read_bytes() == before
    with pytest.raises(oracle.TerraformError, match="name"):
        oracle.terraform_plan_json(tmp_path)
