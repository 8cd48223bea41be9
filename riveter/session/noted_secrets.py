"""Secrets that remember which work has added them: work whose result is used again adds the same ones again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from riveter.core.secrets import Secrets
from riveter.core.values import PartialText

Added = list[tuple[str, Any]]
"""What was called, and with what."""


class Teller(Protocol):
    """What is to know that it has told a secret."""

    def told(self) -> None:
        """Take note that what is being done told something."""


class NotedSecrets(Secrets):
    """The secrets of one run. What is added is noted, whether it was known before or not."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: list[dict[tuple[str, Any], None]] = []
        self._inside = False
        self._teller: Teller | None = None

    @contextmanager
    def told_by(self, teller: Teller | None) -> Iterator[None]:
        """Let somebody know each time that a secret is added. None: nobody."""
        outer, self._teller = self._teller, teller
        try:
            yield
        finally:
            self._teller = outer

    @contextmanager
    def noted(self) -> Iterator[Added]:
        """Note what some work adds."""
        notes: dict[tuple[str, Any], None] = {}
        added: Added = []
        self._notes.append(notes)
        try:
            yield added
        finally:
            self._notes.pop()
            added.extend(notes)

    def repeat(self, added: Added) -> None:
        """Add what earlier work has added."""
        for name, given in added:
            getattr(self, name)(*given)

    def state(self) -> tuple[Any, ...]:
        """Return everything that decides what is masked, for comparisons."""
        numbers = {place: dict(known) for place, known in self._numbers.items()}
        return tuple(self._texts.items()), numbers, frozenset(self.digests)

    def _note(self, name: str, *given: Any) -> None:
        if self._teller is not None:
            self._teller.told()
        if self._notes and not self._inside:
            for notes in self._notes:
                notes[name, given] = None

    def add(self, text: str) -> None:
        """Add a secret text, as it is and as other texts write it."""
        self._note("add", text)
        inside, self._inside = self._inside, True
        try:
            super().add(text)
        finally:
            self._inside = inside

    def add_forms(self, texts: Iterable[str]) -> None:
        """Add secret texts, each just as it is."""
        texts = tuple(texts)
        self._note("add_forms", texts)
        super().add_forms(texts)

    def add_derived(self, text: Any) -> None:
        """Add a text that was made of secrets."""
        inside = self._inside
        for part in (text,) if isinstance(text, str) else text.known_parts if isinstance(text, PartialText) else ():
            self._note("add_derived", part)
            self._inside = True
            try:
                super().add_derived(part)
            finally:
                self._inside = inside

    def add_digest(self, text: str) -> None:
        """Add a checksum that is not a secret."""
        self._note("add_digest", text)
        super().add_digest(text)

    def add_place(self, file: str, start: int, end: int) -> None:
        """Add a part of a source file that is secret, whatever its length."""
        self._note("add_place", file, start, end)
        super().add_place(file, start, end)

    def number_instances(self, root: str, addresses: Iterable[str]) -> None:
        """Assign numbers to instances whose key contains a secret, so that they stay distinct."""
        addresses = tuple(addresses)
        self._note("number_instances", root, addresses)
        super().number_instances(root, addresses)
