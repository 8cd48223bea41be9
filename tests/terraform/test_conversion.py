"""Types that values convert to, the type several values agree on, and the words for what does not convert."""

from __future__ import annotations

import pytest

from riveter.core.causes import UnsetVariable
from riveter.core.values import Unknown
from riveter.terraform.values.conversion import ConversionError, convert, unify
from riveter.terraform.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    SetType,
    TupleType,
    Type,
    object_type,
)
from riveter.terraform.values.unification import settle
from riveter.terraform.values.value import (
    SENSITIVE,
    UNTYPED_NULL,
    LazyObject,
    ListValue,
    MapValue,
    Marked,
    SetValue,
    make_set,
    mark,
    type_of,
)

A_NUMBER = object_type({"a": NUMBER})
A_STRING = object_type({"a": STRING})
B_NUMBER = object_type({"b": NUMBER})


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ([], DYNAMIC),
        ([NUMBER, STRING], STRING),
        ([NUMBER, BOOL], None),
        ([DYNAMIC, NUMBER], NUMBER),
        ([DYNAMIC, A_NUMBER], A_NUMBER),
        ([A_NUMBER, A_STRING], A_STRING),
        ([A_NUMBER, B_NUMBER], MapType(NUMBER)),
        ([A_NUMBER, object_type({"a": BOOL})], None),  # not even a map: the attribute itself does not unify
        ([object_type({}), A_NUMBER], MapType(NUMBER)),
        ([TupleType((NUMBER,)), TupleType((STRING,))], TupleType((STRING,))),
        ([TupleType((NUMBER,)), TupleType((STRING, BOOL))], ListType(STRING)),
        ([TupleType(()), TupleType((NUMBER,))], ListType(NUMBER)),
        ([TupleType((NUMBER,)), A_NUMBER], None),
        ([ListType(NUMBER), ListType(STRING)], ListType(STRING)),
        ([ListType(DYNAMIC), ListType(NUMBER)], ListType(NUMBER)),
        ([ListType(NUMBER), TupleType((STRING, BOOL))], ListType(STRING)),
        ([ListType(NUMBER), SetType(NUMBER)], ListType(NUMBER)),
        ([SetType(NUMBER), TupleType((STRING,))], SetType(NUMBER)),  # the values decide whether they convert
        ([MapType(NUMBER), A_STRING], MapType(STRING)),
        ([MapType(STRING), ListType(STRING)], None),
        ([STRING, ListType(STRING)], None),
    ],
)
def test_the_type_several_agree_on(types: list[Type], expected: Type | None) -> None:
    assert settle(types) == expected
    if DYNAMIC not in types:
        assert unify(types) == expected


def test_an_open_type_leaves_the_result_open_beside_those_of_one_kind() -> None:
    assert unify([DYNAMIC, A_NUMBER]) == DYNAMIC
    assert unify([DYNAMIC, ListType(STRING), ListType(NUMBER)]) == DYNAMIC
    assert unify([DYNAMIC, NUMBER, STRING]) == STRING
    assert unify([TupleType((DYNAMIC,)), TupleType((TupleType((STRING,)),))]) == TupleType((DYNAMIC,))


@pytest.mark.parametrize(
    ("value", "want", "problem"),
    [
        ((), STRING, "string required"),
        (1, BOOL, "bool required"),
        ("x", NUMBER, "a number is required"),
        ("yes", BOOL, "a bool is required"),
        ("True", BOOL, 'a bool is required; to convert from string, use lowercase "true"'),
        ("a", ListType(STRING), "list of string required"),
        ({}, ListType(DYNAMIC), "list of any single type required"),
        ((1, True), ListType(DYNAMIC), "all list elements must have the same type"),
        (("a", ()), SetType(DYNAMIC), "all set elements must have the same type"),
        ({"a": 1, "b": ()}, MapType(DYNAMIC), "all map elements must have the same type"),
        (("x", ()), ListType(NUMBER), "element 1: number required"),
        ({"a": "x", "b": ()}, MapType(NUMBER), 'element "b": number required'),
        ({"a": ("x", {})}, MapType(ListType(STRING)), 'element "a": element 1: string required'),
        ({}, A_NUMBER, 'attribute "a" is required'),
        ({}, object_type({"a": NUMBER, "b": NUMBER}), 'attributes "a" and "b" are required'),
        ({"a": ()}, A_NUMBER, 'attribute "a": number required'),
        ({"a": 1, "b": ()}, object_type({"a": NUMBER, "b": NUMBER}), 'attribute "b": number required'),
        ({"b": ()}, object_type({"a": NUMBER, "b": NUMBER}, frozenset(["a"])), 'attribute "b": number required'),
        (ListValue(((),), TupleType(())), ListType(NUMBER), "incorrect list element type: number required"),
        (MapValue({"b": "x"}, STRING), A_STRING, 'map has no element for required attribute "a"'),
        (MapValue({"a": "x"}, STRING), A_NUMBER, "a number is required"),
        ((1,), TupleType((NUMBER, NUMBER)), "tuple required"),
        (ListValue((1,), NUMBER), TupleType((NUMBER,)), "tuple required"),
    ],
)
def test_what_does_not_convert_is_said_in_terraforms_words(value: object, want: Type, problem: str) -> None:
    with pytest.raises(ConversionError) as caught:
        convert(value, want)
    assert caught.value.message == problem


