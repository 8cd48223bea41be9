"""`Session`: what an editor, a fixer or an agent's gate asks again after each change."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile, display_path
from riveter.files.bounds import around, real_path
from riveter.files.opening import hidden_part
from riveter.files.overlay import OverlaidFolders
from riveter.files.reader import FileReader
from riveter.findings import Finding
from riveter.resource import Resource
from riveter.scan.options import ScanOptions, ScanResult
from riveter.session.carrying import NotCarriedError
from riveter.session.memory import Memory
from riveter.session.scanning import KeptScan, ScanState
from riveter.terraform.modules.module import ModuleInstance

if TYPE_CHECKING:
    from riveter.hcl.nodes import Body
    from riveter.rules.model.rule import Rule
    from riveter.session.loading import Evaluated
    from riveter.terraform.project import EvalResult, Loader, Project

Options = Callable[[FileReader], ScanOptions]
"""Makes the options. It is called again when a file has changed that it read with the given reader."""


class Cancelled(Exception):  # noqa: N818 - as in `asyncio` and `concurrent.futures`
    """Report that a run was cancelled. What it has evaluated until then is kept."""


class OutOfBoundsError(ValueError):
    """Report that a path lies outside of the workspace: a scan would not read a file there."""


class UsedModule(msgspec.Struct, frozen=True):
    """An instance of a module. root: the name of its root module. environment: that it was evaluated for; empty if there is none."""

    root: str
    environment: str
    module: ModuleInstance


class Session:
    """A workspace in memory. After a change, only what depends on it is read, evaluated and judged again.

    `result` is what `scan` would return now, with the same guards. Nothing watches files: tell the session with `update` which files have
    changed. Methods must not be called by several threads at once.

    Rules that compare with the clock do so with the time at which the session was opened or refreshed, or with that of the first result of
    a day. The working directory must stay the same.
    """

    def __init__(self, options: ScanOptions | Options) -> None:
        """Open a workspace. Nothing is read before the first question.

        options: as for `scan`, or a function that makes them, for example from a config. A `profile` and `prove` are for a
        single scan, and are left out. Of a `reader` counts what it hides.
        """
        self._given = options
        self._held: dict[str, bytes] = {}
        self._memory = Memory(OverlaidFolders(self._held))
        self._reader = FileReader(folders=OverlaidFolders(self._held))
        self._state = ScanState(self._memory, self._check_cancelled, datetime.now(timezone.utc))
        self._options: ScanOptions | None = None
        self._changed: set[str] = set()
        self._result: ScanResult | None = None
        self._roots: dict[tuple[str, str], Evaluated] = {}
        self._rules: dict[str, Rule] = {}
        self._projects: list[Project] = []
        self._cancelled: Callable[[], bool] | None = None
        self.progress: Callable[[str], None] | None = None
        """Called with the name of each stage that begins."""

    # -- changes ----------------------------------------------------------------------------------

    def update(self, path: str, text: str | None = None) -> None:
        """Take note that a file has changed. This is cheap: the work is done when something is asked.

        path: a file or folder that was written, made, moved or removed. text: what an editor holds of the file and has not saved; it counts
        instead of the file until `close`. The folder of the file must exist. None: the file on the disk has changed. Raises
        `OutOfBoundsError` for a text of a file that a scan would not read, as it lies outside of the repository.
        """
        if text is not None:
            real = real_path(path)
            if not self._is_inside(path, real):
                raise OutOfBoundsError(f"{path} is outside of the workspace")
            self._held[real] = text.encode("utf-8", "surrogatepass")
            self._changed.add(real)
        self._changed.add(path)

    def close(self, path: str) -> None:
        """Forget the text that an editor holds of a file: the file on the disk counts again."""
        real = real_path(path)
        if self._held.pop(real, None) is not None:
            self._changed.update((path, real))

    def refresh(self, *, clock: bool = True) -> None:
        """Take note that anything on the disk may have changed. Everything that was looked up is looked up again.

        clock: whether rules compare with the time of now from now on. Then everything is judged again.
        """
        self._memory.verify()
        if clock:
            self._state.forget_verdicts(datetime.now(timezone.utc))
        self._changed.clear()
        self._result = None

    def forget_options(self) -> None:
        """Take note that the function that makes the options would make others."""
        self._memory.forget("options")
        self._result = None

    def _is_inside(self, path: str, real: str) -> bool:
        options = self._current_options()
        targets = [each for each in options.targets.paths if each != "-"]
        for bounds in (around(each) for each in (*targets, options.base)):
            folder = bounds.folder_of(path, real)
            if folder is not None and not hidden_part(real[len(folder) :].split(os.sep)):
                return True
        return False

    # -- questions --------------------------------------------------------------------------------

    @property
    def reader(self) -> FileReader:
        """What files are read with: texts that an editor holds count."""
        return self._reader

    @property
    def options(self) -> ScanOptions:
        """The options of the last result."""
        self.result()
        assert self._options is not None
        return self._options

    def source(self, name: str) -> SourceFile | None:
        """Return the text of a file by its shown name, as the last result is about it; None if it was not read.

        It may hold secrets: `ScanResult.source` has the text to show.
        """
        for project in self._projects:
            found = project.source(name)
            if found is not None:
                return found
        return self._reader.memory.get(name)

    def result(self, *, cancelled: Callable[[], bool] | None = None) -> ScanResult:
        """Return what a scan of the workspace returns now. Without a change, the result is the same object as before.

        cancelled: asked before a root module is evaluated. If it returns True, `Cancelled` is raised. The next call goes on with what is
        missing.
        """
        today = datetime.now(timezone.utc)
        if today.date() != self._state.now.date():
            self._state.forget_verdicts(today)
            self._result = None
        if self._result is None or self._changed:
            self._cancelled, self._result = cancelled, None
            try:
                self._result = self._run()
            finally:
                self._cancelled = None
        return self._result

    def rules(self) -> dict[str, Rule]:
        """Return the selected rules by id, with their parameters. If overrides give a rule several sets of them, it is one of these."""
        self.result()
        return self._rules

    def roots(self) -> tuple[str, ...]:
        """Return the root modules, by name, as in `Finding.resource.root`. Plans and states are none."""
        self.result()
        return tuple(dict.fromkeys(name for name, _ in self._roots))

    def roots_of(self, path: str) -> tuple[str, ...]:
        """Return the root modules that a file can matter for, by name: they, or the modules that they call, have read or looked for it.

        Those that are evaluated anew each time are among them.
        """
        self.result()
        concerned = {key for key in self._memory.concerned(path) if isinstance(key, tuple) and key[0] == "root"}
        found = (name for (name, _), root in self._roots.items() if root.result is None or root.key in concerned)
        return tuple(dict.fromkeys(found))

    def findings(self, *, root: str | None = None, path: str | None = None) -> list[Finding]:
        """Return the findings, of every outcome.

        root: only those of a root module. path: only those about a block in a file, or with a cause there.
        """
        shown = None if path is None else {display_path(path), display_path(real_path(path))}
        return [
            finding
            for finding in self.result().findings
            if (root is None or finding.resource.root == root) and (shown is None or _is_about(finding, shown))
        ]

    def diagnostics(self, *, path: str | None = None) -> list[Diagnostic]:
        """Return what is wrong with the workspace, the rules and the options. path: only what is wrong in a file."""
        shown = None if path is None else {display_path(path), display_path(real_path(path))}
        found = self.result().diagnostics
        return [item for item in found if shown is None or (item.span is not None and item.span.file in shown)]

    def resources(self, root: str, environment: str = "") -> list[Resource]:
        """Return the evaluated resources of a root module, as rules see them. Their values may hold secrets: see `ScanResult.secrets`.

        Raises `KeyError` if there is no such root module, or no such environment.
        """
        self.result()
        part = self._roots[root, environment].part
        assert part is not None
        return [*part.resources, *part.context]

    def evaluate(
        self, expression: str, directory: str, *, root: str | None = None, environment: str = ""
    ) -> EvalResult:
        """Return the value of an expression in the module in a directory, as `riveter eval` does. Secrets are masked.

        root: the root module that calls the module; by default the first that does. Raises `KeyError` if there is none.
        """
        wanted = real_path(directory)
        for used in self.modules():
            if used.environment != environment or (root is not None and used.root != root):
                continue
            if real_path(used.module.config.directory) == wanted:
                return self.evaluate_in(used, expression)
        raise KeyError(directory)

    def modules(self) -> Iterator[UsedModule]:
        """Yield each instance of a module of each root module, in each environment: the root module itself first."""
        from riveter.terraform.modules.loaded import all_modules

        self.result()
        for (name, environment), kept in self._roots.items():
            for module in all_modules(kept.instance):
                yield UsedModule(name, environment, module)

    def evaluate_in(self, used: UsedModule, expression: str) -> EvalResult:
        """Return the value of an expression in an instance of a module, as `riveter eval` does. Secrets are masked."""
        from riveter.terraform.modules.console import Console

        with self.untouched(used):
            found = Console(used.module).evaluate(expression)
        return self.result().secrets.struct(found, keys=("type",))

    @contextmanager
    def untouched(self, used: UsedModule) -> Iterator[None]:
        """Look at values in an instance of a module. Nothing that this notes stays."""
        with self._roots[used.root, used.environment].untouched(used.module):
            yield

    def body(self, name: str) -> Body | None:
        """Return the syntax tree of a configuration file by its shown name; None if it is none of the workspace."""
        found = (project.body(name) for project in self._projects)
        return next((body for body in found if body is not None), None)

    def sources(self) -> Iterator[SourceFile]:
        """Yield every file of Terraform that was read. They may hold secrets: `ScanResult.source` has the text to show."""
        seen: set[str] = set()
        for project in self._projects:
            for source in project.sources():
                if source.name not in seen:
                    seen.add(source.name)
                    yield source

    # -- running ----------------------------------------------------------------------------------

    def _current_options(self) -> ScanOptions:
        if callable(self._given):
            given = self._given

            def make() -> ScanOptions:
                self._reader.forget()
                return given(self._reader)

            options = self._memory.ask("options", make)
        else:
            options = self._given
        if options.reader is not None:
            self._reader.hide_like(options.reader)
        return msgspec.structs.replace(options, reader=self._reader, profile=None, prove=False)

    def chosen_roots(self, loader: Loader) -> Collection[str] | None:
        """Return the names of the root modules to evaluate; None: all. This is for kinds of sessions about a part of a workspace."""
        return None

    def _check_cancelled(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled

    def _run(self) -> ScanResult:
        self._reader.forget()
        if any(_is_of_git(path) for path in self._changed):
            self._memory.verify()
        self._memory.change(self._changed)
        self._changed.clear()
        options = self._current_options()
        if options != self._options:
            self._memory.clear(but="options")
            self._options = options
        if options.today is None:
            options = msgspec.structs.replace(options, today=self._state.now.date())
        scan = KeptScan(options, self._state, self.progress, self.chosen_roots)
        try:
            result = scan.run()
        except NotCarriedError:
            scan.abandon()
            scan = KeptScan(options, self._state, self.progress, self.chosen_roots)
            result = scan.run()
        self._roots = {
            (evaluated.instance.tree.root_name, evaluated.environment): evaluated
            for evaluated in (*self._state.loading.parts.values(), *self._state.loading.others)
        }
        self._rules = {rule.id: rule for rule in reversed(scan.selection.every)}
        self._projects = [run.loader.project for run in scan.runs]
        scan.end()
        return result


def _is_about(finding: Finding, names: set[str]) -> bool:
    return (finding.resource.span is not None and finding.resource.span.file in names) or any(
        place in names for place in _places(finding)
    )


def _places(finding: Finding) -> Iterator[str]:
    for result in finding.assertions:
        if result.location is not None:
            yield result.location.file
        for step in result.provenance:
            yield step.span.file


def _is_of_git(path: str) -> bool:
    return ".git" in path.split(os.sep)


__all__ = ["Cancelled", "Options", "OutOfBoundsError", "Session"]
