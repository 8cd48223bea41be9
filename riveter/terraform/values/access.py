"""Indexing and attribute access on values, after HCL's `hclsyntax` and cty."""

from __future__ import annotations

from functools import partial

from riveter.core.alternatives import Alternatives
from riveter.core.values import Unknown
from riveter.terraform.values.alternatives import (
    NO_RESULT,
    any_of_these,
    lifted,
    mapped,
    on_operands,
)
from riveter.terraform.values.conversion import ConversionError, convert, unify
from riveter.terraform.values.equality import may_be_text
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.numbers import Number
from riveter.terraform.values.partial import OpenObject, OpenTuple
from riveter.terraform.values.symbols import named
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
    ListValue,
    MapValue,
    SetValue,
    TValue,
    is_null,
    mark,
    sorted_keys,
    type_of,
    unmark,
)


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
        each = lifted((collection, key), partial(on_operands, index), EvaluationError)
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
    return may_be_text(key, name)


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
            return mark(value[name], marks)
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
        kind = "list" if isinstance(value, ListValue) else "tuple"
        raise EvaluationError("Unsupported attribute", f"Can't access attributes on a {kind}.{hint}")
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
