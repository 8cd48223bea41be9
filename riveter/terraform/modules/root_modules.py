"""Select the modules to evaluate by themselves: those that no module calls, and those for which that is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from riveter.files.bounds import real_path
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.modules.loading import Modules, literal_source
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.possible_arguments import arguments_of
from riveter.terraform.modules.possible_calls import PossibleCall
from riveter.terraform.values.errors import EvaluationError


class RootModule(msgspec.Struct):
    """A module to evaluate by itself. `real` is the real path of its directory."""

    real: str
    config: ModuleConfig
    instance: ModuleInstance


Open = Callable[[ModuleConfig, str], ModuleInstance]
"""Makes the instance of a root module, from its declarations and the real path of its directory."""


def root_modules(configs: Mapping[str, ModuleConfig | None], modules: Modules, open_root: Open) -> Iterator[RootModule]:
    """Find the root modules among the given ones (by real path), in their order.

    Sources that are expressions have to be evaluated to know what they call. A folder that an unknown source may mean has no known values,
    unless the source is one of a few: then it has the arguments of the call.
    """
    order = uncalled({real: config for real, config in configs.items() if config is not None}, modules)
    if not any(has_expressions(config) for config in modules.read()):
        for real, config in order.items():
            yield RootModule(real, config, open_root(config, real))
        return
    opened = {
        real: open_root(config, real)
        for real, config in order.items()
        if any(has_expressions(other) for other in _closure(real, modules))
    }
    reached = {real: set(_reached(instance)) - {real} for real, instance in opened.items()}
    seen: dict[str, set[tuple[str, ...]]] = {}
    while True:
        chosen = _not_reached(order, reached)
        callers = [real for real in chosen if real in opened and opened[real].tree.possible_calls]
        found = {real: calls for real in chosen if (calls := _possible(real, callers, opened))}
        doubtful = {real: calls for real, calls in found.items() if not _named(calls) <= seen.setdefault(real, set())}
        if not doubtful:
            break
        for real, calls in doubtful.items():  # it may call others than it does with its defaults
            again = bool(seen[real])  # what may call it depends on what it is given itself
            seen[real] |= _named(calls)
            instance = opened[real] = open_root(order[real], real)
            given = None if again else arguments_of(calls, order[real])
            instance.tree.unset = calls[0].cause if given is None else None
            instance.tree.inputs = given or {}
            instance.tree.called_perhaps = True
            instance.tree.incomplete = True
            reached[real] = set(_reached(instance)) - {real}
    for real in chosen:
        yield RootModule(real, order[real], opened.get(real) or open_root(order[real], real))


def uncalled(found: Mapping[str, ModuleConfig], modules: Modules) -> dict[str, ModuleConfig]:
    """Return the modules that no other of the given ones calls by a path that is written out, directly or not."""
    called = {real: modules.callees(config) for real, config in found.items()}
    targets = {target for real, callees in called.items() for target in callees if target != real}
    chosen: dict[str, ModuleConfig] = {}
    reached: set[str] = set()
    for real in [*(real for real in found if real not in targets), *found]:
        if real not in chosen and (real not in targets or real not in reached):
            chosen[real] = found[real]
            for _ in _closure(real, modules, reached):
                pass
    return chosen


def _closure(real: str, modules: Modules, seen: set[str] | None = None) -> Iterator[ModuleConfig]:
    """Yield a module, and those that it calls by a path that is written out, directly or not; without those that were `seen`."""
    seen = set() if seen is None else seen
    stack = [real]
    while stack:
        current = stack.pop()
        config = modules.known(current)
        if current not in seen and config is not None:
            seen.add(current)
            yield config
            stack.extend(modules.callees(config))


def has_expressions(config: ModuleConfig) -> bool:
    """Return True if the source of a call in a module is an expression."""
    return any(literal_source(call) is None and "source" in call.attributes for call in config.calls.values())


def _reached(instance: ModuleInstance) -> Iterator[str]:
    """Yield the real paths of a module and of all it calls."""
    stack = [instance]
    while stack:
        module = stack.pop()
        yield real_path(module.config.directory)
        for name in module.config.calls:
            try:
                children = module.children(name)
            except EvaluationError:
                continue  # reported when the module is evaluated
            if isinstance(children, dict):
                stack.extend(children.values())


def _not_reached(order: Mapping[str, ModuleConfig], reached: Mapping[str, set[str]]) -> list[str]:
    """Return the modules that no other one reaches; of those that only reach each other, the first."""
    certain = [real for real in order if not any(real in others for others in reached.values())]
    covered = set(certain).union(*(reached.get(real, ()) for real in certain))
    chosen = set(certain)
    for real in order:
        if real not in covered:
            chosen.add(real)
            covered |= {real} | reached.get(real, set())
    return [real for real in order if real in chosen]


def _possible(real: str, callers: list[str], opened: Mapping[str, ModuleInstance]) -> list[PossibleCall]:
    """Return the calls with unknown sources that may mean a module."""
    return [
        call
        for caller in callers
        if caller != real and caller in opened
        for call in opened[caller].tree.possible_calls
        if call.may_mean(real)
    ]


def _named(calls: Iterable[PossibleCall]) -> set[tuple[str, ...]]:
    """Return what calls are recognized by when their modules are opened again."""
    return {(call.caller.address, str(call.call.header_span), call.before, call.after or "") for call in calls}
