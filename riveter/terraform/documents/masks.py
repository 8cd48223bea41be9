"""Masks in plans and states: values of the same form, with true at each value that is known after apply, or sensitive."""

from __future__ import annotations

from typing import Any


def has_true(mask: Any) -> bool:
    """Return whether a mask is true anywhere."""
    stack = [mask]
    while stack:
        item = stack.pop()
        if item is True:
            return True
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return False


def step(value: Any, key: str | int) -> Any:
    """Return the mask below a key or index; None if there is none."""
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int) and -len(value) <= key < len(value):
        return value[key]
    return None
