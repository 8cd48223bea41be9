"""Docstrings of functions say what the function does. ruff's D401 finds most of those that do not; this finds the rest."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import riveter

NOUN_PHRASES = re.compile(r"(A|All|An|Each|Every|How|Its|One|Some|That|The|Those|What|When|Where|Whether|Which|Why)\b")


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield the functions. Docstrings of properties name a thing, so properties are left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and "property" not in " ".join(map(ast.unparse, node.decorator_list)):
            yield node


def test_docstrings_of_functions_begin_with_a_verb() -> None:
    wrong = []
    seen = 0
    for path in Path(riveter.__path__[0]).rglob("*.py"):
        for node in functions(ast.parse(path.read_text("utf-8"))):
            text = ast.get_docstring(node) or ""
            seen += bool(text)
            if NOUN_PHRASES.match(text):
                wrong.append(f"{path.name}:{node.lineno} {node.name}: {text[:40]}")
    assert seen > 1000
    assert wrong == []
