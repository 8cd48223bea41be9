"""Messages about sensitive arguments do not show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riveter.core.values import PartialText
from riveter.terraform.values.numbers import NUMERIC, format_number
from riveter.terraform.values.quoting import go_quote
from riveter.terraform.values.value import Marked, TValue, has_marks

HIDDEN = "(sensitive value)"
_SHOWABLE = 5
"""The number of consecutive characters of a secret that may not be shown."""


def redacted(message: str, args: Sequence[TValue]) -> str:
    """Return `message` without the texts of marked arguments, or a general message if parts of them would remain."""
    for text in {text for arg in args if has_marks(arg) for text in _texts(arg, False)}:
        message = message.replace(go_quote(text), HIDDEN)
        if len(text) >= _SHOWABLE:
            message = message.replace(text, HIDDEN)
    rest = message.replace(HIDDEN, "\0")
    shown = {rest[i : i + _SHOWABLE] for i in range(len(rest) - _SHOWABLE + 1)}
    for arg in args:
        if not has_marks(arg):
            continue
        for text in _texts(arg, False):
            if any(text[i : i + _SHOWABLE] in shown for i in range(len(text) - _SHOWABLE + 1)):
                return "the sensitive value given does not fit"
    return message


def _texts(value: TValue, secret: bool) -> Iterator[str]:
    """Yield the texts and numbers in marked values."""
    if type(value) is Marked:
        value, secret = value.value, True
    if isinstance(value, tuple):
        for item in value:
            yield from _texts(item, secret)
    elif isinstance(value, dict):
        for key, item in value.items():
            if secret:
                yield key
            yield from _texts(item, secret)
    elif not secret or isinstance(value, bool):
        return
    elif isinstance(value, str):
        yield value
    elif isinstance(value, PartialText):
        yield from value.known_parts
    elif isinstance(value, NUMERIC):
        yield format_number(value)
