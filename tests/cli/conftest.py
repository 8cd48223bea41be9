"""Running the command line in this process, with a scrubbed environment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from riveter import api
from riveter.cli.main import main


class Run(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Riveter = Callable[..., Run]


@pytest.fixture(autouse=True)
def _scrubbed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "CI",
        "GITHUB_STEP_SUMMARY",
        "GITHUB_ACTIONS",
        "GITHUB_WORKSPACE",
        "CI_PROJECT_DIR",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def riveter(capfdbinary: pytest.CaptureFixture[bytes]) -> Riveter:
    """`riveter("scan", …)` returns the exit code and both outputs."""

    def run(*arguments: str) -> Run:
        capfdbinary.readouterr()
        code = main(arguments)
        out, err = capfdbinary.readouterr()
        return Run(code, out.decode(), err.decode())

    return run


@pytest.fixture
def scan_gives(monkeypatch: pytest.MonkeyPatch) -> Callable[[api.ScanResult], list[api.ScanOptions]]:
    """Make scans return a result; the options they were called with are collected."""

    def give(result: api.ScanResult) -> list[api.ScanOptions]:
        calls: list[api.ScanOptions] = []

        def scan(options: api.ScanOptions, **_: Any) -> api.ScanResult:
            calls.append(options)
            return result

        monkeypatch.setattr(api, "scan", scan)
        return calls

    return give


def lines(text: str) -> Sequence[str]:
    """The lines of an output."""
    return text.splitlines()
