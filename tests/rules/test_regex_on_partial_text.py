"""Regexes, globs and parts of text on strings with holes: the verdict is that of every filling."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.causes import ComputedAttribute, UnsetVariable
from riveter.core.values import Hole, PartialText, Unknown
from riveter.rules.model.regex_automata import Automaton, TextSet, automaton, found_in_every, text_set
from riveter.rules.model.regex_needs import Parts, surely_absent
from riveter.rules.model.regex_nfa import MAX_NODES
from riveter.rules.model.regex_syntax import open_repetitions
from riveter.rules.operators import OPERATORS
from tests.random_examples import examples

_ALPHABET = "ab\n-A1 é"
_VARIABLE = Unknown(UnsetVariable("x"))
_ARN = Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"), ("aws_s3_bucket.b",), not_null=True)


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    return options


def _atoms() -> st.SearchStrategy[str]:
    plain = [
        "a",
        "b",
        "A",
        "-",
        "1",
        "é",
        ".",
        r"\n",
        r"\w",
        r"\W",
        r"\d",
        r"\s",
        r"\S",
        "[ab]",
        "[^a]",
        "[a-b1]",
        r"[^\n]",
        " ",
    ]
    more = [r"\pL", "[[:upper:]]", "[[:^alpha:]]", r"\x61", r"\x{e9}", r"\Qa-\E", "[]a]", r"[\w-]", "{,2}", r"\-"]
    return st.sampled_from(plain + more)


def _patterns() -> st.SearchStrategy[str]:
    ends = st.sampled_from(["^", "$", r"\A", r"\z", r"\b", r"\B"])

    def combine(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        repeated = st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,}", "{0,2}", "*?"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        )
        flags = st.tuples(st.sampled_from(["i", "m", "s", "im", "is-m", "U"]), inner).map(lambda p: f"(?{p[0]}:{p[1]})")
        inline = st.tuples(inner, st.sampled_from(["(?i)", "(?m)", "(?s)", "(?-i)"]), inner).map("".join)
        both = st.tuples(inner, inner)
        return st.one_of(repeated, flags, inline, both.map("".join), both.map(lambda p: f"({p[0]}|{p[1]})"))

    return st.recursive(st.one_of(_atoms(), ends), combine, max_leaves=8)


def _compile(source: str) -> Any:
    try:
        return re2.compile(source, _options())
    except re2.error:
        return None


@examples(600)
@given(_patterns(), st.lists(st.text(_ALPHABET + "_ſB", max_size=6), min_size=4, max_size=4))
def test_a_known_text_is_searched_as_re2_does(source: str, texts: list[str]) -> None:
    compiled = _compile(source)
    if compiled is None:
        return
    for text in texts:
        assert found_in_every(source, [text]) is (compiled.search(text) is not None), (source, text)


_FILLINGS = ["".join(chars) for size in range(4) for chars in product("a\n-1A", repeat=size)]


@examples(300)
@given(_patterns(), st.text(_ALPHABET, max_size=5), st.text(_ALPHABET, max_size=5))
def test_a_verdict_holds_for_every_filling(source: str, before: str, after: str) -> None:
    compiled = _compile(source)
    if compiled is None:
        return
    verdict = found_in_every(source, [before, None, after])
    found = {compiled.search(before + filling + after) is not None for filling in _FILLINGS}
    assert verdict is None or found == {verdict}, (source, before, after)


@examples(150)
@given(_patterns(), st.lists(st.text("ab\n-", max_size=3), min_size=3, max_size=3))
def test_two_holes_are_filled_each_for_itself(source: str, known: list[str]) -> None:
    compiled = _compile(source)
    if compiled is None:
        return
    verdict = found_in_every(source, [known[0], None, known[1], None, known[2]])
    if verdict is None:
        return
    for first, second in product(_FILLINGS[:40], repeat=2):
        text = known[0] + first + known[1] + second + known[2]
        assert (compiled.search(text) is not None) is verdict, (source, text)


@examples(200)
@given(_patterns(), st.sampled_from(["[ab]+", "a{3}", r"\d{2}", "-?", "(a|bb)*"]), st.text("ab-1\n", max_size=4))
def test_a_hole_with_a_shape_holds_nothing_else(source: str, shape: str, around: str) -> None:
    compiled = _compile(source)
    if compiled is None:
        return
    verdict = found_in_every(source, [around, text_set(shape), around])
    fits = re2.compile(rf"\A(?:{shape})\z", _options())
    fillings = ["".join(c) for n in range(5) for c in product("ab-1", repeat=n)]
    found = {compiled.search(around + text + around) is not None for text in fillings if fits.search(text)}
    assert verdict is None or found == {verdict}, (source, shape, around)


@examples(600)
@given(
    _patterns(), st.sampled_from(["[ab]+", "a{3}", r"\d{2}", "-?", "(a|bb)*", "(?i)b"]), st.text(_ALPHABET, max_size=4)
)
def test_what_is_surely_absent_is_in_no_filling(source: str, shape: str, around: str) -> None:
    anchored = rf"\A(?:{source})\z"
    fits = re2.compile(rf"\A(?:{shape})\z", _options())
    texts = [text for n in range(4) for text in map("".join, product("abB-1", repeat=n)) if fits.search(text)]
    for regex in (source, anchored):
        compiled = _compile(regex)
        if compiled is None:
            return
        hole, known = (shape, False), (around, True)
        cases: list[tuple[Parts, list[str]]] = [
            ([known, hole], [around + text for text in texts]),
            ([hole, known], [text + around for text in texts]),
            ([known, hole, known], [around + text + around for text in texts]),
            ([known], [around]),
        ]
        for parts, filled in cases:
            if surely_absent(regex, parts):
                assert not [text for text in filled if compiled.search(text)], (regex, parts)


@pytest.mark.parametrize(
    ("source", "parts", "expected"),
    [
        (r"^arn:.*\*$", [("[a-z:]+", False), ("/x", True)], True),
        (r"^arn:.*\*$", [("[a-z:]+", False), ("/*", True)], False),
        (r"^arn:.*\*$", [(None, False), ("/x", True)], True),  # it ends otherwise
        (r"^arn:.*\*$", [("ar", True), (None, False)], False),
        (r"^arn:.*\*$", [("aws", True), (None, False)], True),  # it begins otherwise
        (r"^(a|b)c{2,}", [("acb", True), (None, False)], True),
        (r"^(a|bb)c", [("bc", True), (None, False)], False),
        (r"^[a:]*$", [(None, False), ("a/a", True), (None, False)], True),  # it holds what the regex never takes
        (r"[a:]*$", [(None, False), ("a/a", True), (None, False)], False),
        ("^[é]b$", [("é", True), (None, False)], False),
        (r"\*$|^x", [("[a-z:]+", False)], False),
        (r"\*$|^x\*", [("[a-z:]+", False)], True),
        (r"(\*)?", [("[a-z:]+", False)], False),
        ("(?i)K", [("\u212a", True)], False),
        ("[aé]", [("é", True)], False),
    ],
)
def test_the_characters_alone_decide_that_nothing_is_found(
    source: str, parts: list[tuple[str | None, bool]], expected: bool
) -> None:
    assert surely_absent(source, parts) is expected


def _text(*parts: str | Unknown) -> PartialText:
    return PartialText(tuple(Hole(part) if isinstance(part, Unknown) else part for part in parts))


_DECIDED = [
    ("matches", "^#!/bin/bash.*$", ("#!/bin/bash\necho ", _VARIABLE), False),
    ("matches", "^.*echo", ("#!/bin/bash\necho ", _VARIABLE), False),
    ("matches", "(?s)^#!/bin/bash.*$", ("#!/bin/bash\necho ", _VARIABLE), True),
    ("matches", "(?m)^echo", ("#!/bin/bash\necho ", _VARIABLE), True),
    ("matches", "^[a-z]+$", ("acme-", _VARIABLE), False),
    ("matches", "^[a-z-]+$", ("acme-", _VARIABLE), None),
    ("matches", "^acme-.*$", ("acme-", _VARIABLE), None),
    ("matches", r"^acme-[^/]*/", ("acme-x/", _VARIABLE), True),
    ("matches", r"\bacme\b", ("acme-", _VARIABLE), True),
    ("matches", r"\bacme\b", ("acme", _VARIABLE), None),
    ("matches", "^.{3,}$", ("abc\n", _VARIABLE), False),
    ("matches", "^.{3}", ("abc", _VARIABLE), True),
    ("matches", "^(dev|prod)-", ("prod-", _VARIABLE), True),
    ("matches", "^(dev|prod)-", ("test-", _VARIABLE), False),
    ("matches", r"(?i)^ACME", ("acme-", _VARIABLE), True),
    ("matches", "^$", (_VARIABLE, "x"), False),
    ("matches", "x*", (_VARIABLE, "y"), True),
    ("matches", "[*]", (_ARN, "/x"), False),
    ("matches", "[*]$", (_ARN, "/*"), True),
    ("matches", r"\s", ("x", _ARN), False),
    ("not_matches", "^#!/bin/bash.*$", ("#!/bin/bash\necho ", _VARIABLE), True),
    ("glob", "acme-*-logs", ("acme-", _VARIABLE, "-logs"), True),
    ("glob", "acme-*-logs", ("acme-", _VARIABLE), None),
    ("glob", "acme-?*", ("acme-x", _VARIABLE), True),
    ("glob", "dev-*", ("acme-", _VARIABLE), False),
    ("glob", "a?c", ("ab", _VARIABLE, "bc"), False),
    ("not_glob", "acme-*", ("acme-", _VARIABLE), False),
    ("ends_with", "/*", (_ARN,), False),
    ("starts_with", "*", (_ARN, "x"), False),
]


@pytest.mark.parametrize(("operator", "value", "parts", "expected"), _DECIDED)
def test_what_the_known_parts_decide_is_decided(
    operator: str, value: str, parts: tuple[str | Unknown, ...], expected: bool | None
) -> None:
    row = OPERATORS[operator]
    truth = row.test(_text(*parts), row.value.prepare(value))
    if row.negated and isinstance(truth, bool):
        truth = not truth
    assert truth is expected if expected is not None else isinstance(truth, Unknown)


def test_a_pattern_that_is_too_large_is_not_decided() -> None:
    assert found_in_every("(?:abcdefgh){400}", ["x", None]) is None
    assert len("abcdefgh") * 400 > MAX_NODES


def test_the_work_of_a_decision_is_bounded() -> None:
    # The automaton made deterministic has 2^20 states.
    assert found_in_every("a[ab]{20}b$", [None]) is None
    assert found_in_every("a[ab]{3}b$", [None, "abbbb"]) is True


def test_a_single_byte_is_not_followed() -> None:
    assert found_in_every(r"\C", ["a", None]) is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("^[a-z]{,63}$", ["{,63}"]),
        (r"^[a-z]\{,63}$", []),
        ("^[a-z]{0,63}$", []),
        ("[{,63}]", []),
        (r"\Qa{,3}\E", []),
        ("(a{,2}|b){,3}", ["{,2}", "{,3}"]),
    ],
)
def test_repetitions_without_a_lower_bound_are_found(source: str, expected: list[str]) -> None:
    assert open_repetitions(source) == expected


_SHAPES = ["[a-z]{2,3}", "arn:[^:]*:x", "(?:a|bb)*", "", r"x\ny*", "é+", "(?i)k|ab?"]
_SEARCHED = [r"a", r"^a", r"(?m)^y", r"\bb", r"\Bb", r"ab$", r"[^a-z]", r"x\n", r"\A(?:a|:)", r"^arn:x?:x", r"é", r"\z"]


@pytest.mark.parametrize("shape", _SHAPES)
def test_leaving_texts_that_cannot_match_any_more_changes_no_decision(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decided() -> list[bool | None]:
        automaton.cache_clear()  # it keeps what it has left
        hole = TextSet(shape)
        return [
            found_in_every(searched, [before, hole, after])
            for searched in _SEARCHED
            for before in ("", "a", "x\n", "é")
            for after in ("", "b", "\ny")
        ]

    pruned = decided()
    monkeypatch.setattr(Automaton, "alive", lambda self, state: True)
    assert pruned == decided()
    automaton.cache_clear()


def test_a_shape_that_depends_on_places_is_any_text() -> None:
    assert text_set(r"a\b") is None
    assert text_set(r"\Aa") is None
    assert text_set("a|b") is not None


def test_texts_that_cannot_match_any_more_are_left() -> None:
    whole = Automaton(r"\A[a-z]+\z")
    lost = whole.step(whole.start, whole.signature("-"))
    assert whole.alive(whole.start)
    assert not whole.alive(lost)
