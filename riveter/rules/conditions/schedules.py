"""How seldom a schedule expression of AWS runs: `rate(7 days)`, `cron(0 3 1 * ? *)`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

_RATE = re.compile(r"rate\(\s*([1-9][0-9]{0,5})\s+(minute|hour|day)s?\s*\)")
_CRON = re.compile(r"cron\(\s*(\S+(?:\s+\S+){5})\s*\)")
_UNITS = {"minute": Fraction(1, 1440), "hour": Fraction(1, 24), "day": Fraction(1)}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_FIRST = date(2024, 1, 1)
_YEARS = 9  # two leap years
NEVER = 1_000_000
"""The days between two runs if there is only one run."""


def longest_gap(expression: str) -> Fraction | int | None:
    """Return the greatest number of days between two runs; None if the text is not a schedule expression."""
    rate = _RATE.fullmatch(expression.strip())
    if rate:
        gap = int(rate[1]) * _UNITS[rate[2]]
        return int(gap) if gap.denominator == 1 else gap
    cron = _CRON.fullmatch(expression.strip())
    if cron is None:
        return None
    _, _, days, months, weekdays, years = cron[1].upper().split()
    try:
        month = _among(months, 1, 12, _MONTHS)
        year = _among(years, 1970, 2199, ())
        day = _day_test(days, weekdays)
    except ValueError:
        return None
    last: date | None = None
    gap_days = 0
    today = _FIRST
    end = date(_FIRST.year + _YEARS, 1, 1)
    while today < end:
        if month(today.month) and year(today.year) and day(today):
            gap_days = max(gap_days, (today - last).days if last is not None else 0)
            last = today
        today += timedelta(days=1)
    if last is None or (end - last).days > max(gap_days, 1) + 31:
        return NEVER
    return max(gap_days, 1)


def _among(field: str, least: int, most: int, names: tuple[str, ...]) -> Callable[[int], bool]:
    """Return whether a number is meant by a field: `*`, numbers, names, ranges, steps, lists of them. Raises `ValueError`."""
    if field in ("*", "?"):
        return lambda _: True
    allowed: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        low, dash, high = span.partition("-")
        first = least if low == "*" else _number(low, least, names)
        last = _number(high, least, names) if dash else most if step or low == "*" else first
        allowed.update(range(first, last + 1, int(step) if step else 1))
    if not allowed or min(allowed) < least or max(allowed) > most:
        raise ValueError(field)
    return allowed.__contains__


def _number(text: str, least: int, names: tuple[str, ...]) -> int:
    return names.index(text) + least if text in names else int(text)


def _day_test(days: str, weekdays: str) -> Callable[[date], bool]:
    """Return whether two fields, one of which is `?`, include a day."""
    if weekdays == "?":
        return _day_of_month(days)
    if days != "?":
        raise ValueError(days)
    nth = re.fullmatch(r"([1-7]|[A-Z]{3})(?:#([1-5])|L)", weekdays)
    if nth:
        wanted = _number(nth[1], 1, _WEEKDAYS)
        if nth[2]:
            return lambda today: _weekday(today) == wanted and (today.day - 1) // 7 + 1 == int(nth[2])
        return lambda today: _weekday(today) == wanted and (today + timedelta(days=7)).month != today.month
    allowed = _among(weekdays, 1, 7, _WEEKDAYS)
    return lambda today: allowed(_weekday(today))


def _day_of_month(days: str) -> Callable[[date], bool]:
    if days == "L":
        return lambda today: (today + timedelta(days=1)).month != today.month
    nearest = re.fullmatch(r"([0-9]{1,2})W|LW", days)
    if nearest:
        return lambda today: today.day == int(nearest[1] or 28)  # at most three days away from it
    allowed = _among(days, 1, 31, ())
    return lambda today: allowed(today.day)


def _weekday(today: date) -> int:
    """Return the number of a weekday: Sunday is 1."""
    return today.isoweekday() % 7 + 1
