"""The ARN of a bucket follows from its name: `arn:aws:s3:::logs` connects as `logs` does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.scans import outcomes

BUCKETS = """
variable "name" { type = string }
variable "on" { type = bool }
resource "aws_s3_bucket" "data" {
  bucket = "data"
}
resource "aws_s3_bucket" "varied" {
  bucket = "v-${var.name}"
}
resource "aws_s3_bucket" "either" {
  bucket = var.on ? "yes" : "no"
}
resource "aws_sqs_queue" "data" {
  name = "data"
}
"""
HAS_BUCKET = """
- name: the source is a bucket that is managed here
  resource_type: aws_lambda_permission
  assertions:
    - related: {resource_type: %s, via: source_arn}
"""
IS_SOURCE = """
- name: buckets call functions
  resource_type: aws_s3_bucket
  assertions:
    - {related: {resource_type: aws_lambda_permission, via: source_arn, direction: to_this}, quantifier: none}
"""


def permission(source: str) -> str:
    return f"""
resource "aws_lambda_permission" "p" {{
  action        = "lambda:InvokeFunction"
  function_name = "f"
  principal     = "s3.amazonaws.com"
  source_arn    = {source}
}}
"""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"arn:aws:s3:::data"', "pass"),
        ('"arn:aws-cn:s3:::data"', "pass"),
        ('"arn:aws:s3:::data/in/"', "pass"),
        ('"arn:aws:s3:::data-logs"', "fail"),
        ('"arn:aws:s3:::v-x"', "unknown"),
        ('"arn:aws:s3:::yes"', "unknown"),
        ('"arn:aws:s3:::maybe"', "fail"),
        ('"arn:aws:s3:::*"', "fail"),
        ('"arn:aws:sqs:eu-west-1:111122223333:data"', "fail"),
        ('"arn:aws:s3:::v-${var.name}"', "pass"),
        ('var.on ? "arn:aws:s3:::yes" : "arn:aws:s3:::no"', "pass"),
        ('var.on ? "arn:aws:s3:::data" : "arn:aws:s3:::maybe"', "unknown"),
    ],
)
def test_an_arn_names_the_bucket(source: str, expected: str, tmp_path: Path) -> None:
    found = outcomes(tmp_path, HAS_BUCKET % "aws_s3_bucket", {"main.tf": BUCKETS + permission(source)})

    assert found == {"aws_lambda_permission.p": expected}


def test_an_arn_of_a_bucket_names_nothing_else(tmp_path: Path) -> None:
    files = {"main.tf": BUCKETS + permission('"arn:aws:s3:::data"')}

    assert outcomes(tmp_path, HAS_BUCKET % "aws_sqs_queue", files) == {"aws_lambda_permission.p": "fail"}


@pytest.mark.parametrize(
    ("source", "data", "varied"),
    [
        ('"arn:aws:s3:::data/*"', "fail", "pass"),
        ('"arn:aws:s3:::v-x"', "pass", "unknown"),
        ('"arn:aws:s3:::v-${var.name}"', "pass", "fail"),
        ('"arn:aws:s3:::other"', "pass", "pass"),
        ("aws_s3_bucket.data.arn", "fail", "pass"),
    ],
)
def test_the_bucket_is_found_from_either_side(source: str, data: str, varied: str, tmp_path: Path) -> None:
    found = outcomes(tmp_path, IS_SOURCE, {"main.tf": BUCKETS + permission(source)})

    assert (found["aws_s3_bucket.data"], found["aws_s3_bucket.varied"]) == (data, varied)
