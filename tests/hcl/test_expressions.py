"""Expressions become the nodes that HashiCorp's grammar gives them."""

from __future__ import annotations

import pytest

from riveter.hcl import parse_expression
from riveter.hcl.nodes import Binary, Call, Index, Node, ObjectCons, Splat, Traversal
from tests.hcl.outline import read, refuse, source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "(1 + (2 * 3))"),
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("10 / 2 % 3 * 4", "(((10 / 2) % 3) * 4)"),
        ("a || b && c", "(a || (b && c))"),
        ("a == b && c != d", "((a == b) && (c != d))"),
        ("a < b == c >= d", "((a < b) == (c >= d))"),
        ("a == b < c", "(a == (b < c))"),
        ("1 + 2 < 3 * 4 == true || x", "((((1 + 2) < (3 * 4)) == true) || x)"),
        ("-46 + 5", "((-46) + 5)"),
        ("-a.b[0]", "(-a.b[0])"),
        ("!a && !b", "((!a) && (!b))"),
        ("- -1", "(-(-1))"),
        ("!!x", "(!(!x))"),
        ("2 - -1", "(2 - (-1))"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("a-b", "a-b"),
        ("a -b", "(a - b)"),
        ("1-a", "(1 - a)"),
    ],
)
def test_operators_bind_by_precedence_and_to_the_left(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a ? b : c", "(a ? b : c)"),
        ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
        ("a ? b ? c : d : e", "(a ? (b ? c : d) : e)"),
        ("a == 1 ? b + 1 : c || d", "((a == 1) ? (b + 1) : (c || d))"),
        ("(a\n?\nb\n:\nc)", "(a ? b : c)"),
        ("a ? b::c() : d::e()", "(a ? Call(b::c, <>, False) : Call(d::e, <>, False))"),
    ],
)
def test_conditionals_associate_to_the_right(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("var.a", "var.a"),
        ("a . b", "a.b"),
        ('a["b"].c[0]', "a['b'].c[0]"),
        ("a[b.c + 1]", "a[(b.c + 1)]"),
        ("a[-1]", "a[(-1)]"),
        ("a[\n0\n]", "a[0]"),
        ("a.0.b", "a.0.b"),
        ("a.b.0", "a.b.0"),
        ("f(x).y[0]", "Call(f, <x>, False).y[0]"),
        ("[1, 2][0]", "[1, 2][0]"),
        ("{ a = 1 }.a", "ObjectCons(<ObjectItem('a', 1)>).a"),
        ('"abc".d', "'abc'.d"),
        ("true.x", "true.x"),
        ("a-1.b_2", "a-1.b_2"),
        ("été.nom-du-café", "été.nom-du-café"),
        ("名前.เธอ", "名前.เธอ"),
        ("a\u0301\u00b7b", "a\u0301\u00b7b"),
        ("\u037a\u0e33", "\u037a\u0e33"),
        ("a.é.b", "a.é.b"),
        ("_a._b", "_a._b"),
        ("a." + ".".join(f"n{i}" for i in range(40)), "a." + ".".join(f"n{i}" for i in range(40))),
    ],
)
def test_traversals_take_attributes_and_indexes(text: str, expected: str) -> None:
    assert read(text) == expected


def test_a_legacy_index_is_marked() -> None:
    node, _ = parse_expression("a.0")
    assert isinstance(node, Traversal)
    assert isinstance(node.steps[0], Index)
    assert node.steps[0].legacy


