"""Evaluate a root module again after a change, and carry over the values that the change does not reach.

A module instance keeps what it evaluates by declaration. It stays, with another configuration: what the change reaches is dropped, and
evaluated again when it is asked for. A value that is carried over cannot tell again what it told: a problem, a secret. So everything that
told something is evaluated again as well, with all that refers to it. Then it is told in the same order as in a fresh evaluation.

The changes that are followed are those of a root module's own blocks. After any other change, everything is evaluated again: of a module
that is called, the arguments of such a call, variables, providers, settings, overrides, JSON syntax, files with errors.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import msgspec

from riveter.core import journal
from riveter.files.bounds import real_path
from riveter.session.differences import Difference, alike, changed_in, same_but_for
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.modules.loaded import all_modules
from riveter.terraform.modules.loading import Modules
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.written_references import EVERYTHING, Node, References, closure, uses

MOST = 1 / 2
"""Values are carried over until evaluating has taken so much of the budget, with everything that was evaluated again. A fresh evaluation
takes no more than all of these evaluations together."""

Spent = tuple[int, int, int]
"""Steps, bytes and instances."""


class NotCarriedError(Exception):
    """Report that something was carried over that is not the same. The run begins anew, and everything is evaluated."""


class Carried(msgspec.Struct):
    """What was carried over. again: what is evaluated again in the root module itself. calls: the calls of it that are different.

    difference: what is the same in the root module; None: verdicts are not.
    """

    difference: Difference | None
    again: frozenset[Node]
    calls: frozenset[str]

    def evaluated(self, root: ModuleInstance) -> None:
        """Look at the root module when it is evaluated."""
        for name in self.calls & root.config.calls.keys():
            children = root.children(name)
            for child in children.values() if isinstance(children, dict) else ():
                if any(module.config.providers for module in all_modules(child)):
                    self.difference = None


def carry_over(
    old: ModuleInstance,
    new: ModuleInstance,
    old_lookups: Mapping[journal.Lookup, str],
    new_lookups: Mapping[journal.Lookup, str],
    spent: Spent,
    hold: Callable[[dict[journal.Lookup, str]], bool],
    modules: Modules,
    references: References,
) -> Carried | None:
    """Let a root module that was evaluated be one that was opened anew. Return what stays of it; None: nothing, and it is as before.

    spent: what its values have taken. hold: whether lookups have the same results. references: those of the declarations.
    """
    if not _possible(old, new, spent):
        return None
    if not same_but_for({real_path(old.config.directory)}, old_lookups, new_lookups):
        return None
    direct = changed_in(old.config, new.config)
    if direct is None:
        return None
    referring = references.to_each(new.config)
    reached = closure(direct, referring)
    if any(kind == "variable" for kind, _ in reached):
        return None  # rules may ask for the variables of the root module from any resource
    if any(uses(declared, reached) for declared in (*new.config.providers, *new.config.terraform)):
        return None
    found = Difference()
    found.of_module(new.address, reached)
    again = _again(old, reached, referring, found, modules, references)
    if again is None:
        return None
    if not hold({lookup: result for lookup, result in old_lookups.items() if lookup not in new_lookups}):
        return None
    _adopt(old, new, [*again])
    for module, (nodes, calls) in again.items():
        module.forget(nodes, calls)
    _load_again(old)
    return Carried(found, frozenset(again[old][0]), frozenset(name for kind, name in reached if kind == "module"))


def _possible(old: ModuleInstance, new: ModuleInstance, spent: Spent) -> bool:
    before, after = old.tree, new.tree
    if not alike(before, after) or before.incomplete != after.incomplete:
        return False
    if before.has_ephemeral or before.possible_calls or before.stopped is not None:
        return False
    return all(taken <= given * MOST for taken, given in zip(spent, after.budget.given, strict=True))


def _again(
    root: ModuleInstance,
    reached: set[Node],
    referring: Mapping[Node, set[Node]],
    found: Difference,
    modules: Modules,
    references: References,
) -> dict[ModuleInstance, tuple[set[Node], set[str]]] | None:
    """Return what is evaluated again in each module, and which of its calls are; None if a module that is called is different."""
    different = {name for kind, name in reached if kind == "module"}
    for module in _called_by(root, different & root.config.calls.keys()):
        if module.config.providers:
            return None
    seeds: dict[ModuleInstance, set[Node]] = {root: set()}
    seeds.update((module, set()) for module in _called_by(root, root.config.calls.keys() - different))
    calls: dict[ModuleInstance, set[str]] = {module: set() for module in seeds}
    calls[root] = different
    for told, kind, name in root.tree.telling:
        if isinstance(told, ModuleInstance) and told in seeds:  # not one that was dropped before
            seeds[told].add((kind, name))
            if kind == "module":
                calls[told].add(name)
    reader = modules.reader_of(root.tree.root_directory)
    below: dict[ModuleInstance, Mapping[Node, set[Node]]] = {root: referring}
    for module in seeds:
        if module is root:
            continue
        config = modules.config(module.config.directory, reader)
        if config is None or changed_in(module.config, config) != set():
            return None
        below[module] = references.to_each(module.config)
        if closure((), below[module]) != {EVERYTHING}:  # it may read the file that has changed
            return None
        found.of_module(module.address, {EVERYTHING})
    for module in reversed([*seeds]):  # those that are called before those that call them
        lost = {name for name in module.config.calls if not isinstance(module.children(name), dict)}
        calls[module] |= lost
        seeds[module].update(("module", name) for name in lost)
        if seeds[module] and module.parent is not None and module.call is not None:
            seeds[_parent(module)].add(("module", module.call.label(0)))
    seeds[root] |= reached
    return {module: (closure(nodes, below[module]), calls[module]) for module, nodes in seeds.items()}


def _parent(module: ModuleInstance) -> ModuleInstance:
    assert module.parent is not None
    return module.parent


def _called_by(module: ModuleInstance, names: Collection[str]) -> Iterator[ModuleInstance]:
    """Yield the modules that some calls of a module lead to."""
    for name in module.config.calls:
        children = module.children(name) if name in names else None
        for child in children.values() if isinstance(children, dict) else ():
            yield from all_modules(child)


def _adopt(old: ModuleInstance, new: ModuleInstance, modules: Sequence[ModuleInstance]) -> None:
    """Give a root module the configuration and the tree of another. Its own tree stays the same object: scopes and values have it."""
    roots = old.tree.sandbox.roots
    for module in modules:
        module.budget = new.budget
        if module is not old:
            module.config.pay(new.budget.grow)
            module.config.constraints.clear()  # what is wrong with them is told again
            module.config.defaults.clear()
    old.tree.become(new.tree)
    old.tree.sandbox.roots |= roots
    old.become(new)


def _load_again(module: ModuleInstance) -> None:
    """Load the modules again that a module calls: this is what tells that they belong to the root module."""
    for name, call in module.config.calls.items():
        children = module.children(name) if module.has_children(name) else None
        if not isinstance(children, dict):
            continue
        config = module.tree.load_call(call, module)
        for child in children.values():
            if not isinstance(config, ModuleConfig) or changed_in(child.config, config) != set():
                raise NotCarriedError
            _load_again(child)
