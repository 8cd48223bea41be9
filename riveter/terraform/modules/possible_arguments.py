"""The arguments of calls that may mean a module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from riveter.core.causes import EvaluationFailure
from riveter.core.origins import ValueOrigin
from riveter.core.source import Span
from riveter.core.values import Unknown
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Scope
from riveter.terraform.modules.inputs import InputValue
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.possible_calls import PossibleCall
from riveter.terraform.values.alternatives import same_known
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.value import TValue, first_unknown, type_of, unmark_deep

_MAX_INSTANCES = 64


class _Given(msgspec.Struct, frozen=True):
    value: TValue
    span: Span


def arguments_of(calls: Sequence[PossibleCall], config: ModuleConfig) -> Mapping[str, InputValue] | None:
    """Return what calls give to the variables of a module; None if nothing is known of that.

    A variable that they give different values, or one that is not known, has no known value.
    """
    if any(call.after is not None for call in calls):
        return None
    scopes: list[tuple[PossibleCall, Scope]] = []
    for call in calls:
        scopes.extend((call, scope) for scope in _scopes(call))
        if len(scopes) > _MAX_INSTANCES:
            return None
    if not scopes:
        return None
    found: dict[str, InputValue] = {}
    for name in config.variables:
        given = [_given(call, name, scope) for call, scope in scopes]
        if any(each is not None for each in given):
            found[name] = _together(given, calls[0])
    return found


def _scopes(possible: PossibleCall) -> Iterator[Scope]:
    """Yield the scope of each instance of a call."""
    caller: ModuleInstance = possible.caller
    call = possible.call
    try:
        expansion = caller.expansion("module", call.label(0), call)
    except EvaluationError:  # reported when the call is evaluated
        return
    for key, variables in expansion.instances.items():
        yield caller.scope(call.source, variables, expansion.trace, caller.binding(call, key))


def _given(possible: PossibleCall, name: str, scope: Scope) -> _Given | None:
    """Return the argument of an instance of a call; None if it has none."""
    caller: ModuleInstance = possible.caller
    argument = possible.call.attributes.get(name)
    if argument is None:
        return None
    source = possible.call.source_of(name)
    span = source.span(argument.expr.start, argument.expr.end)
    try:
        return _Given(evaluate(argument.expr, caller.scope_in(scope, source)), span)
    except EvaluationError as error:
        return _Given(Unknown(EvaluationFailure(error.summary, span=error.span)), span)


def _together(given: Sequence[_Given | None], call: PossibleCall) -> InputValue:
    """Return the value of a variable that each instance gives one; it is in doubt if that is not the same for all."""
    first = next(each for each in given if each is not None)
    for each in given:
        unknown = None if each is None else first_unknown(each.value)
        if unknown is not None:
            return InputValue(ValueOrigin.WRITTEN, span=first.span, doubt=unknown)
        if each is None or not _same(each.value, first.value):
            return InputValue(ValueOrigin.WRITTEN, span=first.span, doubt=call.cause)
    return InputValue(ValueOrigin.WRITTEN, first.value, span=first.span)


def _same(one: TValue, other: TValue) -> bool:
    (plain, marks), (plain_other, marks_other) = unmark_deep(one), unmark_deep(other)
    return marks == marks_other and type_of(plain) == type_of(plain_other) and same_known(plain, plain_other)
