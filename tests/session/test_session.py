"""A session answers as a scan of the same state does, whatever was changed before."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from riveter.api import ScanResult, Targets, scan
from riveter.files.reader import FileReader
from riveter.reporters.interface import RenderOptions
from riveter.reporters.json import render
from riveter.scan.configured import configured
from riveter.scan.options import ScanOptions
from riveter.session.session import Session
from riveter.session.verdicts import Verdicts
from tests.session.blocks import Blocks
from tests.session.workspace import Workspace

_TIMES = re.compile(r'"timings".*?\}', re.DOTALL)


def report(result: ScanResult) -> str:
    """The report in JSON, without what a clock says."""
    return _TIMES.sub("", "".join(render(result, RenderOptions())))


def options(reader: FileReader) -> ScanOptions:
    return configured((".",), reader)


@contextmanager
def saved(held: dict[Path, str]) -> Iterator[None]:
    """What an editor holds, on the disk for a while."""
    before = {path: path.read_text() if path.exists() else None for path in held}
    for path, text in held.items():
        path.write_text(text)
    yield
    for path, old in before.items():
        if old is None:
            path.unlink()
        else:
            path.write_text(old)


MORE = [
    pytest.param(seed, told, marks=pytest.mark.slow) for seed, told in ((2, True), (3, True), (4, True), (8, False))
]


@pytest.mark.parametrize(("seed", "told"), [(0, True), (1, True), (5, True), (6, False), (7, False), *MORE])
def test_the_result_is_that_of_a_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, told: bool) -> None:
    """told: whether the session is told which files have changed on the disk. Otherwise it looks everything up again."""
    workspace = Workspace(tmp_path / "repo", seed)
    monkeypatch.chdir(workspace.top)
    session = Session(options)
    done = []
    for _ in range(30):
        for _ in range(workspace.random.choice((1, 1, 1, 2))):
            what, updates, closes = workspace.change()
            done.append(what)
            for path in closes:
                session.close(str(path))
            for path, text in updates:
                if told or text is not None:
                    session.update(os.path.relpath(path) if workspace.random.random() < 0.5 else str(path), text)
        if not told:
            session.refresh(clock=False)
        mine = session.result()
        with saved(workspace.held):
            fresh = scan(options(FileReader()))
            assert report(mine) == report(fresh), done


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def test_kept_verdicts_are_those_of_a_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Within one root module: most verdicts are kept, and each is the one of a fresh scan."""
    blocks = Blocks(tmp_path / "repo", seed)
    monkeypatch.chdir(blocks.folder)
    reused = 0
    end = Verdicts.end

    def counted(self: Verdicts) -> bool:
        nonlocal reused
        reused += self.reused
        return end(self)

    monkeypatch.setattr(Verdicts, "end", counted)
    asked = ScanOptions(targets=Targets(paths=(".",)), packs=("aws-all", "terraform-hygiene"))
    session = Session(asked)
    done = []
    for _ in range(30):
        what, path = blocks.change()
        done.append(what)
        if seed % 2:
            session.update(str(path))
        else:
            session.refresh(clock=False)
        assert report(session.result()) == report(scan(asked)), done
    assert reused > 100
