"""Functions that build or change lists, tuples, maps and objects."""

from __future__ import annotations

from riveter.core.shapes import is_never_empty
from riveter.core.values import Unknown
from riveter.terraform.functions.common import go_quote, number_parameter, string_parameter, whole_number
from riveter.terraform.functions.registry import CallContext, FunctionError, FunctionParameter, derive, function
from riveter.terraform.values.arithmetic import add
from riveter.terraform.values.conversion import ConversionError, convert, unify
from riveter.terraform.values.numbers import Number
from riveter.terraform.values.partial import (
    OpenObject,
    OpenTuple,
    like,
    open_distinct,
    open_object,
    open_tuple,
    set_in_any_order,
)
from riveter.terraform.values.types import (
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
    first_unknown,
    hash_text,
    is_null,
    mark,
    sorted_keys,
    type_of,
    unmark,
)

_ANY_LIST = ListType(DYNAMIC)
_STRINGS = ListType(STRING)
_NO_ATTRIBUTES = ObjectType(())
_steps = range  # the name is taken below


# --- lists and tuples ----------------------------------------------------------------------------


@function(
    FunctionParameter("list", _ANY_LIST, unknown="element", marks="own"),
    number_parameter("size"),
    context=True,
    opaque=True,
    typed=lambda items, size: ListType(type_of(items)),
)
def chunklist(context: CallContext, items: ListValue, size: Number) -> TValue:
    """Return the list in pieces of `size` elements."""
    type = ListType(items.elem)
    step = whole_number(size, what="invalid size: ")
    if step < 0:
        raise FunctionError("the size argument must be positive")
    if not items:
        return ListValue((), type)
    if step == 0:
        return ListValue([items], type)
    context.charge(len(items))
    return ListValue([ListValue(items[i : i + step], items.elem) for i in _steps(0, len(items), step)], type)


@function(FunctionParameter("list", _STRINGS, unknown="element"), result=_STRINGS, opaque=True)
def compact(items: ListValue) -> TValue:
    """Remove nulls and empty strings. A text that is known in part is neither, nor is an identifier."""
    kept = [item for item in items if isinstance(item, Unknown) or item]
    perhaps = {i: item for i, item in enumerate(kept) if isinstance(item, Unknown) and not is_never_empty(item)}
    return open_tuple(kept, perhaps, _STRINGS) if perhaps else ListValue(kept, STRING)


@function(variadic=FunctionParameter("seqs", unknown="pass", marks="own"), opaque=True)
def concat(*lists: TValue) -> TValue:
    """Return all elements of all lists and tuples: a list when all are lists, else a tuple."""
    if not lists:
        raise FunctionError("at least one argument is required")
    types = [type_of(each) for each in lists]
    for index, type in enumerate(types):
        if not isinstance(type, (ListType, TupleType)) and type != DYNAMIC:
            raise FunctionError(f"all arguments must be lists or tuples; got {friendly_name(type)}", index)
    common = unify(types) if all(isinstance(type, ListType) for type in types) else None
    if isinstance(common, ListType):
        lists = tuple([convert(each, common) for each in lists])
    if any(isinstance(each, Unknown) for each in lists):
        return _concat_partly(lists, common or DYNAMIC)
    items = [item for each in lists for item in each]
    return ListValue(items, common.elem) if isinstance(common, ListType) else tuple(items)


def _concat_partly(lists: tuple[TValue, ...], type: Type) -> Unknown:
    items: list[TValue] = []
    opened: dict[int, Unknown] = {}
    for each in lists:
        _append(each, items, opened)
    whole = derive(*opened.values(), type=type, keeps="identity")
    return open_tuple(items, dict.fromkeys(opened, whole), type) if len(items) > len(opened) else whole


def _append(each: TValue, items: list[TValue], opened: dict[int, Unknown]) -> None:
    """Add the elements of a list; for an unknown list, or its unknown part, add an element that represents them."""
    if isinstance(each, OpenTuple):
        opened.update({len(items) + index: cause for index, cause in each.open.items()})
        items.extend(each.items)
    elif isinstance(each, Unknown):
        have = type_of(each)
        opened[len(items)] = each
        items.append(like(each, have.elem if isinstance(have, (ListType, SetType)) else DYNAMIC, keeps="identity"))
    else:
        items.extend(each)


