"""Targets to resources: finds modules, reads their files once, and evaluates every module tree."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.cache import Cache
from riveter.diagnostics import Diagnostic, Severity
from riveter.hcl import nodes as n
from riveter.hcl import parser
from riveter.resource import Resource
from riveter.source import SourceError, SourceFile, display_path, read_source
from riveter.terraform.blocks import other_blocks
from riveter.terraform.budget import Budget
from riveter.terraform.config import Declaration, ModuleConfig, build_config, config_file_names
from riveter.terraform.data_sources import assumed
from riveter.terraform.discovery import find_targets, repository_root
from riveter.terraform.errors import BudgetExceededError, EvaluationError
from riveter.terraform.evaluator import evaluate
from riveter.terraform.inputs import InputLayer, InputValue, collect_inputs
from riveter.terraform.instance import evaluate_declaration
from riveter.terraform.module import ModuleInstance
from riveter.terraform.numbers import PRECISION, format_number
from riveter.terraform.resources import resource_of
from riveter.terraform.static_check import check_module
from riveter.terraform.tree import ModuleTree, Schemas
from riveter.terraform.values import Marked, TValue, first_unknown, type_of
from riveter.values import Unknown

if TYPE_CHECKING:
    from riveter.terraform.documents import Loaded
    from riveter.terraform.source_map import SourceMap

BASE_STEPS = 1_000_000
STEPS_PER_CHARACTER = 10
MAX_STEPS = 20_000_000
"""Large public modules take some ten thousand steps: a thousand times as many is no configuration, but an attack."""


class LoadOptions(msgspec.Struct, frozen=True):
    """How to evaluate.

    variables: ``--var`` as (name, text). var_files: ``--var-file``. layers: values of a config, weaker than those.
    environment: where ``TF_VAR_*`` and ``TF_WORKSPACE`` are looked up.
    assume: values for what is only known outside of the configuration, by ``type.attribute`` or ``address.attribute``.
    schemas: the provider's knowledge of resource types. cache: where syntax trees are kept between runs.
    stdin: the content for the target ``-``.
    single: a directory is one module, even an empty one; what lies below is left out.
    """

    variables: tuple[tuple[str, str], ...] = ()
    var_files: tuple[str, ...] = ()
    layers: tuple[InputLayer, ...] = ()
    environment: Mapping[str, str] = {}
    workspace: str | None = None
    assume: Mapping[str, Any] = {}
    schemas: Schemas | None = None
    cache: Cache | None = None
    stdin: bytes | None = None
    single: bool = False


class EvalResult(msgspec.Struct, frozen=True):
    """The result of `Evaluator.evaluate`.

    value: JSON-plain (numbers int, float, or Decimal where a float would lose digits; None where unknown); type: Terraform's
    notation; unknown: why (a part of) the value is unknown; error: why the expression can't be evaluated.
    """

    value: Any
    type: str
    unknown: str | None = None
    error: str | None = None


class CommentAt(msgspec.Struct, frozen=True):
    """A comment with its lines, counted from 1."""

    text: str
    start_line: int
    end_line: int


class Project:
    """What was loaded: the resources of all modules in deterministic order, and what went wrong."""

    def __init__(self) -> None:
        self.resources: list[Resource] = []
        self.context: list[Resource] = []
        """Resources of files that were not asked for, where only some of a module's files were."""
        self.diagnostics: list[Diagnostic] = []
        self.trees: list[ModuleInstance] = []
        self.documents = 0
        self._sources: dict[str, SourceFile] = {}
        self._bodies: dict[str, n.Body] = {}

    @property
    def files(self) -> int:
        """How many files were read, plans and states included."""
        return len(self._sources) + self.documents

    def source(self, name: str) -> SourceFile | None:
        """The text of a file by its shown name."""
        return self._sources.get(name)

    def sources(self) -> Iterable[SourceFile]:
        """Every file that was read."""
        return self._sources.values()

    def comments(self, name: str) -> list[CommentAt]:
        """The comments of a file by its shown name."""
        source, body = self._sources.get(name), self._bodies.get(name)
        if source is None or body is None:
            return []
        return [
            CommentAt(comment.text, source.position(comment.start).line, source.position(comment.end).line)
            for comment in body.comments
        ]

    def body(self, name: str) -> n.Body | None:
        """The syntax tree of a file by its shown name; None for what is no configuration file."""
        return self._bodies.get(name)

    def add_source(self, source: SourceFile, body: n.Body | None = None) -> None:
        """Keep a file that was read."""
        self._sources[source.name] = source
        if body is not None:
            self._bodies[source.name] = body

    def add_sources_of(self, other: Project) -> None:
        """Keep the files that another project has read."""
        for name, source in other._sources.items():
            self.add_source(source, other._bodies.get(name))

    def evaluator(self, directory: str) -> Evaluator:
        """Evaluates expressions in the scope of the module in `directory`. Raises `KeyError` when it was not loaded."""
        wanted = os.path.realpath(directory)
        for root in self.trees:
            for module in _modules(root):
                if os.path.realpath(module.config.directory) == wanted:
                    return Evaluator(module)
        raise KeyError(directory)


