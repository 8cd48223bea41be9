"""Conditions that decide nothing: rules that can't fail, rules that can't pass, filters that exclude everything."""

from __future__ import annotations

import random
from datetime import datetime, timezone
from typing import Any

import pytest
import yaml

from riveter.core.source import SourceFile
from riveter.linting import lint_source
from riveter.rules.conditions.evaluation import compile_conditions
from riveter.rules.model.rule import ALL
from riveter.rules.reading.reader import parse_rules
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.scope import ConditionScope
from tests.rules.conftest import make_resource

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)
NEVER_FAILS = "Every resource satisfies this: it can't fail"
NEVER_PASSES = "No resource can satisfy this"
NEVER_APPLIES = "No resource is ever selected"
NO_ELEMENT = "No element can satisfy this"
EACH_ELEMENT = "Every element satisfies this: it can't fail"


def summaries(conditions: str, type: str = "aws_db_instance", filters: str = "") -> list[str]:
    """What lint says of a rule with these assertions."""
    text = f"- {{id: r, resource_type: {type}, filters: [{filters}], assertions: [{conditions}]}}\n"
    return [item.summary for item in lint_source(SourceFile("rules.yml", text, "rules.yml"))]


@pytest.mark.parametrize(
    ("conditions", "type", "expected"),
    [
        # tautologies
        ("{any: [{key: engine, operator: exists}, {key: engine, operator: absent}]}", "aws_db_instance", NEVER_FAILS),
        ("{any: [{key: engine, operator: eq, value: a}, {key: engine, operator: ne, value: a}]}", "aws_db_instance", NEVER_FAILS),
        ("{any: [{key: engine, operator: in, value: [a, b]}, {key: engine, operator: ne, value: a}]}", "aws_db_instance", NEVER_FAILS),
        ("{any: [{key: engine, operator: matches, value: ^a}, {key: engine, operator: not_matches, value: ^a}]}",
         "aws_db_instance", NEVER_FAILS),
        ("{any: [{key: allocated_storage, operator: gt, value: 5}, {key: allocated_storage, operator: lte, value: 5}, "
         "{key: allocated_storage, operator: absent}]}", "aws_db_instance", NEVER_FAILS),
        ("{not: {all: [{key: engine, operator: eq, value: a}, {key: engine, operator: absent}]}}", "custom_thing", NEVER_FAILS),
        # other resources
        ("{related: {resource_type: aws_s3_bucket, in: root}}", "aws_s3_bucket", NEVER_FAILS),
        ("{related: {resource_type: aws_s3_*, in: module}, quantifier: {at_least: 1}}", "aws_s3_bucket", NEVER_FAILS),
        ("{related: {resource_type: aws_s3_bucket, in: module}, quantifier: none}", "aws_s3_bucket", NEVER_PASSES),
        ("{related: {resource_type: aws_s3_bucket, in: root}, quantifier: {at_most: 0}}", "aws_s3_bucket", NEVER_PASSES),
        ("{related: aws_s3_bucket_policy}, {related: aws_s3_bucket_policy, quantifier: none}", "aws_s3_bucket", NEVER_PASSES),
        # lists and maps
        ("{key: tags, operator: is_list}", "aws_db_instance", NEVER_PASSES),
        ("{key: vpc_security_group_ids, operator: is_map}", "aws_db_instance", NEVER_PASSES),
        # what the schema demands
        ("{key: bucket, operator: exists}", "aws_s3_bucket_versioning", NEVER_FAILS),
        ("{key: versioning_configuration.status, operator: exists}", "aws_s3_bucket_versioning", NEVER_FAILS),
        ("{key: bucket, operator: exists}", "[aws_s3_bucket_versioning, aws_s3_bucket_policy]", NEVER_FAILS),
        ('{key: bucket, operator: matches, value: ".*"}', "aws_s3_bucket_versioning", NEVER_FAILS),
        ("{key: __type__, operator: equals, value: aws_s3_bucket}", "aws_s3_bucket", NEVER_FAILS),
        ("{key: bucket, operator: absent}", "aws_s3_bucket_versioning", NEVER_PASSES),
        ("{key: versioning_configuration, operator: length_greater_than, value: 1}", "aws_s3_bucket_versioning", NEVER_PASSES),
        ("{key: type, operator: is_list}", "variable", NEVER_PASSES),
        # contradictions
        ("{not: {any: [{key: engine, operator: eq, value: a}, {key: engine, operator: ne, value: a}]}}", "aws_db_instance", NEVER_PASSES),
        ("{key: engine, operator: starts_with, value: a}, {key: engine, operator: starts_with, value: b}", "aws_db_instance", NEVER_PASSES),
        ("{key: engine, operator: starts_with, value: a}, {key: engine, operator: matches, value: ^b-}", "aws_db_instance", NEVER_PASSES),
        ("{key: engine, operator: contains, value: x}, {key: engine, operator: not_contains, value: x}", "aws_db_instance", NEVER_PASSES),
        ("{key: multi_az, operator: exists}, {key: multi_az, operator: not_in, value: [true, false]}", "aws_db_instance", NEVER_PASSES),
        ("{key: allocated_storage, operator: gt, value: 9}, {not: {key: allocated_storage, operator: gt, value: 5}}",
         "aws_db_instance", NEVER_PASSES),
        ("{key: tags, operator: has_key, value: a}, {key: tags, operator: not_has_key, value: a}", "aws_s3_bucket", NEVER_PASSES),
        # in groups
        ("{all: [{any: [{key: engine, operator: exists}, {not: {key: engine, operator: exists}}]}, "
         "{key: engine, operator: starts_with, value: a}]}", "aws_db_instance", NEVER_FAILS),
        # elements
        ("{related: aws_s3_bucket_versioning, assertions: [{key: bucket, operator: absent}]}", "aws_s3_bucket", NO_ELEMENT),
        ("{each: ingress, where: [{key: from_port, operator: exists}], assertions: [{key: from_port, operator: exists}]}",
         "aws_security_group", EACH_ELEMENT),
        # expressions
        ("{expression: resource.allocated_storage > 9 && resource.allocated_storage < 5}", "aws_db_instance", NEVER_PASSES),
        ("{expression: resource.engine == 'a' && resource.engine != 'a'}", "aws_db_instance", NEVER_PASSES),
        ("{expression: resource.engine == null}", "aws_db_instance", NEVER_PASSES),
        ("{expression: 'resource.engine in []'}", "aws_db_instance", NEVER_PASSES),
        ("{expression: '!has(resource.engine) && resource.engine == \"a\"'}", "aws_db_instance", NEVER_PASSES),
        ("{expression: 'resource.ingress.exists(i, i.from_port == 22 && i.from_port == 80)'}", "aws_security_group", NEVER_PASSES),
        ("{expression: resource.multi_az || true}", "aws_db_instance", NEVER_FAILS),
        ("{expression: has(resource.engine) || !has(resource.engine)}", "aws_db_instance", NEVER_FAILS),
        # others
        ("{key: engine, operator: equals, value_from: engine}", "aws_db_instance", "`engine` is compared with itself"),
        ('{expression: "1 == 1"}', "aws_db_instance", "The expression reads nothing of the resource: it has the same result for each"),
    ],
)  # fmt: skip
def test_conditions_that_decide_nothing_are_reported(conditions: str, type: str, expected: str) -> None:
    assert summaries(conditions, type) == [expected]


