"""The default report: one line per rule, then the findings that need attention with their source, then the summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from riveter.core.source import Span
from riveter.findings import AssertionResult, Finding, Outcome
from riveter.reporters import coverage, sanitize
from riveter.reporters.describe import describe, has_own_words, provenance, rule_counts, sentence
from riveter.reporters.differences import compared, fixed, is_new
from riveter.reporters.frames import INDENT, frame
from riveter.reporters.interface import RenderOptions, Results, SummaryCounts, count, deciding
from riveter.reporters.style import Style
from riveter.reporters.wording import address_in_root, only_in, own_message

ASSERTIONS_SHOWN = 5
"""So many assertions of one finding are shown; ``-v`` shows all."""

FIXED_SHOWN = 20
"""So many fixed findings are listed; ``-v`` lists all."""

ADDRESSES_SHOWN = 5
"""So many addresses are shown of findings that say the same of the same place; ``-v`` shows all."""

_COLORS = {Outcome.FAIL: "31", Outcome.UNKNOWN: "33", Outcome.ERROR: "35"}


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the report."""
    style = Style(options)
    attention = {Outcome.FAIL, Outcome.ERROR} | ({Outcome.UNKNOWN} if options.show_unknown else set())
    wrote = False
    new = _new_by_rule(results, attention)
    for rule in results.rules:
        outcome = rule.outcome
        if outcome is None:
            if options.verbose:
                wrote = True
                yield style.prose(
                    style.faint(f"{sanitize.line(rule.name)} (no matching resources)"),
                    style.faint(f"{style.dot}{style.dot} "),
                )
            continue
        if outcome not in attention and (options.quiet or outcome is Outcome.UNKNOWN):
            continue
        counts = rule_counts(rule)
        if results.diff is not None and outcome in attention:
            number = new[rule.pack, rule.id]
            if options.quiet and not number:
                continue
            counts += f", {number or 'none'} new"
        wrote = True
        yield style.prose(f"{sanitize.line(rule.name)} ({counts})", f"{style.mark(outcome)} ")

    by_rule: dict[tuple[str, str], list[Finding]] = {}
    for finding in results.findings:
        if finding.outcome in attention and (is_new(finding) or options.verbose):
            by_rule.setdefault((finding.pack, finding.rule_id), []).append(finding)
    order = {(rule.pack, rule.id): number for number, rule in enumerate(results.rules)}
    for key in sorted(by_rule, key=lambda key: order.get(key, len(order))):
        for group in _by_outcome(by_rule[key]):
            if wrote:
                yield "\n"
            wrote = True
            yield _header(group[0], style)
            yield from _findings(group, results, options, style)
    repaired = list(_fixed(results, options, style))
    if repaired:
        yield from ("\n" * wrote, *repaired)
    if wrote or repaired:
        yield "\n"
    yield from closing_lines(results, options, style)


def _new_by_rule(results: Results, attention: set[Outcome]) -> Counter[tuple[str, str]]:
    return Counter(
        (finding.pack, finding.rule_id)
        for finding in results.findings
        if finding.status == "new" and finding.outcome in attention
    )


