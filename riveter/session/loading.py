"""Read and evaluate the root modules of a workspace, and keep those that nothing has changed for."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from operator import add, gt
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.core import journal
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile, Span
from riveter.files.coverage import Coverage
from riveter.files.discovery import DiscoveredTargets, find_targets
from riveter.files.reader import FileReader
from riveter.resource import NO_RUN, set_environment
from riveter.session.carrying import Carried, NotCarriedError, Spent, carry_over
from riveter.session.memory import Memory, Result
from riveter.session.noted_secrets import Added, NotedSecrets
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.modules.loaded import Project, ProjectPart
from riveter.terraform.modules.loading import Modules, literal_source
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.static_check import check_module
from riveter.terraform.modules.written_references import References
from riveter.terraform.options import LoadOptions
from riveter.terraform.project import Loader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from riveter.hcl import nodes as n


def _nothing() -> None:
    return


AddedSource = tuple[SourceFile, "n.Body | None", bool]


class Directory(msgspec.Struct):
    """The declarations of a directory, with everything that reading them told."""

    config: ModuleConfig | None
    diagnostics: list[Diagnostic]
    sources: list[AddedSource]
    coverage: Coverage


class Effects(msgspec.Struct):
    """What some work on a root module told, besides its result. `directories`: those it needed, in order."""

    directories: list[tuple[str, FileReader | None]] = []
    diagnostics: list[Diagnostic] = []
    sources: list[AddedSource] = []
    coverage: Coverage = msgspec.field(default_factory=Coverage)
    missing: dict[Span, str] = {}
    secrets: Added = []


class Evaluated(msgspec.Struct):
    """A root module that was evaluated in an environment, and may be kept.

    situation: what it depends on besides files. opening, evaluating: what either told. judged: what became of its resources, by whether
    they are context. before: the same one before the change, while it is judged. renew: evaluates it again, as if nobody had used it.
    carried: what was carried over from before. spent: what its values have taken of the budget, at most.
    """

    key: tuple[str, str, str]
    instance: ModuleInstance
    situation: Any
    opening: Effects
    evaluating: Effects = msgspec.field(default_factory=Effects)
    part: ProjectPart | None = None
    judged: dict[bool, Any] = {}
    result: Result[Any] | None = None
    before: Evaluated | None = None
    renew: Callable[[], None] = _nothing
    carried: Carried | None = None
    spent: Spent = (0, 0, 0)

    @property
    def environment(self) -> str:
        """Return the name of the environment; empty if there is none."""
        return self.key[1]

    @contextmanager
    def untouched(self, module: ModuleInstance) -> Iterator[None]:
        """Evaluate something in one of its modules, of which nothing stays."""
        tree = module.tree
        before = tree.budget, tree.context.budget, module.budget, tree.secrets, len(tree.diagnostics)
        tree.secrets = tree.context.secrets = copy.deepcopy(tree.secrets)
        tree.noting = True  # what is evaluated for the first time does not tell its secrets
        try:
            yield
        finally:
            tree.noting = False
            tree.budget, tree.context.budget, module.budget, tree.secrets, told = before
            tree.context.secrets = tree.secrets
            del tree.diagnostics[told:]


class LoadingState:
    """What is kept of reading and evaluating, for all environments of a session."""

    def __init__(self, memory: Memory, cancel: Callable[[], None]) -> None:
        """Begin with nothing. cancel: raises an exception if the run is to end."""
        self.memory = memory
        self.cancel = cancel
        self.sources: dict[str, SourceFile] = {}
        self.bodies: dict[str, tuple[str, n.Body, Sequence[Diagnostic]]] = {}
        self.parts: dict[int, Evaluated] = {}
        """The root modules of the run, by the identity of their parts."""
        self.others: list[Evaluated] = []
        """The root modules of the run that can't be kept: of a workspace with sources that are expressions, and those of Terragrunt."""
        self.references = References()
        self.latest: dict[tuple[str, str, str], Evaluated] = {}
        """Every root module as it was evaluated last, also if that does not hold any more."""

    def end_run(self, names: set[str]) -> None:
        """Forget files that are not part of the workspace any more. names: of those that are."""
        self.sources = {name: source for name, source in self.sources.items() if name in names}
        self.bodies = {name: body for name, body in self.bodies.items() if name in names}
        self.latest = {evaluated.key: evaluated for evaluated in self.parts.values()}
        self.references.end_run()


