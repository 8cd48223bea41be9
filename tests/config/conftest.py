"""Configs in real directories, used by the real command line."""

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
  - id: kms-window
    name: KMS keys must wait before they are deleted
    severity: low
    resource_type: aws_kms_key
    filters:
      - {key: deletion_window_in_days, operator: exists}
    assertions:
      - {key: deletion_window_in_days, operator: greater_than_or_equal, value: "{param.days}"}
"""
KEY = 'resource "aws_kms_key" "{name}" {{\n  enable_key_rotation = {value}\n  deletion_window_in_days = {days}\n}}\n'


def key(name: str, value: str = "false", days: str = "10") -> str:
    """A key that does not rotate."""
    return KEY.format(name=name, value=value, days=days)


class Scan(NamedTuple):
    """What a scan gave."""

    code: int
    document: dict[str, Any]

    @property
    def outcomes(self) -> dict[str, str]:
        """Outcomes by ``rule address`` (the last one where there are several)."""
        return {f"{item['rule_id']} {item['resource']['address']}": item["outcome"] for item in self.findings}

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The findings of the report."""
        found: list[dict[str, Any]] = self.document["findings"]
        return found

    def where(self, rule: str, outcome: str) -> list[str]:
        """The environments in which a rule has an outcome."""
        found = [item for item in self.findings if (item["rule_id"], item["outcome"]) == (rule, outcome)]
        return [name for item in found for name in item["environments"]]

    @property
    def errors(self) -> list[str]:
        """Errors and warnings: place, summary and hint."""
        return [
            f"{item['file']}:{item['line']}:{item['column']} {item['severity']}: {item['summary']} {item['hint']}".strip()
            for item in self.document["diagnostics"]
            if item["severity"] != "note"
        ]


ScanConfig = Callable[..., Scan]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with rules and a key that does not rotate."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "rules.yml").write_text(RULES, "utf-8")
    (tmp_path / "main.tf").write_text(key("k"), "utf-8")
    return tmp_path


@pytest.fixture
def scan(riveter: Riveter, repository: Path) -> ScanConfig:
    """`scan(config, "--option", …)`: `rules: rules.yml` is added to the config."""

    def run(config: str | None = None, *options: str, rules: bool = True) -> Scan:
        if config is not None:
            (repository / "riveter.yml").write_text(("rules: rules.yml\n" if rules else "") + config, "utf-8")
        done = riveter("scan", "-f", "json", *options)
        return Scan(
            done.code, json.loads(done.out) if done.out else {"findings": [], "diagnostics": [], "err": done.err}
        )

    return run
