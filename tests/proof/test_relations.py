"""Proofs of rules about two resources: both depend on the same condition, or not quite."""

from __future__ import annotations

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

ALWAYS: dict[str, tuple[str, str, str]] = {
    "the same for_each": (NAMES, "for_each = var.names", "for_each = var.names\n  bucket = aws_s3_bucket.b[each.key].id"),
    "the other's instances": (NAMES, "for_each = var.names", "for_each = aws_s3_bucket.b\n  bucket = each.value.id"),
    "the same count": (NUMBER, "count = var.n", "count = var.n\n  bucket = aws_s3_bucket.b[count.index].id"),
    "the same condition": (ON, "count = var.on ? 1 : 0", "count = var.on ? 1 : 0\n  bucket = aws_s3_bucket.b[0].id"),
    "the same condition in other words": (
        ON, "count = var.on ? 1 : 0", "count = !var.on ? 0 : 1\n  bucket = aws_s3_bucket.b[0].id",
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


def finding(folder: Path, variables: str, bucket: str, versioning: str) -> Any:
    (folder / "rules.yml").write_text(RULES)
    (folder / "main.tf").write_text(
        f'{variables}resource "aws_s3_bucket" "b" {{\n  {bucket}\n}}\n'
        f'resource "aws_s3_bucket_versioning" "b" {{\n  {versioning}\n'
        '  versioning_configuration {\n    status = "Enabled"\n  }\n}\n'
    )
    targets = api.Targets(paths=(str(folder),))
    (found,) = api.scan(api.ScanOptions(targets=targets, rules=(str(folder / "rules.yml"),), prove=True)).findings
    return found


@pytest.mark.parametrize("case", ALWAYS)
def test_a_relation_that_always_holds_passes(case: str, tmp_path: Path) -> None:
    assert finding(tmp_path, *ALWAYS[case]).outcome.value == "pass"


@pytest.mark.parametrize("case", SOMETIMES)
def test_a_relation_that_sometimes_holds_shows_when(case: str, tmp_path: Path) -> None:
    *written, counterexample, witness = SOMETIMES[case]
    found = finding(tmp_path, *written)
    assert (found.outcome.value, found.proof.exists) == ("unknown", True)
    assert (dict(found.proof.counterexample), dict(found.proof.witness)) == (counterexample, witness)
