"""Decide whether a regex is found in a text that is known in part.

A text with holes is a set of texts: one for each filling of the holes. The automaton of the regex reads the known parts character by
character, and takes every way through a hole. If all ways end in a match, the regex is found for every filling. If none does, it is found
for no filling. Holes count as independent of each other, which makes the set larger, but no verdict wrong.

The automaton follows RE2's semantics. google-re2 itself decides which characters an atom matches. Characters that no atom distinguishes are
one letter of the alphabet. All work is bounded: what takes more steps or states is not decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from riveter.rules.model.regex_atoms import ALL_COMMON, COMMON_BIT, common_characters, edges_of, takes
from riveter.rules.model.regex_nfa import BEGIN, END, LINE, OTHER, WIDE, WORD, Nfa, bits
from riveter.rules.model.regex_syntax import UnsupportedSyntaxError

MAX_STATES = 3_000
_MAX_KEPT_STATES = 20_000
_WORK = 10_000_000
"""How many nodes all steps of one decision may visit, as an estimate."""

Part: TypeAlias = "str | TextSet | None"
"""A known text, a hole whose text is certainly one of a set, or a hole with any text."""

_INSIDE = (LINE, WORD, OTHER, WIDE)
_MATCHED, _FAILED = -1, -2
"""The states in which a match was found, and in which none can follow: the following text changes nothing."""


class BudgetError(Exception):
    """Deciding takes too many steps."""


class TextSet:
    """The texts that a regex matches as a whole."""

    def __init__(self, source: str) -> None:
        """Build the set. Raises `UnsupportedSyntaxError`, also for a regex that depends on places in the text, and `RecursionError`."""
        nfa = Nfa(source)
        if nfa.assertions:
            raise UnsupportedSyntaxError("a set of texts is not bound to the ends of a text")
        self.atoms = tuple(nfa.atoms)
        self.start = nfa.start
        reached = [nfa.reached_from(node, OTHER, OTHER) for node in range(len(nfa.edges))]
        self.ends = [bool(mask >> nfa.accept & 1) for mask in reached]
        """Of each node: whether a text may end there."""
        self.ways = [[nfa.edges[node] for node in bits(mask) if nfa.edges[node][0] >= 0] for mask in reached]
        """Of each node: the atoms that may follow, with the nodes after them."""


class Automaton:
    """The automaton of a regex that is searched: nondeterministic when built, made deterministic on demand."""

    def __init__(self, source: str) -> None:
        self._nfa = Nfa(source)
        self._accept = 1 << self._nfa.accept
        self._start = 1 << self._nfa.start
        self.assertions = self._nfa.needs_kinds
        self._atoms = self._nfa.atoms
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
        self._by_kind: dict[int, list[int]] = {}
        self._taken: dict[tuple[int, int], list[int]] = {}
        self._restarts: bool | None = None

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
                found = self._letter(members, _kind(char) if self.assertions else OTHER)
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
            for kind, characters in (_common_by_kind() if self.assertions else [(OTHER, ALL_COMMON)])
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

    def letters_of(self, texts: TextSet) -> list[tuple[int, ...]]:
        """Return, for each atom of a set of texts, the letters that its characters are."""
        others = {*self.other_characters, *[char for atom in texts.atoms for char in edges_of(atom)]}
        found: list[tuple[int, ...]] = []
        for atom in texts.atoms:
            taken = common_characters(atom)
            letters = {letter for letter, some in self._classes.items() if some & taken}
            letters.update([self.signature(char) for char in others if takes(atom)(char)])
            found.append(tuple(letters))
        return found

    # --- states ---

    @property
    def start(self) -> int:
        """The state before the first character."""
        return self._state(self._start, BEGIN)

    @property
    def steps_allowed(self) -> int:
        """How many steps one decision may take: fewer where each is dear. It does not depend on decisions before."""
        return _WORK // (len(self._nfa.edges) + 50)

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
            found = 0
            for node in bits(mask):
                if not found >> node & 1:
                    found |= self._nfa.reached_from(node, before, following)
            self._closures[key] = found
        return found

    def step(self, state: int, letter: int) -> int:
        """Return the state after one more character."""
        if state < 0:
            return state
        found = self._moves.get((state, letter))
        if found is None:
            mask, before = self._of_state[state]
            reached = self._closure(mask, before, self._kinds[letter])
            found = self._moves[state, letter] = self._after(reached, self._members[letter], self._kinds[letter])
        return found

    def _after(self, reached: int, members: int, kind: int) -> int:
        """Return the state after a character that some atoms take, from the nodes that are reached before it."""
        if reached & self._accept or (kind == WIDE and self._matches_inside()):
            return _MATCHED
        following = self._start if self._may_restart() else 0
        for atom, target in self._ways_on(reached):
            if members & atom:
                following |= target
        found = self._state(following, kind if self.assertions else OTHER)
        return found if self.alive(found) else _FAILED

    def _ways_on(self, reached: int) -> list[tuple[int, int]]:
        """Return the atoms that some nodes take, and the nodes after these, as bits."""
        found = self._on.get(reached)
        if found is None:
            edges = [self._nfa.edges[node] for node in bits(reached)]
            found = self._on[reached] = [(1 << atom, 1 << target) for atom, target in edges if atom >= 0]
        return found

    def row(self, state: int) -> dict[int, int]:
        """Return the states after each letter."""
        found = self._rows.get(state)
        if found is None:
            found = dict.fromkeys(self.alphabet, state) if state < 0 else self._row(*self._of_state[state])
            self._rows[state] = found
        return found

    def _row(self, mask: int, before: int) -> dict[int, int]:
        start = self._start if self._may_restart() else 0
        found: dict[int, int] = {}
        for kind, letters in self._letters_by_kind().items():
            reached = self._closure(mask, before, kind)
            other = self._after(reached, 0, kind)
            found.update(dict.fromkeys(letters, other))
            if other == _MATCHED:
                continue
            following: dict[int, int] = {}
            for atom, target in self._ways_on(reached):
                for letter in self._letters_of(atom, kind):
                    following[letter] = following.get(letter, start) | target
            for letter, nodes in following.items():
                after = self._state(nodes, kind if self.assertions else OTHER)
                found[letter] = after if self.alive(after) else _FAILED
        return found

    def _letters_by_kind(self) -> dict[int, list[int]]:
        if not self._by_kind:
            for letter in self.alphabet:
                self._by_kind.setdefault(self._kinds[letter], []).append(letter)
        return self._by_kind

    def _letters_of(self, atom: int, kind: int) -> list[int]:
        """Return the letters of one kind that an atom takes; the atom as a bit."""
        found = self._taken.get((atom, kind))
        if found is None:
            letters = self._letters_by_kind()[kind]
            found = self._taken[atom, kind] = [letter for letter in letters if self._members[letter] & atom]
        return found

    def _matches_inside(self) -> bool:
        """Return True if the regex is found between two bytes of one character: RE2's `\\B` holds there, and nothing else does."""
        return bool(self._closure(self._start, OTHER, OTHER) & self._accept)

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
            self._restarts = self._matches_inside() or any(
                self._goes_on(self._start, before) for before in (_INSIDE if self.assertions else (OTHER,))
            )
        return self._restarts

    def _goes_on(self, mask: int, before: int) -> bool:
        """Return True if a reached node matches a character or ends the match, whatever follows."""
        for following in (*_INSIDE, END) if self.assertions else (OTHER, END):
            reached = self._closure(mask, before, following)
            if reached & self._accept or self._ways_on(reached):
                return True
        return False

    def accepts(self, state: int) -> bool:
        """Return True if the text may end in a state as a match."""
        if state < 0:
            return state == _MATCHED
        mask, before = self._of_state[state]
        return bool(self._closure(mask, before, END) & self._accept)


