"""The fixes of the bundled rules: each has a case, and what they make is formatted."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest

from riveter.core.source import SourceFile
from riveter.fixing.planning import edits_of
from riveter.rule_testing.cases import FIXES, RuleCase, load_cases
from riveter.rules.model.rule import Rule
from riveter.rules.reading.reader import parse_rules
from tests.oracle import require_terraform

PACKS = Path(__file__).resolve().parents[2] / "rule_packs"
FILES = [
    path
    for path in sorted(PACKS.glob("*/*.yml"))
    if not path.name.endswith(".cases.yml") and path.parent.name != "packs"
]


@cache
def _rules() -> list[Rule]:
    return [
        rule
        for path in FILES
        for rule in parse_rules(SourceFile(str(path), path.read_text("utf-8"), str(path))).rules.rules
    ]


@cache
def _cases() -> list[RuleCase]:
    found = [path for path in sorted(PACKS.glob("*/*.cases.yml")) if "expect_fix:" in path.read_text("utf-8")]
    return [case for path in found for case in load_cases(str(path)).cases if case.fix]


def test_each_rule_with_a_fix_has_a_case_of_it() -> None:
    tested = {case.rule for case in _cases()}
    assert [rule.id for rule in _rules() if rule.fix and rule.id not in tested] == []


def test_many_rules_have_a_fix() -> None:
    fixable = [rule.id for rule in _rules() if any(edits_of(rule, each) for each in rule.resource_types)]
    assert len(fixable) >= 150


def test_no_rule_says_what_the_tables_of_replaced_resources_are_for() -> None:
    assert [rule.id for rule in _rules() if any(edit.in_place for edit in rule.fix)] == []


@pytest.mark.parametrize(
    "case", [case for case in _cases() if case.fix not in FIXES], ids=lambda case: f"{case.rule}: {case.name}"
)
def test_terraform_leaves_the_text_that_a_fix_makes_alone(case: RuleCase) -> None:
    done = subprocess.run([require_terraform(), "fmt", "-"], input=case.fix, capture_output=True, text=True, check=True)
    assert done.stdout == case.fix
