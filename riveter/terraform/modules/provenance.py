"""Find the source location of a value: from an expression back through locals, module arguments and variables.

Computed on demand, for the expression of one attribute only; bounded by `MAX_STEPS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from riveter.core.origins import DefaultText, ValueOrigin
from riveter.core.source import SourceFile, Span
from riveter.core.values import Unknown
from riveter.findings import Provenance
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.lang.body import EvaluatedBody
from riveter.terraform.lang.scope import Binding, Scope
from riveter.terraform.lang.value_location import ExprLocation, Key, Keys, ValueLocator
from riveter.terraform.modules.instance import ResourceInstance
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.variables import default_text, gives
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.value import SetValue, TValue, unmark

MAX_STEPS = 24


class Tracer:
    """Collects the steps from one expression."""

    def __init__(self, narrower: ValueLocator) -> None:
        self._narrower = narrower
        self.steps: list[Provenance] = []
        self._seen: set[tuple[str, Span]] = set()

    def add(
        self,
        what: str,
        span: Span,
        how: ValueOrigin = ValueOrigin.WRITTEN,
        setter: str = "",
        *,
        may_be_default: DefaultText = DefaultText.NONE,
    ) -> bool:
        """Add a step; return False if it was added before or if there are enough."""
        key = (what, span)
        if key in self._seen or len(self.steps) >= MAX_STEPS:
            return False
        self._seen.add(key)
        self.steps.append(Provenance(what, span, how, setter=setter, may_be_default=may_be_default))
        return True

    def follow(self, expr: n.Expr, scope: Scope, path: Sequence[Key] = ()) -> None:
        """Note the origin of the value at `path` within `expr`."""
        self.follow_place(self._narrower.narrow(expr, scope, path))

    def follow_place(self, place: ExprLocation) -> None:
        """Follow the origin of the value at a location, and then of the condition that chose the location."""
        expr = place.expr
        for reference in references(expr):
            self._reference(reference, place.scope, place.path if reference is expr else ())
        for condition, scope in place.conditions:
            self.follow(condition, scope)

    def _narrow(self, expr: n.Expr, scope: Scope, path: Sequence[Key]) -> tuple[ExprLocation, Span]:
        place = self._narrower.narrow(expr, scope, path)
        return place, place.scope.span(place.expr.start, place.expr.end)

    def _reference(self, reference: n.Variable | n.Traversal, scope: Scope, path: Keys) -> None:
        root = reference if isinstance(reference, n.Variable) else reference.source
        assert isinstance(root, n.Variable)
        steps = reference.steps if isinstance(reference, n.Traversal) else ()
        module = scope.names
        if not isinstance(module, ModuleInstance):
            return
        keys = self._narrower.keys(steps, scope)
        rest = (*keys, *path) if len(keys) == len(steps) else keys
        found = scope.find(root.name)
        if found is not None:
            if found.origin is not None:
                self.follow_binding(found.origin, root.name, rest)
            return
        first = str(rest[0]) if rest else ""
        if root.name == "var" and first in module.config.variables:
            self._variable(module, first, rest[1:])
        elif root.name == "local" and first in module.config.locals:
            local = module.config.locals[first]
            place, span = self._narrow(local.attribute.expr, module.scope(local.source), rest[1:])
            if self.add(f"local.{first}", span):
                self.follow_place(place)
        elif root.name == "module" and first in module.config.calls:
            self._output(module, first, rest[1:])
        elif root.name in ("data", "ephemeral") and len(rest) > 1:
            self._resource(module, root.name, f"{rest[0]}.{rest[1]}", rest[2:])
        elif rest:
            self._resource(module, "resource", f"{root.name}.{first}", rest[1:])

    def follow_binding(self, binding: Binding, name: str, keys: Keys) -> None:
        """Note the origin of the variable `name` (of ``each``, ``count``, a dynamic block or a `for`)."""
        element: Keys = (binding.key,) if isinstance(binding.key, (str, int)) else ()
        if name == binding.value_var:
            self.follow(binding.expr, binding.scope, (*element, *keys) if element else ())
            return
        if name == binding.key_var:
            self.follow(binding.expr, binding.scope, element)
            return
        which = str(keys[0]) if keys else ""
        if name == "count":
            element = ()
        elif which == "value" and element:
            element = (*element, *keys[1:])
        place, span = self._narrow(binding.expr, binding.scope, element)
        if self.add(f"{name}.{which}" if which else name, span):
            self.follow_place(place)

    # -- variables --------------------------------------------------------------------------------

    def _variable(self, module: ModuleInstance, name: str, path: Keys) -> None:
        declared = module.config.variables[name]
        path = _of_set(_quiet(module.variable, name), path)
        argument = module.call.attributes.get(name) if module.call is not None else None
        if module.parent is not None and argument is not None:
            assert module.call is not None
            assert module.call_scope is not None
            scope = module.parent.scope_in(module.call_scope, module.call.source_of(name))
            place, span = self._narrow(argument.expr, scope, path)
            # an object that is not known may leave the attribute out
            unknown = place.path and isinstance(unmark(self._narrower.value(place.expr, place.scope))[0], Unknown)
            maybe = default_text(module, name, path) if unknown else DefaultText.NONE
            if self.add(f"module.{module.call.label(0)} argument {name}", span, may_be_default=maybe):
                self._optional(name, declared, place, path, module)
                self.follow_place(place)
            return
        given = module.tree.inputs.get(name) if module.parent is None else None
        default = declared.attributes.get("default")
        if module.parent is None and module.tree.ignores_defaults:
            default = None
        if default is not None:
            place, span = self._narrow(default.expr, module.scope(declared.source_of("default")), path)
            self.add(f"var.{name}", span, ValueOrigin.DEFAULT)
            if given is None:
                self._optional(name, declared, place, path, module)
        elif given is None:
            maybe = default_text(module, name, path)
            self.add(f"var.{name}", declared.header_span, ValueOrigin.MISSING, may_be_default=maybe)
        if given is None:
            return
        if given.span is not None and given.expr is not None and given.source is not None:
            place, span = self._narrow(given.expr, module.scope(given.source), path)
            self.add(f"var.{name}", span, ValueOrigin.FILE)
            self._optional(name, declared, place, path, module)
        else:
            maybe = default_text(module, name, path)
            if maybe is not DefaultText.NONE and gives(module, name, given, path):
                maybe = DefaultText.NONE
            span = given.span or declared.header_span
            self.add(f"var.{name}", span, given.how, given.setter, may_be_default=maybe)

    def _optional(
        self, name: str, declared: Declaration, place: ExprLocation, path: Keys, module: ModuleInstance
    ) -> None:
        """Follow the default of an optional attribute in the variable's type, if the given value does not set it."""
        if not place.path or "type" not in declared.attributes:
            return
        value = self._narrower.value(place.expr, place.scope)
        for key in place.path:
            if isinstance(value, dict) and key not in value:
                break
            value = unmark(value[key])[0] if isinstance(value, dict) else None
        else:
            return
        source = declared.source_of("type")
        found = _default_in_type(declared.attributes["type"].expr, path)
        if found is not None:
            self.add(f"var.{name}", source.span(found.start, found.end), ValueOrigin.TYPE_DEFAULT)

    # -- modules and resources --------------------------------------------------------------------

    def _output(self, module: ModuleInstance, call: str, path: Keys) -> None:
        instances = module.children(call)
        if isinstance(instances, Unknown) or not path:
            return
        certain = True
        child: ModuleInstance | None
        if path[0] in instances:
            child, path = instances[path[0]], path[1:]
        else:
            child = next(iter(instances.values()), None)
            certain = len(instances) == 1
            if child is not None and child.key is not None:
                path = path[1:]
        if child is None or not path:
            return
        declared = child.config.outputs.get(str(path[0]))
        attribute = declared.attributes.get("value") if declared is not None else None
        if declared is None or attribute is None:
            return
        place, span = self._narrow(attribute.expr, child.scope(declared.source_of("value")), path[1:])
        if self.add(f"module.{call}.{path[0]}", span) and certain:
            self.follow_place(place)

    def _resource(self, module: ModuleInstance, kind: str, name: str, path: Keys) -> None:
        if name not in module.table(kind):
            return
        instances = module.resource_instances(kind, name)
        if path and path[0] in instances:
            instance: ResourceInstance | None = instances[path[0]]
            path = path[1:]
        else:
            instance = instances.get(None)
        if instance is None or not path or not isinstance(path[0], str):
            return
        what = f"{instance.address}.{path[0]}"
        declared = instance.declared
        attribute = declared.attributes.get(path[0])
        if attribute is not None:
            place, span = self._narrow(attribute.expr, instance.scope(declared.source_of(path[0])), path[1:])
            if self.add(what, span):
                self.follow_place(place)
        elif any(path[0] in (block.type, *(label.value for label in block.labels)) for block in declared.block.blocks):
            field, rest, body = instance.body().find(path)
            if field is None:
                self.add(what, body.header_span)
                return
            place, span = self._narrow(field.attribute.expr, field.scope, rest)
            if self.add(what, span):
                self.follow_place(place)
        elif kind == "data":
            self.add(what, declared.header_span)


