"""What rich draws on an interactive terminal: wrapped sentences and tables. It is imported when something is drawn.

Pipes and files have no width. Nothing here is called for them, and their text stays as the reporters write it. Text from the input must
be escaped already (`sanitize`); rich reads no markup, no emoji code and no link in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from riveter.core.patterns import late
from riveter.reporters import sanitize
from riveter.reporters.excerpt import cells
from riveter.reporters.interface import RenderOptions

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

MOST_ROWS = 500
"""A longer table is written as on a pipe: rich takes about a millisecond for a row."""
_NARROWEST = 16
"""Cells that a sentence has at least, however deep it is indented."""
_PAINT = late(r"\x1b\[[\d;]*m")


class Column(msgspec.Struct, frozen=True):
    """A column of a table. least: the cells that it needs at least; None: it is never broken."""

    title: str
    least: int | None = None


def painted_cells(text: str) -> int:
    """Return how many cells a text takes, without its colours."""
    return cells(_PAINT.sub("", text) if "\x1b" in text else text)


def wrapped(text: str, options: RenderOptions, lead: str, rest: str) -> str:
    """Return a sentence in lines that fit the terminal, with line ends. A word that is longer than a line is broken.

    lead: what the first line begins with. rest: what further lines begin with.
    """
    from rich.text import Text

    assert options.width is not None
    console = _console(options)
    room = max(_NARROWEST, options.width - max(painted_cells(lead), painted_cells(rest)))
    rows = Text.from_ansi(text).wrap(console, room, overflow="fold")
    with console.capture() as written:
        for number, row in enumerate(rows):
            row.rstrip()
            console.print(Text.from_ansi(rest if number else lead), row, sep="", soft_wrap=True)
    return sanitize.without_commands(written.get())


def draws_table(options: RenderOptions, rows: int) -> bool:
    """Return True if a table of so many rows is drawn: on a terminal, unless it is very long."""
    return options.width is not None and 0 < rows <= MOST_ROWS


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], options: RenderOptions) -> Iterator[str]:
    """Yield a table. Where the terminal is too narrow for its columns, each row becomes a record of one line a column."""
    assert options.width is not None
    widths = [
        max(map(painted_cells, (column.title, *(row[at] for row in rows)))) for at, column in enumerate(columns)
    ]
    least = [
        width if column.least is None else min(width, column.least)
        for column, width in zip(columns, widths, strict=True)
    ]
    if sum(least) + 2 * (len(columns) - 1) <= options.width:
        yield _drawn(_columns(columns, least, rows), options)
        return
    for number, row in enumerate(rows):
        yield "\n" * bool(number) + _drawn(_record(columns, row), options)


def _columns(columns: Sequence[Column], least: Sequence[int], rows: Sequence[Sequence[str]]) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column, width in zip(columns, least, strict=True):
        drawn.add_column(Text(column.title), min_width=width, no_wrap=column.least is None, overflow="fold")
    for row in rows:
        drawn.add_row(*map(Text.from_ansi, row))
    return drawn


def _record(columns: Sequence[Column], row: Sequence[str]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    drawn = Table.grid(padding=(0, 2, 0, 0))
    drawn.add_column(no_wrap=True, style="bold")
    drawn.add_column(overflow="fold")
    for column, text in zip(columns, row, strict=True):
        if text:
            drawn.add_row(Text(column.title), Text.from_ansi(text))
    return drawn


def _drawn(what: RenderableType, options: RenderOptions) -> str:
    console = _console(options)
    with console.capture() as written:
        console.print(what)
    return sanitize.without_commands("".join(line.rstrip() + "\n" for line in written.get().splitlines()))


def _console(options: RenderOptions) -> Console:
    """Return a console that shows what it is given as it is; the environment was read before, for `options`."""
    import io

    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=options.width,
        height=25,
        color_system="standard" if options.color else None,
        force_terminal=options.color,
        no_color=not options.color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
