"""One line on the terminal that says what a long scan is doing; nothing on pipes, nothing for short ones."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import TracebackType
from typing import IO, TYPE_CHECKING

from riveter.cli import streams
from riveter.reporters import sanitize

if TYPE_CHECKING:
    from threading import Event, Lock, Thread

DELAY = 0.7
"""Seconds until the first word: most scans are over by then."""
_ERASE = "\r\x1b[K"


class Progress:
    """A context manager; call it with the name of the stage that begins."""

    def __init__(self, stream: IO[str] | None, environment: Mapping[str, str], *, enabled: bool = True) -> None:
        shown = streams.terminal(stream, environment)
        speaks = enabled and shown.width is not None and environment.get("TERM", "") != "dumb"
        self._stream = stream if speaks and not environment.get("CI") else None
        self._terminal = shown
        self._stage = ""
        self._visible = False
        self._started = 0.0
        self._thread: Thread | None = None
        self._over: Event
        self._lock: Lock

    def __enter__(self) -> Progress:
        if self._stream is not None:
            import threading

            self._started = time.monotonic()
            self._over, self._lock = threading.Event(), threading.Lock()
            # the name tells that work may fork beside it
            self._thread = threading.Thread(target=self._run, name="riveter-progress", daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._over.set()
            self._thread.join()
            if self._visible:
                self._write(_ERASE)

    def __call__(self, stage: str) -> None:
        """The stage that begins now."""
        self._stage = stage
        if self._visible:
            self._draw()

    def _run(self) -> None:
        wait = DELAY
        while not self._over.wait(wait):
            self._visible = True
            self._draw()
            wait = 1.0

    def _draw(self) -> None:
        seconds = int(time.monotonic() - self._started)
        after = f" {'…' if self._terminal.unicode else '...'}" + (f" {seconds} s" if seconds else "")
        width = self._terminal.width or 80
        stage = sanitize.line(self._stage)[: max(1, width - len(after) - 1)]
        if not self._terminal.unicode:
            stage = stage.encode("ascii", "replace").decode()
        with self._lock:
            if not self._over.is_set():
                self._write(f"{_ERASE}{stage}{after}")

    def _write(self, text: str) -> None:
        if self._stream is not None:
            try:
                self._stream.write(text)
                self._stream.flush()
            except (OSError, ValueError):
                self._stream = None
