"""Shared code of the function modules: parameters, numbers as arguments, texts as in cty, texts with holes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from riveter.core.values import Hole, Keeps, PartialText, Unknown
from riveter.terraform.functions.registry import FunctionError, FunctionParameter, derive
from riveter.terraform.values.numbers import Number
from riveter.terraform.values.quoting import go_quote
from riveter.terraform.values.types import NUMBER, STRING
from riveter.terraform.values.value import TValue, text_with_holes

__all__ = [
    "HOLED_STR",
    "STR",
    "go_quote",
    "graphemes",
    "map_text",
    "nfc",
    "number_parameter",
    "renewed",
    "string_parameter",
    "whole_number",
]

STR = FunctionParameter("str", STRING)
HOLED_STR = FunctionParameter("str", STRING, unknown="pass")
"""A string that the function also takes with holes."""

_INT64_MIN, _INT64_MAX = -(2**63), 2**63 - 1


def number_parameter(name: str) -> FunctionParameter:
    """Return a parameter that takes a number."""
    return FunctionParameter(name, NUMBER)


def string_parameter(name: str) -> FunctionParameter:
    """Return a parameter that takes a string."""
    return FunctionParameter(name, STRING)


def nfc(text: str) -> str:
    """Return `text` in normal form C, as cty keeps every string."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def graphemes(text: str) -> list[str]:
    """Return the grapheme clusters of `text`: the characters that people see."""
    if text.isascii() and "\r" not in text:
        return list(text)
    import regex  # its clusters are those of Unicode; the standard library has none

    found: list[str] = regex.findall(r"\X", text)
    if any(unicodedata.combining(letter) == _VIRAMA for letter in text):
        return [part for cluster in found for part in _conjunct_parts(cluster)]
    return found


_VIRAMA = 9
_SPACING_VOWELS = "\u0e33\u0eb3"


def _conjunct_parts(cluster: str) -> list[str]:
    """Return the clusters by the rules of Unicode 15.0, as Terraform has them: later rules join consonants that a virama links."""
    parts: list[str] = []
    start = 0
    linked = False
    for index, letter in enumerate(cluster):
        if linked and unicodedata.category(letter) == "Lo" and letter not in _SPACING_VOWELS:
            parts.append(cluster[start:index])
            start, linked = index, False
        linked = linked or unicodedata.combining(letter) == _VIRAMA
    return [*parts, cluster[start:]]


def whole_number(value: Number, argument: int | None = None, what: str = "") -> int:
    """Return `value` as an integer of 64 bits.

    Raises `FunctionError`, its message beginning with `what`, for other numbers.
    """
    if not isinstance(value, int) or not _INT64_MIN <= value <= _INT64_MAX:
        raise FunctionError(f"{what}value must be a whole number, between {_INT64_MIN} and {_INT64_MAX}", argument)
    return int(value)


def map_text(text: TValue, change: Callable[[str], str]) -> str | Unknown:
    """Return `change` applied to a text, or to each known part of a text with holes.

    Only for a `change` of which the parts' results are parts of the whole's result.
    """
    if isinstance(text, str):
        return nfc(change(text))
    if isinstance(text, PartialText):
        return renewed(change(part) if isinstance(part, str) else part for part in text.parts)
    return derive(text, type=STRING, keeps="opaque")


def renewed(parts: Iterable[str | Hole], *, keeps: Keeps = "opaque") -> str | Unknown:
    """Return a text of new known parts and of holes whose values were changed by a function (`keeps` as in `derive`)."""
    pieces: list[str | Unknown] = []
    for part in parts:
        if isinstance(part, Hole):
            value = derive(part.value, type=STRING, not_null=part.value.not_null, keeps=keeps)
            pieces.append(PartialText((Hole(value, encoded=part.encoded, element=part.element),), type=STRING))
        else:
            pieces.append(part)
    return text_with_holes(pieces)
