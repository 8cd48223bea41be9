"""Compare the findings of the base and the head: which are new, unchanged or fixed.

Two findings are the same when their fingerprints and verdicts are. A finding is also unchanged if the same rule had these and further
violations of the same resource before: fixing one of two violations creates no new finding. Each environment is compared with itself, and a
finding is unchanged if it is unchanged in all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

import msgspec

from riveter.findings import Finding, Outcome
from riveter.fingerprints import wrongs

NEW, UNCHANGED = "new", "unchanged"
_OPEN = (Outcome.FAIL, Outcome.UNKNOWN)

_Unit = tuple[Finding, str]
"""A finding in one environment; without environments the name is empty."""


def compare(base: Sequence[Finding], head: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Return the findings of the head with their `status`, and the fixed ones of the base (failing and unknown).

    A finding of the base matches at most one of the head: a second violation of the same kind is new.
    """
    left = _UnmatchedFindings(_units(base))
    unmatched = [unit for unit in _units(head) if not left.take_same(*unit)]
    new = {id(finding) for finding, environment in unmatched if not left.take_worse(finding, environment)}
    result = [msgspec.structs.replace(finding, status=NEW if id(finding) in new else UNCHANGED) for finding in head]
    troubled = {
        (_place(finding), environment) for finding, environment in _units(head) if finding.outcome is not Outcome.PASS
    }
    gone = [
        finding
        for finding in base
        if finding.outcome in _OPEN
        and all(
            left.has(finding, environment) and (_place(finding), environment) not in troubled
            for environment in _environments(finding)
        )
    ]
    return result, gone


def new_in_both(first: Iterable[Finding], second: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of one scan that was compared with two bases. Only those are new that neither base has."""
    return tuple(
        one if other.status == NEW else msgspec.structs.replace(one, status=other.status)
        for one, other in zip(first, second, strict=True)
    )


class _UnmatchedFindings:
    """The findings of the base that no finding of the head has matched so far."""

    def __init__(self, units: Iterable[_Unit]) -> None:
        self._same: dict[Hashable, list[Finding]] = {}
        self._places: dict[Hashable, list[Finding]] = {}
        self._ids: set[tuple[int, str]] = set()
        for finding, environment in units:
            self._ids.add((id(finding), environment))
            self._same.setdefault((_identity(finding), environment), []).append(finding)
            if finding.outcome in _OPEN:
                self._places.setdefault((_place(finding), finding.outcome, environment), []).append(finding)

    def has(self, finding: Finding, environment: str) -> bool:
        """Return True if it is left."""
        return (id(finding), environment) in self._ids

    def take_same(self, finding: Finding, environment: str) -> bool:
        """Take an equal finding, one from the same file if there is a choice."""
        known = self._same.get((_identity(finding), environment), ())
        fitting = [other for other in known if self.has(other, environment)]
        fitting.sort(key=lambda other: _file(other) != _file(finding))
        return self._take(fitting, environment)

    def take_worse(self, finding: Finding, environment: str) -> bool:
        """Take a finding of the same rule and resource that contains all violations of this one."""
        if finding.outcome not in _OPEN or any(entry.more for entry in finding.assertions):
            return False  # it says more than it tells
        known = self._places.get((_place(finding), finding.outcome, environment), ())
        parts = _parts(finding)
        fitting = [other for other in known if self.has(other, environment) and parts <= _parts(other)]
        return bool(parts) and self._take(fitting, environment)

    def _take(self, fitting: list[Finding], environment: str) -> bool:
        if fitting:
            self._ids.discard((id(fitting[0]), environment))
        return bool(fitting)


def _units(findings: Iterable[Finding]) -> Iterator[_Unit]:
    for finding in findings:
        for environment in _environments(finding):
            yield finding, environment


def _environments(finding: Finding) -> tuple[str, ...]:
    return finding.environments or ("",)


def _identity(finding: Finding) -> Hashable:
    return (finding.pack, finding.rule_id, finding.fingerprint, finding.outcome)


def _place(finding: Finding) -> Hashable:
    return (finding.pack, finding.rule_id, finding.resource.root, finding.resource.address)


def _file(finding: Finding) -> str:
    return finding.resource.span.file if finding.resource.span else ""


def _parts(finding: Finding) -> Counter[bytes]:
    return Counter(wrongs(finding.outcome, finding.assertions))
