"""Quoted strings, heredocs and whole texts: escapes, sequences, trim marks and indentation as HashiCorp's scanner cuts them."""

from __future__ import annotations

import pytest

from riveter.hcl import parse_template
from riveter.hcl.nodes import StringLit, Template, TemplateWrap
from tests.hcl.outline import read, read_template, refuse, source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('""', ""),
        ('"plain"', "plain"),
        (r'"\n\r\t\"\\"', '\n\r\t"\\'),
        (r'"\u00e9 \U0001F600"', "é \N{GRINNING FACE}"),
        ('"100% $5 {}"', "100% $5 {}"),
        ('"$"', "$"),
        ('"$${a} %%{b}"', "${a} %{b}"),
        ('"$$${a}"', "$${a}"),
        ('"$$ %%"', "$$ %%"),
        ('"a # b // c"', "a # b // c"),
        ('"é"', "é"),
    ],
)
def test_text_between_quotes(text: str, value: str) -> None:
    assert read(text) == repr(value)


@pytest.mark.parametrize(
    "text", [r'"\d"', r'"\$"', r'"\u12"', r'"\U0001F60"', r'"\ud800"', r'"\U00110000"', r'"\%{a}"', r'"a${b}\q"']
)
def test_unknown_escapes_are_refused(text: str) -> None:
    assert refuse(text).summary == "Invalid escape sequence"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a${b}c"', "Template(<'a' b 'c'>)"),
        ('"${a}${b}"', "Template(<a b>)"),
        ('"${ a.b["c"] }-"', "Template(<a.b['c'] '-'>)"),
        ('"${{a = 1}.a}-"', "Template(<ObjectCons(<ObjectItem('a', 1)>).a '-'>)"),
        ('"${"${"x"}"}y"', "Template(<TemplateWrap('x') 'y'>)"),
        ('"${\n  a\n}b"', "Template(<a 'b'>)"),
        ('"a${"b"}c"', "Template(<'a' 'b' 'c'>)"),
        (r'"\"${a}\""', """Template(<'"' a '"'>)"""),
    ],
)
def test_interpolations(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ['"${a}"', '"${ a }"', '"${~ a ~}"', '"${(a)}"', '"${ /* c */ a }"'])
def test_only_an_interpolation_keeps_the_type_of_its_expression(text: str) -> None:
    assert read(text) == "TemplateWrap(a)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"%{ if a }b%{ endif }"', "Template(<TemplateIf(a, <'b'>, <>)>)"),
        ('"%{if a}b%{else}c%{endif}d"', "Template(<TemplateIf(a, <'b'>, <'c'>) 'd'>)"),
        ('"%{ if a }%{ if b }c%{ endif }%{ endif }"', "Template(<TemplateIf(a, <TemplateIf(b, <'c'>, <>)>, <>)>)"),
        ('"%{ for v in l }${v},%{ endfor }"', "Template(<TemplateFor(, v, l, <v ','>)>)"),
        ('"%{ for k, v in m }%{ endfor }"', "Template(<TemplateFor(k, v, m, <>)>)"),
        (
            '"%{ for v in l }%{ if v }x%{ endif }%{ endfor }"',
            "Template(<TemplateFor(, v, l, <TemplateIf(v, <'x'>, <>)>)>)",
        ),
    ],
)
def test_directives(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ('"%{ if a }"', "Unclosed if directive"),
        ('"%{ for a in b }x"', "Unclosed for directive"),
        ('"%{ else }"', "Unexpected else directive"),
        ('"%{ endif }"', "Unexpected endif directive"),
        ('"%{ if a }%{ endfor }"', "Unexpected endfor directive"),
        ('"%{ if a }%{ else }%{ else }%{ endif }"', "Unexpected else directive"),
        ('"%{ for a in b }%{ else }%{ endfor }"', "Unexpected else directive"),
        ('"%{ while a }"', "Invalid template directive"),
        ('"%{ }"', "Invalid template directive"),
        ('"%{ if a b }x%{ endif }"', "Unexpected text in the directive"),
        ('"%{ for a b }x%{ endfor }"', "Invalid for expression"),
        ('"${a b}"', "Unexpected text in the interpolation"),
        ('"${a"', "Unclosed interpolation"),
        ('"${}"', "Invalid expression"),
        ('"abc', "Unclosed string"),
        ('"abc\ndef"', "Unclosed string"),
        ('"abc\\', "Unclosed string"),
        ('"a\rb"', "Unclosed string"),
        ('"${a', "Unclosed interpolation"),
    ],
)
def test_broken_templates_are_refused(text: str, summary: str) -> None:
    assert refuse(text).summary == summary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a  ${~ b ~}  c"', "Template(<'a' b 'c'>)"),
        (r'"a\n ${~ b ~}\n c"', "Template(<'a' b 'c'>)"),
        ('"  ${~ b ~}  "', "Template(<b>)"),
        ('"%{ if a ~}  x  %{~ else ~}  y  %{~ endif }"', "Template(<TemplateIf(a, <'x'>, <'y'>)>)"),
        ('"\u00a0${~ b}"', "Template(<b>)"),
    ],
)
def test_trim_marks_between_quotes_take_all_white_space(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<<E\na ${~ b ~} c\nE\n", "Template(<'a' b 'c\\n'>)"),
        ("<<E\n${b ~}\n  c\nE\n", "Template(<b '  c\\n'>)"),
        ("<<E\na\n\n  ${~ b}\nE\n", "Template(<'a\\n\\n' b '\\n'>)"),
        ("<<E\na\n${~ b}\nE\n", "Template(<'a' b '\\n'>)"),
        ("<<E\n$ \n${~ b}\nE\n", "Template(<'$ ' b '\\n'>)"),
        ("<<E\n$  \n${~ b}\nE\n", "Template(<'$' b '\\n'>)"),
    ],
)
def test_trim_marks_in_heredocs_end_at_the_line(text: str, expected: str) -> None:
    assert read(text) == expected


