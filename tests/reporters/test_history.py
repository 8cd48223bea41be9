"""Earlier JSON reports: only numbers are taken from them, whatever they hold."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from riveter.files.reader import ReadError
from riveter.reporters import history


def report(**changes: Any) -> dict[str, Any]:
    finding = {"severity": "high", "outcome": "fail", "message": "<script>"}
    document: dict[str, Any] = {
        "schema_version": "1",
        "tool": {"name": "riveter", "version": "0"},
        "summary": {"findings": {"pass": 5, "fail": 2, "unknown": 1, "suppressed": 3, "error": 0}, "files": 2},
        "findings": [finding, {**finding, "severity": "low"}, {**finding, "outcome": "pass"}],
    }
    return {**document, **changes}


def write(folder: Path, **files: object) -> None:
    for name, document in files.items():
        (folder / f"{name}.json").write_text(document if isinstance(document, str) else json.dumps(document))


def test_reports_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, b=report(), a=report(findings=[]))
    (tmp_path / "notes.txt").write_text("no report")
    points, problems = history.read(str(tmp_path))
    assert problems == ()
    assert [point.name for point in points] == ["a", "b"]
    assert points[1] == history.HistoryPoint(
        "b", 2, 1, 3, 5, {"info": 0, "low": 1, "medium": 0, "high": 1, "critical": 0}
    )


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "not JSON",
        "[" * 100_000,
        '{"x": ' * 100_000,
        json.dumps(report()).replace('"files": 2', '"files": ' + "[" * 50_000),
        report(schema_version="2"),
        report(tool={"name": "other"}),
        report(tool=None),
        report(summary={}),
        report(summary={"findings": {"fail": -1}}),
        report(summary={"findings": {"fail": 10**12}}),
        report(summary={"findings": {"fail": 1.5}}),
        report(summary={"findings": {"fail": "1"}}),
        report(findings=[{"severity": "high"}]),
        report(findings={}),
    ],
)
def test_what_is_no_report_is_left_out_and_named(tmp_path: Path, document: object) -> None:
    write(tmp_path, bad=document, good=report())
    points, problems = history.read(str(tmp_path))
    assert [point.name for point in points] == ["good"]
    assert problems == (f"{tmp_path / 'bad.json'} is no JSON report of riveter",)


def test_severities_and_outcomes_that_are_unknown_count_nothing(tmp_path: Path) -> None:
    write(
        tmp_path,
        a=report(findings=[{"severity": "__proto__", "outcome": "fail"}, {"severity": "high", "outcome": "x"}]),
    )
    ((point,), problems) = history.read(str(tmp_path))
    assert problems == ()
    assert set(point.severities.values()) == {0}


def test_only_so_many_reports_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_REPORTS", 3)
    write(tmp_path, **{f"r{number}": report() for number in range(5)})
    points, problems = history.read(str(tmp_path))
    assert [point.name for point in points] == ["r2", "r3", "r4"]
    assert problems == (f"{tmp_path}: only the last 3 of 5 reports are read",)


@pytest.mark.parametrize("bound", ["MAX_BYTES", "MAX_TOTAL"])
def test_large_reports_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str) -> None:
    write(tmp_path, a=report(), b=report(findings=[{"severity": "high", "outcome": "fail"}] * 1000))
    monkeypatch.setattr(history, bound, 2048)
    points, problems = history.read(str(tmp_path))
    assert [point.name for point in points] == ["a"]
    assert len(problems) == 1
    assert "b.json is not read: File is larger than" in problems[0]


def test_many_bad_files_are_counted(tmp_path: Path) -> None:
    write(tmp_path, **{f"r{number}": "x" for number in range(8)})
    points, problems = history.read(str(tmp_path))
    assert points == ()
    assert problems[-1] == f"{tmp_path}: 3 more files are left out"
    assert len(problems) == 6


@pytest.mark.skipif(os.name == "nt", reason="needs links and pipes")
def test_links_out_of_the_folder_and_pipes_are_not_read(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / ".git").mkdir()
    write(tmp_path, outside=report())
    (folder / "link.json").symlink_to(tmp_path / "outside.json")
    os.mkfifo(folder / "pipe.json")
    points, problems = history.read(str(folder))
    assert points == ()
    assert len(problems) == 2


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        history.read(str(tmp_path / "nowhere"))
