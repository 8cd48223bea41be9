"""Equality under Terraform's conversions, of values that are known, partly known and not known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from riveter.core.alternatives import Alternatives, Option, is_one_of
from riveter.core.causes import ComputedAttribute, DataSource, SpentBudget, Stated, UnsetVariable, WorkLimit
from riveter.core.paths import SoloList
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.rules.model.comparison import (
    agreed,
    all_elements,
    any_element,
    entry,
    equal,
    in_any,
    is_open,
    kind_of,
    length_range,
    may_be,
    number_of,
    number_text,
    scalar,
    text_of,
)
from riveter.rules.model.truth import Mismatch, Truth, negate

VARIABLE = Unknown(UnsetVariable("x"))
OTHER = Unknown(UnsetVariable("y"))
ACCOUNT = Unknown(DataSource("data.aws_caller_identity.me", "account_id"))
USER = Unknown(DataSource("data.aws_caller_identity.me", "user_id"))
"""A text in capital letters."""
REST = Unknown(Stated("a part could not be read"))


def text(*parts: Any) -> PartialText:
    """A string with holes."""
    return PartialText(tuple(Hole(part) if isinstance(part, Unknown) else part for part in parts))


def one_of(*values: Any) -> Alternatives:
    """A value that is one of these."""
    return Alternatives([Option(is_one_of(("var.choice",), value), value) for value in values], VARIABLE)


def nested(depth: int, kind: str, core: Any) -> Any:
    """A value inside of so many lists, or maps."""
    value = core
    for _ in range(depth):
        value = [value] if kind == "list" else {"a": value}
    return value


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, "null"),
        (True, "a bool"),
        (1, "a number"),
        (1.5, "a number"),
        (Decimal("1.5"), "a number"),
        ("x", "a string"),
        (text("x", VARIABLE), "a string"),
        ([], "a list"),
        ({}, "a map"),
        (VARIABLE, "unknown"),
        (object(), "object"),
    ],
)
def test_the_kind_of_a_value(value: Any, kind: str) -> None:
    assert kind_of(value) == kind


@pytest.mark.parametrize(
    ("value", "number", "written"),
    [
        (0, "0", "0"),
        (-0.0, "0", "0"),
        (30, "30", "30"),
        (100, "100", "100"),
        (0.1, "0.1", "0.1"),
        (1.0, "1", "1"),
        (10.0, "10", "10"),
        (Decimal("2.50"), "2.5", "2.5"),
        (Decimal("1E+3"), "1000", "1000"),
        (Decimal("1E-3"), "0.001", "0.001"),
        (Decimal("1E+500"), "1E+500", "1" + 500 * "0"),
        (Decimal("1E+501"), "1E+501", "1E+501"),
        (Decimal("1E-500"), "1E-500", "0." + 499 * "0" + "1"),
        (Decimal("1E-501"), "1E-501", "1E-501"),
    ],
)
def test_a_number_is_written_as_terraform_writes_it(value: Any, number: str, written: str) -> None:
    assert number_of(value) == Decimal(number)
    assert number_text(Decimal(number)) == text_of(value) == written


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("30", Decimal(30)),
        ("+30", Decimal(30)),
        ("-3.0", Decimal(-3)),
        (".5", Decimal("0.5")),
        ("1e3", Decimal(1000)),
        ("1E-3", Decimal("0.001")),
        ("9" * 500, Decimal("9" * 500)),
        ("9" * 501, None),
        ("", None),
        ("1 ", None),
        ("x1", None),
        ("0x10", None),
        ("inf", None),
        (float("inf"), None),
        (float("nan"), None),
        (Decimal("Infinity"), None),
        (Decimal("NaN"), None),
        (True, None),
        (None, None),
        ([1], None),
        (VARIABLE, None),
    ],
)
def test_what_converts_to_a_number(value: Any, number: Decimal | None) -> None:
    assert number_of(value) == number


@pytest.mark.parametrize(
    ("value", "expected"),
    [("x", "x"), (True, "true"), (False, "false"), (None, None), ([], None), ({}, None), (float("inf"), None)],
)
def test_what_converts_to_a_text(value: Any, expected: str | None) -> None:
    assert text_of(value) == expected


def test_only_a_policy_list_of_one_item_stands_for_its_item() -> None:
    assert scalar(SoloList(["x"])) == "x"
    assert scalar(SoloList(["x", "y"])) == ["x", "y"]
    assert scalar(SoloList([])) == []
    assert scalar(["x"]) == ["x"]
    assert scalar("xy") == "xy"


EQUAL: dict[str, tuple[Any, Any, Any]] = {
    "texts": ("a", "a", True),
    "texts of another case": ("a", "A", False),
    "texts that are the same number": ("1", "1.0", False),
    "a number and its text": (30, "30", True),
    "a number and a text that is none": (30, "x", False),
    "no numbers at all": ("x", 5, False),
    "a bool and its word": (True, "true", True),
    "a bool and its number as a text": (True, "1", True),
    "a bool and the other number as a text": (True, "0", False),
    "a bool and a number": (True, 1, False),
    "a bool and another word": (False, "no", False),
    "bools": (False, False, True),
    "nulls": (None, None, True),
    "null and something": (None, "", False),
    "null and a list": (None, [], False),
    "lists": ([1, "b"], ["1", "b"], True),
    "lists in another order": (["a", "b"], ["b", "a"], False),
    "lists of another length": (["a"], ["a", "b"], False),
    "an empty list and another": ([], ["a"], False),
    "a list and its only item": (["a"], "a", False),
    "a policy list and its only item": (SoloList(["a"]), "a", True),
    "a policy list of two and one of them": (SoloList(["a", "b"]), "a", False),
    "a policy list and a map that is its only item": (SoloList([{"a": 1}]), {"a": "1"}, True),
    "a policy list of null and null": (SoloList([None]), None, False),
    "a list and a map": ([], {}, False),
    "a map and a bool": ({}, True, False),
    "maps": ({"a": 1, "b": 2}, {"b": "2", "a": "1"}, True),
    "maps with another value": ({"a": 1}, {"a": 2}, False),
    "a map with a key more": ({"a": 1, "b": 2}, {"a": 1}, False),
    "a map with a null more": ({"a": 1, "b": None}, {"a": 1}, True),
    "a map and a text": ({}, "", False),
    "a map and a number": ({"a": 1}, 1, False),
    "a list that may be longer": (OpenList(["a", "b"], {1: OTHER}), ["a", "b"], OTHER),
    "a list that is too long already": (OpenList(["a", "b", "c"], {2: OTHER}), ["a"], False),
    "a list that fits without what may be there": (OpenList(["a", "b"], {1: OTHER}), ["a"], OTHER),
    "lists that may both be longer": (OpenList(["a"], {0: VARIABLE}), OpenList(["a"], {0: OTHER}), VARIABLE),
    "a block that may have more": (PartialMap({"a": 1}, REST), {"a": 1}, REST),
    "a block that may have what is wanted": (PartialMap({"a": 1}, REST), {"a": 1, "b": 2}, REST),
    "a block that has another value": (PartialMap({"a": 1}, REST), {"a": 2}, False),
    "a block that does not know a value": (PartialMap({"a": OTHER}, REST), {"a": 1}, OTHER),
    "an unknown and a text": (VARIABLE, "x", VARIABLE),
    "an unknown and null": (VARIABLE, None, VARIABLE),
    "an unknown that is not null, and null": (Unknown(UnsetVariable("x"), not_null=True), None, False),
    "an account id and null": (ACCOUNT, None, False),
    "an account id and a star": (ACCOUNT, "*", False),
    "an account id and another text": (ACCOUNT, "111122223333", "unknown"),
    "an account id and a list": (ACCOUNT, ["111122223333"], False),
    "two unknowns": (VARIABLE, OTHER, VARIABLE),
    "an unknown in a list": (["a", VARIABLE], ["a", "b"], VARIABLE),
    "an unknown in a list that differs": ([VARIABLE, "a"], ["b", "b"], False),
    "a text with a hole": (text("a-", VARIABLE), "a-b", "unknown"),
    "a text with a hole and a wrong start": (text("a-", VARIABLE), "b-b", False),
    "a text with a hole and null": (text("a-", VARIABLE), None, False),
    "a text with a hole and an unknown": (text("a-", VARIABLE), OTHER, "unknown"),
    "a text with a hole and a policy list": (text("a-", VARIABLE), SoloList(["a-b"]), "unknown"),
    "a text with a hole and a policy list of two": (text("a-", VARIABLE), SoloList(["a-b", "a-b"]), False),
    "a text with a hole and a map": (text("a-", VARIABLE), {}, False),
    "texts with holes": (text("a", VARIABLE, "z"), text("ab", OTHER, "yz"), "unknown"),
    "texts with holes and the same start and another end": (text("a", VARIABLE, "z"), text("ab", OTHER, "y"), False),
    "texts with holes and ends of which one is longer": (text(VARIABLE, "xz"), text(OTHER, "yz"), False),
    "texts with holes and another start": (text("a", VARIABLE), text("b", OTHER), False),
    "alternatives that agree": (one_of("a", "b"), "c", False),
    "alternatives of which one is it": (one_of("a", "b"), "b", "unknown"),
    "alternatives that are all it": (one_of(1, "1"), 1, True),
}  # fmt: skip


@pytest.mark.parametrize("name", EQUAL)
def test_equality(name: str) -> None:
    left, right, expected = EQUAL[name]
    for one, other in ((left, right), (right, left)):
        truth = equal(one, other)
        if isinstance(expected, bool):
            assert truth is expected
        else:
            assert isinstance(truth, Unknown)
    if isinstance(expected, Unknown):
        assert equal(left, right) is expected


def test_an_unknown_value_equals_itself() -> None:
    known_by_name = Unknown(UnsetVariable("x"), symbol=("var", "x"))
    assert equal(known_by_name, Unknown(UnsetVariable("x"), symbol=("var", "x"))) is True
    assert equal([known_by_name], [known_by_name]) is True
    assert isinstance(equal(known_by_name, Unknown(UnsetVariable("x"), symbol=("var", "y"))), Unknown)


@pytest.mark.parametrize("kind", ["list", "map"])
def test_values_are_compared_to_a_depth_of_sixty(kind: str) -> None:
    assert equal(nested(61, kind, "a"), nested(61, kind, "a")) is True
    assert equal(nested(61, kind, "a"), nested(61, kind, "b")) is False
    truth = equal(nested(62, kind, "a"), nested(62, kind, "a"))
    assert isinstance(truth, Unknown)
    assert truth.cause == SpentBudget(WorkLimit.COMPARED_DEPTH)


def test_policy_lists_inside_of_each_other_are_compared_to_the_same_depth() -> None:
    solo: Any = "a"
    plain: Any = "a"
    for _ in range(62):
        solo, plain = SoloList([{"a": solo}]), {"a": plain}
    assert isinstance(equal(solo, plain), Unknown)


def test_a_key_that_is_not_there_is_null_unless_it_may_be() -> None:
    assert entry({"a": 1}, "a") == 1
    assert entry({"a": 1}, "b") is None
    assert entry(PartialMap({"a": 1}, REST), "a") == 1
    assert entry(PartialMap({"a": 1}, REST), "b") is REST


def test_alternatives_decide_where_all_agree() -> None:
    value = one_of("a", "b")
    wrong = Mismatch("has the wrong type")

    def truths(a: Truth, b: Truth) -> Truth:
        return agreed(value, lambda option: a if option == "a" else b)

    assert truths(True, True) is True
    assert truths(False, False) is False
    assert truths(True, False) is value
    assert truths(False, True) is value
    assert truths(True, OTHER) is value
    assert truths(OTHER, OTHER) is value
    assert truths(wrong, Mismatch("is wrong in another way")) is wrong
    assert truths(wrong, True) is value
    assert truths(True, wrong) is value


MAY_BE: list[tuple[PartialText, Any, bool]] = [
    (text("a", VARIABLE), "a", True),
    (text("a", VARIABLE), "abc", True),
    (text("a", VARIABLE), "ba", False),
    (text("a", VARIABLE), "A", False),
    (text(VARIABLE, "c"), "c", True),
    (text(VARIABLE, "c"), "abc", True),
    (text(VARIABLE, "c"), "cb", False),
    (text("a", VARIABLE, "c"), "ac", True),
    (text("a", VARIABLE, "c"), "abc", True),
    (text("a", VARIABLE, "c"), "abcx", False),
    (text("ab", VARIABLE, "bc"), "abc", False),
    (text(VARIABLE, "b", OTHER), "b", True),
    (text(VARIABLE, "b", OTHER), "abc", True),
    (text(VARIABLE, "b", OTHER), "ac", False),
    (text(VARIABLE, "b", OTHER, "c", VARIABLE), "bcb", True),
    (text(VARIABLE, "ab", OTHER, "ba", VARIABLE), "aba", False),
    (text("a", VARIABLE, "a", OTHER), "ab", False),
    (text("tr", VARIABLE), True, True),
    (text("fa", VARIABLE), True, False),
    (text("fa", VARIABLE), False, True),
    (text("1", VARIABLE), True, True),
    (text("1", VARIABLE), 15, True),
    (text("1", VARIABLE, "x"), 15, False),
    (text(ACCOUNT, ":root"), "111122223333:root", True),
    (text(ACCOUNT, ":root"), "*:root", False),
    (text("a+", ACCOUNT), "a+111122223333", True),
    (text(ACCOUNT, VARIABLE), "111122223333 and more", True),
    (text(VARIABLE, ":", ACCOUNT), "any\ntext:111122223333", True),
    (text(ACCOUNT, ":root"), "\ud800:root", False),
    (PartialText((Hole(ACCOUNT, encoded=True), "]")), '"111122223333"]', True),
]


@pytest.mark.parametrize(("partial", "value", "possible"), MAY_BE)
def test_what_a_text_with_holes_may_turn_out_to_be(partial: PartialText, value: Any, possible: bool) -> None:
    assert may_be(partial, value) is possible


@pytest.mark.parametrize(
    ("partial", "value", "possible"),
    [
        (text("Ab", VARIABLE), "aBC", True),
        (text("Ab", VARIABLE), "b", False),
        (text(VARIABLE, "Ab"), "xaB", True),
        (text("ARN:", ACCOUNT, ":Root"), "arn:111122223333:ROOT", True),
        (text("ARN:", ACCOUNT, ":Root"), "arn:x:ROOT", False),
        (text("Id:", USER), "id:aidaexample", True),
        (text("Id:", USER), "id:aida/example", False),
        (text("Straße-", ACCOUNT), "STRASSE-111122223333", True),
        (text("Straße-", ACCOUNT), "straße-111122223333", True),
        (text("Straße-", ACCOUNT), "strase-111122223333", False),
    ],
)
def test_what_a_text_may_be_whatever_the_case_of_its_letters(partial: PartialText, value: str, possible: bool) -> None:
    assert may_be(partial, value, ignore_case=True) is possible


def test_how_long_a_list_may_be() -> None:
    assert length_range([1, 2]) == (2, 2)
    assert length_range(OpenList([1, 2], {})) == (2, 2)
    assert length_range(OpenList([1, 2, 3], {0: VARIABLE, 2: OTHER})) == (1, None)


def test_why_a_length_is_not_known() -> None:
    assert is_open(OpenList([1], {0: VARIABLE})) is VARIABLE
    assert is_open(PartialMap({}, REST)) is REST
    assert is_open(OpenList([1], {})) is None
    assert is_open([1]) is None
    assert is_open({}) is None
    assert is_open("x") is None


@pytest.mark.parametrize("truth", [True, False, OTHER])
def test_elements_that_may_not_exist_decide_nothing(truth: Truth) -> None:
    """Of a list with an element that may not exist: one that holds does not make that any does, one that fails not that all fail."""
    items = OpenList(["maybe"], {0: VARIABLE})

    def test(item: Any) -> Truth:
        return truth

    assert any_element(items, test) is (VARIABLE if truth is True else truth)
    assert all_elements(items, test) is (VARIABLE if truth is False else truth)
    assert any_element(["there"], test) is truth
    assert all_elements(["there"], test) is truth
    assert any_element(items, lambda item: negate(test(item))) is negate(all_elements(items, test))


def test_every_element_is_tested() -> None:
    assert any_element(["a", "b"], lambda item: item == "b") is True
    assert any_element(["a", "b"], lambda item: item == "c") is False
    assert all_elements(["a", "b"], lambda item: item in "ab") is True
    assert all_elements(["a", "b"], lambda item: item == "a") is False


def test_an_element_of_the_wrong_kind_that_may_not_exist_is_unknown() -> None:
    items = OpenList(["maybe"], {0: VARIABLE})
    wrong = Mismatch("has the wrong type")
    assert any_element(items, lambda _: wrong) is VARIABLE
    assert all_elements(items, lambda _: wrong) is VARIABLE
    assert any_element(["there"], lambda _: wrong) is wrong


def test_whether_a_value_is_one_of_several() -> None:
    assert in_any("b", ["a", "b"]) is True
    assert in_any("c", ["a", "b"]) is False
    assert in_any("c", []) is False
    assert in_any("c", [VARIABLE, "c"]) is True
    assert in_any("c", ["a", VARIABLE]) is VARIABLE


def test_an_arn_of_a_new_resource_is_not_everyone() -> None:
    arn = Unknown(ComputedAttribute("aws_iam_role.r", "arn"))
    assert equal(arn, "*") is False
    assert equal("*", arn) is False
    assert isinstance(equal(arn, "arn:aws:iam::111122223333:role/r"), Unknown)
