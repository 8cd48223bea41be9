"""`scan --prove`: verdicts for every value of a variable, and what they depend on."""

from __future__ import annotations

import json

import pytest

from tests.proof.conftest import Scanner

BOOL = 'variable "on" {\n  type     = bool\n  nullable = false\n}\n'


def test_a_verdict_that_depends_shows_values_of_both_kinds(scanned: Scanner) -> None:
    code, found = scanned(BOOL + 'resource "aws_kms_key" "k" { enable_key_rotation = var.on }\n')
    one = found["rotated aws_kms_key.k"]
    assert (code, one["outcome"]) == (0, "unknown")
    assert one["proof"] == {
        "counterexample": {"on": False},
        "witness": {"on": True},
        "witness_exists": True,
        "other_variables": "any",
        "verdict_by_default": True,
    }


def test_depends_fail_makes_the_exit_code_1(scanned: Scanner) -> None:
    config = BOOL + 'resource "aws_kms_key" "k" { enable_key_rotation = var.on }\n'
    assert scanned(config, "--depends", "fail")[0] == 1
    assert scanned(config, "--depends", "fail", "--fail-on", "critical")[0] == 0
    assert scanned(config, "--depends", "fail", "--fail-on", "never")[0] == 0


def test_a_verdict_that_is_the_same_for_every_value_is_known(scanned: Scanner) -> None:
    config = (
        BOOL
        + """
    resource "aws_kms_key" "good" { enable_key_rotation = { a = true, b = true }[var.on ? "a" : "b"] }
    resource "aws_kms_key" "bad" {
      enable_key_rotation     = true
      deletion_window_in_days = tonumber(var.on ? "7" : format("%d", 10))
    }
    variable "env" {
      type = string
      validation {
        condition     = contains(["dev", "prod"], var.env)
        error_message = "dev or prod"
      }
    }
    resource "aws_kms_key" "mapped" { enable_key_rotation = { dev = "true", prod = true }[var.env] }
    resource "aws_kms_key" "never" { enable_key_rotation = length(var.env) > 10 }
    """
    )
    code, found = scanned(config)
    assert code == 1
    assert found["rotated aws_kms_key.good"]["outcome"] == "pass"
    assert found["long aws_kms_key.bad"]["outcome"] == "fail"
    never = found["rotated aws_kms_key.never"]
    assert (never["outcome"], never["proof"]) == (
        "fail",
        {"holds_for": ["var.env"], "assumes": ["the validation of var.env holds"]},
    )
    assert never["fingerprint"]
    assert found["rotated aws_kms_key.mapped"]["outcome"] == "pass"


def test_a_proven_failure_is_counted_as_one(scanned: Scanner) -> None:
    config = """
    variable "env" {
      type = string
      validation {
        condition     = var.env == "dev" || var.env == "prod"
        error_message = "dev or prod"
      }
    }
    resource "aws_kms_key" "k" { enable_key_rotation = length(var.env) > 10 }
    """
    code, _ = scanned(config)
    summary = json.loads(scanned.output)["summary"]
    assert code == 1
    assert summary["rules_failed"] == 1


def test_a_resource_that_may_not_exist_has_a_witness_without_it(scanned: Scanner) -> None:
    _, found = scanned(BOOL + 'resource "aws_kms_key" "k" { count = var.on ? 1 : 0 }\n')
    proof = found["rotated aws_kms_key.k[*]"]["proof"]
    assert (proof["counterexample"], proof["witness"], proof["witness_exists"]) == ({"on": True}, {"on": False}, False)


def test_several_variables_are_divided_one_after_the_other(scanned: Scanner) -> None:
    config = (
        BOOL
        + """
    variable "too" {
      type     = bool
      nullable = false
    }
    resource "aws_kms_key" "k" { enable_key_rotation = var.on && var.too }
    """
    )
    _, found = scanned(config)
    proof = found["rotated aws_kms_key.k"]["proof"]
    assert proof["counterexample"] == {"on": False}  # whatever the other is
    assert proof["witness"] == {"on": True, "too": True}


def test_values_reach_a_module_that_is_called(scanned: Scanner) -> None:
    (scanned.folder / "key").mkdir()
    (scanned.folder / "key" / "main.tf").write_text(
        'variable "rotate" { type = bool }\nresource "aws_kms_key" "k" { enable_key_rotation = var.rotate }\n'
    )
    config = BOOL + 'module "key" {\n  source = "./key"\n  count  = var.on ? 2 : 1\n  rotate = !var.on\n}\n'
    _, found = scanned(config)
    assert found["rotated module.key[*].aws_kms_key.k"]["proof"]["counterexample"] == {"on": True}


@pytest.mark.parametrize(
    ("type", "value", "why"),
    [
        ("string", 'var.x == "yes"', "a text has no end of values"),
        ("number", "var.x > 3", "a number neither"),
    ],
)
def test_not_all_values_of_an_endless_type_were_tried(scanned: Scanner, type: str, value: str, why: str) -> None:
    config = f'variable "x" {{ type = {type} }}\nresource "aws_kms_key" "k" {{ enable_key_rotation = {value} }}\n'
    _, found = scanned(config)
    one = found["rotated aws_kms_key.k"]
    assert one["outcome"] == "unknown", why
    assert "holds_for" not in one["proof"]


