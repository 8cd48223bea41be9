"""The message of a finding, made from what it knows: the rule's own words or those of its assertions, and what is uncertain."""

from __future__ import annotations

from collections.abc import Sequence

from riveter.core.reasons import reason
from riveter.findings import AssertionResult, Finding, Outcome


def headline(finding: Finding) -> str:
    """Return the message of a finding. The assertions of filters say nothing in it."""
    judged = finding.assertions[finding.filters :]
    failed = any(entry.outcome is Outcome.FAIL for entry in judged)
    text = finding.own_message or _of_assertions(judged, Outcome.FAIL if failed else finding.outcome)
    if failed and finding.outcome is Outcome.UNKNOWN and not finding.filters and finding.existence is None:
        text = f"fails in some of the cases that are possible: {text}"
    elif finding.cases > 1:
        text = f"{text} (in each of the {finding.cases} cases that are possible)"
    if finding.presumed:
        text = f"{text} (unless a function changes the value, which a plan alone does not show)"
    if finding.filters:
        text = f"may apply, and would not pass then: {text}"
    if finding.existence is not None:
        text = f"would not pass if it exists ({reason(finding.existence)}): {text}"
    return text


def repeats_first_assertion(finding: Finding) -> bool:
    """Return True if the message says no more than the first assertion that decided."""
    plain = finding.existence is None and finding.cases == 1 and not finding.presumed
    return plain and not finding.own_message and not finding.filters


def _of_assertions(assertions: Sequence[AssertionResult], outcome: Outcome) -> str:
    """Return what the first assertion with an outcome says, and how many say something else."""
    deciding = [entry for entry in assertions if entry.outcome is outcome]
    if not deciding:
        return ""
    first = deciding[0]
    more = len({entry.message for entry in deciding}) - 1
    tail = f" (and {more} more)" if more > 0 else ""
    speaks_of_key = first.about_key and first.message == first.detail
    return f"{first.key} {first.message}{tail}" if speaks_of_key else f"{first.message}{tail}"
