"""Transformations of frames."""

from __future__ import annotations

from collections.abc import Callable

from .dynamicframe import DynamicFrame, Row


class Map:
    """One row for each row."""

    @staticmethod
    def apply(frame: DynamicFrame, f: Callable[[Row], Row], transformation_ctx: str = "") -> DynamicFrame:
        """Transform each row of a frame."""
        return frame.mapped(f)
