"""Code lenses: how many rules a block fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from riveter.core.source import Span
from riveter.findings import Outcome
from riveter.lsp.spots import Spot
from riveter.reporters import sanitize

NAMED = 3
"""So many rules are named."""
COMMAND = "riveter.showVerdicts"


def lenses(spots: Iterable[Spot], uri: str, *, unknowns: bool) -> Iterator[types.CodeLens]:
    """Yield the lenses of a file. unknowns: whether verdicts that are not known are counted."""
    found: dict[Span, tuple[Spot, dict[str, None], dict[str, None]]] = {}
    for spot in spots:
        for finding in spot.result.findings:
            span = finding.resource.span
            if span is None or span.file != spot.source.name or finding.outcome not in (Outcome.FAIL, Outcome.UNKNOWN):
                continue
            _, failed, unknown = found.setdefault(span, (spot, {}, {}))
            (failed if finding.outcome is Outcome.FAIL else unknown)[finding.rule_id] = None
    for span, (spot, failed, unknown) in found.items():
        left = [rule for rule in unknown if rule not in failed] if unknowns else []
        title = ", ".join(part for part in (_words("fails", [*failed]), _words("not known:", left)) if part)
        if title:
            where = spot.text.range_of(span, first_line=True)
            yield types.CodeLens(where, types.Command(title, COMMAND, arguments=[uri, where.start.line]))


def _words(verb: str, rules: list[str]) -> str:
    if not rules:
        return ""
    number = "1 rule" if len(rules) == 1 else f"{len(rules)} rules"
    named = ", ".join(sanitize.line(rule) for rule in rules[:NAMED])
    return f"{verb} {number} ({named}{', …' if len(rules) > NAMED else ''})"


def verdicts(spots: Iterable[Spot], line: int) -> list[str]:
    """Return the verdicts on the block that begins on a line, in words."""
    found: dict[str, None] = {}
    for spot in spots:
        for finding in spot.result.findings:
            span = finding.resource.span
            if span is None or span.file != spot.source.name or spot.text.range_of(span).start.line != line:
                continue
            if finding.outcome in (Outcome.FAIL, Outcome.UNKNOWN, Outcome.ERROR):
                words = f"{finding.outcome.value}: {finding.rule_id} on {finding.resource.address}: {finding.rule_name}"
                found[sanitize.line(words)] = None
    return [*found]
