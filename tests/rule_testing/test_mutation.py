"""Mutants: what is changed, and that weak cases let changes live."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.rule_testing import run_cases
from riveter.rule_testing.mutation import mutations
from riveter.rules.conditions.compilation import compile_rule
from riveter.rules.reading.files import load_file
from tests.rule_testing.conftest import Write

RULE = """
parameters:
  days: {type: number, default: 7}
  unused: {type: number, default: 1}
rules:
  - id: r
    name: Things must be good
    resource_type: aws_x
    filters:
      - {key: kind, operator: equals, value: big}
    assertions:
      %s
"""


def changes(tmp_path: Path, assertion: str) -> list[str]:
    path = tmp_path / "rules.yml"
    path.write_text(RULE.lstrip("\n") % assertion)
    loaded = load_file(str(path))
    assert loaded.diagnostics == ()
    found = list(mutations(loaded.rules.rules[0]))
    for mutation in found:
        compile_rule(mutation.rule)  # a mutant is a rule
    return [mutation.change for mutation in found]


OF_THE_FILTER = [
    'filter left out: kind equals "big"',
    "operator of kind: equals → not_equals",
    "operator of kind: equals → exists",
    'value of kind equals: "big" → "big~"',
]


@pytest.mark.parametrize(
    ("assertion", "expected"),
    [
        ("- {key: a, operator: is_true}", ["operator of a: is_true → is_not_true", "operator of a: is_true → exists"]),
        ("- {key: a, operator: exists}", ["operator of a: exists → not_exists"]),
        ("- {key: a, operator: is_not_empty}", ["operator of a: is_not_empty → is_empty", "operator of a: is_not_empty → exists"]),
        (
            "- {key: a, operator: greater_than_or_equal, value: 3}",
            [
                "operator of a: greater_than_or_equal → less_than",
                "operator of a: greater_than_or_equal → greater_than",
                "value of a greater_than_or_equal: 3 → 4",
                "value of a greater_than_or_equal: 3 → 2",
            ],
        ),
        (
            "- {key: a, operator: in, value: [x, z]}",
            [
                "operator of a: in → not_in",
                "operator of a: in → exists",
                'value of a in: ["x","z"] → ["z"]',
                'value of a in: ["x","z"] → ["x"]',
            ],
        ),
        (
            "- {key: a, operator: matches, value: '^(x|y)$'}",
            [
                "operator of a: matches → not_matches",
                "operator of a: matches → exists",
                'value of a matches: "^(x|y)$" → "(x|y)$"',
                'value of a matches: "^(x|y)$" → "^(x|y)"',
                'value of a matches: "^(x|y)$" → "^(y)$"',
                'value of a matches: "^(x|y)$" → "^(x)$"',
                'value of a matches: "^(x|y)$" → "~(x|y)$"',
            ],
        ),
        (
            "- {key: a, operator: equals, value: true, quantifier: any}",
            [
                "operator of a: equals → not_equals",
                "operator of a: equals → exists",
                "value of a equals: true → false",
                "quantifier of a equals: any → all",
                "quantifier of a equals: any → none",
            ],
        ),
        (
            "- any: [{key: a, operator: exists}, {key: b, operator: exists}]",
            [
                "any → all",
                "condition left out: a exists",
                "operator of a: exists → not_exists",
                "condition left out: b exists",
                "operator of b: exists → not_exists",
            ],
        ),
        (
            "- not: {key: a, operator: exists}",
            ["`not` left out: not of 1 conditions", "operator of a: exists → not_exists"],
        ),
        (
            "- {each: e, quantifier: none, where: [{key: a, operator: exists}], assertions: [{key: b, operator: exists}]}",
            [
                "quantifier of each e: none → any",
                "`where` condition left out: a exists",
                "operator of a: exists → not_exists",
                "operator of b: exists → not_exists",
            ],
        ),
        (
            "- {related: {resource_type: aws_y}, quantifier: {at_least: 2}, assertions: [{key: b, operator: exists}]}",
            [
                "quantifier of related aws_y: at least 2 → at least 3",
                "assertion left out: b exists",
                "operator of b: exists → not_exists",
            ],
        ),
        (
            '- {key: a, operator: less_than, value: "{param.days}"}',
            [
                "operator of a: less_than → greater_than_or_equal",
                "operator of a: less_than → less_than_or_equal",
                "default of parameter days: 7 → 8",
                "default of parameter days: 7 → 6",
            ],
        ),
    ],
)  # fmt: skip
def test_every_part_of_a_rule_is_changed_in_turn(tmp_path: Path, assertion: str, expected: list[str]) -> None:
    assert changes(tmp_path, assertion) == [*OF_THE_FILTER, *expected]


def test_assertions_are_left_out_where_there_are_several(tmp_path: Path) -> None:
    several = "- {key: a, operator: exists}\n      - {key: b, operator: exists}"
    assert "assertion left out: a exists" in changes(tmp_path, several)
    assert "assertion left out: a exists" not in changes(tmp_path, "- {key: a, operator: exists}")


def test_of_a_long_list_no_item_is_left_out(tmp_path: Path) -> None:
    found = changes(tmp_path, "- {key: a, operator: in, value: [a, b, c, d, e, f, g, h, i]}")
    assert [change for change in found if change.startswith("value of a")] == []


WEAK = """
    cases:
      - rule: key-rotation
        name: rotated
        terraform: |
          resource "aws_kms_key" "good" {
            enable_key_rotation = true
          }
        expect: pass
    """
STRONG = """
    cases:
      - rule: key-rotation
        name: rotated, not rotated, said and not, disabled
        terraform: |
          resource "aws_kms_key" "good" {
            enable_key_rotation = true
            is_enabled          = true
          }
          resource "aws_kms_key" "silent" {}
          resource "aws_kms_key" "off" {
            enable_key_rotation = false
          }
          resource "aws_kms_key" "disabled" {
            is_enabled = false
          }
        expect:
          pass: [aws_kms_key.good]
          fail: [aws_kms_key.silent, aws_kms_key.off]
          not_applicable: [aws_kms_key.disabled]
    """


def test_weak_cases_let_changes_live(folder: Write) -> None:
    mutation = run_cases([str(folder(WEAK))], mutate=True).mutation

    assert mutation is not None
    survivors = {mutant.change for mutant in mutation.survivors}
    assert survivors == {
        "filter left out: is_enabled not_equals false",
        "operator of is_enabled: not_equals → not_exists",
        "operator of enable_key_rotation: is_true → exists",
    }
    assert mutation.score is not None
    assert 0 < mutation.score < 1


def test_strong_cases_notice_every_change(folder: Write) -> None:
    mutation = run_cases([str(folder(STRONG))], mutate=True).mutation

    assert mutation is not None
    assert mutation.survivors == ()
    assert mutation.score == 1


def test_a_survivor_points_at_the_changed_part(folder: Write) -> None:
    root = folder(WEAK)
    mutation = run_cases([str(root)], mutate=True).mutation
    assert mutation is not None
    survivor = next(m for m in mutation.survivors if m.change.endswith("is_true → exists"))
    line = (root / "aws.yml").read_text().splitlines()[survivor.span.start_line - 1]
    assert line[survivor.span.start_col - 1 :].startswith("is_true")


def test_without_mutation_nothing_is_changed(folder: Write) -> None:
    assert run_cases([str(folder(WEAK))]).mutation is None


def test_rules_whose_cases_fail_are_not_changed(folder: Write) -> None:
    report = run_cases([str(folder(WEAK.replace("expect: pass", "expect: fail")))], mutate=True)

    assert report.mutation is not None
    assert report.mutation.mutants == ()
    assert report.mutation.score is None
