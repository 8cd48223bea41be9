"""The versions that `required_version` allows."""

from __future__ import annotations

import pytest

from riveter.core.versions import ranges


@pytest.mark.parametrize(
    ("constraints", "allowed"),
    [
        ([], True),
        ([">= 1.0"], True),
        (["~> 1.0"], True),
        (["~> 1"], True),
        (["~> 1.11.2"], False),
        (["~> 1.12.0"], True),
        (["1.12"], True),
        (["= 1.12.0"], True),
        (["1.11"], False),
        (["v1.11.4"], False),
        (["< 1.12.0"], False),
        (["<= 1.12.0"], True),
        (["< 1.12.1"], True),
        ([">= 1.3, < 2.0.0"], True),
        ([">= 1.3", "< 1.9"], False),
        (["< 2", "1.8.2"], False),
        (["!= 1.12.0"], True),
        (["nonsense"], True),
        (["< 1.12.0-beta1"], False),
        (["~> 999999999999"], True),
    ],
)
def test_whether_version_1_12_is_allowed(constraints: list[str], allowed: bool) -> None:
    assert ranges(constraints).allows((1, 12)) is allowed


@pytest.mark.parametrize(
    ("constraints", "required"),
    [
        ([], False),
        ([">= 1.12"], True),
        (["> 1.12.3"], True),
        (["~> 1.12"], True),
        (["~> 1.12.5"], True),
        (["1.13.1"], True),
        ([">= 1.3", ">= 1.12"], True),
        ([">= 1.11.9"], False),
        (["< 1.13"], False),
        (["!= 1.11.0"], False),
        (["~> 1"], False),
    ],
)
def test_whether_every_version_has_what_came_with_1_12(constraints: list[str], required: bool) -> None:
    assert ranges(constraints).requires((1, 12)) is required
