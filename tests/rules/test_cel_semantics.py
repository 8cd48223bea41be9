"""Expressions follow the specification of CEL where cel-python does not."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("celpy")

from riveter.rules.conditions.cel import parse_expression
from riveter.rules.conditions.cel_semantics import double_text, literal_bytes, literal_text
from riveter.rules.conditions.expression_error import ExpressionError
from tests.rules.scans import outcomes

VOLUME = """
resource "aws_ebs_volume" "v" {
  availability_zone = "eu-west-1a"
  size              = 10
  throughput        = 125.5
  encrypted         = true
  tags              = { script = "one\\ntwo", port = "22" }
}
"""

HOLDS = [
    "type('a') == string && type('a') != int",
    "type(resource.tags) == map && type([1]) == list && type(now) == timestamp",
    # numbers compare by value, whatever their types
    "resource.size < 10.5", "resource.size == 10.0", "resource.size != 10.5", "resource.throughput > 125", "10u == 10 && 10u <= 10.0",
    "dyn(9007199254740993) != 9007199254740992.0", "9007199254740993 > 9007199254740992.0", "10 in [9.0, 10.0]",
    "{1: 'a', 2: 'b'}[2.0] == 'b'", "[1, 2] == [1.0, 2.0]", "{'a': 1} == {'a': 1.0}", "[1, 2, 3][dyn(1.0)] == 2",
    # values of different types are unequal
    "resource.tags.port != 22", "!(resource.tags.port == 22)", "!(22 in ['22'])", "!(resource.encrypted == 'true')", "[1] != ['1']",
    "{'a': 1} != {'b': 1}", "resource.size != null", "['x', 1].exists(e, e == 1)", "!['x', 'y'].exists(e, e == 1)", "!('x' in {1: 2})",
    # texts
    "string(resource.encrypted) == 'true'", "string(false) == 'false'", "string(resource.throughput) == '125.5'", "string(10.0) == '10'",
    "resource.tags.script == '''one\ntwo'''", 'resource.tags.script == "one\\ntwo"', "size('''\n''') == 1", "r'\\n' != '\\n'",
    "'\\x41\\?' == 'A?'",
    "b'é' == b'\\xc3\\xa9'", "'a' + 'b' + '' == 'ab'", "string('a' + 'b') == 'ab'",
    "int('+5') == 5 && int('-5') == -5 && uint('5') == 5u", "double('.5') == 0.5 && double('5.') == 5.0 && double('1e3') == 1000.0",
    "type(1) == int && type(1u) == uint && type(1.0) == double && type(duration('1s')) == duration",
    "duration('1h30m') == duration('90m') && duration('-1.5h') == duration('-90m')",
    # durations and timestamps
    "duration('1.5s') > duration('1s')", "string(duration('90.25s')) == '90.25s'", "string(duration('-1500ms')) == '-1.5s'",
    "string(duration('1h')) == '3600s'", "duration('123.321s').getMilliseconds() == 321", "duration('1s').getMilliseconds() == 0",
    "duration('-1.5s').getMilliseconds() == -500", "timestamp('2024-01-01T00:00:00.5Z').getMilliseconds() == 500",
    "string(timestamp('2024-01-01T00:00:01.5Z')) == '2024-01-01T00:00:01.5Z'",
    "string(timestamp('2024-01-01T01:00:00+01:00')) == '2024-01-01T00:00:00Z'",
    # lists
    "[1, 2].map(x, x > 1, x * 2) == [4]", "{'a': 1, 'b': 2}.map(k, k != 'a', k) == ['b']", "[[1, 2], [3]].map(x, size(x) > 1, x[0]) == [1]",
    "[1, 2].map(x, x * 2) == [2, 4]", "[1, 2][1] == 2",
    # calculation
    "7 / 2 == 3 && -7 / 2 == -3 && -7 % 2 == -1", "7.0 / 2.0 == 3.5", "double(resource.size) * 1.5 == 15.0", "timestamp(0) < now",
]  # fmt: skip
FAILS_EITHER_WAY = [
    "[1, 2][-1] == 2", "[1, 2][2] == 2", "[1, 2][dyn(0.5)] == 1", "dyn('a') < dyn(1)", "resource.throughput * dyn(2) == 251.0",
    # texts that Python converts, and CEL does not
    "int('0x1') == 1", "int(' 1') == 1", "int('1_000') == 1000", "uint(' 1') == 1u", "uint('-1') == 1u", "double(' 1.5') == 1.5",
    "double('1_0') == 10.0", "duration('1d') == duration('24h')", "timestamp('2024-01-01') < now",
    "timestamp('2024-01-01 00:00:00Z') < now",
    "resource.throughput / dyn(2) == 62.75", "[1, 'x'].map(e, e, e) == []", "dyn(resource.tags.port) > 21",
]  # fmt: skip


def verdict(tmp_path: Any, expression: str) -> str:
    rules = "- name: r\n  resource_type: aws_ebs_volume\n  assertions:\n    - expression: |-\n"
    rules += "".join(f"        {line}\n" for line in expression.split("\n"))
    return outcomes(tmp_path, rules, VOLUME)["aws_ebs_volume.v"]


@pytest.mark.parametrize("expression", HOLDS)
def test_what_the_specification_says_holds(tmp_path: Any, expression: str) -> None:
    assert verdict(tmp_path, expression) == "pass"
    assert verdict(tmp_path, f"!({expression})") == "fail"


@pytest.mark.parametrize("expression", FAILS_EITHER_WAY)
def test_what_has_no_result_holds_neither_way(tmp_path: Any, expression: str) -> None:
    assert verdict(tmp_path, expression) == "fail"
    assert verdict(tmp_path, f"!({expression})") == "fail"


def test_an_element_that_is_not_known_leaves_open_whether_a_list_has_a_value(tmp_path: Any) -> None:
    terraform = 'variable "x" {}\nresource "aws_ebs_volume" "v" {\n  tags = { a = "b" }\n  names = [var.x, "b"]\n}\n'
    for expression, expected in (("'b' in resource.names", "pass"), ("'c' in resource.names", "unknown")):
        rules = f'- name: r\n  resource_type: aws_ebs_volume\n  assertions:\n    - expression: "{expression}"\n'
        assert outcomes(tmp_path, rules, terraform)["aws_ebs_volume.v"] == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'a' in resource.tags", "unknown"),
        ("'b' in resource.tags", "pass"),
        ("'c' in resource.tags", "fail"),
        ("has(resource.tags.a)", "unknown"),
        ("resource.tags != {}", "unknown"),
        ("size(resource.tags) == 2", "unknown"),
        ("resource.tags.all(k, k != 'a')", "unknown"),
        ("resource.tags.exists(k, k == 'b')", "unknown"),
    ],
)
def test_an_entry_that_may_be_null_may_be_absent(tmp_path: Any, expression: str, expected: str) -> None:
    terraform = 'variable "x" {}\nresource "aws_ebs_volume" "v" {\n  tags = { a = var.x, b = "c" }\n}\n'
    rules = f'- name: r\n  resource_type: aws_ebs_volume\n  assertions:\n    - expression: "{expression}"\n'
    assert outcomes(tmp_path, rules, terraform)["aws_ebs_volume.v"] == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "-0"), (1.5, "1.5"), (100.0, "100"), (1e20, "100000000000000000000"), (1e21, "1e+21"), (1.25e-5, "1.25e-05"),
        (0.00012, "0.00012"), (-123.456, "-123.456"), (6.02214e23, "6.02214e+23"), (float("inf"), "+Inf"), (float("nan"), "NaN"),
    ],
)  # fmt: skip
def test_the_text_of_a_double(value: float, text: str) -> None:
    assert double_text(value) == text


def test_literals() -> None:
    assert literal_text(r"'\101\u00e9\U0001f600\`'") == "Aé😀`"
    assert literal_text("r'''a\\n\nb'''") == "a\\n\nb"
    assert literal_text("''") == ""
    assert literal_bytes(r"b'\xff\101é'") == b"\xffA\xc3\xa9"
    assert literal_bytes(r"br'\x'") == rb"\x"


def test_a_whole_number_and_a_fraction_are_not_calculated_with_each_other() -> None:
    with pytest.raises(ExpressionError, match="a whole number and a fraction"):
        parse_expression("1 + 1.5 == 2.5")
