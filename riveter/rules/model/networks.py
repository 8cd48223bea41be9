"""Networks and addresses: which lie in which, and which are public."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import ipaddress

Network: TypeAlias = "ipaddress.IPv4Network | ipaddress.IPv6Network"

_NOT_PUBLIC_4 = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
)  # fmt: skip
_NOT_PUBLIC_6 = (
    "::/127", "64:ff9b:1::/48", "100::/64", "2001:2::/48", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
    "fec0::/10", "ff00::/8",
)  # fmt: skip
"""IANA's special-purpose ranges that are not reached from the internet."""


@lru_cache(maxsize=4096)
def parse_network(text: str) -> Network | None:
    """Return a network (or a single address) from its text; host bits are allowed, as in Terraform. Return None if it is neither."""
    if len(text) > 64 or "%" in text:
        return None
    import ipaddress

    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None


@lru_cache(maxsize=2)
def _not_public(version: int) -> list[Network]:
    import ipaddress

    texts = _NOT_PUBLIC_4 if version == 4 else _NOT_PUBLIC_6
    networks = [ipaddress.ip_network(text) for text in texts]
    return list(ipaddress.collapse_addresses(networks))  # type: ignore[type-var]


def within(inner: Network, outer: Network) -> bool:
    """Return True if every address of one network is in the other."""
    return inner.version == outer.version and inner.subnet_of(outer)  # type: ignore[arg-type]


def is_public(network: Network) -> bool:
    """Return True if a network holds any address that is reached from the internet."""
    import ipaddress

    if isinstance(network, ipaddress.IPv6Network) and network.prefixlen >= 96:
        mapped = network.network_address.ipv4_mapped
        if mapped is not None:
            return is_public(ipaddress.IPv4Network((int(mapped), network.prefixlen - 96)))
    return not any(within(network, special) for special in _not_public(network.version))


def spans(networks: Iterable[Network], prefix: int, prefix_6: int) -> bool:
    """Return True if networks of one IP version have as many addresses together as a network of that prefix length."""
    import ipaddress

    found = [*networks]
    for kind, most in ((ipaddress.IPv4Network, 1 << (32 - prefix)), (ipaddress.IPv6Network, 1 << (128 - prefix_6))):
        same = [network for network in found if isinstance(network, kind)]
        if sum(network.num_addresses for network in ipaddress.collapse_addresses(same)) >= most:  # type: ignore[type-var,misc]
            return True
    return False
