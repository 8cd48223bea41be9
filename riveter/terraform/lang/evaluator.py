"""Expressions to values, after HCL's `hclsyntax`: one function for each kind of node, in a module for each subject."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

from riveter.core.alternatives import Alternatives
from riveter.core.causes import (
    ComputedAttribute,
    Derived,
    DialectDifference,
    EvaluationFailure,
    SyntaxFault,
)
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.config.features import SHORT_CIRCUITS, SIDES_ALIKE
from riveter.terraform.functions.common import nfc
from riveter.terraform.lang.calls import call, unknown_function
from riveter.terraform.lang.dispatch import HANDLERS, attempt, evaluate
from riveter.terraform.lang.loops import for_object, for_tuple, key_text
from riveter.terraform.lang.scope import NameResolver, Scope
from riveter.terraform.lang.templates import string, template, template_wrap
from riveter.terraform.lang.traversal import splat, take_steps, traversal, variable
from riveter.terraform.lang.try_semantics import note, note_operand, without_tracking
from riveter.terraform.values.access import may_be_key
from riveter.terraform.values.conditionals import conditional
from riveter.terraform.values.conversion import convertible, known_bool, out_of_range, unify
from riveter.terraform.values.errors import EvaluationError, OperandError
from riveter.terraform.values.numbers import OutOfRangeError, parse_number
from riveter.terraform.values.operations import binary, derived, logical, unary
from riveter.terraform.values.partial import like, open_object
from riveter.terraform.values.types import BOOL, DYNAMIC, NUMBER, STRING, ListType, TupleType, Type, object_type
from riveter.terraform.values.value import (
    NO_MARKS,
    ListValue,
    Null,
    SetValue,
    TValue,
    first_unknown,
    is_null,
    mark,
    type_of,
    unmark,
)

__all__ = ["attempt", "evaluate", "unknown_function"]


def _literal(expr: Any, scope: Scope) -> TValue:
    return expr.value


def _number(expr: n.NumberLit, scope: Scope) -> TValue:
    try:
        return parse_number(expr.text)
    except OutOfRangeError:
        return out_of_range()


def _null(expr: n.NullLit, scope: Scope) -> TValue:
    return None


def _invalid(expr: n.Invalid, scope: Scope) -> TValue:
    return Unknown(SyntaxFault("expression", span=scope.span(expr.start, expr.end)))


def _unary(expr: n.Unary, scope: Scope) -> TValue:
    operand = evaluate(expr.operand, scope)
    note_operand(scope, operand, NUMBER if expr.op == "-" else BOOL)
    return _paid(unary(expr.op, operand), scope)


def _paid(result: TValue, scope: Scope) -> TValue:
    if type(result) is Alternatives:
        scope.names.budget.charge_choice(result)
    return result


def _binary(expr: n.Binary, scope: Scope) -> TValue:
    scope.names.budget.charge(1)
    if expr.op in ("&&", "||"):
        return _logical(expr, scope)
    left = evaluate(expr.left, scope)
    right = evaluate(expr.right, scope)
    if expr.op in ("==", "!="):
        scope.names.budget.charge_value(left)
        scope.names.budget.charge_value(right)
    else:
        note_operand(scope, left, NUMBER)
        note_operand(scope, right, NUMBER)
        both = (unmark(left)[0], unmark(right)[0])
        doubt = next((side for side in both if isinstance(side, Unknown)), None)
        if expr.op == "/" and doubt is not None and all(map(_may_be_zero, both)):
            note(scope, doubt)  # zero divided by zero is no number
        for known, other in ((left, right), (right, left)):
            unknown = unmark(other)[0]
            if _may_be_infinite(unmark(known)[0]) and isinstance(unknown, Unknown):
                note(scope, unknown)  # nor is much that is done with infinities
    return _paid(binary(expr.op, left, right), scope)


def _may_be_zero(value: TValue) -> bool:
    if isinstance(value, Alternatives):
        return any(map(_may_be_zero, value.values))
    return isinstance(value, Unknown) or value in (0, "0")


def _may_be_infinite(value: TValue) -> bool:
    return isinstance(value, float) or (isinstance(value, Alternatives) and any(map(_may_be_infinite, value.values)))


_Side: TypeAlias = TValue | EvaluationError


def _logical(expr: n.Binary, scope: Scope) -> TValue:
    """Evaluate ``&&`` or ``||``. Both sides are evaluated; versions differ in the meaning of an error or null on one side."""
    left = attempt(expr.left, scope)
    right = attempt(expr.right, scope)
    for given in (left, right):
        if not isinstance(given, EvaluationError):
            note_operand(scope, given, BOOL)
    first, *others = _ways(scope.names)
    if not others or not (_is_broken(left) or _is_broken(right)):
        return _paid(first(expr, left, right, scope), scope)
    results = [_tried(way, expr, left, right, scope) for way in (first, *others)]
    if all(_alike(result, results[0]) for result in results):
        if isinstance(results[0], EvaluationError):
            raise results[0]
        return results[0]
    return Unknown(DialectDifference(expr.op), type=BOOL, not_null=True)


def _ways(names: NameResolver) -> tuple[Callable[..., TValue], ...]:
    """Return how the programs that may read the configuration evaluate logical operators."""
    alike, shortcuts = names.offers(SIDES_ALIKE), names.offers(SHORT_CIRCUITS)
    if alike is not False:
        return (_with_sides_alike,) if alike else (_with_sides_alike, _left_first)
    if shortcuts is None:
        return _both_first, _left_first
    return (_left_first,) if shortcuts else (_both_first,)


def _is_broken(side: _Side) -> bool:
    return isinstance(side, EvaluationError) or is_null(unmark(side)[0])


def _tried(way: Callable[..., TValue], expr: n.Binary, left: _Side, right: _Side, scope: Scope) -> _Side:
    try:
        return way(expr, left, right, scope)
    except EvaluationError as error:
        return error


def _alike(one: _Side, other: _Side) -> bool:
    if isinstance(one, EvaluationError) or isinstance(other, EvaluationError):
        return isinstance(one, EvaluationError) and isinstance(other, EvaluationError)
    one, other = unmark(one)[0], unmark(other)[0]
    return one is other or (isinstance(one, Unknown) and isinstance(other, Unknown))


def _sides(expr: n.Binary, left: _Side, right: _Side, scope: Scope) -> tuple[TValue, TValue]:
    return _known_or_failed(left, expr.left, scope), _known_or_failed(right, expr.right, scope)


def _both_first(expr: n.Binary, left: _Side, right: _Side, scope: Scope) -> TValue:
    """Evaluate a logical operator as before there were short circuits: what is wrong with one side is an error."""
    for given in (left, right):
        if isinstance(given, EvaluationError) and not _guarded(given, left, right):
            raise given
    one, other = _sides(expr, left, right, scope)
    decisive = expr.op == "||"
    if unmark(one)[0] is decisive and type(unmark(other)[0]) is not Null:
        return mark(decisive, unmark(one)[1] | unmark(other)[1])
    return binary(expr.op, one, other)


def _left_first(expr: n.Binary, left: _Side, right: _Side, scope: Scope) -> TValue:
    """Evaluate a logical operator as OpenTofu does: the right side is ignored if the left one decides."""
    if isinstance(left, EvaluationError):
        if _guarded(left, left, right):
            return _both_first(expr, left, right, scope)
        raise left
    decisive = expr.op == "||"
    if known_bool(unmark(left)[0]) is decisive:
        marks = NO_MARKS if isinstance(right, EvaluationError) else unmark(right)[1]
        return mark(decisive, unmark(left)[1] | marks)
    return _both_first(expr, left, right, scope)


def _with_sides_alike(expr: n.Binary, left: _Side, right: _Side, scope: Scope) -> TValue:
    """Evaluate a logical operator as Terraform does: what is wrong with one side counts only if the other does not decide."""
    result = logical(expr.op, *_sides(expr, left, right, scope))
    plain, _ = unmark(result)
    if isinstance(plain, Unknown):
        if isinstance(left, EvaluationError) and not _guarded(left, left, right):
            raise left
        if isinstance(right, EvaluationError) and not isinstance(unmark(left)[0], Unknown):
            raise right
        if isinstance(left, EvaluationError) or isinstance(right, EvaluationError):
            note(scope, plain)
    return result


def _guarded(error: EvaluationError, left: TValue | EvaluationError, right: TValue | EvaluationError) -> bool:
    """Return True if the other side is not known now, but will be when Terraform runs: it may decide alone, against this error."""
    other, _ = unmark(right if error is left else left)
    return isinstance(other, Unknown) and not _waits_for_apply(other)


def _waits_for_apply(value: Unknown) -> bool:
    """Return True if Terraform does not know a value either when it plans, and refuses what may be wrong with it."""
    cause = value.cause.cause if isinstance(value.cause, Derived) else value.cause
    return isinstance(cause, ComputedAttribute)


def _known_or_failed(given: TValue | EvaluationError, expr: n.Expr, scope: Scope) -> TValue:
    """Return the operand of ``&&`` or ``||``: an unknown if it fails. Raise `EvaluationError` if it cannot be a bool."""
    if not isinstance(given, EvaluationError):
        return given
    have = _failed_type(expr, scope)
    if not convertible(have, BOOL):
        raise given
    return Unknown(EvaluationFailure(given.summary, span=given.span), type=BOOL)


def _conditional(expr: n.Conditional, scope: Scope) -> TValue:
    scope.names.budget.charge(1)
    condition = evaluate(expr.condition, scope)
    plain, marks = unmark(condition)
    chosen = known_bool(plain)
    then = _side(expr.then, chosen is not False, scope)
    otherwise = _side(expr.otherwise, chosen is not True, scope)
    for side in (then, otherwise):  # their types are compared, element by element
        scope.names.budget.charge_value(side)
    note_operand(scope, condition, BOOL)
    failed = isinstance(then, EvaluationError) or isinstance(otherwise, EvaluationError)
    if not failed:
        for side in (then, otherwise):
            unmarked, _ = unmark(side)
            if isinstance(unmarked, Unknown) and type_of(unmarked) == DYNAMIC:
                note_operand(scope, side, DYNAMIC)  # its type may turn out not to go with that of the other
        try:
            result = conditional(condition, then, otherwise)
        except EvaluationError as error:
            doubt = first_unknown((then, otherwise)) if scope.names.budget.watching else None
            if doubt is None or _waits_for_apply(doubt) or isinstance(error, OperandError):
                raise
            note(scope, doubt)  # a side that turns out to be an error goes with the other, whatever its type
            return mark(doubt.derive(), marks)
        if isinstance(plain, Unknown):
            scope.names.budget.charge_choice(result)
        return result
    if isinstance(plain, Unknown):
        note(scope, plain)
    elif chosen is not None:
        result = then if chosen else otherwise
        if isinstance(result, EvaluationError):
            raise result
    if isinstance(then, EvaluationError):
        then = Unknown(EvaluationFailure(then.summary, span=then.span), type=_failed_type(expr.then, scope))
    if isinstance(otherwise, EvaluationError):
        otherwise = Unknown(
            EvaluationFailure(otherwise.summary, span=otherwise.span), type=_failed_type(expr.otherwise, scope)
        )
    result = conditional(condition, then, otherwise)
    if isinstance(plain, Unknown):
        # whether the result is null is as open as the rest
        kind = type_of(unmark(result)[0])
        return mark(plain.derive(type=kind), marks)
    return result


def _side(expr: n.Expr, possible: bool, scope: Scope) -> TValue | EvaluationError:
    """Return one side of a conditional; possible failures there do not matter if it can't be the result."""
    if possible:
        return attempt(expr, scope)
    outer = scope.names.begin_trace()
    try:
        return without_tracking(scope, partial(attempt, expr, scope))
    finally:
        scope.names.drop_trace(outer)


