"""The engine: which rules meet which resources, verdicts, and what findings tell."""

from __future__ import annotations

from typing import Any

import pytest

from riveter.core.causes import Stated, UnsetVariable
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.engine import run
from riveter.findings import AssertionResult, Finding, Outcome
from riveter.resource import Resource
from riveter.rules.conditions.compilation import compile_rule
from riveter.rules.model.rule import Rule
from riveter.rules.reading.reader import parse_rules
from tests.rules.conftest import NOW, StubOrigin, make_resource, source

VARIABLE = Unknown(UnsetVariable("rotate"))


def rules(text: str) -> tuple[Rule, ...]:
    loaded = parse_rules(source(text))
    assert not loaded.diagnostics, loaded.diagnostics
    return loaded.rules.rules


def about(type: str) -> tuple[Rule, ...]:
    return rules(f"- {{name: r, resource_type: {type}, assertions: [{{key: __name__, operator: exists}}]}}")


def told(assertion: str, values: dict[str, Any], **more: Any) -> Finding:
    made = rules(f"- {{name: r, resource_type: aws_thing, assertions: [{assertion}]}}")
    return run([make_resource(values=values, **more)], made, now=NOW).findings[0]


def first(assertion: str, values: dict[str, Any], **more: Any) -> AssertionResult:
    return told(assertion, values, **more).assertions[0]


# --- which resources -----------------------------------------------------------------------------

EVERYTHING = [
    make_resource("aws_s3_bucket.b"),
    make_resource("aws_s3_bucket_policy.p"),
    make_resource("google_storage_bucket.g"),
    make_resource("data.aws_ami.a"),
    make_resource("module.m", type="module"),
    make_resource("provider.aws", type="provider"),
    make_resource("var.v", type="variable"),
    make_resource("output.o", type="output"),
    make_resource("terraform", type="terraform"),
]


@pytest.mark.parametrize(
    ("types", "addresses"),
    [
        ("aws_s3_bucket", ["aws_s3_bucket.b"]),
        ("[aws_s3_bucket, google_storage_bucket]", ["aws_s3_bucket.b", "google_storage_bucket.g"]),
        ("aws_s3_*", ["aws_s3_bucket.b", "aws_s3_bucket_policy.p"]),
        ("'*_bucket'", ["aws_s3_bucket.b", "google_storage_bucket.g"]),
        ("'*'", ["aws_s3_bucket.b", "aws_s3_bucket_policy.p", "google_storage_bucket.g"]),
        ("data.aws_ami", ["data.aws_ami.a"]),
        ("data.*", ["data.aws_ami.a"]),
        ("module", ["module.m"]),
        ("provider", ["provider.aws"]),
        ("variable", ["var.v"]),
        ("output", ["output.o"]),
        ("terraform", ["terraform"]),
        ("aws_sqs_queue", []),
    ],
)
def test_a_rule_meets_the_resources_of_its_types(types: str, addresses: list[str]) -> None:
    assert [f.resource.address for f in run(EVERYTHING, about(types)).findings] == addresses


def test_a_rule_is_only_asked_of_resources_of_its_type() -> None:
    origins = [make_resource(f"aws_a.x{i}", {"v": i}) for i in range(3)] + [make_resource("aws_b.y", {"v": 1})]
    made = rules("- {name: r, resource_type: aws_a, assertions: [{key: v, operator: lt, value: 9}]}")
    result = run(origins, made)
    assert len(result.findings) == 3
    assert result.rules[0].passed == 3


def test_a_disabled_rule_does_not_run() -> None:
    made = rules("- {name: r, enabled: false, resource_type: '*', assertions: [{key: a, operator: exists}]}")
    result = run(EVERYTHING, made)
    assert not result.findings
    assert not result.rules


def test_rules_may_be_compiled_beforehand() -> None:
    made = [compile_rule(rule) for rule in about("aws_s3_bucket")]
    assert len(run(EVERYTHING, made).findings) == 1


# --- verdicts ------------------------------------------------------------------------------------

ROTATION = """
- name: Keys must rotate
  severity: high
  resource_type: aws_kms_key
  remediation: Set it.
  metadata: {frameworks: {soc2: [CC6.1]}}
  assertions:
    - {key: enable_key_rotation, operator: equals, value: true}
"""


