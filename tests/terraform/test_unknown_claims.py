"""What is not claimed of unknown values: each of these expressions gives something else for some value of them."""

from __future__ import annotations

import pytest

from riveter.core.causes import UnsetVariable
from riveter.core.values import Unknown
from riveter.terraform.values.to_python import plain
from tests.terraform.conformance.harness import LOCALS
from tests.terraform.knowledge import NAMED, evaluated, refuted


@pytest.mark.parametrize(
    "text",
    [
        # elements of a set may be equal, and come in any order
        "tolist(toset(['b', local.u]))",
        "tolist(toset(['b', local.u]))[0]",
        "chunklist(toset([true, local.boolean]), 2)",
        "[for v in toset(['b', local.u]) : v]",
        "[for k, v in toset(['b', local.u]) : k]",
        "toset(['b', local.u])[*]",
        "flatten([toset(['b', local.u]), 'x'])",
        "'%{ for v in toset(['b', local.u]) }${v}%{ endfor }'",
        # a list of two beside a tuple of one
        "length(tolist([['a'], coalescelist(local.list, ['x'])])[1])",
        # written differently
        "tostring(local.boolean ? 0 : -0.0)",
        "title(jsonencode([local.boolean ? 0 : -0.0]))",
        # nulls of all types are equal
        "tonumber(local.maybe) == (local.boolean ? local.maybe : 'x')",
        # errors in the end: the condition, the side that is not chosen, zero by infinity
        "try((startswith(local.maybe, 'a') ? { a = 1 } : { a = 2 }).a, 3)",
        "can(signum(local.number))",  # it takes whole numbers only
        "try(tostring(local.number % (local.boolean ? 1 : (1 / 0))), null)",
        # numbers become texts beside a list of texts
        "jsonencode(concat(local.list, range(3)))",
        # beside a text, a number becomes one
        "tolist([1, local.any])[0] == 1",
        "tomap({ a = true, b = local.any }).a == true",
        "tolist([{ a = 1 }, local.any])[0].a == 1",
        "(true ? 1 : local.any) == 1",
        "coalesce(1, local.any) == 1",
        "jsonencode(tolist([1, local.any]))",
        # beside a set, a tuple becomes one: sorted, and nothing twice
        "length(true ? ['b', 'a', 'b'] : local.any)",
        "jsonencode(true ? ['b', 'a'] : local.any)",
        "join(',', coalesce(['b', 'a', 'b'], local.any))",
        "length(tolist([['b', 'a', 'b'], local.any])[0])",
        "[for k, v in (true ? [2, 1] : local.any) : v]",
        "length(true ? [{ a = 'x' }, { a = 'x' }] : local.any)",
        "(true ? ['a', 'b'] : local.any) == ['a', 'b']",
        # beside a text in another object or tuple, a number becomes one
        "jsonencode(true ? { a = 1 } : { a = local.any })",
        "(true ? { a = 1 } : { a = local.any }).a == 1",
        "jsonencode(true ? { a = 'x', b = { c = true } } : { a = 'y', b = { c = local.any } })",
        "jsonencode(true ? [1, 2] : [local.any, 3])",
        "jsonencode(true ? { a = ['b', 'a'] } : { a = local.any })",
        # a null has no attributes
        "jsondecode(jsonencode(merge((local.boolean ? local.null_object : { a = 1, b = 2 }), { a = 3 })))",
        "try(merge({ b = 1 }, local.boolean ? local.null_object : { a = 1, b = 2 }).a, 0)",
        # alternatives take the type of the other side as well
        "length(true ? flatten([['a', 'a'], local.boolean ? ['b'] : []]) : toset(['a']))",
        "can(local.number / 0)",
        "can(local.number / local.number)",
        "try((local.boolean ? 0 : 1) / local.number, 'x') == 'x'",
    ],
)
def test_no_value_of_the_unknowns_disproves_what_is_known(text: str) -> None:
    assert refuted(text.replace("'", '"')) is None


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("tolist(toset([local.u]))[0] == local.u", True),
        ("length(toset([local.u]))", 1),
        ("length([for v in toset([local.u]) : v])", 1),
        ("try(true ? 1 : 'x', 2)", "1"),
        ("tonumber(tolist([1, local.any])[0])", 1),
        ("'${tolist([1, local.any])[0]}-'", "1-"),
        ("true ? 'a' : local.any", "a"),
        ("(true ? { a = 'x' } : { a = local.any }).a", "x"),
        ("(true ? { a = 1, b = 2 } : { a = local.any, b = 3 }).b", 2),
        ("length(true ? ['b', 'a'] : local.any)", 2),
        ("contains(true ? ['b', 'a', 'b'] : local.any, 'b')", True),
        ("merge((local.boolean ? local.null_object : { a = 1, b = 2 }), { b = 3 }).b", 3),
    ],
)
def test_what_no_value_changes_is_still_known(text: str, known: object) -> None:
    assert evaluated(text.replace("'", '"'), NAMED) == known


def test_a_side_of_another_type_may_be_an_error_for_some_value_of_a_variable() -> None:
    """An error on the side that is not chosen has no type, and does no harm. For what only apply tells, Terraform decides before."""
    text = 'try(true ? 1 : formatlist(local.any, 1), "x")'
    assert isinstance(evaluated(text, {"any": Unknown(UnsetVariable("any"))}), Unknown)
    assert evaluated(text, {"any": {"a": 1}}) == 1
    assert evaluated(text, {"any": LOCALS["any"]}) == "x"


def test_what_may_be_a_text_beside_another_value_is_no_error() -> None:
    """With `"abc"`, it is `"true"`."""
    assert evaluated("coalesce(true, coalesce(local.any, 1))", {**NAMED, "any": "abc"}) == "true"
    assert not isinstance(evaluated("coalesce(true, coalesce(local.any, 1))", NAMED), Exception)


def test_a_tuple_that_is_the_same_as_a_list_and_a_set_is_known_for_rules() -> None:
    found = evaluated('true ? ["a", "b"] : local.any', NAMED)
    assert not isinstance(found, Exception)
    assert plain(found) == ["a", "b"]
    turned = evaluated('true ? ["b", "a"] : local.any', NAMED)
    assert not isinstance(turned, Exception)
    assert isinstance(plain(turned), Unknown)
