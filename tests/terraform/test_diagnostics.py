"""What is told about a configuration that is wrong, or that may only seem so."""

from __future__ import annotations

from typing import Any

import pytest

FAILS = """
    resource "aws_sqs_queue" "q" {
      name = var.names[0]
    }
    """


def severities(loaded: Any) -> list[str]:
    return [f"{d.severity}: {d.summary}" for d in loaded.project.diagnostics]


def unknown_reason(loaded: Any, expression: str) -> str:
    return str(loaded.project.evaluator(str(loaded.root)).evaluate(expression).unknown)


class TestErrorsThatDependOnValues:
    def test_are_warnings_in_a_root_module(self, terraform: Any) -> None:
        loaded = terraform(
            """
            provider "aws" { region = "eu-west-1" }
            variable "names" { default = [] }
            """
            + FAILS
        )
        assert severities(loaded) == ["warning: Invalid index"]

    def test_are_errors_where_nothing_is_variable(self, terraform: Any) -> None:
        loaded = terraform('locals { names = [] }\nresource "aws_sqs_queue" "q" { name = local.names[0] }')
        assert severities(loaded) == ["error: Invalid index"]

    def test_are_warnings_where_values_are_given(self, terraform: Any) -> None:
        loaded = terraform('variable "names" { default = ["a"] }\n' + FAILS, variables=(("names", "[]"),))
        assert severities(loaded) == ["warning: Invalid index"]

    def test_are_notes_in_a_module_for_others_to_call(self, terraform: Any) -> None:
        loaded = terraform('variable "names" { default = [] }\n' + FAILS)
        assert severities(loaded) == ["note: Invalid index"]

    def test_are_notes_where_a_variable_has_no_value(self, terraform: Any) -> None:
        loaded = terraform(
            'provider "aws" {}\nvariable "team" {}\nvariable "names" { default = [] }\n' + FAILS,
        )
        assert severities(loaded) == ["note: Invalid index"]

    def test_are_not_worth_a_word_in_a_resource_that_may_not_exist(self, terraform: Any) -> None:
        loaded = terraform(
            """
            variable "enabled" {}
            locals { names = [] }
            resource "aws_sqs_queue" "q" {
              count = var.enabled ? 1 : 0
              name  = local.names[count.index].name
            }
            """
        )
        assert severities(loaded) == []

    def test_are_not_worth_a_word_in_a_module_that_may_not_exist(self, terraform: Any) -> None:
        loaded = terraform(
            {
                "main.tf": 'variable "enabled" {}\nmodule "q" {\n  source = "./q"\n  count = var.enabled ? 1 : 0\n}\n',
                "q/main.tf": 'variable "names" { default = [] }\nlocals { first = var.names[0] }\n',
            }
        )
        assert severities(loaded) == []

    def test_what_validate_refuses_is_an_error_even_there(self, terraform: Any) -> None:
        loaded = terraform(
            """
            variable "enabled" {}
            resource "aws_sqs_queue" "q" {
              count = var.enabled ? 1 : 0
              name  = local.nmae
            }
            """
        )
        assert severities(loaded) == ["error: Reference to undeclared local value"]


class TestVariablesFiles:
    def test_a_link_that_leads_nowhere_is_a_warning_and_may_set_every_variable(
        self, terraform: Any, tmp_path: Any
    ) -> None:
        (tmp_path / "common.auto.tfvars").symlink_to("values/common.auto.tfvars")
        loaded = terraform('variable "name" { default = "x" }\n')
        assert severities(loaded) == ["warning: The link leads nowhere"]
        # Terraform plans only once the file is there, and then reads it.
        assert "may set it" in unknown_reason(loaded, "var.name")

    @pytest.mark.parametrize("name", ["terraform.tfvars", "common.auto.tfvars", "common.auto.tfvars.json"])
    def test_a_file_that_is_not_read_may_set_every_variable(self, terraform: Any, tmp_path: Any, name: str) -> None:
        outside = tmp_path.parent / f"{tmp_path.name}-values"
        outside.write_text('name = "outside"\n')
        (tmp_path / ".git").mkdir()
        (tmp_path / name).symlink_to(outside)
        (tmp_path / "zz.auto.tfvars").write_text('later = "given"\n')
        loaded = terraform(
            'variable "name" { default = "x" }\nvariable "later" { default = "x" }\n',
            environment={"TF_VAR_name": "weaker"},
        )
        assert severities(loaded) == ["warning: The link leads out of the repository: the file is not read"]
        assert "may set it" in unknown_reason(loaded, "var.name")
        assert loaded.eval("var.later") == "given"

    def test_a_file_that_is_too_long_may_set_every_variable(self, terraform: Any, tmp_path: Any) -> None:
        (tmp_path / "a.auto.tfvars").write_text('name = "' + "a" * (10 * 1024 * 1024) + '"\n')
        loaded = terraform('variable "name" { default = "x" }\n')
        assert "may set it" in unknown_reason(loaded, "var.name")


class TestBlocksThatAreLeftOut:
    def test_may_be_filled_in_by_the_provider(self, terraform: Any) -> None:
        loaded = terraform(
            """
            locals { scopes = [] }
            resource "google_container_cluster" "c" {
              dynamic "addons_config" {
                for_each = local.scopes
                content {}
              }
            }
            resource "aws_sqs_queue" "q" {
              name = google_container_cluster.c.addons_config[0].network_policy_config[0].disabled
            }
            """
        )
        assert severities(loaded) == []
        assert loaded["aws_sqs_queue.q"].values["name"].reason == (
            "google_container_cluster.c.addons_config is known only after apply"
        )
