"""Every format: read back by a consumer that is not ours, and safe whatever the input holds."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import junitparser
import msgspec
import pytest
from markdown_it import MarkdownIt

from riveter.api import ScanResult
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile, Span
from riveter.findings import AssertionResult, Outcome
from riveter.reporters import formats
from riveter.reporters.github import command
from riveter.reporters.interface import RenderOptions
from riveter.reporters.markdown import LIMIT
from riveter.reporters.sanitize import is_safe
from tests.reporters.hostile import HOSTILE, many
from tests.reporters.samples import FAILED, KEY, PASSED, RULES, STORAGE, SUPPRESSED, UNKNOWN, result, span

SARIF_SCHEMA = json.loads((Path(__file__).parents[1] / "data/sarif/sarif-2.1.0-rtm.5.json").read_text("utf-8"))
BROKEN = (Diagnostic("error", "Unclosed block", "It begins here.", Span("a b.tf", 3, 2, 3, 3), "Close it."),)


def report(format: str, scan: ScanResult | None = None, **options: Any) -> str:
    return "".join(formats.load(format)(scan or result(), RenderOptions(**options)))


# --- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize("format", formats.FORMATS)
def test_the_same_result_gives_the_same_bytes(format: str) -> None:
    assert report(format) == report(format)


@pytest.mark.parametrize("format", formats.FORMATS)
def test_nothing_to_report_is_a_report(format: str) -> None:
    assert report(format, result((), ())).endswith("\n")


@pytest.mark.parametrize("format", [name for name in formats.FORMATS if name != "html"])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_text_of_the_input_is_written_raw(format: str, unicode: bool) -> None:
    text = report(format, HOSTILE, verbose=True, unicode=unicode)
    text.encode("utf-8")
    # Word joiners, CRLF and GitHub's commands are written by the reports themselves.
    for line in text.replace("\u2060", "").replace("\r\n", "\n").split("\n"):
        assert is_safe(line.removeprefix("::") if format == "github" else line)
    assert "##vso[" not in text
    if format != "github":
        assert not re.search(r"^\s*::", text, re.MULTILINE)


@pytest.mark.parametrize("format", formats.FORMATS)
def test_a_secret_literal_is_in_no_report(format: str) -> None:
    source = SourceFile("db.tf", 'resource "aws_db_instance" "x" {\n  password = "hunter2"\n}\n', "db.tf")
    secret = AssertionResult(
        "password",
        "not_looks_like_secret",
        Outcome.FAIL,
        actual="(sensitive)",
        location=source.span(46, 55),
        sensitive=True,
    )
    assert source.text[46:55] == '"hunter2"'
    text = report(
        format, result((msgspec.structs.replace(FAILED, assertions=(secret,)),), source={"db.tf": source}.get)
    )
    assert "hunter2" not in text


@pytest.mark.parametrize(
    ("path", "format"), [("a.json", "json"), ("a.SARIF", "sarif"), ("a.gitlab.json", "gitlab"), ("x", None)]
)
def test_a_file_name_says_its_format(path: str, format: str | None) -> None:
    assert formats.by_extension(path) == format


@pytest.mark.parametrize("format", [name for name in formats.FORMATS if name not in ("json", "jsonl")])
def test_every_format_says_in_which_environment_a_finding_holds(format: str) -> None:
    both = ("dev", "production")
    somewhere = msgspec.structs.replace(FAILED, environments=("production",))
    everywhere = msgspec.structs.replace(FAILED, environments=both)
    assert "production" in report(format, result((somewhere,), environments=both))
    assert ("production" in report(format, result((everywhere,), environments=both))) is (
        format in ("csv", "html", "sarif")
    )


@pytest.mark.parametrize("format", ["junit", "tap"])
def test_no_two_tests_of_a_rule_have_the_same_name(format: str) -> None:
    runs = [
        msgspec.structs.replace(FAILED, outcome=outcome, environments=(name,))
        for outcome, name in ((Outcome.PASS, "dev"), (Outcome.FAIL, "prod"))
    ]
    text = report(format, result(tuple(runs), environments=("dev", "prod")))
    if format == "junit":
        names = [case.name for suite in junit(result(tuple(runs), environments=("dev", "prod"))) for case in suite]
    else:
        names = re.findall(r"ok \d+ - kms-key-rotation (.*)", text)
    assert names == ["aws_kms_key.data (in dev)", "aws_kms_key.data (in prod)"]


# --- table ----------------------------------------------------------------------------------------


def test_the_table_has_a_line_for_each_finding_that_needs_attention() -> None:
    lines = report("table").splitlines()
    assert lines[0].split() == ["OUTCOME", "SEVERITY", "RULE", "RESOURCE", "LOCATION"]
    assert lines[1].split() == ["FAIL", "high", "kms-key-rotation", "aws_kms_key.data", "storage.tf:7:25"]
    assert lines[2].split() == ["unknown", "medium", "lambda-kms", "aws_lambda_function.processor", "storage.tf:11:17"]
    assert len([line for line in report("table", verbose=True).splitlines() if ".tf:" in line]) == 4


def test_the_table_has_a_column_for_environments_where_they_differ() -> None:
    scan = result((msgspec.structs.replace(FAILED, environments=("prod",)), UNKNOWN), environments=("dev", "prod"))
    for width in (None, 76, 100):
        lines = report("table", scan, width=width).splitlines()
        assert lines[0].endswith("ONLY IN")
        assert next(line for line in lines if line.startswith("FAIL")).endswith("prod")
        assert max(map(len, lines)) <= (width or 100)
    assert "\nONLY IN   prod\n" in report("table", scan, width=75)


@pytest.mark.parametrize("width", [69, 74, 80, 90, 200])
def test_the_table_fits_the_terminal_and_keeps_all_of_a_name(width: int) -> None:
    lines = report("table", width=width).partition("\n\n")[0].splitlines()
    assert max(map(len, lines)) <= width
    start, end = lines[0].index("RESOURCE"), lines[0].index("LOCATION")
    assert "".join(line[start:end].strip() for line in lines[2:]) == "aws_kms_key.dataaws_lambda_function.processor"
    assert "".join(line[end:].strip() for line in lines[2:]) == "storage.tf:7:25storage.tf:11:17"


# --- JSON Lines -----------------------------------------------------------------------------------


def test_json_lines_hold_what_the_json_report_holds() -> None:
    rows = [json.loads(line) for line in report("jsonl").splitlines()]
    document = json.loads(report("json"))
    kinds = [row.pop("type") for row in rows]
    assert kinds[0] == "header"
    assert kinds[-1] == "summary"
    assert rows[-1] == document["summary"]
    assert [row for kind, row in zip(kinds, rows, strict=True) if kind == "finding"] == document["findings"]
    assert [row for kind, row in zip(kinds, rows, strict=True) if kind == "rule"] == document["rules"]


# --- SARIF ----------------------------------------------------------------------------------------


def sarif(scan: ScanResult | None = None, **options: Any) -> Any:
    document = json.loads(report("sarif", scan, **options))
    jsonschema.validators.validator_for(SARIF_SCHEMA)(SARIF_SCHEMA).validate(document)
    return document["runs"][0]


@pytest.mark.parametrize(
    "scan", [result(), result((), ()), HOSTILE, result(diagnostics=BROKEN)], ids=["usual", "empty", "hostile", "broken"]
)
def test_sarif_follows_the_official_schema(scan: ScanResult) -> None:
    sarif(scan)


def test_sarif_has_the_region_of_the_attribute_and_the_address() -> None:
    failed = sarif()["results"][0]
    assert failed["ruleId"] == "kms-key-rotation"
    assert failed["kind"] == "fail"
    assert failed["level"] == "error"
    (location,) = failed["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "storage.tf", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7, "startColumn": 25, "endLine": 7, "endColumn": 35},
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "aws_kms_key.data"
    assert failed["partialFingerprints"] == {"riveterFinding/v1": "a1b2c3"}


def test_sarif_tells_provenance_as_a_flow_from_the_value_to_the_attribute() -> None:
    (flow,) = sarif()["results"][0]["codeFlows"]
    steps = [step["location"] for step in flow["threadFlows"][0]["locations"]]
    assert [step["physicalLocation"]["artifactLocation"]["uri"] for step in steps] == [
        "prod.tfvars",
        "variables.tf",
        "storage.tf",
    ]
    assert [step["message"]["text"] for step in steps[:2]] == ["var.rotate is false", "var.rotate (default)"]
    assert steps[2]["message"]["text"] == "enable_key_rotation is false, expected true"


def test_sarif_says_which_resource_it_is_about_and_what_is_wrong() -> None:
    lines = sarif()["results"][0]["message"]["text"].splitlines()
    assert lines[:2] == [
        "aws_kms_key.data: KMS keys must have rotation enabled",
        "enable_key_rotation is false, expected true (storage.tf:7:25)",
    ]


def test_sarif_links_to_the_other_places_of_a_finding() -> None:
    places = [span(STORAGE, "var.rotate"), span(STORAGE, '"Data key"'), span(STORAGE, '"Data key"'), KEY.span]
    said = tuple(
        AssertionResult(f"key{number}", "exists", Outcome.FAIL, detail="is not set", location=place)
        for number, place in enumerate(places)
    )
    (found,) = sarif(result((msgspec.structs.replace(FAILED, assertions=said),)))["results"]
    related = {item["id"]: item["physicalLocation"]["region"]["startLine"] for item in found["relatedLocations"]}
    assert related == {1: 6, 2: 5}
    assert found["message"]["text"].splitlines()[1:] == [
        "key0 is not set (storage.tf:7:25)",
        "key1 is not set ([storage.tf:6:25](1))",
        "key2 is not set ([storage.tf:6:25](1))",
        "key3 is not set ([storage.tf:5:1](2))",
    ]


def test_sarif_columns_count_as_editors_do() -> None:
    """In UTF-16 code units: a character beyond the basic plane counts twice."""
    text = 'a = "\U0001f511\U0001f511é" + var.rotate\n'
    source = SourceFile("k.tf", text, "k.tf")
    start = text.index("var")
    place = source.span(start, start + len("var.rotate"))
    finding = msgspec.structs.replace(
        FAILED, assertions=(AssertionResult("a", "exists", Outcome.FAIL, location=place),)
    )
    run = sarif(result((finding,), source={"k.tf": source}.get))
    assert run["columnKind"] == "utf16CodeUnits"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    units = text.encode("utf-16-le")
    shown = units[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)].decode("utf-16-le")
    assert shown == "var.rotate"


def test_sarif_regions_of_several_lines_end_where_the_last_line_does() -> None:
    source = SourceFile("k.tf", 'x = [\n  "\U0001f511", "b"] # end\n', "k.tf")
    place = source.span(4, source.text.index("]") + 1)
    finding = msgspec.structs.replace(
        FAILED, assertions=(AssertionResult("x", "exists", Outcome.FAIL, location=place),)
    )
    run = sarif(result((finding,), source={"k.tf": source}.get))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 5, "endLine": 2, "endColumn": 13}


@pytest.mark.parametrize("format", ["sarif", "github", "gitlab", "junit"])
def test_services_are_told_where_files_are_in_the_repository(format: str) -> None:
    text = report(format, result(diagnostics=BROKEN), in_repository=lambda name: f"infra/{name}")
    assert "infra/storage.tf" in text
    assert ("infra/a%20b.tf" if format == "sarif" else "infra/a b.tf") in text
    if format == "sarif":
        uris = re.findall(r'"uri": "([^"]*tf[^"]*)"', text)
        assert len(uris) > 5
        assert all(uri.startswith("infra/") for uri in uris)


def test_sarif_rules_have_levels_severities_tags_and_help() -> None:
    run = sarif()
    rule = run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]
    assert rule["id"] == "kms-key-rotation"
    assert rule["defaultConfiguration"]["level"] == "error"
    assert rule["properties"]["security-severity"] == "8.0"
    assert rule["properties"]["tags"] == ["security", "soc2"]
    assert rule["properties"]["controls"] == {"soc2": ["CC6.1"]}
    assert "Set `enable_key_rotation = true`." in rule["help"]["markdown"]
    assert rule["helpUri"] == "https://example.com/rule"


def test_sarif_marks_unknown_as_open_and_leaves_out_what_passed() -> None:
    results = {item["ruleId"]: item for item in sarif()["results"]}
    assert "s3-bucket-name" not in results
    assert results["lambda-kms"]["kind"] == "open"
    assert results["lambda-kms"]["level"] == "none"
    assert "var.kms_key_id has no value" in results["lambda-kms"]["message"]["text"]
    failing = {item["ruleId"]: item for item in sarif(unknown_fails=True)["results"]}
    assert (failing["lambda-kms"]["kind"], failing["lambda-kms"]["level"]) == ("fail", "warning")
    assert "lambda-kms" not in {item["ruleId"] for item in sarif(show_unknown=False)["results"]}


def test_sarif_keeps_suppressed_findings_with_their_justification() -> None:
    suppressed = next(item for item in sarif()["results"] if item["ruleId"] == "s3-versioning")
    (suppression,) = suppressed["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["status"] == "accepted"
    assert suppression["justification"] == "raw data is thrown away, until 2027-03-31, data, DATA-1"
    # A reader that does not know suppressions counts no error, warning or note.
    assert (suppressed["kind"], suppressed["level"]) == ("informational", "none")
    assert suppressed["properties"]["severity"] == "critical"
    assert all(item["ruleId"] != "s3-versioning" for item in sarif(show_suppressed=False)["results"])


def test_sarif_names_its_tool_and_its_analysis() -> None:
    run = sarif()
    assert run["tool"]["driver"]["informationUri"] == "urn:riveter:tool"
    assert run["automationDetails"] == {"id": "riveter/"}
    run = sarif(category="infra/prod/", information_uri="https://git.example.com/riveter")
    assert run["tool"]["driver"]["informationUri"] == "https://git.example.com/riveter"
    assert run["automationDetails"] == {"id": "riveter/infra/prod/"}


@pytest.mark.slow
def test_sarif_keeps_within_the_limits_of_code_scanning() -> None:
    """GitHub takes 20 runs a file, 25,000 results a run and 20 tags a rule. More severe results come first."""
    of = functools.partial(msgspec.structs.replace, FAILED)
    low = [of(severity="low", fingerprint=f"l{number}") for number in range(24_000)]
    known = [of(status="unchanged", severity="critical", fingerprint=f"k{number}") for number in range(100)]
    high = [of(severity="high", fingerprint=f"h{number}") for number in range(2_000)]
    frameworks = {f"framework-{number}": [f"{number}.{control}" for control in range(50)] for number in range(30)}
    rule = msgspec.structs.replace(RULES[0], metadata={"frameworks": frameworks})
    document = json.loads(report("sarif", result((*low, *known, *high, SUPPRESSED), (rule, *RULES[1:]))))
    (run,) = document["runs"]
    assert len(run["results"]) == 25_000
    severities = Counter(item["properties"]["severity"] for item in run["results"])
    assert severities == {"high": 2_000, "low": 23_000}
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (
        note["message"]["text"] == "1,101 results are left out: a run may have 25,000. The most severe ones are here."
    )
    (written, *others) = [item["properties"] for item in run["tool"]["driver"]["rules"]]
    assert len(written["tags"]) == 20
    assert written["tags"][:2] == ["security", "framework-0"]
    assert written["controls"] == frameworks
    assert all(len(item["tags"]) <= 20 for item in others)


def test_sarif_says_of_a_usual_scan_that_nothing_is_left_out() -> None:
    assert "left out" not in report("sarif")


def test_sarif_says_that_the_run_was_not_successful_and_why() -> None:
    (invocation,) = sarif(result(diagnostics=BROKEN), exit_code=2)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 2
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["level"] == "error"
    assert notification["message"]["text"] == "Unclosed block\nIt begins here.\nClose it."
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.tf"
    assert sarif()["invocations"][0]["executionSuccessful"] is True


def test_sarif_tells_of_a_rule_that_crashed() -> None:
    crashed = msgspec.structs.replace(FAILED, outcome=Outcome.ERROR, message="no such thing", assertions=())
    run = sarif(result((crashed,)))
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"] is False
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["associatedRule"] == {"id": "kms-key-rotation", "index": 1}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a/b c.tf", "a/b%20c.tf"),
        ("modules/ü#?.tf", "modules/%C3%BC%23%3F.tf"),
        ("a:b.tf", "a%3Ab.tf"),
        ("/abs/x.tf", "file:///abs/x.tf"),
        ("C:/x/y.tf", "file:///C:/x/y.tf"),
    ],
)
def test_sarif_paths_are_valid_uris(path: str, uri: str) -> None:
    moved = msgspec.structs.replace(
        FAILED, assertions=(AssertionResult("k", "exists", Outcome.FAIL, location=Span(path, 1, 1, 1, 2)),)
    )
    location = sarif(result((moved,)))["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_sarif_messages_hold_neither_links_nor_placeholders() -> None:
    texts = [item["message"]["text"] for item in sarif(HOSTILE)["results"]]
    links = [link for text in texts for link in re.findall(r"\]\(([^)]*)", text)]
    assert all(link.isdecimal() for link in links)
    assert not any(re.search(r"(?<!\{)\{\d+\}", text) for text in texts)


# --- JUnit ----------------------------------------------------------------------------------------


def junit(scan: ScanResult | None = None, **options: Any) -> junitparser.JUnitXml:
    return junitparser.JUnitXml.fromstring(report("junit", scan, **options).encode())


def test_junit_has_a_suite_for_each_rule_and_a_case_for_each_resource() -> None:
    suites = list(junit())
    assert [suite.name for suite in suites][:2] == [
        "S3 buckets must have a name",
        "KMS keys must have rotation enabled",
    ]
    (case,) = list(suites[1])
    assert (case.name, case.classname) == ("aws_kms_key.data", "kms-key-rotation")
    (failure,) = case.result
    assert isinstance(failure, junitparser.Failure)
    assert failure.type == "high"
    assert "storage.tf:7:25" in failure.text
    assert next(iter(suites[0])).is_passed


def test_junit_counts_what_it_holds() -> None:
    parsed = junit(result(diagnostics=BROKEN))
    claimed = (parsed.tests, parsed.failures, parsed.errors, parsed.skipped)
    parsed.update_statistics()  # type: ignore[no-untyped-call]
    assert claimed == (parsed.tests, parsed.failures, parsed.errors, parsed.skipped) == (5, 1, 1, 2)


def test_junit_skips_unknown_and_suppressed_with_the_reason() -> None:
    by_name = {case.classname: case for suite in junit() for case in suite}
    assert by_name["lambda-kms"].is_skipped
    assert by_name["lambda-kms"].result[0].message == "not known: var.kms_key_id has no value: variables.tf:14"
    assert "raw data is thrown away" in by_name["s3-versioning"].result[0].message
    failing = {case.classname: case for suite in junit(unknown_fails=True) for case in suite}
    assert failing["lambda-kms"].is_failure


def test_junit_is_well_formed_whatever_the_input_holds() -> None:
    root = ElementTree.fromstring(report("junit", HOSTILE))
    assert {element.tag for element in root.iter()} == {
        "testsuites", "testsuite", "testcase", "failure", "error", "skipped",
    }  # fmt: skip


# --- GitHub ---------------------------------------------------------------------------------------

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)\Z")


def test_github_annotates_the_line_of_each_finding() -> None:
    lines = report("github", result(diagnostics=BROKEN)).splitlines()
    assert lines[0].startswith("::error file=a b.tf,line=3,")
    failed = COMMAND.match(lines[1])
    assert failed
    assert failed[1] == "error"
    assert (
        failed[2]
        == "file=storage.tf,line=7,endLine=7,col=25,endColumn=35,title=KMS keys must have rotation enabled (high)"
    )
    assert failed[3].split("%0A")[1] == "enable_key_rotation is false, expected true (storage.tf:7:25)"
    assert lines[2].startswith("::notice file=storage.tf,line=11,")
    assert lines[3].startswith("Summary: 1 rule passed, 1 failed")


def test_github_is_told_the_worst_first_because_it_shows_ten_of_a_level() -> None:
    severities = ["info", "low", "medium", "high", "critical"] * 8
    found = tuple(
        msgspec.structs.replace(FAILED, severity=severity, fingerprint=str(number))
        for number, severity in enumerate(severities)
    )
    unknown = tuple(msgspec.structs.replace(UNKNOWN, severity="critical") for _ in range(3))
    lines = report("github", result((*unknown, *found))).splitlines()
    commands = [match for match in map(COMMAND.match, lines) if match]
    assert [match[2].rpartition("(")[2].rstrip(")") for match in commands[:40:8]] == severities[4::-1]
    assert [match[1] for match in commands[-3:]] == ["notice"] * 3
    # 16 errors, 8 warnings and 19 notices.
    assert "GitHub shows 10 annotations of each level; 15 more are in this log and in the reports." in lines
    assert "GitHub shows" not in report("github")


def test_github_annotations_are_cut_to_what_can_be_read() -> None:
    huge = msgspec.structs.replace(FAILED, message="%" * 200_000, rule_name="n" * 200_000)
    (line, *_) = report("github", result((huge,))).splitlines()
    assert COMMAND.match(line)
    assert len(line) < 16_000


def test_github_commands_can_not_be_made_by_the_input() -> None:
    lines = report("github", HOSTILE).splitlines()
    assert len(lines) == 6
    for line in lines[:-1]:
        match = COMMAND.match(line)
        assert match, line
        assert {part.partition("=")[0] for part in match[2].split(",")} <= {
            "file",
            "line",
            "endLine",
            "col",
            "endColumn",
            "title",
        }


def test_github_escapes_what_separates_properties() -> None:
    assert command("error", "50%\r\n", "a:b,c%", None, RenderOptions()) == "::error title=a%3Ab%2Cc%25::50%25%0A\n"


# --- GitLab ---------------------------------------------------------------------------------------


def test_gitlab_issues_have_what_the_merge_request_shows() -> None:
    issues = json.loads(report("gitlab", result(diagnostics=BROKEN)))
    assert [(issue["check_name"], issue["severity"]) for issue in issues] == [
        ("kms-key-rotation", "critical"),
        ("lambda-kms", "info"),
        ("riveter-input", "blocker"),
    ]
    assert issues[0]["location"] == {"path": "storage.tf", "lines": {"begin": 7, "end": 7}}
    assert issues[0]["description"] == "aws_kms_key.data: KMS keys must have rotation enabled"


def test_gitlab_fingerprints_are_unique_and_stable() -> None:
    first = [issue["fingerprint"] for issue in json.loads(report("gitlab", result((FAILED, FAILED, UNKNOWN))))]
    assert len(set(first)) == 3
    assert first == [issue["fingerprint"] for issue in json.loads(report("gitlab", result((FAILED, FAILED, UNKNOWN))))]


# What GitLab's documentation asks of a report; what lacks any of it is dropped without a word.
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32,64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./|/)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize(
    "scan", [result(), result((), ()), HOSTILE, result(diagnostics=BROKEN), many(2_000)],
    ids=["usual", "empty", "hostile", "broken", "many"],
)  # fmt: skip
def test_gitlab_takes_every_issue(scan: ScanResult) -> None:
    issues = json.loads(report("gitlab", scan))
    jsonschema.Draft202012Validator(CODE_QUALITY).validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


# --- Markdown -------------------------------------------------------------------------------------


def test_markdown_shows_the_finding_with_its_source_and_its_remedy() -> None:
    text = report("markdown")
    assert text.startswith("<!-- riveter-report -->\n## ❌ riveter: 1 rule passed, 1 failed, 1 unknown")
    assert "| high | 1 |" in text
    assert "`aws_kms_key.data` `storage.tf:7:25`" in text
    assert "   7   enable_key_rotation = var.rotate\n```" in text
    assert "Set `enable_key_rotation = true`." in text


def test_markdown_of_a_clean_run_is_short_and_green() -> None:
    text = report("markdown", result((PASSED,), RULES[:1]))
    assert "## ✅ riveter: 1 rule passed, 0 failed" in text
    assert "<details" not in text


@pytest.mark.parametrize("number", [1_000, 20_000])
def test_markdown_always_fits_a_comment_and_counts_what_does_not(number: int) -> None:
    text = report("markdown", many(number))
    assert len(text) < LIMIT
    assert text.count("<details") == text.count("</details>") > 1
    assert re.search(r"… and \d+ more of this rule|… and \d+ more findings of \d+ rules", text)


def test_markdown_fits_with_enormous_messages_rules_and_diagnostics() -> None:
    huge = "x" * 200_000
    finding = msgspec.structs.replace(FAILED, message=huge, rule_name=huge, remediation=huge)
    diagnostics = tuple(Diagnostic("error", f"{n} {huge}") for n in range(3))
    assert len(report("markdown", result((finding,) * 30, RULES, diagnostics))) < LIMIT


def markup(text: str) -> tuple[set[str], list[str], str]:
    """The HTML tags and the links that a Markdown reader finds, and the text it shows."""
    tags: set[str] = set()
    links: list[str] = []
    shown: list[str] = []
    stack = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    while stack:
        token = stack.pop(0)
        if token.type in ("html_block", "html_inline"):
            tags.update(re.findall(r"<(/?[\w!]+)", token.content))
        elif token.type in ("link_open", "image"):
            links.append(str(token.attrs))
        elif token.type == "text":
            shown.append(token.content)
        stack[:0] = token.children or []
    return tags, links, "\n".join(shown)


def test_markdown_from_the_input_is_text_only() -> None:
    text = report("markdown", HOSTILE)
    tags, links, shown = markup(text)
    assert tags == {"!", "details", "/details", "summary", "/summary", "b", "/b"}
    # The remedy is Markdown of the rule's author: its link is the only one.
    assert set(links) == {"{'href': 'http://evil.example'}"}
    assert not re.search(r"@\w", shown)
    assert text.count("\n<details") == text.count("\n</details>\n") == 3


def test_markdown_shows_the_input_as_it_is_written() -> None:
    for evil in (
        "*a* _b_ [c](d) <e> `f` #1 ~g~ a|b 1. x & &amp; \\\\",
        "# h",
        "> q",
        "- [ ] task",
        "![i](j)",
        "<!-- x -->",
    ):
        finding = msgspec.structs.replace(FAILED, message=evil, remediation="")
        tags, links, shown = markup(report("markdown", result((finding,))))
        assert evil in shown.replace("\n", "") or evil.removeprefix("- ") in shown.replace("\n", "")
        assert not links
        assert tags <= {"!", "details", "/details", "summary", "/summary", "b", "/b"}


# --- CSV ------------------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_finding_of_every_outcome() -> None:
    rows = list(csv.DictReader(io.StringIO(report("csv"), newline="")))
    assert [row["outcome"] for row in rows] == ["pass", "fail", "unknown", "suppressed"]
    assert rows[1]["address"] == "aws_kms_key.data"
    assert (rows[1]["file"], rows[1]["line"], rows[1]["column"]) == ("storage.tf", "7", "25")
    assert rows[3]["suppression"] == "raw data is thrown away"


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_csv_cells_are_never_formulas(start: str) -> None:
    finding = msgspec.structs.replace(FAILED, message=start)
    (row,) = csv.DictReader(io.StringIO(report("csv", result((finding,))), newline=""))
    assert row["message"].lstrip()[0] not in "=+-@\t\r＝"


def test_csv_rows_stay_rows_whatever_the_input_holds() -> None:
    rows = list(csv.reader(io.StringIO(report("csv", HOSTILE), newline="")))
    assert len(rows) == 1 + len(HOSTILE.findings)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert rows[0] == next(csv.reader(io.StringIO(report("csv"), newline="")))


# --- TAP ------------------------------------------------------------------------------------------


def test_tap_has_a_test_for_each_finding() -> None:
    lines = report("tap").splitlines()
    assert lines[:2] == ["TAP version 13", "1..4"]
    assert lines[2] == "ok 1 - s3-bucket-name aws_s3_bucket.raw"
    assert lines[3] == "not ok 2 - kms-key-rotation aws_kms_key.data"
    assert (
        "ok 3 - lambda-kms aws_lambda_function.processor # SKIP not known: var.kms_key_id has no value: variables.tf:14"
        in lines
    )


@pytest.mark.skipif(shutil.which("prove") is None, reason="needs Perl's TAP harness, `prove`")
@pytest.mark.parametrize(
    ("scan", "code", "words"),
    [
        (result((PASSED, UNKNOWN)), 0, "All tests successful"),
        (result(), 1, "Failed test:  2"),
        (result((PASSED,), diagnostics=BROKEN), 1, "Failed test:  2"),
        (result((), ()), 0, "skipped: nothing matched"),
    ],
)
def test_tap_is_read_by_the_perl_harness(tmp_path: Path, scan: ScanResult, code: int, words: str) -> None:
    (tmp_path / "scan.tap").write_text(report("tap", scan), "utf-8")
    shown = subprocess.run(
        ["prove", "--verbose", "--exec", "cat", "scan.tap"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert words in shown.stdout + shown.stderr
    assert bool(shown.returncode) == bool(code)
    assert "Parse errors" not in shown.stdout


def test_tap_lines_stay_lines_whatever_the_input_holds() -> None:
    lines = report("tap", HOSTILE).splitlines()
    assert lines[1] == "1..6"
    assert sum(line.startswith(("ok ", "not ok ")) for line in lines) == 6
    assert all(re.match(r"(not )?ok \d+ - |  |TAP version 13|1\.\.6", line) for line in lines)