@pytest.mark.parametrize(
    ("conditions", "type"),
    [
        ("{related: {resource_type: aws_s3_bucket, in: root}, quantifier: {at_least: 2}}", "aws_s3_bucket"),
        ("{related: {resource_type: aws_s3_bucket, in: root}, quantifier: {at_most: 1}}", "aws_s3_bucket"),
        ("{related: {resource_type: aws_s3_bucket, in: root}}", "root_module"),
        ("{related: {resource_type: aws_s3_bucket, in: root}, where: [{key: bucket, operator: exists}]}", "aws_s3_bucket"),
        ("{related: {resource_type: aws_s3_bucket, on: {bucket: '{$.bucket}'}}, quantifier: none}", "aws_s3_bucket"),
        ("{related: {resource_type: aws_s3_bucket, via: bucket}, quantifier: none}", "aws_s3_bucket"),
        ("{each: ebs_block_device, quantifier: none, assertions: [{key: encrypted, operator: is_false}]}", "aws_instance"),
        ("{key: engine, operator: exists}", "aws_db_instance"),
        ("{key: bucket, operator: exists}", "[aws_s3_bucket_versioning, aws_s3_bucket]"),
        ('{key: engine, operator: matches, value: ".*"}', "aws_db_instance"),
        ("{any: [{key: allocated_storage, operator: gt, value: 5}, {key: allocated_storage, operator: lte, value: 5}]}", "aws_db_instance"),
        ("{any: [{key: engine, operator: eq, value: a}, {key: engine, operator: ne, value: b}]}", "aws_db_instance"),
        ("{key: multi_az, operator: in, value: [true, false]}", "aws_db_instance"),
        ("{key: tags.*, operator: not_equals, value: a}", "aws_db_instance"),
        ("{key: tags, operator: is_map}", "aws_db_instance"),
        ("{key: tags, operator: has_keys, value: [a]}, {key: tags, operator: not_contains, value: b}", "aws_db_instance"),
        ("{key: vpc_security_group_ids, operator: is_list}", "aws_db_instance"),
        ("{key: vpc_security_group_ids, operator: length, value: 2}, {key: vpc_security_group_ids, operator: contains, value: a}",
         "aws_db_instance"),
        ("{key: vpc_security_group_ids, operator: equals, value: [a]}, {key: vpc_security_group_ids, operator: contains, value: a}",
         "aws_db_instance"),
        # texts that are bools and numbers
        ("{key: x, operator: is_true}, {key: x, operator: length_not_equals, value: 1}", "custom_thing"),
        ("{key: engine, operator: is_false}, {key: engine, operator: lt, value: 4}", "aws_db_instance"),
        ("{key: engine, operator: equals, value: 3}, {key: engine, operator: ends_with, value: .0}", "aws_db_instance"),
        ("{any: [{key: engine, operator: ne, value: 3}, {key: engine, operator: eq, value: '3'}]}",
         "aws_db_instance"),
        # an empty list is not set
        ("{key: x, operator: absent}, {key: x, operator: only_contains, value: [a]}", "custom_thing"),
        ("{key: engine, operator: starts_with, value: a}, {key: engine, operator: matches, value: 'a|b'}", "aws_db_instance"),
        ("{key: engine, operator: starts_with, value: a}, {key: engine, operator: matches, value: '^b?a'}", "aws_db_instance"),
        ("{key: engine, operator: contains, value: x}, {key: engine, operator: not_contains, value: y}", "aws_db_instance"),
        ("{not: {key: engine, operator: matches, value: ^a}}, {key: engine, operator: matches, value: ^b}", "aws_db_instance"),
        ("{related: aws_s3_bucket_versioning}", "aws_s3_bucket"),
        ("{key: a, operator: is_known}, {key: a, operator: exists}", "custom_thing"),
        ("{key: enable_key_rotation, operator: is_false}", "aws_kms_key"),
        ("{any: [{key: enable_key_rotation, operator: absent}, {key: enable_key_rotation, operator: is_false}]}", "aws_kms_key"),
        ("""{expression: 'resource.engine == "x"'}""", "aws_db_instance"),
        # an expression about a value that is missing holds neither way
        ("{expression: resource.allocated_storage > 5 || resource.allocated_storage <= 5}", "aws_db_instance"),
        ("{expression: resource.allocated_storage > 5 && resource.allocated_storage < 6}", "aws_db_instance"),
        ("{expression: size(resource.tags) >= 0}", "aws_db_instance"),
    ],
)  # fmt: skip
def test_conditions_that_decide_something_are_not_reported(conditions: str, type: str) -> None:
    assert summaries(conditions, type) == []