MAX_FAILED_DEPTH = 3


def _failed_type(expr: n.Expr, scope: Scope, depth: int = 0) -> Type:
    """Return the type of a failed expression in HCL (open if it is nested too deeply to try again)."""
    if depth > MAX_FAILED_DEPTH:
        return DYNAMIC
    if isinstance(expr, n.Binary):
        return NUMBER if expr.op in "+-*/%" else BOOL
    if isinstance(expr, n.Unary):
        return NUMBER if expr.op == "-" else BOOL
    if isinstance(expr, n.Template):
        return STRING
    if isinstance(expr, n.TupleCons):
        return TupleType(tuple([_tried_type(item, scope, depth) for item in expr.items]))
    if isinstance(expr, n.ObjectCons):
        keys: list[Any] = [attempt(item.key, scope) for item in expr.items]
        if not all(isinstance(key, str) for key in keys):
            return DYNAMIC
        return object_type(
            {key: _tried_type(item.value, scope, depth) for key, item in zip(keys, expr.items, strict=True)}
        )
    if isinstance(expr, n.Conditional):
        sides = [_tried_type(side, scope, depth) for side in (expr.then, expr.otherwise)]
        return DYNAMIC if DYNAMIC in sides else unify(sides) or DYNAMIC
    if isinstance(expr, n.Splat):
        source, _ = unmark(attempt(expr.source, scope))
        if isinstance(source, (ListValue, SetValue)):
            return ListType(DYNAMIC)
        if isinstance(source, Unknown) and source.not_null and type_of(source) in (STRING, NUMBER, BOOL):
            return TupleType((DYNAMIC,))
        if not isinstance(source, (EvaluationError, Unknown)) and not is_null(source):
            items = source if isinstance(source, tuple) else (source,)
            return TupleType(tuple([_stepped_type(item, expr.steps, scope) for item in items]))
    return DYNAMIC


