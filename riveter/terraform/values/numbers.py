"""Terraform's numbers: binary floating point with a 512-bit mantissa (Go's ``big.Float`` as cty uses it).

A number is an `int`, or a `Fraction` whose value has been rounded to 512 bits, or an infinity; no other Python float is one. Integers
of more than 512 bits are rounded as well. Those of less than 512 bits are `ShortInt` or `ShortFraction`, a negative zero is
`NEGATIVE_ZERO`. Text is the shortest decimal that reads back as the same number, without an exponent.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import copysign, inf, isfinite, isnan
from typing import TypeAlias

from riveter.core.patterns import late

PRECISION = 512
FLOAT_PRECISION = 53
COUNT_PRECISION = 64
MAX_EXPONENT = 20_000
"""Numbers with decimal exponents beyond this stay unknown: they cost time and memory out of proportion, and occur in attacks only."""


class OutOfRangeError(ValueError):
    """A text is a number that is too large, or too close to zero, to compute with."""


Number: TypeAlias = "int | Fraction | float"
"""A float is always an infinity."""

NUMERIC = (int, Fraction, float)
"""The types of numbers, for `isinstance`; remember that a `bool` is an `int`."""

_INFINITIES = {sign + word: -inf if sign == "-" else inf for sign in ("", "+", "-") for word in ("inf", "Inf")}

_ENOUGH_DIGITS = 1000


class ShortFraction(Fraction):
    """A number of less than 512 bits: the result of Go's `math` functions, and of operations on such numbers only."""

    __slots__ = ("precision",)
    precision: int

    def __new__(cls, value: float | Fraction, precision: int = FLOAT_PRECISION) -> ShortFraction:
        self = super().__new__(cls, value)
        self.precision = precision
        return self

    def __neg__(self) -> ShortFraction:
        return ShortFraction(Fraction(-self.numerator, self.denominator), self.precision)

    def __abs__(self) -> ShortFraction:
        return ShortFraction(Fraction(abs(self.numerator), self.denominator), self.precision)


class ShortInt(int):
    """Like `ShortFraction`, for a whole number. Results of counting have 64 bits."""

    precision: int

    def __new__(cls, value: float, precision: int = FLOAT_PRECISION) -> ShortInt:
        self = super().__new__(cls, value)
        self.precision = precision
        return self

    def __neg__(self) -> ShortInt:
        return ShortInt(-int(self), self.precision)

    def __abs__(self) -> ShortInt:
        return ShortInt(abs(int(self)), self.precision)


def count_of(value: int) -> ShortInt:
    """Return a whole number that a function makes of its own: it has 64 bits."""
    return ShortInt(value, COUNT_PRECISION)


def precision_of(value: Number) -> int:
    """Return how many bits the number has."""
    return getattr(value, "precision", PRECISION)


def shortened(value: int | Fraction, precision: int) -> int | Fraction:
    """Return `value` rounded to a number of so many bits."""
    value = round_number(value, precision)
    if precision >= PRECISION:
        return value
    return ShortInt(value, precision) if isinstance(value, int) else ShortFraction(value, precision)


class _NegativeZero(int):
    """Zero with a minus sign, which texts and divisions show."""

    __slots__ = ()

    def __neg__(self) -> int:
        return 0

    def __abs__(self) -> int:
        return 0


NEGATIVE_ZERO = _NegativeZero(0)


def is_negative(value: Number) -> bool:
    """Return True if a number has a minus sign."""
    return value < 0 or type(value) is _NegativeZero


_LOOSE = late(r"([+-]?)(\d*)(?:\.(\d*))?(?:([eEpP])([+-]?\d+))?\Z", re.ASCII)


def round_number(value: int | Fraction, precision: int = PRECISION) -> int | Fraction:
    """Return `value` rounded to a number of bits (half to even); an `int` if it is whole."""
    if isinstance(value, int):
        excess = abs(value).bit_length() - precision
        return int(value) if excess <= 0 else _round_shift(int(value), excess) << excess
    numerator, denominator = value.numerator, value.denominator
    if denominator == 1:
        return round_number(numerator, precision)
    if denominator & (denominator - 1) == 0 and abs(numerator).bit_length() <= precision:
        return value
    # scale so that the quotient has just over 512 bits, then round the quotient
    shift = precision + 2 - (abs(numerator).bit_length() - denominator.bit_length())
    scaled, rest = divmod(abs(numerator) << shift if shift > 0 else abs(numerator), denominator << max(0, -shift))
    scaled = (scaled << 1) | (1 if rest else 0)  # a sticky bit keeps ties apart
    excess = scaled.bit_length() - precision
    mantissa = _round_shift(scaled, excess)
    exponent = excess - shift - 1
    if numerator < 0:
        mantissa = -mantissa
    result = Fraction(mantissa << exponent) if exponent >= 0 else Fraction(mantissa, 1 << -exponent)
    return result.numerator if result.denominator == 1 else result


def _round_shift(value: int, bits: int) -> int:
    """Return `value >> bits`, rounded half to even (of the magnitude)."""
    magnitude = abs(value)
    kept, rest = magnitude >> bits, magnitude & ((1 << bits) - 1)
    half = 1 << (bits - 1)
    if rest > half or (rest == half and kept & 1):
        kept += 1
    return -kept if value < 0 else kept


