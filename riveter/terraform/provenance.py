"""Where a value was written: from an expression back through locals, module arguments and variables.

Computed on demand, for the expression of one attribute only; bounded by `MAX_STEPS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from riveter.findings import Provenance
from riveter.hcl import nodes as n
from riveter.source import Span
from riveter.terraform.errors import BudgetExceededError, EvaluationError
from riveter.terraform.evaluator import evaluate
from riveter.terraform.module import ModuleInstance
from riveter.terraform.ordering import children
from riveter.terraform.scope import Scope
from riveter.values import Unknown

MAX_STEPS = 24


class Tracer:
    """Collects the steps from one expression."""

    def __init__(self, for_each: tuple[n.Expr, Scope] | None = None) -> None:
        """`for_each`: the expression (and its scope) that `each` stands for in the block at hand."""
        self._for_each = for_each
        self.steps: list[Provenance] = []
        self._seen: set[tuple[str, str]] = set()

    def add(self, what: str, span: Span, how: str = "") -> bool:
        """Note a step; False when it was noted before or there are enough."""
        key = (what, str(span))
        if key in self._seen or len(self.steps) >= MAX_STEPS:
            return False
        self._seen.add(key)
        self.steps.append(Provenance(what, span, how))
        return True

    def follow(self, expr: n.Expr, scope: Scope, path: Sequence[str | int] = ()) -> None:
        """Note where the value at `path` within `expr` comes from."""
        expr, path = narrow(expr, path, scope)
        for reference in references(expr):
            self._reference(reference, scope, path)

    def _reference(self, reference: n.Variable | n.Traversal, scope: Scope, path: Sequence[str | int]) -> None:
        root = reference if isinstance(reference, n.Variable) else reference.source
        assert isinstance(root, n.Variable)
        steps = reference.steps if isinstance(reference, n.Traversal) else ()
        found = scope.find(root.name)
        module = scope.names
        if not isinstance(module, ModuleInstance):
            return
        if found is not None:
            if root.name == "each":
                self._each(found, steps, path)
            return
        first = steps[0].name if steps and isinstance(steps[0], n.Attr) else ""
        rest = (*_keys(steps[1:], scope), *path)
        if root.name == "var" and first in module.config.variables:
            self._variable(module, first, rest)
        elif root.name == "local" and first in module.config.locals:
            local = module.config.locals[first]
            expr = local.attribute.expr
            inner = module.scope(local.source)
            target, left = narrow(expr, rest, inner)
            if self.add(f"local.{first}", local.source.span(target.start, target.end)):
                self.follow(target, inner, left)
        elif root.name == "module" and first in module.config.calls:
            self._output(module, first, _keys(steps[1:], scope), path)
        elif root.name not in ("path", "terraform", "tofu", "count", "self", "data") and first:
            self._resource(module, f"{root.name}.{first}", rest)

    def _each(self, scope: Scope, steps: Sequence[n.Step], path: Sequence[str | int]) -> None:
        if self._for_each is None or not steps or not isinstance(steps[0], n.Attr):
            return
        expr, outer = self._for_each
        each = (scope.variables or {}).get("each")
        key = each.get("key") if isinstance(each, dict) else None
        inner = (*_keys(steps[1:], scope), *path) if steps[0].name == "value" else ()
        target, left = narrow(expr, (key, *inner) if isinstance(key, str) else (), outer)
        if self.add(f"each.{steps[0].name}", outer.span(target.start, target.end)):
            self.follow(target, outer, left)

    def _variable(self, module: ModuleInstance, name: str, path: Sequence[str | int]) -> None:
        declared = module.config.variables[name]
        if module.parent is None:
            default = declared.attributes.get("default")
            given = module.tree.inputs.get(name)
            if default is not None:
                source = declared.source_of("default")
                target, _ = narrow(default.expr, path, module.scope(source))
                self.add(f"var.{name}", source.span(target.start, target.end), "default")
            elif given is None:
                self.add(f"var.{name}", declared.header_span, "has no value")
            if given is not None:
                if given.span is not None and given.expr is not None and given.source is not None:
                    target, _ = narrow(given.expr, path, module.scope(given.source))
                    self.add(f"var.{name}", given.source.span(target.start, target.end), "set in")
                else:
                    self.add(f"var.{name}", given.span or declared.header_span, given.how)
            return
        assert module.call is not None
        assert module.call_scope is not None
        argument = module.call.attributes.get(name)
        if argument is None:
            default = declared.attributes.get("default")
            if default is not None:
                source = declared.source_of("default")
                target, _ = narrow(default.expr, path, module.scope(source))
                self.add(f"var.{name}", source.span(target.start, target.end), "default")
            return
        source = module.call.source_of(name)
        scope = module.parent.scope_in(module.call_scope, source)
        target, left = narrow(argument.expr, path, scope)
        what = f"module.{module.call.label(0)} argument {name}"
        if self.add(what, source.span(target.start, target.end)):
            self.follow(target, scope, left)

    def _output(self, module: ModuleInstance, call: str, keys: Sequence[str | int], path: Sequence[str | int]) -> None:
        children = module.children(call)
        if isinstance(children, Unknown):
            return
        keys = list(keys)
        child = children.get(keys[0]) if keys and keys[0] in children else None
        if child is not None:
            keys = keys[1:]
        elif None in children or children:
            child = children.get(None) or next(iter(children.values()))
        if child is None or not keys:
            return
        declared = child.config.outputs.get(str(keys[0]))
        attribute = declared.attributes.get("value") if declared is not None else None
        if declared is None or attribute is None:
            return
        source = declared.source_of("value")
        inner = child.scope(source)
        target, left = narrow(attribute.expr, (*keys[1:], *path), inner)
        if self.add(f"module.{call}.{keys[0]}", source.span(target.start, target.end)):
            self.follow(target, inner, left)

    def _resource(self, module: ModuleInstance, name: str, path: Sequence[str | int]) -> None:
        if name not in module.config.resources:
            return
        instances = module.resource_instances("resource", name)
        rest = list(path)
        instance = None
        if rest and rest[0] in instances:
            instance = instances[rest.pop(0)]
        elif instances:
            instance = next(iter(instances.values()))
        if instance is None or not rest or not isinstance(rest[0], str):
            return
        attribute = instance.declared.attributes.get(rest[0])
        if attribute is None:
            return
        source = instance.declared.source_of(rest[0])
        scope = instance.scope(source)
        target, left = narrow(attribute.expr, rest[1:], scope)
        if self.add(f"{instance.address}.{rest[0]}", source.span(target.start, target.end)):
            self.follow(target, scope, left)


def _keys(steps: Sequence[n.Step], scope: Scope) -> tuple[str | int, ...]:
    """The literal keys of traversal steps, up to the first that can't be told."""
    keys: list[str | int] = []
    for step in steps:
        if isinstance(step, n.Attr):
            keys.append(step.name)
            continue
        if isinstance(step, n.SplatStep):
            break
        key = _known_key(step.key, scope)
        if key is None:
            break
        keys.append(key)
    return tuple(keys)


