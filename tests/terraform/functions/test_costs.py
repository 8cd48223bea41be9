"""Hostile arguments are paid for before they are made, and end soon."""

from __future__ import annotations

import base64
import gzip
import time
from typing import Any

import pytest

from riveter.terraform.functions import FunctionError
from riveter.terraform.values.errors import BudgetExceededError
from riveter.terraform.values.types import STRING, SetType, TupleType
from riveter.terraform.values.value import ListValue, make_set
from tests.terraform.functions.conftest import Call, CountingContext

THOUSAND = ListValue(["x" * 1000] * 1000, STRING)
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12)
)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("setproduct", [tuple(range(100))] * 6),
        ("format", ["%1000000s" * 500, *["x"] * 500]),
        ("format", ["%.1000000f" * 500, *[1] * 500]),
        ("formatlist", ["%1000000s", tuple(["x"] * 500)]),
        ("yamldecode", [LAUGHS]),
        ("indent", [10**9, "a\n" * 1000]),
        ("replace", ["a" * 100_000, "a", "b" * 10_000]),
        ("replace", ["a" * 20_000, "/a/", "b" * 10_000]),
        ("join", ["y" * 10_000_000, ListValue(["x"] * 1000, STRING)]),
        ("regexall", ["", "a" * 2_000_000]),
        ("split", ["", "a" * 2_000_000]),
        ("parseint", ["9" * 10_000, 10]),
    ],
)
def test_large_results_use_up_the_budget_quickly(
    call: Call, context: CountingContext, name: str, args: list[Any]
) -> None:
    context.limit = 100_000 if name != "parseint" else 5_000
    start = time.perf_counter()
    with pytest.raises(BudgetExceededError):
        call(name, *args)
    assert time.perf_counter() - start < 120


def test_joining_is_charged_by_length(call: Call, context: CountingContext) -> None:
    call("join", ",", THOUSAND)
    assert context.charged >= 10_000


def test_range_stops_where_terraform_stops(call: Call) -> None:
    with pytest.raises(FunctionError, match="more than 1024 values"):
        call("range", 10**12)


@pytest.mark.parametrize("document", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_deeply_nested_json_is_an_error(call: Call, document: str) -> None:
    with pytest.raises(FunctionError, match=r"exceeded max depth|EOF"):
        call("jsondecode", document)


@pytest.mark.parametrize("document", ["[" * 5000, "- " * 5000 + "x", "{a: " * 5000])
def test_deeply_nested_yaml_is_an_error(call: Call, document: str) -> None:
    with pytest.raises(FunctionError):
        call("yamldecode", document)


def test_a_deeply_nested_value_is_not_encoded(call: Call) -> None:
    value: Any = ()
    for _ in range(5000):
        value = (value,)
    for name in ("jsonencode", "yamlencode"):
        with pytest.raises((FunctionError, RecursionError)):
            call(name, value)


def test_a_gzip_bomb_is_refused(call: Call) -> None:
    bomb = base64.b64encode(gzip.compress(b"\0" * 64 * 1024 * 1024)).decode()
    with pytest.raises(FunctionError, match="too large"):
        call("base64gunzip", bomb)


def test_patterns_take_linear_time(call: Call) -> None:
    start = time.perf_counter()
    with pytest.raises(FunctionError, match="did not match"):
        call("regex", "(a*)*(a*)*b", "a" * 50_000)
    assert time.perf_counter() - start < 120


def test_a_pattern_that_would_be_huge_is_refused(call: Call) -> None:
    with pytest.raises(FunctionError, match="invalid regexp pattern"):
        call("regex", "((a{100}){100}){100}", "a")


def test_file_patterns_take_linear_time(call: Call, context: CountingContext) -> None:
    context.files = {"/".join(["a" * 50] * 40) + f"/{i}.json": b"" for i in range(20)}
    start = time.perf_counter()
    assert call("fileset", ".", "**/" * 60 + "*a*a*a*a*a*a*a*a*b") == ()
    assert time.perf_counter() - start < 120


def test_file_patterns_with_many_alternatives_are_refused(call: Call, context: CountingContext) -> None:
    context.files = {"a": b""}
    with pytest.raises(FunctionError, match="syntax error in pattern"):
        call("fileset", ".", "{a,b}" * 20)


def test_large_numbers_end(call: Call) -> None:
    start = time.perf_counter()
    with pytest.raises(FunctionError):
        call("log", 10**5000, 10)
    assert call("pow", 10, 10**15) == float("inf")
    call("format", "%d %e %g %.3f", 10**6000, 10**6000, 10**6000, 10**6000)
    assert time.perf_counter() - start < 120


def test_the_product_of_sets_is_a_set(call: Call) -> None:
    result = call("setproduct", make_set(["a", "b"], STRING), ("x",))
    assert result == (("a", "x"), ("b", "x"))
    assert SetType(TupleType((STRING, STRING))) == SetType(result.elem)
