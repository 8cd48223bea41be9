"""Find who uses the modules of a repository: modules that call them, units of Terragrunt, files of values."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence

from riveter.core.deadline import Deadline
from riveter.files.bounds import Bounds
from riveter.files.coverage import Coverage, Omission
from riveter.files.discovery import DiscoveredTargets, Excluded, FolderWalk
from riveter.files.reader import FileReader
from riveter.terraform.callers import CallGraph
from riveter.terraform.modules.loading import Modules
from riveter.terraform.modules.terragrunt import TerragruntUnit, units
from riveter.terraform.options import LoadOptions
from riveter.terraform.project import Loader

_UNSEEN = frozenset(
    {Omission.NOT_CHECKED_OUT, Omission.TIME_LIMIT, Omission.UNREADABLE, Omission.PATH_TOO_LONG, Omission.LINK}
)
"""What a walk leaves out and the user did not choose to leave out."""


class RepositoryUses:
    """What the files of a repository, or of the folders of a scan, say about who uses their modules.

    tops: these folders; none is in another. calls: which module calls which. units: those of Terragrunt. values: files of values for
    variables. complete: whether everything in the folders could be seen.
    """

    def __init__(
        self, tops: Sequence[str], reader: FileReader, excluded: Excluded, modules: Modules, deadline: Deadline
    ) -> None:
        coverage = Coverage()
        self.modules = modules
        self._reader = reader
        walks = [
            FolderWalk(os.path.relpath(top), reader.within(Bounds((top,))), coverage, excluded, deadline)
            for top in tops
        ]
        self.calls = CallGraph((one for walk in walks for one in walk.module_directories()), modules, reader)
        terragrunt = [path for walk in walks for path in walk.terragrunt]
        self.units: tuple[TerragruntUnit, ...] = tuple(
            unit
            for unit in units(terragrunt, modules.reader_of)
            if modules.reader_of(unit.folder).bounds.hold(unit.directory)
        )
        self.values = [path for walk in walks for path in walk.values if not excluded(path)]
        self.complete = (
            not self.calls.unread
            and not any(walk.diagnostics for walk in walks)
            and not deadline.passed()
            and len(self.units) == len(terragrunt)
            and not any(item.kind in _UNSEEN for item in coverage.items())
        )

    def callers(self, real: str) -> list[str]:
        """Return the folders of modules that call one (its real path), directly or not, or that may, because a source is an expression."""
        perhaps = [one for one in self.calls.by_expression if self._reader.real(one) != real]
        reals = [self._reader.real(one) for one in perhaps]
        return [*dict.fromkeys((*self.calls.callers([real]), *perhaps, *self.calls.callers(reals)))]

    def units_of(self, reals: Collection[str]) -> list[TerragruntUnit]:
        """Return the units of Terragrunt that run one of some modules (real paths)."""
        return [unit for unit in self.units if self._reader.real(unit.directory) in reals]


class UsesLoader(Loader):
    """Evaluates single root modules and units of Terragrunt, with the declarations that are known already. Nothing of it is reported."""

    def __init__(self, options: LoadOptions, modules: Modules, found: Collection[TerragruntUnit]) -> None:
        self._shared = modules
        self._files = [unit.file for unit in found]
        super().__init__(options)

    def _make_modules(self) -> Modules:
        return self._shared

    def _find(self, paths: list[str]) -> DiscoveredTargets:
        targets = super()._find(paths)
        targets.terragrunt.extend(self._files)
        return targets
