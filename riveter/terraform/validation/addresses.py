"""Arguments that name things instead of having values: traversals that are written out."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.hcl import nodes as n
from riveter.terraform.lang.expression_walk import root_of


class Address:
    """The names in a static traversal, in order, with index keys as in the source (None for an invalid key)."""

    def __init__(self, expr: n.Expr) -> None:
        self.root = root_of(expr) or ""
        self.steps: tuple[n.Step, ...] = expr.steps if isinstance(expr, n.Traversal) else ()

    @property
    def names(self) -> list[str]:
        """The first name and the attribute names, without index keys."""
        return [self.root, *(step.name for step in self.steps if isinstance(step, n.Attr))]

    @property
    def keys(self) -> list[n.Expr]:
        """The index keys."""
        return [step.key for step in self.steps if isinstance(step, n.Index)]

    @property
    def is_module(self) -> bool:
        """Whether it ends at a module."""
        names = self.names
        return self.root == "module" and len(names) % 2 == 0 and all(name == "module" for name in names[::2])

    @property
    def resource(self) -> list[str]:
        """The names from the type of the resource on (or from `data`), without the modules around it."""
        names = self.names
        while len(names) > 2 and names[0] == "module":
            names = names[2:]
        return names

    @property
    def is_data(self) -> bool:
        """Whether it is the address of a data source."""
        return self.resource[0] == "data"


def is_traversal(expr: n.Expr) -> bool:
    """Tell whether an expression is a static traversal: names, and index keys that are literals."""
    if isinstance(expr, n.Variable):
        return True
    return isinstance(expr, n.Traversal) and isinstance(expr.source, n.Variable) and not any(_dynamic_keys(expr))


def _dynamic_keys(expr: n.Traversal) -> Iterator[bool]:
    for step in expr.steps:
        yield isinstance(step, n.Index) and not isinstance(step.key, (n.StringLit, n.NumberLit))
