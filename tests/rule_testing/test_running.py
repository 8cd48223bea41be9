"""What `run_cases` says of good and of failing cases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from riveter.rule_testing import CaseReport, run_cases, runner
from tests.rule_testing.conftest import Write


def problems(report: CaseReport) -> list[str]:
    return [problem.summary for case in report.cases for problem in case.problems]


def one_case(body: str) -> str:
    """A case file with one case of the rule on keys."""
    lines = "\n".join(f"    {line}" for line in body.strip("\n").splitlines())
    return f"cases:\n  - rule: key-rotation\n    name: only one\n{lines}\n"


GOOD_KEY = 'terraform: \'resource "aws_kms_key" "k" { enable_key_rotation = true }\'\n'


def test_a_case_passes_where_every_outcome_is_as_expected(folder: Write) -> None:
    report = run_cases([str(folder())])

    assert report.ok
    assert [(case.rule, case.name, case.passed) for case in report.cases] == [("key-rotation", "rotated and not", True)]
    assert report.seconds > 0


def test_a_wrong_outcome_is_told_with_the_reason_and_the_line_of_the_expectation(folder: Write) -> None:
    cases = """
        cases:
          - rule: key-rotation
            name: wrong
            terraform: |
              resource "aws_kms_key" "bad" {
                enable_key_rotation = false
              }
            expect:
              pass:
                - aws_kms_key.bad
        """
    report = run_cases([str(folder(cases))])

    [case] = report.failures
    [problem] = case.problems
    assert problem.summary == "Expected pass for aws_kms_key.bad, but it is fail"
    assert "enable_key_rotation" in problem.detail
    assert problem.span is not None
    assert (Path(problem.span.file).name, problem.span.start_line) == ("aws.cases.yml", 10)


def test_an_outcome_that_nobody_expects_is_a_failure(folder: Write) -> None:
    cases = one_case(
        """
terraform: |
  resource "aws_kms_key" "good" {
    enable_key_rotation = true
  }
  resource "aws_kms_key" "bad" {}
expect: {pass: [aws_kms_key.good]}
"""
    )
    assert problems(run_cases([str(folder(cases))])) == ["aws_kms_key.bad is fail, and `expect` does not name it"]


def test_an_address_that_is_not_there_is_told_with_the_nearest(folder: Write) -> None:
    report = run_cases([str(folder(one_case(GOOD_KEY + "expect: {pass: [aws_kms_key.kk]}")))])

    [first, _] = report.cases[0].problems
    assert first.summary == "Expected pass for aws_kms_key.kk, but the rule does not apply to it"
    assert first.hint == "Did you mean `aws_kms_key.k`?"


def test_a_bare_outcome_means_every_resource_of_the_types_of_the_rule(folder: Write) -> None:
    cases = one_case(
        """
terraform: |
  resource "aws_kms_key" "bad" {}
  resource "aws_kms_key" "off" {
    is_enabled = false
  }
  resource "aws_sqs_queue" "other" {}
expect: fail
"""
    )
    assert problems(run_cases([str(folder(cases))])) == [
        "Expected fail for aws_kms_key.off, but the rule does not apply to it"
    ]


def test_a_case_without_any_resource_of_the_rule_fails(folder: Write) -> None:
    cases = one_case('terraform: \'resource "aws_sqs_queue" "q" {}\'\nexpect: not_applicable')
    assert problems(run_cases([str(folder(cases))])) == [
        "Expected not_applicable, but the case has no resource of the rule's types"
    ]


@pytest.mark.parametrize(("outcome", "ok"), [("not_applicable", True), ("pass", False)])
def test_a_resource_the_filters_leave_out_is_not_applicable(folder: Write, outcome: str, ok: bool) -> None:
    cases = one_case(
        f'terraform: \'resource "aws_kms_key" "off" {{ is_enabled = false }}\'\nexpect: {{{outcome}: [aws_kms_key.off]}}'
    )
    assert run_cases([str(folder(cases))]).ok is ok


def test_variables_have_the_types_they_are_written_with(folder: Write) -> None:
    cases = one_case(
        """