class Evaluator:
    """Evaluates expressions in the scope of a module."""

    def __init__(self, module: ModuleInstance) -> None:
        self._module = module

    def evaluate(self, text: str) -> EvalResult:
        """The value of an expression; never raises for what the text may hold."""
        source = SourceFile("<expression>", text, "<expression>")
        expr, diagnostics = parser.parse_expression(source)
        if diagnostics:
            first = diagnostics[0]
            detail = f": {first.detail}" if first.detail else ""
            column = f" (column {first.span.start_col})" if first.span is not None else ""
            return EvalResult(None, "dynamic", error=f"{first.summary}{detail}{column}")
        self._module.tree.budget = self._module.budget = Budget(BASE_STEPS)
        self._module.tree.context.budget = self._module.budget
        try:
            value = evaluate(expr, self._module.scope(source))
            self._module.budget.charge_value(value)
        except EvaluationError as error:
            return EvalResult(
                None, "dynamic", error=f"{error.summary}: {error.detail}" if error.detail else error.summary
            )
        except BudgetExceededError as error:
            return EvalResult(None, "dynamic", unknown=str(error))
        except RecursionError:
            return EvalResult(None, "dynamic", unknown="the expression is nested too deeply")
        unknown = first_unknown(value)
        reason = unknown.reason if unknown is not None else None
        return EvalResult(to_json(value), str(type_of(value)), unknown=reason)


def to_json(value: TValue) -> Any:
    """A value as JSON: unknown parts are None, sensitive ones masked, numbers keep all their digits."""
    if isinstance(value, Marked):
        return "(sensitive value)"
    if isinstance(value, Unknown):
        return None
    if isinstance(value, int) and value.bit_length() > PRECISION:
        return Decimal(format_number(value))
    if isinstance(value, Fraction):
        exact = Decimal(format_number(value))
        return float(value) if Decimal(repr(float(value))) == exact else exact
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(value[key]) for key in sorted(value)}
    return value


def load(paths: Sequence[str], options: LoadOptions | None = None) -> Project:
    """Load and evaluate everything the given paths name.

    Never raises for what the input holds: whatever is wrong becomes a diagnostic of the project, and the rest is still loaded.
    """
    return _Loader(options or LoadOptions()).load(list(paths))


