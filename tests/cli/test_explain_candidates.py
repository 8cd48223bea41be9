"""`riveter explain` names the resources that a relation does not connect, with the reason against each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_explain import explain

RULES = """
- id: versioned
  name: buckets are versioned
  resource_type: aws_s3_bucket
  severity: high
  assertions:
    - related: {resource_type: aws_s3_bucket_versioning, VIA}
"""
BUCKETS = """
variable "token" {
  sensitive = true
  default   = "s3cr3t-t0ken-9"
}
resource "aws_s3_bucket" "data" { bucket = "data" }
resource "aws_s3_bucket" "other" { bucket = "other" }
"""


def versioning(bucket: str, name: str = "v") -> str:
    argument = f"bucket = {bucket}" if bucket else ""
    return f'resource "aws_s3_bucket_versioning" "{name}" {{\n  {argument}\n}}\n'


def explained(folder: Path, terraform: str, via: str = "via: bucket") -> str:
    (folder / "main.tf").write_text(BUCKETS + terraform, encoding="utf-8")
    (folder / "rules.yml").write_text(RULES.replace("VIA", via), encoding="utf-8")
    return explain(folder, "versioned", "aws_s3_bucket.data", "-r", "rules.yml", "-t", ".").stdout


@pytest.mark.parametrize(
    ("terraform", "via", "reason"),
    [
        (versioning("aws_s3_bucket.other.id"), "via: bucket", "its `bucket` is aws_s3_bucket.other, not this one"),
        (versioning('"elsewhere"'), "via: bucket", "its `bucket` does not name this resource"),
        (versioning("var.token"), "via: bucket", "its `bucket` does not name this resource"),
        (versioning("aws_s3_bucket.other.id"), "via: owner", "`owner` is not set"),
        (versioning("aws_s3_bucket.other.id"), "via: [a, b]", "no attribute of one refers to the other"),
        (versioning("aws_s3_bucket.other.id"), "via: bucket, direction: from_this",
         "this resource's `bucket` does not name it"),
    ],
)  # fmt: skip
def test_what_is_not_connected_is_named_with_the_reason(terraform: str, via: str, reason: str, tmp_path: Path) -> None:
    shown = explained(tmp_path, terraform, via)
    assert ": fail\n" in shown
    assert "not connected: aws_s3_bucket_versioning.v  main.tf:8\n" in shown
    assert f"{reason}\n" in shown
    assert "s3cr3t" not in shown


def test_what_is_connected_is_no_candidate(tmp_path: Path) -> None:
    shown = explained(tmp_path, versioning("aws_s3_bucket.data.id") + versioning("aws_s3_bucket.other.id", "w"))
    assert "holds: aws_s3_bucket_versioning.v\n" in shown
    assert "not connected: aws_s3_bucket_versioning.v" not in shown
    assert "not connected: aws_s3_bucket_versioning.w" in shown


def test_only_the_first_candidates_are_named(tmp_path: Path) -> None:
    shown = explained(tmp_path, "".join(versioning("aws_s3_bucket.other.id", f"v{i}") for i in range(13)))
    assert shown.count("not connected: aws_s3_bucket_versioning.") == 10
    assert "not connected: 3 more\n" in shown
