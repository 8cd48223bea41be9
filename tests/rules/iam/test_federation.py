"""Roles that are assumed with a token of an identity provider: whose token it must be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from riveter.core.causes import UnsetVariable
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.rules.iam.federation import SHARED
from riveter.rules.iam.query import policy_public
from riveter.rules.model.truth import Truth
from tests.rules.scans import outcomes

GITHUB = "token.actions.githubusercontent.com"
ACTION = "sts:AssumeRoleWithWebIdentity"


def provider(issuer: str) -> str:
    return f"arn:aws:iam::111122223333:oidc-provider/{issuer}"


def public(principal: Any, condition: Any = None, action: Any = ACTION, **more: Any) -> Truth:
    statement = {"Effect": "Allow", "Principal": {"Federated": principal}, "Action": action, **more}
    if condition is not None:
        statement["Condition"] = condition
    return policy_public({"Version": "2012-10-17", "Statement": [statement]})


@pytest.mark.parametrize(
    ("issuer", "claim", "pinned", "loose"),
    [
        (
            GITHUB,
            "sub",
            "repo:acme/app:*",
            ["*", "repo:*", "repo:acme*", "repo:*/app:*", "*:ref:refs/heads/main", "repo:a?me/app:*"],
        ),
        (GITHUB, "sub", "repo:acme/*", ["environment:production", "job_workflow_ref:*", "ref:refs/heads/main"]),
        (GITHUB, "sub", "repo:acme/app:ref:refs/heads/main", []),
        (GITHUB, "sub", "repository_owner:acme:environment:*", ["repository_owner:acme*"]),
        (GITHUB, "repository", "acme/*", ["*", "acme*", "*/app"]),
        (GITHUB, "repository_owner_id", "12345", ["*"]),
        (
            "gitlab.com",
            "sub",
            "project_path:acme/*:ref_type:branch:ref:main",
            ["*", "project_path:*", "project_path:ac*/x:*"],
        ),
        (
            "app.terraform.io",
            "sub",
            "organization:acme:project:*:workspace:*:run_phase:*",
            ["organization:*", "organization:ac*"],
        ),
        ("agent.buildkite.com", "sub", "organization:acme:pipeline:*", ["organization:*:pipeline:deploy:*"]),
        ("accounts.google.com", "aud", "1234.apps.googleusercontent.com", ["*", "*.apps.googleusercontent.com"]),
        ("accounts.google.com", "sub", "1089", ["*"]),
        ("graph.facebook.com", "app_id", "1234", ["*"]),
        ("www.amazon.com", "app_id", "amzn1.application-oa2-client.abc", ["*"]),
        ("cognito-identity.amazonaws.com", "aud", "eu-west-1:12345678-dead-beef", ["*", "eu-west-1:*"]),
        ("oidc.codefresh.io", "sub", "account:abc:pipeline:*", ["account:*"]),
    ],
)
def test_a_shared_provider_needs_a_claim_that_pins_its_owner(
    issuer: str, claim: str, pinned: str, loose: list[str]
) -> None:
    principal = issuer if "." in issuer and "github" not in issuer and issuer in _BARE else provider(issuer)
    key = f"{issuer}:{claim}"
    assert public(principal) is True
    assert public(principal, {"StringLike": {key: pinned}}) is False
    assert public(principal, {"StringLike": {key: [pinned, pinned]}}) is False
    assert public(principal, {"ForAnyValue:StringLike": {key.upper(): pinned}}) is False
    assert public(principal, {"StringLikeIfExists": {key: pinned}}) is False
    assert public(principal, {"StringNotLike": {key: pinned}}) is True
    assert public(principal, {"Null": {key: "false"}}) is True
    for value in loose:
        assert public(principal, {"StringLike": {key: value}}) is True, value
        assert public(principal, {"StringLike": {key: [pinned, value]}}) is True, value


_BARE = {"accounts.google.com", "graph.facebook.com", "www.amazon.com", "cognito-identity.amazonaws.com"}


def test_the_audience_of_a_shared_provider_pins_nobody_where_its_user_chooses_it() -> None:
    for issuer in (GITHUB, "gitlab.com", "app.terraform.io"):
        condition = {"StringEquals": {f"{issuer}:aud": "sts.amazonaws.com"}}
        assert public(provider(issuer), condition) is True
    amr = {"ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}}
    assert public("cognito-identity.amazonaws.com", amr) is True


@pytest.mark.parametrize(
    "principal",
    [
        provider("oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF"),
        provider("gitlab.example.com"),
        provider(f"{GITHUB}/acme"),
        provider("sts.windows.net/1234"),
        "arn:aws:iam::111122223333:saml-provider/Okta",
        "arn:aws-cn:iam::111122223333:saml-provider/Okta",
    ],
)
def test_a_provider_of_ones_own_has_no_strangers(principal: str) -> None:
    assert public(principal) is False
    assert public([principal, provider(GITHUB)]) is True


def test_the_partition_and_the_account_of_the_provider_do_not_matter() -> None:
    hole = Hole(Unknown(UnsetVariable("x")))
    for parts in (
        ("arn:", hole, f":iam::1:oidc-provider/{GITHUB}"),
        ("arn:aws:iam::", hole, f":oidc-provider/{GITHUB}"),
    ):
        assert public(PartialText(parts)) is True
    assert isinstance(public(PartialText(("arn:aws:iam::1:oidc-provider/", hole))), Unknown)
    assert public(f"arn:aws-us-gov:iam::1:oidc-provider/{GITHUB}") is True
    assert public(f"arn:aws-cn:iam::1:oidc-provider/{GITHUB}/") is True


def test_another_action_and_other_conditions() -> None:
    assert public(provider(GITHUB), action="sts:TagSession") is False
    assert public(provider(GITHUB), action=["sts:TagSession", "sts:assumerole*"]) is True
    assert public(provider(GITHUB), {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}) is False
    assert public(provider(GITHUB), {"Bool": {"aws:SecureTransport": "true"}}) is True
    assert public(provider(GITHUB), Effect="Deny") is False
    assert public("*") is True
    unknown = Unknown(UnsetVariable("x"))
    assert public(provider(GITHUB), unknown) is unknown
    assert public(unknown) is unknown
    assert public(provider(GITHUB), action=OpenList([ACTION], {0: unknown})) is unknown
    assert public(provider(GITHUB), action=None, NotAction="s3:*") is True
    assert public(provider(GITHUB), action=None, NotAction=["sts:AssumeRole*"]) is False
    assert isinstance(public(provider(GITHUB), action=unknown), Unknown)
    assert public(unknown, {"StringLike": {f"{GITHUB}:sub": "repo:acme/*"}}) is False


def test_every_shared_provider_is_open_without_a_condition() -> None:
    for issuer in SHARED:
        assert public(provider(issuer)) is True


TRUST = """
resource "aws_iam_role" "{name}" {{
  assume_role_policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{ Effect = "Allow", Principal = {{ Federated = {principal} }}, Action = "sts:AssumeRoleWithWebIdentity"{condition} }}]
  }})
}}
"""


def test_a_provider_that_is_declared_or_looked_up_is_known_by_its_url(tmp_path: Path) -> None:
    sub = ', Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/app:*" } }'
    text = """
    resource "aws_iam_openid_connect_provider" "github" {
      url            = "https://token.actions.githubusercontent.com"
      client_id_list = ["sts.amazonaws.com"]
    }
    data "aws_iam_openid_connect_provider" "github" { url = "https://token.actions.githubusercontent.com" }
    resource "aws_eks_cluster" "c" { name = "c" }
    resource "aws_iam_openid_connect_provider" "cluster" { url = aws_eks_cluster.c.identity[0].oidc[0].issuer }
    resource "aws_iam_saml_provider" "s" { name = "s" }
    """
    roles = {
        "declared": ("aws_iam_openid_connect_provider.github.arn", ""),
        "pinned": ("aws_iam_openid_connect_provider.github.arn", sub),
        "looked_up": ("data.aws_iam_openid_connect_provider.github.arn", ""),
        "cluster": ("aws_iam_openid_connect_provider.cluster.arn", ""),
        "saml": ("aws_iam_saml_provider.s.arn", ""),
    }
    text += "".join(TRUST.format(name=n, principal=p, condition=c) for n, (p, c) in roles.items())
    rules = """
    - name: trust
      resource_type: aws_iam_role
      assertions:
        - {key: assume_role_policy, operator: not_policy_public}
    """
    found = outcomes(tmp_path, rules, text)
    assert found == {
        "aws_iam_role.declared": "fail",
        "aws_iam_role.pinned": "pass",
        "aws_iam_role.looked_up": "fail",
        "aws_iam_role.cluster": "pass",
        "aws_iam_role.saml": "pass",
    }


def test_a_document_without_statements_allows_nothing() -> None:
    assert policy_public(json.dumps({"Version": "2012-10-17"})) is False
