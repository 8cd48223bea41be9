"""A text of which a part is not known, in the `{actual}` of a rule's own message: never "not set"."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

TERRAFORM = """
resource "aws_vpc" "v" {}
resource "aws_thing" "text" { a = "0.0.0.0/0 ${aws_vpc.v.id}" }
"""
RULE = "rules:\n  - {name: closed, resource_type: aws_thing, message: '%s', assertions: [%s]}\n"
LEAF = "{key: a, operator: not_contains, value: 0.0.0.0/0%s}"


@pytest.mark.parametrize(
    "rules",
    [
        RULE % ("{address} has {actual}", LEAF % ""),
        RULE % ("", LEAF % ", message: '{address} has {actual}'"),
        RULE % ("", "{not: {key: a, operator: contains, value: 0.0.0.0/0}, message: '{address} has {actual}'}"),
    ],
)
def test_the_known_part_of_a_text_is_shown(riveter: Riveter, tmp_path: Path, rules: str) -> None:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    (tmp_path / "rules.yml").write_text(rules)
    for form in ("text", "json", "csv"):
        out = riveter("scan", "-r", "rules.yml", "-f", form).out
        assert "aws_thing.text has 0.0.0.0/0 " in out, out
        assert "has not set" not in out


def test_an_unknown_part_is_null_as_data_and_never_in_words(riveter: Riveter, tmp_path: Path) -> None:
    """A text that only looks like the words for it is another value: fingerprints tell them apart."""
    (tmp_path / "main.tf").write_text(
        'variable "x" {}\n'
        'resource "aws_thing" "t" { a = [var.x, "0.0.0.0/0"] }\n'
        'resource "aws_thing" "u" { a = ["(unknown)", "0.0.0.0/0"] }\n'
    )
    (tmp_path / "rules.yml").write_text(RULE % ("{actual}", LEAF % ""))
    found = json.loads(riveter("scan", "-r", "rules.yml", "-f", "json").out)["findings"]
    assert [item["assertions"][0]["actual"] for item in found] == [[None, "0.0.0.0/0"], ["(unknown)", "0.0.0.0/0"]]
    assert [item["message"] for item in found] == ['[(unknown), "0.0.0.0/0"]', '["(unknown)", "0.0.0.0/0"]']
    assert found[0]["assertions"][0]["detail"].startswith('is [(unknown), "0.0.0.0/0"], must ')
