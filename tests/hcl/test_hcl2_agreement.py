"""riveter's parser and python-hcl2, which share nothing, find the same blocks, labels, arguments, values and extents."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import hcl2
import pytest

from riveter.hcl import parse
from riveter.hcl.nodes import Block, Body, BoolLit, Expr, NullLit, NumberLit, ObjectCons, TupleCons
from tests.hcl.outline import source

ROOT = Path(__file__).parents[2]
FILES = sorted(Path(__file__).with_name("corpus").glob("*.tf")) + sorted(ROOT.glob("examples/**/*.tf"))

# Arguments of our corpus that are left out: python-hcl2 does not know `~` there, quotes a heredoc within an expression, and gives the
# outer parentheses, which are no part of our nodes.
_LEFT_OUT = {"trimmed", "call", "in_brackets", "sum"}


def compact(text: str) -> str:
    """Source text without comments, white space, commas and the quotes and escapes in which the two differ."""
    text = re.sub(r"#[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"[\s,]", "", text)


def ours(expr: Expr, text: str) -> Any:
    """A value in the form `hcl2.loads` gives: literals and collections as Python values, all else as text."""
    written = text[expr.start : expr.end]
    match expr:
        case NumberLit():
            return float(expr.text)
        case BoolLit():
            return expr.value
        case NullLit():
            return None
        case TupleCons():
            return [ours(item, text) for item in expr.items]
        case ObjectCons():
            return {
                compact(text[item.start : item.key.end] + (")" if item.start < item.key.start else "")).strip(
                    '"'
                ): ours(item.value, text)
                for item in expr.items
            }
    return compact(written)


def theirs(value: Any) -> Any:
    """A value of `hcl2.loads` in the same form."""
    if isinstance(value, dict):
        return {compact(key).removeprefix("${").removesuffix("}" if key.startswith("${") else "").strip('"'): theirs(item)
                for key, item in value.items() if not key.startswith("__")}  # fmt: skip
    if isinstance(value, list):
        return [theirs(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float)):
        return float(value)
    text = str(value)
    number = re.fullmatch(r"\$\{([0-9.]+[eE][-+]?[0-9]+)\}", text)
    if number:
        return float(number[1])
    if text.startswith('"<<'):
        return compact(text[1:-1])
    if text.startswith("${") and text.endswith("}"):
        return compact(text[2:-1])
    return compact(text)


def our_body(body: Body | Block, text: str) -> dict[str, Any]:
    result: dict[str, Any] = {attribute.name: ours(attribute.expr, text) for attribute in body.attributes}
    for block in body.blocks:
        inner: Any = our_body(block, text)
        for label in reversed(block.labels):
            inner = {label.value: inner}
        result.setdefault(block.type, []).append(inner)
    return result


def comparable(text: str) -> str:
    """The text without the arguments that are left out."""
    body = parse(source(text)).body
    for block in reversed(body.blocks):
        for attribute in reversed(block.attributes):
            if attribute.name in _LEFT_OUT:
                text = text[: attribute.start] + text[attribute.end :]
    return text


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_parsers_read_the_same(path: Path) -> None:
    text = comparable(path.read_text(encoding="utf-8"))
    result = parse(source(text))
    if "broken" in path.parts and result.diagnostics:
        pytest.skip("not valid on purpose")
    assert not result.diagnostics
    assert our_body(result.body, text) == theirs(hcl2.loads(text))
