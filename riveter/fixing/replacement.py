"""Whether a changed argument makes the provider replace the resource.

Provider schemas do not say that. `aws.json` is made by `tools/replacements` from plans of the provider itself: for each type, the
arguments for which a plan replaces the resource, and those that it changes in place.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from riveter.files import package


class Effects(msgspec.Struct, frozen=True):
    """The arguments of a type, as dotted names: those whose change replaces the resource, and those that are changed in place."""

    replaces: frozenset[str] = frozenset()
    in_place: frozenset[str] = frozenset()


class _File(msgspec.Struct, frozen=True):
    provider: str
    version: str
    types: Mapping[str, Effects]


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Effects]:
    data = package.data(os.path.join(package.FOLDER, "fixing", "data", "aws.json"))
    return {} if data is None else msgspec.json.decode(data, type=_File).types


def effect(type: str, path: tuple[str, ...]) -> bool | None:
    """Return True if a change of an argument replaces the resource, False if it does not; None if that is not known."""
    effects = _table().get(type)
    if effects is None:
        return None
    for size in range(len(path), 0, -1):  # a part of a map counts as the map
        name = ".".join(path[:size])
        if name in effects.replaces:
            return True
        if name in effects.in_place:
            return False
    return None