def _known_key(expr: n.Expr, scope: Scope) -> str | int | None:
    try:
        key = evaluate(expr, scope)
    except (EvaluationError, BudgetExceededError, RecursionError):
        return None
    return key if isinstance(key, (str, int)) and not isinstance(key, bool) else None


def narrow(expr: n.Expr, path: Sequence[str | int], scope: Scope) -> tuple[n.Expr, Sequence[str | int]]:
    """The innermost expression that holds the value at `path`, and the rest of the path beyond it."""
    while True:
        if isinstance(expr, n.TemplateWrap):
            expr = expr.expr
        elif path and isinstance(expr, n.ObjectCons):
            if path[0] == 0:  # JSON syntax: a single object where a list of blocks is meant
                path = path[1:]
                continue
            value = next((item.value for item in reversed(expr.items) if _key_of(item, scope) == str(path[0])), None)
            if value is None:
                return expr, path
            expr, path = value, path[1:]
        elif path and isinstance(expr, n.TupleCons) and isinstance(path[0], int) and 0 <= path[0] < len(expr.items):
            expr, path = expr.items[path[0]], path[1:]
        elif isinstance(expr, n.Call) and expr.name == "jsonencode" and len(expr.args) == 1 and path:
            expr = expr.args[0]
        else:
            return expr, path


def _key_of(item: n.ObjectItem, scope: Scope) -> str | None:
    if isinstance(item.key, n.StringLit):
        return item.key.value
    key = _known_key(item.key, scope)
    return None if key is None else str(key)


def references(expr: n.Expr) -> Iterator[n.Variable | n.Traversal]:
    """The references an expression is made of, in source order."""
    stack: list[Any] = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, n.Traversal) and isinstance(node.source, n.Variable):
            yield node
            stack.extend(step.key for step in node.steps if isinstance(step, n.Index))
        elif isinstance(node, n.Variable):
            yield node
        else:
            stack.extend(reversed(list(children(node))))
