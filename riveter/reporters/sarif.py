"""SARIF 2.1.0, as code-scanning services read it.

Failures are results of kind ``fail``, unknown verdicts of kind ``open`` (there is not enough information to decide); what passed
is left out, because readers take every result for a problem. Suppressed findings have no level: many readers ignore `suppressions` and
would count them. Provenance is a code flow that ends at the attribute.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

from riveter import __version__
from riveter.core.diagnostics import Diagnostic
from riveter.core.origins import ValueOrigin
from riveter.core.source import Span
from riveter.findings import SEVERITIES, AssertionResult, Finding, Outcome, RuleSummary
from riveter.reporters import coverage, sanitize
from riveter.reporters.choices import worded
from riveter.reporters.describe import VALUE_LIMIT, environment_names, plain, sentence, steps_with_values
from riveter.reporters.differences import differences
from riveter.reporters.interface import RenderOptions, Results, deciding
from riveter.reporters.json import StreamedObject, proof, written
from riveter.reporters.markdown_text import block, escape
from riveter.reporters.sarif_locations import COLUMN_KIND, SarifLocations
from riveter.reporters.wording import details, headline, is_problem, place

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "note"}
SECURITY_SEVERITY = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "3.0", "info": "0.0"}
MAX_RESULTS = 25_000
"""GitHub refuses a run with more results."""
MAX_TAGS = 20
"""GitHub refuses a rule with more tags."""
_PLACEHOLDER = re.compile(r"\{(?=\d+\})")


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the document."""
    runs = iter([StreamedObject(_run(results, options).items())])
    yield from written(StreamedObject([("$schema", SCHEMA), ("version", "2.1.0"), ("runs", runs)]))
    yield "\n"


def _run(results: Results, options: RenderOptions) -> dict[str, Any]:
    indexes = {(rule.pack, rule.id): number for number, rule in enumerate(results.rules)}
    chosen = _ChosenResults(results, options)
    crashed = [finding for finding in results.findings if finding.outcome is Outcome.ERROR]
    successful = not crashed and not any(item.severity == "error" for item in results.diagnostics)
    places = SarifLocations(options.in_repository, results.source)
    notifications = [_diagnostic(item, places) for item in results.diagnostics]
    notifications += [_crash(finding, indexes, places) for finding in crashed]
    notifications += [
        {"level": "note", "message": {"text": _message(text)}, "properties": {"notScanned": kind.value}}
        for kind, text in coverage.messages(results)
    ]
    if chosen.left_out:
        text = (
            f"{chosen.left_out:,} results are left out: a run may have {MAX_RESULTS:,}. The most severe ones are here."
        )
        notifications.append({"level": "warning", "message": {"text": text}})
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "riveter",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": options.information_uri,
                "rules": [_rule(rule, options.page(rule)) for rule in results.rules],
            }
        },
        "automationDetails": {"id": f"riveter/{_identifier(options.category)}"},
        "invocations": [
            {
                "executionSuccessful": successful,
                "exitCode": options.exit_code,
                "toolExecutionNotifications": notifications,
            }
        ],
        "columnKind": COLUMN_KIND,
        "results": (_result(finding, results, indexes, options, places) for finding in chosen),
    }
    properties: dict[str, Any] = {}
    if results.diff is not None:
        found = differences(results, options)
        numbers = {"new": found.new, "fixed": found.fixed, "unchanged": found.unchanged}
        properties = {"diff": {"base": plain(results.diff.base), "commit": results.diff.commit, **numbers}}
    passing = [*islice(_proven_to_pass(results), MAX_RESULTS)]
    if passing:
        properties["provenPasses"] = passing
    if properties:
        run["properties"] = properties
    return run


def _proven_to_pass(results: Results) -> Iterator[dict[str, Any]]:
    """Yield the verdicts that pass for every value. As results, readers that do not know their kind would show them as problems."""
    for finding in results.findings:
        if finding.outcome is Outcome.PASS and finding.proof is not None and not finding.proof.depends:
            ref = finding.resource
            place = {
                "ruleId": sanitize.line(finding.rule_id),
                "address": sanitize.line(ref.address),
                "root": sanitize.line(ref.root),
            }
            yield {**place, "proof": proof(finding.proof)}


