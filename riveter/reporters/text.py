"""The default report: one line per rule, then what needs attention with its source, the most severe first, then the summary.

Each rule says once why it matters and how its findings are fixed. Findings are rendered as they are read, and only their text is kept:
those that report the same of the same place (a module called several times) are one entry with several addresses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby

from riveter.core.source import Span
from riveter.findings import SEVERITIES, WHATEVER, AssertionResult, Finding, Outcome, Proof, RuleSummary
from riveter.reporters import advice, sanitize
from riveter.reporters.choices import WordedAssertion, worded
from riveter.reporters.closing import closing_lines
from riveter.reporters.describe import describe, provenance, resources, rule_counts
from riveter.reporters.differences import fixed, is_new, why_new
from riveter.reporters.frames import INDENT, frame
from riveter.reporters.interface import RenderOptions, Results, deciding
from riveter.reporters.proofs import proof_words
from riveter.reporters.style import Style
from riveter.reporters.untyped import Untyped, is_untyped
from riveter.reporters.wording import address_in_root, only_in
from riveter.rules.conditions.headlines import reservations

ASSERTIONS_SHOWN = 5
"""The number of assertions of one finding that are shown; ``-v`` shows all."""

FIXED_SHOWN = 20
"""So many fixed findings are listed; ``-v`` lists all."""

MAY_FAIL_SHOWN = 10
"""So many verdicts that fail with other values are listed; ``-v`` lists all."""

ADDRESSES_SHOWN = 5
"""The number of addresses that are shown for findings with the same message and location; ``-v`` shows all."""

PLACES_SHOWN = 100
"""The number of locations of one rule that are shown; ``-v`` shows all."""

_COLORS = {Outcome.FAIL: "31", Outcome.UNKNOWN: "33", Outcome.ERROR: "35"}
_ORDER = (Outcome.FAIL, Outcome.ERROR, Outcome.UNKNOWN)


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the report."""
    style = Style(options)
    attention = {Outcome.FAIL, Outcome.ERROR} | ({Outcome.UNKNOWN} if options.show_unknown else set())
    sections, untyped = _sections(results, options, style, attention)
    overview = _overview(results, options, style, attention, [section.rule for section in sections], untyped)
    details = [section.lines(options, style) for section in sections]
    if untyped.shown:
        before = sum(section.key[:2] < untyped.key for section in sections)
        details.insert(before, untyped.lines(results, options, style))
    # a verbose report also begins with the important part
    parts = (*details, overview) if options.verbose else (overview, *details)
    wrote = False
    for lines in (
        *parts,
        _may_fail(results, options, style),
        _proven_to_pass(results, options, style),
        _fixed(results, options, style),
        _not_applied(results, options, style),
    ):
        for number, line in enumerate(lines):
            yield "\n" * (wrote and not number) + line
            wrote = True
    if wrote:
        yield "\n"
    yield from closing_lines(results, options, style)


# --- the rules -----------------------------------------------------------------------------------


def _overview(
    results: Results,
    options: RenderOptions,
    style: Style,
    attention: set[Outcome],
    listed: list[RuleSummary],
    untyped: Untyped,
) -> Iterator[str]:
    """Yield a line for each rule that applied: those that need no attention, then the others, in the order of their sections.

    Rules that are unknown for manifests of unknown kind only have one line together.
    """
    new = Counter(
        (item.pack, item.rule_id) for item in results.findings if item.status == "new" and item.outcome in attention
    )
    order = {(rule.pack, rule.id): number for number, rule in reversed(list(enumerate(listed)))}
    rules = [rule for rule in results.rules if rule.outcome is not None]
    rules.sort(key=lambda rule: (rule.outcome in attention, order.get((rule.pack, rule.id), len(order))))
    for rule in rules:
        outcome = rule.outcome
        assert outcome is not None
        if untyped.all_of(rule) and not options.verbose:
            continue
        if outcome not in attention and (options.quiet or outcome is Outcome.UNKNOWN):
            continue
        counts, mark = rule_counts(rule), style.mark(outcome)
        if results.diff is not None and outcome in attention:
            number = new[rule.pack, rule.id]
            if options.quiet and not number:
                continue
            counts += f", {number or 'none'} new"
            mark = mark if number else style.mark(Outcome.SUPPRESSED)
        yield style.prose(f"{sanitize.line(rule.name)} ({counts})", f"{mark} ")
    if untyped.rules and not options.verbose and (untyped.shown or not options.quiet):
        yield untyped.summary(results, style)


