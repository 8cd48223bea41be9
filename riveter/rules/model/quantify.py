"""Combine the truths of elements, some of which may not exist: `all`, `any`, `none`, counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from riveter.core.values import Unknown
from riveter.rules.model.rule import Quantifier
from riveter.rules.model.truth import Mismatch, Truth, all_of, any_of, negate

Judged: TypeAlias = "tuple[Truth, Unknown | None]"
"""The truth of one element, and the reason if it may not exist (or may represent several)."""


def quantify(quantifier: Quantifier, judged: Sequence[Judged], absent: Truth) -> Truth:
    """Return the truth over all elements; `absent` is the truth if there are none (for `all` and `any`)."""
    if quantifier.kind == "all":
        return _all(judged, absent)
    if quantifier.kind == "any":
        return _any(judged, absent)
    if quantifier.kind == "none":
        return negate(_any(judged, False))
    return _count(quantifier, judged)


def _all(judged: Sequence[Judged], absent: Truth) -> Truth:
    if len(judged) == 1 and judged[0][1] is None:
        return judged[0][0]
    certain = [truth for truth, doubt in judged if doubt is None]
    if not certain:
        return _only_doubtful(judged, absent)
    if len(certain) == len(judged):
        return all_of(certain)
    return all_of((*certain, *(truth if _holds(truth) else doubt for truth, doubt in judged if doubt is not None)))


def _any(judged: Sequence[Judged], absent: Truth) -> Truth:
    if len(judged) == 1 and judged[0][1] is None:
        return judged[0][0]
    certain = [truth for truth, doubt in judged if doubt is None]
    if not certain:
        return _only_doubtful(judged, absent)
    if len(certain) == len(judged):
        return any_of(certain)
    return any_of((*certain, *(False if truth is False else doubt for truth, doubt in judged if doubt is not None)))


def _only_doubtful(judged: Sequence[Judged], absent: Truth) -> Truth:
    """Decide for elements that may all be missing: only if every case agrees with the empty one."""
    if not judged:
        return absent
    if len(judged) == 1 and isinstance(judged[0][0], Unknown) and not isinstance(absent, Mismatch):
        return judged[0][0]
    if absent is True or absent is False:
        if all(truth is absent for truth, _ in judged):
            return absent
    elif isinstance(absent, Mismatch):
        return absent
    unknown = next((truth for truth, _ in judged if isinstance(truth, Unknown)), None)
    if unknown is not None:
        return unknown
    doubt = judged[0][1]
    assert doubt is not None
    return doubt


def _holds(truth: Truth) -> bool:
    return truth is True


def _count(quantifier: Quantifier, judged: Sequence[Judged]) -> Truth:
    least = most = 0
    unbounded = False
    why: Unknown | None = None
    for truth, doubt in judged:
        if doubt is not None:
            if truth is not False:
                unbounded = True
                why = why if why is not None else doubt
        elif truth is True:
            least += 1
            most += 1
        elif isinstance(truth, Unknown):
            most += 1
            why = why if why is not None else truth
    at_least, at_most = quantifier.at_least, quantifier.at_most
    assert not isinstance(at_least, str)  # compiled rules have numbers
    assert not isinstance(at_most, str)
    low = _bound(at_least, least, most, unbounded, why, at_least=True)
    high = _bound(at_most, least, most, unbounded, why, at_least=False)
    return all_of((low, high))


def _bound(limit: int | None, least: int, most: int, unbounded: bool, why: Unknown | None, *, at_least: bool) -> Truth:
    if limit is None:
        return True
    sure = least >= limit if at_least else (most <= limit and not unbounded)
    never = (most < limit and not unbounded) if at_least else least > limit
    if sure or never:
        return sure
    assert why is not None
    return why
