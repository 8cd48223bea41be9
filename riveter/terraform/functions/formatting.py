"""`format` and `formatlist`: the verbs of cty's formatter, which are nearly those of Go's fmt."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

import msgspec

from riveter.core.shapes import shape_of
from riveter.core.values import Hole, PartialText, Unknown
from riveter.terraform.functions.common import go_quote, graphemes, nfc
from riveter.terraform.functions.json_text import encode
from riveter.terraform.functions.registry import CallContext, FunctionError, FunctionParameter, derive, function
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.numbers import NUMERIC, Number, format_number, is_negative, magnitude, significant_digits
from riveter.terraform.values.types import BOOL, DYNAMIC, NUMBER, STRING, ListType, Primitive, SetType, TupleType
from riveter.terraform.values.value import ListValue, TValue, is_null, text_with_holes, type_of

_MAX_WIDTH = 1_000_000
"""Go's fmt refuses more as well."""


class _Verb(msgspec.Struct):
    """A verb of a format: ``%-5.2[1]f``. `offset` counts bytes."""

    raw: str
    offset: int
    mode: str
    argument: int
    flags: str = ""
    width: int = -1
    precision: int = -1


# --- reading a format ----------------------------------------------------------------------------


_Piece: TypeAlias = "str | _Verb | Unknown"


def _pieces(text: str | Unknown) -> list[_Piece] | Unknown:
    """Return the literal parts, the verbs and the holes of a format. Raises `FunctionError`.

    A format with holes is unknown if one of them may contain a `%`.
    """
    if isinstance(text, str):
        return _parse(text, 1)[0]
    if not isinstance(text, PartialText):
        return text
    pieces: list[_Piece] = []
    argument = 1
    for part in text.parts:
        if isinstance(part, str):
            found, argument = _parse(part, argument)
            pieces.extend(found)
            continue
        shape = None if part.encoded else shape_of(part.value)
        if shape is None or "%" in shape or "[^" in shape:
            return text
        pieces.append(part.value)
    return pieces


def _parse(text: str, next_argument: int) -> tuple[list[_Piece], int]:
    """Return the literal parts and the verbs, and the number of the next argument. Raises `FunctionError`."""
    pieces: list[_Piece] = []
    position = 0
    while True:
        percent = text.find("%", position)
        if percent < 0:
            pieces.append(text[position:])
            return pieces, next_argument
        pieces.append(text[position:percent])
        if text[percent + 1 : percent + 2] == "%":
            pieces.append("%")
            position = percent + 2
            continue
        verb, position = _parse_verb(text, percent, next_argument)
        next_argument = verb.argument + 1
        pieces.append(verb)


def _parse_verb(text: str, start: int, argument: int) -> tuple[_Verb, int]:
    end = _while(text, start + 1, "+-# 0")
    flags = text[start + 1 : end]
    width = precision = -1
    position = _while(text, end, "0123456789")
    if position > end:
        width = _bounded(text[end:position])
    if text[position : position + 1] == ".":
        end = _while(text, position + 1, "0123456789")
        precision = _bounded(text[position + 1 : end] or "0")
        position = end
    if text[position : position + 1] == "[":
        end = _while(text, position + 1, "0123456789")
        if end == position + 1 or text[position + 1] == "0":
            raise _unrecognized(text, position + 1)
        if text[end : end + 1] != "]":
            raise _unrecognized(text, end)
        argument = int(text[position + 1 : end][:9])
        position = end + 1
    mode = text[position : position + 1]
    if not (mode.isascii() and mode.isalpha()):
        raise _unrecognized(text, position)
    raw = text[start : position + 1]
    return _Verb(raw, _offset(text, start), mode, argument, flags, width, precision), position + 1


def _while(text: str, position: int, characters: str) -> int:
    while position < len(text) and text[position] in characters:
        position += 1
    return position


def _bounded(digits: str) -> int:
    number = int(digits[:9])
    if number > _MAX_WIDTH or len(digits) > 9:
        raise FunctionError("a width or precision in the format is too large")
    return number


def _offset(text: str, position: int) -> int:
    return len(text[:position].encode())


def _unrecognized(text: str, position: int) -> FunctionError:
    offset = _offset(text, position)
    if position >= len(text):
        return FunctionError(f"invalid format string starting at offset {offset}")
    character = "'" + go_quote(text[position])[1:-1].replace('\\"', '"') + "'"
    return FunctionError(f"unrecognized format character {character} at offset {offset}")


# --- filling it in -------------------------------------------------------------------------------


