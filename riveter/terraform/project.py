"""Targets to resources: finds modules, reads their files once, and evaluates every module tree."""

from __future__ import annotations

import copy
import os
import weakref
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.core.causes import PartlyRead, Unassumed
from riveter.core.deadline import Deadline
from riveter.core.diagnostics import Diagnostic, Severity
from riveter.core.effort import effort_for
from riveter.core.origins import ValueOrigin
from riveter.core.secrets import Secrets
from riveter.core.source import Span, display_path
from riveter.core.values import Unknown
from riveter.files.bounds import Bounds, around, real_path, repository_root
from riveter.files.coverage import Omission
from riveter.files.discovery import DiscoveredTargets, FolderWalk, find_targets
from riveter.files.reader import FileReader
from riveter.files.temporary import folder_with
from riveter.manifests import keep_secrets
from riveter.terraform.callers import callers, is_root
from riveter.terraform.charts import know_values
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.config.dialect import Dialect, dialect_of
from riveter.terraform.config.workspaces import WORKSPACE, chosen_workspace, selected_workspace
from riveter.terraform.modules.certain_errors import LoadedCalls, confirm_errors
from riveter.terraform.modules.collecting import Collector
from riveter.terraform.modules.console import Console, EvalResult
from riveter.terraform.modules.inputs import InputValue, collect_inputs
from riveter.terraform.modules.loaded import CommentAt, Project, ProjectPart, all_modules
from riveter.terraform.modules.loading import Modules
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.provider_versions import lock_file
from riveter.terraform.modules.root_block import root_block
from riveter.terraform.modules.root_modules import RootModule, root_modules
from riveter.terraform.modules.run_context import run_of, unknown_run
from riveter.terraform.modules.static_check import check_module
from riveter.terraform.modules.tree import ModuleTree
from riveter.terraform.modules.unreached_values import UnreachedValues
from riveter.terraform.options import LoadOptions
from riveter.terraform.values.budget import MAX_TEXT, Budget, budget_for
from riveter.terraform.values.from_python import from_python
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import TValue

if TYPE_CHECKING:
    from riveter.terraform.documents.envelope import DocumentContext, LoadedDocument
    from riveter.terraform.documents.source_map import SourceMap
__all__ = [
    "CommentAt",
    "Console",
    "EvalResult",
    "LoadOptions",
    "Loader",
    "Project",
    "ProjectPart",
    "load",
    "root_name",
]


def load(paths: Sequence[str], options: LoadOptions | None = None) -> Project:
    """Load and evaluate everything in the given paths.

    Never raise because of the input: every problem becomes a diagnostic of the project, and everything else is loaded.
    """
    loader = Loader(options or LoadOptions())
    project = loader.project
    loader.open(list(paths))
    for part in loader.parts():
        project.resources.extend(part.resources)
        project.context.extend(part.context)
        if part.module is not None:
            project.trees.append(part.module)
    if loader.options.deadline is None:
        project.diagnostics.extend(loader.deadline.diagnostics())
    return project