@function(FunctionParameter("list", _ANY_LIST, unknown="element"), result=_ANY_LIST, opaque=True, typed=type_of)
def distinct(items: ListValue) -> TValue:
    """Remove elements that equal another one. An unknown element may equal any other."""
    return open_distinct(items, {}, ListType(items.elem))


def _element_type(items: TValue, index: Number | Unknown) -> Type:
    have = type_of(items)
    if isinstance(have, ListType):
        return have.elem
    if have != DYNAMIC and not isinstance(have, TupleType):
        raise FunctionError(f"cannot read elements from {friendly_name(have)}")
    if isinstance(have, TupleType) and have.elems and isinstance(index, int):
        return have.elems[index % len(have.elems)]
    return DYNAMIC


@function(
    FunctionParameter("list", unknown="element", marks="own"),
    number_parameter("index"),
    null=True,
    opaque=True,
    typed=_element_type,
)
def element(items: TValue, index: Number) -> TValue:
    """Return the element at an index; indexes beyond the ends start over."""
    position = whole_number(index, what="invalid index: ")
    _element_type(items, index)
    if not items:
        raise FunctionError("cannot use element function with an empty list")
    return items[position % len(items)]


@function(FunctionParameter("list", unknown="pass", marks="own"), opaque=True)
def flatten(items: TValue) -> TValue:
    """Return the elements of nested lists, sets and tuples, in one tuple."""
    have = type_of(items)
    if not isinstance(have, (ListType, SetType, TupleType)) and have != DYNAMIC:
        raise FunctionError("can only flatten lists, sets and tuples")
    result: list[TValue] = []
    marks: set[str] = set()
    opened: dict[int, Unknown] = {}
    _flatten(items, result, marks, opened)
    if opened:
        whole = derive(*opened.values(), keeps="identity")
        partly = open_tuple(result, dict.fromkeys(opened, whole)) if len(result) > len(opened) else whole
        return mark(partly, frozenset(marks))
    return mark(tuple(result), frozenset(marks))


def _flatten(items: TValue, result: list[TValue], marks: set[str], opened: dict[int, Unknown]) -> None:
    plain, own = unmark(items)
    if isinstance(plain, SetValue) and (in_any_order := set_in_any_order(plain)) is not None:
        plain = in_any_order
    if isinstance(plain, tuple):
        marks |= own
        for item in plain:
            _flatten(item, result, marks, opened)
    elif isinstance(plain, OpenTuple):
        marks |= own
        for index, item in enumerate(plain.items):
            before = len(result)
            _flatten(item, result, marks, opened)
            if index in plain.open:
                opened.update(dict.fromkeys(range(before, len(result)), plain.open[index]))
    elif isinstance(plain, Unknown) and isinstance(type_of(plain), (ListType, SetType, TupleType)):
        marks |= own
        _append(plain, result, opened)
    elif isinstance(plain, Unknown) and type_of(plain) == DYNAMIC:
        _append(plain, result, opened)
    else:
        result.append(items)


def _matched(values: TValue, keys: TValue, searchset: TValue) -> Type:
    _common_keys(keys, searchset)
    if isinstance(values, ListValue) and isinstance(keys, ListValue):
        _same_length(values, keys)
    return type_of(values)


def _same_length(values: ListValue, keys: ListValue) -> None:
    if len(values) != len(keys):
        raise FunctionError("length of keys and values should be equal")


def _common_keys(keys: TValue, searchset: TValue) -> Type:
    common = unify([type_of(keys), type_of(searchset)])
    if common is None:
        raise FunctionError("keys and searchset must be of the same type")
    return common


