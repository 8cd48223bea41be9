"""Networks, ports, protocols with their ports, and names as sets: what is surely in a value, and what may be in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any, ClassVar, NamedTuple

from riveter.core.alternatives import Alternatives
from riveter.core.values import OpenList, PartialMap, Unknown
from riveter.rules.model.comparison import number_of
from riveter.rules.model.networks import parse_network
from riveter.rules.model.regions import Ranges, intersection, union
from riveter.rules.model.rule import Dimension, DimensionKind
from riveter.rules.model.unusable import NeedsError
from riveter.rules.operators.base import shown
from riveter.rules.operators.network import PAIRS, PROTOCOLS, SINGLE, every_protocol, range_of

EVERYTHING: Ranges = ((0, 1 << 200),)
"""Also what no text names."""

NOTHING: Ranges = ()


class Extent(NamedTuple):
    """What is surely in a set, what may be in it, and why that is not the same."""

    sure: Ranges
    possible: Ranges
    why: Unknown | None = None

    def doubted(self, why: Unknown | None) -> Extent:
        """Return the extent of a value that may not be there."""
        return self if why is None else Extent(NOTHING, self.possible, why)

    def within(self, limit: Ranges) -> Extent:
        """Return the part within a limit."""
        return Extent(intersection(self.sure, limit), intersection(self.possible, limit), self.why)


def exactly(ranges: Ranges) -> Extent:
    """Return the extent of a value that is known."""
    return Extent(ranges, ranges)


def joined(extents: Iterable[Extent]) -> Extent:
    """Return what is in any of several sets."""
    found = list(extents)
    return Extent(
        union(each for extent in found for each in extent.sure),
        union(each for extent in found for each in extent.possible),
        next((extent.why for extent in found if extent.why is not None), None),
    )


class ExtentReader(ABC):
    """Reads values of one dimension as sets. One reader reads all that is compared: names get their numbers from it."""

    offset: ClassVar[int] = 0
    """From here on, numbers are names."""

    def __init__(self, dimension: Dimension) -> None:
        self.every = {"*", *(text.casefold() for text in dimension.every)}
        self.default = dimension.default
        self._names: dict[str, int] = {}

    def read(self, value: Any, *, whole: bool) -> Extent:
        """Return the extent of a value. whole: it is what must be covered: what can't be read is then everything, otherwise nothing."""
        if isinstance(value, Alternatives):
            found = [self.read(option.value, whole=whole) for option in value.options]
            sure = reduce(intersection, [each.sure for each in found])
            return Extent(sure, joined(found).possible, value)
        if isinstance(value, Unknown):
            return Extent(NOTHING, EVERYTHING, value)
        if isinstance(value, list):
            opened = value.open if isinstance(value, OpenList) else {}
            return joined(self.read(item, whole=whole).doubted(opened.get(i)) for i, item in enumerate(value))
        found_one = self.one(value, whole=whole)
        return exactly(EVERYTHING if whole else NOTHING) if found_one is None else found_one

    @abstractmethod
    def one(self, value: Any, *, whole: bool) -> Extent | None:
        """Return the extent of a single value; None if it can't be read."""

    @abstractmethod
    def limit(self, text: str) -> Ranges:
        """Return the range of a text of a rule. Raises `NeedsError`."""

    def named(self, text: str) -> Extent:
        """Return the extent of a name."""
        number = self.offset + self._names.setdefault(text, len(self._names))
        return exactly(((number, number),))


class NetworkReader(ExtentReader):
    """Networks and addresses of both IP versions. Other texts, such as service tags, are names of something else."""

    v6: ClassVar[int] = 1 << 32
    offset: ClassVar[int] = (1 << 32) + (1 << 128)

    def one(self, value: Any, *, whole: bool) -> Extent | None:
        if not isinstance(value, str):
            return None
        if value.strip().casefold() in self.every:
            return exactly(((0, self.offset - 1),) if whole else EVERYTHING)
        network = parse_network(value)
        if network is None:
            return self.named(value.strip().casefold())
        start = int(network.network_address) + (self.v6 if network.version == 6 else 0)
        if whole and network.is_unspecified and "/" not in value:
            # Some clouds take the address of nobody for everyone.
            return exactly(((0, self.v6 - 1) if network.version == 4 else (self.v6, self.offset - 1),))
        return exactly(((start, start + network.num_addresses - 1),))

    def limit(self, text: str) -> Ranges:
        network = parse_network(text)
        if network is None:
            raise NeedsError(f"a network such as 10.0.0.0/8, not {shown(text)}")
        found = self.one(text, whole=True)
        return found.possible if found is not None else NOTHING


class PortReader(ExtentReader):
    """Ports: numbers, ranges, several of them in a text, and blocks with a first and a last port."""

    def one(self, value: Any, *, whole: bool) -> Extent | None:
        if isinstance(value, dict):
            return _ports_of(value, self, whole=whole)
        if isinstance(value, str) and "," in value:
            return self.read(value.split(","), whole=whole)
        ports = range_of(value)
        return None if ports is None else exactly((ports,))

    def limit(self, text: str) -> Ranges:
        return (_limit_of(text),)


