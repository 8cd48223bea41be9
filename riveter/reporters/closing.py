"""The last lines of the reports for terminals: the numbers, the comparison, and the conclusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from riveter.finding_list import tally
from riveter.findings import SEVERITIES, Outcome
from riveter.reporters import coverage
from riveter.reporters.differences import base, compared, differences
from riveter.reporters.interface import RenderOptions, Results, SummaryCounts, count
from riveter.reporters.style import Style

MANY = 20
"""So many failing findings are more than somebody repairs at once."""
NEXT = (
    "riveter scan --severity high reports the most severe findings only, -f html:report.html writes a page to share, riveter baseline "
    "create accepts what is there, so that only new findings count."
)


def closing_lines(results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield the lines."""
    counts = count(results)
    attention = counts.rules_failed or counts.rules_unknown or counts.rules_error
    yield from coverage.lines(results, options, style)
    yield style.prose(f"Summary: {summary_text(counts)}", rest="   ")
    if attention:
        yield style.prose(f"Findings: {findings_text(results, style)}", rest="   ")
    if results.diff is not None:
        yield style.prose(compared(results, options), rest="   ")
    broken = sum(item.severity == "error" for item in results.diagnostics)
    errors = f"{broken} error" + ("" if broken == 1 else "s")
    if not results.validated:
        color = "1;31" if options.exit_code else "33"
        yield style.prose(style.paint("Nothing was validated: no rule matched any resource.", color))
    elif broken and attention:
        yield style.prose(style.paint(f"The input has {errors}: parts of it were not validated.", "33"))
    elif broken:
        yield style.prose(style.paint(f"Validation incomplete: the input has {errors}.", "33"))
    elif attention:
        if _nothing_new(results, options):
            yield style.prose(style.paint(f"Nothing is new since {base(results)}.", "32"))
        elif _first_of_many(results, options):
            yield style.prose(NEXT, f"{style.bold('Next:')} ", "      ")
    elif results.findings:
        yield style.paint("Validation passed!", "32") + "\n"
    else:
        yield style.prose(style.paint("Validation passed: no finding is about these files.", "32"))


def _first_of_many(results: Results, options: RenderOptions) -> bool:
    """Return True for a person at a terminal who sees many findings, and has not dealt with any yet."""
    if options.width is None or options.quiet or options.verbose or results.diff is not None:
        return False
    numbers: Counter[Outcome] = Counter()
    for kind, number in tally(results.findings).items():
        numbers[kind.outcome] += number
    return numbers[Outcome.FAIL] >= MANY and not numbers[Outcome.SUPPRESSED]


def _nothing_new(results: Results, options: RenderOptions) -> bool:
    if results.diff is None or any(kind.outcome is Outcome.ERROR for kind in tally(results.findings)):
        return False
    found = differences(results, options)
    return not found.new and not found.new_unknown


def summary_text(counts: SummaryCounts) -> str:
    """Return the numbers of the summary line: ``17 rules passed, 1 failed, 1 unknown (9 rules had no matching resources)``."""
    parts = [
        f"{counts.rules_passed} {'rule' if counts.rules_passed == 1 else 'rules'} passed",
        f"{counts.rules_failed} failed",
    ]
    for number, word in (
        (counts.rules_unknown, "unknown"),
        (counts.rules_error, "with errors"),
        (counts.rules_suppressed, "suppressed"),
    ):
        if number:
            parts.append(f"{number} {word}")
    text = ", ".join(parts)
    attention = counts.rules_failed or counts.rules_unknown or counts.rules_error
    skipped = counts.rules_not_applicable
    if skipped and (attention or not (counts.rules_passed or counts.rules_suppressed)):
        text += f" ({skipped} {'rule' if skipped == 1 else 'rules'} had no matching resources)"
    return text


_WORDS = {
    Outcome.FAIL: "failed",
    Outcome.ERROR: "with errors",
    Outcome.UNKNOWN: "unknown",
    Outcome.SUPPRESSED: "suppressed",
    Outcome.PASS: "passed",
}


def findings_text(results: Results, style: Style) -> str:
    """Return the numbers of findings by outcome and severity: ``3 failed (1 high, 2 low), 1 unknown (1 low), 60 passed``."""
    found: dict[Outcome, Counter[str]] = {outcome: Counter() for outcome in _WORDS}
    for kind, number in tally(results.findings).items():
        found[kind.outcome][kind.severity] += number
    parts = []
    for outcome, by_severity in found.items():
        number = sum(by_severity.values())
        if not number and outcome is not Outcome.FAIL:
            continue
        severities = [
            f"{by_severity[name]:,} {style.severity(name)}" for name in reversed(SEVERITIES) if by_severity[name]
        ]
        listed = f" ({', '.join(severities)})" if number and outcome not in (Outcome.PASS, Outcome.SUPPRESSED) else ""
        parts.append(f"{number:,} {_WORDS[outcome]}{listed}")
    return ", ".join(parts)
