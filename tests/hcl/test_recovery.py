"""A syntax error costs as little of the file as possible, and says what is wrong, where, and what to do."""

from __future__ import annotations

import pytest

from riveter.core.diagnostics import Diagnostic
from riveter.hcl import parse
from riveter.hcl.structure import MAX_FAULTS
from tests.hcl.outline import read_broken, refuse, source


def only(text: str) -> Diagnostic:
    diagnostics = parse(source(text)).diagnostics
    assert len(diagnostics) == 1, diagnostics
    return diagnostics[0]


def test_an_argument_that_cannot_be_read_is_kept_as_invalid_and_the_rest_is_read() -> None:
    body, told = read_broken(
        """a = 1
resource "x" "y" {
  before = 1
  broken = 'text'
  list = [
    1,
    2 3,
  ]
  after  = 2
  nested {
    inside = "x
    other  = 1
  }
  last = 3
}
output "o" {
  value = 1
}
"""
    )
    assert told == [
        "4:12 Single quotes are not valid",
        "7:7 Missing separator in the list",
        "11:14 Unclosed string",
    ]
    assert body == {
        "a": "1",
        "resource x y {}": [
            {
                "before": "1",
                "broken": "Invalid()",
                "list": "Invalid()",
                "after": "2",
                "nested {}": [{"inside": "Invalid()", "other": "1"}],
                "last": "3",
            }
        ],
        "output o {}": [{"value": "1"}],
    }


def test_a_missing_bracket_does_not_swallow_the_next_argument() -> None:
    body, told = read_broken('x {\n  a = ["p",\n    "q"\n  b = 1\n}\ny {\n  c = 2\n}\n')
    assert told == ["4:3 Missing separator in the list"]
    assert body == {"x {}": [{"a": "Invalid()", "b": "1"}], "y {}": [{"c": "2"}]}


def test_a_broken_multi_line_value_is_passed_as_a_whole() -> None:
    body, told = read_broken(
        "x {\n  a = jsonencode({\n    b = [{\n      c = 'd'\n    }, {\n      e = 1\n    }]\n  })\n  f = 2\n}\n"
    )
    assert told == ["4:11 Single quotes are not valid"]
    assert body == {"x {}": [{"a": "Invalid()", "f": "2"}]}


def test_the_text_after_a_heredoc_with_an_error_is_read() -> None:
    body, told = read_broken("x {\n  a = <<-E\n    b = ${'c'}\n  d = 1\n  E\n  e = 2\n}\n")
    assert told == ["3:11 Single quotes are not valid"]
    assert body == {"x {}": [{"a": "Invalid()", "e": "2"}]}


def test_a_block_whose_header_is_broken_is_passed_with_its_body() -> None:
    body, told = read_broken("resource 'a' \"b\" {\n  c = 1\n  d {\n    e = 2\n  }\n}\nf = 3\n")
    assert told == ["1:10 Single quotes are not valid"]
    assert body == {"f": "3"}


def test_errors_in_a_file_without_indentation_stay_in_their_block() -> None:
    body, told = read_broken("x {\na = 'b'\nc = 1\n}\ny {\nd = 2\n}\n")
    assert told == ["2:5 Single quotes are not valid"]
    assert body == {"x {}": [{"a": "Invalid()", "c": "1"}], "y {}": [{"d": "2"}]}


def test_an_unclosed_block_does_not_swallow_the_blocks_after_it() -> None:
    body, told = read_broken("x {\n  a = 1\n\ny {\n  b = 2\n}\nz {\n  c = 3\n}\n")
    assert told == ["1:1 Unclosed block"]
    assert body == {"x {}": [{"a": "1"}], "y {}": [{"b": "2"}], "z {}": [{"c": "3"}]}


def test_the_missing_brace_of_a_nested_block_is_found_by_its_indentation() -> None:
    text = "x {\n  y {\n    a = 1\n\n  b = 2\n}\n\nz {\n  c = 3\n}\n"
    body, _ = read_broken(text)
    assert body["z {}"] == [{"c": "3"}]
    diagnostic = only(text)
    assert diagnostic.summary == "Unclosed block"
    assert "y block in line 2" in diagnostic.hint


def test_an_extra_brace_is_reported_once() -> None:
    body, told = read_broken("x {\n}\n}\ny {\n  a = 1\n}\n")
    assert told == ["3:1 Unexpected }"]
    assert body == {"x {}": [{}], "y {}": [{"a": "1"}]}


def test_an_unclosed_comment_is_the_only_error_told() -> None:
    body, told = read_broken("x {\n  a = 1\n  /* b = 2\n}\n")
    assert told == ["3:3 Unclosed comment"]
    assert body == {"x {}": [{"a": "1"}]}


@pytest.mark.parametrize(
    "text",
    [
        "x {\n  y {} z\n}\n",
        "x {\n  'a' = 1\n}\n",
        "x {\n  y 'z' {\n  }\n}\n",
        "x {\n  y { a = 1, b = 2 }\n}\n",
        "x {\n  y z\n}\n",
        "x {\n  a = 1\n",
    ],
)
def test_a_block_in_which_something_got_lost_is_marked(text: str) -> None:
    body = parse(source(text)).body
    assert [block.incomplete for block in body.blocks] == [True]


def test_a_block_with_a_broken_value_has_lost_nothing() -> None:
    result = parse(source("x {\n  a = 'b'\n}\n"))
    assert result.diagnostics
    assert not result.body.incomplete
    assert not result.body.blocks[0].incomplete


def test_a_lost_top_level_block_is_marked_in_the_file() -> None:
    assert parse(source("x 'y' {\n}\na = 1\n")).body.incomplete