def test_verdicts_are_counted_by_rule() -> None:
    keys = [
        make_resource("aws_kms_key.good", {"enable_key_rotation": "true"}),
        make_resource("aws_kms_key.bad", {"enable_key_rotation": False}),
        make_resource("aws_kms_key.unset", {}),
        make_resource("aws_kms_key.open", {"enable_key_rotation": VARIABLE}),
    ]
    result = run(keys, rules(ROTATION))
    assert [f.outcome.value for f in result.findings] == ["pass", "fail", "fail", "unknown"]
    [summary] = result.rules
    assert (summary.passed, summary.failed, summary.unknown, summary.errors) == (1, 2, 1, 0)
    assert summary.outcome is Outcome.FAIL
    assert summary.id == "keys-must-rotate"
    assert result.findings[1].severity == "high"
    assert result.findings[1].remediation == "Set it."
    assert result.findings[1].metadata == {"frameworks": {"soc2": ["CC6.1"]}}


def test_a_resource_that_may_not_exist_passes_but_never_fails() -> None:
    doubt = Unknown(Stated("count depends on var.n, which has no value"))
    good = make_resource("aws_kms_key.k[*]", {"enable_key_rotation": True}, existence=doubt)
    bad = make_resource("aws_kms_key.k[*]", {"enable_key_rotation": False}, existence=doubt)
    findings = run([good, bad], rules(ROTATION)).findings
    assert [f.outcome for f in findings] == [Outcome.PASS, Outcome.UNKNOWN]
    assert findings[1].message.startswith("would not pass if it exists (count depends on var.n, which has no value): ")


def test_an_unknown_filter_over_failing_assertions_is_told_with_its_reason() -> None:
    made = rules("""
- name: r
  resource_type: aws_thing
  filters: [{key: public, operator: is_true}]
  assertions: [{key: encrypted, operator: is_true}]
""")
    [finding] = run([make_resource(values={"public": VARIABLE, "encrypted": False})], made).findings
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.message == "may apply, and would not pass: encrypted is false, expected true"
    assert finding.assertions[0].key == "public"
    assert finding.assertions[0].unknown_reason == VARIABLE.reason
    assert finding.assertions[0].location is not None


class Crash(StubOrigin):
    def concealed(self, path: Any) -> int:
        return len(path)

    def sensitive(self, path: Any) -> bool:
        raise RuntimeError("no answer")


def test_a_rule_that_crashes_on_a_resource_is_an_error_finding_and_the_others_go_on() -> None:
    broken = make_resource("aws_kms_key.broken", {"enable_key_rotation": True})
    broken.origin = Crash(broken.values)
    fine = make_resource("aws_kms_key.fine", {"enable_key_rotation": True})
    result = run([broken, fine], rules(ROTATION))
    assert [f.outcome for f in result.findings] == [Outcome.ERROR, Outcome.PASS]
    assert "RuntimeError at test_engine.py" in result.findings[0].message
    assert result.rules[0].errors == 1