@function(
    FunctionParameter("values", _ANY_LIST),
    FunctionParameter("keys", _ANY_LIST, unknown="pass"),
    FunctionParameter("searchset", _ANY_LIST, unknown="pass"),
    result=_ANY_LIST,
    context=True,
    typed=_matched,
)
def matchkeys(context: CallContext, values: ListValue, keys: TValue, searchset: TValue) -> TValue:
    """Return the values whose key, at the same index, is in the search set."""
    common = _common_keys(keys, searchset)
    if isinstance(keys, ListValue):
        _same_length(values, keys)
    if isinstance(searchset, ListValue) and not searchset:
        return ListValue((), values.elem)
    unknown = first_unknown((keys, searchset))
    if unknown is not None:
        return derive(unknown, type=ListType(values.elem))
    context.charge(len(keys) + len(searchset))
    wanted = {hash_text(item) for item in convert(searchset, common)}
    chosen = [hash_text(key) in wanted for key in convert(keys, common)]
    return ListValue([value for value, take in zip(values, chosen) if take], values.elem)  # noqa: B905


@function(variadic=number_parameter("params"), result=ListType(NUMBER))
def range(*params: Number) -> TValue:
    """Return the numbers from a start up to, and without, an end."""
    if not 1 <= len(params) <= 3:
        raise FunctionError("must have one, two, or three arguments")
    start, end = (0, params[0]) if len(params) == 1 else params[:2]
    step: Number = params[2] if len(params) == 3 else -1 if end < start else 1
    if len(params) == 3:
        if step < 0 and end > start:
            raise FunctionError("end must be less than start when step is negative", 2)
        if step > 0 and end < start:
            raise FunctionError("end must be greater than start when step is positive", 2)
    numbers: list[Number] = []
    while (start > end) if step < 0 else (start < end):
        if len(numbers) >= 1024:
            raise FunctionError(
                "more than 1024 values were generated; either decrease the difference between start and end or use a "
                "smaller step"
            )
        numbers.append(start)
        start = add(start, step)
    return ListValue(numbers, NUMBER)


def _reversed(items: TValue) -> Type:
    have = type_of(items)
    if isinstance(have, (ListType, SetType)):
        return ListType(have.elem)
    if have != DYNAMIC and not isinstance(have, TupleType):
        raise FunctionError(f"can only reverse list or tuple values, not {friendly_name(have)}", 0)
    return TupleType(have.elems[::-1]) if isinstance(have, TupleType) else DYNAMIC


@function(FunctionParameter("list", unknown="element", marks="own"), opaque=True, typed=_reversed)
def reverse(items: TValue) -> TValue:
    """Return the elements in reverse order."""
    _reversed(items)
    if isinstance(items, SetValue):
        unknown = first_unknown(items)
        if unknown is not None and len(items) > 1:
            return derive(unknown, type=ListType(items.elem), keeps="identity")
        return ListValue(items[::-1], items.elem)
    return ListValue(items[::-1], items.elem) if isinstance(items, ListValue) else items[::-1]


def _sliced(items: TValue, start: Number | Unknown, end: Number | Unknown) -> Type:
    have = type_of(items)
    if isinstance(have, SetType):
        raise FunctionError(
            "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering "
            "of the result is not important",
            0,
        )
    if have != DYNAMIC and not isinstance(have, (ListType, TupleType)):
        raise FunctionError("must be a list or tuple value", 0)
    return have if isinstance(have, ListType) else DYNAMIC


@function(
    FunctionParameter("list", unknown="element", marks="own"),
    number_parameter("start_index"),
    number_parameter("end_index"),
    opaque=True,
    typed=_sliced,
)
def slice(items: TValue, start_index: Number, end_index: Number) -> TValue:
    """Return the elements from one index up to, and without, another."""
    _sliced(items, start_index, end_index)
    start = whole_number(start_index, 1, "invalid start index: ")
    if start < 0:
        raise FunctionError("start index must not be less than zero", 1)
    if start > len(items):
        raise FunctionError("start index must not be greater than the length of the list", 1)
    end = whole_number(end_index, 2, "invalid end index: ")
    if end < 0:
        raise FunctionError("end index must not be less than zero", 2)
    if end > len(items):
        raise FunctionError("end index must not be greater than the length of the list", 2)
    if start > end:
        raise FunctionError("start index must not be greater than end index", 1)
    return ListValue(items[start:end], items.elem) if isinstance(items, ListValue) else items[start:end]


