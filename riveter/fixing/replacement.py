"""Whether a changed argument makes the provider replace the resource.

Provider schemas do not say that. For each provider, a table has the arguments of each type that replace the resource, and those that are
changed in place. `tools.replacements` makes that of AWS from plans of the provider itself, and `tools.replacements.from_source` makes the
others from the source of the provider at a commit.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache

import msgspec

from riveter.files import package

PROVIDERS = ("aws", "azurerm", "google", "kubernetes")


class Effects(msgspec.Struct, frozen=True):
    """The arguments of a type, as dotted names: those whose change replaces the resource, and those that are changed in place.

    depends: those for which it depends on the values or is not known. Without it, the arguments may not be all of the type.
    """

    replaces: frozenset[str] = frozenset()
    in_place: frozenset[str] = frozenset()
    depends: frozenset[str] = frozenset()


class Table(msgspec.Struct, frozen=True):
    """What is known about a provider. version: of the provider; the commit, if it is from its source."""

    provider: str
    version: str
    types: Mapping[str, Effects]
    source: str = ""


@cache
def table(provider: str) -> Table | None:
    """Return the table of a provider; None if there is none."""
    if provider not in PROVIDERS:
        return None
    data = package.data(os.path.join(package.FOLDER, "fixing", "data", f"{provider}.json"))
    return None if data is None else msgspec.json.decode(data, type=Table)


def effect(type: str, path: tuple[str, ...]) -> bool | None:
    """Return True if a change of an argument replaces the resource, False if it does not; None if that is not known."""
    known = table(type.partition("_")[0])
    effects = None if known is None else known.types.get(type)
    if effects is None:
        return None
    for size in range(len(path), 0, -1):  # a part of a map counts as the map
        name = ".".join(path[:size])
        if name in effects.replaces:
            return True
        if name in effects.in_place:
            return False
        if name in effects.depends:
            return None
    return False if known is not None and known.source and _is_block_in_place(effects, ".".join(path)) else None


def _is_block_in_place(effects: Effects, block: str) -> bool:
    """Return True if all arguments of a block are changed in place: then it can be added and removed in place, too."""
    start = f"{block}."
    others = effects.replaces | effects.depends
    return any(name.startswith(start) for name in effects.in_place) and not any(
        name.startswith(start) for name in others
    )
