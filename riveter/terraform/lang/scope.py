"""The names an expression can see."""

from __future__ import annotations

from typing import Any, Protocol

import msgspec

from riveter.core.source import SourceFile, Span
from riveter.hcl.nodes import Expr, Traversal
from riveter.terraform.config.features import Feature
from riveter.terraform.functions import CallContext
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.value import TValue


class NameResolver(Protocol):
    """Resolves `var`, `local`, resources and similar names: a module instance, or nothing (tfvars files)."""

    budget: Budget

    def resolve(self, root: str, traversal: Traversal | None, scope: Scope) -> tuple[TValue, int]:
        """Return the value of the reference that begins with `root`, and how many steps of the traversal it took.

        Raises `EvaluationError`.
        """

    def offers(self, feature: Feature) -> bool | None:
        """Return whether the tool of the configuration has a feature; None if this is not known."""

    def call_context(self) -> CallContext:
        """Return the surroundings of function calls."""

    def begin_trace(self) -> Any:
        """Begin to note reads separately; pass the result to `end_trace`."""

    def end_trace(self, outer: Any) -> Any:
        """Return the reads since `begin_trace` (None if there were none); they also count as reads of the enclosing evaluation."""

    def drop_trace(self, outer: Any) -> None:
        """Drop the reads since `begin_trace`: the result does not depend on them."""

    def was_read(self, trace: Any) -> None:
        """Note the use of a name whose values were made elsewhere. The reads that the result depends on count as read here."""


class Binding(msgspec.Struct, frozen=True):
    """What the variables of a scope stand for: the element at `key` in the value of `expr`.

    value_var, key_var: how a `for` calls the element and its key. Both are empty for what is an object of both: ``each``, ``count``,
    the iterator of a dynamic block. key is no text or number when it is not known.
    """

    expr: Expr
    scope: Scope
    key: Any
    value_var: str = ""
    key_var: str = ""


class Scope:
    """Names beyond those of the module: `each`, `count`, `self`, the variables of `for` and of dynamic blocks.

    `source` is the file the expressions are written in. Scopes nest; an inner name hides an outer one.
    `trace`: the sources of the variables' values, if they are not part of the current expression (see `NameResolver`). `origin`: the
    expression with the values of the variables. `quiet`: problems are not reported, because the block may not exist.
    """

    __slots__ = ("names", "origin", "parent", "quiet", "source", "trace", "variables")

    def __init__(
        self,
        names: NameResolver,
        source: SourceFile,
        variables: dict[str, TValue] | None = None,
        parent: Scope | None = None,
        trace: Any = None,
        origin: Binding | None = None,
    ) -> None:
        self.names = names
        self.origin = origin
        self.source = source
        self.variables = variables
        self.parent = parent
        self.trace = trace
        self.quiet: bool = parent is not None and parent.quiet

    def child(self, variables: dict[str, TValue], trace: Any = None, origin: Binding | None = None) -> Scope:
        """Return a scope inside this one with more names."""
        return Scope(self.names, self.source, variables, self, trace, origin)

    def find(self, name: str) -> Scope | None:
        """Return the innermost scope that defines `name`; None if it is a name of the module."""
        scope: Scope | None = self
        while scope is not None:
            if scope.variables is not None and name in scope.variables:
                return scope
            scope = scope.parent
        return None

    def span(self, start: int, end: int) -> Span:
        """Return the span between two offsets of the file."""
        return self.source.span(start, end)
