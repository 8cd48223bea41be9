"""Reports of a scan that was compared with a base show what is new."""

from __future__ import annotations

import csv as csv_module
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from riveter.api import ScanResult
from riveter.findings import Comparison, Finding, Outcome
from riveter.reporters import formats, json_schema
from riveter.reporters.interface import RenderOptions
from tests.reporters.samples import FAILED, KEY, PASSED, RULES, SUPPRESSED, UNKNOWN, result

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER_KEY = msgspec.structs.replace(KEY, address="aws_kms_key.other", name="other")
OLD_KEY = msgspec.structs.replace(KEY, address="aws_kms_key.old", name="old")
SCHEMA = Path(__file__).parents[1] / "data" / "sarif"


def status(finding: Finding, name: str, **more: Any) -> Finding:
    return msgspec.structs.replace(finding, status=name, **more)


COMPARED = result(
    (
        status(PASSED, "unchanged"),
        status(FAILED, "new"),
        status(FAILED, "unchanged", resource=OTHER_KEY, fingerprint="e1"),
        status(UNKNOWN, "new"),
        status(SUPPRESSED, "unchanged"),
    ),
    diff=Comparison("main", COMMIT, (msgspec.structs.replace(FAILED, resource=OLD_KEY, fingerprint="e2"),)),
)
NOTHING_NEW = result((status(FAILED, "unchanged"),), RULES[1:2], diff=Comparison("main", COMMIT))


def render(name: str, scan: ScanResult = COMPARED, **options: Any) -> str:
    return "".join(formats.load(name)(scan, RenderOptions(**options)))


def test_text_shows_what_is_new_counts_the_rest_and_lists_what_was_fixed() -> None:
    text = render("text")
    assert "❌ KMS keys must have rotation enabled (1 of 2 resources, 1 new)\n" in text
    assert "❔ Lambda functions must use a KMS key (1 of 2 resources unknown, 1 new)\n" in text
    assert "aws_kms_key.data  storage.tf:7:25" in text
    assert "aws_kms_key.other" not in text
    assert "✅ Fixed\n   aws_kms_key.old · KMS keys must have rotation enabled\n" in text
    assert text.endswith("\nCompared with main (0123456789): 1 new, 1 fixed, 1 unchanged, 1 newly unknown\n")


def test_verbose_text_shows_the_unchanged_as_well() -> None:
    assert "aws_kms_key.other  storage.tf:7:25  unchanged\n" in render("text", verbose=True)


def test_text_without_anything_new() -> None:
    text = render("text", NOTHING_NEW)
    assert text.startswith("➖ KMS keys must have rotation enabled (1 of 2 resources, none new)\n\nSummary: ")
    assert "aws_kms_key" not in text
    assert text.endswith("\nNothing is new since main (0123456789).\n")
    assert "\x1b[32mNothing is new since main (0123456789).\x1b[0m\n" in render("text", NOTHING_NEW, color=True)
    assert "Nothing is new" not in render("text")
    assert render("text", NOTHING_NEW, quiet=True).startswith("Summary: ")


def test_many_fixed_findings_are_counted() -> None:
    many = tuple(
        msgspec.structs.replace(FAILED, resource=msgspec.structs.replace(KEY, address=f"k.x{number}"))
        for number in range(25)
    )
    scan = msgspec.structs.replace(NOTHING_NEW, diff=Comparison("main", COMMIT, many))
    assert render("text", scan).count("   k.x") == 20
    assert "   and 5 more (-v shows all)\n" in render("text", scan)
    assert render("text", scan, verbose=True).count("   k.x") == 25
    assert "- … and 5 more\n" in render("markdown", scan)


def test_a_base_named_by_its_id_is_named_once() -> None:
    scan = msgspec.structs.replace(NOTHING_NEW, diff=Comparison(COMMIT[:8], COMMIT))
    assert render("text", scan).endswith(
        "Compared with 01234567: 0 new, 0 fixed, 1 unchanged\nNothing is new since 01234567.\n"
    )


def test_the_table_lists_what_is_new() -> None:
    text = render("table")
    assert "aws_kms_key.data" in text
    assert "aws_kms_key.other" not in text
    assert "Compared with main (0123456789): 1 new" in text


def test_json_has_the_numbers_a_status_for_each_finding_and_what_was_fixed() -> None:
    document = json.loads(render("json"))
    jsonschema.Draft202012Validator(json_schema.schema()).validate(document)
    fixed = document["diff"].pop("fixed_findings")
    assert document["diff"] == {
        "base": "main",
        "commit": COMMIT,
        "new": 1,
        "fixed": 1,
        "unchanged": 1,
        "new_unknown": 1,
    }
    assert [item["resource"]["address"] for item in fixed] == ["aws_kms_key.old"]
    assert [item["status"] for item in document["findings"]] == ["unchanged", "new", "unchanged", "new", "unchanged"]
    assert json.loads(render("json", unknown_fails=True))["diff"]["new"] == 2