class Loader:
    """Evaluate targets, one root module after the other.

    `open` finds them and reads their files; `parts` evaluates. `project` contains the common state and the problems.
    """

    def __init__(self, options: LoadOptions) -> None:
        self.options = options
        self.project = self._make_project()
        self._folders = 1
        self.deadline = options.deadline or Deadline(options.time_limit)
        self.variables: set[str] = set()
        """The names of the variables of the root modules that were evaluated."""
        self._waiting: list[tuple[str, RootModule | ProjectPart]] = []
        self._suggestion: Callable[[str, Collection[str]], str] | None = None
        self._given: dict[str, InputValue] = {}
        self._incomplete = False
        self.reader = options.reader or FileReader()
        self.modules = self._make_modules()
        self.loaded_calls = LoadedCalls(self.modules.load_call)
        self._targets = DiscoveredTargets()
        self._run_elsewhere: set[str] = set()
        """Modules that Terragrunt runs from other folders (real paths)."""

    def _make_project(self) -> Project:
        return Project(self.options.secrets, self.options.schemas)

    def _make_modules(self) -> Modules:
        return Modules(*self._modules_arguments())

    def _modules_arguments(self) -> tuple[Any, ...]:
        """Return what `Modules` is made with."""
        project, excluded = self.project, self.options.excluded or (lambda path: False)
        return project.diagnostics, project.add_source, project.coverage, self.reader, excluded, self.deadline

    @property
    def root_modules(self) -> int:
        """How many root modules wait to be evaluated."""
        return sum(1 for _, item in self._waiting if isinstance(item, RootModule))

    def open(self, paths: list[str]) -> None:
        """Find the root modules and read their files; plans and states are read as a whole."""
        targets = self._find(paths)
        self.project.diagnostics.extend(targets.diagnostics)
        self._widen(targets)
        documents = [self._document(path) for path in targets.documents]
        configs = {self.reader.real(directory): self.modules.config(directory) for directory in targets.directories}
        self._folders = len(configs)
        self._targets = targets
        run = list(self._terragrunt(targets.terragrunt, targets.roots))
        found = root_modules(configs, self.modules, self._open_root)
        roots = [root for root in found if root.real not in {r.real for r in run}]
        roots += run
        for real in sorted(
            targets.with_values - {root.real for root in roots}
        ):  # Terraform reads them only in a root module
            config = configs[real]
            if config is not None:
                roots.append(RootModule(real, config, self._open_root(config, real)))
        names = _kept_apart(documents, {root.instance.tree.root_name for root in roots})
        for name, document in zip(names, documents, strict=True):
            context = unknown_run()
            if self.options.root_modules:
                document.resources.append(root_block(name, document.name))
            for resource in document.resources:
                resource.run = context
                keep_secrets(self.project.secrets, resource)
                know_values(resource)
            self._waiting.append((name, ProjectPart(name, document.resources, characters=document.characters)))
        self._waiting.extend((root.instance.tree.root_name, root) for root in roots)
        self._waiting.sort(key=lambda item: item[0], reverse=True)

    def _find(self, paths: list[str]) -> DiscoveredTargets:
        """Find the targets, and count what is left out of them."""
        return find_targets(
            paths,
            self.reader,
            self.project.coverage,
            excluded=self.options.excluded,
            single=self.options.single,
            deadline=self.deadline,
        )

    def _open_root(self, config: ModuleConfig, real: str) -> ModuleInstance:
        """Return the instance of a root module, which is not evaluated yet."""
        tree = self._tree(config, self._targets.roots | {real})
        tree.incomplete = _is_incomplete(config, tree.inputs)
        return ModuleInstance(tree, config)

    def _only(self, real: str) -> set[str] | None:
        """Return the shown names of the files whose resources are reported, of a root module; None: of all."""
        whole = self.options.whole_roots or real in self._targets.whole or real in self._run_elsewhere
        return None if whole else {display_path(path) for path in self._targets.reported}

    def roots(self) -> list[tuple[str, str]]:
        """Return the names and real paths of the root modules that wait to be evaluated."""
        return [(name, item.real) for name, item in self._waiting if isinstance(item, RootModule)]

    def waiting(self) -> list[tuple[str, RootModule | ProjectPart]]:
        """Return the root modules and documents that wait to be evaluated, by name."""
        return self._waiting[::-1]

    def is_run_elsewhere(self, real: str) -> bool:
        """Return True if Terragrunt runs a module (its real path) from another folder."""
        return real in self._run_elsewhere

    def keep(self, names: Collection[str]) -> None:
        """Leave only the root modules and documents of some names to be evaluated."""
        self._waiting = [item for item in self._waiting if item[0] in names]

    def _widen(self, targets: DiscoveredTargets) -> None:
        """Add the root modules that files are about which were named one by one: callers, and users of files of values."""
        options, excluded = self.options, self.options.excluded or (lambda path: False)
        self.modules.bounds = targets.bounds
        by_bounds: dict[tuple[str, ...], set[str]] = {}
        for folder in {os.path.dirname(path) for path in targets.reported}:
            config = self.modules.config(next(one for one in targets.directories if self.reader.real(one) == folder))
            if config is not None and not is_root(config):
                by_bounds.setdefault(tuple(targets.bounds[folder].folders), set()).add(folder)

        def others() -> Modules:
            return Modules.unreported(self.reader, excluded, self.deadline)

        for roots, folders in by_bounds.items():
            for directory in callers(sorted(folders), Bounds(roots), self.reader, excluded, others, self.deadline):
                targets.add(directory, Bounds(roots), self.reader)
        for top in options.searched:
            bounds = around(top)
            walk = FolderWalk(top, self.reader.within(bounds), self.project.coverage, excluded, self.deadline)
            for directory in walk.module_directories():
                targets.add(directory, bounds, self.reader)
            targets.roots.add(self.reader.real(top))
        for directory in options.users:
            targets.add(directory, around(directory), self.reader)
            targets.roots.add(self.reader.real(directory))
        targets.reported.update(map(real_path, options.values_of_config))
        if options.whole_roots:  # functions read what they read in a scan of the whole repository
            targets.roots.update(folder for bounds in targets.bounds.values() for folder in bounds.folders)

    def _terragrunt(self, paths: list[str], folders: set[str]) -> Iterator[RootModule]:
        """Yield the modules that Terragrunt runs, each with the inputs of a file."""
        if not paths:
            return
        from riveter.terraform.modules import terragrunt

        for unit in terragrunt.units(paths, self.modules.reader_of):
            reader = self.modules.reader_of(unit.folder)
            if not reader.bounds.hold(unit.directory):
                continue
            config = self.modules.config(unit.directory, reader)
            if config is None or not config.sources:
                continue
            real = self.reader.real(unit.directory)
            tree = self._tree(config, folders | {real})
            tree.inputs = {**unit.inputs, **tree.inputs}
            tree.root_name = root_name(unit.folder)
            tree.unset = unit.rest
            tree.incomplete = unit.rest is not None or _is_incomplete(config, tree.inputs)
            self._run_elsewhere.add(real)
            yield RootModule(real, config, ModuleInstance(tree, config))

    def parts(self) -> Iterator[ProjectPart]:
        """Evaluate and yield one root module (or document) after the other, by name; nothing of it is kept here."""
        project, number = self.project, self.root_modules
        while self._waiting:
            _, item = self._waiting.pop()
            if isinstance(item, ProjectPart):
                yield item
                continue
            module = item.instance
            if self.deadline.passed():
                self.deadline.leave_out("root modules")
                project.coverage.leave_out(Omission.TIME_LIMIT, display_path(module.config.directory))
                continue
            self._suggestion = self._suggestion or module.tree.suggestion
            self.variables.update(module.config.variables)
            self._incomplete = self._incomplete or module.config.incomplete
            for given, value in module.tree.inputs.items():
                self._given[given] = value
            yield self._evaluate(module, item.real)
        project.diagnostics.extend(self.modules.missing())
        if not self.deadline.over:
            self._complain_of_undeclared_inputs(number)

    def _document(self, path: str) -> LoadedDocument:
        """Return a plan or a state, in a file or on standard input."""
        from riveter.terraform.documents import document as documents

        project, options = self.project, self.options
        loaded = documents.load(
            path,
            options.stdin,
            self._open_source,
            options.schemas,
            self.reader,
            allow_incomplete=options.allow_incomplete,
            secrets=project.secrets,
            open_saved=self._open_saved,
            deadline=self.deadline,
        )
        project.documents += 1
        if self.deadline.over and not loaded.resources:
            self.deadline.leave_out("plans and states")
            project.coverage.leave_out(Omission.TIME_LIMIT, display_path(path))
        project.diagnostics.extend(loaded.diagnostics)
        if loaded.source is not None:
            project.add_sources_of(loaded.source.project)
        return loaded

    def _open_saved(self, data: bytes, around: DocumentContext) -> LoadedDocument:
        """Return a plan as `terraform plan -out` saves it: its configuration, with the variables that the plan was made with.

        Terraform has accepted it: its problems are not reported.
        """
        from riveter.files.renamed import RenamingReader
        from riveter.terraform.documents import envelope, saved_plan
        from riveter.terraform.documents.source_map import SourceMap, planned_inputs

        saved = saved_plan.read(data, around)
        holding = ExitStack()
        top = holding.enter_context(folder_with(saved.files, "riveter-plan-"))
        weakref.finalize(self.project, holding.close)
        directory = os.path.join(top, *saved_plan.ROOT.split("/"))
        reader = RenamingReader(top, directory, f"{around.name}:")
        options = msgspec.structs.replace(
            self.options,
            secrets=self.project.secrets,
            reader=reader,
            excluded=None,
            deadline=self.deadline,
        )
        loader = Loader(options)
        real = reader.real(directory)
        loader.modules.bounds = {real: Bounds((reader.real(top),))}
        config = loader.modules.config(directory)
        if config is None:
            raise envelope.DocumentError("Saved plan without a configuration", around.span, "", "Make the plan again.")
        roots = {reader.real(top)}
        root = ModuleInstance(loader._tree(config, roots, {}), config)
        given = {name: from_python(value) for name, value in saved.variables.items()}
        root = ModuleInstance(loader._tree(config, roots, planned_inputs(root, given)), config)
        root.tree.root_name = around.name
        part = ProjectPart(around.name, module=root)
        loader._collector().collect(root, None, part)
        self.project.coverage.update(loader.project.coverage)
        detail = "The configuration in it was scanned, with the variables that were given. What the provider planned is not read."
        shown = "PLAN" if around.name.startswith("<") else around.name
        hint = f"For that, scan the output of terraform show -json {shown}."
        found = [Diagnostic("note", "Saved plan", detail, around.span, hint)]
        if root.tree.budget.exceeded:
            found.append(Diagnostic("error", "Evaluation budget exceeded", "", around.span, "Scan the configuration."))
        characters = root.tree.budget.characters
        return envelope.LoadedDocument(around.name, part.resources, found, SourceMap(root, loader.project), characters)

    def _open_source(self, directory: str, given: dict[str, Any] | None) -> SourceMap | None:
        """Return the configuration in a directory, for a document that was made from it; its problems are not reported."""
        from riveter.terraform.documents.source_map import SourceMap, planned_inputs

        loader = Loader(msgspec.structs.replace(self.options, secrets=self.project.secrets, deadline=self.deadline))
        config = loader.modules.config(directory)
        if config is None or not config.sources:
            return None
        roots = {real_path(directory)}
        root = ModuleInstance(loader._tree(config, roots), config)
        if given is not None:
            inputs = planned_inputs(root, {name: from_python(value) for name, value in given.items()})
            root = ModuleInstance(loader._tree(config, roots, inputs), config)
        return SourceMap(root, loader.project)

    def _complain_of_undeclared_inputs(self, root_modules: int) -> None:
        """Report values for variables that no root module declares. Like Terraform, ignore those of the environment."""
        if not root_modules or self._incomplete:
            return
        declared = self.variables
        for name, given in self._given.items():
            # what a config gives is for all root modules of a repository: whoever knows that all were scanned complains
            if name in declared or given.how in (
                ValueOrigin.ENVIRONMENT_VARIABLE,
                ValueOrigin.ENVIRONMENT,
                ValueOrigin.CONFIG,
            ):
                continue
            what = "the root module" if root_modules == 1 else "any root module"
            detail = f'There is no variable "{name}" in {what}.'
            hint = self._suggestion(name, declared).strip() if self._suggestion is not None else ""
            severity: Severity = "error" if given.how is ValueOrigin.COMMAND_LINE else "warning"
            self.project.diagnostics.append(
                Diagnostic(severity, "Value for undeclared variable", detail, given.span, hint)
            )

    # -- evaluation -------------------------------------------------------------------------------

    def _leaves_out(self, path: str) -> bool:
        """Return True if the user excluded a file of values, which is counted."""
        if self.options.excluded is None or not self.options.excluded(path):
            return False
        self.project.coverage.leave_out(Omission.EXCLUDED, display_path(path))
        return True

    def _budget(self, config: ModuleConfig) -> Budget:
        """Return the budget of a root module, which does not depend on the order of evaluation."""
        budget = budget_for(self._folders, self.deadline.at)
        config.pay(budget.grow)
        return budget

    def _tree(
        self, config: ModuleConfig, roots: set[str], inputs: Mapping[str, InputValue] | None = None
    ) -> ModuleTree:
        """Return the shared state of a root module's modules; `inputs` instead of those of the options and the tfvars files."""
        options, project = self.options, self.project
        budget = self._budget(config)
        diagnostics: list[Diagnostic] = []
        unread: Unknown | None = None
        overridden: dict[str, list[InputValue]] = {}
        if inputs is None:
            inputs, diagnostics, unread = collect_inputs(
                config.directory,
                environment=options.environment,
                var_files=options.var_files,
                variables=options.variables,
                files_before=options.files_before,
                layers=options.layers,
                budget=budget,
                reader=self.modules.reader_of(config.directory),
                add_source=project.add_source,
                parse=self.modules.parse,
                overridden=overridden,
                excluded=self._leaves_out,
            )
        for given in inputs.values():
            if given.source is not None:
                budget.grow(given.source.name, len(given.source.text))
        tree = ModuleTree(
            load_call=self.loaded_calls,
            budget=budget,
            root_directory=config.directory,
            root_name=root_name(config.directory),
            roots=roots,
            inputs=inputs,
            workspace=self._workspace(config),
            assume={key: from_python(value) for key, value in options.assume.items()},
            schemas=options.schemas,
            reader=self.reader,
            secrets=project.secrets,
        )
        tree.diagnostics.extend(diagnostics)
        tree.unread_values = unread
        tree.overridden_inputs = overridden
        tree.context.dialect = Dialect(options.dialect) if options.dialect else dialect_of(config, lock_file(tree))
        return tree

    def _workspace(self, config: ModuleConfig) -> str | Unknown:
        """Return the workspace of a root module."""
        named = self.options.workspace or self.options.environment.get("TF_WORKSPACE")
        if named:
            return named
        directory = config.directory
        chosen = chosen_workspace(directory, self.modules.reader_of(directory)) if self.options.selection else None
        return selected_workspace(config, chosen)

    def _open_again(self, module: ModuleInstance, *, given: bool) -> ModuleInstance:
        """Return a root module with unknown variables, except those that were given a value, if requested."""
        again = self._tree_again(module, module.tree.inputs if given else {}, assume={})
        again.unset = Unknown(Unassumed("value"))
        if self.options.workspace is None and "TF_WORKSPACE" not in self.options.environment:
            again.workspace = Unknown(Unassumed("workspace"), type=STRING, not_null=True, symbol=WORKSPACE)
        return ModuleInstance(again, module.config)

    def _tree_again(self, module: ModuleInstance, inputs: Mapping[str, InputValue], **more: Any) -> ModuleTree:
        """Return a new tree for a root module that was evaluated, with other inputs. Its modules are not loaded again."""
        tree = module.tree
        again = ModuleTree(
            load_call=self.loaded_calls.again,
            budget=self._budget(module.config),
            root_directory=tree.root_directory,
            root_name=tree.root_name,
            roots=tree.sandbox.roots,
            inputs=inputs,
            workspace=tree.workspace,
            reader=self.reader,
            **more,
        )
        again.context.dialect = tree.context.dialect
        return again

    def with_values(
        self,
        part: ProjectPart,
        values: Mapping[str, TValue],
        secrets: Secrets,
        *,
        defaults: bool = True,
        unreached: UnreachedValues | None = None,
        opened: Callable[[ModuleInstance], None] = lambda module: None,
    ) -> ProjectPart:
        """Evaluate a root module again, as if it were given other values for some variables. Nothing of it is reported.

        secrets: where those that are found are added. defaults: whether variables without a given value have their defaults. unreached:
        what is not evaluated again; its resources are in the result, with another `run`. opened: is called with the new root module before
        it is evaluated. The problems are in `module.tree` of the result.
        """
        assert part.module is not None
        module, tree = part.module, part.module.tree
        given = {name: InputValue(ValueOrigin.TRIED, value) for name, value in values.items()}
        inputs = {**tree.inputs, **given}
        again = self._tree_again(module, inputs, assume=tree.assume, schemas=tree.schemas, secrets=secrets)
        again.unset, again.unread_values = tree.unset, tree.unread_values
        again.overridden_inputs = tree.overridden_inputs
        again.ignores_defaults = not defaults or tree.ignores_defaults
        again.checked |= tree.checked  # what is wrong whatever the values are is known
        quiet = copy.copy(self)
        quiet.project = Project(secrets, self.options.schemas)
        new = ModuleInstance(again, module.config)
        opened(new)
        if unreached is not None:
            unreached.give(new, values)
        return quiet._evaluated(new, self.reader.real(module.config.directory))

    def _evaluate(self, module: ModuleInstance, real: str) -> ProjectPart:
        part = self._evaluated(module, real)
        confirm_errors(module, lambda given: self._open_again(module, given=given))
        self.project.diagnostics.extend(module.tree.diagnostics)
        return part

    def _evaluated(self, module: ModuleInstance, real: str) -> ProjectPart:
        """Return a root module, evaluated. Its problems are in its tree."""
        project, tree = self.project, module.tree
        budget = tree.budget
        part = ProjectPart(tree.root_name, module=module)
        self._collector().collect(module, self._only(real), part)
        if self.options.root_modules and module.config.sources:
            part.resources.append(root_block(tree.root_name, module.config.sources[0].name))
        context = run_of(module)
        for resource in (*part.resources, *part.context):
            resource.run = context
            keep_secrets(project.secrets, resource)
            know_values(resource)
        unread = next((m.config.unread for m in all_modules(module) if m.config.unread is not None), None)
        if unread is not None:
            cause = Unknown(PartlyRead(str(unread)))
            for resource in (*part.resources, *part.context):
                resource.unread = cause
        if budget.exceeded:
            tree.note(_over_budget(module))
        if budget.too_long:
            place = budget.too_long if isinstance(budget.too_long, Span) else None
            detail = f"A text of more than {MAX_TEXT // (1024 * 1024)} MiB was to be made; what needs it is unknown."
            tree.note(Diagnostic("error", "Text too long", detail, place, "Make a shorter text.", hides=False))
        return part

    def effort(self, part: ProjectPart) -> int:
        """Return how many steps it may take to judge a root module or document: it depends on what it is and on how many there are."""
        size = part.characters if part.module is None else part.module.budget.characters
        return effort_for(size, self._folders)

    def note_not_judged(self, part: ProjectPart, number: int) -> None:
        """Say that so many resources of a part were not judged, or not by all rules: that takes more steps than there are."""
        where = part.root if part.module is None else display_path(part.module.config.directory)
        steps = f"{self.effort(part):,} steps"
        detail = f"The rules took more than {steps} on the resources of {where}. {number:,} of these were not judged completely."
        hint = "Simplify or split the configuration, or select fewer rules."
        self.project.diagnostics.append(Diagnostic("error", "Rule budget exceeded", detail, None, hint))
        self.project.coverage.leave_out(Omission.RULE_BUDGET, where, f"{number:,} resources")

    def note_budget(self, part: ProjectPart) -> None:
        """Report that rules used up the budget of a root module after it was evaluated."""
        module = part.module
        if module is not None and module.budget.exceeded and _over_budget(module) not in self.project.diagnostics:
            self.project.diagnostics.append(_over_budget(module))

    def _collector(self) -> Collector:
        return Collector(self.project.coverage, self.reader, self._check)

    def _check(self, module: ModuleInstance) -> None:
        """Report what is wrong in a module whatever its values are."""
        check_module(module)


