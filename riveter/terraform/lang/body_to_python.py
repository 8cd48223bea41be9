"""Evaluated blocks to the plain values of rules and reports."""

from __future__ import annotations

from typing import Any

from riveter.core.causes import SyntaxFault
from riveter.core.values import OpenList, PartialMap, Unknown
from riveter.terraform.lang.body import BlockList, EvaluatedBody
from riveter.terraform.values.to_python import PlainConverter


class BodyConverter(PlainConverter):
    """Convert blocks and values; the limit on elements applies to all of them together."""

    __slots__ = ()

    def body(self, body: EvaluatedBody) -> dict[str, Any]:
        """Return the dict of a block: attributes by name, nested blocks as lists of dicts."""
        result: dict[str, Any] = {name: self.value(field.value) for name, field in body.fields.items()}
        for name, blocks in body.blocks.items():
            made = self.blocks(blocks)
            result[name] = _joined(result[name], made) if name in result else made
        return _partial(result, body) if body.block.incomplete else result

    def blocks(self, blocks: BlockList) -> list[Any]:
        """Return the dicts of nested blocks; an `OpenList` when their number is unknown."""
        items = [self.body(item) for item in blocks.items]
        return OpenList(items, dict(blocks.open)) if blocks.open else items


def _joined(given: Any, made: list[Any]) -> list[Any]:
    """Join the blocks of a type that JSON syntax holds as an attribute, and those that a dynamic block makes."""
    if given is None:
        return made
    opened: dict[int, Unknown] = dict(given.open) if isinstance(given, OpenList) else {}
    if isinstance(given, Unknown):
        opened = {0: given}
    items = given if isinstance(given, list) else [given]
    if isinstance(made, OpenList):
        opened.update({len(items) + index: cause for index, cause in made.open.items()})
    return OpenList([*items, *made], opened) if opened else [*items, *made]


def _partial(result: dict[str, Any], body: EvaluatedBody) -> PartialMap:
    """Return the dict of a block with a syntax error in it: there may be more arguments, and more blocks of each type."""
    span = body.header_span
    missing = Unknown(SyntaxFault("block", span=span))
    for name in body.blocks:
        blocks = result[name]
        opened = dict(blocks.open) if isinstance(blocks, OpenList) else {}
        result[name] = OpenList([*blocks, missing], {**opened, len(blocks): missing})
    return PartialMap(result, missing)
