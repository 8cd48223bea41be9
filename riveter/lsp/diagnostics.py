"""Findings and problems of the input as diagnostics of the protocol, by path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

import msgspec
from lsprotocol import types

from riveter.api import ScanResult
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.findings import AssertionResult, Finding, Outcome, RuleSummary
from riveter.lsp.places import finding_spans
from riveter.lsp.settings import Settings
from riveter.reporters import sanitize
from riveter.reporters.choices import worded
from riveter.reporters.describe import VALUE_LIMIT, has_own_words, steps_with_values
from riveter.reporters.interface import deciding
from riveter.reporters.wording import address_in_root, own_message, reason, some_environments

SOURCE = "riveter"
LISTED = 5
"""So many resources of one place are named, and so many assertions of each."""
RELATED = 20
"""A diagnostic has at most so many related locations."""

RangeOf = Callable[[Span, bool], "tuple[str, types.Range]"]
"""Gives the path and the range of a span; with True only its first line."""
UriOf = Callable[[str], str]
PageOf = Callable[[RuleSummary], str]

_SEVERITIES = {
    "critical": types.DiagnosticSeverity.Error,
    "high": types.DiagnosticSeverity.Error,
    "medium": types.DiagnosticSeverity.Warning,
    "low": types.DiagnosticSeverity.Information,
    "info": types.DiagnosticSeverity.Information,
}
_OF_PROBLEMS = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_UNKNOWNS = {
    "information": types.DiagnosticSeverity.Information,
    "hint": types.DiagnosticSeverity.Hint,
}
_WEB = re.compile(r"https?://[!-~]+\Z")


class _Entry(msgspec.Struct):
    """What is wrong at one place by one rule: each resource with its words, and the steps behind the values."""

    finding: Finding
    resources: dict[str, list[str]]
    related: dict[tuple[Span, str], None]


def _every(_: Span) -> bool:
    return True


class DiagnosticMaker:
    """Makes the diagnostics of results. page: gives the address of the page about a rule, or an empty text."""

    def __init__(self, range_of: RangeOf, uri_of: UriOf, page: PageOf, settings: Settings) -> None:
        self._range_of = range_of
        self._uri_of = uri_of
        self._page = page
        self._settings = settings

    def make(
        self, results: Iterable[tuple[ScanResult, Iterable[Diagnostic]]], wanted: Callable[[Span], bool] = _every
    ) -> dict[str, list[types.Diagnostic]]:
        """Return the diagnostics of each file with any, by path. Those that several results have occur once.

        results: each with further problems, which no result has. wanted: says whether diagnostics at a place are.
        """
        found: dict[str, dict[tuple[object, ...], types.Diagnostic]] = {}
        for result, more in results:
            problems = self._of_problems((*result.diagnostics, *more), wanted)
            for path, diagnostic in (*problems, *self._of_findings(result, wanted)):
                place = diagnostic.range
                key = (place.start.line, place.start.character, place.end.line, diagnostic.code, diagnostic.message)
                found.setdefault(path, {}).setdefault(key, diagnostic)
        return {path: sorted(each.values(), key=_order) for path, each in found.items()}

    # -- problems of the input --------------------------------------------------------------------

    def _of_problems(
        self, problems: Iterable[Diagnostic], wanted: Callable[[Span], bool]
    ) -> Iterator[tuple[str, types.Diagnostic]]:
        for item in problems:
            if item.span is None or not item.span.file or not wanted(item.span):
                continue
            path, where = self._range_of(item.span, False)
            yield path, self.of_problem(item, where)

    def of_problem(self, item: Diagnostic, where: types.Range) -> types.Diagnostic:
        """Return a problem of the input as a diagnostic."""
        lines = [sanitize.line(text) for text in (item.summary, item.detail, item.hint) if text]
        return types.Diagnostic(where, "\n".join(lines), severity=_OF_PROBLEMS[item.severity], source=SOURCE)

    # -- findings ---------------------------------------------------------------------------------

    def _of_findings(
        self, result: ScanResult, wanted: Callable[[Span], bool]
    ) -> Iterator[tuple[str, types.Diagnostic]]:
        entries: dict[tuple[Span, str, str, Outcome], _Entry] = {}
        for finding in result.findings:
            if self._is_shown(finding):
                self._add(entries, finding, result, wanted)
        about = {(pack, rule_id) for _, pack, rule_id, _ in entries}
        rules = ((rule.pack, rule.id, rule) for rule in result.rules if (rule.pack, rule.id) in about)
        links = {(pack, rule_id): self._link(rule) for pack, rule_id, rule in rules}
        for (span, pack, rule_id, _), entry in entries.items():
            path, where = self._range_of(span, True)
            yield path, self._diagnostic(entry, where, links.get((pack, rule_id), ""))

    def _is_shown(self, finding: Finding) -> bool:
        if finding.outcome is Outcome.UNKNOWN:
            return self._settings.unknowns != "hidden"
        return finding.outcome in (Outcome.FAIL, Outcome.ERROR)

    def _add(
        self,
        entries: dict[tuple[Span, str, str, Outcome], _Entry],
        finding: Finding,
        result: ScanResult,
        wanted: Callable[[Span], bool],
    ) -> None:
        """Add a finding to the entries of its places."""
        if not any(map(wanted, finding_spans(finding))):
            return
        name = address_in_root(finding)
        environments = some_environments(finding, result)
        if environments:
            name = f"{name} (in {environments})"
        for span, words, assertions in _places(finding):
            if not wanted(span):
                continue
            key = (span, finding.pack, finding.rule_id, finding.outcome)
            entry = entries.setdefault(key, _Entry(finding, {}, {}))
            entry.resources.setdefault(name, []).extend(words)
            for assertion in assertions:
                for step in steps_with_values(assertion, result.source):
                    value = f" is {sanitize.clip(step.value, VALUE_LIMIT)}" if step.value else ""
                    how = f" ({step.words})" if step.words else ""
                    entry.related.setdefault((step.span, sanitize.line(f"{step.what}{value}{how}")))

    def _diagnostic(self, entry: _Entry, where: types.Range, link: str) -> types.Diagnostic:
        finding = entry.finding
        lines = [sanitize.line(own_message(finding) or finding.rule_name)]
        for name, words in [*entry.resources.items()][:LISTED]:
            head = sanitize.line(name)
            lines += [f"{head}: {text}" for text in dict.fromkeys(words[:LISTED])] or [head]
        if len(entry.resources) > LISTED:
            lines.append(f"and {len(entry.resources) - LISTED} more")
        severity = _SEVERITIES[finding.severity]
        if finding.outcome is Outcome.UNKNOWN:
            severity = _UNKNOWNS.get(self._settings.unknowns, types.DiagnosticSeverity.Information)
        return types.Diagnostic(
            where,
            "\n".join(lines),
            severity=severity,
            code=sanitize.line(finding.rule_id),
            code_description=types.CodeDescription(link) if link else None,
            source=SOURCE,
            related_information=[*self._related(entry)] or None,
        )

    def _related(self, entry: _Entry) -> Iterator[types.DiagnosticRelatedInformation]:
        for span, words in [*entry.related][:RELATED]:
            path, where = self._range_of(span, True)
            yield types.DiagnosticRelatedInformation(types.Location(self._uri_of(path), where), words)

    def _link(self, rule: RuleSummary) -> str:
        """Return the address of the page about a rule, else its first reference in the web."""
        page = self._page(rule)
        references = rule.metadata.get("references")
        written = [str(each) for each in references] if isinstance(references, (list, tuple)) else []
        found = page or next((each for each in written if _WEB.match(each)), "")
        return quote(found, safe=":/?#[]@!$&'()*+,;=%-._~")


def _places(finding: Finding) -> Iterator[tuple[Span, list[str], list[AssertionResult]]]:
    """Yield the places of a finding: those of the assertions that decided, else that of its resource. Each with its words."""
    places: dict[Span, tuple[list[str], list[AssertionResult]]] = {}
    block = finding.resource.span
    for item in worded(deciding(finding)):
        span = item.result.location or block
        if span is None:
            continue
        words, assertions = places.setdefault(span, ([], []))
        words.append(_sentence(finding, item.result, item.words))
        assertions.append(item.result)
    if not places and block is not None:
        places[block] = ([sanitize.line(finding.message) if finding.outcome is Outcome.ERROR else reason(finding)], [])
    for span, (words, assertions) in places.items():
        yield span, words, assertions


def _sentence(finding: Finding, result: AssertionResult, words: str) -> str:
    own = "" if has_own_words(result) or result.message in (finding.message, finding.rule_name) else result.message
    return ": ".join(sanitize.line(part) for part in (words, own, result.unknown_reason or "") if part)


def _order(diagnostic: types.Diagnostic) -> tuple[int, int, str, str]:
    start = diagnostic.range.start
    return start.line, start.character, str(diagnostic.code), diagnostic.message
