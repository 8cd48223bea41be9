"""Find direct and indirect references of a declaration to itself. Terraform orders whole blocks, so separate attributes do not help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from riveter.core.source import SourceFile, Span
from riveter.terraform.values.errors import EvaluationError

SHOWN = 10
"""The number of names of a cycle in a message."""


class References:
    """Which locals and resources of a module refer to which."""

    def __init__(self) -> None:
        self.edges: dict[str, dict[str, tuple[SourceFile, int, int]]] = {}

    def add(self, name: str, other: str, source: SourceFile, start: int, end: int) -> None:
        """Note that `name` refers to `other`, first at these offsets of a file."""
        self.edges.setdefault(name, {}).setdefault(other, (source, start, end))

    def cycles(self) -> Iterator[tuple[list[str], EvaluationError]]:
        """Yield the names of each cycle, and its error."""
        for group in _groups(self.edges):
            first = group[0]
            if len(group) > 1:
                way = ", ".join(group[:SHOWN]) + (f" and {len(group) - SHOWN:,} more" if len(group) > SHOWN else "")
                members = set(group)
                place = next(place for other, place in self.edges[first].items() if other in members)
                yield group, EvaluationError("Cycle", f"These depend on each other: {way}.", _span(place), static=True)
            elif first in self.edges[first]:
                detail = f"{first} may not refer to itself."
                yield group, EvaluationError("Self-reference", detail, _span(self.edges[first][first]), static=True)


def _span(place: tuple[SourceFile, int, int]) -> Span:
    source, start, end = place
    return source.span(start, end)


def _groups(edges: Mapping[str, Mapping[str, object]]) -> Iterator[list[str]]:
    """Yield the strongly connected components (Tarjan's algorithm, without recursion), each in the order of declaration."""
    order = {name: position for position, name in enumerate(edges)}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    for root in edges:
        if root in index:
            continue
        stack = [(root, iter(edges[root]))]
        index[root] = low[root] = len(index)
        path.append(root)
        on_path.add(root)
        while stack:
            name, others = stack[-1]
            for other in others:
                if other not in edges:
                    continue
                if other not in index:
                    index[other] = low[other] = len(index)
                    path.append(other)
                    on_path.add(other)
                    stack.append((other, iter(edges[other])))
                    break
                if other in on_path:
                    low[name] = min(low[name], index[other])
            else:
                stack.pop()
                if stack:
                    low[stack[-1][0]] = min(low[stack[-1][0]], low[name])
                if low[name] == index[name]:
                    group = [path.pop()]
                    while group[-1] != name:
                        group.append(path.pop())
                    on_path.difference_update(group)
                    yield sorted(group, key=order.__getitem__)