class NotedProject(Project):
    """A project that notes which files are added."""

    added: list[AddedSource] | None = None

    def add_source(self, source: SourceFile, body: n.Body | None = None, *, faultless: bool = False) -> None:
        """Keep a file that was read."""
        if self.added is not None:
            self.added.append((source, body, faultless))
        super().add_source(source, body, faultless=faultless)


class KeptModules(Modules):
    """Reads directories again only if they have changed. Their files are parsed again only if their text has."""

    def __init__(self, state: LoadingState, secrets: NotedSecrets, *given: Any) -> None:
        super().__init__(*given)
        self._state = state
        self.secrets = secrets
        self._noted: dict[str, journal.Journal] = {}
        self.asked: list[tuple[str, FileReader | None]] | None = None
        """Notes which directories are needed."""
        self.told: list[tuple[int, int]] = []
        """Where diagnostics are about reading directories."""

    def config(self, directory: str, reader: FileReader | None = None) -> ModuleConfig | None:
        """Return the declarations of a directory, read once in a run; None if it cannot be listed."""
        if self.asked is not None:
            self.asked.append((directory, reader))
        real = self._real(directory)
        known = self._noted.get(real)
        if known is not None:
            journal.repeat(known.lookups, spoilt=known.spoilt)
            return super().config(directory, reader)
        before = len(self._diagnostics)
        with journal.recording() as noted, self.secrets.told_by(None):  # each run tells them
            found = super().config(directory, reader)
        self._noted[real] = noted
        self.told.append((before, len(self._diagnostics)))
        return found

    def _read_directory(self, directory: str, reader: FileReader) -> ModuleConfig | None:
        key = ("directory", directory, tuple(reader.bounds.folders))
        found = self._state.memory.ask(key, lambda: self._read(directory, reader))
        self._diagnostics.extend(found.diagnostics)
        for source, body, faultless in found.sources:
            assert body is not None
            self._add_source(source, body, faultless=faultless)
        self.coverage.update(found.coverage)
        if found.config is None:
            return None
        config = copy.copy(found.config)  # what a run works out of it is not shared with others
        config.constraints, config.defaults = {}, {}
        return config

    def _read(self, directory: str, reader: FileReader) -> Directory:
        outside = self._diagnostics, self._add_source, self.coverage
        diagnostics: list[Diagnostic] = []
        sources: list[AddedSource] = []
        coverage = Coverage()

        def add(source: SourceFile, body: n.Body, *, faultless: bool) -> None:
            sources.append((source, body, faultless))

        self._diagnostics, self._add_source, self.coverage = diagnostics, add, coverage
        try:
            config = super()._read_directory(directory, reader)
        finally:
            self._diagnostics, self._add_source, self.coverage = outside
        return Directory(config, diagnostics, sources, coverage)

    def _source(self, path: str, reader: FileReader) -> SourceFile:
        source = super()._source(path, reader)
        known = self._state.sources.get(source.name)
        if known is not None and known.text == source.text and known.path == source.path:
            return known
        self._state.sources[source.name] = source
        return source

    def parse(self, source: SourceFile) -> tuple[n.Body, Sequence[Diagnostic]]:
        """Return the syntax tree of a file, and what is wrong in it."""
        known = self._state.bodies.get(source.name)
        if known is not None and known[0] == source.text:
            return known[1], known[2]
        body, found = super().parse(source)
        self._state.bodies[source.name] = (source.text, body, found)
        return body, found

    def swap_missing(self, missing: dict[Span, str]) -> dict[Span, str]:
        """Take other modules that are not installed, and return those so far."""
        before, self._missing = self._missing, missing
        return before


