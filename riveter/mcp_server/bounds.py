"""Answers of a bounded size. Their texts come from the repository: they are made visible, cut, and never obeyed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from riveter.reporters import sanitize
from riveter.reporters.describe import plain

T = TypeVar("T")

MAX_TEXT = 500
MAX_ITEMS = 50
MAX_DEPTH = 16
MAX_CHARACTERS = 60_000
"""So many characters an answer has at most, but for a patch."""


class Budget:
    """What is left of the size of an answer. left_out: how many values did not fit."""

    def __init__(self, characters: int = MAX_CHARACTERS) -> None:
        self._left = characters
        self.left_out = 0

    def text(self, text: str, limit: int = MAX_TEXT) -> str:
        """Return a text on one line, with visible escapes, and cut."""
        shown = sanitize.clip(text, limit)
        self._left -= len(shown)
        return shown

    def lines(self, text: str, limit: int) -> str:
        """Return a text of several lines, with visible escapes, and cut."""
        shown = sanitize.lines(text)
        if len(shown) > limit:
            self.left_out += 1
            shown = f"{shown[:limit]}…"
        self._left -= len(shown)
        return shown

    def document(self, found: dict[str, Any]) -> dict[str, Any]:
        """Return plain data without members that say nothing: null, and empty texts, lists and objects."""
        made: dict[str, Any] = self.value(_without_empty(plain(found)))
        return made

    def value(self, value: Any, depth: int = 0) -> Any:
        """Return plain data with texts that are safe to show. What does not fit is counted."""
        if depth == 0:
            value = plain(value)
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, (list, tuple, dict)) and (depth >= MAX_DEPTH or self._left <= 0):
            self.left_out += len(value)
            return {} if isinstance(value, dict) else []
        self._left -= 8
        if isinstance(value, dict):
            return {
                self.text(str(key)): self.value(item, depth + 1) for key, item in self._some(value.items(), len(value))
            }
        if isinstance(value, (list, tuple)):
            return [self.value(item, depth + 1) for item in self._some(value, len(value))]
        return value

    def _some(self, items: Iterable[T], size: int) -> Iterator[T]:
        for number, item in enumerate(items):
            if number >= MAX_ITEMS or self._left <= 0:
                self.left_out += size - number
                return
            yield item

    @property
    def spent(self) -> bool:
        """Whether nothing more fits."""
        return self._left <= 0


_VALUES = ("value", "expected", "values", "alternatives")
"""Members that are values of the configuration: an empty one says something."""


def _without_empty(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    if not isinstance(value, dict):
        return value
    made = {}
    for key, item in value.items():
        if key in _VALUES and not isinstance(item, list):
            made[key] = item
            continue
        shorter = _without_empty(item)
        if shorter is not None and shorter not in ("", [], {}):
            made[key] = shorter
    return made
