"""`scan --prove` on a module: what its callers may give instead of the defaults."""

from __future__ import annotations

from typing import Any

from tests.proof.conftest import Scanner

ROTATE = 'variable "rotate" {\n  type    = bool\n  default = true\n}\n'
KEY = 'resource "aws_kms_key" "k" { enable_key_rotation = var.rotate }\n'


def _shown(finding: dict[str, Any]) -> tuple[Any, ...]:
    proof = finding["proof"]
    return proof["counterexample"], proof["witness"], proof["witness_exists"], proof["other_variables"]


def test_a_verdict_with_defaults_stays_and_says_what_makes_it_fail(scanned: Scanner) -> None:
    code, found = scanned(ROTATE + KEY)
    one = found["rotated aws_kms_key.k"]
    assert (code, one["outcome"]) == (0, "pass")
    assert _shown(one) == ({"rotate": False}, {}, True, "default")
    scanned.run("--prove")
    scanned_text = scanned.output
    assert "Passes by default" not in scanned_text  # -q


def test_the_text_report_lists_what_passes_only_by_default(scanned: Scanner) -> None:
    scanned(ROTATE + KEY)
    text = scanned.text("--prove")
    assert "It fails with var.rotate = false, and passes by default." in text


def test_a_failure_with_defaults_says_what_helps(scanned: Scanner) -> None:
    code, found = scanned(ROTATE.replace("true", "false") + KEY)
    one = found["rotated aws_kms_key.k"]
    assert (code, one["outcome"]) == (1, "fail")
    assert _shown(one) == ({}, {"rotate": True}, True, "default")


def test_what_no_caller_can_change_holds_for_all_variables(scanned: Scanner) -> None:
    config = ROTATE + 'resource "aws_kms_key" "k" { enable_key_rotation = var.rotate || true }\n'
    _, found = scanned(config)
    assert found["rotated aws_kms_key.k"]["proof"] == {"holds_for": ["var.*"], "assumes": []}


def test_a_resource_that_only_exists_with_other_values_changes_no_exit_code(scanned: Scanner) -> None:
    config = (
        'variable "create" {\n  type    = bool\n  default = false\n}\n'
        'resource "aws_kms_key" "k" { count = var.create ? 1 : 0 }\n'
        'resource "aws_kms_key" "other" { enable_key_rotation = true }\n'
    )
    code, found = scanned(config, "--unknown", "fail", "--depends", "fail")
    one = found["rotated aws_kms_key.k[*]"]
    assert (code, one["outcome"], one["proof"]["verdict_by_default"]) == (0, "unknown", False)
    assert _shown(one) == ({"create": True}, {}, False, "default")
    assert scanned(config.replace("default = false", ""), "--unknown", "fail")[0] == 1


def test_variables_behind_others_are_found(scanned: Scanner) -> None:
    """Two have to be changed together for the resource to exist, and a third one for it to fail."""
    config = ROTATE + "".join(
        f'variable "{name}" {{\n  type    = bool\n  default = false\n}}\n' for name in ("create", "extra", "other")
    )
    config += (
        'resource "aws_kms_key" "k" {\n  count = var.create && var.extra ? 1 : 0\n'
        "  enable_key_rotation = var.rotate\n}\n"
    )
    _, found = scanned(config)
    one = found["rotated aws_kms_key.k[*]"]
    assert _shown(one) == (
        {"create": True, "extra": True, "rotate": False},
        {"create": True, "extra": True},
        True,
        "default",
    )


def test_only_what_matters_is_named(scanned: Scanner) -> None:
    config = ROTATE + (
        'variable "mode" {\n  type    = string\n  default = "b"\n}\n'
        'resource "aws_kms_key" "k" { enable_key_rotation = var.mode == "a" || var.rotate }\n'
    )
    _, found = scanned(config)
    assert _shown(found["rotated aws_kms_key.k"])[0] == {"rotate": False}


def test_values_that_terraform_refuses_are_no_example(scanned: Scanner) -> None:
    config = ROTATE + (
        'resource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n'
        '  lifecycle {\n    precondition {\n      condition     = var.rotate\n      error_message = "Rotate it."\n    }\n  }\n}\n'
    )
    _, found = scanned(config)
    assert "proof" not in found["rotated aws_kms_key.k"]


def test_a_validation_of_another_variable_refuses_values(scanned: Scanner) -> None:
    config = ROTATE + (
        'variable "reason" {\n  type    = string\n  default = ""\n  validation {\n'
        '    condition     = var.rotate || var.reason != ""\n    error_message = "Say why."\n  }\n}\n'
    )
    _, found = scanned(config + KEY)
    assert "proof" not in found["rotated aws_kms_key.k"]


def test_defaults_that_terraform_refuses_are_no_example(scanned: Scanner) -> None:
    config = ROTATE + (
        'variable "names" {\n  type    = map(string)\n  default = {}\n}\nlocals {\n  name = var.names["key"]\n}\n'
        'resource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n  description = local.name\n}\n'
    )
    _, found = scanned(config)
    assert "proof" not in found["rotated aws_kms_key.k"]


def test_a_root_module_that_is_given_values_is_no_module_for_others(scanned: Scanner) -> None:
    (scanned.folder / "terraform.tfvars").write_text("rotate = true\n")
    _, found = scanned(ROTATE + KEY)
    assert "proof" not in found["rotated aws_kms_key.k"]


def test_a_root_module_with_a_backend_is_no_module_for_others(scanned: Scanner) -> None:
    _, found = scanned('terraform {\n  backend "s3" {}\n}\n' + ROTATE + KEY)
    assert "proof" not in found["rotated aws_kms_key.k"]


def test_a_sensitive_variable_is_not_tried(scanned: Scanner) -> None:
    _, found = scanned(ROTATE.replace("default", "sensitive = true\n  default") + KEY)
    assert "proof" not in found["rotated aws_kms_key.k"]


def test_secrets_of_a_resource_that_does_not_exist_by_default_are_masked(scanned: Scanner) -> None:
    config = (
        'variable "create" {\n  type    = bool\n  default = false\n}\n'
        'resource "aws_db_instance" "d" {\n  count = var.create ? 1 : 0\n  password = "hunter2hunter2"\n}\n'
        'resource "aws_kms_key" "k" {\n  count = var.create ? 1 : 0\n  description = "hunter2hunter2"\n}\n'
    )
    scanned(config)
    assert "hunter2" not in scanned.output
    assert "hunter2" not in scanned.text("--prove", "-v")


def test_the_default_is_not_shown_as_the_source_of_an_open_value(scanned: Scanner) -> None:
    create = 'variable "create" {\n  type    = bool\n  default = false\n}\n'
    scanned(create + ROTATE + KEY.replace("{ ", "{\n  count = var.create ? 1 : 0\n  ").replace(" }", "\n}"))
    text = scanned.text("--prove")
    assert "var.rotate has no value" in text
    assert "(default)" not in text
