"""Which provider configurations of a module nothing uses: Terraform leaves them out, whatever is in them."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig


def is_unused(configuration: Declaration, config: ModuleConfig) -> bool:
    """Return True if certainly nothing uses a `provider` block. A module that is called uses those without an alias."""
    known = config.unused_providers.get(configuration)
    if known is None:
        known = config.unused_providers[configuration] = _is_unused(configuration, config)
    return known


def _is_unused(configuration: Declaration, config: ModuleConfig) -> bool:
    name, alias = configuration.label(0), configuration.alias
    if not alias and (config.calls or "alias" in configuration.attributes):
        return False
    return not any(_is_meant(name, alias, used) for used in _uses(config))


def _uses(config: ModuleConfig) -> Iterator[n.Expr | str]:
    """Yield what names a provider configuration: an expression, or a type, which names that without an alias by its prefix."""
    for table in (config.resources, config.data, config.ephemeral, config.actions):
        for declared in table.values():
            given = declared.attributes.get("provider")
            yield declared.label(0) if given is None else given.expr
    for declared in config.refactorings:
        yield from (item.expr for name, item in declared.attributes.items() if name in ("provider", "to", "from"))
    for declared in config.calls.values():
        given = declared.attributes.get("providers")
        if given is not None:
            yield given.expr


def _is_meant(name: str, alias: str, used: n.Expr | str) -> bool:
    if isinstance(used, str):
        return not alias and used.partition("_")[0] == name
    return any(_names(node, name, alias) for node in _below(used))


def _names(node: n.Node, name: str, alias: str) -> bool:
    """Return True if a part of an expression may be the name of a configuration; one that is not simple may be any."""
    if isinstance(node, n.Traversal) and isinstance(node.source, n.Variable):
        last = node.steps[0].name if len(node.steps) == 1 and isinstance(node.steps[0], n.Attr) else alias
        return node.source.name == name and last == alias
    if isinstance(node, n.Variable):
        return not alias and node.name.partition("_")[0] == name
    return isinstance(node, n.StringLit) and node.value in (name, f"{name}.{alias}")


def _below(expr: n.Node) -> Iterator[n.Node]:
    stack: list[n.Node] = [expr]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, n.Traversal):
            stack.extend(n.children(node))
