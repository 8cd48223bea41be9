"""Texts as editors count them, beside a model that encodes everything."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcException, JsonRpcInternalError

from riveter.api import Cancelled
from riveter.core.source import SourceFile
from riveter.lsp.texts import Text
from riveter.lsp.uris import path_of, uri_of
from riveter.lsp.worker import Worker
from tests.random_examples import examples

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
TEXTS = st.text(st.sampled_from("ab\n\r\u2028\x0cé😀\u200b\ud83d"), max_size=30)


def lines_of(text: str) -> list[str]:
    """The lines with their ends, as the protocol has them."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text) + ([""] if not text or text[-1] in "\r\n" else [])


def model(text: str, offset: int, encoding: str) -> types.Position:
    """The position of an offset, found by encoding."""
    codec, width = CODECS[encoding]
    at = 0
    lines = lines_of(text)
    for number, line in enumerate(lines):
        content = line.rstrip("\r\n")
        if offset < at + len(line) or number == len(lines) - 1:
            part = content[: offset - at]
            return types.Position(number, len(part.encode(codec, "surrogatepass")) // width)
        at += len(line)
    raise AssertionError


@examples(400)
@given(TEXTS, st.integers(0, 30), st.sampled_from(sorted(CODECS)))
def test_positions_are_those_of_the_model(text: str, offset: int, encoding: str) -> None:
    offset = min(offset, len(text))
    found = Text(text, encoding).position(offset)
    assert found == model(text, offset, encoding)
    again = Text(text, encoding).offset(found)
    assert again == offset or text[again:offset] in ("\r", "\n")  # within the end of a line


@examples(400)
@given(TEXTS, TEXTS, st.integers(0, 30), st.integers(0, 30), st.sampled_from(sorted(CODECS)))
def test_changes_are_made_where_they_are_meant(text: str, new: str, one: int, other: int, encoding: str) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    made = Text(text, encoding)
    start, end = (made.offset(made.position(offset)) for offset in (start, end))
    where = types.Range(model(text, start, encoding), model(text, end, encoding))
    assert made.changed([types.TextDocumentContentChangePartial(where, new)]).text == text[:start] + new + text[end:]


@examples(400)
@given(TEXTS, st.integers(0, 40), st.integers(0, 99))
def test_any_position_is_somewhere(text: str, line: int, character: int) -> None:
    offset = Text(text).offset(types.Position(line, character))
    assert 0 <= offset <= len(text)
    lines = lines_of(text)
    if line < len(lines):
        assert sum(map(len, lines[:line])) <= offset <= sum(map(len, lines[:line])) + len(lines[line].rstrip("\r\n"))


@examples(400)
@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_spans_become_ranges(text: str, one: int, other: int) -> None:
    for mark in ("", "\ufeff"):
        source = SourceFile("", text, "")
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        found = Text(mark + text).range_of(source.span(start, end))
        assert found == types.Range(
            model(mark + text, start + len(mark), "utf-16"), model(mark + text, end + len(mark), "utf-16")
        )


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b%20c/%F0%9F%98%80.tf", "/a/b c/😀.tf"),
        ("file:///a;b/c%23d%3Fe.tf", "/a;b/c#d?e.tf"),
        ("FILE://localhost/a", "/a"),
        ("file:///a/../b//c", "/b/c"),
        ("file:///%ff", "/\udcff"),
        ("untitled:Untitled-1", None),
        ("https://example.com/a.tf", None),
        ("file://host/share/a.tf", None),
        ("file:///a%00b", None),
        ("", None),
    ],
)
def test_addresses_of_files(uri: str, path: str | None) -> None:
    assert path_of(uri) == path
    if path is not None:
        assert path_of(uri_of(path)) == path


@pytest.mark.asyncio
async def test_a_patient_question_gives_way() -> None:
    worker = Worker(lambda error: None)

    def long(cancelled: Callable[[], bool]) -> str:
        while not cancelled():
            time.sleep(0.001)
        raise Cancelled

    first = asyncio.ensure_future(worker.ask(long, patient=True))
    await asyncio.sleep(0.05)
    assert not first.done()
    assert await worker.ask(lambda _: "answer") == "answer"
    with pytest.raises(JsonRpcContentModified):
        await first
    worker.stop()


@pytest.mark.asyncio
async def test_a_cancelled_question_ends() -> None:
    worker = Worker(lambda error: None)
    ended = []

    def long(cancelled: Callable[[], bool]) -> None:
        while not cancelled():
            time.sleep(0.001)
        ended.append(True)

    question = asyncio.ensure_future(worker.ask(long))
    await asyncio.sleep(0.05)
    question.cancel()
    assert await worker.ask(lambda _: 1) == 1
    assert ended == [True]
    worker.stop()


@pytest.mark.asyncio
async def test_the_end_cancels_what_is_being_answered() -> None:
    worker = Worker(lambda error: None)
    begun = Event()

    def long(cancelled: Callable[[], bool]) -> None:
        begun.set()
        while not cancelled():
            time.sleep(0.001)
        raise Cancelled

    questions = [asyncio.ensure_future(worker.ask(long)) for _ in range(2)]
    while not begun.is_set():
        await asyncio.sleep(0.001)
    worker.stop()
    done = await asyncio.wait_for(asyncio.gather(*questions, return_exceptions=True), 20)
    assert all(isinstance(each, (JsonRpcException, asyncio.CancelledError)) for each in done)


@pytest.mark.asyncio
async def test_an_unexpected_exception_says_only_its_kind() -> None:
    told: list[Exception] = []
    worker = Worker(told.append)

    def fail(_: object) -> None:
        raise ValueError("correct-horse-battery")

    with pytest.raises(JsonRpcInternalError) as caught:
        await worker.ask(fail)
    assert str(caught.value) == "internal error: ValueError"
    assert caught.value.data is None
    assert [type(error) for error in told] == [ValueError]
    assert await worker.ask(lambda _: 1) == 1
    worker.stop()
