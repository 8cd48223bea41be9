"""The reads during the evaluation of a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

Trace = list[Any]
"""The reads during the evaluation of a value: `AttributeRead`s, and the traces (tuples) of locals and variables on the way."""


class AttributeRead(msgspec.Struct, frozen=True):
    """An attribute of a resource was read."""

    address: str
    attribute: str
    value: Any


class DeferredReads:
    """The sources of the values of `each`, or of the iterator of a dynamic block: only those that the result depends on count."""

    __slots__ = ("_addresses", "_texts", "trace")

    def __init__(self, trace: tuple[Any, ...]) -> None:
        self.trace = trace
        self._addresses: dict[str, list[AttributeRead]] | None = None
        self._texts: dict[str, list[AttributeRead]] = {}

    def shown(self, addresses: Iterable[str], texts: Iterable[str]) -> Iterator[AttributeRead]:
        """Yield the reads of these resources, and the reads whose (known) text is part of one of `texts`.

        It is called for every instance, so it uses an index: if there are very many reads, a text must be the whole of a read.
        """
        index = self._index()
        for address in addresses:
            yield from index.get(address, ())
        for text in texts:
            if len(self._texts) > MANY_TEXTS:
                yield from self._texts.get(text, ())
            else:
                for part, found in self._texts.items():
                    if part in text:
                        yield from found

    def reads(self, limit: int) -> list[AttributeRead]:
        """Return all reads; none if there are more than `limit`."""
        index = self._index()
        return [read for reads in index.values() for read in reads] if len(index) <= limit else []

    def _index(self) -> dict[str, list[AttributeRead]]:
        if self._addresses is None:
            self._addresses = {}
            reads, others = flatten_trace(self.trace)
            for other in others:
                reads.extend(flatten_trace(other.trace)[0])
            for read in reads:
                self._addresses.setdefault(read.address, []).append(read)
                if isinstance(read.value, str) and read.value:
                    self._texts.setdefault(read.value, []).append(read)
        return self._addresses


MANY_TEXTS = 200
"""Up to this many texts that were read are looked for within the text of an attribute."""

MAX_READS = 5_000
"""The maximum number of reads of an expression that are followed, through locals, variables and outputs."""


def flatten_trace(trace: Iterable[Any]) -> tuple[list[AttributeRead], list[DeferredReads]]:
    """Return the reads of a trace and its nested traces, and the sources of iterators in it."""
    reads: list[AttributeRead] = []
    others: list[DeferredReads] = []
    seen: set[int] = set()
    stack: list[Any] = [trace]
    while stack and len(reads) < MAX_READS:
        item = stack.pop()
        if isinstance(item, AttributeRead):
            reads.append(item)
        elif id(item) not in seen:
            seen.add(id(item))
            if isinstance(item, DeferredReads):
                others.append(item)
            else:
                stack.extend(reversed(item))
    return reads, others
