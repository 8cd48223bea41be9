"""Operators on values, after HCL's `hclsyntax` and cty."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial

from riveter.core.alternatives import Option, both, refused
from riveter.core.ranges import BoundedNumber
from riveter.core.values import Unknown
from riveter.terraform.values.alternatives import (
    NO_RESULT,
    choose,
    lifted,
    on_operands,
    truth_options,
)
from riveter.terraform.values.arithmetic import NoNumberError, add, divide, multiply, negate, remainder, subtract
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.equality import equals
from riveter.terraform.values.errors import EvaluationError, OperandError
from riveter.terraform.values.numbers import Number
from riveter.terraform.values.symbols import named
from riveter.terraform.values.types import (
    BOOL,
    NUMBER,
    Type,
)
from riveter.terraform.values.value import (
    TValue,
    is_null,
    mark,
    references_in,
    unmark,
)


def derived(type: Type, *operands: TValue) -> Unknown:
    """Return the unknown result of an operation on operands, one of which at least is unknown."""
    cause: Unknown = next(operand for operand in operands if isinstance(operand, Unknown))
    return cause.derive(type=type, not_null=True, references=references_in(*operands))


def _operand(value: TValue, want: Type, side: str) -> tuple[TValue, frozenset[str]]:
    value, marks = _converted(value, want, side)
    if is_null(value):
        raise _null_operand(side)
    return value, marks


def _converted(value: TValue, want: Type, side: str) -> tuple[TValue, frozenset[str]]:
    value, marks = unmark(value)
    try:
        return convert(value, want), marks
    except ConversionError as error:
        raise OperandError("Invalid operand", f"Unsuitable value for {side} operand: {error.message}.", side) from None


def _null_operand(side: str) -> OperandError:
    return OperandError(
        "Operation failed", f"Error during operation: argument must not be null ({side} operand).", side
    )


def binary(op: str, left: TValue, right: TValue) -> TValue:
    """Return the value of ``left op right`` (for ``&&`` and ``||`` the operands are already evaluated).

    Raises `EvaluationError` without a span, `OperandError` where one of the operands is wrong.
    """
    if op == "==":
        return equals(left, right)
    if op == "!=":
        result, marks = unmark(equals(left, right))
        return mark(_opposite(result), marks)
    if op in ("&&", "||"):
        return _logical(op, left, right)
    a, a_marks = _operand(left, NUMBER, "left")
    b, b_marks = _operand(right, NUMBER, "right")
    marks = a_marks | b_marks
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        each = lifted((a, b), partial(on_operands, partial(binary, op)), EvaluationError)
        if each is not NO_RESULT:
            return mark(each, marks)
        within = _within_bounds(op, a, b)
        if within is not None:
            return mark(within, marks)
        return mark(named(derived(NUMBER if op in "+-*/%" else BOOL, a, b), op, a, b), marks)
    return mark(_arithmetic(op, a, b), marks)


def _arithmetic(op: str, a: Number, b: Number) -> TValue:
    if op == "<":
        return a < b
    if op == ">":
        return a > b
    if op == "<=":
        return a <= b
    if op == ">=":
        return a >= b
    try:
        return _ARITHMETIC[op](a, b)
    except NoNumberError as error:
        raise EvaluationError("Operation failed", f"Error during operation: {error}.") from None


_ARITHMETIC = {"+": add, "-": subtract, "*": multiply, "/": divide, "%": remainder}


_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _within_bounds(op: str, a: TValue, b: TValue) -> bool | None:
    """Return the result of comparing a number with bounds and a known one; None if the bounds do not decide."""
    if op not in _TURNED:
        return None
    if isinstance(b, BoundedNumber):
        op, a, b = _TURNED[op], b, a
    if not isinstance(a, BoundedNumber) or isinstance(b, Unknown) or b in (INFINITY, -INFINITY):
        return None
    compare = _COMPARE[op]
    return a.decide(lambda number: compare(number, b), (b,))


INFINITY = float("inf")
_COMPARE: dict[str, Callable[[TValue, TValue], bool]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip


def _logical(op: str, left: TValue, right: TValue) -> TValue:
    a, a_marks = _operand(left, BOOL, "left")
    b, b_marks = _operand(right, BOOL, "right")
    marks = a_marks | b_marks
    decisive = op == "||"
    if a is decisive or b is decisive:
        return mark(decisive, marks)
    if not isinstance(a, Unknown) and not isinstance(b, Unknown):
        return mark(not decisive, marks)
    return mark(_combined(decisive, a, b, nulls=False), marks)


def _combined(decisive: bool, a: TValue, b: TValue, *, nulls: bool) -> TValue:
    """Evaluate ``a && b`` or ``a || b`` with an unknown side. nulls: a null is not an error."""
    cause = derived(BOOL, a, b)
    options: list[Option] = []
    for first, left in truth_options(a, nulls=nulls):
        for second, right in truth_options(b, nulls=nulls):
            guard = both(first, second)
            if guard is not None:
                options.append(Option(guard, _combined_known(decisive, left, right, cause)))
    return choose(options, cause)


def _combined_known(decisive: bool, left: TValue, right: TValue, cause: Unknown) -> TValue:
    for side in (left, right):
        if not isinstance(side, Unknown) and (side is True) is decisive:
            return decisive
    for side in (left, right):
        if isinstance(side, Unknown):
            return side
    return refused(cause) if is_null(left) or is_null(right) else not decisive


def _opposite(value: TValue) -> TValue:
    """Return the opposite of a bool, known or not."""
    if not isinstance(value, Unknown):
        return not value
    options = truth_options(value)
    turned = [Option(guard, item if isinstance(item, Unknown) else not item) for guard, item in options]
    return choose(turned, derived(BOOL, value))


def logical(op: str, left: TValue, right: TValue) -> TValue:
    """Evaluate ``&&`` or ``||`` as Terraform does from 1.12 on: one side can decide, whatever the other is.

    Null counts as false, unless neither side decides. Raise `EvaluationError` without a span.
    """
    a, a_marks = _converted(left, BOOL, "left")
    b, b_marks = _converted(right, BOOL, "right")
    marks = a_marks | b_marks
    decisive = op == "||"
    for side in (a, b):
        if not isinstance(side, Unknown) and (side is True) is decisive:
            return mark(decisive, marks)
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return mark(_combined(decisive, a, b, nulls=True), marks)
    for side, name in ((a, "left"), (b, "right")):
        if is_null(side):
            raise _null_operand(name)
    return mark(not decisive, marks)


def unary(op: str, operand: TValue) -> TValue:
    """Return the value of ``-x`` or ``!x``. Raises `EvaluationError` without a span."""
    want = NUMBER if op == "-" else BOOL
    value, marks = unmark(operand)
    try:
        value = convert(value, want)
    except ConversionError as error:
        raise EvaluationError("Invalid operand", f"Unsuitable value for unary operand: {error.message}.") from None
    if is_null(value):
        raise EvaluationError("Operation failed", "Error during operation: argument must not be null.")
    if op == "!":
        return mark(_opposite(value), marks)
    if isinstance(value, Unknown):
        each = lifted((value,), partial(on_operands, partial(unary, op)), EvaluationError)
        return mark(named(derived(want, value), op, value) if each is NO_RESULT else each, marks)
    return mark(negate(value), marks)
