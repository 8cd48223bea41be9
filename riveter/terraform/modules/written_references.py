"""What the declarations of a directory refer to, as it is written, and what a change of some of them reaches.

The answer errs on the side of change: what is not an ordinary reference (files that functions read, JSON syntax, overrides) may be one to
anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.lang.expression_walk import names_after, references, walk

T = TypeVar("T")
Node = tuple[str, str]
"""A kind of declaration (``resource``, ``data``, ``local``, …) and its name there."""

EVERYTHING: Node = ("everything", "")
"""Referred to by a declaration of which it is not known what it refers to. It counts as changed as soon as anything is."""

_NAMED = {"var": "variable", "local": "local", "module": "module"}
_OF_TYPE = ("data", "ephemeral", "action")
_NO_REFERENCE = frozenset({"each", "count", "self", "path", "terraform", "tofu"})
_READS_FILES = ("file", "templatefile", "templatestring")
_WORDS = frozenset({"ignore_changes", "iterator", "provider", "providers", "when", "on_failure", "events"})
"""Arguments whose words are no references to values. Whatever a change of a provider's configuration concerns, it is everything."""


def tables(config: ModuleConfig) -> Iterator[tuple[str, Mapping[str, Declaration]]]:
    """Yield the tables of the declarations that may refer to others, each with their kind. Locals have none."""
    yield "variable", config.variables
    yield "output", config.outputs
    yield "resource", config.resources
    yield "data", config.data
    yield "ephemeral", config.ephemeral
    yield "action", config.actions
    yield "module", config.calls


class References:
    """The references of declarations. They are kept as long as somebody asks for them in every run."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[n.Node, frozenset[Node]]] = {}
        self._asked: dict[int, tuple[n.Node, frozenset[Node]]] = {}

    def end_run(self) -> None:
        """Forget what nobody has asked for."""
        if self._asked:
            self._known, self._asked = self._asked, {}

    def to_each(self, config: ModuleConfig) -> dict[Node, set[Node]]:
        """Return the declarations of a directory that refer to each declaration."""
        referring: dict[Node, set[Node]] = {}
        for kind, table in tables(config):
            for name, declared in table.items():
                plain = not (declared.attribute_sources or declared.block_sources)
                found = self._of(declared.block, declared, referred) if plain else referred(declared)
                for node in found:
                    referring.setdefault(node, set()).add((kind, name))
        for name, local in config.locals.items():
            for node in self._of(local.attribute, local.attribute.expr, _in_expression):
                referring.setdefault(node, set()).add(("local", name))
        return referring

    def _of(self, node: n.Node, given: T, find: Callable[[T], Iterable[Node]]) -> frozenset[Node]:
        found = self._known.get(id(node)) or self._asked.get(id(node))
        if found is None or found[0] is not node:
            found = node, frozenset(find(given))
        self._asked[id(node)] = found
        return found[1]


def closure(changed: Iterable[Node], referring: Mapping[Node, set[Node]]) -> set[Node]:
    """Return some declarations, and those that refer to them, directly or not. Some file has changed: what refers to anything counts."""
    found = {*changed, EVERYTHING}
    waiting = [*found]
    while waiting:
        for node in referring.get(waiting.pop(), ()):
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found


def uses(declared: Declaration, changed: Collection[Node]) -> bool:
    """Return True if a block refers to one of some declarations."""
    return not referred(declared).isdisjoint(changed)


def referred(declared: Declaration) -> set[Node]:
    """Return the declarations of the same module that a block refers to, as it is written."""
    found: set[Node] = set()
    if declared.block.from_json or declared.attribute_sources or declared.block_sources:
        return {EVERYTHING}
    stack = [declared.block]
    while stack:
        block = stack.pop()
        for attribute in block.attributes:
            if attribute.name in _WORDS or (attribute.name == "type" and block.type in ("variable", "output")):
                continue
            if attribute.name == "depends_on" and _has_text(attribute.expr):
                found.add(EVERYTHING)
            found.update(_in_expression(attribute.expr))
        stack.extend(block.blocks)
    return found


def _has_text(expr: n.Expr) -> bool:
    return any(type(child) is n.StringLit for child in n.children(expr))


def _in_expression(expr: n.Expr) -> Iterator[Node]:
    for node, _ in walk(expr):
        if type(node) is n.Call and node.name.removeprefix("core::").startswith(_READS_FILES):
            yield EVERYTHING
    for root, node in references(expr):
        if root in _NO_REFERENCE:
            continue
        names = names_after(node)
        if root in _OF_TYPE:
            yield (root, ".".join(names[:2])) if len(names) > 1 else EVERYTHING
        elif not names:
            yield EVERYTHING
        elif root in _NAMED:
            yield _NAMED[root], names[0]
        else:
            yield "resource", f"{root}.{names[0]}"
