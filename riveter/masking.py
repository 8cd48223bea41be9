"""Findings without secrets."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from riveter.core.secrets import Secrets
from riveter.findings import AssertionResult, Finding, Provenance, Violation, ViolationLocation


def masked(finding: Finding, secrets: Secrets) -> Finding:
    """Return a finding without secrets that became known after it was made. Its fingerprint stays."""
    if not secrets:
        return finding
    suppression = None if finding.suppression is None else secrets.struct(finding.suppression, without=("kind", "span"))
    return msgspec.structs.replace(
        finding,
        message=secrets.mask(finding.message),
        resource=secrets.struct(finding.resource, without=("type", "span", "root")),
        assertions=tuple(masked_assertions(finding.assertions, secrets)),
        suppression=suppression,
        proof=None if finding.proof is None else secrets.struct(finding.proof),
    )


def masked_assertions(entries: Iterable[AssertionResult], secrets: Secrets) -> list[AssertionResult]:
    """Return results without secrets. A step on the way to a value is often one of several violations, but is looked at once."""
    steps = _Steps(secrets)
    return [_masked(entry, secrets, steps) for entry in entries]


def _masked(entry: AssertionResult, secrets: Secrets, steps: _Steps) -> AssertionResult:
    without = ("operator", "outcome", "location", "provenance", "violations", "choices")
    entry = secrets.struct(entry, without=without, keys=("key",))
    if not entry.provenance and not entry.violations:
        return entry
    way = steps.masked(entry.provenance)
    violations = tuple([_masked_violation(violation, steps) for violation in entry.violations])
    if way is entry.provenance and all(map(_is, violations, entry.violations)):
        return entry
    return msgspec.structs.replace(entry, provenance=way, violations=violations)


def _masked_violation(violation: Violation, steps: _Steps) -> Violation:
    found = tuple([tuple([_masked_location(place, steps) for place in places]) for places in violation])
    same = all(all(map(_is, places, before)) for places, before in zip(found, violation, strict=True))
    return violation if same else found


def _masked_location(place: ViolationLocation, steps: _Steps) -> ViolationLocation:
    way = steps.masked(place.provenance)
    return place if way is place.provenance else msgspec.structs.replace(place, provenance=way)


def _is(one: object, other: object) -> bool:
    return one is other


class _Steps:
    """Masks the ways to values. Each way, and each step of one, is looked at once as long as it lives."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets
        self._ways: dict[int, tuple[tuple[Provenance, ...], tuple[Provenance, ...]]] = {}
        self._steps: dict[int, tuple[Provenance, Provenance]] = {}

    def masked(self, way: tuple[Provenance, ...]) -> tuple[Provenance, ...]:
        """Return the steps without secrets, or the same tuple if there are none."""
        if not way:
            return way
        known = self._ways.get(id(way))
        if known is None:
            found = tuple([self._step(step) for step in way])
            known = self._ways[id(way)] = way, way if all(map(_is, found, way)) else found
        return known[1]

    def _step(self, step: Provenance) -> Provenance:
        known = self._steps.get(id(step))
        if known is None:
            known = self._steps[id(step)] = step, self._secrets.struct(step, without=("span", "how"))
        return known[1]
