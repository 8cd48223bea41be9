"""A table of what needs attention: one line a finding, made for wide terminals and many findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riveter.findings import Finding, Outcome
from riveter.reporters import sanitize
from riveter.reporters.excerpt import cells
from riveter.reporters.interface import RenderOptions, Results
from riveter.reporters.style import Style
from riveter.reporters.text import closing_lines
from riveter.reporters.wording import address_in_root, needs_attention, place, some_environments

HEADER = ("OUTCOME", "SEVERITY", "RULE", "RESOURCE", "LOCATION")
ENVIRONMENTS = "ONLY IN"
"""One more column, where some finding does not hold in all environments of the scan."""
_SHRINKING = (3, 2, 4, 5)
"""Columns that give way when the terminal is narrow, in this order."""
_LEAST, _MOST = 12, 120


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the table and the summary."""
    style = Style(options)
    found = [finding for finding in results.findings if options.verbose or needs_attention(finding, options)]
    rows = [_row(finding) for finding in found]
    header: tuple[str, ...] = HEADER
    if any(some_environments(finding, results) for finding in found):
        header = (*HEADER, ENVIRONMENTS)
        rows = [(*row, some_environments(finding, results)) for finding, row in zip(found, rows, strict=True)]
    if rows:
        widths = _widths([header, *rows], options.width)
        yield style.bold(_line(header, widths, options)) + "\n"
        for finding, row in zip(found, rows, strict=True):
            line = _line(row, widths, options)
            head = cells(row[0])
            yield style.outcome(line[:head], finding.outcome) + line[head:] + "\n"
        yield "\n"
    yield from closing_lines(results, options, style)


def _row(finding: Finding) -> tuple[str, ...]:
    span = place(finding)
    values = (
        finding.outcome.value if finding.outcome is not Outcome.FAIL else "FAIL",
        finding.severity,
        finding.rule_id,
        address_in_root(finding),
        str(span) if span else "",
    )
    return tuple(sanitize.line(value) for value in values)


def _widths(rows: Sequence[Sequence[str]], limit: int | None) -> list[int]:
    widths = [min(_MOST, max(cells(row[column]) for row in rows)) for column in range(len(rows[0]))]
    excess = sum(widths) + 2 * (len(widths) - 1) - limit if limit else 0
    for column in _SHRINKING[: len(widths) - 2]:
        if excess > 0:
            given = min(excess, max(0, widths[column] - _LEAST))
            widths[column] -= given
            excess -= given
    return widths


def _line(row: Sequence[str], widths: Sequence[int], options: RenderOptions) -> str:
    return "  ".join(_cell(text, width, options) for text, width in zip(row, widths, strict=True)).rstrip()


def _cell(text: str, width: int, options: RenderOptions) -> str:
    size = cells(text)
    if size <= width:
        return text + " " * (width - size)
    mark = "…" if options.unicode else "~"
    # The end says more than the beginning: names and line numbers stand there.
    text = text[-width:]
    while cells(text) > width - 1:
        text = text[1:]
    return mark + text + " " * (width - 1 - cells(text))
