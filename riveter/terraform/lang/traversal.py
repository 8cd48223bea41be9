"""References, and the attribute, index and splat steps behind them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from riveter.core.alternatives import Alternatives, symbol_of
from riveter.core.causes import NoElement
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.lang.dispatch import evaluate
from riveter.terraform.lang.scope import Scope
from riveter.terraform.lang.try_semantics import note, note_step, without_tracking
from riveter.terraform.values.access import attribute, index
from riveter.terraform.values.alternatives import NO_RESULT, mapped
from riveter.terraform.values.conversion import convert
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.numbers import NUMERIC
from riveter.terraform.values.partial import OpenTuple, like, open_tuple, set_in_any_order
from riveter.terraform.values.types import DYNAMIC, ListType, SetType, TupleType, Type
from riveter.terraform.values.unification import settle
from riveter.terraform.values.value import (
    LazyObject,
    ListValue,
    SetValue,
    TValue,
    Unexpanded,
    is_null,
    mark,
    type_of,
    unmark,
)


def variable(expr: n.Variable, scope: Scope) -> TValue:
    """Return the value of a name that stands alone."""
    found = scope.find(expr.name)
    if found is not None:
        assert found.variables is not None
        if found.trace is not None:
            scope.names.was_read(found.trace)
        return found.variables[expr.name]
    value, _ = without_tracking(scope, lambda: scope.names.resolve(expr.name, None, scope))
    return value


def traversal(expr: n.Traversal, scope: Scope) -> TValue:
    """Return the value at the end of a reference or of any other traversal."""
    source = expr.source
    taken = 0
    if type(source) is n.Variable:
        found = scope.find(source.name)
        if found is not None:
            assert found.variables is not None
            value = found.variables[source.name]
            if found.trace is not None:
                scope.names.was_read(found.trace)
        else:
            names = scope.names
            if names.budget.watching:
                value, taken = without_tracking(scope, lambda: names.resolve(source.name, expr, scope))
            else:
                value, taken = names.resolve(source.name, expr, scope)
    else:
        value = evaluate(source, scope)
    steps = expr.steps
    return take_steps(value, steps[taken:] if taken else steps, scope)


def take_steps(value: TValue, steps: Sequence[n.Step], scope: Scope) -> TValue:
    """Return the value that attribute and index steps lead to. Raises `EvaluationError` with the span of the step."""
    for step in steps:
        # an attribute of a map or an object that is known and unmarked: the common case
        if type(step) is n.Attr and type(value) is dict and step.name in value:
            value = value[step.name]
            continue
        try:
            if isinstance(step, n.Attr):
                note_step(scope, value, step.name)
                value = without_tracking(scope, partial(get, value, step.name))
            elif isinstance(step, n.Index):
                key = evaluate(step.key, scope)
                if isinstance(unmark(key)[0], Unknown):
                    scope.names.budget.charge_candidates(value)
                note_step(scope, value, key)
                value = without_tracking(scope, partial(index_step, value, key))
            else:
                value = _splat_value(value, step.steps, scope)
        except EvaluationError as error:
            if error.span is None:
                error.span = scope.span(step.start, step.end)
            raise
        if type(value) is Alternatives:
            scope.names.budget.charge_choice(value)
    return value


def get(value: TValue, name: str) -> TValue:
    """Evaluate ``value.name``. The value may be a resource whose attributes are evaluated on demand."""
    plain, marks = unmark(value)
    if isinstance(plain, LazyObject):
        return mark(plain.attribute(name), marks)
    if isinstance(plain, Alternatives):
        found = mapped(plain, partial(get, name=name), EvaluationError)
        if found is not NO_RESULT:
            return mark(found, marks)
    return attribute(value, name)


def index_step(value: TValue, key: TValue) -> TValue:
    """Evaluate ``value[key]``. The value may be a resource whose attributes are evaluated on demand."""
    plain, marks = unmark(value)
    if isinstance(plain, LazyObject) and isinstance(key, str):
        return mark(plain.attribute(key), marks)
    if isinstance(plain, LazyObject) and plain.is_object and isinstance(unmark(key)[0], NUMERIC):
        detail = "An object has attributes with names, and no elements with numbers."
        raise EvaluationError("Invalid index", detail)
    if isinstance(plain, Unexpanded):
        asked, key_marks = unmark(key)
        found = plain.at(symbol_of(asked))
        if found is not None:
            return mark(found, marks | key_marks)
    if isinstance(plain, Alternatives) and not isinstance(unmark(key)[0], Unknown):
        found = mapped(plain, partial(index_step, key=key), EvaluationError)
        if found is not NO_RESULT:
            return mark(found, marks)
    return index(value, key)


def splat(expr: n.Splat, scope: Scope) -> TValue:
    """Return the value of a splat expression."""
    return _splat_value(evaluate(expr.source, scope), expr.steps, scope)


def _splat_value(value: TValue, steps: Sequence[n.Step], scope: Scope) -> TValue:
    source, marks = unmark(value)
    if is_null(source):
        if isinstance(type_of(source), (ListType, SetType, TupleType)):
            raise EvaluationError(
                "Splat of null value", "Splat expressions (with the * symbol) cannot be applied to null sequences."
            )
        return mark((), marks)
    if isinstance(source, Alternatives):
        found = mapped(source, partial(_splat_value, steps=steps, scope=scope), EvaluationError)
        if found is not NO_RESULT:
            return mark(found, marks)
    if isinstance(source, SetValue) and (in_any_order := set_in_any_order(source)) is not None:
        source = in_any_order
    if isinstance(source, OpenTuple):
        return mark(_open_splat(source, steps, scope), marks)
    if isinstance(source, Unknown) and not isinstance(source, LazyObject):
        return mark(_unknown_splat(source, steps, scope), marks)
    auto = not isinstance(source, tuple)
    items: Sequence[TValue] = (source,) if auto else source
    scope.names.budget.charge(len(items))  # before: where nothing is left, nothing is to be done
    results = [take_steps(item, steps, scope) for item in items]
    if not auto and isinstance(source, (ListValue, SetValue)):
        result: TValue = _as_list(results)
        if not results:  # as HCL, the steps are taken on what an element would be
            element = Unknown(NoElement(), type=source.elem)
            result = ListValue((), type_of(unmark(take_steps(element, steps, scope))[0]))
    else:
        result = tuple(results)
    return mark(result, marks)


def _unknown_splat(source: Unknown, steps: Sequence[n.Step], scope: Scope) -> TValue:
    """Return the splat of an unknown: the steps are applied to its representative element, because they may be invalid for its type."""
    have = type_of(source)
    kind: Type = DYNAMIC
    if have == DYNAMIC and steps:
        note(scope, source)
    if isinstance(have, (ListType, SetType)):
        element = source.derive(type=have.elem, keeps="identity")
        kind = ListType(type_of(unmark(take_steps(element, steps, scope))[0]))
    elif isinstance(have, TupleType):
        elements = [source.derive(type=each, keeps="identity") for each in have.elems]
        return tuple([take_steps(element, steps, scope) for element in elements])
    elif have != DYNAMIC:
        try:
            value = take_steps(source, steps, scope)
        except EvaluationError:
            if source.not_null or not scope.names.budget.watching:
                raise
            note(scope, source)  # nothing is wrong with the splat of a null
        else:
            if source.not_null:
                return (value,)
    return source.derive(type=kind, not_null=True, keeps="identity")


def _open_splat(source: OpenTuple, steps: Sequence[n.Step], scope: Scope) -> Unknown:
    scope.names.budget.charge(len(source.items))
    results: list[TValue] = []
    for i, item in enumerate(source.items):
        try:
            results.append(take_steps(item, steps, scope))
        except EvaluationError:
            if i not in source.open:
                raise
            results.append(like(source))
    sequence = isinstance(type_of(source), (ListType, SetType))
    return open_tuple(results, source.open, ListType(DYNAMIC) if sequence else DYNAMIC)


def _as_list(results: list[TValue]) -> TValue:
    types = {type_of(item) for item in results}
    if len(types) > 1:
        unified = settle(list(types))
        if unified is None:
            return tuple(results)
        return ListValue([convert(item, unified) for item in results], unified)
    return ListValue(results, types.pop() if types else DYNAMIC)
