"""What is known of attributes that the provider sets: their types, and which of them may be null."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riveter import provider_schema
from riveter.core.causes import ComputedAttribute
from riveter.core.values import Unknown
from riveter.terraform.data_sources import iam_policy_document
from tests.rules.scans import outcomes
from tests.terraform.conftest import Loaded

Terraform = Callable[..., Loaded]

RESOURCES = """
    resource "aws_eip" "e" {}
    resource "aws_kms_key" "k" {}
    resource "aws_s3_bucket" "b" {
      count = 2
    }
    resource "other_thing" "o" {}
    data "aws_availability_zones" "z" {}
    """


def asked(terraform: Terraform, expression: str) -> object:
    loaded = terraform(
        RESOURCES + f'resource "terraform_data" "asks" {{\n  input = {expression}\n}}\n', schemas=provider_schema
    )
    value = loaded.value("terraform_data.asks", "input")
    return "unknown" if isinstance(value, Unknown) else value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("aws_eip.e.ipam_pool_id == null", "unknown"),
        ("aws_eip.e.ipam_pool_id != null", "unknown"),
        ("aws_eip.e.ipam_pool_id == null ? 1 : 2", "unknown"),
        ("aws_eip.e.instance == null", "unknown"),  # optional and computed
        ("aws_eip.e.address == null", True),  # neither written nor computed
        ("aws_eip.e.arn == null", False),
        ("aws_kms_key.k.key_id != null", True),
        ("aws_kms_key.k.policy == null", "unknown"),
        ("aws_s3_bucket.b[0].bucket == null", False),
        ("aws_s3_bucket.b[0].bucket_regional_domain_name == null", False),
        ("aws_eip.e.allocation_id == null", False),
        ("other_thing.o.id == null", False),
        ("other_thing.o.size == null", "unknown"),  # no schema tells
        ("data.aws_availability_zones.z.names == null", "unknown"),
        ("length(flatten([aws_s3_bucket.b[*].id, [aws_kms_key.k.arn]]))", 3),
        ("length(flatten([data.aws_availability_zones.z.names]))", "unknown"),
        ("length(flatten([other_thing.o.parts]))", "unknown"),
        ('aws_kms_key.k.arn == ""', False),
        ('aws_kms_key.k.policy == ""', "unknown"),
        ('aws_eip.e.instance == ""', "unknown"),
        ('other_thing.o.id != ""', True),
        ('coalesce("", aws_kms_key.k.arn, "x") == "x" ? 1 : 2', "unknown"),
        ('length(compact([aws_kms_key.k.arn, "", "a"]))', 2),
        ('length(compact([aws_kms_key.k.policy, "a"]))', "unknown"),
        ('keys({ for k, v in { a = aws_kms_key.k.arn, b = "" } : k => v if v != "" })[0]', "a"),
        ("aws_eip.e.public_ip == 5", False),
        ("aws_kms_key.k.arn == 5", False),
        ('try(aws_eip.e.public_ip.x, "no object")', "no object"),
    ],
)
def test_only_what_names_the_resource_is_never_null(terraform: Terraform, expression: str, value: object) -> None:
    assert asked(terraform, expression) == value


@pytest.mark.parametrize("attribute", ["ipam_pool_id", "carrier_ip"])
def test_an_argument_that_may_be_null_may_be_left_out(terraform: Terraform, attribute: str) -> None:
    loaded = terraform(
        RESOURCES + f'resource "terraform_data" "t" {{\n  input = aws_eip.e.{attribute}\n}}\n', schemas=provider_schema
    )
    value = loaded.value("terraform_data.t", "input")
    assert isinstance(value, Unknown)
    assert not value.not_null


def test_the_output_of_terraform_data_is_its_input(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "terraform_data" "empty" {}
        resource "terraform_data" "full" {
          input            = ["x"]
          triggers_replace = "y"
        }
        resource "terraform_data" "asks" {
          input = [
            terraform_data.empty.output == null, terraform_data.full.output,
            terraform_data.empty.triggers_replace == null, terraform_data.full.triggers_replace, terraform_data.full.id == null,
          ]
        }
        resource "terraform_data" "none" {
          count = terraform_data.empty.output == null ? 0 : 1
        }
        """
    )
    assert loaded.value("terraform_data.asks", "input") == [True, ["x"], True, "y", False]
    assert "terraform_data.none[0]" not in loaded.addresses()