@function(FunctionParameter("list", _STRINGS, unknown="element"), result=_STRINGS, opaque=True)
def sort(items: ListValue) -> TValue:
    """Sort strings by code point."""
    for index, item in enumerate(items):
        if is_null(item):
            raise FunctionError(f"given list element {index} is null; a null string cannot be sorted")
    unknown = [item for item in items if isinstance(item, Unknown)]
    if unknown:
        return ListValue([derive(*unknown, type=STRING) for _ in items], STRING)
    return ListValue(sorted(items), STRING)


# --- maps and objects ----------------------------------------------------------------------------


@function(FunctionParameter("inputMap", unknown="pass", marks="own"))
def keys(mapping: TValue) -> TValue:
    """Return the keys of a map (a list) or the attribute names of an object (a tuple), sorted."""
    have = type_of(mapping)
    if not isinstance(have, (MapType, ObjectType)) and have != DYNAMIC:
        raise FunctionError("must have map or object type", 0)
    if isinstance(have, ObjectType):
        return tuple([name for name, _ in have.attributes])
    if isinstance(mapping, Unknown):
        return derive(mapping, type=_STRINGS if isinstance(have, MapType) else DYNAMIC, keeps="identity")
    return ListValue(sorted_keys(mapping), STRING)


def _values_type(mapping: TValue) -> Type:
    have = type_of(mapping)
    if isinstance(have, MapType):
        return ListType(have.elem)
    if isinstance(have, ObjectType):
        return TupleType(tuple([attribute for _, attribute in have.attributes]))
    if have != DYNAMIC:
        raise FunctionError("values() requires a map as the first argument")
    return DYNAMIC


@function(FunctionParameter("mapping", unknown="element", marks="own"), opaque=True, typed=_values_type)
def values(mapping: TValue) -> TValue:
    """Return the values of a map (a list) or an object (a tuple), in the order of their keys."""
    _values_type(mapping)
    items = [mapping[key] for key in sorted_keys(mapping)]
    return ListValue(items, mapping.elem) if isinstance(mapping, MapValue) else tuple(items)


def _looked_up(mapping: TValue, key: str | Unknown, *default: TValue) -> Type:
    if len(default) > 1:
        raise FunctionError(f"lookup() takes two or three arguments, got {2 + len(default)}")
    have = type_of(mapping)
    if isinstance(have, MapType):
        if default:
            _default_element(default[0], have.elem)
        return have.elem
    if isinstance(have, ObjectType):
        if not isinstance(key, str):
            return DYNAMIC
        found = have.attribute(key)
        if found is None and not default:
            raise FunctionError(f"the given object has no attribute {go_quote(key)}", 0)
        return type_of(unmark(default[0])[0]) if found is None else found
    if have != DYNAMIC:
        raise FunctionError("lookup() requires a map as the first argument", 0)
    return DYNAMIC


def _default_element(default: TValue, elem: Type) -> TValue:
    try:
        return convert(default, elem)
    except ConversionError:
        raise FunctionError("the default value must have the same type as the map elements", 2) from None


@function(
    FunctionParameter("inputMap", unknown="element", marks="own"),
    string_parameter("key"),
    variadic=FunctionParameter("default", null=True, unknown="pass", marks="pass"),
    null=True,
    typed=_looked_up,
)
def lookup(mapping: TValue, key: str, *default: TValue) -> TValue:
    """Return the value of a key, or the default."""
    _looked_up(mapping, key, *default)
    if isinstance(mapping, MapValue):
        fallback = _default_element(default[0], mapping.elem) if default else None
    else:
        fallback = default[0] if default else None
    if key in mapping:
        return mapping[key]
    if not default:
        raise FunctionError(f"lookup failed to find key {go_quote(key)}")
    return fallback


