"""The picture in the language of Graphviz.

Texts from the input are in quotes, with backslashes, quotes and ampersands escaped: nothing else means something there.
"""

from __future__ import annotations

from riveter.findings import Outcome
from riveter.picture.graph import Edge, Group, Picture
from riveter.picture.limits import Limits
from riveter.picture.verdicts import Place
from riveter.reporters import sanitize

LIMITS = Limits(nodes=1_000, edges=4_000, characters=2_000_000)
LINE = 80

_HEADER = (
    "digraph {",
    '  graph [rankdir=LR, compound=true, fontname="Helvetica"]',
    '  node [shape=box, style=filled, fillcolor="#ffffff", fontname="Helvetica"]',
)
_STYLES = {
    Outcome.FAIL: 'style="filled,bold", fillcolor="#ffdcd8", color="#b42318", peripheries=2',
    Outcome.ERROR: 'style="filled,bold", fillcolor="#f3d9ff", color="#7a1fa2", peripheries=2',
    Outcome.UNKNOWN: 'style="filled,dashed", fillcolor="#fff1c9", color="#8a6100"',
    Outcome.SUPPRESSED: 'style="filled,dotted", fillcolor="#e8e8e8", color="#555555"',
    Outcome.PASS: 'fillcolor="#dff5e3", color="#1a7f37"',
}
_NOTE = 'shape=note, color="#b42318"'


def render(picture: Picture) -> str:
    """Return the graph."""
    return "".join(f"{line}\n" for line in _Graph(picture).lines())


def label(lines: list[str]) -> str:
    """Return a label of several lines in quotes."""
    return '"' + "\\n".join(_escaped(sanitize.clip(line, LINE)) for line in lines) + '"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


class _Graph:
    """Writes one picture."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._members = picture.members()
        self._ids: dict[Place, str] = {place: f"n{number}" for number, place in enumerate(picture.nodes, 1)}
        self._clusters: dict[Place, str] = {
            place: f"cluster_{number}" for number, place in enumerate(picture.groups, 1)
        }
        self._first: dict[Place, str] = {}
        """A node of each cluster: lines to clusters are lines to their nodes that end at the border."""
        for place, node in picture.nodes.items():
            group: Place | None = node.group
            while group is not None and group not in self._first:
                self._first[group] = self._ids[place]
                group = picture.groups[group].parent

    def lines(self) -> list[str]:
        """Return the lines."""
        picture = self._picture
        lines = list(_HEADER)
        for number, note in enumerate(picture.shown_notes, 1):
            lines.append(f"  note{number} [label={label([note])}, {_NOTE}]")
        lines += self._inside(picture.roots[0] if len(picture.roots) == 1 else None, 1)
        return [*lines, *map(self._edge, picture.edges), "}"]

    def _edge(self, edge: Edge) -> str:
        attributes = ["style=dashed"] if edge.order else []
        attributes += [f"ltail={self._clusters[edge.source]}"] if edge.source in self._clusters else []
        attributes += [f"lhead={self._clusters[edge.target]}"] if edge.target in self._clusters else []
        source, target = (self._ids.get(place) or self._first[place] for place in (edge.source, edge.target))
        return f"  {source} -> {target}" + (f" [{', '.join(attributes)}]" if attributes else "")

    def _group(self, group: Group, depth: int) -> list[str]:
        indent = "  " * depth
        begin = f"{indent}subgraph {self._clusters[group.place]} {{"
        title = f"{indent}  label={label([group.label])}"
        return [begin, title, *self._inside(group.place, depth + 1), f"{indent}}}"]

    def _inside(self, place: Place | None, depth: int) -> list[str]:
        lines = []
        for member in self._members.get(place, ()):
            if isinstance(member, Group):
                lines += self._group(member, depth)
                continue
            attributes = [f"label={label(member.lines())}"]
            attributes += ["shape=oval"] if member.is_data else [] if member.type else [_NOTE]
            attributes += [_STYLES[member.outcome]] if member.outcome is not None else []
            lines.append(f"{'  ' * depth}{self._ids[member.place]} [{', '.join(attributes)}]")
        return lines
