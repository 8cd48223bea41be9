"""docs/packs.md and the pages of the rules: examples work, what is made from the catalogue is current."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from riveter.rule_testing import run_cases
from riveter.rules.packs.packs import load_pack
from tests.packs import docs, pages
from tests.packs.catalogue import PACKS

YAML_BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def example(first_line: str) -> str:
    """The example that begins with a comment."""
    blocks = YAML_BLOCK.findall(docs.PAGE.read_text(encoding="utf-8"))
    [found] = [block for block in blocks if block.startswith(first_line)]
    return str(found)


def test_the_table_is_that_of_the_catalogue() -> None:
    # `python -m tests.packs.docs` writes them.
    assert docs.PAGE.read_text(encoding="utf-8") == docs.page()


def test_the_pages_of_the_rules_are_those_of_the_catalogue() -> None:
    # `python -m tests.packs.pages` writes them.
    made = pages.pages()
    there = {path for path in pages.PAGES.rglob("*.md") if path.name != "severities.md"}
    assert there == set(made)
    assert [path.name for path, text in made.items() if path.read_text(encoding="utf-8") != text] == []


def test_the_page_of_a_service_says_everything_about_its_rules() -> None:
    text = (pages.PAGES / "aws" / "s3.md").read_text(encoding="utf-8")
    section = text.partition("\n## s3-bucket-logging\n")[2].partition("\n## ")[0]
    for part in (
        "Without access logs, nobody can find out later who read or changed the objects.",
        'resource "aws_s3_bucket_logging" "example" {',
        "[CIS AWS Foundations Benchmark 7.0](../../frameworks/cis-aws-7.md): 4.4",
        "- Checkov: `CKV_AWS_18`",
        "`S3.9` (stricter: the rule looks at every bucket)",
        "`aws-all`",
        "<https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html>",
    ):
        assert part in section, part


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
