"""Find the modules of a repository that call a module: findings of its files concern them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

from riveter.core.deadline import NEVER, Deadline
from riveter.files.bounds import Bounds, repository_root, upwards, within
from riveter.files.coverage import Coverage
from riveter.files.discovery import Excluded, FolderWalk
from riveter.files.reader import FileReader
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.modules.loading import Modules


def is_root(config: ModuleConfig) -> bool:
    """Return True if a module can only be a root module: it has a backend, or configures a provider."""
    return bool(config.providers) or any(
        block.type in ("backend", "cloud") for declared in config.terraform for block in declared.block.blocks
    )


def callers(
    folders: Iterable[str],
    bounds: Bounds,
    reader: FileReader,
    excluded: Excluded,
    modules: Callable[[], Modules],
    deadline: Deadline = NEVER,
) -> Iterator[str]:
    """Yield the folders of modules that call one of some folders (real paths), directly or not, by a path that is written out.

    In a repository every folder is searched, elsewhere only those around.
    """
    wanted = set(folders)
    search = modules()
    called_by: dict[str, list[str]] = {}
    for directory in _candidates(wanted, bounds, reader.within(bounds), excluded, deadline):
        config = search.config(directory)
        for target in search.callees(config) if config is not None else ():
            called_by.setdefault(target, []).append(directory)
    waiting, found = list(wanted), set(wanted)
    while waiting:
        for directory in called_by.get(waiting.pop(), ()):
            real = reader.real(directory)
            if real not in found:
                found.add(real)
                waiting.append(real)
                yield directory


def _candidates(
    wanted: set[str], bounds: Bounds, reader: FileReader, excluded: Excluded, deadline: Deadline
) -> Iterator[str]:
    for root in bounds.folders:
        if repository_root(root) == root:
            yield from FolderWalk(os.path.relpath(root), reader, Coverage(), excluded, deadline).module_directories()
            continue
        for folder in wanted:
            for above in upwards(folder):
                if within(above, root):
                    yield os.path.relpath(above)
