"""The shapes of the answers, and how they are made. `left_out` in an answer counts what did not fit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from typing_extensions import TypedDict

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.findings import AssertionResult, Finding
from riveter.mcp_server.bounds import Budget
from riveter.reporters import json

MAX_DIAGNOSTICS = 30
MAX_PARTS = 5
"""So many assertions of a finding, and steps of a value, are in an answer."""


class Place(TypedDict):
    """A line of a file, relative to the folder of the server; empty and 0 if there is none."""

    file: str
    line: int


class Step(TypedDict):
    """A step of a value: where it comes from."""

    what: str
    at: Place


class Violation(TypedDict):
    """What is wrong with one argument. actual: its value; null if it is not set, or not known."""

    key: str
    message: str
    actual: Any
    expected: Any
    unknown_reason: str
    at: Place
    comes_from: list[Step]


class FindingAnswer(TypedDict):
    """A verdict of a rule on a resource."""

    rule_id: str
    rule_name: str
    severity: str
    outcome: str
    address: str
    root: str
    environments: list[str]
    at: Place
    message: str
    violations: list[Violation]


class Problem(TypedDict):
    """Something that is wrong with the input. severity: error, warning or note."""

    severity: str
    summary: str
    hint: str
    at: Place


class NotScanned(TypedDict):
    """What the scan left out, and why."""

    name: str
    kind: str


class Counts(TypedDict):
    """Numbers of findings by outcome; of the whole folder, before filters."""

    failed: int
    unknown: int
    passed: int
    suppressed: int
    error: int


class ScanAnswer(TypedDict):
    """The result of a scan. ok: nothing fails, and nothing is wrong with the input."""

    ok: bool
    counts: Counts
    resources: int
    files: int
    findings: list[FindingAnswer]
    findings_left_out: int
    problems: list[Problem]
    problems_left_out: int
    not_scanned: list[NotScanned]
    not_scanned_left_out: int


class ExplainAnswer(TypedDict):
    """A rule, and its verdict on resources step by step."""

    rule_id: str
    rule: str
    explanations: list[dict[str, Any]]
    left_out: int


class ShowAnswer(TypedDict):
    """Resources as rules see them: values by dotted key, and the reasons why others are not known."""

    resources: list[dict[str, Any]]
    resources_left_out: int
    values_left_out: int
    environments: list[str]


class Fixed(TypedDict):
    """A finding with a fix."""

    rule_id: str
    address: str


class NotFixed(TypedDict):
    """A finding without a fix, and why."""

    rule_id: str
    address: str
    why: str


class FixAnswer(TypedDict):
    """Proven fixes. digest: the name of the patch, to write it. also_fixed: how many more findings the fixes of others repair.

    written: whether the files were changed.
    """

    digest: str
    patch: str
    files: list[str]
    fixed: list[Fixed]
    not_fixed: list[NotFixed]
    also_fixed: int
    findings_left_out: int
    written: bool


class LintAnswer(TypedDict):
    """What is wrong with rule files."""

    ok: bool
    problems: list[Problem]
    problems_left_out: int


class FailedCase(TypedDict):
    """A case with another verdict than it expects."""

    rule: str
    name: str
    problems: list[Problem]


class TestAnswer(TypedDict):
    """The result of the cases of rules."""

    ok: bool
    passed: int
    failed: int
    failures: list[FailedCase]
    failures_left_out: int
    untested_rules: list[str]
    untested_left_out: int
    problems: list[Problem]
    problems_left_out: int


class SchemaAnswer(TypedDict):
    """A JSON Schema, or a part of it. left_out: JSON pointers of parts that did not fit."""

    schema_name: str
    pointer: str
    value: Any
    left_out: list[str]


def place(span: Span | None, budget: Budget) -> Place:
    """Return a place."""
    return {"file": "", "line": 0} if span is None else {"file": budget.text(span.file), "line": span.start_line}


def finding(found: Finding, budget: Budget) -> FindingAnswer:
    """Return a finding."""
    wrong = [result for result in found.assertions if result.outcome is not None and result.outcome.value != "pass"]
    if len(wrong) > MAX_PARTS:
        budget.left_out += len(wrong) - MAX_PARTS
    return {
        "rule_id": budget.text(found.rule_id),
        "rule_name": budget.text(found.rule_name),
        "severity": found.severity,
        "outcome": found.outcome.value,
        "address": budget.text(found.resource.address),
        "root": budget.text(found.resource.root),
        "environments": [budget.text(name) for name in found.environments[:MAX_PARTS]],
        "at": place(found.resource.span, budget),
        "message": budget.text(found.message),
        "violations": [_violation(result, budget) for result in wrong[:MAX_PARTS]],
    }


def _violation(result: AssertionResult, budget: Budget) -> Violation:
    document = json.assertion(result)
    return {
        "key": budget.text(result.key),
        "message": budget.text(result.message),
        "actual": budget.value(document["actual"]),
        "expected": budget.value(document["expected"]),
        "unknown_reason": budget.text(document["unknown_reason"] or ""),
        "at": place(result.location, budget),
        "comes_from": [
            {"what": budget.text(step.what), "at": place(step.span, budget)} for step in result.provenance[-MAX_PARTS:]
        ],
    }


def problems(found: Iterable[Diagnostic], budget: Budget, limit: int = MAX_DIAGNOSTICS) -> tuple[list[Problem], int]:
    """Return problems, the worst first, and how many did not fit."""
    ranks = ("error", "warning", "note")
    every = sorted(found, key=lambda item: ranks.index(item.severity) if item.severity in ranks else len(ranks))
    shown: list[Problem] = []
    for item in every[:limit]:
        if budget.spent:
            break
        shown.append(
            {
                "severity": item.severity,
                "summary": budget.text(item.summary),
                "hint": budget.text(" ".join(filter(None, (item.detail, item.hint)))),
                "at": place(item.span, budget),
            }
        )
    return shown, len(every) - len(shown)
