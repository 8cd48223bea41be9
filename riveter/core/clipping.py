"""Shortening text for messages."""

from __future__ import annotations


def cut(text: str, limit: int) -> str:
    """Return the text, cut with an ellipsis if it has more characters than `limit`."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def clip(text: str, limit: int = 60) -> str:
    """Return a text from the input on one line, cut for a message."""
    return cut(" ".join(text[: 8 * limit].split()), limit)
