"""Code frames: an excerpt with line numbers, the underline, and words beside it."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.reporters.excerpt import excerpt
from riveter.reporters.style import Style
from riveter.source import SourceFile, Span

INDENT = "     "


def frame(
    source: SourceFile | None,
    span: Span,
    style: Style,
    *,
    label: str = "",
    color: str = "31",
    width: int | None = None,
    sensitive: bool = False,
) -> Iterator[str]:
    """The lines of a code frame (without line ends); nothing where the source is not at hand."""
    if source is None:
        return
    digits = max(2, len(str(span.start_line)))
    room = max(20, (width or 160) - len(INDENT) - digits - 3)
    found = excerpt(source, span, width=room, sensitive=sensitive)
    for line in found:
        number = style.faint(f"{line.number:>{digits}} {style.bar}")
        yield f"{INDENT}{number} {line.text}".rstrip()
    if found and found[-1].end > found[-1].start:
        last = found[-1]
        underline = style.paint("^" * (last.end - last.start) + (f" {label}" if label else ""), color)
        yield f"{INDENT}{' ' * digits} {style.faint(style.bar)} {' ' * last.start}{underline}"
