"""Sources of module calls: expressions of constant variables, local values and paths."""

from __future__ import annotations

import os
from collections.abc import Iterator

import msgspec

from riveter.core.alternatives import (
    MAX_OPTIONS,
    Alternatives,
    Guard,
    ImpossibleError,
    Option,
    alternatives_in,
    combinations,
    is_one_of,
    under,
)
from riveter.core.causes import PossibleCaller
from riveter.core.values import Hole, PartialText, Unknown
from riveter.files.bounds import real_path
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.config.module_addresses import is_local, is_no_address, local_path
from riveter.terraform.lang.body import guarded
from riveter.terraform.lang.expression_walk import references
from riveter.terraform.modules.allowed_values import allowed_values
from riveter.terraform.modules.possible_calls import PossibleCall
from riveter.terraform.modules.tree import Module
from riveter.terraform.modules.variables import unset_symbol
from riveter.terraform.values.alternatives import choose
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import is_null, unmark

_ALLOWED = frozenset({"var", "local", "path", "terraform", "tofu"})


class UnknownSource(msgspec.Struct, frozen=True):
    """A source that is not known. patterns: the known text before and after the unknown part, for each alternative.

    None instead of the text after: there is no unknown part. secret: whether the patterns must not be shown.
    """

    cause: Unknown
    patterns: tuple[tuple[str, str | None], ...] = ()
    secret: bool = False


def source_of(call: Declaration, caller: Module) -> str | UnknownSource | None:
    """Evaluate the source of a call; None if it has none. Report its problems."""
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
        return refused("The source of a module must not be null.", static=isinstance(expr, n.NullLit))
    try:
        value = convert(value, STRING)
    except ConversionError as error:
        return refused(f"The source of a module is a string: {error.message}.")
    if marks:  # it would be shown where the module is named
        cause = refused("The source of a module must not be a sensitive or an ephemeral value.", static=False).cause
        hidden = tuple(
            (prefix, suffix or "") for prefix, suffix in _patterns(value)
        )  # followed as any folder like this
        return UnknownSource(cause, hidden, secret=True)
    if isinstance(value, Unknown):
        return UnknownSource(value, tuple(_patterns(_allowed(value, caller))))
    text = str(value)
    if is_no_address(text):
        return refused(f'"{text[:200]}" is not an address of a module.', static=False)
    return text


def _allowed(value: Unknown, caller: Module) -> object:
    """Return an unknown source with the texts that the validation of an unset variable allows instead of the variable."""
    if not isinstance(value, PartialText):
        return _one_of(value, caller)
    parts = [
        part if isinstance(part, str) or part.encoded or part.is_elements else Hole(_one_of(part.value, caller))
        for part in value.parts
    ]
    return PartialText(tuple(parts), type=STRING)


def _one_of(value: Unknown, caller: Module) -> Unknown:
    if value.symbol is None or isinstance(value, Alternatives):
        return value
    module: Module | None = caller
    while module is not None:
        for name, declared in module.config.variables.items():
            if value.symbol == unset_symbol(module, name):
                texts = allowed_values(declared, name)
                if not texts or len(texts) > MAX_OPTIONS or not all(isinstance(text, str) for text in texts):
                    return value
                options = [Option(is_one_of(value.symbol, text), text) for text in texts]
                found = choose(options, value)
                return found if isinstance(found, Unknown) else value
        module = module.parent
    return value


def _patterns(value: object) -> Iterator[tuple[str, str | None]]:
    """Yield the known parts of a source: the text before and after the unknown part, for each of its alternatives."""
    if isinstance(value, str):
        yield value, None
        return
    guards = combinations(alternatives_in(value))
    options = [value] if guards is None or len(guards) < 2 else [_under(value, guard) for guard in guards]
    for option in options:
        if isinstance(option, str):
            yield option, None
        elif isinstance(option, PartialText):
            yield option.prefix, option.suffix


def _under(value: object, guard: Guard) -> object:
    """Return one of the values that a source may have; None if Terraform refuses it."""
    try:
        return under(value, guard)
    except ImpossibleError:
        return None


def possible_calls(unknown: UnknownSource, call: Declaration, caller: Module) -> list[PossibleCall]:
    """Return the folders that a source with a known beginning may mean; none if it may mean anything."""
    cause = Unknown(PossibleCaller(f"module.{call.label(0)}", unknown.cause.cause, span=call.header_span))
    found: list[PossibleCall] = []
    for prefix, suffix in unknown.patterns:
        if is_local(prefix) and suffix is None:
            real = real_path(os.path.join(caller.config.directory, local_path(prefix)))
            found.append(PossibleCall(cause, real, None, call, caller))
        elif is_local(prefix):
            folder, slash, rest = local_path(prefix).rpartition("/")
            before = real_path(os.path.join(caller.config.directory, folder or slash))
            after = local_path(f".{suffix or ''}")[1:].rstrip("/").removesuffix("/.")
            found.append(PossibleCall(cause, before.rstrip(os.sep) + os.sep + rest, after, call, caller))
    return found


def known_texts(source: str | UnknownSource) -> tuple[str, ...]:
    """Return the known parts of a source: all of it, or the texts that it begins with."""
    return (source,) if isinstance(source, str) else tuple(prefix for prefix, _ in source.patterns)


def shown_source(unknown: UnknownSource) -> str:
    """Return a source for display, with an ellipsis for the unknown part."""
    if unknown.secret:
        return ""
    shown = [
        prefix if suffix is None else f"{prefix}…{suffix}" for prefix, suffix in unknown.patterns if prefix or suffix
    ]
    return " or ".join(shown)
