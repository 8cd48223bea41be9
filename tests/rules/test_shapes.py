"""What is known of values that are not known: account ids, ARNs and networks are never `*`, nor the whole internet."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.core.causes import ComputedAttribute, DataSource, UnsetVariable
from riveter.core.shapes import shape_of, with_shape
from riveter.core.values import PartialText, Unknown
from tests.rules.scans import outcomes


@pytest.mark.parametrize(
    ("address", "attribute", "text", "matches"),
    [
        ("data.aws_caller_identity.me", "account_id", "111122223333", True),
        ("data.aws_caller_identity.me", "account_id", "*", False),
        ("module.a[\"x\"].data.aws_caller_identity.me[0]", "arn", "arn:aws:sts::111122223333:assumed-role/x/y", True),
        ("data.aws_vpc.v", "cidr_block", "10.0.0.0/16", True),
        ("data.aws_vpc.v", "cidr_block", "0.0.0.0/0", False),
        ("data.aws_vpc.v", "cidr_block", "10.0.0.0/8", False),
        ("data.aws_subnet.s", "cidr_block", "10.0.0.0/28", True),
        ("data.aws_partition.p", "partition", "aws-us-gov", True),
        ("data.aws_partition.p", "partition", "*", False),
        ("data.aws_organizations_organization.o", "id", "o-a1b2c3d4e5", True),
        ("data.aws_organizations_organization.o", "id", "", False),
        ("data.aws_elb_service_account.e", "arn", "arn:aws:iam::156460612806:root", True),
        ("data.aws_organizations_organization.o", "arn", "arn:aws:organizations::111122223333:organization/o-abcdefghij", True),
        ("data.aws_region.r", "name", "ap-southeast-2", True),
        ("data.aws_region.r", "name", "us-gov-west-1", True),
        ("data.google_compute_default_service_account.d", "email", "1-compute@developer.gserviceaccount.com", True),
        ("data.google_compute_default_service_account.d", "email", "a@p.iam.gserviceaccount.com", False),
        ("data.google_app_engine_default_service_account.d", "member", "serviceAccount:p@appspot.gserviceaccount.com", True),
        ("data.google_project.p", "number", "123", True),
        ("data.google_project.p", "number", "", False),
        ("data.azurerm_subscription.s", "id", "/subscriptions/01234567-89ab-cdef-0123-456789abcdef", True),
        ("data.azurerm_subscription.s", "id", "/subscriptions/01234567-89ab-cdef-0123-456789abcdef/resourceGroups/g", False),
        ("data.azurerm_client_config.c", "subscription_id", "01234567-89ab-cdef-0123-456789abcdef", True),
        ("data.azurerm_management_group.g", "id", "/providers/Microsoft.Management/managementGroups/g", True),
        ("data.azurerm_resource_group.g", "id", "/subscriptions/01234567-89ab-cdef-0123-456789abcdef", False),
    ],
)  # fmt: skip
def test_attributes_of_data_sources(address: str, attribute: str, text: str, matches: bool) -> None:
    import re2

    shape = shape_of(Unknown(DataSource(address, attribute)))
    assert shape is not None
    assert (re2.fullmatch(shape, text) is not None) is matches


@pytest.mark.parametrize(
    ("attribute", "text", "matches"),
    [
        ("email", "a@p.iam.gserviceaccount.com", True),
        ("email", "a@b@p.iam.gserviceaccount.com", False),
        ("email", "1-compute@developer.gserviceaccount.com", False),
        ("member", "serviceAccount:a@p.iam.gserviceaccount.com", True),
        ("member", "allUsers", False),
    ],
)
def test_accounts_that_are_created_are_no_default_ones(attribute: str, text: str, matches: bool) -> None:
    import re2

    shape = shape_of(Unknown(ComputedAttribute("google_service_account.a", attribute)))
    assert shape is not None
    assert (re2.fullmatch(shape, text) is not None) is matches
    assert shape_of(Unknown(DataSource("data.google_service_account.a", attribute))) is None


def test_a_subscription_that_is_created_has_the_id_of_an_alias() -> None:
    read = shape_of(Unknown(DataSource("data.azurerm_subscription.s", "id")))
    assert shape_of(Unknown(ComputedAttribute("azurerm_subscription.s", "id"))) not in (None, read)


def test_links_of_google_are_never_empty_and_have_no_wildcard() -> None:
    import re2

    shape = shape_of(Unknown(ComputedAttribute("google_compute_network.n", "self_link")))
    assert shape is not None
    assert re2.fullmatch(shape, "https://www.googleapis.com/compute/v1/projects/p/global/networks/n") is not None
    assert [text for text in ("", "*") if re2.fullmatch(shape, text) is not None] == []
    assert shape_of(Unknown(ComputedAttribute("other_thing.n", "self_link"))) is None


def test_what_has_no_shape() -> None:
    for cause in (
        DataSource("data.aws_ssm_parameter.p", "value"),
        DataSource("data.aws_iam_policy.p", "policy"),
        ComputedAttribute("aws_lb.l", "dns_name"),
        ComputedAttribute("aws_route53_record.r", "id"),
        ComputedAttribute("random_string.r", "id"),
        ComputedAttribute("aws_cloudwatch_metric_alarm.a", "arn"),
        UnsetVariable("x"),
    ):
        unknown = Unknown(cause)
        assert shape_of(unknown) is None
        assert with_shape(unknown) is unknown
    assert isinstance(with_shape(Unknown(ComputedAttribute("aws_iam_role.r", "arn"))), PartialText)


TEXT = """
data "aws_caller_identity" "me" {}
data "aws_partition" "p" {}
data "aws_vpc" "v" {
  id = "vpc-1"
}
resource "aws_iam_role" "r" {
  assume_role_policy = "{}"
}
variable "x" {}
locals {
  roots = formatlist("arn:${data.aws_partition.p.partition}:iam::%s:root", ["111122223333"])
}
resource "terraform_data" "account" {
  input = data.aws_caller_identity.me.account_id
}
resource "terraform_data" "root" {
  input = "arn:${data.aws_partition.p.partition}:iam::${data.aws_caller_identity.me.account_id}:root"
}
resource "terraform_data" "list" {
  input = local.roots[0]
}
resource "terraform_data" "role" {
  input = aws_iam_role.r.arn
}
resource "terraform_data" "network" {
  input = data.aws_vpc.v.cidr_block
}
resource "terraform_data" "given" {
  input = var.x
}
resource "terraform_data" "upper" {
  input = upper(data.aws_partition.p.partition)
}
"""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("operator: not_equals, value: '*'", "pass pass pass pass pass unknown unknown"),
        ("operator: not_in, value: ['*', '0.0.0.0/0']", "pass pass pass pass pass unknown unknown"),
        ("operator: not_matches, value: '[*?]'", "pass pass pass pass pass unknown unknown"),
        ("operator: is_not_empty", "pass pass pass pass pass unknown unknown"),
        ("operator: exists", "pass pass pass pass pass unknown pass"),
        ("operator: starts_with, value: 'arn:aws'", "fail pass pass pass fail unknown unknown"),
        ("operator: ends_with, value: ':root'", "fail pass pass unknown fail unknown unknown"),
        ("operator: matches, value: '^[0-9]{12}$'", "pass fail fail fail fail unknown unknown"),
        ("operator: matches, value: '/0*[0-7]$'", "fail fail fail unknown fail unknown unknown"),
        ("operator: equals, value: '111122223333'", "unknown fail fail fail fail unknown unknown"),
        (
            "operator: equals, value: 'arn:aws:iam::111122223333:root'",
            "fail unknown unknown unknown fail unknown unknown",
        ),
        ("operator: glob, value: 'arn:aws*:iam::*'", "fail pass pass unknown fail unknown unknown"),
    ],
)
def test_operators_know_the_shape(tmp_path: Path, condition: str, expected: str) -> None:
    rules = f"- name: r\n  resource_type: terraform_data\n  assertions:\n    - {{key: input, {condition}}}\n"
    found = outcomes(tmp_path, rules, TEXT)
    names = ("account", "root", "list", "role", "network", "given", "upper")
    assert {name: found[f"terraform_data.{name}"] for name in names} == dict(zip(names, expected.split(), strict=True))
