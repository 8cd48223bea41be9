"""The order in which packs are listed: those that a scan uses by default first, then further ones, then those of frameworks."""

from __future__ import annotations

from collections.abc import Iterable

from riveter.rules.packs.definition import Pack
from riveter.rules.packs.packs import is_bundled

DEFAULT = "Used by default, each for the resources of its provider"
FURTHER = "Further selections"
FRAMEWORKS = "For a framework: the rules that serve one of its controls"
OWN = "From riveter.yml"


def grouped(packs: Iterable[Pack]) -> dict[str, list[Pack]]:
    """Return the packs by the title of their group, each group in the order of names. Groups without packs are left out."""
    found: dict[str, list[Pack]] = {title: [] for title in (OWN, DEFAULT, FURTHER, FRAMEWORKS)}
    for pack in sorted(packs, key=lambda pack: pack.name):
        found[_group(pack)].append(pack)
    return {title: group for title, group in found.items() if group}


def _group(pack: Pack) -> str:
    if not is_bundled(pack.path):
        return OWN
    if pack.default_for:
        return DEFAULT
    return FRAMEWORKS if pack.framework else FURTHER
