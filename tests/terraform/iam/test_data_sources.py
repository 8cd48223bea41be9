"""Data sources that follow from their arguments are computed; the others are unknown, with a reason, unless a value is assumed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riveter.core.values import PartialText, Unknown

Terraform = Callable[..., Any]


@pytest.mark.parametrize(
    ("source", "expression"),
    [
        ('data "aws_partition" "current" {}', "data.aws_partition.current.partition"),
        ('data "aws_region" "current" {}', "data.aws_region.current.name"),
        ('data "aws_caller_identity" "me" {}', "data.aws_caller_identity.me.account_id"),
        ('data "aws_ami" "linux" {\n most_recent = true\n}', "data.aws_ami.linux.id"),
        ('data "external" "x" {\n program = ["rm", "-rf", "/"]\n}', "data.external.x.result"),
        ('data "archive_file" "zip" {\n type = "zip"\n output_path = "a.zip"\n}', "data.archive_file.zip.output_md5"),
    ],
)
def test_what_lies_outside_of_the_configuration_is_unknown_and_says_where_it_is_read(
    terraform: Terraform, source: str, expression: str
) -> None:
    loaded = terraform(f'{source}\nresource "aws_sns_topic" "t" {{\n  name = {expression}\n}}\n')
    value = loaded.value("aws_sns_topic.t", "name")
    assert isinstance(value, Unknown)
    assert value.kind == "data_source"
    assert value.reason == (
        f"{expression} is read from outside of the configuration (set it under `assume` in riveter.yml): main.tf:1"
    )
    assert value.references == (".".join(expression.split(".")[:3]),)


@pytest.mark.parametrize(
    ("source", "name"),
    [('template_file" "x" {\n  template = "a"\n}', "render"), ('null_data_source" "x" {}', "output")],
)
def test_an_attribute_that_a_complete_data_source_does_not_have_is_an_error(
    terraform: Terraform, source: str, name: str
) -> None:
    kind = source.partition('"')[0]
    loaded = terraform(f'data "{source}\nresource "aws_sns_topic" "t" {{\n  name = data.{kind}.x.{name}\n}}\n')
    assert loaded.problems() == [f'error: Unsupported attribute: data.{kind}.x has no attribute named "{name}".']
    value = loaded.value("aws_sns_topic.t", "name")
    assert isinstance(value, Unknown)
    assert value.kind == "evaluation_error"


def test_an_argument_of_a_data_source_is_known(terraform: Terraform) -> None:
    loaded = terraform(
        """
        data "archive_file" "zip" {
          type        = "zip"
          output_path = "build/app.zip"
        }
        resource "aws_lambda_function" "f" { filename = data.archive_file.zip.output_path }
        """
    )
    assert loaded.value("aws_lambda_function.f", "filename") == "build/app.zip"


def test_a_value_can_be_assumed_for_every_data_source_of_a_type(terraform: Terraform) -> None:
    loaded = terraform(
        """
        data "aws_partition" "current" {}
        data "aws_partition" "other" { count = 2 }
        resource "aws_iam_role" "r" {
          permissions_boundary = "arn:${data.aws_partition.current.partition}:iam::aws:policy/A"
          description          = data.aws_partition.other[1].partition
        }
        """,
        assume={"data.aws_partition.partition": "aws"},
    )
    assert loaded.value("aws_iam_role.r", "permissions_boundary") == "arn:aws:iam::aws:policy/A"
    assert loaded.value("aws_iam_role.r", "description") == "aws"


def test_an_assumption_for_one_address_wins_over_the_one_for_its_type(terraform: Terraform) -> None:
    loaded = terraform(
        """
        provider "aws" { alias = "replica" }
        data "aws_region" "here" {}
        data "aws_region" "there" { provider = aws.replica }
        output "both" { value = "${data.aws_region.here.name} ${data.aws_region.there.name}" }
        """,
        assume={"data.aws_region.name": "eu-west-1", "data.aws_region.there.name": "eu-north-1"},
    )
    assert loaded.eval('"${data.aws_region.here.name} ${data.aws_region.there.name}"') == "eu-west-1 eu-north-1"


def test_assumptions_reach_into_modules_by_address(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "m" {\n  for_each = toset(["a"])\n  source = "./m"\n}\n',
            "m/main.tf": """
                data "aws_caller_identity" "me" {}
                resource "aws_sns_topic" "t" { name = data.aws_caller_identity.me.account_id }
            """,
        },
        assume={'module.m["a"].data.aws_caller_identity.me.account_id': "111122223333"},
    )
    assert loaded.value('module.m["a"].aws_sns_topic.t', "name") == "111122223333"


def test_an_assumption_for_a_block_holds_for_all_its_instances_but_those_with_their_own(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "m" {\n  count  = 2\n  source = "./m"\n}\n',
            "m/main.tf": """
                data "aws_vpc" "v" { for_each = toset(["x"]) }
                resource "aws_sns_topic" "t" { name = data.aws_vpc.v["x"].cidr_block }
            """,
        },
        assume={
            "data.aws_vpc.cidr_block": "10.0.0.0/8",
            "module.m.data.aws_vpc.v.cidr_block": "10.1.0.0/16",
            'module.m[1].data.aws_vpc.v["x"].cidr_block': "10.2.0.0/16",
        },
    )
    assert loaded.value("module.m[0].aws_sns_topic.t", "name") == "10.1.0.0/16"
    assert loaded.value("module.m[1].aws_sns_topic.t", "name") == "10.2.0.0/16"


def test_assumed_values_have_terraforms_types(terraform: Terraform) -> None:
    loaded = terraform(
        'data "aws_availability_zones" "all" {}\ndata "aws_vpc" "main" {}\n',
        assume={
            "data.aws_availability_zones.names": ["eu-west-1a", "eu-west-1b"],
            "data.aws_vpc.tags": {"tier": "core", "weight": 0.5},
        },
    )
    assert loaded.eval("length(data.aws_availability_zones.all.names)") == 2
    assert loaded.eval('[for z in data.aws_availability_zones.all.names : "${z}!"]') == ["eu-west-1a!", "eu-west-1b!"]
    assert loaded.eval("data.aws_vpc.main.tags.weight * 2") == 1


def test_a_computed_attribute_of_a_resource_can_be_assumed(terraform: Terraform) -> None:
    loaded = terraform(
        'resource "aws_s3_bucket" "b" {}\nresource "aws_sns_topic" "t" {\n name = aws_s3_bucket.b.id\n}\n',
        assume={"aws_s3_bucket.b.id": "data-lake"},
    )
    assert loaded.value("aws_sns_topic.t", "name") == "data-lake"


def test_null_data_source_gives_its_inputs_as_texts(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "unset" {}
        data "null_data_source" "n" {
          inputs = { count = 3, on = true, later = var.unset }
        }
        """
    )
    assert loaded.eval("data.null_data_source.n.outputs.count") == "3"
    assert loaded.eval("[data.null_data_source.n.outputs.on, data.null_data_source.n.id]") == ["true", "static"]
    result = loaded.project.evaluator(str(loaded.root)).evaluate("data.null_data_source.n.outputs.later")
    assert result.unknown == "var.unset has no value: main.tf:2"