def test_reading_stops_after_many_errors() -> None:
    diagnostics = parse(source("a = 'x'\n" * 100)).diagnostics
    assert len(diagnostics) == MAX_FAULTS + 1
    assert diagnostics[-1].summary == "Too many errors"


def test_what_was_read_before_reading_stopped_is_kept() -> None:
    body = parse(source("x {\n  a = 1\n}\n" + "b 'c'\n" * 100)).body
    assert [block.type for block in body.blocks] == ["x"]
    assert body.incomplete


@pytest.mark.parametrize(
    ("text", "place", "summary", "hint"),
    [
        ("a = 'b'", "1:5", "Single quotes", "double quotes"),
        ("a = “b”", "1:5", "Curly quotes", "straight double quotes"),
        ("a = `b`", "1:5", "Backquotes", "heredoc"),
        ("a: 1", "1:2", "Missing =", "a = value"),
        ("a 1", "1:1", "Argument or block expected", "a = value"),
        ("a", "1:1", "Argument or block expected", "a = value"),
        ("enabled true", "1:1", "Argument or block expected", "enabled = value"),
        ("x\n{\n}", "1:1", "Argument or block expected", "same line"),
        ('"a" = 1', "1:1", "Quoted argument name", "name = value"),
        ("a = 1, b = 2", "1:6", "Unexpected comma", "line of its own"),
        ("a = 1 b = 2", "1:7", "Missing line end", "line of its own"),
        ("a = 1;", "1:6", "Semicolons", "End an argument with the line"),
        ("x { a = 1, b = 2 }", "1:10", "Invalid single-line block", "line of its own"),
        ("x { y { a = 1 } }", "1:7", "Invalid single-line block", "line end after the opening brace"),
        ("x {} y {}", "1:6", "Missing line end after the block", "line of its own"),
        ('x "${y}" {}', "1:4", "Template in a block label", "$${"),
        ("x = ${y}", "1:5", "Interpolation outside of a string", "without ${ }"),
        ('a = "b', "1:5", "Unclosed string", "heredoc"),
        ('a = "b" + "c\nd = 1', "1:11", "Unclosed string", "heredoc"),
        ("a = <<EOT\nb\n", "1:5", "Unclosed heredoc", "EOT on a line of its own"),
        ("a = << EOT\nb\nEOT\n", "1:5", "Invalid heredoc", "<<-EOT"),
        ("a = [1, 2", "1:5", "Unclosed list", "missing ]"),
        ("a = { b = 1", "1:5", "Unclosed object", "missing }"),
        ("a = f(1", "1:6", "Unclosed call of f", "missing )"),
        ("a = (1", "1:5", "Unclosed parenthesis", "missing )"),
        ("a = { b = 1 c = 2 }", "1:13", "Missing separator in the object", "comma or a new line"),
        ("a = { b.c 1 }", "1:11", "Missing = after the key", "double quotes"),
        ("a = f(1 2)", "1:9", "Missing separator in the call of f", "comma"),
        ("a = b & c", "1:7", "Unsupported operator", "&&"),
        ("a = b = c", "1:7", "Missing line end after the argument", ""),
        ("a = if b", "1:8", "Missing line end after the argument", ""),
        ("a = b ? c", "1:10", "Conditional without :", ""),
        ("a = b ? c\n: d", "1:10", "Conditional without :", "parentheses"),
        ("a =", "1:4", "Missing expression", "same line"),
        ("a = b.0.1", "1:7", "Invalid legacy index", "[0][1]"),
        ("a = b.*.c.*", "1:11", "Splat within an attribute splat", "[*]"),
        ("a = [for b in c : d => e]", "1:21", "Invalid for expression", "{ }"),
        ("a = {for b in c : d}", "1:20", "Invalid for expression", "=>"),
        ('a = "${b ; c}"', "1:10", "Unexpected text in the interpolation", "$${"),
        (r'a = "C:\dir"', "1:8", "Invalid escape sequence", r"\\"),
        ("x {\n  a = 1 }", "2:9", "Missing line end after the argument", "} on a line of its own"),
        ("}", "1:1", "Unexpected }", "Remove it"),
        ("a = 1\n*", "2:1", "Argument or block expected", "name = value"),
        ("/* a", "1:1", "Unclosed comment", "*/"),
        ("a = 09.x.", "1:10", "Missing attribute name", ""),
    ],
)
def test_what_is_said_about_common_mistakes(text: str, place: str, summary: str, hint: str) -> None:
    diagnostic = only(text)
    assert diagnostic.span is not None
    assert f"{diagnostic.span.start_line}:{diagnostic.span.start_col}" == place
    assert diagnostic.summary.startswith(summary)
    assert hint in diagnostic.hint
    assert diagnostic.severity == "error"


def test_an_unclosed_bracket_names_where_it_was_opened() -> None:
    assert "the [ at line 2, column 7 is open" in only("x {\n  a = [\n    1\n    2\n  ]\n}\n").detail


def test_messages_name_what_was_found() -> None:
    assert 'found "c"' in refuse("[a c]").detail
    assert 'found "=>"' in refuse("[a => c]").detail
    assert "found the end of the line" in only("x { a = 1\n}\n").detail
    assert "found the end of the file" in refuse("a.").detail


def test_long_words_from_the_input_are_cut_in_messages() -> None:
    assert len(refuse(f"[a {'b' * 5000}]").detail) < 300
    assert len(refuse("1." * 5000).detail) < 300
    assert len(only(f"x = <<{'E' * 5000}\n").detail) < 300