class Resource(LazyObject):
    """Has an attribute whose type is known only when it is asked for."""

    def __init__(self, value: object) -> None:
        super().__init__(UnsetVariable("x"))
        self.value = value

    def attribute(self, name: str) -> object:
        return self.value


@pytest.mark.parametrize(
    ("value", "want", "problem"),
    [
        ("x", ListType(STRING), "list of string required"),
        ({}, SetType(NUMBER), "set of number required"),
        ((), MapType(STRING), "map of string required"),
        (1, A_NUMBER, "object required"),
        ({}, A_NUMBER, 'attribute "a" is required'),
        ({}, TupleType((STRING,)), "tuple required"),
        ((), STRING, "string required"),
        (True, NUMBER, "number required"),
    ],
)
def test_what_an_attribute_of_a_resource_does_not_convert_to_is_said(value: object, want: Type, problem: str) -> None:
    with pytest.raises(ConversionError) as caught:
        convert(Resource(value), object_type({"b": want}))
    assert caught.value.message == problem


def test_an_unknown_tuple_becomes_a_list_of_as_many_unknown_elements() -> None:
    pair = Unknown(UnsetVariable("x"), type=TupleType((STRING, NUMBER)), not_null=True)
    result = convert(pair, ListType(STRING))
    assert type_of(result) == ListType(STRING)
    assert [type_of(item) for item in result] == [STRING, STRING]
    assert isinstance(convert(Unknown(UnsetVariable("x"), type=pair.type), ListType(STRING)), Unknown)


def test_the_path_leads_to_a_value_that_does_not_convert() -> None:
    with pytest.raises(ConversionError) as caught:
        convert({"a": ({"b": "1"}, {"b": "x"})}, object_type({"a": ListType(object_type({"b": NUMBER}))}))
    assert (caught.value.path, caught.value.message) == (".a[1].b", "a number is required")


def test_elements_of_objects_that_differ_become_maps() -> None:
    result = convert(({"a": 1}, {"b": "x"}), ListType(DYNAMIC))
    assert type_of(result) == ListType(MapType(STRING))
    assert result == ({"a": "1"}, {"b": "x"})


def test_nulls_and_untyped_unknowns_take_the_type_of_the_others() -> None:
    unknown = Unknown(UnsetVariable("x"))
    result = convert((UNTYPED_NULL, {"a": 1}, unknown), ListType(DYNAMIC))
    assert type_of(result) == ListType(A_NUMBER)
    assert type_of(result[0]) == A_NUMBER
    assert result[2].type is None  # with `b` in it, all of them become maps
    assert convert((1, unknown), ListType(DYNAMIC))[1].type is None  # with a text in it, all of them become texts
    assert convert(("a", unknown), ListType(DYNAMIC))[1].type == STRING


def test_any_within_a_type_is_settled_by_the_values() -> None:
    result = convert(({"a": 1}, {"a": "x"}), ListType(MapType(DYNAMIC)))
    assert type_of(result) == ListType(MapType(STRING))
    with pytest.raises(ConversionError) as caught:
        convert(({"a": 1}, {"a": (1,)}), ListType(MapType(DYNAMIC)))
    assert (caught.value.path, caught.value.message) == ("[1]", "cannot find a common base type for all elements")


def test_a_set_is_marked_instead_of_its_elements() -> None:
    secret = mark("b", frozenset([SENSITIVE]))
    as_set = convert((secret, "a"), SetType(STRING))
    assert isinstance(as_set, Marked)
    assert isinstance(as_set.value, SetValue)
    assert tuple(as_set.value) == ("a", "b")
    as_list = convert((secret, "a"), ListType(STRING))
    assert isinstance(as_list[0], Marked)
    assert not isinstance(as_list, Marked)


def test_sets_are_ordered_as_terraform_orders_them() -> None:
    assert tuple(convert((10, 9, -1), SetType(NUMBER))) == (-1, 9, 10)
    assert tuple(convert(((10,), (9,), (-1,)), SetType(DYNAMIC))) == ((-1,), (10,), (9,))
    with_null = ({"a": None}, {"a": ListValue(["x"], STRING)})
    assert tuple(convert(with_null, SetType(DYNAMIC))) == with_null[::-1]
    assert tuple(make_set(["b", "a", None, "b"], STRING)) == ("a", "b", None)


def test_maps_keep_their_type_when_any_map_is_asked_for() -> None:
    value = MapValue({"a": 1}, NUMBER)
    assert convert(value, MapType(DYNAMIC)) is value
