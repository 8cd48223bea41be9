"""One HTML file that needs nothing else: overview, filters and search, every finding with its source, compliance by control.

The findings are embedded as JSON and shown by the script in the file, which only ever sets text. A content security policy allows
this very script and style, by their hashes, and nothing from anywhere else.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections import Counter
from collections.abc import Iterator
from itertools import starmap
from typing import Any

import msgspec

from riveter import __version__
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.files import package
from riveter.files.coverage import WORDS
from riveter.findings import SEVERITIES, Finding, Outcome, RuleSummary
from riveter.reporters import coverage, sanitize
from riveter.reporters.choices import WordedAssertion, worded
from riveter.reporters.closing import summary_text
from riveter.reporters.describe import environment_names, has_own_words, plain, provenance, subject
from riveter.reporters.differences import base, compared, differences, fixed
from riveter.reporters.excerpt import ExcerptLine, excerpt
from riveter.reporters.interface import RenderOptions, Results, SummaryCounts, count, deciding
from riveter.reporters.proofs import proof_words
from riveter.reporters.wording import address_in_root, only_in, own_message, place

ASSERTIONS = 20
"""So many assertions of one finding are shown."""
FIXED = 500
"""So many fixed findings are listed."""


_LONG = ("Packs", "Coverage", "Command")


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the document."""
    script, style, page = _asset("report.js"), _asset("report.css"), _asset("report.html")
    counts = count(results)
    verdict, kind = _verdict(results, counts, options)
    resources = f"{results.resources} {'resource' if results.resources == 1 else 'resources'}"
    files = f"{results.files} {'file' if results.files == 1 else 'files'}"
    summary = f"{summary_text(counts)} · {resources} in {files}"
    if results.diff is not None:
        summary += f" · {compared(results, options)}"
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    values = {
        "csp": html.escape(policy),
        "title": html.escape(f"riveter: {verdict}"),
        "verdict": html.escape(verdict),
        "verdict_class": kind,
        "summary": html.escape(summary),
        "about": "".join(starmap(_fact, _about(results, options))),
        "css": style,
        "js": script,
    }
    for index, part in enumerate(page.replace("}}", "{{").split("{{")):
        if index % 2 == 0:
            yield part
        elif part == "data":
            yield embed(document(results, options))
        else:
            yield values[part]


def _about(results: Results, options: RenderOptions) -> Iterator[tuple[str, str]]:
    """Yield the facts in the head. What the scan left out is named there, because a number alone looks complete."""
    rows = dict(options.about)
    command = rows.pop("Command", "")
    yield from rows.items()
    yield "Version", f"riveter {__version__}"
    packs = Counter(rule.pack or "own rules" for rule in results.rules)
    numbers = [f"{name} ({number} {'rule' if number == 1 else 'rules'})" for name, number in packs.items()]
    yield "Packs", ", ".join(numbers) or "none"
    wrong = any(item.severity == "error" for item in results.diagnostics)
    gaps = ["The input has errors: parts of it were not validated"] if wrong else []
    left = coverage.summary(results, options)
    yield "Coverage", " · ".join([*gaps, *([left] if left else [])]) or "nothing was left out"
    if command:
        yield "Command", command


def _fact(name: str, value: str) -> str:
    layout = ' class="wide"' if name in _LONG else ""
    return f"<div{layout}><dt>{html.escape(name)}</dt><dd>{html.escape(sanitize.line(value))}</dd></div>"


