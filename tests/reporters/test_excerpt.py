"""The underline stands below what it speaks of, whatever the line is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.source import SourceFile, Span
from riveter.reporters.excerpt import MASK, ExcerptLine, cells, excerpt
from riveter.reporters.sanitize import is_safe


def frame(text: str, start: int, end: int, **options: object) -> list[ExcerptLine]:
    source = SourceFile("main.tf", text, "main.tf")
    return excerpt(source, source.span(start, end), **options)  # type: ignore[arg-type]


def underlined(line: ExcerptLine) -> str:
    """The characters above the underline."""
    at = 0
    found = ""
    for character in line.text:
        size = cells(character)
        if line.start <= at < line.end:
            found += character
        at += size
    return found


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("  name = var.x", "var.x"),
        ("\t\tname = var.x", "var.x"),
        ("a\tname =\tvar.x", "var.x"),
        ('  名前 = "日本語" + var.x', "var.x"),
        ('  "日本語" = 1', '"日本語"'),
        ("e\u0301te\u0301 = var.x", "var.x"),
        ("x = \x1b[31m + var.x", "var.x"),
        ("/* ##[error]x */ x = var.x", "var.x"),
    ],
)
def test_the_underline_fits_tabs_wide_and_combining_and_escaped_characters(text: str, part: str) -> None:
    start = text.index(part)
    line = frame(text, start, start + len(part))[-1]
    assert underlined(line) == part
    assert "\x1b" not in line.text
    assert is_safe(line.text)


def test_the_line_above_is_shown_for_context() -> None:
    lines = frame("first\nsecond\nthird", 13, 18)
    assert [(line.number, line.text) for line in lines] == [(2, "second"), (3, "third")]
    assert lines[0].start == lines[0].end


def test_a_span_of_several_lines_underlines_the_first_to_its_end() -> None:
    lines = frame("tags = {\n  a = 1\n}", 7, 18)
    assert [line.text for line in lines] == ["tags = {"]
    assert underlined(lines[0]) == "{"


def test_an_empty_span_still_points_somewhere() -> None:
    line = frame("abc", 1, 1)[-1]
    assert (line.start, line.end) == (1, 2)


def test_a_span_beyond_the_file_shows_nothing() -> None:
    assert excerpt(SourceFile("a.tf", "x", "a.tf"), Span("a.tf", 9, 1, 9, 2)) == []


@pytest.mark.parametrize("position", [0, 30, 500, 990])
def test_a_long_line_is_cut_around_the_span(position: int) -> None:
    text = "a" * position + "TARGET" + "b" * (1000 - position)
    line = frame(text, position, position + 6, width=60)[-1]
    assert cells(line.text) <= 60
    assert underlined(line) == "TARGET"


def test_a_line_of_megabytes_is_shown_in_no_time_and_only_at_the_span() -> None:
    text = "{" + '"k":"v",' * 1_000_000 + "TARGET}"
    start = text.index("TARGET")
    line = frame(text, start, start + 6, width=60)[-1]
    assert line.text == "…TARGET…"
    assert underlined(line) == "TARGET"


def test_a_sensitive_literal_is_masked() -> None:
    text = 'password = "hunter2" # x'
    line = frame(text, 11, 20, sensitive=True)[-1]
    assert "hunter2" not in line.text
    assert underlined(line) == MASK


def test_a_sensitive_reference_is_shown_since_it_says_nothing() -> None:
    line = frame("master = var.master", 9, 19, sensitive=True)[-1]
    assert underlined(line) == "var.master"


@pytest.mark.parametrize(
    "line",
    [
        'password = "hunter2"',
        '  master_password = "hunter2"',
        '{"db_password": "hunter2"}',
        'secret_key="hunter2',
        'API_TOKEN = "hunter2\\" still"',
        '- {git: "https://bob:hunter2@example.com/policies.git"}',
        "- {git: https://hunter2@example.com/policies.git}",
        "- {git: ssh://bob:hunter2@example.com/policies.git}",
        'url = "postgres://app:hunter2@db.internal:5432/app"',
        'token = "https://hunter2@example.com"',
    ],
)
def test_literals_of_attributes_that_are_called_secrets_are_masked_everywhere(line: str) -> None:
    for shown in frame(f"{line}\nname = var.x", len(line) + 8, len(line) + 13):
        assert "hunter2" not in shown.text
    for shown in frame(line, len(line) - 3, len(line)):
        assert "hunter2" not in shown.text


@pytest.mark.parametrize(
    "line",
    [
        'http_tokens = "optional"',
        'kms_key_id = "alias/x"',
        "password = var.p",
        'secret_name = "n"',
        'source = "git::ssh://git@example.com/a.git"',
        "git: git@example.com:a.git",
        'url = "https://${var.user}:${var.password}@example.com"',
        'url = "https://example.com/a@b"',
    ],
)
def test_what_only_looks_like_a_secret_name_is_shown(line: str) -> None:
    assert frame(line, 0, 4)[-1].text == line


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(20, 40), st.booleans())
def test_any_line_fits_the_width_and_is_printable(
    text: str, start: int, length: int, width: int, sensitive: bool
) -> None:
    for line in frame(text, start, start + length, width=width, sensitive=sensitive):
        assert cells(line.text) <= width
        assert is_safe(line.text)
        assert 0 <= line.start <= line.end <= max(width, line.start + 1)
