"""Blocks in which names stand where values are expected: they become text before the block is evaluated."""

from __future__ import annotations

from typing import Any

import msgspec

from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.lang.body import reference_text
from riveter.terraform.lang.expression_walk import root_of


def without_providers(declared: Declaration) -> Declaration:
    """Copy a module call without `providers`, which holds names, not values."""
    if "providers" not in declared.attributes:
        return declared
    kept = tuple(attribute for attribute in declared.block.attributes if attribute.name != "providers")
    return with_block(declared, msgspec.structs.replace(declared.block, attributes=kept))


def providers_of(declared: Declaration) -> dict[str, Any]:
    """List the provider configurations that a module call hands on, as they are written."""
    given = declared.attributes.get("providers")
    if given is None or not isinstance(given.expr, n.ObjectCons):
        return {}
    source = declared.source_of("providers")
    return {
        "providers": {reference_text(item.key, source): reference_text(item.value, source) for item in given.expr.items}
    }


def with_block(declared: Declaration, block: n.Block) -> Declaration:
    """Copy a declaration with another content."""
    changed = Declaration(block, declared.source)
    changed.attribute_sources = declared.attribute_sources
    changed.block_sources = declared.block_sources
    return changed


_NAMED_IN_ENCRYPTION = frozenset({"key_provider", "method"})


def encryption_as_text(declared: Declaration) -> Declaration:
    """Copy settings such that the key providers and methods that an `encryption` block (OpenTofu) names are text."""
    if not declared.blocks("encryption"):
        return declared
    blocks = tuple(
        _names_as_text(block, declared.source_of_block(block)) if block.type == "encryption" else block
        for block in declared.block.blocks
    )
    return with_block(declared, msgspec.structs.replace(declared.block, blocks=blocks))


def _names_as_text(block: n.Block, source: SourceFile) -> n.Block:
    attributes = tuple(
        msgspec.structs.replace(attribute, expr=_name_as_text(attribute.expr, source)) for attribute in block.attributes
    )
    blocks = tuple(_names_as_text(nested, source) for nested in block.blocks)
    return msgspec.structs.replace(block, attributes=attributes, blocks=blocks)


def _name_as_text(expr: n.Expr, source: SourceFile) -> n.Expr:
    if isinstance(expr, n.TupleCons):
        return n.TupleCons(expr.start, expr.end, tuple(_name_as_text(item, source) for item in expr.items))
    if root_of(expr) in _NAMED_IN_ENCRYPTION:
        return n.StringLit(expr.start, expr.end, reference_text(expr, source))
    return expr
