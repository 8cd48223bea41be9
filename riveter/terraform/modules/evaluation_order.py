"""Evaluate long chains of dependent values in an order in which every value finds those that it depends on.

Evaluation is on demand: it recurses as deep as values depend on each other, and Python limits the depth. At a certain depth, the references
of the next value are found in the syntax and evaluated first, the farthest first, without recursing any deeper.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import META_ARGUMENTS, Declaration
from riveter.terraform.modules.tree import Module
from riveter.terraform.values.errors import EvaluationError

DEEP = 16
"""After so many values within each other the rest is put in order first."""

Node = tuple["Module", str, str, str]
"""A value: its module, kind (``local``, ``variable``, ``output``, ``expansion:…``, ``children``, ``outputs``, ``resource``, …), name, and
attribute."""


def evaluate_dependencies(module: Module, kind: str, name: str, attribute: str = "") -> None:
    """Evaluate the direct and indirect references of a value; the caller evaluates the value itself."""
    evaluated = module.tree.evaluated
    start: Node = (module, kind, name, attribute)
    if _id(start) in evaluated:
        return
    evaluated.add(_id(start))
    stack: list[tuple[Node, Iterator[Node]]] = [(start, _needs(start))]
    while stack:
        node, needs = stack[-1]
        for needed in needs:
            if _id(needed) not in evaluated:
                evaluated.add(_id(needed))
                stack.append((needed, _needs(needed)))
                break
        else:
            stack.pop()
            if stack:
                _evaluate(node)


def _id(node: Node) -> tuple[int, str, str, str]:
    module, kind, name, attribute = node
    return id(module), kind, name, attribute


def _evaluate(node: Node) -> None:
    """Evaluate a value; a problem is reported where the value is used."""
    module, kind, name, attribute = node
    try:
        if kind == "local":
            module.local(name)
        elif kind == "variable":
            module.variable(name)
        elif kind == "output":
            module.output(name)
        elif kind == "children":
            module.children(name)
        elif kind.startswith("expansion:"):
            table = kind.partition(":")[2]
            module.expansion(table, name, module.table(table)[name])
        elif kind in _RESOURCES:
            for instance in module.resource_instances(kind, name).values():
                instance.read(attribute)
    except EvaluationError:
        return


_RESOURCES = frozenset({"resource", "data", "ephemeral"})


def _needs(node: Node) -> Iterator[Node]:
    """Yield the values that a value refers to, as its expression is written."""
    module, kind, name, attribute = node
    config = module.config
    if kind == "local" and name in config.locals:
        yield from _in_expression(config.locals[name].attribute.expr, module)
    elif kind == "variable" and module.call is not None and module.parent is not None:
        argument = module.call.attributes.get(name)
        if argument is not None:
            yield (module.parent, "expansion:module", module.call.label(0), "")
            yield from _in_expression(argument.expr, module.parent)
    elif kind == "output" and name in config.outputs:
        yield from _in_attribute(config.outputs[name], "value", module)
    elif kind == "children" and name in config.calls:
        yield (module, "expansion:module", name, "")
    elif kind == "outputs" and name in config.calls:
        yield (module, "children", name, "")
        children = module.children(name)
        if not isinstance(children, Unknown):
            for child in children.values():
                yield (child, "output", attribute, "")
    elif kind.startswith("expansion:"):
        declared = module.table(kind.partition(":")[2]).get(name)
        if declared is not None:
            yield from _in_attribute(declared, "count", module)
            yield from _in_attribute(declared, "for_each", module)
    elif kind in _RESOURCES and name in module.table(kind):
        yield (module, f"expansion:{kind}", name, "")
        declared = module.table(kind)[name]
        if attribute in declared.attributes and attribute not in META_ARGUMENTS:
            yield from _in_attribute(declared, attribute, module)
        else:
            yield from _in_block(declared.block, module, kind == "data", attribute)


def _in_attribute(declared: Declaration, name: str, module: Module) -> Iterator[Node]:
    attribute = declared.attributes.get(name)
    if attribute is not None:
        yield from _in_expression(attribute.expr, module)


def _in_block(block: n.Block, module: Module, whole: bool, name: str) -> Iterator[Node]:
    """Yield the references of the nested blocks of a type, for blocks that are evaluated as a whole, such as those of data sources."""
    named = any(name in (nested.type, *(label.value for label in nested.labels)) for nested in block.blocks)
    stack = [block] if whole or named else []
    while stack:
        current = stack.pop()
        for attribute in current.attributes:
            if attribute.name not in META_ARGUMENTS or (attribute.name == "for_each" and current.type == "dynamic"):
                yield from _in_expression(attribute.expr, module)
        stack.extend(nested for nested in current.blocks if nested.type not in META_ARGUMENTS)


def _in_expression(expr: n.Expr, module: Module) -> Iterator[Node]:
    stack: list[Any] = [expr]
    while stack:
        node = stack.pop()
        steps: tuple[n.Step, ...] = ()
        while isinstance(node, (n.Traversal, n.Splat)):
            steps = (*node.steps, *steps)
            node = node.source
        stack.extend(step.key for step in steps if isinstance(step, n.Index))
        if isinstance(node, n.Variable):
            yield from _reference(node.name, [*_names(steps)], module)
        else:
            stack.extend(n.children(node))


def _names(steps: tuple[n.Step, ...]) -> Iterator[str]:
    """Yield the attribute names among steps, also those beyond an index or a splat."""
    for step in steps:
        if isinstance(step, n.Attr):
            yield step.name
        elif isinstance(step, n.SplatStep):
            yield from _names(step.steps)


def _reference(root: str, names: list[str], module: Module) -> Iterator[Node]:
    if not names:
        return
    if root == "local":
        yield (module, "local", names[0], "")
    elif root == "var":
        yield (module, "variable", names[0], "")
    elif root == "module":
        if names[0] in module.config.calls:
            yield (module, "outputs" if len(names) > 1 else "children", names[0], names[1] if len(names) > 1 else "")
    else:
        kind = root if root in _RESOURCES else "resource"
        path = names if root in _RESOURCES else [root, *names]
        name = ".".join(path[:2])
        if name not in module.table(kind):
            return  # ``each.value``, ``path.module``, or what is not declared
        if len(path) > 2:
            yield (module, kind, name, path[2])
        else:
            yield (module, f"expansion:{kind}", name, "")