def _may_fail(results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield the verdicts that pass with the defaults of a module, and fail with other values of its variables."""
    title = "Passes by default, fails with other values"
    yield from _proofs(results, options, style, title, lambda proof: proof.depends)


def _proven_to_pass(results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield the verdicts that pass for every value of some variables; if verbose, also those that no variable of a module changes."""
    left_out = () if options.verbose else WHATEVER
    title = "Passes for every value"
    yield from _proofs(results, options, style, title, lambda proof: not proof.depends and proof.holds_for != left_out)


def _proofs(
    results: Results, options: RenderOptions, style: Style, title: str, wanted: Callable[[Proof], bool]
) -> Iterator[str]:
    """Yield the verdicts that pass and have some kind of proof."""
    if options.quiet:
        return
    number = 0
    for finding in results.findings:
        if finding.outcome is not Outcome.PASS or finding.proof is None or not wanted(finding.proof):
            continue
        number += 1
        if number > MAY_FAIL_SHOWN and not options.verbose:
            continue
        if number == 1:
            yield f"{style.bold(title)}\n"
        dot = style.faint(f" {style.dot} ")
        where = f"{sanitize.line(address_in_root(finding))}{dot}{style.faint(sanitize.line(finding.rule_id))}"
        yield style.prose(where, "   ", INDENT)
        for words in proof_words(finding):
            yield from _note(words, style)
    if number > MAY_FAIL_SHOWN and not options.verbose:
        yield f"   and {number - MAY_FAIL_SHOWN} more (-v shows all)\n"


def _not_applied(results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield the rules that matched nothing, for verbose reports."""
    found = [rule for rule in results.rules if rule.outcome is None] if options.verbose else []
    if found:
        yield f"{style.bold('No matching resources')} ({len(found)} rule{'' if len(found) == 1 else 's'})\n"
    for rule in found:
        name = f"{sanitize.line(rule.name)} {style.dot} {sanitize.line(rule.id)}"
        yield style.prose(style.faint(name), "   ", INDENT)


# --- findings ------------------------------------------------------------------------------------


class _RenderedLocation:
    """Findings that report the same at the same place: the addresses that are shown, and how many there are."""

    def __init__(self) -> None:
        self.addresses: list[tuple[str, str, str]] = []
        self.number = 0


class _Section:
    """The findings of one rule with one outcome that need attention: rendered locations, and the rule's advice."""

    def __init__(self, rule: RuleSummary, outcome: Outcome, number: int) -> None:
        self.rule = rule
        self.outcome = outcome
        self.key = (_ORDER.index(outcome), -SEVERITIES.index(rule.severity), number)
        self.reasons = advice.Reasons()
        self.places: dict[tuple[str, str], _RenderedLocation] = {}
        self.left_out = 0

    def add(self, finding: Finding, results: Results, options: RenderOptions, style: Style) -> None:
        """Render a finding, unless there are too many places already."""
        self.reasons.add(finding)
        where = _where(finding, results, style)
        body = "".join(_body(finding, results, options, style))
        place = self.places.get((where, body))
        if place is None:
            if len(self.places) >= PLACES_SHOWN and not options.verbose:
                self.left_out += 1
                return
            place = self.places[where, body] = _RenderedLocation()
        place.number += 1
        if options.verbose or len(place.addresses) < ADDRESSES_SHOWN:
            resource = finding.resource
            place.addresses.append((resource.address, resource.root, address_in_root(finding)))

    def lines(self, options: RenderOptions, style: Style) -> Iterator[str]:
        """Yield the section."""
        name, rule_id = sanitize.line(self.rule.name), sanitize.line(self.rule.id)
        dot = style.faint(f" {style.dot} ")
        words = f"{style.bold(name)}{dot}{style.severity(self.rule.severity)}{dot}{style.faint(rule_id)}"
        yield style.prose(words, f"{style.mark(self.outcome)} ")
        for (where, body), place in self.places.items():
            yield from _addresses(place, where, style)
            yield body
        if self.left_out:
            yield f"   and {resources(self.left_out)} more (-v shows all)\n"
        if self.outcome is Outcome.FAIL or (self.outcome is Outcome.UNKNOWN and options.unknown_fails):
            yield from self.reasons.lines(self.rule.description, options, style)
            if not options.quiet:
                yield from advice.fix(self.rule.remediation, style)
        if not options.quiet:
            yield advice.more(self.rule, options, style)


def _sections(
    results: Results, options: RenderOptions, style: Style, attention: set[Outcome]
) -> tuple[list[_Section], Untyped]:
    """Return the findings that need attention: failures first, by severity, then by root module and file.

    Apart from them those about manifests of unknown kind.
    """
    untyped = Untyped()
    rules = {(rule.pack, rule.id): rule for rule in results.rules}
    found: dict[tuple[str, str, Outcome], _Section] = {}
    for finding in results.findings:
        shown = is_new(finding) or options.verbose
        if finding.outcome in attention and is_untyped(finding):
            untyped.add(finding, results, shown=shown)
            continue
        if finding.outcome not in attention or not shown:
            continue
        key = (finding.pack, finding.rule_id, finding.outcome)
        section = found.get(key)
        if section is None:
            rule = rules.get(key[:2]) or RuleSummary(
                finding.rule_id, finding.rule_name, finding.severity, pack=finding.pack, remediation=finding.remediation
            )
            section = found[key] = _Section(rule, finding.outcome, len(found))
        section.add(finding, results, options, style)
    return sorted(found.values(), key=lambda section: section.key), untyped


def _addresses(place: _RenderedLocation, where: str, style: Style) -> Iterator[str]:
    # the same address in several root modules: the root distinguishes them
    ambiguous = len({address for address, _, _ in place.addresses}) < len(place.addresses)
    for address, root, shown in place.addresses:
        shown_address = f"{shown} in {root}" if ambiguous and root and shown == address else shown
        yield style.prose(sanitize.line(shown_address) + where, "   ", INDENT)
    if place.number > len(place.addresses):
        yield f"   and {place.number - len(place.addresses)} more at the same place (-v shows all)\n"


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
    decided = worded(deciding(finding))
    place = (decided[0].result.location if decided else None) or finding.resource.span
    shown = decided if options.verbose else decided[:ASSERTIONS_SHOWN]
    printed: set[str] = set()
    file = place.file if place else ""
    for _, same in groupby(shown, key=_start):
        group = list(same)
        span = group[0].result.location
        if span is not None and span.file != file:
            file = span.file
            yield style.prose(style.faint(sanitize.line(str(span))), "   ")
        yield from _assertions(group, span, finding, results, options, style)
        for item in group:
            yield from _reasons(item.result, results, style, printed)
    for line in why_new(finding, (item.result for item in shown)):
        yield style.prose(style.bold(line), f"{INDENT}   = ")
    if len(decided) > len(shown):
        yield f"{INDENT}   and {len(decided) - len(shown)} more (-v shows all)\n"
    if finding.outcome is Outcome.ERROR and finding.message:
        yield from _note(finding.message, style)
    for words in (*reservations(finding), *proof_words(finding)):
        yield from _note(words, style)


def _start(item: WordedAssertion) -> tuple[object, ...]:
    """Group the assertions that one frame shows: those about the same place (a block may end with its header or with its last line)."""
    result = item.result
    span = result.location
    return (span.file, span.start_line, span.start_col, result.sensitive) if span else (result.sensitive,)


def _assertions(
    group: list[WordedAssertion],
    span: Span | None,
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
        line, only = source.line(span.start_line), group[0]
        short = len(group) == 1 and not only.joint and _last_name(only.result.key) in line
        labels = [describe(only.result)] if short else list(dict.fromkeys(item.words for item in group))
        sensitive = only.result.sensitive
        rows = "".join(frame(source, span, style, labels=labels, color=color, width=options.width, sensitive=sensitive))
    if rows:
        yield rows
        return
    for text in dict.fromkeys(item.words for item in group):
        yield style.prose(style.paint(text, color), INDENT, f"{INDENT}  ")


def _reasons(result: AssertionResult, results: Results, style: Style, printed: set[str]) -> Iterator[str]:
    """Yield the origin of the value, and the reason why it is unknown, each once."""
    lines = list(provenance(result, results.source))
    if result.unknown_reason:
        lines.append(sanitize.line(result.unknown_reason))
    for line in lines:
        if line not in printed:
            printed.add(line)
            yield style.prose(line, f"{INDENT}   = ")


def _last_name(key: str) -> str:
    return next((part for part in reversed(key.split(".")) if not part.lstrip("-").isdigit() and part != "*"), key)


def _note(message: str, style: Style) -> Iterator[str]:
    for row in sanitize.lines(message).strip().splitlines():
        yield style.words(row, f"{INDENT}   ")


def _fixed(results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield the fixed findings of the base."""
    found = fixed(results, options)
    if not found or options.quiet:
        return
    yield f"{style.mark(Outcome.PASS)} {style.bold('Fixed')}\n"
    shown = found if options.verbose else found[:FIXED_SHOWN]
    for finding in shown:
        name = sanitize.line(finding.rule_name)
        yield style.prose(
            f"{sanitize.line(address_in_root(finding))}{style.faint(f' {style.dot} {name}')}", "   ", INDENT
        )
    if len(shown) < len(found):
        yield f"   and {len(found) - len(shown)} more (-v shows all)\n"
