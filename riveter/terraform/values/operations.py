"""Operators, indexing and attribute access on values, after HCL's `hclsyntax` and cty."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial

from riveter.core.alternatives import Alternatives, Option, both, is_none_of, is_one_of, made_of, refused
from riveter.core.ranges import BoundedNumber
from riveter.core.values import PartialText, Unknown
from riveter.terraform.values.alternatives import NO_RESULT, any_of_these, choose, lifted, mapped, truth_options
from riveter.terraform.values.arithmetic import NoNumberError, add, divide, multiply, negate, remainder, subtract
from riveter.terraform.values.conversion import ConversionError, convert, has_dynamic, unify
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.numbers import NUMERIC, Number
from riveter.terraform.values.partial import OpenObject, OpenTuple, like
from riveter.terraform.values.symbols import named, symbol_of
from riveter.terraform.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
    friendly_name,
)
from riveter.terraform.values.value import (
    LazyObject,
    ListValue,
    MapValue,
    SetValue,
    TValue,
    first_unknown,
    is_null,
    mark,
    null_of,
    sorted_keys,
    type_of,
    unmark,
    unmark_deep,
)

# --- equality ------------------------------------------------------------------------------------


def equals(left: TValue, right: TValue) -> TValue:
    """Evaluate ``==``: True, False, or an Unknown. Values of different types are never equal, null equals only null."""
    left, left_marks = unmark_deep(left)
    right, right_marks = unmark_deep(right)
    return mark(_told_apart(left, right), left_marks | right_marks)


def _on_operands(compute: Callable[..., TValue], operands: list[TValue]) -> TValue:
    """Return the result for some operands. A closure in an operation would slow down each that has none."""
    return compute(*operands)


def _told_apart(left: TValue, right: TValue) -> TValue:
    result = _equals(left, right)
    if type(result) is not Unknown:
        return result
    each = lifted((left, right), partial(_on_operands, _told_apart))
    return result if each is NO_RESULT else each


def _equals(left: TValue, right: TValue) -> bool | Unknown:
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return _unknown_equals(left, right)
    if is_null(left) or is_null(right):
        return is_null(left) and is_null(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return isinstance(left, bool) and isinstance(right, bool) and left == right
    if isinstance(left, (str, *NUMERIC)) or isinstance(right, (str, *NUMERIC)):
        return bool(isinstance(left, str) == isinstance(right, str) and left == right)
    if first_unknown(left) is None and first_unknown(right) is None and type_of(left) != type_of(right):
        return False  # types that differ in a null within count
    if isinstance(left, tuple) and isinstance(right, tuple):
        if collection_kind(left) != collection_kind(right):
            return False
        if isinstance(left, SetValue):
            return _set_equals(left, right)
        if len(left) != len(right):
            return False
        return _all(_equals(a, b) for a, b in zip(left, right))  # noqa: B905 - equal length, 3.10
    if isinstance(left, dict) and isinstance(right, dict):
        if isinstance(left, MapValue) != isinstance(right, MapValue) or left.keys() != right.keys():
            return False
        return _all(_equals(left[key], right[key]) for key in left)
    return False


def _set_equals(left: tuple[TValue, ...], right: tuple[TValue, ...]) -> bool | Unknown:
    unknown = first_unknown((left, right))
    if unknown is not None:
        return _bool_unknown(unknown)
    return len(left) == len(right) and all(_equals(a, b) is True for a, b in zip(left, right))  # noqa: B905


def _all(results: object) -> bool | Unknown:
    unknown: Unknown | None = None
    for result in results:  # type: ignore[attr-defined]
        if result is False:
            return False
        if isinstance(result, Unknown):
            unknown = result if unknown is None else unknown
    return True if unknown is None else unknown


def _unknown_equals(left: TValue, right: TValue) -> bool | Unknown:
    unknown = left if isinstance(left, Unknown) else right
    other = right if unknown is left else left
    if isinstance(left, Alternatives) or isinstance(right, Alternatives):
        return _bool_unknown(unknown)
    if is_null(other):
        return False if unknown.not_null else _equals_primitive(unknown, None)
    if isinstance(other, Unknown):
        own = symbol_of(unknown)
        if own is not None and own == symbol_of(other):
            return True
        if isinstance(unknown, PartialText) and isinstance(other, PartialText) and _differ(unknown, other):
            return False
    if isinstance(unknown, PartialText) and isinstance(other, str) and not may_equal(unknown, other):
        return False
    have, want = type_of(unknown), type_of(other)
    if not has_dynamic(have) and not has_dynamic(want):
        different = str(have) != str(want)  # in words: what is optional in an object does not count
    else:
        different = DYNAMIC not in (have, want) and type(have) is not type(want)
    if different:
        return False
    if isinstance(other, (str, *NUMERIC)):
        return _equals_primitive(unknown, other)
    result = _bool_unknown(unknown)
    own, its = symbol_of(unknown), symbol_of(other)
    if own is not None and its is not None:
        result.symbol = made_of("==", *((own, its) if hash(own) <= hash(its) else (its, own)))
    return result


def _equals_primitive(unknown: Unknown, other: TValue) -> Unknown:
    symbol = symbol_of(unknown)
    result = _bool_unknown(unknown)
    if symbol is None:
        return result
    options = (Option(is_one_of(symbol, other), True), Option(is_none_of(symbol, other), False))
    return Alternatives(options, result, type=BOOL)


def _differ(first: PartialText, second: PartialText) -> bool:
    """Return True if two texts begin or end differently."""
    return any(
        not (ours.startswith(theirs) or theirs.startswith(ours))
        for ours, theirs in ((first.prefix, second.prefix), (first.suffix[::-1], second.suffix[::-1]))
    )


def may_equal(partial: PartialText, text: str) -> bool:
    """Return True if some filling of the holes gives `text`: the known parts must occur in it in order."""
    parts = partial.parts
    position = 0
    end = len(text)
    if isinstance(parts[0], str):
        if not text.startswith(parts[0]):
            return False
        position = len(parts[0])
        parts = parts[1:]
    if parts and isinstance(parts[-1], str):
        if not text.endswith(parts[-1]):
            return False
        end -= len(parts[-1])
        parts = parts[:-1]
    for part in parts:
        if isinstance(part, str):
            found = text.find(part, position, max(end, position))
            if found < 0:
                return False
            position = found + len(part)
    return position <= end


def _bool_unknown(cause: Unknown) -> Unknown:
    return cause.derive(type=BOOL, not_null=True)


def collection_kind(value: tuple[TValue, ...]) -> str:
    """Return ``list``, ``set`` or ``tuple``."""
    if isinstance(value, ListValue):
        return "list"
    return "set" if isinstance(value, SetValue) else "tuple"


# --- operators -----------------------------------------------------------------------------------


def derived(cause: Unknown, type: Type) -> Unknown:
    """Return the unknown result of an operation on an unknown operand."""
    return cause.derive(type=type, not_null=True)


class OperandError(EvaluationError):
    """An operand that can't do: the ``left`` or ``right`` one, or the ``condition`` of a conditional."""

    def __init__(self, summary: str, detail: str, side: str) -> None:
        super().__init__(summary, detail)
        self.side = side


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
        each = lifted((a, b), partial(_on_operands, partial(binary, op)), EvaluationError)
        if each is not NO_RESULT:
            return mark(each, marks)
        within = _within_bounds(op, a, b)
        if within is not None:
            return mark(within, marks)
        cause = a if isinstance(a, Unknown) else b
        return mark(named(derived(cause, NUMBER if op in "+-*/%" else BOOL), op, a, b), marks)
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
    """Return what a comparison of a number that has bounds with a known one gives; None where it is not decided."""
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
    """Evaluate ``a && b`` or ``a || b`` with an unknown side. nulls: a null is no error by itself."""
    cause = derived(a if isinstance(a, Unknown) else b, BOOL)
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
    return choose(turned, derived(value, BOOL))


