"""The batch data pipeline: its commands print what its README promises, and each of its broken variants is caught."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.examples.commands import EXAMPLES, run, shown

PIPELINE = EXAMPLES / "batch-data-pipeline"
RULES = "-r data-security-rules.yml -r compliance-rules.yml -r pipeline-rules.yml"
THREE_FILES = f"riveter scan {RULES} -t *.tf"


def scan(command: str, folder: Path = PIPELINE) -> dict[str, Any]:
    """The JSON report of a command that scans."""
    process = run(f"{command} -f json", folder)
    assert process.stderr == ""
    report: dict[str, Any] = json.loads(process.stdout)
    return report


def failing(report: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (entry["rule_id"], entry["resource"]["address"]) for entry in report["findings"] if entry["outcome"] == "fail"
    }


def test_the_three_rule_files_pass_with_the_lines_and_counts_of_the_expected_results() -> None:
    process = run(THREE_FILES, PIPELINE)

    assert process.returncode == 0, process.stdout + process.stderr
    lines = process.stdout.splitlines()
    assert {
        "✅ S3 buckets must use KMS encryption (3 resources)",
        "✅ Data buckets must have lifecycle policies (2 resources)",
        "✅ IAM roles must have least privilege policies (4 resources)",
        "✅ Lambda functions must have CloudWatch logging (2 resources)",
        "✅ Glue jobs must have security configuration (1 resource)",
        "✅ Glue jobs must enable CloudWatch logging (1 resource)",
        "✅ KMS keys must have rotation enabled (2 resources)",
        "✅ S3 buckets must block public access (3 resources)",
    } <= set(lines)
    assert lines[-2:] == ["Summary: 18 rules passed, 0 failed", "Validation passed!"]


def test_every_rule_of_the_three_files_applies_and_nothing_is_unknown() -> None:
    report = scan(THREE_FILES)

    assert report["summary"]["rules_passed"] == 18
    assert report["summary"]["rules_not_applicable"] == 0
    assert {entry["outcome"] for entry in report["findings"]} == {"pass"}
    assert report["diagnostics"] == []


def test_without_values_for_the_variables_the_rules_still_decide(tmp_path: Path) -> None:
    # As with a module whose tfvars are kept elsewhere: the policies hold account ids that are unknown then.
    for path in [*PIPELINE.glob("*.tf"), *PIPELINE.glob("*.yml")]:
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    for path in PIPELINE.glob("src/*/*.py"):
        target = tmp_path / path.relative_to(PIPELINE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")

    report = scan(THREE_FILES, tmp_path)

    assert {entry["outcome"] for entry in report["findings"]} == {"pass"}


@pytest.mark.parametrize("pack", ["aws-security", "soc2-security", "soc2"])
def test_the_packs_find_nothing_wrong(pack: str) -> None:
    report = scan(f"riveter scan -p {pack} -t *.tf")

    assert failing(report) == set()
    assert report["summary"]["rules_failed"] == 0
    assert report["summary"]["rules_unknown"] == 0
    assert report["summary"]["rules_passed"] > 0


def test_both_packs_at_once_exit_0() -> None:
    process = run("riveter scan -p aws-security -p soc2-security -t *.tf", PIPELINE)

    assert process.returncode == 0, process.stdout + process.stderr
    assert re.search(r"^Summary: \d+ rules passed, 0 failed", process.stdout, re.MULTILINE)


def test_the_governance_patterns_apply_to_the_pipeline() -> None:
    report = scan("riveter scan -r governance-patterns.yml -t *.tf")

    passed = {
        (entry["rule_name"], entry["resource"]["address"]) for entry in report["findings"] if entry["outcome"] == "pass"
    }
    assert ("Sensitive data buckets must have additional encryption", "aws_s3_bucket.temp") in passed
    assert ("Data processing roles must use specific policies", "aws_iam_role.lambda_role") in passed
    assert failing(report) == set()


@pytest.mark.parametrize(
    ("command", "output"), shown(PIPELINE / "README.md"), ids=["rules", "architecture", "patterns"]
)
def test_the_readme_shows_what_its_commands_print(command: str, output: str) -> None:
    assert run(command, PIPELINE).stdout == output


def test_more_log_retention_can_be_asked_for() -> None:
    report = scan("riveter scan -r compliance-rules.yml --param min_log_retention_days=400 -t *.tf")

    assert {rule for rule, _ in failing(report)} == {"log-groups-kept-and-encrypted"}


@pytest.mark.parametrize(
    ("variant", "file", "rule", "address", "cause", "solution"),
    [
        pytest.param(
            "lifecycle-order",
            "data-security-rules.yml",
            "s3-lifecycle-transition-order",
            "aws_s3_bucket_lifecycle_configuration.raw_data",
            "conflicting transition rules",
            "ascending order",
            id="lifecycle-order",
        ),
        pytest.param(
            "security-configuration-not-found",
            "pipeline-rules.yml",
            "glue-security-configuration-encrypts",
            "aws_glue_job.etl_job",
            "etl-securty",
            "verify security configuration name",
            id="security-configuration-not-found",
        ),
        pytest.param(
            "glue-role-without-kms",
            "pipeline-rules.yml",
            "glue-role-may-use-key",
            "aws_iam_role.glue_role",
            "IAM role lacks KMS permissions",
            "kms:Decrypt and kms:GenerateDataKey",
            id="glue-role-without-kms",
        ),
    ],
)
def test_a_broken_variant_fails_one_rule_that_names_cause_and_solution(
    variant: str, file: str, rule: str, address: str, cause: str, solution: str
) -> None:
    command = f"riveter scan -r {file} broken/{variant}"

    report = scan(command)

    assert failing(report) == {(rule, address)}
    finding = next(entry for entry in report["findings"] if entry["outcome"] == "fail")
    messages = " ".join([finding["message"], *(entry["message"] for entry in finding["assertions"])])
    assert cause in messages
    assert solution in messages
    assert run(command, PIPELINE).returncode == 1


def test_the_packages_are_the_same_each_time(tmp_path: Path) -> None:
    for path in (PIPELINE / "src").rglob("*.*"):
        target = tmp_path / "src" / path.relative_to(PIPELINE / "src")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "src" / "build.sh").chmod(0o755)
    names = ("data_processor", "job_monitor")
    built = []
    for _ in range(2):
        assert run("./src/build.sh", tmp_path).returncode == 0
        built.append([(tmp_path / f"{name}.zip").read_bytes() for name in names])
        (tmp_path / "src" / "job_monitor" / "index.py").touch()
    assert built[0] == built[1]
    assert [zipfile.ZipFile(tmp_path / f"{name}.zip").namelist() for name in names] == [["index.py"], ["index.py"]]


def test_a_lifecycle_rule_is_judged_by_itself() -> None:
    # The second rule of the broken variant starts at 30 days again, which is fine: the finding points into the first one.
    report = scan("riveter scan -r data-security-rules.yml broken/lifecycle-order")

    finding = next(entry for entry in report["findings"] if entry["outcome"] == "fail")
    keys = {entry["key"] for entry in finding["assertions"] if entry["outcome"] == "fail"}
    assert all(key.startswith("rule.0.") for key in keys)
