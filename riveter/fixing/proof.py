"""Whether an edit helps: the verdicts of the whole repository before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from riveter.core.secrets import Secrets
from riveter.finding_list import as_added
from riveter.findings import Finding, Outcome
from riveter.scan.options import ScanResult

Key = tuple[str, str, str, str]
"""A rule, a root module with the file of the resource, an address and an environment.

The file tells root modules apart that have the same name: a repository in another one has its own names.
"""

_RANKS = {Outcome.PASS: 0, Outcome.UNKNOWN: 1, Outcome.FAIL: 2, Outcome.ERROR: 3}


class Verdicts(msgspec.Struct, frozen=True):
    """The verdicts of a scan, and how often each problem of the input was reported."""

    outcomes: dict[Key, Outcome]
    problems: Counter[tuple[str, str, str]]


def verdicts(result: ScanResult) -> Verdicts:
    """Return the verdicts of a scan. A suppressed finding counts with the verdict that it has."""
    outcomes: dict[Key, Outcome] = {}
    for finding in as_added(result.findings):  # without secrets are only the keys: there may be many findings
        outcome = finding.suppressed_outcome or finding.outcome
        for key in keys_of(finding, result.secrets):
            known = outcomes.get(key)
            outcomes[key] = outcome if known is None else max(known, outcome, key=_rank)
    problems: Counter[tuple[str, str, str]] = Counter(
        (item.severity, item.summary, item.span.file if item.span is not None else "") for item in result.diagnostics
    )
    return Verdicts(outcomes, problems)


def keys_of(finding: Finding, secrets: Secrets | None = None) -> Iterator[Key]:
    """Yield the keys of a finding: one for each environment in which it holds.

    secrets: what the address of a finding that was just made may have to be shown without.
    """
    address = finding.resource.address if secrets is None else secrets.mask(finding.resource.address)
    span = finding.resource.span
    root = f"{finding.resource.root}\n{'' if span is None else span.file}"
    for environment in finding.environments or ("",):
        yield finding.rule_id, root, address, environment


def objection(finding: Finding, before: Verdicts, after: Verdicts) -> str:
    """Return why an edit is not offered as a fix of a finding; empty if it is one.

    The finding must be gone, since its rule passes. No verdict may be worse or lost, and no problem may be new.
    """
    for key in keys_of(finding):
        outcome = after.outcomes.get(key)
        if outcome is not Outcome.PASS:
            return f"with it, the verdict would be {outcome.value if outcome is not None else 'lost'}"
    for key, outcome in before.outcomes.items():
        now = after.outcomes.get(key)
        if now is None:
            return f"with it, the verdict of {key[0]} on {key[2]} would be lost"
        if _rank(now) > _rank(outcome):
            return f"with it, {key[0]} would be {now.value} for {key[2]}"
    for key, outcome in after.outcomes.items():
        if key not in before.outcomes and outcome in (Outcome.FAIL, Outcome.ERROR):
            return f"with it, {key[0]} would be {outcome.value} for {key[2]}"
    new = after.problems - before.problems
    worst = next((item for item in new if item[0] in ("error", "warning")), None)
    return f"with it, there would be a problem: {worst[1]}" if worst is not None else ""


def _rank(outcome: Outcome) -> int:
    return _RANKS.get(outcome, 2)
