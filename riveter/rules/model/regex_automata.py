"""Decide whether a regex is found in a text that is known in part.

A text with holes is a set of texts: one for each filling of the holes. The automaton of the regex reads the known parts character by
character, and takes every way through a hole. If all ways end in a match, the regex is found for every filling. If none does, it is found
for no filling. Holes count as independent of each other, which makes the set larger, but no verdict wrong.

The automaton follows RE2's semantics. google-re2 itself decides which characters an atom matches. Characters that no atom distinguishes are
one letter of the alphabet. All work is bounded: what takes more steps or states is not decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from riveter.rules.model.regex_atoms import ALL_COMMON, COMMON_BIT, common_characters, edges_of, takes
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
MAX_STATES = 3_000
_MAX_KEPT_STATES = 20_000
_WORK = 10_000_000
"""How many nodes all steps of one decision may visit, as an estimate."""

Part: TypeAlias = "str | Automaton | None"
"""A known text, a hole whose text certainly matches an automaton, or a hole with any text."""

_BEGIN, _END, _LINE, _WORD, _OTHER, _WIDE = range(6)
_INSIDE = (_LINE, _WORD, _OTHER, _WIDE)
_MATCHED, _FAILED = -1, -2
"""The states in which a match was found, and in which none can follow: the following text changes nothing."""

_ANY = 1 << MAX_NODES
"""A bit besides those of the atoms: any character, whichever atoms match it."""


class BudgetError(Exception):
    """Deciding takes too many steps."""


class Automaton:
    """The automaton of a regex: nondeterministic when built, made deterministic on demand."""

    def __init__(self, source: str) -> None:
        self.assertions = False
        self._edges: list[tuple[int, int]] = []  # of each node: the atom it takes (-1: none), the node after it
        self._empty: list[
            list[tuple[str, int]]
        ] = []  # of each node: the nodes beside it, and what must hold between ("": nothing)
        self._atoms: dict[str, int] = {}
        accept = self._node()
        self._accept = 1 << accept
        self._start = 1 << self._build(parse_regex(source), accept)
        self._signatures: dict[str, int] = {}
        self._classes: dict[int, int] = {}  # the common characters of each letter, as bits
        self._known: dict[tuple[int, int], int] = {}
        self._kinds: list[int] = []
        self._members: list[int] = []
        self._number_common_letters()
        self._alphabet: tuple[int, ...] | None = None
        self._states: dict[tuple[int, int], int] = {}
        self._of_state: list[tuple[int, int]] = []
        self._moves: dict[tuple[int, int], int] = {}
        self._closures: dict[tuple[int, int, int], int] = {}
        self._on: dict[int, list[tuple[int, int]]] = {}
        self._alive: dict[int, bool] = {}
        self._rows: dict[int, dict[int, int]] = {}
        self._ways: dict[int, tuple[tuple[int, int], ...]] = {}
        self._restarts: bool | None = None

    # --- construction, from the end backwards ---

    def _node(self) -> int:
        if len(self._edges) >= MAX_NODES:
            raise UnsupportedSyntaxError("too large")
        self._edges.append((-1, -1))
        self._empty.append([])
        return len(self._edges) - 1

    def _build(self, node: Node, after: int) -> int:
        """Add the nodes of a part that continues at `after`; return where it begins."""
        if isinstance(node, Atom):
            first = self._node()
            self._edges[first] = self._atoms.setdefault(node.source, len(self._atoms)), after
            return first
        if isinstance(node, Assertion):
            self.assertions = True
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

    # --- characters ---

    def signature(self, char: str) -> int:
        """Return the letter of the alphabet that a character is."""
        found = self._signatures.get(char)
        if found is None:
            bit = COMMON_BIT.get(char)
            if bit is not None:
                found = next(letter for letter, chars in self._classes.items() if chars & bit)
            else:
                members = sum(1 << i for i, source in enumerate(self._atoms) if takes(source)(char))
                found = self._letter(members, _kind(char) if self.assertions else _OTHER)
            self._signatures[char] = found
        return found

    def _letter(self, members: int, kind: int) -> int:
        """Return the number of the letter that some atoms take."""
        found = self._known.setdefault((members, kind), len(self._members))
        if found == len(self._members):
            self._members.append(members)
            self._kinds.append(kind)
        return found

    def _number_common_letters(self) -> None:
        """Assign numbers to the letters of the common characters: each atom divides those that no earlier atom distinguished."""
        classes = [
            (characters, 0, kind)
            for kind, characters in (_common_by_kind() if self.assertions else [(_OTHER, ALL_COMMON)])
        ]
        for number, taken in enumerate(map(common_characters, self._atoms)):
            inside = [(chars & taken, members | 1 << number, kind) for chars, members, kind in classes if chars & taken]
            outside = [(chars & ~taken, members, kind) for chars, members, kind in classes if chars & ~taken]
            classes = inside + outside
        for chars, members, kind in classes:
            self._classes[self._letter(members, kind)] = chars

    @property
    def other_characters(self) -> list[str]:
        """Characters besides the common ones, among which every other letter of the alphabet occurs."""
        return [char for source in self._atoms for char in edges_of(source)]

    @property
    def alphabet(self) -> tuple[int, ...]:
        """All letters."""
        if self._alphabet is None:
            self._alphabet = tuple({*self._classes, *map(self.signature, self.other_characters)})
        return self._alphabet

    def common_alphabet(self, other: Automaton) -> dict[int, set[int]]:
        """Return, by its letters, the letters that the same characters are to another automaton."""
        found = {
            ours: {theirs for theirs, some in other._classes.items() if chars & some}
            for ours, chars in self._classes.items()
        }
        for char in (*self.other_characters, *other.other_characters):
            found.setdefault(self.signature(char), set()).add(other.signature(char))
        return found

    # --- states ---

    @property
    def start(self) -> int:
        """The state before the first character."""
        return self._state(self._start, _BEGIN)

    @property
    def steps_allowed(self) -> int:
        """How many steps one decision may take: fewer where each is dear. It does not depend on decisions before."""
        return _WORK // (len(self._edges) + 50)

    def forget(self) -> None:
        """Drop the states of earlier decisions if there are many."""
        if len(self._of_state) > _MAX_KEPT_STATES:
            for kept in (
                self._states,
                self._of_state,
                self._moves,
                self._closures,
                self._on,
                self._alive,
                self._rows,
                self._ways,
            ):
                kept.clear()

    def _state(self, mask: int, before: int) -> int:
        key = mask, before
        found = self._states.get(key)
        if found is None:
            found = self._states[key] = len(self._of_state)
            self._of_state.append(key)
        return found

    def _closure(self, mask: int, before: int, following: int) -> int:
        """Return all nodes that are reached without taking a character, between two kinds of characters."""
        key = mask, before, following
        found = self._closures.get(key)
        if found is None:
            found = mask
            todo = list(_bits(mask))
            while todo:
                for kind, target in self._empty[todo.pop()]:
                    if not found >> target & 1 and (not kind or _holds(kind, before, following)):
                        found |= 1 << target
                        todo.append(target)
            self._closures[key] = found
        return found

    def step(self, state: int, letter: int) -> int:
        """Return the state after one more character."""
        if state < 0:
            return state
        found = self._moves.get((state, letter))
        if found is None:
            mask, before = self._of_state[state]
            kind, members = self._kinds[letter], self._members[letter]
            reached = self._closure(mask, before, kind)
            if reached & self._accept or (kind == _WIDE and self._matches_inside()):
                found = _MATCHED
            else:
                following = self._start  # a match may begin at any character
                for atom, target in self._ways_on(reached):
                    if members & atom:
                        following |= target
                found = self._state(following, kind if self.assertions else _OTHER)
                if not self.alive(found):
                    found = _FAILED
            self._moves[state, letter] = found
        return found

    def _ways_on(self, reached: int) -> list[tuple[int, int]]:
        """Return the atoms that some nodes take, and the nodes after these, as bits."""
        found = self._on.get(reached)
        if found is None:
            edges = [self._edges[node] for node in _bits(reached)]
            found = self._on[reached] = [(1 << atom, 1 << target) for atom, target in edges if atom >= 0]
        return found

    def row(self, state: int) -> dict[int, int]:
        """Return the states after each letter."""
        found = self._rows.get(state)
        if found is None:
            if state < 0 or self._may_restart():
                found = {letter: self.step(state, letter) for letter in self.alphabet}
            else:  # what no atom takes ends it: most letters, and no step has to be taken for them
                kinds, members = self._kinds, self._members
                taken = {kind: self._taken(state, kind) for kind in {kinds[letter] for letter in self.alphabet}}
                found = {
                    letter: self.step(state, letter) if (members[letter] | _ANY) & taken[kinds[letter]] else _FAILED
                    for letter in self.alphabet
                }
            self._rows[state] = found
        return found

    def _taken(self, state: int, kind: int) -> int:
        """Return the atoms that match a kind of character after a state, as bits; with `_ANY` if a match ends before it."""
        mask, before = self._of_state[state]
        reached = self._closure(mask, before, kind)
        taken = _ANY if reached & self._accept else 0
        for atom, _ in self._ways_on(reached):
            taken |= atom
        return taken

    def ways(self, state: int) -> tuple[tuple[int, int], ...]:
        """Return the letters after which a match may still follow, with the states after them."""
        found = self._ways.get(state)
        if found is None:
            found = self._ways[state] = tuple([item for item in self.row(state).items() if item[1] != _FAILED])
        return found

    def _matches_inside(self) -> bool:
        """Return True if the regex is found between two bytes of one character: RE2's `\\B` holds there, and nothing else does."""
        return bool(self._closure(self._start, _OTHER, _OTHER) & self._accept)

    def alive(self, state: int) -> bool:
        """Return True if a match may still follow a state. For a regex that may match from a later character, it is always so."""
        if state < 0:
            return state == _MATCHED
        if self._may_restart():
            return True
        found = self._alive.get(state)
        if found is None:
            found = self._alive[state] = self._goes_on(*self._of_state[state])
        return found

    def _may_restart(self) -> bool:
        """Return True if a match may begin at a later character."""
        if self._restarts is None:
            self._restarts = self._matches_inside() or any(self._goes_on(self._start, before) for before in _INSIDE)
        return self._restarts

    def _goes_on(self, mask: int, before: int) -> bool:
        """Return True if a reached node matches a character or ends the match, whatever follows."""
        for following in (*_INSIDE, _END):
            reached = self._closure(mask, before, following)
            if reached & self._accept or self._ways_on(reached):
                return True
        return False

    def accepts(self, state: int) -> bool:
        """Return True if the text may end in a state as a match."""
        if state < 0:
            return state == _MATCHED
        mask, before = self._of_state[state]
        return bool(self._closure(mask, before, _END) & self._accept)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _kind(char: str) -> int:
    if char == "\n":
        return _LINE
    if not char.isascii():
        return _WIDE
    return _WORD if char.isalnum() or char == "_" else _OTHER


