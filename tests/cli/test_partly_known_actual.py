"""A text of which a part is not known, in the `{actual}` of a rule's own message: never "not set"."""

from __future__ import annotations

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
