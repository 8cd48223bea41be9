"""Conditions: logic, quantifiers, `each`, `value_from`, transforms, parameters."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from riveter.core.causes import Stated, UnsetVariable
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.engine import run
from riveter.findings import Finding, Outcome
from riveter.rules.conditions.transforms import TRANSFORMS
from riveter.rules.reading.reader import parse_rules
from tests.rules.conftest import make_resource, source

VARIABLE = Unknown(UnsetVariable("x"))
HOW_MANY = Unknown(Stated("var.n has no value"))


def verdict(rule: str, values: dict[str, Any], *, parameters: dict[str, Any] | None = None) -> Finding | None:
    """What a rule (its filters and assertions in flow style) says of values."""
    loaded = parse_rules(source(rule))
    assert not loaded.diagnostics, loaded.diagnostics
    findings = run([make_resource(values=values)], loaded.rules.rules, parameters=parameters).findings
    return findings[0] if findings else None


def holds(condition: str, values: dict[str, Any], **more: Any) -> str:
    finding = verdict(f"- {{name: r, resource_type: aws_thing, assertions: [{condition}]}}", values, **more)
    assert finding is not None
    return finding.outcome.value


def applies(condition: str, values: dict[str, Any]) -> bool:
    rule = f"- {{name: r, resource_type: aws_thing, filters: [{condition}], assertions: [{{key: __name__, operator: exists}}]}}"
    return verdict(rule, values) is not None


PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"
YES, NO, MAYBE, ODD = "a: true", "a: false", "a: unknown", "a: list"
ATOMS = {
    YES: "{key: yes_, operator: is_true}",
    NO: "{key: no_, operator: is_true}",
    MAYBE: "{key: maybe, operator: is_true}",
    ODD: "{key: odd, operator: greater_than, value: 1}",
}
VALUES = {"yes_": True, "no_": False, "maybe": VARIABLE, "odd": "text"}


@pytest.mark.parametrize(
    ("form", "parts", "expected"),
    [
        ("any", (NO, YES), PASS),
        ("any", (NO, NO), FAIL),
        ("any", (NO, MAYBE), UNKNOWN),
        ("any", (MAYBE, YES), PASS),
        ("any", (NO, ODD), FAIL),
        ("all", (YES, YES), PASS),
        ("all", (YES, NO), FAIL),
        ("all", (MAYBE, NO), FAIL),
        ("all", (YES, MAYBE), UNKNOWN),
        ("not", (YES,), FAIL),
        ("not", (NO,), PASS),
        ("not", (MAYBE,), UNKNOWN),
        ("not", (YES, NO), PASS),
        ("not", (YES, YES), FAIL),
        ("not", (ODD,), FAIL),
    ],
)
def test_logic_follows_kleene_and_a_wrong_kind_holds_neither_way(
    form: str, parts: tuple[str, ...], expected: str
) -> None:
    assert holds(f"{{{form}: [{', '.join(ATOMS[part] for part in parts)}]}}", VALUES) == expected


def test_logic_nests_and_not_takes_a_single_condition() -> None:
    assert holds(f"{{not: {ATOMS[NO]}}}", VALUES) == PASS
    assert (
        holds(f"{{all: [{{any: [{ATOMS[NO]}, {ATOMS[YES]}]}}, {{not: {{all: [{ATOMS[YES]}, {ATOMS[NO]}]}}}}]}}", VALUES)
        == PASS
    )


# --- filters imply assertions --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "assertion", "expected"),
    [
        (YES, YES, PASS), (YES, NO, FAIL), (YES, MAYBE, UNKNOWN), (NO, NO, None), (NO, MAYBE, None), (ODD, NO, None),
        (MAYBE, YES, PASS), (MAYBE, NO, UNKNOWN), (MAYBE, MAYBE, UNKNOWN), (MAYBE, ODD, UNKNOWN), (YES, ODD, FAIL),
    ],
)  # fmt: skip
def test_a_rule_is_filters_imply_assertions(condition: str, assertion: str, expected: str | None) -> None:
    rule = f"- {{name: r, resource_type: aws_thing, filters: [{ATOMS[condition]}], assertions: [{ATOMS[assertion]}]}}"
    finding = verdict(rule, VALUES)
    assert (finding.outcome.value if finding else None) == expected


def test_one_failing_assertion_outweighs_an_unknown_one() -> None:
    rule = f"- {{name: r, resource_type: aws_thing, assertions: [{ATOMS[MAYBE]}, {ATOMS[NO]}]}}"
    finding = verdict(rule, VALUES)
    assert finding is not None
    assert finding.outcome is Outcome.FAIL


# --- several matches -----------------------------------------------------------------------------

RULES = {"rule": [{"status": "on", "days": 1}, {"status": "off", "days": 5}, {"days": 9}]}


def test_in_assertions_every_match_must_satisfy_and_in_filters_any() -> None:
    on = "{key: rule.*.status, operator: equals, value: 'on'}"
    assert holds(on, RULES) == FAIL
    assert applies(on, RULES)
    assert holds("{key: rule.*.days, operator: greater_than, value: 0}", RULES) == PASS
    assert not applies("{key: rule.*.days, operator: greater_than, value: 100}", RULES)


@pytest.mark.parametrize(
    ("quantifier", "expected"),
    [
        ("all", FAIL),
        ("any", PASS),
        ("none", FAIL),
        ("{at_least: 1}", PASS),
        ("{at_least: 2}", FAIL),
        ("{at_most: 1}", PASS),
        ("{at_most: 0}", FAIL),
        ("{at_least: 1, at_most: 1}", PASS),
    ],
)
def test_a_quantifier_says_how_many_matches_must_satisfy(quantifier: str, expected: str) -> None:
    assert holds(f"{{key: rule.*.status, operator: equals, value: 'on', quantifier: {quantifier}}}", RULES) == expected


def test_an_element_without_the_attribute_counts_as_one_that_lacks_it() -> None:
    partly = {"rule": [{"status": "on"}, {}]}
    assert holds("{key: rule.*.status, operator: equals, value: 'on'}", partly) == FAIL
    assert holds("{key: rule.*.status, operator: exists}", partly) == FAIL
    assert holds("{key: rule.*.status, operator: not_equals, value: 'off'}", partly) == PASS


@pytest.mark.parametrize("key", ["nothing", "nothing.0.at.all", "nothing.*.status", "**.nothing"])
def test_with_no_match_positive_operators_fail_and_negative_ones_hold_in_filters_and_assertions_alike(key: str) -> None:
    for operator, expected in (
        ("equals", False),
        ("not_equals", True),
        ("contains_any", False),
        ("contains_none", True),
        ("not_in", True),
    ):
        value = "[x]" if operator in ("contains_any", "contains_none", "not_in") else "x"
        condition = f"{{key: '{key}', operator: {operator}, value: {value}}}"
        assert (holds(condition, RULES) == PASS) is expected
        assert applies(condition, RULES) is expected
    assert holds(f"{{key: '{key}', operator: exists}}", RULES) == FAIL
    assert holds(f"{{key: '{key}', operator: not_exists}}", RULES) == PASS


def test_length_unique_and_sorted_take_the_matches_of_a_wildcard_as_one_list() -> None:
    assert holds("{key: rule.*, operator: length, value: 3}", RULES) == PASS
    assert holds("{key: rule, operator: length, value: 3}", RULES) == PASS
    assert holds("{key: rule.*.status, operator: length, value: 2}", RULES) == PASS
    assert holds("{key: nothing.*, operator: length, value: 0}", RULES) == PASS
    assert holds("{key: nothing, operator: length, value: 0}", RULES) == FAIL
    assert holds("{key: rule.*.days, operator: sorted_ascending}", RULES) == PASS
    assert holds("{key: rule.*.days, operator: sorted_descending}", RULES) == FAIL
    assert holds("{key: nothing.*.days, operator: sorted_ascending}", RULES) == PASS
    assert holds("{key: rule.*.days, operator: unique}", RULES) == PASS


def test_elements_of_which_the_number_is_not_known_leave_the_verdict_open_unless_they_agree() -> None:
    unsure = {"rule": OpenList([{"status": "on"}, {"status": "off"}], {1: HOW_MANY})}
    assert holds("{key: rule.*.status, operator: equals, value: 'on'}", unsure) == UNKNOWN
    assert holds("{key: rule.*.status, operator: in, value: ['on', 'off']}", unsure) == PASS
    assert holds("{key: rule.*.status, operator: in, value: [x]}", unsure) == FAIL
    only = {"rule": OpenList([{"status": "on"}], {0: HOW_MANY})}
    assert holds("{key: rule.*.status, operator: equals, value: 'on'}", only) == UNKNOWN
    assert holds("{key: rule.*.status, operator: not_equals, value: 'off'}", only) == PASS
    assert holds("{key: rule.*.status, operator: equals, value: 'off'}", only) == FAIL
    assert holds("{key: rule.*.status, operator: equals, value: 'on', quantifier: none}", only) == UNKNOWN
    assert holds("{key: rule.*.status, operator: equals, value: 'off', quantifier: none}", only) == PASS
    assert holds("{key: rule.*.status, operator: equals, value: 'on', quantifier: {at_most: 3}}", only) == UNKNOWN


# --- each ----------------------------------------------------------------------------------------

INGRESS = {
    "ingress": [
        {"from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]},
        {"from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]},
    ]
}
SSH_CLOSED = """{each: ingress, where: [{key: ., operator: port_in_range, value: 22}],
  assertions: [{key: cidr_blocks, operator: contains_none, value: [0.0.0.0/0]}]}"""


def test_each_looks_at_one_element_at_a_time() -> None:
    assert holds(SSH_CLOSED, INGRESS) == PASS
    both = {"ingress": [{"from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}]}
    assert holds(SSH_CLOSED, both) == FAIL
    assert holds(SSH_CLOSED, {}) == PASS
    assert holds(SSH_CLOSED, {"ingress": []}) == PASS


def test_each_takes_a_quantifier_and_any_in_filters() -> None:
    open_one = "{each: ingress, %s assertions: [{key: from_port, operator: equals, value: 443}]}"
    assert holds(open_one % "", INGRESS) == FAIL
    assert applies(open_one % "", INGRESS)
    assert not applies(open_one % "quantifier: all,", INGRESS)
    assert holds(open_one % "quantifier: any,", INGRESS) == PASS
    assert holds(open_one % "quantifier: none,", INGRESS) == FAIL
    assert holds(open_one % "quantifier: {at_least: 1, at_most: 1},", INGRESS) == PASS
    assert holds(open_one % "quantifier: any,", {}) == FAIL
    assert holds(open_one % "quantifier: none,", {}) == PASS
    assert (
        holds("{each: ingress, quantifier: none, where: [{key: from_port, operator: equals, value: 22}]}", INGRESS)
        == FAIL
    )


def test_each_nests_and_reads_elements_of_lists_of_values() -> None:
    nested = """{each: rule, assertions: [{each: transition, assertions: [
      {any: [{key: class, operator: equals, value: GLACIER}, {key: days, operator: less_than, value: 60}]}]}]}"""
    values = {"rule": [{"transition": [{"days": 30}, {"days": 90, "class": "GLACIER"}]}, {}]}
    assert holds(nested, values) == PASS
    values["rule"].append({"transition": [{"days": 90}]})
    assert holds(nested, values) == FAIL
    private = "{each: ingress.*.cidr_blocks, assertions: [{key: ., operator: not_cidr_public}]}"
    assert holds(private, {"ingress": INGRESS["ingress"][:1]}) == PASS
    assert holds(private, INGRESS) == FAIL


def test_each_takes_one_block_written_as_an_object_and_the_values_of_a_map_with_a_star() -> None:
    assert (
        holds("{each: rule, assertions: [{key: status, operator: equals, value: x}]}", {"rule": {"status": "x"}})
        == PASS
    )
    assert (
        holds(
            "{each: 'tags.*', assertions: [{key: ., operator: matches, value: '^a'}]}", {"tags": {"a": "a1", "b": "a2"}}
        )
        == PASS
    )
    assert (
        holds(
            "{each: 'tags.*', assertions: [{key: ., operator: matches, value: '^a'}]}", {"tags": {"a": "a1", "b": "b"}}
        )
        == FAIL
    )


def test_each_enters_policies_and_sees_single_actions_as_lists() -> None:
    policy = json.dumps({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}})
    no_stars = """{each: policy.Statement, where: [{key: Effect, operator: equals, value: Allow}],
      assertions: [{key: Action.*, operator: not_matches, value: ':\\*$'}]}"""
    assert holds(no_stars, {"policy": policy}) == FAIL
    assert holds(no_stars, {"policy": policy.replace("s3:*", "s3:Get")}) == PASS
    assert (
        holds(
            "{each: policy.Statement, assertions: [{key: Action, operator: contains, value: 's3:*'}]}",
            {"policy": policy},
        )
        == PASS
    )
    assert (
        holds(
            "{each: policy.Statement, assertions: [{key: Action, operator: not_equals, value: 's3:*'}]}",
            {"policy": policy},
        )
        == FAIL
    )


def test_each_over_what_is_not_known_is_unknown() -> None:
    assert holds(SSH_CLOSED, {"ingress": VARIABLE}) == UNKNOWN
    unsure = {"ingress": OpenList([{"from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}], {0: HOW_MANY})}
    assert holds(SSH_CLOSED, unsure) == UNKNOWN
    harmless = {"ingress": OpenList([{"from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}], {0: HOW_MANY})}
    assert holds(SSH_CLOSED, harmless) == PASS
    maybe_ssh = {"ingress": [{"from_port": VARIABLE, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"]}]}
    assert holds(SSH_CLOSED, maybe_ssh) == PASS
    maybe_ssh["ingress"][0]["cidr_blocks"] = ["0.0.0.0/0"]
    assert holds(SSH_CLOSED, maybe_ssh) == UNKNOWN


# --- value_from ----------------------------------------------------------------------------------


def test_value_from_compares_with_another_attribute() -> None:
    values: dict[str, Any] = {"max": 5, "min": "3", "name": "a", "names": ["a", "b"], "pattern": "^a", "unset": None}
    assert holds("{key: max, operator: greater_than, value_from: min}", values) == PASS
    assert holds("{key: min, operator: greater_than, value_from: max}", values) == FAIL
    assert holds("{key: name, operator: in, value_from: names}", values) == PASS
    assert holds("{key: name, operator: matches, value_from: pattern}", values) == PASS
    assert holds("{key: name, operator: equals, value_from: max}", values) == FAIL
    assert holds("{key: max, operator: greater_than, value_from: name}", values) == FAIL
    assert holds("{key: max, operator: greater_than, value_from: nothing}", values) == FAIL
    assert holds("{key: max, operator: not_greater_than, value_from: nothing}", values) == FAIL
    assert holds("{key: nothing, operator: not_greater_than, value_from: max}", values) == PASS
    assert holds("{key: unset, operator: equals, value_from: nothing}", values) == PASS
    assert holds("{key: max, operator: equals, value_from: unset}", values) == FAIL
    assert holds("{key: max, operator: equals, value_from: missing}", {"max": 1, "missing": VARIABLE}) == UNKNOWN
    assert (
        holds(
            "{key: name, operator: contains, value_from: part}",
            {"name": "ab", "part": PartialText(("a", Hole(VARIABLE)))},
        )
        == UNKNOWN
    )


def test_value_from_is_about_the_element_inside_each_and_about_the_resource_with_a_dollar() -> None:
    values = {"limit": 10, "rule": [{"a": 1, "b": 1, "limit": 3}, {"a": 2, "b": 2, "limit": 3}]}
    assert holds("{each: rule, assertions: [{key: a, operator: equals, value_from: b}]}", values) == PASS
    assert holds("{each: rule, assertions: [{key: limit, operator: less_than, value_from: $.limit}]}", values) == PASS
    assert holds("{each: rule, assertions: [{key: limit, operator: less_than, value_from: limit}]}", values) == FAIL


def test_value_from_a_wildcard_is_the_list_of_all() -> None:
    values = {"default": "b", "options": [{"id": "a"}, {"id": "b"}]}
    assert holds("{key: default, operator: in, value_from: options.*.id}", values) == PASS
    assert holds("{key: default, operator: in, value_from: options.id}", values) == PASS
    assert holds("{key: default, operator: in, value_from: options.*.nothing}", values) == FAIL


# --- transforms ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("transform", "value", "expected"),
    [
        ("lower", "ABC", "abc"),
        ("upper", "abc", "ABC"),
        ("trim", "  a ", "a"),
        ("length", "abc", 3),
        ("length", [1, 2], 2),
        ("number", "30", 30),
        ("json", '{"a": [1]}', {"a": [1]}),
        ("base64", base64.b64encode(b"text").decode(), "text"),
        ("sort", ["b", "a"], ["a", "b"]),
        ("sort", ["10", "9"], ["9", "10"]),
        ("keys", {"b": 1, "a": 2}, ["a", "b"]),
        ("values", {"b": 1, "a": 2}, [2, 1]),
        ("basename", "a/b/c.zip", "c.zip"),
        ("[trim, lower]", " A ", "a"),
        ("[json, keys]", '{"b": 1, "a": 1}', ["a", "b"]),
        ("lower", ["A", "B"], ["a", "b"]),
    ],
)
def test_a_transform_changes_the_value_before_it_is_compared(transform: str, value: Any, expected: Any) -> None:
    assert (
        holds(f"{{key: a, operator: equals, transform: {transform}, value: {json.dumps(expected)}}}", {"a": value})
        == PASS
    )
    assert holds(f"{{key: a, operator: equals, transform: {transform}, value: something else}}", {"a": value}) == FAIL
    assert (
        holds(f"{{key: a, operator: equals, transform: {transform}, value: {json.dumps(expected)}}}", {"a": VARIABLE})
        == UNKNOWN
    )
    assert holds(f"{{key: a, operator: equals, transform: {transform}, value: {json.dumps(expected)}}}", {}) == FAIL


@pytest.mark.parametrize(
    ("transform", "value"),
    [
        ("lower", {"a": 1}),
        ("length", 5),
        ("number", "x"),
        ("json", "{"),
        ("base64", "~"),
        ("sort", "a"),
        ("sort", [{}, []]),
        ("keys", ["a"]),
        ("base64", "/w=="),
    ],
)
def test_a_transform_of_the_wrong_kind_of_value_fails_either_way(transform: str, value: Any) -> None:
    for operator in ("equals", "not_equals"):
        finding = verdict(
            f"- {{name: r, resource_type: aws_thing, assertions: [{{key: a, operator: {operator}, transform: {transform}, value: x}}]}}",
            {"a": value},
        )
        assert finding is not None
        assert finding.outcome is Outcome.FAIL
        assert finding.assertions[0].message.startswith(("is ", "has "))


@pytest.mark.parametrize("name", TRANSFORMS)
def test_a_transform_of_partly_known_values_never_claims_to_know(name: str) -> None:
    hole = Hole(VARIABLE)
    partial = [
        PartialText(("A", hole)),
        PartialText((hole, " b ")),
        PartialText((hole, "/x/Y.z")),
        PartialText(('{"a":"', hole, '"}')),
    ]
    for value in partial:
        for filling in ("q", "/", " ", ""):
            known = "".join(p if isinstance(p, str) else filling for p in value.parts)
            before, after = TRANSFORMS[name](value), TRANSFORMS[name](known)
            if not isinstance(before, Unknown) and not isinstance(before, dict):
                assert before == after
            if isinstance(before, PartialText) and isinstance(after, str):
                assert after.startswith(before.prefix)
                assert after.endswith(before.suffix)


# --- parameters ----------------------------------------------------------------------------------

RETENTION = """
parameters:
  days: {type: number, default: 90}
  regions: {type: list, default: [eu-west-1]}
  prefix: {type: string, default: acme}
