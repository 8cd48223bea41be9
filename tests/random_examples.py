"""How many random examples a property is tried with: a part of them in `make check`, all of them in `make slow`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from hypothesis import settings

THOROUGH = "RIVETER_THOROUGH" in os.environ
PART = 4
Test = TypeVar("Test", bound=Callable[..., Any])


def examples(number: int, **options: Any) -> Callable[[Test], Test]:
    """Decorate a property: it is tried with so many examples, or with a quarter of them."""

    def decorate(test: Test) -> Test:
        tried: Test = settings(max_examples=number if THOROUGH else -(-number // PART), deadline=None, **options)(test)
        marked: Test = pytest.mark.random(tried)
        return marked

    return decorate
