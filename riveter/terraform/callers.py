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
from riveter.terraform.modules.root_modules import has_expressions


def is_root(config: ModuleConfig) -> bool:
    """Return True if a module can only be a root module: it has a backend, or configures a provider."""
    return bool(config.providers) or any(
        block.type in ("backend", "cloud") for declared in config.terraform for block in declared.block.blocks
    )


class CallGraph:
    """Which modules call which by a path that is written out.

    directories: the folders of the modules, in order. by_expression: those with a call whose source is an expression. unread: whether some
    could not be read completely.
    """

    def __init__(self, directories: Iterable[str], search: Modules, reader: FileReader) -> None:
        self._reader = reader
        self.directories = tuple(directories)
        self.by_expression: list[str] = []
        self.unread = False
        self._called_by: dict[str, list[str]] = {}
        for directory in self.directories:
            config = search.config(directory)
            if config is None or config.incomplete:
                self.unread = True
            if config is None:
                continue
            if has_expressions(config):
                self.by_expression.append(directory)
            for target in search.callees(config):
                self._called_by.setdefault(target, []).append(directory)

    def callers(self, folders: Iterable[str]) -> Iterator[str]:
        """Yield the folders of modules that call one of some folders (real paths), directly or not."""
        waiting = [*dict.fromkeys(folders)]
        found = set(waiting)
        while waiting:
            for directory in self._called_by.get(waiting.pop(), ()):
                real = self._reader.real(directory)
                if real not in found:
                    found.add(real)
                    waiting.append(real)
                    yield directory


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
    candidates = _candidates(wanted, bounds, reader.within(bounds), excluded, deadline)
    yield from CallGraph(candidates, modules(), reader).callers(wanted)


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
