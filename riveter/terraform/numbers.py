"""Terraform's numbers: binary floating point with a 512-bit mantissa (Go's ``big.Float`` as cty uses it).

A number is an `int`, or a `Fraction` whose value has been rounded to 512 bits; never a Python float. Integers of more than
512 bits are rounded as well. Text is the shortest decimal that reads back as the same number, without an exponent.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TypeAlias

PRECISION = 512
MAX_EXPONENT = 20_000
"""Decimal exponents beyond this are refused: they cost time and memory out of proportion, and occur in attacks only."""

Number: TypeAlias = "int | Fraction"

_LITERAL = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?\Z")
_LOOSE = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\Z", re.ASCII)


def round_number(value: Number) -> Number:
    """`value` rounded to 512 bits (half to even), an `int` where it is whole."""
    if isinstance(value, int):
        excess = abs(value).bit_length() - PRECISION
        return value if excess <= 0 else _round_shift(value, excess) << excess
    numerator, denominator = value.numerator, value.denominator
    if denominator == 1:
        return round_number(numerator)
    if denominator & (denominator - 1) == 0 and abs(numerator).bit_length() <= PRECISION:
        return value
    # scale so that the quotient has just over 512 bits, then round the quotient
    shift = PRECISION + 2 - (abs(numerator).bit_length() - denominator.bit_length())
    scaled, rest = divmod(abs(numerator) << shift if shift > 0 else abs(numerator), denominator << max(0, -shift))
    scaled = (scaled << 1) | (1 if rest else 0)  # a sticky bit keeps ties apart
    excess = scaled.bit_length() - PRECISION
    mantissa = _round_shift(scaled, excess)
    exponent = excess - shift - 1
    if numerator < 0:
        mantissa = -mantissa
    result = Fraction(mantissa << exponent) if exponent >= 0 else Fraction(mantissa, 1 << -exponent)
    return result.numerator if result.denominator == 1 else result


def _round_shift(value: int, bits: int) -> int:
    """`value >> bits`, rounded half to even (of the magnitude)."""
    magnitude = abs(value)
    kept, rest = magnitude >> bits, magnitude & ((1 << bits) - 1)
    half = 1 << (bits - 1)
    if rest > half or (rest == half and kept & 1):
        kept += 1
    return -kept if value < 0 else kept


def parse_number(text: str) -> Number:
    """The number a decimal literal or string holds.

    Raises `ValueError` when it holds none (white space, hexadecimal, ``inf``) or its exponent is out of bounds.
    """
    if text.isdecimal() and text.isascii() and len(text) < 100:
        return int(text)
    match = _LOOSE.match(text)
    if match is None or not (match[2] or match[3]):
        raise ValueError("a number is required")
    sign, whole, fraction, exponent = match[1], match[2], match[3] or "", int(match[4] or 0)
    if len(text) > MAX_EXPONENT or abs(exponent) > MAX_EXPONENT:
        raise ValueError("the number is out of range")
    digits = int(whole + fraction)
    exponent -= len(fraction)
    value: Number = digits * 10**exponent if exponent >= 0 else Fraction(digits, 10**-exponent)
    value = round_number(value)
    return -value if sign == "-" else value


def format_number(value: Number) -> str:
    """The shortest decimal that reads back as `value`, without an exponent, as Terraform writes numbers into strings."""
    if isinstance(value, int):
        if abs(value).bit_length() <= 500:
            return str(value)
        digits, point = _shortest(Fraction(value))
    elif value.denominator == 1:
        return format_number(value.numerator)
    else:
        digits, point = _shortest(value)
    sign = "-" if value < 0 else ""
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if point >= len(digits):
        return f"{sign}{digits}{'0' * (point - len(digits))}"
    return f"{sign}{digits[:point]}.{digits[point:]}"


def _shortest(value: Fraction) -> tuple[str, int]:
    """Significant digits and the position of the decimal point: ``0.d1d2… × 10^point``."""
    magnitude = abs(value)
    low, high = 1, 156
    best = _digits(magnitude, high)
    while low < high:
        middle = (low + high) // 2
        candidate = _digits(magnitude, middle)
        if round_number(_value(*candidate)) == magnitude:
            best, high = candidate, middle
        else:
            low = middle + 1
    digits, point = best
    return digits.rstrip("0") or "0", point


def _digits(value: Fraction, count: int) -> tuple[str, int]:
    """`value` rounded half to even to `count` significant digits."""
    point = _decimal_point(value)
    shift = count - point
    scaled = value * 10**shift if shift >= 0 else value / 10**-shift
    whole = round(scaled)
    text = str(whole)
    if len(text) > count:
        text, point = text[:-1], point + 1
    return text, point


def _decimal_point(value: Fraction) -> int:
    """The `p` with ``10^(p-1) <= value < 10^p``."""
    guess = int((value.numerator.bit_length() - value.denominator.bit_length()) * 0.30102999566398120) + 1
    while value >= Fraction(10) ** guess:
        guess += 1
    while value < Fraction(10) ** (guess - 1):
        guess -= 1
    return guess


def _value(digits: str, point: int) -> Fraction:
    exponent = point - len(digits)
    return Fraction(int(digits) * 10**exponent) if exponent >= 0 else Fraction(int(digits), 10**-exponent)


def from_float(value: float) -> Number:
    """The number a Go float64 holds: the binary value itself. Raises `ValueError` for infinities and NaN."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError("not a finite number")
    fraction = Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


def to_plain(value: Number) -> int | float:
    """For JSON and for rules: an int where it is whole, else the nearest float."""
    return value if isinstance(value, int) else float(value)
