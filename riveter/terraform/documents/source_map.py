"""From addresses in a plan or state back to the configuration it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from riveter.core.addresses import InstanceKey, ModulePath
from riveter.core.causes import UnsetVariable
from riveter.core.origins import ValueOrigin
from riveter.core.values import Unknown
from riveter.resource import Resource
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.modules.blocks import other_blocks
from riveter.terraform.modules.inputs import InputValue
from riveter.terraform.modules.instance import ResourceInstance
from riveter.terraform.modules.loaded import Project, all_modules
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.resources import resource_of
from riveter.terraform.modules.variables import constraint_of
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.equality import equals
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.value import EPHEMERAL, TValue, unmark

ENOUGH = 0.5
"""The part of a document's top-level names that a directory must declare to count as its source."""


class SourceMap:
    """The configuration behind a document.

    root: the root module, ready for evaluation with the values of the document. project: contains the files that are read. Blocks are found
    without evaluation; instances are evaluated on demand.
    """

    def __init__(self, root: ModuleInstance, project: Project) -> None:
        self.root = root
        self.project = project
        self._modules: dict[tuple[str, ...], ModuleInstance | None] = {(): root}

    def share(self, resources: Iterable[str], calls: Iterable[str]) -> float:
        """Return the share of a document's top level that is declared here. resources: as ``type.name`` or ``data.type.name``."""
        config = self.root.config
        total = found = 0
        for name in resources:
            total += 1
            table, key = _table(config, name)
            found += key in table
        for name in calls:
            total += 1
            found += name in config.calls
        return found / total if total else 0.0

    def declaration(self, path: ModulePath, name: str) -> Declaration | None:
        """Return the block of a resource in a module; nothing is evaluated."""
        module = self._module(tuple([call for call, _ in path]))
        if module is None:
            return None
        table, key = _table(module.config, name)
        return table.get(key)

    def _module(self, names: tuple[str, ...]) -> ModuleInstance | None:
        """Return a stand-in for the instances of a module: it has its configuration and its place, no values."""
        if names not in self._modules:
            self._modules[names] = None
            parent = self._module(names[:-1]) if len(names) < 64 else None
            call = parent.config.calls.get(names[-1]) if parent is not None else None
            if parent is not None and call is not None:
                config = parent.tree.load_call(call, parent)
                if isinstance(config, ModuleConfig):
                    self._modules[names] = ModuleInstance(parent.tree, config, parent=parent, call=call)
        return self._modules[names]

    def evaluated(self, path: ModulePath, name: str, key: InstanceKey) -> Resource | None:
        """Return a resource instance as the configuration alone gives it; None if it has no such instance."""
        try:
            instance = self._instance(path, name, key)
            return None if instance is None else resource_of(instance)
        except (EvaluationError, BudgetExceededError, RecursionError, KeyError):
            return None

    def _instance(self, path: ModulePath, name: str, key: InstanceKey) -> ResourceInstance | None:
        module: ModuleInstance | None = self.root
        for call, call_key in path:
            if module is None or call not in module.config.calls:
                return None
            children = module.children(call)
            module = None if isinstance(children, Unknown) else _chosen(children, call_key)
        if module is None:
            return None
        table, local = _table(module.config, name)
        if local not in table:
            return None
        found = _chosen(module.resource_instances("data" if name.startswith("data.") else "resource", local), key)
        return found if isinstance(found, ResourceInstance) else None

    def other_blocks(self) -> Iterator[Resource]:
        """Yield the blocks of all modules that are no resources: providers, variables, outputs, calls and settings."""
        for module in all_modules(self.root):
            yield from other_blocks(module)


def _chosen(instances: dict[Any, Any], key: InstanceKey) -> Any:
    """Return the instance with a key, or the representative of all if they are not known."""
    return instances.get(key) if key in instances else instances.get(None)


def _table(config: ModuleConfig, name: str) -> tuple[dict[str, Declaration], str]:
    if name.startswith("data."):
        return config.data, name[5:]
    return config.resources, name


def best_source(
    candidates: Iterable[SourceMap | None], resources: Iterable[str], calls: Iterable[str]
) -> SourceMap | None:
    """Return the configuration that declares most of a document's top level; None if none declares enough of it."""
    names, called = list(resources), list(calls)
    best: SourceMap | None = None
    share = 0.0
    for candidate in candidates:
        if candidate is not None:
            own = candidate.share(names, called)
            if own >= ENOUGH and own > share:
                best, share = candidate, own
    return best


def planned_inputs(root: ModuleInstance, planned: Mapping[str, TValue]) -> dict[str, InputValue]:
    """Return the inputs of a root module such that its variables have the values of a plan.

    If a file or a default already gives the value, it is kept, because it is the source location of the value.
    """
    inputs: dict[str, InputValue] = {}
    for name, declared in root.config.variables.items():
        given = root.tree.inputs.get(name)
        if EPHEMERAL in declared.marks:
            # a plan lists the default even if the variable had another value
            inputs[name] = InputValue(ValueOrigin.PLAN, Unknown(UnsetVariable(name, span=declared.header_span)))
        elif name in planned and not _same(root, name, planned[name]):
            inputs[name] = InputValue(ValueOrigin.PLAN, planned[name])
        elif given is not None:
            inputs[name] = given
    return inputs


def _same(root: ModuleInstance, name: str, value: TValue) -> bool:
    try:
        current, _ = unmark(root.variable(name))
        return unmark(equals(current, convert(value, constraint_of(root, name).type)))[0] is True
    except (EvaluationError, BudgetExceededError, ConversionError, RecursionError):
        return False
