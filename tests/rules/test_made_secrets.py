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
resource "azurerm_storage_account" "s" {
  name = "s"
}
resource "azurerm_application_insights" "i" {
  name = "i"
}
resource "azurerm_kubernetes_cluster" "c" {
  name = "c"
}
resource "google_container_cluster" "c" {
  name = "c"
}
resource "aws_iam_user_login_profile" "p" {
  user = "u"
}
resource "datadog_api_key" "k" {
  name = "k"
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
        # a part or another form of a secret
        ("upper(random_password.p[0].result)", "unknown"),
        ("substr(random_password.p[0].result, 0, 4)", "unknown"),
        ("base64encode(random_password.p[0].result)", "unknown"),
        ('"postgres://app:${urlencode(random_password.p[0].result)}@db"', "unknown"),
        # in lists and maps
        ("random_password.p[*].result", "fail"),
        ('split("x", random_password.p[0].result)', "unknown"),
        ("{ inner = [random_password.p[0].result] }", "fail"),
        ("random_password.p[0]", "unknown"),
        # what the schema of the provider declares sensitive: certificates, too
        ("azurerm_storage_account.s.primary_access_key", "fail"),
        ("azurerm_storage_account.s.primary_blob_endpoint", "pass"),
        ("azurerm_application_insights.i.connection_string", "unknown"),
        ("aws_iam_user_login_profile.p.password", "fail"),
        ("aws_iam_user_login_profile.p.encrypted_password", "unknown"),
        ("azurerm_kubernetes_cluster.c.kube_config_raw", "unknown"),
        ("google_container_cluster.c.master_auth", "unknown"),
        ("google_container_cluster.c.endpoint", "pass"),
        # no schema: the name tells
        ("datadog_api_key.k.key", "unknown"),
        ("datadog_api_key.k.name_servers", "pass"),
    ],
)
def test_what_is_only_known_later(value: str, outcome: str, tmp_path: Path) -> None:
    text = f'{WORLD}resource "aws_lambda_function" "f" {{\n  env = {{ A = {value} }}\n}}\n'
    assert outcomes(tmp_path, RULE, text) == {"aws_lambda_function.f": outcome}
