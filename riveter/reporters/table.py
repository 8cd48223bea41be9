"""A table of the findings that need attention: one line per finding, for wide terminals and many findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riveter.findings import Finding, Outcome
from riveter.reporters import sanitize
from riveter.reporters.closing import closing_lines
from riveter.reporters.drawing import TableColumn, draws_table, table
from riveter.reporters.excerpt import cells
from riveter.reporters.interface import RenderOptions, Results
from riveter.reporters.style import Style
from riveter.reporters.wording import address_in_root, needs_attention, place, some_environments

COLUMNS = (
    TableColumn("OUTCOME"),
    TableColumn("SEVERITY"),
    TableColumn("RULE", 16),
    TableColumn("RESOURCE", 16),
    TableColumn("LOCATION", 12),
)
ENVIRONMENTS = TableColumn("ONLY IN", 12)
"""One more column, if some finding does not occur in all environments of the scan."""
_WIDEST = 120
"""Cells of a column in a file, at most."""


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the table and the summary."""
    style = Style(options)
    found = [finding for finding in results.findings if options.verbose or needs_attention(finding, options)]
    rows = [_row(finding) for finding in found]
    columns: tuple[TableColumn, ...] = COLUMNS
    if any(some_environments(finding, results) for finding in found):
        columns = (*COLUMNS, ENVIRONMENTS)
        rows = [(*row, some_environments(finding, results)) for finding, row in zip(found, rows, strict=True)]
    if draws_table(options, len(rows)):
        colored = [
            (style.outcome(row[0], finding.outcome), style.severity(row[1]), *row[2:])
            for finding, row in zip(found, rows, strict=True)
        ]
        yield from table(columns, colored, options)
    elif rows:
        header = tuple(column.title for column in columns)
        widths = [min(_WIDEST, max(map(cells, column))) for column in zip(header, *rows, strict=True)]
        yield style.bold(_line(header, widths, options)) + "\n"
        for finding, row in zip(found, rows, strict=True):
            line = _line(row, widths, options)
            head = cells(row[0])
            yield style.outcome(line[:head], finding.outcome) + line[head:] + "\n"
    yield "\n" * bool(rows)
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
