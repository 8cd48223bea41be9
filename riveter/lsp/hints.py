"""Inlay hints: the values of expressions with references, at the end of their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from riveter.core.clipping import cut
from riveter.core.paths import format_path
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.lsp.spots import Spot
from riveter.lsp.syntax import OF_CALLS, OF_PROVIDERS
from riveter.lsp.values import key_of, of_reference, resources_of
from riveter.reporters import sanitize
from riveter.reporters.values import leaves, show

MOST = 200
"""So many hints one answer has at most."""
WIDTH = 40
_VALUES = 2
"""So many different values are shown."""


def hints(spots: Iterable[Spot], wanted: types.Range) -> list[types.InlayHint]:
    """Return the hints for a range of a file."""
    for spot in spots:
        start, end = spot.text.offset_at(wanted.start), spot.text.offset_at(wanted.end)
        found: list[types.InlayHint] = []
        for block in spot.body.blocks:
            if block.start <= end and block.end >= start:
                for attribute, texts in _of_block(spot, block, start, end):
                    if texts and len(found) < MOST:
                        found.append(_hint(spot, attribute, texts))
        return found
    return []


def _hint(spot: Spot, attribute: n.Attribute, texts: list[str]) -> types.InlayHint:
    shown = " or ".join(cut(text, WIDTH) for text in texts[:_VALUES]) + (" …" if len(texts) > _VALUES else "")
    position = spot.text.range_at(attribute.end, attribute.end).start
    return types.InlayHint(position, f"= {sanitize.line(shown)}", types.InlayHintKind.Type, padding_left=True)


def _of_block(spot: Spot, block: n.Block, start: int, end: int) -> Iterator[tuple[n.Attribute, list[str]]]:
    if block.type in OF_PROVIDERS and len(block.labels) == 2:
        yield from _of_resource(spot, block, start, end)
        return
    for attribute in block.attributes:
        if not _is_wanted(attribute, start, end):
            continue
        if block.type == "locals":
            yield attribute, _of_text(spot, f"local.{attribute.name}", attribute.expr)
        elif (block.type == "module" and attribute.name not in OF_CALLS) or (
            block.type == "output" and attribute.name == "value"
        ):
            text = spot.written(attribute.expr)
            yield attribute, _of_text(spot, text, attribute.expr) if text else []


def _of_text(spot: Spot, text: str, expr: n.Expr) -> list[str]:
    return [
        value.text for value in of_reference(spot, text, expr, steps=False) if value.known and _is_short(value.text)
    ]


def _of_resource(spot: Spot, block: n.Block, start: int, end: int) -> Iterator[tuple[n.Attribute, list[str]]]:
    wanted = [(attribute, key) for attribute, key in _attributes(block, (block,)) if _is_wanted(attribute, start, end)]
    if not wanted:
        return
    values: dict[str, dict[str, None]] = {}
    for number, (used, resource) in enumerate(resources_of(spot, block)):
        if number > _VALUES * 5:
            break
        with spot.index.session.untouched(used):
            for key, _, value in leaves(resource, spot.result.secrets):
                if not isinstance(value, Unknown):
                    values.setdefault(key, {})[show(value)] = None
    for attribute, key in wanted:
        yield attribute, [text for text in values.get(key, ()) if _is_short(text)]


def _attributes(block: n.Block, nodes: tuple[n.Node, ...]) -> Iterator[tuple[n.Attribute, str]]:
    """Yield the arguments of a block and of those in it, with their dotted keys. Those of dynamic blocks have none."""
    for attribute in block.attributes:
        yield attribute, format_path(key_of([*nodes, attribute]))
    for inner in block.blocks:
        if inner.type != "dynamic":
            yield from _attributes(inner, (*nodes, inner))


def _is_wanted(attribute: n.Attribute, start: int, end: int) -> bool:
    return start <= attribute.end <= end and _has_reference(attribute.expr)


def _has_reference(expr: n.Expr) -> bool:
    stack: list[n.Node] = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, (n.Variable, n.Call)):
            return True
        stack.extend(n.children(node))
    return False


def _is_short(text: str) -> bool:
    """Return True for a value that a line has room for: no list and no map, unless it is empty."""
    return text[:1] not in ("[", "{") or text in ("[]", "{}")
