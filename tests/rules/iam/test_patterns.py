"""Wildcard patterns as sets: what covers what, what overlaps."""

from __future__ import annotations

import fnmatch
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riveter.core.causes import ComputedAttribute, UnsetVariable
from riveter.core.values import Hole, PartialText, Unknown
from riveter.rules.iam.patterns import covers, covers_text, is_every_resource, overlaps, overlaps_text

PATTERNS = st.text("ab*?", min_size=0, max_size=4)
STRINGS = ["".join(chars) for size in range(7) for chars in product("abc", repeat=size)]


def language(pattern: str) -> set[str]:
    return {text for text in STRINGS if fnmatch.fnmatchcase(text, pattern)}


@settings(max_examples=150, deadline=None)
@given(PATTERNS, PATTERNS)
def test_covering_and_overlapping_are_those_of_the_sets_of_texts(first: str, second: str) -> None:
    ours, theirs = language(first), language(second)
    assert covers_text(first, second) == (theirs <= ours)
    assert overlaps_text(first, second) == bool(ours & theirs)


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
    ("pattern", "every"),
    [
        ("arn:aws:s3:::*", True),
        ("arn:*:s3:::*", True),
        ("arn:aws:dynamodb:*:*:*", True),
        ("arn:aws:s3:::b/*", False),
        ("arn:aws:s3:eu-west-1::*", False),
        ("arn:aws:s3:::", False),
        ("b", False),
    ],
)
def test_an_arn_of_only_wildcards_is_every_resource_of_its_service(pattern: str, every: bool) -> None:
    assert is_every_resource(pattern, "s3" if "s3" in pattern else "dynamodb") is every
    assert not is_every_resource(pattern, "iam")
