"""Code frames: an excerpt with line numbers, an underline, and words next to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riveter.core.source import SourceFile, Span
from riveter.reporters.drawing import painted_cells
from riveter.reporters.excerpt import cells, excerpt
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
    """Yield the lines of a code frame; none if the source is not available. Code is cut to the width, and never wrapped.

    labels: words next to the underline; further ones follow on the next lines.
    """
    if source is None:
        return
    digits = max(2, len(str(span.start_line)))
    room = max(20, (width or 160) - len(INDENT) - digits - 3)
    found = excerpt(source, span, width=room, sensitive=sensitive)
    for line in found:
        number = style.faint(f"{line.number:>{digits}} {style.bar}")
        yield f"{INDENT}{number} {line.text}".rstrip() + "\n"
    if found and found[-1].end == found[-1].start:
        # There is nothing to underline, as for something that is missing from a whole module.
        bar = f"{INDENT}{' ' * digits} {style.faint(style.bar)} "
        for label in labels:
            yield style.prose(style.paint(label, color), bar, f"{bar}  ")
    if found and found[-1].end > found[-1].start:
        last = found[-1]
        marks = "^" * (last.end - last.start)
        bar = f"{INDENT}{' ' * digits} {style.faint(style.bar)} "
        margin = bar + " " * last.start
        taken = painted_cells(margin) + len(marks) + 1
        if labels and width is not None and taken + cells(labels[0]) > width:
            # There is too little space next to the underline: the words follow below it, in the whole width.
            yield f"{margin}{style.paint(marks, color)}\n"
            for label in labels:
                yield style.prose(style.paint(label, color), bar, f"{bar}  ")
            return
        # There is little space next to a long underline, and only the first line needs it.
        indent = " " * (len(marks) + 1 if len(marks) <= 24 else 0)
        for position, label in enumerate(labels or ("",)):
            head = indent if position else f"{marks} "
            whole = margin + style.paint(f"{head}{label}".rstrip(), color)
            if style.fits(whole):
                yield whole + "\n"
            else:
                yield style.prose(style.paint(label, color), bar, f"{bar}  ")
