"""Real directories scanned by the real command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.conftest import Riveter, _scrubbed, riveter

__all__ = ["_scrubbed", "riveter"]

RULES = """\
parameters:
  days: {type: number, default: 7}
rules:
  - id: kms-rotation
    name: KMS keys must have rotation enabled
    severity: high
    resource_type: aws_kms_key
    assertions:
      - {key: enable_key_rotation, operator: equals, value: true}
    metadata:
      equivalents: {checkov: [CKV_AWS_7], trivy: [AVD-AWS-0065], tfsec: [aws-kms-auto-rotate-keys]}
  - id: kms-window
    name: KMS keys must wait before they are deleted
    severity: low
    resource_type: aws_kms_key
    filters:
      - {key: deletion_window_in_days, operator: exists}
    assertions:
      - {key: deletion_window_in_days, operator: greater_than_or_equal, value: "{param.days}"}
  - id: sg-open
    name: Security groups must not be open to the world
    resource_type: aws_security_group
    assertions:
      - {key: "ingress.*.cidr_blocks", operator: not_contains, value: "0.0.0.0/0"}
    metadata:
      equivalents: {checkov: [CKV_AWS_24], trivy: [AVD-AWS-0107]}
"""


class Scan(NamedTuple):
    """What a scan gave: the exit code, outcomes by ``rule address``, the findings and diagnostics of the JSON report."""

    code: int
    outcomes: dict[str, str]
    findings: list[dict[str, Any]]
    diagnostics: list[dict[str, Any]]

    def about(self, text: str) -> list[str]:
        """The diagnostics that hold a text: severity, place and summary."""
        return [
            f"{item['severity']} {item['file']}:{item['line']}:{item['column']} {item['summary']}"
            for item in self.diagnostics
            if text in f"{item['summary']} {item['detail']} {item['hint']}"
        ]

    def hints(self) -> list[str]:
        """What is advised."""
        return [item["hint"] for item in self.diagnostics]


ScanText = Callable[..., Scan]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with rules."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "rules.yml").write_text(RULES, "utf-8")
    return tmp_path


@pytest.fixture
def scan(riveter: Riveter, repository: Path) -> ScanText:
    """`scan(main_tf, "--option", …)` scans it together with what else lies in the repository."""

    def run(main: str | None = None, *options: str) -> Scan:
        if main is not None:
            (repository / "main.tf").write_text(main, "utf-8")
        rules = () if (repository / "riveter.yml").exists() else ("-r", "rules.yml")
        done = riveter("scan", *rules, "-f", "json", *options)
        document = json.loads(done.out)
        outcomes = {
            f"{item['rule_id']} {item['resource']['address']}": item["outcome"] for item in document["findings"]
        }
        return Scan(done.code, outcomes, document["findings"], document["diagnostics"])

    return run


def config(repository: Path, text: str) -> None:
    """Write a config that uses the rules."""
    (repository / "riveter.yml").write_text("rules: rules.yml\n" + text, "utf-8")
