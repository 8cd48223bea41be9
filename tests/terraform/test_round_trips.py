"""Values that are written and read again are what they were: as HCL, as JSON, as YAML, and as `riveter eval` prints them."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.source import SourceFile
from riveter.hcl.parser import parse_expression
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Scope
from riveter.terraform.modules.console import to_json
from riveter.terraform.values.numbers import format_number, parse_number
from tests.random_examples import examples
from tests.terraform.conformance.harness import ConformanceNames

TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["true", "null", "~", "1", "0x1", "1e3", ".inf", "2020-01-01", "a: b", "- a", "#", "${x}", "%{ if }", "$${", "<&>", "a\nb\n",
         "\n", " a\n b", "\u2028", "\u0085", "'", '"', "\\", "*a", "&a", "!a", "|", ">", "?", "=", "<<", "yes", "NO", "\t", "a\r\n"]
    ),
).map(lambda text: normalize("NFC", text))  # fmt: skip
NUMBERS = st.one_of(
    st.integers(),
    st.tuples(st.integers(), st.integers(-40, 40)).map(lambda parts: parse_number(f"{parts[0]}e{parts[1]}")),
)
KEYS = TEXTS.filter(lambda text: text != "<<")  # Terraform merges what it stands for, in quotes too
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(TEXTS, NUMBERS, st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4).map(tuple), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


def literal(value: Any) -> str:
    """The value as an HCL expression."""
    if isinstance(value, str):
        return '"' + "".join([_letter(value, index) for index in range(len(value))]) + '"'
    if isinstance(value, tuple):
        return "[" + ", ".join([literal(item) for item in value]) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join([f"({literal(key)}) = {literal(item)}" for key, item in value.items()]) + "}"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return format_number(value)


def _letter(text: str, index: int) -> str:
    letter = text[index]
    if letter in "$%" and text[index + 1 : index + 2] == "{":
        return f"\\u{ord(letter):04x}"
    return f"\\U{ord(letter):08x}" if ord(letter) < 32 or letter in '"\\\x7f' or ord(letter) > 126 else letter


def value_of(text: str, values: dict[str, Any] | None = None) -> Any:
    source = SourceFile("<test>", text, "<test>")
    node, diagnostics = parse_expression(source)
    assert not diagnostics, (text, diagnostics)
    return evaluate(node, Scope(ConformanceNames(), source, values or {}))


def same(left: Any, right: Any) -> bool:
    """Equality that tells true from 1."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)


@examples(80)
@given(VALUES)
def test_a_value_written_as_an_expression_evaluates_to_itself(value: Any) -> None:
    assert same(value_of(literal(value)), value)


@pytest.mark.parametrize("expression", ["jsondecode(jsonencode(v))", "yamldecode(yamlencode(v))"])
@examples(80)
@given(VALUES)
def test_a_value_written_as_a_document_is_read_as_itself(expression: str, value: Any) -> None:
    assert same(value_of(expression, {"v": value}), value)


@examples(80)
@given(VALUES)
def test_what_eval_prints_is_the_value(value: Any) -> None:
    assert same(_read(to_json(value)), value)


def _read(shown: Any) -> Any:
    if isinstance(shown, list):
        return tuple([_read(item) for item in shown])
    if isinstance(shown, dict):
        return {key: _read(item) for key, item in shown.items()}
    if isinstance(shown, float):  # as its shortest digits: this is what JSON holds
        return parse_number(json.dumps(shown))
    return parse_number(str(shown)) if isinstance(shown, Decimal) else shown


@examples(80)
@given(NUMBERS)
def test_a_number_has_one_text_and_a_text_one_number(number: int | Fraction) -> None:
    assert parse_number(format_number(number)) == number