def embed(value: Any) -> str:
    """Return JSON that can stand inside a script element: nothing in it ends the element or begins a comment."""
    text = sanitize.json_text(msgspec.json.encode(value).decode())
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def document(results: Results, options: RenderOptions) -> dict[str, Any]:
    """Return the data for the script. Names are short: there may be tens of thousands of findings."""
    excerpts = _Excerpts(results)
    indexes = {(rule.pack, rule.id): number for number, rule in enumerate(results.rules)}
    rules = [_rule(rule) for rule in results.rules]
    findings = []
    for finding in results.findings:
        key = (finding.pack, finding.rule_id)
        if key not in indexes:
            indexes[key] = len(rules)
            rules.append(_rule(_summary_of(finding)))
        findings.append(_finding(finding, indexes[key], results, excerpts, options))
    diagnostics = [_diagnostic(item, excerpts) for item in results.diagnostics]
    return {
        "resources": results.resources,
        "files": results.files,
        "rules": rules,
        "findings": findings,
        "diagnostics": diagnostics,
        "excerpts": excerpts.found,
        "left": [
            {"k": WORDS[item.kind][0], "n": sanitize.line(item.name), "d": sanitize.line(item.detail)}
            for item in coverage.named(results)
        ],
        "out": coverage.summary(results, msgspec.structs.replace(options, verbose=True)),
        "fixed": _fixed(results, options),
        "history": [
            {
                "n": sanitize.line(one.name),
                "fail": one.fail,
                "unknown": one.unknown,
                "suppressed": one.suppressed,
                "pass": one.passed,
                "severities": [one.severities.get(severity, 0) for severity in reversed(SEVERITIES)],
            }
            for one in options.history
        ],
    }


def _asset(name: str) -> str:
    return package.text("reporters", "html_assets", name)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _verdict(results: Results, counts: SummaryCounts, options: RenderOptions) -> tuple[str, str]:
    failed, unknown = counts.rules_failed, counts.rules_unknown
    if results.diff is not None:
        found = differences(results, options)
        failed, unknown = found.new, found.new_unknown
    if failed or counts.rules_error:
        return "failed", "fail"
    if any(item.severity == "error" for item in results.diagnostics):
        return "incomplete", "fail"
    if unknown:
        return "partly unknown", "unknown"
    if results.diff is not None:
        return "nothing new", "pass"
    return "passed", "pass"


def _rule(rule: RuleSummary) -> dict[str, Any]:
    frameworks = rule.metadata.get("frameworks")
    equivalents = rule.metadata.get("equivalents")
    references = rule.metadata.get("references")
    return {
        "id": sanitize.line(rule.id),
        "name": sanitize.line(rule.name),
        "severity": rule.severity,
        "pack": sanitize.line(rule.pack),
        # A message with placeholders speaks of one finding, not of the rule.
        "message": "" if "{" in rule.message or rule.message == rule.name else sanitize.lines(rule.message).strip(),
        "remediation": sanitize.lines(rule.remediation).strip(),
        "frameworks": [[sanitize.line(str(name)), _texts(ids)] for name, ids in _items(frameworks)],
        "equivalents": ", ".join(
            f"{sanitize.line(str(name))} {one}" for name, ids in _items(equivalents) for one in _texts(ids)
        ),
        "references": _texts(references),
        "counts": {
            "fail": rule.failed,
            "error": rule.errors,
            "unknown": rule.unknown,
            "suppressed": rule.suppressed,
            "pass": rule.passed,
        },
    }


