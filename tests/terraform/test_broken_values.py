"""A file of values with an error: what it may set is unknown, and never the default of the variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.core.values import Unknown
from riveter.terraform.project import LoadOptions, load

MAIN = "".join(
    f'variable "{name}" {{\n  default = "d"\n}}\nresource "aws_kms_key" "{name}" {{\n  description = var.{name}\n}}\n'
    for name in "abc"
)
BROKEN = [
    ("x.auto.tfvars", 'a = "f"\nb = = "f"\n', {"a": "f"}),
    ("x.auto.tfvars", 'a = "f"\nx = {\n  y = 1\nb = "f"\nc = "f"\n', {"a": "f"}),
    ("x.auto.tfvars", 'a = "f"\nx = <<E\nb = "f"\n', {"a": "f"}),
    ("x.auto.tfvars", 'a = "f"\nx = "open\nb = "f"\n', {"a": "f"}),
    ("x.auto.tfvars", 'a = var.b\nb = "f"\n', {"b": "f", "c": "d"}),
    ("x.auto.tfvars", 'a = nothing("x")\n', {"b": "d", "c": "d"}),
    ("x.auto.tfvars.json", '{"a": "f", "x" 1, "b": "f"}', {"a": "f"}),
    ("x.auto.tfvars.json", '{"a": "f", "b": "f"', {}),
    ("x.auto.tfvars.json", '["a"]', {}),
    ("x.auto.tfvars.json", "{", {}),
]


@pytest.mark.parametrize(("name", "text", "known"), BROKEN)
def test_values_after_an_error_are_unknown(tmp_path: Path, name: str, text: str, known: dict[str, str]) -> None:
    (tmp_path / "main.tf").write_text(MAIN)
    (tmp_path / "terraform.tfvars").write_text('c = "d"\n')
    (tmp_path / name).write_text(text)
    project = load([str(tmp_path)], LoadOptions())
    found = {item.name: item.values["description"] for item in project.resources if item.type == "aws_kms_key"}
    assert {key: value for key, value in found.items() if not isinstance(value, Unknown)} == known
    assert any(item.severity == "error" for item in project.diagnostics)


def test_a_stronger_value_stays(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(MAIN)
    (tmp_path / "terraform.tfvars").write_text("x = = 1\n")
    project = load([str(tmp_path)], LoadOptions(variables=(("a", "given"),)))
    found = {item.name: item.values["description"] for item in project.resources if item.type == "aws_kms_key"}
    assert found["a"] == "given"
    assert isinstance(found["b"], Unknown)
