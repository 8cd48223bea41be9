"""What a finding is recognized by: the rule, the resource and what is wrong, wherever that is written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from riveter.core.digests import sha256
from riveter.findings import AssertionResult, Finding, Outcome


def fingerprint(rule_id: str, address: str, outcome: Outcome, results: Iterable[AssertionResult]) -> str:
    """Return the identity of a violation: the rule, the resource and the cause, without locations.

    It stays the same when lines move, files are renamed or blocks change their order.
    """
    parts = [] if outcome is Outcome.PASS else sorted(wrongs(outcome, results))
    digest = sha256(b"\0".join([rule_id.encode(), address.encode(), *parts]))
    return digest.hexdigest()[:32]


def fingerprint_of(finding: Finding) -> str:
    """Return the fingerprint of a finding, computed again from its content."""
    outcome = finding.suppressed_outcome or finding.outcome
    place = where(finding.resource.root, finding.resource.address)
    return fingerprint(finding.rule_id, place, outcome, finding.assertions)


def at_address(finding: Finding, address: str, root: str | None = None) -> Finding:
    """Return a finding as it would be at another address of its resource, perhaps in another root module."""
    root = finding.resource.root if root is None else root
    resource = msgspec.structs.replace(finding.resource, address=address, root=root)
    found = msgspec.structs.replace(finding, resource=resource)
    return msgspec.structs.replace(found, fingerprint=fingerprint_of(found)) if finding.fingerprint else found


def parts_of(finding: Finding) -> tuple[str, ...]:
    """Return a digest of each violation, in order; none if the finding does not contain all of them."""
    if any(entry.more for entry in finding.assertions):
        return ()
    parts = wrongs(finding.suppressed_outcome or finding.outcome, finding.assertions)
    return tuple(sorted(sha256(part).hexdigest()[:16] for part in parts))


def where(root: str, address: str) -> str:
    """Return the place of a resource in a fingerprint."""
    return f"{root}:{address}"


def wrongs(outcome: Outcome, results: Iterable[AssertionResult]) -> list[bytes]:
    """Return what is wrong, one piece for each assertion with the outcome, without places and positions."""
    return [
        msgspec.json.encode([_unnumbered(entry.key), entry.operator, entry.expected, entry.actual, entry.context])
        for entry in results
        if entry.outcome is outcome and outcome is not Outcome.PASS
    ]


@lru_cache(maxsize=4096)
def _unnumbered(key: str) -> str:
    return ".".join("*" if part.isdigit() else part for part in key.split("."))
