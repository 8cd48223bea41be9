"""docs/packs.md: its examples work, its tables are those of the catalogue."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from riveter.rule_testing import run_cases
from riveter.rules.packs.packs import load_pack
from tests.packs import docs
from tests.packs.catalogue import PACKS

YAML_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def example(first_line: str) -> str:
    """The example that begins with a comment."""
    blocks = YAML_BLOCK.findall(docs.PAGE.read_text(encoding="utf-8"))
    [found] = [block for block in blocks if block.startswith(first_line)]
    return str(found)


def test_the_tables_are_those_of_the_catalogue() -> None:
    # `python -m tests.packs.docs` writes them.
    assert docs.PAGE.read_text(encoding="utf-8") == docs.page()


def test_the_pack_of_the_example_loads(tmp_path: Path) -> None:
    (tmp_path / "team.yml").write_text(example("# packs/team.yml"), encoding="utf-8")
    (tmp_path / "team-rules.yml").write_text(
        "- {name: Queues must have a name, resource_type: aws_sqs_queue, assertions: [{key: name, operator: exists}]}\n"
    )
    result = load_pack(str(tmp_path / "team.yml"))

    assert result.diagnostics == ()
    assert result.pack is not None
    severities = {rule.id: rule.severity for rule in result.pack.rules}
    assert severities["kms-key-rotation-enabled"] == "high"
    assert {"buckets-must-have-an-owner", "queues-must-have-a-name", "s3-bucket-versioning"} <= set(severities)
    assert "rds-multi-az" not in severities


def test_the_case_of_the_example_passes(tmp_path: Path) -> None:
    shutil.copy(PACKS / "aws" / "kms.yml", tmp_path)
    (tmp_path / "kms.cases.yml").write_text(example("# aws/kms.cases.yml"), encoding="utf-8")

    report = run_cases([str(tmp_path / "kms.cases.yml")])

    assert report.ok, report.failures
    assert len(report.cases) == 1
