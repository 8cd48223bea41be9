"""GitHub workflow commands: an annotation at the line of each finding, then the summary."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.findings import Finding, Outcome
from riveter.reporters import sanitize
from riveter.reporters.differences import compared
from riveter.reporters.interface import RenderOptions, Results, count
from riveter.reporters.text import summary_text
from riveter.reporters.wording import details, headline, needs_attention, place
from riveter.source import Span

LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "notice", "info": "notice"}


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the commands."""
    for finding in results.findings:
        if needs_attention(finding, options):
            yield _annotation(finding, results, options)
    for item in results.diagnostics:
        level = "notice" if item.severity == "note" else item.severity
        message = "\n".join(part for part in (item.summary, item.detail, item.hint) if part)
        yield command(level, message, "riveter", item.span)
    yield f"Summary: {summary_text(count(results))}\n"
    if results.diff is not None:
        yield f"{compared(results, options)}\n"


def _annotation(finding: Finding, results: Results, options: RenderOptions) -> str:
    level = LEVELS[finding.severity]
    if finding.outcome is Outcome.ERROR:
        level = "error"
    elif finding.outcome is Outcome.UNKNOWN and not options.unknown_fails:
        level = "notice"
    message = "\n".join([headline(finding), *details(finding, results)])
    return command(level, message, f"{finding.rule_name} ({finding.severity})", place(finding))


def command(level: str, message: str, title: str, span: Span | None) -> str:
    """One workflow command; nothing in its parts can begin another."""
    properties = {"title": title}
    if span is not None and span.file:
        properties = {
            "file": span.file,
            "line": str(span.start_line),
            "endLine": str(span.end_line),
            **(
                {"col": str(span.start_col), "endColumn": str(span.end_col)} if span.start_line == span.end_line else {}
            ),
            **properties,
        }
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{level} {written}::{_data(message)}\n"


def _data(text: str) -> str:
    return sanitize.lines(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(sanitize.line(text)).replace(":", "%3A").replace(",", "%2C")
