"""Module instances: what `var`, `local`, `module`, `data` and resource references stand for.

Everything is evaluated on demand and once. What a value was read from is noted on the way (`Trace`), so that relations
between resources are known even where the values themselves are plain text or unknown.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from riveter.diagnostics import Diagnostic, Severity
from riveter.hcl import nodes as n
from riveter.source import SourceFile, Span
from riveter.terraform.body import guarded, over_budget
from riveter.terraform.config import META_ARGUMENTS, Declaration, ModuleConfig
from riveter.terraform.constraints import ANY, Constraint, apply_defaults, parse_constraint
from riveter.terraform.conversion import ConversionError, convert
from riveter.terraform.errors import BudgetExceededError, CycleError, EvaluationError
from riveter.terraform.evaluator import evaluate, unknown_function
from riveter.terraform.expansion import Expansion, expand, instance_suffix
from riveter.terraform.functions import CallContext
from riveter.terraform.inputs import InputValue, NoNames
from riveter.terraform.instance import ResourceHandle, ResourceInstance
from riveter.terraform.plain import plain
from riveter.terraform.scope import Scope
from riveter.terraform.tree import Elsewhere, ModuleTree, Read, TemplateNames
from riveter.terraform.types import BOOL, DYNAMIC, Primitive
from riveter.terraform.values import EPHEMERAL, SENSITIVE, LazyObject, TValue, mark, unmark
from riveter.values import Unknown

MAX_MODULE_DEPTH = 32

_BUSY: Any = object()


class ModuleInstance:
    """One instance of a module: the root, or one call of another."""

    def __init__(
        self,
        tree: ModuleTree,
        config: ModuleConfig,
        *,
        parent: ModuleInstance | None = None,
        call: Declaration | None = None,
        call_scope: Scope | None = None,
        address: str = "",
        key: Any = None,
        existence: Unknown | None = None,
    ) -> None:
        self.tree = tree
        self.budget = tree.budget
        self.config = config
        self.parent = parent
        self.call = call
        self.call_scope = call_scope
        self.address = address
        self.key = key
        self.existence = existence
        self.depth: int = 0 if parent is None else parent.depth + 1
        self._memo: dict[tuple[str, str], Any] = {}
        self._expansions: dict[tuple[str, str], Any] = {}
        self._resources: dict[tuple[str, str], dict[Any, ResourceInstance]] = {}
        self._children: dict[str, Any] = {}
        self._collections: dict[tuple[str, str], TValue] = {}
        self._expansion_values: dict[int, dict[str, Any]] = {}
        self._scopes: dict[int, Scope] = {}

    def report(self, error: EvaluationError) -> Unknown:
        """Take down an error in this module; in one that may not exist, only what is wrong whatever the values are."""
        return self.tree.report(error, certain=self.existence is None)

    # -- names ------------------------------------------------------------------------------------

    def call_context(self) -> CallContext:
        """The surroundings of function calls."""
        return self.tree.context

    def begin_trace(self) -> Any:
        """See `Names`."""
        outer, self.tree.trace = self.tree.trace, []
        return outer

    def end_trace(self, outer: Any) -> Any:
        """See `Names`."""
        own = tuple(self.tree.trace)
        self.tree.trace = outer
        if not own:
            return None
        outer.append(own)
        return Elsewhere(own)

    def was_read(self, trace: Any) -> None:
        """See `Names`."""
        self.tree.trace.append(trace)

    def scope(self, source: SourceFile, variables: dict[str, TValue] | None = None, trace: Any = None) -> Scope:
        """A scope for expressions in a file of this module."""
        if variables:
            return Scope(self, source, variables, None, trace)
        scope = self._scopes.get(id(source))
        if scope is None:
            scope = self._scopes[id(source)] = Scope(self, source)
        return scope

    def prefixed(self, address: str) -> str:
        """An address in this module as seen from the root."""
        return f"{self.address}.{address}" if self.address else address

    def resolve(self, root: str, traversal: n.Traversal | None, scope: Scope) -> tuple[TValue, int]:
        """See `Names`."""
        steps = traversal.steps if traversal is not None else ()
        resolver = _RESOLVERS.get(root)
        if resolver is not None:
            return resolver(self, root, steps, scope)  # type: ignore[no-any-return]
        if root in ("each", "count", "self"):
            raise EvaluationError(f'Invalid use of "{root}"', _NOT_HERE[root], static=True)
        if root == "resource":
            return self._resource_reference("resource", steps, 0)
        if not steps:
            raise EvaluationError(
                "Invalid reference",
                "A reference to a resource type must be followed by at least one attribute access, specifying the "
                f'resource name; "{root}" stands alone. Put text in quotes.',
                static=True,
            )
        return self._resource_reference("resource", (n.Attr(0, 0, root), *steps), -1)

    def _resource_reference(self, kind: str, steps: tuple[n.Step, ...], offset: int) -> tuple[TValue, int]:
        if len(steps) < 2 or not isinstance(steps[0], n.Attr) or not isinstance(steps[1], n.Attr):
            raise EvaluationError("Invalid reference", f"A {kind} reference needs a type and a name.", static=True)
        key = f"{steps[0].name}.{steps[1].name}"
        if key not in self._table(kind):
            return self._lost(kind, key), 2 + offset
        return self.resource_value(kind, key), 2 + offset

    def _table(self, kind: str) -> Mapping[str, Any]:
        config = self.config
        tables: dict[str, Mapping[str, Any]] = {
            "resource": config.resources,
            "data": config.data,
            "ephemeral": config.ephemeral,
            "variable": config.variables,
            "local": config.locals,
            "module": config.calls,
        }
        return tables[kind]

    def _lost(self, kind: str, name: str) -> Unknown:
        """What a reference to something that is not declared stands for, where a syntax error may have swallowed it.

        Raises `EvaluationError` where there was none.
        """
        if self.config.incomplete:
            shown = f"{_SHOWN_PREFIX.get(kind, '')}{name}"
            return Unknown(f"{shown} may be declared where the syntax is wrong", kind="error")
        raise self._undeclared(kind, name, self._table(kind))

    def undeclared_reference(self, root: str, steps: list[str]) -> EvaluationError | None:
        """What is wrong with a reference whatever the values are (None: nothing): `steps` are the names that follow the first."""
        kind = _KIND_OF_ROOT.get(root, "resource")
        if kind in ("variable", "local", "module"):
            if steps and steps[0] not in self._table(kind):
                return self._undeclared(kind, steps[0], self._table(kind))
            return None
        if kind == "":
            return None
        if root not in ("data", "ephemeral", "resource"):
            steps = [root, *steps]
        key = ".".join(steps[:2])
        return (
            self._undeclared(kind, key, self._table(kind)) if len(steps) > 1 and key not in self._table(kind) else None
        )

    def no_such_function(self, name: str) -> EvaluationError | None:
        """The error for a call of a function there is not, else None."""
        return unknown_function(name)

    def _undeclared(self, kind: str, name: str, table: Mapping[str, Any]) -> EvaluationError:
        hint = self.tree.suggestion(name, table, _SHOWN_PREFIX.get(kind, ""))
        where = f"module.{self.call.label(0)}" if self.call is not None else "the root module"
        label = _KINDS[kind]
        detail = f'{_A[kind]} "{name}" has not been declared in {where}.{hint}'
        return EvaluationError(f"Reference to undeclared {label}", detail, static=True)

    def _named(self, root: str, steps: tuple[n.Step, ...]) -> str:
        if not steps or not isinstance(steps[0], n.Attr):
            raise EvaluationError(
                "Invalid reference",
                f'The "{root}" object must be followed by an attribute: {root}.<name>.',
                static=True,
            )
        return steps[0].name

    def _resolve_var(self, root: str, steps: tuple[n.Step, ...], scope: Scope) -> tuple[TValue, int]:
        return self.variable(self._named(root, steps)), 1

    def _resolve_local(self, root: str, steps: tuple[n.Step, ...], scope: Scope) -> tuple[TValue, int]:
        return self.local(self._named(root, steps)), 1

    def _resolve_data(self, root: str, steps: tuple[n.Step, ...], scope: Scope) -> tuple[TValue, int]:
        return self._resource_reference(root, steps, 0)

    def _resolve_module(self, root: str, steps: tuple[n.Step, ...], scope: Scope) -> tuple[TValue, int]:
        return self.module_value(self._named(root, steps)), 1

    def _resolve_path(self, root: str, steps: tuple[n.Step, ...], scope: Scope) -> tuple[TValue, int]:
        name = self._named(root, steps)
        if name == "module":
            return _relative(self.config.directory, self.tree.root_directory), 1
        if name == "root":
            return ".", 1
        if name == "cwd":
            return os.path.abspath(self.tree.root_directory).replace(os.sep, "/"), 1
        raise EvaluationError(
            'Invalid "path" attribute',
            f'The "path" object has no attribute "{name}": use cwd, module or root.',
            static=True,
        )

    def _resolve_terraform(self, root: str, steps: tuple[n.Step, ...], scope: Scope) -> tuple[TValue, int]:
        name = self._named(root, steps)
        if name == "workspace":
            return self.tree.workspace, 1
        if name == "applying":
            return mark(
                Unknown("terraform.applying depends on the command", type=BOOL, not_null=True), frozenset([EPHEMERAL])
            ), 1
        raise EvaluationError(
            f'Invalid "{root}" attribute', f'The "{root}" object has no attribute "{name}": use workspace.', static=True
        )

    # -- memoised values --------------------------------------------------------------------------

    def _once(self, kind: str, name: str, compute: Callable[[], TValue], span: Callable[[], Span]) -> TValue:
        memo, key = self._memo, (kind, name)
        entry = memo.get(key)
        if entry is None:
            memo[key] = _BUSY
            tree = self.tree
            outer, tree.trace = tree.trace, []
            try:
                value = compute()
            except EvaluationError as error:
                value = self.report(error)
            except BudgetExceededError as error:
                value = over_budget(error, span())
            except RecursionError:
                value = over_budget(BudgetExceededError("values depend on each other too deeply"), span())
            finally:
                own, tree.trace = tree.trace, outer
            entry = memo[key] = (value, tuple(own))
        elif entry is _BUSY:
            raise CycleError(
                "Cycle", f"{_SHOWN_PREFIX.get(kind, kind + '.')}{name} depends on itself.", span(), static=True
            )
        if entry[1]:
            self.tree.trace.append(entry[1])
        return entry[0]

    def local(self, name: str) -> TValue:
        """The value of a local. Raises `EvaluationError` when it is not declared."""
        entry = self._memo.get(("local", name))
        if entry is not None and entry is not _BUSY:
            if entry[1]:
                self.tree.trace.append(entry[1])
            return entry[0]
        declared = self.config.locals.get(name)
        if declared is None:
            return self._lost("local", name)
        expr, source = declared.attribute.expr, declared.source

        def compute() -> TValue:
            value = evaluate(expr, self.scope(source))
            self.budget.charge_value(value)
            return value

        return self._once("local", name, compute, lambda: source.span(expr.start, expr.end))

    def constraint(self, name: str) -> Constraint:
        """The type constraint of a variable (`any` where none, or a wrong one, is given)."""
        found = self.config.constraints.get(name)
        if found is None:
            found = self.config.constraints[name] = self._read_constraint(self.config.variables[name])
        return found

    def _read_constraint(self, declared: Declaration) -> Constraint:
        given = declared.attributes.get("type")
        if given is None:
            return ANY
        source = declared.source_of("type")
        scope = Scope(TemplateNames(self.budget, self.tree.context), source)

        def wrong(node: n.Expr, detail: str) -> EvaluationError:
            return EvaluationError("Invalid type specification", detail, source.span(node.start, node.end), static=True)

        try:
            return parse_constraint(given.expr, lambda expr: guarded(expr, scope, self.tree.report), wrong)
        except EvaluationError as error:
            self.tree.report(error)
            return ANY

    def variable(self, name: str) -> TValue:
        """The value of an input variable. Raises `EvaluationError` when it is not declared."""
        declared = self.config.variables.get(name)
        if declared is None:
            return self._lost("variable", name)
        found = declared
        return self._once("variable", name, lambda: self._variable(name, found), lambda: found.header_span)

    def _variable(self, name: str, declared: Declaration) -> TValue:
        constraint = self.constraint(name)
        given, span = self._given(name, declared, constraint)
        nullable = self.flag(declared, "nullable", True)
        value: TValue
        if given is _ABSENT or (given is None and not nullable and "default" in declared.attributes):
            default = declared.attributes.get("default")
            if default is None:
                value = self.no_value(name, declared, constraint)
            else:
                source = declared.source_of("default")
                span = source.span(default.expr.start, default.expr.end)
                value = evaluate(default.expr, Scope(TemplateNames(self.budget, self.tree.context), source))
        else:
            value = given
        try:
            if constraint.defaults is not None:
                value = apply_defaults(value, constraint.defaults)
            value = convert(value, constraint.type)
        except ConversionError as error:
            where = f"{error.path}: " if error.path else ""
            declaration = f"var.{name} declared at {declared.header_span}"
            detail = f"The given value is not suitable for {declaration}: {where}{error.message}."
            raise EvaluationError("Invalid value for input variable", detail, span) from None
        self.budget.charge_value(value)
        marks = {label for label in (SENSITIVE, EPHEMERAL) if self.flag(declared, label, False)}
        return mark(value, frozenset(marks)) if marks else value

    def no_value(self, name: str, declared: Declaration, constraint: Constraint) -> Unknown:
        """The unknown that stands for a variable nobody gave a value."""
        span = declared.header_span
        shown = f"module.{self.call.label(0)}'s var.{name}" if self.call is not None else f"var.{name}"
        kind = None if constraint.type == DYNAMIC else constraint.type
        not_null = not self.flag(declared, "nullable", True)
        return Unknown(
            f"{shown} has no value: {span.file}:{span.start_line}",
            kind="variable",
            span=span,
            type=kind,
            not_null=not_null,
        )

    def flag(self, declared: Declaration, name: str, default: bool) -> bool:
        """A literal boolean argument of a declaration."""
        attribute = declared.attributes.get(name)
        if attribute is None:
            return default
        if isinstance(attribute.expr, n.BoolLit):
            return attribute.expr.value
        return attribute.expr.value == "true" if isinstance(attribute.expr, n.StringLit) else default

    def _given(self, name: str, declared: Declaration, constraint: Constraint) -> tuple[TValue, Span]:
        """The value from outside, or `_ABSENT`."""
        span = declared.header_span
        if self.parent is None:
            given = self.tree.inputs.get(name)
            if given is None:
                return _ABSENT, span
            return self._input(name, given, constraint, span), given.span or span
        assert self.call is not None
        assert self.call_scope is not None
        argument = self.call.attributes.get(name)
        if argument is None:
            if "default" not in declared.attributes:
                error = EvaluationError(
                    "Missing required argument",
                    f'The argument "{name}" is required by module.{self.call.label(0)}, but no value was given.',
                    self.call.header_span,
                    static=True,
                )
                self.tree.report(error)
            return _ABSENT, span
        source = self.call.source_of(name)
        scope = self.parent.scope_in(self.call_scope, source)
        return evaluate(argument.expr, scope), source.span(argument.expr.start, argument.expr.end)

    def scope_in(self, scope: Scope, source: SourceFile) -> Scope:
        """`scope`, for an expression that an override file put into the block."""
        return scope if scope.source is source else Scope(self, source, scope.variables, None, scope.trace)

    def _input(self, name: str, given: InputValue, constraint: Constraint, span: Span) -> TValue:
        if given.text is None:
            return given.value
        if isinstance(constraint.type, Primitive):
            return given.text
        from riveter.hcl import parser

        source = SourceFile(f"<{given.how} {name}>", given.text, f"<{given.how} {name}>")
        expr, diagnostics = parser.parse_expression(source)
        if diagnostics:
            raise EvaluationError(
                "Invalid value for input variable", f"{given.how} {name}: {diagnostics[0].summary}", span
            )
        return evaluate(expr, Scope(NoNames(self.budget), source))

    # -- expansion --------------------------------------------------------------------------------

    def expansion(self, kind: str, name: str, declared: Declaration) -> Expansion:
        """The instances of a resource, data source or module call. Raises `CycleError`."""
        key = (kind, name)
        found = self._expansions.get(key)
        if found is _BUSY:
            raise CycleError(
                "Cycle", f"{_SHOWN_PREFIX.get(kind, '')}{name} depends on itself.", declared.header_span, static=True
            )
        if found is None:
            self._expansions[key] = _BUSY
            outer, self.tree.trace = self.tree.trace, []
            try:
                found = expand(declared, self.scope, self.report, self.tree.note)
            except CycleError as error:
                found = Expansion("unknown", {None: {}}, self.report(error))
            finally:
                own, self.tree.trace = self.tree.trace, outer
            if own:
                found = msgspec.structs.replace(found, trace=Elsewhere(tuple(own)))
            self._expansions[key] = found
        return found

    # -- resources --------------------------------------------------------------------------------

    def expansion_values(self, declared: Declaration) -> dict[str, Any]:
        """The plain values of ``count`` and ``for_each`` of a resource, made once for all of its instances."""
        found = self._expansion_values.get(id(declared))
        if found is None:
            found = self._expansion_values[id(declared)] = {}
            for name in ("count", "for_each"):
                attribute = declared.attributes.get(name)
                if attribute is not None:
                    scope = self.scope(declared.source_of(name))
                    found[name] = plain(guarded(attribute.expr, scope, self.report))
        return found

    def resource_instances(self, kind: str, name: str) -> dict[Any, ResourceInstance]:
        """The instances of a resource or data source by key; the representative has the key None."""
        key = (kind, name)
        found = self._resources.get(key)
        if found is None:
            declared = self._table(kind)[name]
            expansion = self.expansion(kind, name, declared)
            found = {
                instance: ResourceInstance(self, kind, name, declared, instance, expansion, variables)
                for instance, variables in expansion.instances.items()
            }
            self._resources[key] = found
        return found

    def resource_value(self, kind: str, name: str) -> TValue:
        """What a reference to a resource stands for: an object, or a tuple or map of them."""
        declared = self._table(kind)[name]
        mode = self.expansion(kind, name, declared).mode
        instances = self.resource_instances(kind, name)
        if mode == "single":
            if not instances:
                return None
            return ResourceHandle(instances[None])
        if mode in ("count", "for_each"):
            found = self._collections.get((kind, name))
            if found is None:
                found = self._collections[kind, name] = _collected(mode, instances, ResourceHandle)
            return found
        existence = self.expansion(kind, name, declared).existence
        assert existence is not None
        address = self.prefixed(("data." if kind == "data" else "") + name)
        self.tree.trace.append(Read(address, "", None))
        return Unknown(
            existence.reason, (address, *existence.references), kind="instances", span=existence.span, not_null=True
        )

    def all_resources(self) -> Iterator[ResourceInstance]:
        """The instances of every resource, data source and ephemeral resource of this module (not of its children)."""
        for kind in ("resource", "data", "ephemeral"):
            for name in self._table(kind):
                try:
                    yield from self.resource_instances(kind, name).values()
                except EvaluationError as error:
                    self.tree.report(error)

    # -- child modules ----------------------------------------------------------------------------

    def children(self, name: str) -> dict[Any, ModuleInstance] | Unknown:
        """The instances of a module call by key; an Unknown when the module can't be had."""
        found = self._children.get(name)
        if found is None:
            found = self._children[name] = self._load_children(name, self.config.calls[name])
        return found

    def _load_children(self, name: str, call: Declaration) -> dict[Any, ModuleInstance] | Unknown:
        span = call.header_span
        if self.depth >= MAX_MODULE_DEPTH:
            return self.tree.report(
                EvaluationError("Modules nested too deeply", f"More than {MAX_MODULE_DEPTH} levels.", span, static=True)
            )
        config = self.tree.load_call(call, self)
        if isinstance(config, str):
            return Unknown(f"module.{name} is not available: {config}", kind="module", span=span)
        for argument in call.attributes.values():
            if argument.name not in config.variables and argument.name not in _CALL_META and not config.incomplete:
                hint = self.tree.suggestion(argument.name, config.variables, quote='"')
                source = call.source_of(argument.name)
                detail = f'An argument named "{argument.name}" is not expected by module.{name}.{hint}'
                at = source.span(argument.start, argument.name_end)
                self.tree.report(EvaluationError("Unsupported argument", detail, at, static=True))
        expansion = self.expansion("module", name, call)
        children: dict[Any, ModuleInstance] = {}
        for key, variables in expansion.instances.items():
            existence = expansion.existence if expansion.mode == "unknown" and key is None else None
            address = self.prefixed(f"module.{name}{instance_suffix(key, unknown=existence is not None)}")
            children[key] = ModuleInstance(
                self.tree,
                config,
                parent=self,
                call=call,
                call_scope=self.scope(call.source, variables, expansion.trace),
                address=address,
                key=key,
                existence=self.existence if existence is None else existence,
            )
        return children

    def module_value(self, name: str) -> TValue:
        """What ``module.name`` stands for. Raises `EvaluationError` when there is no such call."""
        call = self.config.calls.get(name)
        if call is None:
            return self._lost("module", name)
        children = self.children(name)
        if isinstance(children, Unknown):
            return children
        expansion = self.expansion("module", name, call)
        if expansion.mode == "single":
            return ModuleHandle(children[None]) if children else None
        if expansion.mode in ("count", "for_each"):
            found = self._collections.get(("module", name))
            if found is None:
                found = self._collections["module", name] = _collected(expansion.mode, children, ModuleHandle)
            return found
        assert expansion.existence is not None
        return Unknown(
            expansion.existence.reason,
            expansion.existence.references,
            kind="instances",
            span=expansion.existence.span,
            not_null=True,
        )

    def validate(self) -> None:
        """Report the variables whose value is known to break one of their ``validation`` rules."""
        for name, declared in self.config.variables.items():
            for rule in declared.blocks("validation"):
                self._validate(name, declared, rule)

    def _validate(self, name: str, declared: Declaration, rule: n.Block) -> None:
        source = declared.source_of_block(rule)
        given = {attribute.name: attribute.expr for attribute in rule.attributes}
        if "condition" not in given:
            return
        scope = self.scope(source)
        condition, _ = unmark(guarded(given["condition"], scope, self.report))
        if condition is not False and condition != "false":
            return
        message = guarded(given["error_message"], scope, self.report) if "error_message" in given else ""
        text = message if isinstance(message, str) else "The condition is false."
        rule_span = source.span(rule.start, rule.header_end)
        detail = f"{text.rstrip()} This is checked by the validation rule at {rule_span.file}:{rule_span.start_line}."
        if self.existence is None:
            severity: Severity = "note" if self.tree.incomplete else "warning"
            where = self._where_given(name, declared)
            self.tree.note(Diagnostic(severity, f"Invalid value for variable {name}", detail, where))

    def _where_given(self, name: str, declared: Declaration) -> Span:
        """Where a variable gets its value: an argument of the call, a tfvars file, or its declaration."""
        if self.call is not None and name in self.call.attributes:
            argument = self.call.attributes[name]
            return self.call.source_of(name).span(argument.expr.start, argument.expr.end)
        given = self.tree.inputs.get(name) if self.parent is None else None
        return given.span if given is not None and given.span is not None else declared.header_span

    def output(self, name: str) -> TValue:
        """The value of an output. Raises `EvaluationError` when it is not declared."""
        declared = self.config.outputs.get(name)
        if declared is None:
            if self.config.incomplete:
                return self._lost("output", name)
            hint = self.tree.suggestion(name, self.config.outputs, quote='"')
            raise EvaluationError(
                "Unsupported attribute",
                f'{self.address or "The module"} has no output named "{name}".{hint}',
                static=True,
            )
        found = declared
        return self._once("output", name, lambda: self._output(found), lambda: found.header_span)

    def _output(self, declared: Declaration) -> TValue:
        attribute = declared.attributes.get("value")
        if attribute is None:
            raise EvaluationError(
                "Missing required argument", 'The argument "value" is required.', declared.header_span, static=True
            )
        value = evaluate(attribute.expr, self.scope(declared.source_of("value")))
        self.budget.charge_value(value)
        marks = {label for label in (SENSITIVE, EPHEMERAL) if self.flag(declared, label, False)}
        return mark(value, frozenset(marks)) if marks else value


