"""Values that are one of a few: what expressions make of them, and where the same symbol is the same value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from riveter.core.alternatives import (
    ALWAYS,
    MAX_OPTIONS,
    Alternatives,
    Option,
    alternatives_in,
    both,
    fresh_symbol,
    is_none_of,
    is_one_of,
    marked_text,
    under,
)
from riveter.core.causes import UnsetVariable
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.terraform.project import load

VARIABLES = """
variable "on"    { type = bool }
variable "other" { type = bool }
variable "env"   { type = string }
variable "text"  { type = string }
variable "n"     { type = number }
variable "any"   {}
variable "list"  { type = list(string) }
variable "map"   { type = map(string) }
variable "secret" {
  type      = bool
  sensitive = true
}
locals {
  sizes  = { dev = "t3.small", prod = "m5.large" }
  nested = { dev = { cpu = 1 }, prod = { cpu = 4 } }
  zones  = ["a", "b"]
  cond   = var.on ? "x" : "y"
}
"""

UNKNOWN = object()
"""Nothing is known, or just true and false."""


@pytest.fixture(scope="module")
def evaluator(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("module")
    (folder / "main.tf").write_text(VARIABLES, encoding="utf-8")
    return load([str(folder)]).evaluator(str(folder))


def either(*values: Any) -> tuple[Any, ...]:
    return values


CASES: dict[str, Any] = {
    # conditionals
    "var.on ? 1 : 0": either(1, 0),
    "var.on ? 1 : 1": 1,
    "var.on ? null : null": None,
    "var.list ? 1 : 2": either(1, 2),  # for Terraform it is no error as long as the list is not known
    'var.on ? "a" : null': either("a", None),
    'var.on ? 1 : "a"': either("1", "a"),
    'var.env == "prod" ? "a" : var.env == "stage" ? "b" : "c"': either("a", "b", "c"),
    'var.on ? "a" : var.other ? "a" : "b"': either("a", "a", "b"),
    "var.on ? [1, 2] : [3]": either([1, 2], [3]),
    "(var.on ? [1, 2] : [1, 3])[0]": 1,
    "(var.on ? { a = 1, b = 2 } : { a = 1, b = 3 }).a": 1,
    "var.on ? var.text : var.text": UNKNOWN,
    # what is made of them
    "(var.on ? 1 : 2) + 1": either(2, 3),
    "-(var.on ? 1 : 2)": either(-1, -2),
    "(var.on ? 1 : 2) > 0": True,
    "(var.on ? 1 : 2) > 2": False,
    "(var.on ? 1 : 2) > 1": UNKNOWN,
    'upper(var.on ? "a" : "b")': either("A", "B"),
    'length(var.on ? "a" : "b")': 1,
    "length(var.on ? [1, 2] : [3])": either(2, 1),
    "[for x in var.on ? [1, 2] : [3] : x * 2]": either([2, 4], [6]),
    'startswith("${var.on ? "gp2" : "gp3"}-x", "gp")': True,
    '"${var.on ? "gp2" : "gp3"}-x" == "gp4-x"': False,
    'contains(["gp2", "gp3"], var.on ? "gp2" : "gp3")': True,
    "jsondecode(jsonencode({ a = var.on ? 1 : 2 })).a > 0": True,
    '"%{ if var.on }a%{ else }b%{ endif }" == "c"': False,
    "concat(var.on ? [1] : [], [2])": either([1, 2], [2]),
    "merge({ a = 1 }, var.on ? { b = 2 } : {})": either({"a": 1, "b": 2}, {"a": 1}),
    "tostring(var.on ? 1 : 2)": either("1", "2"),
    'tobool(var.on ? "true" : "false")': UNKNOWN,
    # lookups
    "local.sizes[var.env]": either("t3.small", "m5.large"),
    'local.sizes["${var.text}od"]': "m5.large",
    "local.nested[var.env].cpu": either(1, 4),
    "local.nested[var.env].cpu > 0": True,
    'lookup(local.sizes, var.env, "t2.nano")': either("t3.small", "m5.large", "t2.nano"),
    'lookup({}, var.env, "t2.nano")': "t2.nano",
    "lookup(tomap({}), var.env, null)": None,
    "lookup({ a = 1 }, var.env, null)": either(1, None),
    'merge({ a = "b" }, lookup({}, var.env, {}))': {"a": "b"},
    "lookup({}, var.env)": UNKNOWN,
    'lookup({ "1" = "a" }, var.n, "b") == "a" && var.n == 1': UNKNOWN,
    'lookup({ "1" = "a" }, var.any, "b") == "a" && var.any == 1': UNKNOWN,
    'try(local.sizes[var.env], "t2.nano")': either("t3.small", "m5.large", "t2.nano"),
    "try(local.nested[var.env].cpu, 2)": either(1, 4, 2),
    "try(length([local.sizes[var.env]]), 0)": (1, 0),
    "try([var.n, 2][1] + var.n * 0, 1)": UNKNOWN,
    "try([for each in [var.any.y] : 2][0], 3)": (2, 3),
    "try(var.any.y == 1 ? 2 : 3, 3)": (2, 3, 3),
    "try(var.any.y == 1 ? 2 : 3, 4)": (2, 3, 4),
    "try(var.any.y == 1 ? 2 : 3, var.any.z == 1 ? 5 : 6, 7)": (2, 3, 5, 6, 7),
    "try(var.any.y == 1 ? 2 : 3)": (2, 3),
    "try(var.any.y, 4)": UNKNOWN,
    "can(local.sizes[var.env])": UNKNOWN,
    "local.sizes[var.env] == local.sizes[var.env]": True,
    "local.sizes[var.env] == local.sizes[var.text]": UNKNOWN,
    "local.zones[var.n]": either("a", "b"),
    "element(local.zones, var.n)": either("a", "b"),
    'element(["a", "a"], var.n)': "a",
    # conditions that cancel
    "var.on ? true : !var.on": True,
    "var.on && !var.on": False,
    "var.on || !var.on": True,
    'var.on && var.env == "dev" && var.env != "dev"': False,
    'var.env == "dev" && var.env == "prod"': False,
    'var.env != "dev" || var.env != "prod"': True,
    'var.env == "dev" ? var.env == "prod" : false': False,
    'contains(["a", "b"], var.env) && var.env == "c"': False,
    "(var.on ? 1 : 2) + (var.on ? 2 : 1)": 3,
    "(var.on ? 1 : 2) + (var.other ? 2 : 1)": either(3, 2, 4, 3),
    'local.cond == (var.on ? "x" : "y")': True,
    'local.cond == (var.other ? "x" : "y")': UNKNOWN,
    # marks of any of them count
    'issensitive(var.on ? sensitive("x") : var.other ? "a" : "b")': True,
    'issensitive(var.on ? (var.other ? "a" : "b") : sensitive("x"))': True,
    'issensitive(var.on ? "x" : var.other ? "a" : sensitive("b"))': True,
    'issensitive({ a = sensitive("x"), b = "y" }[var.env])': True,
    'sensitive({ dev = "x" })[var.env]': "(sensitive value)",  # another key is an error
    # within a list of which a part is known
    'concat([var.on ? "a" : "b"], var.list)[0] == "c"': False,
    'concat([var.on ? "a" : "b"], var.list)[0]': either("a", "b"),
    'contains(concat([var.on ? "a" : "b"], var.list), "a")': UNKNOWN,
    'merge(var.any, { a = var.on ? "x" : "y" }).a == "z"': False,
    'keys(merge(var.map, { a = var.on ? "x" : "y" }))': UNKNOWN,
    'jsonencode(merge(var.map, { a = var.on ? "x" : "y" })) == null': False,
    "{ a = var.env } == [1]": False,
    "[var.env] == { a = 1 }": False,
    'tomap({ a = var.env }) == tolist(["a"])': False,
    # each is converted
    'true ? { a = 1, b = "x" }[var.env] : "s"': either("1", "x"),
    'false ? "s" : { a = true, b = "x" }[var.env]': either("true", "x"),
    # a number is no text, and no bool
    'var.n + 1 == "1"': False,
    '-var.n == "1"': False,
    '(var.n < 1) == "true"': False,
    "!var.on == 1": False,
    "(var.n == 1) == 1": False,
    "(var.on && var.other) == 1": False,
    "(var.on ? [1, 2] : [3])[0]": either(1, 3),
    "(var.on ? [1, 2] : [3])[1]": 2,
    "[1, 2, 3][var.on ? 0 : 1]": either(1, 2),
    '(var.on ? { a = 1 } : { a = 2, b = 3 })[var.other ? "a" : "b"]': either(1, 2, 3),
    # null is a value of its own
    'base64gzip("a") == null': False,
    '(var.on ? tomap({ a = sensitive("x") }) : var.map) == null': UNKNOWN,
    "var.n + 1 == null": False,
    "upper(var.text) == null": False,
    "!var.on == null": False,
    "var.n < 3 == null": False,
    "var.text == null": UNKNOWN,
    '(var.on ? var.text : "a") == null': UNKNOWN,
    '(var.on ? "b" : "a") == null': False,
    'var.env == null && var.env == "a"': False,
    '(var.env == null || var.env == "x") == (var.env == "x")': UNKNOWN,
    "var.on == true || var.on == false": UNKNOWN,
    # the same symbol
    "var.env == var.env": True,
    "var.env == var.text": UNKNOWN,
    '"${var.env}-a" == "${var.env}-a"': True,
    '"${var.env}-a" == "${var.env}-b"': False,
    "upper(var.env) == upper(var.env)": True,
    'lower("${var.env}-A") == lower("${var.env}-A")': True,
    'lower("${var.env}-1") == upper("${var.env}-1")': UNKNOWN,
    'lower("${var.env}-A") == lower("${var.text}-A")': UNKNOWN,
    "upper(var.env) == lower(var.env)": UNKNOWN,
    "-var.n == -var.n": True,
    "-var.n == var.n": UNKNOWN,
    "var.n + 1 == var.n - 1": UNKNOWN,
    "var.n + 1 == var.n + 2": UNKNOWN,
    "var.n + 1 == var.n + 1": True,
    "nonsensitive(upper(sensitive(var.env)) == upper(sensitive(var.env)))": True,
    "nonsensitive(upper(sensitive(var.env)) == upper(sensitive(var.text)))": UNKNOWN,
    '"${var.env}-a" == "${var.text}-a"': UNKNOWN,
    '"a-${var.env}" == "b-${var.env}"': False,
    '"a${var.env}-m-${var.text}b" == "azzb"': False,
    '"a${var.env}-m-${var.text}b" == "a-m-b"': UNKNOWN,
    '"${var.env}aa${var.text}aa" == "aaa"': False,
    '"${var.env}b${var.text}a${var.env}" == "ab"': False,
    '"a${var.env}bb${var.text}b" == "abb"': False,
    '"a${var.env}bb${var.text}b" == "abbb"': UNKNOWN,
    "(var.env == var.text) == (var.text == var.env)": True,
    "(var.list == var.any) == (var.any == var.list)": True,
    "(var.text == var.any) == (var.any == var.text)": True,
    "(var.env == var.any) == (var.any == var.env)": True,
    "(var.env == var.text) == (var.env == var.any)": UNKNOWN,
    'format("%s-%s", lower("${var.env}-a"), "b") == "${lower("${var.env}-a")}-b"': True,
    'trimsuffix("${var.env}-${var.text}-a", "-a") == trimsuffix("${var.env}-${var.text}-a", "-a")': True,
    'lower("${uuid()}-a") == lower("${uuid()}-a")': UNKNOWN,
    "var.list[0] == var.list[0]": True,
    "var.list[0] == var.list[1]": UNKNOWN,
    "[var.env, 1] == [var.env, 1]": True,
    "[var.env] == tolist([var.env])": False,
    "([var.env] == var.any) == (tolist([var.env]) == var.any)": UNKNOWN,
    "({ a = var.env } == var.any) == (tomap({ a = var.env }) == var.any)": UNKNOWN,
    "([var.env] == var.any) == (var.any == [var.env])": True,
    'tomap({ a = var.on ? "x" : "y" }) == tomap({ a = "z" })': False,
    'nonsensitive(tomap({ a = sensitive("x"), b = "y" }) == tomap({ a = "x", b = "y" }))': True,
    'nonsensitive([sensitive("x")] == ["x"])': True,
    'nonsensitive({ a = [sensitive("x")] } == { a = ["y"] })': False,
    "var.any[0] == var.any[0]": True,
    "var.any.a == var.any.a": True,
    "var.any.a == var.any.b": UNKNOWN,
    "uuid() == uuid()": UNKNOWN,
    "timestamp() == timestamp()": UNKNOWN,
    'bcrypt("a") == bcrypt("a")': UNKNOWN,
    "[for a in var.list : [for b in var.list : a == b]]": UNKNOWN,
    # known in number
    "length(slice(var.list, 0, 3))": 3,
    "length(chunklist(slice(var.list, 0, 4), 2))": 2,
    "length(cidrsubnets(var.text, 4, 4, 4))": 3,
    'keys({ for i, z in slice(var.list, 0, 2) : "zone-${i}" => z })': ["zone-0", "zone-1"],
    "slice(var.list, 0, 2)[1] == var.list[1]": True,
    "slice(var.list, 0, var.n)": UNKNOWN,
    "slice(var.list, 2, 1)": UNKNOWN,
    # between bounds
    "min(7, var.n) <= 7": True,
    "min(7, var.n) >= 30": False,
    "30 <= min(7, var.n)": False,
    "min(7, var.n) > 3": UNKNOWN,
    "max(3, var.n) >= 3": True,
    "max(3, var.n) < 2": False,
    "max(1, min(7, var.n)) < 8": True,
    "max(1, min(7, var.n)) > 0.5": True,
    "min(var.n, max(5, var.n)) > 0": UNKNOWN,
    "min(var.on ? 1 : 2, var.n) < 3": True,
}


@pytest.mark.parametrize("expression", CASES)
def test_expressions(expression: str, evaluator: Any) -> None:
    result = evaluator.evaluate(expression)
    expected = CASES[expression]
    assert result.error is None
    if expected is UNKNOWN:
        assert (result.unknown, result.alternatives) != (None, ())
        assert not result.alternatives
        assert result.unknown is not None
    elif isinstance(expected, tuple):
        assert result.unknown is not None
        assert result.alternatives == expected
    else:
        assert (result.value, result.unknown) == (expected, None)


def test_sensitive_alternatives_are_not_shown(evaluator: Any) -> None:
    result = evaluator.evaluate('var.secret ? "hunter2" : "swordfish"')
    assert (result.value, result.alternatives) == ("(sensitive value)", ())


def test_more_alternatives_than_the_bound_are_just_unknown(evaluator: Any) -> None:
    many = " : ".join(f'var.env == "{i}" ? {i}' for i in range(MAX_OPTIONS + 3))
    result = evaluator.evaluate(f"{many} : -1")
    assert result.unknown is not None
    assert result.alternatives == ()
    # but few values are few, however many ways lead to them
    assert evaluator.evaluate(f"({many} : -1) == null").value is False
    assert evaluator.evaluate(f"({many} : var.n) == null").unknown is not None  # var.n may be null
    assert evaluator.evaluate(f'({many} : -1) == "1"').value is False  # a number is no text
    same = " : ".join(f'var.env == "{i}" ? "{"ab"[i % 2]}"' for i in range(MAX_OPTIONS + 3))
    assert evaluator.evaluate(f'({same} : "c") != "d"').value is True
    # and two of them have nothing to do with each other
    other = same.replace("var.env", "var.text")
    assert evaluator.evaluate(f'({same} : "c") == ({other} : "c")').unknown is not None
    assert evaluator.evaluate(f'[{", ".join(map(str, range(300)))}][var.n] == "1"').value is False


def test_alternatives_that_double_each_other_end(tmp_path: Path) -> None:
    lines = ['variable "b0" { type = bool }', "locals {", "  x0 = var.b0 ? [1] : [2, 3]"]
    lines += [f"  x{i} = concat(local.x{i - 1}, var.b0 ? local.x{i - 1} : [local.x{i - 1}])" for i in range(1, 40)]
    (tmp_path / "main.tf").write_text("\n".join([*lines, "}"]), encoding="utf-8")
    assert load([str(tmp_path)]).evaluator(str(tmp_path)).evaluate("local.x39").error is None


# --- guards --------------------------------------------------------------------------------------


def test_guards_that_exclude_each_other() -> None:
    x, y = fresh_symbol(), fresh_symbol()
    assert both(is_one_of(x, 1), is_one_of(x, 2)) is None
    assert both(is_one_of(x, 1), is_none_of(x, 1)) is None
    assert both(is_one_of(x, 1, 2), is_none_of(x, 1)) == is_one_of(x, 2)
    assert both(is_none_of(x, 1), is_none_of(x, 2)) == is_none_of(x, 1, 2)
    assert both(is_one_of(x, 1), is_one_of(y, 1)) == {**is_one_of(x, 1), **is_one_of(y, 1)}
    assert both(is_one_of(x, 1), is_one_of(x, True)) is None
    assert both(ALWAYS, is_one_of(x, 1)) == is_one_of(x, 1)


def test_values_under_a_guard() -> None:
    symbol = fresh_symbol()
    cause = Unknown(UnsetVariable("x"))
    value = Alternatives([Option(is_one_of(symbol, True), "a"), Option(is_one_of(symbol, False), "b")], cause)
    assert under(value, is_one_of(symbol, True)) == "a"
    assert under({"k": [value, 1]}, is_one_of(symbol, False)) == {"k": ["b", 1]}
    assert under(PartialText(("x-", Hole(value), "-y")), is_one_of(symbol, True)) == "x-a-y"
    assert under(PartialText(('{"k":', Hole(value, encoded=True), "}")), is_one_of(symbol, True)) == '{"k":"a"}'
    assert under(value, is_one_of(fresh_symbol(), True)) is value


def test_an_element_that_stands_for_several_is_not_decided() -> None:
    symbol = fresh_symbol()
    value = Alternatives(
        [Option(is_one_of(symbol, True), 1), Option(is_one_of(symbol, False), 2)], Unknown(UnsetVariable("x"))
    )
    several = OpenList([value, value], {0: value})
    assert list(alternatives_in(several)) == [value]
    assert under(several, is_one_of(symbol, True)) == [value, 1]


@pytest.mark.parametrize(
    "text", ["min(var.n, 1/0) < 1/0", "max(var.n, 5) > 1/0", "min(var.n, 1/0) < 3", "max(var.n, 1) < pow(10, 400)"]
)
def test_bounds_with_infinite_and_huge_numbers_crash_nothing(text: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(f'variable "n" {{ type = number }}\nresource "x_y" "z" {{ a = {text} }}\n')
    project = load([str(tmp_path)])
    assert [item.summary for item in project.diagnostics if item.severity == "error"] == []
    (found,) = [item for item in project.resources if item.address == "x_y.z"]
    assert isinstance(found.values["a"], Unknown)


def test_marks_of_unknown_parts_are_those_of_the_values() -> None:
    def text(*arguments: int) -> PartialText:
        symbol = (3, "substr", ("var", "n"), *[("int", argument) for argument in arguments])
        return PartialText(("x-", Hole(Unknown(UnsetVariable("n"), symbol=symbol))))

    assert marked_text(text(0, -1)) == marked_text(text(0, -1))
    assert marked_text(text(0, -1)) != marked_text(text(0, -2))  # whose hashes are equal
