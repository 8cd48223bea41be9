"""Functions on sets, and the product of sequences."""

from __future__ import annotations

from riveter.core.values import Unknown
from riveter.terraform.functions.registry import CallContext, FunctionError, FunctionParameter, derive, function
from riveter.terraform.values.conversion import convert, unify
from riveter.terraform.values.types import DYNAMIC, ListType, SetType, TupleType, Type
from riveter.terraform.values.unification import settle
from riveter.terraform.values.value import (
    ListValue,
    SetValue,
    TValue,
    first_unknown,
    hash_text,
    make_set,
    mark,
    type_of,
    unmark_deep,
)

_ANY_SET = SetType(DYNAMIC)
_FIRST = FunctionParameter("first_set", _ANY_SET)
_OTHERS = FunctionParameter("other_sets", _ANY_SET)


def _same_type(*sets: SetValue) -> list[SetValue]:
    """Return the sets converted to one type."""
    type = _set_type(*sets)
    return [convert(each, type) for each in sets]


def _set_type(*sets: TValue) -> Type:
    """Return the type of set for the elements of all of them."""
    type = settle(
        [have for each in sets if (have := type_of(each)) != _ANY_SET or (isinstance(each, SetValue) and each)]
        or [_ANY_SET]
    )
    if type is None:
        raise FunctionError("given sets must all have compatible element types")
    return type


@function(
    FunctionParameter("first_set", _ANY_SET, unknown="element"),
    variadic=FunctionParameter("other_sets", _ANY_SET, unknown="element"),
    result=_ANY_SET,
    opaque=True,
    typed=_set_type,
)
def setunion(*sets: SetValue) -> TValue:
    """Return the elements that are in any of the sets."""
    same = _same_type(*sets)
    return make_set([item for each in same for item in each], same[0].elem)


@function(_FIRST, variadic=_OTHERS, result=_ANY_SET, opaque=True, typed=_set_type)
def setintersection(*sets: SetValue) -> TValue:
    """Return the elements that are in all of the sets."""
    first, *others = _same_type(*sets)
    kept = [{hash_text(item) for item in other} for other in others]
    return make_set([item for item in first if all(hash_text(item) in other for other in kept)], first.elem)


@function(
    FunctionParameter("a", _ANY_SET), FunctionParameter("b", _ANY_SET), result=_ANY_SET, opaque=True, typed=_set_type
)
def setsubtract(minuend: SetValue, subtrahend: SetValue) -> TValue:
    """Return the elements of the first set that are not in the second."""
    first, second = _same_type(minuend, subtrahend)
    dropped = {hash_text(item) for item in second}
    return make_set([item for item in first if hash_text(item) not in dropped], first.elem)


@function(variadic=FunctionParameter("sets", unknown="pass", marks="own"), context=True, opaque=True)
def setproduct(context: CallContext, *sets: TValue) -> TValue:
    """Return every combination of an element of each argument, as tuples: a set when an argument is one, else a list."""
    if len(sets) < 2:
        raise FunctionError("at least two arguments are required")
    elems: list[Type] = []
    for index, each in enumerate(sets):
        have = type_of(each)
        if isinstance(have, TupleType):
            elem = unify(list(have.elems))
            if elem is None:
                raise FunctionError("all elements must be of the same type", index)
        elif isinstance(have, (ListType, SetType)):
            elem = have.elem
        elif have == DYNAMIC:
            elem = DYNAMIC
        else:
            raise FunctionError("a set or a list is required", index)
        elems.append(elem)
    type = TupleType(tuple(elems))
    as_set = any(isinstance(type_of(each), SetType) for each in sets)
    if any(isinstance(each, tuple) and not each for each in sets):
        return SetValue((), type) if as_set else ListValue((), type)
    unknown = [each for each in sets if isinstance(each, Unknown)]
    uncertain = [
        found
        for each in sets
        if isinstance(each, SetValue) and len(each) > 1 and (found := first_unknown(each)) is not None
    ]
    if unknown or uncertain:
        return derive(*unknown, *uncertain, type=SetType(type) if as_set else ListType(type), keeps="identity")
    count = 1
    for each in sets:
        count *= len(each)
        context.charge(count)
    rows: list[tuple[TValue, ...]] = [()]
    for each, elem in zip(sets, elems):  # noqa: B905 - equal length
        items = [convert(item, elem) for item in each]
        rows = [(*row, item) for row in rows for item in items]
    if not as_set:
        return ListValue(rows, type)
    plain, marks = unmark_deep(tuple(rows))
    return mark(make_set(plain, type), marks)
