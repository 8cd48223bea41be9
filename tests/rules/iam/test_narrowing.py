"""Which conditions take something away from whoever has a policy."""

from __future__ import annotations

import json
from typing import Any

import pytest

from riveter.core.causes import ComputedAttribute, UnsetVariable
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.rules.iam.narrowing import narrows
from tests.rules.iam.test_policies import ask
from tests.rules.test_states import outcome

OWN = "111122223333"
VARIABLE = Unknown(UnsetVariable("x"))


def narrowed(operator: str, key: str, value: Any, **more: Any) -> Any:
    return narrows({operator: {key: value}, **more})


@pytest.mark.parametrize(
    ("operator", "key", "value"),
    [
        ("StringEquals", "aws:PrincipalTag/team", "x"),
        ("StringEquals", "aws:ResourceTag/team", "${aws:PrincipalTag/team}"),
        ("StringLike", "aws:ResourceTag/team", "*"),  # there has to be a tag
        ("Null", "aws:ResourceTag/team", "false"),
        ("Bool", "kms:GrantIsForAWSResource", "true"),
        ("Bool", "aws:ViaAWSService", "true"),
        ("StringEquals", "iam:PassedToService", "ec2.amazonaws.com"),
        ("StringEqualsIfExists", "iam:PassedToService", "ec2.amazonaws.com"),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/admin"),
        ("ArnLike", "aws:PrincipalArn", f"arn:aws:iam::{OWN}:role/*"),  # no users
        ("IpAddressIfExists", "aws:SourceIp", "203.0.113.0/24"),
        ("IpAddress", "aws:SourceIp", PartialText((Hole(VARIABLE), "/24"))),
        ("NumericLessThan", "s3:max-keys", "10"),
        ("StringLike", "aws:ResourceTag/x", VARIABLE),
        ("StringLike", "aws:PrincipalArn", Unknown(ComputedAttribute("aws_iam_role.r", "arn"))),
    ],
)
def test_conditions_that_say_who_on_what_or_what_for(operator: str, key: str, value: Any) -> None:
    assert narrowed(operator, key, value) is True
    assert narrowed(operator.lower(), key.upper(), [value]) is True


