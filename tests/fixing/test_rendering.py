"""Values of a fix as text."""

from __future__ import annotations

import pytest

from riveter.fixing.patches import Side, patch
from riveter.fixing.rendering import Context, filled, hcl
from riveter.fixing.text_edits import NotEditableError


def _filled(text: str, values: dict[str, str]) -> str:
    return hcl(filled(text, Context({}, values.__getitem__, {}, "aws_s3_bucket.b")))


def test_a_value_never_becomes_an_expression() -> None:
    assert _filled("{$.a}", {"a": "${file(1)} %{ if x }"}) == '"$${file(1)} %%{ if x }"'


@pytest.mark.parametrize("end", ["$", "%"])
def test_two_values_side_by_side_never_become_an_expression(end: str) -> None:
    with pytest.raises(NotEditableError, match="meaning"):
        _filled("{$.a}{$.b}", {"a": f"x{end}", "b": "{file(1)}"})


def test_a_value_before_an_expression_leaves_it_an_expression() -> None:
    with pytest.raises(NotEditableError):
        _filled("{$.a}${self.id}", {"a": "$"})
    assert _filled("{$.a}${self.id}", {"a": "x"}) == '"x${aws_s3_bucket.b.id}"'


def test_the_lines_of_a_patch_are_those_of_git() -> None:
    """A form feed or a line separator ends no line for git."""
    before = "# a\x0cb\u2028c\n\n\n\n\nold\n"
    after = before.replace("old", "new")
    made = patch("main.tf", Side(before, before), Side(after, after))
    assert "@@ -3,4 +3,4 @@" in made