def _items(value: Any) -> list[tuple[Any, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


def _texts(value: Any) -> list[str]:
    return [sanitize.line(str(plain(item))) for item in value] if isinstance(value, (list, tuple)) else []


def _summary_of(finding: Finding) -> RuleSummary:
    return RuleSummary(
        finding.rule_id,
        finding.rule_name,
        finding.severity,
        pack=finding.pack,
        remediation=finding.remediation,
        metadata=finding.metadata,
    )


def _fixed(results: Results, options: RenderOptions) -> dict[str, Any]:
    gone = fixed(results, options)
    return {
        "base": base(results),
        "count": len(gone),
        "findings": [
            {"n": sanitize.line(one.rule_name), "s": one.severity, "a": sanitize.line(one.resource.address)}
            for one in gone[:FIXED]
        ],
    }


def _finding(
    finding: Finding, rule: int, results: Results, excerpts: _Excerpts, options: RenderOptions
) -> dict[str, Any]:
    span = place(finding)
    shown: dict[str, Any] = {
        "r": rule,
        "o": finding.outcome.value,
        "a": sanitize.line(address_in_root(finding)),
        "t": sanitize.line(finding.resource.type),
        "mod": sanitize.line(finding.resource.module),
        "f": sanitize.line(span.file) if span else "",
        "l": span.start_line if span else 0,
    }
    if finding.resource.root not in ("", "."):
        shown["root"] = sanitize.line(finding.resource.root)
    owner = finding.suppression.owner if finding.suppression is not None else ""
    owner = owner or options.owner_of(finding.resource.span.file if finding.resource.span else shown["f"])
    if owner:
        shown["own"] = sanitize.line(owner)
    if finding.status:
        shown["st"] = finding.status
    if finding.environments:
        shown["env"] = [sanitize.line(name) for name in environment_names(finding.environments)]
        if only := only_in(finding, results):
            shown["only"] = only
    proven = proof_words(finding)
    if proven:
        shown["pf"] = proven
    if finding.outcome is Outcome.PASS:
        return shown
    message = own_message(finding)
    if message:
        shown["m"] = sanitize.line(message)
    if finding.fingerprint:
        shown["fp"] = sanitize.line(finding.fingerprint)
    decided = worded(deciding(finding))
    shown["as"] = [_assertion(item, message, results, excerpts) for item in decided[:ASSERTIONS]]
    if len(decided) > ASSERTIONS:
        shown["more"] = len(decided) - ASSERTIONS
    if finding.suppression is not None:
        given = finding.suppression
        shown["sup"] = {
            "kind": sanitize.line(given.kind),
            "reason": sanitize.line(given.reason),
            "until": sanitize.line(given.until or ""),
            "owner": sanitize.line(given.owner),
            "ticket": sanitize.line(given.ticket),
            "where": sanitize.line(str(given.span)) if given.span else "",
            "outcome": finding.suppressed_outcome.value if finding.suppressed_outcome else "",
        }
    return shown


def _assertion(item: WordedAssertion, message: str, results: Results, excerpts: _Excerpts) -> dict[str, Any]:
    result = item.result
    shown: dict[str, Any] = {"k": subject(result), "w": item.says}
    if item.joint:
        shown["j"] = item.joint
    if result.location is not None:
        shown["l"] = sanitize.line(str(result.location))
        number = excerpts.number(result.location, result.sensitive)
        if number is not None:
            shown["x"] = number
    if result.message and not has_own_words(result) and result.message != message:
        shown["n"] = sanitize.line(result.message)
    if result.unknown_reason:
        shown["u"] = sanitize.line(result.unknown_reason)
    steps = list(provenance(result, results.source))
    if steps:
        shown["p"] = steps
    return shown


def _diagnostic(item: Diagnostic, excerpts: _Excerpts) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "severity": item.severity,
        "summary": sanitize.line(item.summary),
        "detail": sanitize.lines(item.detail),
        "hint": sanitize.lines(item.hint),
        "where": sanitize.line(str(item.span)) if item.span else "",
    }
    number = excerpts.number(item.span, False) if item.span else None
    if number is not None:
        shown["x"] = number
    return shown


class _Excerpts:
    """The excerpts of the report, each kept once: lines as [number, before, marked, after]."""

    def __init__(self, results: Results) -> None:
        self._source = results.source
        self._numbers: dict[tuple[Span, bool], int | None] = {}
        self.found: list[list[tuple[int, str, str, str]]] = []

    def number(self, span: Span, sensitive: bool) -> int | None:
        """Return the index of the excerpt of a span; None if the source is not available."""
        key = (span, sensitive)
        if key not in self._numbers:
            source = self._source(span.file)
            lines = excerpt(source, span, before=2, width=200, sensitive=sensitive) if source else []
            self._numbers[key] = len(self.found) if lines else None
            if lines:
                self.found.append([_pieces(line) for line in lines])
        return self._numbers[key]


def _pieces(line: ExcerptLine) -> tuple[int, str, str, str]:
    if line.start == line.end:
        return line.number, line.text, "", ""
    before, marked, after = line.split()
    return line.number, before, marked or " ", after
