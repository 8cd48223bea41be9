"""Sensitive and ephemeral values where Terraform does not take them."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.source import Span
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.lang.body import EvaluatedBody
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.schemas import Schemas
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.value import EPHEMERAL, SENSITIVE, unmark_deep

_BUILT_IN = frozenset({"terraform_data", "data.terraform_remote_state"})
_STORED = "Ephemeral values are not stored, so that they must not be used here."


def check_marks(module: ModuleInstance) -> None:
    """Report the outputs, module arguments and arguments of resources that must not be sensitive or ephemeral, and are."""
    for name, declared in module.config.outputs.items():
        _output(module, name, declared)
    if not module.tree.has_ephemeral:
        return
    for name, declared in module.config.variables.items():
        _argument(module, name, declared)
    for kind in ("resource", "data"):
        for name in module.table(kind):
            for instance in module.resource_instances(kind, name).values():
                for span, argument in _ephemeral(instance.body(), module.tree.schemas, instance.rule_type):
                    detail = f'The argument "{argument}" must not be an ephemeral value. {_STORED}'
                    module.tree.report(EvaluationError("Invalid use of ephemeral value", detail, span, static=True))


def _output(module: ModuleInstance, name: str, declared: Declaration) -> None:
    span = declared.header_span
    ephemeral = EPHEMERAL in declared.marks
    if ephemeral and module.parent is None:
        detail = "The root module must not have ephemeral outputs: nobody could use them."
        module.tree.report(EvaluationError("Ephemeral output not allowed", detail, span, static=True))
    try:
        _, marks = unmark_deep(module.output(name))
    except EvaluationError:
        return
    if SENSITIVE in marks and module.parent is None and SENSITIVE not in declared.marks:
        detail = "The output is not declared with sensitive = true, so that its value must not be sensitive."
        module.tree.suspect(EvaluationError("Output refers to sensitive values", detail, span))
    if EPHEMERAL in marks and not ephemeral:
        value = declared.attributes["value"].expr
        span = declared.source_of("value").span(value.start, value.end)
        detail = "The output is not declared with ephemeral = true, so that its value must not be ephemeral."
        module.tree.suspect(EvaluationError("Ephemeral value not allowed", detail, span))


def _argument(module: ModuleInstance, name: str, declared: Declaration) -> None:
    call = module.call
    if call is None or name not in call.attributes or EPHEMERAL in declared.marks:
        return
    try:
        _, marks = unmark_deep(module.variable(name))
    except EvaluationError:
        return
    if EPHEMERAL in marks:
        expr = call.attributes[name].expr
        span = call.source_of(name).span(expr.start, expr.end)
        detail = f"var.{name} is not declared with ephemeral = true, so that it takes no ephemeral value."
        module.tree.report(EvaluationError("Ephemeral value not allowed", detail, span, static=True))


def _ephemeral(body: EvaluatedBody, schemas: Schemas | None, type: str) -> Iterator[tuple[Span, str]]:
    """Yield the arguments of a resource that are ephemeral but stored, if it is known which ones a provider stores."""
    known = type in _BUILT_IN or (schemas is not None and schemas.block_names(type) is not None)
    for name, field in body.fields.items():
        facts = schemas.attribute(type, name) if schemas is not None else None
        stored = known if facts is None else not facts.write_only
        if stored and not name.endswith("_wo") and EPHEMERAL in unmark_deep(field.value)[1]:
            yield field.span, name
    if known:
        yield from _in_blocks(body)


def _in_blocks(body: EvaluatedBody) -> Iterator[tuple[Span, str]]:
    for blocks in body.blocks.values():
        for item in blocks.items:
            for name, field in item.fields.items():
                if not name.endswith("_wo") and EPHEMERAL in unmark_deep(field.value)[1]:
                    yield field.span, name
            yield from _in_blocks(item)
