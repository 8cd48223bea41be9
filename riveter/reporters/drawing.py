"""What rich draws on an interactive terminal: wrapped sentences, tables and Markdown. rich is imported when something is drawn.

Pipes and files have no width: nothing here is called for them, and their text is neither wrapped nor cut. Text from the input must be
escaped already (`sanitize`). rich reads no markup and no emoji code in it, and makes no link of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING

import msgspec

from riveter.core.patterns import late
from riveter.reporters import sanitize
from riveter.reporters.excerpt import cells
from riveter.reporters.interface import RenderOptions

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

MOST_ROWS = 500
"""A longer table is written as on a pipe, because rich takes about a millisecond for each row."""
_NARROWEST = 16
"""The minimum number of cells of a wrapped line, whatever its indentation."""
_WORD = late(r"\S+")
_BREAKS = ("./", "_-")
_PAINT = late(r"\x1b\[[\d;]*m")


class TableColumn(msgspec.Struct, frozen=True):
    """A column of a table. least: its minimum width on a narrow terminal; None: its text is never broken."""

    title: str
    least: int | None = None


def painted_cells(text: str) -> int:
    """Return the number of cells that a text needs on a terminal, without colour codes."""
    return cells(_PAINT.sub("", text) if "\x1b" in text else text)


def wrapped(text: str, options: RenderOptions, lead: str, rest: str) -> str:
    """Return a text in lines that fit the terminal, with line ends. Break a word only if it is longer than a line, keys at a dot.

    lead: the start of the first line. rest: the start of each further line.
    """
    from rich.text import Text

    assert options.width is not None
    memory = _memory(options)
    room = max(_NARROWEST, options.width - max(painted_cells(lead), painted_cells(rest)))
    whole = Text.from_ansi(text)
    whole = Text("\n").join(whole.divide(_breaks(whole.plain, room)))
    rows = whole.wrap(memory, room, overflow="fold")
    with memory.capture() as written:
        for number, row in enumerate(rows):
            row.rstrip()
            memory.print(Text.from_ansi(rest if number else lead), row, sep="", soft_wrap=True)
    return sanitize.without_commands(written.get())


def _breaks(text: str, room: int) -> list[int]:
    """Return where to break the words that are longer than a line: behind a dot or slash, else behind an underscore or hyphen."""
    found: list[int] = []
    for word in _WORD.finditer(text):
        at, end = word.span()
        while cells(text[at:end]) > room:
            line = text[at : at + room]
            ends = (max(line.rfind(mark) for mark in marks) + 1 for marks in _BREAKS)
            length = next((length for length in ends if length > room // 2), 0)
            if not length:
                break
            at += length
            found.append(at)
    return found


def draws_table(options: RenderOptions, rows: int) -> bool:
    """Return True if rich draws a table of this many rows: on a terminal, unless the table is very long."""
    return options.width is not None and 0 < rows <= MOST_ROWS


def table(columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], options: RenderOptions) -> Iterator[str]:
    """Yield a table. If the terminal is too narrow for the columns, yield each row as a record: one line for each column."""
    assert options.width is not None
    widths = [max(map(painted_cells, (column.title, *(row[at] for row in rows)))) for at, column in enumerate(columns)]
    least = [
        width if column.least is None else min(width, column.least)
        for column, width in zip(columns, widths, strict=True)
    ]
    spare = options.width - sum(least) - 2 * (len(columns) - 1)
    if spare >= 0:
        yield _drawn(_columns(columns, _shared(spare, least, widths), rows), options)
        return
    for number, row in enumerate(rows):
        yield "\n" * bool(number) + _drawn(_record(columns, row), options)


def markdown(text: str, options: RenderOptions) -> str:
    """Return a Markdown text as it looks on the terminal. Links are shown with their address."""
    from rich.markdown import Markdown

    document = Markdown(text, hyperlinks=False)
    for token in document.parsed:
        if token.children:  # <https://…> is its own address already
            token.children = [child for child in token.children if child.info != "auto"]
    return _drawn(document, options)


def _shared(spare: int, least: Sequence[int], widths: Sequence[int]) -> list[int]:
    """Return the widths of columns that share spare cells: each gets what it needs, or an equal part of what is left."""
    shared = list(least)
    by_need = sorted(range(len(least)), key=lambda at: widths[at] - least[at])
    for place, at in enumerate(by_need):
        given = min(widths[at] - least[at], spare // (len(by_need) - place))
        shared[at] += given
        spare -= given
    return shared


def _columns(columns: Sequence[TableColumn], widths: Sequence[int], rows: Sequence[Sequence[str]]) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column, width in zip(columns, widths, strict=True):
        drawn.add_column(Text(column.title), width=width, overflow="fold")
    for row in rows:
        drawn.add_row(*map(Text.from_ansi, row))
    return drawn


def _record(columns: Sequence[TableColumn], row: Sequence[str]) -> RenderableType:
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
    memory = _memory(options)
    with memory.capture() as written:
        memory.print(what)
    return sanitize.without_commands("".join(line.rstrip() + "\n" for line in written.get().splitlines()))


def console(stream: IO[str], width: int, color: bool) -> Console:
    """Return a console that shows text literally. It does not read the environment: its caller knows the terminal."""
    from rich.console import Console

    return Console(
        file=stream,
        width=width,
        height=25,
        color_system="standard" if color else None,
        force_terminal=True,
        no_color=not color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _memory(options: RenderOptions) -> Console:
    import io

    assert options.width is not None
    return console(io.StringIO(), options.width, options.color)
