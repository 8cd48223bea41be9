"""Some damaged inputs of every kind; `make fuzz` runs many more."""

from __future__ import annotations

import pytest

from tools.fuzz.inputs import examine


@pytest.mark.parametrize("first", [1, 1_000, 500_000])
def test_damaged_inputs_show_no_fault(first: int) -> None:
    assert examine(first, 40) == []


@pytest.mark.parametrize("number", [1_014_027, 1_207_620, 1_327_437, 1_433_262])
def test_what_a_long_run_found_shows_no_fault(number: int) -> None:
    """A missing brace puts the declaration of a secret variable into another block."""
    assert examine(number, 1) == []