class _Loader:
    """Reads modules once, whoever refers to them."""

    def __init__(self, options: LoadOptions) -> None:
        self.options = options
        self.project = Project()
        self._configs: dict[str, ModuleConfig | None] = {}
        self._installed: dict[str, dict[str, str]] = {}
        self._boundary: str | None = None
        self._reached: set[str] = set()

    def load(self, paths: list[str]) -> Project:
        project = self.project
        targets = find_targets(paths, single=self.options.single)
        project.diagnostics.extend(targets.diagnostics)
        documents = [self._document(path) for path in targets.documents]
        if targets.directories:
            self._boundary = repository_root(targets.directories[0])
        configs = {os.path.realpath(directory): self.config(directory) for directory in targets.directories}
        for real, config in self._roots(configs):
            self._evaluate(config, targets.roots | {real}, real, targets.whole, targets.reported)
        self._complain_of_undeclared_inputs()
        _keep_apart(documents, {module.tree.root_name for module in project.trees})
        return project

    def _document(self, path: str) -> Loaded:
        """A plan or a state, in a file or on standard input."""
        from riveter.terraform import documents

        project, options = self.project, self.options
        loaded = documents.load(path, options.stdin, self._open_source, options.schemas)
        project.documents += 1
        project.resources.extend(loaded.resources)
        project.diagnostics.extend(loaded.diagnostics)
        if loaded.source is not None:
            project.add_sources_of(loaded.source.project)
        return loaded

    def _open_source(self, directory: str, given: dict[str, Any] | None) -> SourceMap | None:
        """The configuration in a directory, for a document that was made from it; what is wrong with it is not told."""
        from riveter.terraform.source_map import SourceMap, planned_inputs

        loader = _Loader(self.options)
        config = loader.config(directory)
        if config is None or not config.sources:
            return None
        roots = {os.path.realpath(directory)}
        loader._boundary = repository_root(directory)
        root = ModuleInstance(loader._tree(config, roots), config)
        if given is not None:
            inputs = planned_inputs(root, {name: assumed(value) for name, value in given.items()})
            root = ModuleInstance(loader._tree(config, roots, inputs), config)
        return SourceMap(root, loader.project)

    def _complain_of_undeclared_inputs(self) -> None:
        """Values for variables that no root module declares; as Terraform, not those of the environment."""
        trees = self.project.trees
        if not trees or any(module.config.incomplete for module in trees):
            return
        declared = {name for module in trees for name in module.config.variables}
        for name, given in {name: given for module in trees for name, given in module.tree.inputs.items()}.items():
            # what a config gives is for all root modules of a repository: whoever knows that all were scanned complains
            if name in declared or given.how.startswith(("environment", "config")):
                continue
            what = "the root module" if len(trees) == 1 else "any root module"
            detail = f'There is no variable "{name}" in {what}.'
            hint = trees[0].tree.suggestion(name, declared).strip()
            severity: Severity = "error" if given.how == "--var" else "warning"
            self.project.diagnostics.append(
                Diagnostic(severity, "Value for undeclared variable", detail, given.span, hint)
            )

    # -- reading ----------------------------------------------------------------------------------

    def config(self, directory: str) -> ModuleConfig | None:
        """The declarations of a directory, read once; None when it can't be listed."""
        real = os.path.realpath(directory)
        if real not in self._configs:
            self._configs[real] = self._read_directory(directory)
        return self._configs[real]

    def _read_directory(self, directory: str) -> ModuleConfig | None:
        try:
            names = os.listdir(directory)
        except OSError:
            return None
        files: list[tuple[SourceFile, n.Body]] = []
        unread: str | None = None
        for name in config_file_names(names):
            path = name if directory in ("", ".") else os.path.join(directory, name)
            if os.path.isdir(path):
                continue
            try:
                source = read_source(path)
            except SourceError as error:
                self.project.diagnostics.append(Diagnostic.from_source_error(error))
                unread = unread or error.path
                continue
            body = self._parse(source)
            if body.incomplete:
                unread = unread or source.name
            self.project.add_source(source, body)
            files.append((source, body))
        config = build_config(directory, files)
        config.unread = unread
        config.incomplete = config.incomplete or unread is not None
        self.project.diagnostics.extend(config.diagnostics)
        return config

    def _parse(self, source: SourceFile) -> n.Body:
        """The syntax tree of a file; trees without anything wrong in them are kept in the cache."""
        cache: Cache | None = self.options.cache
        if cache is None or source.name.endswith(".json"):
            parsed = parser.parse(source)
            self.project.diagnostics.extend(parsed.diagnostics)
            return parsed.body
        key = cache.key(source.text.encode())
        body = cache.read(key, n.Body)
        if body is None:
            parsed = parser.parse(source)
            self.project.diagnostics.extend(parsed.diagnostics)
            body = parsed.body
            if not parsed.diagnostics:
                cache.write(key, body)
        return body

    # -- modules ----------------------------------------------------------------------------------

    def _roots(self, configs: dict[str, ModuleConfig | None]) -> Iterator[tuple[str, ModuleConfig]]:
        """The modules to evaluate by themselves: those that no other of the given ones calls, directly or not."""
        found = {real: config for real, config in configs.items() if config is not None}
        called = {real: set(self._callees(config)) for real, config in found.items()}
        remaining = set(found)
        targets = {target for real, callees in called.items() for target in callees if target != real}
        order = [real for real in found if real not in targets]
        for real in [*order, *found]:
            if real not in remaining:
                continue
            if real not in order and real in self._reached:
                continue
            self._reach(real)
            remaining.discard(real)
            yield real, found[real]

    def _reach(self, real: str) -> None:
        reached = set(self._reached)
        stack = [real]
        while stack:
            current = stack.pop()
            if current in reached:
                continue
            reached.add(current)
            config = self._configs.get(current)
            if config is not None:
                stack.extend(self._callees(config))
        self._reached = reached

    def _callees(self, config: ModuleConfig) -> Iterator[str]:
        for call in config.calls.values():
            source = _literal(call, "source")
            if source is not None and _is_local(source):
                target = os.path.join(config.directory, source)
                if self.config(target) is not None:
                    yield os.path.realpath(target)

    def load_call(self, call: Declaration, caller: ModuleInstance) -> ModuleConfig | str:
        """See `ModuleLoader.load`."""
        source = _literal(call, "source")
        tree = caller.tree
        if source is None:
            attribute = call.attributes.get("source")
            if attribute is None:
                error = EvaluationError(
                    "Missing required argument", 'The argument "source" is required.', call.header_span, static=True
                )
                tree.report(error)
                return "it has no source"
            return "its source is not a literal string"
        if _is_local(source):
            return self._local(source, call, caller)
        directory = self._installed_directory(call, caller)
        config = self.config(directory) if directory is not None else None
        if config is None:
            reason = f'its source "{source}" is not installed'
            span = call.header_span
            tree.note(
                Diagnostic(
                    "note",
                    "Module not installed",
                    f"module.{call.label(0)}: {reason}.",
                    span,
                    "Run terraform init to have it read.",
                )
            )
            return f"{reason} ({span.file}:{span.start_line})"
        return config

    def _local(self, source: str, call: Declaration, caller: ModuleInstance) -> ModuleConfig | str:
        directory = os.path.normpath(os.path.join(caller.config.directory, source))
        real = os.path.realpath(directory)
        attribute = call.attributes["source"]
        span = call.source_of("source").span(attribute.expr.start, attribute.expr.end)
        if self._boundary is not None and not (real + os.sep).startswith(self._boundary.rstrip(os.sep) + os.sep):
            return f'its source "{source}" lies outside of the repository'
        ancestor: ModuleInstance | None = caller
        while ancestor is not None:
            if os.path.realpath(ancestor.config.directory) == real:
                error = EvaluationError(
                    "Module cycle",
                    f'The module at "{source}" calls itself, directly or through others.',
                    span,
                    static=True,
                )
                caller.tree.report(error)
                return "it calls itself"
            ancestor = ancestor.parent
        config = self.config(directory) if os.path.isdir(directory) else None
        if config is None or not config.sources:
            what = "is not a directory" if config is None else "holds no Terraform files"
            error = EvaluationError("Module not found", f'"{source}" {what}.', span, static=True)
            caller.tree.report(error)
            return f'its source "{source}" {what}'
        caller.tree.sandbox.roots.add(real)
        return config

    def _installed_directory(self, call: Declaration, caller: ModuleInstance) -> str | None:
        """Where `terraform init` put a module, from the manifest of the root module."""
        root = caller
        path = [call.label(0)]
        while root.parent is not None:
            assert root.call is not None
            path.append(root.call.label(0))
            root = root.parent
        directory = root.config.directory
        if directory not in self._installed:
            self._installed[directory] = read_manifest(directory)
        relative = self._installed[directory].get(".".join(reversed(path)))
        if relative is None:
            return None
        return os.path.normpath(os.path.join(directory, relative))

    # -- evaluation -------------------------------------------------------------------------------

    def _tree(
        self, config: ModuleConfig, roots: set[str], inputs: Mapping[str, InputValue] | None = None
    ) -> ModuleTree:
        """What the modules of a root module share; `inputs` instead of those of the options and the tfvars files."""
        options, project = self.options, self.project
        size = sum(len(source.text) for source in project.sources())
        budget = Budget(min(BASE_STEPS + STEPS_PER_CHARACTER * size, MAX_STEPS))
        if inputs is None:
            inputs, diagnostics = collect_inputs(
                config.directory,
                environment=options.environment,
                var_files=options.var_files,
                variables=options.variables,
                layers=options.layers,
                budget=budget,
            )
            project.diagnostics.extend(diagnostics)
        for given in inputs.values():
            if given.source is not None:
                project.add_source(given.source)
        return ModuleTree(
            load_call=self.load_call,
            budget=budget,
            root_directory=config.directory,
            root_name=root_name(config.directory),
            roots=roots,
            inputs=inputs,
            workspace=options.workspace or options.environment.get("TF_WORKSPACE") or "default",
            assume={key: assumed(value) for key, value in options.assume.items()},
            schemas=options.schemas,
        )

    def _evaluate(self, config: ModuleConfig, roots: set[str], real: str, whole: set[str], reported: set[str]) -> None:
        project = self.project
        tree = self._tree(config, roots)
        tree.incomplete = _is_incomplete(config, tree.inputs)
        budget = tree.budget
        module = ModuleInstance(tree, config)
        project.trees.append(module)
        only = None if real in whole else {display_path(path) for path in reported}
        before = len(project.resources), len(project.context)
        self._collect(module, only)
        unread = next((m.config.unread for m in _modules(module) if m.config.unread is not None), None)
        if unread is not None:
            cause = Unknown(f"{unread} could not be read completely: there may be more resources", kind="error")
            for resource in (*project.resources[before[0] :], *project.context[before[1] :]):
                resource.unread = cause
        if budget.exceeded:
            detail = f"The module tree of {display_path(config.directory)} took more than {budget.limit:,} steps; the rest is unknown."
            tree.note(
                Diagnostic("error", "Evaluation budget exceeded", detail, None, "Simplify or split the configuration.")
            )
        project.diagnostics.extend(tree.diagnostics)

    def _collect(self, module: ModuleInstance, only: set[str] | None) -> None:
        """Add the resources of a module and of those it calls.

        `only` are the shown names of the files that are reported; what the others declare is context.
        """
        project = self.project
        for instance in module.all_resources():
            wanted = only is None or instance.declared.source.name in only
            (project.resources if wanted else project.context).append(resource_of(instance))
        for resource in other_blocks(module):
            wanted = only is None or (resource.span is not None and resource.span.file in only)
            (project.resources if wanted else project.context).append(resource)
        for name in module.config.locals:
            _quietly(module.local, name)
        for name in module.config.variables:
            _quietly(module.variable, name)
        module.validate()
        if id(module.config) not in module.tree.checked:
            module.tree.checked.add(id(module.config))
            check_module(module)
        for name in module.config.outputs:
            _quietly(module.output, name)
        for declared in module.config.providers:
            evaluate_declaration(declared, module.scope, module.tree.report)
        for name, call in module.config.calls.items():
            # what a reported file calls is reported as well
            inner = only if only is not None and call.source.name not in only else None
            try:
                children = module.children(name)
            except EvaluationError as error:
                module.tree.report(error)
                continue
            if isinstance(children, dict):
                for child in children.values():
                    self._collect(child, inner)


