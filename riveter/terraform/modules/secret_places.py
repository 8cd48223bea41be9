"""Find the source locations of secrets: literals in sensitive expressions, and arguments that are secret by their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riveter.core.patterns import late
from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n

_ROOTS = frozenset(
    (
        "var",
        "local",
        "module",
        "data",
        "ephemeral",
        "each",
        "count",
        "self",
        "path",
        "terraform",
        "tofu",
        "resource",
        "action",
    )
)
_RESOURCE_TYPE = late(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


def keep_literals(secrets: Secrets, expr: n.Expr, source: SourceFile) -> None:
    """Add the places of the literals that a sensitive value is written with."""
    for start, end in literals(expr):
        secrets.add_place(source.name, start, end)


def literals(expr: n.Expr, *, secret: bool = True) -> Iterator[tuple[int, int]]:
    """Yield the literals of an expression that is secret, or of the calls of `sensitive` in it.

    The keys of a secret map are secret too, including bare words. Text that cannot be read, and words that refer to nothing, count as
    literals, because quotes may be missing.
    """
    stack: list[tuple[Any, bool]] = [(expr, secret)]
    while stack:
        node, hidden = stack.pop()
        if isinstance(node, n.ObjectItem):
            stack += [(node.value, hidden), (node.key, hidden)]
        elif isinstance(node, (n.StringLit, n.NumberLit, n.Invalid)) or _is_unquoted(node):
            if hidden:
                yield node.start, node.end
        elif isinstance(node, n.Traversal) and isinstance(node.source, n.Variable):
            stack.extend([(step, hidden) for step in node.steps])
        else:
            hidden = hidden or (isinstance(node, n.Call) and node.name == "sensitive")
            stack.extend([(child, hidden) for child in n.children(node)])


def _is_unquoted(node: n.Node) -> bool:
    """Return True for a reference that can't be one: a single word, or one that begins like no resource."""
    if isinstance(node, n.Variable):
        return node.name not in _ROOTS
    if not isinstance(node, n.Traversal) or not isinstance(node.source, n.Variable):
        return False
    return node.source.name not in _ROOTS and not _RESOURCE_TYPE.fullmatch(node.source.name)
