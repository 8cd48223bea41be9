"""What findings say by default: every operator on a bad value, where nothing is there, on a value of the wrong kind, on what is not known.

A snapshot to be read; `UPDATE_SNAPSHOTS=1 pytest tests/rules/test_finding_words.py` writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from riveter.engine import run
from riveter.rules.reading.reader import parse_rules
from tests.rules.conftest import NOW, source
from tests.rules.test_states import DECLARED, NONE, TABLE, VARIABLE, about, condition, opposite

SNAPSHOT = Path(__file__).with_name("finding_words.txt")


def says(assertion: str, values: dict[str, Any]) -> str:
    rules = parse_rules(source(f"- {{name: r, resource_type: aws_thing, assertions: [{assertion}]}}")).rules.rules
    finding = run([about(values), DECLARED], rules, now=NOW).findings[0]
    return f"{finding.outcome.value}: {finding.message}" if finding.message else finding.outcome.value


def words(name: str) -> str:
    row = TABLE[name]
    lines = [
        f"bad:      {says(condition(name, row), {'a': row.bad})}",
        f"not_:     {says(condition(opposite(name), row), {'a': row.good})}",
        f"inside:   {says('{not: ' + condition(name, row) + '}', {'a': row.good})}",
        f"missing:  {says(condition(name, row), {})}",
        f"unknown:  {says(condition(name, row), {'a': VARIABLE})}",
    ]
    if row.wrong is not NONE:
        lines.append(f"wrong:    {says(condition(name, row), {'a': row.wrong})}")
    return "\n".join(lines) + "\n"


LISTS = {"items": [{"a": 1, "b": 1}, {"a": 2, "b": 2}], "none": [], "role": "declared"}
FAILING = {
    "each, all": "{each: items, assertions: [{key: a, operator: equals, value: 1}]}",
    "each, any": "{each: items, quantifier: any, assertions: [{key: a, operator: equals, value: 3}]}",
    "each, any, no elements": "{each: none, quantifier: any, assertions: [{key: a, operator: exists}]}",
    "each, any, none selected": "{each: items, quantifier: any, where: [{key: b, operator: eq, value: 9}], "
    "assertions: [{key: a, operator: exists}]}",
    "each, none": "{each: items, quantifier: none, assertions: [{key: a, operator: equals, value: 2}]}",
    "each, at least": "{each: items, quantifier: {at_least: 2}, assertions: [{key: a, operator: equals, value: 2}]}",
    "each, at most": "{each: items, quantifier: {at_most: 1}, assertions: [{key: a, operator: exists}]}",
    "each, at least and at most": "{each: items, quantifier: {at_least: 1, at_most: 1}, assertions: [{key: a, operator: exists}]}",
    "not each": "{not: {each: items, assertions: [{key: a, operator: exists}]}}",
    "nested each": "{each: items, assertions: [{each: c, quantifier: any, assertions: [{key: d, operator: exists}]}]}",
    "several matches": "{key: items.*.a, operator: equals, value: 1}",
    "several matches, any": "{key: items.*.a, operator: equals, value: 5, quantifier: any}",
    "several matches, none": "{key: items.*.a, operator: equals, value: 1, quantifier: none}",
    "several matches, at least": "{key: items.*.a, operator: equals, value: 1, quantifier: {at_least: 2}}",
    "several matches, at most": "{key: items.*.a, operator: greater_than, value: 0, quantifier: {at_most: 1}}",
    "not several matches": "{not: {key: items.*.a, operator: greater_than, value: 0}}",
    "not at least": "{not: {key: items.*.a, operator: greater_than, value: 0, quantifier: {at_least: 1}}}",
    "not none": "{not: {key: items.*.a, operator: equals, value: 7, quantifier: none}}",
    "all matches together": "{key: items.*.a, operator: length_greater_than, value: 2}",
    "another attribute": "{key: items.0.a, operator: equals, value_from: items.1.a}",
    "another attribute that is not set": "{key: items.0.a, operator: greater_than, value_from: missing}",
    "after a transform": "{key: role, operator: equals, value: x, transform: [upper, length]}",
    "any": "{any: [{key: x, operator: exists}, {key: role, operator: equals, value: z}]}",
    "all": "{all: [{key: role, operator: exists}, {key: role, operator: equals, value: z}]}",
    "not": "{not: {key: role, operator: exists}}",
    "not all": "{not: [{key: role, operator: exists}, {key: items, operator: exists}]}",
    "related": "{related: {resource_type: aws_iam_role, via: role}, assertions: [{key: name, operator: equals, value: z}]}",
    "related, none there": "{related: {resource_type: aws_kms_key, via: [a, b]}, assertions: [{key: name, operator: exists}]}",
    "related, several types": "{related: {resource_type: [aws_kms_key, aws_sqs_queue]}}",
    "related, none": "{related: {resource_type: aws_iam_role, via: role}, quantifier: none}",
    "related, at least": "{related: {resource_type: aws_iam_role, via: role}, quantifier: {at_least: 2}}",
    "related, none selected": "{related: {resource_type: aws_iam_role, via: role}, where: [{key: name, operator: equals, value: z}]}",
}  # fmt: skip


def whole(name: str) -> str:
    return says(FAILING[name], LISTS) + "\n"


def snapshot() -> dict[str, str]:
    parts = SNAPSHOT.read_text("utf-8").split("## ")[1:]
    return {name: body.rstrip("\n") + "\n" for name, _, body in (part.partition("\n") for part in parts)}


if os.environ.get("UPDATE_SNAPSHOTS"):
    told = [(name, words(name)) for name in TABLE] + [(name, whole(name)) for name in FAILING]
    SNAPSHOT.write_text("".join(f"## {name}\n{text}\n" for name, text in told), "utf-8")


@pytest.mark.parametrize("name", TABLE)
def test_a_finding_says_what_is_wrong(name: str) -> None:
    assert words(name) == snapshot()[name]


@pytest.mark.parametrize("name", FAILING)
def test_a_finding_of_a_larger_condition_says_what_is_wrong(name: str) -> None:
    assert whole(name) == snapshot()[name]
    assert whole(name).startswith("fail: ")


def test_the_snapshot_holds_no_more() -> None:
    assert list(snapshot()) == [*TABLE, *FAILING]