def trace(
    declared: Declaration, body: EvaluatedBody, path: Keys, scope_of: Any, narrower: ValueLocator
) -> tuple[Provenance, ...]:
    """Return the steps from the value at a path of an evaluated block back to its source location."""
    tracer = Tracer(narrower)
    field, rest, inner = body.find(path)
    if field is not None:
        tracer.follow(field.attribute.expr, field.scope, rest)
        return tuple(tracer.steps)
    if inner is not body:
        origin = inner.scope.origin
        if (
            origin is not None and inner.block.type == "content"
        ):  # a dynamic block as a whole, or an argument that it does not set
            tracer.follow(origin.expr, origin.scope, (origin.key,) if isinstance(origin.key, (str, int)) else ())
        return tuple(tracer.steps)
    name = str(path[0]) if path else ""
    attribute = declared.attributes.get(name)
    if attribute is not None:
        tracer.follow(attribute.expr, scope_of(declared.source_of(name)), path[1:])
    for block in declared.blocks("dynamic"):  # it makes no block at all
        if block.labels and block.labels[0].value == name:
            source: SourceFile = declared.source_of_block(block)
            for item in block.attributes:
                if item.name == "for_each":
                    tracer.follow(item.expr, scope_of(source))
    return tuple(tracer.steps)


def _quiet(resolve: Any, name: str) -> TValue:
    try:
        return unmark(resolve(name))[0]
    except EvaluationError:
        return None


