"""`riveter lint`, `riveter test` and `riveter schema` on real files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from riveter.cli.test import percent
from tests.cli.conftest import Riveter

RULES = """\
rules:
  - id: kms-rotation
    name: KMS keys must have rotation enabled
    resource_type: aws_kms_key
    assertions:
      - {key: enable_key_rotation, operator: equals, value: true}
  - id: untested
    name: Nobody tests this
    resource_type: aws_kms_key
    assertions:
      - {key: description, operator: exists}
"""
CASES = """\
cases:
  - rule: kms-rotation
    name: rotation is on
    terraform: |
      resource "aws_kms_key" "k" {
        enable_key_rotation = true
      }
    expect: pass
  - rule: kms-rotation
    name: rotation is off
    terraform: |
      resource "aws_kms_key" "k" {
        enable_key_rotation = false
      }
    expect: fail
"""


@pytest.fixture(autouse=True)
def rules(tmp_path: Path) -> Path:
    """Rules and cases in the working directory."""
    (tmp_path / "rules.yml").write_text(RULES)
    (tmp_path / "rules.cases.yml").write_text(CASES)
    return tmp_path


def test_lint_of_good_rules(riveter: Riveter) -> None:
    assert riveter("lint", "rules.yml") == (0, "No problems found.\n", "")
    assert riveter("lint", "rules.yml", "-q") == (0, "", "")
    assert json.loads(riveter("lint", ".", "--format", "json").out) == {"diagnostics": []}


def test_lint_shows_errors_in_their_lines_with_a_guess(riveter: Riveter, rules: Path) -> None:
    (rules / "rules.yml").write_text(RULES.replace("operator: equals", "operator: eqals"))
    code, out, err = riveter("lint", "rules.yml")
    assert (code, err) == (2, "")
    assert "rules.yml:6:46: error: " in out
    assert "      6 │       - {key: enable_key_rotation, operator: eqals, value: true}" in out
    assert "Did you mean `equals`?" in out
    assert out.endswith("1 error.\n")
    (problem,) = json.loads(riveter("lint", "rules.yml", "--format", "json").out)["diagnostics"]
    assert (problem["file"], problem["line"], problem["column"]) == ("rules.yml", 6, 46)


def test_lint_warnings_fail_only_when_strict(riveter: Riveter, rules: Path) -> None:
    (rules / "rules.yml").write_text(RULES.replace("enable_key_rotation", "enable_key_rotaton"))
    code, out, _ = riveter("lint", "rules.yml")
    assert "Did you mean" in out
    expected = 2 if "error:" in out else 0
    assert code == expected
    assert riveter("lint", "rules.yml", "--strict").code == (expected or 1)


def test_lint_of_nothing_is_a_usage_error(riveter: Riveter) -> None:
    assert riveter("lint").code == 2
    code, out, _ = riveter("lint", "gone.yml")
    assert code == 2
    assert "gone.yml" in out


def test_cases_that_are_as_expected(riveter: Riveter) -> None:
    code, out, err = riveter("test")
    assert (code, err) == (0, "")
    assert "rules.yml:7:5: note: untested has no case\n" in out
    assert "2 cases passed, 0 failed; 1 rule lacks a passing or a failing case (" in out
    assert riveter("test", "--strict").code == 1
    assert "ok kms-rotation: rotation is off" in riveter("test", "-v").out


def test_a_case_that_is_not_as_expected_is_shown_where_it_is_written(riveter: Riveter, rules: Path) -> None:
    (rules / "rules.cases.yml").write_text(CASES.replace("expect: fail", "expect: pass"))
    code, out, _ = riveter("test", "rules.yml")
    assert code == 1
    assert "failed kms-rotation: rotation is off\n" in out
    assert "rules.cases.yml:" in out
    assert "1 case passed, 1 failed" in out
    cases = json.loads(riveter("test", "--format", "json").out)["cases"]
    assert [case["passed"] for case in cases] == [True, False]


def test_cases_can_be_selected(riveter: Riveter) -> None:
    assert "1 case passed, 0 failed" in riveter("test", "-k", "is on").out
    code, out, _ = riveter("test", "-k", "no such case")
    assert code == 2
    assert "no such case" in out


def test_changes_that_no_case_notices_are_told(riveter: Riveter) -> None:
    out = riveter("test", "--mutate", "--jobs", "1").out
    assert "changes noticed (" in out
    report = json.loads(riveter("test", "--mutate", "--jobs", "1", "--format", "json").out)
    assert report["mutation"]["mutants"]
    assert 0 < report["mutation"]["score"] <= 1


def test_a_broken_case_file_is_an_error(riveter: Riveter, rules: Path) -> None:
    (rules / "rules.cases.yml").write_text("cases: [{rule: kms-rotatoin, name: x, terraform: '', expect: pass}]")
    code, out, _ = riveter("test")
    assert code == 2
    assert "kms-rotatoin" in out


def test_the_schema_of_the_output_is_a_schema(riveter: Riveter) -> None:
    import jsonschema

    code, out, _ = riveter("schema", "output")
    assert code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(out))
    assert riveter("schema").out == out
    assert riveter("schema", "nothing").code == 2


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(1286, 1286, "100 %"), (1281, 1286, "99.6 %"), (9999, 10000, "99.9 %"), (0, 7, "0 %")]
)
def test_a_score_is_rounded_down(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown


def test_related_resources_in_the_other_files_of_a_module_are_seen(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "buckets.tf").write_text('resource "aws_s3_bucket" "b" {}\n')
    (tmp_path / "access.tf").write_text(
        'resource "aws_s3_bucket_public_access_block" "b" {\n  bucket = aws_s3_bucket.b.id\n}\n'
    )
    (tmp_path / "related.yml").write_text(
        "- id: blocked\n  name: Blocked\n  resource_type: aws_s3_bucket\n"
        "  assertions: [{related: {resource_type: aws_s3_bucket_public_access_block}}]\n"
    )
    (tmp_path / "related.cases.yml").write_text(
        "cases:\n  - {rule: blocked, name: in another file, path: buckets.tf, expect: pass}\n"
    )
    result = riveter("test", "related.yml")
    assert result.out.startswith("related.yml:1:3: note: blocked has no failing case\n1 case passed, 0 failed")
    assert result.code == 0


@pytest.mark.parametrize(
    "start", [["riveter"], [sys.executable, "-m", "riveter"]], ids=["riveter", "python -m riveter"]
)
def test_no_code_of_the_working_directory_runs(rules: Path, start: list[str]) -> None:
    for name in ("multiprocessing", "concurrent", "click", "msgspec", "yaml", "pickle"):
        (rules / f"{name}.py").write_text("open('ran', 'a').write(__name__)\n")
    many = "".join(
        f'  - {{rule: kms-rotation, name: case {i}, expect: fail, terraform: \'resource "aws_kms_key" "k" {{}}\'}}\n'
        for i in range(250)
    )
    (rules / "rules.cases.yml").write_text(CASES + many + many.replace("kms-rotation", "untested"))
    command = [*start, "test", "--mutate", "--jobs", "2"]
    command[0] = shutil.which(command[0], path=str(Path(sys.executable).parent)) or command[0]
    done = subprocess.run(command, cwd=rules, capture_output=True, text=True, timeout=120, check=False)
    assert "502 cases passed, 0 failed" in done.stdout
    assert done.returncode == 0
    assert not (rules / "ran").exists()


def test_a_number_may_end_in_a_zero(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_ebs_volume" "v" {\n  size = 2.6\n}\n')
    (tmp_path / "rules.yml").write_text(
        "parameters: {least: {type: number, default: 2.50}}\n"
        "rules:\n- id: large\n  resource_type: aws_ebs_volume\n"
        "  assertions: [{key: size, operator: gte, value: '{param.least}'}]\n"
    )
    assert riveter("scan", "-r", "rules.yml").code == 0
    assert riveter("scan", "-r", "rules.yml", "--param", "least=2.70").code == 1
    assert "must be a number" in riveter("scan", "-r", "rules.yml", "--param", "least=2.5.0").err
