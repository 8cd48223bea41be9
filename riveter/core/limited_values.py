"""Texts and collections of which only the answers to some questions are known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, ClassVar, TypeAlias

from riveter.core.values import Unknown

Question: TypeAlias = "tuple[str, Any]"
"""What is asked of an unknown value, and with what: ``("equals", "prod")``, ``("startswith", "arn:")``, ``("length", 8)``."""

_CHECKS: dict[str, Callable[[str, str], bool]] = {
    "startswith": lambda text, part: text.startswith(part),
    "endswith": lambda text, part: text.endswith(part),
    "strcontains": lambda text, part: part in text,
}


class LimitedValue(Unknown):
    """A value that is not known, and is never null. The answers to some questions are the same whatever it is.

    answers: to these questions. shortest, longest: its length. asked: is called with each question whose answer is not known.
    """

    __slots__ = ("_asked", "answers", "longest", "shortest")

    uniform: ClassVar[bool] = False

    def __init__(
        self,
        value: Unknown,
        answers: Mapping[Question, bool] | None = None,
        shortest: int = 0,
        longest: int | None = None,
        asked: Callable[[Question], None] | None = None,
    ) -> None:
        super().__init__(value.cause, value.references, type=value.type, not_null=True, symbol=value.symbol)
        self.answers = {} if answers is None else answers
        self.shortest = shortest
        self.longest = longest
        self._asked = asked

    def answer(self, name: str, given: str) -> bool | None:
        """Return the answer to a question; None if it is not known."""
        found = self.answers.get((name, given))
        if found is None:
            self.ask(name, given)
        return found

    def ask(self, name: str, given: Any) -> None:
        """Note a question whose answer is not known."""
        if self._asked is not None:
            self._asked((name, given))


class LimitedCollection(LimitedValue):
    """A list, set or map."""

    __slots__ = ()


class LimitedText(LimitedValue):
    """A text. excluded: texts that it is not."""

    __slots__ = ("excluded",)

    def __init__(
        self,
        value: Unknown,
        excluded: Collection[str] = (),
        answers: Mapping[Question, bool] | None = None,
        shortest: int = 0,
        longest: int | None = None,
        asked: Callable[[Question], None] | None = None,
    ) -> None:
        super().__init__(value, answers, shortest, longest, asked)
        self.excluded = frozenset(excluded)

    def is_not(self, text: str) -> bool:
        """Return True if it is certainly not a text."""
        if text in self.excluded:
            return True
        for (name, part), answer in self.answers.items():
            check = _CHECKS.get(name)
            if check is not None and check(text, part) is not answer:
                return True
        self.ask("equals", text)
        return False
