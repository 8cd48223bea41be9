"""Which blocks of the configuration the elements of a plan or state come from: in a set, they have another order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riveter.core.values import Unknown
from riveter.resource import PathKeys
from riveter.terraform.documents.masks import step

UNSURE: Any = object()
"""It is not known whether, and how, something is set."""

MAX_MATCHED = 200
"""If there are more blocks than this, elements are not distinguished."""


def is_expression(written: Any) -> bool:
    """Return whether this is the expression of an argument, not the expressions of a block."""
    return isinstance(written, dict) and ("references" in written or "constant_value" in written)


def is_constant_at(written: Any, path: PathKeys) -> bool:
    """Return whether the value at a path is constant in each block of the configuration that it may come from.

    written: the expressions of a block. In a set, the blocks of a plan may stand in another order. Terraform lists no `dynamic` blocks.
    """
    blocks = [written]
    for key in path:
        if isinstance(key, int):
            continue
        inner = [block.get(key) for block in blocks if isinstance(block, dict)]
        blocks = [block for item in inner for block in (item if isinstance(item, list) else [item])]
        if any(is_expression(block) or not block for block in blocks):
            return all(isinstance(block, dict) and "constant_value" in block for block in blocks)
        if len(blocks) > MAX_MATCHED:
            return False
    return all(_is_constant(block) for block in blocks)


def _is_constant(written: Any) -> bool:
    """Return whether all expressions in blocks are constant."""
    stack = [written]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif not isinstance(item, dict) or not item or "references" in item:
            return False
        elif "constant_value" not in item:
            stack.extend(item.values())
    return True


def passed_on(written: Any) -> Any:
    """Return what is known about the elements of a value: as much as about the value."""
    return written if is_expression(written) else UNSURE


def written_in(written: Any, item: dict[str, Any], number: int, planned: Callable[[str, str], str]) -> Any:
    """Return the expressions of the blocks of one type that may be those of an element: in a set they may stand in another order.

    number: how many elements there are. Where there are more than blocks that are written, `dynamic` blocks make the others.
    planned: gives the text that the provider plans for one that is written, by the name of the argument.
    """
    if isinstance(written, dict):
        return UNSURE if is_expression(written) else written
    if not isinstance(written, list) or number > len(written):
        return UNSURE
    blocks = [block for block in written if isinstance(block, dict)]
    if len(blocks) > 1 and len(blocks) <= MAX_MATCHED:
        blocks = [block for block in blocks if _fits(item, _constants(block, planned))] or blocks
    joined: dict[str, Any] = {}
    for block in blocks:
        joined.update(block)
    return joined


def _constants(block: dict[str, Any], planned: Callable[[str, str], str]) -> dict[str, Any]:
    """Return the arguments of a block whose values are constant, as they are planned."""
    constants = {
        name: expression["constant_value"]
        for name, expression in block.items()
        if isinstance(expression, dict) and "constant_value" in expression
    }
    return {name: planned(name, value) if isinstance(value, str) else value for name, value in constants.items()}


def match_blocks(known: list[Any], shape: Any, unknown: list[Any] | None = None) -> list[int | None]:
    """Return, for each block of a document, the block of the configuration it comes from, if only one fits.

    The blocks of a set may have another order in a document than in the configuration. A block fits if no known simple value differs. It
    fits better if the document knows all values that it sets. unknown: the masks of the blocks.
    """
    if not isinstance(shape, list):
        return []
    if len(known) == 1 and len(shape) == 1:
        return [0]
    if len(known) * len(shape) > 250_000:
        return []
    result: list[int | None] = []
    for index, item in enumerate(known):
        if not isinstance(item, dict):
            result.append(index if len(known) == len(shape) else None)
            continue
        fits = [at for at, block in enumerate(shape) if isinstance(block, dict) and _fits(item, block)]
        if len(fits) > 1:
            mask = unknown[index] if unknown is not None and index < len(unknown) else None
            fits = [at for at in fits if not _is_unknown_there(item, mask, shape[at])] or fits
        result.append(fits[0] if len(fits) == 1 else None)
    return result


def _fits(item: dict[str, Any], block: dict[str, Any]) -> bool:
    for name, value in block.items():
        if isinstance(value, (str, int, float)) and name in item:
            other = item[name]
            if isinstance(other, (str, int, float)) and _text(other) != _text(value):
                return False
            if other is None:
                return False
        elif isinstance(value, list) and value and not _fits_list(item.get(name), value):
            return False
    return True


def _is_unknown_there(item: dict[str, Any], mask: Any, block: dict[str, Any]) -> bool:
    """Return whether a block of a document is unknown at a place where one of the configuration has a constant."""
    return any(
        (isinstance(item.get(name), Unknown) or step(mask, name) is True) and not _has_unknown(value)
        for name, value in block.items()
    )


def _has_unknown(value: Any) -> bool:
    return isinstance(value, Unknown) or (isinstance(value, list) and any(isinstance(item, Unknown) for item in value))


def _fits_list(known: Any, written: list[Any]) -> bool:
    """Return whether a list of a document, in any order, may be one of the configuration. Written values are known in both."""
    if not isinstance(known, list) or not all(isinstance(value, (str, int, float)) for value in written):
        return True
    if not all(isinstance(value, (str, int, float)) for value in known):
        return not any(value is None for value in known)
    return sorted(map(_text, known)) == sorted(map(_text, written))


def _text(value: str | int | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def in_source(path: PathKeys, values: Any, shape: Any) -> PathKeys:
    """Return the path with the indexes of the configuration's blocks."""
    result: list[str | int] = []
    for key in path:
        index: str | int = key
        if isinstance(key, int) and isinstance(values, list) and isinstance(shape, list):
            order = match_blocks(values, shape)
            match = order[key] if -len(order) <= key < len(order) else None
            index = match if match is not None else key
        result.append(index)
        values, shape = step(values, key), step(shape, index)
    return tuple(result)
