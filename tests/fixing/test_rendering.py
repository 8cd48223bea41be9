"""Values of a fix as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.source import SourceFile
from riveter.fixing.patches import Side, patch
from riveter.fixing.rendering import Context, filled, hcl
from riveter.fixing.text_edits import NotEditableError
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse
from tests.random_examples import examples


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


_PARTS = st.sampled_from(
    ("$", "%", "{", "}", '"', "\\", "\n", "\r", "a", "${", "%{", "$${", "%%{", "~}", "<<X", "/*", "#", "é", "file(1)")
)


@given(st.lists(_PARTS, max_size=6).map("".join), st.sampled_from(("{$.k}", "x{$.k}y", "{$.k}{$.k}", "{name}{$.k}")))
@examples(400)
def test_a_filled_value_is_text_whatever_it_contains(value: str, template: str) -> None:
    context = Context({"name": "n"}, lambda key: value, {})
    try:
        text = f"x = {hcl(filled(template, context))}\n"
    except NotEditableError:
        return
    read = parse(SourceFile("main.tf", text, "main.tf"))
    assert not read.diagnostics
    (attribute,) = read.body.attributes
    assert isinstance(attribute.expr, n.StringLit)
    assert attribute.expr.value == template.replace("{$.k}", value).replace("{name}", "n")
