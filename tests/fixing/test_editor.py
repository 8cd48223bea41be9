"""The editor of texts: what is not changed stays as it is, and `terraform fmt` leaves the result alone."""

from __future__ import annotations

import subprocess

import pytest

from riveter.core.source import SourceFile
from riveter.fixing.editor import Additions, FileEditor
from riveter.fixing.text_edits import NotEditableError
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse
from tests.oracle import require_terraform

BODIES = {
    "arguments, a map and a block": (
        'resource "a" "b" {\n  name        = "x" # the name\n  longer_name = 1   # another\n  tags = {\n    a = 1\n  }\n\n'
        "  # why\n  lifecycle {\n    prevent_destroy = true\n  }\n}\n"
    ),
    "empty": 'resource "a" "b" {}\n',
    "one line": 'resource "a" "b" { x = 1 }\n',
    "count only, no line end": 'resource "a" "b" {\n  count = 2\n  block {\n    z = 2\n  }\n}',
    "heredoc": 'resource "a" "b" {\n  policy = <<EOT\nfoo\nEOT\n}\n# end\n',
    "comment only": 'resource "a" "b" {\n  # nothing\n}\n',
    "comment behind a map": 'resource "a" "b" {\n  for_each = var.x\n\n  tags = {\n    a = 1\n  } # foo\n}\nresource "c" "d" {}\n',
    "comment of several lines": 'resource "a" "b" {\n  x = 1 /* one\n  two */\n  y = 2\n}\n',
    "depends_on last": 'resource "a" "b" {\n  x = 1\n\n  depends_on = [a.c]\n}\n',
    "indented heredoc among arguments": 'resource "a" "b" {\n  x      = 1\n  script = <<-EOT\n    foo\n  EOT\n  y      = 2\n}\n',
}


def _edited(text: str) -> str:
    editor = FileEditor(SourceFile("main.tf", text, "main.tf"))
    block = editor.body.blocks[0]
    added = editor.additions(block)
    added.arguments.update({"enabled_for_all": True, "x2": "${var.a}", "tags2": {"a": 1, "b-c": 'q"x'}})
    inner = added.block("logging")
    inner.arguments.update({"bucket": "b", "k": {"a": 1, "long": "x"}})
    inner.block("prefix").arguments["z"] = [1, 2]
    companion = Additions()
    companion.arguments.update({"for_each": "${a.b}", "bucket": "${a.b[each.key].id}"})
    editor.append_block(block, 'resource "x" "y"', companion)
    return editor.result()


def _fmt(text: str) -> str:
    made = subprocess.run([require_terraform(), "fmt", "-"], input=text.encode(), capture_output=True, check=True)
    return made.stdout.decode()


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", BODIES)
def test_formatted_files_stay_formatted(name: str, ends: str) -> None:
    before = _fmt(BODIES[name]).replace("\r\n", "\n").replace("\n", ends)
    after = _edited(before)
    assert not parse(SourceFile("main.tf", after, "main.tf")).diagnostics
    assert _fmt(after) == after
    assert ends == "\n" or "\n" not in after.replace("\r\n", "")


@pytest.mark.parametrize("name", BODIES)
def test_what_was_there_is_there_still_and_in_order(name: str) -> None:
    before = BODIES[name]
    after = _edited(before)
    rest = iter(after.replace("{}", "{ }").split())
    words = before.replace("{}", "{ }").split()
    assert all(word in rest for word in words)


def test_files_that_are_not_formatted_keep_their_style() -> None:
    text = 'resource "a" "b" {\n  x=1\n  longer   = 2\n}\n'
    editor = FileEditor(SourceFile("main.tf", text, "main.tf"))
    editor.additions(editor.body.blocks[0]).arguments["y"] = True
    assert editor.result() == 'resource "a" "b" {\n  x=1\n  longer   = 2\n  y = true\n}\n'


