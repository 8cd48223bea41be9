"""Some damaged inputs of every kind; `make fuzz` runs many more."""

from __future__ import annotations

import pytest

from tools.fuzz.inputs import examine


@pytest.mark.parametrize("first", [1, 1_000, 500_000])
def test_damaged_inputs_show_no_fault(first: int) -> None:
    assert examine(first, 40) == []