# --- what findings tell --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("assertion", "values", "message"),
    [
        ("{key: a, operator: equals, value: true}", {"a": False}, "is false, expected true"),
        ("{key: a, operator: equals, value: 'aws:kms'}", {"a": "AES256"}, 'is "AES256", expected "aws:kms"'),
        ("{key: a, operator: equals, value: 1}", {}, "is not set, expected 1"),
        ("{key: a, operator: is_true}", {"a": False}, "is false, expected true"),
        ("{key: a, operator: not_equals, value: x}", {"a": "x"}, 'is "x", must not equal "x"'),
        ("{key: a, operator: exists}", {}, "is not set"),
        ("{key: a, operator: not_exists}", {"a": 1}, "is 1, must not be set"),
        ("{key: a, operator: is_not_empty}", {"a": ""}, 'is "", must not be empty'),
        ("{key: a, operator: gte, value: 90}", {"a": 30}, "is 30, must be at least 90"),
        ("{key: a, operator: gte, value: 90}", {"a": "soon"}, 'is "soon", not a number'),
        ("{key: a, operator: between, value: [1, 3]}", {"a": 5}, "is 5, must be between 1 and 3"),
        ("{key: a, operator: in, value: [x, y]}", {"a": "z"}, 'is "z", must be one of "x", "y"'),
        ("{key: a, operator: not_contains, value: x}", {"a": "axb"}, 'is "axb", must not contain "x"'),
        (
            "{key: a, operator: contains_none, value: ['0.0.0.0/0']}",
            {"a": ["0.0.0.0/0"]},
            'is ["0.0.0.0/0"], must contain none of "0.0.0.0/0"',
        ),
        ("{key: a, operator: matches, value: '^x'}", {"a": "b"}, 'is "b", must match "^x"'),
        (
            "{key: a, operator: matches, value: '^x'}",
            {"a": ["x"]},
            "is a list, not a string; add `.*` to the key to look at each element",
        ),
        ("{key: a, operator: length_gte, value: 2}", {"a": [1]}, "is [1], must have a length of at least 2"),
        ("{key: 'a.*', operator: unique}", {"a": [1, 1]}, "is [1, 1], must have no duplicates"),
        ("{key: 'a.*', operator: sorted_ascending}", {"a": [9, 1]}, "is [9, 1], must be in ascending order"),
        ("{key: a, operator: equals, value_from: b}", {"a": 1, "b": 2}, "is 1, expected 2 (as b)"),
        ("{key: a, operator: lt, value_from: b}", {"a": 3, "b": 2}, "is 3, must be less than 2 (as b)"),
        (
            "{key: a, operator: equals, value: x, transform: lower}",
            {"a": "Y"},
            'is "Y", expected "x" (compared after lower)',
        ),
        ("{not: {key: a, operator: equals, value: x}}", {"a": "x"}, 'is "x", must not equal "x"'),
        ("{not: {key: a, operator: not_contains, value: x}}", {"a": "y"}, 'is "y", must contain "x"'),
        ("{key: a, operator: equals, value: x}", {"a": VARIABLE}, f"is not known: {VARIABLE.reason}"),
        (
            "{key: a, operator: equals, value: p-x}",
            {"a": PartialText(("p-", Hole(VARIABLE)))},
            f"is only partly known: {VARIABLE.reason}",
        ),
        (
            "{key: a, operator: contains, value: x}",
            {"a": ["y", VARIABLE]},
            f'is ["y", (unknown)], but depends on what is not known: {VARIABLE.reason}',
        ),
        ("{each: a, quantifier: any, assertions: [{key: b, operator: exists}]}", {}, "there is no element of `a`"),
        (
            "{each: a, quantifier: none, assertions: [{key: b, operator: exists}]}",
            {"a": [{"b": 1}]},
            "a.0 fulfils the conditions, no element of `a` may",
        ),
        (
            "{each: a, quantifier: {at_least: 2}, assertions: [{key: b, operator: exists}]}",
            {"a": [{"b": 1}]},
            "1 of 1 elements of `a` fulfil the conditions, expected at least 2",
        ),
        (
            "{key: a, operator: not_looks_like_secret}",
            {"a": "ghp_" + "a1B2" * 9},
            "is (sensitive), must not look like a secret",
        ),
        (
            "{key: p, operator: policy_not_allows, value: '*'}",
            {"p": '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'},
            "must not allow *",
        ),
    ],
)
def test_default_messages_say_what_was_found_and_what_was_expected(
    assertion: str, values: dict[str, Any], message: str
) -> None:
    assert first(assertion, values).message == message


def test_a_finding_says_the_key_and_the_message_of_the_first_assertion_that_failed() -> None:
    assertions = "{key: a, operator: exists}, {key: b, operator: exists}, {key: c, operator: is_true}"
    made = rules(f"- {{name: r, resource_type: aws_thing, assertions: [{assertions}]}}")
    [finding] = run([make_resource(values={"a": 1, "c": False})], made).findings
    assert finding.message == "b is not set (and 1 more)"
    assert [r.outcome.value for r in finding.assertions] == ["pass", "fail", "fail"]


