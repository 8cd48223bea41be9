"""What is related to what: within a root module, and beyond the files that are reported."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from riveter.api import ScanOptions, ScanResult, Targets, scan

RULES = """
- id: blocked
  name: Buckets must have a public access block
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket, direction: to_this}
      quantifier: any
      assertions: [{key: block_public_acls, operator: is_true}]
"""
BUCKET = 'resource "aws_s3_bucket" "b" {}\n'
BLOCK = (
    'resource "aws_s3_bucket_public_access_block" "p" {\n  bucket = aws_s3_bucket.b.id\n  block_public_acls = true\n}\n'
)


def _scan(folder: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], *paths: str) -> ScanResult:
    monkeypatch.chdir(folder)
    for name, text in {**files, "rules.yml": dedent(RULES)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return scan(ScanOptions(targets=Targets(paths=paths), rules=("rules.yml",)))


def _outcomes(result: ScanResult) -> dict[str, str]:
    return {
        f"{f.resource.span.file if f.resource.span else ''} {f.resource.address}": f.outcome.value
        for f in result.findings
    }


def test_the_same_address_in_another_root_module_is_another_resource(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = _scan(tmp_path, monkeypatch, {"good/main.tf": BUCKET + BLOCK, "bad/main.tf": BUCKET}, ".")
    assert _outcomes(result) == {"bad/main.tf aws_s3_bucket.b": "fail", "good/main.tf aws_s3_bucket.b": "pass"}
    assert len({finding.fingerprint for finding in result.findings}) == 2


def test_resources_of_sibling_files_are_related_but_not_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"bucket.tf": BUCKET, "block.tf": BLOCK + 'resource "aws_s3_bucket" "not_reported" {}\n'}
    result = _scan(tmp_path, monkeypatch, files, "bucket.tf")
    assert _outcomes(result) == {"bucket.tf aws_s3_bucket.b": "pass"}
    assert result.resources == 1


def test_a_file_with_a_syntax_error_leaves_open_what_it_may_declare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = 'resource "aws_s3_bucket_public_access_block" "p" {\n  bucket = \n  block_public_acls = true\n}\n'
    for broken in (reference, "resource aws_s3_bucket_public_access_block p\n}\n"):
        result = _scan(tmp_path, monkeypatch, {"bucket.tf": BUCKET, "broken.tf": broken}, ".")
        assert _outcomes(result) == {"bucket.tf aws_s3_bucket.b": "unknown"}, broken
        assert any(diagnostic.severity == "error" for diagnostic in result.diagnostics)


def test_what_a_block_with_a_syntax_error_lacks_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = """
    - {id: tagged, name: tagged, resource_type: x_y, assertions: [{key: tags, operator: exists}]}
    - {id: untagged, name: untagged, resource_type: x_y, assertions: [{key: tags, operator: not_exists}]}
    - {id: closed, name: closed, resource_type: x_y, assertions: [{key: ingress.*.port, operator: not_equals, value: 22}]}
    - {id: kept, name: kept, resource_type: x_y, assertions: [{key: a, operator: equals, value: 1}]}
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.yml").write_text(dedent(rules))
    (tmp_path / "main.tf").write_text('resource "x_y" "z" {\n  a = 1\n  ingress { port = 80 }\n  what is this\n}\n')
    result = scan(ScanOptions(targets=Targets(paths=(".",)), rules=("r.yml",)))
    outcomes = {finding.rule_id: finding.outcome.value for finding in result.findings}
    assert outcomes == {"tagged": "unknown", "untagged": "unknown", "closed": "unknown", "kept": "pass"}
