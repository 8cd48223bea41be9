"""JSON as Go's encoder writes it: compact, keys sorted, ``<``, ``>`` and ``&`` escaped; unknown parts become holes."""

from __future__ import annotations

from collections.abc import Callable

from riveter.core.patterns import late
from riveter.core.values import Hole, PartialText, Unknown
from riveter.terraform.functions.registry import FunctionError, derive
from riveter.terraform.values.numbers import NUMERIC, format_number
from riveter.terraform.values.partial import OpenTuple
from riveter.terraform.values.to_python import plain
from riveter.terraform.values.types import DYNAMIC, STRING
from riveter.terraform.values.value import (
    ListValue,
    MapValue,
    SetValue,
    TValue,
    is_null,
    sorted_keys,
    text_with_holes,
    type_of,
    unmark,
)

_MAX_DEPTH = 500
_SPECIAL = late('["\\\\\x00-\x1f<>&\u2028\u2029]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def escape(text: str) -> str:
    """Return the inside of a JSON string."""
    return _SPECIAL.sub(lambda match: _SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}", text)


def encode(value: TValue, charge: Callable[[int], None]) -> str | Unknown:
    """Return the JSON text of a value without marks. `charge` counts the cost as `CallContext.charge` does."""
    parts: list[str | Unknown] = []
    _encode(value, parts, charge, 0)
    if all(isinstance(part, str) for part in parts):
        return "".join([part for part in parts if isinstance(part, str)])
    return text_with_holes(parts)


def _encode(value: TValue, parts: list[str | Unknown], charge: Callable[[int], None], depth: int) -> None:
    if depth > _MAX_DEPTH:
        raise FunctionError("the value is nested too deeply")
    if isinstance(value, str):
        charge(1 + len(value) // 100)
        parts.append(f'"{escape(value)}"')
    elif is_null(value) or isinstance(value, (bool, *NUMERIC)):
        charge(1)
        if isinstance(value, float):
            raise FunctionError("cannot serialize infinity as JSON")
        parts.append(
            "null" if is_null(value) else str(value).lower() if isinstance(value, bool) else format_number(value)
        )
    elif isinstance(value, tuple):
        charge(1)
        parts.append("[")
        decisive = _decisive(value)
        for index, item in enumerate(value):
            if index:
                parts.append(",")
            _encode(_with_type_of(decisive, item), parts, charge, depth + 1)
        parts.append("]")
    elif isinstance(value, dict):
        charge(1)
        parts.append("{")
        decisive = _decisive(value)
        for index, key in enumerate(sorted_keys(value)):
            parts.append(f'{"," if index else ""}"{escape(key)}":')
            _encode(_with_type_of(decisive, value[key]), parts, charge, depth + 1)
        parts.append("}")
    elif isinstance(value, OpenTuple):
        charge(1 + len(value.items))
        parts.append("[")
        separator = ""  # the comma beside an element that may not exist is part of its hole
        for index, item in enumerate(value.items):
            if index in value.open:
                hole = Hole(value.open[index], encoded=True, element=plain(item))
                parts.append(PartialText((hole,), type=STRING))
            else:
                parts.append(separator)
                separator = ","
                _encode(item, parts, charge, depth + 1)
        parts.append("]")
    elif isinstance(value, PartialText):
        parts.extend(['"', _escaped(value), '"'])
    elif isinstance(value, Unknown):
        parts.append(PartialText((Hole(value, encoded=True),), type=STRING))
    else:
        _encode(unmark(value)[0], parts, charge, depth)


def _decisive(value: TValue) -> Unknown | None:
    """Return an element without a type, if the elements have one type: what it turns out to be decides how the others are written."""
    if not isinstance(value, (ListValue, SetValue, MapValue)):
        return None
    items = value.values() if isinstance(value, MapValue) else value
    plains = (unmark(item)[0] for item in items)
    return next((item for item in plains if isinstance(item, Unknown) and type_of(item) == DYNAMIC), None)


def _with_type_of(decisive: Unknown | None, item: TValue) -> TValue:
    """Return an element of a collection; unknown if its type depends on another one: 1 is "1" beside a text."""
    if decisive is None or not isinstance(unmark(item)[0], (bool, *NUMERIC)):
        return item
    return derive(decisive, type=DYNAMIC)


def _escaped(text: PartialText) -> PartialText:
    """Return the inside of the JSON string: a hole with JSON text becomes a hole with its escaped form."""
    parts: list[str | Hole] = []
    for part in text.parts:
        if isinstance(part, str):
            parts.append(escape(part))
        else:
            parts.append(Hole(derive(part.value, type=STRING, keeps="opaque")) if part.encoded else part)
    return PartialText(tuple(parts), type=STRING)
