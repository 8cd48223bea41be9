"""Wildcard patterns as sets: what covers what, what overlaps."""

from __future__ import annotations

import fnmatch
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.causes import ComputedAttribute, UnsetVariable
from riveter.core.values import Hole, PartialText, Unknown
from riveter.rules.iam.patterns import covers, is_every_resource, overlaps
from riveter.rules.iam.wildcards import PatternBudgetError, Texts, covered_by_union, covers_text, overlaps_text
from tests.random_examples import examples

PATTERNS = st.text("ab*?", min_size=0, max_size=4)
STRINGS = ["".join(chars) for size in range(7) for chars in product("abc", repeat=size)]


def language(pattern: str) -> set[str]:
    return {text for text in STRINGS if fnmatch.fnmatchcase(text, pattern)}


@examples(150)
@given(PATTERNS, PATTERNS)
def test_covering_and_overlapping_are_those_of_the_sets_of_texts(first: str, second: str) -> None:
    ours, theirs = language(first), language(second)
    assert covers_text(first, second) == (theirs <= ours)
    assert overlaps_text(first, second) == bool(ours & theirs)


SHORT = st.text("ab*?", min_size=0, max_size=3)


@examples(300)
@given(SHORT, st.lists(st.tuples(st.lists(SHORT, min_size=1, max_size=2), st.booleans()), max_size=3))
def test_a_union_covers_what_its_sets_of_texts_hold_together(query: str, union: list[tuple[list[str], bool]]) -> None:
    together: set[str] = set()
    for patterns, excluded in union:
        texts = set().union(*map(language, patterns))
        together |= set(STRINGS) - texts if excluded else texts
    sets = [Texts(tuple(patterns), excluded) for patterns, excluded in union]
    assert covered_by_union(query, sets) == (language(query) <= together)


@pytest.mark.parametrize(
    ("query", "union", "covered"),
    [
        ("s3:*", [Texts(("s3:Get*",)), Texts(("s3:Get*",), excluded=True)], True),
        ("s3:*", [Texts(("s3:Get*",)), Texts(("s3:Ge*",), excluded=True)], False),
        ("s3:*", [Texts(("s3:Get*", "s3:Put*")), Texts(("s3:Get*",), excluded=True)], True),
        ("*", [Texts(("a*",), excluded=True), Texts(("b*",), excluded=True)], True),
        ("/*", [Texts(("/",)), Texts(("/?*",))], True),
        ("/*", [Texts(("/?", "/??*"))], False),
        ("s3:*", [Texts(("iam:*",), excluded=True)], True),
        ("s3:*", [], False),
    ],
)
def test_sets_that_cover_together_what_none_covers_alone(query: str, union: list[Texts], covered: bool) -> None:
    assert covered_by_union(query, union) is covered


def test_unions_of_very_entangled_patterns_are_given_up() -> None:
    far = ("*a" + "?" * 30,)
    with pytest.raises(PatternBudgetError):
        covered_by_union("*", [Texts(far), Texts(far, excluded=True)])


@pytest.mark.parametrize(
    ("pattern", "query", "covered"),
    [
        ("s3:*", "s3:GetObject", True),
        ("s3:Get*", "s3:*", False),
        ("*", "s3:*", True),
        ("s3:*", "*", False),
        ("s3:Get?bject", "s3:GetObject", True),
        ("*:*", "*", False),
        ("*?*", "?*", True),
        ("?*", "*a", True),
        ("?*", "*", False),
        ("??*", "*a", False),
        ("a?*", "a*b", True),
        ("S3:getobject", "s3:GetObject", True),
    ],
)
def test_an_action_pattern_covers_an_action_whatever_its_case(pattern: str, query: str, covered: bool) -> None:
    assert covers(pattern, query, fold=True) is covered


def test_very_long_patterns_are_answered_in_bounded_time() -> None:
    assert isinstance(covers("*a" * 5000, "a" * 900), Unknown)
    assert isinstance(covers("*?a" * 300, "*a?" * 300), (bool, Unknown))


COMPUTED = Hole(Unknown(ComputedAttribute("aws_s3_bucket.b", "arn")))
VARIABLE = Hole(Unknown(UnsetVariable("x")))


def test_a_hole_in_a_pattern_is_decided_by_what_is_known_around_it() -> None:
    objects = PartialText((COMPUTED, "/*"))
    assert covers(objects, "*") is False
    assert isinstance(covers(PartialText((VARIABLE, "/*")), "*"), Unknown) is False
    assert isinstance(covers(PartialText((VARIABLE, "*")), "*"), Unknown)
    assert covers(PartialText(("arn:aws:s3:::", VARIABLE)), "arn:aws:sqs:x") is False
    assert isinstance(covers(PartialText(("arn:aws:s3:::", VARIABLE)), "arn:aws:s3:::b"), Unknown)
    assert overlaps(objects, "*") is True
    assert overlaps(PartialText(("arn:aws:s3:::", VARIABLE)), "arn:aws:s3:::b*") is not True


@pytest.mark.parametrize(
    "pattern",
    [
        "arn:aws:s3:::b/${aws:username}/*",
        PartialText((COMPUTED, "/${aws:username}/*")),
        PartialText(("arn:aws:s3:::b/${aws:PrincipalTag/", COMPUTED, "}/*")),
        PartialText(("arn:aws:s3:::b/${aws:PrincipalTag/", COMPUTED, "}${aws:username}", VARIABLE)),
    ],
)
def test_a_policy_variable_is_a_hole_beside_other_holes_and_around_them(pattern: str | PartialText) -> None:
    assert isinstance(covers(pattern, "arn:aws:s3:::b/me/x"), Unknown)
    assert isinstance(overlaps(pattern, "arn:aws:s3:::b/me/x"), Unknown)


def test_characters_that_no_policy_has_are_read_as_they_are() -> None:
    for odd in ("a${x\0}", "\0${aws:username}", "\U000f0000${x}"):
        assert covers(odd, "ab") is False
        assert covers(PartialText((odd, VARIABLE)), "ab") is False


@pytest.mark.parametrize(
    ("pattern", "every"),
    [
        ("arn:aws:s3:::*", True),
        ("arn:*:s3:::*", True),
        ("arn:aws:dynamodb:*:*:*", True),
        ("arn:aws:s3:::b/*", False),
        ("arn:aws:s3:eu-west-1::*", False),
        ("arn:*", True),
        ("arn:aws:s3*", True),
        ("arn:aws-cn:s3:*", True),
        ("arn:aws:s3:::?*", False),
        ("arn:*:dynamodb:*", True),
        ("arn:aws:dynamodb:*:111122223333:*", False),
        ("arn:aws:s3:::", False),
        ("b", False),
    ],
)
def test_an_arn_of_only_wildcards_is_every_resource_of_its_service(pattern: str, every: bool) -> None:
    assert is_every_resource(pattern, "s3" if "s3" in pattern else "dynamodb") is every
    assert is_every_resource(pattern, "iam") is (pattern == "arn:*")