class KeptLoader(Loader):
    """Evaluates a root module only if something that it looked at has changed."""

    def __init__(self, state: LoadingState, options: LoadOptions, environment: str) -> None:
        self._state = state
        self._environment = environment
        self._open: dict[int, tuple[Evaluated, Mapping[journal.Lookup, str]]] = {}
        self._kept: dict[int, Result[Any]] = {}
        self._plain: bool | None = None
        self._carried: Carried | None = None
        super().__init__(options)

    def _make_project(self) -> Project:
        return NotedProject(self.options.secrets, self.options.schemas)

    def _make_modules(self) -> Modules:
        secrets = self.project.secrets
        assert isinstance(secrets, NotedSecrets)
        return KeptModules(self._state, secrets, *self._modules_arguments())

    # -- finding ----------------------------------------------------------------------------------

    def _find(self, paths: list[str]) -> DiscoveredTargets:
        def find() -> tuple[DiscoveredTargets, Coverage]:
            coverage = Coverage()
            excluded, single = self.options.excluded, self.options.single
            found = find_targets(paths, self.reader, coverage, excluded=excluded, single=single, deadline=self.deadline)
            return found, coverage

        targets, left_out = self._state.memory.ask(("targets", tuple(paths)), find)
        self.project.coverage.update(left_out)
        own = {name: copy.copy(getattr(targets, name)) for name in targets.__struct_fields__}
        return msgspec.structs.replace(targets, **own)

    def _open_root(self, config: ModuleConfig, real: str) -> ModuleInstance:
        if self._plain is None:  # where a source is an expression, what it calls decides which modules are roots
            self._plain = all(map(_is_plain, self.modules.read()))
        if not self._plain:
            return super()._open_root(config, real)
        situation = self._situation(real)
        kept = self._state.memory.get(self._key(real))
        if kept is not None and kept.value.situation == situation:
            evaluated: Evaluated = kept.value
            self._repeat(evaluated.opening)
            self._kept[id(evaluated.instance)] = kept
            return evaluated.instance
        with journal.recording() as noted, self._noting() as effects:
            self.modules.config(config.directory)
            instance = super()._open_root(config, real)
        if not noted.spoilt:
            self._open[id(instance)] = Evaluated(self._key(real), instance, situation, effects), noted.lookups
        return instance

    def _key(self, real: str) -> tuple[str, str, str]:
        return ("root", self._environment, real)

    def _situation(self, real: str) -> tuple[Any, ...]:
        only = self._only(real)
        roots = frozenset(self._targets.roots)
        return self._folders, roots, None if only is None else frozenset(only), real in self._run_elsewhere

    # -- evaluating -------------------------------------------------------------------------------

    def _evaluate(self, module: ModuleInstance, real: str) -> ProjectPart:
        kept = self._kept.get(id(module))
        if kept is not None:
            return self._again(kept.value, real)
        self._state.cancel()
        opened = self._open.pop(id(module), None)
        if opened is None:
            part = super()._evaluate(module, real)
            self._state.others.append(Evaluated(self._key(real), module, None, Effects(), part=part))
            return part
        evaluated, lookups = opened
        secrets = self.project.secrets
        assert isinstance(secrets, NotedSecrets)
        before = self._state.latest.pop(evaluated.key, None)  # what is carried over is not left to two of them
        with journal.recording() as noted, self._noting() as effects:
            if before is not None and before.situation == evaluated.situation:
                self._carry_over(before, evaluated, lookups)
            self._carried = evaluated.carried
            with secrets.told_by(evaluated.instance.tree):
                part = super()._evaluate(evaluated.instance, real)
            self._carried = None
            if evaluated.carried is not None:
                evaluated.carried.evaluated(evaluated.instance)
        budget = evaluated.instance.budget
        evaluated.spent = tuple(map(add, evaluated.spent, budget.taken))
        if evaluated.carried is not None and any(map(gt, evaluated.spent, budget.given)):
            raise NotCarriedError
        if not noted.spoilt and not self.deadline.over:
            evaluated.evaluating, evaluated.part = effects, part
            evaluated.result = self._state.memory.keep(self._key(real), evaluated, lookups)
            evaluated.result.add(noted.lookups)
            evaluated.before = before
            self._state.parts[id(part)] = self._state.latest[evaluated.key] = evaluated
        else:
            evaluated.part = part
            self._state.others.append(evaluated)
        return part

    def _carry_over(self, before: Evaluated, now: Evaluated, lookups: Mapping[journal.Lookup, str]) -> None:
        """Let a root module be the one before the change, as far as it is the same."""
        assert before.result is not None
        assert isinstance(self.modules, KeptModules)
        memory, old = self._state.memory, before.result.lookups
        now.carried = carry_over(
            before.instance,
            now.instance,
            old,
            lookups,
            before.spent,
            memory.hold,
            self.modules,
            self._state.references,
        )
        if now.carried is not None:
            now.instance, now.spent = before.instance, before.spent
            journal.repeat({lookup: result for lookup, result in old.items() if lookup not in lookups})

    def _check(self, module: ModuleInstance) -> None:
        carried = self._carried
        check_module(module, None if carried is None or module.parent is not None else carried.again)

    def _again(self, evaluated: Evaluated, real: str) -> ProjectPart:
        """Return a root module as it was evaluated before."""
        self._repeat(evaluated.evaluating)
        tree, part = evaluated.instance.tree, evaluated.part
        assert part is not None
        tree.secrets = tree.context.secrets = self.project.secrets
        self._state.parts[id(part)] = evaluated
        evaluated.renew = lambda: self._renew(evaluated, part, real)
        return part

    def _renew(self, evaluated: Evaluated, part: ProjectPart, real: str) -> None:
        """Evaluate a kept root module again. What that tells is told already."""
        told = len(self.project.diagnostics)
        with journal.recording(), self._noting():
            config = self.modules.config(evaluated.instance.config.directory)
            assert config is not None
            evaluated.instance = super()._open_root(config, real)
            new = super()._evaluate(evaluated.instance, real)
        del self.project.diagnostics[told:]
        environment = next(
            (item.run.environment for item in (*part.resources, *part.context) if item.run is not NO_RUN), ""
        )
        part.module, part.resources, part.context = new.module, new.resources, new.context
        evaluated.judged.clear()
        set_environment((*part.resources, *part.context), environment)

    @contextmanager
    def _noting(self) -> Iterator[Effects]:
        """Note what some work tells."""
        project, modules, effects = self.project, self.modules, Effects()
        assert isinstance(project, NotedProject)
        assert isinstance(modules, KeptModules)
        assert isinstance(project.secrets, NotedSecrets)
        coverage, begin = Coverage(), len(project.diagnostics)
        around = project.coverage.swap(coverage)
        missing = modules.swap_missing({})
        project.added, modules.asked, modules.told = [], [], []
        with project.secrets.noted() as secrets:
            try:
                yield effects
            finally:
                effects.directories = list(dict.fromkeys(modules.asked))
                effects.sources = [item for item in project.added if item[1] is None]
                told = {index for first, end in modules.told for index in range(first, end)}
                effects.diagnostics = [
                    item for index, item in enumerate(project.diagnostics) if index >= begin and index not in told
                ]
                effects.missing = modules.swap_missing(missing)
                for span, text in effects.missing.items():
                    missing.setdefault(span, text)
                project.added = modules.asked = None
                project.coverage.swap(around)
                effects.coverage = coverage
                project.coverage.update(effects.coverage)
        effects.secrets = secrets

    def _repeat(self, effects: Effects) -> None:
        """Tell what earlier work has told."""
        project, modules = self.project, self.modules
        assert isinstance(project.secrets, NotedSecrets)
        assert isinstance(modules, KeptModules)
        for directory, reader in effects.directories:
            modules.config(directory, reader)
        for source, body, faultless in effects.sources:
            project.add_source(source, body, faultless=faultless)
        project.coverage.update(effects.coverage)
        missing = modules.swap_missing({})
        for span, text in effects.missing.items():
            missing.setdefault(span, text)
        modules.swap_missing(missing)
        project.secrets.repeat(effects.secrets)
        project.diagnostics.extend(effects.diagnostics)

    def end_run(self) -> None:
        """Let go of what a kept root module does not need any more."""
        self.loaded_calls.close()
        for evaluated in self._state.parts.values():
            evaluated.renew = _nothing
            evaluated.before = None


def _is_plain(config: ModuleConfig) -> bool:
    """Return True if every call of a module says where the module is."""
    return not any(literal_source(call) is None and "source" in call.attributes for call in config.calls.values())
