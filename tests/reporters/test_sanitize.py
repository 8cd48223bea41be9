"""Nothing from the input reaches a terminal as anything but itself."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest

from riveter.reporters import sanitize


def test_every_control_format_separator_and_surrogate_character_is_escaped() -> None:
    unsafe = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in unsafe:
            shown = sanitize.line(character)
            assert shown.isascii(), hex(code)
            assert shown.isprintable(), hex(code)


def test_ordinary_text_of_any_script_stays_as_it_is() -> None:
    for text in ("plain", "Grüße, 日本語, العربية, עברית", "emoji 🙂 ✅", "a b\u00a0c"):
        assert sanitize.line(text) == text
        assert sanitize.is_safe(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b2J", "\\x9b2J"),
        ("a\r\nb\tc", "a\\r\\nb\\tc"),
        ("user\u202eexe.txt", "user\\u202eexe.txt"),
        ("a\u200bb", "a\\u200bb"),
        ("\U000e0041", "\\U000e0041"),
        ("\ud800", "\\ud800"),
    ],
)
def test_a_line_shows_invisible_characters_as_escapes(text: str, shown: str) -> None:
    assert sanitize.line(text) == shown


def test_lines_keep_line_ends_and_tabs_only() -> None:
    assert sanitize.lines("a\r\n\tb\x1b[2J\rc") == "a\n\tb\\x1b[2J\\rc"


def test_clip_never_exceeds_its_limit() -> None:
    assert sanitize.clip("x" * 50, 10) == "x" * 9 + "…"
    assert len(sanitize.clip("\x1b" * 50, 10)) == 10
    assert sanitize.clip("short", 10) == "short"


def test_json_text_is_the_same_document_without_invisible_characters() -> None:
    value = {"a": "\x7f\x9b\u202e\u2028\U000e0041 ünï ##[error]"}
    shown = sanitize.json_text(json.dumps(value, ensure_ascii=False, indent=1))
    assert json.loads(shown) == value
    assert all(character.isprintable() for character in shown.replace("\n", ""))
    assert "ünï" in shown
    assert "##[" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::set-output name=x::y", "\\x3a:set-output name=x::y"),
        ("  ::stop-commands::x", "  \\x3a:stop-commands::x"),
        ("a ##[set-output name=x]y", "a #\\x23[set-output name=x]y"),
        ("###vso[task.setvariable variable=x]y", "##\\x23vso[task.setvariable variable=x]y"),
        ("##teamcity[x]", "#\\x23teamcity[x]"),
    ],
)
def test_commands_to_build_servers_are_broken(text: str, shown: str) -> None:
    assert sanitize.line(text) == shown
    assert sanitize.lines("first\n" + text) == "first\n" + shown


@pytest.mark.parametrize("text", ["::/0", "a::b", "## heading", "# [x]", "x = 1 ## see [1]"])
def test_what_is_no_command_stays(text: str) -> None:
    assert sanitize.line(text) == text
