"""A case evaluates only what its variables reach, and says the same as one that evaluates everything."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest

from riveter import api
from riveter.resource import Resource
from riveter.terraform.modules.instance import ResourceInstance
from riveter.terraform.modules.resources import resource_of
from riveter.terraform.modules.unreached_values import UnreachedValues
from tests.proof.conftest import RULES
from tests.proof.test_never_wrong import configuration

CALLS = """
locals {
  same   = ["x", "y"]
  chosen = var.a ? "one" : "two"
  texts  = { for name in local.same : name => upper(name) }
}
module "reached" {
  source = "./key"
  rotate = var.a
}
module "unreached" {
  source   = "./key"
  for_each = local.texts
  rotate   = each.key == "x"
}
module "refusing" {
  source = "./key"
  rotate = var.size > 20
  days   = var.a ? 7 : 100
}
resource "aws_kms_key" "other" {
  for_each            = module.unreached
  enable_key_rotation = module.reached.rotates && each.value.rotates
}
resource "aws_kms_key" "wrong" {
  enable_key_rotation = tobool(local.chosen)
  description         = local.same[4]
}
resource "aws_kms_key" "checked" {
  enable_key_rotation = var.b
  lifecycle {
    precondition {
      condition     = !var.a || var.env != "prod"
      error_message = "not both"
    }
  }
}
"""

KEY = """
variable "rotate" { type = bool }
variable "days" {
  type    = number
  default = 7
  validation {
    condition     = var.days < 31
    error_message = "30 at most"
  }
}
resource "aws_kms_key" "k" {
  enable_key_rotation     = var.rotate
  deletion_window_in_days = var.days
}
output "rotates" { value = aws_kms_key.k.enable_key_rotation }
"""


def proven(folder: Path) -> list[Any]:
    """Return the findings of a scan with proofs."""
    result = api.scan(
        api.ScanOptions(targets=api.Targets(paths=(str(folder),)), rules=(str(folder / "rules.yml"),), prove=True)
    )
    return [msgspec.to_builtins(one, enc_hook=str) for one in result.findings]


def write(folder: Path, text: str) -> None:
    (folder / "main.tf").write_text(text)
    (folder / "rules.yml").write_text(RULES)
    (folder / "key").mkdir(exist_ok=True)
    (folder / "key" / "main.tf").write_text(KEY)


@pytest.mark.parametrize("seed", [0, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 3, 4, 5))])
def test_the_answers_are_those_of_complete_evaluations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    write(tmp_path, configuration(random.Random(seed)) + CALLS)
    found = proven(tmp_path)
    monkeypatch.setattr(UnreachedValues, "give", lambda *given: None)
    assert found == proven(tmp_path)
    assert any(one["proof"] for one in found)


def test_resources_that_no_variable_reaches_are_evaluated_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(f'variable "v{number}" {{\n  type = bool\n  nullable = false\n}}\n' for number in range(5))
    for number in range(40):
        text += f'resource "aws_kms_key" "k{number}" {{\n  enable_key_rotation = var.v{number % 5}\n}}\n'
    (tmp_path / "main.tf").write_text(text)
    (tmp_path / "rules.yml").write_text(RULES)
    made: list[str] = []

    def make(instance: ResourceInstance) -> Resource:
        made.append(instance.address)
        return resource_of(instance)

    monkeypatch.setattr("riveter.terraform.modules.collecting.resource_of", make)
    assert sum(one["proof"] is not None for one in proven(tmp_path)) == 40
    assert len(made) <= 40 + 5 * 2 * 8  # each resource for the scan, and for the two cases of its variable


def test_rules_read_the_values_of_the_case_from_resources_that_it_does_not_reach(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text("""
variable "a" { type = bool }
resource "aws_kms_key" "k" { enable_key_rotation = var.a }
resource "aws_kms_key" "l" { enable_key_rotation = true }
""")
    more = """
  - id: given
    resource_type: aws_kms_key
    severity: low
    assertions:
      - key: __variables__.a
        operator: equals
        value: true
"""
    (tmp_path / "rules.yml").write_text(RULES + more)
    found = {(one["rule_id"], one["resource"]["address"]): one for one in proven(tmp_path)}
    for address in ("aws_kms_key.k", "aws_kms_key.l"):
        proof = found["given", address]["proof"]
        assert proof["counterexample"] != proof["witness"]
        assert found["given", address]["outcome"] == "unknown"
    assert found["rotated", "aws_kms_key.l"]["outcome"] == "pass"
