"""Where one of several conditions is enough, no report makes demands of all of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

MAIN = """
resource "aws_s3_bucket" "b" {
  bucket = "x"
  tags   = { Kind = "odd" }
}
resource "aws_s3_bucket_logging" "l" {
  bucket        = aws_s3_bucket.b.id
  target_bucket = ""
}
"""
RULE = "- id: r\n  name: R\n  resource_type: aws_s3_bucket\n  assertions:\n    - %s\n"

NAME = "{key: bucket, operator: equals, value: y}"
TEAM = "{key: tags.Team, operator: exists}"
KIND = "{key: tags.Kind, operator: in, value: [data, web]}"
VERSIONED = "{related: {resource_type: aws_s3_bucket_versioning, via: bucket}}"
LOGGED = (
    "{related: {resource_type: aws_s3_bucket_logging, via: bucket}, quantifier: any, "
    "assertions: [{key: target_bucket, operator: is_not_empty}, {key: target_prefix, operator: exists}]}"
)


def labels(riveter: Riveter, tmp_path: Path, condition: str, main: str = MAIN) -> list[str]:
    """What the text report says of the bucket, line by line."""
    (tmp_path / "main.tf").write_text(main)
    (tmp_path / "rules.yml").write_text(RULE % condition)
    code, out, _ = riveter("scan", "-r", "rules.yml")
    assert code == 1
    return [line.partition("│ ")[2].lstrip("^ ") for line in out.splitlines() if line.startswith("        │ ")]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (NAME, ['is "x", expected "y"']),
        (f"{{all: [{NAME}, {TEAM}]}}", ['is "x", expected "y"', "tags.Team is not set"]),
        (
            f"{{any: [{NAME}, {TEAM}, {VERSIONED}]}}",
            [
                'either bucket must equal "y" (is "x")',
                "or tags.Team must be set (is not set)",
                "or there must be an aws_s3_bucket_versioning connected through bucket (there is none)",
            ],
        ),
        (
            f"{{any: [{{all: [{NAME}, {KIND}]}}, {TEAM}]}}",
            [
                'either bucket must equal "y" (is "x")',
                'and tags.Kind must be one of "data", "web" (is "odd")',
                "or tags.Team must be set (is not set)",
            ],
        ),
        (
            f"{{any: [{NAME}, {{any: [{TEAM}, {KIND}]}}]}}",
            [
                'either bucket must equal "y" (is "x")',
                "or tags.Team must be set (is not set)",
                'or tags.Kind must be one of "data", "web" (is "odd")',
            ],
        ),
        (
            "{not: {all: [{key: bucket, operator: equals, value: x}, {key: tags.Kind, operator: exists}]}}",
            ['either bucket must not equal "x" (is "x")', 'or tags.Kind must not be set (is "odd")'],
        ),
        (
            "{not: {any: [{key: bucket, operator: equals, value: x}, {key: tags.Kind, operator: exists}]}}",
            ['is "x", must not equal "x"', 'is "odd", must not be set'],
        ),
        (f"{{any: [{NAME}]}}", ['is "x", expected "y"']),
        (
            f"{{any: [{NAME}, {LOGGED}]}}",
            [
                'either bucket must equal "y" (is "x")',
                'or target_bucket must not be empty (is "", in aws_s3_bucket_logging.l)',
                "and target_prefix must be set (is not set, in aws_s3_bucket_logging.l)",
            ],
        ),
    ],
)
def test_what_is_said(riveter: Riveter, tmp_path: Path, condition: str, said: list[str]) -> None:
    found = labels(riveter, tmp_path, condition)
    assert sorted(found) == sorted(said)


GROUP = """
resource "aws_s3_bucket" "b" {
  lifecycle_rule { id = "a" }
  lifecycle_rule { id = "b" }
}
"""


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (
            "{key: lifecycle_rule.*.id, operator: equals, value: c, quantifier: any}",
            ['either lifecycle_rule.0.id must equal "c" (is "a")', 'or lifecycle_rule.1.id must equal "c" (is "b")'],
        ),
        ("{key: lifecycle_rule.*.id, operator: equals, value: c}", ['is "a", expected "c"', 'is "b", expected "c"']),
        (
            "{each: lifecycle_rule, quantifier: any, assertions: [{key: id, operator: equals, value: c}]}",
            ['either lifecycle_rule.0.id must equal "c" (is "a")', 'or lifecycle_rule.1.id must equal "c" (is "b")'],
        ),
        (
            "{each: lifecycle_rule, assertions: [{key: id, operator: equals, value: c}]}",
            ['is "a", expected "c"', 'is "b", expected "c"'],
        ),
        (
            "{not: {key: lifecycle_rule.*.id, operator: in, value: [a, b], quantifier: all}}",
            [
                'either lifecycle_rule.0.id must not be one of "a", "b" (is "a")',
                'or lifecycle_rule.1.id must not be one of "a", "b" (is "b")',
            ],
        ),
    ],
)
def test_elements(riveter: Riveter, tmp_path: Path, condition: str, said: list[str]) -> None:
    main = GROUP.replace("{ id", "{\n    id").replace('" }', '"\n  }')
    assert labels(riveter, tmp_path, condition, main) == said


def test_other_formats_say_the_same(riveter: Riveter, tmp_path: Path) -> None:
    labels(riveter, tmp_path, f"{{any: [{NAME}, {TEAM}]}}")
    for form in ("markdown", "junit", "sarif", "gitlab", "tap"):
        out = riveter("scan", "-r", "rules.yml", "-f", form).out
        for words in ("either", "bucket must equal", "or tags.Team must be set (is not set)"):
            assert words in out.replace("\\", ""), (form, words)


def test_json_says_which_assertions_are_alternatives(riveter: Riveter, tmp_path: Path) -> None:
    labels(riveter, tmp_path, f"{{any: [{NAME}, {{all: [{TEAM}, {{any: [{KIND}, {VERSIONED}]}}]}}]}}")
    (finding,) = json.loads(riveter("scan", "-r", "rules.yml", "-f", "json").out)["findings"]
    assert finding["message"] == 'bucket must equal "y" (is "x") (or 1 other way)'
    assert [
        (item["key"], [(step["choice"], step["alternative"]) for step in item["alternatives"]])
        for item in finding["assertions"]
    ] == [
        ("bucket", [(0, 0)]),
        ("tags.Team", [(0, 1)]),
        ("tags.Kind", [(0, 1), (0, 0)]),
        ("aws_s3_bucket_versioning", [(0, 1), (0, 1)]),
    ]


def test_choices_of_different_assertions_are_different_choices(riveter: Riveter, tmp_path: Path) -> None:
    both = f"{{any: [{NAME}, {TEAM}]}}\n    - {{any: [{KIND}, {VERSIONED}]}}"
    words = [line.partition(" tags")[0].partition(" bucket")[0] for line in labels(riveter, tmp_path, both)]
    assert words[:3] == ["either", "or", "also either"]
    assert words[3].startswith("or ")
    (finding,) = json.loads(riveter("scan", "-r", "rules.yml", "-f", "json").out)["findings"]
    assert [item["alternatives"][0]["choice"] for item in finding["assertions"]] == [0, 0, 1, 1]
    assert finding["message"] == 'bucket must equal "y" (is "x") (or 1 other way) (and 2 more)'


def test_a_secret_is_in_no_demand(riveter: Riveter, tmp_path: Path) -> None:
    main = 'variable "p" {\n  default   = "hunter2-hunter2"\n  sensitive = true\n}\n'
    main += 'resource "aws_s3_bucket" "b" {\n  bucket = var.p\n}\n'
    said = labels(riveter, tmp_path, f"{{any: [{NAME}, {TEAM}]}}", main)
    assert 'either bucket must equal "y" (is (sensitive))' in said
    for form in ("text", "json", "html", "sarif"):
        assert "hunter2" not in riveter("scan", "-r", "rules.yml", "-f", form).out