variables: {keys: {a: true, b: false}, enabled: true}
terraform: |
  variable "keys" {}
  variable "enabled" {
    type = bool
  }
  resource "aws_kms_key" "k" {
    for_each            = var.keys
    enable_key_rotation = each.value
    is_enabled          = var.enabled
  }
expect: {pass: ['aws_kms_key.k["a"]'], fail: ['aws_kms_key.k["b"]']}
"""
    )
    report = run_cases([str(folder(cases))])
    assert problems(report) == []


def test_a_variable_without_a_value_makes_the_outcome_unknown(folder: Write) -> None:
    cases = one_case(
        """
terraform: |
  variable "rotate" {}
  resource "aws_kms_key" "k" {
    enable_key_rotation = var.rotate
  }
expect: pass
"""
    )
    [case] = run_cases([str(folder(cases))]).failures
    assert case.problems[0].summary == "Expected pass for aws_kms_key.k, but it is unknown"
    # The place of the variable is told as a place in the case file.
    assert "aws.cases.yml:5" in case.problems[0].detail
    assert "riveter-case-" not in case.problems[0].detail


def test_the_environment_of_the_caller_is_not_looked_at(folder: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_VAR_rotate", "true")
    cases = one_case(
        """
terraform: |
  variable "rotate" {}
  resource "aws_kms_key" "k" {
    enable_key_rotation = var.rotate
  }
