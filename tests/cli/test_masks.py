"""Sensitive values in every output there is: never their text, wherever they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.reporters.formats import FORMATS
from tests.cli.conftest import Riveter

TERRAFORM = """
variable "pw" {
  default   = "hunter-variable"
  sensitive = true
}
locals {
  url = "postgres://u:${var.pw}@db"
}
resource "aws_db_instance" "d" {
  password = "hunter-schema"
  username = var.pw
  tags     = { url = local.url, list = [var.pw, "x"] }
}
resource "aws_elasticache_replication_group" "g" {
  auth_token = "hunter-literal"
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Sid = var.pw }] })
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.name
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Resource = var.pw }] })
}
output "o" {
  value     = var.pw
  sensitive = true
}
"""
RULES = """
- id: all
  name: everything is looked at
  resource_type: ["aws_*", output]
  message: "{actual} {expected} {key}"
  assertions:
    - {key: password, operator: equals, value_from: username, message: "{actual} {expected}"}
    - {key: username, operator: greater_than, value: 3}
    - {key: username, operator: not_equals, value_from: username}
    - {key: tags, operator: superset_of, value: {a: b}}
    - {key: tags, operator: length, value: 7}
    - {key: tags.*, operator: equals, value: z}
    - {key: tags.url, operator: starts_with, value: z, transform: [basename, lower]}
    - {key: '**', operator: equals, value: zz}
    - {each: tags, assertions: [{key: list.*, operator: equals, value: z}]}
    - {key: auth_token, operator: in, value: [a, b]}
    - {key: auth_token, operator: is_number}
    - {key: assume_role_policy.Statement.*.Sid, operator: equals, value: z}
    - {key: assume_role_policy, operator: matches, value: '^z'}
    - {key: __policies__.Statement.*.Resource.*, operator: equals, value: z}
    - {key: __policies__, operator: equals, value: z}
    - {key: policy, operator: equals, value: z}
    - related: {resource_type: aws_iam_role_policy, via: role}
      assertions: [{key: policy, operator: starts_with, value: z}]
    - {key: value, operator: equals, value: z}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    (tmp_path / "rules.yml").write_text(RULES)
    return tmp_path


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_tells_a_sensitive_value(form: str, folder: Path, riveter: Riveter) -> None:
    done = riveter("scan", ".", "-r", "rules.yml", "-f", form, "--no-cache", "-v")
    assert done.code == 1
    assert "hunter" not in done.out + done.err
    if form != "table":
        assert "sensitive" in done.out


@pytest.mark.parametrize(
    "words",
    [
        ("show", "."),
        ("show", ".", "--format", "json"),
        ("explain", "all", "*", "-r", "rules.yml", "-t", "."),
        ("eval", "local.url", "-t", "."),
        ("eval", "[var.pw]", "-t", ".", "--format", "json"),
    ],
)
def test_no_command_tells_a_sensitive_value(words: tuple[str, ...], folder: Path, riveter: Riveter) -> None:
    done = riveter(*words)
    assert "sensitive" in done.out
    assert "hunter" not in done.out + done.err


CREDENTIALS = """
module "token" {
  source = "git::https://x:hunter-of-module@example.com/a.git?ref=v1"
}
module "key" {
  source = "s3::https://s3.amazonaws.com/b/k.zip?aws_access_key_secret=hunter-of-bucket"
}
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
"""
ENCRYPTION = """
{"terraform": {"encryption": {
  "key_provider": {"pbkdf2": {"a": {"passphrase": "hunter-of-state"}, "b": [{"passphrase": "hunter-of-plan"}]}},
  "method": {"aes_gcm": {"m": {"keys": "${key_provider.pbkdf2.a}"}}},
  "state": {"method": "${method.aes_gcm.m}"}
}}}
"""


