"""Arithmetic as Terraform has it: rounded to 512 bits, with infinities and a negative zero.

An infinity is a Python float (`math.inf`), the only floats among numbers; a negative zero is `NEGATIVE_ZERO`. There is no NaN: what
would give one raises `NoNumberError`.
"""

from __future__ import annotations

from fractions import Fraction
from math import inf

from riveter.terraform.values.numbers import (
    NEGATIVE_ZERO,
    PRECISION,
    Number,
    is_negative,
    precision_of,
    round_number,
    shortened,
)


class NoNumberError(ArithmeticError):
    """Report an operation without a number as result; the text gives the reason in Terraform's words."""


def negate(value: Number) -> Number:
    """Return ``-value``."""
    if value == 0:
        return 0 if is_negative(value) else NEGATIVE_ZERO
    return -value


def add(left: Number, right: Number, problem: str = "can't compute sum of opposing infinities") -> Number:
    """Return the sum, rounded to the greater precision of the two. Raises `NoNumberError`."""
    if isinstance(left, float) or isinstance(right, float):
        if isinstance(left, float) and isinstance(right, float) and left != right:
            raise NoNumberError(problem)
        return left if isinstance(left, float) else right
    if left == 0 and right == 0:
        return NEGATIVE_ZERO if is_negative(left) and is_negative(right) else 0
    return shortened(left + right, max(precision_of(left), precision_of(right)))


def subtract(left: Number, right: Number) -> Number:
    """Return the difference. Raises `NoNumberError`."""
    return add(left, negate(right), "can't subtract infinity from itself")


def multiply(left: Number, right: Number) -> Number:
    """Return the product. Raises `NoNumberError`."""
    negative = is_negative(left) != is_negative(right)
    if isinstance(left, float) or isinstance(right, float):
        if left == 0 or right == 0:
            raise NoNumberError("can't multiply zero by infinity")
        return -inf if negative else inf
    if left == 0 or right == 0:
        return NEGATIVE_ZERO if negative else 0
    product = round_number(left * right)
    precision = max(precision_of(left), precision_of(right))
    return product if precision >= PRECISION else shortened(product, max(precision, _bits(product)))


def divide(left: Number, right: Number) -> Number:
    """Return the quotient; that of a division by zero is infinite. Raises `NoNumberError`."""
    negative = is_negative(left) != is_negative(right)
    if (left == 0 and right == 0) or (isinstance(left, float) and isinstance(right, float)):
        raise NoNumberError("can't divide zero by zero or infinity by infinity")
    if isinstance(left, float) or right == 0:
        return -inf if negative else inf
    if left == 0 or isinstance(right, float):
        return NEGATIVE_ZERO if negative else 0
    return shortened(Fraction(left) / right, max(precision_of(left), precision_of(right)))


def remainder(left: Number, right: Number) -> Number:
    """Return the remainder of a division, with the sign of `left`; each step is rounded. Raises `NoNumberError`."""
    if isinstance(left, float) or isinstance(right, float):
        raise NoNumberError("can't use modulo with zero and infinity")
    if right == 0:
        return left
    quotient = divide(left, right)
    assert not isinstance(quotient, float)
    precision = precision_of(left)
    whole = round_number(abs(quotient.numerator) // quotient.denominator, precision)
    multiple = round_number(Fraction(right) * (whole if quotient >= 0 else -whole), precision)
    if left == multiple:
        return NEGATIVE_ZERO if left == 0 and is_negative(left) and not is_negative(right) else 0
    return shortened(Fraction(left) - multiple, precision)


def _bits(value: int | Fraction) -> int:
    """Return the number of bits of a number."""
    numerator = abs(value.numerator)
    return (numerator // (numerator & -numerator)).bit_length()