expect: unknown
"""
    )
    assert run_cases([str(folder(cases))]).ok


def test_parameters_of_a_case_replace_the_defaults(folder: Write) -> None:
    cases = """
        cases:
          - rule: log-retention
            name: enough by default
            terraform: &logs 'resource "aws_cloudwatch_log_group" "l" { retention_in_days = 60 }'
            expect: pass
          - rule: log-retention
            name: too short for a year
            parameters: {min_days: 365}
            terraform: *logs
            expect: fail
        """
    assert run_cases([str(folder(cases))]).ok


@pytest.mark.parametrize(
    ("parameters", "summary"),
    [
        ("{min_dys: 1}", "The file of `log-retention` has no parameter `min_dys`"),
        ("{min_days: soon}", "Parameter `min_days` must be a number, not `soon`"),
        ("{min_days: [1]}", "Parameter `min_days` must be a number, not `[1]`"),
        ("{min_days: null}", "Parameter `min_days` must be a number, not null"),
    ],
)
def test_parameters_that_do_not_fit_fail_the_case_at_their_line(folder: Write, parameters: str, summary: str) -> None:
    cases = f"""
        cases:
          - rule: log-retention
            name: odd
            parameters: {parameters}
            terraform: 'resource "aws_cloudwatch_log_group" "l" {{}}'
            expect: fail
        """
    [case] = run_cases([str(folder(cases))]).failures
    assert case.problems[0].summary.startswith(summary)
    assert case.problems[0].span is not None
    assert case.problems[0].span.start_line == 4


@pytest.mark.parametrize(
    "change", [lambda text: f"# {'x' * 300_000}\n{text}", lambda text: text.replace("resource_type", '"resource_type"')]
)
def test_rules_without_cases_are_found_in_any_file_of_a_folder(folder: Write, change: Callable[[str], str]) -> None:
    root = folder(
        'cases: [{rule: key-rotation, name: a, terraform: \'resource "aws_kms_key" "k" {}\', expect: fail}]\n'
    )
    other = "- {id: other, resource_type: aws_x_y, assertions: [{key: a, operator: exists}]}\n"
    (root / "other.yml").write_text(change(other), encoding="utf-8")
    assert "other" in {item.rule for item in run_cases([str(root)]).rules}


def test_a_misspelt_variable_fails_the_case_at_its_place(folder: Write) -> None:
    cases = """
        cases:
          - rule: key-rotation
            name: odd
            variables: {rotat: true}
            terraform: |
              variable "rotate" {}
              resource "aws_kms_key" "k" { enable_key_rotation = var.rotate }
            expect: unknown
        """
    [case] = run_cases([str(folder(cases))]).failures
    [problem] = case.problems
    assert problem.summary == "The Terraform of the case has no variable `rotat`"
    assert problem.hint == "Did you mean `rotate`?"
    assert problem.span is not None
    assert (problem.span.start_line, problem.span.start_col) == (4, 17)


def test_a_resource_of_another_type_is_no_case_of_a_filter(folder: Write) -> None:
    cases = """
        cases:
          - rule: key-rotation
            name: odd
            terraform: resource "aws_s3_bucket" "b" {}
            expect: {not_applicable: [aws_s3_bucket.b]}
        """
    [case] = run_cases([str(folder(cases))]).failures
    [problem] = case.problems
    assert problem.summary == "aws_s3_bucket.b is not of the rule's types"


def test_a_problem_in_text_that_has_no_lines_of_its_own_is_placed_at_the_text(folder: Write) -> None:
    cases = """
        cases:
          - rule: key-rotation
            name: odd
            terraform: >
              resource "aws_kms_key" "k" {
            expect: fail
          - rule: key-rotation
            name: nowhere
            path: nowhere
            expect: fail
        """
    folded, missing = run_cases([str(folder(cases))]).failures
    assert [str(case.problems[0].span).split(":", 1)[1] for case in (folded, missing)] == ["4:16", "9:11"]


def test_a_blank_line_before_the_terraform_moves_no_place(folder: Write) -> None:
    cases = """
        cases:
          - rule: key-rotation
            name: odd
            terraform: |

              resource "aws_kms_key" "k" { enable_key_rotation = local.x }
            expect: fail
        """
    [case] = run_cases([str(folder(cases))]).failures
    assert str(case.problems[0].span).endswith(":6:58")


def test_a_syntax_error_in_the_terraform_is_placed_in_the_case_file(folder: Write) -> None:
    cases = """
        cases:
          - rule: key-rotation
            name: broken
            terraform: |
              resource "aws_kms_key" "k" {
                enable_key_rotation = = true
              }
            expect: pass
        """
    [case] = run_cases([str(folder(cases))]).failures
    span = case.problems[0].span
    assert span is not None
    assert (Path(span.file).name, span.start_line) == ("aws.cases.yml", 6)
    assert span.start_col > len("      enable_key_rotation = ")


def test_a_path_is_relative_to_the_case_file(folder: Write) -> None:
    root = folder(one_case("path: fixtures/good\nexpect: {pass: [aws_kms_key.k]}"))
    module = root / "fixtures" / "good"
    module.mkdir(parents=True)
    (module / "main.tf").write_text('resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n')

    assert run_cases([str(root / "aws.cases.yml")]).ok


def test_a_path_that_is_not_there_fails_the_case(folder: Write) -> None:
    [summary] = problems(run_cases([str(folder(one_case("path: nowhere\nexpect: pass")))]))
    assert summary.startswith("There is no ")


@pytest.mark.parametrize("target", ["", "aws.yml", "aws.cases.yml"])
def test_folders_rule_files_and_case_files_can_be_named(folder: Write, target: str) -> None:
    report = run_cases([str(folder() / target)])

    assert len(report.cases) == 1
    assert [rule.rule for rule in report.rules] == ["log-retention", "key-rotation"]


def test_files_named_twice_are_run_once(folder: Write) -> None:
    root = folder()
    assert len(run_cases([str(root), str(root / "aws.yml"), str(root / "aws.cases.yml")]).cases) == 1


def test_rules_without_both_outcomes_are_listed(folder: Write) -> None:
    report = run_cases([str(folder())])

    assert [(rule.rule, rule.missing) for rule in report.untested] == [("log-retention", "no case")]
    assert [(rule.passing, rule.failing, rule.not_applicable) for rule in report.rules if rule.tested] == [(1, 1, 1)]


@pytest.mark.parametrize(
    ("expect", "missing"),
    [("pass", "no failing case"), ("fail", "no passing case"), ("unknown", "neither a passing nor a failing case")],
)
def test_what_is_missing_is_said(folder: Write, expect: str, missing: str) -> None:
    report = run_cases([str(folder(one_case(f"{GOOD_KEY}expect: {expect}")))])
    assert {rule.rule: rule.missing for rule in report.untested}["key-rotation"] == missing


def test_rule_files_without_cases_are_listed_when_a_folder_is_named(folder: Write) -> None:
    root = folder()
    (root / "more.yml").write_text(
        "rules:\n  - name: Queues must be named\n    resource_type: aws_sqs_queue\n    assertions: [{key: name, operator: exists}]\n"
    )
    (root / "workflow.yml").write_text("on: push\njobs: {}\n")

    assert "queues-must-be-named" in [rule.rule for rule in run_cases([str(root)]).untested]


@pytest.mark.parametrize("select", ["rotation", "ROTATED AND", "key-*", "*not"])
def test_cases_are_selected_by_rule_or_name(folder: Write, select: str) -> None:
    report = run_cases([str(folder())], select=select)

    assert [case.rule for case in report.cases] == ["key-rotation"]
    assert [rule.rule for rule in report.rules] == ["key-rotation"]


def test_a_selection_of_nothing_is_an_error(folder: Write) -> None:
    report = run_cases([str(folder())], select="nothing-like-it")

    assert report.broken
    assert [item.summary for item in report.diagnostics] == ["No case is selected by `nothing-like-it`"]


def test_no_cases_at_all_is_an_error(tmp_path: Path) -> None:
    report = run_cases([str(tmp_path)])
    assert report.broken
    assert report.diagnostics[0].summary.startswith("There are no cases in ")


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    report = run_cases([str(tmp_path / "missing")])
    assert report.diagnostics[0].summary.startswith("There is no file or folder ")


def test_processes_give_what_one_process_gives(folder: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "CASES_WORTH_A_PROCESS", 1)
    many = "cases:\n" + "".join(
        f'  - rule: {rule}\n    name: number {i}\n    terraform: \'resource "{type}" "r" {{}}\'\n    expect: fail\n'
        for i in range(3)
        for rule, type in (("key-rotation", "aws_kms_key"), ("log-retention", "aws_cloudwatch_log_group"))
    )
    root = folder(many)
    alone, together = run_cases([str(root)], jobs=1), run_cases([str(root)], jobs=2)

    assert [(case.rule, case.name, case.problems) for case in alone.cases] == [
        (case.rule, case.name, case.problems) for case in together.cases
    ]
    assert len(alone.cases) == 6
    assert alone.ok
    assert together.ok


def test_progress_counts_rules(folder: Write) -> None:
    seen: list[tuple[int, int]] = []
    run_cases([str(folder())], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 1)]


def test_a_rule_that_is_not_enabled_is_tested_all_the_same(folder: Write) -> None:
    rules = """
        rules:
          - id: key-rotation
            name: Keys must be rotated
            resource_type: aws_kms_key
            enabled: false
            assertions: [{key: enable_key_rotation, operator: is_true}]
        """
    assert run_cases([str(folder(one_case(GOOD_KEY + "expect: pass"), rules))]).ok


MODULE = """
    terraform: |
      module "keys" {
        source = "./keys"
      }
    modules:
      keys: |
        resource "aws_kms_key" "k" {
          enable_key_rotation = %s
        }
    expect: {pass: [module.keys.aws_kms_key.k]}
"""


def test_a_case_may_have_local_modules(folder: Write) -> None:
    assert run_cases([str(folder(f"cases:\n  - rule: key-rotation\n    name: m{MODULE % 'true'}"))]).ok
    report = run_cases([str(folder(f"cases:\n  - rule: key-rotation\n    name: m{MODULE % 'false'}"))])
    assert problems(report) == ["Expected pass for module.keys.aws_kms_key.k, but it is fail"]


def test_a_mistake_in_a_local_module_is_told_at_the_case(folder: Write) -> None:
    report = run_cases([str(folder(f"cases:\n  - rule: key-rotation\n    name: m{MODULE % '('}"))])
    [problem] = [problem for case in report.cases for problem in case.problems if problem.span is not None][:1]
    assert problem.span is not None
    assert Path(problem.span.file).name == "aws.cases.yml"
