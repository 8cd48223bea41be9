"""`riveter eval --format json`: one object a line, numbers with all their digits, also where there is no module."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def evaluate(folder: Path, expressions: str, *options: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "riveter", "eval", "--format", "json", *options],
        cwd=folder, input=expressions, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_directory_without_configuration_is_an_empty_module(tmp_path: Path) -> None:
    assert evaluate(tmp_path, 'upper("a")\n[1, "é"]\n') == [
        '{"value":"A","type":"string","unknown":null,"error":null}',
        '{"value":[1,"é"],"type":"tuple([number, string])","unknown":null,"error":null}',
    ]


def test_modules_below_the_directory_are_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "main.tf").write_text("this is broken")
    (tmp_path / "main.tf").write_text("locals {\n  a = 1\n}\n")
    assert evaluate(tmp_path, "local.a\n") == ['{"value":1,"type":"number","unknown":null,"error":null}']


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    third = "0." + "3" * 154 + "5"
    lines = evaluate(tmp_path, "1/3\n12345678901234567890123\n0.1 + 0.2\n1e200\n")
    values = [line.partition(',"type"')[0].removeprefix('{"value":') for line in lines]
    assert values == [third, "12345678901234567890123", "0.3", "1" + "0" * 200]


def results(folder: Path, expressions: str, *options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in evaluate(folder, expressions, *options)]


def test_every_line_has_its_result_also_an_empty_one_and_a_comment(tmp_path: Path) -> None:
    found = results(tmp_path, '\n1\n  \n# nothing\n"a"\n1 +\n2\n\n\n')
    assert [item["value"] for item in found] == [None, 1, None, None, "a", None, 2]
    assert [item["error"] is not None for item in found] == [True, False, True, True, False, True, False]


def test_a_byte_order_mark_is_no_part_of_the_first_expression(tmp_path: Path) -> None:
    assert [item["value"] for item in results(tmp_path, "\ufeff1 + 1\n2\n")] == [2, 2]


def test_a_result_is_one_line_for_every_reader(tmp_path: Path) -> None:
    (line,) = evaluate(tmp_path, '"a\\u2028b\\u2029c\\u0085d\\u000be\\u001cf"\n')
    assert json.loads(line)["value"] == "a\u2028b\u2029c\x85d\x0be\x1cf"


def test_expressions_of_several_lines_end_with_a_zero_byte(tmp_path: Path) -> None:
    found = results(tmp_path, "<<-EOT\n    a\n      b\n    EOT\n\0[\n  1,\n  2,\n]\0[\n  1,\n  [] + 2,\n]", "--null")
    assert [item["value"] for item in found] == ["a\n  b\n", [1, 2], None]
    assert found[2]["error"].endswith("(line 3, column 3)")


@pytest.mark.parametrize(
    ("expression", "column"),
    [
        ('1 + "x" ', 5),
        ("{ a = 1 }.b", 10),
        ("[1, 2][5]", 7),
        ('"a" ? 1 : 2', 1),
        ("[for x in [1] : x.y]", 18),
        ('[1, upper([]), "b"]', 11),
        ("[1, 2", 1),
        ("1 + + 2", 5),
        ("local.nope", 1),
        ("true && try(local.nope, 1)", 13),
    ],
)
def test_an_error_names_the_column_of_what_is_wrong(tmp_path: Path, expression: str, column: int) -> None:
    (found,) = results(tmp_path, expression)
    assert found["error"].endswith(f"(column {column})")


@pytest.mark.parametrize(
    ("expression", "value", "type"),
    [
        ("tostring(null)", None, "string"),
        ("true ? null : 1", None, "number"),
        ("null", None, "dynamic"),
        ("tolist([])", [], "list(any)"),
        ('convert("1", number)', 1, "number"),
        ("convert({ a = 1 }, object({ a = string, b = optional(bool, true) }))", {"a": "1", "b": True},
         "object({a=string, b=bool})"),
        ('core::convert(["a"], set(string))', ["a"], "set(string)"),
        ('sensitive("a")', "(sensitive value)", "string"),
        ('[sensitive("a"), 1]', ["(sensitive value)", 1], "tuple([string, number])"),
    ],
)  # fmt: skip
def test_values_come_with_their_types(tmp_path: Path, expression: str, value: Any, type: str) -> None:
    (found,) = results(tmp_path, expression)
    assert (found["value"], found["type"], found["error"]) == (value, type, None)


def test_what_is_unknown_has_a_reason_and_keeps_its_known_parts(tmp_path: Path) -> None:
    (found,) = results(tmp_path, "[timestamp(), 1]")
    assert found == {
        "value": [None, 1],
        "type": "tuple([string, number])",
        "unknown": "timestamp() is the time of the run",
        "error": None,
    }
