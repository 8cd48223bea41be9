"""Permissions boundaries: an action is allowed where a policy and the boundary both allow it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from riveter.core.alternatives import Alternatives, Option, fresh_symbol, is_one_of
from riveter.core.causes import UnsetVariable
from riveter.core.reasons import reason
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.rules.conditions.evaluation import judge
from riveter.rules.iam.attached import Policies
from riveter.rules.model.truth import Truth
from riveter.rules.operators import OPERATORS
from tests.rules.scans import scan

RULES = """
- id: allows
  name: may write logs
  resource_type: [aws_iam_role, aws_iam_user]
  assertions: [{key: __policies__, operator: policy_allows, value: "logs:PutLogEvents"}]
- id: forbids
  name: may not write logs
  resource_type: [aws_iam_role, aws_iam_user]
  assertions: [{key: __policies__, operator: policy_not_allows, value: "logs:PutLogEvents"}]
"""


def verdicts(folder: Path, files: Mapping[str, str] | str, address: str = "aws_iam_role.r", *arguments: str) -> str:
    """What the two rules say of a resource: whether it is allowed to write logs, and whether it is not."""
    report = scan(folder, RULES, files, *arguments)
    found = {item["rule_id"]: item["outcome"] for item in report["findings"] if item["resource"]["address"] == address}
    return f"{found['allows']} {found['forbids']}"


YES, NO, OPEN = "pass fail", "fail pass", "unknown unknown"


def role(body: str) -> str:
    return f'resource "aws_iam_role" "r" {{\n  name = "r"\n  assume_role_policy = "{{}}"\n  {body}\n}}\n'


def document(action: str, resource: str = "*", effect: str = "Allow") -> str:
    return f'{{ Effect = "{effect}", Action = "{action}", Resource = "{resource}" }}'


def policy(name: str, *statements: str, more: str = "") -> str:
    text = f"jsonencode({{ Statement = [{', '.join(statements)}] }})"
    return f'resource "aws_iam_policy" "{name}" {{\n  policy = {text}\n  {more}\n}}\n'


def inline(*statements: str) -> str:
    text = f"jsonencode({{ Statement = [{', '.join(statements)}] }})"
    return f'resource "aws_iam_role_policy" "i" {{\n  role = aws_iam_role.r.id\n  policy = {text}\n}}\n'


OPEN_BOOL = 'variable "b" {\n  type = bool\n}\n'
OPEN_TEXT = 'variable "x" {\n  type = string\n}\n'
LOGS = inline(document("logs:*"))
GOOD = policy("good", document("logs:Put*"))
OTHER = policy("other", document("s3:*"))
ADMIN = '"arn:aws:iam::aws:policy/AdministratorAccess"'

BOUNDARIES: dict[str, tuple[str, str]] = {
    "null": ("null", YES),
    "an empty text, which the provider takes for none": ('""', YES),
    "one that allows it": ("aws_iam_policy.good.arn", YES),
    "one that does not": ("aws_iam_policy.other.arn", NO),
    "the policy of AWS that allows everything": (ADMIN, YES),
    "one of AWS's, of which only a part is known": ('"arn:aws:iam::aws:policy/ReadOnlyAccess"', OPEN),
    "one of somebody else": ('"arn:aws:iam::111122223333:policy/other"', OPEN),
    "one that is handed in": ("var.x", OPEN),
    "one that allows it, or none": ("var.b ? aws_iam_policy.good.arn : null", YES),
    "one that does not, or none": ("var.b ? aws_iam_policy.other.arn : null", OPEN),
    "one that does not, or an empty text": ('var.b ? aws_iam_policy.other.arn : ""', OPEN),
    "one that does not, or one that does": ("var.b ? aws_iam_policy.other.arn : aws_iam_policy.good.arn", OPEN),
    "one that does not, or everything": (f"var.b ? aws_iam_policy.other.arn : {ADMIN}", OPEN),
    "two that allow it": (f"var.b ? aws_iam_policy.good.arn : {ADMIN}", YES),
    "two that do not": ("var.b ? aws_iam_policy.other.arn : aws_iam_policy.third.arn", NO),
    "one that does not, or one that is handed in": ("coalesce(var.x, aws_iam_policy.other.arn)", OPEN),
    "one that allows it, or one that is handed in": ("var.b ? var.x : aws_iam_policy.good.arn", OPEN),
    "one that may not be there": ("one(aws_iam_policy.maybe[*].arn)", OPEN),
    "one that may not be there, else null": ("try(aws_iam_policy.maybe[0].arn, null)", OPEN),
}


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_what_a_boundary_leaves_of_a_permission(boundary: str, tmp_path: Path) -> None:
    value, expected = BOUNDARIES[boundary]
    more = policy("third", document("ec2:*")) + policy("maybe", document("s3:*"), more="count = var.b ? 1 : 0")
    text = role(f"permissions_boundary = {value}") + LOGS + GOOD + OTHER + more + OPEN_BOOL + OPEN_TEXT
    assert verdicts(tmp_path, text) == expected


def test_a_boundary_allows_nothing_by_itself(tmp_path: Path) -> None:
    text = role("permissions_boundary = var.b ? aws_iam_policy.good.arn : var.x") + GOOD + OPEN_BOOL + OPEN_TEXT
    assert verdicts(tmp_path, text) == NO


def test_a_user_has_a_boundary_for_the_policies_of_its_groups_as_well(tmp_path: Path) -> None:
    text = """
    resource "aws_iam_user" "u" {
      name                 = "u"
      permissions_boundary = aws_iam_policy.other.arn
    }
    resource "aws_iam_user" "v" {
      name = "v"
    }
    resource "aws_iam_group" "g" {
      name = "g"
    }
    resource "aws_iam_user_group_membership" "m" {
      for_each = toset(["u", "v"])
      user     = each.key
      groups   = [aws_iam_group.g.name]
    }
    resource "aws_iam_group_policy" "g" {
      group  = aws_iam_group.g.name
      policy = jsonencode({ Statement = { Effect = "Allow", Action = "logs:*", Resource = "*" } })
    }
    """
    assert verdicts(tmp_path, text + OTHER, "aws_iam_user.u") == NO
    assert verdicts(tmp_path, text + OTHER, "aws_iam_user.v") == YES


def test_a_secret_in_a_boundary_is_not_shown(tmp_path: Path) -> None:
    rules = """
    - name: nothing on hunter2
      resource_type: aws_iam_role
      assertions: [{key: __policies__.Statement.*.Resource, operator: contains_none, value: ["*"]}]
    """
    secret = 'variable "secret" {\n  default = "hunter2"\n  sensitive = true\n}\n'
    boundary = policy("s", document("logs:*", "${var.secret}"))
    [finding] = scan(tmp_path, rules, role("permissions_boundary = aws_iam_policy.s.arn") + LOGS + boundary + secret)[
        "findings"
    ]
    assert finding["outcome"] == "fail"
    assert finding["assertions"][0]["actual"] == "(sensitive)"


# --- statement against statement -----------------------------------------------------------------

UNSET = Unknown(UnsetVariable("x"))


def allow(action: Any = "*", resource: Any = "*", effect: Any = "Allow", **more: Any) -> dict[str, Any]:
    made = {"Effect": effect, "Action": action, "Resource": resource, **more}
    return {key: value for key, value in made.items() if value is not None}


def ask(operator: str, statements: list[Any], boundary: Any, value: Any) -> Truth:
    limit = Policies(boundary, None, secret=False) if isinstance(boundary, list) else boundary
    row = OPERATORS[operator]
    return judge(row, Policies(statements, limit, secret=False), row.value.prepare(value))


A, B = "arn:aws:s3:::a/*", "arn:aws:s3:::b/*"
PARTLY: dict[str, Any] = {"actions": "s3:*", "partly": True}
PAIRS: dict[str, tuple[list[Any], list[Any], Any, bool | None]] = {
    "both allow it": ([allow("s3:*")], [allow("s3:Get*")], "s3:GetObject", True),
    "the names of actions have any case": ([allow("S3:*")], [allow("s3:get*")], "s3:GetObject", True),
    "the policy alone": ([allow("s3:*")], [], "s3:GetObject", False),
    "the boundary alone": ([], [allow("s3:*")], "s3:GetObject", False),
    "one allows more than is asked": ([allow("*")], [allow("s3:GetObject")], "s3:*", False),
    "on different resources": ([allow("s3:*", A)], [allow("s3:*", B)], "s3:GetObject", False),
    "resources in another case": ([allow("s3:*", A.upper())], [allow("s3:*", A)], "s3:GetObject", False),
    "on resources in common": ([allow("s3:*", [B, A])], [allow("s3:*", ["c", A])], "s3:GetObject", True),
    "on a resource that is asked about": (
        [allow("s3:*", A)], [allow("s3:*")], {"actions": "s3:GetObject", "resources": A}, True,
    ),
    "on another resource than is asked about": (
        [allow("s3:*", A)], [allow("s3:*", B)], {"actions": "s3:GetObject", "resources": A}, False,
    ),
    "all actions on a resource": ([allow("s3:Get*", A)], [allow("s3:Put*")], {"resources": A}, False),
    "some actions on a resource": ([allow("s3:Get*", A)], [allow("S3:get*")], {"resources": A}, True),
    "parts that have nothing in common": ([allow("s3:Get*")], [allow("s3:Put*")], PARTLY, False),
    "parts that have something in common": ([allow("s3:Get*")], [allow("S3:get*")], PARTLY, True),
    "parts on resources with nothing in common": (
        [allow("s3:Get*", A)], [allow("s3:Get*", B)], {**PARTLY, "resources": "arn:aws:s3:::*"}, False,
    ),
    "parts on resources in common": (
        [allow("s3:Get*", A)], [allow("s3:Get*", A)], {**PARTLY, "resources": "arn:aws:s3:::*"}, True,
    ),
    "one of several actions each": ([allow("s3:Get*")], [allow("s3:Put*")], ["s3:GetObject", "s3:PutObject"], False),
    "two statements, one for each": (
        [allow("s3:*", A), allow("s3:*", B)], [allow("ec2:*"), allow("s3:*", B)], "s3:GetObject", True,
    ),
    "a deny in the boundary": (
        [allow("s3:*")], [allow("*"), allow("s3:Get*", effect="Deny")], "s3:GetObject", False,
    ),
    "a deny in the policy": (
        [allow("s3:*"), allow("s3:Get*", effect="Deny")], [allow("*")], "s3:GetObject", False,
    ),
    "a deny in the boundary of all that the policy allows": (
        [allow("s3:*", A)], [allow("*"), allow("s3:*", A, effect="Deny")], "s3:GetObject", False,
    ),
    "a deny in the policy of all that the boundary allows": (
        [allow("*"), allow("s3:*", A, effect="Deny")], [allow("s3:*", A)], "s3:GetObject", False,
    ),
    "a deny in the boundary of something else": (
        [allow("s3:*")], [allow("*"), allow("s3:Put*", effect="Deny")], "s3:GetObject", True,
    ),
    "all resources but one, and this one": (
        [allow("s3:*", None, NotResource=A)], [allow("s3:*", A)], "s3:GetObject", False,
    ),
    "this resource, and all but this one": (
        [allow("s3:*", A)], [allow("s3:*", None, NotResource=A)], "s3:GetObject", False,
    ),
    "this resource, and all but another one": (
        [allow("s3:*", A)], [allow("s3:*", None, NotResource=B)], "s3:GetObject", True,
    ),
    "all resources but one each": (
        [allow("s3:*", None, NotResource=A)], [allow("s3:*", None, NotResource=B)], "s3:GetObject", True,
    ),
    "all actions but some, and these": (
        [allow(None, NotAction="s3:*")], [allow("S3:Get*")], {"resources": "*"}, False,
    ),
    "all actions but some, and others": (
        [allow(None, NotAction="s3:*")], [allow("ec2:*")], {"resources": "*"}, True,
    ),
    "a policy without resources": ([allow("s3:*", None)], [allow("s3:*", A)], "s3:GetObject", True),
    "a boundary without resources": ([allow("s3:*", A)], [allow("s3:*", None)], "s3:GetObject", True),
    "a resource that is a number": ([allow("s3:*", [1])], [allow("s3:*", A)], "s3:GetObject", False),
    "a resource that is not known": ([allow("s3:*", UNSET)], [allow("s3:*", A)], "s3:GetObject", None),
    "a resource that is not known in the boundary": ([allow("s3:*", A)], [allow("s3:*", UNSET)], "s3:GetObject", None),
    "a resource that is not known, and all": ([allow("s3:*", UNSET)], [allow("s3:*", [A, "*"])], "s3:GetObject", True),
    "a resource that is not known, and all but one": (
        [allow("s3:*", UNSET)], [allow("s3:*", None, NotResource=A)], "s3:GetObject", None,
    ),
    "a resource that is known in part, and does not fit": (
        [allow("s3:*", PartialText(("arn:aws:s3:::", Hole(UNSET), "/b")))], [allow("s3:*", "arn:aws:sqs:*")],
        "s3:GetObject", False,
    ),
    "a resource that is known in part, and may fit": (
        [allow("s3:*", PartialText(("arn:aws:s3:::", Hole(UNSET), "/b")))], [allow("s3:*", "arn:aws:s3:::b/*")],
        "s3:GetObject", None,
    ),
    "a resource that AWS fills in": (
        [allow("s3:*", "arn:aws:s3:::home/${aws:username}")], [allow("s3:*", "arn:aws:s3:::home/alice")],
        "s3:GetObject", None,
    ),
    "two resources that AWS fills in": (
        [allow("s3:*", "arn:aws:s3:::home/${aws:username}")], [allow("s3:*", "arn:aws:s3:::home/${aws:userid}")],
        "s3:GetObject", None,
    ),
    "two resources that AWS fills in, one with a known beginning": (
        [allow("s3:*", "arn:aws:s3:::home/a-${aws:username}")], [allow("s3:*", "arn:aws:s3:::home/${aws:userid}")],
        "s3:GetObject", None,
    ),
    "a resource that is not known, and a number": ([allow("s3:*", UNSET)], [allow("s3:*", [1])], "s3:GetObject", None),
    "a resource that AWS fills in, elsewhere": (
        [allow("s3:*", "arn:aws:s3:::home/${aws:username}")], [allow("s3:*", "arn:aws:s3:::logs/*")],
        "s3:GetObject", False,
    ),
    "a statement that may not be there": (
        OpenList([allow("s3:*")], {0: UNSET}), [allow("s3:*")], "s3:GetObject", None,
    ),
    "a statement of the boundary that may not be there": (
        [allow("s3:*")], OpenList([allow("s3:*")], {0: UNSET}), "s3:GetObject", None,
    ),
    "a statement that may not be there, on other resources": (
        OpenList([allow("s3:*", A), allow("s3:*", B)], {0: UNSET}), [allow("s3:*", A)], "s3:GetObject", None,
    ),
    "a resource that may not be there": (
        [allow("s3:*", OpenList([A], {0: UNSET}))], [allow("s3:*", A)], "s3:GetObject", None,
    ),
    "statements of the policy that are not known": ([allow("s3:*"), UNSET], [allow("s3:*")], "s3:GetObject", None),
    "statements of the policy that are not known, and a boundary that allows nothing": (
        [allow("s3:*"), UNSET], [allow("ec2:*")], "s3:GetObject", False,
    ),
    "statements of the policy that are not known, and nothing in common": (
        [allow("s3:*", A), UNSET], [allow("s3:*", B)], "s3:GetObject", None,
    ),
    "statements of the boundary that are not known": ([allow("s3:*")], [allow("s3:*"), UNSET], "s3:GetObject", None),
    "statements of the boundary that are not known, and a policy that allows nothing": (
        [allow("ec2:*")], [allow("s3:*"), UNSET], "s3:GetObject", False,
    ),
    "only statements of the boundary that are not known": ([allow("s3:*")], [UNSET], "s3:GetObject", None),
    "a condition": (
        [allow("s3:*")], [allow("s3:*", Condition={"StringEquals": {"aws:PrincipalTag/a": "b"}})], "s3:GetObject", True,
    ),
    "a condition, where none is asked for": (
        [allow("s3:*")], [allow("s3:*", Condition={"StringEquals": {"aws:PrincipalTag/a": "b"}})],
        {"actions": "s3:GetObject", "without_condition": True}, False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("operator", ["policy_allows", "policy_not_allows"])
@pytest.mark.parametrize("pair", PAIRS)
def test_a_policy_and_its_boundary(pair: str, operator: str) -> None:
    statements, boundary, value, allowed = PAIRS[pair]
    truth = ask(operator, statements, boundary, value)
    if allowed is None:
        assert isinstance(truth, Unknown)
    else:
        assert truth is (allowed if operator == "policy_allows" else not allowed)


def test_a_deny_of_a_part_counts_against_what_must_be_allowed_as_a_whole() -> None:
    denying = [allow("*"), allow("s3:DeleteObject", effect="Deny")]
    for statements, boundary in (([allow("s3:*")], denying), (denying, [allow("s3:*")])):
        assert ask("policy_allows", statements, boundary, "s3:*") is False
        assert ask("policy_allows", statements, boundary, {"actions": "s3:*", "partly": True}) is True
        assert ask("policy_not_allows", statements, boundary, "s3:*") is False


def either(*limits: list[Any] | None) -> Alternatives:
    symbol = fresh_symbol()
    documents = [None if each is None else Policies(each, None, secret=False) for each in limits]
    return Alternatives([Option(is_one_of(symbol, i), each) for i, each in enumerate(documents)], UNSET)


@pytest.mark.parametrize(
    ("limits", "allowed"),
    [
        ([[allow("s3:*")], [allow("s3:Get*")]], True),
        ([[allow("s3:*")], None], True),
        ([[allow("s3:Put*")], [allow("ec2:*")]], False),
        ([[allow("s3:*")], [allow("ec2:*")]], None),
        ([[allow("ec2:*")], None], None),
        ([[UNSET], [UNSET]], None),
    ],
)
def test_one_of_several_boundaries(limits: list[Any], allowed: bool | None) -> None:
    truth = ask("policy_allows", [allow("s3:*")], either(*limits), "s3:GetObject")
    forbidden = ask("policy_not_allows", [allow("s3:*")], either(*limits), "s3:GetObject")
    if allowed is None:
        assert isinstance(truth, Unknown)
        assert isinstance(forbidden, Unknown)
        assert reason(truth.cause).startswith("var.x has no value")
    else:
        assert (truth, forbidden) == (allowed, not allowed)
    assert ask("policy_allows", [allow("ec2:*")], either([allow("s3:*")], None), "s3:GetObject") is False


def test_a_policy_alone_has_no_boundary() -> None:
    row = OPERATORS["policy_allows"]
    for policy in ({"Statement": [allow("s3:*")]}, json.dumps({"Statement": allow("s3:*")})):
        assert judge(row, policy, row.value.prepare("s3:GetObject")) is True


def test_a_boundary_that_is_no_policy_leaves_nothing_certain() -> None:
    """What nobody can read lets nothing pass, neither way."""
    for operator in ("policy_allows", "policy_not_allows"):
        truth = ask(operator, [allow("s3:*")], "no policy", "s3:GetObject")
        assert not isinstance(truth, bool)
    assert ask("policy_allows", [allow("ec2:*")], "no policy", "s3:GetObject") is False
    assert isinstance(ask("policy_allows", [allow("s3:*")], UNSET, "s3:GetObject"), Unknown)


@pytest.mark.parametrize("kind", ["statements", "patterns"])
def test_comparing_with_a_boundary_is_bounded(kind: str) -> None:
    names = [f"arn:aws:s3:::{i}" for i in range(101)]
    others = [f"arn:aws:s3:::x{i}" for i in range(100)]
    if kind == "statements":
        ours, theirs = [allow("s3:*", name) for name in names], [allow("s3:*", name) for name in others]
    else:
        ours, theirs = [allow("s3:*", names)], [allow("s3:*", others)]
    truth = ask("policy_allows", ours, theirs, "s3:GetObject")
    assert isinstance(truth, Unknown)
    assert "more than 10,000 comparisons" in reason(truth.cause)
    fewer = [allow("s3:*", name) for name in names[1:]] if kind == "statements" else [allow("s3:*", names[1:])]
    assert ask("policy_allows", fewer, theirs, "s3:GetObject") is False