def _kind(char: str) -> int:
    if char == "\n":
        return LINE
    if not char.isascii():
        return WIDE
    return WORD if char.isalnum() or char == "_" else OTHER


@lru_cache(maxsize=1)
def _common_by_kind() -> list[tuple[int, int]]:
    return [(kind, sum(bit for char, bit in COMMON_BIT.items() if _kind(char) == kind)) for kind in _INSIDE]


@lru_cache(maxsize=128)
def automaton(source: str) -> Automaton | None:
    """Return the automaton of a regex that google-re2 compiles; None if the automaton does not support it."""
    try:
        return Automaton(source)
    except (UnsupportedSyntaxError, BudgetError, RecursionError):
        return None


@lru_cache(maxsize=1024)
def text_set(source: str) -> TextSet | None:
    """Return the texts that a regex, which google-re2 compiles, matches as a whole; None if they may be any."""
    try:
        return TextSet(source)
    except (UnsupportedSyntaxError, RecursionError):
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

    def text_of(self, hole: TextSet, states: set[int]) -> set[int]:
        """Return the states after a hole whose text is one of a set."""
        letters = _letters_of(hole, self.machine)
        step, row, ends = self.machine.step, self.machine.row, hole.ends
        found: set[int] = set()
        seen = {(state, hole.start) for state in states}
        todo = list(seen)
        while todo:
            state, node = todo.pop()
            if ends[node]:
                found.add(state)
            for atom, after in hole.ways[node]:
                taken = letters[atom]
                self.spend(len(taken))
                for following in {step(state, taken[0])} if len(taken) == 1 else {*map(row(state).__getitem__, taken)}:
                    pair = following, after
                    if pair not in seen:
                        seen.add(pair)
                        todo.append(pair)
            if len(seen) > MAX_STATES:
                raise BudgetError
        return found


@lru_cache(maxsize=1024)
def _letters_of(texts: TextSet, machine: Automaton) -> list[tuple[int, ...]]:
    return machine.letters_of(texts)
