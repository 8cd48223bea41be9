"""The parts of expressions, with the names that `for` expressions add to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riveter.hcl import nodes as n

Names = frozenset[str]
NO_NAMES: Names = frozenset()

NO_RESOURCES = frozenset({"var", "local", "module", "each", "count", "self", "path", "terraform", "tofu"})
"""The first names of references that lead to no resource of the module."""

LITERALS = frozenset((n.StringLit, n.NumberLit, n.BoolLit, n.NullLit, n.Invalid))
"""The kinds of nodes in which there are no names."""


def walk(expr: n.Expr, names: Names = NO_NAMES) -> Iterator[tuple[Any, Names]]:
    """Yield every part of an expression that is no literal, with the names that are local to it. The expression comes first.

    The `Variable` at the root of a `Traversal` or `Splat` comes with that, not by itself. The type in a call of `convert` is left out.
    """
    stack: list[tuple[Any, Names]] = [(expr, names)]
    while stack:
        node, visible = stack.pop()
        kind = type(node)
        if kind in LITERALS:
            continue
        if kind is n.ObjectItem:
            stack.extend([(part, visible) for part in n.children(node)])
            continue
        yield node, visible
        if kind is n.Traversal or kind is n.Splat:
            if type(node.source) is not n.Variable:
                stack.append((node.source, visible))
            _push_steps(node.steps, visible, stack)
        elif kind is n.Call:
            args = node.args[:1] if node.name in ("convert", "core::convert") else node.args
            stack.extend([(arg, visible) for arg in args])
        elif kind is not n.Variable:
            _push_parts(node, visible, stack)


def root_of(node: Any) -> str | None:
    """Return the first name of a reference; None for any other expression."""
    if type(node) is n.Variable:
        return node.name
    if type(node) in (n.Traversal, n.Splat) and type(node.source) is n.Variable:
        return str(node.source.name)
    return None


def references(expr: n.Expr, names: Names = NO_NAMES) -> Iterator[tuple[str, Any]]:
    """Yield the references of an expression beyond its own names: the first name, and the node."""
    for node, visible in walk(expr, names):
        root = root_of(node)
        if root is not None and root not in visible:
            yield root, node


def names_after(node: Any) -> list[str]:
    """Return the attribute names that follow the first name of a reference, up to the first other step."""
    names: list[str] = []
    if type(node) is n.Traversal:
        for step in node.steps:
            if not isinstance(step, n.Attr):
                break
            names.append(step.name)
    return names


def _push_steps(steps: tuple[n.Step, ...], visible: Names, stack: list[tuple[Any, Names]]) -> None:
    for step in steps:
        if isinstance(step, n.Index):
            stack.append((step.key, visible))
        elif isinstance(step, n.SplatStep):
            _push_steps(step.steps, visible, stack)


def _push_parts(node: Any, visible: Names, stack: list[tuple[Any, Names]]) -> None:
    """Push the parts of any other node, each with the names it sees."""
    parts = n.children(node)
    if isinstance(node, (n.ForTuple, n.ForObject, n.TemplateFor)):
        inner = visible | {name for name in (node.key_var, node.value_var) if name}
        stack.extend([(part, visible if part is node.collection else inner) for part in parts])
    else:
        stack.extend([(part, visible) for part in parts])
