"""`Secrets`: what is masked in which texts."""

from __future__ import annotations

import base64
import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riveter.core.secret_texts import LEAST, SecretFinder
from riveter.core.secrets import MASK, Secrets
from riveter.findings import AssertionResult, Outcome

SECRET = 'hunter2 "of\\ $9'


def _with(*texts: str) -> Secrets:
    secrets = Secrets()
    for text in texts:
        secrets.add(text)
    return secrets


@pytest.mark.parametrize(
    "written",
    [
        SECRET,
        json.dumps(SECRET)[1:-1],
        "".join(f"\\{one}" if one in '"\\$`' else one for one in SECRET),
        "hunter2%20%22of%5C%20%249",
        *(base64.b64encode(b"x" * count + SECRET.encode() + b"yz").decode() for count in range(3)),
    ],
)
def test_a_secret_is_masked_however_it_is_written(written: str) -> None:
    shown = _with(SECRET).mask(f"a {written} b")
    assert MASK in shown
    assert not any(written[at : at + 8] in shown for at in range(len(written) - 7))
    if written == SECRET:
        assert shown == f"a {MASK} b"


@pytest.mark.parametrize("text", ["", "a", "true", "1234567"])
def test_a_short_secret_blanks_nothing(text: str) -> None:
    secrets = _with(text)
    assert not secrets
    assert secrets.mask("a true 1234567") == "a true 1234567"


def test_each_line_of_a_secret_is_one() -> None:
    secrets = _with("-----BEGIN KEY-----\n  MIIEvQIBADAN\n-----END KEY-----\n")
    assert secrets.mask("key: MIIEvQIBADAN.") == f"key: {MASK}."
    assert "MIIE" not in secrets.mask("-----BEGIN KEY----- MIIEvQIBADAN -----END KEY-----")


def test_what_is_left_of_a_secret_where_a_text_was_cut_is_masked() -> None:
    secrets = _with("correct-horse-battery")
    assert secrets.mask("is correct-ho…") == f"is {MASK}…"
    assert secrets.mask("a correct … battery, b") == f"a {MASK} … {MASK}, b"
    assert secrets.mask("is corr, … and cor…") == "is corr, … and cor…"


def test_the_names_of_attributes_stay() -> None:
    secrets = _with("master_password", "master password 1")
    assert secrets.mask_key("a.0.master_password") == "a.0.master_password"
    assert secrets.mask_key("tags.master password 1") == f"tags.{MASK}"
    assert secrets.masked({"master_password": "master_password"}) == {"master_password": MASK}


def test_values_that_hold_no_secret_are_the_same_objects() -> None:
    secrets = _with("correct-horse")
    value = {"a": ["b", {"c": 1}]}
    assert secrets.masked(value) is value
    entry = AssertionResult("a", "equals", Outcome.FAIL, 1, value)
    assert secrets.struct(entry) is entry
    assert secrets.masked({"correct-horse!": 1, "correct-horse?": 2}) == {f"{MASK}!": 1, f"{MASK}?": 2}
    secrets.add("battery-staple")
    assert secrets.masked({"correct-horse": 1, "battery-staple": 2}) == {MASK: 1, "(sensitive 2)": 2}


def test_instances_stay_distinct_and_their_numbers_tell_nothing() -> None:
    secrets = _with("secret-of-a", "secret-of-b")
    addresses = [
        'x.y["secret-of-b"]',
        'x.y["secret-of-a"]',
        'x.y["open"]',
        'module.m["secret-of-a"].x.y["secret-of-a"]',
    ]
    secrets.number_instances("root", addresses)
    assert [secrets.mask(address) for address in addresses] == [
        'x.y["(sensitive 1)"]',
        'x.y["(sensitive 2)"]',
        'x.y["open"]',
        'module.m["(sensitive 1)"].x.y["(sensitive 1)"]',
    ]
    assert secrets.mask('it needs x.y["secret-of-a"].id') == 'it needs x.y["(sensitive 2)"].id'
    again = _with("other-text-a", "other-text-b")
    again.number_instances("root", ['x.y["other-text-b"]', 'x.y["other-text-a"]'])
    assert again.mask('x.y["other-text-a"]') == 'x.y["(sensitive 2)"]'


def test_stars_keep_every_line_and_column() -> None:
    text = 'a = "correct\n  horse 1" # correct\n  horse 1\n'
    shown = _with("correct\n  horse 1").stars(text)
    assert "correct" not in shown
    assert [len(line) for line in shown.split("\n")] == [len(line) for line in text.split("\n")]


@settings(deadline=None)
@given(
    st.lists(st.text("ab", min_size=LEAST, max_size=14), min_size=1, max_size=100, unique=True),
    st.text("ab", max_size=200),
)
def test_every_secret_is_found(secrets: list[str], text: str) -> None:
    covered = {
        index
        for secret in secrets
        for at in range(len(text))
        if text.startswith(secret, at)
        for index in range(at, at + len(secret))
    }
    spans = list(
        SecretFinder(
            dict.fromkeys(secrets, ""),
        ).spans(text)
    )
    assert {index for start, end in spans for index in range(start, end)} == covered
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_a_long_secret_is_found_as_a_whole() -> None:
    long = "ab" * 5000
    assert list(SecretFinder({long: "", long + "c": ""}).spans(f"x{long}cx{long[:-1]}")) == [(1, len(long) + 2)]


def test_many_secrets_do_not_make_it_slower_by_their_number() -> None:
    class Counting(dict[str, str]):
        asked = 0

        def __contains__(self, key: object) -> bool:
            Counting.asked += 1
            return super().__contains__(key)

    secrets = Counting({f"same start {number:06}": "" for number in range(5_000)})
    assert len(list(SecretFinder(secrets).spans("same start 000042 " * 100))) == 100
    assert Counting.asked < 500
