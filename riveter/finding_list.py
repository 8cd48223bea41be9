"""The findings of a scan in order, with memory that stays flat: most of those of a large scan lie in a temporary file."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import IO

import msgspec

from riveter.findings import Finding, Outcome

KEPT = 20_000
"""So many findings stay in memory. A finding takes about 2 KB there."""

_BLOCK = 1_000


class Tally(msgspec.Struct, frozen=True):
    """The categories in which findings are counted. outcome: after suppression. status: ``new`` or ``unchanged`` with a base."""

    outcome: Outcome
    severity: str
    status: str


class FindingList(Collection[Finding]):
    """Findings that are added once and read as often as needed. `tally` counts them without reading them again."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self.tally: Counter[Tally] = Counter()
        self._kept: list[Finding] = []
        self._file: IO[bytes] | None = None
        self._stored = 0
        self._change: Callable[[Finding], Finding] = _unchanged
        self._stays: Callable[[Finding], bool] = _any
        self._unsettled = 0
        self.extend(findings)

    def shown_by(
        self, change: Callable[[Finding], Finding], stays: Callable[[Finding], bool], unsettled: int
    ) -> FindingList:
        """Apply a function to findings whenever they are read, for facts that become known later. Return the list itself.

        unsettled: the first findings, to which it is applied in any case. To the others, only if they do not stay as they are.
        """
        self._change, self._stays, self._unsettled = change, stays, unsettled
        return self

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings at the end."""
        for finding in findings:
            self.tally[Tally(finding.outcome, finding.severity, finding.status)] += 1
            self._kept.append(finding)
        if len(self._kept) > KEPT:
            self._store()

    def _store(self) -> None:
        """Write the kept findings to the file. It has no name and contains only data of this program, so reading it back is safe."""
        import pickle  # few scans need it, and it takes its time
        import tempfile

        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="riveter-")  # noqa: SIM115 - closed with the list
            weakref.finalize(self, self._file.close)
        self._file.seek(0, 2)
        for start in range(0, len(self._kept), _BLOCK):
            block = self._kept[start : start + _BLOCK]
            pickle.dump(block, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._stored += len(self._kept)
        self._kept = []

    def __iter__(self) -> Iterator[Finding]:
        """Give every finding in order. Several readers may be at work at once."""
        findings = self.added()
        yield from map(self._change, islice(findings, self._unsettled))
        change, stays = self._change, self._stays
        for finding in findings:
            yield finding if stays(finding) else change(finding)

    def added(self) -> Iterator[Finding]:
        """Yield every finding as it was added, without what became known later."""
        position, left = 0, self._stored
        if left:
            import pickle
        while left and self._file is not None:
            self._file.seek(position)
            block: list[Finding] = pickle.load(self._file)
            position = self._file.tell()
            left -= len(block)
            yield from block
        yield from self._kept

    def __len__(self) -> int:
        return self._stored + len(self._kept)

    def __contains__(self, item: object) -> bool:
        return any(finding == item for finding in self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Collection):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    # Equal lists may grow apart. Python takes None for "has no hash", which the type stubs do not know.
    __hash__ = None  # type: ignore[assignment]


def _unchanged(finding: Finding) -> Finding:
    return finding


def _any(finding: Finding) -> bool:
    return True


def as_added(findings: Collection[Finding]) -> Iterator[Finding]:
    """Yield findings as they were added: they may hold secrets that became known later."""
    return findings.added() if isinstance(findings, FindingList) else iter(findings)


def tally(findings: Collection[Finding]) -> Counter[Tally]:
    """Count findings by outcome, severity and status."""
    if isinstance(findings, FindingList):
        return findings.tally
    return Counter(Tally(item.outcome, item.severity, item.status) for item in findings)
