"""The session of proofs: the repository, as far as changed files matter for it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable

import msgspec

from riveter.files.bounds import around, real_path
from riveter.files.names import is_tfvars
from riveter.files.reader import FileReader
from riveter.findings import Finding
from riveter.scan.options import ScanOptions, ScanResult
from riveter.session.session import Options, Session
from riveter.terraform.modules.reach import Known, Reach
from riveter.terraform.project import Loader

Stop = Callable[[], bool]


def never() -> bool:
    """Never stop."""
    return False


class ProofSession(Session):
    """A scan of the whole repository around the paths of some options.

    Of its root modules, those are evaluated that may reach a file that is changed. These are files of the root modules that `concern`
    names, until `widen` names others. Every question can be cancelled by `stop`.
    """

    def __init__(self, options: ScanOptions | Options) -> None:
        """Open it. Nothing is read before the first question."""
        if callable(options):
            given = options

            def whole(reader: FileReader) -> ScanOptions:
                return of_repository(given(reader))

            super().__init__(whole)
        else:
            super().__init__(of_repository(options))
        self.stop: Stop = never
        self._names: set[str] = set()
        self._folders: set[str] = set()
        self._reached: frozenset[str] | None = frozenset()
        self._mentions: Known = {}

    def result(self, *, cancelled: Stop | None = None) -> ScanResult:
        """Return the result. Raises `Cancelled`."""
        return super().result(cancelled=cancelled or self.stop)

    def concern(self, findings: Iterable[Finding]) -> bool:
        """Evaluate what may reach a file of the root modules of some findings. Return True if that may be more than before."""
        names, folders = {*self._names}, {*self._folders}
        for finding in findings:
            self._names.add(finding.resource.root)
            if finding.resource.span is not None:
                self._folders.add(os.path.dirname(real_path(finding.resource.span.file)))
        return self._again(names != self._names or folders != self._folders)

    def covers(self, paths: Collection[str]) -> bool:
        """Return True if every root module is evaluated that may reach one of some files of the repository (real paths)."""
        reached = self._reached
        return reached is None or all(os.path.dirname(path) in reached and not self._is_shared(path) for path in paths)

    def widen(self, paths: Collection[str]) -> None:
        """Evaluate what may reach one of some files (real paths) as well."""
        if any(map(self._is_shared, paths)):
            self._reached = None
        self._folders.update(map(os.path.dirname, paths))
        self._again(True)

    def _again(self, changed: bool) -> bool:
        if changed and self._reached is not None:
            self._result = None
        return changed

    def _is_shared(self, path: str) -> bool:
        """Return True for values that more than the root module in the folder may have."""
        if not is_tfvars(path):
            return False
        options = self._current_options()
        given = options.targets.var_files or options.targets.layers or options.environments
        return bool(given) or not _is_automatic(os.path.basename(path))

    def chosen_roots(self, loader: Loader) -> Collection[str] | None:
        """Return the names of the root modules to evaluate; None: all."""
        if self._reached is None:
            return None
        reach = Reach(loader.roots(), loader.modules, loader.project.body, self._mentions)
        if not reach.is_known:
            self._reached = None
            return None
        self._reached = reach.of(self._names) | self._folders
        return reach.to(self._reached)


def of_repository(options: ScanOptions) -> ScanOptions:
    """Return the options of a proof: of a scan of the whole repository around the paths."""
    whole = msgspec.structs.replace(
        options.targets, paths=(repository_of(options) or ".",), whole_roots=False, removed=()
    )
    return msgspec.structs.replace(options, targets=whole, allow_empty=True)


def repository_of(options: ScanOptions) -> str:
    """Return the repository around the paths, a real path; empty if they are in several."""
    paths = [path for path in options.targets.paths if path != "-"]
    folders = {folder for path in paths for folder in around(path).folders}
    return next(iter(folders)) if len(folders) == 1 else ""


def _is_automatic(name: str) -> bool:
    return name in ("terraform.tfvars", "terraform.tfvars.json") or name.endswith((".auto.tfvars", ".auto.tfvars.json"))
