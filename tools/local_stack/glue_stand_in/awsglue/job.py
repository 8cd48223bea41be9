"""A job of Glue, which says on standard output that it is committed."""

from __future__ import annotations

from typing import Any


class Job:
    """A run of a job."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._name = ""

    def init(self, name: str, options: dict[str, str]) -> None:
        """Begin a run."""
        self._name = name

    def commit(self) -> None:
        """End a run that succeeded: its bookmark moves on."""
        self._context.commit()
        print(f"committed {self._name}")
