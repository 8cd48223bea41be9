"""An ARN that somebody wrote connects with the resource of that service, region, account and name."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter import engine, provider_schema
from riveter.core.source import SourceFile
from riveter.rules.reading.reader import parse_rules
from riveter.terraform.project import LoadOptions, load
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
        ('"arn:aws:s3:::*"', "unknown"),
        ('"arn:aws:s3:::d*"', "unknown"),
        ('"arn:aws:s3:::x*"', "fail"),
        ('"arn:aws:sqs:eu-west-1:111122223333:data"', "fail"),
        ('"arn:aws:s3:::v-${var.name}"', "pass"),
        ('var.on ? "arn:aws:s3:::yes" : "arn:aws:s3:::no"', "pass"),
        ('var.on ? "arn:aws:s3:::data" : "arn:aws:s3:::maybe"', "unknown"),
        ('"s3://data"', "pass"),
        ('"s3://data/in/"', "pass"),
        ('"s3a://data/in/"', "pass"),
        ('"s3://data-logs/"', "fail"),
        ('"s3:///data"', "fail"),
        ('"s3://v-x/in/"', "unknown"),
        ('"s3://v-${var.name}/in/"', "pass"),
        ('"s3://${var.name}/in/"', "unknown"),
        ('"https://data/"', "fail"),
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


PLACE = """
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias  = "anywhere"
}
data "aws_caller_identity" "me" {}
locals {
  me = data.aws_caller_identity.me.account_id
}
data "aws_region" "here" {}
data "aws_region" "there" {
  provider = aws.anywhere
}
variable "name" { type = string }
"""
RESOURCES = {
    "aws_cloudwatch_log_group": 'name = "app"',
    "aws_dynamodb_table": 'name = "app"',
    "aws_iam_policy": 'name = "app"\npolicy = "{}"',
    "aws_iam_role": 'name = "app"\npath = "/ops/"\nassume_role_policy = "{}"',
    "aws_iam_user": 'name = "app"',
    "aws_kinesis_stream": 'name = "app"',
    "aws_kms_key": "",
    "aws_lambda_function": 'function_name = "app"\nrole = "r"',
    "aws_alb": 'name_prefix = "app"\nload_balancer_type = var.name',
    "aws_alb_target_group": 'name_prefix = "app"',
    "aws_lb": 'name = "app"\nload_balancer_type = "network"',
    "aws_lb_target_group": 'name = "app"',
    "aws_msk_cluster": 'cluster_name = "app"',
    "aws_secretsmanager_secret": 'name = "app"',
    "aws_sfn_state_machine": 'name = "app"\nrole_arn = "r"\ndefinition = "{}"',
    "aws_sns_topic": 'name = "app"',
    "aws_sqs_queue": 'name = "app"',
    "aws_ssm_parameter": 'name = "/app/key"\ntype = "String"',
}
NAMED = """
- name: what is named by the tag is managed here
  resource_type: aws_ssm_document
  assertions:
    - {related: {resource_type: %s, via: attachments_source}, quantifier: any}
- name: what is managed here is named by no tag
  resource_type: %s
  assertions:
    - {related: {resource_type: aws_ssm_document, via: attachments_source, direction: to_this}, quantifier: none}
