"""A scanner of one configuration, with two rules about keys."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import pytest

from riveter.cli.main import main

RULES = """
rules:
  - id: rotated
    resource_type: aws_kms_key
    severity: high
    message: Rotate the key.
    assertions:
      - key: enable_key_rotation
        operator: equals
        value: true
  - id: long
    resource_type: aws_kms_key
    severity: low
    filters:
      - key: deletion_window_in_days
        operator: exists
    assertions:
      - key: deletion_window_in_days
        operator: greater_than_or_equal
        value: 14
"""


class Scanner:
    """Scans one configuration."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.output = ""
        self._capsys = capsys

    def text(self, *words: str) -> str:
        """Return the text report of a scan in one line, which is not quiet."""
        main(["scan", "-r", str(self.folder / "rules.yml"), "--no-cache", *words, str(self.folder)])
        return " ".join(self._capsys.readouterr().out.split())

    def run(self, *words: str) -> int:
        """Return the exit code of a scan."""
        rules = self.folder / "rules.yml"
        rules.write_text(RULES)
        code = main(["scan", "-r", str(rules), "--no-cache", "-q", *words, str(self.folder)])
        self.output = self._capsys.readouterr().out
        return code

    def __call__(self, config: str, *words: str) -> tuple[int, dict[str, Any]]:
        """Return the exit code, and the findings by rule and address, of a scan with proofs."""
        (self.folder / "main.tf").write_text(textwrap.dedent(config))
        code = self.run("--prove", "-f", "json", *words)
        found = {f"{one['rule_id']} {one['resource']['address']}": one for one in json.loads(self.output)["findings"]}
        return code, found


@pytest.fixture
def scanned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Scanner:
    """Return what scans a configuration."""
    monkeypatch.chdir(tmp_path)
    return Scanner(tmp_path, capsys)
