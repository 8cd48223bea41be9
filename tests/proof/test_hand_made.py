"""Configurations made to mislead a proof: no value contradicts what is claimed, and what is shown is so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from riveter.findings import Outcome
from tests.proof.conftest import RULES
from tests.proof.test_never_wrong import about, refused, scan

BOOL = 'variable "x" {\n  type = bool\n}\n'
BOTH = [{"x": True}, {"x": False}]
TEXT = 'variable "x" {\n  type = string\n}\n'
TEXTS = [{"x": value} for value in ("", "a", "A", "prod", "other-value", "true", "0", " ")]
NUMBER = 'variable "x" {\n  type = number\n}\n'
NUMBERS = [{"x": value} for value in (-1, 0, 1, 7, 13, 14, 15, 365)]
LIST = 'variable "x" {\n  type = list(string)\n}\n'
LISTS: list[dict[str, Any]] = [{"x": value} for value in ([], ["a"], ["a", "b"], ["other-value"], [""])]
MAP = 'variable "x" {\n  type = map(string)\n}\n'
MAPS: list[dict[str, Any]] = [{"x": value} for value in ({}, {"a": "true"}, {"b": "1"}, {"other-value": "other-value"})]
OBJECT = 'variable "x" {\n  type = object({ on = optional(bool), days = optional(number, 20) })\n}\n'
OBJECTS: list[dict[str, Any]] = [
    {"x": value} for value in ({}, {"on": True}, {"on": False}, {"on": None, "days": 1}, {"days": None})
]


def with_lines(text: str, *lines: str) -> str:
    """Return a declaration with more lines at its end."""
    return text[: text.rindex("}")] + "".join(f"  {line}\n" for line in lines) + "}\n"


def key(value: str, *lines: str) -> str:
    """Return a key with a value for its rotation, and with other lines."""
    return (
        'resource "aws_kms_key" "k" {\n'
        + "".join(f"  {line}\n" for line in (*lines, f"enable_key_rotation = {value}"))
        + "}\n"
    )


def validation(condition: str) -> str:
    """Return a block that refuses values."""
    return f'validation {{\n    condition     = {condition}\n    error_message = "No."\n  }}'


CASES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    # an error in a branch excludes values, and nothing else
    "error in a branch": (BOOL + key('var.x ? true : tobool("no")'), BOTH),
    "error in the other branch": (BOOL + key('var.x ? tobool("no") : false'), BOTH),
    "error that try catches": (BOOL + key('try(var.x ? tobool("no") : true, false)'), BOTH),
    "can": (TEXT + key("can(tonumber(var.x))"), TEXTS),
    "can of an index": (LIST + key("can(var.x[0])"), LISTS),
    "can of a key": (MAP + key('can(var.x["a"])'), MAPS),
    "try of a key": (MAP + key('try(var.x["a"], true)'), MAPS),
    "one": (LIST + key('one(var.x) == "a"'), LISTS),
    "element of an empty list": (LIST + key('element(var.x, 0) == "a"'), LISTS),
    "division by zero": (NUMBER + key("10 / var.x > 0"), NUMBERS),
    # null
    "null is neither": (BOOL + key("var.x == true || var.x == false"), [*BOTH, {"x": None}]),
    "null of coalesce": (BOOL + key("coalesce(var.x, true)"), [*BOTH, {"x": None}]),
    "null of a condition": (BOOL + key("var.x != null"), [*BOTH, {"x": None}]),
    "null in a list": (BOOL + key("contains([true, false], var.x)"), [*BOTH, {"x": None}]),
    "no null": (with_lines(BOOL, "nullable = false") + key("var.x != null"), BOTH),
    "null is the default": (with_lines(BOOL, "nullable = false", "default = true") + key("var.x"), [*BOTH, {}]),
    "null default": (with_lines(BOOL, "default = null") + key("var.x == null ? true : var.x"), [*BOTH, {}]),
    "null for an argument": (BOOL + key("var.x ? true : null"), BOTH),
    "null for both": (BOOL + key("var.x ? null : null"), BOTH),
    "optional is null": (OBJECT + key("var.x.on == null || var.x.on != null"), OBJECTS),
    "optional": (OBJECT + key("var.x.on == true"), OBJECTS),
    "optional default": (OBJECT + key("var.x.days >= 14"), OBJECTS),
    "object is null": (OBJECT + key("var.x == null ? false : true"), [*OBJECTS, {"x": None}]),
    # validations
    "validation of two": (with_lines(TEXT, validation('contains(["a", "prod"], var.x)')) + key('var.x != "q"'), TEXTS),
    "validation with or": (
        with_lines(TEXT, validation('var.x == "a" || length(var.x) > 3')) + key('var.x == "a"'),
        TEXTS,
    ),
    "validation with not": (with_lines(TEXT, validation('!contains(["a"], var.x)')) + key('var.x != "a"'), TEXTS),
    "validation with null": (
        with_lines(TEXT, validation('var.x == null || contains(["a"], coalesce(var.x, "a"))')) + key("var.x != null"),
        [*TEXTS, {"x": None}],
    ),
    "validation in lower case": (
        with_lines(TEXT, validation('contains(["a"], lower(var.x))')) + key('var.x == "a"'),
        TEXTS,
    ),
    "validation of a part": (
        with_lines(OBJECT, validation("var.x.on == true")) + key("coalesce(var.x.on, false)"),
        OBJECTS,
    ),
    "two validations": (
        with_lines(TEXT, validation('contains(["a", "prod"], var.x)'), validation('var.x != "a"'))
        + key('var.x == "prod"'),
        TEXTS,
    ),
    "validation by text of a number": (
        with_lines(TEXT, validation("contains([1, 2], var.x)")) + key('var.x == "1"'),
        [*TEXTS, {"x": "1"}, {"x": "2"}],
    ),
    "validation of numbers": (with_lines(NUMBER, validation("contains([7, 14], var.x)")) + key("var.x > 6"), NUMBERS),
    "precondition": (
        BOOL
        + key(
            "var.x",
            'lifecycle {\n    precondition {\n      condition     = var.x\n      error_message = "No."\n    }\n  }',
        ),
        BOTH,
    ),
    "postcondition": (
        BOOL
        + key(
            "var.x",
            "lifecycle {\n    postcondition {\n      condition     = self.enable_key_rotation\n"
            '      error_message = "No."\n    }\n  }',
        ),
        BOTH,
    ),
    # existence
    "count zero": (BOOL + key("true", "count = var.x ? 0 : 0"), BOTH),
    "count of a number": (NUMBER + key("false", "count = var.x > 0 ? var.x : 0"), NUMBERS[:4]),
    "for_each of nothing": (LIST + key("false", "for_each = toset(var.x)"), LISTS),
    "for_each of a key": (LIST + key('each.key == "a"', "for_each = toset(var.x)"), LISTS),
    "for_each of a map": (MAP + key('each.value == "true"', "for_each = var.x"), MAPS),
    "for_each filtered": (LIST + key("false", 'for_each = toset([for v in var.x : v if v == "a"])'), LISTS),
    "count and its guard": (BOOL + key("var.x", "count = var.x ? 1 : 0"), BOTH),
    "count and its opposite": (BOOL + key("var.x", "count = var.x ? 0 : 1"), BOTH),
    "other resource by index": (
        BOOL + key("length(aws_kms_key.o) > 0") + 'resource "aws_kms_key" "o" {\n  count = var.x ? 1 : 0\n}\n',
        BOTH,
    ),
    # functions of texts and numbers
    "text of two": (TEXT + key('var.x == "a" || var.x == "b"'), TEXTS),
    "prefix": (TEXT + key('startswith("${var.x}-logs", "prod")'), [*TEXTS, {"x": "prod"}]),
    "suffix": (TEXT + key('endswith("${var.x}-logs", "logs")'), TEXTS),
    "length": (TEXT + key("length(var.x) >= 0"), TEXTS),
    "case": (TEXT + key("upper(var.x) != lower(var.x)"), TEXTS),
    "pattern": (TEXT + key('can(regex("^[a-z]+$", var.x))'), TEXTS),
    "replace": (TEXT + key('replace(var.x, "/./", "") == ""'), TEXTS),
    "split": (TEXT + key('length(split(",", var.x)) >= 1'), TEXTS),
    "bool as text": (TEXT + key('var.x == "true"'), TEXTS),
    "number as text": (NUMBER + key('"${var.x}" == "7"'), NUMBERS),
    "number and its opposite": (NUMBER + key("var.x > 7 || var.x <= 7"), NUMBERS),
    "modulo": (NUMBER + key("var.x % 2 == 0"), NUMBERS),
    "square": (NUMBER + key("var.x * var.x >= 0"), NUMBERS),
    # collections
    "set and its length": (LIST + key("length(toset(var.x)) == length(var.x)"), [*LISTS, {"x": ["a", "a"]}]),
    "all of nothing": (LIST + key('alltrue([for v in var.x : v == "a"])'), LISTS),
    "any of nothing": (LIST + key('anytrue([for v in var.x : v == "a"])'), LISTS),
    "merge": (MAP + key('lookup(merge({ a = "true" }, var.x), "a", "false") == "true"'), [*MAPS, {"x": {"a": "no"}}]),
    "merge the other way": (MAP + key('merge(var.x, { a = "true" })["a"]'), [*MAPS, {"x": {"a": "no"}}]),
    "splat": (LIST + key("length(var.x[*]) > 0"), [*LISTS, {"x": None}]),
    # defaults of a module
    "default": (with_lines(BOOL, "default = true") + key("var.x"), [*BOTH, {}]),
    "default of a text": (with_lines(TEXT, 'default = "prod"') + key('var.x == "prod"'), [*TEXTS, {}]),
    "default of an object": (with_lines(OBJECT, "default = {}") + key("var.x.days > 7"), [*OBJECTS, {}]),
    "default and local": (
        with_lines(BOOL, "default = true")
        + "locals {\n  on = var.x ? { a = true } : {}\n}\n"
        + key('lookup(local.on, "a", false)'),
        [*BOTH, {}],
    ),
    "default of a list": (with_lines(LIST, "default = []") + key("length(var.x) == 0"), [*LISTS, {}]),
    "default that is refused": (
        with_lines(TEXT, "default = null") + key('format("%s", var.x) != ""', 'description = format("%s", var.x)'),
        [*TEXTS, {}],
    ),
    "data source": (
        with_lines(BOOL, "default = true")
        + 'data "aws_region" "r" {}\n'
        + key('var.x && data.aws_region.r.name == "eu-west-1"'),
        [*BOTH, {}],
    ),
    "a dynamic block": (
        with_lines(BOOL, "default = true")
        + key(
            "true",
            'dynamic "timeouts" {\n    for_each = var.x ? [1] : []\n    content {\n      create = "1m"\n    }\n  }',
        ),
        [*BOTH, {}],
    ),
    "sensitive": (with_lines(BOOL, "default = true", "sensitive = true") + key("var.x"), [*BOTH, {}]),
}


CONDITIONED = ("precondition", "postcondition")
"""Cases in which Terraform only accepts true, which a scan does not report."""


@pytest.mark.parametrize("name", CASES)
def test_no_value_contradicts_a_claim(tmp_path: Path, name: str) -> None:
    text, assignments = CASES[name]
    (tmp_path / "main.tf").write_text(text)
    (tmp_path / "rules.yml").write_text(RULES)
    claims = [one for one in scan(tmp_path, None, prove=True).findings if one.proof is not None]
    has_default = "default = " in text.partition("resource")[0]
    for values in assignments if claims else ():
        result = scan(tmp_path, values)
        if refused(result) or (name in CONDITIONED and values["x"] is not True):
            continue
        for claim in claims:
            proof = claim.proof
            assert proof is not None
            found = about(claim, result)
            if not proof.depends:
                if "var.x is not null" in proof.assumes and values.get("x", 0) is None:
                    continue
                assert (Outcome.FAIL in found) is (claim.outcome is Outcome.FAIL), (values, found, claim.outcome, proof)
    for claim in claims:
        proof = claim.proof
        assert proof is not None
        for shown, fails in ((proof.counterexample, True), (proof.witness, False)) if proof.depends else ():
            result = scan(tmp_path, dict(shown or ()))
            assert not refused(result) or (not shown and has_default), (shown, [*result.diagnostics])
            assert (Outcome.FAIL in about(claim, result)) is fails, (shown, proof)