@pytest.mark.parametrize(
    ("bucket", "expression", "value"),
    [
        ('var.on ? "x" : null', "aws_s3_bucket.asked.bucket == null", False),
        ('var.on ? "x" : null', 'startswith(aws_s3_bucket.asked.bucket, "x")', "unknown"),
        ('var.on ? "x" : "xy"', 'startswith(aws_s3_bucket.asked.bucket, "x")', True),
        ("var.name", "aws_s3_bucket.asked.bucket == var.name", "unknown"),
        ("var.set", "aws_s3_bucket.asked.bucket == var.set", True),
        ("var.name", "aws_s3_bucket.asked.bucket == aws_s3_bucket.asked.bucket", True),
    ],
)
def test_a_null_argument_is_filled_in_by_the_provider(
    terraform: Terraform, bucket: str, expression: str, value: object
) -> None:
    loaded = terraform(
        f"""
        variable "on" {{
          type = bool
        }}
        variable "name" {{}}
        variable "set" {{
          nullable = false
        }}
        resource "aws_s3_bucket" "asked" {{
          bucket = {bucket}
        }}
        resource "terraform_data" "asks" {{
          input = {expression}
        }}
        """,
        schemas=provider_schema,
    )
    found = loaded.value("terraform_data.asks", "input")

    assert ("unknown" if isinstance(found, Unknown) else found) == value


def test_a_document_that_an_expression_reads_is_written_once(terraform: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    attribute = iam_policy_document.attribute

    def noting(arguments: Any, name: str, charge: Any) -> Any:
        written.append(name)
        return attribute(arguments, name, charge)

    monkeypatch.setattr(iam_policy_document, "attribute", noting)
    loaded = terraform(
        'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:*"]\n  }\n}\n'
        'resource "aws_iam_policy" "p" {\n  policy = data.aws_iam_policy_document.d.json\n}\n',
        schemas=provider_schema,
    )
    document = loaded["data.aws_iam_policy_document.d"]
    assert document.get("json")[0].value == loaded["aws_iam_policy.p"].values["policy"]
    assert written == ["json"]


CLUSTERS = """
resource "aws_eks_cluster" "e" {
  name     = "e"
  role_arn = "r"
  vpc_config {
    subnet_ids = ["s"]
  }
}
resource "aws_lambda_function" "outside" {
  function_name = "f"
  role          = "r"
}
"""


@pytest.mark.parametrize("key", ["vpc_config.vpc_id", "vpc_config.0.vpc_id", "vpc_config.*.vpc_id"])
def test_what_only_the_provider_sets_in_a_block_is_not_known(terraform: Terraform, key: str) -> None:
    resources = terraform(CLUSTERS, schemas=provider_schema).by_address

    (found,) = resources["aws_eks_cluster.e"].get(key)
    assert isinstance(found.value, Unknown)
    assert isinstance(found.value.cause, ComputedAttribute)
    assert found.value.cause.attribute == "vpc_config.0.vpc_id"
    assert resources["aws_lambda_function.outside"].get(key) == []  # there is no such block
    assert resources["aws_eks_cluster.e"].get("vpc_config.public_access_cidrs") == []  # somebody may write it


@pytest.mark.parametrize(
    "condition",
    ["{key: vpc_config.vpc_id, %s}", "{each: vpc_config, assertions: [{key: vpc_id, %s}]}"],
)
@pytest.mark.parametrize(
    "judgement", ["operator: not_equals, value: vpc-1", "operator: exists", "operator: matches, value: '^[a-z0-9-]*$'"]
)
def test_rules_do_not_judge_it(tmp_path: Path, condition: str, judgement: str) -> None:
    rule = f"- name: r\n  resource_type: aws_eks_cluster\n  assertions: [{condition % judgement}]\n"
    assert outcomes(tmp_path, rule, {"main.tf": CLUSTERS}) == {"aws_eks_cluster.e": "unknown"}


@pytest.mark.parametrize(
    ("judgement", "expected"),
    [
        ("key: arn, operator: exists", "pass"),
        ("key: cluster_id, operator: exists", "unknown"),  # of local clusters only
        ("key: cluster_id, operator: not_exists", "unknown"),
        ("key: cluster_id, operator: is_known", "fail"),
        ("key: cluster_id, operator: matches, value: '^[^ ]*$'", "unknown"),
    ],
)
def test_an_id_of_something_connected_may_be_null(tmp_path: Path, judgement: str, expected: str) -> None:
    rule = f"- name: r\n  resource_type: aws_eks_cluster\n  assertions: [{{{judgement}}}]\n"
    assert outcomes(tmp_path, rule, {"main.tf": CLUSTERS}) == {"aws_eks_cluster.e": expected}