def test_template_file_renders_terraforms_template_language(terraform: Terraform) -> None:
    loaded = terraform(
        """
        data "template_file" "t" {
          template = "$${upper(name)}:%%{ for p in split(\\",\\", ports) }$${p};%%{ endfor }"
          vars     = { name = "web", ports = join(",", [80, 443]) }
        }
        """
    )
    assert loaded.eval("data.template_file.t.rendered") == "WEB:80;443;"


def test_template_file_keeps_what_is_known_around_unknown_variables(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "aws_s3_bucket" "b" {}
        data "template_file" "t" {
          template = "bucket=$${bucket}; mode=$${mode}"
          vars     = { bucket = aws_s3_bucket.b.id, mode = "ro" }
        }
        resource "aws_instance" "i" { user_data = data.template_file.t.rendered }
        """
    )
    value = loaded.value("aws_instance.i", "user_data")
    assert isinstance(value, PartialText)
    assert value.known_parts == ("bucket=", "; mode=ro")


def test_a_broken_template_is_told_at_its_data_source(terraform: Terraform) -> None:
    loaded = terraform(
        'data "template_file" "t" {\n  template = "$${nowhere}"\n}\noutput "x" {\n  value = data.template_file.t.rendered\n}\n'
    )
    problem = next(d for d in loaded.project.diagnostics if d.severity == "error")
    assert "nowhere" in problem.detail
    assert str(problem.span) == "main.tf:2:14"