def test_filters_that_exclude_everything_are_reported() -> None:
    filters = "{key: __type__, operator: equals, value: aws_kms_key}"

    assert summaries("{key: bucket, operator: exists}", "aws_s3_bucket", filters) == [NEVER_APPLIES]


def test_a_filter_that_excludes_nothing_is_noted() -> None:
    filters = "{key: bucket, operator: exists}"
    assertion = "{key: versioning_configuration.status, operator: equals, value: Enabled}"

    assert summaries(assertion, "aws_s3_bucket_versioning", filters) == [
        "Every resource satisfies this: the condition excludes nothing"
    ]


def test_an_assertion_may_contradict_the_filters() -> None:
    """So a rule forbids what the filters select."""
    assert summaries("{key: multi_az, operator: is_false}", filters="{key: multi_az, operator: is_true}") == []


def test_a_filter_asks_for_any_match_and_an_assertion_for_all() -> None:
    numbers = "{key: z.*, operator: is_number}"

    assert summaries(f"{{not: [{{not: {numbers}}}, {{key: a, operator: exists}}]}}", "custom_thing", numbers) == []


def test_what_contradicts_itself_in_an_alternative_fails_no_rule() -> None:
    alternative = "{all: [{key: engine, operator: equals, value: a}, {key: engine, operator: absent}]}"
    text = f"- {{id: r, resource_type: aws_db_instance, assertions: [{{any: [{alternative}, {{key: engine, operator: exists}}]}}]}}\n"
    hints = [item.hint for item in lint_source(SourceFile("rules.yml", text, "rules.yml"))]

    assert hints == ["This alternative can never hold."]