@function(variadic=FunctionParameter("maps", null=True, unknown="pass", marks="own"), opaque=True)
def merge(*maps: TValue) -> TValue:
    """Return all entries of all maps and objects; later ones win. The result is a map if all are maps of one type, otherwise an object."""
    blockers: list[Unknown] = []
    result: dict[str, TValue] = {}
    types: list[Type] = []
    for each in maps:
        have = type_of(each)
        if have != DYNAMIC and not isinstance(have, (MapType, ObjectType)):
            raise FunctionError(f"arguments must be maps or objects, got {go_quote(friendly_name(have))}")
        if is_null(each):
            types.append(_NO_ATTRIBUTES if isinstance(have, ObjectType) else have)
            continue
        types.append(have)
        if isinstance(each, Unknown):
            if not isinstance(have, ObjectType):
                blockers.append(each)
                # an entry that was there still is, but may have another value now
                result = dict.fromkeys(result, like(each))
                if isinstance(each, OpenObject):
                    result.update(each.entries)
                continue
            if not each.not_null:  # a null has no attributes, and the object beside it keeps its own
                blockers.append(each)
                result.update((name, like(each)) for name in dict(have.attributes) if name in result)
                continue
            each = {name: derive(each, type=type, not_null=False, keeps="identity") for name, type in have.attributes}
        result.update(each)
    same = types[0] if types and all(type == types[0] for type in types) else None
    if blockers:
        whole = derive(*blockers, type=same or DYNAMIC, keeps="identity")
        return open_object(result, whole, same or DYNAMIC)
    return MapValue(result, same.elem) if isinstance(same, MapType) else result


@function(FunctionParameter("values", MapType(_STRINGS)), result=MapType(_STRINGS), context=True)
def transpose(context: CallContext, mapping: MapValue) -> TValue:
    """Swap keys and elements."""
    result: dict[str, list[str]] = {}
    for key in sorted_keys(mapping):
        if is_null(mapping[key]):
            raise FunctionError("input must not contain null list")
        context.charge(len(mapping[key]))
        for item in mapping[key]:
            if is_null(item):
                raise FunctionError("input list must not contain null string")
            result.setdefault(item, []).append(key)
    return MapValue({key: ListValue(result[key], STRING) for key in sorted(result)}, _STRINGS)


def _zipped(names: TValue, items: TValue) -> Type:
    have = type_of(items)
    if isinstance(have, ListType):
        return MapType(have.elem)
    if have != DYNAMIC and not isinstance(have, TupleType):
        raise FunctionError("values argument must be a list or tuple value")
    return DYNAMIC


@function(
    FunctionParameter("keys", _STRINGS), FunctionParameter("values", unknown="element", marks="own"), typed=_zipped
)
def zipmap(names: ListValue, items: TValue) -> TValue:
    """Return a map of the keys to the values at the same indexes; an object when the values are a tuple."""
    _zipped(names, items)
    for index, name in enumerate(names):
        if is_null(name):
            raise FunctionError(f"keys list has null value at index {index}")
    if len(names) != len(items):
        raise FunctionError(f"number of keys ({len(names)}) does not match number of values ({len(items)})")
    result = dict(zip(names, items))  # noqa: B905 - equal length
    return MapValue(result, items.elem) if isinstance(items, ListValue) else result


# --- removed -------------------------------------------------------------------------------------


@function(variadic=FunctionParameter("vals", null=True, unknown="pass"), name="list")
def list_(*values: TValue) -> TValue:
    """Refuse a call: the function is not available any more."""
    raise FunctionError(
        'the "list" function was deprecated in Terraform v0.12 and is no longer available; use tolist([ ... ]) syntax to '
        "write a literal list"
    )


@function(variadic=FunctionParameter("vals", null=True, unknown="pass"), name="map")
def map_(*values: TValue) -> TValue:
    """Refuse a call: the function is not available any more."""
    raise FunctionError(
        'the "map" function was deprecated in Terraform v0.12 and is no longer available; use tomap({ ... }) syntax to '
        "write a literal map"
    )