def test_a_new_value_moves_the_comments_behind_it() -> None:
    text = 'resource "a" "b" {\n  x   = "optional" # one\n  yyy = "b"        # two\n}\n'
    editor = FileEditor(SourceFile("main.tf", text, "main.tf"))
    expr = editor.body.blocks[0].attributes[0].expr
    editor.replace(expr.start, expr.end, "required and long")
    after = editor.result()
    assert after == 'resource "a" "b" {\n  x   = "required and long" # one\n  yyy = "b"                 # two\n}\n'
    assert _fmt(after) == after


def test_ten_edits_in_one_file() -> None:
    text = "".join(f'resource "a" "b{i}" {{\n  x = {i}\n}}\n' for i in range(10))
    editor = FileEditor(SourceFile("main.tf", text, "main.tf"))
    for block in editor.body.blocks:
        editor.replace(block.attributes[0].expr.start, block.attributes[0].expr.end, True)
        editor.additions(block).arguments["yy"] = 1
    body = parse(SourceFile("main.tf", editor.result(), "main.tf")).body
    assert [[item.name for item in block.attributes] for block in body.blocks] == [["x", "yy"]] * 10
    assert "x  = true\n  yy = 1\n" in editor.result()


def test_edits_of_the_same_place_do_not_fit_together() -> None:
    editor = FileEditor(SourceFile("main.tf", "x = 1\n", "main.tf"))
    editor.replace(4, 5, True)
    editor.replace(4, 5, True)  # the same once more is no other edit
    assert editor.result() == "x = true\n"
    editor.replace(4, 5, False)
    with pytest.raises(NotEditableError):
        editor.result()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a {\n  # why\n  x = 1 # gone\n  y = 2\n}\n", "a {\n  # why\n  y = 2\n}\n"),
        ("a {\n  x = <<E\nfoo\nE\n\n  y = 2\n}\n", "a {\n  y = 2\n}\n"),
        ("a {\r\n  x = 1\r\n}\r\n", "a {\r\n}\r\n"),
    ],
)
def test_removal_takes_the_line(text: str, expected: str) -> None:
    editor = FileEditor(SourceFile("main.tf", text, "main.tf"))
    editor.remove(editor.body.blocks[0].attributes[0])
    assert editor.result() == expected


def test_arguments_on_both_sides_of_a_removed_one_are_aligned() -> None:
    text = (
        'resource "a" "b" {\n  short    = 1 # one\n  long_one = 2 # two\n  gone = [\n    1,\n  ]\n'
        "  a_long_name_here = 3    # three\n  b                = 2222 # four\n}\n"
    )
    assert _fmt(text) == text
    editor = FileEditor(SourceFile("main.tf", text, "main.tf"))
    block = editor.body.blocks[0]
    editor.remove(next(item for item in block.attributes if item.name == "gone"))
    editor.additions(block).arguments["an_even_longer_name"] = True
    after = editor.result()
    assert _fmt(after) == after


def test_nothing_is_removed_from_a_line_with_something_else() -> None:
    editor = FileEditor(SourceFile("main.tf", "a { x = 1 }\n", "main.tf"))
    with pytest.raises(NotEditableError):
        editor.remove(editor.body.blocks[0].attributes[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = {}\n", "x = {\n  k = 1\n}\n"),
        ("x = { a = 1 }\n", "x = { a = 1, k = 1 }\n"),
        ("x = {\n  abc = 1 # c\n}\n", "x = {\n  abc = 1 # c\n  k   = 1\n}\n"),
        ("x = {\n  a = 1,\n}\n", "x = {\n  a = 1,\n  k = 1,\n}\n"),
    ],
)
def test_items_of_objects(text: str, expected: str) -> None:
    editor = FileEditor(SourceFile("main.tf", text, "main.tf"))
    node = editor.body.attributes[0].expr
    assert isinstance(node, n.ObjectCons)
    editor.add_item(node, "k", 1)
    assert editor.result() == expected