class _ChosenResults:
    """The findings that become results. If there are too many, these are the most severe ones, and those that fail come first."""

    def __init__(self, results: Results, options: RenderOptions) -> None:
        self._findings = results.findings
        self._options = options
        numbers = Counter(rank for rank in map(self._rank, results.findings) if rank is not None)
        self.left_out = max(sum(numbers.values()) - MAX_RESULTS, 0)
        left = MAX_RESULTS
        self._taken: dict[tuple[int, ...], int] = {}
        for rank, number in sorted(numbers.items()):
            self._taken[rank] = min(number, left)
            left -= self._taken[rank]

    def _rank(self, finding: Finding) -> tuple[int, ...] | None:
        if finding.outcome is Outcome.SUPPRESSED:
            if not self._options.show_suppressed:
                return None
        elif finding.outcome is Outcome.ERROR or not is_problem(finding, self._options):
            return None
        order = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.SUPPRESSED).index(finding.outcome)
        return (finding.status == "unchanged", order, -SEVERITIES.index(finding.severity))

    def __iter__(self) -> Iterator[Finding]:
        taken = dict(self._taken)
        for finding in self._findings:
            rank = self._rank(finding)
            if rank is not None and taken[rank]:
                taken[rank] -= 1
                yield finding


def _identifier(category: str) -> str:
    """Return the category of an analysis: code scanning replaces the results of the same one. It ends with a slash, as that asks for."""
    return sanitize.line(category).strip("/") + "/" if category else ""


def _rule(rule: RuleSummary, page: str) -> dict[str, Any]:
    # A message with placeholders speaks of one finding, not of the rule.
    message = "" if "{" in rule.message else rule.message
    references = _strings(rule.metadata.get("references"))
    frameworks = rule.metadata.get("frameworks")
    controls = (
        {str(name): _strings(found) for name, found in frameworks.items()} if isinstance(frameworks, dict) else {}
    )
    tags = [sanitize.line(tag) for tag in ("security", *controls)]
    written = {
        "id": sanitize.line(rule.id),
        "name": sanitize.line(rule.name),
        "shortDescription": {"text": _message(rule.name)},
        "fullDescription": {"text": _message(message or rule.name)},
        "help": _help(rule, message, references),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": list(dict.fromkeys(tags))[:MAX_TAGS],
            "controls": plain(controls),
            "precision": "very-high",
            "problem.severity": {"error": "error", "warning": "warning"}.get(LEVELS[rule.severity], "recommendation"),
            "security-severity": SECURITY_SEVERITY[rule.severity],
            "pack": sanitize.line(rule.pack),
        },
    }
    web = page or next((link for link in references if re.match(r"https?://[!-~]+\Z", link)), None)
    if web:
        written["helpUri"] = quote(web, safe=":/?#[]@!$&'()*+,;=%-._~")
    return written


def _help(rule: RuleSummary, message: str, references: list[str]) -> dict[str, str]:
    plain_parts = [rule.name]
    parts = [f"# {escape(rule.name)}"]
    if message and message != rule.name:
        plain_parts.append(message)
        parts.append(escape(message))
    if rule.remediation.strip():
        plain_parts.append(rule.remediation.strip())
        parts += ["## How to fix it", block(rule.remediation)]
    if references:
        plain_parts.append("\n".join(references))
        parts += ["## References", "\n".join(f"- {_reference(link)}" for link in references)]
    return {"text": sanitize.lines("\n\n".join(plain_parts)), "markdown": "\n\n".join(parts)}


def _reference(link: str) -> str:
    return f"<{link}>" if re.match(r"https?://[!-;=?-~]+\Z", link) else escape(link)


