"""`policy_principals_within`: only principals of some accounts and organizations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core.causes import UnsetVariable
from riveter.core.values import OpenList, PartialMap, Unknown
from riveter.linting import lint_source
from riveter.rules.iam.membership import principals_within, read_members
from tests.random_examples import examples
from tests.rules.conftest import source
from tests.rules.scans import outcomes

OURS, OTHERS = "111111111111", "999999999999"
ORGANIZATION, ANOTHER = "o-a1b2c3d4e5", "o-z9y8x7w6v5"
MEMBERS = (
    f'{{accounts: ["{OURS}", "222222222222"], organizations: [{ORGANIZATION}], services: [logging.s3.amazonaws.com]}}'
)


def rule(members: str = MEMBERS, operator: str = "policy_principals_within") -> str:
    """A rule about policies of buckets."""
    return f"""
    parameters:
      accounts: {{type: list, default: ["{OURS}"]}}
    rules:
      - id: r
        resource_type: aws_s3_bucket_policy
        assertions: [{{key: policy, operator: {operator}, value: {members}}}]
        message: "{{param.accounts}}"
    """


def policy(*statements: dict[str, Any]) -> str:
    """A policy in Terraform."""
    text = json.dumps({"Statement": list(statements)})
    return f'variable "id" {{}}\nresource "aws_s3_bucket_policy" "p" {{\n  bucket = "b"\n  policy = jsonencode({text})\n}}\n'


def allow(principal: Any, condition: Any = None, **more: Any) -> dict[str, Any]:
    """An Allow statement."""
    made = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Principal": principal, **more}
    return {**made, "Condition": condition} if condition else made


def only(operator: str, key: str, *values: str) -> dict[str, Any]:
    """A condition."""
    return {operator: {key: list(values)}}


def deny(condition: Any, **more: Any) -> dict[str, Any]:
    """A Deny statement for everyone."""
    made = {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": "*", **more}
    return {**made, "Condition": condition} if condition else made


HOLDS: dict[str, list[dict[str, Any]]] = {
    "an account by its id": [allow({"AWS": OURS})],
    "a role and a user": [allow({"AWS": [f"arn:aws:iam::{OURS}:role/x", "arn:aws:iam::222222222222:user/y"]})],
    "another partition": [allow({"AWS": f"arn:aws-cn:iam::{OURS}:root"})],
    "the organization": [allow("*", only("StringEquals", "aws:PrincipalOrgID", ORGANIZATION))],
    "a key in other letters": [allow("*", only("stringequals", "AWS:principalorgid", ORGANIZATION))],
    "the account in a condition": [allow("*", only("StringEquals", "aws:PrincipalAccount", OURS))],
    "a path of the organization": [allow("*", only("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", f"{ORGANIZATION}/r-ab/*"))],
    "roles by a pattern": [allow("*", only("ArnLike", "aws:PrincipalArn", f"arn:aws:iam::{OURS}:role/*"))],
    "a service": [allow({"Service": "logging.s3.amazonaws.com"})],
    "a service for an account": [allow({"Service": "sns.amazonaws.com"}, only("StringEquals", "aws:SourceAccount", OURS))],
    "a condition if the key is there, and it is": [
        allow("*", {**only("StringEqualsIfExists", "aws:PrincipalOrgID", ORGANIZATION), "Null": {"aws:PrincipalOrgID": "false"}})
    ],
    "a Deny for all others": [allow("*"), deny(only("StringNotEquals", "aws:PrincipalOrgID", ORGANIZATION))],
    "a Deny of everything": [allow("*"), deny(None)],
    "a Deny for all but an account": [allow("*"), deny(None, Principal=None, NotPrincipal={"AWS": [OURS, f"arn:aws:iam::{OURS}:role/x"]})],
    "a source of the account in any region": [
        allow({"Service": "sns.amazonaws.com"}, only("ArnLike", "aws:SourceArn", f"arn:aws:sns:*:{OURS}:*"))
    ],
    "a Deny of sources elsewhere": [allow("*"), deny(only("ArnNotEquals", "aws:PrincipalArn", f"arn:*:iam::{OURS}:*"))],
    "a Deny only": [deny(only("Bool", "aws:SecureTransport", "false"))],
    "all but some, in the organization": [
        {**allow("*", only("StringEquals", "aws:PrincipalOrgID", ORGANIZATION)), "Principal": None, "NotPrincipal": {"AWS": OTHERS}}
    ],
    "no principals at all": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
}  # fmt: skip
FAILS: dict[str, list[dict[str, Any]]] = {
    "another account": [allow({"AWS": OTHERS})],
    "another among ours": [allow({"AWS": [OURS, f"arn:aws:iam::{OTHERS}:role/x"]})],
    "everyone": [allow("*")],
    "any account in a pattern": [allow({"AWS": "arn:aws:iam::*:role/x"})],
    "another organization": [allow("*", only("StringEquals", "aws:PrincipalOrgID", ORGANIZATION, ANOTHER))],
    "a pattern of organizations": [allow("*", only("StringLike", "aws:PrincipalOrgID", "o-*"))],
    "whoever owns it": [allow("*", only("StringEquals", "aws:PrincipalOrgID", "$${aws:ResourceOrgID}"))],
    "only if the key is there": [allow("*", only("StringEqualsIfExists", "aws:PrincipalOrgID", ORGANIZATION))],
    "for all values": [allow("*", only("ForAllValues:StringEquals", "aws:PrincipalOrgID", ORGANIZATION))],
    "the opposite": [allow("*", only("StringNotEquals", "aws:PrincipalOrgID", ORGANIZATION))],
    "a condition on something else": [allow("*", only("StringEquals", "aws:RequestedRegion", "eu-west-1"))],
    "another service": [allow({"Service": "sns.amazonaws.com"})],
    "an identity provider": [allow({"Federated": f"arn:aws:iam::{OURS}:oidc-provider/x"})],
    "a canonical user": [allow({"CanonicalUser": "79a59df900b949e55d96a1e698fbaced"})],
    "all but some": [{**allow(None), "Principal": None, "NotPrincipal": {"AWS": OURS}}],
    "one statement of two": [allow({"AWS": OURS}), allow({"AWS": OTHERS})],
    "a Deny for other actions": [allow("*"), deny(only("StringNotEquals", "aws:PrincipalOrgID", ORGANIZATION), Action="s3:Put*")],
    "a Deny for other objects": [
        allow("*"), deny(only("StringNotEquals", "aws:PrincipalOrgID", ORGANIZATION), Resource="arn:aws:s3:::b/x/*")
    ],
    "a Deny that also asks for something else": [
        allow("*"),
        deny({**only("StringNotEquals", "aws:PrincipalOrgID", ORGANIZATION), **only("Bool", "aws:SecureTransport", "false")}),
    ],
    "a Deny except another organization": [allow("*"), deny(only("StringNotEquals", "aws:PrincipalOrgID", ANOTHER))],
    "a Deny for all but others": [allow("*"), deny(None, Principal=None, NotPrincipal={"AWS": OTHERS})],
    "a Deny for all but others, elsewhere": [
        allow("*"),
        deny(only("StringNotEquals", "aws:PrincipalAccount", OURS), Principal=None, NotPrincipal={"AWS": [OURS, OTHERS]}),
    ],
    "a source of any account, named like ours": [
        allow({"Service": "sns.amazonaws.com"}, only("ArnLike", "aws:SourceArn", f"arn:aws:sns:*:*:{OURS}:*"))
    ],
    "a pattern that reaches over colons": [
        allow({"Service": "sns.amazonaws.com"}, only("StringLike", "aws:SourceArn", f"arn:aws:sns:*:{OURS}:*"))
    ],
    "a Deny for some": [
        allow("*"), deny(only("StringNotEquals", "aws:PrincipalOrgID", ORGANIZATION), Principal={"AWS": OTHERS})
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", HOLDS)
def test_policies_for_members_pass(name: str, tmp_path: Path) -> None:
    statements = [{key: value for key, value in one.items() if value is not None} for one in HOLDS[name]]
    assert outcomes(tmp_path, rule(), policy(*statements)) == {"aws_s3_bucket_policy.p": "pass"}
    assert outcomes(tmp_path, rule(operator="not_policy_principals_within"), policy(*statements)) == {
        "aws_s3_bucket_policy.p": "fail"
    }


@pytest.mark.parametrize("name", FAILS)
def test_policies_for_others_fail(name: str, tmp_path: Path) -> None:
    statements = [{key: value for key, value in one.items() if value is not None} for one in FAILS[name]]
    assert outcomes(tmp_path, rule(), policy(*statements)) == {"aws_s3_bucket_policy.p": "fail"}


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ("arn:aws:iam::111111111111:role/${var.id}", "pass"),
        ("arn:aws:iam::999999999999:role/${var.id}", "fail"),
        ("arn:aws:iam::${var.id}:root", "unknown"),
        ("${var.id}", "unknown"),
    ],
)
def test_parts_that_are_not_known(principal: str, expected: str, tmp_path: Path) -> None:
    text = policy(allow({"AWS": "PRINCIPAL"})).replace("PRINCIPAL", principal)
    assert outcomes(tmp_path, rule(), text) == {"aws_s3_bucket_policy.p": expected}


def test_an_unknown_condition_decides_nothing(tmp_path: Path) -> None:
    text = policy(allow("*", only("StringEquals", "aws:PrincipalOrgID", "ORG"))).replace("ORG", "${var.id}", 1)
    text = text.replace("aws:Principal${var.id}ID", "aws:PrincipalOrgID").replace('["ORG"]', '["${var.id}"]')
    assert outcomes(tmp_path, rule(), text) == {"aws_s3_bucket_policy.p": "unknown"}


def test_members_of_a_parameter(tmp_path: Path) -> None:
    rules, text = rule('{accounts: "{param.accounts}"}'), policy(allow({"AWS": OTHERS}))
    assert outcomes(tmp_path, rules, text) == {"aws_s3_bucket_policy.p": "fail"}
    assert outcomes(tmp_path, rules, text, "--param", f'accounts=["{OTHERS}"]') == {"aws_s3_bucket_policy.p": "pass"}


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ("[a]", "needs a map with `accounts` or `organizations`"),
        ("{services: [x]}", "needs a map with `accounts` or `organizations`"),
        ("{accounts: [123]}", "needs ids of accounts, twelve digits in quotes, not `123`"),
        ("{organizations: [acme]}", "needs ids of organizations, such as o-a1b2c3d4e5, not `acme`"),
        ("{accounts: [], account: x}", "needs only accounts, organizations and services, not `account`"),
    ],
)
def test_values_that_mean_nothing_are_errors(members: str, said: str) -> None:
    errors = [item.summary for item in lint_source(source(rule(members))) if item.severity == "error"]
    assert errors == [f"`policy_principals_within` {said}"]


PRINCIPALS: list[Any] = [
    "*",
    {"AWS": OURS},
    {"AWS": [OURS, OTHERS]},
    {"Service": "logging.s3.amazonaws.com"},
    {"AWS": "*"},
]
CONDITIONS: list[Any] = [
    None,
    only("StringEquals", "aws:PrincipalOrgID", ORGANIZATION),
    only("StringEqualsIfExists", "aws:PrincipalOrgID", ORGANIZATION),
    only("StringNotEquals", "aws:PrincipalOrgID", ORGANIZATION),
    only("StringEquals", "aws:PrincipalAccount", OTHERS),
]
UNKNOWN = Unknown(UnsetVariable("x"))


def _statement(data: st.DataObject) -> dict[str, Any]:
    made = {
        "Effect": data.draw(st.sampled_from(["Allow", "Allow", "Deny"])),
        "Action": data.draw(st.sampled_from(["s3:*", "s3:GetObject"])),
        "Resource": data.draw(st.sampled_from(["*", "arn:aws:s3:::b/*"])),
        "Principal": data.draw(st.sampled_from(PRINCIPALS)),
    }
    condition = data.draw(st.sampled_from(CONDITIONS))
    return {**made, "Condition": condition} if condition else made


@examples(300)
@given(data=st.data())
def test_learning_an_unknown_part_never_flips_an_answer(data: st.DataObject) -> None:
    members = read_members({"accounts": [OURS], "organizations": [ORGANIZATION]})
    known = [_statement(data) for _ in range(data.draw(st.integers(1, 3)))]
    policy: list[Any] = json.loads(json.dumps(known))
    for made in policy:
        for element in list(made):
            if data.draw(st.integers(0, 3)) == 0:
                made[element] = UNKNOWN
    opened: Any = policy
    if data.draw(st.booleans()):
        opened = OpenList(policy, {0: UNKNOWN})
        known = known if data.draw(st.booleans()) else known[1:]

    before = principals_within({"Statement": opened}, members)
    after = principals_within({"Statement": known}, members)

    assert isinstance(after, bool)
    if not isinstance(before, Unknown):
        assert before is after


def test_a_condition_that_is_known_in_part_may_ask_for_more() -> None:
    members = read_members({"organizations": [ORGANIZATION]})
    line = {"aws:PrincipalOrgID": ORGANIZATION}
    for condition in (PartialMap({"StringNotEquals": line}, UNKNOWN), {"StringNotEquals": PartialMap(line, UNKNOWN)}):
        assert isinstance(principals_within({"Statement": [allow("*"), deny(condition)]}, members), Unknown)
    for condition in (PartialMap({"StringEquals": line}, UNKNOWN), {"StringEquals": PartialMap(line, UNKNOWN)}):
        assert principals_within({"Statement": [allow("*", condition)]}, members) is True
