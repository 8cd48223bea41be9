"""Pictures read back: those for Graphviz by pydot, those for Mermaid by a grammar of the few statements that riveter writes."""

from __future__ import annotations

import re
import warnings
from html import unescape
from typing import Any, NamedTuple

import pydot

Label = tuple[str, ...]


class Node(NamedTuple):
    """A node: the lines of its label, the titles of the frames around it, and its style (``failed``, ``data``, …)."""

    label: Label
    frames: tuple[str, ...]
    style: str

    @property
    def address(self) -> str:
        """Its address, without keys; that of several root modules begins with their folder."""
        return address((*self.frames, *self.label[:2]))


def address(parts: tuple[str, ...]) -> str:
    """The address of titles and a label: without the instances."""
    return ".".join(part.partition(",")[0] for part in parts)


class Drawn(NamedTuple):
    """A picture, sorted. An edge has the addresses of its ends, and whether it is dashed."""

    nodes: list[Node]
    edges: list[tuple[str, str, bool]]

    @property
    def labels(self) -> list[Label]:
        """The labels of the nodes."""
        return [node.label for node in self.nodes]

    def node(self, *lines: str) -> Node:
        """The one node whose label begins with these lines."""
        (found,) = [node for node in self.nodes if node.label[: len(lines)] == lines]
        return found

    @property
    def links(self) -> set[tuple[str, str]]:
        """The edges."""
        return {(source, target) for source, target, _ in self.edges}

    @property
    def dashed(self) -> set[tuple[str, str]]:
        """The edges that are dashed."""
        return {(source, target) for source, target, order in self.edges if order}


# --- Mermaid ---------------------------------------------------------------------------------------

_LABEL = r'"((?:[\w .,?()…✗✓–-]|#\d+;|<br/>)*)"'
_STATEMENTS = {
    name: re.compile(rf" *{pattern}\Z", re.ASCII)
    for name, pattern in {
        "begin": rf"subgraph (g\d+)\[{_LABEL}\]",
        "end": "end",
        "node": rf"(n\d+|note\d+)(\[|\(\[){_LABEL}(?:\]|\]\))",
        "edge": r"([ng]\d+) (-->|-\.->) ([ng]\d+)",
        "style": r"classDef (\w+) [\w#:, -]+",
        "class": r"class ((?:\w+,)*\w+) (\w+)",
    }.items()
}


def mermaid(text: str) -> Drawn:
    """Reads a flowchart. Each line is one of riveter's statements, or this fails."""
    first, *lines = text.splitlines()
    assert first == "flowchart LR"
    nodes: dict[str, Node] = {}
    addresses: dict[str, str] = {}
    around: list[str] = []
    edges = []
    for line in lines:
        kind, found = next((name, match) for name, one in _STATEMENTS.items() if (match := one.match(line)))
        if kind == "begin":
            around += _mermaid_label(found[2])
            addresses[found[1]] = address(tuple(around))
        elif kind == "end":
            around.pop()
        elif kind == "node":
            assert found[1] not in nodes
            nodes[found[1]] = Node(_mermaid_label(found[3]), tuple(around), "data" if found[2] == "([" else "")
            addresses[found[1]] = nodes[found[1]].address
        elif kind == "edge":
            edges.append((found[1], found[3], found[2] == "-.->"))
        elif kind == "class":
            for name in found[1].split(","):
                nodes[name] = nodes[name]._replace(style=found[2])
    assert not around
    ends = sorted((addresses[source], addresses[target], order) for source, target, order in edges)
    return Drawn(sorted(nodes.values()), ends)


def _mermaid_label(text: str) -> Label:
    lines = (unescape(re.sub(r"#(\d+);", r"&#\1;", line)) for line in text.split("<br/>"))
    return tuple(line.replace("\u200b", "") for line in lines)


# --- Graphviz --------------------------------------------------------------------------------------

_BY_COLOR = {
    "#ffdcd8": "failed",
    "#f3d9ff": "error",
    "#fff1c9": "unknown",
    "#e8e8e8": "suppressed",
    "#dff5e3": "passed",
}
_ESCAPED = re.compile(r"\\(.)")


def dot(text: str) -> Drawn:
    """Reads a graph with pydot."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pydot calls functions that its parser library has renamed
        graph = (pydot.graph_from_dot_data(text) or [])[0]
    nodes: list[Node] = []
    addresses: dict[str, str] = {}
    edges: list[Any] = []

    def read(part: Any, around: tuple[str, ...]) -> None:
        for node in part.get_nodes():
            if node.get_name() in ("graph", "node", "edge"):
                continue
            style = _BY_COLOR.get((node.get("fillcolor") or "").strip('"'), "")
            if not style:
                style = {"oval": "data", "note": "note"}.get(node.get("shape") or "", "")
            nodes.append(Node(_dot_label(node.get("label")), around, style))
            addresses[node.get_name()] = nodes[-1].address
        for inner in part.get_subgraphs():
            titles = (*around, *_dot_label(inner.get("label")))
            addresses[inner.get_name()] = address(titles)
            read(inner, titles)
        edges.extend(part.get_edges())

    read(graph, ())
    found = [
        (
            addresses[edge.get("ltail") or edge.get_source()],
            addresses[edge.get("lhead") or edge.get_destination()],
            edge.get("style") == "dashed",
        )
        for edge in edges
    ]
    return Drawn(sorted(nodes), sorted(found))


def _dot_label(text: str) -> Label:
    assert text[0] == text[-1] == '"'
    lines = re.split(r"(?<!\\)((?:\\\\)*)\\n", text[1:-1])
    joined = [a + b for a, b in zip(lines[::2], [*lines[1::2], ""], strict=True)]
    return tuple(unescape(_ESCAPED.sub(r"\1", line)) for line in joined)
