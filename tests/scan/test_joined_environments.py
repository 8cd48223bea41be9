"""Findings, counts and diagnostics of several environments in one report."""

from __future__ import annotations

from typing import Any

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.origins import ValueOrigin
from riveter.core.source import Span
from riveter.findings import (
    AssertionResult,
    Finding,
    Outcome,
    Provenance,
    ResourceRef,
    RuleSummary,
    Suppression,
)
from riveter.scan.environments import RuleRecount, join_diagnostics, merge

SPAN = Span("main.tf", 1, 1, 2, 1)
ALL = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.SUPPRESSED, Outcome.PASS)
"""From the strongest on."""


def finding(address: str = "aws_x.a", outcome: Outcome = Outcome.PASS, rule: str = "r", **fields: Any) -> Finding:
    """A finding about a resource."""
    return Finding(rule, rule, "high", outcome, "", ResourceRef(address, "aws_x", "a", "", SPAN), **fields)


def step(what: str, value: str = "") -> Provenance:
    """A step of the way of a value."""
    return Provenance(what, SPAN, ValueOrigin.WRITTEN, value)


def assertion(*steps: Provenance, actual: Any = None) -> AssertionResult:
    """The result of an assertion about a value that came this way."""
    return AssertionResult("k", "equals", Outcome.FAIL, actual=actual, provenance=steps)


def test_equal_findings_are_one_and_others_stay_apart() -> None:
    first, other, third = finding(), finding(outcome=Outcome.FAIL), finding("aws_x.b")
    merged = merge([("dev", [first, third]), ("prod", [other]), ("test", [first])])
    assert [(f.resource.address, f.outcome, f.environments) for f in merged] == [
        ("aws_x.a", Outcome.PASS, ("dev", "test")),
        ("aws_x.a", Outcome.FAIL, ("prod",)),
        ("aws_x.b", Outcome.PASS, ("dev",)),
    ]


def test_findings_of_one_resource_follow_each_other() -> None:
    merged = merge([("dev", [finding(), finding("aws_x.b")]), ("prod", [finding(outcome=Outcome.FAIL)])])
    assert [f.resource.address for f in merged] == ["aws_x.a", "aws_x.a", "aws_x.b"]


def test_equal_findings_of_one_environment_are_two() -> None:
    merged = merge([("dev", [finding(), finding()]), ("prod", [finding(), finding()])])
    assert [f.environments for f in merged] == [("dev", "prod"), ("dev", "prod")]


def test_findings_with_another_value_are_two() -> None:
    one = finding(assertions=(assertion(actual=1),))
    other = finding(assertions=(assertion(actual=2),))
    assert [f.environments for f in merge([("dev", [one]), ("prod", [other])])] == [("dev",), ("prod",)]


def test_steps_of_all_environments_are_kept_each_beside_its_like() -> None:
    dev = finding(assertions=(assertion(step("var.a", "1"), step("var.b", "1")),))
    prod = finding(assertions=(assertion(step("var.a", "2"), step("var.b", "1"), step("var.c", "3")),))
    test = finding(assertions=(assertion(step("var.a", "3")),))
    merged = merge([("dev", [dev]), ("prod", [prod]), ("test", [test]), ("none", [finding(assertions=(assertion(),))])])
    assert [f.environments for f in merged] == [("dev", "prod", "test", "none")]
    steps = [(found.what, found.value) for found in merged[0].assertions[0].provenance]
    assert steps == [("var.a", "1"), ("var.a", "2"), ("var.a", "3"), ("var.b", "1"), ("var.c", "3")]


def test_a_resource_counts_once_by_the_worst_of_its_verdicts() -> None:
    rules = [
        RuleSummary("r", "r", "high", passed=9, errors=9),
        RuleSummary("r", "again", "high"),
        RuleSummary("x", "x", "low"),
    ]
    for strong, one in enumerate(ALL):
        for weak in ALL[strong:]:
            for pair in ((one, weak), (weak, one)):
                recount = RuleRecount()
                recount.add([finding(outcome=outcome) for outcome in pair])
                recount.add([finding(outcome=one)])
                counted, unmatched = recount.summaries(rules)
                fields = ("failed", "errors", "unknown", "suppressed", "passed")
                assert [getattr(counted, field) for field in fields] == [2 * (outcome is one) for outcome in ALL]
                assert counted.name == "r"
                assert not unmatched.applicable


def test_whether_any_finding_is_suppressed() -> None:
    suppressed = msgspec.structs.replace(finding(outcome=Outcome.SUPPRESSED), suppression=Suppression("inline"))
    for findings, expected in (([], False), ([finding()], False), ([finding(), suppressed, finding()], True)):
        recount = RuleRecount()
        assert recount.suppressed is False
        recount.add(findings)
        assert recount.suppressed is expected


def test_a_diagnostic_of_some_environments_says_which() -> None:
    everywhere, some = Diagnostic("warning", "a", "b", SPAN), Diagnostic("error", "c", "", SPAN)
    joined = join_diagnostics(
        [("dev", [everywhere, everywhere, some]), ("test", [everywhere]), ("prod", [some, everywhere])]
    )
    assert [(item.summary, item.detail) for item in joined] == [("a", "b"), ("c", "In dev, prod only.")]
