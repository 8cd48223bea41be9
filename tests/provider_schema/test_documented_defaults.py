"""Defaults that stand in the documentation of a provider, for providers that were not asked themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riveter.api import ScanOptions, Targets, scan
from riveter.provider_schema import lookup
from riveter.provider_schema.defaults import DOCUMENTED
from riveter.provider_schema.reader import data_directory, provider_of

RULE = """
- id: late
  name: late
  resource_type: google_compute_firewall
  assertions:
    - {{key: priority, operator: {condition}}}
"""


def outcome(folder: Path, condition: str, text: str) -> str:
    (folder / "main.tf").write_text(text)
    (folder / "rules.yml").write_text(RULE.format(condition=condition))
    result = scan(ScanOptions(targets=Targets(paths=(str(folder),), cache=False), rules=(str(folder / "rules.yml"),)))
    return next(each for each in result.findings if each.resource.name == "f").outcome.value


@pytest.mark.parametrize(
    ("condition", "body", "expected"),
    [
        ("equals, value: 1000", "", "pass"),
        ("equals, value: 1000", "priority = null", "pass"),
        ("less_than, value: 1000", "", "fail"),
        ("equals, value: 1000", "priority = 900", "fail"),
        ("exists", "", "fail"),  # only what compares values reads a default
    ],
)
def test_conditions_compare_with_the_default(tmp_path: Path, condition: str, body: str, expected: str) -> None:
    text = f'resource "google_compute_firewall" "f" {{\n  network = "n"\n  {body}\n}}\n'
    assert outcome(tmp_path, condition, text) == expected


def test_references_read_it_as_well(tmp_path: Path) -> None:
    text = """
resource "terraform_data" "t" {}
resource "google_compute_firewall" "f" {
  network  = "n"
  priority = google_compute_firewall.g.priority + 1
}
resource "google_compute_firewall" "g" {
  network = "n"
}
"""
    assert outcome(tmp_path, "equals, value: 1001", text) == "pass"


def test_each_names_an_argument_that_may_be_left_out_and_a_page_of_its_provider() -> None:
    table = json.loads(Path(data_directory(), DOCUMENTED).read_text("utf-8"))
    assert table
    for name, defaults in table.items():
        schema = lookup(name)
        assert schema is not None
        for path, default in defaults.items():
            attribute = schema.attribute(tuple(path.split(".")))
            assert attribute is not None
            assert not attribute.required
            assert f"/{provider_of(name)}/" in default["source"]