_ABSENT: Any = object()
_CALL_META = META_ARGUMENTS | {"source", "version", "providers"}
_KINDS = {
    "resource": "resource",
    "data": "resource",
    "ephemeral": "resource",
    "variable": "input variable",
    "local": "local value",
    "module": "module",
}
_A = {
    "resource": "A managed resource",
    "data": "A data resource",
    "ephemeral": "An ephemeral resource",
    "variable": "An input variable with the name",
    "local": "A local value with the name",
    "module": "No module call named",
}
_KIND_OF_ROOT = {
    "var": "variable",
    "local": "local",
    "module": "module",
    "data": "data",
    "ephemeral": "ephemeral",
    "path": "",
    "terraform": "",
    "tofu": "",
    "each": "",
    "count": "",
    "self": "",
}
_SHOWN_PREFIX = {
    "variable": "var.",
    "local": "local.",
    "module": "module.",
    "data": "data.",
    "resource": "",
    "output": "output.",
    "ephemeral": "ephemeral.",
}
_NOT_HERE = {
    "each": 'The "each" object can be used only in blocks with a for_each argument.',
    "count": 'The "count" object can be used only in blocks with a count argument.',
    "self": 'The "self" object is only available in provisioners, connections and conditions.',
}
_RESOLVERS: dict[str, Any] = {
    "var": ModuleInstance._resolve_var,
    "local": ModuleInstance._resolve_local,
    "data": ModuleInstance._resolve_data,
    "ephemeral": ModuleInstance._resolve_data,
    "module": ModuleInstance._resolve_module,
    "path": ModuleInstance._resolve_path,
    "terraform": ModuleInstance._resolve_terraform,
    "tofu": ModuleInstance._resolve_terraform,
}


def _collected(mode: str, instances: dict[Any, Any], handle: Callable[[Any], TValue]) -> TValue:
    """The instances of a block as a value: a tuple for `count`, a map for `for_each`."""
    if mode == "count":
        return tuple([handle(instance) for instance in instances.values()])
    return {key: handle(instance) for key, instance in instances.items()}


def _relative(directory: str, root: str) -> str:
    return os.path.relpath(directory, root).replace(os.sep, "/")


class ModuleHandle(LazyObject):
    """A module as a value: its outputs are its attributes."""

    __slots__ = ("instance",)

    def __init__(self, instance: ModuleInstance) -> None:
        super().__init__(f"the outputs of {instance.address} as a whole", kind="other", not_null=True)
        self.instance = instance

    def attribute(self, name: str) -> TValue:
        """See `LazyObject`."""
        return self.instance.output(name)