def _of_set(value: TValue, path: Keys) -> Keys:
    """Return `path` with the element instead of an index in a set: sets have another order than the lists they are made of."""
    if isinstance(value, SetValue) and path and isinstance(path[0], int) and 0 <= path[0] < len(value):
        element = unmark(value[path[0]])[0]
        return (element, *path[1:]) if isinstance(element, str) else ()
    return path


def _default_in_type(expr: n.Expr, path: Keys) -> n.Expr | None:
    """Return the default that ``optional()`` has in a type constraint for the attribute at `path`."""
    found: n.Expr | None = None
    rest = list(path)
    while isinstance(expr, n.Call) and expr.args:
        inner = expr.args[0]
        if expr.name == "optional":
            found = expr.args[1] if len(expr.args) > 1 else None
            expr = inner
        elif not rest:
            break
        elif expr.name == "object" and isinstance(inner, n.ObjectCons):
            key = rest.pop(0)
            item = next((i for i in inner.items if isinstance(i.key, n.StringLit) and i.key.value == key), None)
            if item is None:
                return None
            expr = item.value
        elif expr.name == "tuple" and isinstance(inner, n.TupleCons) and isinstance(rest[0], int):
            index = rest.pop(0)
            if not isinstance(index, int) or index >= len(inner.items):
                return None
            expr = inner.items[index]
        else:
            rest.pop(0)
            expr = inner
    return found if not rest else None


def references(expr: n.Expr) -> Iterator[n.Variable | n.Traversal]:
    """Yield the references an expression is made of, in source order."""
    stack: list[Any] = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, n.Traversal) and isinstance(node.source, n.Variable):
            yield node
            stack.extend(step.key for step in node.steps if isinstance(step, n.Index))
        elif isinstance(node, n.Variable):
            yield node
        else:
            stack.extend(reversed(n.children(node)))
