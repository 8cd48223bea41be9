"""Read the `moved` blocks of a root module and of the modules that it calls."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.addresses import instance_suffix, module_calls
from riveter.core.moves import Move, Moves, Steps
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.modules.loaded import all_modules
from riveter.terraform.modules.module import ModuleInstance


def moves_of(root: ModuleInstance) -> Moves:
    """Return the moves of a root module. Blocks that Terraform refuses are left out: their problems are reported elsewhere."""
    return Moves(_moves(root))


def _moves(root: ModuleInstance) -> Iterator[Move]:
    for module in all_modules(root):
        for declared in module.config.refactorings:
            if declared.block.type == "moved":
                source, target = _endpoint(declared, "from"), _endpoint(declared, "to")
                if source and target:
                    yield Move(tuple(module_calls(module.address)), source, target)


def _endpoint(declared: Declaration, name: str) -> Steps:
    """Return the address in an argument; nothing if there is none."""
    attribute = declared.attributes.get(name)
    expr = attribute.expr if attribute is not None else None
    if not isinstance(expr, n.Traversal) or not isinstance(expr.source, n.Variable):
        return ()
    names: list[str] = [expr.source.name]
    keys: dict[int, str] = {}
    for step in expr.steps:
        if isinstance(step, n.Attr):
            names.append(step.name)
        elif isinstance(step, n.Index) and isinstance(step.key, n.StringLit):
            keys[len(names)] = instance_suffix(step.key.value)
        elif isinstance(step, n.Index) and isinstance(step.key, n.NumberLit) and step.key.text.isdecimal():
            keys[len(names)] = instance_suffix(int(step.key.text[:18]))
        else:
            return ()
    if len(names) % 2:
        return ()
    return tuple((names[at], names[at + 1], keys.get(at + 2, "")) for at in range(0, len(names), 2))
