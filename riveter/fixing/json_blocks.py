"""Blocks of JSON syntax. An object in a resource is a block or a value; only the provider's schema says which of them."""

from __future__ import annotations

import msgspec

from riveter import provider_schema
from riveter.hcl import nodes as n
from riveter.hcl.json_syntax import COMMENT_KEY


def with_blocks(block: n.Block, resource_type: str, *, named: bool = False) -> n.Block:
    """Return the block of a resource with its nested blocks as in native syntax, if it is from a file in JSON syntax.

    named: a nested block that is an object alone begins with its name, not with its brace.
    """
    schema = provider_schema.lookup(resource_type) if block.from_json else None
    return block if schema is None else _converted(block, schema, (), named)


def _converted(block: n.Block, schema: provider_schema.TypeSchema, path: tuple[str, ...], named: bool) -> n.Block:
    attributes: list[n.Attribute] = []
    blocks: list[n.Block] = []
    for item in block.attributes:
        here = (*path, item.name)
        bodies = _bodies(item, named) if schema.block(here) is not None else None
        if bodies is None:
            attributes.append(item)
        else:
            blocks += [_converted(body, schema, here, named) for body in bodies]
    for inner in block.blocks:
        if inner.type == "dynamic" and inner.labels:
            here = (*path, inner.labels[0].value)
            contents = tuple(
                [_converted(each, schema, here, named) if each.type == "content" else each for each in inner.blocks]
            )
            inner = msgspec.structs.replace(inner, blocks=contents)
        blocks.append(inner)
    return msgspec.structs.replace(block, attributes=tuple(attributes), blocks=tuple(blocks))


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
