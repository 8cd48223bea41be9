"""No text makes the parser raise, exhaust the stack or take more than time in proportion to its length."""

from __future__ import annotations

import inspect
import random
import sys
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.hcl import ParseResult, parse, parse_expression, parse_template
from riveter.hcl.nodes import Body, Expr, Node
from riveter.hcl.structure import MAX_FAULTS
from tests.hcl.outline import source
from tests.random_examples import examples

CORPUS = sorted(Path(__file__).with_name("corpus").glob("*.tf"))

NESTED = [
    "[",
    "(",
    "{",
    "{\n",
    "{a=",
    "-",
    "!",
    "a?",
    "a?b:",
    '"${',
    "f(",
    "a[",
    "[for a in ",
    "{for a in ",
    "(1+",
    "<<A\n${",
    "a{\n",
]
REPEATED = [
    '"', "\\", "$", "$${", "%%{", "1+", "1.", "1.1.", "1e1", "a", "a.", "a[0]", "a[*]", ".*[0]", ".0", "${a}", "%{if a}", "~}",
    "a = <<E\n", "E ", "\nE", "/*", "/**/", "#", "#\n", "//\n", "\n", "\r", "\r\n", " ", "\t", "a {}\n", 'a "b" ', "a b ", "}\n",
    "]", "a=\n", "a\n", "a = 'x'\n", "a = 1\n", "a = 1 ", "a{a=1}", "a,", "1,", '"a",', "a=1,", "::a", "é", "aé ", "\0", 'a = "x\n',
    '"x" + ', "${~a~}  ", "a||", "...", "a = f(\n", "  ", '{"a":', '{"a":"${b}",', "\ud800",
]  # fmt: skip
PREFIXES = ["", "a = ", 'a = "', "a = <<E\n", "a = [", "a = {", "a = a", "a = f(", "x {\n"]


def check(result: ParseResult, text: str) -> None:
    """What holds for every result: its nodes lie in the text, survive the cache's codec, and it has not too many errors."""
    assert len(result.diagnostics) <= MAX_FAULTS + 1
    body = result.body
    for attribute in body.attributes:
        check_node(attribute, len(text))
    for block in body.blocks:
        check_node(block, len(text))
    for comment in body.comments:
        assert text[comment.start : comment.end] == comment.text
    starts = [comment.start for comment in body.comments]
    assert starts == sorted(set(starts))
    if text.isprintable() or text.isascii():
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(body), type=Body) == body
    for diagnostic in result.diagnostics:
        assert diagnostic.span is not None
        assert diagnostic.summary
        assert (diagnostic.span.start_line, diagnostic.span.start_col) <= (
            diagnostic.span.end_line,
            diagnostic.span.end_col,
        )


def check_node(node: Node, length: int) -> None:
    waiting: list[object] = [node]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.extend(value)
        elif isinstance(value, Node):
            assert 0 <= value.start <= value.end <= length, value
            waiting.extend(getattr(value, name) for name in value.__struct_fields__[2:])


def seconds(text: str) -> float:
    start = time.process_time()
    check_quickly = parse(source(text))
    assert len(check_quickly.diagnostics) <= MAX_FAULTS + 1
    return time.process_time() - start


@pytest.mark.parametrize("opening", NESTED)
def test_deep_nesting_is_an_error_and_not_a_stack_overflow(opening: str) -> None:
    text = ("" if opening == "a{\n" else "a = ") + opening * 100_000
    result = parse(source(text))
    summaries = {diagnostic.summary for diagnostic in result.diagnostics}
    assert summaries & {"Nesting is too deep", "Unclosed heredoc"}
    node, diagnostics = parse_expression(opening * 100_000)
    assert diagnostics
    assert type(node).__name__ == "Invalid"


@pytest.mark.parametrize("operator", ["+", "||", "==", "%"])
def test_endless_chains_of_operators_are_an_error(operator: str) -> None:
    _, diagnostics = parse_expression(f" {operator} ".join(["a"] * 100_000))
    assert [diagnostic.summary for diagnostic in diagnostics] == ["Nesting is too deep"]


