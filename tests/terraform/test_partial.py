"""Collections of which a part is known: whatever riveter claims of them holds for every value of what is unknown."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from riveter.core.alternatives import Alternatives, Refused, both
from riveter.core.causes import UnsetVariable
from riveter.core.source import SourceFile
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown, decode_json
from riveter.hcl.parser import parse_expression
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.to_python import plain
from riveter.terraform.values.types import BOOL, STRING, ListType, MapType, SetType, Type
from riveter.terraform.values.value import ListValue, MapValue, TValue, make_set, references_in
from tests.random_examples import examples
from tests.terraform.conformance.harness import ConformanceNames

TYPES: dict[str, Type] = {
    "flag": BOOL,
    "text": STRING,
    "list": ListType(STRING),
    "set": SetType(STRING),
    "map": MapType(STRING),
}


def unknown(name: str, *, typed: bool = True) -> Unknown:
    return Unknown(UnsetVariable(name), type=TYPES[name] if typed else None)


def evaluated(expression: str, variables: dict[str, TValue]) -> TValue:
    source = SourceFile("x", expression, "x")
    node, diagnostics = parse_expression(source)
    assert not diagnostics, diagnostics
    return evaluate(node, Scope(ConformanceNames(), source, {"var": variables}))


def shown(expression: str, *, typed: bool = True) -> Any:
    return plain(evaluated(expression, {name: unknown(name, typed=typed) for name in TYPES}))


# --- what is known ------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [True, False])
def test_a_merge_holds_what_comes_after_the_unknown_map(typed: bool) -> None:
    value = shown('merge({ a = "1", b = "2" }, var.map, { b = "3", c = null })', typed=typed)
    assert isinstance(value, PartialMap)
    assert value["b"] == "3"
    assert value["c"] is None
    assert isinstance(value["a"], Unknown)  # it is there, but may have been replaced
    assert value.missing.reason == "var.map has no value"


def test_a_key_known_in_part_replaces_only_what_it_may_be() -> None:
    value = shown('{ "x:sub" = "1", "y:aud" = "2", "${var.text}:sub" = "3" }')
    assert isinstance(value, PartialMap)
    assert isinstance(value["x:sub"], Unknown)
    assert value["y:aud"] == "2"


@pytest.mark.parametrize("expression", ['concat(["a"], var.list, ["b"])', 'flatten(["a", var.list, [["b"]]])'])
def test_lists_hold_what_stands_around_the_unknown_list(expression: str) -> None:
    value = shown(expression)
    assert isinstance(value, OpenList)
    assert (value[0], value[2]) == ("a", "b")
    assert list(value.open) == [1]


def test_conditionals_hold_what_both_sides_have() -> None:
    assert shown('var.flag ? "a" : "a"') == "a"
    assert isinstance(shown('var.flag ? "a" : "b"'), Unknown)
    both = shown("var.flag ? { a = 1, b = 2 } : { a = 1, b = 3 }")
    assert both["a"] == 1
    assert isinstance(both["b"], Unknown)
    either = shown("var.flag ? [{ port = 22 }] : []").whole
    assert isinstance(either, OpenList)
    assert (list(either), list(either.open)) == ([{"port": 22}], [0])
    assert shown("var.flag ? [1, 2] : [1, 3]")[0] == 1


def test_a_bool_that_is_not_known_is_true_or_false() -> None:
    assert shown("var.flag").values == [True, False, None]
    guards = [option.guard for option in shown("var.flag").options]
    assert all(both(one, other) is None for one, other in combinations(guards, 2))
    assert sorted(shown("!var.flag").values) == [False, True]
    assert sorted(shown('var.text == "a"').values) == [False, True]
    assert not isinstance(shown("var.text"), Alternatives)


def whole(expression: str) -> PartialMap:
    found = shown(expression).whole
    assert isinstance(found, PartialMap)
    return found


def test_what_all_alternatives_have_is_known_of_the_whole() -> None:
    maps = whole(
        'var.flag ? { a = "1", b = "x", c = var.text, d = "z" } : { a = "1", b = "y", c = "z", d = var.text, e = "w" }'
    )
    assert maps["a"] == "1"
    assert isinstance(maps["b"], Unknown)
    assert maps["b"].not_null
    assert isinstance(maps["c"], Unknown)
    assert not maps["c"].not_null  # var.text may be null
    assert isinstance(maps["d"], Unknown)
    assert not maps["d"].not_null
    same = whole('var.flag ? { a = var.text, b = "x" } : { a = var.text }')
    assert same["a"].reason == "var.text has no value"
    assert "e" not in maps
    inner = whole('var.flag ? { a = { k = "v", l = "x" } } : { a = { k = "v", l = "y" }, b = { m = "z" } }')
    assert inner["a"]["k"] == "v"
    assert isinstance(inner["a"]["l"], Unknown)
    objects = whole('var.flag ? { a = { k = "v", l = 1 } } : { a = { k = "w", l = 1 }, b = { k = "x", l = 2 } }')
    assert objects["a"]["l"] == 1
    lists = whole('var.flag ? { a = ["p", "q"] } : { a = ["p", "r"], b = ["s"] }')
    assert lists["a"][0] == "p"
    assert isinstance(lists["a"][1], Unknown)
    nulls = whole('var.flag ? { a = null, b = "1" } : { a = "x" }')
    assert isinstance(nulls["a"], Unknown)
    assert not nulls["a"].not_null


def test_loops_go_through_what_is_known() -> None:
    assert dict(shown('{ for k, v in merge(var.map, { a = "x" }) : upper(k) => upper(v) }')) == {"A": "X"}
    some = shown('[for v in ["a", "b"] : upper(v) if v == "a" || var.flag]')
    assert (list(some), list(some.open)) == (["A", "B"], [1])
    assert shown('[for v in concat(var.list, ["a"]) : v][*]')[1] == "a"
    # an element that may not exist makes no errors
    assert isinstance(shown("[for v in [1, 0] : 1 / v if v != 0 || var.flag]"), OpenList)


@pytest.mark.parametrize(
    ("expression", "options"),
    [
        ('{ for k, v in { a = var.text, b = "x", c = null } : k => v if v != null }', [["b"], ["a", "b"]]),
        ('{ for k, v in { a = "x", b = "y" } : k => v if v == "x" || var.flag }', [["a", "b"], ["a"]]),
        ("{ for k, v in { a = var.flag, b = !var.flag } : k => v if v }", [["a"], ["b"]]),
        ('{ for k, v in { a = "${var.text}-a", b = null } : k => v if v != null }', None),
    ],
)
def test_an_object_has_an_entry_that_may_exist_or_has_it_not(expression: str, options: list[list[str]] | None) -> None:
    value = evaluated(
        expression, {"text": unknown("text"), "flag": Unknown(UnsetVariable("flag"), type=BOOL, symbol=(1, "flag"))}
    )
    if options is None:
        assert isinstance(value, dict)
    else:
        assert isinstance(value, Alternatives)
        kinds = [each for each in value.values if not isinstance(each, Refused)]
        assert sorted(sorted(each) for each in kinds) == sorted(options)


@pytest.mark.parametrize(
    "expression",
    [
        "{ for v in [1, 2, 3, 4, 5] : v => v if var.flag || var.text == tostring(v) }",  # too many
        '{ for k, v in { a = "x", b = "x" } : v => k... if var.flag || k == "a" }',
        '{ for k, v in { a = var.text, b = "x" } : v => k if k == "b" || var.flag }',  # a key that is not known
        '{ for k, v in merge(var.map, { b = "x" }) : "a" => v if var.flag }',
        '{ for k, v in { a = "x", b = "x" } : v => k if k == "b" || var.flag }',  # two with one key, perhaps
    ],
)
def test_an_object_of_which_too_much_may_be_is_known_in_part(expression: str) -> None:
    value = evaluated(expression, {name: unknown(name) for name in TYPES})
    assert isinstance(value, Unknown)
    assert not isinstance(value, Alternatives)


def test_what_is_kept_because_it_is_not_null_is_not_null() -> None:
    text = Unknown(UnsetVariable("text"), type=STRING, symbol=(1, "text"))
    value = evaluated("{ for k, v in { a = var.text } : k => v if v != null }", {"text": text})
    assert isinstance(value, Alternatives)
    (kept,) = [each["a"] for each in value.values if each]
    assert kept.not_null


def test_what_is_known_can_be_asked_for() -> None:
    assert shown('merge(var.map, { a = "x" }).a') == "x"
    assert shown('merge(var.map, { a = "x" })["a"]') == "x"
    assert isinstance(shown('merge(var.map, { a = "x" }).b'), Unknown)
    assert shown('concat(["a"], var.list)[0]') == "a"
    assert isinstance(shown('concat(["a"], var.list)[1]'), Unknown)
    assert shown("{ (var.text) = 1, b = 2 }")["b"] == 2
    assert isinstance(shown("{ b = 2, (var.text) = 1 }")["b"], Unknown)


def test_policies_keep_their_known_statements() -> None:
    text = shown('jsonencode({ Statement = concat([{ Effect = "Allow" }], var.list) })')
    document = decode_json(text)
    assert isinstance(document, dict)
    statements = document["Statement"]
    assert isinstance(statements, OpenList)
    assert statements[0] == {"Effect": "Allow"}
    assert list(statements.open) == [1]


def test_an_index_after_elements_of_unknown_number_is_unknown() -> None:
    value = shown('[for i, v in concat(["a"], var.list, ["b"]) : i]')
    assert value[0] == 0
    assert isinstance(value[2], Unknown)


def test_references_of_a_value_that_doubles_itself_are_found() -> None:
    value: TValue = (Unknown(UnsetVariable("x"), ("x_y.z",)),)
    for _ in range(60):
        value = (value, value)
    assert references_in(value) == ("x_y.z",)


def test_equal_elements_of_a_set_may_be_one() -> None:
    value = shown('toset(concat(var.list, ["a", "a", var.text]))')
    assert isinstance(value, OpenList)
    fixed = [item for i, item in enumerate(value) if i not in value.open]
    assert fixed == ["a"]


def test_an_element_that_may_not_exist_is_not_certain_in_a_set() -> None:
    value = shown('toset([for v in ["a", "b"] : v if v == "a" || var.flag])')
    assert isinstance(value, OpenList)
    assert [item for i, item in enumerate(value) if i not in value.open] == ["a"]
    assert "b" in value
    assert isinstance(shown('contains(toset([for v in ["a", "b"] : v if v == "a" || var.flag]), "b")'), Unknown)


def test_sensitive_entries_are_never_lost_sight_of() -> None:
    value = evaluated('merge(var.map, { a = sensitive("x") })', {"map": unknown("map")})
    assert type(value) is Unknown


def test_lists_that_double_stay_small() -> None:
    expression = 'concat(var.list, ["a"])'
    for _ in range(9):
        expression = f"[for v in [{expression}, {expression}] : v]"
    value = shown(f"flatten({expression})")
    assert isinstance(value, Unknown) or len(value) <= 5_000


# --- whatever is claimed holds ------------------------------------------------------------------------


def covers(claim: Any, value: Any) -> bool:
    """Whether a value is one of those that a partly known one may be."""
    if isinstance(claim, PartialText):
        pattern = "".join(".*" if isinstance(part, Hole) else re.escape(part) for part in claim.parts)
        return isinstance(value, str) and re.fullmatch(pattern, value, re.DOTALL) is not None
    if isinstance(claim, Unknown):
        return value is not None or not claim.not_null
    if isinstance(claim, PartialMap):
        return isinstance(value, dict) and all(key in value and covers(claim[key], value[key]) for key in claim)
    if isinstance(claim, dict):
        return (
            isinstance(value, dict)
            and claim.keys() == value.keys()
            and all(covers(claim[key], value[key]) for key in claim)
        )
    if isinstance(claim, list):
        return isinstance(value, list) and _covers_list(claim, value)
    return type(claim) is type(value) and bool(claim == value)


def _covers_list(claim: list[Any], value: list[Any]) -> bool:
    opened = claim.open if isinstance(claim, OpenList) else {}
    reached = {0}  # how many elements may be used up before each element of the claim
    for i, item in enumerate(claim):
        step: set[int] = set()
        for at in reached:
            if i in opened:
                step.add(at)
                while at < len(value) and covers(item, value[at]):
                    at += 1
                    step.add(at)
            elif at < len(value) and covers(item, value[at]):
                step.add(at + 1)
        reached = step
    return len(value) in reached


TEXT = st.sampled_from(['"a"', '"b"', "var.text", '"x-${var.text}"', "null"])
CONDITION = st.sampled_from(["var.flag", "true", "!var.flag", 'var.text == "a"'])


def _collections(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pick = inner
    return st.one_of(
        st.tuples(pick, pick).map(lambda two: f"concat(tolist({two[0]}), [{two[1]}])"),
        st.tuples(pick, pick).map(lambda two: f"flatten([{two[0]}, {two[1]}])"),
        st.tuples(CONDITION, pick, pick).map(lambda three: f"({three[0]} ? {three[1]} : {three[2]})"),
        pick.map(lambda one: f"[for v in {one} : v]"),
        st.tuples(pick, CONDITION).map(lambda two: f"[for v in {two[0]} : v if {two[1]}]"),
        pick.map(lambda one: f"[for v in {one} : {{ a = v }}][*].a"),
        pick.map(lambda one: f"tolist({one})"),
        pick.map(lambda one: f"distinct({one})"),
        pick.map(lambda one: f"reverse({one})"),
        st.tuples(pick, st.integers(0, 3)).map(lambda two: f"[length({two[0]}) > {two[1]}]"),
        st.tuples(pick, TEXT).map(lambda two: f"[contains({two[0]}, {two[1]})]"),
        st.tuples(pick, st.integers(0, 2), pick).map(lambda three: f"try([{three[0]}[{three[1]}]], {three[2]})"),
        st.tuples(pick, st.integers(0, 2)).map(lambda two: f"[can({two[0]}[{two[1]}])]"),
        pick.map(lambda one: f"{one}[0]"),
        pick.map(lambda one: f"jsonencode({one})"),
        pick.map(lambda one: f"jsondecode(jsonencode({one}))"),
    )


LISTS = st.recursive(
    st.one_of(
        st.sampled_from(["toset(concat(['b', 'c'], var.list))".replace("'", '"'), "tolist(var.set)"]),
        st.sampled_from(
            [
                "var.list",
                '["a", "b"]',
                "[]",
                '["a"]',
                "[var.text]",
                '["a", var.text]',
                '[var.text, "a"]',
                "[1]",
                '["1"]',
            ]
        ),
        TEXT.map(lambda one: f"[{one}]"),
    ),
    _collections,
    max_leaves=6,
)


def _maps(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, inner).map(lambda two: f"merge({two[0]}, {two[1]})"),
        st.tuples(CONDITION, inner, inner).map(lambda three: f"({three[0]} ? {three[1]} : {three[2]})"),
        inner.map(lambda one: f"{{ for k, v in {one} : k => v }}"),
        st.tuples(inner, CONDITION).map(lambda two: f"{{ for k, v in {two[0]} : k => v if {two[1]} }}"),
        inner.map(lambda one: f"{{ for k, v in {one} : upper(k) => {{ w = v }} }}"),
        inner.map(lambda one: f"[for k, v in {one} : v]"),
        inner.map(lambda one: f"{one}.a"),
        inner.map(lambda one: f"tomap({one})"),
        inner.map(lambda one: f"jsondecode(jsonencode({one}))"),
    )


MAPS = st.recursive(
    st.one_of(
        st.sampled_from(["var.map", "{}", '{ a = "a" }', "{ b = var.text }", '{ (var.text) = "a" }']),
        TEXT.map(lambda one: f'{{ a = {one}, c = "c" }}'),
    ),
    _maps,
    max_leaves=6,
)
STRINGS = st.sampled_from(["a", "b", "c", "1", ""])
VALUES = st.fixed_dictionaries(
    {
        "flag": st.booleans(),
        "text": STRINGS,
        "list": st.lists(STRINGS, max_size=3).map(lambda items: ListValue(items, STRING)),
        "set": st.lists(STRINGS, max_size=3).map(lambda items: make_set(items, STRING)),
        "map": st.dictionaries(st.sampled_from("abc"), STRINGS, max_size=3).map(lambda items: MapValue(items, STRING)),
    }
)


@examples(300, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(expression=st.one_of(LISTS, MAPS), values=VALUES, typed=st.booleans())
def test_learning_the_unknown_never_contradicts_what_was_claimed(
    expression: str, values: dict[str, TValue], typed: bool
) -> None:
    try:
        known = plain(evaluated(expression, values))
    except EvaluationError:
        return  # this value is refused, so nothing was claimed about it
    claim = shown(expression, typed=typed)
    assert covers(claim, known), f"{expression} with {values}: {claim!r} does not cover {known!r}"


@pytest.mark.parametrize(
    ("expression", "known", "claims"),
    [
        ('distinct(["a", var.text, "a", "b"])', ["a", "b"], {"length": None, "[0]": "a"}),
        ('distinct([var.text, "a"])', ["a"], {"length": None, "[0]": None}),
        ("distinct([var.text])", [], {"length": 1}),
    ],
)
def test_distinct_keeps_the_known_elements(expression: str, known: list[str], claims: dict[str, Any]) -> None:
    values = {"text": unknown("text")}
    value = plain(evaluated(expression, values))
    assert [item for item in getattr(value, "items", value) if isinstance(item, str)] == known
    for claim, expected in claims.items():
        made = f"length({expression})" if claim == "length" else f"{expression}{claim}"
        found = plain(evaluated(made, values))
        assert isinstance(found, Unknown) if expected is None else found == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('contains(concat(["k"], var.l), "k")', True),
        ('contains(concat(var.l, ["k"]), "k")', True),
        ('contains(concat(["k"], var.l), "other")', None),
        ('contains(concat(["k"], var.l), var.l[0])', None),
        ('contains(distinct(concat(["k", "k"], var.l)), "k")', True),
        ('distinct(concat(["k", "k", "m"], var.l))[1]', "m"),
        ('distinct(concat(["k", var.t, "m"], var.l))[0]', "k"),
        ('distinct(concat(["k", var.t, "m"], var.l))[1]', None),
        ('length(distinct(concat(["k"], var.l))) > 0', True),
        ('length(distinct(concat(["k", "k"], var.l))) > 1', None),
        ('length(distinct(concat([var.t], ["k"], var.l))) > 1', None),
        ('distinct(concat([var.t], ["k"], var.l))[1]', None),
        ('distinct(concat([var.t, "k", "m"], var.l))[2]', None),
        ('length(distinct(concat(["1"], [1], var.l))) > 1', None),
        ('contains(distinct(concat([var.t], ["k"], var.l)), "k")', True),
        ('length(toset(concat(["k"], var.l))) > 0', True),
        ('length(concat(["k", var.t], var.l)) >= 2', True),
        ('length(distinct(concat(["k", var.t], var.l))) >= 2', None),
        ('length(concat(["k"], var.l)) == 0', False),
        ("length(concat([], var.l)) > 0", None),
    ],
)
def test_functions_of_a_list_of_unknown_length(terraform: Any, expression: str, expected: Any) -> None:
    loaded = terraform('variable "l" {\n  type = list(string)\n}\nvariable "t" {\n  type = string\n}\n')
    found = loaded.eval(expression)
    assert (found is None and expected is None) or found == expected
