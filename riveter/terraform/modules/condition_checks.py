"""Check the conditions of resources, outputs and checks, beyond their references.

Terraform evaluates them when it validates, without values. Here, an error counts only if it does not depend on values.
"""

from __future__ import annotations

from collections.abc import Iterable

from riveter.core.causes import ComputedAttribute, EvaluationFailure
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.lang.body import guarded
from riveter.terraform.lang.scope import Scope
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import unmark

_CONDITIONS = frozenset({"precondition", "postcondition", "assert"})


def check_conditions(module: ModuleInstance) -> None:
    """Take down the errors of conditions and of their messages, as suspects."""
    for kind in ("resource", "data", "ephemeral"):
        for name, declared in module.table(kind).items():
            lifecycle = declared.blocks("lifecycle")
            if not any(block.blocks for block in lifecycle):
                continue
            for instance in [*module.resource_instances(kind, name).values()][:1]:
                for block in lifecycle:
                    source = declared.source_of_block(block)
                    itself = Unknown(ComputedAttribute("self"))
                    _check(module, block.blocks, source, instance.scope(source).child({"self": itself}))
    for table in (module.config.outputs, module.config.checks):
        for declared in table.values():
            for block in declared.block.blocks:
                source = declared.source_of_block(block)
                _check(module, (block,), source, module.scope(source))


def _check(module: ModuleInstance, blocks: Iterable[n.Block], source: SourceFile, scope: Scope) -> None:
    def suspect(error: EvaluationError) -> Unknown:
        if error.static:
            return module.tree.report(error)
        module.tree.suspect(error)
        return Unknown(EvaluationFailure(error.summary, span=error.span))

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
