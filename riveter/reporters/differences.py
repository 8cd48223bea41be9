"""The comparison with the base, in numbers and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from riveter.finding_list import tally
from riveter.findings import AssertionResult, Finding, FormerState, Outcome
from riveter.reporters import sanitize
from riveter.reporters.interface import RenderOptions, Results


class Differences(msgspec.Struct, frozen=True):
    """Failing findings (and unknown ones, where these fail): new ones, those fixed, those unchanged. new_unknown: of the others."""

    new: int = 0
    fixed: int = 0
    unchanged: int = 0
    new_unknown: int = 0


def is_new(finding: Finding) -> bool:
    """Return True if the report shows the finding: it is new, or nothing was compared. A crashed rule is always shown."""
    return finding.status != "unchanged" or finding.outcome is Outcome.ERROR


def differences(results: Results, options: RenderOptions) -> Differences:
    """Return the numbers of new, fixed and unchanged findings; all zero if there was no comparison."""
    failing = _failing(options)
    kinds = tally(results.findings)
    found: Counter[str] = Counter()
    for kind, number in kinds.items():
        if kind.outcome in failing:
            found[kind.status] += number
    unknown = sum(number for kind, number in kinds.items() if kind.outcome is Outcome.UNKNOWN and kind.status == "new")
    return Differences(
        new=found["new"],
        fixed=len(fixed(results, options)),
        unchanged=found["unchanged"],
        new_unknown=0 if options.unknown_fails else unknown,
    )


def fixed(results: Results, options: RenderOptions) -> list[Finding]:
    """Return the failing findings of the base that are no trouble any more."""
    failing = _failing(options)
    return [finding for finding in results.diff.fixed if finding.outcome in failing] if results.diff else []


def _failing(options: RenderOptions) -> tuple[Outcome, ...]:
    return (Outcome.FAIL, Outcome.UNKNOWN) if options.unknown_fails else (Outcome.FAIL,)


_STATES = {
    FormerState.ABSENT: "the resource is new",
    FormerState.NOT_APPLICABLE: "the rule did not apply before",
    FormerState.PASS: "it passed before",
    FormerState.FAIL: "it failed for other reasons before",
    FormerState.UNKNOWN: "it was not known before",
    FormerState.SUPPRESSED: "it was suppressed before",
    FormerState.ERROR: "the rule crashed before",
}


def why_new(finding: Finding, shown: Iterable[AssertionResult]) -> list[str]:
    """Return why a finding is new: the former values of its assertions, otherwise the former verdict. Empty if that is not known."""
    changed = {(entry.key, entry.was): entry for entry in shown if entry.was is not None}.values()
    lines = []
    for entry in changed:
        assert entry.was is not None
        key = f"{sanitize.clip(entry.key, 120)} " if len(changed) > 1 and entry.about_key else ""
        place = f", {sanitize.line(f'{entry.was.span.file}:{entry.was.span.start_line}')}" if entry.was.span else ""
        lines.append(f"{key}{sanitize.line(entry.was.words)}{place}")
    if not lines and finding.former is not None:
        lines.append(_STATES[finding.former])
    return list(dict.fromkeys(lines))


def base(results: Results) -> str:
    """Return the base as people know it, with the beginning of its id: ``main (1a2b3c4)``."""
    if results.diff is None:
        return ""
    name, commit = sanitize.clip(results.diff.base, 100), results.diff.commit[:10]
    return name if results.diff.commit.startswith(results.diff.base) else f"{name} ({commit})"


def numbers(found: Differences) -> str:
    """Return ``1 new, 2 fixed, 3 unchanged``."""
    text = f"{found.new} new, {found.fixed} fixed, {found.unchanged} unchanged"
    return f"{text}, {found.new_unknown} newly unknown" if found.new_unknown else text


def compared(results: Results, options: RenderOptions) -> str:
    """Return a line for summaries; empty if there was no comparison."""
    return f"Compared with {base(results)}: {numbers(differences(results, options))}" if results.diff else ""
