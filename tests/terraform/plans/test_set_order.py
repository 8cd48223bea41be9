"""A plan keeps the blocks of a set in an order of its own, as Terraform 1.11 does with provider 5.100: [30, 365, 90] for 30, 90, 365."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from riveter.api import ScanOptions, Targets, scan
from tests.terraform.plans.test_plan_alone import change, plan

LIFECYCLE = "aws_s3_bucket_lifecycle_configuration"


def verdict(condition: str, days: list[Any], folder: Path, *, type: str = LIFECYCLE, source: str = "") -> str:
    """The outcome of one condition for a lifecycle configuration in a plan, or in the source of that text."""
    rules = f"- {{id: r, name: r, resource_type: {type}, assertions: [{condition}]}}\n"
    (folder / "rules.yml").write_text(rules, "utf-8")
    transitions = [{"days": each, "storage_class": "GLACIER"} for each in days]
    after = {"bucket": "b", "rule": [{"id": "r", "status": "Enabled", "transition": transitions}]}
    target = folder / ("main.tf" if source else "plan.json")
    target.write_text(source or plan([change(f"{type}.l", after=after)]), "utf-8")
    result = scan(ScanOptions(targets=Targets(paths=(str(target),), cache=False), rules=(str(folder / "rules.yml"),)))
    return ",".join(finding.outcome.value for finding in result.findings)


@pytest.mark.parametrize(
    ("condition", "days", "expected"),
    [
        ("{key: rule.0.transition.*.days, operator: sorted_ascending}", [30, 365, 90], "unknown"),
        ("{key: rule.0.transition.*.days, operator: sorted_ascending}", [30, 90, 365], "unknown"),
        ("{key: rule.0.transition.*.days, operator: sorted_descending}", [30, 90], "unknown"),
        ("{key: rule.0.transition.*.days, operator: sorted_ascending}", [30, 30], "pass"),
        ("{key: rule.0.transition.*.days, operator: sorted_ascending}", [30], "pass"),
        ("{each: rule, assertions: [{key: transition.*.days, operator: sorted_ascending}]}", [90, 30], "unknown"),
        ("{key: rule.0.transition.0.days, operator: equals, value: 30}", [30, 90], "unknown"),
        ("{key: rule.0.transition.0.days, operator: equals, value: 30}", [90, 30], "unknown"),
        ("{key: rule.0.transition.0.days, operator: equals, value: 30}", [30, 30], "pass"),
        ("{key: rule.0.transition.0.days, operator: equals, value: 30}", [30], "pass"),
        ("{key: rule.0.transition.0.days, operator: equals, value: 30}", [90], "fail"),
        ("{key: rule.0.transition.-1.days, operator: equals, value: 30}", [90, 30], "unknown"),
        ("{key: rule.0.transition.0.storage_class, operator: equals, value: GLACIER}", [90, 30], "pass"),
        ("{each: rule, assertions: [{key: transition.0.days, operator: equals, value: 30}]}", [30, 90], "unknown"),
        ("{key: rule.0.transition.*.days, operator: in, value: [30, 90], quantifier: all}", [30, 90], "pass"),
        ("{each: rule.0.transition.0, assertions: [{key: days, operator: equals, value: 30}]}", [30, 90], "unknown"),
        ("{each: rule.0.transition.0, assertions: [{key: days, operator: equals, value: 30}]}", [30], "pass"),
        (
            "{key: rule.0.transition.*.days, operator: equals, value_from: rule.0.transition.0.days, quantifier: any}",
            [30, 90],
            "unknown",
        ),
        (
            "{each: rule, assertions: [{key: transition.*.days, operator: equals,"
            " value_from: $.rule.0.transition.0.days, quantifier: any}]}",
            [30, 90],
            "unknown",
        ),
        ("{key: rule.0.transition.*.days, operator: unique}", [30, 90], "pass"),
        ("{key: rule.0.transition.*.days, operator: greater_than, value: 1}", [30, 90], "pass"),
    ],
)
def test_what_needs_an_order_is_unknown_in_a_plan(
    condition: str, days: list[int], expected: str, tmp_path: Path
) -> None:
    assert verdict(condition, days, tmp_path) == expected


def test_the_order_of_a_list_is_kept(tmp_path: Path) -> None:
    condition = "{key: rule.*.transition.*.days, operator: sorted_ascending}"
    assert verdict(condition, [30, 90], tmp_path, type="unheard_of_thing") == "pass"
    assert verdict(condition, [90, 30], tmp_path, type="unheard_of_thing") == "fail"


@pytest.mark.parametrize(("first", "second", "expected"), [(30, 90, "pass"), (90, 30, "fail")])
def test_the_source_has_the_order_of_its_lines(first: int, second: int, expected: str, tmp_path: Path) -> None:
    blocks = "".join(
        f'    transition {{\n      days = {days}\n      storage_class = "GLACIER"\n    }}\n' for days in (first, second)
    )
    source = f'resource "{LIFECYCLE}" "l" {{\n  bucket = "b"\n  rule {{\n    id = "r"\n    status = "Enabled"\n{blocks}  }}\n}}\n'
    condition = "{key: rule.0.transition.*.days, operator: sorted_ascending}"
    assert verdict(condition, [], tmp_path, source=source) == expected