def _fixed(results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield what the base had and is no trouble any more."""
    found = fixed(results, options)
    if not found or options.quiet:
        return
    yield f"{style.mark(Outcome.PASS)} {style.bold('Fixed')}\n"
    shown = found if options.verbose else found[:FIXED_SHOWN]
    for finding in shown:
        name = sanitize.line(finding.rule_name)
        yield style.prose(
            f"{sanitize.line(finding.resource.address)}{style.faint(f' {style.dot} {name}')}", "   ", INDENT
        )
    if len(shown) < len(found):
        yield f"   and {len(found) - len(shown)} more (-v shows all)\n"


def _by_outcome(findings: list[Finding]) -> Iterator[list[Finding]]:
    for outcome in (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN):
        group = [finding for finding in findings if finding.outcome is outcome]
        if group:
            yield group


def _header(finding: Finding, style: Style) -> str:
    name, rule_id = sanitize.line(finding.rule_name), sanitize.line(finding.rule_id)
    dot = style.faint(f" {style.dot} ")
    words = f"{style.bold(name)}{dot}{style.severity(finding.severity)}{dot}{style.faint(rule_id)}"
    return style.prose(words, f"{style.mark(finding.outcome)} ")


def _findings(findings: list[Finding], results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield the findings of one rule; those that report the same at the same place (a module called several times) are grouped."""
    told: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        told.setdefault((_where(finding, results, style), "".join(_body(finding, results, options, style))), []).append(
            finding
        )
    for (where, body), same in told.items():
        shown = same if options.verbose else same[:ADDRESSES_SHOWN]
        # the same address in several root modules: then the root tells them apart
        ambiguous = len({finding.resource.address for finding in same}) < len(same)
        for finding in shown:
            shown_as = address_in_root(finding)
            if ambiguous and finding.resource.root and shown_as == finding.resource.address:
                shown_as += f" in {finding.resource.root}"
            yield style.prose(sanitize.line(shown_as) + where, "   ", INDENT)
        if len(same) > len(shown):
            yield f"   and {len(same) - len(shown)} more at the same place (-v shows all)\n"
        yield body


def _where(finding: Finding, results: Results, style: Style) -> str:
    decided = deciding(finding)
    place = (decided[0].location if decided else None) or finding.resource.span
    where = f"  {style.faint(sanitize.line(str(place)))}" if place else ""
    only = only_in(finding, results)
    environments = f"  ({only})" if only else ""
    unchanged = f"  {style.faint('unchanged')}" if finding.status == "unchanged" else ""
    return where + environments + unchanged


def _body(finding: Finding, results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield the lines of a finding below its address."""
    decided = deciding(finding)
    place = (decided[0].location if decided else None) or finding.resource.span
    shown = decided if options.verbose else decided[:ASSERTIONS_SHOWN]
    said: set[str] = set()
    file = place.file if place else ""
    for _, same in groupby(shown, key=_start):
        group = list(same)
        span, sensitive = group[0].location, group[0].sensitive
        if span is not None and span.file != file:
            file = span.file
            yield style.prose(style.faint(sanitize.line(str(span))), "   ")
        yield from _assertions(group, span, sensitive, finding, results, options, style)
        for result in group:
            yield from _reasons(result, finding, results, style, said)
    if len(decided) > len(shown):
        yield f"{INDENT}   and {len(decided) - len(shown)} more (-v shows all)\n"
    message = own_message(finding)
    if message and message not in said:
        yield from _note(message, style)


def _start(result: AssertionResult) -> tuple[object, ...]:
    """Group the assertions that one frame shows: those about the same place (a block may end with its header or with its last line)."""
    span = result.location
    return (span.file, span.start_line, span.start_col, result.sensitive) if span else (result.sensitive,)


def _assertions(
    group: list[AssertionResult],
    span: Span | None,
    sensitive: bool,
    finding: Finding,
    results: Results,
    options: RenderOptions,
    style: Style,
) -> Iterator[str]:
    """Yield one frame for the assertions about one place."""
    source = results.source(span.file) if span else None
    color = _COLORS[finding.outcome]
    rows = ""
    if span is not None and source is not None:
        # Where the attribute is absent the frame shows its block: then the words must name the attribute.
        line = source.line(span.start_line)
        labels = [describe(one) if len(group) == 1 and _last_name(one.key) in line else sentence(one) for one in group]
        unique = list(dict.fromkeys(labels))
        rows = "".join(frame(source, span, style, labels=unique, color=color, width=options.width, sensitive=sensitive))
    if rows:
        yield rows
        return
    for text in dict.fromkeys(map(sentence, group)):
        yield style.prose(style.paint(text, color), INDENT)


def _reasons(
    result: AssertionResult, finding: Finding, results: Results, style: Style, said: set[str]
) -> Iterator[str]:
    """Yield where the value comes from, why it is not known, and what the rule's author says of it; each once."""
    lines = list(provenance(result, results.source))
    if result.unknown_reason:
        lines.append(sanitize.line(result.unknown_reason))
    for line in lines:
        if line not in said:
            said.add(line)
            yield style.prose(line, f"{INDENT}   = ")
    if result.message and not has_own_words(result) and result.message not in said:
        said.add(result.message)
        if result.message != finding.rule_name:
            yield from _note(result.message, style)


def _last_name(key: str) -> str:
    return next((part for part in reversed(key.split(".")) if not part.lstrip("-").isdigit() and part != "*"), key)


def _note(message: str, style: Style) -> Iterator[str]:
    for row in sanitize.lines(message).strip().splitlines():
        yield style.words(row, f"{INDENT}   ")


def closing_lines(results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield the summary, how it compares, and in a word what it means."""
    counts = count(results)
    yield from coverage.lines(results, options, style)
    yield style.prose(f"Summary: {summary_text(counts)}", rest="   ")
    if results.diff is not None:
        yield style.prose(compared(results, options), rest="   ")
    broken = sum(item.severity == "error" for item in results.diagnostics)
    errors = f"{broken} error" + ("" if broken == 1 else "s")
    if not results.validated:
        color = "1;31" if options.exit_code else "33"
        yield style.prose(style.paint("Nothing was validated: no rule matched any resource.", color))
    elif counts.rules_failed or counts.rules_unknown or counts.rules_error:
        if broken:
            yield style.prose(style.paint(f"The input has {errors}: parts of it were not validated.", "33"))
    elif broken:
        yield style.prose(style.paint(f"Validation incomplete: the input has {errors}.", "33"))
    elif results.findings:
        yield style.paint("Validation passed!", "32") + "\n"
    else:
        yield style.prose(style.paint("Validation passed: no finding is about these files.", "32"))


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