def test_parentheses_around_a_reference_keep_it_apart() -> None:
    node, _ = parse_expression("(a.b).c")
    assert isinstance(node, Traversal)
    assert isinstance(node.source, Traversal)
    assert len(node.steps) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a[*]", "Splat(a, <>, True)"),
        ("a[*].b[0].c", "Splat(a, <.b [0] .c>, True)"),
        ("a.b[ * ].c", "Splat(a.b, <.c>, True)"),
        ("a.*", "Splat(a, <>, False)"),
        ("a.*.b.0.c", "Splat(a, <.b .0 .c>, False)"),
        ("a.*.b[0].c", "Splat(a, <.b>, False)[0].c"),
        ("a[*].b[*].c", "Splat(a, <.b SplatStep(<.c>, True)>, True)"),
        ("a[*].b.*.c[0].d", "Splat(a, <.b SplatStep(<.c>, False) [0] .d>, True)"),
        ("a.*.b[0].*.c", "Splat(Splat(a, <.b>, False)[0], <.c>, False)"),
        ("a[*][b.c]", "Splat(a, <[b.c]>, True)"),
        ("f(a[*].id, b)", "Call(f, <Splat(a, <.id>, True) b>, False)"),
        ("length(a.*.id)", "Call(length, <Splat(a, <.id>, False)>, False)"),
    ],
)
def test_full_splats_take_all_steps_and_attribute_splats_only_attributes(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f()", "Call(f, <>, False)"),
        ("f (a)", "Call(f, <a>, False)"),
        ("f(\n)", "Call(f, <>, False)"),
        ("f(a,)", "Call(f, <a>, False)"),
        ("f(\n  a,\n  b # last\n)", "Call(f, <a b>, False)"),
        ("f(a, b...)", "Call(f, <a b>, True)"),
        ("f(a...\n)", "Call(f, <a>, True)"),
        ("provider::aws::arn_parse(x)", "Call(provider::aws::arn_parse, <x>, False)"),
        ("core :: max(1)", "Call(core::max, <1>, False)"),
        ("true(1)", "Call(true, <1>, False)"),
        ("f(g(h(1)))", "Call(f, <Call(g, <Call(h, <1>, False)>, False)>, False)"),
    ],
)
def test_calls_keep_their_name_arguments_and_expansion(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", "[]"),
        ("[1, 2,]", "[1, 2]"),
        ("[\n1\n]", "[1]"),
        ('["a", "b"]', "['a', 'b']"),
        ('["a" # first\n, "b" /* second */]', "['a', 'b']"),
        ('["a", b, "c${d}"]', "['a', b, Template(<'c' d>)]"),
        ("[a\n[0]]", "[a[0]]"),
        ('["a"\n[0]]', "['a'[0]]"),
        ("[[1], [2]]", "[[1], [2]]"),
    ],
)
def test_lists_ignore_line_ends(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("{}", ""),
        ("{\n\n}", ""),
        ("{ a = 1 }", "ObjectItem('a', 1)"),
        ("{ a = 1, }", "ObjectItem('a', 1)"),
        ("{ a = 1, b = 2 }", "ObjectItem('a', 1) ObjectItem('b', 2)"),
        ("{\n a = 1\n b = x.y\n}", "ObjectItem('a', 1) ObjectItem('b', x.y)"),
        ("{ a : 1\n b : 2 }", "ObjectItem('a', 1) ObjectItem('b', 2)"),
        ("{\n a = 1, # one\n // two\n b = 2 /* three */\n}", "ObjectItem('a', 1) ObjectItem('b', 2)"),
        ('{ "a b" = "c" }', "ObjectItem('a b', 'c')"),
        ('{ "${a}-b" = 1 }', "ObjectItem(Template(<a '-b'>), 1)"),
        ("{ (a) = 1, (a.b) = 2 }", "ObjectItem(a, 1) ObjectItem(a.b, 2)"),
        ("{ 1 = 2 }", "ObjectItem(1, 2)"),
        ("{ true = 1, null = 2 }", "ObjectItem('true', 1) ObjectItem('null', 2)"),
        ("{ a.b = c.d }", "ObjectItem(a.b, c.d)"),
        ("{ a = true, b = null }", "ObjectItem('a', true) ObjectItem('b', null)"),
        ("{ a = [\n1,\n2\n]\n b = 1 }", "ObjectItem('a', [1, 2]) ObjectItem('b', 1)"),
        ("{ é = 1 }", "ObjectItem('é', 1)"),
        ("{ a = b ? c : d, e = -1 }", "ObjectItem('a', (b ? c : d)) ObjectItem('e', (-1))"),
        ("{ a = <<X\ntext\nX\n b = 1 }", "ObjectItem('a', 'text\\n') ObjectItem('b', 1)"),
        ("{ a = 1\r\n b = 2\r\n}", "ObjectItem('a', 1) ObjectItem('b', 2)"),
        ("{ a = 1, for = 2 }", "ObjectItem('a', 1) ObjectItem('for', 2)"),
    ],
)
def test_objects_take_keys_of_every_form(text: str, items: str) -> None:
    assert read(text) == f"ObjectCons(<{items}>)"


