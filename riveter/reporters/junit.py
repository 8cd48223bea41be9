"""JUnit XML, as build servers read it: a suite for each rule, a test case for each resource."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.findings import Finding, Outcome, RuleSummary
from riveter.reporters import sanitize
from riveter.reporters.interface import RenderOptions, Results
from riveter.reporters.wording import case_name, details, fails, headline, place, reason


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the document."""
    by_rule: dict[tuple[str, str], list[Finding]] = {}
    for finding in results.findings:
        if options.show_unknown or finding.outcome is not Outcome.UNKNOWN:
            by_rule.setdefault((finding.pack, finding.rule_id), []).append(finding)
    broken = [item for item in results.diagnostics if item.severity == "error"]
    shown = [finding for group in by_rule.values() for finding in group]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites{_attributes(name='riveter', **_counts(shown, len(broken), options))}>\n"
    known = {(rule.pack, rule.id): rule for rule in results.rules}
    for key, group in by_rule.items():
        yield from _suite(known.get(key), group, results, options)
    if broken:
        yield f"  <testsuite{_attributes(name='input', **_counts([], len(broken), options))}>\n"
        for item in broken:
            yield _broken(item, options)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _suite(rule: RuleSummary | None, group: list[Finding], results: Results, options: RenderOptions) -> Iterator[str]:
    name = rule.name if rule else group[0].rule_name
    yield f"  <testsuite{_attributes(name=name, **_counts(group, 0, options))}>\n"
    for finding in group:
        yield _case(finding, results, options)
    yield "  </testsuite>\n"


def _case(finding: Finding, results: Results, options: RenderOptions) -> str:
    where = _where(place(finding), options)
    attributes = _attributes(name=case_name(finding, results), classname=finding.rule_id, time="0", **where)
    inner = ""
    if fails(finding, options):
        inner = _problem("failure", finding, results)
    elif finding.outcome is Outcome.ERROR:
        inner = _problem("error", finding, results)
    elif finding.outcome is not Outcome.PASS:
        inner = f"      <skipped{_attributes(message=reason(finding))}/>\n"
    return f"    <testcase{attributes}>\n{inner}    </testcase>\n" if inner else f"    <testcase{attributes}/>\n"


def _problem(tag: str, finding: Finding, results: Results) -> str:
    text = "\n".join(details(finding, results))
    span = place(finding)
    if span is not None:
        text = f"{sanitize.line(str(span))}\n{text}"
    return f"      <{tag}{_attributes(message=headline(finding), type=finding.severity)}>{escape(text)}</{tag}>\n"


def _broken(item: Diagnostic, options: RenderOptions) -> str:
    name = str(item.span) if item.span else "input"
    text = "\n".join(sanitize.line(part) for part in (item.detail, item.hint) if part)
    error = f"<error{_attributes(message=item.summary, type=item.severity)}>{escape(text)}</error>"
    return f"    <testcase{_attributes(name=name, classname='input', time='0', **_where(item.span, options))}>{error}</testcase>\n"


def _where(span: Span | None, options: RenderOptions) -> dict[str, str]:
    if span is None or not span.file:
        return {}
    return {"file": options.in_repository(span.file), "line": str(span.start_line)}


def _counts(findings: list[Finding], broken: int, options: RenderOptions) -> dict[str, str]:
    failures = sum(fails(finding, options) for finding in findings)
    errors = sum(finding.outcome is Outcome.ERROR for finding in findings) + broken
    passed = sum(finding.outcome is Outcome.PASS for finding in findings)
    total = len(findings) + broken
    return {
        "tests": str(total),
        "failures": str(failures),
        "errors": str(errors),
        "skipped": str(total - failures - errors - passed),
        "time": "0",
    }


def _attributes(**given: str) -> str:
    return "".join(f" {name}={quoteattr(sanitize.line(value))}" for name, value in given.items())
