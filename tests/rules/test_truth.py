"""Kleene's logic with mismatches: which of several truths decides."""

from __future__ import annotations

from itertools import product

import pytest

from riveter.core.causes import Stated
from riveter.core.values import Unknown
from riveter.rules.model.truth import Mismatch, Truth, all_of, any_of, negate

FIRST, SECOND = Unknown(Stated("first")), Unknown(Stated("second"))
LIST, MAP = Mismatch("is a list"), Mismatch("is a map")
TRUTHS: tuple[Truth, ...] = (True, False, FIRST, SECOND, LIST, MAP)
COMBINATIONS = [some for length in range(4) for some in product(TRUTHS, repeat=length)]


def test_nothing_fails_all_and_nothing_holds_for_any() -> None:
    assert all_of([]) is True
    assert any_of([]) is False


@pytest.mark.parametrize(
    ("truths", "all_hold", "any_holds"),
    [
        ((True, False), False, True),
        ((FIRST, LIST, False), False, FIRST),
        ((FIRST, LIST, True), FIRST, True),
        ((True, FIRST), FIRST, True),
        ((False, FIRST), False, FIRST),
        ((True, LIST), LIST, True),
        ((False, LIST), False, LIST),
        ((LIST, FIRST), FIRST, FIRST),
        ((FIRST, SECOND), FIRST, FIRST),
        ((SECOND, FIRST), SECOND, SECOND),
        ((LIST, MAP), LIST, LIST),
        ((MAP, LIST), MAP, MAP),
    ],
)
def test_what_decides(truths: tuple[Truth, ...], all_hold: Truth, any_holds: Truth) -> None:
    assert all_of(truths) is all_hold
    assert any_of(truths) is any_holds


@pytest.mark.parametrize("truths", COMBINATIONS)
def test_any_is_the_opposite_of_all_of_the_opposites(truths: tuple[Truth, ...]) -> None:
    assert any_of(truths) is negate(all_of(map(negate, truths)))


@pytest.mark.parametrize("truths", COMBINATIONS)
def test_what_is_unknown_never_turns_one_verdict_into_the_other(truths: tuple[Truth, ...]) -> None:
    """A verdict that is known holds whatever the unknown truths turn out to be."""
    for decided in (all_of, any_of):
        truth = decided(truths)
        if isinstance(truth, bool):
            for known in (True, False):
                assert decided([known if isinstance(one, Unknown) else one for one in truths]) is truth


def test_the_opposite_of_what_is_not_known_or_of_the_wrong_kind_is_the_same() -> None:
    assert [negate(truth) for truth in TRUTHS] == [False, True, FIRST, SECOND, LIST, MAP]


def test_a_mismatch_is_neither_true_nor_false() -> None:
    mismatch = Mismatch("is a list")
    assert mismatch.reason == "is a list"
    assert repr(mismatch) == "Mismatch('is a list')"
    with pytest.raises(TypeError, match=r"^a Mismatch has no truth value; compare with `is True`$"):
        bool(mismatch)
