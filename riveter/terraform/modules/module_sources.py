"""Sources of module calls: expressions of constant variables, local values and paths."""

from __future__ import annotations

import os

import msgspec

from riveter.core.causes import PossibleCaller
from riveter.core.values import PartialText, Unknown
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.config.module_addresses import is_local
from riveter.terraform.lang.body import guarded
from riveter.terraform.lang.expression_walk import references
from riveter.terraform.modules.possible_calls import PossibleCall
from riveter.terraform.modules.tree import Module
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import is_null, unmark

_ALLOWED = frozenset({"var", "local", "path", "terraform", "tofu"})


class UnknownSource(msgspec.Struct, frozen=True):
    """A source that is not known. `prefix` and `suffix` are the known text before and after what is unknown."""

    cause: Unknown
    prefix: str = ""
    suffix: str = ""


def source_of(call: Declaration, caller: Module) -> str | UnknownSource | None:
    """Evaluate the source of a call; None where it has none. What is wrong with it is reported."""
    attribute = call.attributes.get("source")
    if attribute is None:
        return None
    expr = attribute.expr
    if isinstance(expr, n.StringLit):
        return expr.value
    source = call.source_of("source")

    def refused(detail: str, node: n.Node = expr, *, static: bool = True) -> UnknownSource:
        error = EvaluationError("Invalid module source", detail, source.span(node.start, node.end), static=static)
        return UnknownSource(caller.report(error))

    for root, node in references(expr):
        if root not in _ALLOWED:
            return refused("The source of a module can only refer to input variables, local values and paths.", node)
    value, marks = unmark(guarded(expr, caller.scope(source), caller.report))
    if is_null(value):
        return refused("The source of a module must not be null.", static=False)
    try:
        value = convert(value, STRING)
    except ConversionError as error:
        return refused(f"The source of a module is a string: {error.message}.")
    if marks:  # it would be shown where the module is named
        return refused("The source of a module must not be a sensitive or an ephemeral value.", static=False)
    if isinstance(value, PartialText):
        return UnknownSource(value, value.prefix, value.suffix)
    if isinstance(value, Unknown):
        return UnknownSource(value)
    return str(value)


def possible_call(unknown: UnknownSource, call: Declaration, caller: Module) -> PossibleCall | None:
    """Which folders a source that begins with a known path may mean; None where it may mean anything."""
    if not is_local(unknown.prefix):
        return None
    folder, slash, rest = unknown.prefix.rpartition("/")
    before = os.path.realpath(os.path.join(caller.config.directory, folder or slash))
    after = unknown.suffix.rstrip("/").removesuffix("/.")
    cause = Unknown(PossibleCaller(f"module.{call.label(0)}", unknown.cause.cause, span=call.header_span))
    return PossibleCall(cause, before.rstrip(os.sep) + os.sep + rest, after)


def shown_source(unknown: UnknownSource) -> str:
    """A source with an ellipsis for what is not known, for people."""
    return f"{unknown.prefix}…{unknown.suffix}" if unknown.prefix or unknown.suffix else ""
