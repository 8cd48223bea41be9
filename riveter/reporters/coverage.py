"""The items that a scan left out, for reports: counted by kind, and by name if there is space."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from riveter.files.coverage import WORDS, NotScanned, Omission, counts, phrase
from riveter.reporters import sanitize
from riveter.reporters.interface import RenderOptions, Results
from riveter.reporters.style import Style

NAMED = 1000
"""So many names of a kind are in a report for machines."""
SHOWN = 5
"""So many names of a kind are in a message."""
_EXPECTED = frozenset({Omission.GIT, Omission.DATA_DIRECTORY})
"""Nobody expects these to be scanned: reports for people omit them, except the verbose ones."""


def summary(results: Results, options: RenderOptions) -> str:
    """Return one sentence with the numbers: ``Not scanned: 1 hidden folder, 2 Terragrunt files.``; empty if everything was scanned."""
    found = counts(results.not_scanned)
    parts = [phrase(kind, number) for kind, number in found.items() if options.verbose or kind not in _EXPECTED]
    return f"Not scanned: {', '.join(parts)}" if parts else ""


def lines(results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield the sentence, and with ``-v`` each thing by its name."""
    text = summary(results, options)
    if not text:
        return
    if not options.verbose:
        yield style.prose(f"{text} (-v shows the names).", rest="   ")
        return
    yield style.prose(f"{text}.", rest="   ")
    for item in results.not_scanned:
        detail = f" ({sanitize.line(item.detail)})" if item.detail else ""
        yield style.prose(f"{WORDS[item.kind][0]}: {sanitize.line(item.name)}{detail}", "   ", "     ")


def document(results: Results) -> dict[str, Any]:
    """Return the numbers by kind, and the things themselves, up to a limit for each kind."""
    found = counts(results.not_scanned)
    return {
        "counts": {kind.value: number for kind, number in found.items()},
        "items": [item_document(item) for item in named(results)],
    }


def named(results: Results) -> Iterator[NotScanned]:
    """Yield everything that was left out, up to a limit for each kind."""
    for _, items in groupby(results.not_scanned, key=lambda item: item.kind):
        for number, item in enumerate(items):
            if number < NAMED:
                yield item


def item_document(item: NotScanned) -> dict[str, Any]:
    """Return one thing that was left out."""
    return {"kind": item.kind.value, "name": sanitize.line(item.name), "detail": sanitize.line(item.detail)}


def messages(results: Results) -> Iterator[tuple[Omission, str]]:
    """Yield a sentence for each kind, with some names: for notifications."""
    for kind, items in groupby(results.not_scanned, key=lambda item: item.kind):
        everything = [item.name for item in items]
        names = ", ".join(map(sanitize.line, everything[:SHOWN])) + (", …" if len(everything) > SHOWN else "")
        yield kind, f"Not scanned: {phrase(kind, len(everything))}: {names}"
