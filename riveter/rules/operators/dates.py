"""Dates: how old, how soon. The time comes from the run, so that results can be repeated."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from riveter.core import journal
from riveter.core.patterns import late
from riveter.core.values import Unknown
from riveter.rules.model.comparison import number_of, scalar
from riveter.rules.model.truth import Mismatch, Truth
from riveter.rules.model.unusable import NeedsError
from riveter.rules.operators.base import Operator, ValueType, shown, wrong_kind

if TYPE_CHECKING:
    from riveter.core.paths import KeyMatch
    from riveter.rules.relations.scope import ConditionScope

_TIME = late(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ]([0-9]{2}:[0-9]{2})(?:(:[0-9]{2})(?:\.([0-9]{1,20}))?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?\Z"
)
"""A date, or a time of RFC 3339, of which the seconds and the zone may be missing."""
_DAYS = late(r"(\d{1,6})\s*(h|d|w)\Z")
_MAX_DAYS = 365_000


def parse_time(text: str) -> datetime | None:
    """Return a date or an RFC 3339 time; without a zone it is UTC. Return None if it is neither."""
    found = _TIME.match(text.strip()) if len(text) <= 60 else None
    if found is None:
        return None
    day, minute, second, fraction, zone = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{minute or '00:00'}{second or ''}")
        offset = timedelta(0) if zone is None or zone in "Zz" else _offset(zone)
    except ValueError:
        return None
    moment = moment.replace(microsecond=int((fraction or "").ljust(6, "0")[:6]))
    return moment.replace(tzinfo=timezone(offset))


def _offset(zone: str) -> timedelta:
    """Return the offset of `+02:00`. Raises `ValueError`."""
    hours, minutes = int(zone[1:3]), int(zone[4:])
    if hours > 23 or minutes > 59:
        raise ValueError(zone)
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def _days(value: Any) -> timedelta:
    match = _DAYS.match(value) if isinstance(value, str) else None
    if match is not None:
        hours = {"h": 1, "d": 24, "w": 168}[match[2]]
        return timedelta(hours=int(match[1]) * hours)
    number = number_of(value)
    if number is None or not Decimal(0) <= number <= _MAX_DAYS:
        raise NeedsError(f"a number of days, not {shown(value)}")
    return timedelta(days=float(number))


def _moment(value: Any) -> datetime | Truth:
    value = scalar(value)
    if isinstance(value, Unknown):
        return value
    if not isinstance(value, str):
        return wrong_kind(value, "a date")
    moment = parse_time(value)
    return (
        Mismatch(f"is {shown(value)}, not a date (2027-03-31) or time (2027-03-31T12:00:00Z)")
        if moment is None
        else moment
    )


def _older(value: Any, age: timedelta, context: tuple[ConditionScope, KeyMatch]) -> Truth:
    journal.spoil()
    moment = _moment(value)
    return context[0].now - moment > age if isinstance(moment, datetime) else moment


def _expires(value: Any, span: timedelta, context: tuple[ConditionScope, KeyMatch]) -> Truth:
    journal.spoil()
    moment = _moment(value)
    return moment <= context[0].now + span if isinstance(moment, datetime) else moment


DAYS = ValueType("a number of days (or `12h`, `4w`)", {"type": ["number", "string"]}, _days)
GROUP = "time"
OPERATORS = (
    Operator("age_greater_than", GROUP, "Is a date (or time) more than that many days ago.", DAYS, _older, contextual=True,
             phrase="be more than {days} old", example="{key: tags.CreatedOn, operator: age_greater_than, value: 365}"),
    Operator("expires_within", GROUP, "Is a date (or time) that has passed, or that will pass within that many days.", DAYS, _expires,
             contextual=True, phrase="expire within {days}", example="{key: expiration_date, operator: expires_within, value: 30}"),
)  # fmt: skip
