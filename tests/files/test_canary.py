"""No command opens what a link or a path leads to outside of the bounds: seen by Python's audit hook, and by the system."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.files import canary

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there"),
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
]

SCRIPT = str(Path(canary.__file__))
LEAKING = f"""
import sys
sys.path.insert(0, {str(Path(SCRIPT).parent)!r})
import canary
from pathlib import Path
from riveter.files import bounds
bounds.Bounds.folder_of = bounds.NamedBounds.folder_of = lambda self, path, real: "/"
canary.ARRANGEMENTS = {{name: canary.ARRANGEMENTS[name] for name in ("a source file", "a function and a relative path")}}
canary.main(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def run(tmp_path: Path, *command: str) -> list[list[object]]:
    """The arrangements and commands in which the canary was opened or printed, or a command crashed."""
    work, result = tmp_path / "work", tmp_path / "result.json"
    work.mkdir()
    done = subprocess.run(
        [*command, str(work), str(result)], check=False, capture_output=True, text=True, timeout=900, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    found: list[list[object]] = json.loads(result.read_text())
    return found


def test_there_are_enough_arrangements() -> None:
    assert len(canary.ARRANGEMENTS) >= 40
    assert set(canary.COMMANDS) >= {"scan", "show", "eval", "explain", "lint", "test", "packs", "baseline", "init"}


def test_no_command_opens_the_canary(tmp_path: Path) -> None:
    assert run(tmp_path, sys.executable, SCRIPT) == []


def test_the_watch_notices_a_reader_without_bounds(tmp_path: Path) -> None:
    found = run(tmp_path, sys.executable, "-c", LEAKING)
    assert {entry[0] for entry in found} == {"a source file", "a function and a relative path"}


def test_the_system_sees_no_opening_of_the_canary(tmp_path: Path) -> None:
    """`strace -y` says where each descriptor leads. Git itself follows links among its own files; these are its business."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs strace")
    # with a filter in the kernel, other calls are not stopped: that halves the time
    options = ["-f", "--seccomp-bpf"]
    if subprocess.run([strace, *options, "-o", "/dev/null", "true"], check=False, capture_output=True).returncode:
        pytest.skip("strace may not be used here, or is older than 5.3")
    log = tmp_path / "strace.log"
    run(
        tmp_path,
        strace,
        *options,
        "-y",
        "-e",
        "trace=open,openat,openat2,execve",
        "-o",
        str(log),
        sys.executable,
        SCRIPT,
    )
    git: set[str] = set()
    opened = []
    writes = re.compile(r"O_WRONLY|O_RDWR|O_CREAT")
    for line in log.read_text(errors="replace").splitlines():
        process = line.split(" ", 1)[0]
        if re.search(r'execve\("[^"]*/git"', line):
            git.add(process)
        elif re.search(rf"= \d+<[^>]*{canary.CANARY}", line) and process not in git and not writes.search(line):
            opened.append(line)
    assert opened == []
