"""`riveter explain`: a rule in words, and its verdict step by step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

RULE = "kms-key-rotation-enabled"
TERRAFORM = """
variable "rotate" { default = false }
variable "unset" { type = bool }
resource "aws_kms_key" "bad" { enable_key_rotation = var.rotate }
resource "aws_kms_key" "open" { enable_key_rotation = var.unset }
resource "aws_kms_key" "other" { key_usage = "SIGN_VERIFY" }
resource "aws_s3_bucket" "b" {}
"""


@pytest.fixture(autouse=True)
def module(tmp_path: Path) -> None:
    """A module in the working directory."""
    (tmp_path / "main.tf").write_text(TERRAFORM)


def test_a_rule_is_told_in_words_with_its_remedy_and_its_controls(riveter: Riveter) -> None:
    done = riveter("explain", RULE)
    assert done.code == 0, done.err
    for expected in (
        "# KMS keys must have rotation enabled",
        "`enable_key_rotation` must be true",
        "## How to fix it",
        "cis-aws",
    ):
        assert expected in done.out


def test_a_verdict_shows_what_was_looked_at_and_where_it_comes_from(riveter: Riveter) -> None:
    done = riveter("explain", RULE, "aws_kms_key.bad", "-t", ".")
    assert done.code == 0, done.err
    assert "❌ aws_kms_key.bad  main.tf:4\n   KMS keys must have rotation enabled: fail\n" in done.out
    assert "enable_key_rotation = false: fails  main.tf:4:54\n" in done.out
    assert "from var.rotate: main.tf:2:31 (default)\n" in done.out
    assert "← decided" in done.out


def test_an_unknown_verdict_shows_its_reason(riveter: Riveter) -> None:
    done = riveter("explain", RULE, "aws_kms_key.open", "-t", ".")
    assert "KMS keys must have rotation enabled: unknown" in done.out
    assert "var.unset has no value: main.tf:3" in done.out


def test_a_rule_that_does_not_apply_says_which_filter_keeps_it_away(riveter: Riveter) -> None:
    done = riveter("explain", RULE, "aws_kms_key.other", "-t", ".")
    assert "KMS keys must have rotation enabled: does not apply" in done.out
    assert 'key_usage = "SIGN_VERIFY": fails' in done.out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("kms-key-rotation-enable",), "Did you mean 'kms-key-rotation-enabled'?"),
        ((RULE, "aws_kms_key.bda", "-t", "."), "Did you mean 'aws_kms_key.bad'?"),
        ((RULE, "aws_s3_bucket.b", "-t", "."), "the rule is about aws_kms_key"),
        ((RULE, "-r", "missing.yml"), "File not found"),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest_name(
    riveter: Riveter, words: tuple[str, ...], expected: str
) -> None:
    done = riveter("explain", *words)
    assert done.code == 2
    assert expected in done.err
    assert done.out == ""


INSTANCES = """
module "m" {
  source   = "./m"
  for_each = toset(["x", "y.z"])
}
resource "aws_kms_key" "n" {
  count               = 2
  enable_key_rotation = count.index == 0
}
"""


def test_an_address_without_keys_means_every_instance(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "main.tf").write_text(INSTANCES)
    (tmp_path / "m" / "main.tf").write_text('resource "aws_kms_key" "k" {}\n')
    done = explain(tmp_path, RULE, "aws_kms_key.n", "-t", ".")
    assert "✅ aws_kms_key.n[0]  main.tf:6\n" in done.out
    assert "❌ aws_kms_key.n[1]  main.tf:6\n" in done.out
    done = explain(tmp_path, RULE, "module.m.aws_kms_key.k", "-t", ".")
    assert '❌ module.m["x"].aws_kms_key.k' in done.out
    assert '❌ module.m["y.z"].aws_kms_key.k' in done.out
    assert explain(tmp_path, RULE, "aws_kms_key.n[1]", "-t", ".").stdout.count("aws_kms_key.n[") == 1


SEVERAL = """
- id: days
  name: Every transition is late
  resource_type: aws_s3_bucket_lifecycle_configuration
  assertions:
    - {key: rule.*.transition.*.days, operator: gte, value: 30}
"""
LIFECYCLE = """
variable "late" {
  default = 60
}
resource "aws_s3_bucket_lifecycle_configuration" "l" {
  rule {
    transition {
      days = var.late
    }
    transition {
      days = 10
    }
  }
}
"""


def test_of_several_matches_those_that_decided_are_marked(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(LIFECYCLE)
    (tmp_path / "rules.yml").write_text(SEVERAL)
    done = explain(tmp_path, "days", "*", "-t", ".", "-r", "rules.yml")
    assert "rule.0.transition.0.days = 60: holds  main.tf:8:14\n" in done.out
    assert "from var.late: main.tf:3:13 (default)\n" in done.out
    assert "rule.0.transition.1.days = 10: fails  main.tf:11:14  ← decided\n" in done.out


def test_what_has_no_value_is_said_once(riveter: Riveter) -> None:
    done = riveter("explain", RULE, "aws_kms_key.open", "-t", ".")
    assert done.out.count("has no value") == 2  # of the condition, and of the value it looked at
