"""`riveter explain`: a rule in words, and its verdict step by step."""

from __future__ import annotations

import subprocess
import sys
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


@pytest.fixture
def module(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    return tmp_path


def explain(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "riveter", "explain", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")


def test_a_rule_is_told_in_words_with_its_remedy_and_its_controls(module: Path) -> None:
    done = explain(module, RULE)
    assert done.returncode == 0, done.stderr
    for expected in (
        "# KMS keys must have rotation enabled",
        "`enable_key_rotation` must be true",
        "## How to fix it",
        "cis-aws",
    ):
        assert expected in done.stdout


def test_a_verdict_shows_what_was_looked_at_and_where_it_comes_from(module: Path) -> None:
    done = explain(module, RULE, "aws_kms_key.bad", "-t", ".")
    assert done.returncode == 0, done.stderr
    assert "❌ aws_kms_key.bad  main.tf:4\n   KMS keys must have rotation enabled: fail\n" in done.stdout
    assert "enable_key_rotation = false: fails  main.tf:4:54\n" in done.stdout
    assert "from var.rotate: main.tf:2:31 (default)\n" in done.stdout
    assert "← decided" in done.stdout


def test_an_unknown_verdict_shows_its_reason(module: Path) -> None:
    done = explain(module, RULE, "aws_kms_key.open", "-t", ".")
    assert "KMS keys must have rotation enabled: unknown" in done.stdout
    assert "var.unset has no value: main.tf:3" in done.stdout


def test_a_rule_that_does_not_apply_says_which_filter_keeps_it_away(module: Path) -> None:
    done = explain(module, RULE, "aws_kms_key.other", "-t", ".")
    assert "KMS keys must have rotation enabled: does not apply" in done.stdout
    assert 'key_usage = "SIGN_VERIFY": fails' in done.stdout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("kms-key-rotation-enable",), "Did you mean 'kms-key-rotation-enabled'?"),
        ((RULE, "aws_kms_key.bda", "-t", "."), "Did you mean 'aws_kms_key.bad'?"),
        ((RULE, "aws_s3_bucket.b", "-t", "."), "the rule applies to aws_kms_key"),
        ((RULE, "-r", "missing.yml"), "File not found"),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest_name(module: Path, words: tuple[str, ...], expected: str) -> None:
    done = explain(module, *words)
    assert done.returncode == 2
    assert expected in done.stderr
    assert done.stdout == ""


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


def test_an_address_without_keys_means_every_instance(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "main.tf").write_text(INSTANCES)
    (tmp_path / "m" / "main.tf").write_text('resource "aws_kms_key" "k" {}\n')
    done = riveter("explain", RULE, "aws_kms_key.n", "-t", ".")
    assert "✅ aws_kms_key.n[0]  main.tf:6\n" in done.out
    assert "❌ aws_kms_key.n[1]  main.tf:6\n" in done.out
    done = riveter("explain", RULE, "module.m.aws_kms_key.k", "-t", ".")
    assert '❌ module.m["x"].aws_kms_key.k' in done.out
    assert '❌ module.m["y.z"].aws_kms_key.k' in done.out
    assert riveter("explain", RULE, "aws_kms_key.n[1]", "-t", ".").out.count("aws_kms_key.n[") == 1


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


def test_of_several_matches_those_that_decided_are_marked(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(LIFECYCLE)
    (tmp_path / "rules.yml").write_text(SEVERAL)
    done = riveter("explain", "days", "*", "-t", ".", "-r", "rules.yml")
    assert "rule.0.transition.0.days = 60: holds  main.tf:8:14\n" in done.out
    assert "from var.late: main.tf:3:13 (default)\n" in done.out
    assert "rule.0.transition.1.days = 10: fails  main.tf:11:14  ← decided\n" in done.out


def test_what_has_no_value_is_said_once(riveter: Riveter, module: Path) -> None:
    done = riveter("explain", RULE, "aws_kms_key.open", "-t", ".")
    assert done.out.count("has no value") == 1


def test_a_verdict_that_a_comment_suppresses_says_so(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        f'# riveter:ignore {RULE} reason="rotated by hand"\nresource "aws_kms_key" "k" {{\n}}\nresource "aws_kms_key" "l" {{\n}}\n'
    )
    done = riveter("explain", RULE, "*", "-t", ".")
    assert "it is suppressed by the comment at main.tf:1:3: rotated by hand" in done.out
    assert done.out.count("suppressed") == 1


RULES = """
parameters:
  days: {type: number, default: 14}
rules:
  - id: kept
    name: Logs are kept
    resource_type: aws_cloudwatch_log_group
    assertions: [{key: retention_in_days, operator: gte, value: "{param.days}"}]
"""

LOGS = """
variable "days" { type = number }
resource "aws_cloudwatch_log_group" "g" { retention_in_days = var.days }
"""

CONFIG = """
rules: [rules]
parameters: {days: 20}
environments:
  dev: {variables: {days: 15}}
  prod: {variables: {days: 30}}
overrides:
  - {path: "extra.tf", parameters: {days: 90}}
waivers:
  - {rule: kept, resource: "*.waived", reason: short-lived}
"""


@pytest.fixture
def configured(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(LOGS)
    (tmp_path / "extra.tf").write_text(
        """
resource "aws_cloudwatch_log_group" "extra" { retention_in_days = 60 }
resource "aws_cloudwatch_log_group" "waived" { retention_in_days = 1 }
"""
    )
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "r.yml").write_text(RULES)
    (tmp_path / "riveter.yml").write_text(CONFIG)
    return tmp_path


def test_the_rules_parameters_and_environments_of_the_config_count(configured: Path) -> None:
    done = explain(configured, "kept", "aws_cloudwatch_log_group.g")
    assert done.returncode == 0, done.stderr
    assert done.stdout.index("In the environment dev") < done.stdout.index("In the environment prod")
    assert done.stdout.count("Logs are kept: fail") == done.stdout.count("Logs are kept: pass") == 1
    assert "must be at least 20" in done.stdout
    assert "has no value" not in done.stdout
    only = explain(configured, "kept", "aws_cloudwatch_log_group.g", "--env", "prod", "--param", "days=31")
    assert "must be at least 31" in only.stdout
    assert "Logs are kept: fail" in only.stdout
    assert "In the environment dev" not in only.stdout


def test_overrides_and_waivers_count_as_in_a_scan(configured: Path) -> None:
    done = explain(configured, "kept", "aws_cloudwatch_log_group.extra", "--env", "dev")
    assert "must be at least 90" in done.stdout
    waived = explain(configured, "kept", "aws_cloudwatch_log_group.waived", "--env", "dev")
    assert "it is suppressed by the waiver at riveter.yml" in waived.stdout
    assert "short-lived" in waived.stdout


def test_without_the_config_the_bundled_packs_are_searched(configured: Path) -> None:
    assert explain(configured, RULE).returncode == 0
    assert "there is no rule 'kept'" in explain(configured, "kept", "--no-config").stderr


def test_the_known_parts_of_a_text_are_shown(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        """
data "aws_caller_identity" "me" {}
resource "aws_sqs_queue_policy" "q" {
  queue_url = "u"
  policy    = jsonencode({ Account = data.aws_caller_identity.me.account_id })
}
"""
    )
    (tmp_path / "r.yml").write_text(
        "- {id: r, name: r, resource_type: aws_sqs_queue_policy, assertions: [{key: policy, operator: exists}]}"
    )
    done = explain(tmp_path, "r", "aws_sqs_queue_policy.q", "-r", "r.yml", "-t", ".")
    assert "Account" in done.stdout
    assert "…" in done.stdout
    assert "policy = null" not in done.stdout
