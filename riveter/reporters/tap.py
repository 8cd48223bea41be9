"""Test Anything Protocol, version 13, which every harness reads: one test a finding, one more for each error in the input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riveter.core.diagnostics import Diagnostic
from riveter.finding_list import tally
from riveter.findings import Finding, Outcome
from riveter.reporters import sanitize
from riveter.reporters.interface import RenderOptions, Results
from riveter.reporters.json import encode
from riveter.reporters.wording import case_name, details, fails, place, reason


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the plan and the tests."""
    findings = (
        finding for finding in results.findings if options.show_unknown or finding.outcome is not Outcome.UNKNOWN
    )
    kinds = tally(results.findings).items()
    judged = sum(number for kind, number in kinds if options.show_unknown or kind.outcome is not Outcome.UNKNOWN)
    broken = [item for item in results.diagnostics if item.severity == "error"]
    total = judged + len(broken)
    yield "TAP version 13\n"
    yield f"1..{total}{'' if total else ' # SKIP nothing matched'}\n"
    for number, finding in enumerate(findings, 1):
        yield _test(number, finding, results, options)
    for number, diagnostic in enumerate(broken, judged + 1):
        yield _broken(number, diagnostic)


def _test(number: int, finding: Finding, results: Results, options: RenderOptions) -> str:
    words = _description(f"{finding.rule_id} {case_name(finding, results)}")
    if fails(finding, options) or finding.outcome is Outcome.ERROR:
        span = place(finding)
        facts = {
            "message": sanitize.line(finding.message or finding.rule_name),
            "severity": finding.severity,
            "at": sanitize.line(str(span)) if span else "",
            "details": details(finding, results),
        }
        return f"not ok {number} - {words}\n{_block(facts)}"
    if finding.outcome is Outcome.PASS:
        return f"ok {number} - {words}\n"
    return f"ok {number} - {words} # SKIP {_description(reason(finding))}\n"


def _broken(number: int, diagnostic: Diagnostic) -> str:
    facts = {
        "severity": diagnostic.severity,
        "at": sanitize.line(str(diagnostic.span)) if diagnostic.span else "",
        "detail": sanitize.line(diagnostic.detail),
        "hint": sanitize.line(diagnostic.hint),
    }
    return f"not ok {number} - {_description('input: ' + diagnostic.summary)}\n{_block(facts)}"


def _description(text: str) -> str:
    # A `#` would begin a directive; a backslash escapes.
    return sanitize.line(text).replace("\\", "\\\\").replace("#", "\\#")


def _block(facts: Mapping[str, object]) -> str:
    """Return a YAML block whose values are JSON, which YAML includes."""
    rows = "".join(f"  {name}: {encode(value, indent=0)}\n" for name, value in facts.items() if value)
    return f"  ---\n{rows}  ...\n"
