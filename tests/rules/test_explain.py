"""`explain`: the evaluation step by step, and rules in words."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from riveter.core.causes import UnsetVariable
from riveter.core.values import OpenList, Unknown
from riveter.engine import run
from riveter.resource import Reference, Resource
from riveter.rules.conditions.explanation import Explanation, ExplanationStep, explain
from riveter.rules.conditions.phrases import rule_markdown
from riveter.rules.reading.reader import parse_rules
from tests.rules.conftest import make_resource, source
from tests.rules.test_conditions_are_monotone import CONDITIONS

VARIABLE = Unknown(UnsetVariable("x"))


def explained(text: str, *resources: Resource) -> Explanation:
    loaded = parse_rules(source(text))
    assert not loaded.diagnostics
    return explain(loaded.rules.rules[0], resources[0], resources)


def assertion(condition: str, values: dict[str, Any], **more: Any) -> ExplanationStep:
    text = f"- {{name: r, resource_type: aws_thing, assertions: [{condition}]}}"
    return explained(text, make_resource(values=values, **more)).assertions[0]


def test_a_leaf_tells_its_matches_and_which_of_them_decided() -> None:
    step = assertion(
        "{key: rule.*.days, operator: lt, value: 5}", {"rule": [{"days": 1}, {"days": 9}, {"days": VARIABLE}]}
    )
    assert (step.kind, step.words, step.result, step.decided, step.expected) == (
        "leaf",
        "every `rule.*.days` must be less than 5",
        "fails",
        True,
        5,
    )
    assert [(one.key, one.value, one.result, one.decided) for one in step.inspected] == [
        ("rule.0.days", 1, "holds", False),
        ("rule.1.days", 9, "fails", True),
        ("rule.2.days", None, "unknown", False),
    ]
    assert step.inspected[2].reason == VARIABLE.reason
    assert step.inspected[0].location is not None
    assert step.span is not None
    assert step.span.start_line == 1


def test_values_come_with_where_they_were_written_and_secrets_are_masked() -> None:
    traced = assertion("{key: traced, operator: is_true}", {"traced": False})
    assert [way.what for way in traced.inspected[0].provenance] == ["var.x"]
    for condition in (
        "{key: password, operator: gte, value: 5}",
        "{key: password, operator: equals, value_from: password}",
    ):
        step = assertion(condition, {"password": "hunter2secret"}, secrets=("password",))
        assert step.inspected[0].value == "(sensitive)"
        assert "hunter2" not in repr(step)


@pytest.mark.parametrize(
    ("form", "values", "said", "decided"),
    [
        ("any", {"a": True, "b": True}, "holds", [True, False]),
        ("any", {"a": False, "b": True}, "holds", [False, True]),
        ("any", {"a": False, "b": False}, "fails", [True, True]),
        ("any", {"a": VARIABLE, "b": False}, "unknown", [True, False]),
        ("all", {"a": True, "b": True}, "holds", [True, True]),
        ("all", {"a": True, "b": False}, "fails", [False, True]),
        ("not", {"a": True, "b": True}, "fails", [True, True]),
        ("not", {"a": True, "b": False}, "holds", [False, True]),
    ],
)
def test_a_group_tells_which_of_its_conditions_decided(
    form: str, values: dict[str, Any], said: str, decided: list[bool]
) -> None:
    step = assertion(f"{{{form}: [{{key: a, operator: is_true}}, {{key: b, operator: is_true}}]}}", values)
    assert step.kind == form
    assert step.result == said
    assert [child.decided for child in step.steps] == decided


def test_elements_and_related_resources_are_steps_of_their_own() -> None:
    text = """
- name: r
  resource_type: aws_thing
  assertions:
    - each: rule
      where: [{key: on, operator: is_true}]
      assertions: [{key: days, operator: lt, value: 5}]
    - related: {resource_type: aws_other, via: thing}
      assertions: [{key: ok, operator: is_true}]
