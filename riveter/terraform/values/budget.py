"""The budget for the evaluation of one module tree."""

from __future__ import annotations

import time

from riveter.core.alternatives import Alternatives
from riveter.core.source import Span
from riveter.core.suggestions import Suggestions
from riveter.core.values import PartialText, Unknown
from riveter.terraform.values.errors import BudgetExceededError
from riveter.terraform.values.value import Marked, TValue

MAX_TEXT = 16 * 1024 * 1024
"""No single string may be longer, in characters."""

BASE_STEPS = 600_000
STEPS_PER_CHARACTER = 20
"""Root modules that evaluate much data take 12."""

MAX_STEPS = 20_000_000
"""Large public modules take some ten thousand steps: a thousand times as many is no configuration, but an attack."""

BASE_MEMORY = 96 * 1024 * 1024
MEMORY_PER_CHARACTER = 100
MAX_MEMORY = 256 * 1024 * 1024
"""Bytes of new texts and collections, including those that are dropped later."""

BASE_INSTANCES = 20_000
INSTANCES_PER_CHARACTER = 0.1
MAX_INSTANCES = 40_000
"""Instances of resources and modules. Each takes some 10 KB until its root module is judged."""

DECLARATIONS_PER_INSTANCE = 5
"""This many blocks and locals of a module instance cost as much as one resource instance, even if they make nothing."""

MAX_SUGGESTIONS = 10_000
"""So many names are compared for a "Did you mean", however large the source is."""

FULL_STEPS, FULL_MEMORY, FULL_INSTANCES = 1, 4, 1
"""This many root modules have the whole base each; more of them share the same amount. Only one is in memory at a time."""

LEAST_STEPS, LEAST_MEMORY, LEAST_INSTANCES = 1 / 40, 1 / 10, 1 / 20
"""However many there are, each has this part of the base."""

_ENTRY_BYTES = 100
_ELEMENT_BYTES = 16
_CHOICE_STEPS = 25
_CHOICE_BYTES = 1_000
_CANDIDATE_STEPS = 8
MAX_CANDIDATES = 200
"""How many elements an unknown key may lead to."""
_CLOCK_STEPS = 1_000


