"""Numeric functions. `log` and `pow` go through 64-bit floats, as in Go; the others are exact."""

from __future__ import annotations

import math
import sys
from fractions import Fraction

from riveter.terraform.functions import go_math
from riveter.terraform.functions.common import go_quote, number_parameter, whole_number
from riveter.terraform.functions.registry import CallContext, FunctionError, FunctionParameter, derive, function
from riveter.terraform.values.arithmetic import add
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.numbers import (
    COUNT_PRECISION,
    Number,
    ShortInt,
    count_of,
    format_number,
    from_float,
    is_negative,
)
from riveter.terraform.values.types import DYNAMIC, NUMBER, STRING, Type, friendly_name
from riveter.terraform.values.value import TValue, first_unknown, is_null, type_of

_NUM = number_parameter("num")


@function(_NUM, result=NUMBER, name="abs")
def abs_(number: Number) -> TValue:
    """Return the magnitude."""
    return abs(number)


@function(_NUM, result=NUMBER)
def ceil(number: Number) -> TValue:
    """Return the nearest whole number that is not less."""
    return math.ceil(number) if isinstance(number, Fraction) else number or 0


@function(_NUM, result=NUMBER)
def floor(number: Number) -> TValue:
    """Return the nearest whole number that is not greater."""
    return math.floor(number) if isinstance(number, Fraction) else number or 0


@function(_NUM, result=NUMBER)
def signum(number: Number) -> TValue:
    """Return -1, 0 or 1."""
    whole = whole_number(number)
    return count_of((whole > 0) - (whole < 0))


@function(_NUM, number_parameter("base"), result=NUMBER)
def log(number: Number, base: Number) -> TValue:
    """Return the logarithm to a base."""
    top, bottom = go_math.log(_float(number)), go_math.log(_float(base))
    return _number(top / bottom if bottom else math.copysign(math.inf, top) if top else math.nan)


@function(_NUM, number_parameter("power"), result=NUMBER, name="pow")
def pow_(number: Number, power: Number) -> TValue:
    """Return a number to a power."""
    return _number(go_math.pow(_float(number), _float(power)))


def _float(number: Number) -> float:
    try:
        return -0.0 if number == 0 and is_negative(number) else float(number)
    except OverflowError:
        largest = format_number(int(sys.float_info.max))
        raise FunctionError(f"value must be between -{largest}.000000 and {largest}.000000 inclusive") from None


def _number(value: float) -> Number:
    try:
        return from_float(value)
    except ValueError:
        raise FunctionError("result is not a number") from None


@function(variadic=number_parameter("numbers"), result=NUMBER, name="max")
def max_(*numbers: Number) -> TValue:
    """Return the greatest of the numbers."""
    if not numbers:
        raise FunctionError("must pass at least one number")
    return max(numbers)


@function(variadic=number_parameter("numbers"), result=NUMBER, name="min")
def min_(*numbers: Number) -> TValue:
    """Return the least of the numbers."""
    if not numbers:
        raise FunctionError("must pass at least one number")
    return min(numbers)


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MAX_DIGITS = 10_000


def _is_text(text: TValue, base: TValue) -> Type:
    have = type_of(text)
    if have not in (STRING, DYNAMIC):
        raise FunctionError(f"first argument must be a string, not {friendly_name(have)}", 0)
    return NUMBER


@function(FunctionParameter("number"), number_parameter("base"), result=NUMBER, context=True, typed=_is_text)
def parseint(context: CallContext, text: TValue, base: Number) -> TValue:
    """Return the integer in a text with a base of 2 to 62; beyond 36, upper case letters follow the lower case ones."""
    _is_text(text, base)
    radix = whole_number(base, 1)
    if not 2 <= radix <= 62:
        raise FunctionError("base must be a whole number between 2 and 62 inclusive", 1)
    digits = text[1:] if text[:1] in ("+", "-") else text
    if radix <= 36 and digits.isascii():
        digits = digits.lower()
    values = [_DIGITS.find(digit) for digit in digits]
    if not values or not all(0 <= value < radix for value in values) or len(values) > _MAX_DIGITS:
        raise FunctionError(f"cannot parse {go_quote(text)} as a base {radix} integer", 0)
    context.charge(len(values) * len(values) // 10_000)
    result = 0
    for value in values:
        result = result * radix + value
    return ShortInt(-result if text[0] == "-" else result, max(COUNT_PRECISION, result.bit_length()))


@function(FunctionParameter("list", unknown="element"), result=NUMBER)
def sum(numbers: TValue) -> TValue:
    """Return the sum of a list, set or tuple of numbers."""
    if isinstance(numbers, dict):
        raise FunctionError(f"argument must be list, set, or tuple. Received {friendly_name(type_of(numbers))}", 0)
    if not isinstance(numbers, tuple):
        raise FunctionError("cannot sum noniterable", 0)
    if not numbers:
        raise FunctionError("cannot sum an empty list", 0)
    total: Number = 0
    started = False
    for item in numbers:
        if first_unknown(item) is not None:
            continue
        try:
            number = None if is_null(item) else convert(item, NUMBER)
        except ConversionError:
            number = None
        if number is None:
            raise FunctionError("argument must be list, set, or tuple of number values", 0)
        total = add(total, number) if started else number
        started = True
    unknown = first_unknown(numbers)
    return total if unknown is None else derive(unknown, type=NUMBER)