def test_without_a_base_json_is_as_it_was() -> None:
    document = json.loads(render("json", result()))
    assert "diff" not in document
    assert not any("status" in item for item in document["findings"])


def test_jsonl_has_a_line_for_what_was_compared() -> None:
    lines = [json.loads(line) for line in render("jsonl").splitlines()]
    (line,) = [line for line in lines if line["type"] == "diff"]
    assert (line["new"], line["fixed"], len(line["fixed_findings"])) == (1, 1, 1)


def test_sarif_has_the_state_of_each_result_and_leaves_out_what_was_fixed() -> None:
    document = json.loads(render("sarif"))
    schema = json.loads(next(SCHEMA.glob("*.json")).read_text("utf-8"))
    jsonschema.validate(document, schema)
    (run,) = document["runs"]
    states = {
        item["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]: item["baselineState"]
        for item in run["results"]
        if item["ruleId"] == FAILED.rule_id
    }
    assert states == {"aws_kms_key.data": "new", "aws_kms_key.other": "unchanged"}
    assert run["properties"]["diff"] == {"base": "main", "commit": COMMIT, "new": 1, "fixed": 1, "unchanged": 1}


def test_github_annotates_what_is_new() -> None:
    text = render("github")
    assert "aws_kms_key.data" in text
    assert "aws_kms_key.other" not in text
    assert text.endswith("\nCompared with main (0123456789): 1 new, 1 fixed, 1 unchanged, 1 newly unknown\n")


def test_gitlab_has_everything_because_it_compares_itself() -> None:
    issues = json.loads(render("gitlab"))
    assert {issue["description"].split(":")[0] for issue in issues} >= {"aws_kms_key.data", "aws_kms_key.other"}


def test_markdown_says_what_is_new_and_what_was_fixed() -> None:
    text = render("markdown")
    assert "\n## ❌ riveter: 1 new, 1 fixed, 1 unchanged, 1 newly unknown since main (0123456789)\n" in text
    assert "| high | 1 | 1 | 1 |  |\n" in text
    assert "| medium |  |  |  | 1 |\n" in text
    assert "- `aws_kms_key.old`: KMS keys must have rotation enabled (high)\n" in text
    assert "aws_kms_key.other" not in text
    assert "## ✅ riveter: 0 new, 0 fixed, 1 unchanged since main" in render("markdown", NOTHING_NEW)


def test_a_hostile_name_of_a_base_is_harmless() -> None:
    scan = msgspec.structs.replace(NOTHING_NEW, diff=Comparison("x`<img src=x>@all\u202e", COMMIT))
    assert "<img" not in render("markdown", scan)
    for name in ("text", "github", "table"):
        assert "\u202e" not in render(name, scan)


def test_build_servers_see_no_failure_where_nothing_is_new() -> None:
    assert 'failures="0"' in render("junit", NOTHING_NEW)
    assert "unchanged: the base has it too" in render("junit", NOTHING_NEW)
    assert "# SKIP unchanged" in render("tap", NOTHING_NEW)
    assert 'failures="1"' in render("junit")


def test_csv_has_a_column_for_the_status() -> None:
    rows = list(csv_module.DictReader(io.StringIO(render("csv"))))
    assert [row["status"] for row in rows] == ["unchanged", "new", "unchanged", "new", "unchanged"]
    assert {row["status"] for row in csv_module.DictReader(io.StringIO(render("csv", result())))} == {""}


@pytest.mark.parametrize("name", sorted(formats.FORMATS))
def test_a_rule_that_crashed_is_told_even_if_it_did_before(name: str) -> None:
    crashed = status(FAILED, "unchanged", outcome=Outcome.ERROR, message="crashed")
    scan = result((crashed,), (msgspec.structs.replace(RULES[1], failed=0, errors=1),), diff=Comparison("main", COMMIT))
    assert "aws_kms_key.data" in render(name, scan)


def test_html_says_what_is_new_and_marks_each_finding() -> None:
    page = render("html")
    assert "Compared with main (0123456789): 1 new, 1 fixed, 1 unchanged, 1 newly unknown</p>" in page
    assert "<title>riveter: failed</title>" in page
    assert '"st":"new"' in page
    assert "<title>riveter: nothing new</title>" in render("html", NOTHING_NEW)
    assert '"st"' not in render("html", result())
