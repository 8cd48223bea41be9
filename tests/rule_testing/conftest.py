"""Rule files and case files for the tests of the case runner."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

RULES = """
parameters:
  min_days: {type: number, default: 30}
rules:
  - id: log-retention
    name: Log groups must keep their logs
    resource_type: aws_cloudwatch_log_group
    assertions:
      - {key: retention_in_days, operator: greater_than_or_equal, value: "{param.min_days}"}
  - id: key-rotation
    name: Keys must be rotated
    resource_type: aws_kms_key
    filters:
      - {key: is_enabled, operator: not_equals, value: false}
    assertions:
      - {key: enable_key_rotation, operator: is_true}
"""

CASES = """
cases:
  - rule: key-rotation
    name: rotated and not
    terraform: |
      resource "aws_kms_key" "good" {
        enable_key_rotation = true
      }
      resource "aws_kms_key" "bad" {}
      resource "aws_kms_key" "off" {
        is_enabled = false
      }
    expect: {pass: [aws_kms_key.good], fail: aws_kms_key.bad, not_applicable: [aws_kms_key.off]}
"""

Write = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Write:
    """Writes a rule file and its cases (texts may be indented); gives the folder."""

    def write(cases: str = CASES, rules: str = RULES, name: str = "aws") -> Path:
        (tmp_path / f"{name}.yml").write_text(dedent(rules).lstrip("\n"), encoding="utf-8")
        (tmp_path / f"{name}.cases.yml").write_text(dedent(cases).lstrip("\n"), encoding="utf-8")
        return tmp_path

    return write
