"""Blocks of JSON syntax. An object in a resource is a block or a value; only the provider's schema says which of them."""

from __future__ import annotations

from typing import Protocol

import msgspec

from riveter.hcl import nodes as n
from riveter.hcl.json_syntax import COMMENT_KEY
from riveter.terraform.config.declarations import Declaration


class BlockNesting(Protocol):
    """The part of the schemas that knows nested blocks."""

    def block_nesting(self, type: str, path: tuple[str, ...]) -> str | None:
        """Return the nesting of the block at a path without indexes; None if there is no block."""


def declared_with_blocks(declared: Declaration, resource_type: str, schemas: BlockNesting | None) -> Declaration:
    """Return a resource with its nested blocks as in native syntax, where it, or what overrides it, is in JSON syntax."""
    sources = (declared.source, *declared.attribute_sources.values(), *declared.block_sources.values())
    if schemas is None or not any(source.name.endswith(".json") for source in sources):
        return declared
    attributes: list[n.Attribute] = []
    blocks: list[n.Block] = []
    changed = Declaration(declared.block, declared.source)
    for item in declared.block.attributes:
        in_json = declared.source_of(item.name).name.endswith(".json")
        made = _made(item, schemas, resource_type, (), False) if in_json else None
        if made is None:
            attributes.append(item)
            continue
        blocks += made
        if item.name in declared.attribute_sources:
            changed.block_sources |= {id(block): declared.attribute_sources[item.name] for block in made}
    for inner in declared.block.blocks:
        block = _nested(inner, schemas, resource_type, (), False) if inner.from_json else inner
        blocks.append(block)
        if id(inner) in declared.block_sources:
            changed.block_sources[id(block)] = declared.block_sources[id(inner)]
    changed.block = msgspec.structs.replace(declared.block, attributes=tuple(attributes), blocks=tuple(blocks))
    kept = {item.name for item in attributes}
    changed.attributes = {name: item for name, item in declared.attributes.items() if name in kept}
    changed.attribute_sources = {name: item for name, item in declared.attribute_sources.items() if name in kept}
    changed.check = declared.check
    return changed


def with_blocks(block: n.Block, resource_type: str, schemas: BlockNesting, *, named: bool = False) -> n.Block:
    """Return the block of a resource with its nested blocks as in native syntax, if it is from a file in JSON syntax.

    named: a nested block that is an object alone begins with its name, not with its brace.
    """
    return _converted(block, schemas, resource_type, (), named) if block.from_json else block


def _converted(block: n.Block, schemas: BlockNesting, type: str, path: tuple[str, ...], named: bool) -> n.Block:
    attributes: list[n.Attribute] = []
    blocks: list[n.Block] = []
    for item in block.attributes:
        made = _made(item, schemas, type, path, named)
        if made is None:
            attributes.append(item)
        else:
            blocks += made
    blocks += [_nested(inner, schemas, type, path, named) for inner in block.blocks]
    return msgspec.structs.replace(block, attributes=tuple(attributes), blocks=tuple(blocks))


def _made(
    item: n.Attribute, schemas: BlockNesting, type: str, path: tuple[str, ...], named: bool
) -> list[n.Block] | None:
    """Return the blocks that a property is; None if it is an argument."""
    here = (*path, item.name)
    bodies = _bodies(item, named) if schemas.block_nesting(type, here) is not None else None
    return None if bodies is None else [_converted(body, schemas, type, here, named) for body in bodies]


def _nested(inner: n.Block, schemas: BlockNesting, type: str, path: tuple[str, ...], named: bool) -> n.Block:
    """Return a block of the tree, that of a `dynamic` block too, with what is nested in it."""
    if inner.type != "dynamic":
        here = (*path, inner.type)
        known = schemas.block_nesting(type, here) is not None
        return _converted(inner, schemas, type, here, named) if known else inner
    if not inner.labels:
        return inner
    here = (*path, inner.labels[0].value)
    contents = tuple(
        [_converted(each, schemas, type, here, named) if each.type == "content" else each for each in inner.blocks]
    )
    return msgspec.structs.replace(inner, blocks=contents)


def _bodies(item: n.Attribute, named: bool) -> list[n.Block] | None:
    """Return the blocks that a property is; None if it is an expression instead."""
    values = item.expr.items if isinstance(item.expr, n.TupleCons) else (item.expr,)
    made: list[n.Block] = []
    for value in values:
        if not isinstance(value, n.ObjectCons) or not all(isinstance(each.key, n.StringLit) for each in value.items):
            return None
        attributes = [
            n.Attribute(each.start, each.end, each.key.value, each.value, each.key.end)
            for each in value.items
            if isinstance(each.key, n.StringLit) and each.key.value != COMMENT_KEY
        ]
        start, header_end = (
            (item.start, item.name_end) if named and value is item.expr else (value.start, value.start + 1)
        )
        made.append(n.Block(start, value.end, item.name, (), tuple(attributes), (), header_end, True))
    return made
