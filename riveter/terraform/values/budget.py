"""The bound on what evaluating one module tree may cost."""

from __future__ import annotations

from riveter.core.values import PartialText, Unknown
from riveter.terraform.values.errors import BudgetExceededError
from riveter.terraform.values.value import TValue

MAX_TEXT = 16 * 1024 * 1024
"""No single string may be longer, in characters."""

BASE_STEPS = 1_000_000
STEPS_PER_CHARACTER = 10
MAX_STEPS = 20_000_000
"""Large public modules take some ten thousand steps: a thousand times as many is no configuration, but an attack."""


class Budget:
    """Steps left for a module tree. A step is an expression, an element of a collection, or 100 characters of text.

    `watching` and `doubt` belong to `doubts`.
    """

    __slots__ = ("doubt", "exceeded", "left", "limit", "watching")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.left = limit
        self.exceeded = False
        self.watching = False
        self.doubt: Unknown | None = None

    def charge(self, cost: int) -> None:
        """Take `cost` steps. Raises `BudgetExceededError` when they are used up."""
        self.left -= cost
        if self.left < 0:
            self.exceeded = True
            raise BudgetExceededError(f"evaluation stopped after {self.limit:,} steps")

    def charge_value(self, value: TValue) -> None:
        """Take a step for every element of a collection, at any depth, counted as often as it occurs."""
        if isinstance(value, (tuple, dict)):
            self.charge(_size(value, max(self.left, 0) + 1))


def budget_for(characters: int) -> Budget:
    """The budget for a module tree that is written in so many characters."""
    return Budget(min(BASE_STEPS + STEPS_PER_CHARACTER * characters, MAX_STEPS))


def _size(value: TValue, limit: int) -> int:
    """The number of elements, at most about `limit`: shared parts can make it exponential."""
    count = 0
    stack = [value]
    while stack and count <= limit:
        item = stack.pop()
        if isinstance(item, tuple):
            count += len(item) + 1
            stack.extend([child for child in item if isinstance(child, (tuple, dict))])
        elif isinstance(item, dict):
            count += len(item) + 1
            stack.extend([child for child in item.values() if isinstance(child, (tuple, dict))])
    return count


def check_text(text: object) -> None:
    """Raises `BudgetExceededError` for a text beyond `MAX_TEXT`."""
    if isinstance(text, str):
        length = len(text)
    elif isinstance(text, PartialText):
        length = text.minimum_length
    else:
        return
    if length > MAX_TEXT:
        raise BudgetExceededError(f"a text of more than {MAX_TEXT // (1024 * 1024)} MiB")
