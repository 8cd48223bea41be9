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
from riveter.terraform.lang.scope import Scope
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import unmark

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
                guarded(attribute.expr, scope, suspect)


def _check(module: ModuleInstance, blocks: Iterable[n.Block], source: SourceFile, scope: Scope) -> None:
    suspect = _suspecting(module)
    for block in blocks:
        for attribute in block.attributes if block.type in _CONDITIONS else ():
            if attribute.name not in ("condition", "error_message"):
                continue
            value, _ = unmark(guarded(attribute.expr, scope, suspect))
            if attribute.name == "error_message":
                try:
                    convert(value, STRING)
                except ConversionError as error:
                    span = source.span(attribute.expr.start, attribute.expr.end)
                    detail = f"It must be a string: {error.message}."
                    suspect(EvaluationError("Invalid error message", detail, span))
