"""Attributes that only the provider sets are not absent: what they will be is not known yet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

TERRAFORM = """
data "aws_ami" "a" {}
resource "aws_kms_key" "k" {}
resource "aws_ebs_volume" "v" {
  size = 1
}
"""


@pytest.mark.parametrize(
    ("resource_type", "condition", "outcome"),
    [
        ("data.aws_ami", "{key: id, operator: exists}", "unknown"),
        ("data.aws_ami", "{key: owner_id, operator: equals, value: '1'}", "unknown"),
        ("data.aws_ami", "{key: owners, operator: exists}", "fail"),
        ("aws_kms_key", "{key: arn, operator: exists}", "pass"),
        ("aws_kms_key", "{key: arn, operator: not_exists}", "fail"),
        ("aws_kms_key", "{key: arn, operator: matches, value: x}", "unknown"),
        ("aws_ebs_volume", "{key: kms_key_id, operator: exists}", "fail"),  # an argument that is left out is absent
        ("aws_ebs_volume", "{key: no_such_thing, operator: exists}", "fail"),
    ],
)
def test_what_only_the_provider_sets(
    riveter: Riveter, tmp_path: Path, resource_type: str, condition: str, outcome: str
) -> None:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    (tmp_path / "r.yml").write_text(f"- {{name: r, resource_type: {resource_type}, assertions: [{condition}]}}\n")
    [finding] = json.loads(riveter("scan", "-r", "r.yml", "-f", "json").out)["findings"]
    assert finding["outcome"] == outcome


def test_what_is_assumed_of_a_data_source_is_what_a_rule_sees(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    (tmp_path / "riveter.yml").write_text("assume: {data.aws_ami.a.id: ami-1}\n")
    (tmp_path / "r.yml").write_text(
        "- {name: r, resource_type: data.aws_ami, assertions: [{key: id, operator: equals, value: ami-1}]}\n"
    )
    [finding] = json.loads(riveter("scan", "-r", "r.yml", "-f", "json").out)["findings"]
    assert finding["outcome"] == "pass"


def test_a_document_made_of_secrets_is_not_shown(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'variable "s" {\n  sensitive = true\n  default   = "hunter2secret"\n}\n'
        'data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:*"]\n'
        '    resources = ["arn:aws:s3:::${var.s}"]\n  }\n}\n'
    )
    (tmp_path / "r.yml").write_text(
        "- {name: r, resource_type: data.aws_iam_policy_document, assertions: [{key: json, operator: equals, value: x}]}\n"
    )
    result = riveter("scan", "-r", "r.yml", "-f", "json")
    assert json.loads(result.out)["findings"][0]["outcome"] == "unknown"
    assert "hunter2" not in result.out + result.err
