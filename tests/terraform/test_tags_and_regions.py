"""What AWS resources take from their provider configuration: `tags_all` and the region. As the provider 5.100 plans it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riveter import provider_schema
from riveter.core.values import Unknown
from tests.terraform.conftest import Loaded

Terraform = Callable[..., Loaded]

PROVIDERS = """
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "d"
  region = "us-east-1"
  default_tags {
    tags = {
      Owner = "team"
      Env   = "dev"
      tmp-x = "y"
    }
  }
  ignore_tags {
    keys         = ["Env", "Skip"]
    key_prefixes = ["tmp-"]
  }
}
variable "unset" {}
"""


def key(
    terraform: Terraform, text: str | dict[str, str], path: str, address: str = "aws_sns_topic.t", **options: Any
) -> Any:
    """The value of a key of a resource; None where it is missing."""
    (resource,) = [
        r for r in terraform(text, schemas=provider_schema, **options).project.resources if r.address == address
    ]
    found = resource.get(path)
    return found[0].value if found else None


@pytest.mark.parametrize(
    ("arguments", "tags"),
    [
        ('tags = { A = "b" }', {"A": "b"}),
        ("", None),
        ("tags = {}", None),
        ("provider = aws.d", {"Owner": "team"}),
        ('provider = aws.d\ntags = { Owner = "me", Skip = "z", tmp-q = "1", B = "c" }', {"Owner": "me", "B": "c"}),
        ('provider = aws.d\ntags = { A = null, B = "x" }', {"Owner": "team", "B": "x"}),
        (
            'provider = aws.d\ntags = { Owner = null, B = "x" }',
            {"Owner": "team", "B": "x"},
        ),  # as version 5.100 plans it
    ],
)
def test_tags_all_are_those_of_the_resource_and_of_the_provider(
    terraform: Terraform, arguments: str, tags: Any
) -> None:
    text = f'{PROVIDERS}resource "aws_sns_topic" "t" {{\n{arguments}\n}}\n'
    assert key(terraform, text, "tags_all") == tags


@pytest.mark.parametrize("one", ['{"tags": %s}', '[{"tags": %s}]'])
def test_in_json_syntax_the_tags_of_the_provider_are_the_same(terraform: Terraform, one: str) -> None:
    def of(tags: str, path: str, more: str = "") -> Any:
        block = f'{{"provider": {{"aws": [{{"region": "x", "default_tags": {one % tags}{more}}}]}}}}'
        return key(
            terraform, {"main.tf": 'resource "aws_sns_topic" "t" {}\nvariable "unset" {}', "p.tf.json": block}, path
        )

    assert of('{"A": "b"}', "tags_all") == {"A": "b"}
    assert of('{"A": "b"}', "tags_all", ', "ignore_tags": {"keys": ["A"]}') is None
    assert isinstance(of('"${var.unset}"', "tags_all.A"), Unknown)
    assert isinstance(of('{"A": "${var.unset}"}', "tags_all.A"), Unknown)


def test_a_tag_that_is_not_known_leaves_the_others_known(terraform: Terraform) -> None:
    text = f'{PROVIDERS}resource "aws_sns_topic" "t" {{\nprovider = aws.d\ntags = {{ A = var.unset }}\n}}\n'
    assert isinstance(key(terraform, text, "tags_all.A"), Unknown)
    assert key(terraform, text, "tags_all.Owner") == "team"


@pytest.mark.parametrize("tags", ["var.unset", 'merge(var.unset, { B = "c" })'])
def test_tags_that_are_not_known_may_override_those_of_the_provider(terraform: Terraform, tags: str) -> None:
    text = f'{PROVIDERS}resource "aws_sns_topic" "t" {{\nprovider = aws.d\ntags = {tags}\n}}\n'
    assert isinstance(key(terraform, text, "tags_all.Owner"), Unknown)
    assert isinstance(key(terraform, text, "tags_all.Other"), Unknown)
    assert key(terraform, text, "tags_all.B") == "c" or "merge" not in tags


@pytest.mark.parametrize("tags", ['{ B = "c" }', "null", '{ B = "c", Owner = null }'])
def test_tags_that_are_one_of_a_few_leave_known_what_all_of_them_have(terraform: Terraform, tags: str) -> None:
    text = f'{PROVIDERS}resource "aws_sns_topic" "t" {{\nprovider = aws.d\n'
    text += f'tags = var.unset == "x" ? {tags} : tomap({{}})\n}}\n'
    assert key(terraform, text, "tags_all.Owner") == "team"


def test_default_tags_that_are_not_known(terraform: Terraform) -> None:
    text = 'variable "unset" {}\nprovider "aws" {\ndefault_tags {\ntags = var.unset\n}\n}\n'
    text += 'resource "aws_sns_topic" "t" {\ntags = { A = "b" }\n}\n'
    assert key(terraform, text, "tags_all.A") == "b"
    assert isinstance(key(terraform, text, "tags_all.Owner"), Unknown)


def test_tags_all_can_be_read_by_others(terraform: Terraform) -> None:
    text = f'{PROVIDERS}resource "aws_sns_topic" "t" {{\nprovider = aws.d\n}}\n'
    text += 'resource "aws_sns_topic" "u" {\ndisplay_name = aws_sns_topic.t.tags_all["Owner"]\n}\n'
    assert key(terraform, text, "display_name", "aws_sns_topic.u") == "team"


def test_a_module_gets_the_provider_that_its_call_gives(terraform: Terraform) -> None:
    files = {
        "main.tf": f'{PROVIDERS}module "m" {{\nsource = "./m"\nproviders = {{ aws = aws.d }}\n}}\n'
        'module "n" {\nsource = "./m"\n}\n',
        "m/main.tf": 'resource "aws_sns_topic" "t" {}\n',
    }
    for address, owner, region in (("module.m", "team", "us-east-1"), ("module.n", None, "eu-west-1")):
        assert key(terraform, files, "tags_all.Owner", f"{address}.aws_sns_topic.t") == owner
        assert key(terraform, files, "__region__", f"{address}.aws_sns_topic.t") == region


@pytest.mark.parametrize(
    ("arguments", "region"),
    [("", "eu-west-1"), ("provider = aws.d", "us-east-1"), ('region = "ap-south-1"', "ap-south-1")],
)
def test_the_region_is_that_of_the_resource_or_of_its_provider(
    terraform: Terraform, arguments: str, region: str
) -> None:
    text = f'{PROVIDERS}resource "aws_sns_topic" "t" {{\n{arguments}\n}}\n'
    assert key(terraform, text, "__region__") == region
    text += 'resource "aws_sns_topic" "u" {\ndisplay_name = aws_sns_topic.t.region\n}\n'
    assert key(terraform, text, "display_name", "aws_sns_topic.u") == region


def test_the_region_of_a_provider_with_for_each(terraform: Terraform) -> None:
    text = 'provider "aws" {\nfor_each = toset(["eu-west-1", "us-east-1"])\nalias = "by"\nregion = each.key\n}\n'
    text += 'resource "aws_sns_topic" "t" {\nprovider = aws.by["us-east-1"]\n}\n'
    assert key(terraform, {"main.tofu": text}, "__region__") == "us-east-1"


def test_without_a_provider_block_the_region_comes_from_the_environment(terraform: Terraform) -> None:
    assert isinstance(key(terraform, 'resource "aws_sns_topic" "t" {}\n', "__region__"), Unknown)
    assert key(terraform, 'resource "google_storage_bucket" "t" {}\n', "__region__", "google_storage_bucket.t") is None


def test_before_version_6_a_resource_has_no_region_of_its_own(terraform: Terraform) -> None:
    text = (
        f'terraform {{\nrequired_providers {{\naws = "~> 5.0"\n}}\n}}\n{PROVIDERS}resource "aws_sns_topic" "t" {{}}\n'
    )
    (topic,) = [r for r in terraform(text, schemas=provider_schema).project.resources if r.address == "aws_sns_topic.t"]
    assert topic.filled_in is not None
    assert topic.filled_in(("region",)) is None
    assert topic.get("__region__")[0].value == "eu-west-1"


def test_a_provider_that_depends_on_its_own_resource_ends(terraform: Terraform) -> None:
    text = 'provider "aws" {\nregion = aws_sns_topic.t.region\n}\nresource "aws_sns_topic" "t" {}\n'
    assert isinstance(key(terraform, text, "__region__"), Unknown)


def test_of_no_tags_at_all_a_reference_is_unknown(terraform: Terraform) -> None:
    text = f'{PROVIDERS}resource "aws_sns_topic" "t" {{}}\nresource "aws_sns_topic" "u" {{\ntags = aws_sns_topic.t.tags_all\n}}\n'
    assert isinstance(key(terraform, text, "tags", "aws_sns_topic.u"), Unknown)
    assert key(terraform, text, "tags_all") is None
