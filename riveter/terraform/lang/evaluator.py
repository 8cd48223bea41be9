"""Expressions to values, after HCL's `hclsyntax`: one function for each kind of node, in a module for each subject."""

from __future__ import annotations

from functools import partial
from typing import Any

from riveter.core.causes import ComputedAttribute, Derived, EvaluationFailure, SyntaxFault
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.config.language_version import SHORT_CIRCUITS
from riveter.terraform.functions.common import nfc
from riveter.terraform.lang.calls import call, unknown_function
from riveter.terraform.lang.dispatch import HANDLERS, attempt, evaluate
from riveter.terraform.lang.loops import for_object, for_tuple, key_text
from riveter.terraform.lang.scope import Scope
from riveter.terraform.lang.templates import string, template, template_wrap
from riveter.terraform.lang.traversal import splat, traversal, variable
from riveter.terraform.lang.try_semantics import note, note_operand, without_tracking
from riveter.terraform.values.access import may_be_key
from riveter.terraform.values.conditionals import conditional
from riveter.terraform.values.conversion import convertible, known_bool, unify
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.numbers import parse_number
from riveter.terraform.values.operations import binary, derived, logical, unary
from riveter.terraform.values.partial import like, open_object
from riveter.terraform.values.types import BOOL, DYNAMIC, NUMBER, STRING, ListType, TupleType, Type, object_type
from riveter.terraform.values.value import NO_MARKS, ListValue, Null, SetValue, TValue, is_null, mark, type_of, unmark

__all__ = ["attempt", "evaluate", "unknown_function"]


def _literal(expr: Any, scope: Scope) -> TValue:
    return expr.value


def _number(expr: n.NumberLit, scope: Scope) -> TValue:
    try:
        return parse_number(expr.text)
    except ValueError as error:
        raise EvaluationError("Invalid number literal", str(error), static=True) from None


def _null(expr: n.NullLit, scope: Scope) -> TValue:
    return None


def _invalid(expr: n.Invalid, scope: Scope) -> TValue:
    return Unknown(SyntaxFault("expression", span=scope.span(expr.start, expr.end)))


def _unary(expr: n.Unary, scope: Scope) -> TValue:
    operand = evaluate(expr.operand, scope)
    note_operand(scope, operand, NUMBER if expr.op == "-" else BOOL)
    return unary(expr.op, operand)


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
        divisor = unmark(right)[0]
        if expr.op == "/" and isinstance(divisor, Unknown) and unmark(left)[0] in (0, "0"):
            note(scope, divisor)  # zero divided by zero is no number
        for known, other in ((left, right), (right, left)):
            unknown = unmark(other)[0]
            if isinstance(unmark(known)[0], float) and isinstance(
                unknown, Unknown
            ):  # nor is much that is done with infinities
                note(scope, unknown)
    return binary(expr.op, left, right)


def _logical(expr: n.Binary, scope: Scope) -> TValue:
    """Evaluate ``&&`` or ``||``. Both sides are evaluated; an error of one side counts only if the other does not decide."""
    left = attempt(expr.left, scope)
    right = attempt(expr.right, scope)
    shortcuts = scope.names.supports(SHORT_CIRCUITS)
    for given in (left, right):
        if isinstance(given, EvaluationError):
            if not shortcuts and not _guarded(given, left, right):
                raise given
        else:
            note_operand(scope, given, BOOL)
    sides = [_known_or_failed(given, side, scope) for given, side in ((left, expr.left), (right, expr.right))]
    if not shortcuts:
        decisive = expr.op == "||"
        if unmark(sides[0])[0] is decisive and type(unmark(sides[1])[0]) is not Null:
            return mark(decisive, unmark(sides[0])[1] | unmark(sides[1])[1])
        return binary(expr.op, *sides)
    result = logical(expr.op, *sides)
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
    if not isinstance(other, Unknown):
        return False
    cause = other.cause.cause if isinstance(other.cause, Derived) else other.cause
    return not isinstance(cause, ComputedAttribute)


def _known_or_failed(given: TValue | EvaluationError, expr: n.Expr, scope: Scope) -> TValue:
    """Return the operand of ``&&`` or ``||``: an unknown where it can't be evaluated. Raises `EvaluationError` where it can't be a bool."""
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
        return conditional(condition, then, otherwise)
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
    """Return one side of a conditional; what may go wrong there does not matter where it can't be the result."""
    return attempt(expr, scope) if possible else without_tracking(scope, partial(attempt, expr, scope))


MAX_FAILED_DEPTH = 3


def _failed_type(expr: n.Expr, scope: Scope, depth: int = 0) -> Type:
    """Return the type that an expression has in HCL though it can't be evaluated (open where that is nested too deeply to try again)."""
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
        if not isinstance(source, (EvaluationError, Unknown)):
            return TupleType((DYNAMIC,) * (len(source) if isinstance(source, tuple) else 1))
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
            unknown = derived(key, DYNAMIC)
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
