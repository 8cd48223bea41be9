"""What a provider makes is no secret, unless it is a password or a key; nor is what names accounts, regions and partitions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.scans import outcomes

RULE = "- name: r\n  resource_type: aws_lambda_function\n  assertions:\n    - {key: 'env.*', operator: not_looks_like_secret}\n"
WORLD = """
variable "given" {}
data "aws_caller_identity" "me" {}
data "aws_partition" "here" {}
data "aws_region" "here" {}
data "aws_secretsmanager_secret_version" "s" {
  secret_id = "s"
}
resource "aws_sqs_queue" "q" {}
resource "aws_iam_access_key" "k" {
  user = "u"
}
resource "random_password" "p" {
  count  = 2
  length = 20
}
resource "tls_private_key" "k" {
  algorithm = "ED25519"
}
resource "azuread_application_password" "p" {
  application_id = "a"
}
resource "google_service_account_key" "k" {
  service_account_id = "s"
}
resource "vault_approle_auth_backend_role_secret_id" "s" {
  role_name = "r"
}
"""


@pytest.mark.parametrize(
    ("value", "outcome"),
    [
        ("data.aws_caller_identity.me.account_id", "pass"),
        ("data.aws_region.here.name", "pass"),
        ('"arn:${data.aws_partition.here.partition}:sns:${data.aws_region.here.name}:1:x"', "pass"),
        ('"${data.aws_caller_identity.me.account_id}-${var.given}"', "unknown"),
        ("data.aws_secretsmanager_secret_version.s.secret_string", "unknown"),
        ("var.given", "unknown"),
        ("aws_sqs_queue.q.url", "pass"),
        ("aws_iam_access_key.k.id", "pass"),
        ("aws_iam_access_key.k.secret", "fail"),
        ("random_password.p[1].result", "fail"),
        ('"postgres://app:${random_password.p[0].result}@db"', "fail"),
        ("tls_private_key.k.private_key_pem", "fail"),
        ("azuread_application_password.p.value", "fail"),
        ("google_service_account_key.k.private_key", "fail"),
        ("google_service_account_key.k.public_key", "pass"),
        ("vault_approle_auth_backend_role_secret_id.s.secret_id", "fail"),
        ("tls_private_key.k.public_key_openssh", "pass"),
        ("sha256(random_password.p[0].result)", "unknown"),
    ],
)
def test_what_is_only_known_later(value: str, outcome: str, tmp_path: Path) -> None:
    text = f'{WORLD}resource "aws_lambda_function" "f" {{\n  env = {{ A = {value} }}\n}}\n'
    assert outcomes(tmp_path, RULE, text) == {"aws_lambda_function.f": outcome}
