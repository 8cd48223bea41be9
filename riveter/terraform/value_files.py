"""Find the root modules that a file of values can belong to, if neither Terraform nor the options read it.

People keep such files beside the root module, in a folder below it (``env/dev.tfvars``), or far from it (``values/dev/network.tfvars``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceError
from riveter.files.bounds import Bounds, around, upwards, within
from riveter.files.coverage import Coverage
from riveter.files.discovery import Excluded, FolderWalk
from riveter.files.names import config_file_names
from riveter.files.reader import FileReader
from riveter.terraform.callers import is_root
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.modules.inputs import names_in
from riveter.terraform.modules.loading import Modules
from riveter.terraform.modules.root_modules import uncalled


class Fit(Enum):
    """Why a file of values belongs to some root modules."""

    BESIDE = "beside"
    ABOVE = "above"
    DECLARES_ALL = "declares all"
    DECLARES_SOME = "declares some"
    UNREAD = "unread"
    """None of those that could be read completely has a variable that the file sets; these could not."""
    NONE = "none"
    """No root module has a variable that the file sets."""


class ValueFileUse(msgspec.Struct, frozen=True):
    """The folders of the root modules that a file of values belongs to, and why. problems: of reading a file that belongs to none."""

    roots: tuple[str, ...]
    fit: Fit
    problems: tuple[Diagnostic, ...] = ()


def users(path: str, reader: FileReader, excluded: Excluded, modules: Callable[[], Modules]) -> ValueFileUse:
    """Return the root modules that a file of values can belong to: the nearest, or all those that fit equally well.

    The module in its own folder comes first, then the nearest one above that declares all of its variables, then every root module of the
    repository that does. Without any, those count that declare some of them.
    """
    search = modules()
    bounds = around(path)
    names, problems = _names(path, reader.within(bounds), search)
    above = list(_modules_above(os.path.dirname(path), bounds, reader, excluded, search))
    own = above[0] if above and _is_in(path, above[0], reader) else None
    if own is not None and (not names or names & set(own.variables)):
        return ValueFileUse((own.directory,), Fit.BESIDE)
    for config in above:
        if names <= set(config.variables):
            return ValueFileUse((config.directory,), Fit.ABOVE)
    roots = list(_root_modules(bounds, reader, excluded, search)) if names else []
    every = [config for config in roots if names <= set(config.variables)]
    if every:
        return ValueFileUse(_folders(every), Fit.DECLARES_ALL)
    for config in above:
        if names & set(config.variables):
            return ValueFileUse((config.directory,), Fit.ABOVE)
    most = max((len(names & set(config.variables)) for config in roots), default=0)
    if most:
        some = [config for config in roots if len(names & set(config.variables)) == most]
        return ValueFileUse(_folders(some), Fit.DECLARES_SOME)
    broken = [config for config in roots if config.incomplete]
    if broken:
        return ValueFileUse(_folders(broken), Fit.UNREAD)
    return ValueFileUse((), Fit.NONE, tuple(problems))


def _names(path: str, reader: FileReader, search: Modules) -> tuple[frozenset[str], Sequence[Diagnostic]]:
    """Return the names of the variables that a file sets, as far as it can be read, and what is wrong with it."""
    try:
        return names_in(reader.source(path), search.parse)
    except SourceError as error:
        return frozenset(), [Diagnostic.from_source_error(error)]


def _modules_above(
    folder: str, bounds: Bounds, reader: FileReader, excluded: Excluded, search: Modules
) -> Iterator[ModuleConfig]:
    """Yield the module in a folder and those in the folders around it, the nearest first."""
    known = reader.within(bounds)
    for real in upwards(reader.real(folder or os.curdir)):
        if not any(within(real, top) for top in bounds.folders):
            return
        shown = _path_of(real, folder)
        if config_file_names(known.names(shown)) and not excluded(shown):
            config = search.config(shown, known)
            if config is not None:
                yield config


def _root_modules(bounds: Bounds, reader: FileReader, excluded: Excluded, search: Modules) -> Iterator[ModuleConfig]:
    """Yield the modules within bounds that no other module calls, and those that can only be root modules."""
    configs: dict[str, ModuleConfig] = {}
    known = reader.within(bounds)
    for top in bounds.folders:
        for directory in FolderWalk(_path_of(top, ""), known, Coverage(), excluded).module_directories():
            config = search.config(directory, known)
            if config is not None:
                configs[reader.real(directory)] = config
    found = uncalled(configs, search)
    for real, config in configs.items():
        if real in found or is_root(config):
            yield config


def _path_of(real: str, given: str) -> str:
    """Return a path for a folder: absolute if the user gave an absolute one."""
    return real if os.path.isabs(given) else os.path.relpath(real)


def _is_in(path: str, config: ModuleConfig, reader: FileReader) -> bool:
    return reader.real(os.path.dirname(path) or os.curdir) == reader.real(config.directory)


def _folders(configs: list[ModuleConfig]) -> tuple[str, ...]:
    return tuple(config.directory for config in configs)
