"""Read earlier JSON reports for the trend of the HTML report. They are input: only numbers and file names are taken from them."""

from __future__ import annotations

import os
from typing import Any

import msgspec

from riveter.files.reader import FileReader, ReadError
from riveter.findings import SEVERITIES

MAX_REPORTS = 100
"""The last ones by name are read."""
MAX_BYTES = 64 * 1024 * 1024
"""The size of one report."""
MAX_TOTAL = 512 * 1024 * 1024
MAX_NUMBER = 1_000_000_000
MAX_NAMED = 5
"""So many files that are no reports are named."""
SUFFIX = ".json"


class HistoryPoint(msgspec.Struct, frozen=True):
    """The numbers of one scan. name: of its file, without the extension. severities: failing findings by severity."""

    name: str
    fail: int
    unknown: int
    suppressed: int
    passed: int
    severities: dict[str, int]


class _Tool(msgspec.Struct):
    name: str


class _Summary(msgspec.Struct):
    findings: dict[str, int]


class _Finding(msgspec.Struct):
    severity: str
    outcome: str


class _Report(msgspec.Struct):
    """The part of a report that counts; msgspec skips the rest."""

    schema_version: str
    tool: _Tool
    summary: _Summary
    findings: list[_Finding]


def read(folder: str, reader: FileReader | None = None) -> tuple[tuple[HistoryPoint, ...], tuple[str, ...]]:
    """Return the points of the reports in a folder, by name, and what is wrong with files. Raise `ReadError` for the folder."""
    files = (reader or FileReader()).around(folder)
    names = [entry.name for entry in files.entries(folder) if entry.name.endswith(SUFFIX)]
    problems: list[str] = []
    if len(names) > MAX_REPORTS:
        problems.append(f"{folder}: only the last {MAX_REPORTS} of {len(names):,} reports are read")
    points, left = [], MAX_TOTAL
    broken: list[str] = []
    for name in names[-MAX_REPORTS:]:
        path = os.path.join(folder, name)
        try:
            data = files.read(path, min(MAX_BYTES, left))
        except ReadError as error:
            broken.append(f"{path} is not read: {error.summary}")
            continue
        left -= len(data)
        point = _point(name, data)
        if point is None:
            broken.append(f"{path} is no JSON report of riveter")
        else:
            points.append(point)
    if len(broken) > MAX_NAMED:
        problems.append(f"{folder}: {len(broken) - MAX_NAMED} more files are left out")
    return tuple(points), (*broken[:MAX_NAMED], *problems)


def _point(name: str, data: bytes) -> HistoryPoint | None:
    try:
        report = msgspec.json.decode(data, type=_Report)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
    counts: dict[str, Any] = report.summary.findings
    numbers = [counts.get(key, 0) for key in ("fail", "unknown", "suppressed", "pass")]
    if report.schema_version != "1" or report.tool.name != "riveter":
        return None
    if any(not 0 <= number <= MAX_NUMBER for number in numbers):
        return None
    severities = dict.fromkeys(SEVERITIES, 0)
    for finding in report.findings:
        if finding.outcome == "fail" and finding.severity in severities:
            severities[finding.severity] += 1
    fail, unknown, suppressed, passed = numbers
    return HistoryPoint(name.removesuffix(SUFFIX), fail, unknown, suppressed, passed, severities)