def _stepped_type(item: TValue, steps: Sequence[n.Step], scope: Scope) -> Type:
    """Return the type that the steps of a splat lead to from one element."""
    try:
        return type_of(unmark(take_steps(item, steps, scope))[0])
    except EvaluationError:
        return DYNAMIC


def _tried_type(expr: n.Expr, scope: Scope, depth: int) -> Type:
    value = attempt(expr, scope)
    return _failed_type(expr, scope, depth + 1) if isinstance(value, EvaluationError) else type_of(unmark(value)[0])


def _tuple(expr: n.TupleCons, scope: Scope) -> TValue:
    scope.names.budget.charge(len(expr.items) + 1)
    return tuple([evaluate(item, scope) for item in expr.items])


def _object(expr: n.ObjectCons, scope: Scope) -> TValue:
    scope.names.budget.charge(len(expr.items) + 1)
    result: dict[str, TValue] = {}
    marks = NO_MARKS
    unknown: Unknown | None = None
    for item in expr.items:
        key_expr = item.key
        if type(key_expr) is n.StringLit:
            result[nfc(key_expr.value)] = evaluate(item.value, scope)
            continue
        key, own = unmark(evaluate(key_expr, scope))
        marks |= own
        value = evaluate(item.value, scope)
        if is_null(key):
            raise EvaluationError(
                "Null value as key", "Can't use a null value as a key.", scope.span(key_expr.start, key_expr.end)
            )
        note_operand(scope, key, STRING)
        key = key_text(key, key_expr, scope)
        if isinstance(key, Unknown):
            other = like(key)  # it may be one of these
            result = {name: other if may_be_key(key, name) else value for name, value in result.items()}
            unknown = derived(DYNAMIC, key)
        else:
            result[key] = value
    return mark(result if unknown is None else open_object(result, unknown), marks)


HANDLERS.update(
    {
        n.StringLit: string,
        n.BoolLit: _literal,
        n.NumberLit: _number,
        n.NullLit: _null,
        n.Invalid: _invalid,
        n.Template: template,
        n.TemplateWrap: template_wrap,
        n.Variable: variable,
        n.Traversal: traversal,
        n.Splat: splat,
        n.Unary: _unary,
        n.Binary: _binary,
        n.Conditional: _conditional,
        n.Call: call,
        n.TupleCons: _tuple,
        n.ObjectCons: _object,
        n.ForTuple: for_tuple,
        n.ForObject: for_object,
    }
)
