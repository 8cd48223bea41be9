"""Conversion and unification of types, as cty's `convert` package does them."""

from __future__ import annotations

from fractions import Fraction

from riveter.terraform.numbers import format_number, parse_number
from riveter.terraform.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    Primitive,
    SetType,
    TupleType,
    Type,
    friendly_name,
)
from riveter.terraform.values import (
    LazyObject,
    ListValue,
    MapValue,
    Marked,
    SetValue,
    TValue,
    make_set,
    mark,
    type_of,
)
from riveter.values import PartialText, Unknown


class ConversionError(Exception):
    """A value can't be converted; `path` leads to the offending element (``["a"]``, ``.name``)."""

    def __init__(self, message: str, path: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    def at(self, step: str) -> ConversionError:
        """The same error seen from one level further out."""
        return ConversionError(self.message, step + self.path)


def convert(value: TValue, want: Type) -> TValue:
    """`value` as a value of type `want`; unknowns stay unknown, with the type. Raises `ConversionError`."""
    if isinstance(value, str):
        return value if want is STRING or want is DYNAMIC else _from_string(value, want)
    if type(value) is Marked:
        return mark(convert(value.value, want), value.marks)
    if value is None or want == DYNAMIC:
        return value
    if isinstance(value, Unknown):
        return _unknown(value, want)
    if isinstance(want, Primitive):
        return _to_primitive(value, want)
    if isinstance(want, (ListType, SetType)):
        return _to_sequence(value, want)
    if isinstance(want, MapType):
        return _to_map(value, want)
    if isinstance(want, ObjectType):
        return _to_object(value, want)
    return _to_tuple(value, want)


def _from_string(value: str, want: Type) -> TValue:
    if want == STRING or want == DYNAMIC:
        return value
    if want == NUMBER:
        try:
            return parse_number(value)
        except ValueError:
            raise ConversionError("a number is required") from None
    if want == BOOL:
        if value in ("true", "1"):
            return True
        if value in ("false", "0"):
            return False
        lowered = value.lower()
        if lowered in ("true", "false"):
            raise ConversionError(f'a bool is required; to convert from string, use lowercase "{lowered}"')
        raise ConversionError("a bool is required")
    raise _mismatch(want)


def _unknown(value: Unknown, want: Type) -> TValue:
    if isinstance(value, LazyObject) and isinstance(want, ObjectType):
        return {name: convert(value.attribute(name), attribute) for name, attribute in want.attributes}
    have = type_of(value)
    if have == want:
        return value
    if isinstance(value, PartialText) and want != STRING and isinstance(want, Primitive):
        return Unknown(value.reason, value.references, kind=value.kind, span=value.span, type=want, not_null=True)
    if have != DYNAMIC and not convertible(have, want):
        raise _mismatch(want)
    return retype(value, want)


def retype(value: Unknown, want: Type) -> Unknown:
    """The same unknown with another type."""
    return Unknown(value.reason, value.references, kind=value.kind, span=value.span, type=want, not_null=value.not_null)


def _mismatch(want: Type) -> ConversionError:
    article = "an" if friendly_name(want)[0] in "aeiou" else "a"
    return ConversionError(f"{article} {friendly_name(want)} is required")


def _to_primitive(value: TValue, want: Primitive) -> TValue:
    if isinstance(value, bool):
        if want == BOOL:
            return value
        if want == STRING:
            return "true" if value else "false"
    elif isinstance(value, (int, Fraction)):
        if want == NUMBER:
            return value
        if want == STRING:
            return format_number(value)
    raise _mismatch(want)


def _to_sequence(value: TValue, want: ListType | SetType) -> TValue:
    if not isinstance(value, tuple):
        raise _mismatch(want)
    if isinstance(value, (ListValue, SetValue)) and value.elem == want.elem:
        items, elem = list(value), value.elem
    else:
        elem = want.elem
        if has_dynamic(elem):
            if isinstance(value, (ListValue, SetValue)):
                unified = value.elem if elem == DYNAMIC else None
            else:
                unified = unify([type_of(item) for item in value]) if elem == DYNAMIC else None
            if elem == DYNAMIC:
                if unified is None:
                    raise ConversionError(
                        "all " + ("list" if isinstance(want, ListType) else "set") + " elements must have the same type"
                    )
                elem = unified
        items = []
        for index, item in enumerate(value):
            try:
                items.append(convert(item, elem))
            except ConversionError as error:
                raise error.at(f"[{index}]") from None
        if has_dynamic(elem):
            unified = unify([type_of(item) for item in items])
            if unified is not None and unified != elem:
                elem = unified
                items = [convert(item, elem) for item in items]
    if isinstance(want, ListType):
        return ListValue(items, elem)
    return make_set(items, elem)


def _to_map(value: TValue, want: MapType) -> TValue:
    if not isinstance(value, dict):
        raise _mismatch(want)
    if isinstance(value, MapValue) and value.elem == want.elem:
        return value
    elem = want.elem
    if elem == DYNAMIC:
        if isinstance(value, MapValue):
            return value
        unified = unify([type_of(item) for item in value.values()])
        if unified is None:
            raise ConversionError("all map elements must have the same type")
        elem = unified
    result: dict[str, TValue] = {}
    for key, item in value.items():
        try:
            result[key] = convert(item, elem)
        except ConversionError as error:
            raise error.at(f'["{key}"]') from None
    if has_dynamic(elem):
        unified = unify([type_of(item) for item in result.values()])
        if unified is not None and unified != elem:
            elem = unified
            result = {key: convert(item, elem) for key, item in result.items()}
    return MapValue(result, elem)


def _to_object(value: TValue, want: ObjectType) -> TValue:
    if not isinstance(value, dict):
        raise _mismatch(want)
    missing = [name for name, _ in want.attributes if name not in value and name not in want.optional]
    if missing:
        raise ConversionError(missing_attributes(missing))
    result: dict[str, TValue] = {}
    for name, attribute in want.attributes:
        if name not in value:
            result[name] = None
            continue
        try:
            result[name] = convert(value[name], attribute)
        except ConversionError as error:
            raise error.at(f".{name}") from None
    return result


def missing_attributes(names: list[str]) -> str:
    """``attribute "a" is required`` or ``attributes "a" and "b" are required``."""
    quoted = [f'"{name}"' for name in names]
    if len(quoted) == 1:
        return f"attribute {quoted[0]} is required"
    if len(quoted) == 2:
        return f"attributes {quoted[0]} and {quoted[1]} are required"
    return f"attributes {', '.join(quoted[:-1])}, and {quoted[-1]} are required"


def _to_tuple(value: TValue, want: TupleType) -> TValue:
    if not isinstance(value, tuple) or isinstance(value, (ListValue, SetValue)):
        raise _mismatch(want)
    if len(value) != len(want.elems):
        raise ConversionError(f"a tuple of {len(want.elems)} elements is required")
    return tuple([convert(item, elem) for item, elem in zip(value, want.elems)])  # noqa: B905 - equal length, 3.10


def has_dynamic(type: Type) -> bool:
    """Whether the type leaves something open (`any`)."""
    if isinstance(type, Primitive):
        return type == DYNAMIC
    if isinstance(type, TupleType):
        return any(has_dynamic(elem) for elem in type.elems)
    if isinstance(type, ObjectType):
        return any(has_dynamic(attribute) for _, attribute in type.attributes)
    return has_dynamic(type.elem)


def convertible(have: Type, want: Type) -> bool:
    """Whether some value of type `have` may convert to `want`."""
    if have == want or DYNAMIC in (have, want):
        return True
    if isinstance(want, Primitive):
        if not isinstance(have, Primitive):
            return False
        return STRING in (have, want)
    if isinstance(want, (ListType, SetType)):
        if isinstance(have, TupleType):
            return all(convertible(elem, want.elem) for elem in have.elems)
        return isinstance(have, (ListType, SetType)) and convertible(have.elem, want.elem)
    if isinstance(want, MapType):
        if isinstance(have, ObjectType):
            return all(convertible(attribute, want.elem) for _, attribute in have.attributes)
        return isinstance(have, MapType) and convertible(have.elem, want.elem)
    if isinstance(want, ObjectType):
        if isinstance(have, MapType):
            return all(convertible(have.elem, attribute) for _, attribute in want.attributes)
        if not isinstance(have, ObjectType):
            return False
        for name, attribute in want.attributes:
            given = have.attribute(name)
            if given is None:
                if name not in want.optional:
                    return False
            elif not convertible(given, attribute):
                return False
        return True
    if isinstance(have, TupleType):
        return len(have.elems) == len(want.elems) and all(map(convertible, have.elems, want.elems))
    return False


def unify(types: list[Type]) -> Type | None:
    """The one type all the given types convert to, None when there is none. Follows cty's `convert.Unify`.

    `DYNAMIC` members are those of null and of unknowns without a type: they convert to whatever the others agree on.
    """
    distinct = list(dict.fromkeys(types))
    if len(distinct) == 1:
        return distinct[0]
    distinct = [type for type in distinct if type != DYNAMIC]
    if not distinct:
        return DYNAMIC
    if len(distinct) == 1:
        return distinct[0]
    if all(isinstance(type, Primitive) for type in distinct):
        return STRING if STRING in distinct else None
    if all(isinstance(type, ObjectType) for type in distinct):
        return _unify_objects([type for type in distinct if isinstance(type, ObjectType)])
    if all(isinstance(type, TupleType) for type in distinct):
        return _unify_tuples([type for type in distinct if isinstance(type, TupleType)])
    if all(isinstance(type, (ObjectType, MapType)) for type in distinct):
        return _map_of(distinct)
    if all(isinstance(type, (TupleType, ListType)) for type in distinct):
        return _list_of(distinct)
    if all(isinstance(type, (TupleType, ListType, SetType)) for type in distinct):
        elem = unify(_elements(distinct))
        return None if elem is None else SetType(elem)
    return None


def _unify_objects(types: list[ObjectType]) -> Type | None:
    names = [name for name, _ in types[0].attributes]
    if all([name for name, _ in type.attributes] == names for type in types):
        attributes: list[tuple[str, Type]] = []
        for position, name in enumerate(names):
            unified = unify([type.attributes[position][1] for type in types])
            if unified is None:
                break
            attributes.append((name, unified))
        else:
            return ObjectType(tuple(attributes))
    return _map_of(list(types))


def _unify_tuples(types: list[TupleType]) -> Type | None:
    if len({len(type.elems) for type in types}) == 1:
        elems = [unify([type.elems[position] for type in types]) for position in range(len(types[0].elems))]
        known = [elem for elem in elems if elem is not None]
        if len(known) == len(elems):
            return TupleType(tuple(known))
    return _list_of(list(types))


def _map_of(types: list[Type]) -> Type | None:
    elem = unify(_elements(types))
    return None if elem is None else MapType(elem)


def _list_of(types: list[Type]) -> Type | None:
    elem = unify(_elements(types))
    return None if elem is None else ListType(elem)


def _elements(types: list[Type]) -> list[Type]:
    elements: list[Type] = []
    for type in types:
        if isinstance(type, ObjectType):
            elements.extend(attribute for _, attribute in type.attributes)
        elif isinstance(type, TupleType):
            elements.extend(type.elems)
        elif isinstance(type, (ListType, SetType, MapType)):
            elements.append(type.elem)
    return elements or [DYNAMIC]
