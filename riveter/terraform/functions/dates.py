"""Date and time functions. The time of a run is not known before it."""

from __future__ import annotations

import re

from riveter.core.causes import ImpureFunction
from riveter.core.values import Unknown
from riveter.terraform.functions.common import go_quote, nfc, string_parameter
from riveter.terraform.functions.registry import FunctionError, function
from riveter.terraform.functions.timestamps import Timestamp, parse, parse_duration, year_text
from riveter.terraform.values.numbers import count_of
from riveter.terraform.values.types import NUMBER, STRING
from riveter.terraform.values.value import TValue

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_TOKEN = re.compile(r"''|'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+")


def _timestamp(text: str, argument: int | None, *, strict: bool = True) -> Timestamp:
    try:
        return parse(text, strict=strict)
    except ValueError as error:
        raise FunctionError(str(error), argument) from None


@function(string_parameter("format"), string_parameter("time"), result=STRING)
def formatdate(format: str, time: str) -> TValue:
    """Return a timestamp in another form."""
    moment = _timestamp(time, 1)
    return nfc("".join([_formatted(match[0], moment) for match in _TOKEN.finditer(format)]))


def _formatted(token: str, moment: Timestamp) -> str:
    if token[0] == "'":
        if len(token) < 2 or token[-1] != "'":
            raise FunctionError("unterminated literal '", 0)
        return "'" if token == "''" else token[1:-1].replace("''", "'")
    if not (token[0].isascii() and token[0].isalpha()):
        return token
    year, month, day, hour, minute, second, weekday = moment.fields()
    half = hour % 12 or 12
    forms: dict[str, str] = {}
    problem = ""
    match token[0]:
        case "Y":
            forms = {"YYYY": year_text(year), "YY": f"{year % 100:02d}"}
            problem = 'year must either be "YY" or "YYYY"'
        case "M":
            name = _MONTHS[month - 1]
            forms = {"M": str(month), "MM": f"{month:02d}", "MMM": name[:3], "MMMM": name}
            problem = 'month must be "M", "MM", "MMM", or "MMMM"'
        case "D":
            forms = {"D": str(day), "DD": f"{day:02d}"}
            problem = 'day of month must either be "D" or "DD"'
        case "E":
            forms = {"EEE": _DAYS[weekday][:3], "EEEE": _DAYS[weekday]}
            problem = 'day of week must either be "EEE" or "EEEE"'
        case "h":
            forms = {"h": str(hour), "hh": f"{hour:02d}"}
            problem = '24-hour must either be "h" or "hh"'
        case "H":
            forms = {"H": str(half), "HH": f"{half:02d}"}
            problem = '12-hour must either be "H" or "HH"'
        case "A":
            forms = {"AA": "AM" if hour < 12 else "PM"}
            problem = 'must be "AA"'
        case "a":
            forms = {"aa": "am" if hour < 12 else "pm"}
            problem = 'must be "aa"'
        case "m":
            forms = {"m": str(minute), "mm": f"{minute:02d}"}
            problem = 'minute must either be "m" or "mm"'
        case "s":
            forms = {"s": str(second), "ss": f"{second:02d}"}
            problem = 'second must either be "s" or "ss"'
        case "Z":
            plain, dense = moment.zone(":"), moment.zone("")
            utc = moment.offset == 0
            forms = {"Z": "Z" if utc else plain, "ZZZ": "UTC" if utc else dense, "ZZZZ": dense, "ZZZZZ": plain}
            problem = "timezone must be Z, ZZZZ, or ZZZZZ"
    if token in forms:
        return forms[token]
    reason = f": {problem}" if problem else ""
    shown = token if problem else token[0]
    raise FunctionError(f"invalid date format verb {go_quote(shown)}{reason}", 0)


@function(string_parameter("timestamp"), string_parameter("duration"), result=STRING)
def timeadd(timestamp: str, duration: str) -> TValue:
    """Return a timestamp a duration later."""
    moment = _timestamp(timestamp, None)
    try:
        later = moment.nanoseconds + parse_duration(duration)
    except ValueError as error:
        raise FunctionError(str(error)) from None
    return Timestamp(later, moment.offset).text()


@function(string_parameter("timestamp_a"), string_parameter("timestamp_b"), result=NUMBER)
def timecmp(timestamp_a: str, timestamp_b: str) -> TValue:
    """Return -1, 0 or 1: whether the first moment is before, at or after the second."""
    first = _timestamp(timestamp_a, 0, strict=False).nanoseconds
    second = _timestamp(timestamp_b, 1, strict=False).nanoseconds
    return count_of((first > second) - (first < second))


@function(result=STRING)
def timestamp() -> TValue:
    """Return the time of applying."""
    return Unknown(ImpureFunction("timestamp"), type=STRING, not_null=True)


@function(result=STRING)
def plantimestamp() -> TValue:
    """Return the time of planning."""
    return Unknown(ImpureFunction("plantimestamp"), type=STRING, not_null=True)
