"""Rows, and how many of them could not be transformed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]


class DynamicFrame:
    """A frame as Glue has it: a row that a transformation fails on is counted, and left out."""

    def __init__(self, rows: list[Row], errors: int = 0) -> None:
        self.rows = rows
        self._errors = errors

    def count(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def errorsCount(self) -> int:
        """How many rows no transformation could handle."""
        return self._errors

    def mapped(self, function: Callable[[Row], Row]) -> DynamicFrame:
        """Transform each row."""
        made = []
        for row in self.rows:
            try:
                made.append(function(row))
            except Exception:
                continue
        return DynamicFrame(made, self._errors + len(self.rows) - len(made))
