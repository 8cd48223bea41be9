"""Proofs of rules about two resources: both depend on the same condition, or not quite."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from riveter import api

RULES = """
rules:
  - id: versioned
    resource_type: aws_s3_bucket
    assertions:
      - related: {resource_type: aws_s3_bucket_versioning, via: bucket}
"""
NAMES = 'variable "names" {\n  type     = set(string)\n  nullable = false\n}\n'
ON = 'variable "on" {\n  type     = bool\n  nullable = false\n}\n'
NUMBER = 'variable "n" {\n  type     = number\n  nullable = false\n}\n'

MAP = 'variable "m" {\n  type     = map(object({ days = number, on = bool }))\n  nullable = false\n}\n'
LIST = 'variable "l" {\n  type     = list(string)\n  nullable = false\n}\n'
LISTED = 'variable "l" {\n  type     = list(object({ name = string, more = string }))\n  nullable = false\n}\n'

ALWAYS: dict[str, tuple[str, str, str]] = {
    "the same for_each": (NAMES, "for_each = var.names", "for_each = var.names\n  bucket = aws_s3_bucket.b[each.key].id"),
    "the other's instances": (NAMES, "for_each = var.names", "for_each = aws_s3_bucket.b\n  bucket = each.value.id"),
    "the same count": (NUMBER, "count = var.n", "count = var.n\n  bucket = aws_s3_bucket.b[count.index].id"),
    "the same condition": (ON, "count = var.on ? 1 : 0", "count = var.on ? 1 : 0\n  bucket = aws_s3_bucket.b[0].id"),
    "the same condition in other words": (
        ON, "count = var.on ? 1 : 0", "count = !var.on ? 0 : 1\n  bucket = aws_s3_bucket.b[0].id",
    ),
    "the keys of a map": (MAP, "for_each = var.m", "for_each = toset(keys(var.m))\n  bucket = aws_s3_bucket.b[each.key].id"),
    "a map with the same keys": (
        MAP, "for_each = var.m", "for_each = {for k, b in var.m : k => b.days}\n  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "a set of the same keys": (
        MAP, "for_each = {for k, b in var.m : k => b}", "for_each = toset([for k, b in var.m : k])\n"
        "  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "a set of the elements": (
        NAMES, "for_each = var.names", "for_each = toset([for one in var.names : one])\n  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "a map of the elements": (
        LIST, "for_each = toset(var.l)", "for_each = {for one in var.l : one => true}\n  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "names in a list": (
        LISTED, "for_each = {for b in var.l : b.name => b}", "for_each = toset([for b in var.l : b.name])\n"
        "  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "the same filter": (
        MAP,
        "for_each = {for k, b in var.m : k => b if b.days > 7}",
        "for_each = toset([for k, b in var.m : k if b.days > 7])\n  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "one of at most one": (ON, "count = var.on ? 1 : 0", "count = var.on ? 1 : 0\n  bucket = one(aws_s3_bucket.b[*].id)"),
}  # fmt: skip

SOMETIMES: dict[str, tuple[str, str, str, dict[str, Any], dict[str, Any]]] = {
    "without one key": (
        NAMES,
        "for_each = var.names",
        'for_each = setsubtract(var.names, ["public"])\n  bucket = aws_s3_bucket.b[each.key].id',
        {"names": ["public"]},
        {"names": ["other-value"]},
    ),
    "another condition": (
        ON + ON.replace('"on"', '"more"'),
        "count = var.on ? 1 : 0",
        "count = var.on && var.more ? 1 : 0\n  bucket = aws_s3_bucket.b[0].id",
        {"on": True, "more": False},
        {"on": True, "more": True},
    ),
    "only the first": (
        NUMBER,
        "count = var.n",
        "count = var.n\n  bucket = aws_s3_bucket.b[0].id",
        {"n": 2},
        {"n": 1},
    ),
    "one instead of each": (
        NUMBER,
        "count = var.n",
        "count = var.n > 0 ? 1 : 0\n  bucket = aws_s3_bucket.b[count.index].id",
        {"n": 2},
        {"n": 1},
    ),
}


DIFFERENT: dict[str, tuple[str, str, str]] = {
    "other keys": (MAP, "for_each = var.m", "for_each = {for k, b in var.m : b.days => b}\n  bucket = aws_s3_bucket.b[each.key].id"),
    "a filter": (MAP, "for_each = var.m", "for_each = {for k, b in var.m : k => b if b.days > 7}\n  bucket = aws_s3_bucket.b[each.key].id"),
    "another filter": (
        MAP,
        "for_each = {for k, b in var.m : k => b if b.days > 7}",
        "for_each = {for k, b in var.m : k => b if b.days > 8}\n  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "another attribute": (
        LISTED,
        "for_each = {for b in var.l : b.name => b}",
        "for_each = toset([for b in var.l : b.more])\n  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "the indexes of a list": (
        LIST, "for_each = toset(var.l)", "for_each = {for i, one in var.l : i => one}\n  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "the values of a map": (
        'variable "m" {\n  type     = map(string)\n  nullable = false\n}\n',
        "for_each = var.m", "for_each = toset(values(var.m))\n  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "the values of a map in a loop": (
        'variable "m" {\n  type     = map(string)\n  nullable = false\n}\n',
        "for_each = var.m", "for_each = {for v in var.m : v => v}\n  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "the elements of what may be a map": (
        'variable "m" {\n  nullable = false\n}\n',
        "for_each = var.m", "for_each = toset([for v in var.m : v])\n  bucket = aws_s3_bucket.b[each.key].id",
    ),
    "pairs of elements": (
        NAMES,
        "for_each = var.names",
        'for_each = toset(flatten([for a in var.names : [for b in var.names : a if a != b]]))\n  bucket = aws_s3_bucket.b[each.key].id',
    ),
}  # fmt: skip


def findings(folder: Path, variables: str, bucket: str, versioning: str) -> Any:
    (folder / "rules.yml").write_text(RULES)
    (folder / "main.tf").write_text(
        f'{variables}resource "aws_s3_bucket" "b" {{\n  {bucket}\n}}\n'
        f'resource "aws_s3_bucket_versioning" "b" {{\n  {versioning}\n'
        '  versioning_configuration {\n    status = "Enabled"\n  }\n}\n'
    )
    targets = api.Targets(paths=(str(folder),))
    return api.scan(api.ScanOptions(targets=targets, rules=(str(folder / "rules.yml"),), prove=True)).findings


def finding(folder: Path, variables: str, bucket: str, versioning: str) -> Any:
    (found,) = findings(folder, variables, bucket, versioning)
    return found


@pytest.mark.parametrize("case", ALWAYS)
def test_a_relation_that_always_holds_passes(case: str, tmp_path: Path) -> None:
    assert finding(tmp_path, *ALWAYS[case]).outcome.value == "pass"


VALUES: dict[str, list[Any]] = {
    "names": [[], ["a", "b"]],
    "on": [True, False],
    "n": [0, 2],
    "m": [{}, {"a": {"days": 7, "on": True}, "b": {"days": 8, "on": False}, "c": {"days": 30, "on": True}}],
    "l": [[], ["x", "y"]],
    "objects": [[], [{"name": "x", "more": "1"}, {"name": "y", "more": "1"}]],
}


@pytest.mark.parametrize("case", ALWAYS)
@pytest.mark.parametrize("number", [0, 1])
def test_no_value_contradicts_a_relation_that_always_holds(case: str, number: int, tmp_path: Path) -> None:
    variables, bucket, versioning = ALWAYS[case]
    name = variables.split('"')[1]
    value = VALUES["objects" if variables == LISTED else name][number]
    (tmp_path / "terraform.tfvars.json").write_text(json.dumps({name: value}))
    found = findings(tmp_path, variables, bucket, versioning)
    assert {one.outcome.value for one in found} <= {"pass"}
    assert bool(found) is bool(value)


@pytest.mark.parametrize("case", DIFFERENT)
def test_sets_that_may_differ_are_not_the_same(case: str, tmp_path: Path) -> None:
    assert finding(tmp_path, *DIFFERENT[case]).outcome.value == "unknown"


def test_values_of_loops_with_the_same_keys_may_differ(tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text("""
rules:
  - id: on
    resource_type: aws_kms_key
    assertions:
      - {key: enable_key_rotation, operator: equals, value: true}
""")
    (tmp_path / "main.tf").write_text(
        MAP
        + """
locals {
  one   = { for k, b in var.m : k => b.days }
  other = { for k, b in var.m : k => b.on }
}
resource "aws_kms_key" "k" { enable_key_rotation = local.one == local.other }
resource "aws_kms_key" "l" { enable_key_rotation = local.one == { for k, b in var.m : k => b.days } }
"""
    )
    targets = api.Targets(paths=(str(tmp_path),))
    found = api.scan(api.ScanOptions(targets=targets, rules=(str(tmp_path / "rules.yml"),))).findings
    assert [one.outcome.value for one in found] == ["unknown", "pass"]


@pytest.mark.parametrize("case", SOMETIMES)
def test_a_relation_that_sometimes_holds_shows_when(case: str, tmp_path: Path) -> None:
    *written, counterexample, witness = SOMETIMES[case]
    found = finding(tmp_path, *written)
    assert (found.outcome.value, found.proof.exists) == ("unknown", True)
    assert (dict(found.proof.counterexample), dict(found.proof.witness)) == (counterexample, witness)