def _strings(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else []


def _result(
    finding: Finding,
    results: Results,
    indexes: dict[tuple[str, str], int],
    options: RenderOptions,
    places: SarifLocations,
) -> dict[str, Any]:
    outcome = finding.suppressed_outcome or finding.outcome
    is_open = outcome is Outcome.UNKNOWN and not options.unknown_fails
    lines = [headline(finding), *details(finding, results)]
    suppressed = finding.outcome is Outcome.SUPPRESSED
    written: dict[str, Any] = {
        "ruleId": sanitize.line(finding.rule_id),
        "kind": "open" if is_open else "informational" if suppressed else "fail",
        "level": "none" if is_open or suppressed else LEVELS[finding.severity],
        "message": {"text": _message("\n".join(lines))},
        "locations": [_location(finding, places)],
    }
    index = indexes.get((finding.pack, finding.rule_id))
    if index is not None:
        written["ruleIndex"] = index
    decided = deciding(finding)
    told = {id(item.result): item.words for item in worded(decided)}
    others: dict[Span, AssertionResult] = {}
    for result in decided[1:20]:
        if result.location is not None and result.location != place(finding):
            others.setdefault(result.location, result)
    if others:
        # Readers show related locations where the message links to them.
        written["message"]["text"] = _linked(written["message"]["text"], others)
        written["relatedLocations"] = [
            {"id": number, **places.location(span, _message(told.get(id(result), sentence(result))))}
            for number, (span, result) in enumerate(others.items(), 1)
        ]
    flows = [_flow(result, results, places) for result in decided[:20] if result.provenance and result.location]
    if flows:
        written["codeFlows"] = flows
    if finding.fingerprint:
        written["partialFingerprints"] = {"riveterFinding/v1": finding.fingerprint}
    if finding.status:
        # Fixed findings are left out: readers that do not know this property would show them as problems.
        written["baselineState"] = finding.status
    if finding.suppression is not None:
        given = finding.suppression
        suppression: dict[str, Any] = {
            "kind": "inSource" if given.kind == "inline" else "external",
            "status": "accepted",
        }
        words = [given.reason, f"until {given.until}" if given.until else "", given.owner, given.ticket]
        suppression["justification"] = sanitize.line(", ".join(word for word in words if word) or given.kind)
        if given.span is not None:
            suppression["location"] = places.location(given.span)
        written["suppressions"] = [suppression]
    properties: dict[str, Any] = {
        "severity": finding.severity,
        "outcome": finding.outcome.value,
        "root": sanitize.line(finding.resource.root),
    }
    if finding.environments:
        properties["environments"] = environment_names(finding.environments)
    if finding.proof is not None:
        properties["proof"] = proof(finding.proof)
    written["properties"] = properties
    return written


def _flow(result: AssertionResult, results: Results, places: SarifLocations) -> dict[str, Any]:
    """Return the steps from the source location of the value to the attribute. If one name has several locations, the last one has the
    value.
    """
    locations = []
    told: set[str] = set()
    for step in reversed(steps_with_values(result, results.source)):
        value = f" is {sanitize.clip(step.value, VALUE_LIMIT)}" if step.value and step.what not in told else ""
        told.add(step.what)
        # `set in` and the like stand before a place in sentences; here the place says it.
        how = f" ({step.words})" if step.words and step.how is not ValueOrigin.FILE else ""
        locations.append(places.location(step.span, _message(sanitize.line(f"{step.what}{value}{how}"))))
    if result.location is not None:
        locations.append(places.location(result.location, _message(sentence(result))))
    return {"threadFlows": [{"locations": [{"location": location} for location in locations]}]}


def _location(finding: Finding, places: SarifLocations) -> dict[str, Any]:
    span = place(finding)
    logical = {"fullyQualifiedName": sanitize.line(finding.resource.address), "kind": "resource"}
    return {**(places.location(span) if span else {}), "logicalLocations": [logical]}


def _message(text: str) -> str:
    """Return the plain text of a message: neither an embedded link nor a placeholder."""
    return _PLACEHOLDER.sub("{{", sanitize.lines(text)).replace("](", "]\\(")


def _linked(text: str, spans: Iterable[Span]) -> str:
    """Return the message with links to related locations, counted from 1, at the ends of its lines.

    A name with brackets is left as it is.
    """
    shown = [_message(sanitize.line(str(span))) for span in spans]
    links = {
        f"({one})": f"([{one}]({number}))" for number, one in enumerate(shown, 1) if not re.search(r"[\[\]\\]", one)
    }
    lines = text.split("\n")
    for index, line in enumerate(lines):
        end = line[line.rfind("(") :]
        if end in links:
            lines[index] = line[: -len(end)] + links[end]
    return "\n".join(lines)


def _diagnostic(item: Diagnostic, places: SarifLocations) -> dict[str, Any]:
    text = "\n".join(part for part in (item.summary, item.detail, item.hint) if part)
    written: dict[str, Any] = {"level": item.severity, "message": {"text": _message(text)}}
    if item.span is not None and item.span.file:
        written["locations"] = [places.location(item.span)]
    return written


def _crash(finding: Finding, indexes: dict[tuple[str, str], int], places: SarifLocations) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": sanitize.line(finding.rule_id)}
    index = indexes.get((finding.pack, finding.rule_id))
    if index is not None:
        rule["index"] = index
    return {
        "level": "error",
        "message": {"text": _message(f"{finding.rule_name}: {finding.message}")},
        "associatedRule": rule,
        "locations": [_location(finding, places)],
    }
