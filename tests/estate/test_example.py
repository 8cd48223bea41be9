"""The example prints what its README shows."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from riveter.cli.app import run as riveter

EXAMPLE = Path(__file__).parents[2] / "examples" / "estate"
_BLOCK = re.compile(r"^```console\n\$ riveter (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FACTS = re.compile(r"^snapshot .*$", re.MULTILINE)


def test_the_example_prints_what_its_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "estate", ignore=shutil.ignore_patterns("estate"))
    monkeypatch.chdir(tmp_path / "estate")
    blocks = _BLOCK.findall((EXAMPLE / "README.md").read_text("utf-8"))
    assert len(blocks) == 5
    for written, expected in blocks:
        line, _, cut = written.partition(" | head -")
        riveter(shlex.split(line))
        shown = _FACTS.sub("snapshot …", capsys.readouterr().out)
        lines = shown.splitlines()[: int(cut) if cut else None]
        assert lines == expected.splitlines(), line
