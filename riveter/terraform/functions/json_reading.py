"""JSON to values: numbers exact, arrays as tuples, objects as objects; holes become unknown parts."""

from __future__ import annotations

import json
from typing import Any

from riveter.core.patterns import late
from riveter.core.values import NO_ELEMENT, Hole, PartialText, Unknown, mark_holes
from riveter.terraform.functions.common import nfc
from riveter.terraform.functions.registry import derive
from riveter.terraform.values.conversion import out_of_range
from riveter.terraform.values.numbers import Number, OutOfRangeError, parse_number
from riveter.terraform.values.types import BOOL, DYNAMIC, NUMBER, STRING
from riveter.terraform.values.value import TValue, type_of

_MARK = late("\ue000(\\d+)\ue001")
_ESCAPES = '"\\/bfnrtu'


def decode(text: str) -> TValue:
    """Return the value of a JSON text. Raises `ValueError` with the words of Go's decoder, `RecursionError` when it is too deep."""
    return _value(_load(text), [])


def decode_holed(text: PartialText) -> TValue:
    """Return the value of a JSON text with holes. Raises `ValueError` if a hole may be structure."""
    marked, holes = mark_holes(text)
    return _value(_load(marked), holes)


def _load(text: str) -> Any:
    try:
        return json.loads(text, parse_float=_number, parse_int=_number, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise ValueError(_go_message(text, error)) from None


def _number(text: str) -> Number | Unknown:
    try:
        return parse_number(text)
    except OutOfRangeError:
        return out_of_range()


def _constant(text: str) -> Any:
    letter = text[0]
    if letter == "-":
        raise ValueError("invalid character 'I' in numeric literal")
    raise ValueError(f"invalid character '{letter}' looking for beginning of value")


def _value(value: Any, holes: list[Hole]) -> TValue:
    if isinstance(value, str):
        return _string(value, holes)
    if isinstance(value, list):
        opened = _any_number(value, holes) if holes else None
        if opened is not None:
            return derive(opened, type=DYNAMIC, not_null=True)
        return tuple([_value(item, holes) for item in value])
    if isinstance(value, dict):
        if holes and any("\ue000" in key for key in value):
            raise ValueError("a key of the document is unknown")
        return {_plain(key): _value(item, holes) for key, item in value.items()}
    return value


def _any_number(items: list[Any], holes: list[Hole]) -> Unknown | None:
    """Return why the number of elements is unknown, if a hole among them represents any number."""
    for item in items:
        whole = _MARK.fullmatch(item) if isinstance(item, str) and "\ue000" in item else None
        if whole and holes[int(whole[1])].element is not NO_ELEMENT:
            return holes[int(whole[1])].value
    return None


def _string(text: str, holes: list[Hole]) -> TValue:
    if not holes or "\ue000" not in text:
        return _plain(text)
    whole = _MARK.fullmatch(text)
    if whole:
        hole = holes[int(whole[1])]
        return _unknown(hole) if hole.encoded else PartialText((hole,), type=STRING)
    parts: list[str | Hole] = []
    for index, piece in enumerate(_MARK.split(text)):
        if index % 2:
            parts.append(holes[int(piece)])
        elif piece:
            parts.append(_plain(piece))
    return PartialText(tuple(parts), type=STRING)


def _unknown(hole: Hole) -> Unknown:
    """Return the unknown itself; a decoded collection is a tuple or an object, so its type is not known."""
    have = type_of(hole.value)
    if have in (STRING, NUMBER, BOOL):
        return hole.value
    return derive(hole.value, type=DYNAMIC, not_null=hole.value.not_null, keeps="identity")


def _plain(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return nfc(text)


def _go_message(text: str, error: json.JSONDecodeError) -> str:
    position = error.pos
    message = error.msg
    if message == "Extra data":
        return "extraneous data after JSON object"
    if message.startswith("Unexpected UTF-8 BOM"):
        return "invalid character 'ï' looking for beginning of value"
    if message.startswith("Unterminated string"):
        return "unexpected EOF"
    if message.startswith("Invalid \\"):
        while position < len(text) and text[position] == "\\":
            position += 1
        return f"invalid character {_letter(text, position)} in string escape code"
    while position < len(text) and text[position] in " \t\r\n":
        position += 1
    if message.startswith("Invalid control character"):
        return f"invalid character {_letter(text, error.pos)} in string literal"
    if position >= len(text):
        return "EOF"
    letter = _letter(text, position)
    if message.startswith("Expecting property name"):
        return (
            f"invalid character {letter} looking for beginning of object key string"
            if text[position] == "}"
            else (f"invalid character {letter}")
        )
    if message.startswith("Expecting ':'"):
        return f"invalid character {letter} after object key"
    if message.startswith("Expecting ','"):
        return f"invalid character {letter} after array element or object key:value pair"
    if message.startswith("Illegal trailing comma"):
        following = position + 1
        while following < len(text) and text[following] in " \t\r\n":
            following += 1
        what = "beginning of value" if text[following : following + 1] == "]" else "beginning of object key string"
        return f"invalid character {_letter(text, following)} looking for {what}"
    if any(word.startswith(text[position:]) for word in ("true", "false", "null")):
        return "unexpected EOF"
    return f"invalid character {letter} looking for beginning of value"


def _letter(text: str, position: int) -> str:
    letter = text[position : position + 1]
    if letter == "'":
        return "'\\''"
    if letter > "\x7f":  # Go speaks of the first byte
        letter = chr(letter.encode("utf-8", "replace")[0])
    return "'" + letter.encode("unicode_escape").decode() + "'" if letter < " " else f"'{letter}'"