"""
HERE = "eu-west-1:111122223333"


@pytest.mark.parametrize(
    ("type", "arn", "named"),
    [
        ("aws_lambda_function", f"arn:aws:lambda:{HERE}:function:app", "yes"),
        ("aws_lambda_function", f"arn:aws:lambda:{HERE}:function:app:live", "yes"),
        ("aws_lambda_function", f"arn:aws:lambda:{HERE}:function:app-2", "no"),
        ("aws_lambda_function", f"arn:aws:lambda:{HERE}:layer:app", "no"),
        ("aws_lambda_function", "arn:aws:lambda:us-east-1:111122223333:function:app", "no"),
        ("aws_lambda_function", "arn:aws:lambda:eu-west-1:999988887777:function:app", "no"),
        ("aws_lambda_function", "arn:aws:lambda:*:111122223333:function:app", "perhaps"),
        ("aws_lambda_function", f"arn:aws:lambda:{HERE}:function:a*", "perhaps"),
        ("aws_lambda_function", f"arn:aws:lambda:{HERE}:function:b*", "no"),
        ("aws_lambda_function", "arn:aws:lambda:${data.aws_region.here.name}:${local.me}:function:app", "yes"),
        ("aws_lambda_function", "arn:aws:lambda:${data.aws_region.there.name}:111122223333:function:app", "perhaps"),
        ("aws_lambda_function", "arn:aws:lambda:${var.name}:111122223333:function:app", "perhaps"),
        ("aws_lambda_function", "arn:aws:lambda:${var.name}:111122223333:function:other", "no"),
        ("aws_lambda_function", f"arn:aws:lambda:{HERE}:function:${{var.name}}", "perhaps"),
        ("aws_lambda_function", f"arn:aws:lambda:{HERE}:${{var.name}}", "perhaps"),
        ("aws_lambda_function", "arn:aws:lambda:${var.name}", "perhaps"),
        ("aws_lambda_function", "arn:aws:sqs:${var.name}", "no"),
        ("aws_sqs_queue", f"arn:aws:sqs:{HERE}:app", "yes"),
        ("aws_sqs_queue", f"arn:aws:sns:{HERE}:app", "no"),
        ("aws_sns_topic", f"arn:aws:sns:{HERE}:app", "yes"),
        ("aws_sns_topic", f"arn:aws:sns:{HERE}:app:0f5e1b1c", "no"),
        ("aws_cloudwatch_log_group", f"arn:aws:logs:{HERE}:log-group:app:*", "yes"),
        ("aws_cloudwatch_log_group", f"arn:aws:logs:{HERE}:log-group:app/x:*", "no"),
        ("aws_dynamodb_table", f"arn:aws:dynamodb:{HERE}:table/app/index/by-day", "yes"),
        ("aws_kinesis_stream", f"arn:aws:kinesis:{HERE}:stream/app", "yes"),
        ("aws_sfn_state_machine", f"arn:aws:states:{HERE}:stateMachine:app", "yes"),
        ("aws_iam_role", "arn:aws:iam::111122223333:role/ops/app", "yes"),
        ("aws_iam_role", "arn:aws:iam::111122223333:role/app", "no"),
        ("aws_iam_role", "arn:aws:iam::999988887777:role/ops/app", "no"),
        ("aws_iam_policy", "arn:aws:iam::111122223333:policy/app", "yes"),
        ("aws_iam_policy", "arn:aws:iam::aws:policy/app", "no"),
        ("aws_iam_user", "arn:aws:iam::111122223333:role/app", "no"),
        ("aws_kms_key", f"arn:aws:kms:{HERE}:key/1234abcd-12ab-34cd-56ef-1234567890ab", "perhaps"),
        ("aws_kms_key", "arn:aws:kms:eu-west-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab", "no"),
        ("aws_secretsmanager_secret", f"arn:aws:secretsmanager:{HERE}:secret:app-AbCdEf", "perhaps"),
        ("aws_secretsmanager_secret", f"arn:aws:secretsmanager:{HERE}:secret:db-AbCdEf", "no"),
        ("aws_ssm_parameter", f"arn:aws:ssm:{HERE}:parameter/app/key", "yes"),
        ("aws_lb", f"arn:aws:elasticloadbalancing:{HERE}:loadbalancer/net/app/50dc6c495c0c9188", "perhaps"),
        ("aws_lb", f"arn:aws:elasticloadbalancing:{HERE}:loadbalancer/net/app-2/50dc6c495c0c9188", "no"),
        ("aws_lb", f"arn:aws:elasticloadbalancing:{HERE}:loadbalancer/app/app/50dc6c495c0c9188", "no"),
        ("aws_lb", f"arn:aws:elasticloadbalancing:{HERE}:loadbalancer/net/*", "perhaps"),
        ("aws_alb", f"arn:aws:elasticloadbalancing:{HERE}:loadbalancer/gwy/db/50dc6c495c0c9188", "perhaps"),
        ("aws_lb_target_group", f"arn:aws:elasticloadbalancing:{HERE}:targetgroup/app/6d0ecf831eec9f09", "perhaps"),
        ("aws_lb_target_group", f"arn:aws:elasticloadbalancing:{HERE}:targetgroup/db/6d0ecf831eec9f09", "no"),
        ("aws_alb_target_group", f"arn:aws:elasticloadbalancing:{HERE}:targetgroup/app2024/6d0ecf831eec9f09", "perhaps"),
        ("aws_alb_target_group", f"arn:aws:elasticloadbalancing:{HERE}:targetgroup/db/6d0ecf831eec9f09", "no"),
        ("aws_msk_cluster", f"arn:aws:kafka:{HERE}:cluster/app/abcd1234-abcd-dcba-4321-a1b2abcd9f9f-2", "perhaps"),
        ("aws_msk_cluster", f"arn:aws:kafka:{HERE}:cluster/db/abcd1234-abcd-dcba-4321-a1b2abcd9f9f-2", "no"),
    ],
)  # fmt: skip
def test_an_arn_names_one_resource(type: str, arn: str, named: str, tmp_path: Path) -> None:
    document = f"""
resource "aws_ssm_document" "d" {{
  name          = "d"
  document_type = "Command"
  content       = "{{}}"
  attachments_source {{
    key    = "SourceUrl"
    values = ["{arn}"]
  }}
}}
"""
    files = {"main.tf": f'{PLACE}\nresource "{type}" "r" {{\n{RESOURCES[type]}\n}}\n{document}'}
    found = outcomes(tmp_path, NAMED.replace("attachments_source", "attachments_source.values") % (type, type), files)
    expected = {"yes": ("pass", "fail"), "no": ("fail", "pass"), "perhaps": ("unknown", "unknown")}
    assert (found["aws_ssm_document.d"], found[f"{type}.r"]) == expected[named]


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ('region = "eu-west-1"', "unknown"),  # the account is not known
        ('region = "eu-west-1"\nallowed_account_ids = ["111122223333", "999988887777"]', "unknown"),
        ('region = "us-east-1"', "fail"),
        ('allowed_account_ids = ["111122223333"]', "unknown"),
        ('allowed_account_ids = ["999988887777"]', "fail"),
    ],
)
def test_the_account_and_region_come_from_the_provider_configuration(place: str, named: str, tmp_path: Path) -> None:
    files = {
        "main.tf": f"""