@pytest.mark.parametrize("arguments", [("show",), ("show", "-f", "json"), ("scan", "-v", "-r", "rules.yml")])
@pytest.mark.parametrize(("name", "text"), [("main.tf", CREDENTIALS), ("main.tf.json", ENCRYPTION)])
def test_what_is_secret_by_its_meaning_is_masked(
    riveter: Riveter, tmp_path: Path, arguments: tuple[str, ...], name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "rules.yml").write_text(
        "- id: all\n  name: all\n  resource_type: '*'\n  assertions: [{key: ., operator: equals, value: 1}]\n"
    )
    _, out, err = riveter(*arguments, "-t", str(tmp_path))
    assert "(sensitive)" in out or arguments[0] == "scan"
    assert "hunter" not in out + err
    assert "Unsupported argument" not in out + err


CASES = """
rules: [rules.yml]
cases:
  - rule: all
    name: inline
    terraform: |
      variable "pw" {
        sensitive = true
        default   = "hunter-variable"
      }
      resource "aws_s3_bucket" "b" {
        for_each = toset([nonsensitive(var.pw)])
        bucket   = "x-${each.key}"
      }
      resource "aws_db_instance" "d" {
        password = "hunter-schema"
        tags     = { copy = "of hunter-schema" }
      }
    expect: {pass: [aws_s3_bucket.z]}
  - rule: all
    name: a folder
    path: infra
    expect: pass
  - rule: all
    name: a default of another type
    terraform: |
      variable "pw" {
        type      = number
        sensitive = true
        default   = "hunter-default"
      }
      resource "aws_s3_bucket" "b" {
        bucket = var.pw
      }
    expect: pass
"""
CASE_RULES = """
- id: all
  name: everything is looked at
  resource_type: [aws_s3_bucket, aws_db_instance]
  assertions:
    - {key: bucket, operator: equals, value: z}
    - {key: tags.copy, operator: equals, value: z}
    - {key: ., operator: equals, value: z}
"""


@pytest.mark.parametrize("words", [("-v",), ("-f", "json"), ("--mutate",)])
def test_cases_show_no_secrets_of_their_terraform(words: tuple[str, ...], riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(CASE_RULES)
    (tmp_path / "all.cases.yml").write_text(CASES)
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "main.tf").write_text(
        'variable "pw" {\n  sensitive = true\n  default = "hunter-folder"\n}\n'
        'resource "aws_s3_bucket" "b" {\n  bucket = nonsensitive(var.pw)\n}\n'
    )
    done = riveter("test", ".", *words)
    assert done.code == 1
    assert "(sensitive)" in done.out
    assert "hunter" not in done.out + done.err


@pytest.mark.parametrize(
    "around",
    [
        'resource "aws_sns_topic" "t" {\n  name = "x"\n%s',
        'variable "v" {\n  default = "x"\n%s\n}',
        'resource "aws_sns_topic" "t" {\n  timeouts {\n%s\n}\n}',
    ],
    ids=["in a resource", "in a variable", "two levels deep"],
)
@pytest.mark.parametrize(
    "inner",
    [
        'variable "w" {\n  sensitive = true\n  default = "hush-hush-hush"\n}',
        'resource "aws_db_instance" "d" {\n  password = "hush-hush-hush"\n}',
        'provider "aws" {\n  secret_key = "hush-hush-hush"\n}',
    ],
    ids=["variable", "resource", "provider"],
)
@pytest.mark.parametrize("command", ["show", "show --format json", "scan -r rules.yml -f html", "scan -r rules.yml"])
def test_declarations_within_other_blocks_keep_their_secrets(
    around: str, inner: str, command: str, tmp_path: Path, riveter: Riveter
) -> None:
    """Where a brace is missing, a declaration is read as a nested block, which is never evaluated as sensitive."""
    (tmp_path / "main.tf").write_text(around % inner)
    (tmp_path / "rules.yml").write_text(
        'rules:\n- {id: n, severity: low, resource_type: "*", assertions: [{key: name, operator: equals, value: y}]}\n'
    )
    ran = riveter(*command.split(), ".")
    assert ran.out
    assert "hush-hush" not in ran.out + ran.err