def test_messages_of_conditions_and_rules_fill_their_placeholders() -> None:
    text = """
parameters: {min: {type: number, default: 30}}
rules:
  - name: Retention
    id: ret
    resource_type: aws_thing
    message: "{name} {type}: {address} has {key} {actual}, not {expected} ({file}:{line}), {{param}} {param.min}"
    assertions:
      - {key: days, operator: gte, value: "{param.min}", message: "{actual} < {param.min}"}
"""
    [finding] = run([make_resource("aws_thing.x", {"days": 7})], rules(text)).findings
    assert finding.assertions[0].message == "7 < 30"
    assert finding.message == "x aws_thing: aws_thing.x has days 7, not 30 (main.tf:10), {param} 30"


def test_what_a_rule_says_is_said_of_failures_only() -> None:
    made = rules(
        "- {name: r, resource_type: aws_thing, message: Bad., assertions: [{key: a, operator: is_true, message: Worse.}]}"
    )
    failed, unknown = run([make_resource(values={"a": False}), make_resource(values={"a": VARIABLE})], made).findings
    assert (failed.message, failed.assertions[0].message) == ("Bad.", "Worse.")
    assert (unknown.message, unknown.assertions[0].message) == (
        f"a is not known: {VARIABLE.reason}",
        f"is not known: {VARIABLE.reason}",
    )


def test_a_message_of_a_group_is_told_for_what_failed_inside() -> None:
    result = first(
        "{any: [{key: a, operator: exists}, {key: b, operator: exists, message: own}], message: one of them}", {}
    )
    assert result.message == "one of them"
    finding = told(
        "{any: [{key: a, operator: exists}, {key: b, operator: exists, message: own}], message: one of them}", {}
    )
    assert [r.message for r in finding.assertions] == ["one of them", "own"]


def test_the_concrete_key_that_decided_is_told_for_every_failing_match() -> None:
    finding = told("{key: rule.*.days, operator: lt, value: 5}", {"rule": [{"days": 1}, {"days": 9}, {}]})
    assert [(r.key, r.actual) for r in finding.assertions] == [("rule.1.days", 9), ("rule.2.days", None)]
    missing = first("{key: rule.0.expiration.0.days, operator: exists}", {"rule": [{}]})
    assert missing.key == "rule.0.expiration.0.days"


def test_very_many_failing_matches_are_cut_off() -> None:
    finding = told("{key: rule.*.days, operator: lt, value: 5}", {"rule": [{"days": 9}] * 1000})
    assert len(finding.assertions) == 100


def test_expected_and_actual_are_plain_json_and_unknown_parts_null() -> None:
    result = first(
        "{key: a, operator: contains_all, value: [1, 0.5]}", {"a": OpenList([VARIABLE, {"b": VARIABLE}], {0: VARIABLE})}
    )
    assert result.expected == [1, 0.5]
    assert result.actual == [None, {"b": None}]
    long = first("{key: a, operator: equals, value: x}", {"a": "y" * 10_000})
    assert len(long.actual) < 5000
    assert len(long.message) < 200


def test_places_and_provenance_are_worked_out_for_what_did_not_pass_only() -> None:
    passing = make_resource(values={"traced": True})
    failing = make_resource("aws_thing.y", {"traced": False})
    made = rules("- {name: r, resource_type: aws_thing, assertions: [{key: traced, operator: is_true}]}")
    good, bad = run([passing, failing], made).findings
    assert isinstance(passing.origin, StubOrigin)
    assert not passing.origin.asked
    assert good.assertions[0].location == passing.span
    assert bad.assertions[0].location is not None
    assert bad.assertions[0].location.start_line == 10
    assert [step.what for step in bad.assertions[0].provenance] == ["var.x"]


# --- secrets -------------------------------------------------------------------------------------

LEAKS = [
    "{key: password, operator: equals, value: x}",
    "{key: password, operator: equals, value: x, message: 'found {actual}'}",
    "{key: other, operator: equals, value_from: password}",
    "{key: password, operator: matches, value: '^x'}",
    "{not: {key: password, operator: exists}}",
    "{key: password, operator: not_looks_like_secret}",
    "{key: other, operator: looks_like_secret}",
    "{key: two, operator: gte, value_from: password}",
    "{each: nested, quantifier: {at_least: 1}, assertions: [{key: ., operator: gte, value: 5}]}",
    "{key: '*', operator: equals, value: x}",
    "{key: '**', operator: equals, value: x}",
    "{key: nested, operator: equals, value: x}",
    "{key: 'nested.*', operator: length, value: 9}",
    "{key: '**', operator: length, value: 9}",
    "{key: '**', operator: sorted_descending}",
    "{key: three, operator: in, value_from: '**'}",
    "{each: nested, assertions: [{key: ., operator: equals, value: x}]}",
    "{key: password, operator: gte, value: 5}",
    "{key: password, operator: cidr_within, value: 10.0.0.0/8}",
    "{key: password, operator: version_at_least, value: 1}",
    "{key: password, operator: expires_within, value: 1}",
    "{key: password, operator: port_in_range, value: 1}",
]


