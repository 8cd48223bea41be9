"""Whole conditions keep their verdict when unknown parts of a resource become known: keys, quantifiers, `each`, logic."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from riveter.core.causes import Stated, UnsetVariable
from riveter.core.values import OpenList, PartialMap, Unknown
from riveter.engine import run
from riveter.findings import Outcome
from riveter.rules.reading.reader import parse_rules
from tests.random_examples import examples
from tests.rules.conftest import make_resource, source
from tests.rules.test_unknown_is_monotone import EXAMPLES

CONDITIONS = [
    "{key: rule.0.status, operator: equals, value: on-}",
    "{key: rule.-1.status, operator: equals, value: on-}",
    "{key: rule.1.status, operator: not_equals, value: on-}",
    "{key: rule.*.status, operator: equals, value: on-}",
    "{key: rule.status, operator: not_equals, value: on-}",
    "{key: rule.*.status, operator: equals, value: on-, quantifier: any}",
    "{key: rule.*.status, operator: not_equals, value: on-, quantifier: any}",
    "{key: rule.*.status, operator: equals, value: on-, quantifier: none}",
    "{key: rule.*.status, operator: equals, value: on-, quantifier: {at_least: 1}}",
    "{key: rule.*.status, operator: equals, value: on-, quantifier: {at_most: 1}}",
    "{key: rule.*.status, operator: equals, value: on-, quantifier: {at_least: 1, at_most: 2}}",
    "{key: rule, operator: exists}",
    "{key: rule.0, operator: exists}",
    "{key: rule.*.status, operator: exists}",
    "{key: rule.*.status, operator: not_exists}",
    "{key: rule.*.days, operator: greater_than, value: 3}",
    "{key: rule.*.days.*, operator: less_than, value: 3}",
    "{key: rule.*.days, operator: sorted_ascending}",
    "{key: rule.*.days, operator: unique}",
    "{key: rule.*, operator: length_greater_than, value: 1}",
    "{key: rule, operator: length_less_than, value: 2}",
    "{key: rule.*.days, operator: length, value: 2}",
    "{key: '**.status', operator: equals, value: on-}",
    "{key: '**.status', operator: not_equals, value: on-, quantifier: any}",
    "{key: rule.0.status, operator: equals, value_from: other}",
    "{key: other, operator: not_equals, value_from: rule.0.status}",
    "{key: other, operator: in, value_from: rule.*.status}",
    "{each: rule, assertions: [{key: status, operator: equals, value: on-}]}",
    "{each: rule, where: [{key: status, operator: equals, value: on-}], assertions: [{key: days, operator: less_than, value: 3}]}",
    "{each: rule, quantifier: any, assertions: [{key: status, operator: equals, value: on-}, {key: days, operator: exists}]}",
    "{each: rule, quantifier: none, where: [{key: days, operator: is_null}], assertions: [{key: status, operator: exists}]}",
    "{each: rule, quantifier: {at_least: 2}, assertions: [{key: status, operator: equals, value: on-}]}",
    "{each: rule, quantifier: {at_most: 1}, where: [{key: status, operator: equals, value: on-}]}",
    "{each: 'rule.*.days', assertions: [{key: '.', operator: less_than, value: 3}]}",
    "{any: [{key: rule.0.status, operator: equals, value: on-}, {key: other, operator: greater_than, value: 2}]}",
    "{not: [{key: rule.*.status, operator: equals, value: on-}, {key: other, operator: exists}]}",
    "{not: {key: rule.*.days, operator: greater_than, value: 3}}",
    "{not: {each: rule, assertions: [{not: {key: status, operator: equals, value: on-}}]}}",
    "{key: rule.0, operator: has_key, value: status}",
    "{key: tags.status, operator: not_equals, value: on-}",
    "{key: 'tags.*', operator: equals, value: on-}",
    "{key: 'tags.*', operator: not_equals, value: on-, quantifier: any}",
    "{key: 'tags.*', operator: equals, value: on-, quantifier: none}",
    "{key: 'tags.*', operator: equals, value: on-, quantifier: {at_most: 1}}",
    "{key: 'tags.*', operator: unique}",
    "{key: 'tags.*', operator: length_greater_than, value: 1}",
    "{key: tags, operator: length, value: 2}",
    "{key: tags, operator: is_empty}",
    "{key: tags, operator: contains, value: status}",
    "{key: tags, operator: only_contains, value: [status, days]}",
    "{key: tags, transform: keys, operator: contains_none, value: [days]}",
    "{key: tags, transform: values, operator: contains, value: on-}",
    "{key: '**.days', operator: exists, quantifier: none}",
]  # fmt: skip

SCALARS = st.sampled_from(["on-", "off-", 1, 2, 5, None])
LEAVES = SCALARS | st.builds(lambda n: Unknown(UnsetVariable("x"), not_null=n), st.booleans())
DAYS = LEAVES | st.lists(st.sampled_from([1, 2, 5]) | st.builds(lambda: Unknown(Stated("?"))), max_size=2)
KNOWN_BLOCKS = st.fixed_dictionaries({}, optional={"status": LEAVES, "days": DAYS})
BLOCKS = KNOWN_BLOCKS | KNOWN_BLOCKS.map(lambda items: PartialMap(items, Unknown(Stated("what else?"))))


@st.composite
def rules_values(draw: st.DrawFn) -> Any:
    if draw(st.integers(0, 6)) == 0:
        return Unknown(UnsetVariable("x"))
    items: list[Any] = draw(st.lists(BLOCKS, max_size=3))
    opened = draw(st.sets(st.integers(0, 2))) if items else set()
    return OpenList(items, {i: Unknown(Stated("how many?")) for i in opened if i < len(items)})


def learn(draw: Any, value: Any) -> Any:
    if isinstance(value, Unknown):
        return draw(SCALARS.filter(lambda v: v is not None or not value.not_null))
    if isinstance(value, list):
        opened = value.open if isinstance(value, OpenList) else {}
        return [
            learn(draw, item)
            for i, item in enumerate(value)
            for _ in range(draw(st.integers(0, 2)) if i in opened else 1)
        ]
    if isinstance(value, dict):
        known = {key: learn(draw, item) for key, item in value.items()}
        if isinstance(value, PartialMap):
            for key in draw(st.sets(st.sampled_from(["status", "days", "other"]))) - known.keys():
                known[key] = draw(SCALARS)
        return known
    return value


@pytest.mark.parametrize("condition", CONDITIONS)
@examples(EXAMPLES * 2, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_learning_an_unknown_never_flips_the_verdict_of_a_condition(condition: str, data: st.DataObject) -> None:
    loaded = parse_rules(source(f"- {{name: r, resource_type: aws_thing, assertions: [{condition}]}}"))
    assert not loaded.diagnostics
    values = {"rule": data.draw(rules_values()), "other": data.draw(LEAVES), "tags": data.draw(BLOCKS)}
    learnt = {name: learn(data.draw, values[name]) for name in ("other", "tags")}
    rule = values["rule"]
    learnt["rule"] = (
        [{"status": "on-"}, {"days": 5}][: data.draw(st.integers(0, 2))]
        if isinstance(rule, Unknown)
        else learn(data.draw, rule)
    )
    before, after = (run([make_resource(values=v)], loaded.rules.rules).findings[0] for v in (values, learnt))
    assert after.outcome in (Outcome.PASS, Outcome.FAIL), after.message
    assert before.outcome is not Outcome.ERROR, before.message
    if before.outcome is not Outcome.UNKNOWN:
        assert before.outcome is after.outcome, (values, learnt, before.message, after.message)


@pytest.mark.parametrize("not_null", [True, False])
@pytest.mark.parametrize("operator", ["equals", "not_equals"])
def test_an_element_that_may_not_exist_may_be_null_whatever_is_in_it(operator: str, not_null: bool) -> None:
    condition = f"{{key: other, operator: {operator}, value_from: rule.0.status}}"
    loaded = parse_rules(source(f"- {{name: r, resource_type: aws_thing, assertions: [{condition}]}}"))
    status = Unknown(UnsetVariable("x"), not_null=not_null)
    opened = OpenList([{"status": status}], {0: Unknown(Stated("how many?"), not_null=True)})
    resource = make_resource(values={"rule": opened, "other": None})
    assert run([resource], loaded.rules.rules).findings[0].outcome is Outcome.UNKNOWN
