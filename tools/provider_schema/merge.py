"""Puts together what different sources know of one provider."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from tools.provider_schema.model import Attribute, Availability, Block, Provider, walk
from tools.provider_schema.pulumi import Facts

MAX_UNFOLDED = 3000
"""A block with more members than this stays opaque: its members are not worth their place."""


def add_variant(provider: Provider, other: Provider, availability: Availability) -> None:
    """Add the types, attributes and blocks that only another version or variant of the provider has, marked as such."""
    for name, block in other.types.items():
        mine = provider.types.get(name)
        if mine is None:
            added = copy.deepcopy(block)
            added.availability = availability
            provider.types[name] = added
        else:
            _add_members(mine, block, availability)


def _add_members(mine: Block, other: Block, availability: Availability) -> None:
    if mine.recursive or other.recursive or mine.opaque:
        return
    known = mine.members
    for name, attribute in other.attributes.items():
        ours = known.get(name)
        if ours is None:
            added = copy.deepcopy(attribute)
            added.availability = availability
            mine.attributes[name] = added
        elif isinstance(ours, Attribute):
            _add_attribute_members(ours, attribute, availability)
    for name, block in other.blocks.items():
        ours = known.get(name)
        if ours is None:
            mine.blocks[name] = copy.deepcopy(block)
            mine.blocks[name].availability = availability
        elif isinstance(ours, Block):
            _add_members(ours, block, availability)


def _add_attribute_members(mine: Attribute, other: Attribute, availability: Availability) -> None:
    if mine.recursive or mine.type != other.type:
        return
    for name, attribute in other.attributes.items():
        if name not in mine.attributes:
            mine.attributes[name] = copy.deepcopy(attribute)
            mine.attributes[name].availability = availability
        else:
            _add_attribute_members(mine.attributes[name], attribute, availability)


def apply_exact(provider: Provider, exact: Provider) -> None:
    """Carry over what only the exact schema tells: sensitive, deprecated, write-only, limits, and members of opaque blocks."""
    for name, block in exact.types.items():
        if name in provider.types:
            _apply(provider.types[name], block, "")


def _apply(mine: Block, exact: Block, path: str) -> None:
    mine.deprecated = mine.deprecated or exact.deprecated
    if mine.recursive:
        return
    for name, attribute in exact.attributes.items():
        ours = mine.attributes.get(name)
        if ours is not None:
            _apply_attribute(ours, attribute)
    for name, block in exact.blocks.items():
        where = f"{path}.{name}" if path else name
        opaque = mine.attributes.get(name)
        if opaque is not None and opaque.opaque_block:
            del mine.attributes[name]
            mine.blocks[name] = _unfold(block, where)
        elif name in mine.blocks:
            _apply_limits(mine.blocks[name], block)
            _apply(mine.blocks[name], block, where)


def _apply_attribute(mine: Attribute, exact: Attribute) -> None:
    mine.sensitive = mine.sensitive or exact.sensitive
    mine.deprecated = mine.deprecated or exact.deprecated
    mine.write_only = mine.write_only or exact.write_only
    for name, attribute in exact.attributes.items():
        if name in mine.attributes:
            _apply_attribute(mine.attributes[name], attribute)


def _apply_limits(mine: Block, exact: Block) -> None:
    """The exact limits, unless what is known of the newer version contradicts them."""
    if mine.nesting != exact.nesting:
        return
    if bool(mine.minimum) == bool(exact.minimum):
        mine.minimum = exact.minimum
    if (mine.maximum == 1) == (exact.maximum == 1):
        mine.maximum = exact.maximum


def _unfold(block: Block, path: str) -> Block:
    """A copy of a block of the exact schema, with self-similar descendants (statements in statements) made recursive."""
    unfolded = copy.deepcopy(block)
    _fold(unfolded, path, [])
    if sum(1 for _ in walk(unfolded)) > MAX_UNFOLDED:
        return Block(unfolded.nesting, unfolded.minimum, unfolded.maximum, deprecated=unfolded.deprecated, opaque=True)
    return unfolded


def _fold(block: Block, path: str, above: list[tuple[str, Block]]) -> None:
    name = path.rpartition(".")[2]
    for where, ancestor in above:
        if where.rpartition(".")[2] == name and block.members.keys() <= ancestor.members.keys():
            block.attributes, block.blocks, block.recursive = {}, {}, where
            return
    for child_name, child in block.blocks.items():
        _fold(child, f"{path}.{child_name}", [*above, (path, block)])


def hide_opaque(provider: Provider) -> None:
    """Turn the opaque blocks that no exact schema explains from attributes into blocks."""
    for block in provider.types.values():
        _hide_opaque(block)


def _hide_opaque(block: Block) -> None:
    for name, attribute in list(block.attributes.items()):
        if attribute.opaque_block:
            del block.attributes[name]
            block.blocks[name] = Block("list", int(attribute.required), opaque=True)
    for child in block.blocks.values():
        _hide_opaque(child)


def apply_facts(provider: Provider, facts: Mapping[str, Facts]) -> None:
    """Mark the top-level attributes and blocks that are sensitive or deprecated."""
    for name, known in facts.items():
        block = provider.types.get(name)
        if block is None:
            continue
        for key in known.sensitive & block.attributes.keys():
            block.attributes[key].sensitive = "declared"
        members = block.members
        for key in known.deprecated & members.keys():
            members[key].deprecated = True
