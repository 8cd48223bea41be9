"""Module instances: the values of `var`, `local`, `module`, `data` and resource references.

Everything is evaluated once, on demand. The sources of a value are noted (`Trace`), so that relations between resources are known even if
the values themselves are plain text or unknown.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Any, ClassVar, cast

import msgspec

from riveter.core.addresses import instance_suffix
from riveter.core.alternatives import Alternatives, Option
from riveter.core.causes import ModuleNotInstalled, ModuleOutputs, SpentBudget, WorkLimit
from riveter.core.source import SourceFile, Span
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.resource import Several
from riveter.terraform.config.declarations import META_ARGUMENTS, Declaration, ModuleConfig
from riveter.terraform.config.features import Feature, offered
from riveter.terraform.config.language_version import versions_of
from riveter.terraform.config.provider_uses import is_unused
from riveter.terraform.config.type_constraints import apply_defaults
from riveter.terraform.data_sources.static import DOCUMENTS
from riveter.terraform.functions import CallContext
from riveter.terraform.lang.body import guarded, over_budget, reference_text
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Binding, Scope
from riveter.terraform.lang.secrecy import keep
from riveter.terraform.modules import references
from riveter.terraform.modules.evaluation_order import DEEP, evaluate_dependencies
from riveter.terraform.modules.expansion import (
    Expansion,
    as_alternatives,
    expand,
    joint_existence,
    representative_instance,
    several_of,
)
from riveter.terraform.modules.instance import ResourceHandle, ResourceInstance
from riveter.terraform.modules.json_blocks import declared_with_blocks
from riveter.terraform.modules.provider_names import provider_name
from riveter.terraform.modules.references import SHOWN_PREFIX
from riveter.terraform.modules.secret_places import keep_literals
from riveter.terraform.modules.trace import AttributeRead, DeferredReads
from riveter.terraform.modules.tree import ModuleTree
from riveter.terraform.modules.unexpanded import Documents, Instances
from riveter.terraform.modules.variables import output_constraint, value_of
from riveter.terraform.validation.module import FIRST
from riveter.terraform.validation.passed_providers import check_passed_providers
from riveter.terraform.values.alternatives import choose, without_refused
from riveter.terraform.values.budget import DECLARATIONS_PER_INSTANCE
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.errors import BudgetExceededError, CycleError, EvaluationError, UndeclaredError
from riveter.terraform.values.to_python import plain
from riveter.terraform.values.value import LazyObject, TValue, mark

MAX_MODULE_DEPTH = 32
MODULE_STEPS = 60
INSTANCE_STEPS = 10
"""The cost of an instance of a module or a resource, whatever it contains."""

_BUSY: Any = object()
_CALL_META = (META_ARGUMENTS - {"provider"}) | {"source", "version", "providers"}


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
        several: tuple[Several, ...] = (),
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
        self.several = several
        self.depth: int = 0 if parent is None else parent.depth + 1
        self._memo: dict[tuple[str, str], Any] = {}
        self._expansions: dict[tuple[str, str], Any] = {}
        self._resources: dict[tuple[str, str], dict[Any, ResourceInstance]] = {}
        self._children: dict[str, Any] = {}
        self._collections: dict[tuple[str, str], TValue] = {}
        self._expansion_values: dict[int, tuple[dict[str, Any], dict[str, TValue]]] = {}
        self._scopes: dict[int, Scope] = {}
        self._versions = versions_of(config)
        self._offered: dict[Feature, bool | None] = {}
        if parent is None:
            tree.context.versions = self._versions

    def report(self, error: EvaluationError) -> Unknown:
        """Report an error in this module. If the module may not exist, report only errors that do not depend on values."""
        return self.tree.report(error, certain=self.existence is None)

    # -- another configuration --------------------------------------------------------------------

    def become(self, other: ModuleInstance) -> None:
        """Take the configuration of another instance of the same root module. What is evaluated stays."""
        self.config, self._versions, self._offered = other.config, other._versions, {}
        self._scopes.clear()

    def forget(self, declarations: Collection[tuple[str, str]], calls: Collection[str]) -> None:
        """Forget what was evaluated of some declarations (kind, name), the modules of some calls, and all provider configurations."""
        for known in (self._memo, self._expansions, self._resources, self._collections):
            for key in [key for key in known if key in declarations or key[0] == "provider"]:
                del known[key]
        for name in calls:
            self._children.pop(name, None)
        self._expansion_values.clear()

    def take(self, other: ModuleInstance, without: Collection[tuple[str, str]], calls: Collection[str]) -> None:
        """Take what another instance of the same root module has evaluated, without some declarations (kind, name) and calls."""
        for own, known in (
            (self._memo, other._memo),
            (self._expansions, other._expansions),
            (self._resources, other._resources),
            (self._collections, other._collections),
        ):
            for key, value in known.items():
                if key not in without and key[0] != "provider" and value is not _BUSY:
                    own[key] = value
        for name, children in other._children.items():
            if name not in calls and children is not _BUSY:
                self._children[name] = children

    def has_children(self, name: str) -> bool:
        """Return True if a module call was evaluated."""
        return name in self._children

    # -- names ------------------------------------------------------------------------------------

    def offers(self, feature: Feature) -> bool | None:
        """Return whether the tool of the configuration has a feature; None if this is not known."""
        if feature not in self._offered:
            context, own = self.tree.context, self._versions
            allowed = own & context.versions
            self._offered[feature] = offered(feature, context.dialect, allowed)
        return self._offered[feature]

    @cached_property
    def path(self) -> str:
        """The folder of the module, relative to that of the root module, with forward slashes."""
        return os.path.relpath(self.config.directory, self.tree.root_directory).replace(os.sep, "/")

    def call_context(self) -> CallContext:
        """Return the surroundings of function calls."""
        return self.tree.context

    def begin_trace(self) -> Any:
        """Begin to note reads separately; pass the result to `end_trace`."""
        outer, self.tree.trace = self.tree.trace, []
        return outer

    def end_trace(self, outer: Any) -> Any:
        """Return the reads since `begin_trace` (None if there were none); they also count as reads of the enclosing evaluation."""
        own = tuple(self.tree.trace)
        self.tree.trace = outer
        if not own:
            return None
        outer.append(own)
        return DeferredReads(own)

    def drop_trace(self, outer: Any) -> None:
        """Drop the reads since `begin_trace`: the result does not depend on them."""
        self.tree.trace = outer

    def was_read(self, trace: Any) -> None:
        """Note the use of a name whose values were made elsewhere. The reads that the result depends on count as read here."""
        self.tree.trace.append(trace)

    def scope(
        self,
        source: SourceFile,
        variables: dict[str, TValue] | None = None,
        trace: Any = None,
        origin: Binding | None = None,
    ) -> Scope:
        """Return a scope for expressions in a file of this module."""
        if variables:
            return Scope(self, source, variables, None, trace, origin)
        scope = self._scopes.get(id(source))
        if scope is None:
            scope = self._scopes[id(source)] = Scope(self, source)
        return scope

    def provider(self, name: str) -> str:
        """Return the provider configuration of the root module for a name (``aws``, ``aws.west``) in this module."""
        if self.parent is None or self.call is None:
            return name
        given = self.call.attributes.get("providers")
        if given is not None and isinstance(given.expr, n.ObjectCons):
            source = self.call.source_of("providers")
            scope = self.parent.scope_in(self.call_scope or self.parent.scope(source), source)
            for item in given.expr.items:
                if reference_text(item.key, source) == name:
                    return self.parent.provider(provider_name(item.value, scope))
        return self.parent.provider(name)

    def prefixed(self, address: str) -> str:
        """Return an address in this module as seen from the root."""
        return f"{self.address}.{address}" if self.address else address

    def resolve(self, root: str, traversal: n.Traversal | None, scope: Scope) -> tuple[TValue, int]:
        """Return the value of the reference that begins with `root`, and how many steps of the traversal it took."""
        steps = traversal.steps if traversal is not None else ()
        try:
            return references.resolve(self, root, steps)
        except UndeclaredError as error:
            if traversal is None:
                raise
            if error.span is None:
                error.span = scope.span(traversal.start, traversal.end)
            if not scope.quiet:
                self.report(error)
            return references.undeclared_value(self, error, steps), len(steps)

    def table(self, kind: str) -> Mapping[str, Any]:
        """Return the declarations of a kind, by name."""
        config = self.config
        tables: dict[str, Mapping[str, Any]] = {
            "resource": config.resources,
            "data": config.data,
            "ephemeral": config.ephemeral,
            "action": config.actions,
            "variable": config.variables,
            "local": config.locals,
            "module": config.calls,
        }
        return tables[kind]

    # -- memoised values --------------------------------------------------------------------------

    def _once(self, kind: str, name: str, compute: Callable[[], TValue], span: Callable[[], Span]) -> TValue:
        memo, key = self._memo, (kind, name)
        entry = memo.get(key)
        if entry is None:
            tree = self.tree
            if tree.nesting >= DEEP:
                evaluate_dependencies(self, kind, name)
            memo[key] = _BUSY
            outer, tree.trace = tree.trace, []
            around = tree.enter(self, kind, name)
            tree.nesting += 1
            try:
                value = without_refused(compute())
            except EvaluationError as error:
                value = self.report(error)
            except BudgetExceededError as error:
                value = over_budget(error, span())
            except RecursionError:
                value = over_budget(BudgetExceededError("values depend on each other too deeply"), span())
            finally:
                own, tree.trace = tree.trace, outer
                tree.nesting -= 1
                tree.leave(around)
            entry = memo[key] = (value, tuple(own))
        elif entry is _BUSY:
            shown = f"{SHOWN_PREFIX.get(kind, kind + '.')}{name}"
            raise CycleError(self.prefixed(shown), span(), (id(self.config), shown))
        if entry[1]:
            self.tree.trace.append(entry[1])
        return entry[0]

    def local(self, name: str) -> TValue:
        """Return the value of a local. Raises `EvaluationError` when it is not declared."""
        entry = self._memo.get(("local", name))
        if entry is not None and entry is not _BUSY:
            if entry[1]:
                self.tree.trace.append(entry[1])
            return entry[0]
        declared = self.config.locals.get(name)
        if declared is None:
            return references.undeclared_or_unknown(self, "local", name)
        expr, source = declared.attribute.expr, declared.source

        def compute() -> TValue:
            value = evaluate(expr, self.scope(source))
            self.budget.charge_value(value)
            return value

        return self._once("local", name, compute, lambda: source.span(expr.start, expr.end))

    def variable(self, name: str) -> TValue:
        """Return the value of an input variable. Raises `EvaluationError` when it is not declared."""
        entry = self._memo.get(("variable", name))
        if entry is not None and entry is not _BUSY:
            if entry[1]:
                self.tree.trace.append(entry[1])
            return entry[0]
        declared = self.config.variables.get(name)
        if declared is None:
            return references.undeclared_or_unknown(self, "variable", name)
        found = declared
        return self._once("variable", name, lambda: value_of(self, name, found), lambda: found.header_span)

    def scope_in(self, scope: Scope, source: SourceFile) -> Scope:
        """Return `scope` for an expression that an override file put into the block."""
        if scope.source is source:
            return scope
        return Scope(self, source, scope.variables, None, scope.trace, scope.origin)

    def binding(self, declared: Declaration, key: Any) -> Binding | None:
        """Return the value of `each` or `count` in an instance of a block."""
        for name in ("count", "for_each"):
            attribute = declared.attributes.get(name)
            if attribute is not None:
                return Binding(attribute.expr, self.scope(declared.source_of(name)), key)
        return None

    # -- expansion --------------------------------------------------------------------------------

    def expansion(self, kind: str, name: str, declared: Declaration) -> Expansion:
        """Return the instances of a resource, data source or module call. Raises `CycleError`."""
        key = (kind, name)
        found = self._expansions.get(key)
        if found is _BUSY:
            shown = f"{SHOWN_PREFIX.get(kind, '')}{name}"
            raise CycleError(self.prefixed(shown), declared.header_span, (id(self.config), shown))
        if found is None:
            tree = self.tree
            if tree.nesting >= DEEP:
                evaluate_dependencies(self, f"expansion:{kind}", name)
            self._expansions[key] = _BUSY
            outer, tree.trace = tree.trace, []
            around = tree.enter(self, kind, name)
            tree.nesting += 1
            try:
                found = self._expand(declared)
            except CycleError as error:
                found = representative_instance(declared, self.report(error))
            except BaseException:
                del self._expansions[key]
                raise
            finally:
                own, tree.trace = tree.trace, outer
                tree.nesting -= 1
                tree.leave(around)
            if own:
                found = msgspec.structs.replace(found, trace=DeferredReads(tuple(own)))
            found = self._expansions[key] = self._affordable(found, kind, declared)
        return found

    def _affordable(self, found: Expansion, kind: str, declared: Declaration) -> Expansion:
        """Return the instances of a block if the budget allows them; otherwise one that represents all."""
        cost = len(found.instances) * (MODULE_STEPS if kind == "module" else INSTANCE_STEPS)
        try:
            self.budget.charge(cost)
            self.budget.charge_instances(len(found.instances))
        except BudgetExceededError as error:
            if found.mode in ("count", "for_each"):
                return representative_instance(declared, over_budget(error, declared.header_span))
        return found

    def _expand(self, declared: Declaration) -> Expansion:
        """Return the instances of a block. Without any budget left, even to list them would take too long."""
        if self.budget.exceeded and not declared.attributes.keys().isdisjoint(("count", "for_each")):
            span = declared.header_span
            return representative_instance(declared, Unknown(SpentBudget(WorkLimit.MODULE_STEPS, span=span)))
        return expand(declared, self.scope, self.report, self.tree.note, self.address)

    # -- resources --------------------------------------------------------------------------------

    def expansion_values(self, declared: Declaration) -> tuple[dict[str, Any], dict[str, TValue]]:
        """Return the values of ``count`` and ``for_each`` of a resource, plain and as they are, made once for all of its instances."""
        found = self._expansion_values.get(id(declared))
        if found is None:
            values: dict[str, TValue] = {}
            for name in ("count", "for_each"):
                attribute = declared.attributes.get(name)
                if attribute is not None:
                    scope = self.scope(declared.source_of(name))
                    values[name] = guarded(attribute.expr, scope, self.report)
            shown = {name: plain(value) for name, value in values.items()}
            found = self._expansion_values[id(declared)] = (shown, values)
        return found

    def resource_instances(self, kind: str, name: str) -> dict[Any, ResourceInstance]:
        """Return the instances of a resource or data source by key; the representative has the key None."""
        key = (kind, name)
        found = self._resources.get(key)
        if found is None:
            declared = self.table(kind)[name]
            expansion = self.expansion(kind, name, declared)
            rule_type = name.partition(".")[0] if kind == "resource" else f"{kind}.{name.partition('.')[0]}"
            declared = declared_with_blocks(declared, rule_type, self.tree.schemas)
            found = {
                instance: ResourceInstance(self, kind, name, declared, instance, expansion, variables)
                for instance, variables in expansion.instances.items()
            }
            self._resources[key] = found
        return found

    def resource_value(self, kind: str, name: str) -> TValue:
        """Return the value of a reference to a resource: an object, or a tuple or map of objects."""
        declared = self.table(kind)[name]
        expansion = self.expansion(kind, name, declared)
        mode, existence = expansion.mode, expansion.existence
        instances = self.resource_instances(kind, name)
        if mode == "single":
            return _perhaps_one(existence, instances, ResourceHandle)
        if mode in ("count", "for_each"):
            found = self._collections.get((kind, name))
            if found is None:
                found = self._collections[kind, name] = _collected(mode, instances, ResourceHandle)
            return found
        assert existence is not None
        if isinstance(existence, Alternatives):
            return _perhaps_one_more(expansion, existence, instances, ResourceHandle)
        address = self.prefixed(("data." if kind == "data" else "") + name)
        self.tree.trace.append(AttributeRead(address, "", None))
        whole = existence.derive(references=(address, *existence.references), not_null=True)
        if kind == "data" and declared.label(0) in DOCUMENTS:
            return Documents(whole, instances[None])
        if len(instances) > 1:
            return whole
        several = instances[None].several[len(self.several) :]
        return Instances(whole, instances[None], several[0].key if several else None)

    def all_resources(self) -> Iterator[ResourceInstance]:
        """Yield the instances of every resource, data source, ephemeral resource and action of this module (not of its children)."""
        for kind in ("resource", "data", "ephemeral", "action"):
            for name in self.table(kind):
                try:
                    yield from self.resource_instances(kind, name).values()
                except EvaluationError as error:
                    self.tree.report(error)

    def provider_instances(self, declared: Declaration) -> Iterator[tuple[str, Callable[[SourceFile], Scope]]]:
        """Give the instances of a provider configuration (OpenTofu has `for_each` there): how each ends, and its scopes."""
        if "for_each" not in declared.attributes:
            yield "", self._quiet_scope if is_unused(declared, self.config) else self.scope
            return
        expansion = self.expansion("provider", f"{declared.label(0)}.{declared.alias}", declared)
        for key, variables in expansion.instances.items():
            binding = self.binding(declared, key)

            def scope_of(source: SourceFile, variables: Any = variables, binding: Any = binding) -> Scope:
                return self.scope(source, variables, expansion.trace, binding)

            yield instance_suffix(key, unknown=expansion.existence is not None), scope_of

    def _quiet_scope(self, source: SourceFile) -> Scope:
        scope = self.scope(source).child({})
        scope.quiet = True
        return scope

    # -- child modules ----------------------------------------------------------------------------

    def children(self, name: str) -> dict[Any, ModuleInstance] | Unknown:
        """Return the instances of a module call by key; an Unknown when the module can't be had."""
        found = self._children.get(name)
        if found is _BUSY:
            span = self.config.calls[name].header_span
            raise CycleError(self.prefixed(f"module.{name}"), span, (id(self.config), f"module.{name}"))
        if found is None:
            self._children[name] = _BUSY
            around = self.tree.enter(self, "module", name)
            try:
                found = self._load_children(name, self.config.calls[name])
            except BaseException:
                del self._children[name]
                raise
            finally:
                self.tree.leave(around)
            self._children[name] = found
        return cast("dict[Any, ModuleInstance] | Unknown", found)

    def _load_children(self, name: str, call: Declaration) -> dict[Any, ModuleInstance] | Unknown:
        span = call.header_span
        if self.depth >= MAX_MODULE_DEPTH:
            return self.tree.report(
                EvaluationError("Modules nested too deeply", f"More than {MAX_MODULE_DEPTH} levels.", span, static=True)
            )
        config = self.tree.load_call(call, self)
        if isinstance(config, str):
            return Unknown(ModuleNotInstalled(f"module.{name}", config, span=span))
        config.pay(self.budget.grow)
        for argument in call.attributes.values():
            if argument.name not in config.variables and argument.name not in _CALL_META and not config.incomplete:
                hint = self.tree.suggestion(argument.name, config.variables, quote='"')
                source = call.source_of(argument.name)
                detail = f'An argument named "{argument.name}" is not expected by module.{name}.{hint}'
                at = source.span(argument.start, argument.name_end)
                self.tree.report(EvaluationError("Unsupported argument", detail, at, static=True))
        if self._versions.allows(FIRST) and not (self.config.incomplete or config.incomplete):
            for wrong in check_passed_providers(call, self.config, config, self._calls_around()):
                self.tree.note(wrong)
        expansion = self.expansion("module", name, call)
        with suppress(BudgetExceededError):
            self.budget.charge_instances(len(expansion.instances) * config.size // DECLARATIONS_PER_INSTANCE)
        if self.budget.exceeded:  # modules that call each other twice would be more and more on every level
            return Unknown(SpentBudget(WorkLimit.MODULE_STEPS, subject=f"module.{name}", span=span))
        children: dict[Any, ModuleInstance] = {}
        for key, variables in expansion.instances.items():
            existence = expansion.existence if key is None else None
            several = existence is not None and expansion.mode == "unknown"
            address = self.prefixed(f"module.{name}{instance_suffix(key, unknown=several)}")
            children[key] = ModuleInstance(
                self.tree,
                config,
                parent=self,
                call=call,
                call_scope=self.scope(call.source, variables, expansion.trace, self.binding(call, key)),
                address=address,
                key=key,
                existence=joint_existence(self.existence, None if existence is None else as_alternatives(existence)),
                several=(*self.several, *several_of(expansion, key, address)),
            )
        return children

    def _calls_around(self) -> list[Declaration]:
        """Return the calls that led to this module, the innermost first."""
        found: list[Declaration] = []
        module: ModuleInstance | None = self
        while module is not None and module.call is not None:
            found.append(module.call)
            module = module.parent
        return found

    def module_value(self, name: str) -> TValue:
        """Return the value of ``module.name``. Raise `EvaluationError` if there is no such call."""
        call = self.config.calls.get(name)
        if call is None:
            return references.undeclared_or_unknown(self, "module", name)
        children = self.children(name)
        if isinstance(children, Unknown):
            return children
        expansion = self.expansion("module", name, call)
        if expansion.mode == "single":
            return _perhaps_one(expansion.existence, children, ModuleHandle)
        if expansion.mode in ("count", "for_each"):
            found = self._collections.get(("module", name))
            if found is None:
                found = self._collections["module", name] = _collected(expansion.mode, children, ModuleHandle)
            return found
        assert expansion.existence is not None
        if isinstance(expansion.existence, Alternatives):
            return _perhaps_one_more(expansion, expansion.existence, children, ModuleHandle)
        return expansion.existence.derive(not_null=True)

    def output(self, name: str) -> TValue:
        """Return the value of an output. Raises `EvaluationError` when it is not declared."""
        declared = self.config.outputs.get(name)
        if declared is None:
            if self.config.incomplete:
                return references.undeclared_or_unknown(self, "output", name)
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
        source = declared.source_of("value")
        value = evaluate(attribute.expr, self.scope(source))
        if "type" in declared.attributes:
            value = self._typed(value, declared, source.span(attribute.expr.start, attribute.expr.end))
        self.budget.charge_value(value)
        if not declared.marks:
            return value
        keep(self.tree.secrets, value)
        keep_literals(self.tree.secrets, attribute.expr, declared.source_of("value"))
        return mark(value, declared.marks)

    def _typed(self, value: TValue, declared: Declaration, span: Span) -> TValue:
        """Return the value of an output in the type that it declares."""
        constraint = output_constraint(self, declared)
        try:
            if constraint.defaults is not None:
                value = apply_defaults(value, constraint.defaults)
            return convert(value, constraint.type)
        except ConversionError as error:
            where = f"{error.path}: " if error.path else ""
            detail = f"The value does not match the type of the output: {where}{error.message}."
            raise EvaluationError("Invalid output value", detail, span) from None


def _collected(mode: str, instances: dict[Any, Any], handle: Callable[[Any], TValue]) -> TValue:
    """Return the instances of a block as a value: a tuple for `count`, a map for `for_each`."""
    if mode == "count":
        return tuple([handle(instance) for instance in instances.values()])
    return {key: handle(instance) for key, instance in instances.items()}


def _perhaps_one(existence: Unknown | None, instances: dict[Any, Any], handle: Callable[[Any], TValue]) -> TValue:
    """Return the only instance of a block without a key; null if there is none (`lifecycle { enabled }`)."""
    one = handle(instances[None]) if instances else None
    if not isinstance(existence, Alternatives):
        return one
    return choose([Option(guard, one if exists else None) for guard, exists in existence.options], existence)


def _perhaps_one_more(
    expansion: Expansion, existence: Alternatives, instances: dict[Any, Any], handle: Callable[[Any], TValue]
) -> TValue:
    """Return the instances of a block with `count` or `for_each`, if it is not known whether there is one more."""
    by_key = {key: handle(instance) for key, instance in instances.items() if key is not None}
    one = handle(instances[None])
    each = expansion.instances[None].get("each")
    certain: TValue = tuple(by_key.values()) if each is None else by_key
    more: TValue = (*by_key.values(), one) if each is None else {**by_key, cast("str", each["key"]): one}
    return choose([Option(guard, more if exists else certain) for guard, exists in existence.options], existence)


class ModuleHandle(LazyObject):
    """A module as a value: its outputs are its attributes."""

    __slots__ = ("instance",)

    is_object: ClassVar[bool] = True

    def __init__(self, instance: ModuleInstance) -> None:
        super().__init__(ModuleOutputs(instance.address), not_null=True)
        self.instance = instance

    def attribute(self, name: str) -> TValue:
        """Return the value of an attribute. Raises `EvaluationError`."""
        return self.instance.output(name)

    def whole(self) -> dict[str, TValue] | None:
        """Return all outputs; None if there may be more. Raises `EvaluationError`."""
        config = self.instance.config
        if config.incomplete or self.instance.existence is not None:
            return None
        return {name: self.instance.output(name) for name in config.outputs}
