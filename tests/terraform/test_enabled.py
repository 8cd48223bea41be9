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


@pytest.mark.parametrize(
    ("enabled", "wrong"),
    [
        ("null", "null; true or false is required"),
        ("0", "unsuitable: bool required"),
        ("1", "unsuitable: bool required"),
        ('"no"', "unsuitable: a bool is required"),
        ('""', "unsuitable: a bool is required"),
        ("[]", "unsuitable: bool required"),
        ("{}", "unsuitable: bool required"),
    ],
)
def test_a_value_that_is_no_bool_is_an_error_and_hides_nothing(terraform: Terraform, enabled: str, wrong: str) -> None:
    loaded = terraform(bucket(enabled))
    (problem,) = loaded.project.diagnostics
    assert (problem.severity, problem.summary) == ("error", "Invalid enabled argument")
    assert problem.detail == f"The given value is {wrong}."
    assert str(problem.span) == "main.tf:13:15"
    assert loaded.addresses() == ["aws_s3_bucket.b"]
    assert loaded["aws_s3_bucket.b"].existence is not None


def test_a_value_that_cannot_be_evaluated_is_an_error_and_hides_nothing(terraform: Terraform) -> None:
    loaded = terraform(bucket('tobool("no")'))
    assert [problem.severity for problem in loaded.project.diagnostics] == ["error"]
    assert "Invalid" in loaded.project.diagnostics[0].summary
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


@pytest.mark.parametrize(
    ("enabled", "there", "bucket_name", "module_name"),
    [
        ("true", {"yes"}, {"b"}, {"m"}),
        ("false", {"no"}, {"none"}, {"none"}),
        ("var.on", {"yes", "no"}, {"b", "none"}, {"m", "none"}),
    ],
)
def test_what_is_not_enabled_is_null(
    terraform: Terraform, enabled: str, there: set[str], bucket_name: set[str], module_name: set[str]
) -> None:
    call = f'module "m" {{\n  source = "./m"\n  lifecycle {{\n    enabled = {enabled}\n  }}\n}}\n'
    named = 'output "name" {\n  value = "m"\n}\n'
    loaded = terraform({"main.tf": bucket(enabled) + call, "m/main.tf": named}, paths=["."])
    for expression, expected in (
        ('aws_s3_bucket.b == null ? "no" : "yes"', there),
        ('module.m == null ? "no" : "yes"', there),
        ('try(aws_s3_bucket.b.bucket, "none")', bucket_name),
        ('try(module.m.name, "none")', module_name),
    ):
        result = loaded.project.evaluator(str(loaded.root)).evaluate(expression)
        assert result.error is None
        assert set(result.alternatives or [result.value]) == expected


def test_a_reference_to_what_may_be_null_is_to_that_resource(terraform: Terraform) -> None:
    loaded = terraform(
        bucket("var.on") + 'resource "x_y" "z" {\n  id = aws_s3_bucket.b.id\n  name = aws_s3_bucket.b.bucket\n}\n'
    )
    assert loaded.problems() == []
    assert loaded.value("x_y.z", "id").references == ("aws_s3_bucket.b",)
    assert loaded.value("x_y.z", "name") == "b"
