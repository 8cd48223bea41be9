"""An expression that can't be used."""

from __future__ import annotations


class ExpressionError(ValueError):
    """An expression that can't be used; `line` and `column` count from 1 within it."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
