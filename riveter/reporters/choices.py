"""Assertions in words, with alternatives: ``either a must be set (is not set)``, ``or there must be …``.

Every format gives each assertion its own line. The first words connect it with the line before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec

from riveter.findings import AssertionResult
from riveter.reporters import sanitize
from riveter.reporters.describe import describe, subject

_Choice: TypeAlias = "tuple[tuple[tuple[int, int], ...], int]"
"""A choice: the alternatives that it is inside of, and its number there."""
_Chain: TypeAlias = "tuple[tuple[_Choice, tuple[int, ...]], ...]"
"""The choices around an assertion, with the alternative that it belongs to; several numbers lead through choices that are one in words."""


class WordedAssertion(msgspec.Struct, frozen=True):
    """An assertion with words for the problem, or beside alternatives with the requirement.

    joint: its connection with the previous one (``either``, ``or``, ``and``, ``also``); empty if neither is an alternative. says: the
    words continue the subject of the assertion.
    """

    result: AssertionResult
    joint: str
    says: str

    @property
    def words(self) -> str:
        """All of it in a sentence."""
        return " ".join(filter(None, (self.joint, subject(self.result), self.says)))


def worded(results: Iterable[AssertionResult]) -> list[WordedAssertion]:
    """Return assertions in words. If some of one choice have the same message and location, only one is kept."""
    kept = _without_repetitions(results)
    found: list[WordedAssertion] = []
    before: _Chain = ()
    chains = _chains(kept)
    for result, chain in zip(kept, chains, strict=True):
        joint = _joint(before, chain)
        if found and (chain or before) and not joint.startswith(("or", "and")):
            joint = f"also {joint}".strip()  # no part of the alternative before it
        found.append(WordedAssertion(result, joint, _demand(result) if any(chains) else describe(result)))
        before = chain
    return found


def _demand(result: AssertionResult) -> str:
    return sanitize.line(result.demand) or describe(result)


def _without_repetitions(results: Iterable[AssertionResult]) -> list[AssertionResult]:
    found: dict[object, AssertionResult] = {}
    for number, result in enumerate(results):
        key = (result.choices[0][0], subject(result), _demand(result), result.location) if result.choices else number
        found.setdefault(key, result)
    return list(found.values())


def _chains(results: Sequence[AssertionResult]) -> list[_Chain]:
    """Return the choices of results, without those with only one reported alternative.

    A choice that is all of an alternative gives further alternatives: *a, or either b or c* is *a, or b, or c*.
    """
    chains: list[_Chain] = [
        tuple([((result.choices[:depth], step[0]), (step[1],)) for depth, step in enumerate(result.choices)])
        for result in results
    ]
    alternatives: dict[_Choice, set[tuple[int, ...]]] = {}
    for chain in chains:
        for choice, number in chain:
            alternatives.setdefault(choice, set()).add(number)
    nested: list[_Chain] = [tuple(step for step in chain if len(alternatives[step[0]]) > 1) for chain in chains]
    inside: dict[_Chain, set[_Choice | None]] = {}
    for chain in nested:
        for depth in range(1, len(chain) + 1):
            inside.setdefault(chain[:depth], set()).add(chain[depth][0] if depth < len(chain) else None)
    return [_flat(chain, inside) for chain in nested]


def _flat(chain: _Chain, inside: Mapping[_Chain, Collection[_Choice | None]]) -> _Chain:
    """Return choices without those that are all of an alternative. inside: the choices in each alternative, None for an assertion."""
    found: list[tuple[_Choice, tuple[int, ...]]] = []
    for depth, (choice, number) in enumerate(chain):
        if depth and len(inside[chain[:depth]]) == 1:
            found[-1] = (found[-1][0], (*found[-1][1], *number))
        else:
            found.append((choice, number))
    return tuple(found)


def _joint(before: _Chain, chain: _Chain) -> str:
    """Return the words between the previous assertion and this one."""
    same = 0
    while same < min(len(before), len(chain)) and before[same] == chain[same]:
        same += 1
    rest = chain[same:]
    if same < len(before) and rest and before[same][0] == rest[0][0]:
        words = ["or", *["either"] * (len(rest) - 1)]
    else:
        words = [*["and"] * (same > 0), *["either"] * len(rest)]
    return " ".join(words)
