"""What several themes need: parameters, numbers as arguments, texts as cty keeps them, texts with holes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from fractions import Fraction

from riveter.terraform.functions.registry import FunctionError, Parameter, derive
from riveter.terraform.numbers import Number
from riveter.terraform.types import NUMBER, STRING
from riveter.terraform.values import TValue, text_with_holes
from riveter.values import PartialText, Unknown

STR = Parameter("str", STRING)
PARTIAL_STR = Parameter("str", STRING, unknown="pass")
"""A string that the function takes with holes as well."""

_INT64_MIN, _INT64_MAX = -(2**63), 2**63 - 1


def nfc(text: str) -> str:
    """`text` in normal form C, as cty keeps every string."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def graphemes(text: str) -> list[str]:
    """The grapheme clusters of `text`: what people take for its characters."""
    if text.isascii() and "\r" not in text:
        return list(text)
    import regex

    return regex.findall(r"\X", text)


def whole_number(value: Number, argument: int | None, what: str = "") -> int:
    """`value` as an integer of 64 bits.

    Raises `FunctionError`, beginning with `what`, for other numbers.
    """
    if isinstance(value, Fraction) or not _INT64_MIN <= value <= _INT64_MAX:
        raise FunctionError(f"{what}value must be a whole number, between {_INT64_MIN} and {_INT64_MAX}", argument)
    return value


def number_parameter(name: str) -> Parameter:
    """A parameter that takes a number."""
    return Parameter(name, NUMBER)


def map_text(text: TValue, change: Callable[[str], str]) -> str | Unknown:
    """`change` applied to a text, and to each known part of a text with holes (where that is what `change` does to the whole)."""
    if isinstance(text, str):
        return nfc(change(text))
    if isinstance(text, PartialText):
        return replace_parts(text, [part if not isinstance(part, str) else change(part) for part in text.parts])
    assert isinstance(text, Unknown)
    return derive(text, type=STRING, opaque=True)


def replace_parts(text: PartialText, parts: list[object], *, opaque: bool = True) -> str | Unknown:
    """A text with holes with other known parts; its holes stand for values derived from those of `text`."""
    from riveter.values import Hole

    renewed: list[str | Hole] = []
    for part in parts:
        if isinstance(part, Hole):
            hole = derive(part.value, type=part.value.type or STRING, not_null=part.value.not_null, opaque=opaque)  # type: ignore[arg-type]
            renewed.append(Hole(hole, encoded=part.encoded))
        else:
            renewed.append(str(part))
    return text_with_holes([PartialText(tuple(part for part in renewed if part), type=STRING)])