def parse_number(text: str) -> Number:
    """Return the number in a decimal literal or string.

    Raises `ValueError` if there is none (white space, hexadecimal, ``inf``), `OutOfRangeError` if its exponent is out of bounds.
    """
    if text.isdecimal() and text.isascii() and len(text) < 100:
        return int(text)
    if text in _INFINITIES:
        return _INFINITIES[text]
    match = _LOOSE.match(text)
    if match is None or not (match[2] or match[3]):
        raise ValueError("a number is required")
    sign, whole, fraction = match[1], match[2], match[3] or ""
    if len(text) > MAX_EXPONENT or len(match[5] or "") > 9 or abs(int(match[5] or 0)) > MAX_EXPONENT:
        raise OutOfRangeError("the number is out of range")
    digits, exponent = (whole + fraction).lstrip("0"), -len(fraction)
    if len(digits) > _ENOUGH_DIGITS:  # the others can only tell which way to round
        exponent += len(digits) - _ENOUGH_DIGITS - 1
        digits = digits[:_ENOUGH_DIGITS] + ("1" if digits[_ENOUGH_DIGITS:].strip("0") else "0")
    exact = int(digits or "0") * Fraction(10) ** exponent
    if match[5]:  # Go also takes powers of two: 1p3
        exact *= Fraction(10 if match[4] in "eE" else 2) ** int(match[5])
    value = round_number(exact)
    if sign != "-":
        return value
    return -value if value else NEGATIVE_ZERO


def format_number(value: Number) -> str:
    """Return the shortest decimal that reads back as `value`, without an exponent, as Terraform writes numbers into strings."""
    if isinstance(value, float):
        return "-Inf" if value < 0 else "+Inf"
    if value == 0:
        return "-0" if is_negative(value) else "0"
    if isinstance(value, int):
        if abs(value).bit_length() <= min(precision_of(value), 500):
            return str(int(value))
    elif value.denominator == 1:
        return format_number(value.numerator)
    digits, point = significant_digits(magnitude(value), None)
    sign = "-" if value < 0 else ""
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if point >= len(digits):
        return f"{sign}{digits}{'0' * (point - len(digits))}"
    return f"{sign}{digits[:point]}.{digits[point:]}"


def _shortest(magnitude: Fraction, precision: int) -> tuple[str, int]:
    """Return the fewest significant digits that stand for no other number of that precision, and the position of the decimal point.

    ``0.d1d2… × 10^point``. Follows `roundShortest` of Go's math/big, also where it is not quite right (powers of two).
    """
    numerator, denominator = magnitude.numerator, magnitude.denominator
    exponent = numerator.bit_length() - denominator.bit_length()
    if magnitude < (Fraction(1 << exponent) if exponent >= 0 else Fraction(1, 1 << -exponent)):
        exponent -= 1
    shift = precision - 1 - exponent  # magnitude × 2^shift is a whole number of `precision` bits
    mantissa = int(magnitude * (1 << shift) if shift >= 0 else magnitude / (1 << -shift))
    half = Fraction(1, 1 << (shift + 1)) if shift >= -1 else Fraction(1 << -(shift + 1))
    low_bound, high_bound, inclusive = magnitude - half, magnitude + half, mantissa % 2 == 0
    point = _decimal_point(magnitude)
    low, high = 1, {PRECISION: 156, FLOAT_PRECISION: 18}.get(precision, precision * 30103 // 100_000 + 2)
    best = _digits(magnitude, high)
    while low < high:
        middle = (low + high) // 2
        unit = Fraction(10) ** (point - middle)
        down = magnitude // unit * unit
        up = down + unit
        down_fits = down > low_bound or (inclusive and down == low_bound)
        up_fits = up < high_bound or (inclusive and up == high_bound)
        if down_fits or up_fits:
            best = _digits(magnitude if down_fits and up_fits else down if down_fits else up, middle)
            high = middle
        else:
            low = middle + 1
    digits, point = best
    return digits.rstrip("0") or "0", point


def _digits(value: Fraction, count: int) -> tuple[str, int]:
    """Return `value` rounded half to even to `count` significant digits."""
    point = _decimal_point(value)
    shift = count - point
    scaled = value * 10**shift if shift >= 0 else value / 10**-shift
    whole = round(scaled)
    text = str(whole)
    if len(text) > count:
        text, point = text[:-1], point + 1
    return text, point


def magnitude(value: int | Fraction) -> int | Fraction:
    """Return the absolute value, in the same precision."""
    return -value if is_negative(value) else value


def significant_digits(value: int | Fraction, count: int | None) -> tuple[str, int]:
    """Return `count` significant digits of a positive number (rounded half to even), or as many as stand for no other number.

    Returns the digits and the position of the decimal point: ``0.d1d2… × 10^point``.
    """
    if count is not None:
        return _digits(Fraction(value), count)
    return _shortest(Fraction(value), precision_of(value))


def _decimal_point(value: Fraction) -> int:
    """Return the `p` with ``10^(p-1) <= value < 10^p``."""
    guess = int((value.numerator.bit_length() - value.denominator.bit_length()) * 0.30102999566398120) + 1
    while value >= Fraction(10) ** guess:
        guess += 1
    while value < Fraction(10) ** (guess - 1):
        guess -= 1
    return guess


def from_float(value: float) -> Number:
    """Return the number a Go float64 holds: exactly its binary value, written with the digits of a float64.

    Raises `ValueError` for NaN.
    """
    if isnan(value):
        raise ValueError("not a number")
    if not isfinite(value):
        return value
    if value == 0:
        return NEGATIVE_ZERO if copysign(1, value) < 0 else 0
    return ShortInt(value) if value.is_integer() else ShortFraction(value)


def to_plain(value: Number) -> int | float:
    """Return a number for JSON and for rules: an int if it is whole, else the nearest float."""
    return int(value) if isinstance(value, int) else float(value)
