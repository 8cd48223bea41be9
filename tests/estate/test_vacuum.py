"""Old snapshots go, and nothing that somebody may still read or write."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from riveter.cli.app import run as riveter
from riveter.estate.store import Store
from riveter.estate.vacuum import vacuum

from .support import KEY, Estate, commit, digest

DAY = timedelta(days=1)


def _age(folder: Path, days: float) -> None:
    """Make all files in a folder, and all its runs, older."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (path.stat().st_mtime - days * 86_400,) * 2)
    for path in sorted((folder / "runs").iterdir()):
        text = path.read_text()
        finished = datetime.strptime(path.name[:15], "%Y%m%dT%H%M%S") - days * DAY
        moment = finished.strftime("%Y-%m-%dT%H:%M:%S.000000Z")
        start = text.index('"finished"')
        end = text.index("\n", start)
        path.unlink()
        name = moment.replace("-", "").replace(":", "") + path.name[path.name.index("-") :]
        (path.parent / name).write_text(text[:start] + f'"finished": "{moment}",' + text[end:])


def _snapshots(url: str) -> set[str]:
    return {name.removeprefix("snapshot=") for name in Store(url).names("tables/verdicts")}


def _three_runs(estate: Estate) -> list[str]:
    """Return the snapshots of three runs, the first ones 20 and 10 days ago."""
    found = []
    for number in range(3):
        commit(estate.folder / "repo", {"main.tf": KEY % (f"k{number}", "false")})
        estate.sources("  - git: repo\n")
        found.append(estate.run().run.snapshot)
        if number < 2:
            _age(Path(estate.url), 10)
    return found


def test_old_snapshots_are_removed_and_the_latest_stays(estate: Estate) -> None:
    first, second, third = _three_runs(estate)
    store, now = Store(estate.url), datetime.now(timezone.utc)
    before = digest(estate.url)
    # The second one was the latest until a moment ago: somebody may be reading it.
    shown = vacuum(store, keep=1, age=5 * DAY, now=now, dry_run=True)
    assert shown.snapshots == (first,)
    assert _snapshots(estate.url) == {first, second, third}
    assert vacuum(store, keep=1, age=5 * DAY, now=now).files == shown.files
    assert _snapshots(estate.url) == {second, third}
    assert vacuum(store, keep=2, age=timedelta(0), now=now + DAY).snapshots == ()
    assert vacuum(store, keep=1, age=timedelta(0), now=now + DAY).snapshots == (second,)
    assert _snapshots(estate.url) == {third}
    assert digest(estate.url) == before
    assert len(store.runs()) == 3  # the trend stays
    assert estate.run().computed == 0


def test_files_of_a_run_that_is_under_way_stay(estate: Estate) -> None:
    _three_runs(estate)
    store, now = Store(estate.url), datetime.now(timezone.utc)
    names = [
        "tables/verdicts/snapshot=unfinished/part-0000.parquet",
        "staging/x.bin",
        "staging/.y.bin.0a",
        "state/old.bin",
    ]
    for name in names:
        store.put(name, b"x")
    assert not set(names) & set(vacuum(store, keep=3, age=DAY, now=now).files)
    assert set(vacuum(store, keep=3, age=DAY, now=now + 2 * DAY).files) == set(names)
    assert store.latest() is not None
    assert list(store.state(store.latest()))  # what the next run need not find out again


def test_a_snapshot_that_is_written_again_stays(estate: Estate) -> None:
    """The estate is what it was long ago, and a run writes the same files again."""
    first, _, _ = _three_runs(estate)
    commit(estate.folder / "repo", {"main.tf": KEY % ("k0", "false")})
    store, now = Store(estate.url), datetime.now(timezone.utc)
    name = next(name for name in store.runs()[0].tables["verdicts"])
    data = store.get(name)
    assert data is not None
    store.put(name, data)
    assert name not in vacuum(store, keep=1, age=5 * DAY, now=now).files
    assert f"snapshot={first}" in name


def test_the_command_says_what_it_removed(estate: Estate, capsys: pytest.CaptureFixture[str]) -> None:
    _three_runs(estate)
    assert riveter(["estate", "vacuum", "--results", estate.url, "--days", "5", "--dry-run"]) == 0
    assert "files of 1 snapshots and of runs would be removed" in capsys.readouterr().out
    assert riveter(["estate", "vacuum", "--results", estate.url, "--days", "5"]) == 0
    assert len(_snapshots(estate.url)) == 2
    assert riveter(["estate", "report", "--results", estate.url]) == 0