def test_a_heredoc_with_one_trimmed_interpolation_is_still_text() -> None:
    assert read("<<E\n${b ~}\nE\n") == "Template(<b>)"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<<E\nE\n", ""),
        ("<<E\na\n  b\nE\n", "a\n  b\n"),
        ("<<E\na\n   E   \n", "a\n"),
        ("<<E\nE a\nEE\n E\n", "E a\nEE\n"),
        ('<<E\n\\n \\" \\d\nE\n', '\\n \\" \\d\n'),
        ("<<E\n$${a} %%{b} $5 100%\nE\n", "${a} %{b} $5 100%\n"),
        ('<<E\n"quoted" # no comment\nE\n', '"quoted" # no comment\n'),
        ("<<E\r\na\r\nE\r\n", "a\r\n"),
        ("<<été\na\nété\n", "a\n"),
        ("<<E-1\na\nE-1\n", "a\n"),
    ],
)
def test_heredocs_take_their_lines_as_they_are(text: str, value: str) -> None:
    assert read(text) == repr(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<<-E\n    a\n      b\n    E\n", "a\n  b\n"),
        ("<<-E\n    a\n  b\n        E\n", "  a\nb\n"),
        ("<<-E\n    a\n\n    b\nE\n", "a\n\nb\n"),
        ("<<-E\n    a\n  \n    b\nE\n", "a\n  \nb\n"),
        ("<<-E\n\t\ta\n\tb\nE\n", "\ta\nb\n"),
        ("<<-E\n  a\n    $${b}\nE\n", "a\n  ${b}\n"),
        ("<<-E\n   \n  \nE\n", "   \n  \n"),
    ],
)
def test_the_dash_removes_the_common_indentation(text: str, value: str) -> None:
    assert read(text) == repr(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<<-E\n    a ${b}\n      c\n    E\n", "Template(<'a ' b '\\n  c\\n'>)"),
        ("<<-E\n    a\n${b}\n    E\n", "Template(<'    a\\n' b '\\n'>)"),
        ("<<-E\n    ${b}\n      c\n    E\n", "Template(<b '\\n  c\\n'>)"),
        (
            "<<-E\n    %{ for v in l ~}\n    v ${v}\n    %{ endfor ~}\n    E\n",
            "Template(<TemplateFor(, v, l, <'    v ' v '\\n'>)>)",
        ),
    ],
)
def test_indentation_is_counted_where_lines_start_with_text(text: str, expected: str) -> None:
    assert read(text) == expected


def test_a_marker_within_an_interpolation_does_not_end_the_heredoc() -> None:
    assert read("<<E\na${<<E\nb\nE\n}c\nE\n") == "Template(<'a' 'b\\n' 'c\\n'>)"


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("<<E\nabc\n", "Unclosed heredoc"),
        ("<<E\nabc\nE", "Unclosed heredoc"),
        ("<<E \nabc\nE\n", "Invalid heredoc"),
        ("<< E\nabc\nE\n", "Invalid heredoc"),
        ('<<"E"\nabc\nE\n', "Invalid heredoc"),
        ("<<E\na\rb\nE\n", "Invalid character"),
    ],
)
def test_broken_heredocs_are_refused(text: str, summary: str) -> None:
    assert refuse(text).summary == summary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "''"),
        ("a\nb", "'a\\nb'"),
        ('"a" \\n $${b}', "'\"a\" \\\\n ${b}'"),
        ("${a}", "TemplateWrap(a)"),
        ("${a}\n", "Template(<a '\\n'>)"),
        ("a ${b ~}\n  c", "Template(<'a ' b '  c'>)"),
        ("%{ for v in l ~}\n- ${v}\n%{ endfor ~}\n", "Template(<TemplateFor(, v, l, <'- ' v '\\n'>)>)"),
        ("50% of $", "'50% of $'"),
    ],
)
def test_a_whole_text_as_template(text: str, expected: str) -> None:
    assert read_template(text) == expected


def test_a_whole_text_is_one_of_three_nodes() -> None:
    kinds = [type(parse_template(source(text))[0]) for text in ("a", "a${b}", "${b}")]
    assert kinds == [StringLit, Template, TemplateWrap]


def test_an_error_in_a_whole_text_has_its_position() -> None:
    node, diagnostics = parse_template(source("line\n  ${a.}\n", "user_data.tftpl"))
    assert [str(diagnostic.span) for diagnostic in diagnostics] == ["user_data.tftpl:2:7"]
    assert (node.start, node.end) == (0, 13)