def test_no_claim_for_every_value_without_every_value(scanned: Scanner) -> None:
    """Each text that is tried fails, and yet there is one that passes."""
    config = (
        'variable "x" { type = string }\nresource "aws_kms_key" "k" { enable_key_rotation = sha1(var.x) == "00" }\n'
    )
    _, found = scanned(config)
    one = found["rotated aws_kms_key.k"]
    assert (one["outcome"], one.get("proof")) == ("unknown", None)


def test_null_is_a_value(scanned: Scanner) -> None:
    config = """
    variable "on" { type = bool }
    resource "aws_kms_key" "k" { enable_key_rotation = var.on == null ? false : true }
    """
    _, found = scanned(config)
    assert found["rotated aws_kms_key.k"]["proof"]["counterexample"] == {"on": None}


def test_a_value_that_terraform_may_refuse_is_an_assumption(scanned: Scanner) -> None:
    config = """
    variable "on" { type = bool }
    resource "aws_kms_key" "k" { enable_key_rotation = length(var.on ? "abc" : "abcd") > 3 || !var.on || var.on }
    resource "aws_kms_key" "l" { enable_key_rotation = length(var.on ? "abc" : "abcd") > 9 }
    """
    _, found = scanned(config)
    for name, outcome in (("k", "pass"), ("l", "fail")):
        one = found[f"rotated aws_kms_key.{name}"]
        assert one["outcome"] == outcome
        if "proof" in one:
            assert one["proof"] == {"holds_for": ["var.on"], "assumes": ["var.on is not null"]}


def test_values_that_a_validation_refuses_are_no_counterexample(scanned: Scanner) -> None:
    config = """
    variable "days" {
      type = number
      validation {
        condition     = var.days >= 20
        error_message = "at least 20"
      }
    }
    resource "aws_kms_key" "k" {
      enable_key_rotation     = true
      deletion_window_in_days = var.days
    }
    """
    _, found = scanned(config)
    assert found["long aws_kms_key.k"]["outcome"] == "pass"
    assumed = found["long aws_kms_key.k"]["proof"]["assumes"]
    assert assumed == ["var.days is not null", "the conditions on var.days hold"]


def test_a_file_that_is_not_read_refuses_no_value(scanned: Scanner) -> None:
    """Where Terraform runs, the file may be there, or may be allowed to be read."""
    config = """
    variable "on" {
      type     = bool
      nullable = false
      validation {
        condition     = var.on || length(file("${path.module}/../../outside.txt")) > 0
        error_message = "see the file"
      }
    }
    resource "aws_kms_key" "k" { enable_key_rotation = var.on }
    """
    _, found = scanned(config)
    one = found["rotated aws_kms_key.k"]
    assert (one["outcome"], one.get("proof")) == ("unknown", None)


@pytest.mark.slow
def test_a_text_that_is_too_long_for_riveter_refuses_no_value(scanned: Scanner) -> None:
    config = (
        BOOL
        + """
    locals {
      short = var.on ? "a" : join("", [for x in range(1000) : join("", [for y in range(1000) : "${"0123456789"}${x}${y}"])])
    }
    resource "aws_kms_key" "k" {
      enable_key_rotation = var.on
      description         = local.short
    }
    """
    )
    _, found = scanned(config)
    one = found["rotated aws_kms_key.k"]
    assert one["outcome"] == "unknown"
    assert "holds_for" not in one.get("proof", {})


def test_nothing_is_said_of_a_sensitive_variable(scanned: Scanner) -> None:
    config = """
    variable "on" {
      type      = bool
      sensitive = true
    }
    resource "aws_kms_key" "k" { enable_key_rotation = var.on }
    """
    _, found = scanned(config)
    assert "proof" not in found["rotated aws_kms_key.k"]


def test_a_secret_that_is_compared_with_is_not_shown(scanned: Scanner) -> None:
    config = """
    variable "x" { type = string }
    variable "password" {
      type      = string
      sensitive = true
      default   = "hunter2hunter2"
    }
    resource "aws_kms_key" "k" { enable_key_rotation = var.x == "hunter2hunter2" }
    """
    scanned(config)
    assert "hunter2" not in scanned.output


def test_a_given_value_is_not_questioned(scanned: Scanner) -> None:
    config = BOOL + 'resource "aws_kms_key" "k" { enable_key_rotation = var.on }\n'
    _, found = scanned(config, "--var", "on=true")
    assert (found["rotated aws_kms_key.k"]["outcome"], found["rotated aws_kms_key.k"].get("proof")) == ("pass", None)


def test_a_proven_failure_can_be_suppressed(scanned: Scanner) -> None:
    config = """
    variable "env" {
      type = string
      validation {
        condition     = contains(["dev", "prod"], var.env)
        error_message = "dev or prod"
      }
    }
    resource "aws_kms_key" "k" {
      # riveter:ignore rotated reason="known"
      enable_key_rotation = length(var.env) > 10
    }
    """
    code, found = scanned(config)
    assert (code, found["rotated aws_kms_key.k"]["outcome"]) == (0, "suppressed")


def test_the_text_report_says_it_in_a_sentence(scanned: Scanner) -> None:
    scanned(BOOL + 'resource "aws_kms_key" "k" { enable_key_rotation = var.on }\n')
    scanned.run("--prove")
    assert "It fails with var.on = false, and passes with var.on = true." in scanned.output


def test_without_prove_nothing_is_proven(scanned: Scanner) -> None:
    scanned(BOOL + 'resource "aws_kms_key" "k" { enable_key_rotation = var.on }\n')
    scanned.run("-f", "json")
    assert "proof" not in json.loads(scanned.output)["findings"][0]
