"""The size of a picture: what does not fit is left out, and the picture says so."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from riveter.findings import Outcome
from riveter.picture.graph import Node, Picture
from riveter.picture.verdicts import WORST_FIRST, Place

ADVICE = "Draw a part of it with --address or --terraform."


class Limits(msgspec.Struct, frozen=True):
    """The largest picture that a format can show."""

    nodes: int
    edges: int
    characters: int


def fitted(picture: Picture, limits: Limits, render: Callable[[Picture], str]) -> tuple[str, list[str]]:
    """Return the picture as text within the limits, and what it does not show."""
    number = min(limits.nodes, len(picture.nodes))
    while True:
        shown = limited(picture, number, limits.edges)
        text = render(shown)
        if len(text) <= limits.characters or not number:
            return text, shown.notes
        number = number * 3 // 4


def limited(picture: Picture, nodes: int, edges: int) -> Picture:
    """Return the picture with at most so many nodes and edges. Nodes with failed and unknown rules stay before others."""
    kept = dict(picture.nodes)
    notes = list(picture.notes)
    if len(kept) > nodes:
        # `sorted` is stable: among equals, the first ones stay
        first = sorted(kept.values(), key=_rank)[:nodes]
        places = {node.place for node in first}
        left = [node for place, node in kept.items() if place not in places]
        kept = {place: node for place, node in kept.items() if place in places}
        notes.append(f"Not drawn: {len(left):,} of {len(picture.nodes):,} blocks{_with_failures(left)}. {ADVICE}")
    groups = {}
    for node in kept.values():
        place: Place | None = node.group
        while place is not None and place not in groups:
            groups[place] = picture.groups[place]
            place = groups[place].parent
    shown = {**dict.fromkeys(kept), **dict.fromkeys(groups)}
    there = [edge for edge in picture.edges if edge.source in shown and edge.target in shown]
    if len(there) > edges:
        first_edges = set(sorted(there, key=lambda edge: edge.order)[:edges])
        notes.append(f"Not drawn: {len(there) - edges:,} of {len(there):,} references between these blocks. {ADVICE}")
        there = [edge for edge in there if edge in first_edges]
    in_order = {place: group for place, group in picture.groups.items() if place in groups}
    return Picture(kept, in_order, there, notes)


def _rank(node: Node) -> int:
    return len(WORST_FIRST) if node.outcome is None else WORST_FIRST.index(node.outcome)


def _with_failures(left: list[Node]) -> str:
    failed = sum(1 for node in left if node.outcome in (Outcome.FAIL, Outcome.ERROR))
    unknown = sum(1 for node in left if node.outcome is Outcome.UNKNOWN)
    counts = [f"{number:,} {word}" for number, word in ((failed, "failed"), (unknown, "unknown")) if number]
    return f" (among them {' and '.join(counts)})" if counts else ""
