"""`for_each` over what is sensitive: Terraform refuses it, for what Terraform itself calls sensitive."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter import provider_schema
from riveter.terraform.project import LoadOptions, Project, load
from tests import oracle

VARIABLE = 'variable "s" {\n  sensitive = true\n  default   = "a-secret-text"\n}\n'
RESOURCE = 'resource "terraform_data" "x" {\n  for_each = %s\n}\n'
REFUSED = [
    "toset([var.s])",
    'sensitive({ a = "b" })',
    "{ (var.s) = 1 }",
    'var.s == "" ? toset([]) : toset(["a"])',
    "sensitive(toset([]))",
]
FINE = ["{ a = var.s }", "toset([nonsensitive(var.s)])", '[for i in ["a"] : {}][0]']


def _load(tmp_path: Path, text: str) -> Project:
    (tmp_path / "main.tf").write_text(text)
    return load([str(tmp_path)], LoadOptions(schemas=provider_schema))


def _errors(project: Project) -> list[str]:
    return [item.summary for item in project.diagnostics if item.severity == "error"]


@pytest.mark.parametrize("expression", REFUSED)
def test_a_sensitive_for_each_is_an_error_and_shows_no_key(tmp_path: Path, expression: str) -> None:
    project = _load(tmp_path, VARIABLE + RESOURCE % expression)
    assert _errors(project) == ["Invalid for_each argument"]
    assert [item.address for item in project.resources if item.type == "terraform_data"] == ["terraform_data.x[*]"]


@pytest.mark.parametrize("expression", FINE)
def test_sensitive_values_under_open_keys_are_no_error(tmp_path: Path, expression: str) -> None:
    assert _errors(_load(tmp_path, VARIABLE + RESOURCE % expression)) == []


@pytest.mark.slow
@pytest.mark.parametrize("expression", ["{ (var.s) = 1 }", "{ a = var.s }", "toset([nonsensitive(var.s)])"])
def test_terraform_says_the_same(tmp_path: Path, expression: str) -> None:
    text = VARIABLE + RESOURCE % expression
    wrong = bool(_errors(_load(tmp_path, text)))
    if wrong:
        with pytest.raises(oracle.TerraformError, match="Invalid for_each argument"):
            oracle.terraform_plan_json(tmp_path)
    else:
        oracle.terraform_plan_json(tmp_path)


def test_a_module_call_is_refused_as_well(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text("")
    project = _load(tmp_path, VARIABLE + 'module "m" {\n  source   = "./m"\n  for_each = toset([var.s])\n}\n')
    assert "Invalid for_each argument" in _errors(project)


def test_what_only_the_schema_calls_sensitive_is_a_warning(tmp_path: Path) -> None:
    """Terraform knows it when it plans, and then by the version of the provider that is installed."""
    text = (
        'resource "aws_db_instance" "d" {\n  password = "a-secret-text"\n}\n'
        + RESOURCE % "toset([aws_db_instance.d.password])"
    )
    project = _load(tmp_path, text)
    assert [(item.severity, item.summary) for item in project.diagnostics] == [("warning", "Invalid for_each argument")]


def test_a_dynamic_block_may_have_a_sensitive_for_each(tmp_path: Path) -> None:
    text = (
        'resource "aws_security_group" "g" {\n  dynamic "ingress" {\n    for_each = toset([var.s])\n    content {\n'
        "      description = ingress.value\n    }\n  }\n}\n"
    )
    project = _load(tmp_path, VARIABLE + text)
    assert _errors(project) == []
    group = next(item for item in project.resources if item.type == "aws_security_group")
    assert group.origin.sensitive(("ingress", 0, "description"))
