"""The message of a finding: the message of the rule or of its assertions, with reservations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from riveter.core.causes import UnknownObject
from riveter.core.reasons import reason
from riveter.findings import AssertionResult, Finding, Outcome


def headline(finding: Finding) -> str:
    """Return the message of a finding. The assertions of filters are left out."""
    if isinstance(finding.existence, UnknownObject):  # its assertions are about what the object may be
        return f"the rule may be about it: {reason(finding.existence)}"
    judged = finding.assertions[finding.filters :]
    failed = any(entry.outcome is Outcome.FAIL for entry in judged)
    text = finding.own_message or _of_assertions(judged, Outcome.FAIL if failed else finding.outcome)
    for limit in _limits(finding):
        text = f"{text} ({limit})"
    for condition in _conditions(finding):
        text = f"{condition}: {text}"
    return text


def reservations(finding: Finding) -> list[str]:
    """Return the reservations of a finding's message: the conditions under which the verdict holds."""
    if isinstance(finding.existence, UnknownObject):
        return [headline(finding)]
    return [*reversed(list(_conditions(finding))), *_limits(finding)]


def _conditions(finding: Finding) -> Iterator[str]:
    """Yield the conditions under which the words of the assertions apply, the innermost first."""
    if _fails_sometimes(finding):
        yield "fails in some of the possible cases"
    if finding.filters:
        yield "may apply, and would not pass"
    if finding.existence is not None:
        yield f"would not pass if it exists ({reason(finding.existence)})"


def _fails_sometimes(finding: Finding) -> bool:
    failed = any(entry.outcome is Outcome.FAIL for entry in finding.assertions[finding.filters :])
    return failed and finding.outcome is Outcome.UNKNOWN and not finding.filters and finding.existence is None


def _limits(finding: Finding) -> Iterator[str]:
    """Yield how far the words of the assertions hold."""
    if finding.cases > 1 and not _fails_sometimes(finding):
        yield f"in each of the {finding.cases} possible cases"
    if finding.presumed:
        yield "unless a function changes the value, which a plan alone does not show"


def repeats_first_assertion(finding: Finding) -> bool:
    """Return True if the message only repeats the first assertion that decided."""
    plain = finding.existence is None and finding.cases == 1 and not finding.presumed
    return plain and not finding.own_message and not finding.filters


def _of_assertions(assertions: Sequence[AssertionResult], outcome: Outcome) -> str:
    """Return the message of the first assertion with an outcome, and how many differ from it."""
    deciding = [entry for entry in assertions if entry.outcome is outcome]
    if not deciding:
        return ""
    first = deciding[0]
    if first.choices and first.demand and first.message == first.detail:
        return _of_alternatives(first, deciding)
    return f"{_words(first)}{_and_more(entry for entry in deciding if entry.message != first.message)}"


def _of_alternatives(first: AssertionResult, deciding: Sequence[AssertionResult]) -> str:
    """Return the requirement of one of several alternatives, the number of others, and the number of further requirements."""
    choice = first.choices[0][0]
    alternatives = {entry.choices[0][1] for entry in deciding if entry.choices and entry.choices[0][0] == choice}
    number = len(alternatives) - 1
    others = f" (or {number} other way{'' if number == 1 else 's'})"
    rest = (entry for entry in deciding if not entry.choices or entry.choices[0][0] != choice)
    subject = f"{first.key} " if first.about_key else ""
    return f"{subject}{first.demand}{others}{_and_more(rest)}"


def _and_more(others: Iterable[AssertionResult]) -> str:
    number = len({entry.message for entry in others})
    return f" (and {number} more)" if number else ""


def _words(entry: AssertionResult) -> str:
    speaks_of_key = entry.about_key and entry.message == entry.detail
    return f"{entry.key} {entry.message}" if speaks_of_key else entry.message
