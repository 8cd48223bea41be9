"""GitHub workflow commands: an annotation at the line of each finding, then the summary.

GitHub shows only the first ten of each level per step: the most severe come first, and the summary counts the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from riveter.core.clipping import cut
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.findings import SEVERITIES, Finding, Outcome
from riveter.reporters import sanitize
from riveter.reporters.closing import summary_text
from riveter.reporters.differences import compared
from riveter.reporters.interface import RenderOptions, Results, count
from riveter.reporters.wording import details, headline, needs_attention, place

LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "notice", "info": "notice"}
SHOWN = 10
"""The number of annotations of one level that GitHub shows for a step."""
MESSAGE_LIMIT = 4_000
TITLE_LIMIT = 200
"""Longer ones are cut: nobody reads that much in an annotation, and at 64 KB GitHub cuts."""


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the commands."""
    levels: Counter[str] = Counter()
    for item in results.diagnostics:
        if item.severity == "error":
            levels["error"] += 1
            yield _diagnostic(item, options)
    shown = [finding for finding in results.findings if needs_attention(finding, options)]
    for finding in sorted(shown, key=lambda one: (one.outcome is Outcome.UNKNOWN, -SEVERITIES.index(one.severity))):
        levels[_level(finding, options)] += 1
        yield _annotation(finding, results, options)
    for item in results.diagnostics:
        if item.severity != "error":
            levels["notice" if item.severity == "note" else item.severity] += 1
            yield _diagnostic(item, options)
    left = sum(max(0, number - SHOWN) for number in levels.values())
    if left:
        yield f"GitHub shows {SHOWN} annotations of each level; {left} more are in this log and in the reports.\n"
    yield f"Summary: {summary_text(count(results))}\n"
    if results.diff is not None:
        yield f"{compared(results, options)}\n"


def _diagnostic(item: Diagnostic, options: RenderOptions) -> str:
    level = "notice" if item.severity == "note" else item.severity
    message = "\n".join(part for part in (item.summary, item.detail, item.hint) if part)
    return command(level, message, "riveter", item.span, options)


def _level(finding: Finding, options: RenderOptions) -> str:
    if finding.outcome is Outcome.ERROR:
        return "error"
    if finding.outcome is Outcome.UNKNOWN and not options.unknown_fails:
        return "notice"
    return LEVELS[finding.severity]


def _annotation(finding: Finding, results: Results, options: RenderOptions) -> str:
    message = "\n".join([headline(finding), *details(finding, results)])
    title = f"{sanitize.clip(finding.rule_name, TITLE_LIMIT)} ({finding.severity})"
    return command(_level(finding, options), message, title, place(finding), options)


def command(level: str, message: str, title: str, span: Span | None, options: RenderOptions) -> str:
    """Return one workflow command; no part of it can begin another command."""
    properties = {"title": title}
    if span is not None and span.file:
        properties = {
            "file": options.in_repository(span.file),
            "line": str(span.start_line),
            "endLine": str(span.end_line),
            **(
                {"col": str(span.start_col), "endColumn": str(span.end_col)} if span.start_line == span.end_line else {}
            ),
            **properties,
        }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {written}::{_data(cut(message, MESSAGE_LIMIT))}\n"


def _data(text: str) -> str:
    return sanitize.lines(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(sanitize.line(text)).replace(":", "%3A").replace(",", "%2C")