def test_the_levels_that_people_write_are_read() -> None:
    for text in (
        "(" * 60 + "1" + ")" * 60,
        "[" * 60 + "]" * 60,
        " || ".join(["a"] * 200),
        " ".join(f"a == {number} ? {number} :" for number in range(60)) + " 0",
        '"${' * 40 + "a" + '}"' * 40,
    ):
        _, diagnostics = parse_expression(text)
        assert not diagnostics, text


def test_deep_nesting_is_read_from_deep_in_the_stack() -> None:
    text = "a = " + '{ b = [(f("${' * 15 + "1" + '}"))] }' * 15

    def deeper(levels: int) -> ParseResult:
        return parse(source(text)) if levels == 0 else deeper(levels - 1)

    assert not deeper(150).diagnostics


def test_a_stack_that_is_almost_full_gives_a_diagnostic() -> None:
    text = "a = " + "[" * 90 + "]" * 90
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 60)
    try:
        result = parse(source(text))
    finally:
        sys.setrecursionlimit(limit)
    assert [diagnostic.summary for diagnostic in result.diagnostics] == ["Nesting is too deep"]


@pytest.mark.parametrize("piece", REPEATED)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_time_grows_with_the_length(prefix: str, piece: str) -> None:
    small, large = (prefix + piece * (size // len(piece)) for size in (1_000, 10_000))
    seconds(small)
    quick = max(seconds(small), 0.001)
    slow = seconds(large)
    if slow > 40 * quick:  # ten times the text: once more, for a machine that was busy
        slow = min(seconds(large), seconds(large))
    assert slow <= 40 * quick


@pytest.mark.parametrize("size", [200_000])
def test_many_different_heredoc_markers_are_no_trouble(size: int) -> None:
    closed = "".join(f"a{number} = <<E{number}\nx\nE{number}\n" for number in range(size // 20))
    assert seconds(closed) < 60
    unclosed = "".join(f"a{number} = <<E{number}\n" for number in range(size // 14))
    assert seconds(unclosed) < 60


PIECES = [
    "a", "b_1", "é", "for", "in", "if", "true", "null", "1", "0.5", "1e3", '"', '"x"', "\\", "\\n", "\\u00e9", "$", "%", "${", "%{",
    "$${", "~", "~}", "}", "{", "[", "]", "(", ")", ",", ".", "...", "*", "[*]", ".*", ":", "::", "=", "==", "=>", "!=", "<=", "<", ">",
    "+", "-", "/", "%", "!", "&&", "||", "?", "<<E\n", "<<-E\n", "\nE\n", "\n", "\r\n", "\r", " ", "\t", "#", "//", "/*", "*/", "'",
    "`", ";", "&", "\0", "\u00a0", "\ufeff", "%{ if a }", "%{ else }", "%{ endif }", "%{ for a in b }", "%{ endfor }", " = ", "\na = ",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@examples(200)
def test_any_sequence_of_tokens_gives_a_result(text: str) -> None:
    check(parse(source(text)), text)
    check(parse(source(text, "a.tf.json")), text)
    for node, diagnostics in (parse_expression(text), parse_template(source(text))):
        check_expression(node, len(text), bool(diagnostics))


@given(st.text(max_size=60))
@examples(200)
def test_any_text_gives_a_result(text: str) -> None:
    check(parse(source(text)), text)
    check(parse(source(text, "a.tf.json")), text)
    parse_expression(text)
    parse_template(source(text))


def check_expression(node: Expr, length: int, broken: bool) -> None:
    check_node(node, length)
    assert (type(node).__name__ == "Invalid") == broken


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_files_with_random_changes_give_a_result(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    rng = random.Random(path.stem)
    for _ in range(150):
        changed = text
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(len(changed))
            changed = changed[:at] + rng.choice(PIECES) + changed[at + rng.randrange(4) :]
        check(parse(source(changed)), changed)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_prefix_of_a_file_gives_a_result(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for end in range(0, len(text), 17):
        check(parse(source(text[:end])), text[:end])


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_windows_line_ends_change_nothing_but_texts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unix, windows = parse(source(text)), parse(source(text.replace("\n", "\r\n")))
    assert not unix.diagnostics
    assert not windows.diagnostics
    assert [block.type for block in unix.body.blocks] == [block.type for block in windows.body.blocks]
    assert [comment.text for comment in windows.body.comments] == [
        comment.text.replace("\n", "\r\n") for comment in unix.body.comments
    ]