def test_many_conditions_take_no_time() -> None:
    several = ", ".join(f"{{key: k{i % 9}, operator: matches, value: '^a{i}'}}" for i in range(60))
    nested = f"{{any: [{several}]}}, {{not: [{several}]}}, {{any: [{several}]}}"

    assert summaries(nested, "custom_thing") == []


VALUES: list[Any] = [None, "", "a", "ab", "b", "A", "3", 3, 4, 5, True, False, [], ["a"], {}, {"a": 1}]
OPERATORS: list[tuple[str, Any]] = [
    ("equals", "a"), ("not_equals", "a"), ("in", ["a", "b"]), ("not_in", ["a", 4]), ("exists", None), ("not_exists", None),
    ("is_empty", None), ("is_not_empty", None), ("greater_than", 3), ("not_greater_than", 3), ("less_than_or_equal", 4),
    ("starts_with", "a"), ("not_starts_with", "a"), ("matches", "^a"), ("not_matches", "b$"), ("contains", "a"),
    ("not_contains", "a"), ("is_true", None), ("is_false", None), ("is_string", None), ("is_number", None), ("length", 1),
    ("equals_ignore_case", "A"), ("matches", ".*"), ("equals", None), ("contains_none", ["a"]), ("glob", "a*"), ("has_key", "a"),
]  # fmt: skip


def _condition(chosen: random.Random, depth: int) -> dict[str, Any]:
    kind = chosen.choice(["leaf", "leaf", "any", "all", "not"]) if depth else "leaf"
    if kind != "leaf":
        return {kind: [_condition(chosen, depth - 1) for _ in range(chosen.choice([1, 2, 2, 3]))]}
    operator, value = chosen.choice(OPERATORS)
    leaf = {"key": chosen.choice(["x", "x", "y"]), "operator": operator}
    with_value = value is not None or operator == "equals"
    return {**leaf, "value": value} if with_value else leaf


@pytest.mark.parametrize("seed", range(400))
def test_nothing_is_reported_that_a_resource_refutes(seed: int) -> None:
    """Every value of every key is tried: where one makes an assertion hold and one does not, lint is silent."""
    chosen = random.Random(seed)
    conditions = [_condition(chosen, 2) for _ in range(chosen.choice([1, 1, 2]))]
    text = yaml.safe_dump([{"id": "r", "resource_type": "custom_thing", "assertions": conditions}], sort_keys=False)
    source = SourceFile("rules.yml", text, "rules.yml")
    said = [item for item in lint_source(source) if item.severity == "warning"]
    (rule,) = parse_rules(source).rules.rules
    compiled = compile_conditions(rule.assertions, ALL, {})
    truths = []
    for x in VALUES:
        for y in VALUES:
            resource = make_resource("custom_thing.r", {"x": x, "y": y})
            scope = ConditionScope(resource, ResourceGraph([resource]), NOW)
            truths.append([condition(scope).truth is True for condition in compiled])

    spans = {condition.span: i for i, condition in enumerate(rule.assertions)}
    for item in said:
        at = spans.get(item.span) if item.span is not None else None
        if item.summary == NEVER_PASSES:
            assert not any(all(row) for row in truths), text
        if item.summary == NEVER_FAILS and at is not None:
            assert all(row[at] for row in truths), text
