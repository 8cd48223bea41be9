"""Where a scan spends its time and its memory: by stage, root module and rule.

Time is processor time in seconds. Memory is the growth of the peak of the process in bytes. Both belong to the innermost name that was
entered. `Profile.speedscope` gives them in the format of Speedscope (https://www.speedscope.app/file-format-schema.json).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

if sys.platform != "win32":  # it has no such counter
    import resource as usage

SCHEMA = "https://www.speedscope.app/file-format-schema.json"


class Frame(NamedTuple):
    """A name on the stack: a stage, a root module or a rule. file, line: where it is written, if that is known."""

    name: str
    file: str = ""
    line: int = 0


def peak_memory() -> int:
    """Return the most memory that the process had so far, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    peak = usage.getrusage(usage.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class Profile:
    """Time and memory by stack of names."""

    def __init__(self, clock: Callable[[], float] = time.process_time, memory: Callable[[], int] = peak_memory) -> None:
        """Begin. clock: seconds. memory: bytes, never less than before."""
        self._clock = clock
        self._memory = memory
        self._stack: tuple[Frame, ...] = ()
        self._seconds: dict[tuple[Frame, ...], float] = {}
        self._bytes: dict[tuple[Frame, ...], int] = {}
        self._last = clock(), memory()

    def enter(self, name: str, file: str = "", line: int = 0) -> None:
        """Begin something inside what is under way."""
        self._note()
        self._stack = (*self._stack, Frame(name, file, line))

    def leave(self, within: str = "") -> None:
        """End what was entered last. within: a name to put below it, known only now: a root module."""
        if within:
            self._stack = (*self._stack, Frame(within))
        self._note()
        self._stack = self._stack[: -2 if within else -1]

    @contextmanager
    def inside(self, name: str) -> Iterator[None]:
        """Enter, and leave at the end."""
        self.enter(name)
        try:
            yield
        finally:
            self.leave()

    def _note(self) -> None:
        """Give what was spent since the last time to the stack."""
        seconds, peak = self._clock(), self._memory()
        before, lower = self._last
        self._last = seconds, peak
        if self._stack:
            self._seconds[self._stack] = self._seconds.get(self._stack, 0.0) + seconds - before
            self._bytes[self._stack] = self._bytes.get(self._stack, 0) + peak - lower

    def speedscope(self, exporter: str, shown: Callable[[str], str] = str) -> dict[str, Any]:
        """Return the profile as a JSON value. exporter: who writes it. shown: how a name may be written."""
        numbers: dict[Frame, int] = {}
        for stack in self._seconds:
            for frame in stack:
                numbers.setdefault(frame, len(numbers))
        frames = [{"name": shown(frame.name), **_location(frame, shown)} for frame in numbers]
        profiles = [
            _sampled("processor time", "seconds", self._seconds, numbers),
            _sampled("growth of the peak memory", "bytes", self._bytes, numbers),
        ]
        return {
            "$schema": SCHEMA,
            "name": "riveter scan",
            "exporter": exporter,
            "activeProfileIndex": 0,
            "shared": {"frames": frames},
            "profiles": [profile for profile in profiles if profile["samples"]],
        }


def _location(frame: Frame, shown: Callable[[str], str]) -> dict[str, Any]:
    return {"file": shown(frame.file), "line": frame.line} if frame.file else {}


def _sampled(name: str, unit: str, weights: dict[tuple[Frame, ...], Any], numbers: dict[Frame, int]) -> dict[str, Any]:
    """Return one profile: a sample with a weight for each stack that has any."""
    spent = {stack: weight for stack, weight in weights.items() if weight > 0}
    return {
        "type": "sampled",
        "name": name,
        "unit": unit,
        "startValue": 0,
        "endValue": sum(spent.values()),
        "samples": [[numbers[frame] for frame in stack] for stack in spent],
        "weights": [*spent.values()],
    }
