"""Resources that the base has under another address: the head has a `moved` block for them, or their root module was moved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeAlias

from riveter.findings import Finding
from riveter.fingerprints import at_address

Address: TypeAlias = "tuple[str, str]"
"""A root module, and an address in it."""


def renames(
    base: Collection[Address],
    head: Collection[Address],
    former: Callable[[str, str], Iterable[str]],
    roots: Mapping[str, str],
) -> dict[Address, Address]:
    """Return the new addresses of resources of the base, by their old ones. An object that still has its old address did not move.

    roots: the former root module of each one that was moved.
    """
    found: dict[Address, Address] = {}
    for root, address in sorted(set(head) - set(base)):
        place = roots.get(root, root)
        for earlier in (address, *former(root, address)):
            old = (place, earlier)
            if old in base and old not in head and old not in found:
                found[old] = (root, address)
                break
    return found


def at_new_addresses(findings: list[Finding], renamed: Mapping[Address, Address]) -> list[Finding]:
    """Return the findings of the base as they would be at the new addresses."""
    return [
        finding if new is None else at_address(finding, new[1], new[0])
        for finding in findings
        for new in (renamed.get((finding.resource.root, finding.resource.address)),)
    ]