@pytest.mark.parametrize(
    ("operator", "key", "value"),
    [
        # all but some are nearly all
        ("StringNotEquals", "aws:username", "bob"),
        ("StringNotLike", "aws:ResourceTag/env", "prod*"),
        ("ArnNotEquals", "aws:PrincipalArn", f"arn:aws:iam::{OWN}:role/x"),
        ("NotIpAddress", "aws:SourceIp", "203.0.113.9/32"),
        ("StringNotEqualsIfExists", "iam:PassedToService", "ec2.amazonaws.com"),
        # what holds where the key is absent
        ("StringEqualsIfExists", "aws:ResourceTag/team", "x"),
        ("StringLikeIfExists", "ec2:InstanceType", "t3.*"),
        ("ForAllValues:StringEquals", "aws:TagKeys", ["team"]),
        ("BoolIfExists", "kms:GrantIsForAWSResource", "true"),
        ("Null", "aws:ResourceTag/team", "true"),
        # what every request has
        ("Null", "aws:PrincipalArn", ["true", "false"]),
        ("Bool", "aws:ViaAWSService", ["true", "false"]),
        ("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:*"),
        ("ArnLike", "aws:PrincipalArn", "arn:aws-cn:iam::*:*"),
        ("StringLike", "aws:PrincipalAccount", "*"),
        ("StringEquals", "aws:PrincipalArn", "${aws:PrincipalArn}"),
        ("StringLike", "aws:ResourceTag/a", "${AWS:resourcetag/a}*"),
        ("StringLike", "aws:PrincipalArn", "arn:aws:iam::${aws:PrincipalAccount}:*"),
        ("StringLike", "aws:PrincipalAccount", "${aws:ResourceAccount}"),
        ("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "0.0.0.0/1"]),
        ("IpAddress", "aws:SourceIp", "::/0"),
        ("IpAddress", "aws:SourceIp", ["0.0.0.0/2", "64.0.0.0/2"]),
        ("IpAddress", "aws:SourceIp", [f"{first}.0.0.0/8" for first in range(1, 224)]),
        # when and how
        ("StringEquals", "aws:RequestedRegion", "eu-west-1"),
        ("Bool", "aws:MultiFactorAuthPresent", "true"),
    ],
)
def test_conditions_that_nearly_every_request_meets(operator: str, key: str, value: Any) -> None:
    assert narrowed(operator, key, value) is False
    assert narrowed(operator.upper(), key.lower(), value) is False


@pytest.mark.parametrize(
    ("operator", "key", "value"),
    [
        ("StringLike", "aws:PrincipalArn", VARIABLE),
        ("StringLike", "iam:PassedToService", OpenList(["ec2.amazonaws.com", "*"], {1: VARIABLE})),
        ("IpAddress", "aws:SourceIp", VARIABLE),
        ("IpAddress", "aws:SourceIp", PartialText(("10.0.0.0/", Hole(VARIABLE)))),
        ("Null", "aws:ResourceTag/x", VARIABLE),
        ("Bool", "aws:ViaAWSService", VARIABLE),
    ],
)
def test_conditions_that_are_known_in_part(operator: str, key: str, value: Any) -> None:
    assert isinstance(narrowed(operator, key, value), Unknown)
    assert narrowed(operator, key, value, StringEquals={"aws:PrincipalTag/team": "x"}) is True


def test_a_key_that_must_exist_counts_with_if_exists() -> None:
    exists = {"Null": {"aws:ResourceTag/team": "false"}}
    assert narrows({"StringEqualsIfExists": {"aws:ResourceTag/team": "x"}, **exists}) is True


def test_what_is_no_condition_or_not_known() -> None:
    assert narrows(None) is False
    assert narrows(7) is False
    assert narrows({"StringEquals": 7}) is False
    assert narrows(VARIABLE) is VARIABLE
    assert narrows({"StringEquals": VARIABLE}) is VARIABLE
    assert isinstance(narrows(PartialMap({"Bool": {"aws:SecureTransport": "true"}}, VARIABLE)), Unknown)


OWN_SIDE = [
    ("StringEquals", "aws:PrincipalAccount", OWN),
    ("StringEquals", "aws:ResourceAccount", "${aws:PrincipalAccount}"),
    ("StringEquals", "aws:ResourceAccount", OWN),
    ("StringEquals", "aws:PrincipalOrgID", "o-ours"),
    ("StringEquals", "aws:ResourceOrgID", "o-ours"),
    ("ForAnyValue:StringLike", "aws:ResourceOrgPaths", "o-ours/*"),
    ("ArnLike", "aws:PrincipalArn", f"arn:aws:iam::{OWN}:*"),
]


@pytest.mark.parametrize(("operator", "key", "value"), OWN_SIDE)
def test_in_a_policy_that_is_attached_the_own_account_is_no_restriction(operator: str, key: str, value: str) -> None:
    """Whoever has it is in the account. In the policy of a resource, these say who of all accounts."""
    condition = {operator: {key: value}}
    assert narrows(condition, attached=True) is False
    assert narrows(condition) is True
    attached = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition}
    everyone = {**attached, "Principal": "*"}
    question = {"actions": ["*"], "resources": ["*"], "without_condition": True}
    assert ask("policy_not_allows", {"Statement": [attached]}, question) is False
    assert ask("policy_not_allows", {"Statement": [everyone]}, {**question, "principals": "*"}) is True
    narrow = "operator: condition_narrows}"
    for statement, expected in ((attached, "fail"), (everyone, "pass")):
        one, several = {"Statement": statement}, {"Statement": [statement, statement]}
        for values in ({"p": one}, {"p": several}, {"p": json.dumps(one)}, {"p": json.dumps(several)}):
            assert outcome(f"{{key: p.Statement.*.Condition, {narrow}", values) == expected
            assert outcome(f"{{each: p.Statement, assertions: [{{key: Condition, {narrow}]}}", values) == expected
        assert outcome(f"{{key: 'p.Statement[0].Condition', {narrow}", {"p": json.dumps(several)}) == expected
