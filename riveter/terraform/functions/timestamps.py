"""RFC 3339 timestamps and durations as Go and cty read and write them; years outside of 1 to 9999 included."""

from __future__ import annotations

import re

import msgspec

from riveter.terraform.functions.common import go_quote


class Timestamp(msgspec.Struct, frozen=True):
    """A moment: nanoseconds since 1970 in UTC, and the offset of the zone it is written in, in seconds."""

    nanoseconds: int
    offset: int = 0

    def fields(self) -> tuple[int, int, int, int, int, int, int]:
        """Return year, month, day, hour, minute, second, and the day of the week (0 is Sunday)."""
        seconds = self.nanoseconds // 1_000_000_000 + self.offset
        days, rest = divmod(seconds, 86_400)
        return (*_civil(days), rest // 3600, rest // 60 % 60, rest % 60, (days + 4) % 7)

    def zone(self, separator: str) -> str:
        """Return ``+05:30``, with the separator between hours and minutes."""
        minutes = abs(self.offset) // 60
        return f"{'-' if self.offset < 0 else '+'}{minutes // 60:02d}{separator}{minutes % 60:02d}"

    def text(self) -> str:
        """Return the moment in RFC 3339, without fractions of a second."""
        year, month, day, hour, minute, second, _ = self.fields()
        zone = "Z" if self.offset == 0 else self.zone(":")
        return f"{year_text(year)}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}{zone}"


def year_text(year: int) -> str:
    """Return a year in at least four digits."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _days(year: int, month: int, day: int) -> int:
    """Return days since 1970-01-01 in the proleptic Gregorian calendar."""
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


def _civil(days: int) -> tuple[int, int, int]:
    days += 719_468
    era, of_era = divmod(days, 146_097)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


# --- reading -------------------------------------------------------------------------------------

_FRACTION = re.compile(r"[.,](\d+)", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)", re.ASCII)


class _TimestampReader:
    def __init__(self, text: str) -> None:
        self.text = text

    def expect(self, mark: str) -> None:
        if self.text.startswith(mark):
            self.text = self.text[len(mark) :]
        elif mark == "T":
            raise _problem("missing required time introducer 'T'")
        elif self.text:
            raise _problem(f"found {go_quote(self.text)} where {go_quote(mark)} is expected")
        else:
            raise _problem(f"end of string where {go_quote(mark)} is expected")

    def digits(self, least: int, most: int) -> str | None:
        match = re.match(rf"\d{{{least},{most}}}", self.text, re.ASCII)
        if match is None:
            return None
        self.text = self.text[match.end() :]
        return match[0]

    def number(self, what: str, width: int, low: int, high: int) -> int:
        before = self.text
        found = self.digits(width, width)
        if found is None:
            raise self.unusable(what, before)
        if not low <= int(found) <= high:
            raise self.unusable(what, self.text)
        return int(found)

    def unusable(self, what: str, text: str) -> ValueError:
        return _problem(f"cannot use {go_quote(text)} as {what}" if text else f"end of string before {what}")


def _problem(reason: str) -> ValueError:
    return ValueError(f"not a valid RFC3339 timestamp: {reason}")


def parse(text: str, *, strict: bool = True) -> Timestamp:
    """Return the time in a text.

    Raise `ValueError` with cty's words. Unless `strict`, accept everything that Go's own parser accepts.
    """
    reader = _TimestampReader(text)
    year = reader.number("year", 4, 0, 9999)
    reader.expect("-")
    month = reader.number("month", 2, 1, 12)
    reader.expect("-")
    day = reader.number("day of month", 2, 0, 99)
    reader.expect("T")
    hour_text = _hour(reader)
    reader.expect(":")
    minute = _minute(reader)
    reader.expect(":")
    second = reader.number("second", 2, 0, 59)
    fraction = _FRACTION.match(reader.text)
    mark = ""
    nanoseconds = 0
    if fraction is not None:
        mark = fraction[0][0]
        nanoseconds = int(fraction[1][:9].ljust(9, "0"))
        reader.text = reader.text[fraction.end() :]
    offset, problem = _offset(reader)
    if reader.text:
        raise _problem(f"cannot use {go_quote(reader.text)} as timestamp segment")
    if not 1 <= day <= _days_in(year, month):
        raise _problem("day out of range")
    if strict:
        if len(hour_text) != 2:
            raise _problem("hour must have exactly two digits")
        if mark == ",":
            raise _problem('cannot use "," as timestamp segment')
        if problem is not None:
            raise problem
    seconds = _days(year, month, day) * 86_400 + int(hour_text) * 3600 + minute * 60 + second - offset
    return Timestamp(seconds * 1_000_000_000 + nanoseconds, offset)


def _hour(reader: _TimestampReader) -> str:
    if not reader.text:
        raise reader.unusable("hour", "")
    hour = reader.digits(1, 2)
    if hour is None or int(hour) > 23:
        raise _problem("hour must be between 0 and 23 inclusive")
    return hour


def _minute(reader: _TimestampReader) -> int:
    if not reader.text:
        raise reader.unusable("minute", "")
    minute = reader.digits(2, 2)
    if minute is None or int(minute) > 59:
        raise _problem("minute must have exactly two digits")
    return int(minute)


def _offset(reader: _TimestampReader) -> tuple[int, ValueError | None]:
    """Return the offset in seconds, and the objection of a strict reader."""
    if reader.text.startswith("Z"):
        reader.text = reader.text[1:]
        return 0, None
    match = _OFFSET.match(reader.text)
    if match is None:
        raise reader.unusable("UTC offset", reader.text)
    before, reader.text = reader.text, reader.text[match.end() :]
    hours, minutes = int(match[2]), int(match[3])
    if hours > 24 or minutes > 60:
        raise reader.unusable("UTC offset", reader.text)
    offset = hours * 3600 + minutes * 60
    refused = reader.unusable("UTC offset", before) if hours == 24 or minutes == 60 else None
    return -offset if match[1] == "-" else offset, refused


# --- durations -----------------------------------------------------------------------------------

_UNITS = {
    "ns": 1,
    "us": 1_000,
    "µs": 1_000,
    "μs": 1_000,
    "ms": 1_000_000,
    "s": 1_000_000_000,
    "m": 60 * 1_000_000_000,
    "h": 3600 * 1_000_000_000,
}
_PART = re.compile(r"(\d*)(\.\d*)?([^.\d]*)", re.ASCII)


def parse_duration(text: str) -> int:
    """Return the nanoseconds of a duration such as ``1h30m``. Raises `ValueError` with Go's words."""
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return 0
    invalid = ValueError(f"time: invalid duration {go_quote(text)}")
    if not rest:
        raise invalid
    total = 0
    while rest:
        match = _PART.match(rest)
        assert match is not None
        whole, fraction, unit = match[1], (match[2] or "")[1:], match[3]
        if not whole and not fraction:
            raise invalid
        if not unit:
            raise ValueError(f"time: missing unit in duration {go_quote(text)}")
        if unit not in _UNITS:
            raise ValueError(f"time: unknown unit {go_quote(unit)} in duration {go_quote(text)}")
        if len(whole) > 20:
            raise invalid
        fraction = fraction[:18]
        total += int(whole or "0") * _UNITS[unit] + int(int(fraction or "0") * (_UNITS[unit] / 10 ** len(fraction)))
        if total > 1 << 63:
            raise invalid
        rest = rest[match.end() :]
    if text[0] == "-":
        return -total
    if total > (1 << 63) - 1:
        raise invalid
    return total


_LOOSE = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(?:Z|([+-])(\d\d):(\d\d))| (\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?)?\Z",
    re.ASCII,
)


def parse_loose(text: str) -> Timestamp | None:
    """Return the time in a YAML scalar (a date, or a date and time); None for anything else. Fractions of a second are dropped."""
    match = _LOOSE.match(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    hour, minute, second = (int(match[i] or match[i + 6] or 0) for i in (4, 5, 6))
    zone_hours, zone_minutes = int(match[8] or 0), int(match[9] or 0)
    if not (1 <= month <= 12 and 1 <= day <= _days_in(year, month) and hour < 24 and minute < 60 and second < 60):
        return None
    if zone_hours > 24 or zone_minutes > 60:
        return None
    offset = (zone_hours * 3600 + zone_minutes * 60) * (-1 if match[7] == "-" else 1)
    seconds = _days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
    return Timestamp(seconds * 1_000_000_000, offset)


def _days_in(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
