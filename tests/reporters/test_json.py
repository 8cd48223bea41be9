"""The JSON report follows its published schema."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import jsonschema
import msgspec
import pytest

from riveter.core.causes import KINDS, UnknownExpansion, UnsetVariable
from riveter.core.diagnostics import Diagnostic
from riveter.core.origins import ValueOrigin
from riveter.core.source import Span
from riveter.findings import AssertionResult, Outcome
from riveter.reporters import json as json_report
from riveter.reporters import json_schema, wording
from riveter.reporters.interface import RenderOptions
from tests.reporters.samples import FAILED, KEY, RULES, result


def report(scan: Any = None) -> Any:
    text = "".join(json_report.render(scan or result(), RenderOptions()))
    parsed = json.loads(text)
    jsonschema.Draft202012Validator(json_schema.schema()).validate(parsed)
    return parsed


def test_the_schema_is_a_valid_schema_and_refuses_what_is_not_a_report() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema.schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema_version": "2"}, json_schema.schema())


def test_the_summary_counts_rules_resources_files_and_findings() -> None:
    document = report()
    assert document["schema_version"] == "1"
    assert document["tool"]["name"] == "riveter"
    assert document["summary"] == {
        "rules_passed": 1,
        "rules_failed": 1,
        "rules_unknown": 1,
        "rules_error": 0,
        "rules_suppressed": 1,
        "rules_not_applicable": 1,
        "resources": 4,
        "files": 2,
        "findings": {"pass": 1, "fail": 1, "unknown": 1, "suppressed": 1, "error": 0},
    }


def test_a_finding_has_its_resource_assertions_locations_and_provenance() -> None:
    failed = report()["findings"][1]
    assert failed["rule_id"] == "kms-key-rotation"
    assert failed["outcome"] == "fail"
    assert failed["resource"] == {
        "address": "aws_kms_key.data",
        "type": "aws_kms_key",
        "name": "data",
        "module": "",
        "root": "",
        "file": "storage.tf",
        "line": 5,
        "end_line": 8,
    }
    (assertion,) = failed["assertions"]
    assert assertion["location"] == {"file": "storage.tf", "line": 7, "column": 25, "end_line": 7, "end_column": 35}
    assert assertion["expected"] is True
    assert assertion["actual"] is False
    assert assertion["provenance"][0] == {
        "what": "var.rotate",
        "file": "variables.tf",
        "line": 2,
        "column": 13,
        "how": "default",
        "origin": "default",
        "value": "false",
    }


def test_findings_of_every_outcome_are_listed_in_the_order_given() -> None:
    assert [finding["outcome"] for finding in report()["findings"]] == ["pass", "fail", "unknown", "suppressed"]


def test_a_suppressed_finding_keeps_its_reason_and_what_it_was() -> None:
    suppressed = report()["findings"][3]
    assert suppressed["suppressed_outcome"] == "fail"
    assert suppressed["suppression"]["until"] == "2027-03-31"
    assert suppressed["suppression"]["line"] == 1


def test_every_rule_is_listed_with_its_counts() -> None:
    rules = report()["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in RULES]
    assert {name: rules[1][name] for name in ("pass", "fail", "unknown")} == {"pass": 1, "fail": 1, "unknown": 0}
    assert rules[1]["metadata"]["frameworks"] == {"soc2": ["CC6.1"]}


def test_diagnostics_are_in_the_document() -> None:
    found = report(
        result(
            diagnostics=(Diagnostic("error", "Broken", "why", Span("a.tf", 1, 2, 1, 3), "fix"), Diagnostic("note", "x"))
        )
    )
    assert found["diagnostics"][0] == {
        "severity": "error",
        "summary": "Broken",
        "detail": "why",
        "hint": "fix",
        "file": "a.tf",
        "line": 1,
        "column": 2,
        "end_line": 1,
        "end_column": 3,
    }
    assert found["diagnostics"][1]["file"] is None


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2**80, 2**80),
        (float("nan"), None),
        ("\ud800", "\\ud800"),
        ({"a": [1, None, {"b": "\x1b\u202e"}]}, {"a": [1, None, {"b": "\x1b\u202e"}]}),
        ((1, 2), [1, 2]),
        (complex(1, 2), "(1+2j)"),
        (Fraction(1, 4), 0.25),
        (Decimal(7), 7),
    ],
)
def test_any_value_is_written_as_valid_json(value: Any, written: Any) -> None:
    finding = msgspec.structs.replace(
        FAILED, assertions=(AssertionResult("k", "equals", Outcome.FAIL, expected=value, actual=value),)
    )
    assert report(result((finding,)))["findings"][0]["assertions"][0]["actual"] == written


def test_a_value_nested_a_thousand_deep_is_cut_rather_than_crashing() -> None:
    value: Any = "x"
    for _ in range(1000):
        value = [value]
    finding = msgspec.structs.replace(FAILED, assertions=(AssertionResult("k", "equals", Outcome.FAIL, actual=value),))
    assert "…" in json.dumps(report(result((finding,))), ensure_ascii=False)


def test_the_document_can_be_printed_safely_and_is_the_same_every_time() -> None:
    finding = msgspec.structs.replace(FAILED, message="\x9b2J\u202e", resource=msgspec.structs.replace(KEY, span=None))
    first = "".join(json_report.render(result((finding,)), RenderOptions()))
    assert "\x9b" not in first
    assert "\u202e" not in first
    assert first == "".join(json_report.render(result((finding,)), RenderOptions()))
    assert report(result((finding,)))["findings"][0]["message"] == "\x9b2J\u202e"


def test_the_schema_names_every_kind_of_cause_and_every_origin() -> None:
    described = json_schema.schema()["$defs"]["unknownCause"]["properties"]
    assert described["kind"]["examples"] == list(KINDS)
    origins = json_schema.schema()["$defs"]["assertion"]["properties"]["provenance"]["items"]["properties"]["origin"]
    assert origins["examples"] == [how.value for how in ValueOrigin]


def test_a_resource_that_may_not_exist_says_why_as_data() -> None:
    cause = UnknownExpansion("count", UnsetVariable("n"), span=Span("main.tf", 4, 3, 4, 8))
    finding = msgspec.structs.replace(FAILED, outcome=Outcome.UNKNOWN, existence=cause)
    written = json_report.finding(finding)
    assert written["existence"] == {
        "kind": "expansion",
        "argument": "count",
        "cause": {"kind": "unset_variable", "variable": "n"},
        "location": {"file": "main.tf", "line": 4, "column": 3, "end_line": 4, "end_column": 8},
    }
    assert wording.reason(finding) == "not known: count at main.tf:4 is unknown: var.n has no value"
