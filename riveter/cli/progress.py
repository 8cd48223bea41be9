"""One line on the terminal that says what a long scan is doing; nothing on pipes, nothing for short ones."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Timer

DELAY = 0.7
"""Seconds until the first word: most scans are over by then."""


class Progress:
    """A context manager; call it with the name of the stage that begins."""

    def __init__(self, stream: IO[str] | None, environment: Mapping[str, str], *, enabled: bool = True) -> None:
        interactive = stream is not None and stream.isatty() and environment.get("TERM", "") != "dumb"
        self._stream = stream if enabled and interactive and not environment.get("CI") else None
        self._stage = ""
        self._visible = False
        self._timer: Timer | None = None

    def __enter__(self) -> Progress:
        if self._stream is not None:
            from threading import Timer

            self._timer = Timer(DELAY, self._appear)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        if self._visible:
            self._write("\r\x1b[K")

    def __call__(self, stage: str) -> None:
        """The stage that begins now."""
        self._stage = stage
        if self._visible:
            self._write(f"\r\x1b[K{stage} …")

    def _appear(self) -> None:
        self._visible = True
        self._write(f"\r\x1b[K{self._stage} …")

    def _write(self, text: str) -> None:
        if self._stream is not None:
            try:
                self._stream.write(text)
                self._stream.flush()
            except (OSError, UnicodeEncodeError):
                self._stream = None
