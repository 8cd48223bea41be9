"""Where the value of an argument comes from: the expression in a file that has to change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from riveter.core.origins import ValueOrigin
from riveter.core.source import SourceFile, Span
from riveter.findings import Provenance
from riveter.fixing.text_edits import NotEditableError
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse

Sources = Callable[[str], SourceFile | None]
"""Gives the text of a file by its shown name; None for files that are not edited."""

_IN_FILES = (ValueOrigin.WRITTEN, ValueOrigin.DEFAULT, ValueOrigin.TYPE_DEFAULT, ValueOrigin.FILE)


class Place(msgspec.Struct, frozen=True):
    """An expression of a file. missing: the keys below it at which a value has to be added, if it is an object without them.

    default_of: the variable whose default it is, if the value comes from a default of a variable that is used directly.
    """

    source: SourceFile
    start: int
    end: int
    expr: n.Expr
    missing: tuple[str, ...] = ()
    default_of: str = ""


class Trees:
    """The syntax trees of files, parsed once."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._parsed: dict[str, tuple[SourceFile, n.Body]] = {}

    def get(self, name: str) -> tuple[SourceFile, n.Body]:
        """Return the text and tree of a file. Raises `NotEditableError` if it is none to edit."""
        known = self._parsed.get(name)
        if known is None:
            source = self._sources(name)
            if source is None:
                raise NotEditableError("the file is not one that riveter edits")
            known = self._parsed[name] = (source, parse(source).body)
        return known

    def block_at(self, span: Span) -> tuple[SourceFile, n.Block]:
        """Return the block of the top level at a place."""
        source, body = self.get(span.file)
        for block in body.blocks:
            if source.span(block.start, block.end) == span:
                if block.incomplete:
                    raise NotEditableError("the block has a syntax error")
                return source, block
        raise NotEditableError("the block was not found in its file")

    def block_around(self, span: Span) -> tuple[SourceFile, n.Block]:
        """Return the block of the top level that a place lies in."""
        source, body = self.get(span.file)
        start, end = _offsets(source, span)
        for block in body.blocks:
            if block.start <= start and end <= block.end and not block.incomplete:
                return source, block
        raise NotEditableError("the block was not found in its file")


def origin(trees: Trees, source: SourceFile, expr: n.Expr, steps: Sequence[Provenance], rest: tuple[str, ...]) -> Place:
    """Return the place of the value of an expression.

    steps: its provenance. rest: keys below it. Raises `NotEditableError` if the value is computed, or if nothing in a file gives it.
    """
    left = [*steps]
    default_of = ""
    first = True
    for _ in range(len(steps) + 2):
        while isinstance(expr, n.TemplateWrap):
            expr = expr.expr
        while rest and isinstance(expr, n.ObjectCons):
            item = next((i for i in expr.items if isinstance(i.key, n.StringLit) and i.key.value == rest[0]), None)
            if item is None:
                return Place(source, expr.start, expr.end, expr, rest)
            expr, rest = item.value, rest[1:]
        if not _is_reference(expr):
            if rest:
                raise NotEditableError("the value is computed")
            _check_literal(expr)
            return Place(source, expr.start, expr.end, expr, (), default_of)
        if not left:
            raise NotEditableError("the value is not written in the configuration")
        count = next((i for i, step in enumerate(left) if step.what != left[0].what), len(left))
        step = left[count - 1]
        left = left[count:]
        if step.how not in _IN_FILES:
            raise NotEditableError(f"the value of {step.what} is not in a file of the configuration ({step.words})")
        default_of = step.what[4:] if first and step.how is ValueOrigin.DEFAULT and step.what.startswith("var.") else ""
        first = False
        source, expr, rest = _expression_at(trees, step.span, rest)
    raise NotEditableError("the value is computed")


def _is_reference(expr: n.Expr) -> bool:
    if isinstance(expr, n.Traversal):
        return isinstance(expr.source, n.Variable)
    return isinstance(expr, n.Variable)


def _check_literal(expr: n.Expr) -> None:
    """Raise `NotEditableError` if an expression reads a variable, a local value or a loop: the value would be lost."""
    stack: list[n.Node] = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, n.Variable) and node.name in ("var", "local", "each", "count", "module"):
            raise NotEditableError("the value is computed")
        if isinstance(node, n.Invalid):
            raise NotEditableError("the value has a syntax error")
        stack.extend(n.children(node))


def _expression_at(trees: Trees, span: Span, rest: tuple[str, ...]) -> tuple[SourceFile, n.Expr, tuple[str, ...]]:
    """Return the expression at a place; without the keys of it that the place has taken already."""
    source, body = trees.get(span.file)
    start, end = _offsets(source, span)
    stack: list[n.Node] = [body]
    while stack:
        node = stack.pop()
        if node.start == start and node.end == end and not isinstance(node, (n.Attribute, n.Block, n.Body, n.Label)):
            return source, node, rest  # type: ignore[return-value]  # all others are expressions or parts of one
        stack.extend(child for child in n.children(node) if child.start <= start and child.end >= end)
    raise NotEditableError("the value was not found in its file")


def _offsets(source: SourceFile, span: Span) -> tuple[int, int]:
    starts = source.line_starts
    if span.end_line > len(starts):
        raise NotEditableError("the value was not found in its file")
    return starts[span.start_line - 1] + span.start_col - 1, starts[span.end_line - 1] + span.end_col - 1
