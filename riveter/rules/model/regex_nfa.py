"""Build the nondeterministic automaton of a regex: nodes that take a character, and nodes that are reached without one."""

from __future__ import annotations

from riveter.rules.model.regex_syntax import (
    Assertion,
    Atom,
    Choice,
    Node,
    Repeat,
    Sequence,
    UnsupportedSyntaxError,
    parse_regex,
)

MAX_NODES = 3_000
BEGIN, END, LINE, WORD, OTHER, WIDE = range(6)
"""What is beside a place: an end of the text, or a kind of character."""
_AT_ENDS = "Az"


class Nfa:
    """A nondeterministic automaton. Its nodes are numbers, and sets of nodes are the bits of one number."""

    def __init__(self, source: str) -> None:
        """Build it. Raises `UnsupportedSyntaxError` and `RecursionError`."""
        self.assertions = False
        """Whether a match depends on places in the text: on its ends, or on the characters beside them."""
        self.needs_kinds = False
        """Whether it depends on the kinds of characters beside places."""
        self.edges: list[tuple[int, int]] = []
        """Of each node: the atom it takes (-1: none), and the node after it."""
        self.atoms: dict[str, int] = {}
        self._empty: list[
            list[tuple[str, int]]
        ] = []  # of each node: nodes beside it, what must hold between ("": nothing)
        self._reached: dict[tuple[int, int, int], int] = {}
        self.accept = self._node()
        self.start = self._build(parse_regex(source), self.accept)

    # It is built from the end backwards: a part has to know where it continues.

    def _node(self) -> int:
        if len(self.edges) >= MAX_NODES:
            raise UnsupportedSyntaxError("too large")
        self.edges.append((-1, -1))
        self._empty.append([])
        return len(self.edges) - 1

    def _build(self, node: Node, after: int) -> int:
        """Add the nodes of a part that continues at `after`; return where it begins."""
        if isinstance(node, Atom):
            first = self._node()
            self.edges[first] = self.atoms.setdefault(node.source, len(self.atoms)), after
            return first
        if isinstance(node, Assertion):
            self.assertions = True
            self.needs_kinds |= node.kind not in _AT_ENDS
            first = self._node()
            self._empty[first].append((node.kind, after))
            return first
        if isinstance(node, Sequence):
            for item in reversed(node.items):
                after = self._build(item, after)
            return after
        if isinstance(node, Choice):
            first = self._node()
            self._empty[first].extend([("", self._build(item, after)) for item in node.items])
            return first
        return self._repeat(node, after)

    def _repeat(self, node: Repeat, after: int) -> int:
        if node.most is None:
            loop = self._node()
            self._empty[loop] = [("", self._build(node.item, loop)), ("", after)]
            first = loop
        else:
            first = after
            for _ in range(node.most - node.least):
                option = self._node()
                self._empty[option] = [("", self._build(node.item, first)), ("", after)]
                first = option
        for _ in range(node.least):
            first = self._build(node.item, first)
        return first

    def reached_from(self, node: int, before: int, following: int) -> int:
        """Return all nodes that are reached from one without taking a character, between two kinds of characters."""
        key = node, before, following
        found = self._reached.get(key)
        if found is None:
            found = 1 << node
            todo = [node]
            while todo:
                for kind, target in self._empty[todo.pop()]:
                    if not found >> target & 1 and (not kind or _holds(kind, before, following)):
                        found |= 1 << target
                        todo.append(target)
            self._reached[key] = found
        return found


def bits(mask: int) -> list[int]:
    """Return the positions of the bits of a number."""
    found: list[int] = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def _holds(kind: str, before: int, after: int) -> bool:
    if kind == "A":
        return before == BEGIN
    if kind == "z":
        return after == END
    if kind == "^":
        return before in (BEGIN, LINE)
    if kind == "$":
        return after in (END, LINE)
    boundary = (before == WORD) != (after == WORD)
    return boundary if kind == "b" else not boundary
