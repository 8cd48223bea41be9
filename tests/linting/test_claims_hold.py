"""What lint says of a rule ("it can't fail", "no resource can satisfy this") holds for resources by chance, judged by the engine."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timezone
from functools import cache
from typing import Any

import pytest
import yaml

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.linting import lint_source
from riveter.resource import Resource
from riveter.rules.conditions.evaluation import compile_conditions
from riveter.rules.conditions.results import ConditionResult
from riveter.rules.model.rule import ALL, ANY, Condition, Group, Rule
from riveter.rules.model.truth import Truth
from riveter.rules.reading.reader import parse_rules
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.scope import ConditionScope
from tests.rules.conftest import make_resource

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)
TEXTS = [
    "",
    "a",
    "ab",
    "b",
    "A",
    "3",
    "3.5",
    "3.0",
    "-1",
    "0",
    "true",
    "false",
    "x",
    "1.2.3",
    "10.0.0.0/8",
    "2026-01-10T00:00:00Z",
    "22",
]
NUMBERS = [0, 1, 3, 3.5, 10, -1, 22]
ANYTHING = [None, *TEXTS, *NUMBERS, True, False, [], ["a"], ["b", "a"], {}, {"a": 1}, [{"a": 1}], [1, 2]]
KINDS: dict[str, list[Any]] = {
    "text": TEXTS,
    "number": NUMBERS,
    "bool": [True, False],
    "texts": [[], ["a"], ["a", "b"], ["10.0.0.0/8", "true"], ["3"]],
    "map": [{}, {"a": "b"}, {"Owner": "3", "x": ""}],
    "any": ANYTHING,
    "several": [[], ["a", 3], [[]], [None], ["3", 3.5], [True]],
    "blocks": [[], [{"from_port": 22}], [{"from_port": 3, "protocol": "a"}, {"cidr_blocks": ["a", "b"]}]],
    "block": [[{"status": text}] for text in TEXTS],
}
TYPES: dict[str, tuple[dict[str, str], tuple[str, ...], dict[str, list[str]]]] = {
    "custom_thing": ({"x": "any", "y": "any", "z": "several"}, ("x", "y", "z.*", "z"), {"z": ["a"]}),
    "aws_db_instance": (
        {"engine": "text", "multi_az": "bool", "allocated_storage": "number", "tags": "map", "instance_class!": "text"},
        ("engine", "multi_az", "allocated_storage", "tags", "tags.Owner", "instance_class"),
        {},
    ),
    "aws_s3_bucket_versioning": (
        {"bucket!": "text", "mfa": "text", "versioning_configuration!": "block"},
        ("bucket", "mfa", "versioning_configuration.status", "versioning_configuration"),
        {"versioning_configuration": ["status"]},
    ),
    "aws_security_group": (
        {"name": "text", "tags": "map", "ingress": "blocks"},
        ("name", "ingress", "ingress.*.from_port", "ingress.*.cidr_blocks", "ingress.*.cidr_blocks.*"),
        {"ingress": ["from_port", "protocol", "cidr_blocks", "cidr_blocks.*"]},
    ),
    "aws_kms_key": (
        {"enable_key_rotation": "bool", "deletion_window_in_days": "number", "description": "text"},
        ("enable_key_rotation", "deletion_window_in_days", "description"),
        {},
    ),
}
"""By type: the arguments (``!``: always there) with the kinds of their values, keys of conditions, and keys in elements."""

LISTS = [["a"], ["a", 3], ["3", True], [True, "b", "x"]]
WITH: dict[str, list[Any]] = {
    "equals not_equals": [*TEXTS, *NUMBERS, True, None, ["a", "b"], {}],
    "in not_in contains_all contains_any contains_none only_contains not_only_contains": LISTS,
    "greater_than greater_than_or_equal less_than less_than_or_equal not_less_than": NUMBERS,
    "between not_between length_between": [[0, 3], [1, 1], [3, 22]],
    "starts_with not_starts_with ends_with not_ends_with equals_ignore_case contains not_contains has_key": [
        "a",
        "b",
        "AB",
        "3",
        "x",
        ".0",
    ],
    "matches not_matches": ["^a", "b$", ".*", "^[a-z]+$", "^$", "a|b", "^3", "^[0-9.]+$", "^true$"],
    "glob": ["a*", "*b", "*", "?"],
    "length length_greater_than length_less_than length_not_equals word_count port_in_range": [0, 1, 2, 3, 4, 22],
    "exists not_exists is_null is_empty is_not_empty is_known is_literal is_true is_false is_not_true is_string is_number is_bool "
    "is_list is_map unique is_json not_cidr_public": [],
    "ip_version": [4, 6],
    "version_at_least": ["1.10"],
}
OPERATORS = [(operator, values) for operators, values in WITH.items() for operator in operators.split()]
QUANTIFIERS = ["any", "all", "none", {"at_least": 1}, {"at_most": 1}, {"at_most": 0}, {"at_least": 2}]


def leaf(choices: random.Random, keys: list[str]) -> dict[str, Any]:
    operator, values = choices.choice(OPERATORS)
    made: dict[str, Any] = {"key": choices.choice(keys), "operator": operator}
    if values:
        made["value"] = choices.choice(values)
    pick = choices.random()
    if pick < 0.12:
        made["quantifier"] = choices.choice(QUANTIFIERS)
    elif pick < 0.17:
        made["transform"] = [choices.choice(["lower", "upper", "trim", "number", "length", "sort"])]
    return made


def condition(
    choices: random.Random, type: str, keys: list[str], depth: int, *, inside: bool = False
) -> dict[str, Any]:
    elements = TYPES[type][2]
    if elements and not inside and choices.random() < 0.15:
        ((key, inner),) = elements.items()
        several = [condition(choices, type, inner, depth - 1, inside=True) for _ in range(choices.choice([1, 1, 2]))]
        made: dict[str, Any] = {"each": key, "assertions": several}
        if choices.random() < 0.4:
            made["where"] = [condition(choices, type, inner, depth - 1, inside=True)]
        if choices.random() < 0.5:
            made["quantifier"] = choices.choice(QUANTIFIERS)
        return made
    kind = choices.choice(["leaf", "leaf", "leaf", "any", "all", "not"]) if depth > 0 else "leaf"
    if kind == "leaf":
        return leaf(choices, keys)
    return {
        kind: [condition(choices, type, keys, depth - 1, inside=inside) for _ in range(choices.choice([1, 2, 2, 3]))]
    }


def rule(choices: random.Random) -> str:
    type = choices.choice(list(TYPES))
    keys = list(TYPES[type][1])
    keys = choices.sample(keys, choices.choice([1, 1, 2, len(keys)]))
    made = {
        "id": "r",
        "resource_type": type,
        "assertions": [condition(choices, type, keys, 2) for _ in range(choices.choice([1, 2, 3]))],
    }
    if choices.random() < 0.3:
        made["filters"] = [condition(choices, type, keys, 1)]
    return yaml.safe_dump([made], sort_keys=False)


@cache
def resources(type: str) -> list[Resource]:
    choices = random.Random(type)
    found = []
    for _ in range(400):
        values = {
            name.rstrip("!"): choices.choice(KINDS[kind])
            for name, kind in TYPES[type][0].items()
            if name.endswith("!") or choices.random() < 0.75
        }
        found.append(make_resource(f"{type}.r", values))
    return found


def leaves_of_all(conditions: tuple[Condition, ...]) -> Iterator[Condition]:
    for one in conditions:
        if isinstance(one, Group) and one.kind == "all":
            yield from leaves_of_all(one.conditions)
        else:
            yield one


def at(result: ConditionResult, said: Diagnostic) -> Iterator[Truth]:
    if result.condition.span == said.span:
        yield result.truth
    for child in result.children:
        yield from at(child, said)


def refuted(judged: Rule, said: Diagnostic) -> bool:
    """Return whether the verdict about some resource contradicts what is said."""
    filters = compile_conditions(tuple(leaves_of_all(judged.filters)), ANY, {})
    assertions = compile_conditions(tuple(leaves_of_all(judged.assertions)), ALL, {})
    words = f"{said.summary} {said.hint}"
    for resource in resources(judged.resource_types[0]):
        scope = ConditionScope(resource, ResourceGraph([resource]), NOW)
        selected = all(one(scope).truth is True for one in filters)
        passed = [one(scope) for one in assertions]
        passes = all(one.truth is True for one in passed)
        if "No resource can satisfy this" in words or "The rule can't pass" in words:
            wrong = passes
        elif "No resource is ever selected" in words:
            wrong = selected
        elif "Every resource satisfies this: it can't fail" in words or "already require this" in words:
            truths = [truth for one in passed for truth in at(one, said)]
            wrong = selected and any(truth is not True and not isinstance(truth, Unknown) for truth in truths)
        else:
            wrong = (
                "can never hold" in words and passes and any(truth is True for one in passed for truth in at(one, said))
            )
        if wrong:
            return True
    return False


@pytest.mark.parametrize("seed", range(6))
def test_no_resource_refutes_what_is_said_of_a_rule(seed: int) -> None:
    choices = random.Random(seed)
    for _ in range(25):
        text = rule(choices)
        source = SourceFile("rules.yml", text, "rules.yml")
        said = lint_source(source)
        for judged in parse_rules(source).rules.rules if said else ():
            for one in said:
                assert not refuted(judged, one), (one, text)


# --- expressions ---------------------------------------------------------------------------------

READ = [
    "resource.x",
    "resource.y",
    "resource.z[0]",
    "resource.y.a",
    "size(resource.x)",
    'resource["y"]',
    "resource.z.size()",
]
CONSTANTS = ["1", "3", "3.0", "-1", "10", "0", "0x3", "true", "false", '"a"', '"b"', "null", '["a", 3]', "[]"]


def term(choices: random.Random, reads: list[str]) -> str:
    """An expression without `&&`, `||` and `!`."""
    read, written = choices.choice(reads), choices.choice
    return written(
        [
            f"{read} {written(['==', '!=', '<', '<=', '>', '>='])} {written(CONSTANTS[:11])}",
            f"{read} {written(['==', '!=', '<', '<=', '>', '>='])} {written(CONSTANTS[:11])}",
            f"{written(CONSTANTS[:12])} {written(['==', '!=', '<', '>'])} {read}",
            f"{read} in {written(CONSTANTS[-2:])}",
            f"{written(CONSTANTS[:4])} {written(['<', '=='])} {written(CONSTANTS[:4])}",
            f"has({written(['resource.x', 'resource.y', 'resource.y.a'])})",
            read,
            f'{read}.startsWith("a")',
            written(["true", "false"]),
        ]
    )


def expression(choices: random.Random, depth: int, reads: list[str]) -> str:
    kind = choices.choice(["term", "&&", "||", "&&", "||", "!", "all", "exists", "?"]) if depth else "term"
    if kind in ("&&", "||"):
        return f"({expression(choices, depth - 1, reads)} {kind} {expression(choices, depth - 1, reads)})"
    if kind == "!":
        return f"!({expression(choices, depth - 1, reads)})"
    if kind == "?":
        return (
            f"({' '.join(f'{expression(choices, 0, reads)} {mark}' for mark in '?:')} {expression(choices, 0, reads)})"
        )
    if kind in ("all", "exists"):
        return f"resource.z.{kind}(e, {expression(choices, depth - 1, [*reads[:2], 'e', 'e.a'])})"
    return term(choices, reads)


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def test_no_resource_refutes_what_is_said_of_an_expression(seed: int) -> None:
    pytest.importorskip("celpy", reason="the extra `cel` is not installed")
    choices = random.Random(seed)
    claims = 0
    for _ in range(60):
        reads = choices.sample(READ, choices.choice([1, 1, 2]))
        written = expression(choices, 3, reads)
        text = yaml.safe_dump([{"id": "r", "resource_type": "custom_thing", "assertions": [{"expression": written}]}])
        source = SourceFile("rules.yml", text, "rules.yml")
        said = [one for one in lint_source(source) if "satis" in one.summary]
        claims += len(said)
        for judged in parse_rules(source).rules.rules if said else ():
            for one in said:
                assert not refuted(judged, one), (one, written)
    assert claims
