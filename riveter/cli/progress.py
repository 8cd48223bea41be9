"""Show the progress of a long scan on one line of the terminal. There is none on pipes and for short scans."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import lru_cache
from types import TracebackType
from typing import IO, TYPE_CHECKING

from riveter.cli import streams
from riveter.reporters import drawing, sanitize

if TYPE_CHECKING:
    from threading import Event, Lock, Thread

    from rich.console import Console
    from rich.spinner import Spinner

DELAY = 0.5
"""Seconds until the line appears: most scans are finished by then."""
_INTERVAL = 0.2
"""Seconds between two drawings of the line."""


class Progress:
    """Show the stage of a scan while the context is open; call it with the name of each stage that begins."""

    def __init__(self, stream: IO[str] | None, environment: Mapping[str, str], *, enabled: bool = True) -> None:
        shown = streams.terminal(stream, environment)
        speaks = enabled and shown.width is not None and environment.get("TERM", "") != "dumb"
        self._stream = stream if speaks and not environment.get("CI") else None
        self._terminal = shown
        self._stage = ""
        self._started = 0.0
        self._thread: Thread | None = None
        self._over: Event
        self._console: Console | None = None
        self._spinner: Spinner

    def __enter__(self) -> Progress:
        if self._stream is not None:
            import threading

            self._started = time.monotonic()
            self._over = threading.Event()
            # `processes` knows by this name that work may fork while the thread runs
            self._thread = threading.Thread(target=self._run, name="riveter-progress", daemon=True)
            self._lock = _lock()
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._over.set()
            self._thread.join()
            self._erase()

    def __call__(self, stage: str) -> None:
        """Set the stage. The next drawing of the line shows it."""
        self._stage = sanitize.line(stage)

    def _run(self) -> None:
        wait = DELAY
        while not self._over.wait(wait):
            with self._lock:
                self._draw()
            wait = _INTERVAL

    def _draw(self) -> None:
        from rich.spinner import Spinner
        from rich.text import Text

        unicode, width = self._terminal.unicode, self._terminal.width
        assert self._stream is not None
        assert width is not None
        if self._console is None:
            self._console = drawing.console(self._stream, width, self._terminal.color)
            self._spinner = Spinner("dots" if unicode else "line", style="cyan")
        now = time.monotonic()
        seconds = int(now - self._started)
        after = f" {'…' if unicode else '...'}" + (f" {seconds} s" if seconds else "")
        stage = Text(self._stage if unicode else self._stage.encode("ascii", "replace").decode())
        stage.truncate(max(1, width - len(after) - 4), overflow="ellipsis" if unicode else "crop")
        self._erase()
        try:
            self._console.print(self._spinner.render(now), " ", stage, after, sep="", end="", soft_wrap=True)
        except (OSError, ValueError):  # the terminal is gone
            self._over.set()

    def _erase(self) -> None:
        """Clear the line if it was drawn."""
        if self._console is None:
            return
        from rich.control import Control
        from rich.segment import ControlType

        try:
            self._console.control(Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2)))
        except (OSError, ValueError):
            self._over.set()


@lru_cache(maxsize=1)
def _lock() -> Lock:
    """Return the lock that a display holds while it draws.

    A fork waits for it. Otherwise the new process would inherit a locked import or stream lock that nobody releases there.
    """
    import threading

    lock = threading.Lock()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release)
    return lock
