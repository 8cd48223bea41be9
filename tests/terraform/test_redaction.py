"""Source text that is shown has no secrets in it, and every line and column where it was."""

from __future__ import annotations

import pytest

from riveter import provider_schema
from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile
from riveter.terraform.modules.source_redaction import MAX_CHARACTERS, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('resource "aws_ssm_parameter" "p" {\n  value = "hush"\n}', 'value = "****"'),
        ('resource "aws_ssm_parameter" "p" {\n  name = "hush"\n}', 'name = "hush"'),
        ('resource "aws_db_instance" "d" {\n  password = "${var.x}hush"\n}', 'password = "${var.x}****"'),
        ('resource "aws_db_instance" "d" {\n  password = join("-", [\n    "hush",\n    12])\n}', '[\n    "****",\n    **])'),
        ('resource "aws_ssm_parameter" "p" {\n  value = <<-EOT\n    hush hush\n  EOT\n}', "\n    **** ****\n"),
        ('variable "v" {\n  sensitive = true\n  default = { a = "hush" }\n}', 'default = { * = "****" }'),
        ('variable "v" {\n  sensitive = true\n  default = { "hush" = 1 }\n}', 'default = { "****" = * }'),
        ('locals {\n  a = sensitive({ "hush" = 1, hush2 = "b" })\n}', '{ "****" = *, ***** = "*" }'),
        ('variable "v" {\n  sensitive = false\n  default = "loud"\n}', 'default = "loud"'),
        ('output "o" {\n  sensitive = true\n  value = "hush"\n}', 'value = "****"'),
        ('provider "aws" {\n  secret_key = "hush"\n  region = "eu-west-1"\n}', 'secret_key = "****"\n  region = "eu-west-1"'),
        ('locals {\n  a = [sensitive("hush"), "loud"]\n}', '[sensitive("****"), "loud"]'),
        (
            'resource "aws_mq_broker" "b" {\n  dynamic "user" {\n    for_each = ["a"]\n    content {\n      password = "hush"\n'
            '      username = "loud"\n    }\n  }\n}',
            'password = "****"\n      username = "loud"',
        ),
    ],
)  # fmt: skip
def test_literals_of_what_is_sensitive_are_masked(text: str, expected: str) -> None:
    source = SourceFile("main.tf", text)
    masked = shown(source, provider_schema, Secrets())
    assert masked is not None
    assert expected in masked.text
    assert "hush" not in masked.text or "loud" in expected or expected in text
    assert [len(line) for line in masked.text.splitlines()] == [len(line) for line in text.splitlines()]


def test_json_syntax_is_masked_as_well() -> None:
    text = '{"resource": {"aws_ssm_parameter": {"p": {"value": "hush", "name": "x"}}}}'
    masked = shown(SourceFile("main.tf.json", text), provider_schema, Secrets())
    assert masked is not None
    assert masked.text == text.replace("hush", "****")


def test_other_files_are_shown_as_they_are() -> None:
    source = SourceFile("rules.yml", 'value: "loud"')
    assert shown(source, provider_schema, Secrets()) is source


def test_nothing_is_shown_of_files_that_are_too_long() -> None:
    assert shown(SourceFile("main.tf", " " * (MAX_CHARACTERS + 1)), provider_schema, Secrets()) is None
