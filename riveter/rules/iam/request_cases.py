"""The kinds of requests that conditions tell apart, so that statements whose conditions exclude each other count together.

One Deny may be for requests from a VPC endpoint, another for all others. Each request is of one of the two kinds. A key is told apart if
all conditions on it compare it with known texts: by each of these texts, by any other text, and by its absence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from typing import Any

import msgspec

from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.values import Unknown
from riveter.rules.iam.pinning import ALWAYS_PRESENT
from riveter.rules.iam.requests import Fact, Facts
from riveter.rules.iam.restrictions import items_of, operator_of, positive_of

MAX_CASES = 64
"""How many kinds of requests are gone through, before it is left undecided."""

_EXACT = frozenset({"stringequals", "stringequalsignorecase", "stringlike"})
_OTHER = "\0"
"""A text that no policy has."""


class RequestCases(msgspec.Struct, frozen=True):
    """The known facts about each kind of request, including those about all requests; empty if conditions distinguish no kinds.

    doubt: an unknown value by which conditions may distinguish more requests.
    """

    facts: list[Facts]
    doubt: Unknown | None


def request_cases(conditions: Iterable[Any], facts: Facts) -> RequestCases:
    """Return the kinds of requests that some conditions distinguish."""
    lines: dict[str, list[tuple[int, str, Any]]] = {}
    for number, condition in enumerate(conditions):
        for name, block in condition.items() if isinstance(condition, dict) else ():
            for key, values in block.items() if isinstance(block, dict) else ():
                lines.setdefault(key.lower(), []).append((number, name.lower(), values))
    choices: list[list[tuple[str, Fact]]] = []
    doubt: Unknown | None = None
    for key, found in lines.items():
        if key in facts or len({number for number, _, _ in found}) < 2:
            continue
        values = _distinguished_values([(name, given) for _, name, given in found])
        if values == [True, False] and "/" in key:
            values = [True, False, _OTHER]  # the value of a tag may be any text, which is neither
        if isinstance(values, Unknown):
            doubt = values
        elif values:
            absent: list[Fact] = [] if key in ALWAYS_PRESENT else [None]
            choices.append([(key, value) for value in (*values, *absent)])
    if not choices:
        return RequestCases([], doubt)
    if prod(map(len, choices)) > MAX_CASES:
        return RequestCases([], Unknown(SpentBudget(WorkLimit.POLICY_WORK)))
    return RequestCases([{**facts, **dict(chosen)} for chosen in product(*choices)], doubt)


def _distinguished_values(lines: Sequence[tuple[str, Any]]) -> list[Fact] | Unknown:
    """Return the values of a key that some comparisons distinguish; none if they do not compare with known texts."""
    texts: set[str] = set()
    kinds: set[str] = set()
    unknown: Unknown | None = None
    for name, values in lines:
        operator, _ = operator_of(name)
        operator = positive_of(operator) or operator
        if operator == "null":
            continue
        if name.startswith(("forallvalues:", "foranyvalue:")) or operator not in (*_EXACT, "bool"):
            return []
        kinds.add({"bool": "bool", "stringequalsignorecase": "folded"}.get(operator, "text"))
        for value, doubt in items_of(values):
            if doubt is not None or isinstance(value, Unknown):
                unknown = doubt if doubt is not None else value
                continue
            text = str(value)
            if "${" in text or (operator == "stringlike" and ("*" in text or "?" in text)):
                return []
            texts.add(text)
    if unknown is not None:
        return unknown
    if len(kinds) > 1:
        return []  # between a text and the same in other letters there are more kinds than can be named
    return [True, False] if kinds == {"bool"} else [*sorted(texts), _OTHER]
