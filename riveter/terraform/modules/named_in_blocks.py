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


def settings_as_text(declared: Declaration) -> Declaration:
    """Copy a `terraform` block such that the names in it are text.

    An `encryption` block (OpenTofu) names key providers and methods, `configuration_aliases` names provider configurations,
    `experiments` names features of the language, and the label of a `backend` block is the kind of backend.
    """
    attributes = tuple(
        msgspec.structs.replace(item, expr=_as_text(item.expr, declared.source)) if item.name == "experiments" else item
        for item in declared.block.attributes
    )
    blocks = tuple(_settings_as_text(block, declared.source_of_block(block)) for block in declared.block.blocks)
    return with_block(declared, msgspec.structs.replace(declared.block, attributes=attributes, blocks=blocks))


def _settings_as_text(block: n.Block, source: SourceFile) -> n.Block:
    if block.type == "encryption":
        return _names_as_text(block, source)
    if block.type == "required_providers":
        attributes = tuple(
            msgspec.structs.replace(attribute, expr=_requirement(attribute.expr, source))
            for attribute in block.attributes
        )
        return msgspec.structs.replace(block, attributes=attributes)
    if block.type == "backend" and block.labels and all(attribute.name != "type" for attribute in block.attributes):
        return msgspec.structs.replace(block, attributes=(_label_as_type(block.labels[0]), *block.attributes))
    return block


def _label_as_type(label: n.Label) -> n.Attribute:
    """Return the attribute `type` with the text of a label, where the label is. Provisioners have it as well."""
    return n.Attribute(label.start, label.end, "type", n.StringLit(label.start, label.end, label.value), label.end)


def _requirement(expr: n.Expr, source: SourceFile) -> n.Expr:
    """Copy an entry of `required_providers` with its aliases as text."""
    if not isinstance(expr, n.ObjectCons):
        return expr
    items = tuple(
        msgspec.structs.replace(item, value=_aliases(item.value, source))
        if isinstance(item.key, n.StringLit) and item.key.value == "configuration_aliases"
        else item
        for item in expr.items
    )
    return msgspec.structs.replace(expr, items=items)


def _as_text(expr: n.Expr, source: SourceFile) -> n.Expr:
    """Copy a list of names as texts."""
    if isinstance(expr, n.TupleCons):
        return n.TupleCons(expr.start, expr.end, tuple(_as_text(item, source) for item in expr.items))
    return n.StringLit(expr.start, expr.end, reference_text(expr, source))


def _aliases(expr: n.Expr, source: SourceFile) -> n.Expr:
    if isinstance(expr, n.TupleCons):
        return n.TupleCons(expr.start, expr.end, tuple(_aliases(item, source) for item in expr.items))
    if isinstance(expr, n.Traversal):
        return n.StringLit(expr.start, expr.end, reference_text(expr, source))
    return expr


def _names_as_text(block: n.Block, source: SourceFile) -> n.Block:
    attributes = tuple(
        msgspec.structs.replace(attribute, expr=_name_as_text(attribute.expr, source)) for attribute in block.attributes
    )
    blocks = tuple(_names_as_text(nested, source) for nested in block.blocks)
    return msgspec.structs.replace(block, attributes=attributes, blocks=blocks)


def _name_as_text(expr: n.Expr, source: SourceFile) -> n.Expr:
    if isinstance(expr, n.TemplateWrap):  # as JSON syntax writes a name
        named = _name_as_text(expr.expr, source)
        return expr if named is expr.expr else named
    if isinstance(expr, n.TupleCons):
        return n.TupleCons(expr.start, expr.end, tuple(_name_as_text(item, source) for item in expr.items))
    if root_of(expr) in _NAMED_IN_ENCRYPTION:
        return n.StringLit(expr.start, expr.end, reference_text(expr, source))
    return expr
