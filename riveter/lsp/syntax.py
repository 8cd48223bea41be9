"""What stands at a position of a configuration file: a name that is declared or referred to."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import META_ARGUMENTS

OF_CALLS = META_ARGUMENTS | {"source", "version", "providers"}
"""Arguments of a module call that are no variables of the module."""
_DECLARED = {"variable": "variable", "output": "output", "module": "module"}
OF_PROVIDERS = ("resource", "data", "ephemeral")
"""Blocks with a type and a name."""
_NOTHING = frozenset({"each", "count", "self", "path", "terraform", "provider"})


class Name(msgspec.Struct, frozen=True):
    """A name in a file.

    kind: ``variable``, ``local``, ``module``, ``output``, ``resource``, ``data``, ``ephemeral``, ``argument`` of a module call, or
    ``value`` of a variable. name: for resources, type and name with a dot between. call: of an output or argument, the name of the module
    call. start, end: where it stands. declares: whether it is declared there. node: the whole reference, of which the name is the
    beginning.
    """

    kind: str
    name: str
    start: int
    end: int
    call: str = ""
    declares: bool = False
    node: n.Expr | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """What is the same for all occurrences in a module."""
        return self.kind, self.name, self.call


def chain(body: n.Body, offset: int) -> list[n.Node]:
    """Return the nodes at an offset, from the outermost on."""
    found: list[n.Node] = [body]
    while True:
        inner = [node for node in n.children(found[-1]) if node.start <= offset <= node.end]
        if not inner:
            return found
        # at the border of two, the one that begins there
        found.append(inner[-1])


def names(body: n.Body, *, values: bool = False) -> Iterator[Name]:
    """Yield every name in a file. values: it is a file of values for variables."""
    if values:
        for attribute in body.attributes:
            yield Name("value", attribute.name, attribute.start, attribute.name_end)
        return
    for block in body.blocks:
        yield from _declared(block)
        yield from _referred(block)


def _declared(block: n.Block) -> Iterator[Name]:
    labels = block.labels
    if block.type in _DECLARED and len(labels) == 1:
        yield Name(_DECLARED[block.type], labels[0].value, labels[0].start, labels[0].end, declares=True)
    elif block.type in OF_PROVIDERS and len(labels) == 2:
        name = f"{labels[0].value}.{labels[1].value}"
        yield Name(block.type, name, labels[1].start, labels[1].end, declares=True)
    if block.type == "locals":
        for attribute in block.attributes:
            yield Name("local", attribute.name, attribute.start, attribute.name_end, declares=True)
    if block.type == "module" and labels:
        for attribute in block.attributes:
            if attribute.name not in OF_CALLS:
                yield Name("argument", attribute.name, attribute.start, attribute.name_end, call=labels[0].value)


def _referred(node: n.Node) -> Iterator[Name]:
    stack: list[n.Node] = [node]
    while stack:
        node = stack.pop()
        if isinstance(node, n.Traversal) and isinstance(node.source, n.Variable):
            yield from names_in(node)
        stack.extend(n.children(node))


def names_in(reference: n.Traversal) -> Iterator[Name]:
    """Yield the names that a reference begins with: ``module.a.b`` is a call and an output."""
    root = reference.source
    assert isinstance(root, n.Variable)
    steps = reference.steps
    first = steps[0] if steps else None
    if not isinstance(first, n.Attr) or root.name in _NOTHING:
        return
    start, end = root.start, first.end
    if root.name in ("var", "local"):
        yield Name("variable" if root.name == "var" else "local", first.name, start, end, node=reference)
    elif root.name == "module":
        yield Name("module", first.name, start, end, node=reference)
        output = next((step for step in steps[1:3] if isinstance(step, n.Attr)), None)
        if output is not None:
            yield Name("output", output.name, output.end - len(output.name), output.end, first.name, node=reference)
    elif root.name in ("data", "ephemeral"):
        second = steps[1] if len(steps) > 1 else None
        if isinstance(second, n.Attr):
            yield Name(root.name, f"{first.name}.{second.name}", start, second.end, node=reference)
    else:
        yield Name("resource", f"{root.name}.{first.name}", start, end, node=reference)


def name_at(body: n.Body, offset: int, *, values: bool = False) -> Name | None:
    """Return the name at an offset; behind its last character counts. For a later part of a reference, its last name."""
    best: Name | None = None
    for name in names(body, values=values):
        if name.start <= offset <= name.end:
            return name
        node = name.node
        if node is not None and name.end < offset <= node.end and node.start <= offset:
            inside = any(
                isinstance(step, n.Index)
                and step.key.start <= offset <= step.key.end
                and not isinstance(step.key, n.StringLit)
                for step in getattr(node, "steps", ())
            )
            if not inside and (best is None or name.start >= best.start):
                best = name
    return best
