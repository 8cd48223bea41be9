"""Malformed case files: each mistake is told with its line, and the good cases are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.rule_testing import run_cases
from riveter.rule_testing.cases import load_cases
from tests.rule_testing.conftest import RULES, Write

HEAD = "cases:\n  - rule: key-rotation\n    name: odd\n"
KEY = '    terraform: \'resource "aws_kms_key" "k" {}\'\n'


@pytest.mark.parametrize(
    ("text", "line", "column", "summary"),
    [
        ("", 1, 1, "A case file must be a map, not empty"),
        ("- rule: x\n", 1, 1, "A case file must be a map, not a list"),
        ("case: []\n", 1, 1, "Unknown key `case` in a case file"),
        ("cases: {}\n", 1, 8, "`cases` must be a list, not a map"),
        ("cases: []\n", 1, 8, "The file holds no cases"),
        ("cases:\n  - text\n", 2, 5, "A case must be a map, not text"),
        ("cases:\n  - name: odd\n    terraform: x\n    expect: fail\n", 2, 5, "`rule` is missing in a case"),
        (f"{HEAD}    terrafrom: x\n    expect: fail\n", 4, 5, "Unknown key `terrafrom` in a case"),
        (f"{HEAD}    expect: fail\n", 2, 5, "A case needs `terraform` or `path`"),
        (f"{HEAD}{KEY}    path: x\n    expect: fail\n", 5, 5, "A case can't have both `terraform` and `path`"),
        (f"{HEAD}{KEY}", 2, 5, "`expect` is missing in a case"),
        (f"{HEAD}{KEY}    expect: failed\n", 5, 13, "`expect` can't be `failed`"),
        (f"{HEAD}{KEY}    expect: [fail]\n", 5, 13, "`expect` can't be a list"),
        (f"{HEAD}{KEY}    expect: {{fails: [a.b]}}\n", 5, 14, "Unknown outcome `fails`"),
        (f"{HEAD}{KEY}    expect: {{fail: []}}\n", 5, 13, "`expect` names no resource"),
        (f"{HEAD}{KEY}    expect: {{fail: [a.b], pass: [a.b]}}\n", 5, 34, "`a.b` is expected to be both fail and pass"),
        (f"{HEAD}{KEY}    expect: {{fail: [a.b, a.b]}}\n", 5, 26, "`a.b` is named twice"),
        (f"{HEAD}{KEY}    expect: {{fail: [{{a: b}}]}}\n", 5, 21, "`fail` must be text or a list of text"),
        (f"{HEAD}{KEY}    variables: [a]\n    expect: fail\n", 5, 16, "`variables` must be a map, not a list"),
        (f"{HEAD}{KEY}    variables: {{a: yes}}\n    expect: fail\n", 5, 20, "`yes` may mean text or a bool"),
        (f"{HEAD}{KEY}    modules: {{../up: x}}\n    expect: fail\n", 5, 22, "A module must have the name of a folder"),
        (f"{HEAD}    path: x\n    modules: {{a: x}}\n    expect: fail\n", 5, 5, "`modules` needs `terraform`"),
        (f"{HEAD}{KEY}    parameters: {{a: {{b: }}}}\n    expect: fail\n", 5, 25, "`b` in `parameters` is blank"),
        (f"{HEAD}{KEY}    expect: fail\n    expect: pass\n", 6, 5, "Key `expect` is given twice"),
        ("cases:\n\t- rule: x\n", 2, 1, "The YAML can't be read"),
    ],
)  # fmt: skip
def test_the_mistake_is_told_with_its_place(folder: Write, text: str, line: int, column: int, summary: str) -> None:
    root = folder()
    (root / "aws.cases.yml").write_text(text, encoding="utf-8")
    report = run_cases([str(root)])

    first = report.diagnostics[0]
    assert report.broken
    assert first.summary.startswith(summary)
    assert first.span is not None
    assert (Path(first.span.file).name, first.span.start_line, first.span.start_col) == ("aws.cases.yml", line, column)


def test_a_misspelt_outcome_gets_a_suggestion(folder: Write) -> None:
    report = run_cases([str(folder(f"{HEAD}{KEY}    expect: unknwon\n"))])
    assert report.diagnostics[0].hint == "Did you mean `unknown`?"


def test_a_misspelt_rule_gets_a_suggestion(folder: Write) -> None:
    cases = f"{HEAD}{KEY}    expect: fail\n".replace("key-rotation", "key-rotations")
    [problem] = run_cases([str(folder(cases))]).diagnostics
    assert problem.summary.startswith("There is no rule `key-rotations` in ")
    assert problem.hint == "Did you mean `key-rotation`?"
    assert problem.span is not None
    assert problem.span.start_line == 2


def test_good_cases_run_beside_broken_ones(folder: Write) -> None:
    cases = f"{HEAD}{KEY}    expect: fail\n  - rule: key-rotation\n    name: broken\n"
    report = run_cases([str(folder(cases))])

    assert report.broken
    assert [(case.name, case.passed) for case in report.cases] == [("odd", True)]


def test_two_cases_of_a_rule_with_one_name_are_refused(folder: Write) -> None:
    case = f"  - rule: key-rotation\n    name: odd\n{KEY}    expect: fail\n"
    report = run_cases([str(folder(f"cases:\n{case}{case}"))])

    assert report.diagnostics[0].summary == "`key-rotation` has two cases called `odd`"
    assert report.diagnostics[0].detail == "The first is at line 2."


def test_a_case_file_without_rules_beside_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "lonely.cases.yml").write_text(f"{HEAD}{KEY}    expect: fail\n")
    [problem] = run_cases([str(tmp_path)]).diagnostics

    assert problem.summary == "There are no rules for this case file"
    assert problem.detail == "`lonely.yml` does not exist."


def test_a_case_file_may_name_rules_that_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "aws.yml").write_text(RULES)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "keys.cases.yml").write_text(f"rules: [../rules/aws.yml]\n{HEAD}{KEY}    expect: fail\n")

    assert run_cases([str(tmp_path / "tests")]).ok


def test_a_named_rule_file_that_is_not_there_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.cases.yml").write_text(f"rules:\n  - missing.yml\n{HEAD}{KEY}    expect: fail\n")
    [problem] = run_cases([str(tmp_path)]).diagnostics
    assert problem.summary == "There is no rule file `missing.yml`"
    assert problem.span is not None
    assert problem.span.start_line == 2


def test_a_broken_rule_file_is_told_and_the_other_rules_are_tested(folder: Write) -> None:
    rules = (
        RULES
        + "  - id: broken\n    name: Broken\n    resource_type: aws_x\n    assertions: [{key: a, operator: equal_to, value: 1}]\n"
    )
    report = run_cases([str(folder(rules=rules))])

    assert report.broken
    assert [item.summary for item in report.diagnostics] == ["Unknown operator `equal_to`"]
    assert [case.passed for case in report.cases] == [True]


def test_one_id_in_two_files_is_an_error(folder: Write) -> None:
    folder()
    report = run_cases([str(folder(name="copy"))])
    assert any(item.summary == "Two rules have the id `key-rotation`" for item in report.diagnostics)


def test_the_place_of_inline_terraform_is_known_for_literal_blocks_only(folder: Write) -> None:
    cases = """
        cases:
          - rule: key-rotation
            name: literal
            terraform: |
              resource "aws_kms_key" "k" {}
            expect: fail
          - rule: key-rotation
            name: quoted
            terraform: 'resource "aws_kms_key" "k" {}'
            expect: fail
        """
    literal, quoted = load_cases(str(folder(cases) / "aws.cases.yml")).cases
    assert (literal.first_line, literal.indent) == (5, 6)
    assert (quoted.first_line, quoted.indent) == (0, 0)


def test_what_a_case_file_names_must_lie_in_the_repository(
    folder: Write, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "main.tf").write_text("secret-content", encoding="utf-8")
    (outside / "rules.yml").write_text("secret-content: {", encoding="utf-8")
    cases = f"{HEAD}    path: {outside}\n    expect: fail\nrules: [aws.yml, {outside / 'rules.yml'}]\n"
    root = folder(cases)
    (root / "linked.yml").symlink_to(outside / "rules.yml")
    (root / "linked.cases.yml").write_text(HEAD + "    path: .\n    expect: fail\n", encoding="utf-8")
    (root / "far.cases.yml").symlink_to(outside / "rules.yml")
    monkeypatch.chdir(root)
    report = run_cases(["."])

    assert [(str(item.span), item.summary.split("`")[-1].strip(), item.detail) for item in report.diagnostics] == [
        ("aws.cases.yml:6:18", "is outside of the repository", "It is not read."),
        ("aws.cases.yml:4:11", "is outside of the repository", "It is not read."),
        ("linked.cases.yml:1:1", "is outside of the repository", "It is not read."),
    ]
    assert "secret-content" not in repr(report)


def test_cases_may_name_what_lies_elsewhere_in_the_repository(folder: Write) -> None:
    root = folder()
    (root / ".git").mkdir()
    (root / "infra").mkdir()
    (root / "infra" / "main.tf").write_text('resource "aws_kms_key" "k" {}', encoding="utf-8")
    (root / "policies").mkdir()
    (root / "aws.yml").rename(root / "shared.yml")
    (root / "aws.cases.yml").unlink()
    cases = f"rules: [../shared.yml]\n{HEAD}    path: ../infra\n    expect: fail\n"
    (root / "policies" / "x.cases.yml").write_text(cases, encoding="utf-8")
    assert run_cases([str(root / "policies")]).ok
