"""A context without Spark."""

from __future__ import annotations


class SparkContext:
    """Exist."""

    @classmethod
    def getOrCreate(cls) -> SparkContext:
        """Make one."""
        return cls()
