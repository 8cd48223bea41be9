"""The picture as a flowchart of Mermaid, which Git hosts draw in Markdown.

Only riveter's own words are syntax. Texts from the input are in quotes, and every character in them that may mean something to
Mermaid, Markdown or HTML is an entity. Mermaid draws at most 500 edges and 50,000 characters, unless a page allows more.
"""

from __future__ import annotations

import re

from riveter.core.patterns import late
from riveter.findings import Outcome
from riveter.picture.graph import Group, Picture
from riveter.picture.limits import Limits
from riveter.picture.verdicts import Place
from riveter.reporters import sanitize

LIMITS = Limits(nodes=200, edges=500, characters=50_000)
LINE = 80

_INSIDE_WORD = r"(?<![A-Za-z0-9])[_-]|[_-](?![A-Za-z0-9])"
_SPECIAL = late(rf"[^\w\- .,?()…✗✓–]|{_INSIDE_WORD}|(?<=\d)\.(?= )|  +", re.ASCII)
_DECODED_TOO_SOON = "\\$:ﬂ°¶"
"""Mermaid decodes entities before it looks for line ends (``\\n``), formulas (``$$…$$``), icons (``fa:fa-ban``), and again for entities,
as it writes them itself (``ﬂ°°60¶ß``)."""
_GAP = "#8203;"
"""A space without width, which keeps such a character from the next one."""
_CLASSES = {
    Outcome.FAIL: ("failed", "fill:#ffdcd8,stroke:#b42318,stroke-width:4px,color:#111111"),
    Outcome.ERROR: ("error", "fill:#f3d9ff,stroke:#7a1fa2,stroke-width:4px,color:#111111"),
    Outcome.UNKNOWN: ("unknown", "fill:#fff1c9,stroke:#8a6100,stroke-width:2px,stroke-dasharray:6 4,color:#111111"),
    Outcome.SUPPRESSED: ("suppressed", "fill:#e8e8e8,stroke:#555555,stroke-dasharray:2 3,color:#111111"),
    Outcome.PASS: ("passed", "fill:#dff5e3,stroke:#1a7f37,color:#111111"),
}
_NOTE = "fill:#ffffff,stroke:#b42318,stroke-width:2px,stroke-dasharray:2 3,color:#111111"


def render(picture: Picture) -> str:
    """Return the flowchart."""
    return "".join(f"{line}\n" for line in _Flowchart(picture).lines())


def label(lines: list[str]) -> str:
    """Return a label of several lines in quotes."""
    return '"' + "<br/>".join(_SPECIAL.sub(_entities, sanitize.clip(line, LINE)) for line in lines) + '"'


def _entities(match: re.Match[str]) -> str:
    return "".join(f"#{ord(one)};{_GAP if one in _DECODED_TOO_SOON else ''}" for one in match[0])


class _Flowchart:
    """Writes one picture."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._members = picture.members()
        self._ids: dict[Place, str] = {place: f"n{number}" for number, place in enumerate(picture.nodes, 1)}
        self._ids |= {place: f"g{number}" for number, place in enumerate(picture.groups, 1)}

    def lines(self) -> list[str]:
        """Return the lines."""
        picture = self._picture
        lines = ["flowchart LR"]
        for number, note in enumerate(picture.shown_notes, 1):
            lines.append(f"  note{number}[{label([note])}]")
        lines += self._inside(picture.roots[0] if len(picture.roots) == 1 else None, 1)
        for edge in picture.edges:
            lines.append(f"  {self._ids[edge.source]} {'-.->' if edge.order else '-->'} {self._ids[edge.target]}")
        return lines + self._styles()

    def _group(self, group: Group, depth: int) -> list[str]:
        indent = "  " * depth
        begin = f"{indent}subgraph {self._ids[group.place]}[{label([group.label])}]"
        return [begin, *self._inside(group.place, depth + 1), f"{indent}end"]

    def _inside(self, place: Place | None, depth: int) -> list[str]:
        lines = []
        for member in self._members.get(place, ()):
            if isinstance(member, Group):
                lines += self._group(member, depth)
            else:
                left, right = ("([", "])") if member.is_data else ("[", "]")
                lines.append(f"{'  ' * depth}{self._ids[member.place]}{left}{label(member.lines())}{right}")
        return lines

    def _styles(self) -> list[str]:
        lines = []
        for outcome, (name, style) in _CLASSES.items():
            members = [self._ids[place] for place, node in self._picture.nodes.items() if node.outcome is outcome]
            if members:
                lines += [f"  classDef {name} {style}", f"  class {','.join(members)} {name}"]
        notes = [f"note{number}" for number in range(1, len(self._picture.shown_notes) + 1)]
        notes += [self._ids[place] for place, node in self._picture.nodes.items() if not node.type]
        return lines + ([f"  classDef note {_NOTE}", f"  class {','.join(notes)} note"] if notes else [])
