"""Which comments are about an offset of a file."""

from __future__ import annotations

from typing import Any

import pytest

from riveter.suppressions.comment_targets import CommentTarget
from riveter.suppressions.targets import TargetIndex
from tests.suppressions.conftest import ScanText

PLACES = {
    "outer": (0, 100),
    "first": (10, 20),
    "inner": (12, 15),
    "second": (30, 40),
    "beside": (40, 45),
    "later": (110, 120),
}


@pytest.mark.parametrize("order", [list(PLACES), list(reversed(PLACES))])
@pytest.mark.parametrize(
    ("offset", "found"),
    [
        (0, ["outer"]),
        (9, ["outer"]),
        (10, ["first", "outer"]),
        (12, ["inner", "first", "outer"]),
        (14, ["inner", "first", "outer"]),
        (15, ["first", "outer"]),
        (19, ["first", "outer"]),
        (20, ["outer"]),
        (30, ["second", "outer"]),
        (39, ["second", "outer"]),
        (40, ["beside", "outer"]),
        (50, ["outer"]),
        (99, ["outer"]),
        (100, []),
        (110, ["later"]),
        (120, []),
    ],
)
def test_from_the_innermost_part_to_the_outermost(order: list[str], offset: int, found: list[str]) -> None:
    index = TargetIndex()
    for name in order:
        claim: Any = name
        index.add(claim, CommentTarget(*PLACES[name], None, False))
        assert claim in list(index.at(PLACES[name][0])), "parts can be added after a look-up"
    expected: list[Any] = [*found]
    assert list(index.at(offset)) == expected


def test_several_comments_at_one_part() -> None:
    index = TargetIndex()
    names: list[Any] = ["one", "two"]
    for name in names:
        index.add(name, CommentTarget(1, 2, None, False))
    assert list(index.at(1)) == names
    assert list(index.at(0)) == []
    assert list(TargetIndex().at(0)) == []


def test_a_comment_inside_of_a_block_leaves_that_of_the_block(scan: ScanText) -> None:
    text = (
        'resource "aws_security_group" "g" {\n  # riveter:ignore sg-open\n  ingress {\n    from_port = 22\n'
        '    cidr_blocks = ["0.0.0.0/0"] # riveter:ignore kms-rotation\n  }\n}\n'
    )
    assert scan(text).outcomes == {"sg-open aws_security_group.g": "suppressed"}


@pytest.mark.parametrize("before", ["", "/* why */ ", "/* a */ /* b */ ", "/* a\nb */ "])
def test_a_comment_after_other_comments_is_about_the_code_that_follows(scan: ScanText, before: str) -> None:
    text = before + '# riveter:ignore kms-rotation\nresource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n'
    assert scan(text).outcomes == {"kms-rotation aws_kms_key.k": "suppressed"}
    after = 'locals {} # riveter:ignore kms-rotation\nresource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n'
    assert scan(before + after).outcomes == {"kms-rotation aws_kms_key.k": "fail"}
