"""What the job does with one row of an audit log. Plain Python: it runs without Glue and Spark."""

from datetime import datetime, timezone
from typing import Any

# The columns of the table in Redshift, with the bytes that a text may have there.
WIDTHS = {"user_name": 256, "action": 256, "resource": 2048, "source_ip": 64, "outcome": 64, "customer": 64}


def clean(row: dict[str, Any]) -> dict[str, Any]:
    """Make a row of the table: a time in UTC, and texts that fit. Raise ValueError where a row has no time or no customer."""
    record: dict[str, Any] = {"event_time": _time(row.get("event_time"))}
    for name, width in WIDTHS.items():
        record[name] = _text(row.get(name), width)
    if record["customer"] is None:
        raise ValueError("a row has no customer")
    return record


def _time(value: Any) -> datetime:
    """Read an ISO 8601 time. One without a zone is in UTC."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip().replace("Z", "+00:00"))
    if found.tzinfo is not None:
        found = found.astimezone(timezone.utc).replace(tzinfo=None)
    return found


def _text(value: Any, width: int) -> Any:
    """Shorten a text to so many bytes of UTF-8, as Redshift counts them. An empty one is none."""
    text = "" if value is None else str(value).strip()
    return text.encode()[:width].decode(errors="ignore") or None
