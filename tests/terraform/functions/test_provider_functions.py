"""Functions of providers; the expected results are those of terraform 1.11 (`terraform console`) and the AWS provider 5.100."""

from __future__ import annotations

import pytest

from tests.terraform.conformance.harness import run

ROLE = "arn:aws:iam::444455556666:role"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('encode_expr("x")', '"x"'),
        ("encode_expr(1e30)", "1000000000000000000000000000000"),
        ("encode_expr(1.25)", "1.25"),
        ("encode_expr([[1], [{ a = 1 }]])", "[[1], [{\n  a = 1\n}]]"),
        ('encode_expr("é\\u0000\\u0007")', '"é\\u0000\\u0007"'),
        (
            'encode_expr({ a = 1, b = [true, null, "x$${y}%%{z}\\n\\"q\\"\\t"], "c d" = 1.5, e = {}, f = [], "1x" = toset(["b", "a"]),'
            ' "g-h" = tomap({ k = "v" }), "if" = 1, "for" = 2, "true" = 3 })',
            '{\n  "1x"  = ["a", "b"]\n  a     = 1\n  b     = [true, null, "x$${y}%%{z}\\n\\"q\\"\\t"]\n  "c d" = 1.5\n'
            '  e     = {}\n  f     = []\n  for   = 2\n  g-h = {\n    k = "v"\n  }\n  if   = 1\n  true = 3\n}',
        ),
        (
            'encode_tfvars({ b = 1, a = "x", c = { d = [1, 2] }, e = null, long_name = true })',
            'a = "x"\nb = 1\nc = {\n  d = [1, 2]\n}\ne         = null\nlong_name = true\n',
        ),
        ("encode_tfvars({})", ""),
        ('decode_tfvars("a = \\"x$${1 + 1}\\"\\nb = { c = null }")', {"a": "x2", "b": {"c": None}}),
        ('decode_tfvars("")', {}),
    ],
)
def test_functions_of_the_provider_that_is_built_in(expression: str, expected: object) -> None:
    assert run(f"provider::terraform::{expression}")["value"] == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (
            f'arn_parse("{ROLE}/example")',
            {
                "account_id": "444455556666",
                "partition": "aws",
                "region": "",
                "resource": "role/example",
                "service": "iam",
            },
        ),
        ('arn_parse("arn:aws:s3:::bucket/a:b").resource', "bucket/a:b"),
        ('arn_build("aws", "iam", "", "444455556666", "role/example")', f"{ROLE}/example"),
        (f'trim_iam_role_path("{ROLE}/with/path/example")', f"{ROLE}/example"),
    ],
)
def test_functions_of_the_aws_provider(expression: str, expected: object) -> None:
    assert run(f"provider::aws::{expression}")["value"] == expected


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("provider::terraform::encode_expr(null)", "argument must not be null"),
        (
            'provider::terraform::encode_tfvars({ "a b" = 1 })',
            'invalid variable name "a b": must be a valid identifier',
        ),
        ('provider::terraform::encode_tfvars("x")', "must be an object whose attribute names"),
        ('provider::terraform::decode_tfvars("a = var.x")', "Variables may not be used here"),
        ('provider::terraform::decode_tfvars("a = upper(\\"x\\")")', "Functions may not be called here"),
        ('provider::terraform::decode_tfvars("a {}")', "Blocks are not allowed here"),
        ('provider::terraform::decode_tfvars("a = ")', "invalid tfvars syntax: <decode_tfvars argument>:1:5"),
        ("provider::terraform::nope(1)", 'The function "nope" is not available from the provider "terraform"'),
        ('provider::aws::arn_parse("nope")', "arn: invalid prefix"),
        ('provider::aws::arn_parse("arn:aws:iam")', "arn: not enough sections"),
        ('provider::aws::trim_iam_role_path("arn:aws:s3:::role/a/b")', 'service must be "iam"'),
        (f'provider::aws::trim_iam_role_path("{ROLE}")', 'resource must begin with "role/"'),
    ],
)
def test_what_they_refuse(expression: str, problem: str) -> None:
    assert problem in run(expression)["error"]


def test_functions_of_other_providers_are_unknown_with_a_reason() -> None:
    assert run("provider::acme::f(1)") == {"value": None, "unknown": True}
    assert run('provider::aws::newer("x")') == {"value": None, "unknown": True}


def test_values_nested_too_deeply_are_an_error() -> None:
    deep = "[" * 200 + "]" * 200
    assert "nested too deeply" in run(f'provider::terraform::encode_expr(jsondecode("{deep}"))')["error"]
