"""The parts of expressions, with the names that `for` expressions add to each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riveter.hcl import nodes as n

Names = frozenset[str]
NO_NAMES: Names = frozenset()

_LITERALS = (n.StringLit, n.NumberLit, n.BoolLit, n.NullLit, n.Invalid)


def walk(expr: n.Expr, names: Names = NO_NAMES) -> Iterator[tuple[Any, Names]]:
    """Yield every part of an expression that is no literal, with the names that are local to it. The expression comes first.

    The `Variable` at the root of a `Traversal` or `Splat` comes with that, not by itself. The type in a call of `convert` is left out.
    """
    stack: list[tuple[Any, Names]] = [(expr, names)]
    while stack:
        node, visible = stack.pop()
        kind = type(node)
        if kind in _LITERALS:
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
    """The first name of a reference; None for any other part of an expression."""
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
    """The attribute names that follow the first name of a reference, up to the first other step."""
    names: list[str] = []
    for step in getattr(node, "steps", ()):
        if not isinstance(step, n.Attr):
            break
        names.append(step.name)
    return [] if isinstance(node, n.Splat) else names


def _push_steps(steps: tuple[n.Step, ...], visible: Names, stack: list[tuple[Any, Names]]) -> None:
    for step in steps:
        if isinstance(step, n.Index):
            stack.append((step.key, visible))
        elif isinstance(step, n.SplatStep):
            _push_steps(step.steps, visible, stack)


def _push_parts(node: Any, visible: Names, stack: list[tuple[Any, Names]]) -> None:
    """Push the parts of any other node, each with the names it sees."""
    if isinstance(node, (n.ForTuple, n.ForObject, n.TemplateFor)):
        stack.append((node.collection, visible))
        visible = visible | {name for name in (node.key_var, node.value_var) if name}
        if isinstance(node, n.TemplateFor):
            stack.extend([(part, visible) for part in node.body])
            return
        parts = (node.value, node.condition, node.key if isinstance(node, n.ForObject) else None)
        stack.extend([(part, visible) for part in parts if part is not None])
    elif isinstance(node, n.ObjectCons):
        for item in node.items:
            if type(item.key) is not n.StringLit:
                stack.append((item.key, visible))
            stack.append((item.value, visible))
    elif isinstance(node, n.TupleCons):
        stack.extend([(item, visible) for item in node.items])
    elif isinstance(node, n.Template):
        stack.extend([(part, visible) for part in node.parts])
    elif isinstance(node, n.TemplateIf):
        stack.extend([(part, visible) for part in (node.condition, *node.then, *node.otherwise)])
    elif isinstance(node, n.TemplateWrap):
        stack.append((node.expr, visible))
    elif isinstance(node, n.Conditional):
        stack.extend([(node.condition, visible), (node.then, visible), (node.otherwise, visible)])
    elif isinstance(node, n.Binary):
        stack.extend([(node.left, visible), (node.right, visible)])
    elif isinstance(node, n.Unary):
        stack.append((node.operand, visible))