def _fill(context: CallContext, pieces: list[_Piece], args: tuple[TValue, ...]) -> str | Unknown:
    result: list[str | Unknown] = []
    used = 0
    cost = 0
    for piece in pieces:
        if isinstance(piece, str):
            result.append(piece)
            cost += len(piece)
            continue
        if isinstance(piece, Unknown):
            result.append(piece)
            continue
        if piece.argument > len(args):
            raise FunctionError(
                f"not enough arguments for {go_quote(piece.raw)} at {piece.offset}: "
                f"need index {piece.argument} but have {len(args)} total"
            )
        used = max(used, piece.argument)
        arg = args[piece.argument - 1]
        cost += (len(arg) if isinstance(arg, str) else 10) + max(piece.width, piece.precision, 0)
        if cost > 1000:
            context.charge(cost // 100)
            cost = 0
        result.append(_formatted(context, piece, arg))
    if used < len(args):
        what = f"only {used} used by format string" if used else "no verbs in format string"
        raise FunctionError(f"too many arguments; {what}", used + 1)
    text = text_with_holes(result)
    return nfc(text) if isinstance(text, str) else text


def _formatted(context: CallContext, verb: _Verb, arg: TValue) -> str | Unknown:
    if verb.mode != "v" and is_null(arg):
        raise _unsupported(verb, "null value cannot be formatted")
    if verb.mode not in "vtbdoxXeEfgGsq":
        raise FunctionError(f"unsupported format verb '{verb.mode}' in {go_quote(verb.raw)} at offset {verb.offset}")
    if isinstance(arg, Unknown):
        return _unknown(verb, arg)
    if verb.mode == "v":
        return _as_is(context, verb, arg)
    if verb.mode in "sq":
        return _string(context, verb, arg)
    if verb.mode == "t":
        return "true" if _converted(verb, arg, BOOL) else "false"
    number = _converted(verb, arg, NUMBER)
    if verb.mode in "eEfgG":
        return _float(verb, number)
    if not isinstance(number, int):
        raise _unsupported(verb, "an integer is required")
    return _integer(verb, number)


def _unsupported(verb: _Verb, problem: str) -> FunctionError:
    return FunctionError(f"unsupported value for {go_quote(verb.raw)} at {verb.offset}: {problem}")


def _converted(verb: _Verb, arg: TValue, want: Primitive) -> TValue:
    try:
        return convert(arg, want)
    except ConversionError as error:
        raise _unsupported(verb, error.message) from None


def _unknown(verb: _Verb, arg: Unknown) -> Unknown:
    if verb.mode == "s" or (verb.mode == "v" and "#" not in verb.flags):
        if verb.mode == "s":
            arg = _converted(verb, arg, STRING)
        if verb.width < 0 and (verb.precision < 0 or verb.mode == "v"):
            return arg
    elif verb.mode == "q" and verb.width < 0 and verb.precision < 0:
        return PartialText((Hole(_converted(verb, arg, STRING), encoded=True),), type=STRING)
    return derive(arg, type=STRING, keeps="opaque")


def _as_is(context: CallContext, verb: _Verb, arg: TValue) -> str | Unknown:
    if "#" not in verb.flags:
        if isinstance(arg, str):
            return _padded(verb, arg)
        if isinstance(arg, NUMERIC) and not isinstance(arg, bool):
            return _padded(verb, _general(arg, -1, "e"))
    text = encode(arg, context.charge)
    if isinstance(text, str):
        return _padded(verb, text)
    return text if verb.width < 0 else derive(text, type=STRING)


def _string(context: CallContext, verb: _Verb, arg: TValue) -> str:
    text: str = _converted(verb, arg, STRING)
    if verb.precision > 0:
        text = "".join(graphemes(text)[: verb.precision])
    if verb.mode == "q":
        text = str(encode(text, context.charge))
    return _padded(verb, text)


def _padded(verb: _Verb, text: str) -> str:
    if verb.width < 0:
        return text
    missing = verb.width - len(graphemes(text))
    if missing <= 0:
        return text
    padding = ("0" if "0" in verb.flags else " ") * missing
    return text + padding if "-" in verb.flags else padding + text


# --- numbers -------------------------------------------------------------------------------------


def _sign(verb: _Verb, negative: bool) -> str:
    if negative:
        return "-"
    return "+" if "+" in verb.flags else " " if " " in verb.flags else ""


def _integer(verb: _Verb, number: int) -> str:
    digits = decimal_text(abs(number)) if verb.mode == "d" else f"{abs(number):{verb.mode}}"
    prefix = {"b": "0b", "o": "0", "x": "0x", "X": "0X"}.get(verb.mode, "") if "#" in verb.flags else ""
    if verb.precision == 0 and number == 0:
        return ""
    digits = digits.rjust(verb.precision, "0")
    sign = _sign(verb, number < 0)
    missing = verb.width - len(sign) - len(prefix) - len(digits)
    if "-" in verb.flags:
        return sign + prefix + digits + " " * missing
    if "0" in verb.flags and verb.precision < 0:
        return sign + prefix + "0" * missing + digits
    return " " * missing + sign + prefix + digits


def decimal_text(number: int) -> str:
    """Return the digits of an integer that is not negative, however many they are."""
    if number.bit_length() < 10_000:
        return str(int(number))
    half = number.bit_length() * 3 // 20
    high, low = divmod(number, 10**half)
    return decimal_text(high) + decimal_text(low).rjust(half, "0")


def _float(verb: _Verb, number: Number) -> str:
    if isinstance(number, float):
        sign = "-" if number < 0 else " " if " " in verb.flags and "+" not in verb.flags else "+"
        return (sign + "Inf").ljust(verb.width) if "-" in verb.flags else (sign + "Inf").rjust(verb.width)
    size = magnitude(number)
    if verb.mode == "f":
        digits = _fixed(size, 6 if verb.precision < 0 else verb.precision)
    elif verb.mode in "eE":
        digits = _scientific(size, 6 if verb.precision < 0 else verb.precision, verb.mode)
    else:
        digits = _general(size, verb.precision, "e" if verb.mode == "g" else "E")
    sign = _sign(verb, is_negative(number))
    missing = verb.width - len(sign) - len(digits)
    if "-" in verb.flags:
        return sign + digits + " " * missing
    if "0" in verb.flags:
        return sign + "0" * missing + digits
    return " " * missing + sign + digits


def _fixed(number: int | Fraction, precision: int) -> str:
    exact = min(precision, Fraction(number).denominator.bit_length())
    digits = decimal_text(round(Fraction(number) * 10**exact)).rjust(exact + 1, "0")
    point = len(digits) - exact
    fraction = digits[point:] + "0" * (precision - exact)
    return f"{digits[:point]}.{fraction}" if precision else digits


def _scientific(number: int | Fraction, precision: int, letter: str) -> str:
    if not number:
        return _exponential("0" * (precision + 1), 0, letter)
    count = min(precision + 1, _MAX_DIGITS)
    digits, point = significant_digits(number, count)
    return _exponential(digits + "0" * (precision + 1 - count), point - 1, letter)


_MAX_DIGITS = 100_000


def _exponential(digits: str, exponent: int, letter: str) -> str:
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}{letter}{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def _general(number: Number, precision: int, letter: str) -> str:
    """Format ``%g``: the shortest text, or `precision` significant digits, with an exponent if that is small or large."""
    if isinstance(number, float):
        return format_number(number)
    size = magnitude(number)
    sign = "-" if is_negative(number) else ""
    if not size:
        return sign + "0"
    digits, point = significant_digits(size, None if precision < 0 else min(max(precision, 1), _MAX_DIGITS))
    digits = digits.rstrip("0")
    limit = 6 if precision < 0 else max(precision, 1)
    if precision > len(digits) >= point:
        limit = len(digits)
    if not -4 <= point - 1 < limit:
        return sign + _exponential(digits, point - 1, letter)
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if point >= len(digits):
        return sign + digits.ljust(point, "0")
    return f"{sign}{digits[:point]}.{digits[point:]}"


# --- the functions -------------------------------------------------------------------------------

_ARGS = FunctionParameter("args", null=True, unknown="pass")


@function(
    FunctionParameter("format", STRING, unknown="pass"), variadic=_ARGS, result=STRING, context=True, name="format"
)
def format_(context: CallContext, text: str | Unknown, *args: TValue) -> TValue:
    """Return the text with its verbs replaced by the arguments."""
    pieces = _pieces(text)
    if isinstance(pieces, Unknown):
        return derive(pieces, *(arg for arg in args if isinstance(arg, Unknown)), type=STRING)
    return _fill(context, pieces, args)


@function(FunctionParameter("format", STRING, unknown="pass"), variadic=_ARGS, result=ListType(STRING), context=True)
def formatlist(context: CallContext, text: str | Unknown, *args: TValue) -> TValue:
    """Apply `format` to every element of the lists among the arguments. Other arguments are used each time."""
    pieces = _pieces(text)
    if isinstance(pieces, Unknown):
        return derive(pieces, *(arg for arg in args if isinstance(arg, Unknown)), type=ListType(STRING))
    length = -1
    first = 0
    for index, arg in enumerate(args):
        if not isinstance(arg, tuple):
            continue
        if length < 0:
            length, first = len(arg), index
        elif len(arg) != length:
            raise FunctionError(
                f"argument {index + 1} has length {len(arg)}, which is inconsistent with argument {first + 1} "
                f"of length {length}",
                index + 1,
            )
    unknown = next((arg for arg in args if isinstance(arg, Unknown) and not _is_single(arg)), None)
    if unknown is not None:
        return derive(unknown, type=ListType(STRING))
    count = 1 if length < 0 else length
    context.charge(count)
    results: list[str | Unknown] = []
    for index in range(count):
        row = tuple([arg[index] if isinstance(arg, tuple) else arg for arg in args])
        try:
            results.append(_fill(context, pieces, row))
        except FunctionError as error:
            raise FunctionError(f"error on format iteration {index}: {error.message}") from None
    return ListValue(results, STRING)


def _is_single(arg: Unknown) -> bool:
    """Return True if an unknown argument is certainly not a list."""
    have = type_of(arg)
    return have != DYNAMIC and not isinstance(have, (ListType, SetType, TupleType))
