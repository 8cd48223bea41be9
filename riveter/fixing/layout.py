"""Alignment of equals signs and comments behind arguments, as `terraform fmt` does it, around changed places only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from riveter.core.source import SourceFile
from riveter.fixing.text_edits import TextEdit
from riveter.hcl import nodes as n


class _Item(msgspec.Struct):
    """An argument of a body, or an item of an object, that begins a line.

    single: whether its value counts as being in one line: then it is aligned with its neighbours. comment: the start of a comment behind
    it; -1 if there is none.
    """

    start: int
    name_end: int
    equals: int
    value: int
    end: int
    first_line: int
    last_line: int
    single: bool
    comment: int = -1


def realigned(source: SourceFile, body: n.Body, places: Sequence[tuple[int, int]]) -> list[TextEdit]:
    """Return the edits that align the arguments at some places with those around them.

    Where the arguments around them were not aligned before, nothing is changed.
    """
    edits: list[TextEdit] = []
    for items in _lists(source, body):
        for chain in _chains(items):
            touched = [_touches(item, source, places) for item in chain]
            if any(touched):
                edits += _equals(source.text, chain, touched, places)
    return edits


def comments_realigned(source: SourceFile, body: n.Body, places: Sequence[tuple[int, int]]) -> list[TextEdit]:
    """Return the edits that align the comments behind arguments at some places; equals signs must be aligned before."""
    edits: list[TextEdit] = []
    for items in _lists(source, body):
        for chain in _comment_chains(items):
            touched = [_touches(item, source, places) for item in chain]
            if any(touched):
                edits += _comments(source, chain, touched, places)
    return edits


def _touches(item: _Item, source: SourceFile, places: Sequence[tuple[int, int]]) -> bool:
    line_start = source.line_starts[item.first_line - 1]
    return any(start <= item.end and end >= line_start for start, end in places)


def _differ(columns: Iterable[tuple[_Item, int]], places: Sequence[tuple[int, int]]) -> bool:
    """Return True if items that were aligned with each other before are not. Something that was removed may have been between them."""
    cuts = [start for start, end in places if start == end]
    known: dict[int, int] = {}
    return any(known.setdefault(sum(cut <= item.start for cut in cuts), column) != column for item, column in columns)


def _equals(text: str, chain: list[_Item], touched: list[bool], places: Sequence[tuple[int, int]]) -> list[TextEdit]:
    others = [item for item, new in zip(chain, touched, strict=True) if not new]
    if _differ(((item, item.equals - item.start) for item in others), places):
        return []
    if any(text[item.name_end : item.equals] != " " * (item.equals - item.name_end) for item in others):
        return []
    if any(item.equals == item.name_end or item.value != item.equals + 2 for item in others):
        return []
    width = max(item.name_end - item.start for item in chain)
    return [
        TextEdit(item.name_end, item.value, " " * (width - (item.name_end - item.start) + 1) + "= ")
        for item in chain
        if text[item.name_end : item.value] != " " * (width - (item.name_end - item.start) + 1) + "= "
    ]


def _comments(
    source: SourceFile, chain: list[_Item], touched: list[bool], places: Sequence[tuple[int, int]]
) -> list[TextEdit]:
    starts = source.line_starts
    others = [item for item, new in zip(chain, touched, strict=True) if not new]
    if _differ(((item, item.comment - starts[item.last_line - 1]) for item in others), places):
        return []
    column = max(item.end - starts[item.last_line - 1] for item in chain) + 1
    return [
        TextEdit(item.end, item.comment, " " * (column - (item.end - starts[item.last_line - 1])))
        for item in chain
        if item.comment - starts[item.last_line - 1] != column
    ]


def _chains(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    chain: list[_Item] = []
    for item in items:
        if not item.single or (chain and item.first_line != chain[-1].last_line + 1):
            if chain:
                yield chain
            chain = []
        if item.single:
            chain.append(item)
    if chain:
        yield chain


def _comment_chains(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    chain: list[_Item] = []
    for item in items:
        usable = item.comment >= 0 and item.first_line == item.last_line
        if not usable or (chain and item.first_line != chain[-1].last_line + 1):
            if chain:
                yield chain
            chain = []
        if usable:
            chain.append(item)
    if chain:
        yield chain


def _lists(source: SourceFile, body: n.Body) -> Iterator[list[_Item]]:
    """Yield the arguments of each body, and the items of each object, in order."""
    comments = {comment.start: comment for comment in body.comments}
    stack: list[n.Node] = [body]
    while stack:
        node = stack.pop()
        items: list[_Item | None] = []
        if isinstance(node, (n.Body, n.Block)):
            items = [_item(source, comments, each.start, each.name_end, each.expr) for each in node.attributes]
        elif isinstance(node, n.ObjectCons):
            items = [
                _item(source, comments, each.start, _key_end(source.text, each), each.value) for each in node.items
            ]
        found = [item for item in items if item is not None]
        if found:
            yield found
        stack.extend(n.children(node))


def _key_end(text: str, item: n.ObjectItem) -> int:
    end = item.key.end
    if item.start < item.key.start:  # in parentheses
        end = text.find(")", end) + 1
    return end


def _item(source: SourceFile, comments: dict[int, n.Comment], start: int, name_end: int, expr: n.Expr) -> _Item | None:
    text = source.text
    line = source.position(start).line
    if text[source.line_starts[line - 1] : start].strip(" \t"):
        return None
    equals = name_end
    while text[equals : equals + 1] in (" ", "\t"):
        equals += 1
    if text[equals : equals + 1] != "=":
        return None
    value = equals + 1
    while text[value : value + 1] in (" ", "\t"):
        value += 1
    last = source.position(expr.end).line
    heredoc = text.startswith("<<", value)
    if heredoc and expr.end and text[expr.end - 1] == "\n":
        last -= 1
    at = expr.end
    if not heredoc and text[at : at + 1] == ",":
        at += 1
    end = at
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    single = heredoc or last == line
    comment = at if at in comments and not heredoc else -1
    if comment >= 0 and (below := source.position(comments[at].end).line) > last:  # the next argument is below it
        last, comment = below, -1
    return _Item(start, name_end, equals, value, end, line, last, single, comment)
