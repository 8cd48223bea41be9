"""Blocks other than resources, for rules that address them: module calls, providers, variables, locals, outputs, settings.

Most rules do not, so they are evaluated when their values are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from riveter.core.addresses import instance_suffix
from riveter.core.causes import EvaluationFailure
from riveter.core.credentials import PROVIDER, SETTINGS
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.resource import Reference, Resource
from riveter.terraform.config.declarations import WITHOUT_VALUES, Declaration
from riveter.terraform.config.type_constraints import Constraint
from riveter.terraform.lang.body import EvaluatedBody, evaluate_body, reference_text
from riveter.terraform.lang.body_to_python import BodyConverter
from riveter.terraform.lang.scope import Scope
from riveter.terraform.lang.secrecy import keep, keep_at
from riveter.terraform.modules.evaluated_resource import BlockResource
from riveter.terraform.modules.expansion import several_of
from riveter.terraform.modules.instance import evaluate_declaration
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.named_in_blocks import providers_of, settings_as_text, with_block, without_providers
from riveter.terraform.modules.resources import (
    BlockOrigin,
    body_references,
    dependencies_of,
    paid_references,
)
from riveter.terraform.modules.secret_places import keep_literals
from riveter.terraform.modules.variables import constraint_of, output_constraint
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.value import PRESUMED, TValue, is_null, mark


def other_blocks(module: ModuleInstance) -> Iterator[Resource]:
    """Yield the module calls, providers, variables, locals, outputs and terraform settings of a module."""
    config = module.config
    for name, declared in config.calls.items():
        yield from _module_calls(module, name, declared)
    for declared in config.providers:
        for suffix, scope_of in module.provider_instances(declared):
            yield _provider(module, declared, suffix, scope_of)
    for name, declared in config.variables.items():
        yield _variable(module, name, declared)
    for declared in config.local_blocks:
        yield _locals(module, declared)
    for name, declared in config.outputs.items():
        yield _output(module, name, declared)
    for declared in config.terraform:
        yield _simple(module, settings_as_text(declared), "terraform", "terraform", "terraform")


def _simple(module: ModuleInstance, declared: Declaration, type: str, name: str, address: str) -> Resource:
    def body() -> EvaluatedBody:
        evaluated = evaluate_declaration(declared, module.scope, _silent)
        if type == "terraform":
            for kind in ("backend", "cloud", "encryption"):
                for item in evaluated.blocks[kind].items if kind in evaluated.blocks else ():
                    _hide_settings(module, item, SETTINGS)
        return _with_marks(module, declared, evaluated)

    more = dependencies_of(declared) if type == "output" else {}
    return _made(module, declared, body, lambda _: more, type, name, address)


def _provider(
    module: ModuleInstance, declared: Declaration, suffix: str, scope_of: Callable[[SourceFile], Scope]
) -> Resource:
    def body() -> EvaluatedBody:
        evaluated = evaluate_declaration(declared, scope_of, _silent)
        _hide_settings(module, evaluated, PROVIDER)
        return evaluated

    name = declared.label(0)
    return _made(module, declared, body, lambda _: {}, "provider", name, f"provider.{name}{suffix}")


def _with_marks(module: ModuleInstance, declared: Declaration, body: EvaluatedBody) -> EvaluatedBody:
    """Mark the default of a variable, or the value of an output, as sensitive if the declaration is; misspelt arguments too."""
    if declared.block.type in ("variable", "output") and declared.marks:
        for name, field in body.fields.items():
            if name not in WITHOUT_VALUES:
                field.value = mark(field.value, declared.marks)
    return body


def _output(module: ModuleInstance, name: str, declared: Declaration) -> Resource:
    if "type" not in declared.attributes:
        return _simple(module, declared, "output", name, f"output.{name}")
    kept = tuple(attribute for attribute in declared.block.attributes if attribute.name != "type")
    untyped = with_block(declared, msgspec.structs.replace(declared.block, attributes=kept))

    def body() -> EvaluatedBody:
        made = _with_marks(module, untyped, evaluate_declaration(untyped, module.scope, _silent))
        if "value" in made.fields:
            try:
                made.fields["value"].value = module.output(name)
            except EvaluationError as error:
                made.fields["value"].value = _silent(error)
        return made

    def more(values: EvaluatedBody) -> dict[str, Any]:
        return {"type": _shown_type(output_constraint(module, declared)), **dependencies_of(declared)}

    return _made(module, declared, body, more, "output", name, f"output.{name}")


def _shown_type(constraint: Constraint) -> str:
    return str(constraint.type).replace("dynamic", "any")


def _hide_settings(module: ModuleInstance, body: EvaluatedBody, names: frozenset[str]) -> None:
    """Mark the arguments that are secrets by their names, at any depth, where no schema says so."""
    for name, field in body.fields.items():
        if name in names and not is_null(field.value):
            keep(module.tree.secrets, field.value)
            keep_literals(module.tree.secrets, field.attribute.expr, field.scope.source)
            field.value = mark(field.value, frozenset([PRESUMED]))
    for blocks in body.blocks.values():
        for item in blocks.items:
            _hide_settings(module, item, names)


def _variable(module: ModuleInstance, name: str, declared: Declaration) -> Resource:
    def body() -> EvaluatedBody:
        kept = tuple(a for a in declared.block.attributes if a.name != "type")
        without = msgspec.structs.replace(declared.block, attributes=kept, blocks=())
        return _with_marks(module, declared, evaluate_body(without, module.scope(declared.source), _silent))

    def more(values: EvaluatedBody) -> dict[str, Any]:
        added: dict[str, Any] = {}
        if "type" in declared.attributes:
            added["type"] = _shown_type(constraint_of(module, name))
        rules = declared.blocks("validation")
        if rules:
            added["validation"] = [
                {a.name: reference_text(a.expr, declared.source_of_block(rule)) for a in rule.attributes}
                for rule in rules
            ]
        return added

    return _made(module, declared, body, more, "variable", name, f"var.{name}")


def _locals(module: ModuleInstance, declared: Declaration) -> Resource:
    """Return a `locals` block with the values that are its own: others may be overridden, or declared twice."""
    known = module.config.locals
    own = tuple(a for a in declared.block.attributes if a.name in known and known[a.name].attribute is a)
    block = msgspec.structs.replace(declared.block, attributes=own, blocks=())

    def body() -> EvaluatedBody:
        return evaluate_body(block, module.scope(declared.source), _silent)

    return _made(module, with_block(declared, block), body, lambda _: {}, "locals", "locals", "locals")


def _module_calls(module: ModuleInstance, name: str, declared: Declaration) -> Iterator[Resource]:
    expansion = module.expansion("module", name, declared)
    for key, variables in expansion.instances.items():
        existence = expansion.existence if key is None else None

        def scope_of(source: SourceFile, variables: dict[str, TValue] = variables, key: Any = key) -> Scope:
            return module.scope(source, variables or None, expansion.trace, module.binding(declared, key))

        def body(scope_of: Callable[[SourceFile], Scope] = scope_of) -> EvaluatedBody:
            evaluated = evaluate_declaration(without_providers(declared), scope_of, _silent)
            _hide_arguments(module, name, evaluated)
            return evaluated

        address = f"module.{name}{instance_suffix(key, unknown=existence is not None and expansion.mode == 'unknown')}"
        call = _made(module, declared, body, lambda _: _names_in_call(declared), "module", name, address, existence)
        call.several = (*module.several, *several_of(expansion, key, call.address))
        call.is_hidden = lambda: _is_hidden(module, name)
        yield call


def _is_hidden(module: ModuleInstance, name: str) -> bool:
    """Return True if the module that a call names could not be read."""
    try:
        return not isinstance(module.children(name), dict)
    except EvaluationError:
        return True


def _names_in_call(declared: Declaration) -> dict[str, Any]:
    return {**providers_of(declared), **dependencies_of(declared)}


def _hide_arguments(module: ModuleInstance, name: str, body: EvaluatedBody) -> None:
    """Mark the arguments of a module call whose variables are declared sensitive."""
    children = module.children(name)
    called = next(iter(children.values()), None) if isinstance(children, dict) else None
    for argument, field in body.fields.items() if called is not None else ():
        declared = called.config.variables.get(argument) if called is not None else None
        if declared is not None and declared.marks:
            field.value = mark(field.value, frozenset([PRESUMED]))


class _CachedBody:
    """A call whose result is kept."""

    __slots__ = ("_evaluate", "_made")

    def __init__(self, evaluate: Callable[[], EvaluatedBody]) -> None:
        self._evaluate = evaluate
        self._made: EvaluatedBody | None = None

    def __call__(self) -> EvaluatedBody:
        if self._made is None:
            self._made = self._evaluate()
        return self._made


def _made(
    module: ModuleInstance,
    declared: Declaration,
    evaluate: Callable[[], EvaluatedBody],
    more: Callable[[EvaluatedBody], dict[str, Any]],
    type: str,
    name: str,
    address: str,
    existence: Unknown | None = None,
) -> Resource:
    body = _CachedBody(evaluate)
    schemas = module.tree.schemas if type == "provider" else None
    schema_type = f"provider.{declared.label(0)}" if type == "provider" else type

    def values() -> dict[str, Any]:
        found = {**BodyConverter(budget=module.budget).body(body()), **more(body())}
        if schemas is not None:
            keep_at(module.tree.secrets, found, schemas.sensitive_paths(schema_type))
        return found

    def references() -> tuple[Reference, ...]:
        made = body_references(body(), "", module.tree)
        return tuple(dict.fromkeys(paid_references(made, module.tree, resource, declared.span)))

    resource = BlockResource(
        {
            "values": values,
            "origin": lambda: BlockOrigin(declared, body(), module.scope, schemas, schema_type, module.tree),
            "references": references,
        },
        module.prefixed(address),
        type,
        name,
        declared.span,
        module.address,
        module.existence if existence is None else existence,
        module.tree.root_name,
        module.several,
    )
    return resource


def _silent(error: EvaluationError) -> Unknown:
    """Return the unknown for an error that is reported where the value is used."""
    return Unknown(EvaluationFailure(error.summary, span=error.span))
