"""What stays the same in a root module if it is evaluated again with other values for some variables.

A declaration that refers to none of them, directly or not, has the same value, so the new module takes what the old one has evaluated. What
has told something (a problem, a secret) is evaluated again all the same, so that the new module tells it, too.
"""

from __future__ import annotations

from collections.abc import Collection

from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.written_references import Node, References, closure, uses


class UnreachedValues:
    """The values of a root module that was evaluated completely."""

    def __init__(self, module: ModuleInstance) -> None:
        self._module = module
        self._referring = References().to_each(module.config)
        self._referred: dict[Node, set[Node]] = {}
        tree, config = module.tree, module.config
        self._usable = not (
            tree.budget.exceeded
            or tree.budget.too_long
            or tree.has_ephemeral
            or tree.possible_calls
            or tree.cyclic
            or tree.stopped is not None
            or config.unread is not None
            or config.incomplete
        )

    def referred_by(self, node: Node) -> set[Node]:
        """Return the declarations of the root module that one refers to, directly or not."""
        if not self._referred:
            for target, nodes in self._referring.items():
                for one in nodes:
                    self._referred.setdefault(one, set()).add(target)
        found: set[Node] = set()
        waiting = [node]
        while waiting:
            for target in self._referred.get(waiting.pop(), ()):
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    def give(self, new: ModuleInstance, names: Collection[str]) -> None:
        """Let a module that is not evaluated yet have what other values of some variables do not reach."""
        if not self._usable:
            return
        told, calls = self._telling()
        seeds = {("variable", name) for name in names} | told
        reached = closure(seeds, self._referring)
        config = self._module.config
        if any(uses(declared, reached) for declared in (*config.providers, *config.terraform)):
            return
        calls |= {name for kind, name in reached if kind == "module"}
        new.take(self._module, reached, calls)

    def _telling(self) -> tuple[set[Node], set[str]]:
        """Return the declarations of the root module that told something, and its calls of modules in which something did."""
        module = self._module
        told: set[Node] = set()
        calls: set[str] = set()
        for name in module.config.calls:
            children = module.children(name)
            # an error that depends on values is also told where no declaration is evaluated: by a condition
            if not isinstance(children, dict) or module.tree.suspects:
                calls.add(name)
        for owner, kind, name in module.tree.telling:
            if owner is module:
                told.add((kind, name))
                continue
            inner: ModuleInstance | None = owner if isinstance(owner, ModuleInstance) else None
            while inner is not None and inner.parent is not None and inner.parent is not module:
                inner = inner.parent
            if inner is not None and inner.parent is module and inner.call is not None:
                calls.add(inner.call.label(0))
        told |= {("module", name) for name in calls}
        return told, calls
