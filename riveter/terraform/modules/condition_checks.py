"""Check the conditions of resources, outputs and checks, and the provisioners of resources, beyond their references.

Terraform evaluates them when it validates, without values. Here, an error counts only if it does not depend on values.
"""

from __future__ import annotations

from collections.abc import Iterable

from riveter.core.causes import ComputedAttribute, EvaluationFailure
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.lang.body import Report, guarded
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Scope
from riveter.terraform.modules.instance import ResourceHandle
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.validation.addresses import Address
from riveter.terraform.validation.provisioners import argument_type
from riveter.terraform.values.conversion import ConversionError, convert, known_bool
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.types import DYNAMIC, STRING, Primitive, Type
from riveter.terraform.values.value import TValue, is_null, type_of, unmark

_WORDS = frozenset({"when", "on_failure"})
_CONDITIONS = frozenset({"precondition", "postcondition", "assert"})


def check_conditions(module: ModuleInstance) -> None:
    """Take down the errors of conditions and of their messages, as suspects."""
    for kind in ("resource", "data", "ephemeral"):
        for name, declared in module.table(kind).items():
            conditions = [block for block in declared.blocks("lifecycle") if block.blocks]
            provisioners = declared.blocks("provisioner") if kind == "resource" else []
            if not conditions and not provisioners:
                continue
            connections = declared.blocks("connection") if provisioners else []
            for instance in [*module.resource_instances(kind, name).values()][:1]:
                itself = {"self": Unknown(ComputedAttribute("self"))}
                for block in conditions:
                    source = declared.source_of_block(block)
                    _check(module, block.blocks, source, instance.scope(source).child(itself))
                for block in (*connections, *provisioners):
                    source = declared.source_of_block(block)
                    _check_provisioner(module, block, source, instance.scope(source).child(itself))
    for table in (module.config.outputs, module.config.checks):
        for declared in table.values():
            for block in declared.block.blocks:
                source = declared.source_of_block(block)
                _check(module, (block,), source, module.scope(source))


def is_refused(module: ModuleInstance) -> bool:
    """Return whether a pre- or postcondition in a module, or in one that it calls, is certainly false. Nothing is reported."""
    if module.existence is not None:
        return False
    for kind in ("resource", "data", "ephemeral"):
        for name, declared in module.table(kind).items():
            conditions = [block for block in declared.blocks("lifecycle") if block.blocks]
            if not conditions:
                continue
            for instance in module.resource_instances(kind, name).values():
                if instance.existence is not None:
                    continue
                itself: dict[str, TValue] = {"self": ResourceHandle(instance)}
                for block in conditions:
                    scope = instance.scope(declared.source_of_block(block)).child(itself)
                    if any(_is_false(inner, scope) for inner in block.blocks if inner.type in _CONDITIONS):
                        return True
    for declared in module.config.outputs.values():
        for block in declared.blocks("precondition"):
            if _is_false(block, module.scope(declared.source_of_block(block))):
                return True
    for name in module.config.calls:
        children = module.children(name)
        if isinstance(children, dict) and any(map(is_refused, children.values())):
            return True
    return False


def _is_false(block: n.Block, scope: Scope) -> bool:
    for attribute in block.attributes:
        if attribute.name == "condition":
            try:
                value, _ = unmark(evaluate(attribute.expr, scope))
                return is_null(value) or known_bool(value) is False
            except (EvaluationError, BudgetExceededError, RecursionError):
                return False
    return False


def _suspecting(module: ModuleInstance) -> Report:
    """Return a function that takes down errors as suspects; those that do not depend on values are reported."""

    def suspect(error: EvaluationError) -> Unknown:
        if error.static:
            return module.tree.report(error)
        module.tree.suspect(error)
        return Unknown(EvaluationFailure(error.summary, span=error.span))

    return suspect


def _check_provisioner(module: ModuleInstance, block: n.Block, source: SourceFile, scope: Scope) -> None:
    suspect = _suspecting(module)
    for nested in (block, *(inner for inner in block.blocks if inner.type == "connection")):
        for attribute in nested.attributes:
            if attribute.name not in _WORDS:
                value, _ = unmark(guarded(attribute.expr, scope, suspect))
                wanted = argument_type(nested, attribute.name)
                if wanted is not None:
                    _check_type(value, wanted, "Incorrect argument type", attribute.expr, source, suspect)


def check_imports(module: ModuleInstance) -> None:
    """Take down the errors of `import` blocks, as suspects."""
    suspect = _suspecting(module)
    for declared in module.config.refactorings:
        given, source = declared.attributes, declared.source
        if declared.block.type != "import":
            continue
        if "for_each" in given:
            value, _ = unmark(guarded(given["for_each"].expr, module.scope(source), suspect))
            if is_null(value) or (isinstance(type_of(value), Primitive) and type_of(value) != DYNAMIC):
                span = source.span(given["for_each"].expr.start, given["for_each"].expr.end)
                suspect(EvaluationError("Invalid for_each argument", "It must be a map, a set or a list.", span))
        elif "id" in given:
            value, _ = unmark(guarded(given["id"].expr, module.scope(source), suspect))
            _check_type(value, STRING, "Invalid import id argument", given["id"].expr, source, suspect)
        if "to" in given:
            _check_target(module, given["to"].expr, source)


def _check_target(module: ModuleInstance, expr: n.Expr, source: SourceFile) -> None:
    """Report an address of a resource in a module that is not called, or that does not have the resource."""
    names = Address(expr).names
    inner = module
    missing = False
    while names[0] == "module" and len(names) > 2 and not missing:
        _, name, *names = names
        missing = name not in inner.config.calls
        try:
            children = {} if missing else inner.children(name)
        except EvaluationError:
            return
        if not isinstance(children, dict) or (not children and not missing):
            return  # it is not installed, or there is none of it
        inner = inner if missing else next(iter(children.values()))
    if inner.config.incomplete or not (missing or inner is not module):
        return  # Terraform generates the resources of the root module
    if missing or ".".join(names) not in inner.config.resources:
        span = source.span(expr.start, expr.end)
        detail = "The configuration does not have this resource, and only those of the root module can be generated."
        module.tree.report(EvaluationError("Import of an undeclared resource", detail, span, static=True))


def _check_type(value: TValue, wanted: Type, summary: str, expr: n.Expr, source: SourceFile, suspect: Report) -> None:
    try:
        convert(value, wanted)
    except ConversionError as error:
        where = f"{error.path}: " if error.path else ""
        span = source.span(expr.start, expr.end)
        suspect(EvaluationError(summary, f"It must be a {wanted}: {where}{error.message}.", span))


def _check(module: ModuleInstance, blocks: Iterable[n.Block], source: SourceFile, scope: Scope) -> None:
    suspect = _suspecting(module)
    for block in blocks:
        for attribute in block.attributes if block.type in _CONDITIONS else ():
            if attribute.name not in ("condition", "error_message"):
                continue
            value, _ = unmark(guarded(attribute.expr, scope, suspect))
            if attribute.name == "error_message":
                _check_type(value, STRING, "Invalid error message", attribute.expr, source, suspect)