@pytest.mark.parametrize("assertion", LEAKS)
def test_a_sensitive_value_is_never_told(assertion: str) -> None:
    values = {"password": "hunter2secret", "other": "hunter2secret1", "nested": ["hunter2secret"], "two": 2}
    finding = told(assertion, values, secrets=("password", "nested", "other"))
    assert finding.outcome is Outcome.FAIL
    assert "hunter2" not in repr(finding)
    if "quantifier" not in assertion:
        assert any("(sensitive)" in (result.actual, result.expected) for result in finding.assertions)


def test_a_secret_that_is_only_found_by_its_looks_is_never_told() -> None:
    finding = told("{key: '*', operator: not_looks_like_secret}", {"token": "ghp_" + "a1B2" * 9, "fine": "x"})
    assert finding.outcome is Outcome.FAIL
    assert "a1B2" not in repr(finding)


# --- fingerprints --------------------------------------------------------------------------------


def prints(*resources: Resource, text: str = ROTATION.replace("aws_kms_key", "aws_thing")) -> list[str]:
    return [finding.fingerprint for finding in run(resources, rules(text)).findings]


def test_a_fingerprint_survives_moved_lines_and_another_order_of_blocks() -> None:
    text = "- {name: r, resource_type: aws_thing, assertions: [{key: 'rule.*.days', operator: lt, value: 5}]}"
    one = make_resource(values={"rule": [{"days": 9}, {"days": 1}]})
    two = make_resource(values={"extra": 1, "rule": [{"days": 1}, {"days": 9}]})
    assert prints(one, text=text) == prints(two, text=text)


def test_different_violations_have_different_fingerprints() -> None:
    text = "- {name: r, resource_type: aws_thing, assertions: [{key: 'rule.*.days', operator: lt, value: 5}]}"
    found = prints(
        make_resource(values={"rule": [{"days": 9}]}),
        make_resource(values={"rule": [{"days": 8}]}),
        make_resource(values={"rule": [{"days": 9}, {"days": 9}]}),
        make_resource("aws_thing.y", {"rule": [{"days": 9}]}),
        text=text,
    )
    assert len(set(found)) == 4
    other = prints(make_resource(values={"rule": [{"days": 9}]}), text=text.replace("name: r", "name: s"))
    assert other[0] not in found


def test_a_fingerprint_does_not_depend_on_the_message() -> None:
    plain = "- {name: r, resource_type: aws_thing, assertions: [{key: a, operator: is_true}]}"
    worded = (
        "- {name: r, resource_type: aws_thing, message: no, assertions: [{key: a, operator: is_true, message: hm}]}"
    )
    assert prints(make_resource(values={"a": False}), text=plain) == prints(
        make_resource(values={"a": False}), text=worded
    )


def test_text_with_halves_of_surrogate_pairs_is_judged_and_told_as_text_that_can_be_written() -> None:
    import msgspec

    values = {"policy": '{"name": "a\\ud800b", "\\udfff": 1}'}
    finding = told("{key: policy.name, operator: matches, value: '^x'}", values)
    assert finding.outcome is Outcome.FAIL
    assert finding.assertions[0].actual == "a?b"
    msgspec.json.encode(finding)
    for assertion in (
        "{key: policy.*, operator: is_list}",
        "{key: policy, operator: equals, value: x, transform: json}",
        "{each: 'policy.*', assertions: [{key: ., operator: is_list}]}",
        "{key: policy.*, operator: looks_like_secret}",
    ):
        finding = told(assertion, values)
        assert finding.outcome is Outcome.FAIL, finding.message
        msgspec.json.encode(finding)
