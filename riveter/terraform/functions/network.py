"""IP network functions, for IPv4 and IPv6."""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from riveter.terraform.functions.common import number_parameter, string_parameter, whole_number
from riveter.terraform.functions.registry import CallContext, FunctionError, function
from riveter.terraform.numbers import Number
from riveter.terraform.types import BOOL, STRING, ListType
from riveter.terraform.values import ListValue, TValue

_PREFIX = string_parameter("prefix")
_LEADING_ZEROS = re.compile(r"(^|[.])0+(?=[0-9])")

Network = Any
"""`ipaddress.IPv4Network` or `IPv6Network`."""


def _parse(prefix: str) -> Network:
    """A prefix with its host bits cleared. As Terraform, leading zeros in IPv4 parts are decimal."""
    address, slash, length = prefix.partition("/")
    if not slash or not length.isdecimal() or not length.isascii() or "%" in address:
        raise FunctionError(f"invalid CIDR expression: invalid CIDR address: {prefix}")
    if ":" not in address:
        address = _LEADING_ZEROS.sub(r"\1", address)
    try:
        return ipaddress.ip_network(f"{address}/{int(length)}", strict=False)
    except ValueError:
        raise FunctionError(f"invalid CIDR expression: invalid CIDR address: {prefix}") from None


@function(_PREFIX, number_parameter("hostnum"), result=STRING)
def cidrhost(prefix: str, number: Number) -> TValue:
    """The address of a host in a network; a negative number counts from the end."""
    network = _parse(prefix)
    if not isinstance(number, int):
        raise FunctionError("value must be a whole number", 1)
    bits = network.max_prefixlen - network.prefixlen
    size = 1 << bits
    if not -size <= number < size:
        raise FunctionError(f"prefix of {network.prefixlen} does not accommodate a host numbered {number}")
    offset = number if number >= 0 else size + number
    return str(type(network.network_address)(int(network.network_address) + offset))


@function(_PREFIX, result=STRING)
def cidrnetmask(prefix: str) -> TValue:
    """The netmask of an IPv4 network."""
    network = _parse(prefix)
    if network.version == 6:
        raise FunctionError("IPv6 addresses cannot have a netmask: " + prefix)
    return str(network.netmask)


@function(_PREFIX, number_parameter("newbits"), number_parameter("netnum"), result=STRING)
def cidrsubnet(prefix: str, newbits: Number, netnum: Number) -> TValue:
    """A subnet of a network."""
    network = _parse(prefix)
    bits = whole_number(newbits, 1)
    if not isinstance(netnum, int):
        raise FunctionError("value must be a whole number", 2)
    return _subnet(network, bits, netnum)


def _subnet(network: Network, newbits: int, netnum: int) -> str:
    length = network.prefixlen + newbits
    if not 0 <= length <= network.max_prefixlen:
        raise FunctionError(f"insufficient address space to extend prefix of {network.prefixlen} by {newbits}")
    if not 0 <= netnum < (1 << max(newbits, 0)):
        raise FunctionError(f"prefix extension of {newbits} does not accommodate a subnet numbered {netnum}")
    shift = network.max_prefixlen - length
    start = (int(network.network_address) >> shift << shift) + (netnum << shift)
    return f"{type(network.network_address)(start)}/{length}"


@function(_PREFIX, variadic=number_parameter("newbits"), result=ListType(STRING), context=True)
def cidrsubnets(context: CallContext, prefix: str, *newbits: Number) -> TValue:
    """Consecutive subnets of a network, each with its own number of additional bits."""
    network = _parse(prefix)
    context.charge(len(newbits) + 1)
    maximum = network.max_prefixlen
    position, end = int(network.network_address), int(network.broadcast_address)
    made: list[str] = []
    for index, given in enumerate(newbits):
        bits = whole_number(given, index + 1)
        if bits < 1:
            raise FunctionError("must extend prefix by at least one bit", index + 1)
        if bits > 32:
            raise FunctionError("may not extend prefix by more than 32 bits", index + 1)
        length = network.prefixlen + bits
        if length > maximum:
            suffix = "4" if maximum == 32 else "6"
            raise FunctionError(
                f"would extend prefix to {length} bits, which is too long for an IPv{suffix} address", index + 1
            )
        size = 1 << (maximum - length)
        start = (position + size - 1) // size * size
        if start + size - 1 > end:
            raise FunctionError(
                f"not enough remaining address space for a subnet with a prefix of {length} bits after {_last(network, position, made)}",
                index + 1,
            )
        made.append(f"{type(network.network_address)(start)}/{length}")
        position = start + size
    return ListValue(made, STRING)


def _last(network: Network, position: int, made: list[str]) -> str:
    return made[-1] if made else str(network)


@function(string_parameter("containing_prefix"), string_parameter("contained_ip_or_prefix"), result=BOOL)
def cidrcontains(containing: str, contained: str) -> TValue:
    """Whether an address or a whole network lies in a network (OpenTofu)."""
    outer = _parse(containing)
    if "/" in contained:
        inner = _parse(contained)
    else:
        try:
            inner = ipaddress.ip_network(contained)
        except ValueError:
            raise FunctionError(f"invalid IP address or prefix: {contained}", 1) from None
    if inner.version != outer.version:
        raise FunctionError(f"address family mismatch: {containing} vs. {contained}")
    return bool(inner.subnet_of(outer))
