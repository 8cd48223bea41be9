"""`riveter init --agents`: a section in AGENTS.md, around which not a byte changes."""

from __future__ import annotations

import os
import re
import shlex
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.cli.app import run
from riveter.scaffold.agents import BEGIN, END, SECTION, MarkersError, with_section

OLD = f"{BEGIN}\nolder\n{END}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, SECTION),
        ("", SECTION),
        ("# Us\n", "# Us\n\n" + SECTION),
        ("# Us", "# Us\n\n" + SECTION),
        ("# Us\r\nx\r\n", "# Us\r\nx\r\n\r\n" + SECTION.replace("\n", "\r\n")),
        ("\ufeff# Us\n\x0c\u2028x", "\ufeff# Us\n\x0c\u2028x\n\n" + SECTION),
        ("a\n" + OLD + "b", "a\n" + SECTION + "b"),
        (OLD.rstrip("\n"), SECTION.rstrip("\n")),
        ("a\r\n" + OLD.replace("\n", "\r\n") + "b\n", "a\r\n" + SECTION.replace("\n", "\r\n") + "b\n"),
        (f"about `{BEGIN}`\n{END} x\n", f"about `{BEGIN}`\n{END} x\n\n" + SECTION),
    ],
)
def test_only_the_section_changes(folder: Path, before: str | None, after: str) -> None:
    path = folder / "AGENTS.md"
    if before is not None:
        path.write_bytes(before.encode())
        path.chmod(0o640)
    assert run(["init", "--agents"]) == 0
    assert path.read_bytes() == after.encode()
    assert before is None or stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(folder) == ["AGENTS.md"]


def test_a_second_run_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "AGENTS.md").write_bytes(b"# Us\r\n")
    for word in ("updated ", "unchanged"):
        assert run(["init", "--agents"]) == 0
        assert capsys.readouterr().out == f"{word} AGENTS.md\n"


@given(st.text(), st.text(), st.sampled_from(["\n", "\r\n"]))
def test_whatever_is_around_it_stays(before: str, after: str, end: str) -> None:
    if any(line.rstrip("\r\n") in (BEGIN, END) for line in (before + after).split("\n")):
        return
    text = before + end + OLD.replace("\n", end) + after
    made = with_section(text)
    assert made == before + end + SECTION.replace("\n", end) + after
    assert with_section(made) == made
    appended = with_section(before)
    assert appended.startswith(before)
    assert with_section(appended) == appended


@pytest.mark.parametrize("text", [f"{BEGIN}\n", f"{END}\n", f"{END}\n{BEGIN}\n", OLD + OLD, f"{BEGIN}\n" + OLD])
def test_markers_that_do_not_match_are_an_error(folder: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    with pytest.raises(MarkersError):
        with_section(text)
    (folder / "AGENTS.md").write_text(text)
    assert run(["init", "--agents"]) == 2
    assert (folder / "AGENTS.md").read_text() == text
    assert "AGENTS.md was not changed" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["link", "broken", "folder", "latin", "large"])
def test_what_is_not_a_text_of_its_own_is_refused(folder: Path, kind: str) -> None:
    path, other = folder / "AGENTS.md", folder / "CLAUDE.md"
    other.write_text("mine\n")
    if kind in ("link", "broken"):
        path.symlink_to("CLAUDE.md" if kind == "link" else "missing")
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"\xff\n" if kind == "latin" else b"x" * (1 << 20) + b"\n")
    assert run(["init", "--agents"]) == 2
    assert other.read_text() == "mine\n"
    assert sorted(os.listdir(folder)) == ["AGENTS.md", "CLAUDE.md"]


def test_a_folder_can_be_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a").mkdir()
    assert run(["init", "--agents", "a"]) == 0
    assert (folder / "a" / "AGENTS.md").read_text() == SECTION
    assert capsys.readouterr().out == "created  a/AGENTS.md\n"


def test_its_commands_run(folder: Path) -> None:
    (folder / "main.tf").write_text('resource "aws_kms_key" "a" {\n  enable_key_rotation = false\n}\n')
    (folder / "rules.yml").write_text(
        "- {id: r, resource_type: aws_kms_key, assertions: {key: enable_key_rotation, operator: is_true}}\n"
    )
    (folder / "riveter.yml").write_text("rules: [rules.yml]\n")
    (folder / ".git").mkdir()
    names = {"RULE": "r", "ADDRESS": "aws_kms_key.a", "FILES": "rules.yml", "FOLDER": "."}
    commands = re.findall(r"`riveter ((?:scan|fix|explain|lint|test)[^`]*)`", SECTION)
    assert {command.split()[0] for command in commands} == {"scan", "fix", "explain", "lint", "test"}
    codes: dict[str, list[int]] = {}
    for command in commands:
        words = [names.get(word, word) for word in shlex.split(command)]
        codes.setdefault(command, []).append(run(words))
    assert codes["scan"] == [1, 0]  # a fix was written in between
    assert all(
        code == 0 for command, found in codes.items() if command not in ("scan", "test FOLDER") for code in found
    )
