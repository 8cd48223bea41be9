"""What a run has looked up in the world outside, so that a later run can tell whether anything would be different.

Only the doors of the package write into it (`riveter.files`), and what makes a result depend on more than files: that spoils it. Nothing is
kept unless a `Journal` is put in place.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from riveter.core.digests import blake2b

READ, STATE, ENTRIES, REAL, EXISTS, FOLDER, FILE, LINK = (
    "read",
    "state",
    "entries",
    "real",
    "exists",
    "folder",
    "file",
    "link",
)
"""The kinds of lookups: a file's content, the kind of a name, the entries of a folder, a path with its links resolved, and what there is
at a path."""

Lookup = tuple[str, str, str, str]
"""The kind, and up to three texts: a path, or a bounding folder, a folder below it, and a name."""


class Journal:
    """The lookups of one run with their results, both as text."""

    def __init__(self) -> None:
        self.lookups: dict[Lookup, str] = {}
        self.spoilt = False
        """Whether the result depends on something that the lookups do not show."""

    def add(self, lookup: Lookup, result: str) -> None:
        """Add a lookup. One that had another result before spoils the journal: something changed while the run was under way."""
        if self.lookups.setdefault(lookup, result) != result:
            self.spoilt = True


class _Current(threading.local):
    journal: Journal | None = None


_current = _Current()


def start() -> Journal:
    """Put a journal in place, and return it."""
    _current.journal = Journal()
    return _current.journal


def current() -> Journal | None:
    """Return the journal that is in place."""
    return _current.journal


@contextmanager
def recording() -> Iterator[Journal]:
    """Put a journal in place for some work. Afterwards the journal around it holds the same lookups as well."""
    outer, own = _current.journal, Journal()
    _current.journal = own
    try:
        yield own
    finally:
        _current.journal = outer
        repeat(own.lookups, spoilt=own.spoilt)


def repeat(lookups: Mapping[Lookup, str], *, spoilt: bool = False) -> None:
    """Note lookups of earlier work, whose result is used again."""
    journal = _current.journal
    if journal is not None:
        for lookup, result in lookups.items():
            journal.add(lookup, result)
        journal.spoilt = journal.spoilt or spoilt


def note(kind: str, first: str, second: str = "", third: str = "", *, result: str) -> None:
    """Note a lookup, if there is a journal."""
    journal = _current.journal
    if journal is not None:
        journal.add((kind, first, second, third), result)


def note_content(root: str, folder: str, name: str, data: bytes) -> None:
    """Note the content of a file."""
    journal = _current.journal
    if journal is not None:
        journal.add((READ, root, folder, name), content(data))


def note_entries(root: str, folder: str, described: Iterable[str]) -> None:
    """Note the entries of a folder."""
    journal = _current.journal
    if journal is not None:
        journal.add((ENTRIES, root, folder, ""), entries(described))


def holds(kind: str, first: str, second: str = "", third: str = "") -> bool:
    """Return True if a lookup need not be noted: it is in the journal, or there is none."""
    journal = _current.journal
    return journal is None or (kind, first, second, third) in journal.lookups


def spoil() -> None:
    """Note that the result depends on something else than files: the time, other programs, code that is installed."""
    if _current.journal is not None:
        _current.journal.spoilt = True


def content(data: bytes) -> str:
    """Return the result of reading a file."""
    return blake2b(data, digest_size=20).hexdigest()


def entries(described: Iterable[str]) -> str:
    """Return the result of listing a folder."""
    return content("\0".join(sorted(described)).encode("utf-8", "surrogateescape"))


def failure(error: OSError) -> str:
    """Return the result of a lookup that failed."""
    return f"error {error.errno}"
