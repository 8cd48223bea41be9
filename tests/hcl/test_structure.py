"""Attributes, blocks, labels and comments of a file, and what is refused in them."""

from __future__ import annotations

import msgspec
import pytest

from riveter.hcl import parse
from riveter.hcl.nodes import Body, StringLit
from tests.hcl.outline import outline, read_body, read_broken, source


def test_a_resource_with_nested_blocks() -> None:
    text = """
resource "aws_s3_bucket" "logs" {
  bucket = "logs-${var.stage}"
  tags   = { Owner = "ops" }

  versioning {
    enabled = true
  }
  lifecycle { prevent_destroy = true }
  empty {}
  rule {
    id = 1
  }
  rule {
    id = 2
  }
}
"""
    assert read_body(text) == {
        "resource aws_s3_bucket logs {}": [
            {
                "bucket": "Template(<'logs-' var.stage>)",
                "tags": "ObjectCons(<ObjectItem('Owner', 'ops')>)",
                "versioning {}": [{"enabled": "true"}],
                "lifecycle {}": [{"prevent_destroy": "true"}],
                "empty {}": [{}],
                "rule {}": [{"id": "1"}, {"id": "2"}],
            }
        ]
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("\n\n", {}),
        ("a = 1", {"a": "1"}),
        ("a = 1\n", {"a": "1"}),
        ("a=1\r\nb=x.y\r\n", {"a": "1", "b": "x.y"}),
        ("a = b\nc = true\nd = null\ne = 1.5", {"a": "b", "c": "true", "d": "null", "e": "1.5"}),
        ("a = 1 # c", {"a": "1"}),
        ("a = 1 // c\nb = 2 /* d */\n/* e */ c = 3", {"a": "1", "b": "2", "c": "3"}),
        ("a = /* c */ 1", {"a": "1"}),
        ("a /* c */ = 1", {"a": "1"}),
        ("a = [\n  1,\n]\nb = f(\n  2\n)", {"a": "[1]", "b": "Call(f, <2>, False)"}),
        ("a = <<E\nx\nE\nb = 1", {"a": "'x\\n'", "b": "1"}),
        ("été = 1\n", {"été": "1"}),
        ("a-b_c1 = 1\n", {"a-b_c1": "1"}),
        ("x {}", {"x {}": [{}]}),
        ("x {\n}", {"x {}": [{}]}),
        ("x { # c\n}", {"x {}": [{}]}),
        ("x { /* c */ a = 1 }", {"x {}": [{"a": "1"}]}),
        ("x { a = { b = 1 } }", {"x {}": [{"a": "ObjectCons(<ObjectItem('b', 1)>)"}]}),
        ("x y {}", {"x y {}": [{}]}),
        ('x "y" z "a b" {}', {"x y z a b {}": [{}]}),
        (r'x "a\"b\u00e9" {}', {'x a"bé {}': [{}]}),
        ('x "100%" "$5" "$${a}" {}', {"x 100% $5 ${a} {}": [{}]}),
        ("x { a = 1 }\n", {"x {}": [{"a": "1"}]}),
        ("x {\n  y {\n    z { a = 1 }\n  }\n}\n", {"x {}": [{"y {}": [{"z {}": [{"a": "1"}]}]}]}),
        ("for = 1\nin = 2\ntrue = 3\n", {"for": "1", "in": "2", "true": "3"}),
    ],
)
def test_items_of_every_form(text: str, expected: object) -> None:
    assert read_body(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a = 1 b = 2\n",
        "a = 1, b = 2\n",
        "a = 1;\n",
        "a = \n1\n",
        "a =\n",
        "a\n= 1\n",
        "a\n",
        "a == 1\n",
        "a => 1\n",
        "a : 1\n",
        '"a" = 1\n',
        "1 = a\n",
        "a = b\n[0]\n",
        "a = b ?\nc : d\n",
        "a = b\n+ c\n",
        "x\n{\n}\n",
        "x {} y {}\n",
        "x {} a = 1\n",
        "x { a = 1, b = 2 }\n",
        "x { a = 1\n}\n",
        "x { y {} }\n",
        "x {\n  a = 1 }\n",
        "x = {\n",
        "x {\n",
        "}\n",
        "x }\n",
        'x "${a}" {}\n',
        'x "%{ if a }" {}\n',
        "x 'y' {}\n",
        "x 1 {}\n",
        "x = y {}\n",
        'x "a" = {}\n',
        "a.b = 1\n",
        "a = 'b'\n",
        "a = `b`\n",
        "a = “b”\n",
        "a = b & c\n",
        "a = b | c\n",
        "a = ~b\n",
        "a = b ^ c\n",
        "a = @b\n",
        "a = $b\n",
        "a = ${b}\n",
        "a = 1\rb = 2\n",
        'a = [\r"b"]\n',
        'a = ["b"\r]\n',
        "a = {\rb = 1}\n",
        "a = (\r1)\n",
        "a = <<E\nb\n \rE\n",
        "\ra = 1\n",
        "/* a = 1\n",
        "a = b[*\n]\n",
        "a = b.0.1\n",
        "a = b.*.0.1\n",
        "a = b.*.*\n",
        "a = b..c\n",
        "a = b.\n",
        "a = [1 2]\n",
        "a = [1\n2]\n",
        "a = [,]\n",
        "a = f(,)\n",
        "a = f(b c)\n",
        "a = f(b... , c)\n",
        "a = { b = 1 c = 2 }\n",
        "a = { b =\n1 }\n",
        "a = { b\n= 1 }\n",
        "a = { b = 1\n, c = 2 }\n",
        "a = { b }\n",
        "a = { , }\n",
        "a = { b => 1 }\n",
        "a = { for = 1 }\n",
        "a = [for]\n",
        "a = [for b : b]\n",
        "a = [for b in c]\n",
        "a = [for b in c : d => e]\n",
        "a = [for b in c : d...]\n",
        "a = {for b in c : d}\n",
        "a = {for b, in c : d => e}\n",
        "a = (b\n",
        "a = b)\n",
        "a = a::b\n",
        "a = a::(1)\n",
        "a = !\n",
        "a = 1 +\n",
        "a = * 2\n",
        "a = b ? c\n",
        "\0\n",
        "a = \u00a0b\n",
        "\u00a0a = b\n",
    ],
)
def test_what_hashicorps_parser_refuses_is_refused(text: str) -> None:
    assert parse(source(text)).diagnostics


