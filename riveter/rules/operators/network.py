"""Addresses, ranges and ports. On a list every element counts: `cidr_within` needs all, the others any."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from riveter.core.patterns import late
from riveter.core.values import PartialMap, PartialText, Unknown
from riveter.rules.model.comparison import all_elements, any_element, kind_of, number_of, scalar
from riveter.rules.model.networks import Network, is_public, parse_network, within
from riveter.rules.model.truth import Mismatch, Truth, all_of, any_of
from riveter.rules.model.unusable import NeedsError
from riveter.rules.operators.base import NOTHING, Operator, Test, ValueType, shown

if TYPE_CHECKING:
    pass

# --- on values -----------------------------------------------------------------------------------


def _on_networks(test: Callable[[Network, Any], bool], *, every: bool) -> Test:
    def one(value: Any, expected: Any) -> Truth:
        value = scalar(value)
        if isinstance(value, Unknown):
            return value
        network = parse_network(value) if isinstance(value, str) else None
        if network is None:
            what = shown(value) if isinstance(value, str) else kind_of(value)
            return Mismatch(f"is {what}, not a network or address")
        return test(network, expected)

    def run(value: Any, expected: Any) -> Truth:
        if isinstance(value, list):
            over = all_elements if every else any_element
            return over(value, lambda item: one(item, expected))
        return one(value, expected)

    return run


def _networks(value: Any) -> list[Network]:
    items = value if isinstance(value, list) else [value]
    if not items:
        raise NeedsError("a network, or a list of them")
    networks = []
    for item in items:
        network = parse_network(item) if isinstance(item, str) else None
        if network is None:
            raise NeedsError(f"a network such as 10.0.0.0/8, not {shown(item)}")
        networks.append(network)
    return networks


def _version(value: Any) -> int:
    text = str(value).lower().removeprefix("ipv").removeprefix("v")
    if text not in ("4", "6"):
        raise NeedsError(f"4 or 6, not {shown(value)}")
    return int(text)


def _overlaps(network: Network, others: list[Network]) -> bool:
    return any(network.version == other.version and network.overlaps(other) for other in others)


def _public(network: Network, _: Any) -> bool:
    return is_public(network)


# --- ports ---------------------------------------------------------------------------------------

Ports: TypeAlias = "tuple[int, int]"
_RANGE = late(r"\s*(\d{1,5})\s*(?:-\s*(\d{1,5})\s*)?\Z")
PAIRS = (
    ("from_port", "to_port"),
    ("from", "to"),
    ("port_range_min", "port_range_max"),
    ("min", "max"),
    ("start_port", "end_port"),
)
PROTOCOLS = ("protocol", "ip_protocol")
SINGLE = ("ports", "port", "port_range", "destination_port_range", "destination_port_ranges")


def _port_ranges(value: Any) -> list[Ports]:
    items = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else [value]
    found = [range_of(item) for item in items]
    if not items or any(ports is None for ports in found):
        raise NeedsError(f"a port, a range such as 8000-8999, or a list of them, not {shown(value)}")
    return [ports for ports in found if ports is not None]


def range_of(value: Any) -> Ports | None:
    """Return the first and last port of a number, a range or `*`; None if it is none of them."""
    if isinstance(value, str):
        if value.strip() == "*":
            return 0, 65535
        match = _RANGE.match(value)
        if match is not None:
            first, last = int(match[1]), int(match[2] or match[1])
            return (first, last) if first <= last <= 65535 else None
    number = number_of(value)
    if number is None or number != number.to_integral_value() or not 0 <= number <= 65535:
        return None
    return int(number), int(number)


def port_in_range(value: Any, wanted: list[Ports]) -> Truth:
    """Return whether a from/to pair, a port, a range or several of them covers any of the wanted ports."""
    if isinstance(value, dict):
        found = _pair(value, wanted)
        return value.missing if found is not True and isinstance(value, PartialMap) else found
    if isinstance(value, list):
        return any_element(value, lambda item: port_in_range(item, wanted))
    if isinstance(value, Unknown):
        return value
    if isinstance(value, str) and "," in value:  # Azure takes several in one text
        return port_in_range(value.split(","), wanted)
    ports = range_of(value)
    if ports is None:
        return Mismatch(
            f"is {shown(value) if isinstance(value, str) else kind_of(value)}, not a port or a range of ports"
        )
    return any(ports[0] <= last and first <= ports[1] for first, last in wanted)


def covers_ports(value: Any, wanted: list[Ports]) -> Truth:
    """Return whether a from/to pair, a port, a range or several of them together cover all of the wanted ports."""
    if isinstance(value, str) and "," in value:
        value = value.split(",")
    if isinstance(value, list):
        known = [range_of(item) for item in value if not isinstance(item, (dict, Unknown))]
        ranges = sorted(ports for ports in known if ports is not None)
        if all(_united(ranges, *ports) for ports in wanted):
            return True
        return any_element(value, lambda item: covers_ports(item, wanted))
    if isinstance(value, dict):
        found = all_of(_pair(value, [ports], whole=True) for ports in wanted)
        return value.missing if found is not True and isinstance(value, PartialMap) else found
    if isinstance(value, Unknown):
        return value
    ports = range_of(value)
    if ports is None:
        return port_in_range(value, wanted)
    return all(_united([ports], *each) for each in wanted)


def _united(ranges: list[Ports], first: int, last: int) -> bool:
    """Return whether ranges in order cover all ports from the first to the last."""
    for low, high in ranges:
        if low <= first:
            first = max(first, high + 1)
    return first > last


def _pair(block: dict[str, Any], wanted: list[Ports], *, whole: bool = False) -> Truth:
    """Return whether a block with a first and a last port has any of the wanted ports, or all of them; protocol -1 is every port."""
    every: Truth = any_of(every_protocol(block.get(name)) for name in PROTOCOLS)
    for first, last in PAIRS:
        if first in block or last in block:
            low, high = block.get(first), block.get(last)
            low, high = (high if low is None else low), (low if high is None else high)
            if whole:
                return any_of((every, all_of(_around(low, high, ports) for ports in wanted)))
            return any_of((every, any_of(_between(low, high, ports) for ports in wanted)))
    for name in SINGLE:
        if block.get(name) is not None:
            return any_of((every, (covers_ports if whole else port_in_range)(block[name], wanted)))
    if every is not False:
        return every
    return Mismatch("has neither from_port and to_port nor another pair of ports")


def every_protocol(protocol: Any) -> Truth:
    """Return whether a protocol stands for all of them."""
    if isinstance(protocol, PartialText):
        return protocol
    if isinstance(protocol, Unknown):
        return protocol
    return protocol is not None and str(protocol).lower() in ("-1", "all", "any", "*")


def _between(low: Any, high: Any, wanted: Ports) -> Truth:
    return all_of((_at_most(low, wanted[1]), _at_least(high, wanted[0])))


def _around(low: Any, high: Any, wanted: Ports) -> Truth:
    return all_of((_at_most(low, wanted[0]), _at_least(high, wanted[1])))


def _at_most(port: Any, limit: int) -> Truth:
    return _port_test(port, lambda number: number <= limit)


def _at_least(port: Any, limit: int) -> Truth:
    return _port_test(port, lambda number: number >= limit)


def _port_test(port: Any, test: Callable[[Any], bool]) -> Truth:
    if isinstance(port, Unknown):
        return port
    number = number_of(port)
    return Mismatch(f"has {kind_of(port)} as a port") if number is None else test(number)


NETWORKS = ValueType("a network, or a list of them", {"type": ["string", "array"]}, _networks)
VERSION = ValueType("4 or 6", {"enum": [4, 6, "4", "6", "ipv4", "ipv6"]}, _version)
PORTS = ValueType(
    "a port, a range (`8000-8999`) or a list of them", {"type": ["integer", "string", "array"]}, _port_ranges
)
GROUP = "network"
OPERATORS = (
    Operator("cidr_within", GROUP, "Has every address in one of the networks. A list: every element.", NETWORKS,
             _on_networks(lambda n, e: any(within(n, outer) for outer in e), every=True), phrase="be within",
             example="{key: cidr_blocks, operator: cidr_within, value: [10.0.0.0/8, 172.16.0.0/12]}"),
    Operator("cidr_contains", GROUP, "Contains all of a network (or the address). A list: any element.", NETWORKS,
             _on_networks(lambda n, e: all(within(inner, n) for inner in e), every=False), phrase="contain",
             example="{key: cidr_block, operator: cidr_contains, value: 10.1.2.3}"),
    Operator("cidr_overlaps", GROUP, "Shares an address with one of the networks. A list: any element.", NETWORKS,
             _on_networks(_overlaps, every=False), phrase="overlap",
             example="{key: cidr_block, operator: cidr_overlaps, value: [10.20.0.0/16]}"),
    Operator("cidr_public", GROUP, "Contains an address that is reachable from the internet. A list: any element.", NOTHING,
             _on_networks(_public, every=False), phrase="hold a public address",
             example="{key: cidr_blocks, operator: not_cidr_public}"),
    Operator("port_in_range", GROUP, "Covers one of the ports: a block with `from_port` and `to_port`, a port, a range `80-90`, "
             "several (`80,443`), or a list. Protocol `-1` covers all.", PORTS, port_in_range, phrase="cover the port",
             example="{key: 'ingress.*', operator: port_in_range, value: [22, 3389]}"),
    Operator("covers_ports", GROUP, "Covers all of the ports, alone or with the other elements of a list: a block with `from_port` "
             "and `to_port`, a port, a range `80-90`, several (`80,443`), or a list. Protocol `-1` covers all.", PORTS, covers_ports,
             phrase="cover the ports", example="{key: destination_port_range, operator: covers_ports, value: 0-65535}"),
    Operator("ip_version", GROUP, "Is a network or address of that IP version. A list: every element.", VERSION,
             _on_networks(lambda n, e: n.version == e, every=True), phrase="be of IP version",
             example="{key: cidr_block, operator: ip_version, value: 4}"),
)  # fmt: skip
