"""`riveter explain --format json`: what the text says, as data that its schema describes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from riveter.reporters import json_schema
from tests.cli.conftest import Riveter

RULES = """\
parameters:
  days: {type: number, default: 7, description: How long.}
rules:
  - id: window
    name: Keys wait
    resource_type: aws_kms_key
    filters: [{any: [{key: key_usage, operator: not_exists}, {key: key_usage, operator: equals, value: ENCRYPT_DECRYPT}]}]
    assertions: [{key: deletion_window_in_days, operator: gte, value: "{param.days}"}]
  - id: tagged
    name: Tags are named
    resource_type: aws_kms_key
    assertions: [{key: tags.owner, operator: matches, value: "^team-"}]
  - id: logged
    name: Buckets are logged
    resource_type: aws_s3_bucket
    assertions:
      - related: {resource_type: aws_s3_bucket_logging, via: bucket}
        assertions: [{key: target_bucket, operator: exists}]
      - {each: cors_rule, where: [{key: max_age_seconds, operator: exists}], assertions: [{key: allowed_methods, operator: exists}]}
"""
TERRAFORM = """\
variable "window" {}
variable "owner" {
  default   = "hunter2-hunter2"
  sensitive = true
}
resource "aws_kms_key" "k" {
  deletion_window_in_days = var.window
  tags                    = { owner = var.owner }
}
resource "aws_kms_key" "signing" { key_usage = "SIGN_VERIFY" }
resource "aws_kms_key" "short" {
  deletion_window_in_days = 3 # riveter:ignore window reason="will be replaced"
}
resource "aws_s3_bucket" "b" {
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
    max_age_seconds = 5
  }
}
resource "aws_s3_bucket_logging" "other" { bucket = "another" }
"""
VALIDATOR = jsonschema.Draft202012Validator(json.loads(json_schema.explain_text()))


@pytest.fixture
def explain(riveter: Riveter, tmp_path: Path) -> Any:
    (tmp_path / "rules.yml").write_text(RULES)
    (tmp_path / "main.tf").write_text(TERRAFORM)

    def run(*words: str, code: int = 0) -> Any:
        done = riveter("explain", *words, "-r", "rules.yml", "-f", "json")
        assert done.code == code, done.err
        assert "hunter2" not in done.out + done.err
        document = json.loads(done.out)
        VALIDATOR.validate(document)
        return document

    return run


def test_a_rule_alone_is_described_with_its_conditions_and_parameters(explain: Any) -> None:
    document = explain("window")
    rule = document["rule"]
    assert (rule["id"], rule["resource_type"], rule["location"]["line"]) == ("window", "aws_kms_key", 4)
    assert rule["parameters"] == [
        {"name": "days", "type": "number", "value": 7, "required": False, "description": "How long."}
    ]
    [group] = rule["filters"]
    assert group["words"] == "at least one of"
    assert [inner["words"] for inner in group["conditions"]] == [
        "`key_usage` must not be set",
        '`key_usage` must equal "ENCRYPT_DECRYPT"',
    ]
    assert "explanations" not in document


def test_a_verdict_has_its_steps_with_values_and_their_origin(explain: Any) -> None:
    [found] = explain("window", "aws_kms_key.k", "--var", "window=5", "--param", "days=9")["explanations"]
    assert (found["address"], found["outcome"], found["applies"]) == ("aws_kms_key.k", "fail", "holds")
    assert found["parameters"] == {"days": 9}
    [step] = found["assertions"]
    assert (step["kind"], step["result"], step["decided"], step["expected"]) == ("leaf", "fails", True, 9)
    [value] = step["values"]
    assert (value["key"], value["value"], value["set"]) == ("deletion_window_in_days", 5, True)
    assert value["location"]["line"] == 7
    assert [(origin["what"], origin["origin"]) for origin in value["provenance"]] == [("var.window", "command_line")]


def test_an_unknown_value_has_its_cause_as_data(explain: Any) -> None:
    [found] = explain("window", "aws_kms_key.k")["explanations"]
    assert found["outcome"] == "unknown"
    [value] = found["assertions"][0]["values"]
    assert (value["value"], value["cause"]["kind"], value["cause"]["variable"]) == (None, "unset_variable", "window")


def test_what_does_not_apply_and_what_is_suppressed_say_so(explain: Any) -> None:
    by_address = {item["address"]: item for item in explain("window", "aws_kms_key.*")["explanations"]}
    assert by_address["aws_kms_key.signing"]["outcome"] == "not_applicable"
    assert by_address["aws_kms_key.signing"]["applies"] == "fails"
    short = by_address["aws_kms_key.short"]
    assert short["outcome"] == "fail"
    assert (short["suppression"]["kind"], short["suppression"]["reason"]) == ("inline", "will be replaced")
    assert short["suppression"]["line"] == 12


def test_a_sensitive_value_is_masked(explain: Any) -> None:
    [found] = explain("tagged", "aws_kms_key.k")["explanations"]
    [value] = found["assertions"][0]["values"]
    assert (value["value"], value["result"]) == ("(sensitive)", "fails")


def test_elements_and_related_resources_are_steps_of_their_own(explain: Any) -> None:
    [found] = explain("logged", "aws_s3_bucket.b")["explanations"]
    related, each = found["assertions"]
    assert (related["kind"], related["result"], related["steps"]) == ("related", "fails", [])
    assert related["not_connected"][0]["address"] == "aws_s3_bucket_logging.other"
    assert "bucket" in related["not_connected"][0]["reason"]
    [element] = each["steps"]
    assert [step["kind"] for step in element["steps"]] == ["where", "leaf"]


def test_every_environment_has_explanations_of_its_own(explain: Any, tmp_path: Path) -> None:
    environments = "environments: {dev: {variables: {window: 3}}, prod: {variables: {window: 30}}}\n"
    (tmp_path / "riveter.yml").write_text(environments)
    found = explain("window", "aws_kms_key.k")["explanations"]
    assert [(item["environment"], item["outcome"]) for item in found] == [("dev", "fail"), ("prod", "pass")]


def test_problems_of_the_input_are_in_the_document_and_in_the_exit_code(explain: Any, tmp_path: Path) -> None:
    (tmp_path / "broken.tf").write_text('resource "aws_kms_key" {\n')
    (tmp_path / "riveter.yml").write_text("fail_on: hihg\n")
    document = explain("window", "aws_kms_key.k", code=2)
    assert [item["file"] for item in document["diagnostics"]][:2] == ["riveter.yml", "broken.tf"]
    assert document["explanations"]
