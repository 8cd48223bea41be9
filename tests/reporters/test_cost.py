"""What a report costs grows with the number of findings, and no faster."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import FrameType

import pytest

from riveter import api
from riveter.finding_list import FindingList
from riveter.reporters.formats import FORMATS
from riveter.reporters.interface import RenderOptions

RULES = """
- {name: n, resource_type: aws_s3_bucket, assertions: [{key: bucket, operator: matches, value: "^x"}]}
- {name: u, resource_type: aws_s3_bucket, assertions: [{key: acl, operator: equals, value: private}]}
"""
BUCKETS = 'variable "u" {}\nresource "aws_s3_bucket" "b" {\n  count  = %d\n  bucket = "b-${count.index}"\n  acl    = var.u\n}\n'


def calls(folder: Path, instances: int, name: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many functions a report calls."""
    (folder / "main.tf").write_text(BUCKETS % instances)
    (folder / "rules.yml").write_text(RULES)
    monkeypatch.chdir(folder)
    result = api.scan(api.ScanOptions(targets=api.Targets(cache=False), rules=("rules.yml",)))
    assert isinstance(result.findings, FindingList)
    assert len(result.findings) == 2 * instances
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    report = import_module(f"riveter.reporters.{name}").render
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for _ in report(result, RenderOptions(verbose=True)):
            pass
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", FORMATS)
def test_four_times_the_findings_cost_four_times_as_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    calls(tmp_path, 3, name, monkeypatch)  # whatever is only done once
    few = calls(tmp_path, 40, name, monkeypatch)
    assert calls(tmp_path, 160, name, monkeypatch) < 4.4 * few
