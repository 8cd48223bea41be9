"""Find module directories and files in the targets, and count everything that is skipped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import msgspec

from riveter.core.deadline import NEVER, Deadline
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span, display_path
from riveter.files.bounds import Bounds, around, real_path, within
from riveter.files.coverage import Coverage, Omission
from riveter.files.ignoring import IgnoreRules
from riveter.files.names import DATA_DIRECTORY, config_file_names, is_config_file, is_tfvars, other_language
from riveter.files.reader import FileReader, FolderEntry, PathKind, ReadError, Refusal

LOOKED_INTO = {Omission.IGNORED: 500, Omission.HIDDEN: 20_000}
"""How many entries of a skipped folder are searched for Terraform. If there are more, it counts as containing some."""


class DiscoveredTargets(msgspec.Struct):
    """The targets of a scan.

    directories: module directories, in order (of targets, then by name). reported: real paths of files that were named individually; a
    module directory in `whole` is reported completely. with_values: the directories of files of values that were named individually.
    roots: directories below which files may be read. bounds: the bounds of each module directory, by its real path. documents: JSON files
    that may be plans or states; ``-`` for standard input. terragrunt: files of Terragrunt.
    """

    directories: list[str] = []
    whole: set[str] = set()
    with_values: set[str] = set()
    reported: set[str] = set()
    roots: set[str] = set()
    bounds: dict[str, Bounds] = {}
    documents: list[str] = []
    terragrunt: list[str] = []
    diagnostics: list[Diagnostic] = []

    def add(self, directory: str, bounds: Bounds, reader: FileReader) -> None:
        """Add a module directory, once."""
        real = reader.real(directory)
        if real not in self.bounds:
            self.bounds[real] = bounds
            self.directories.append(directory)


Excluded = Callable[[str], bool]
"""Whether the user excluded a path."""


def find_targets(
    paths: list[str],
    reader: FileReader,
    coverage: Coverage,
    *,
    excluded: Excluded | None = None,
    single: bool = False,
    deadline: Deadline = NEVER,
) -> DiscoveredTargets:
    """Classify the given paths. A path that cannot be used becomes a diagnostic.

    single: a directory is one module, even an empty one; folders below it are not searched.
    """
    return _TargetFinder(reader, coverage, excluded or _nothing, single, deadline).find(paths)


def _nothing(path: str) -> bool:
    return False


class _TargetFinder:
    def __init__(
        self, reader: FileReader, coverage: Coverage, excluded: Excluded, single: bool, deadline: Deadline
    ) -> None:
        self.deadline = deadline
        self.reader = reader
        self.coverage = coverage
        self.excluded = excluded
        self.single = single
        self.targets = DiscoveredTargets()

    def find(self, paths: list[str]) -> DiscoveredTargets:
        targets = self.targets
        for path in paths:
            if path == "-":
                targets.documents.append(path)
            elif self.excluded(path):
                self.coverage.leave_out(Omission.EXCLUDED, display_path(path))
            else:
                self._target(path)
        return targets

    def _target(self, path: str) -> None:
        targets = self.targets
        bounds = around(path)
        kind = self.reader.within(bounds).kind(path)
        if kind is PathKind.FOLDER:
            self._folder(path, bounds)
        elif kind is PathKind.FILE and (is_config_file(os.path.basename(path)) or is_tfvars(path)):
            directory = os.path.dirname(path) or "."
            if is_tfvars(path) and not config_file_names(self.reader.within(bounds).names(directory)):
                detail = "There is no module in its folder, and the config does not name it for a module."
                shown = display_path(path)
                hint = "Name it in riveter.yml (var_files), or scan the module with --var-file."
                summary = "No known module uses these values"
                targets.diagnostics.append(Diagnostic("warning", summary, detail, Span(shown, 1, 1, 1, 1), hint))
                return
            targets.add(directory, bounds, self.reader)
            targets.roots.add(self.reader.real(directory))
            if is_tfvars(path):
                targets.whole.add(self.reader.real(directory))
                targets.with_values.add(self.reader.real(directory))
            else:
                targets.reported.add(real_path(path))
        elif kind is PathKind.FILE:
            targets.documents.append(path)
        else:
            summary, hint = _USELESS.get(kind, _USELESS[PathKind.MISSING])
            targets.diagnostics.append(_problem(path, summary, hint))

    def _folder(self, path: str, bounds: Bounds) -> None:
        targets = self.targets
        targets.roots.add(self.reader.real(path))
        found = False
        for directory in (path,) if self.single else self._module_directories(path, bounds):
            found = True
            targets.whole.add(self.reader.real(directory))
            targets.add(directory, bounds, self.reader)
        excluded = any(item.kind in (Omission.EXCLUDED, Omission.TIME_LIMIT) for item in self.coverage.items())
        found = found or bool(targets.terragrunt)
        if not found and not excluded and not any(item.severity == "error" for item in targets.diagnostics):
            hint = "Expected .tf, .tofu, .tf.json or .tofu.json files below it."
            targets.diagnostics.append(_problem(path, "No Terraform files found", hint))

    def _module_directories(self, top: str, bounds: Bounds) -> Iterator[str]:
        walk = FolderWalk(top, self.reader.within(bounds), self.coverage, self.excluded, self.deadline)
        yield from walk.module_directories()
        self.targets.diagnostics.extend(walk.diagnostics)
        self.targets.terragrunt.extend(walk.terragrunt)


def module_directories(top: str, reader: FileReader) -> Iterator[str]:
    """Return the directories at and below `top` that contain configuration files, by name. Hidden and ignored ones are skipped."""
    return FolderWalk(top, reader, Coverage(), _nothing).module_directories()


class FolderWalk:
    """A walk through the folders at and below one.

    diagnostics: folders that can't be read. terragrunt: files of Terragrunt. values: files of values for variables.
    """

    def __init__(
        self, top: str, reader: FileReader, coverage: Coverage, excluded: Excluded, deadline: Deadline = NEVER
    ) -> None:
        self.top = top
        self.deadline = deadline
        self.reader = reader
        self.coverage = coverage
        self.excluded = excluded
        self.ignore = IgnoreRules(top, reader)
        self.diagnostics: list[Diagnostic] = []
        self.terragrunt: list[str] = []
        self.values: list[str] = []

    def module_directories(self) -> Iterator[str]:
        """Yield the directories that hold configuration files, by name."""
        stack = [self.top]
        while stack:
            folder = stack.pop()
            if self.deadline.passed():
                self.deadline.leave_out("folders")
                self.coverage.leave_out(Omission.TIME_LIMIT, display_path(folder))
                continue
            try:
                entries = self.reader.entries(folder)
            except ReadError as error:
                if error.reason is Refusal.GIT and folder != self.top:
                    self.coverage.leave_out(Omission.GIT, display_path(folder))
                else:
                    self._unreadable(folder, error)
                continue
            below: list[str] = []
            for entry in entries:
                if entry.kind is PathKind.FOLDER or entry.link:
                    path = join(folder, entry.name)
                    if self._enter(path, entry):
                        below.append(path)
                elif (language := other_language(entry.name)) is not None:
                    self._other(join(folder, entry.name), language)
                elif is_tfvars(entry.name):
                    self.values.append(join(folder, entry.name))
            if self._is_module(folder, entries):
                yield folder
            stack.extend(reversed(below))
        self._note_absent()

    def _note_absent(self) -> None:
        """Count the folders of submodules and of a sparse checkout that are not there."""
        absent: dict[str, None] = {}
        for path, folder in self.ignore.apart():
            if folder and not self.reader.names(path):
                absent[path] = None
            elif not folder and is_config_file(os.path.basename(path)) and self.reader.kind(path) is PathKind.MISSING:
                absent[os.path.dirname(path) or os.curdir] = None
        for path in absent:
            if not self.excluded(path):
                self.coverage.leave_out(Omission.NOT_CHECKED_OUT, display_path(path))

    def _enter(self, path: str, entry: FolderEntry) -> bool:
        """Return True if the search enters a folder; count it if not."""
        if entry.link:
            self._link(path)
            return False
        if entry.name.lower() == ".git":
            self.coverage.leave_out(Omission.GIT, display_path(path))
            return False
        if entry.name == DATA_DIRECTORY:
            self.coverage.leave_out(Omission.DATA_DIRECTORY, display_path(path))
            return False
        if self.excluded(path):
            self.coverage.leave_out(Omission.EXCLUDED, display_path(path))
            return False
        for applies, kind in (
            (self.ignore.ignored(path, directory=True), Omission.IGNORED),
            (entry.name.startswith("."), Omission.HIDDEN),
        ):
            if applies:
                self._leave_out(kind, path)
                return False
        return True

    def _link(self, path: str) -> None:
        """Note a link to a folder. It is not followed; a folder of the same target is scanned in its own place."""
        kind = self.reader.kind(path)
        name = os.path.basename(path)
        if kind is PathKind.OUTSIDE and not is_config_file(name):
            self.coverage.leave_out(Omission.LINK, display_path(path), "It leads out of the repository.")
        elif kind is PathKind.FOLDER and not within(real_path(path), real_path(self.top)):
            self._leave_out(Omission.LINK, path, "It leads to a folder outside of the target.")

    def _leave_out(self, kind: Omission, folder: str, detail: str = "") -> None:
        """Count a folder that is not searched, if it holds configuration."""
        modules = self._modules_in(folder, LOOKED_INTO.get(kind, LOOKED_INTO[Omission.HIDDEN]))
        if modules is None or modules:
            self.coverage.leave_out(kind, display_path(folder), detail, modules or ())

    def _is_module(self, folder: str, entries: list[FolderEntry]) -> bool:
        names = config_file_names(entry.name for entry in entries if entry.kind is not PathKind.FOLDER)
        left = [name for name in names if not self.excluded(join(folder, name))]
        if not left:
            for name in names:
                self.coverage.leave_out(Omission.EXCLUDED, display_path(join(folder, name)))
            return False
        names = left
        if folder == self.top or not all(self.ignore.ignored(join(folder, name)) for name in names):
            return True
        for name in names:
            self.coverage.leave_out(
                Omission.IGNORED, display_path(join(folder, name)), holds=(self.reader.real(folder),)
            )
        return False

    def _other(self, path: str, kind: Omission) -> None:
        if not self.ignore.ignored(path):
            if kind is Omission.TERRAGRUNT and not self.excluded(path):
                self.terragrunt.append(path)
            self.coverage.leave_out(Omission.EXCLUDED if self.excluded(path) else kind, display_path(path))

    def _modules_in(self, folder: str, limit: int) -> list[str] | None:
        """Return the directories with configuration in a folder, at any depth (real paths). None: there are too many files to tell."""
        seen = 0
        found: list[str] = []
        try:
            for directory, entries in self.reader.walk(folder):
                seen += len(entries) + 1
                if seen > limit or any(entry.kind is PathKind.UNREADABLE for entry in entries):
                    return None
                if any(_is_terraform(entry) for entry in entries):
                    found.append(self.reader.real(directory))
        except ReadError:
            return None
        return found

    def _unreadable(self, folder: str, error: ReadError) -> None:
        shown = display_path(folder)
        if error.reason is Refusal.TOO_LONG:
            self.coverage.leave_out(Omission.PATH_TOO_LONG, shown)
        elif error.reason is not Refusal.MISSING or folder == self.top:
            self.coverage.leave_out(Omission.UNREADABLE, shown, error.summary)
            self.diagnostics.append(unreadable(folder, error))


def unreadable(folder: str, error: ReadError) -> Diagnostic:
    """Return the error for a folder that can't be listed."""
    shown = display_path(folder)
    detail = "Its content was not scanned."
    return Diagnostic("error", f"{shown}: {error.summary}", detail, Span(shown, 1, 1, 1, 1), error.hint)


def join(folder: str, name: str) -> str:
    """Return a path below a folder, without a needless ``./``."""
    return name if folder in ("", ".") else os.path.join(folder, name)


def _is_terraform(entry: FolderEntry) -> bool:
    return entry.kind is not PathKind.FOLDER and is_config_file(entry.name)


_USELESS = {
    PathKind.OTHER: ("Neither a file nor a directory", "Check the path."),
    PathKind.MISSING: ("No such file or directory", "Check the path."),
    PathKind.BROKEN_LINK: ("The link leads nowhere or to itself", "Check its target."),
    PathKind.OUTSIDE: ("The link leads out of the repository: it is not followed", "Name its target instead."),
    PathKind.UNREADABLE: ("Not readable", "Check the permissions."),
}


def _problem(path: str, summary: str, hint: str) -> Diagnostic:
    shown = display_path(path)
    return Diagnostic("error", summary, "", Span(shown, 1, 1, 1, 1), hint)
