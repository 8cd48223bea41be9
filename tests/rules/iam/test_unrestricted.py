"""`policy_unrestricted`: actions, or access levels, on every resource."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riveter.core.causes import ComputedAttribute, UnlistedAction, UnsetVariable
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.rules.iam.action_table import actions_of
from riveter.rules.iam.unrestricted import policy_unrestricted, read_unrestricted
from riveter.rules.model.unusable import UnusableValueError

ACCOUNT = "111122223333"
VARIABLE = Unknown(UnsetVariable("x"))
COMPUTED = Unknown(ComputedAttribute("aws_iam_role.r", "arn"))
ESCALATION = {"actions": ["iam:AttachRolePolicy", "iam:CreatePolicyVersion"]}
WRITE = {"levels": ["write"]}
ALL = {"levels": ["list", "read", "tagging", "write", "permissions-management"]}


def outcome(truth: Any) -> str:
    return "unknown" if isinstance(truth, Unknown) else str(truth)


def ask(question: Any, *statements: dict[str, Any]) -> Any:
    found = [{"Effect": "Allow", **each} for each in statements]
    return policy_unrestricted({"Statement": found}, read_unrestricted(question))


@pytest.mark.parametrize(
    "action", ["iam:AttachRolePolicy", "iam:*", "IAM:attach*", "*", "*:*", "i?m:AttachRole*", "iam:Create*"]
)
@pytest.mark.parametrize(
    "resource",
    [
        "*", "arn:aws:iam::*:*", f"arn:aws:iam::{ACCOUNT}:*", "arn:aws:iam::*:role/*", f"arn:aws:iam::{ACCOUNT}:role/*", "arn:*",
        f"arn:aws-cn:iam::{ACCOUNT}:policy/*", "arn:aws:*:*:*:*", "**",
        "arn:aws:iam::*:role/?*", "arn:aws:iam::*:role*",
        PartialText(("arn:", Hole(Unknown(ComputedAttribute("data.aws_partition.p", "partition"))), f":iam::{ACCOUNT}:role/*")),
    ],
)  # fmt: skip
def test_every_role_and_every_way_to_write_the_action(action: str, resource: Any) -> None:
    assert ask(ESCALATION, {"Action": action, "Resource": resource}) is True
    assert ask(ESCALATION, {"Action": ["s3:GetObject", action], "Resource": ["arn:aws:s3:::b", resource]}) is True


@pytest.mark.parametrize(
    "statement",
    [
        {"Action": "iam:AttachRolePolicy", "Resource": f"arn:aws:iam::{ACCOUNT}:role/app-*"},
        {"Action": "iam:AttachRolePolicy", "Resource": "arn:aws:iam::*:role/app/*"},
        {"Action": "iam:AttachRolePolicy", "Resource": "arn:aws:iam::*:user/${aws:username}"},
        {"Action": "iam:AttachRolePolicy", "Resource": COMPUTED},
        {"Action": "iam:AttachRolePolicy", "Resource": []},
        {"Action": "iam:Get*", "Resource": "*"},
        {"Action": ["s3:*", "ec2:*"], "Resource": "*"},
        {"NotAction": "iam:*", "Resource": "*"},
        {"NotAction": ["iam:Attach*", "iam:CreatePolicy*"], "Resource": "*"},
        {"Action": "iam:*", "NotResource": "*"},
        {
            "Action": "iam:*",
            "Resource": "*",
            "Condition": {"ArnEquals": {"iam:PolicyARN": f"arn:aws:iam::{ACCOUNT}:policy/p"}},
        },
        {"Effect": "Deny", "Action": "iam:*", "Resource": "*"},
    ],
)
def test_what_is_restricted(statement: dict[str, Any]) -> None:
    assert ask(ESCALATION, statement) is False


@pytest.mark.parametrize(
    "statement",
    [
        {"NotAction": "s3:*", "Resource": "*"},
        {"NotAction": "iam:AttachRolePolicy", "Resource": "*"},
        {"Action": "iam:*", "NotResource": f"arn:aws:iam::{ACCOUNT}:role/admin"},
        {"Action": "iam:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
        {"Action": "iam:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:username": "bob"}}},
    ],
)
def test_all_but_some_is_nearly_all(statement: dict[str, Any]) -> None:
    assert ask(ESCALATION, statement) is True


def test_denials_count_if_they_take_every_action_away() -> None:
    allow = {"Action": "*", "Resource": "*"}
    assert ask(ESCALATION, allow, {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}) is False
    assert ask(ESCALATION, allow, {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}) is False
    assert ask(ESCALATION, allow, {"Effect": "Deny", "Action": "iam:Attach*", "Resource": "*"}) is True
    assert ask(ESCALATION, allow, {"Effect": "Deny", "Action": "iam:*", "Resource": "arn:aws:iam::*:role/x"}) is True
    but = {"Effect": "Deny", "Action": "iam:*"}
    assert ask(ESCALATION, allow, {**but, "NotResource": "arn:aws:iam::111122223333:role/x"}) is False
    assert ask(ESCALATION, allow, {**but, "NotResource": ["arn:aws:iam::111122223333:role/x", "*"]}) is True
    assert ask(ESCALATION, allow, {**but, "NotResource": "arn:aws:iam::*:role/*"}) is True
    assert ask(ESCALATION, allow, {**but, "Action": "iam:Get*", "NotResource": "arn:aws:iam::1:role/x"}) is True
    when = {"Bool": {"aws:MultiFactorAuthPresent": "false"}}
    assert ask(ESCALATION, allow, {**but, "NotResource": "arn:aws:iam::1:role/x", "Condition": when}) is True
    condition = {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}
    assert (
        ask(ESCALATION, allow, {"Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": condition}) is True
    )
    assert (
        ask(WRITE, {"Action": "s3:*", "Resource": "*"}, {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}) is False
    )


@pytest.mark.parametrize(
    ("action", "level", "expected"),
    [
        ("s3:PutObject", "write", True),
        ("s3:PutObject", "read", False),
        ("s3:GetObject", "read", True),
        ("s3:ListAllMyBuckets", "list", False),  # there is nothing to restrict it to
        ("s3:CreateJob", "write", False),
        ("ec2:Describe*", "read", False),
        ("cloudwatch:PutMetricData", "write", False),
        ("cloudwatch:*", "write", True),
        ("s3:PutBucketPolicy", "permissions-management", True),
        ("s3:PutBucketTagging", "tagging", True),
        ("xray:PutTraceSegments", "write", False),
        ("*", "permissions-management", True),
        ("*:Put*", "write", True),
        ("s3", "write", False),
        ("", "write", False),
    ],
)
def test_levels_are_those_of_the_reference(action: str, level: str, expected: bool) -> None:
    assert ask({"levels": level}, {"Action": action, "Resource": "*"}) is expected


def test_with_levels_a_type_of_resources_or_a_region_is_a_restriction() -> None:
    for resource in (f"arn:aws:ec2:*:{ACCOUNT}:instance/*", f"arn:aws:ec2:eu-west-1:{ACCOUNT}:*"):
        assert ask(WRITE, {"Action": "ec2:RunInstances", "Resource": resource}) is False
        assert ask({"actions": "ec2:RunInstances"}, {"Action": "ec2:RunInstances", "Resource": resource}) is True
    for resource in ("arn:aws:ec2:*:*:*", f"arn:aws:ec2:*:{ACCOUNT}:*", "arn:aws:ec2:*"):
        assert ask(WRITE, {"Action": "ec2:RunInstances", "Resource": resource}) is True


def test_what_allows_everything_but_an_action_allows_all_others() -> None:
    assert ask(WRITE, {"NotAction": "iam:*", "Resource": "*"}) is True
    assert ask(WRITE, {"NotAction": "*", "Resource": "*"}) is False


def test_an_action_that_is_in_no_table_may_be_anything() -> None:
    truth = ask(WRITE, {"Action": "s3:FutureThing", "Resource": "*"})
    assert isinstance(truth, Unknown)
    assert truth.cause == UnlistedAction("s3:futurething")
    assert outcome(ask(WRITE, {"Action": "neverheard:Of", "Resource": "*"})) == "unknown"
    assert ask(WRITE, {"Action": "s3:FutureThing", "Resource": "arn:aws:s3:::b"}) is False
    assert ask(WRITE, {"Action": ["s3:FutureThing", "s3:PutObject"], "Resource": "*"}) is True
    assert ask(ESCALATION, {"Action": "s3:FutureThing", "Resource": "*"}) is False


@pytest.mark.parametrize(
    "statement",
    [
        {"Action": VARIABLE, "Resource": "*"},
        {"Action": PartialText((Hole(VARIABLE), ":*")), "Resource": "*"},
        {"Action": "iam:*", "Resource": VARIABLE},
        {"Action": "iam:*", "Resource": PartialText(("arn:aws:iam::", Hole(VARIABLE)))},
        {"Effect": VARIABLE, "Action": "iam:*", "Resource": "*"},
        {"Action": "iam:*", "Resource": "*", "Condition": VARIABLE},
        {"Action": OpenList(["iam:*"], {0: VARIABLE}), "Resource": "*"},
    ],
)
def test_what_is_not_known(statement: dict[str, Any]) -> None:
    assert outcome(ask(ESCALATION, statement)) == "unknown"
    assert outcome(ask(WRITE, statement)) == "unknown"


def test_a_name_that_is_not_known_may_be_a_wildcard_for_the_whole_type() -> None:
    statement = {"Action": "iam:*", "Resource": PartialText(("arn:aws:iam::*:role/", Hole(VARIABLE)))}
    assert outcome(ask(ESCALATION, statement)) == "unknown"
    assert ask(WRITE, statement) is False


def test_a_variable_that_cannot_matter_is_no_doubt() -> None:
    assert ask(ESCALATION, {"Action": PartialText(("s3:", Hole(VARIABLE))), "Resource": "*"}) is False
    assert ask(WRITE, {"Action": PartialText(("s3:Get", Hole(VARIABLE))), "Resource": "*"}) is False
    assert ask(WRITE, {"Action": "s3:*", "Resource": PartialText(("arn:aws:s3:::logs-", Hole(VARIABLE)))}) is False


def test_questions_that_cannot_be_asked() -> None:
    values: list[Any] = [
        {"levels": "wrote"},
        {"actions": ["s3"]},
        {"actions": ["s3:Nothing*"]},
        {"action": "s3:*"},
        {"actions": []},
    ]
    for value in values:
        with pytest.raises(UnusableValueError):
            read_unrestricted(value)


def test_patterns_of_a_question_mean_the_actions_of_the_table() -> None:
    assert set(read_unrestricted("ssm:GetParameter*").actions) == {
        "ssm:getparameter", "ssm:getparameterhistory", "ssm:getparameters", "ssm:getparametersbypath",
    }  # fmt: skip


def test_the_table_names_each_action_once() -> None:
    for service in ("s3", "iam", "ec2", "lambda", "dynamodb"):
        facts = actions_of(service)
        assert facts is not None
        names = [name for lines in facts.by_level.values() for name in lines.split("\n")]
        assert len(names) == len(set(names)) > 50
        assert facts.arns
    assert actions_of("nothing") is None


ACTIONS = st.sampled_from(
    ["*", "iam:*", "iam:Attach*", "iam:AttachRolePolicy", "s3:*", "s3:GetObject", "ec2:Describe*", "iam:No"]
)
RESOURCES = st.sampled_from(
    ["*", "arn:aws:iam::*:role/*", "arn:aws:s3:::*", "arn:aws:s3:::b/*", f"arn:aws:iam::{ACCOUNT}:*"]
)
CONDITIONS = st.sampled_from(
    [None, {"StringEquals": {"aws:ResourceTag/a": "b"}}, {"Bool": {"aws:SecureTransport": "true"}}]
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Statements, and the same before some of their values are known."""
    known: list[dict[str, Any]] = []
    partial: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(1, 3))):
        statement = {
            "Effect": draw(st.sampled_from(["Allow", "Deny"])),
            draw(st.sampled_from(["Action", "NotAction"])): draw(ACTIONS),
            draw(st.sampled_from(["Resource", "NotResource"])): draw(RESOURCES),
            "Condition": draw(CONDITIONS),
        }
        hidden = draw(st.sets(st.sampled_from(sorted(statement)), max_size=2))
        known.append(statement)
        partial.append({key: VARIABLE if key in hidden else value for key, value in statement.items()})
    return known, partial


@settings(deadline=None, max_examples=50)
@given(documents(), st.sampled_from([ESCALATION, WRITE, ALL]))
def test_learning_an_unknown_never_flips_a_verdict(found: tuple[Any, Any], question: Any) -> None:
    known, partial = found
    before = outcome(ask(question, *partial))
    assert before in ("unknown", outcome(ask(question, *known)))
