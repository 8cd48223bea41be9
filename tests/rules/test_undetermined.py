"""`__undetermined__`: what no configuration shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.scans import scan

RULE = """
- id: r
  name: the device is the root device
  resource_type: aws_instance
  assertions:
    - any:
        - {{key: ami, operator: equals, value: ami-1}}
        - {{key: __undetermined__.is_root_device, operator: {operator}}}
"""
FILE = 'resource "aws_instance" "i" {{\n  ami = "{ami}"\n}}\n'


@pytest.mark.parametrize("operator", ["is_true", "is_false", "exists", "not_exists", "is_not_true"])
def test_a_condition_on_it_is_neither_true_nor_false(operator: str, tmp_path: Path) -> None:
    [finding] = scan(tmp_path, RULE.format(operator=operator), FILE.format(ami="ami-2"))["findings"]
    assert finding["outcome"] == "unknown"
    [decided] = scan(tmp_path, RULE.format(operator=operator), FILE.format(ami="ami-1"))["findings"]
    assert decided["outcome"] == "pass"


def test_the_report_names_the_fact(tmp_path: Path) -> None:
    [finding] = scan(tmp_path, RULE.format(operator="is_true"), FILE.format(ami="ami-2"))["findings"]
    assert "outside_configuration" in str(finding)
    assert "__undetermined__.is_root_device" in str(finding)
