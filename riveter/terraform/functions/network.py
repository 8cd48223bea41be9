"""IP network functions, for IPv4 and IPv6. The arithmetic is that of the go-cidr library, overflows included."""

from __future__ import annotations

import ipaddress
import re

import msgspec

from riveter.core.causes import DialectDifference
from riveter.core.values import Unknown
from riveter.terraform.config.features import LONG_SUBNETS
from riveter.terraform.functions.common import number_parameter, string_parameter, whole_number
from riveter.terraform.functions.registry import CallContext, FunctionError, function
from riveter.terraform.values.numbers import Number
from riveter.terraform.values.types import BOOL, STRING, ListType
from riveter.terraform.values.value import ListValue, TValue

_PREFIX = string_parameter("prefix")
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_MAPPED = 0xFFFF << 32
_LOW_64 = (1 << 64) - 1


class Network(msgspec.Struct, frozen=True):
    """A network: its first address, the length of its prefix, and the size of its addresses in bits."""

    address: int
    length: int
    bits: int

    @property
    def mapped(self) -> bool:
        """Whether it is an IPv4 address within IPv6, which Go takes for both."""
        return self.bits == 128 and self.address >> 32 == _MAPPED >> 32

    @property
    def last(self) -> int:
        """The last address."""
        return self.address | ((1 << (self.bits - self.length)) - 1)

    def text(self) -> str:
        """Return a text such as ``10.0.0.0/8``."""
        length = self.length - 96 if self.mapped else self.length
        return f"{_address_text(self.address, self.bits)}/{length}"


def _address_text(address: int, bits: int) -> str:
    if bits == 32:
        return str(ipaddress.IPv4Address(address))
    if address >> 32 == _MAPPED >> 32:
        return str(ipaddress.IPv4Address(address & 0xFFFFFFFF))
    return str(ipaddress.IPv6Address(address))


def _parse_address(text: str) -> tuple[int, int] | None:
    """Return an address and its size in bits; leading zeros in IPv4 parts are decimal, as in Terraform."""
    if "%" in text:
        return None
    head, colon, tail = text.rpartition(":")
    if "." in tail:
        tail = _LEADING_ZEROS.sub("", tail)
    try:
        address = ipaddress.ip_address(head + colon + tail)
    except ValueError:
        return None
    return int(address), address.max_prefixlen


def _parse_network(text: str) -> Network | None:
    """Return a prefix with its host bits cleared."""
    head, slash, digits = text.rpartition("/")
    found = _parse_address(head)
    if not slash or found is None or not (digits.isascii() and digits.isdecimal()) or len(digits) > 6:
        return None
    address, bits = found
    length = int(digits)
    if length > bits:
        return None
    host = bits - length
    return Network(address >> host << host, length, bits)


def _network(prefix: str, argument: int | None = None) -> Network:
    network = _parse_network(prefix)
    if network is None:
        raise FunctionError(f"invalid CIDR expression: invalid CIDR address: {prefix}", argument)
    return network


def _whole(number: Number) -> int:
    if not isinstance(number, int):
        raise FunctionError("value must be a whole number")
    return int(number)


def _insert(network: Network, number: int, length: int) -> int:
    """Return the address with `number` at the end of its first `length` bits."""
    address = abs(network.address | (number << (network.bits - length)))
    if address >> network.bits:
        raise FunctionError(f"{number} is too large a number for the address space")
    return address


@function(_PREFIX, number_parameter("hostnum"), result=STRING)
def cidrhost(prefix: str, number: Number) -> TValue:
    """Return the address of a host in a network; a negative number counts from the end."""
    host = _whole(number)
    network = _network(prefix)
    largest = (1 << (network.bits - network.length)) - 1
    checked = host & _LOW_64  # go-cidr looks at no more
    if checked >> 63:
        checked -= 1 << 64
    if host < 0:
        checked = -host - 1
        host = largest - checked
    if checked > largest:
        raise FunctionError(f"prefix of {network.length} does not accommodate a host numbered {host}")
    return _address_text(_insert(network, host, 32 if network.mapped else network.bits), network.bits)


@function(_PREFIX, result=STRING)
def cidrnetmask(prefix: str) -> TValue:
    """Return the netmask of an IPv4 network."""
    network = _network(prefix)
    if network.bits == 128 and not network.mapped:
        raise FunctionError(f"IPv6 addresses cannot have a netmask: {prefix}")
    host = network.bits - network.length
    return _address_text((1 << network.bits) - (1 << host), network.bits)


@function(_PREFIX, number_parameter("newbits"), number_parameter("netnum"), result=STRING)
def cidrsubnet(prefix: str, newbits: Number, netnum: Number) -> TValue:
    """Return a subnet of a network."""
    bits = whole_number(newbits)
    number = _whole(netnum)
    network = _network(prefix)
    length = network.length + bits
    if not 0 <= length <= network.bits:
        raise FunctionError(f"insufficient address space to extend prefix of {network.length} by {bits}")
    if 0 <= bits < 64 and abs(number) & _LOW_64 >= 1 << bits:
        raise FunctionError(f"prefix extension of {bits} does not accommodate a subnet numbered {number}")
    return Network(_insert(network, number, length), length, network.bits).text()


@function(_PREFIX, variadic=number_parameter("newbits"), result=ListType(STRING), context=True)
def cidrsubnets(context: CallContext, prefix: str, *newbits: Number) -> TValue:
    """Return consecutive subnets of a network, each with its own number of additional bits."""
    network = _network(prefix, 0)
    context.charge(len(newbits) + 1)
    whole = 1 << network.bits
    current = network
    made: list[str] = []
    long: bool | None = True
    for index, given in enumerate(newbits, 1):
        bits = whole_number(given, index)
        if bits < 1:
            raise FunctionError("must extend prefix by at least one bit", index)
        if bits > 32:
            long = network.bits != 32 and context.offers(LONG_SUBNETS)
            if long is False:
                raise FunctionError("may not extend prefix by more than 32 bits", index)
        length = network.length + bits
        if length > network.bits:
            family = "IPv4" if network.bits == 32 else "IPv6"
            raise FunctionError(
                f"would extend prefix to {length} bits, which is too long for an {family} address", index
            )
        host = network.bits - length
        if index == 1:  # the subnet before the first one
            current = Network(((network.address - 1) % whole) >> host << host, length, network.bits)
        start = (((current.last >> host) + 1) << host) % whole
        if start == 0 or not network.address <= start <= network.last:
            raise FunctionError(
                f"not enough remaining address space for a subnet with a prefix of {length} bits after {current.text()}",
                index,
            )
        current = Network(start, length, network.bits)
        made.append(current.text())
    if long is None:
        return Unknown(DialectDifference("cidrsubnets"), type=ListType(STRING), not_null=True)
    return ListValue(made, STRING)


@function(string_parameter("containing_prefix"), string_parameter("contained_ip_or_prefix"), result=BOOL)
def cidrcontains(containing: str, contained: str) -> TValue:
    """Return whether an address or a whole network lies in a network (OpenTofu only)."""
    outer = _network(containing)
    address = _parse_address(contained)
    inner = _parse_network(contained) if address is None else Network(address[0], address[1], address[1])
    if inner is None:
        raise FunctionError(f"invalid IP address or prefix: {contained}")
    if inner.bits != outer.bits:
        raise FunctionError(f"address family mismatch: {containing} vs. {contained}")
    return outer.address <= inner.address and inner.last <= outer.last