def _holds(kind: str, before: int, after: int) -> bool:
    if kind == "A":
        return before == _BEGIN
    if kind == "z":
        return after == _END
    if kind == "^":
        return before in (_BEGIN, _LINE)
    if kind == "$":
        return after in (_END, _LINE)
    boundary = (before == _WORD) != (after == _WORD)
    return boundary if kind == "b" else not boundary


@lru_cache(maxsize=1)
def _common_by_kind() -> list[tuple[int, int]]:
    return [(kind, sum(bit for char, bit in COMMON_BIT.items() if _kind(char) == kind)) for kind in _INSIDE]


@lru_cache(maxsize=1024)
def automaton(source: str) -> Automaton | None:
    """Return the automaton of a regex that google-re2 compiles; None if the automaton does not support it."""
    try:
        return Automaton(source)
    except (UnsupportedSyntaxError, BudgetError, RecursionError):
        return None


def found_in_every(source: str, parts: Iterable[Part]) -> bool | None:
    """Return whether a regex is found in all texts of these parts (True), in none (False), or in some or undecided (None)."""
    machine = automaton(source)
    if machine is None:
        return None
    machine.forget()
    try:
        states = _Decision(machine).through(parts)
    except BudgetError:
        return None
    ends = {machine.accepts(state) for state in states}
    return ends.pop() if len(ends) == 1 else None


