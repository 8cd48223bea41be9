"""Merge the findings of several environments: equal findings are reported once, with the environments in which they occur."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.findings import AssertionResult, Finding, Outcome, Provenance, RuleSummary

_WORST = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.SUPPRESSED, Outcome.PASS)
"""The verdict of a resource with several verdicts: the first of these."""

_COUNTS = {
    Outcome.PASS: "passed",
    Outcome.FAIL: "failed",
    Outcome.UNKNOWN: "unknown",
    Outcome.SUPPRESSED: "suppressed",
    Outcome.ERROR: "errors",
}


def merge(runs: Sequence[tuple[str, Sequence[Finding]]]) -> list[Finding]:
    """Return the findings of all environments. Two are equal if their content is equal, wherever the values come from."""
    places: dict[tuple[str, str, str, str], list[Finding]] = {}
    for environment, findings in runs:
        for finding in findings:
            resource = finding.resource
            known = places.setdefault((finding.pack, finding.rule_id, resource.root, resource.address), [])
            for index, other in enumerate(known):
                if environment not in other.environments and _same(other, finding):
                    known[index] = _joined(other, finding, environment)
                    break
            else:
                known.append(msgspec.structs.replace(finding, environments=(environment,)))
    return [finding for known in places.values() for finding in known]


def _same(one: Finding, other: Finding) -> bool:
    return _bare(one) == _bare(other)


def _bare(finding: Finding) -> Finding:
    assertions = tuple(
        msgspec.structs.replace(item, provenance=()) if item.provenance else item for item in finding.assertions
    )
    return msgspec.structs.replace(finding, assertions=assertions, environments=())


def _joined(one: Finding, other: Finding, environment: str) -> Finding:
    assertions = tuple(_with_steps(mine, theirs) for mine, theirs in zip(one.assertions, other.assertions, strict=True))
    return msgspec.structs.replace(one, assertions=assertions, environments=(*one.environments, environment))


def _with_steps(one: AssertionResult, other: AssertionResult) -> AssertionResult:
    """Return an assertion with the steps of both: the value may come from another place in another environment."""
    missing = [step for step in other.provenance if step not in one.provenance]
    if not missing:
        return one
    steps: list[Provenance] = list(one.provenance)
    for step in missing:
        same = [index for index, known in enumerate(steps) if known.what == step.what]
        steps.insert(same[-1] + 1 if same else len(steps), step)
    return msgspec.structs.replace(one, provenance=tuple(steps))


class RuleRecount:
    """Counts the resources of every rule anew: one counts by the worst of its verdicts, in all environments together."""

    def __init__(self) -> None:
        self.suppressed = False
        """Whether any finding is suppressed, or so much of one that it no longer fails."""
        self._counts: dict[tuple[str, str], Counter[Outcome]] = {}

    def add(self, findings: Iterable[Finding]) -> None:
        """Count the findings of one root module. All must be added together, because resources are distinguished within it."""
        worst: dict[tuple[str, str, str], Outcome] = {}
        for finding in findings:
            self.suppressed = self.suppressed or finding.suppression is not None or _partly(finding)
            key = (finding.pack, finding.rule_id, finding.resource.address)
            known = worst.get(key)
            if known is None or _WORST.index(finding.outcome) < _WORST.index(known):
                worst[key] = finding.outcome
        for (pack, rule, _), outcome in worst.items():
            self._counts.setdefault((pack, rule), Counter())[outcome] += 1

    def summaries(self, rules: Iterable[RuleSummary]) -> list[RuleSummary]:
        """Return the summaries of rules with these numbers, one for each id."""
        result: dict[tuple[str, str], RuleSummary] = {}
        for rule in rules:
            name = (rule.pack, rule.id)
            if name not in result:
                found = self._counts.get(name, Counter())
                result[name] = msgspec.structs.replace(
                    rule, **{field: found[outcome] for outcome, field in _COUNTS.items()}
                )
        return list(result.values())


def _partly(finding: Finding) -> bool:
    return finding.outcome is Outcome.UNKNOWN and any(one.outcome is Outcome.SUPPRESSED for one in finding.assertions)


def join_diagnostics(runs: Sequence[tuple[str, Sequence[Diagnostic]]]) -> list[Diagnostic]:
    """Merge the diagnostics of all environments, without duplicates. Name the environments of those that not all have.

    Those of an evaluation without an environment are reported without one.
    """
    found: dict[Diagnostic, list[str]] = {}
    for environment, diagnostics in runs:
        for item in dict.fromkeys(diagnostics):
            found.setdefault(item, []).append(environment)
    result = []
    for item, environments in found.items():
        if len(environments) < len(runs) and "" not in environments:
            where = f"In {', '.join(environments)} only."
            item = msgspec.structs.replace(item, detail=f"{item.detail} {where}".strip())
        result.append(item)
    return result