def logical(op: str, left: TValue, right: TValue) -> TValue:
    """Evaluate ``&&`` or ``||`` as Terraform does from 1.12 on: a side that decides does so whatever the other is.

    Null counts as false, except where nothing decides. Raises `EvaluationError` without a span.
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
        each = lifted((value,), partial(_on_operands, partial(unary, op)), EvaluationError)
        return mark(named(derived(value, want), op, value) if each is NO_RESULT else each, marks)
    return mark(negate(value), marks)


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
        result = unify([then_type, otherwise_type])
    if result is None:
        raise EvaluationError(
            "Inconsistent conditional result types",
            "The true and false result expressions must have consistent types. "
            f"The 'true' value is {friendly_name(then_type)}, but the 'false' value is {friendly_name(otherwise_type)}.",
        )
    if isinstance(condition, Unknown):
        return mark(_undecided(condition, then, otherwise, result), marks)
    chosen, other = (then, otherwise) if condition else (otherwise, then)
    marks |= unmark(other)[1]  # as HCL does
    if result != DYNAMIC and not _already(chosen, result):
        try:
            chosen = convert(chosen, result)
        except ConversionError as error:
            raise EvaluationError("Invalid conditional result", f"{error.message}.") from None
    return mark(chosen, marks) if marks else chosen


def _undecided(condition: Unknown, then: TValue, otherwise: TValue, want: Type) -> TValue:
    """Return the result where the condition is not known."""
    plain, other_marks = unmark(otherwise)
    if is_null(unmark(then)[0]) and is_null(plain):
        return mark(null_of(want), unmark(then)[1] | other_marks)
    if isinstance(plain, (str, bool, *NUMERIC)) and type_of(then) == type_of(plain) and unmark(then)[0] == plain:
        return mark(then, other_marks)  # whichever of the two it is
    not_null = _not_null(then) and _not_null(otherwise)
    references = tuple(dict.fromkeys([*condition.references, *_references(then), *_references(otherwise)]))
    unknown = condition.derive(type=want, not_null=not_null, references=references)
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


def _references(value: TValue) -> tuple[str, ...]:
    unknown = first_unknown(value)
    return unknown.references if unknown is not None else ()


# --- access --------------------------------------------------------------------------------------


def index(collection: TValue, key: TValue) -> TValue:
    """Return the value of ``collection[key]``. Raises `EvaluationError` without a span."""
    collection, marks = unmark(collection)
    key, key_marks = unmark(key)
    marks = marks | key_marks
    if is_null(key):
        raise EvaluationError("Invalid index", "Can't use a null value as an indexing key.")
    if is_null(collection):
        raise EvaluationError("Attempt to index null value", "This value is null, so it does not have any indices.")
    if isinstance(key, Alternatives) or isinstance(collection, Alternatives):
        each = lifted((collection, key), partial(_on_operands, index), EvaluationError)
        if each is not NO_RESULT:
            return mark(each, marks)
    if isinstance(collection, Unknown):
        return mark(named(_element_of_unknown(collection, key), "[]", collection, key), marks)
    if isinstance(collection, SetValue):
        raise EvaluationError(
            "Invalid index",
            "Elements of a set are identified only by their value and don't have any separate index or key to select with.",
        )
    if isinstance(collection, tuple):
        return mark(_at(collection, key), marks)
    if isinstance(collection, dict):
        return mark(_entry(collection, key), marks)
    raise EvaluationError("Invalid index", "This value does not have any indices.")


def _at(collection: tuple[TValue, ...], key: TValue) -> TValue:
    try:
        key = convert(key, NUMBER)
    except ConversionError as error:
        raise EvaluationError(
            "Invalid index", f"The given key does not identify an element in this collection value: {error.message}."
        ) from None
    if isinstance(key, Unknown):
        found = any_of_these(key, enumerate(collection))
        if found is not NO_RESULT:
            return found
        elem = collection.elem if isinstance(collection, ListValue) else unify([type_of(item) for item in collection])
        return key.derive(type=elem)
    if not isinstance(key, int) or key < 0 or key >= len(collection):
        raise EvaluationError("Invalid index", _index_problem(key, len(collection)))
    return collection[key]


def _index_problem(key: Number, length: int) -> str:
    start = "The given key does not identify an element in this collection value: "
    if not isinstance(key, int):
        return start + "indexing a sequence requires a whole number, but the given index has a fractional part."
    if key < 0:
        return start + "a negative number is not a valid index for a sequence."
    if length == 0:
        return start + "the collection has no elements."
    return start + f"the given index is greater than or equal to the length of the collection ({length})."


def _entry(collection: dict[str, TValue], key: TValue) -> TValue:
    try:
        key = convert(key, STRING)
    except ConversionError as error:
        raise EvaluationError(
            "Invalid index", f"The given key does not identify an element in this collection value: {error.message}."
        ) from None
    if isinstance(key, Unknown):
        possible = ((name, collection[name]) for name in sorted_keys(collection) if may_be_key(key, name))
        found = any_of_these(key, possible)
        if found is not NO_RESULT:
            return found
        elem = collection.elem if isinstance(collection, MapValue) else DYNAMIC
        return key.derive(type=elem)
    if key in collection:
        return collection[key]
    raise EvaluationError("Invalid index", "The given key does not identify an element in this collection value.")


def may_be_key(key: Unknown, name: str) -> bool:
    """Return True if an unknown key may be a name."""
    return not isinstance(key, PartialText) or may_equal(key, name)


def _element_of_unknown(collection: Unknown, key: TValue) -> TValue:
    have = type_of(collection)
    elem: Type = DYNAMIC
    if isinstance(collection, OpenObject) and isinstance(key, str) and key in collection.entries:
        return collection.entries[key]
    if isinstance(collection, OpenTuple) and isinstance(key, int) and not isinstance(have, SetType):
        found = collection.at(key)
        if found is not None:
            return found
    if isinstance(have, (ListType, MapType)):
        want = NUMBER if isinstance(have, ListType) else STRING
        try:
            convert(key, want)
        except ConversionError as error:
            raise EvaluationError(
                "Invalid index",
                f"The given key does not identify an element in this collection value: {error.message}.",
            ) from None
        elem = have.elem
    elif isinstance(key, Unknown) and type_of(key) == DYNAMIC:
        pass
    elif isinstance(have, ObjectType) and isinstance(key, str):
        found = have.attribute(key)
        if found is None:
            raise EvaluationError(
                "Invalid index", "The given key does not identify an element in this collection value."
            )
        elem = found
    elif isinstance(have, TupleType) and isinstance(key, int):
        if not 0 <= key < len(have.elems):
            raise EvaluationError("Invalid index", _index_problem(key, len(have.elems)))
        elem = have.elems[key]
    elif isinstance(have, SetType) or have in (STRING, NUMBER, BOOL):
        raise EvaluationError("Invalid index", "This value does not have any indices.")
    return collection.derive(type=elem, keeps="identity")


def attribute(value: TValue, name: str) -> TValue:
    """Return the value of ``value.name``. Raises `EvaluationError` without a span."""
    value, marks = unmark(value)
    if isinstance(value, dict):
        if name in value:
            return mark(value[name], marks) if marks else value[name]
        if isinstance(value, MapValue):
            raise EvaluationError("Missing map element", f'This map does not have an element with the key "{name}".')
        raise EvaluationError("Unsupported attribute", f'This object does not have an attribute named "{name}".')
    if is_null(value):
        raise EvaluationError(
            "Attempt to get attribute from null value", "This value is null, so it does not have any attributes."
        )
    if isinstance(value, Alternatives):
        found = mapped(value, partial(attribute, name=name), EvaluationError)
        if found is not NO_RESULT:
            return mark(found, marks)
    if isinstance(value, Unknown):
        return mark(named(_attribute_of_unknown(value, name), "[]", value, name), marks)
    if isinstance(value, tuple) and not isinstance(value, SetValue):
        hint = " Did you mean to access an attribute of an element, as in [0], or of all of them, as in [*]?"
        raise EvaluationError("Unsupported attribute", f"Can't access attributes on a {collection_kind(value)}.{hint}")
    raise _no_attributes(type_of(value))


def _no_attributes(have: Type) -> EvaluationError:
    if have in (STRING, NUMBER, BOOL):
        detail = f"Can't access attributes on a primitive-typed value ({friendly_name(have)})."
    else:
        detail = "This value does not have any attributes."
    return EvaluationError("Unsupported attribute", detail)


def _attribute_of_unknown(value: Unknown, name: str) -> TValue:
    if isinstance(value, OpenObject) and name in value.entries:
        return value.entries[name]
    have = type_of(value)
    elem: Type = DYNAMIC
    if isinstance(have, ObjectType):
        found = have.attribute(name)
        if found is None:
            raise EvaluationError("Unsupported attribute", f'This object does not have an attribute named "{name}".')
        elem = found
    elif isinstance(have, MapType):
        elem = have.elem
    elif have != DYNAMIC:
        raise _no_attributes(have)
    return value.derive(type=elem, keeps="identity")
