"""Where cel-python leaves the specification of the Common Expression Language: the functions that riveter puts in place of its own.

Numbers compare by value across int, uint and double. Values of different types are unequal, which is no error. A list has no
negative index. Texts are made as CEL writes them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from riveter.core.values import Unknown

MAX_SIZE = 1_000_000

_ESCAPES = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", "?": "?", '"': '"', "'": "'", "`": "`",
}  # fmt: skip
_ESCAPE = re.compile(r"\\([xX][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0-3][0-7]{2}|.)", re.DOTALL)
_INT = re.compile(r"[+-]?[0-9]+")
_UINT = re.compile(r"[0-9]+")
_DOUBLE = re.compile(r"[+-]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|(?i:inf|infinity|nan))")
_DURATION = re.compile(r"[+-]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|ms|s|m|h))+")
_TIMESTAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")


def functions(cel: SimpleNamespace, too_large: Callable[[], Exception]) -> Mapping[str, Any]:
    """Return the operators and conversions. `cel` has cel-python's `types` and `EvalError`."""
    types, failure = cel.types, cel.EvalError

    def number(value: Any) -> Any:
        """Return the Python number of a value; None if it is not a number."""
        if isinstance(value, (bool, types.BoolType)) or not isinstance(value, (int, float)):
            return None
        return float(value) if isinstance(value, float) else int(value)

    def numbers(left: Any, right: Any) -> tuple[Any, Any]:
        """Return both as numbers. Python compares an int with a float by value, however large it is."""
        return number(left), number(right)

    def equal(left: Any, right: Any) -> bool:
        first, second = numbers(left, right)
        if first is not None or second is not None:
            return first is not None and second is not None and bool(first == second)
        if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
            return len(left) == len(right) and all(equal(a, b) for a, b in zip(left, right, strict=True))
        if isinstance(left, dict) and isinstance(right, dict):
            return len(left) == len(right) and all(
                (mine := find(right, key)) is not _NONE and equal(left[key], right[mine]) for key in left
            )
        if callable(left) and callable(right):  # names of types: `type(x) == string`
            return kind_named(left) is kind_named(right)
        for kind in (types.BoolType, str, bytes, datetime, timedelta, type(None)):
            if isinstance(left, kind) or isinstance(right, kind):
                return isinstance(left, kind) and isinstance(right, kind) and bool(left == right)
        return bool(left == right)

    def find(items: Mapping[Any, Any], key: Any) -> Any:
        """Return the key of a map that equals a value; `_NONE` if there is none."""
        if isinstance(key, str):
            return key if dict.__contains__(items, key) else _NONE
        # The methods of dict itself, as those of cel-python's maps compare keys otherwise; a Mapping to mypy.
        return next((mine for mine in dict.keys(items) if equal(mine, key)), _NONE)  # type: ignore[arg-type,var-annotated]

    def checked(test: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        """Return the function, which hands errors on."""

        def run(left: Any, right: Any) -> Any:
            for side in (left, right):
                if isinstance(side, failure):
                    return side
            return test(left, right)

        return run

    def order(holds: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
        def run(left: Any, right: Any) -> Any:
            first, second = numbers(left, right)
            if first is not None and second is not None:
                return types.BoolType(holds(first, second))
            for kind in (types.BoolType, str, bytes, datetime, timedelta):
                if isinstance(left, kind) and isinstance(right, kind):
                    return types.BoolType(holds(plain(left), plain(right)))
            return failure("no such overload")

        return checked(run)

    def plain(value: Any) -> Any:
        if isinstance(value, types.BoolType):
            return bool(value)
        return str.__str__(value) if isinstance(value, str) else bytes(value) if isinstance(value, bytes) else value

    def may_be_null(value: Any) -> bool:
        return isinstance(value, Unknown) and not value.not_null

    def is_in(item: Any, container: Any) -> Any:
        if isinstance(container, dict):
            mine = find(container, item)
            if mine is not _NONE and may_be_null(dict.get(container, mine)):
                container[mine]  # stops the evaluation: null is absent
            return types.BoolType(mine is not _NONE)
        if not isinstance(container, (list, tuple)):
            return failure("no such overload")
        known = [mine for mine in list.__iter__(container) if not isinstance(mine, Unknown)]  # type: ignore[arg-type]
        if getattr(container, "open", None) is None and any(equal(mine, item) for mine in known):
            return types.BoolType(True)
        return types.BoolType(any(equal(mine, item) for mine in container))

    def index(container: Any, key: Any) -> Any:
        if isinstance(container, dict):
            mine = find(container, key)
            return failure("no such key") if mine is _NONE else container[mine]
        place = number(key)
        if not isinstance(container, (list, tuple)) or place is None or place != int(place):
            return failure("no such overload")
        if not 0 <= place < len(container):
            return failure("index out of bounds")
        return container[int(place)]

    def add(left: Any, right: Any) -> Any:
        kinds: tuple[tuple[Any, Any], ...] = ((str, types.StringType), (bytes, types.BytesType), (list, None))
        for kind, made in kinds:
            if isinstance(left, kind) and isinstance(right, kind):
                if len(left) + len(right) > MAX_SIZE:
                    raise too_large()
                return left + right if made is None else made(left + right)
        return calculated(left, right, lambda: left + right)

    def calculated(left: Any, right: Any, result: Callable[[], Any]) -> Any:
        """Calculate with numbers of one type only, as CEL does."""
        first, second = number(left), number(right)
        mixed = isinstance(left, float) is not isinstance(right, float) or isinstance(
            left, types.UintType
        ) is not isinstance(right, types.UintType)
        if first is not None and second is not None and mixed:
            return failure("no such overload")
        return result()

    def text(value: Any) -> Any:
        if isinstance(value, types.BoolType):
            return types.StringType("true" if value else "false")
        if isinstance(value, float):
            return types.StringType(double_text(float(value)))
        if isinstance(value, timedelta):
            return types.StringType(duration_text(value))
        if isinstance(value, datetime):
            return types.StringType(timestamp_text(value))
        return types.StringType(value)

    def milliseconds(value: Any, zone: Any = None) -> Any:
        if isinstance(value, timedelta):
            whole = abs(value) // timedelta(milliseconds=1) % 1000
            return types.IntType(-whole if value < timedelta() else whole)
        return (
            types.TimestampType(value).getMilliseconds(zone)
            if isinstance(value, datetime)
            else failure("no such overload")
        )

    def divided(left: Any, right: Any) -> Any:
        if isinstance(left, float) and isinstance(right, float):
            if right:
                return types.DoubleType(float(left) / float(right))
            return types.DoubleType(
                math.nan if not left or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1, right)
            )
        return calculated(left, right, lambda: left / right)

    def remainder(left: Any, right: Any) -> Any:
        if isinstance(left, float) or isinstance(right, float):
            return failure("no such overload")
        return calculated(left, right, lambda: left % right)

    def timestamp(value: Any) -> Any:
        if isinstance(value, datetime):
            return value
        seconds = number(value)
        if isinstance(seconds, int):
            try:
                return types.TimestampType(datetime.fromtimestamp(seconds, timezone.utc))
            except (ValueError, OverflowError, OSError):
                return failure("range error")
        return types.TimestampType(value)

    def strict(kind: Any, form: re.Pattern[str], convert: Callable[[Any], Any] | None = None) -> Callable[[Any], Any]:
        """Return a conversion that takes texts of a form only; Python's own take more, such as spaces."""

        def run(value: Any) -> Any:
            if isinstance(value, failure):
                return value
            if isinstance(value, str) and not form.fullmatch(str.__str__(value)):
                return failure("type conversion error")
            return (convert or kind)(value)

        conversions[run] = kind
        return run

    conversions: dict[Any, Any] = {text: types.StringType}

    def kind_named(name: Any) -> Any:
        """Return the type with a name such as `string`; containers here have types of their own."""
        name = conversions.get(name, name)
        bases = (types.MapType, types.ListType, types.StringType, types.TimestampType)
        return next((base for base in bases if isinstance(name, type) and issubclass(name, base)), name)

    return {
        "_==_": checked(lambda a, b: types.BoolType(equal(a, b))),
        "_!=_": checked(lambda a, b: types.BoolType(not equal(a, b))),
        "_<_": order(lambda a, b: a < b),
        "_<=_": order(lambda a, b: a <= b),
        "_>_": order(lambda a, b: a > b),
        "_>=_": order(lambda a, b: a >= b),
        "_in_": checked(is_in),
        "_[_]": checked(index),
        "_+_": checked(add),
        "_-_": checked(lambda a, b: calculated(a, b, lambda: a - b)),
        "_*_": checked(lambda a, b: calculated(a, b, lambda: a * b)),
        "_/_": checked(divided),
        "_%_": checked(remainder),
        "getMilliseconds": milliseconds,
        "string": text,
        "timestamp": strict(types.TimestampType, _TIMESTAMP, timestamp),
        "duration": strict(types.DurationType, _DURATION),
        "int": strict(types.IntType, _INT),
        "uint": strict(types.UintType, _UINT),
        "double": strict(types.DoubleType, _DOUBLE),
    }


_NONE: Any = object()


def double_text(value: float) -> str:
    """Return a double as CEL writes it: the shortest digits that mean it, an exponent from 21 digits on and below 0.0001."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "+Inf" if value > 0 else "-Inf"
    sign = "-" if math.copysign(1, value) < 0 else ""
    digits, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, fraction = digits.partition(".")
    fraction = "" if fraction == "0" else fraction
    power = int(exponent or 0) + len(whole) - 1
    figures = (whole + fraction).lstrip("0")
    power -= len(whole + fraction) - len(figures)
    figures = figures.rstrip("0")
    if not figures:
        return f"{sign}0"
    if power < -4 or power >= 21:
        mantissa = figures[0] + (f".{figures[1:]}" if len(figures) > 1 else "")
        return f"{sign}{mantissa}e{'-' if power < 0 else '+'}{abs(power):02d}"
    if power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{figures}"
    if len(figures) <= power + 1:
        return sign + figures + "0" * (power + 1 - len(figures))
    return f"{sign}{figures[: power + 1]}.{figures[power + 1 :]}"


def duration_text(value: timedelta) -> str:
    """Return a duration as CEL writes it: seconds, with as many digits after the point as it has."""
    micros = abs(value) // timedelta(microseconds=1)
    fraction = f".{micros % 1_000_000:06d}".rstrip("0").rstrip(".")
    return f"{'-' if value < timedelta() else ''}{micros // 1_000_000}{fraction}s"


def timestamp_text(value: datetime) -> str:
    """Return a timestamp as CEL writes it: in UTC, with as many digits after the point as it has."""
    moment = value.astimezone(timezone.utc)
    fraction = f".{moment.microsecond:06d}".rstrip("0").rstrip(".")
    return f"{moment:%Y-%m-%dT%H:%M:%S}{fraction}Z"


def literal_text(token: str) -> str:
    """Return the text of a string literal."""
    raw = token[:1] in "rR"
    body = _body(token[1:] if raw else token)
    return body if raw else _ESCAPE.sub(lambda found: _unescaped(found[1]), body)


def literal_bytes(token: str) -> bytes:
    """Return the bytes of a bytes literal; `\\x` and octal escapes are bytes, everything else is UTF-8."""
    prefix = re.match(r"[bBrR]*", token)
    assert prefix is not None
    body = _body(token[prefix.end() :])
    if "r" in prefix[0].lower():
        return body.encode()
    made = bytearray()
    last = 0
    for found in _ESCAPE.finditer(body):
        made += body[last : found.start()].encode()
        escape = found[1]
        if escape[0] in "xX" or (escape[0].isdigit() and len(escape) == 3):
            made.append(int(escape[1:], 16) if escape[0] in "xX" else int(escape, 8))
        else:
            made += _unescaped(escape).encode()
        last = found.end()
    return bytes(made + body[last:].encode())


def _body(text: str) -> str:
    size = 3 if text[:3] in ('"""', "'''") and len(text) >= 6 else 1
    return text[size:-size]


def _unescaped(escape: str) -> str:
    if len(escape) > 1:
        return chr(int(escape, 8) if escape[0].isdigit() else int(escape[1:], 16))
    return _ESCAPES.get(escape, f"\\{escape}")