class _Decision:
    """One decision: the states that the texts may lead to, and the steps it has taken."""

    def __init__(self, machine: Automaton) -> None:
        self.machine = machine
        self.left = machine.steps_allowed

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise BudgetError

    def through(self, parts: Iterable[Part]) -> set[int]:
        states = {self.machine.start}
        for part in parts:
            if max(states, default=_FAILED) < 0:
                break
            if isinstance(part, str):
                states = self.known(states, part)
            else:
                states = self.any_text(states) if part is None else self.text_of(part, states)
        return states

    def known(self, states: set[int], text: str) -> set[int]:
        step = self.machine.step
        for letter in map(self.machine.signature, text):
            self.spend(len(states))
            states = {step(state, letter) for state in states}
        return states

    def any_text(self, states: set[int]) -> set[int]:
        """Return the states after a hole that may hold any text."""
        seen = set(states)
        todo = list(states)
        while todo:
            row = self.machine.row(todo.pop())
            self.spend(len(row))
            for following in {*row.values()} - seen:
                seen.add(following)
                todo.append(following)
            if len(seen) > MAX_STATES:
                raise BudgetError
        return seen

    def text_of(self, hole: Automaton, states: set[int]) -> set[int]:
        """Return the states after a hole whose text another automaton accepts as a whole."""
        hole.forget()
        letters = _common_alphabet(hole, self.machine)
        seen = {(state, hole.start) for state in states}
        todo = list(seen)
        while todo:
            state, inner = todo.pop()
            ways = hole.ways(inner)
            self.spend(len(ways))
            if state < 0:
                pairs = {(state, after) for _, after in ways}
            else:
                row = self.machine.row(state)
                pairs = {(row[letter], after) for theirs, after in ways for letter in letters[theirs]}
            for following in pairs - seen:
                seen.add(following)
                todo.append(following)
            if len(seen) > MAX_STATES:
                raise BudgetError
        return {state for state, inner in seen if hole.accepts(inner)}


@lru_cache(maxsize=1024)
def _common_alphabet(hole: Automaton, machine: Automaton) -> dict[int, set[int]]:
    return hole.common_alphabet(machine)
