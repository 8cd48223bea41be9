"""The options of a scan as they are to be read in a copy of the repository."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from riveter.diffing.git import DiffError, Repository
from riveter.diffing.repository_layout import RepositoryLayout
from riveter.diffing.tree import is_config, is_terraform
from riveter.files.bounds import Bounds, real_path, within
from riveter.files.names import is_tfvars
from riveter.files.reader import FileReader, PathKind, ReadError
from riveter.scan.options import EnvironmentRun, PathGlob, ScanOptions, ScanPlan

if TYPE_CHECKING:
    from riveter.config.model import Environment, Override
    from riveter.terraform.modules.inputs import InputLayer


def value_files(options: ScanOptions) -> list[str]:
    """Return the variables files of the copy. Files outside of git are the same on both sides."""
    layers = [*options.targets.layers, *(item.values for item in _environments(options) if item.values is not None)]
    return [*options.targets.var_files, *(path for layer in layers for path in layer.var_files)]


def _environments(options: ScanOptions) -> list[Environment]:
    """Return the environments of the config, and those of files of values that nothing else reads."""
    inferred = [run.environment for run in options.plan.runs if run.inferred] if options.plan is not None else []
    return [*options.environments, *(item for item in inferred if item is not None)]


def base_options(
    options: ScanOptions,
    base: str,
    repository: Repository,
    places: RepositoryLayout,
    root: str,
    former: Mapping[str, str],
    *,
    own_ignores: bool = False,
) -> ScanOptions:
    """Return the options for the copy of the repository at `root`, with its working directory.

    Targets and value files are those of the copy, if it has them. Rules, packs and baselines are those of the working tree. former: the
    paths that renamed files had, from the root. own_ignores: the ignore files of the copy apply. Raise `DiffError` for a plan or state that
    the copy does not have.
    """
    copy = _BaseCopy(base, repository, places, root, former, root if own_ignores else repository.root)
    targets = options.targets
    return msgspec.structs.replace(
        options,
        targets=msgspec.structs.replace(
            targets,
            paths=copy.targets((*targets.paths, *targets.removed)),
            var_files=copy.value_files(targets.var_files),
            layers=tuple(map(copy.layer, targets.layers)),
            exclude_paths=tuple(PathGlob(item.glob, copy.folder(item.base)) for item in targets.exclude_paths),
        ),
        environments=tuple(map(copy.environment, options.environments)),
        plan=None if options.plan is None else copy.plan(options.plan, targets.removed),
        rules=_absolute(options.rules),
        packs=tuple(map(_pack, options.packs)),
        overrides=tuple(map(_override, options.overrides)),
        baseline=os.path.abspath(options.baseline) if options.baseline is not None else None,
        base=copy.folder(options.base),
        diagnostics=(),
        strict_coverage=False,
        reader=None,
    )


class _BaseCopy:
    def __init__(
        self,
        base: str,
        repository: Repository,
        places: RepositoryLayout,
        root: str,
        former: Mapping[str, str],
        ignores: str,
    ) -> None:
        self.base = base
        self.repository = repository
        self.places = places
        self.root = root
        self.former = former
        self.ignores = ignores
        self.copy = FileReader(Bounds((real_path(root),)))

    def targets(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return the targets that exist in the copy, at least in part.

        For a Terraform file, these are all files of its module, because its content may have been in another file.
        """
        found: dict[str, None] = {}
        for path in paths:
            there = self.there(path)
            if there is not None and self.has_terraform(there):
                found[self.written(path, there)] = None
            if not FileReader().is_file(path):
                continue
            if is_tfvars(path) and (values := self.value_file(path)) is not None:
                found[values] = None
            if is_terraform(path):
                found.update(dict.fromkeys(self.module_of(path)))
            elif not (there and self.has(there)):
                raise DiffError(f"{path} is not in {self.base}: there is nothing to compare it with")
        return tuple(found)

    def module_of(self, path: str) -> Iterator[str]:
        """Yield the configuration files in the folder of a file that exist in the copy."""
        there = self.there(path)
        folder = os.path.dirname(there) if there is not None else ""
        for name in filter(is_config, self.copy.names(folder)):
            yield self.written(os.path.join(os.path.dirname(path), name), os.path.join(folder, name))

    def value_files(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return the variables files of the copy. Files outside of git are the same on both sides."""
        found = []
        for path in paths:
            there, place = self.value_file(path), self.places.inside(path)
            if there is not None:
                found.append(there)
            elif place is None or self.repository.ignored_among([place], self.ignores):
                found.append(os.path.abspath(path))
        return tuple(found)

    def value_file(self, path: str) -> str | None:
        """Return a variables file of the copy, if it has it: by its former name if it was renamed."""
        there, place = self.there(path), self.places.inside(path)
        if there is not None and self.has(there):
            return self.written(path, there)
        earlier = None if place is None else self.former.get(place)
        return None if earlier is None else self.renamed(path, earlier)

    def renamed(self, path: str, earlier: str) -> str:
        """Return the path for the copy of a file that was renamed. earlier: its former path, from the root of the repository."""
        there = os.path.join(self.root, *earlier.split("/"))
        if os.path.isabs(path):
            return there
        return os.path.relpath(os.path.join(self.places.root, *earlier.split("/")), self.places.cwd)

    def layer(self, layer: InputLayer) -> InputLayer:
        """Return the values of the config."""
        return msgspec.structs.replace(layer, var_files=self.value_files(layer.var_files))

    def environment(self, environment: Environment) -> Environment:
        """Return an environment of the config."""
        values = environment.values
        return environment if values is None else msgspec.structs.replace(environment, values=self.layer(values))

    def plan(self, plan: ScanPlan, removed: Iterable[str]) -> ScanPlan:
        """Return what is evaluated, with the same environments and root modules. Files that do not exist yet give no values."""
        return ScanPlan(tuple(self.run(run, removed) for run in plan.runs))

    def run(self, run: EnvironmentRun, removed: Iterable[str]) -> EnvironmentRun:
        """Return one evaluation."""
        users = ((path, self.there(path)) for path in run.users)
        return msgspec.structs.replace(
            run,
            environment=None if run.environment is None else self.environment(run.environment),
            paths=self.targets((*run.paths, *(() if run.inferred else removed))),
            values=tuple(self.value_file(path) or path for path in run.values),
            searched=tuple(map(self.folder, run.searched)),
            users=tuple(self.written(path, there) for path, there in users if there and self.has_terraform(there)),
        )

    def folder(self, path: str) -> str:
        """Return the folder that globs of files are relative to."""
        there = self.there(path)
        return path if there is None else self.written(path, there)

    def there(self, path: str) -> str | None:
        """Return the path in the copy for a path of the working tree; None for a path outside of the repository."""
        place = self.places.inside(path)
        return None if place is None else os.path.normpath(os.path.join(self.root, *place.split("/")))

    def has(self, there: str) -> bool:
        """Return True if the copy has a path."""
        return self.copy.kind(there) in (PathKind.FILE, PathKind.FOLDER)

    def has_terraform(self, there: str) -> bool:
        """Return True if there is anything at a path of the copy that a scan would not complain about."""
        if not self.copy.is_folder(there):
            return self.copy.is_file(there)
        try:
            return any(is_config(entry.name) for _, entries in self.copy.walk(there) for entry in entries)
        except ReadError:
            return False

    def written(self, path: str, there: str) -> str:
        """Return a path for the copy: relative paths have the same meaning there, unless a link leads into the repository."""
        full = os.path.normpath(os.path.join(self.places.cwd, path))
        return path if not os.path.isabs(path) and within(full, self.places.root) else there


def _absolute(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(os.path.abspath, paths))


def _pack(name: str) -> str:
    is_path = name.endswith((".yml", ".yaml")) or "/" in name or os.sep in name
    return os.path.abspath(name) if is_path else name


def _override(item: Override) -> Override:
    rules = None if item.rules is None else _absolute(item.rules)
    packs = None if item.packs is None else tuple(map(_pack, item.packs))
    return msgspec.structs.replace(item, rules=rules, packs=packs)
