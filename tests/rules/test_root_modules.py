"""Rules about root modules: what has to be in each of them, also where nothing of it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.api import ScanOptions, Targets, scan

RULE = """\
- id: r
  name: Each root module has exactly one trail
  resource_type: root_module
  assertions:
    - related: {resource_type: aws_cloudtrail, in: root}
      quantifier: {at_least: 1, at_most: 1}
"""
TRAIL = 'resource "aws_cloudtrail" "%s" {\n  name           = "%s"\n  s3_bucket_name = "logs"\n}\n'


def verdicts(folder: Path, rule: str = RULE, target: str = ".") -> dict[str, str]:
    """The outcome by root module."""
    (folder / "rules.yml").write_text(rule, "utf-8")
    paths = (str(folder / target),)
    result = scan(ScanOptions(targets=Targets(paths=paths, cache=False), rules=(str(folder / "rules.yml"),)))
    return {Path(finding.resource.root).name or ".": finding.outcome.value for finding in result.findings}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"main.tf": 'resource "aws_s3_bucket" "b" {}\n'}, "fail"),
        ({"main.tf": "locals {}\n"}, "fail"),
        ({"main.tf": TRAIL % ("a", "a")}, "pass"),
        ({"main.tf": TRAIL % ("a", "a") + TRAIL % ("b", "b")}, "fail"),
        ({"main.tf": 'module "m" {\n  source = "./m"\n}\n', "m/main.tf": TRAIL % ("a", "a")}, "pass"),
        ({"main.tf": 'module "m" {\n  source = "example/m/aws"\n}\n'}, "unknown"),
        ({"main.tf": 'resource "aws_s3_bucket" "b" {}\n', "no-text.tf": "\u00ff"}, "unknown"),
        ({"main.tf": "variable \"on\" {}\n" + (TRAIL % ("a", "a")).replace("{\n", "{\n  count = var.on ? 1 : 0\n", 1)}, "unknown"),
    ],
    ids=["none", "nothing", "one", "two", "in a module", "a module that is not installed", "a file that is no text", "perhaps"],
)  # fmt: skip
def test_what_a_root_module_has_to_have(files: dict[str, str], expected: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text.encode("latin-1"))
    assert list(verdicts(tmp_path).values()) == [expected]


def test_each_root_module_is_asked_and_no_other_module(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").write_text('module "m" {\n  source = "../common"\n}\n', "utf-8")
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n', "utf-8")
    (tmp_path / "two" / "trail.tf").write_text(TRAIL % ("a", "a"), "utf-8")
    assert verdicts(tmp_path) == {"one": "fail", "two": "pass"}


def test_its_path_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "prod").mkdir()
    (tmp_path / "prod" / "main.tf").write_text("locals {}\n", "utf-8")
    rule = (
        "- {id: r, name: n, resource_type: root_module, filters: [{key: path, operator: ends_with, value: prod}],"
        " assertions: [{related: {resource_type: terraform, in: root}, quantifier: {at_least: 1}}]}\n"
    )
    assert verdicts(tmp_path, rule) == {"prod": "fail"}


def test_a_plan_and_a_state_are_one_root_module(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"format_version": "1.2", "resource_changes": [], "planned_values": {}}')
    (tmp_path / "terraform.tfstate").write_text(
        '{"version": 4, "terraform_version": "1.11.0", "serial": 1, "lineage": "x", "resources": []}'
    )
    for name in ("plan.json", "terraform.tfstate"):
        assert list(verdicts(tmp_path, target=name).values()) == ["fail"]


def test_it_is_not_counted_as_a_resource(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("locals {}\n", "utf-8")
    (tmp_path / "rules.yml").write_text("- {name: n, resource_type: '*', assertions: [{key: x, operator: exists}]}\n")
    targets = Targets(paths=(str(tmp_path),), cache=False)
    result = scan(ScanOptions(targets=targets, rules=(str(tmp_path / "rules.yml"),), allow_empty=True))
    assert list(result.findings) == []
