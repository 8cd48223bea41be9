"""Numbers are exact, and written as Go writes them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.values import Unknown
from riveter.terraform.values.arithmetic import add, divide, multiply
from riveter.terraform.values.from_python import from_python
from riveter.terraform.values.numbers import (
    COUNT_PRECISION,
    PRECISION,
    ShortFraction,
    ShortInt,
    count_of,
    format_number,
    from_float,
    parse_number,
    precision_of,
    round_number,
    to_plain,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0.1", "0.1"),
        ("-0.10", "-0.1"),
        ("1e3", "1000"),
        ("1E-7", "0.0000001"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+5", "5"),
        ("007", "7"),
        ("1p3", "8"),
        ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
        ("1e400", "1" + "0" * 400),
    ],
)
def test_reading_and_writing(text: str, shown: str) -> None:
    assert format_number(parse_number(text)) == shown


@pytest.mark.parametrize(
    "text", ["", " 1", "1 ", "0x10", "1_000", "INF", "NaN", "1e", "e1", ".", "--1", "١", "1e99999", "9" * 30_000]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(a number is required|the number is out of range)$"):
        parse_number(text)


def test_a_number_has_512_bits() -> None:
    third = round_number(Fraction(1, 3))
    assert len(format_number(third)) == 157
    assert round_number(third * 3) == 1
    assert round_number(1 - 10**5000) == -round_number(10**5000 - 1)
    assert round_number(Fraction(-1, 3)) == -third
    assert parse_number("9" * 5000) == round_number(10**5000 - 1)


def test_results_of_floats_have_the_digits_of_a_float() -> None:
    assert format_number(from_float(2.0**100)) == "1267650600228229400000000000000"
    assert from_float(2.0**100) == 2**100
    assert format_number(from_float(0.1)) == "0.1"
    assert from_float(0.1) != parse_number("0.1")
    assert format_number(from_float(18014398509482028.0)) == "18014398509482028"  # …30 would be read as the next one
    assert format_number(from_float(18014398509482032.0)) == "18014398509482030"
    assert format_number(from_float(2.0**-24)) == "0.00000005960464477539062"  # as Go writes powers of two


def test_sums_of_floats_stay_floats_and_others_do_not() -> None:
    tenth, fifth = from_float(0.1), from_float(0.2)
    assert format_number(add(tenth, fifth)) == "0.30000000000000004"
    assert format_number(add(tenth, 0)) != "0.1"
    assert format_number(-tenth) == format_number(-from_float(0.1)) == "-0.1"
    assert isinstance(abs(from_float(-(2.0**70))), ShortInt)
    assert isinstance(abs(-tenth), ShortFraction)


def test_a_float_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number"):
        from_float(float("nan"))


def test_infinities_and_negative_zero_are_kept() -> None:
    assert format_number(from_float(float("inf"))) == "+Inf"
    assert format_number(from_float(float("-inf"))) == "-Inf"
    assert format_number(from_float(-0.0)) == "-0"
    assert parse_number("-inf") == float("-inf")


def test_plain_numbers_are_pythons() -> None:
    assert type(to_plain(from_float(2.0**60))) is int
    assert to_plain(Fraction(1, 4)) == 0.25


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_reads_back_from_its_text(value: float) -> None:
    assert float(format_number(from_float(value))) == pytest.approx(value, rel=2e-16, abs=0)


@given(st.integers(), st.integers(min_value=1))
def test_a_number_reads_back_from_its_text(numerator: int, denominator: int) -> None:
    number = round_number(Fraction(numerator, denominator))
    assert parse_number(format_number(number)) == number


def test_results_of_float_functions_are_plain_numbers_for_rules(terraform: Callable[..., Any]) -> None:
    loaded = terraform('resource "x_y" "z" {\n  a = log(16, 2)\n  b = pow(2, 10)\n  c = [pow(10, 0.5)]\n}')
    values = [loaded.value("x_y.z", key) for key in ("a", "b", "c")]
    assert values == [4, 1024, [3.1622776601683795]]
    assert [type(value) for value in values] == [int, int, list]


def test_a_number_of_few_bits_keeps_them_among_its_like() -> None:
    third = divide(count_of(1), count_of(3))
    assert format_number(third) == "0.33333333333333333334"
    assert third != divide(1, 3)
    assert precision_of(add(third, count_of(1))) == COUNT_PRECISION
    assert precision_of(add(third, 1)) == PRECISION
    assert precision_of(-third) == COUNT_PRECISION
    size = abs(-third)
    assert isinstance(size, (int, Fraction))
    assert precision_of(size) == COUNT_PRECISION
    assert multiply(count_of(2**40), count_of(2**40)) == 2**80
    assert type(to_plain(count_of(3))) is int


def test_numbers_of_yaml_are_those_of_terraform() -> None:
    assert from_python(0.1) == parse_number("0.1")
    assert from_python([0.1, {"a": [None, True, "x"], 1: 2}]) == (parse_number("0.1"), {"a": (None, True, "x"), "1": 2})
    assert from_python(float("inf")) == "inf"


@pytest.mark.parametrize(
    "expression",
    [
        'tonumber("1e99999")',
        'tonumber("1e-99999")',
        '"1e99999" + 1',
        'jsondecode("1e99999")',
        'yamldecode("a: 1e99999").a',
        'max("1e99999", 1)',
    ],
)
def test_a_text_that_is_a_number_beyond_bounds_is_not_known(terraform: Callable[..., Any], expression: str) -> None:
    loaded = terraform(f'resource "x_y" "z" {{\n  v = {expression}\n}}\n')
    assert loaded.problems() == []
    assert isinstance(loaded.value("x_y.z", "v"), Unknown)
