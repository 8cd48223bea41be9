"""Every operator and every transform in every state a value can be in, by whole rules: present (good and bad), missing, null, unknown,
of the wrong kind, several matches. One table row each; an operator without a row fails."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest

from riveter.core.causes import UnsetVariable
from riveter.core.values import Unknown
from riveter.engine import run
from riveter.resource import Reference, Resource
from riveter.rules.conditions.transforms import TRANSFORMS
from riveter.rules.operators import OPERATORS, ROWS, Operator
from riveter.rules.reading.reader import parse_rules
from tests.rules.conftest import NOW, make_resource, source

VARIABLE = Unknown(UnsetVariable("x"))
GIVES_NO_VALUE: Any = object()
NONE: Any = object()
"""There is no value of the wrong kind: the operator can look at all of them."""


class Row(NamedTuple):
    """given: the rule's value. good, bad: values for which the operator holds and does not. wrong: one of the wrong kind, for which
    it fails, and its opposite too. missing: what it says where nothing is there. unknown: what it says of what is not known."""

    given: Any
    good: Any
    bad: Any
    wrong: Any = NONE
    missing: str = "fail"
    unknown: str = "unknown"


ALLOW = json.dumps({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": "*"}})
ALLOW_OURS = ALLOW.replace('"*"}}', '"111122223333"}}')
DENY = json.dumps({"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": "*"}})
_ = GIVES_NO_VALUE

TABLE: dict[str, Row] = {
    "exists": Row(_, "x", []),
    "not_exists": Row(_, [], "x", missing="pass"),
    "is_null": Row(_, [], "x", missing="pass"),
    "is_empty": Row(_, "", "x", missing="pass"),
    "is_not_empty": Row(_, "x", ""),
    "is_known": Row(_, "x", ["x", VARIABLE], unknown="fail"),
    "is_literal": Row(_, "x", "", unknown="fail"),
    "equals": Row("a", "a", "b", ["a"]),
    "not_equals": Row("a", "b", "a", ["a"], missing="pass"),
    "equals_ignore_case": Row("A", "a", "b", ["a", "b"]),
    "is_true": Row(_, True, False, [True]),
    "is_false": Row(_, False, True, [True]),
    "in": Row(["a", "b"], "a", "c", ["a"]),
    "not_in": Row(["a", "b"], "c", "a", ["c"], missing="pass"),
    "greater_than": Row(5, 6, 5, "many"),
    "greater_than_or_equal": Row(5, "5", 4, "many"),
    "less_than": Row(5, 4, 5, "many"),
    "less_than_or_equal": Row(5, 5, 6, "many"),
    "between": Row([1, 5], 5, 6, "many"),
    "mod": Row([2, 0], 4, 5, "many"),
    "contains": Row("a", ["a"], ["b"]),
    "contains_all": Row(["a", "b"], ["b", "a", "c"], ["a"]),
    "contains_any": Row(["a", "b"], ["b"], ["c"]),
    "contains_none": Row(["a", "b"], ["c"], ["b"], missing="pass"),
    "only_contains": Row(["a", "b"], ["a"], ["a", "c"], 5),
    "superset_of": Row({"a": 1}, {"a": 1, "b": 2}, {"a": 2}, "text"),
    "length": Row(2, ["a", "b"], ["a"], 5),
    "length_not_equals": Row(2, ["a"], ["a", "b"], 5),
    "length_greater_than": Row(1, ["a", "b"], ["a"], 5),
    "length_greater_than_or_equal": Row(2, ["a", "b"], ["a"], 5),
    "length_less_than": Row(2, "a", "ab", 5),
    "length_less_than_or_equal": Row(1, {"a": 1}, {"a": 1, "b": 2}, 5),
    "length_between": Row([1, 2], "ab", "abc", 5),
    "length_mod": Row([2, 0], "ab", "abc", 5),
    "unique": Row(_, ["a", "b"], ["a", "a"], "text"),
    "sorted_ascending": Row(_, [1, 2], [2, 1], "text"),
    "sorted_descending": Row(_, [2, 1], [1, 2], "text"),
    "has_key": Row("a", {"a": 1}, {"b": 1}, "text"),
    "has_keys": Row(["a", "b"], {"a": 1, "b": 2}, {"a": 1}, "text"),
    "contains_ignore_case": Row("A", "xax", "x"),
    "starts_with": Row("a", "ab", "ba", ["ab"]),
    "ends_with": Row("a", "ba", "ab", {"a": 1}),
    "matches": Row("^a", "ab", "ba", ["ab"]),
    "glob": Row("a*", "ab", "ba", ["ab"]),
    "is_json": Row(_, "{}", "{", ["x"]),
    "word_count": Row(2, "a b", "a", ["a b"]),
    "is_string": Row(_, "a", 1),
    "is_number": Row(_, 1, "1"),
    "is_bool": Row(_, True, "true"),
    "is_list": Row(_, ["a"], "a"),
    "is_map": Row(_, {"a": 1}, ["a"]),
    "cidr_within": Row("10.0.0.0/8", "10.1.0.0/16", "11.0.0.0/8", "sg-1"),
    "cidr_contains": Row("10.1.2.3", "10.0.0.0/8", "11.0.0.0/8", "sg-1"),
    "cidr_overlaps": Row("10.0.0.0/8", "10.1.0.0/16", "11.0.0.0/8", "sg-1"),
    "cidr_public": Row(_, "0.0.0.0/0", "10.0.0.0/8", "sg-1"),
    "covers_ports": Row("22-23", "20-25", "22", "ssh"),
    "port_in_range": Row(22, {"from_port": 20, "to_port": 25}, {"from_port": 80, "to_port": 90}, "ssh"),
    "ip_version": Row(4, "10.0.0.0/8", "::/0", "sg-1"),
    "age_greater_than": Row(365, "2026-01-01", "2027-02-01", "last week"),
    "expires_within": Row(30, "2027-03-15", "2028-03-15", "never"),
    "version_at_least": Row("1.29", "1.30", "1.9", "latest"),
    "version_matches": Row("~> 1.2", "1.9", "2.0", "latest"),
    "policy_allows": Row("s3:GetObject", ALLOW, DENY, "no policy"),
    "policy_not_allows": Row("s3:GetObject", DENY, ALLOW, "no policy", missing="pass"),
    "policy_denies": Row("s3:GetObject", DENY, ALLOW, "no policy"),
    "policy_unrestricted": Row("s3:GetObject", ALLOW, DENY, "no policy"),
    "policy_public": Row(_, ALLOW, DENY, "no policy"),
    "policy_principals_within": Row({"accounts": ["111122223333"]}, ALLOW_OURS, ALLOW, "no policy"),
    "condition_narrows": Row(
        _, {"StringEquals": {"aws:PrincipalTag/a": "b"}}, {"Bool": {"aws:SecureTransport": True}}, "no condition"
    ),
    "role_allows": Row("A.B/c", {"actions": ["A.B/*"]}, {"actions": ["A.B/d"]}, "A.B/c"),
    "arn_pins_owner": Row(_, "arn:aws:s3:::logs/*", "arn:aws:s3:::logs*", {"a": 1}),
    "looks_like_secret": Row(_, "AKIAZ7QW3LTX5VB2NJ4M", "INFO"),
    "is_literal_secret": Row(_, "AKIAZ7QW3LTX5VB2NJ4M", "INFO", unknown="fail"),
    "references": Row("aws_iam_role", "<reference>", "literal"),
    "resolves": Row("aws_iam_role", "declared", "elsewhere", {"a": 1}),
}
DECLARED = make_resource("aws_iam_role.r", {"name": "declared"})


def condition(name: str, row: Row, key: str = "a", more: str = "") -> str:
    value = "" if row.given is GIVES_NO_VALUE else f", value: {json.dumps(row.given)}"
    return f"{{key: {key}, operator: '{name}'{value}{more}}}"


def about(values: dict[str, Any]) -> Resource:
    references = (Reference("a", "aws_iam_role.r", "arn"),) if values.get("a") == "<reference>" else ()
    if "<reference>" in (values.get("several") or ()):
        references = (Reference(f"several.{values['several'].index('<reference>')}", "aws_iam_role.r", "arn"),)
    return make_resource("aws_thing.x", values, references=references)


def outcome(assertion: str, values: dict[str, Any], filters: str = "") -> str:
    text = f"- {{name: r, resource_type: aws_thing, filters: [{filters}], assertions: [{assertion}]}}"
    loaded = parse_rules(source(text))
    assert not loaded.diagnostics, loaded.diagnostics
    findings = run([about(values), DECLARED], loaded.rules.rules, now=NOW).findings
    return findings[0].outcome.value if findings else "not applicable"


def opposite(name: str) -> str:
    """The name of the operator that says the opposite."""
    if name.startswith("not_"):
        return name[4:]
    return f"is_{name[7:]}" if name.startswith("is_not_") else f"not_{name}"


@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [
        ("operator: version_at_least, value: 1.30", "1.29", "fail"),
        ("operator: version_at_least, value: 1.30", "1.30", "pass"),
        ("operator: version_matches, value: 1.10", "1.10", "pass"),
        ("operator: equals, value: 1.30", "1.30", "pass"),
        ("operator: equals, value: 1.30", 1.3, "pass"),
        ("operator: equals, value: 1.30", "1.3", "fail"),
        ("operator: greater_than, value: 1.20", 1.3, "pass"),
        ("operator: equals, value: 2.0", "2", "pass"),
        ("operator: length, value: 2.0", ["a", "b"], "pass"),
    ],
)
def test_a_number_that_ends_in_a_zero_is_read_as_it_is_written(written: str, value: Any, expected: str) -> None:
    """YAML makes 1.3 of 1.30, which is another version."""
    assert outcome(f"{{key: a, {written}}}", {"a": value}) == expected


OPPOSITE = {"pass": "fail", "fail": "pass", "unknown": "unknown"}


def test_every_operator_has_a_row() -> None:
    assert set(TABLE) == {row.name for row in ROWS}


@pytest.mark.parametrize("name", TABLE)
def test_present(name: str) -> None:
    row = TABLE[name]
    for value, expected in ((row.good, "pass"), (row.bad, "fail")):
        assert outcome(condition(name, row), {"a": value}) == expected
        assert outcome(condition(opposite(name), row), {"a": value}) == OPPOSITE[expected]
        assert outcome(f"{{not: {condition(name, row)}}}", {"a": value}) == OPPOSITE[expected]


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("values", [{}, {"a": None}], ids=["missing", "null"])
def test_missing_and_null_are_the_same_and_only_negative_operators_hold(name: str, values: dict[str, Any]) -> None:
    row = TABLE[name]
    assert outcome(condition(name, row), values) == row.missing
    assert outcome(condition(opposite(name), row), values) == OPPOSITE[row.missing]
    # the same in filters
    applies = outcome("{key: __name__, operator: exists}", values, condition(name, row))
    assert applies == ("pass" if row.missing == "pass" else "not applicable")


@pytest.mark.parametrize("name", TABLE)
def test_unknown(name: str) -> None:
    row = TABLE[name]
    assert outcome(condition(name, row), {"a": VARIABLE}) == row.unknown
    assert outcome(condition(opposite(name), row), {"a": VARIABLE}) == OPPOSITE[row.unknown]


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.wrong is not NONE])
def test_a_value_of_the_wrong_kind_fails_the_operator_and_its_opposite(name: str) -> None:
    row = TABLE[name]
    assert outcome(condition(name, row), {"a": row.wrong}) == "fail"
    assert outcome(condition(opposite(name), row), {"a": row.wrong}) == "fail"
    assert outcome("{key: __name__, operator: exists}", {"a": row.wrong}, condition(name, row)) == "not applicable"


@pytest.mark.parametrize("row", [row for row in ROWS if TABLE[row.name].wrong is NONE], ids=lambda row: row.name)
def test_an_operator_without_values_of_the_wrong_kind_judges_all_of_them(row: Operator) -> None:
    entry = TABLE[row.name]
    for value in ("text", 5, 1.5, True, ["x"], {"x": 1}):
        found = outcome(condition(row.name, entry), {"a": value})
        assert outcome(condition(opposite(row.name), entry), {"a": value}) == OPPOSITE[found]


@pytest.mark.parametrize("name", [row.name for row in ROWS if not row.whole])
def test_several_matches_all_in_assertions_any_in_filters_and_as_the_quantifier_says(name: str) -> None:
    row = TABLE[name]
    good, bad = row.good, row.bad
    mixed, both = {"several": [good, bad]}, {"several": [good, good]}
    here = condition(name, row, "several.*")
    assert outcome(here, mixed) == "fail"
    assert outcome(condition(name, row, "several.*", ", quantifier: any"), mixed) == "pass"
    assert outcome(condition(name, row, "several.*", ", quantifier: none"), mixed) == "fail"
    assert outcome(condition(name, row, "several.*", ", quantifier: none"), {"several": [bad, bad]}) == "pass"
    assert outcome(condition(name, row, "several.*", ", quantifier: {at_least: 1, at_most: 1}"), mixed) == "pass"
    assert outcome(condition(name, row, "several.*", ", quantifier: {at_least: 2}"), mixed) == "fail"
    assert outcome("{key: __name__, operator: exists}", mixed, here) == "pass"
    if name != "references":  # of which the reference belongs to one place
        assert outcome(here, both) == "pass"
    if row.unknown == "unknown":
        assert outcome(here, {"several": [good, VARIABLE]}) == "unknown"
        assert outcome(here, {"several": [bad, VARIABLE]}) == "fail"
        assert outcome(condition(name, row, "several.*", ", quantifier: any"), {"several": [good, VARIABLE]}) == "pass"


@pytest.mark.parametrize("name", [row.name for row in ROWS if row.whole])
def test_operators_on_the_whole_take_several_matches_as_one_list(name: str) -> None:
    row = TABLE[name]
    for value, expected in ((row.good, "pass"), (row.bad, "fail")):
        if isinstance(value, list):
            assert (
                outcome(condition(name, row, "several.*.a"), {"several": [{"a": item} for item in value]}) == expected
            )
    empty = outcome(condition(name, row, "several.*.a"), {})
    assert empty == outcome(condition(name, row), {"a": []})


@pytest.mark.parametrize("name", OPERATORS)
def test_every_name_and_alias_is_one_of_the_table_or_its_opposite(name: str) -> None:
    operator = OPERATORS[name]
    row = TABLE[operator.base or operator.name]
    expected = {True: "fail", False: "pass"}[bool(operator.base)]
    assert outcome(condition(name, row), {"a": row.good}) == expected
    assert outcome(condition(name, row), {"a": row.bad}) == OPPOSITE[expected]


# --- transforms ----------------------------------------------------------------------------------

CHANGES: dict[str, tuple[Any, Any, Any]] = {
    "lower": ("ABC", "abc", {"a": 1}),
    "upper": ("abc", "ABC", {"a": 1}),
    "trim": (" a b ", "a b", {"a": 1}),
    "length": (["a", "b"], 2, 5),
    "number": ("030", 30, "many"),
    "json": ('{"a": [1]}', {"a": [1]}, "{"),
    "base64": ("YWJj", "abc", "?"),
    "sort": ([3, 1, 2], [1, 2, 3], "text"),
    "keys": ({"b": 1, "a": 2}, ["a", "b"], ["a"]),
    "values": ({"b": 1, "a": 2}, [2, 1], ["a"]),
    "schedule_days": ("rate(7 days)", 7, "every week"),
    "basename": ("a/b/c.txt", "c.txt", {"a": 1}),
}


def test_every_transform_has_a_row() -> None:
    assert set(CHANGES) == set(TRANSFORMS)


@pytest.mark.parametrize("name", CHANGES)
def test_a_transform_in_every_state(name: str) -> None:
    before, after, wrong = CHANGES[name]
    same = f"{{key: a, operator: equals, value: {json.dumps(after)}, transform: {name}}}"
    other = f"{{key: a, operator: not_equals, value: {json.dumps(after)}, transform: [{name}]}}"
    assert outcome(same, {"a": before}) == "pass"
    assert outcome(other, {"a": before}) == "fail"
    for nothing in ({}, {"a": None}):
        assert outcome(same, nothing) == "fail"
        assert outcome(other, nothing) == "pass"
    assert outcome(same, {"a": VARIABLE}) == "unknown"
    assert outcome(other, {"a": VARIABLE}) == "unknown"
    assert outcome(same, {"a": wrong}) == "fail"
    assert outcome(other, {"a": wrong}) == "fail"
    several = same.replace("key: a", "key: several.*")
    assert outcome(several, {"several": [before, before]}) == "pass"
    assert outcome(several, {"several": [before, wrong]}) == "fail"
    assert outcome(several, {"several": [before, VARIABLE]}) == "unknown"


def test_transforms_are_applied_in_the_order_they_are_written() -> None:
    encoded = "eyJhIjogIlgvWSJ9"  # {"a": "X/Y"}
    assert (
        outcome("{key: a, operator: equals, value: [X/Y], transform: [base64, json, values]}", {"a": encoded}) == "pass"
    )
    assert outcome("{key: a, operator: equals, value: y, transform: [basename, lower]}", {"a": "X/Y"}) == "pass"
    assert outcome("{key: a, operator: exists, transform: [json, base64]}", {"a": encoded}) == "fail"
