"""What is wrong with `moved`, `removed` and `import` blocks."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.lang.body import reference_text
from riveter.terraform.lang.expression_walk import references
from riveter.terraform.validation.addresses import Address, is_traversal
from riveter.terraform.validation.meta_arguments import check_provider_reference
from riveter.terraform.validation.schemas import RESERVED_TYPES
from riveter.terraform.validation.structure import header, problem

_STATIC = "It must be an address, written out without quotes."


def check_refactoring(config: ModuleConfig) -> Iterator[Diagnostic]:
    """Find what is wrong with the `moved`, `removed` and `import` blocks of a module."""
    imported: dict[str, str] = {}
    moves: dict[str, tuple[str, Declaration]] = {}
    arrived: dict[str, tuple[str, Declaration]] = {}
    for declared in config.refactorings:
        match declared.block.type:
            case "moved":
                yield from _moved(declared, config, moves, arrived)
            case "removed":
                yield from _removed(declared, config)
            case "import":
                yield from _import(declared, config, imported)
    yield from _cycles(moves)


def _address(declared: Declaration, name: str) -> Iterator[Diagnostic | Address]:
    """Yield the address in an argument, or its problem; nothing if there is no such argument."""
    attribute = declared.attributes.get(name)
    if attribute is None or isinstance(attribute.expr, n.Invalid):
        return
    if not is_traversal(attribute.expr):
        yield problem(declared.source, attribute.expr, "Invalid address", _STATIC)
        return
    address = Address(attribute.expr)
    wanted = 3 if address.is_data else 2
    if not address.is_module and len(address.resource) != wanted:
        detail = "It must be the address of a resource or a module, not of a part of one."
        yield problem(declared.source, attribute.expr, "Invalid address", detail)
        return
    if address.resource[0] in RESERVED_TYPES and declared.block.type != "removed":
        yield problem(declared.source, attribute.expr, "Invalid address", _no_type(address))
        return
    yield address


def _no_type(address: Address) -> str:
    return f'"{address.resource[0]}" is not a resource type: it has another meaning in references.'


def _moved(
    declared: Declaration,
    config: ModuleConfig,
    moves: dict[str, tuple[str, Declaration]],
    arrived: dict[str, tuple[str, Declaration]],
) -> Iterator[Diagnostic]:
    found: list[Address] = []
    for name in ("from", "to"):
        for item in _address(declared, name):
            if isinstance(item, Address):
                found.append(item)
            else:
                yield item
    if len(found) != 2:
        return
    (first, second), at = found, header(declared.block)
    if first.is_module != second.is_module or first.is_data != second.is_data:
        detail = 'The addresses in "from" and "to" must both be of modules, or both of resources.'
        yield problem(declared.source, at, 'Invalid "moved" addresses', detail)
        return
    if first.is_data:
        return
    origin, target = (reference_text(declared.attributes[name].expr, declared.source) for name in ("from", "to"))
    if origin == target:
        detail = "Both addresses are the same, so nothing moves."
        yield problem(declared.source, at, "Redundant move statement", detail, "Remove the block.")
        return
    before = moves.setdefault(origin, (target, declared))
    if before[0] != target:
        detail = f"{origin[:200]} moves to {before[0][:200]} already, by the block at {before[1].header_span}."
        yield problem(declared.source, at, "Ambiguous move statements", detail, "Remove one of them.")
    other = arrived.setdefault(target, (origin, declared))
    if other[0] != origin and before[0] == target:
        detail = f"{other[0][:200]} moves to {target[:200]} too, by the block at {other[1].header_span}."
        yield problem(declared.source, at, "Ambiguous move statements", detail, "Remove one of them.")
    if not first.keys and not second.keys and _is_declared(first, config):
        detail = f"{origin[:200]} moves away, but it is still declared."
        yield problem(declared.source, at, "Moved object still exists", detail, "Remove its block, or this one.")


def _is_declared(address: Address, config: ModuleConfig) -> bool:
    """Return True if a resource or a module of this module itself is declared."""
    names = address.names
    if names[0] == "module":
        return len(names) == 2 and names[1] in config.calls
    return ".".join(names) in config.resources


def _cycles(moves: dict[str, tuple[str, Declaration]]) -> Iterator[Diagnostic]:
    """Report moves that end where they begin."""
    done: set[str] = set()
    for start in moves:
        way: dict[str, None] = {}
        current = start
        while current in moves and current not in done and current not in way:
            way[current] = None
            current = moves[current][0]
        if current in way:
            declared = moves[current][1]
            detail = f"What moves from {current[:200]} comes back to it, by this and other blocks."
            at = header(declared.block)
            yield problem(declared.source, at, "Cyclic dependency in move statements", detail, "Remove one of them.")
        done.update(way)


def _removed(declared: Declaration, config: ModuleConfig) -> Iterator[Diagnostic]:
    for item in _address(declared, "from"):
        if isinstance(item, Diagnostic):
            yield item
            continue
        expr = declared.attributes["from"].expr
        if item.is_data:
            detail = "Data sources are not destroyed, so they need no removed block."
            yield problem(declared.source, expr, "Data source address not allowed", detail)
        elif item.keys:
            detail = "A removed block is for a whole resource or module, not for instances of it."
            yield problem(declared.source, expr, "Instance keys not allowed", detail)
        elif _is_declared(item, config):
            detail = "It is still declared."
            yield problem(
                declared.source, expr, "Removed object still exists", detail, "Remove its block, or this one."
            )


def _import(declared: Declaration, config: ModuleConfig, imported: dict[str, str]) -> Iterator[Diagnostic]:
    given, source = declared.attributes, declared.source
    if not declared.block.incomplete and "to" in given:
        if "id" not in given and "identity" not in given:
            detail = 'One of the arguments "id" and "identity" is required.'
            yield problem(source, header(declared.block), "Missing required argument", detail)
        elif "id" in given and "identity" in given:
            detail = 'Only one of the arguments "id" and "identity" can be set.'
            yield problem(source, header(declared.block), "Invalid import block", detail)
    if "id" in given and isinstance(given["id"].expr, (n.NullLit, n.StringLit)):
        expr = given["id"].expr
        if isinstance(expr, n.NullLit) or not expr.value:
            what = "null" if isinstance(expr, n.NullLit) else "empty"
            yield problem(source, expr, "Invalid import id argument", f"The ID must not be {what}.")
    if "id" in given and "to" in given:
        target = Address(given["to"].expr).names
        for _, node in references(given["id"].expr) if len(target) == 2 else ():
            if Address(node).names[:2] == target:
                detail = "It must not refer to the resource that is imported."
                yield problem(source, node, "Invalid import id argument", detail)
    if "provider" in given:
        yield from check_provider_reference(given["provider"].expr, source)
        if "to" in given and ".".join(Address(given["to"].expr).names) in config.resources:
            detail = "The resource is declared, so that its own block names its provider."
            yield problem(source, given["provider"], "Invalid import provider argument", detail, "Remove the argument.")
    if "to" in given:
        yield from _import_target(given["to"].expr, source, config, imported, repeated="for_each" in given)


def _import_target(
    expr: n.Expr, source: SourceFile, config: ModuleConfig, imported: dict[str, str], *, repeated: bool
) -> Iterator[Diagnostic]:
    if isinstance(expr, n.Invalid):
        return
    if not isinstance(expr, (n.Variable, n.Traversal)):
        yield problem(source, expr, "Invalid import address", _STATIC)
        return
    address = Address(expr)
    if address.is_module or address.resource[0] in ("data", "ephemeral", "module") or len(address.resource) != 2:
        yield problem(source, expr, "Invalid import address", "Only managed resources can be imported.")
        return
    if address.resource[0] in RESERVED_TYPES:
        yield problem(source, expr, "Invalid import address", _no_type(address))
        return
    target = config.resources.get(".".join(address.names))
    if target is not None:
        yield from _import_key(address, target, expr, source)
    if repeated or not is_traversal(expr):
        return
    shown = reference_text(expr, source)
    first = imported.setdefault(shown, str(source.span(expr.start, expr.end)))
    if first != str(source.span(expr.start, expr.end)):
        detail = f"{shown[:200]} is imported at {first} already."
        yield problem(source, expr, "Duplicate import configuration", detail, "Remove one of them.")


def _import_key(address: Address, target: Declaration, expr: n.Expr, source: SourceFile) -> Iterator[Diagnostic]:
    """Report an address whose instance key does not suit the resource it names."""
    key = next(iter(address.keys), None)
    repeated = "count" if "count" in target.attributes else "for_each" if "for_each" in target.attributes else ""
    if repeated and key is None:
        detail = f"The resource uses {repeated}: the address needs the key of an instance."
    elif key is not None and not repeated:
        detail = "The resource uses neither count nor for_each: the address has no key."
    elif (isinstance(key, n.StringLit) and repeated == "count") or (
        isinstance(key, n.NumberLit) and repeated == "for_each"
    ):
        detail = f"The resource uses {repeated}: the key must be a {'number' if repeated == 'count' else 'string'}."
    else:
        return
    yield problem(source, expr, 'Invalid import "to" address', detail)
