"""A rule whose key or type no provider knows is told when it runs: nobody has to remember `riveter lint`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

TERRAFORM = 'resource "aws_ebs_volume" "v" {\n  encrypted = false\n}\n'
MISSPELT = """\
- id: encrypted
  name: volumes are encrypted
  resource_type: aws_ebs_volume
  assertions: [{key: encryptd, operator: not_equals, value: false}]
- id: nothing
  name: no such type
  resource_type: aws_ebs_volum
  assertions: [{key: encrypted, operator: is_true}]
- id: right
  name: known keys
  resource_type: aws_ebs_volume
  assertions: [{key: size, operator: not_exists}]
"""


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    (tmp_path / "rules.yml").write_text(MISSPELT)
    return tmp_path


def test_a_key_that_leads_nowhere_is_a_warning_with_its_place_and_the_nearest_name(
    scanned: Path, riveter: Riveter
) -> None:
    for _ in range(2):  # the second time from the cache
        result = riveter("scan", "-r", "rules.yml", "-f", "json")
        assert result.code == 0  # the condition holds on nothing: that is why it has to be told
        told = [
            (item["severity"], item["file"], item["line"], item["column"], item["summary"])
            for item in json.loads(result.out)["diagnostics"]
        ]
        assert told == [
            ("warning", "rules.yml", 4, 22, "`aws_ebs_volume` has no attribute or block `encryptd`"),
            ("warning", "rules.yml", 7, 18, "The aws provider has no resource type `aws_ebs_volum`"),
        ]


def test_rules_that_are_left_out_are_not_checked(scanned: Path, riveter: Riveter) -> None:
    result = riveter("scan", "-r", "rules.yml", "--include", "right", "-f", "json")
    assert json.loads(result.out)["diagnostics"] == []


def test_bundled_packs_are_checked_by_their_own_tests(scanned: Path, riveter: Riveter) -> None:
    result = riveter("scan", "-p", "aws-security", "-f", "json")
    assert json.loads(result.out)["diagnostics"] == []
