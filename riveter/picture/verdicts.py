"""The findings of one node of the picture, counted."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from riveter.core.addresses import without_keys
from riveter.findings import Finding, Outcome

SHOWN_RULES = 3
"""So many failing rules are named in one node."""

WORST_FIRST = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN, Outcome.SUPPRESSED, Outcome.PASS)
MARKS = {
    Outcome.FAIL: "✗",
    Outcome.ERROR: "!",
    Outcome.UNKNOWN: "?",
    Outcome.SUPPRESSED: "–",
    Outcome.PASS: "✓",
}
WORDS = {
    Outcome.FAIL: "failed",
    Outcome.ERROR: "not evaluated",
    Outcome.UNKNOWN: "unknown",
    Outcome.SUPPRESSED: "suppressed",
    Outcome.PASS: "passed",
}

Place = tuple[str, str]
"""The root module and the address without instance keys."""


class Verdict(msgspec.Struct):
    """What rules say of the instances of one block: the rules by outcome. Each rule counts once, with its worst outcome."""

    rules: dict[str, Outcome] = msgspec.field(default_factory=dict)

    def add(self, rule: str, outcome: Outcome) -> None:
        """Add a finding."""
        known = self.rules.get(rule)
        if known is None or WORST_FIRST.index(outcome) < WORST_FIRST.index(known):
            self.rules[rule] = outcome

    @property
    def outcome(self) -> Outcome | None:
        """The worst outcome; None if no rule applied."""
        return next((one for one in WORST_FIRST if one in self.rules.values()), None)

    def lines(self) -> list[str]:
        """Return the verdict in words: failing rules by name, the others by number."""
        failed = sorted(rule for rule, outcome in self.rules.items() if outcome is Outcome.FAIL)
        lines = [f"{MARKS[Outcome.FAIL]} {rule}" for rule in failed[:SHOWN_RULES]]
        if len(failed) > SHOWN_RULES:
            lines.append(f"{MARKS[Outcome.FAIL]} {len(failed) - SHOWN_RULES} more {WORDS[Outcome.FAIL]}")
        for outcome in WORST_FIRST[1:]:
            number = sum(1 for one in self.rules.values() if one is outcome)
            if number:
                lines.append(f"{MARKS[outcome]} {number} {WORDS[outcome]}")
        return lines


def verdicts(findings: Iterable[Finding]) -> dict[Place, Verdict]:
    """Return the verdicts by the place of the resource."""
    found: dict[Place, Verdict] = {}
    for finding in findings:
        place = (finding.resource.root, without_keys(finding.resource.address))
        found.setdefault(place, Verdict()).add(finding.rule_id, finding.outcome)
    return found