"""
    thing = make_resource(values={"rule": OpenList([{"on": True, "days": 9}, {"on": False}], {1: VARIABLE})})
    other = make_resource("aws_other.o", {"ok": False}, references=(Reference("thing", "aws_thing.x"),))
    explanation = explained(text, thing, other)
    each, related = explanation.assertions
    assert [(e.kind, e.words, e.result) for e in each.steps] == [
        ("element", "rule.0", "fails"),
        ("element", "rule.1", "holds"),
    ]
    assert [s.kind for s in each.steps[0].steps] == ["where", "leaf"]
    assert each.steps[1].reason == VARIABLE.reason
    assert [(r.kind, r.words, r.result) for r in related.steps] == [("resource", "aws_other.o", "fails")]
    assert related.steps[0].steps[0].inspected[0].value is False
    assert explanation.outcome is not None
    assert explanation.outcome.value == "fail"


def test_filters_say_whether_the_rule_applies() -> None:
    text = "- {name: r, resource_type: aws_thing, filters: [{key: a, operator: is_true}], assertions: [{key: b, operator: is_true}]}"
    assert explained(text, make_resource(values={"a": False, "b": False})).outcome is None
    assert explained(text, make_resource(values={"a": False})).applies == "fails"
    unknown = explained(text, make_resource(values={"a": VARIABLE, "b": False}))
    assert unknown.applies == "unknown"
    assert unknown.outcome is not None
    assert unknown.outcome.value == "unknown"


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_explanation_comes_to_the_verdict_of_the_engine(condition: str) -> None:
    text = f"- {{name: r, resource_type: aws_thing, assertions: [{condition}]}}"
    rules = parse_rules(source(text)).rules.rules
    rule = [{"status": "on-", "days": 1}, {"days": [1, 2]}, {"status": VARIABLE}]
    for values in (
        {},
        {"rule": rule, "other": 3},
        {"rule": OpenList(rule, {0: VARIABLE})},
        {"rule": VARIABLE, "other": VARIABLE},
    ):
        for existence in (None, VARIABLE):
            resource = make_resource(values=values, existence=existence)
            explanation = explain(rules[0], resource, [resource])
            assert explanation.outcome is run([resource], rules).findings[0].outcome
            msgspec.json.encode(explanation)


RULE = """
parameters: {days: {type: number, default: 30, description: How long}}
rules:
  - id: r
    name: A rule
    description: Why.
    severity: high
    resource_type: [aws_a, aws_b]
    message: No.
    remediation: Do this.
    metadata: {frameworks: {soc2: [CC6.1]}, equivalents: {checkov: [X_1]}, references: [https://example.com/]}
    filters: [{key: tags.Env, operator: in, value: [prod, live]}]
    assertions:
      - {key: days, operator: gte, value: "{param.days}"}
      - any: [{key: a.*.b, operator: exists}, {not: {key: c, operator: is_true}}]
      - {key: 'a.*', operator: length_lt, value: 3, message: x}
      - each: ingress
        quantifier: none
        where: [{key: port, operator: equals, value: 22}]
        assertions: [{key: cidr, operator: cidr_public}]
      - related: {resource_type: aws_c, via: [x, y], direction: to_this}
        quantifier: {at_least: 2}
      - {key: n, operator: equals, value_from: m, transform: [trim, lower]}
"""


def test_a_rule_in_words() -> None:
    assert (
        rule_markdown(parse_rules(source(RULE)).rules.rules[0])
        == """# A rule

`r` · high

Why.

Applies to `aws_a`, `aws_b` where:

- `tags.Env` must be one of "prod", "live"

Demands:

- `days` must be at least "{param.days}"
- at least one of
  - every `a.*.b` must be set
  - not
    - `c` must be true
- `a.*` must have a length less than 3
- for no element of `ingress`
  - where `port` must equal 22
  - `cidr` must hold a public address
- for at least 2 `aws_c` that refers to this through `x → y`
- `n` (trim, lower) must equal `m`

> No.

## How to fix it

Do this.

## Controls

- soc2: CC6.1

## In other tools

- checkov: X_1

## References

- <https://example.com/>

## Parameters

- `days` (number, default 30): How long
"""
    )
