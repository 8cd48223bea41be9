"""Diagnostics as text for standard error: ``file:line:column: error: summary``, the source, the hint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile, Span
from riveter.reporters import sanitize
from riveter.reporters.frames import INDENT, frame
from riveter.reporters.interface import RenderOptions
from riveter.reporters.style import Style

LIMIT = 50
"""The number that is shown in full; the rest is counted."""

_COLORS = {"error": "1;31", "warning": "1;33", "note": "1;36"}


def render(
    diagnostics: Iterable[Diagnostic], source: Callable[[str], SourceFile | None], options: RenderOptions
) -> Iterator[str]:
    """Yield the lines (with line ends) for people; equal diagnostics are shown once."""
    unique = list(dict.fromkeys(diagnostics))
    if options.quiet:
        unique = [item for item in unique if item.severity != "note"]
    # Errors decide the exit code: they come first when not all can be shown.
    unique.sort(key=lambda item: ("error", "warning", "note").index(item.severity))
    shown = unique if options.verbose else unique[:LIMIT]
    style = Style(options)
    for item in shown:
        yield from _one(item, source, options, style)
    if len(shown) < len(unique):
        more = f"and {len(unique) - len(shown)} more (-v shows all)"
        yield f"… {more}\n" if options.unicode else f"... {more}\n"


def _one(
    item: Diagnostic, source: Callable[[str], SourceFile | None], options: RenderOptions, style: Style
) -> Iterator[str]:
    place = f"{_place(item.span, source)}: " if item.span and item.span.file else ""
    severity = style.paint(f"{item.severity}:", _COLORS[item.severity])
    yield style.prose(f"{place}{severity} {sanitize.line(item.summary)}", rest=INDENT)
    if item.span and item.span.file:
        color = _COLORS[item.severity]
        yield from frame(source(item.span.file), item.span, style, color=color, width=options.width)
    for text, label in ((item.detail, ""), (item.hint, "hint: ")):
        if text:
            for row in (label + sanitize.lines(text)).splitlines():
                yield style.words(row, INDENT)


def _place(span: Span, source: Callable[[str], SourceFile | None]) -> str:
    """Return ``file:line:column``, or only the name of a file that could not be read at all."""
    whole = span.start_line == span.start_col == span.end_line == span.end_col == 1 and source(span.file) is None
    return sanitize.line(span.file if whole else str(span))
