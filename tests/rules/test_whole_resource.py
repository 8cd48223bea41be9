"""`$.` means the whole resource where a text or value is compared with it, and is no beginning of a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.api import ScanOptions, Targets, scan


@pytest.mark.parametrize(
    "condition",
    [
        "{key: $.bucket, operator: not_equals, value: b}",
        "{key: $, operator: not_exists}",
        "{each: rule, assertions: [{key: $.bucket, operator: not_equals, value: b}]}",
        "{each: $.rule, assertions: [{key: id, operator: exists}]}",
        "{related: {resource_type: aws_s3_bucket, via: $.bucket}, quantifier: none}",
        "{related: {resource_type: aws_s3_bucket, on: {$.bucket: x}}, quantifier: none}",
        "{related: {resource_type: aws_s3_bucket}, where: [{key: $.bucket, operator: exists}], quantifier: none}",
        "{related: aws_ebs_volume, sum: {key: $.size, at_most: 5}}",
    ],
)
def test_a_key_that_would_select_nothing_is_an_error(condition: str, tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(
        f"- {{id: r, name: n, resource_type: aws_s3_bucket_policy, assertions: [{condition}]}}\n"
    )
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket_policy" "p" {\n  bucket = "b"\n}\n')
    targets = Targets(paths=(str(tmp_path),), cache=False)
    result = scan(ScanOptions(targets=targets, rules=(str(tmp_path / "rules.yml"),)))
    assert [item for item in result.diagnostics if "select nothing" in item.summary and item.severity == "error"]
    assert list(result.findings) == []


@pytest.mark.parametrize(
    "condition",
    [
        "{each: rule, assertions: [{key: id, operator: equals, value_from: $.bucket}]}",
        '{related: {resource_type: aws_s3_bucket, on: {bucket: "{$.bucket}"}}, quantifier: none}',
    ],
)
def test_it_is_none_where_it_has_a_meaning(condition: str, tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(
        f"- {{id: r, name: n, resource_type: aws_s3_bucket_policy, assertions: [{condition}]}}\n"
    )
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket_policy" "p" {\n  bucket = "b"\n}\n')
    targets = Targets(paths=(str(tmp_path),), cache=False)
    result = scan(ScanOptions(targets=targets, rules=(str(tmp_path / "rules.yml"),)))
    assert [item for item in result.diagnostics if item.severity == "error"] == []
    assert [finding.outcome.value for finding in result.findings] == ["pass"]
