"""Where values are that no expression is behind."""

from __future__ import annotations

from collections.abc import Iterable

from riveter.core.source import Span
from riveter.findings import Provenance
from riveter.resource import PathKeys
from riveter.terraform.lang.secrecy import end_of_secret


class FileOrigin:
    """The `Origin` of a value that no expression is behind: the file that has it."""

    def __init__(self, span: Span, secrets: Iterable[tuple[str, ...]] = ()) -> None:
        self._span = span
        self._secrets = tuple(secrets)

    def locate(self, path: PathKeys) -> Span:
        """Return the narrowest span for the value at a path: an attribute, an item of an object, or a block."""
        return self._span

    def provenance(self, path: PathKeys) -> tuple[Provenance, ...]:
        """Return the chain from the attribute back to the source location of its value (empty if the attribute is that location)."""
        return ()

    def concealed(self, path: PathKeys) -> int:
        """Return how many keys of a path can be shown: the value there is sensitive as a whole, including its keys."""
        return end_of_secret(path, frozenset(self._secrets)) or len(path)

    def sensitive(self, path: PathKeys) -> bool:
        """Return True if the value at a path, or one it is part of or made of, is sensitive."""
        names = tuple([key for key in path if isinstance(key, str)])
        return any(secret[: len(names)] == names or names[: len(secret)] == secret for secret in self._secrets)