def _is_incomplete(config: ModuleConfig, inputs: Mapping[str, InputValue]) -> bool:
    """Whether a root module lacks values: a variable has none, or it is a module for others to call, scanned by itself."""
    if any(name not in inputs and "default" not in declared.attributes for name, declared in config.variables.items()):
        return True
    if not config.variables or not inputs.keys().isdisjoint(config.variables):
        return False
    return not config.providers and not any(
        block.type in ("backend", "cloud") for declared in config.terraform for block in declared.block.blocks
    )


def root_name(directory: str) -> str:
    """The directory of a root module from its repository's root, or else from the working directory."""
    repository = repository_root(directory)
    if repository is None:
        return display_path(directory)
    return os.path.relpath(os.path.realpath(directory), repository).replace(os.sep, "/")


def _keep_apart(documents: Sequence[Loaded], roots: set[str]) -> None:
    """Give documents of one root module (plans for two environments, a plan beside its configuration) roots of their own."""
    names = [document.root for document in documents]
    for document in documents:
        if document.root in roots or names.count(document.root) > 1:
            for resource in document.resources:
                resource.root = f"{document.root} ({document.name})"


def _quietly(resolve: Any, name: str) -> None:
    """Evaluate a value for the diagnostics it may give; its own errors are reported where it is defined."""
    try:
        resolve(name)
    except EvaluationError:
        return


def _modules(module: ModuleInstance) -> Iterator[ModuleInstance]:
    yield module
    for name in module.config.calls:
        children = module.children(name)
        if isinstance(children, dict):
            for child in children.values():
                yield from _modules(child)


def _literal(call: Declaration, name: str) -> str | None:
    attribute = call.attributes.get(name)
    return attribute.expr.value if attribute is not None and isinstance(attribute.expr, n.StringLit) else None


def _is_local(source: str) -> bool:
    return source.startswith(("./", "../", ".\\", "..\\")) or source in (".", "..")


def read_manifest(directory: str) -> dict[str, str]:
    """The installed modules of a root module: dotted call path to directory, from ``.terraform/modules/modules.json``."""
    try:
        source = read_source(os.path.join(directory, ".terraform", "modules", "modules.json"))
        modules = json.loads(source.text)["Modules"]
        return {str(entry["Key"]): str(entry["Dir"]) for entry in modules if entry.get("Key")}
    except (SourceError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