def _over_budget(module: ModuleInstance) -> Diagnostic:
    where = display_path(module.config.directory)
    detail = f"The module tree of {where} took more than {module.budget.spent}; the rest is unknown."
    return Diagnostic("error", "Evaluation budget exceeded", detail, None, "Simplify or split the configuration.")


def _is_incomplete(config: ModuleConfig, inputs: Mapping[str, InputValue]) -> bool:
    """Return True if a root module lacks values: a variable has none, or it is a module for others to call, scanned by itself."""
    if any(name not in inputs and "default" not in declared.attributes for name, declared in config.variables.items()):
        return True
    if not config.variables or not inputs.keys().isdisjoint(config.variables):
        return False
    return not config.providers and not any(
        block.type in ("backend", "cloud") for declared in config.terraform for block in declared.block.blocks
    )


def root_name(directory: str) -> str:
    """Return the directory of a root module from its repository's root, or else from the working directory."""
    repository = repository_root(directory)
    if repository is None:
        return display_path(directory)
    return os.path.relpath(real_path(directory), repository).replace(os.sep, "/")


def _kept_apart(documents: Sequence[LoadedDocument], roots: set[str]) -> list[str]:
    """Give documents of one root module (plans for two environments, a plan beside its configuration) roots of their own.

    Return the names of their roots.
    """
    names = [document.root for document in documents]
    apart = list(names)
    for index, document in enumerate(documents):
        if document.root in roots or names.count(document.root) > 1:
            apart[index] = f"{document.root} ({document.name})"
            for resource in document.resources:
                resource.root = apart[index]
    return apart