def test_an_object_item_starts_at_the_parenthesis_of_its_key() -> None:
    node, _ = parse_expression("{ (a) = 1, a = 2 }")
    assert isinstance(node, ObjectCons)
    first, second = node.items
    assert first.start < first.key.start
    assert second.start == second.key.start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[for v in l : v]", "ForTuple(, v, l, v, None)"),
        ("[for k, v in m : v if k != 1]", "ForTuple(k, v, m, v, (k != 1))"),
        ("[\nfor\nv\nin\nl\n:\nv\n]", "ForTuple(, v, l, v, None)"),
        ("{for k, v in m : k => v}", "ForObject(k, v, m, k, v, None, False)"),
        ("{\n for v in l : v.id => v...\n if v.on\n}", "ForObject(, v, l, v.id, v, v.on, True)"),
        ("[ /* all */ for v in l : v]", "ForTuple(, v, l, v, None)"),
        ("[for v in l : [for w in v : w]]", "ForTuple(, v, l, ForTuple(, w, v, w, None), None)"),
        ("[for v in l : v ? 1 : 2 if v]", "ForTuple(, v, l, (v ? 1 : 2), v)"),
        ("[format(1)]", "[Call(format, <1>, False)]"),
        ("[for-each]", "[for-each]"),
        ("{ form = 1 }", "ObjectCons(<ObjectItem('form', 1)>)"),
    ],
)
def test_for_expressions(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ["0", "12", "1.50", "1e9", "1.5E-3", "2e+2", "007"])
def test_numbers_keep_their_text(text: str) -> None:
    assert read(text) == text


@pytest.mark.parametrize("text", ["1..2", "1.2.3", "1e5.2", "1.1e1e1"])
def test_malformed_numbers_are_refused(text: str) -> None:
    assert refuse(text).summary == "Invalid number"


@pytest.mark.parametrize(
    "text",
    ["1 + # c\n 2", "1 /* c */ + 2", "/* c */ 1 + 2", "1 + 2 // c", "1 + 2 # c", "\n1 + 2\n", "# c\n1 + 2", "1\n+\n2"],
)
def test_comments_and_line_ends_do_not_matter_in_a_whole_expression(text: str) -> None:
    assert read(text) == "(1 + 2)"


def test_a_whole_expression_may_be_given_as_text_or_as_a_file() -> None:
    assert parse_expression("a.b") == parse_expression(source("a.b"))


def test_offsets_cover_the_text_of_each_node() -> None:
    text = ' f( a.b["c"] , (1+ 2)*3 )[ *].d '
    node, _ = parse_expression(text)
    assert isinstance(node, Splat)
    call = node.source
    assert isinstance(call, Call)
    traversal, product = call.args
    assert isinstance(traversal, Traversal)
    assert isinstance(product, Binary)

    def written(part: Node) -> str:
        return text[part.start : part.end]

    assert written(node) == 'f( a.b["c"] , (1+ 2)*3 )[ *].d'
    assert written(call) == 'f( a.b["c"] , (1+ 2)*3 )'
    assert written(traversal) == 'a.b["c"]'
    assert [written(step) for step in traversal.steps] == [".b", '["c"]']
    assert written(product) == "(1+ 2)*3"
    assert written(product.left) == "1+ 2"
    assert [written(step) for step in node.steps] == [".d"]