def test_the_first_of_two_arguments_with_a_name_is_kept() -> None:
    body, told = read_broken("x {\n  a = 1\n  a = 2\n  y { a = 3 }\n}\na = 4\n")
    assert told == ["3:3 Argument set twice"]
    assert body == {"x {}": [{"a": "1", "y {}": [{"a": "3"}]}], "a": "4"}


def test_comments_are_kept_in_order() -> None:
    text = (
        "# first\n"
        "a = 1 // second\r\n"
        "x { # third\n"
        "  /* fourth\n     line */\n"
        "  b = [ # fifth\n"
        "    1, /* sixth */ 2\n"
        "  ]\n"
        '  c = "# none ${d /* seventh */}"\n'
        "  e = <<E\n# none\nE\n"
        "  f = { /* eighth */ } # ninth\n"
        "}\n"
        "# tenth"
    )
    comments = parse(source(text)).body.comments
    assert [comment.text for comment in comments] == [
        "# first",
        "// second",
        "# third",
        "/* fourth\n     line */",
        "# fifth",
        "/* sixth */",
        "/* seventh */",
        "/* eighth */",
        "# ninth",
        "# tenth",
    ]
    assert all(text[comment.start : comment.end] == comment.text for comment in comments)


def test_comments_in_what_could_not_be_read_are_kept() -> None:
    text = "a = [ 'x' # one\n  # two\n]\nb = 1 # three\n"
    assert [comment.text for comment in parse(source(text)).body.comments] == ["# one", "# two", "# three"]


def test_offsets_cover_the_items() -> None:
    text = 'x "a" b {\n  c = (1 + 2) # d\n  e { f = [1] }\n}\n'
    body = parse(source(text)).body
    (block,) = body.blocks
    (attribute,) = block.attributes
    (inner,) = block.blocks
    assert (body.start, body.end) == (0, len(text))
    assert text[block.start : block.end] == text.rstrip("\n")
    assert text[block.start : block.header_end] == 'x "a" b'
    assert [text[label.start : label.end] for label in block.labels] == ['"a"', "b"]
    assert text[attribute.start : attribute.end] == "c = (1 + 2)"
    assert text[attribute.start : attribute.name_end] == "c"
    assert text[inner.start : inner.end] == "e { f = [1] }"
    assert text[inner.attributes[0].start : inner.attributes[0].end] == "f = [1]"


def test_offsets_of_plain_values_cover_their_quotes() -> None:
    text = 'a = "b"\nc = { d = "e" }\nf = ["g"]\n'
    found = []

    def collect(value: object) -> None:
        if isinstance(value, StringLit):
            found.append(text[value.start : value.end])
        elif isinstance(value, tuple):
            for item in value:
                collect(item)
        elif isinstance(value, msgspec.Struct):
            for name in value.__struct_fields__:
                collect(getattr(value, name))

    collect(parse(source(text)).body)
    assert found == ['"b"', "d", '"e"', '"g"']


def test_a_tree_survives_being_written_and_read() -> None:
    text = """
a = [for k, v in m : "${k}-${~ v}" if v != null]
x "y" {
  b = { (c) = d.0[*].e[*].f.*.g, "h" = i ? -1.5 : f(true, x...) } # comment
  t = <<-E
    %{ if a ~} x %{ else } y %{ endif }
    %{ for k, v in m }z%{ endfor }
  E
  w = "${u}"
  o = {for k, v in m : k => v...}
  broken = 'x'
}
"""
    body = parse(source(text)).body
    assert "Invalid" in outline(body)
    written = msgspec.msgpack.encode(body)
    assert msgspec.msgpack.decode(written, type=Body) == body
