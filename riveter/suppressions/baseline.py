"""Baselines: the failing findings a project already has, so that only new ones count.

A finding is known by its fingerprint, which says what is wrong and not where: it survives moved lines and renamed files, and another
violation of the same rule is another fingerprint. Where several findings share one, as many are known as were counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from riveter.diagnostics import Diagnostic
from riveter.findings import Finding, Outcome, RuleSummary, Suppression
from riveter.source import SourceError, Span, read_source

VERSION = 1
MAX_BYTES = 64 * 1024 * 1024


class Entry(msgspec.Struct, frozen=True, order=True):
    """One known violation. Rule and address are for people: the fingerprint decides."""

    rule_id: str
    address: str
    fingerprint: str
    count: int = 1


class Baseline(msgspec.Struct, frozen=True):
    """Known violations, sorted by rule and address."""

    entries: tuple[Entry, ...] = ()

    def counts(self) -> Counter[str]:
        """How often each fingerprint is known."""
        counts: Counter[str] = Counter()
        for entry in self.entries:
            counts[entry.fingerprint] += entry.count
        return counts


class BaselineError(Exception):
    """A baseline that can't be used; `diagnostic` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.summary)
        self.diagnostic = diagnostic


def counts_for_baseline(finding: Finding) -> bool:
    """Whether a baseline may hold the finding: it fails, or a baseline keeps it from failing."""
    known = finding.suppression is not None and finding.suppression.kind == "baseline"
    return bool(finding.fingerprint) and (finding.outcome is Outcome.FAIL or known)


def collect(findings: Iterable[Finding]) -> Baseline:
    """The baseline of the failing findings of a scan."""
    counts = Counter(
        (item.rule_id, item.resource.address, item.fingerprint) for item in findings if counts_for_baseline(item)
    )
    return Baseline(tuple(sorted(Entry(*key, count) for key, count in counts.items())))


def shrink(known: Baseline, current: Baseline) -> Baseline:
    """What of a baseline still occurs. It never grows."""
    left = current.counts()
    kept = []
    for entry in known.entries:
        count = min(entry.count, left[entry.fingerprint])
        left[entry.fingerprint] -= count
        if count:
            kept.append(msgspec.structs.replace(entry, count=count))
    return Baseline(tuple(sorted(kept)))


def total(baseline: Baseline) -> int:
    """How many findings a baseline knows."""
    return sum(entry.count for entry in baseline.entries)


def write(baseline: Baseline) -> str:
    """The text of a baseline file: one entry a line, in order, so that changes can be reviewed and merged."""
    rows = [msgspec.json.encode(entry).decode("utf-8", "replace") for entry in baseline.entries]
    body = ",\n".join(f"  {row}" for row in rows)
    return (
        f'{{"riveter_baseline": {VERSION}, "findings": [\n{body}\n]}}\n'
        if rows
        else f'{{"riveter_baseline": {VERSION}, "findings": []}}\n'
    )


def read(path: str) -> Baseline:
    """Read a baseline file. Raises `BaselineError` when it can't be read or is none."""
    try:
        source = read_source(path, max_bytes=MAX_BYTES)
    except SourceError as error:
        hint = "`riveter baseline create` makes one." if error.summary == "File not found" else error.hint
        problem = Diagnostic.from_source_error(error)
        raise BaselineError(msgspec.structs.replace(problem, summary=f"Baseline: {error.summary}", hint=hint)) from None
    span = Span(source.name, 1, 1, 1, 1)
    try:
        document = msgspec.json.decode(source.text.encode())
    except (msgspec.DecodeError, RecursionError):
        raise _not_a_baseline(span, "It is not JSON.") from None
    version = document.get("riveter_baseline") if isinstance(document, dict) else None
    if version is None:
        raise _not_a_baseline(span, "It has no `riveter_baseline`.")
    if version != VERSION:
        raise _not_a_baseline(span, f"Its version is {str(version)[:40]}; this riveter reads {VERSION}.")
    return Baseline(_entries(document.get("findings"), span))


def _entries(found: Any, span: Span) -> tuple[Entry, ...]:
    try:
        entries = msgspec.convert(found, tuple[Entry, ...])
    except (msgspec.ValidationError, RecursionError) as error:
        raise _not_a_baseline(span, f"{str(error)[:200]}.") from None
    if any(entry.count < 1 for entry in entries):
        raise _not_a_baseline(span, "A count is less than 1.")
    return entries


def _not_a_baseline(span: Span, detail: str) -> BaselineError:
    hint = "`riveter baseline create --force` makes a new one."
    return BaselineError(Diagnostic("error", "The file is not a baseline", detail, span, hint))


def apply(
    baseline: Baseline, findings: Sequence[Finding], rules: Sequence[RuleSummary], path: str
) -> tuple[list[Finding], list[RuleSummary], list[Diagnostic]]:
    """The findings with known ones suppressed, the rules counted anew, and a note on entries that no longer occur."""
    left = baseline.counts()
    result: list[Finding] = []
    suppressed: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        if finding.outcome is Outcome.FAIL and left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            suppressed[(finding.pack, finding.rule_id)] += 1
            finding = msgspec.structs.replace(
                finding,
                outcome=Outcome.SUPPRESSED,
                suppressed_outcome=Outcome.FAIL,
                suppression=Suppression("baseline", f"known: {path}"),
            )
        result.append(finding)
    recounted = [
        msgspec.structs.replace(rule, failed=rule.failed - number, suppressed=rule.suppressed + number)
        if (number := suppressed[(rule.pack, rule.id)])
        else rule
        for rule in rules
    ]
    gone = sum(left.values())
    notes = []
    if gone:
        summary = f"{gone} finding{'' if gone == 1 else 's'} of the baseline no longer occur{'s' if gone == 1 else ''}"
        notes.append(Diagnostic("note", summary, "", Span(path, 1, 1, 1, 1), "`riveter baseline update` removes them."))
    return result, recounted, notes
