"""Broken rule files: every error class with its place, words and hint, as a snapshot to be read.

`UPDATE_SNAPSHOTS=1 pytest tests/rules/test_broken_files.py` writes it anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from riveter.rules.reading.files import load_file
from riveter.rules.reading.reader import parse_rules
from tests.rules.broken import BROKEN, one
from tests.rules.conftest import source

SNAPSHOT = Path(__file__).with_name("broken_files.txt")


def told(text: str) -> str:
    """What a rule file makes riveter say, and the rules that are left."""
    result = parse_rules(source(text))
    lines = []
    for d in result.diagnostics:
        lines.append(f"{d.span} {d.severity}: {d.summary}")
        lines += [f"    {part}" for part in (d.detail, d.hint) if part]
    lines.append(f"loaded: {', '.join(rule.id for rule in result.rules.rules) or 'nothing'}")
    return "\n".join(lines) + "\n"


def snapshot() -> dict[str, str]:
    parts = SNAPSHOT.read_text("utf-8").split("## ")[1:]
    return {name: body.rstrip("\n") + "\n" for name, _, body in (part.partition("\n") for part in parts)}


if os.environ.get("UPDATE_SNAPSHOTS"):
    SNAPSHOT.write_text("".join(f"## {name}\n{told(text)}\n" for name, text in BROKEN.items()), "utf-8")


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_of_with_place_and_hint(name: str) -> None:
    assert told(BROKEN[name]) == snapshot()[name]


def test_the_snapshot_holds_no_more_than_the_cases() -> None:
    assert list(snapshot()) == list(BROKEN)


@pytest.mark.parametrize(
    "name", [name for name in BROKEN if name not in ("two documents", "several", "good rules around a syntax error")]
)
def test_a_broken_rule_is_never_loaded(name: str) -> None:
    loaded = {rule.id for rule in parse_rules(source(BROKEN[name])).rules.rules} - {"good"}
    assert loaded <= ({"r"} if name == "duplicate id" else set())


@pytest.mark.parametrize("name", BROKEN)
def test_every_error_is_placed_inside_of_the_file(name: str) -> None:
    lines = BROKEN[name].split("\n")
    for d in parse_rules(source(BROKEN[name])).diagnostics:
        assert d.span is not None
        assert d.span.file == "rules.yml"
        assert 1 <= d.span.start_line <= len(lines)
        assert 1 <= d.span.start_col <= len(lines[d.span.start_line - 1]) + 1


def test_a_missing_file_and_a_folder_are_told_of(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.yml", "File not found"), (tmp_path, "is a directory")):
        result = load_file(str(path))
        assert words in result.diagnostics[0].summary
        assert not result.rules.rules


# --- hostile files -------------------------------------------------------------------------------

LAUGHS = (
    "a0: &a0 [x, x]\n"
    + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n" for i in range(1, 30))
    + "rules: []\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "- " * 100_000,
        "{a: " * 100_000,
        "? " * 100_000,
        "\n".join(" " * i + "a:" for i in range(3000)),
        "- [" + "[" * 900 + "]" * 900 + "]",
        LAUGHS,
        one("{key: a, operator: exists}") + "  metadata:\n" + "".join(f"    {' ' * i}a:\n" for i in range(200)),
        one("{not: " * 50 + "{key: a, operator: exists}" + "}" * 50),
        one("{key: a, operator: matches, value: '" + "(a*)*" * 2000 + "'}"),
        one("{key: '" + "a." * 400 + "a', operator: exists}"),
        one("{key: a, operator: equals, value: " + "9" * 5000 + "0}") + "- 1\n",
    ],
    ids=[
        "brackets",
        "dashes",
        "maps",
        "questions",
        "indents",
        "flow",
        "laughs",
        "metadata",
        "nots",
        "regex",
        "key",
        "digits",
    ],
)
def test_a_hostile_file_is_refused_quickly(text: str) -> None:
    started = time.perf_counter()
    result = parse_rules(source(text))
    assert any(d.severity == "error" for d in result.diagnostics)
    assert time.perf_counter() - started < 120


def test_nesting_that_would_crash_the_yaml_library_does_not_crash_the_process() -> None:
    """Run apart: a crash there would be a segmentation fault."""
    code = (
        "from riveter.rules.reading.reader import parse_rules\nfrom riveter.core.source import SourceFile\n"
        "for text in ('- ' * 1500000, '[' * 1500000, '- \\t' * 900000, '? ' * 1500000):\n"
        "    assert parse_rules(SourceFile('r.yml', text, 'r.yml')).diagnostics\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_a_number_beyond_floats_keeps_its_digits() -> None:
    result = parse_rules(source(one("{key: a, operator: equals, value: 0.12345678901234567890123}")))
    leaf = result.rules.rules[0].assertions[0]
    assert leaf.value == "0.12345678901234567890123"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("012345678901", "012345678901"),
        ("22:22", "22:22"),
        ("1_000", "1_000"),
        ("2027-03-31", "2027-03-31"),
        ("0x1f", "0x1f"),
        ("30", 30),
        ("-1.5", -1.5),
        ("1e3", 1000.0),
        ("~", None),
        ("null", None),
        ("TRUE", True),
        ('"true"', "true"),
        (".5", 0.5),
    ],
)
def test_unquoted_words_mean_what_yaml_1_2_says(written: str, value: object) -> None:
    result = parse_rules(source(one(f"{{key: a, operator: equals, value: {written}}}")))
    assert not result.diagnostics
    leaf = result.rules.rules[0].assertions[0]
    assert leaf.value == value  # type: ignore[union-attr]
    assert type(leaf.value) is type(value)  # type: ignore[union-attr]
