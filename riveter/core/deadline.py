"""The time limit of a scan, and the parts that were left out because of it."""

from __future__ import annotations

import time

from riveter.core import journal
from riveter.core.diagnostics import Diagnostic


class Deadline:
    """The time at which a scan must stop.

    at: in seconds of `time.monotonic`; None: never. over: whether the scan has seen that this time has passed.
    """

    def __init__(self, seconds: float | None = None) -> None:
        if seconds is not None:
            journal.spoil()
        self.at = None if seconds is None else time.monotonic() + seconds
        self.over = False
        self._seconds = seconds
        self._left: dict[str, int] = {}

    def passed(self) -> bool:
        """Return True if there is no time left."""
        if not self.over and self.at is not None:
            self.over = time.monotonic() >= self.at
        return self.over

    def remaining(self) -> float | None:
        """Return the remaining seconds; None if there is no limit."""
        return None if self.at is None else max(self.at - time.monotonic(), 0.0)

    def leave_out(self, what: str, number: int = 1) -> None:
        """Note that something (a plural, as in ``files``) was left out."""
        self._left[what] = self._left.get(what, 0) + number

    def diagnostics(self) -> list[Diagnostic]:
        """Return the error with the parts that were left out; none if the scan is complete."""
        if not self._left:
            return []
        parts = ", ".join(f"{what}: {number:,}" for what, number in self._left.items())
        detail = f"The scan was stopped after {self._seconds:g} s. Left out: {parts}."
        return [Diagnostic("error", "Time limit exceeded", detail, None, "Raise --time-limit, or scan less at a time.")]


NEVER = Deadline()
"""There is no limit."""
