"""``condition ? then : otherwise`` on values, after HCL's `hclsyntax`."""

from __future__ import annotations

from riveter.core.alternatives import Alternatives, Option, Refused, refused
from riveter.core.values import Unknown
from riveter.terraform.values.alternatives import (
    beside_open_type,
    choose,
    is_of_open_type,
    same_known,
    truth_options,
)
from riveter.terraform.values.conversion import ConversionError, convert, has_dynamic, has_open_type, unify
from riveter.terraform.values.errors import EvaluationError, OperandError
from riveter.terraform.values.numbers import NUMERIC
from riveter.terraform.values.partial import OpenTuple, like, open_set
from riveter.terraform.values.types import (
    BOOL,
    DYNAMIC,
    SetType,
    Type,
    friendly_name,
)
from riveter.terraform.values.value import (
    LazyObject,
    TValue,
    first_unknown,
    is_null,
    make_set,
    mark,
    null_of,
    references_in,
    type_of,
    unmark,
)


def conditional(condition: TValue, then: TValue, otherwise: TValue) -> TValue:
    """Return the value of ``condition ? then : otherwise``; the result has the type to which both sides unify.

    Raises `EvaluationError` without a span.
    """
    condition, marks = unmark(condition)
    try:
        condition = condition if isinstance(condition, Unknown) else convert(condition, BOOL)
    except ConversionError as error:
        raise OperandError(
            "Incorrect condition type", f"The condition expression must be of type bool: {error.message}.", "condition"
        ) from None
    if is_null(condition):
        raise OperandError(
            "Null condition", "The condition value is null. Conditions must either be true or false.", "condition"
        )
    then, otherwise = _beside(then, otherwise), _beside(otherwise, then)
    then, otherwise = _inside(then, otherwise), _inside(otherwise, then)
    then_type, otherwise_type = type_of(then), type_of(otherwise)
    if then_type == otherwise_type:
        result: Type | None = then_type
    elif is_null(then) and then_type == DYNAMIC:
        result = otherwise_type
    elif is_null(otherwise) and otherwise_type == DYNAMIC:
        result = then_type
    elif DYNAMIC in (then_type, otherwise_type):
        result = DYNAMIC
    else:
        result = unify([then_type, otherwise_type], nulls=not has_open_type((then, otherwise)))
    if result is None:
        raise EvaluationError(
            "Inconsistent conditional result types",
            "The true and false result expressions must have consistent types. "
            f"The 'true' value is {friendly_name(then_type)}, but the 'false' value is {friendly_name(otherwise_type)}.",
        )
    if isinstance(condition, Unknown):
        return mark(_undecided(condition, then, otherwise, result), marks)
    chosen, other = (then, otherwise) if condition else (otherwise, then)
    if result == DYNAMIC and isinstance(unmark(chosen)[0], Alternatives):  # each of them has a type
        chosen = _each_chosen(chosen, other)
    elif has_dynamic(result):
        chosen = beside_open_type(chosen, [other])
    marks |= unmark(other)[1]  # as HCL does
    if result != DYNAMIC and not _already(chosen, result):
        try:
            chosen = convert(chosen, result)
        except ConversionError as error:
            raise EvaluationError("Invalid conditional result", f"{error.message}.") from None
    return mark(chosen, marks)


def _beside(value: TValue, other: TValue) -> TValue:
    """Return a list of unknown length as what it becomes beside another value: a set beside a set, or beside what may be one."""
    plain, marks = unmark(value)
    if not isinstance(plain, OpenTuple) or type_of(plain) != DYNAMIC:
        return value
    beside, _ = unmark(other)
    if isinstance(type_of(beside), SetType):
        return mark(convert(plain, SetType(DYNAMIC)), marks)
    if not is_of_open_type(beside) or isinstance(beside, OpenTuple):
        return value
    known = [item for place, item in enumerate(plain.items) if place not in plain.open and first_unknown(item) is None]
    kept = [item for item in known if not isinstance(item, (bool, *NUMERIC))]  # these may become texts
    cause = next(iter(plain.open.values()))
    return mark(open_set(make_set(kept, DYNAMIC), [(like(cause), cause)], DYNAMIC), marks)


def _inside(value: TValue, other: TValue) -> TValue:
    """Return an object or tuple whose parts are what they become beside those of another one: `{a = 1}` beside `{a = var.untyped}`."""
    plain, marks = unmark(value)
    beside, _ = unmark(other)
    if type(plain) is dict and type(beside) is dict and plain.keys() == beside.keys():
        entries = {name: _part(item, beside[name]) for name, item in plain.items()}
        return value if all(entries[name] is item for name, item in plain.items()) else mark(entries, marks)
    if type(plain) is tuple and type(beside) is tuple and len(plain) == len(beside):
        items = tuple([_part(item, part) for item, part in zip(plain, beside, strict=True)])
        return value if all(new is old for new, old in zip(items, plain, strict=True)) else mark(items, marks)
    return value


def _part(item: TValue, beside: TValue) -> TValue:
    return beside_open_type(item, [beside]) if is_of_open_type(unmark(beside)[0]) else _inside(item, beside)


def _each_chosen(chosen: TValue, other: TValue) -> TValue:
    """Return alternatives, each with the type to which it and the other side unify; unchanged if one of them has none."""
    plain, marks = unmark(chosen)
    try:
        options = [
            option
            if isinstance(option.value, Refused)
            else Option(option.guard, conditional(True, option.value, other))
            for option in plain.options
        ]
    except EvaluationError:
        return chosen  # the other side may turn out to be an error, and then has no type
    return mark(choose(options, plain), marks)


def _undecided(condition: Unknown, then: TValue, otherwise: TValue, want: Type) -> TValue:
    """Return the result if the condition is not known."""
    plain, other_marks = unmark(otherwise)
    if is_null(unmark(then)[0]) and is_null(plain):
        return mark(null_of(want), unmark(then)[1] | other_marks)
    if (
        isinstance(plain, (str, bool, *NUMERIC))
        and type_of(then) == type_of(plain)
        and same_known(unmark(then)[0], plain)
    ):
        return mark(then, other_marks)  # whichever of the two it is
    not_null = _not_null(then) and _not_null(otherwise)
    unknown = condition.derive(type=want, not_null=not_null, references=references_in(condition, then, otherwise))
    sides = {True: _side(then, want, unknown), False: _side(otherwise, want, unknown)}
    options = truth_options(_as_bool(condition))
    return choose([Option(guard, sides.get(value, value)) for guard, value in options], unknown)


def _as_bool(condition: Unknown) -> TValue:
    try:
        return convert(condition, BOOL)
    except ConversionError:
        return condition.derive(type=BOOL)


def _side(value: TValue, want: Type, unknown: Unknown) -> TValue:
    """Return a side of a conditional that may be chosen, as the type that the result has."""
    if is_null(unmark(value)[0]):
        return mark(null_of(want), unmark(value)[1])
    if want == DYNAMIC and not isinstance(unmark(value)[0], str):
        plain, marks = unmark(value)
        if not isinstance(plain, Unknown):  # it may be converted to a type that is not known yet
            plain = like(unknown)
            plain.not_null = True
        return mark(plain, marks)
    try:
        return convert(value, want)
    except ConversionError:
        return refused(unknown)


def _already(value: TValue, want: Type) -> bool:
    return isinstance(value, LazyObject) or type_of(value) == want


def _not_null(value: TValue) -> bool:
    value, _ = unmark(value)
    return value.not_null if isinstance(value, Unknown) else not is_null(value)