class Budget:
    """The remaining budget of a module tree: steps, bytes and instances. A step is an expression, an element of a collection, or 100
    characters of text.

    It grows with the source of the tree and depends on nothing else: see `budget_for`. `spent` says what was used up first. `deadline`:
    when to stop by the clock. `too_long`: where a text was longer than `MAX_TEXT`, if that is known. `watching` and `doubt` belong to
    `try_semantics`. `characters`: the length of the source so far.
    """

    __slots__ = (
        "_clock",
        "_given",
        "_instances",
        "_memory",
        "_sources",
        "characters",
        "deadline",
        "doubt",
        "left",
        "limit",
        "spent",
        "suggestions",
        "too_long",
        "watching",
    )

    def __init__(
        self, limit: int, memory: int = MAX_MEMORY, instances: int = MAX_INSTANCES, deadline: float | None = None
    ) -> None:
        self.limit = limit
        self.left = limit
        self.characters = 0
        self.spent = ""
        self.too_long: Span | bool = False
        self.deadline = deadline
        self.suggestions = Suggestions()
        self.watching = False
        self.doubt: Unknown | None = None
        self._memory = memory
        self._instances = instances
        self._given = (memory, instances)
        self._clock = 0
        self._sources: set[str] = set()

    @property
    def exceeded(self) -> bool:
        """Whether something is used up."""
        return bool(self.spent)

    @property
    def taken(self) -> tuple[int, int, int]:
        """The steps, bytes and instances that were taken so far."""
        return self.limit - self.left, self._given[0] - self._memory, self._given[1] - self._instances

    @property
    def given(self) -> tuple[int, int, int]:
        """The steps, bytes and instances that may be taken altogether."""
        return self.limit, *self._given

    def grow(self, source: str, characters: int) -> None:
        """Add the size of a file when it is first read."""
        if source in self._sources:
            return
        self._sources.add(source)
        self.characters += characters
        steps = min(STEPS_PER_CHARACTER * characters, MAX_STEPS - self.limit)
        if steps > 0:
            self.limit += steps
            self.left += steps
        memory = min(self._memory + MEMORY_PER_CHARACTER * characters, MAX_MEMORY)
        instances = min(self._instances + int(INSTANCES_PER_CHARACTER * characters), MAX_INSTANCES)
        self._given = (self._given[0] + memory - self._memory, self._given[1] + instances - self._instances)
        self._memory, self._instances = memory, instances
        self.suggestions.grow(characters // 10, MAX_SUGGESTIONS)

    def charge(self, cost: int) -> None:
        """Take `cost` steps. Raises `BudgetExceededError` when they are used up."""
        self.left -= cost
        if self.left < 0:
            self._stop(f"{self.limit:,} steps")
        if self.deadline is not None:
            self._clock -= cost + 1
            if self._clock < 0:
                self._clock = _CLOCK_STEPS
                if time.monotonic() > self.deadline:
                    self._stop("the time that it was given")

    def charge_value(self, value: TValue) -> None:
        """Take a step for every element of a collection, at any depth, counted as often as it occurs."""
        if isinstance(value, (tuple, dict)):
            self.charge(_size(value, max(self.left, 0) + 1))

    def charge_text(self, text: object) -> None:
        """Take the steps and the memory of a text that was made. Raises `BudgetExceededError`, also for one beyond `MAX_TEXT`."""
        parts = (text,) if isinstance(text, str) else text.known_parts if isinstance(text, PartialText) else ()
        length = sum(map(len, parts))
        if length > MAX_TEXT:
            self.too_long = self.too_long or True
            raise BudgetExceededError(f"a text of more than {MAX_TEXT // (1024 * 1024)} MiB")
        self.charge(length // 100)
        if length > 100:
            self.hold(sum(len(part) if part.isascii() else 4 * len(part) for part in parts))

    def charge_collection(self, value: object) -> None:
        """Charge the memory of a new collection, without its elements."""
        if isinstance(value, dict):
            self.hold(_ENTRY_BYTES * len(value))
        elif isinstance(value, (tuple, list)):
            self.hold(_ELEMENT_BYTES * len(value))

    def charge_choice(self, value: TValue) -> None:
        """Charge the cost of distinguishing alternatives in a chosen value: for each of its elements."""
        if isinstance(value, Marked):
            value = value.value
        elements = _size(value, max(self.left, 0) // _CHOICE_STEPS + 1) if isinstance(value, (tuple, dict)) else 1
        guards = sum([len(option.guard) for option in value.options]) if isinstance(value, Alternatives) else 0
        self.charge((_CHOICE_STEPS + guards) * elements)
        self.hold((_CHOICE_BYTES + 100 * guards) * elements)

    def charge_candidates(self, collection: TValue) -> None:
        """Charge the search for the element at an unknown key: each element of the collection may be the one."""
        if isinstance(collection, Marked):
            collection = collection.value
        if isinstance(collection, (tuple, dict)):
            self.charge(_CANDIDATE_STEPS * min(len(collection), MAX_CANDIDATES))

    def hold(self, size: int) -> None:
        """Take so many bytes. Raises `BudgetExceededError` when they are used up."""
        self._memory -= size
        if self._memory < 0:
            self._stop("the memory for values")

    def charge_instances(self, number: int) -> None:
        """Take so many instances. Raises `BudgetExceededError` when they are used up."""
        self._instances -= number
        if self._instances < 0:
            self._stop("the number of instances")

    def _stop(self, what: str) -> None:
        self.spent = self.spent or what
        raise BudgetExceededError(f"evaluation stopped after {self.spent}")


def budget_for(roots: int = 1, deadline: float | None = None) -> Budget:
    """Return the budget for one of so many root modules, before its source is added with `Budget.grow`.

    It is the same for all of them, so that no verdict depends on which is evaluated first.
    """

    def share(base: int, full: int, least: float) -> int:
        return int(base * min(1.0, max(full / max(roots, 1), least)))

    return Budget(
        share(BASE_STEPS, FULL_STEPS, LEAST_STEPS),
        share(BASE_MEMORY, FULL_MEMORY, LEAST_MEMORY),
        share(BASE_INSTANCES, FULL_INSTANCES, LEAST_INSTANCES),
        deadline,
    )


def _size(value: TValue, limit: int) -> int:
    """Return the number of elements, at most about `limit`: shared parts can make it exponential."""
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