provider "aws" {{
  {place}
}}
resource "aws_sns_topic" "t" {{
  name = "app"
}}
{permission('"arn:aws:sns:eu-west-1:111122223333:app"')}
"""
    }

    assert outcomes(tmp_path, HAS_BUCKET % "aws_sns_topic", files) == {"aws_lambda_permission.p": named}


@pytest.mark.parametrize("name", ["", 'name = "other"', 'name_prefix = "other"'])
def test_a_made_name_is_not_a_chosen_one(name: str, tmp_path: Path) -> None:
    files = {"main.tf": f'resource "aws_sns_topic" "t" {{\n{name}\n}}\n' + permission(f'"arn:aws:sns:{HERE}:app"')}

    assert outcomes(tmp_path, HAS_BUCKET % "aws_sns_topic", files) == {"aws_lambda_permission.p": "fail"}


def test_the_attribute_that_a_rule_names_may_name_anything_while_it_is_not_known(tmp_path: Path) -> None:
    text = 'variable "from" {}\nresource "aws_sns_topic" "t" {\nname = "app"\n}\n' + permission("var.from")
    rule = IS_SOURCE.replace("aws_s3_bucket", "aws_sns_topic")

    assert outcomes(tmp_path, rule, {"main.tf": text}) == {"aws_sns_topic.t": "unknown"}


def test_a_name_that_is_not_known_may_be_the_literal_of_the_attribute_that_a_rule_names(tmp_path: Path) -> None:
    text = 'variable "name" {}\nresource "aws_sns_topic" "t" {\nname = var.name\n}\n' + permission('"app"')

    assert outcomes(tmp_path, HAS_BUCKET % "aws_sns_topic", {"main.tf": text}) == {"aws_lambda_permission.p": "unknown"}


def test_an_arn_that_may_be_of_many_is_undecided_for_their_type_alone(tmp_path: Path) -> None:
    keys = "".join(f'resource "aws_kms_key" "k{i}" {{}}\n' for i in range(30))
    text = f'{keys}resource "aws_sns_topic" "t" {{\nname = "app"\n}}\n' + permission(f'"arn:aws:kms:{HERE}:key/1"')
    files = {"main.tf": text}

    assert outcomes(tmp_path, HAS_BUCKET % "aws_kms_key", files) == {"aws_lambda_permission.p": "unknown"}
    assert outcomes(tmp_path, HAS_BUCKET % "aws_sns_topic", files) == {"aws_lambda_permission.p": "fail"}
    found = outcomes(tmp_path, IS_SOURCE.replace("aws_s3_bucket", "[aws_kms_key, aws_sns_topic]"), files)
    assert found == {**{f"aws_kms_key.k{i}": "unknown" for i in range(30)}, "aws_sns_topic.t": "pass"}


def test_a_literal_arn_resolves_to_what_it_names(tmp_path: Path) -> None:
    rule = """
    - name: the source is managed here
      resource_type: aws_lambda_permission
      assertions:
        - {key: source_arn, operator: resolves, value: aws_sns_topic}
    """
    place = 'provider "aws" {\n  region = "eu-west-1"\n  allowed_account_ids = ["111122223333"]\n}\n'
    topic = 'resource "aws_sns_topic" "t" {\nname = "app"\n}\n'
    for name, expected in (("app", "pass"), ("other", "fail"), ("ap*", "unknown")):
        text = place + topic + permission(f'"arn:aws:sns:{HERE}:{name}"')
        assert outcomes(tmp_path, rule, {"main.tf": text}) == {"aws_lambda_permission.p": expected}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("aws_db_instance.gone.arn", "pass"),
        ("[aws_db_instance.gone.arn]", "pass"),
        ("aws_sns_topic.gone.arn", "unknown"),
        ("data.aws_sns_topic.gone.arn", "unknown"),
    ],
)
def test_what_is_not_declared_is_still_of_its_type(value: str, expected: str, tmp_path: Path) -> None:
    terraform = f"""
resource "aws_sns_topic" "t" {{
  name = "t"
}}
resource "aws_backup_selection" "s" {{
  resources = {value}
}}
"""
    rule = """
- name: topics are in no selection
  resource_type: aws_sns_topic
  assertions:
    - {related: {resource_type: aws_backup_selection, via: resources, direction: to_this}, quantifier: none}
"""
    (tmp_path / "main.tf").write_text(terraform)
    project = load([str(tmp_path)], LoadOptions(schemas=provider_schema))
    rules = parse_rules(SourceFile("rules.yml", rule, "rules.yml")).rules.rules
    (found,) = engine.run(project.resources, rules).findings
    assert found.outcome.value == expected
