"""Findings of the base beside those of the head: which are new, which are unchanged, which are gone.

Two findings are the same when their fingerprints and verdicts are. A finding is unchanged as well where the same rule had these
complaints about the same resource before, and others too: who repairs one of two things has broken nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import msgspec

from riveter.engine import wrongs
from riveter.findings import Finding, Outcome
from riveter.rules.results import MAX_RESULTS

NEW, UNCHANGED = "new", "unchanged"
_OPEN = (Outcome.FAIL, Outcome.UNKNOWN)


def compare(base: Sequence[Finding], head: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings of the head with their `status`, and the failing and unknown ones of the base that are no trouble any more.

    A finding of the base stands for one of the head at most: a second violation of the same kind is new.
    """
    left = _Left(base)
    statuses = [UNCHANGED if left.take_same(finding) else NEW for finding in head]
    for index, finding in enumerate(head):
        if statuses[index] is NEW and finding.outcome in _OPEN and left.take_worse(finding):
            statuses[index] = UNCHANGED
    result = [msgspec.structs.replace(finding, status=status) for finding, status in zip(head, statuses, strict=True)]
    troubled = {_place(finding) for finding in head if finding.outcome is not Outcome.PASS}
    gone = [
        finding
        for finding in base
        if finding.outcome in _OPEN and left.has(finding) and _place(finding) not in troubled
    ]
    return result, gone


class _Left:
    """The findings of the base that nothing of the head has been matched with so far."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._same: dict[Hashable, list[Finding]] = {}
        self._places: dict[Hashable, list[Finding]] = {}
        self._ids = {id(finding) for finding in findings}
        for finding in findings:
            self._same.setdefault(_identity(finding), []).append(finding)
            if finding.outcome in _OPEN:
                self._places.setdefault((*_place(finding), finding.outcome), []).append(finding)

    def has(self, finding: Finding) -> bool:
        """Whether it is left."""
        return id(finding) in self._ids

    def take_same(self, finding: Finding) -> bool:
        """Take an equal finding, one from the same file if there is a choice."""
        fitting = [
            other for other in self._same.get(_identity(finding), ()) if self.has(other) and _held(other, finding)
        ]
        fitting.sort(key=lambda other: _file(other) != _file(finding))
        return self._take(fitting)

    def take_worse(self, finding: Finding) -> bool:
        """Take a finding of the same rule about the same resource that said all that this one says."""
        if len(finding.assertions) >= MAX_RESULTS:
            return False  # it may say more than it tells
        candidates = self._places.get((*_place(finding), finding.outcome), ())
        parts = _parts(finding)
        fitting = [
            other for other in candidates if self.has(other) and _held(other, finding) and parts <= _parts(other)
        ]
        return bool(parts) and self._take(fitting)

    def _take(self, fitting: list[Finding]) -> bool:
        if fitting:
            self._ids.discard(id(fitting[0]))
        return bool(fitting)


def _identity(finding: Finding) -> Hashable:
    return (finding.pack, finding.rule_id, finding.fingerprint, finding.outcome)


def _place(finding: Finding) -> tuple[str, str, str, str]:
    return (finding.pack, finding.rule_id, finding.resource.root, finding.resource.address)


def _held(before: Finding, after: Finding) -> bool:
    """Whether a finding held before wherever one holds now; to name no environment is to name them all."""
    return not before.environments or (bool(after.environments) and set(after.environments) <= set(before.environments))


def _file(finding: Finding) -> str:
    return finding.resource.span.file if finding.resource.span else ""


def _parts(finding: Finding) -> Counter[bytes]:
    return Counter(wrongs(finding.outcome, finding.assertions))
