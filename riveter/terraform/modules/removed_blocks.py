"""`removed` blocks for what a called module still declares: `validate` accepts them, `plan` does not."""

from __future__ import annotations

from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.validation.addresses import Address, is_traversal
from riveter.terraform.validation.structure import problem


def check_removed(module: ModuleInstance) -> None:
    """Report the `removed` blocks of a module whose object is still in a module that it calls, which are evaluated."""
    for declared in module.config.refactorings:
        given = declared.attributes.get("from")
        if declared.block.type != "removed" or given is None or not is_traversal(given.expr):
            continue
        address = Address(given.expr)
        config, rest = _inner(module, address.names)
        if config is None or address.keys:
            continue
        still = rest[1] in config.calls if rest[0] == "module" else ".".join(rest) in config.resources
        if still:
            hint = "Remove its block, or this one."
            detail = "It is still declared."
            found = problem(declared.source, given.expr, "Removed object still exists", detail, hint)
            module.tree.note(found)


def _inner(module: ModuleInstance, names: list[str]) -> tuple[ModuleConfig | None, list[str]]:
    """Return the configuration of the called module in which an address ends, and the rest of it; None for the module's own."""
    config: ModuleConfig | None = None
    while len(names) > 2 and names[0] == "module":
        instances = module.children(names[1]) if names[1] in module.config.calls else {}
        child = next(iter(instances.values()), None) if isinstance(instances, dict) else None
        if child is None:
            return None, names
        module, config, names = child, child.config, names[2:]
    return (config, names) if len(names) == 2 else (None, names)
