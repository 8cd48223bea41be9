"""The packs that the config names by their files, or takes from elsewhere: `-p` accepts them by their names.

Bundled packs come first: a pack from elsewhere can't take the place of one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from riveter.files.cache import Cache, own_directory
from riveter.files.reader import FileReader

if TYPE_CHECKING:
    from riveter.config.model import Config
    from riveter.rules.packs.definition import Pack


def is_path(pack: str) -> bool:
    """Return True for a pack that is named by its file."""
    return pack.endswith((".yml", ".yaml")) or "/" in pack or os.sep in pack


def resolved(names: Sequence[str], settings: Config) -> tuple[str, ...]:
    """Return the packs of `-p`: the name of a pack that the config has in a file becomes the path of the file."""
    if not any(map(is_path, _named(settings))) or all(map(is_path, names)):
        return tuple(names)
    bundled = {name for pack in _bundled() for name in (pack.name, *pack.aliases)}
    own = {name: pack.path for pack in reversed(own_packs(settings)) for name in (pack.name, *pack.aliases)}
    return tuple(name if is_path(name) or name in bundled else own.get(name, name) for name in names)


def own_packs(settings: Config) -> list[Pack]:
    """Return the packs that the config has in files, without their rules."""
    import msgspec

    from riveter.rules.packs.packs import read_header

    found = []
    for path in dict.fromkeys(filter(is_path, _named(settings))):
        header = read_header(path, None, settings.reader or FileReader())
        if header is not None:
            found.append(msgspec.structs.replace(header, path=path))
    return found


def _named(settings: Config) -> Iterable[str]:
    return (*settings.packs, *(name for item in settings.overrides for name in item.packs or ()))


def _bundled() -> list[Pack]:
    from riveter.rules.packs.packs import pack_files, read_header

    cache = Cache(own_directory(), "rules")
    return [pack for pack in (read_header(path, cache) for path in pack_files()) if pack is not None]
