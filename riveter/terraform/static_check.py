"""What is wrong with references and calls whatever the values are, also where evaluation never comes by.

Terraform refuses these when it validates: the branch of a conditional that is not taken, a resource with `count = 0`, conditions of
`lifecycle`, `check` and `validation` blocks are read all the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from riveter.hcl import nodes as n
from riveter.source import SourceFile
from riveter.terraform.config import Declaration
from riveter.terraform.cycles import References
from riveter.terraform.errors import EvaluationError
from riveter.terraform.evaluator import UNKNOWN_FUNCTION, unknown_function
from riveter.terraform.references import undeclared_reference

if TYPE_CHECKING:
    from riveter.terraform.module import ModuleInstance

Names = frozenset[str]
_NONE: Names = frozenset()

_NOT_REFERENCES = frozenset({"provider", "providers", "ignore_changes", "type", "iterator"})
"""Arguments whose traversals do not name values of the module (`type` of a variable only)."""

_NO_DEPENDENCIES = frozenset(
    {"var", "module", "ephemeral", "resource", "path", "terraform", "tofu", "each", "count", "self"}
)
"""What can't lead back within a module, or is left to evaluation."""

_LITERALS = (n.StringLit, n.NumberLit, n.BoolLit, n.NullLit, n.Invalid)


def check_module(module: ModuleInstance) -> None:
    """Report every reference to what is not declared, and every call of a function there is not."""
    config = module.config
    if config.incomplete:
        return  # what seems undeclared may have got lost in a syntax error
    check = _Check(module)
    for error in _errors(check):
        module.tree.report(error)
    for names, error in check.references.cycles():
        module.tree.report(error)
        module.tree.cyclic.update((id(config), name) for name in names)


def undeclared(expr: n.Expr, module: ModuleInstance, source: SourceFile) -> Iterator[EvaluationError]:
    """The references of a single expression to what is not declared in the module."""
    for error in _in_expression(expr, _NONE, _Check(module), source):
        if error.summary != UNKNOWN_FUNCTION:  # found when it is called, as in Terraform's console
            yield error


class _Check:
    """What is checked: a module, and which of its declarations is at hand (where cycles are of interest)."""

    __slots__ = ("current", "module", "references")

    def __init__(self, module: ModuleInstance) -> None:
        self.module = module
        self.current = ""
        self.references = References()


def _errors(check: _Check) -> Iterator[EvaluationError]:
    config = check.module.config
    for name, local in config.locals.items():
        check.current = f"local.{name}"
        yield from _in_expression(local.attribute.expr, _NONE, check, local.source)
    for prefix, table in (("", config.resources), ("data.", config.data)):
        for name, declared in table.items():
            check.current = prefix + name
            yield from _in_declaration(declared, check, _NONE)
    check.current = ""
    for table in (config.ephemeral, config.outputs, config.calls, config.variables):
        for declared in table.values():
            yield from _in_declaration(declared, check, _NONE)
    for declared in config.providers:
        yield from _in_declaration(declared, check, _NONE)
    for declared in config.checks.values():
        scoped = frozenset(
            f"data.{block.labels[0].value}.{block.labels[1].value}"
            for block in declared.blocks("data")
            if len(block.labels) == 2
        )
        yield from _in_declaration(declared, check, scoped)


def _in_declaration(declared: Declaration, check: _Check, names: Names) -> Iterator[EvaluationError]:
    kind = declared.block.type
    for attribute in declared.attributes.values():
        if attribute.name in _NOT_REFERENCES and (attribute.name != "type" or kind == "variable"):
            continue
        if kind == "module" and attribute.name in ("source", "version"):
            continue
        yield from _in_expression(attribute.expr, names, check, declared.source_of(attribute.name))
    for block in declared.block.blocks:
        yield from _in_block(block, names, check, declared.source_of_block(block))


def _in_block(block: n.Block, names: Names, check: _Check, source: SourceFile) -> Iterator[EvaluationError]:
    stack: list[tuple[n.Block, Names, bool]] = [(block, names, False)]
    while stack:
        inner, visible, generated = stack.pop()
        below = visible
        if inner.type == "dynamic" and inner.labels:
            iterator = inner.labels[0].value
            for attribute in inner.attributes:
                if attribute.name == "iterator" and isinstance(attribute.expr, (n.Variable, n.StringLit)):
                    named = attribute.expr
                    iterator = named.name if isinstance(named, n.Variable) else named.value
            below = visible | {iterator}
        for attribute in inner.attributes:
            if attribute.name not in ("ignore_changes", "iterator", "provider"):
                here = below if attribute.name == "labels" else visible
                errors = _in_expression(attribute.expr, here, check, source)
                if generated:  # as Terraform: wrong only when there is such a block; what it depends on counts anyway
                    deque(errors, 0)
                else:
                    yield from errors
        generated = generated or inner.type == "dynamic"
        stack.extend((nested, below, generated) for nested in inner.blocks)


def _in_expression(expr: n.Expr, names: Names, check: _Check, source: SourceFile) -> Iterator[EvaluationError]:
    stack: list[tuple[Any, Names]] = [(expr, names)]
    while stack:
        node, visible = stack.pop()
        kind = type(node)
        if kind in _LITERALS:
            continue
        if kind is n.Traversal or kind is n.Splat:
            if type(node.source) is n.Variable:
                error = _reference(node.source.name, node, visible, check, source)
                if error is not None:
                    error.span = source.span(node.start, node.end)
                    yield error
            else:
                stack.append((node.source, visible))
            _push_steps(node.steps, visible, stack)
        elif kind is n.Variable:
            error = _reference(node.name, node, visible, check, source)
            if error is not None:
                error.span = source.span(node.start, node.end)
                yield error
        elif kind is n.Call:
            error = unknown_function(node.name)
            if error is not None:
                error.span = source.span(node.start, node.end)
                yield error
            args = node.args[:1] if node.name in ("convert", "core::convert") else node.args  # the other is a type
            stack.extend([(arg, visible) for arg in args])
        else:
            _push_parts(node, visible, stack)


def _push_steps(steps: tuple[n.Step, ...], visible: Names, stack: list[tuple[Any, Names]]) -> None:
    for step in steps:
        if isinstance(step, n.Index):
            stack.append((step.key, visible))
        elif isinstance(step, n.SplatStep):
            _push_steps(step.steps, visible, stack)


def _push_parts(node: Any, visible: Names, stack: list[tuple[Any, Names]]) -> None:
    """The sub-expressions of any other node, each with the names it sees."""
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


def _reference(root: str, node: Any, visible: Names, check: _Check, source: SourceFile) -> EvaluationError | None:
    if root in visible:
        return None
    steps: list[str] = []
    for step in getattr(node, "steps", ()):
        if not isinstance(step, n.Attr):
            break
        steps.append(step.name)
    if isinstance(node, n.Splat):
        steps = []  # `aws_instance[*]` names no resource
    if root == "data" and len(steps) > 1 and f"data.{steps[0]}.{steps[1]}" in visible:
        return None
    error = undeclared_reference(check.module, root, steps)
    if error is None and check.current:
        _note(root, steps, node, check, source)
    return error


def _note(root: str, steps: list[str], node: Any, check: _Check, source: SourceFile) -> None:
    """Take down a reference to a local or a resource, for cycles."""
    if root in _NO_DEPENDENCIES or not steps:
        return
    if root == "local":
        other = f"local.{steps[0]}"
    elif root == "data":
        other = ".".join(["data", *steps[:2]])
    else:
        other = f"{root}.{steps[0]}"
    check.references.add(check.current, other, source, node.start, node.end)
