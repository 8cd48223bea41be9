"""OpenTofu's `lifecycle { enabled }`: zero or one instance, without a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riveter.core.alternatives import Alternatives, both

Terraform = Callable[..., Any]

VARIABLES = """
variable "on"   { type = bool }
variable "text" { type = string }
variable "any"  {}
variable "off" {
  type    = bool
  default = false
}
"""


def bucket(enabled: str) -> str:
    """A resource with this `enabled`."""
    return f'{VARIABLES}\nresource "aws_s3_bucket" "b" {{\n  bucket = "b"\n  lifecycle {{\n    enabled = {enabled}\n  }}\n}}\n'


@pytest.mark.parametrize(
    ("enabled", "exists"),
    [
        ("true", True),
        ('"true"', True),
        ("!var.off", True),
        ("sensitive(true)", True),
        ("false", False),
        ('"false"', False),
        ("var.off", False),
        ("sensitive(false)", False),
        ("var.on && false", False),
    ],
)
def test_a_known_value_decides_whether_there_is_an_instance(terraform: Terraform, enabled: str, exists: bool) -> None:
    loaded = terraform(bucket(enabled))
    assert loaded.problems() == []
    assert loaded.addresses() == (["aws_s3_bucket.b"] if exists else [])
    if exists:
        assert loaded["aws_s3_bucket.b"].existence is None


@pytest.mark.parametrize("enabled", ["var.on", "!var.on", 'var.text == "prod"', "var.any", "var.on ? var.off : true"])
def test_an_unknown_value_leaves_open_whether_there_is_an_instance(terraform: Terraform, enabled: str) -> None:
    loaded = terraform(bucket(enabled))
    assert loaded.problems() == []
    assert loaded.addresses() == ["aws_s3_bucket.b"]
    existence = loaded["aws_s3_bucket.b"].existence
    assert isinstance(existence, Alternatives)
    assert sorted(existence.values) == [False, True]
    assert "has no value" in existence.reason


@pytest.mark.parametrize("enabled", ["null", "0", "1", '"no"', '""', "[]", "{}"])
def test_a_value_that_is_no_bool_is_an_error_and_hides_nothing(terraform: Terraform, enabled: str) -> None:
    loaded = terraform(bucket(enabled))
    assert [problem.partition(" The given")[0] for problem in loaded.problems()] == ["error: Invalid enabled argument:"]
    (problem,) = loaded.project.diagnostics
    assert str(problem.span) == "main.tf:13:15"
    assert loaded.addresses() == ["aws_s3_bucket.b"]
    assert loaded["aws_s3_bucket.b"].existence is not None


def test_two_resources_with_opposite_conditions_never_exist_together(terraform: Terraform) -> None:
    first = bucket("var.on")
    second = bucket("!var.on").removeprefix(VARIABLES).replace('"b"', '"c"')
    loaded = terraform(first + second)
    one, other = loaded["aws_s3_bucket.b"].existence, loaded["aws_s3_bucket.c"].existence
    together = [
        first.value and second.value
        for first in one.options
        for second in other.options
        if both(first.guard, second.guard) is not None
    ]
    assert together == [False, False]


def test_an_argument_of_another_name_or_another_block_enables_nothing(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "aws_s3_bucket" "a" {
          bucket = "a"
          lifecycle {
            prevent_destroy = false
          }
        }
        resource "aws_dynamodb_table" "t" {
          name = "t"
          point_in_time_recovery {
            enabled = false
          }
        }
        """
    )
    assert loaded.addresses() == ["aws_s3_bucket.a", "aws_dynamodb_table.t"]
    assert loaded["aws_s3_bucket.a"].existence is loaded["aws_dynamodb_table.t"].existence is None


@pytest.mark.parametrize(("enabled", "addresses"), [("true", ["module.m.aws_s3_bucket.b"]), ("false", [])])
def test_a_module_has_it_as_well(terraform: Terraform, enabled: str, addresses: list[str]) -> None:
    loaded = terraform(
        {
            "main.tf": f'module "m" {{\n  source = "./m"\n  lifecycle {{\n    enabled = {enabled}\n  }}\n}}\n',
            "m/main.tf": 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n',
        },
        paths=["."],
    )
    assert loaded.addresses() == addresses


def test_a_json_file_has_it_as_well(terraform: Terraform) -> None:
    text = '{"resource": {"aws_s3_bucket": {"b": {"bucket": "b", "lifecycle": {"enabled": false}}}}}'
    assert terraform({"main.tf.json": text}).addresses() == []


def test_an_unknown_of_the_module_is_the_unknown_of_what_is_in_it(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tf": f'{VARIABLES}\nmodule "m" {{\n  source = "./m"\n  lifecycle {{\n    enabled = var.on\n  }}\n}}\n',
            "m/main.tf": 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n',
        },
        paths=["."],
    )
    assert isinstance(loaded["module.m.aws_s3_bucket.b"].existence, Alternatives)


@pytest.mark.parametrize(
    "many", ["count = 20001", 'for_each = toset([for p in setproduct(range(200), range(101)) : join("-", p)])']
)
def test_too_many_instances_are_a_warning_and_one_representative(terraform: Terraform, many: str) -> None:
    loaded = terraform(f'resource "aws_s3_bucket" "b" {{\n  {many}\n}}\n')
    assert [problem.partition(":")[0] for problem in loaded.problems()] == ["warning"]
    assert loaded.addresses() == ["aws_s3_bucket.b[*]"]
