"""The engine: verdicts, findings, summaries."""

from __future__ import annotations

from riveter.engine import run
from riveter.findings import Outcome
from riveter.rules.reader import parse_rules
from riveter.source import SourceFile
from riveter.values import Unknown
from tests.rules.conftest import make_resource


def rules(text: str):  # type: ignore[no-untyped-def]
    result = parse_rules(SourceFile("rules.yml", text, "rules.yml"))
    assert not result.diagnostics, result.diagnostics
    return result.rules.rules


ROTATION = """
- name: Keys must rotate
  resource_type: aws_kms_key
  assertions:
    - {key: enable_key_rotation, operator: equals, value: true}
"""


def test_a_resource_that_fulfils_a_rule_passes_and_one_that_does_not_fails() -> None:
    good = make_resource("aws_kms_key.good", {"enable_key_rotation": "true"})
    bad = make_resource("aws_kms_key.bad", {"enable_key_rotation": False})
    result = run([good, bad], rules(ROTATION))
    assert [(f.resource.address, f.outcome) for f in result.findings] == [
        ("aws_kms_key.good", Outcome.PASS),
        ("aws_kms_key.bad", Outcome.FAIL),
    ]
    failed = result.findings[1].assertions[0]
    assert (failed.key, failed.expected, failed.actual, failed.message) == (
        "enable_key_rotation", True, False, "is false, expected true",
    )  # fmt: skip
    assert result.rules[0].outcome is Outcome.FAIL


def test_an_unknown_value_makes_the_verdict_unknown_with_its_reason() -> None:
    unset = make_resource("aws_kms_key.k", {"enable_key_rotation": Unknown("var.rotate has no value: variables.tf:3")})
    finding = run([unset], rules(ROTATION)).findings[0]
    assert finding.outcome is Outcome.UNKNOWN
    assert finding.assertions[0].unknown_reason == "var.rotate has no value: variables.tf:3"
