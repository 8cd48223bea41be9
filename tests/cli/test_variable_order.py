"""Of `--var` and `--var-file` the later wins, as in Terraform."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Riveter


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("--var x=cli --var-file a.tfvars", "a"),
        ("--var-file a.tfvars --var x=cli", "cli"),
        ("--var=x=cli --var-file=a.tfvars", "a"),
        ("--var x=1 --var-file a.tfvars --var x=2", "2"),
        ("--var-file a.tfvars --var x=1 --var-file b.tfvars", "b"),
        ("--var-file b.tfvars --var x=1 --var y=2 --var-file a.tfvars", "a"),
        ("--var x=--var-file --var x=1 --var-file a.tfvars", "a"),
    ],
)
def test_the_later_wins(riveter: Riveter, tmp_path: Path, words: str, value: str) -> None:
    (tmp_path / "main.tf").write_text('variable "x" {}\nvariable "y" {\n  default = ""\n}\n')
    for name in "ab":
        (tmp_path / f"{name}.tfvars").write_text(f'x = "{name}"\n')
    assert riveter("eval", "var.x", *words.split()).out == f'"{value}"\n'
