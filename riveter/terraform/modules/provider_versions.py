"""Which versions of a provider may be in use: the one in the lock file, else those that `required_providers` allows."""

from __future__ import annotations

import os
from collections.abc import Iterator

from riveter.core.patterns import late
from riveter.core.versions import VersionRange, parse_range, ranges
from riveter.files.reader import ReadError
from riveter.hcl import nodes as n
from riveter.terraform.functions import FunctionError
from riveter.terraform.modules.tree import Module, ModuleTree

LOCK_FILE = ".terraform.lock.hcl"
MAX_LOCK_BYTES = 1024 * 1024

_LOCKED = late(r'(?m)^provider[ \t]+"([^"\n]+)"[ \t]*\{[ \t]*\r?\n[ \t]*version[ \t]*=[ \t]*"([^"\n]+)"')
"""An entry as Terraform writes it: the version comes first."""


def versions_in_use(module: Module, provider: str) -> VersionRange:
    """Return the versions of a provider (by its local name) that a module may be used with; kept in its tree."""
    known = module.tree.provider_versions
    key = (id(module.config), module.address, provider)
    found = known.get(key)
    if found is None:
        locked = _locked(module.tree).get(provider)
        found = known[key] = locked if locked is not None else ranges(_constraints(module, provider))
    return found


def _constraints(module: Module | None, provider: str) -> Iterator[str]:
    """Yield the constraints of a module and of those that call it."""
    while module is not None:
        for declared in module.config.terraform:
            for block in declared.block.blocks:
                if block.type == "required_providers":
                    yield from (_demanded(item.expr) for item in block.attributes if item.name == provider)
        for declared in module.config.providers:
            attribute = declared.attributes.get("version")
            if declared.label(0) == provider and attribute is not None:
                yield _text(attribute.expr)
        module = module.parent


def _demanded(expr: n.Expr) -> str:
    """Return the constraint in an entry of `required_providers`."""
    if isinstance(expr, n.ObjectCons):
        entries = {item.key.value: item.value for item in expr.items if isinstance(item.key, n.StringLit)}
        return _text(entries["version"]) if "version" in entries else ""
    return _text(expr)


def _text(expr: n.Expr) -> str:
    return expr.value if isinstance(expr, n.StringLit) else ""


def _locked(tree: ModuleTree) -> dict[str, VersionRange]:
    """Return the versions in the lock file of a root module, by the type of the provider."""
    if tree.locked_providers is None:
        tree.locked_providers = {}
        for match in _LOCKED.finditer(lock_file(tree)):
            namespace, _, name = match[1].rpartition("/")
            exact = parse_range(match[2])
            if exact is not None and exact.low == exact.high and namespace.endswith("/hashicorp"):
                tree.locked_providers[name] = exact
    return tree.locked_providers


def lock_file(tree: ModuleTree) -> str:
    """Return the text of the lock file of a root module; empty if there is none."""
    try:
        real = tree.sandbox.resolve(os.path.join(os.path.abspath(tree.root_directory), LOCK_FILE))
        return tree.sandbox.reader.read(real, MAX_LOCK_BYTES).decode("utf-8", "replace")
    except (FunctionError, ReadError):
        return ""
