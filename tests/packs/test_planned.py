"""The same rule gives the same verdict for a configuration and for its plan: every case of every bundled rule."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest

from riveter import engine, provider_schema
from riveter.rule_testing.cases import Case
from riveter.rule_testing.evaluation import compile_for
from riveter.rules.model.rule import Rule
from riveter.terraform.project import LoadOptions, load
from tests.packs.catalogue import rules
from tests.packs.planned import cases, recorded, text_of

LEAST = 300
"""So many of the cases can be planned."""

UNKNOWN: dict[str, set[str]] = {
    "ec2_25": {"aws_instance.encoded_twice"},  # encoded user data, of which the provider records a checksum
    "ec2_26": {"aws_instance.compressed", "aws_instance.encoded_text", "aws_instance.script"},  # encoded user data
    "elb_7": {"aws_lb_listener.bad[0]"},  # a null from a local, by count
    "iam_3": {
        'aws_iam_policy.managed["computed"]',
        'aws_iam_role.inline["computed"]',
        'aws_ssoadmin_permission_set_inline_policy.set["computed"]',
    },  # policies by each.value
    "iam_4": {"aws_iam_policy.group"},  # a document in a text
    "iam_7": {
        'aws_iam_policy.managed["computed"]',
        'aws_iam_role.inline["computed"]',
        'aws_ssoadmin_permission_set_inline_policy.set["computed"]',
    },  # policies by each.value
    "iam_9": {'aws_iam_policy.some["group"]'},  # policies by each.value
    "iam_19": {"aws_iam_role_policy_attachment.never"},  # an ARN by a local
    "iam_22": {
        'aws_iam_role.anyones["audience"]',
        'aws_iam_role.anyones["prefix"]',
        'aws_iam_role.ours["repository"]',
    },  # policies by each.value
    "lambda_5": {"aws_lambda_function.clean"},  # a map with a reference in it
    "s3_21": {"aws_s3_bucket.document"},  # ARNs with more text
    "s3_25": {
        "aws_s3_bucket.both",
        "aws_s3_bucket.more_conditions",
        "aws_s3_bucket.no_bucket",
        "aws_s3_bucket.prefix",
        "aws_s3_bucket.small",
    },  # policies made by jsonencode()
    "sns_3": {"aws_sns_topic_policy.source"},  # a policy made by jsonencode()
    "sqs_4": {"aws_sqs_queue_policy.open"},  # a policy made by jsonencode()
    "vpc_5": {"aws_security_group.inline", "aws_security_group.office"},  # one expression for all blocks
    "vpc_12": {"aws_security_group.inline", "aws_security_group.office"},  # one expression for all blocks
    "vpc_19": {"aws_security_group.inline", "aws_security_group.office"},  # one expression for all blocks
}
"""By case, the resources of which a plan alone is unknown, as it does not hold the expression that is behind an unknown value."""


@functools.cache
def plans() -> dict[str, dict[str, Any]]:
    return recorded()


def planned_cases() -> list[Any]:
    return [pytest.param(path, case, plans()[name], id=name) for name, path, case in cases() if name in plans()]


def test_most_cases_have_a_plan() -> None:
    assert len(plans()) >= LEAST


def test_the_plans_are_of_the_cases_as_they_are() -> None:
    changed = [name for name, _, case in cases() if name in plans() and plans()[name]["of"] != text_of(case)]
    assert changed == [], "python -m tests.packs.planned"


@pytest.mark.parametrize(("path", "case", "plan"), planned_cases())
def test_a_plan_gets_the_verdicts_of_its_configuration(
    path: Path,
    case: Case,
    plan: dict[str, Any],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "main.tf").write_text(case.terraform or "", encoding="utf-8")
    (tmp_path / "source" / "case.auto.tfvars.json").write_text(json.dumps(case.variables), encoding="utf-8")
    (tmp_path / "plan.json").write_text(json.dumps(plan["plan"]), encoding="utf-8")
    name = request.node.callspec.id
    rule = next(rule for file, rule in rules() if file == path and rule.id == case.rule)
    source, planned = (verdicts(target, rule, case, name) for target in ("source", "plan.json"))
    different = {address for address in source.keys() | planned.keys() if source.get(address) != planned.get(address)}
    assert {address: (source.get(address), planned.get(address)) for address in different} == {
        address: (source[address], "unknown") for address in UNKNOWN.get(name, ())
    }


def verdicts(target: str, rule: Rule, case: Case, name: str) -> dict[str, str]:
    """The verdicts of a rule by address."""
    compiled, problems = compile_for(rule, case)
    assert compiled is not None, problems
    project = load([target], LoadOptions(schemas=provider_schema, allow_incomplete=True))
    findings = engine.run(project.resources, [compiled], context=project.context).findings
    outer = f"module.{name}."
    return {finding.resource.address.removeprefix(outer): finding.outcome.value for finding in findings}