class TrafficReader(ExtentReader):
    """Blocks with a protocol and its ports. Each port of each protocol is a number."""

    def one(self, value: Any, *, whole: bool) -> Extent | None:
        if not isinstance(value, dict):
            return None
        missing = value.missing if isinstance(value, PartialMap) else None
        names = [name for name in PROTOCOLS if value.get(name) is not None]
        protocols = [value[name] for name in names] or ([] if missing is None else [missing])
        ports = _ports_of(value, PortReader(_PORTS), whole=whole)
        pair = any(value.get(name) is not None for names in PAIRS for name in names)
        if ports is None and self.default:
            ports = exactly(union(_limit_of(text) for text in self.default))
        if not protocols:
            return None
        return joined(self._traffic(protocol, ports, pair, whole) for protocol in protocols)

    def _traffic(self, protocol: Any, ports: Extent | None, pair: bool, whole: bool) -> Extent:
        if isinstance(protocol, Alternatives):
            found = [self._traffic(option.value, ports, pair, whole) for option in protocol.options]
            return Extent(reduce(intersection, [each.sure for each in found]), joined(found).possible, protocol)
        if isinstance(protocol, Unknown):
            return Extent(NOTHING, EVERYTHING, protocol)
        every = every_protocol(protocol) is True
        # AWS takes no ports for all protocols, and ignores those that are there.
        if every and (pair or ports is None or ports.sure == _ALL_PORTS):
            return exactly(EVERYTHING)
        number = _number_of_protocol(protocol)
        if not every and number is None:
            return exactly(EVERYTHING if whole else NOTHING)
        if number is not None and number not in _WITH_PORTS:
            # Types and codes are not compared: a block with some of them covers nothing.
            return exactly(_shifted(_ALL_PORTS, number) if whole or ports is None else NOTHING)
        if ports is None:
            return exactly(EVERYTHING if whole else NOTHING)
        numbers = _WITH_PORTS if number is None else (number,)
        sure, possible = (
            union(each for one in numbers for each in _shifted(part, one)) for part in (ports.sure, ports.possible)
        )
        return Extent(sure, possible, ports.why)

    def limit(self, text: str) -> Ranges:
        protocol, _, ports = text.partition("/")
        number = _number_of_protocol(protocol)
        if number is None or text.isdigit():
            raise NeedsError(f"a protocol with ports such as tcp/22, not {shown(text)}")
        return _shifted((_limit_of(ports or "*"),), number)


class NameReader(ExtentReader):
    """Texts that are compared as they are."""

    def one(self, value: Any, *, whole: bool) -> Extent | None:
        if not isinstance(value, (str, int, float)):
            return None
        text = str(value)
        return exactly(EVERYTHING) if text.casefold() in self.every else self.named(text)

    def limit(self, text: str) -> Ranges:
        return self.named(text).possible


READERS: dict[DimensionKind, type[ExtentReader]] = {
    "networks": NetworkReader,
    "ports": PortReader,
    "traffic": TrafficReader,
    "names": NameReader,
}

_PORTS = Dimension("ports", (), ())
_ALL_PORTS: Ranges = ((0, 65535),)
_NUMBERS = {
    "icmp": 1, "ipip": 4, "tcp": 6, "udp": 17, "gre": 47, "esp": 50, "ah": 51, "icmpv6": 58, "ipv6-icmp": 58, "sctp": 132,
}  # fmt: skip
"""IANA's numbers of the protocols that providers name."""
_WITH_PORTS = (6, 17, 132)


def _number_of_protocol(protocol: Any) -> int | None:
    number = _NUMBERS.get(protocol.strip().casefold()) if isinstance(protocol, str) else None
    found = number_of(protocol) if number is None else number
    return int(found) if found is not None and found == int(found) and 0 <= found <= 255 else None


def _shifted(ranges: Ranges, protocol: int) -> Ranges:
    return tuple((protocol * 65536 + low, protocol * 65536 + high) for low, high in intersection(ranges, _ALL_PORTS))


def _limit_of(text: str) -> tuple[int, int]:
    ports = range_of(text)
    if ports is None:
        raise NeedsError(f"a port or a range such as 8000-8999, not {shown(text)}")
    return ports


def _ports_of(block: dict[str, Any], reader: ExtentReader, *, whole: bool) -> Extent | None:
    """Return the ports of a block; None if it has none."""
    for first, last in PAIRS:
        low, high = block.get(first), block.get(last)
        if low is not None or high is not None:
            return _between(high if low is None else low, low if high is None else high, whole=whole)
    found = [block[name] for name in SINGLE if block.get(name) not in (None, [])]
    if found:
        return joined(reader.read(value, whole=whole) for value in found)
    return Extent(NOTHING, EVERYTHING, block.missing) if isinstance(block, PartialMap) else None


def _between(low: Any, high: Any, *, whole: bool) -> Extent:
    """Return the ports from one to another, each of which may be unknown."""
    why = next((each for each in (low, high) if isinstance(each, Unknown)), None)
    if why is not None:
        return Extent(NOTHING, EVERYTHING, why)
    first, last = range_of(low), range_of(high)
    if first is None or last is None or first[0] > last[1]:
        return exactly(EVERYTHING if whole else NOTHING)
    return exactly(((first[0], last[1]),))


def readers(dimensions: Iterable[Dimension]) -> Iterator[ExtentReader]:
    """Yield a new reader for each dimension."""
    return (READERS[each.kind](each) for each in dimensions)


def check_limits(dimension: Dimension) -> None:
    """Raise `NeedsError` for texts of a rule that the dimension can't read."""
    reader = READERS[dimension.kind](dimension)
    for text in dimension.within:
        reader.limit(text)
    for text in dimension.default if dimension.kind in ("ports", "traffic") else ():
        _limit_of(text)
    for text in dimension.default if dimension.kind == "networks" else ():
        if text.casefold() not in reader.every:
            reader.limit(text)
