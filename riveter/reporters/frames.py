"""Code frames: an excerpt with line numbers, the underline, and words beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riveter.core.source import SourceFile, Span
from riveter.reporters.excerpt import excerpt
from riveter.reporters.style import Style

INDENT = "     "


def frame(
    source: SourceFile | None,
    span: Span,
    style: Style,
    *,
    labels: Sequence[str] = (),
    color: str = "31",
    width: int | None = None,
    sensitive: bool = False,
) -> Iterator[str]:
    """The lines of a code frame (without line ends); nothing where the source is not at hand.

    labels: words beside the underline; further ones stand below the first.
    """
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
        marks = "^" * (last.end - last.start)
        margin = f"{INDENT}{' ' * digits} {style.faint(style.bar)} {' ' * last.start}"
        yield margin + style.paint(f"{marks} {labels[0]}" if labels else marks, color)
        # Beside a long underline there is little room, and only its first line needs it.
        indent = " " * (len(marks) + 1 if len(marks) <= 24 else 0)
        for label in labels[1:]:
            yield margin + style.paint(indent + label, color)
