"""`riveter cache` shows and removes what is kept between runs, and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RULE = "- {id: one, name: one, resource_type: x_y, assertions: [{key: v, operator: equals, value: 1}]}\n"


def _riveter(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(folder / "home"), "XDG_CACHE_HOME": str(folder / "caches")}
    command = [sys.executable, "-m", "riveter", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    """A folder after a scan."""
    (tmp_path / "rules.yml").write_text(RULE)
    (tmp_path / "main.tf").write_text('resource "x_y" "r" {\n  v = 1\n}\n')
    (tmp_path / "caches").mkdir(mode=0o700)
    done = _riveter(tmp_path, "scan", "-r", "rules.yml", "main.tf")
    assert done.returncode == 0, done.stderr
    return tmp_path


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the folder of the cache is set as on Linux")


def test_what_a_scan_keeps_is_shown_and_removed(scanned: Path) -> None:
    folder = scanned / "caches" / "riveter"
    shown = _riveter(scanned, "cache", "info")
    assert (shown.returncode, shown.stderr) == (0, "")
    first, *kinds = shown.stdout.splitlines()
    assert first.startswith(f"{folder}: 3 entries, ")
    what = [line.rpartition(",")[0] for line in kinds]
    assert what == ["  compiled rules, and checks of rules: 2 entries", "  outputs of scans: 1 entry"]
    assert _riveter(scanned, "cache").stdout == shown.stdout
    sizes: dict[str, list[int]] = {}
    for path in folder.glob("*/*/*"):
        sizes.setdefault(path.parents[1].name.partition("-")[0], []).append(path.stat().st_size)
    document = json.loads(_riveter(scanned, "cache", "info", "-f", "json").stdout)
    assert document == {
        "folder": str(folder),
        "used": True,
        "kinds": {kind: {"entries": len(found), "bytes": sum(found)} for kind, found in sizes.items()},
    }
    cleared = _riveter(scanned, "cache", "clear")
    assert cleared.returncode == 0
    assert cleared.stdout == f"Removed from {first}.\n"
    assert [*folder.iterdir()] == []
    assert _riveter(scanned, "cache").stdout == f"{folder}: nothing\n"
    assert _riveter(scanned, "scan", "-r", "rules.yml", "main.tf").returncode == 0
    assert _riveter(scanned, "cache").stdout == shown.stdout


def test_packs_links_and_files_of_others_stay(scanned: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = scanned / "caches" / "riveter"
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "00").mkdir()
    (elsewhere / "00" / "precious").write_text("x")
    (folder / "packs" / "sha256-00").mkdir(parents=True)
    (folder / "packs" / "sha256-00" / "pack.yml").write_text("x")
    (folder / "rules-1-0.0.1").symlink_to(elsewhere)
    [kind] = [path for path in folder.glob("rules-*") if not path.is_symlink()]
    (kind / "notes.txt").write_text("x")
    (kind / "11").symlink_to(elsewhere / "00")
    (folder / "trees-3-0.0.1" / "0a").mkdir(parents=True)
    (folder / "trees-3-0.0.1" / "0a" / "old").write_text("x")
    assert "  trees of earlier versions: 1 entry" in _riveter(scanned, "cache").stdout
    assert _riveter(scanned, "cache", "clear").returncode == 0
    left = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert left == {"packs/sha256-00/pack.yml", f"{kind.name}/notes.txt"}
    assert (elsewhere / "00" / "precious").read_text() == "x"


def test_nothing_is_removed_where_others_may_write(scanned: Path) -> None:
    folder = scanned / "caches" / "riveter"
    folder.chmod(0o777)
    done = _riveter(scanned, "cache", "clear")
    assert done.returncode == 2
    assert "is not yours alone" in done.stderr
    assert "It is not used." in _riveter(scanned, "cache").stdout
    folder.chmod(0o700)
    assert _riveter(scanned, "cache").stdout.startswith(f"{folder}: 3 entries")
