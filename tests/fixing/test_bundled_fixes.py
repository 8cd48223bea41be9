"""The fixes of the bundled rules: each has a case, and what they make is formatted."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec
import pytest

from riveter.core.source import SourceFile
from riveter.fixing.planning import edits_of
from riveter.fixing.text_edits import NotEditableError
from riveter.linting.fixes import check_rule_fix
from riveter.rule_testing.cases import FIXES, RuleCase, load_cases
from riveter.rule_testing.evaluation import compile_for, load_case
from riveter.rule_testing.fixes import _applied, _failing
from riveter.rules.model.rule import Rule
from riveter.rules.reading.reader import parse_rules
from tests.fixing.schema_checks import problems
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


def test_fixes_that_follow_from_assertions_fit_the_schemas() -> None:
    """Those that a rule names are looked at by `riveter lint`."""
    derived = [
        msgspec.structs.replace(rule, fix=edits, resource_types=(kind,))
        for rule in _rules()
        if not rule.fix
        for kind in rule.resource_types
        if (edits := edits_of(rule, kind))
    ]
    assert len(derived) > 100
    assert [(rule.id, item.summary) for rule in derived for item in check_rule_fix(rule)] == []


def _made(case: RuleCase, rule: Rule) -> str | None:
    """The Terraform of a case with the fix of its first failing resource that has one; None if none has."""
    compiled, wrong = compile_for(rule, case)
    if compiled is None or wrong or case.terraform is None:
        return None
    loaded = load_case(case)
    for finding in _failing(compiled, loaded):
        with suppress(NotEditableError):
            return _applied(case, compiled, loaded, finding).terraform
    return None


@pytest.mark.parametrize(("provider", "least"), [("aws", 110), ("azure", 80), ("gcp", 60), ("kubernetes", 10)])
def test_what_fixes_make_fits_the_schemas(provider: str, least: int) -> None:
    """Nothing is wrong that was not wrong before: names, kinds, types, required arguments, and how often a block is there."""
    rules = {
        rule.id: rule
        for rule in _rules()
        if Path(rule.span.file).parent.name == provider and any(edits_of(rule, each) for each in rule.resource_types)
    }
    wrong: dict[str, set[tuple[str, str]]] = {}
    made: set[str] = set()
    for path in sorted((PACKS / provider).glob("*.cases.yml")):
        for case in load_cases(str(path)).cases:
            text = _made(case, rules[case.rule]) if case.rule in rules else None
            if text is None or case.terraform is None or text == case.terraform:
                continue
            made.add(case.rule)
            new = problems(text) - problems(case.terraform)
            if new:
                wrong[f"{case.rule}: {case.name}"] = new
    assert wrong == {}
    assert rules.keys() - made == set()
    assert len(made) >= least


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("enable_key_rotation = [true]", "enable_key_rotation is bool, not a list"),
        ('enable_key_rotation = "yes"', "enable_key_rotation is bool, not string"),
        ("arn = 1", "arn is set by the provider"),
        ("policies {}", "policies is not known"),
        ("policy {}", "policy is an argument"),
        ("tags = 1", "tags is map(string), not number"),
    ],
)
def test_the_check_of_schemas_finds(text: str, words: str) -> None:
    assert ("aws_kms_key.k", words) in problems(f'resource "aws_kms_key" "k" {{\n  {text}\n}}\n')
    volume = 'resource "aws_instance" "i" {\n  root_block_device {}\n  root_block_device {}\n  ebs_block_device {}\n}\n'
    assert problems(volume) == {
        ("aws_instance.i", "root_block_device is there too often"),
        ("aws_instance.i", "ebs_block_device.device_name is missing"),
    }


@pytest.mark.parametrize(
    "case", [case for case in _cases() if case.fix not in FIXES], ids=lambda case: f"{case.rule}: {case.name}"
)
def test_terraform_leaves_the_text_that_a_fix_makes_alone(case: RuleCase) -> None:
    done = subprocess.run([require_terraform(), "fmt", "-"], input=case.fix, capture_output=True, text=True, check=True)
    assert done.stdout == case.fix