rules:
  - name: r
    resource_type: aws_thing
    assertions:
      - {key: days, operator: gte, value: "{param.days}", message: "needs {param.days} days"}
      - {key: region, operator: in, value: ["{param.regions}", us-east-1]}
      - {key: name, operator: matches, value: "^{param.prefix}-"}
"""


def test_parameters_keep_their_type_fill_in_text_and_are_set_by_the_run() -> None:
    values = {"days": 90, "region": "eu-west-1", "name": "acme-x"}
    default = verdict(RETENTION, values)
    changed = verdict(RETENTION, values, parameters={"days": 365})
    assert default is not None
    assert changed is not None
    assert default.outcome is Outcome.PASS
    assert changed.outcome is Outcome.FAIL
    assert changed.assertions[0].message == "needs 365 days"
    assert changed.assertions[0].expected == 365


def test_a_parameter_that_does_not_fit_or_has_no_value_makes_the_rule_unusable_with_a_diagnostic() -> None:
    rules = parse_rules(source(RETENTION)).rules.rules
    result = run([make_resource()], rules, parameters={"days": "many"})
    assert not result.findings
    assert result.diagnostics[0].summary == 'Rule `r` can\'t be used: `gte` needs a number, not "many"'
    assert str(result.diagnostics[0].span) == "rules.yml:10:43"
    required = parse_rules(source(RETENTION.replace("default: 90", "description: x"))).rules.rules
    result = run([make_resource()], required)
    assert "parameter `days` has no value" in result.diagnostics[0].summary


def test_a_result_has_the_rules_words_and_riveters_apart() -> None:
    text = """
- name: r
  resource_type: aws_thing
  assertions:
    - {key: a, operator: equals, value: 1, message: "is not what we want"}
    - {key: b, operator: equals, value: 1}
    - each: blocks
      assertions: [{key: c, operator: exists}]
      quantifier: any
      message: a block is needed
"""
    rules = parse_rules(source(text)).rules.rules
    [finding] = run([make_resource("aws_thing.x", {"a": 2, "b": 3})], rules).findings
    assert [(entry.message, entry.detail) for entry in finding.assertions] == [
        ("is not what we want", "is 2, expected 1"),
        ("is 3, expected 1", "is 3, expected 1"),
        ("a block is needed", "there is no element of `blocks`"),
    ]
    assert finding.message == "is not what we want (and 2 more)"
