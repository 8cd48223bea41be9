"""What `related` says while variables have no value is never the opposite of what it says once they have one."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.rules.scans import scan

DECLARED = """
variable "nullable" {}
variable "name" {
  type     = string
  nullable = false
}
variable "on" { type = bool }
variable "number" { type = number }
variable "list" { type = list(string) }
variable "map" { type = map(string) }
resource "random_id" "r" {}
locals {
  either = var.on ? aws_s3_bucket.b0.bucket : aws_s3_bucket.b1.id
  names  = { a = "a", b = "b", v = var.name }
}
"""
VALUES: dict[str, list[Any]] = {
    "nullable": ["a", "b", None],
    "name": ["a", "b", "x-b"],
    "on": [True, False],
    "number": [0, 1, 2],
    "list": [[], ["a"], ["a", "b"]],
    "map": [{}, {"a": "b"}, {"a": "a", "x-a": "b"}],
}
NAMES = (
    '"a"', '"b"', "null", "var.nullable", "var.name", '"x-${var.name}"', '"${var.name}-y"', 'var.on ? "a" : "b"',
    'var.on ? var.name : "a"', 'local.names["a"]', "local.names[var.name]", 'coalesce(var.nullable, "a")',
    'try(var.map["a"], "b")', '"x-${random_id.r.hex}"', 'var.on ? "a" : null', 'join("", var.list)',
    'element(["a", "b"], var.number)', 'lookup(var.map, "a", var.name)',
)  # fmt: skip
REFERENCES = (
    "{0}", "{0}", '"${{{0}}}"', '"${{{0}}}-x"', 'var.on ? {0} : "a"', "var.on ? {0} : null", "coalesce(var.nullable, {0})",
    "local.either", '{{ a = {0}, b = "b" }}[var.name]',
)  # fmt: skip
COUNTS = ("", "", "", "var.number", "var.on ? 1 : 0", "length(var.list)", "2", "var.on ? 2 : 1")
RELATIONS = (
    ("aws_s3_bucket_policy", "aws_s3_bucket", 'on: {bucket: "{$.bucket}"}'),
    ("aws_s3_bucket", "aws_s3_bucket", 'on: {bucket: "{$.bucket}"}'),
    ("aws_s3_bucket", "aws_cloudwatch_log_group", 'on: {name: "x-{$.bucket}"}'),
    ("aws_s3_bucket", "aws_s3_bucket", 'on: {tags.Name: "{$.bucket}"}'),
    ("aws_s3_bucket", "aws_s3_bucket_policy", "via: bucket"),
    ("aws_s3_bucket_policy", "aws_s3_bucket", "via: bucket"),
    ("aws_cloudwatch_log_group", "aws_s3_bucket", "in: root"),
)
UNIQUE = "r6"
"""The rule that names of buckets are unique: AWS refuses others, and relations count on that."""
QUANTIFIERS = ("any", "none", "{at_least: 1, at_most: 1}", "{at_most: 1}", "{at_least: 2}")


def rules() -> str:
    """One rule for every relation and quantifier."""
    found = [
        f"- {{id: r{i}, resource_type: {type}, assertions: [{{related: {{resource_type: {other}, {how}}}, quantifier: {quantifier}}}]}}\n"
        for i, (type, other, how, quantifier) in enumerate(
            (*relation, quantifier) for relation in RELATIONS for quantifier in QUANTIFIERS
        )
    ]
    return "".join(found)


def block(type: str, name: str, count: str, arguments: dict[str, str]) -> str:
    given = {"count": count} if count else {}
    lines = "".join(f"  {key} = {value}\n" for key, value in {**given, **arguments}.items())
    return f'resource "{type}" "{name}" {{\n{lines}}}\n'


def configuration(choices: random.Random) -> str:
    """Three buckets, two policies and a log group with names from everywhere."""
    text = DECLARED
    for name in ("b0", "b1"):
        tags = f"{{ Name = {choices.choice(NAMES)} }}"
        text += block("aws_s3_bucket", name, "", {"bucket": choices.choice(NAMES), "tags": tags})
    text += block("aws_s3_bucket", "b2", choices.choice(COUNTS), {"bucket": choices.choice(NAMES)})
    for name in ("p0", "p1"):
        bucket = f"aws_s3_bucket.{choices.choice(('b0', 'b1'))}.{choices.choice(('bucket', 'id', 'arn'))}"
        written = choices.choice(REFERENCES).format(bucket) if choices.random() < 0.7 else choices.choice(NAMES)
        text += block("aws_s3_bucket_policy", name, choices.choice(COUNTS), {"bucket": written, "policy": '"{}"'})
    return text + block("aws_cloudwatch_log_group", "g", choices.choice(COUNTS), {"name": choices.choice(NAMES)})


def verdicts(folder: Path, text: str, values: dict[str, Any] | None = None) -> dict[tuple[str, str], str]:
    """The outcome of each rule on each resource; none if Terraform refuses the values."""
    files = {"main.tf": text, "some.auto.tfvars.json": json.dumps(values or {})}
    try:
        found = scan(folder, rules(), files)["findings"]
    except AssertionError:
        return {}
    return {(item["rule_id"], item["resource"]["address"]): item["outcome"] for item in found}


def reversed_by(folder: Path, text: str, choices: random.Random) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield what becomes the opposite of what was said before, with the values of the variables."""
    before = verdicts(folder, text)
    for _ in range(4):
        values = {name: choices.choice(some) for name, some in VALUES.items()}
        after = verdicts(folder, text, values)
        if any(rule == UNIQUE and outcome != "pass" for (rule, _), outcome in after.items()):
            continue
        for (rule, address), outcome in after.items():
            every = f"{address.rpartition('[')[0]}[*]"
            if {before.get((rule, address), before.get((rule, every))), outcome} == {"pass", "fail"}:
                yield rule, address, values


@pytest.mark.parametrize("seed", range(12))
def test_values_of_variables_reverse_no_relation(seed: int, tmp_path: Path) -> None:
    choices = random.Random(seed)
    for _ in range(2):
        text = configuration(choices)
        assert [*reversed_by(tmp_path, text, choices)] == [], text
