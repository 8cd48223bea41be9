"""The rule language on real Terraform files, through the command line: keys, scopes, messages, parameters, resource types.

Every row is a condition of one rule about `aws_s3_bucket_lifecycle_configuration.l` (or what the row says), and its verdict.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from riveter import api
from riveter.cli.main import main
from riveter.linting import lint_source
from riveter.rules.reading.reader import parse_rules
from tests.rules.conftest import source
from tests.rules.scans import findings, outcomes, scan

TERRAFORM = """
variable "days" {
  type = number
}
variable "on" {
  type    = bool
  default = true
}
resource "aws_s3_bucket" "b" {
  bucket     = "data"
  depends_on = [aws_kms_key.k]
  tags = {
    "kubernetes.io/role" = "store"
    Name                 = "x"
    "a*b"                = "star"
    Nothing              = null
    Unknown              = var.days
  }
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags]
  }
}
resource "aws_kms_key" "k" {
  count    = 2
  provider = aws.west
  policy = jsonencode({
    Statement = {
      Effect    = "Allow"
      Action    = "kms:*"
      Principal = "*"
      Resource  = "*"
    }
  })
}
resource "aws_glue_job" "j" {
  role_arn          = "x"
  default_arguments = { "--enable-metrics" = "true" }
  command {
    script_location = "s3://x/y"
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "l" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "first"
    status = "Enabled"
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
    transition {
      days          = 90
      storage_class = "GLACIER"
    }
  }
  rule {
    id     = "second"
    status = "Disabled"
    expiration {
      days = var.days
    }
  }
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
"""

L = "aws_s3_bucket_lifecycle_configuration"
ROWS: list[tuple[str, str, str]] = [
    # indexes
    (L, "{key: rule.0.transition.1.days, operator: equals, value: 90}", "pass"),
    (L, "{key: 'rule[0].transition[1].days', operator: equals, value: 90}", "pass"),
    (L, "{key: rule.0.transition.1.days, operator: equals, value: 30}", "fail"),
    (L, "{key: rule.0.transition.2.days, operator: exists}", "fail"),
    (L, "{key: rule.0.transition.2.days, operator: not_exists}", "pass"),
    (L, "{key: rule.-1.id, operator: equals, value: second}", "pass"),
    (L, "{key: rule.-2.id, operator: equals, value: first}", "pass"),
    (L, "{key: rule.-3.id, operator: exists}", "fail"),
    (L, "{key: rule.1.expiration.0.days, operator: greater_than, value: 3}", "unknown"),
    (L, "{key: rule.1.expiration.0.days, operator: is_known}", "fail"),
    # every element; a block without an index
    (L, "{key: rule.*.transition.*.days, operator: greater_than_or_equal, value: 30}", "pass"),
    (L, "{key: rule.*.transition.*.days, operator: greater_than_or_equal, value: 31}", "fail"),
    (L, "{key: rule.0.transition.days, operator: in, value: [30, 90]}", "pass"),
    (L, "{key: rule.transition.days, operator: in, value: [30, 90]}", "fail"),  # the second rule has none
    (L, "{key: rule.*.status, operator: equals, value: Enabled}", "fail"),
    (L, "{key: rule.*.status, operator: equals, value: Enabled, quantifier: any}", "pass"),
    (L, "{key: rule.status, operator: in, value: [Enabled, Disabled]}", "pass"),
    (L, "{key: rule.*.filter.*.prefix, operator: exists}", "fail"),
    (L, "{key: rule.*.filter.*.prefix, operator: not_exists}", "pass"),
    (L, "{key: rule.*.transition.*.days, operator: sorted_ascending}", "pass"),
    (L, "{key: rule.*.transition.*.days, operator: length, value: 2}", "pass"),
    (L, "{key: rule.*.filter.*.prefix, operator: length, value: 0}", "pass"),
    (L, "{key: rule.*.filter.*.prefix, operator: unique}", "pass"),
    # any depth
    (L, "{key: '**.storage_class', operator: in, value: [STANDARD_IA, GLACIER]}", "pass"),
    (L, "{key: '**.storage_class', operator: equals, value: GLACIER}", "fail"),
    (L, "{key: 'rule.**.days', operator: less_than, value: 1000}", "unknown"),
    (L, "{key: 'rule.**.days', operator: less_than, value: 50}", "fail"),
    (L, "{key: '**.no_such_thing', operator: exists}", "fail"),
    (L, "{key: '**.no_such_thing', operator: not_exists}", "pass"),
    # names with dots, stars, dashes
    ("aws_s3_bucket", "{key: 'tags[\"kubernetes.io/role\"]', operator: equals, value: store}", "pass"),
    ("aws_s3_bucket", "{key: 'tags.kubernetes\\.io/role', operator: equals, value: store}", "pass"),
    ("aws_s3_bucket", "{key: 'tags.a\\*b', operator: equals, value: star}", "pass"),
    ("aws_s3_bucket", "{key: tags.*, operator: exists, quantifier: {at_least: 3}}", "pass"),
    ("aws_s3_bucket", "{key: tags.Missing, operator: equals, value: x}", "fail"),
    ("aws_s3_bucket", "{key: tags.Nothing, operator: exists}", "fail"),
    ("aws_s3_bucket", "{key: tags.Nothing, operator: is_null}", "pass"),
    ("aws_s3_bucket", "{key: tags.Unknown, operator: equals, value: x}", "unknown"),
    ("aws_glue_job", "{key: default_arguments.--enable-metrics, operator: equals, value: 'true'}", "pass"),
    ("aws_glue_job", "{key: default_arguments.--no-such, operator: exists}", "fail"),
    # into JSON
    ("aws_kms_key", "{key: policy.Statement.*.Action, operator: contains, value: 'kms:*'}", "pass"),
    ("aws_kms_key", "{key: policy.Statement.0.Action.0, operator: equals, value: 'kms:*'}", "pass"),
    ("aws_kms_key", "{key: policy.Statement.*.Principal.AWS, operator: contains, value: '*'}", "pass"),
    ("aws_kms_key", "{key: policy.Statement.*.Condition, operator: not_exists}", "pass"),
    ("aws_kms_key", "{key: policy.Nothing, operator: exists}", "fail"),
    # riveter's own, meta-arguments
    (L, f"{{key: __address__, operator: equals, value: {L}.l}}", "pass"),
    (L, "{key: __name__, operator: equals, value: l}", "pass"),
    (L, f"{{key: __type__, operator: equals, value: {L}}}", "pass"),
    (L, "{key: __module__, operator: is_empty}", "pass"),
    (L, "{key: __file__, operator: ends_with, value: main.tf}", "pass"),
    (L, "{key: __provider__, operator: equals, value: aws}", "pass"),
    ("aws_kms_key", "{key: provider, operator: contains, value: west}", "pass"),
    (L, "{key: __change_actions__, operator: not_exists}", "pass"),
    ("aws_s3_bucket", "{key: lifecycle.prevent_destroy, operator: is_true}", "pass"),
    ("aws_s3_bucket", "{key: lifecycle.create_before_destroy, operator: is_true}", "fail"),
    ("aws_s3_bucket", "{key: lifecycle.ignore_changes, operator: contains, value: tags}", "pass"),
    ("aws_s3_bucket", "{key: depends_on, operator: contains, value: aws_kms_key.k}", "pass"),
    ("aws_kms_key", "{key: count, operator: equals, value: 2}", "pass"),
    ("aws_s3_bucket", "{key: count, operator: exists}", "fail"),
    # logic
    (L, "{any: [{key: bucket, operator: equals, value: x}, {key: rule, operator: exists}]}", "pass"),
    (L, "{all: [{key: rule.0.id, operator: exists}, {key: rule.9.id, operator: exists}]}", "fail"),
    (L, "{not: {key: rule.9, operator: exists}}", "pass"),
    (L, "{not: [{key: rule.0, operator: exists}, {key: rule.9, operator: exists}]}", "pass"),
    (L, "{any: [{key: rule.1.expiration.0.days, operator: gt, value: 3}, {key: rule.0.id, operator: exists}]}", "pass"),
    (L, "{any: [{key: rule.1.expiration.0.days, operator: gt, value: 3}, {key: rule.9.id, operator: exists}]}", "unknown"),
    (L, "{all: [{key: rule.1.expiration.0.days, operator: gt, value: 3}, {key: rule.9.id, operator: exists}]}", "fail"),
    # each
    (L, "{each: rule, where: [{key: status, operator: eq, value: Enabled}], assertions: [{key: transition, operator: exists}]}", "pass"),
    (L, "{each: rule, assertions: [{key: transition, operator: exists}]}", "fail"),
    (L, "{each: rule, quantifier: any, assertions: [{key: transition, operator: exists}]}", "pass"),
    (L, "{each: rule, quantifier: none, assertions: [{key: id, operator: eq, value: third}]}", "pass"),
    (L, "{each: rule, quantifier: {at_least: 1, at_most: 1}, assertions: [{key: transition, operator: exists}]}", "pass"),
    (L, "{each: rule, quantifier: {at_least: 3}, assertions: [{key: id, operator: exists}]}", "fail"),
    (L, "{each: rule, assertions: [{each: transition, assertions: [{key: days, operator: gte, value: 30}]}]}", "pass"),
    (L, "{each: rule.*.transition, assertions: [{key: days, operator: gte, value: 31}]}", "fail"),
    (L, "{each: rule, assertions: [{each: expiration, assertions: [{key: days, operator: gte, value: 31}]}]}", "unknown"),
    (L, "{each: no_such, assertions: [{key: days, operator: exists}]}", "pass"),
    (L, "{each: no_such, quantifier: any, assertions: [{key: days, operator: exists}]}", "fail"),
    (L, "{each: 'rule.*.id', assertions: [{key: ., operator: in, value: [first, second]}]}", "pass"),
    (L, "{each: rule, assertions: [{key: id, operator: not_equals, value_from: $.rule.0.status}]}", "pass"),
    # value_from
    ("aws_s3_bucket", "{key: tags.Name, operator: not_equals, value_from: bucket}", "pass"),
    ("aws_s3_bucket", "{key: bucket, operator: equals, value_from: tags.Name}", "fail"),
    ("aws_s3_bucket", "{key: bucket, operator: greater_than, value_from: tags.Missing}", "fail"),
    ("aws_s3_bucket", "{key: bucket, operator: equals, value_from: tags.Unknown}", "unknown"),
    # references
    (L, "{key: bucket, operator: references, value: aws_s3_bucket}", "pass"),
    (L, "{key: bucket, operator: resolves, value: aws_s3_bucket}", "pass"),
    (L, "{key: bucket, operator: references, value: aws_kms_key}", "fail"),
]  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The verdicts of all rows, from one scan."""
    rules = "".join(
        f"- id: row-{number}\n  name: row {number}\n  resource_type: {about}\n  assertions:\n    - {condition}\n"
        for number, (about, condition, _) in enumerate(ROWS)
    )
    found: dict[str, set[str]] = {}
    for item in scan(tmp_path_factory.mktemp("language"), rules, TERRAFORM)["findings"]:
        found.setdefault(item["rule_id"], set()).add(item["outcome"])
    return found


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[f"{about[4:14]}-{condition}" for about, condition, _ in ROWS])
def test_a_condition_says(number: int, said: dict[str, set[str]]) -> None:
    assert said[f"row-{number}"] == {ROWS[number][2]}


# --- resource types ------------------------------------------------------------------------------

BLOCKS = """
terraform {
  required_version = ">= 1.5"
}
provider "aws" {
  region = "eu-west-1"
}
variable "v" {
  default = "x"
}
output "o" {
  value = var.v
}
module "m" {
  source = "./m"
}
data "aws_ami" "a" {
  most_recent = true
}
resource "aws_s3_bucket" "b" {}
resource "aws_s3_bucket_policy" "p" {
  bucket = "x"
}
resource "aws_kms_key" "k" {}
"""


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("aws_s3_bucket", {"aws_s3_bucket.b"}),
        ("[aws_s3_bucket, aws_kms_key]", {"aws_s3_bucket.b", "aws_kms_key.k"}),
        ("aws_s3_*", {"aws_s3_bucket.b", "aws_s3_bucket_policy.p"}),
        ('"*_key"', {"aws_kms_key.k"}),
        ('"*"', {"aws_s3_bucket.b", "aws_s3_bucket_policy.p", "aws_kms_key.k", "module.m.aws_sqs_queue.q"}),
        ("data.aws_ami", {"data.aws_ami.a"}),
        ("data.*", {"data.aws_ami.a"}),
        ("module", {"module.m"}),
        ("provider", {"provider.aws"}),
        ("variable", {"var.v", "module.m.var.w"}),
        ("output", {"output.o"}),
        ("terraform", {"terraform"}),
    ],
)
def test_a_resource_type_covers(written: str, addresses: set[str], tmp_path: Path) -> None:
    rules = f"- name: r\n  resource_type: {written}\n  assertions:\n    - {{key: __address__, operator: exists}}\n"
    files = {"main.tf": BLOCKS, "m/main.tf": 'resource "aws_sqs_queue" "q" {}\nvariable "w" {\n  default = 1\n}\n'}
    assert set(outcomes(tmp_path, rules, files)) == addresses


# --- messages and parameters ---------------------------------------------------------------------


def test_every_placeholder_of_a_message_is_filled(tmp_path: Path) -> None:
    rules = """
    parameters:
      days: {type: number, default: 90}
      teams: {type: list, default: [a, b]}
    rules:
      - name: r
        resource_type: aws_cloudwatch_log_group
        message: "{address}|{type}|{name}|{key}|{actual}|{expected}|{file}|{line}|{param.days}|{param.teams}|{{x}}"
        assertions:
          - {key: retention_in_days, operator: gte, value: "{param.days}"}
    """
    text = 'resource "aws_cloudwatch_log_group" "g" {\n  name = "x"\n  retention_in_days = 30\n}\n'
    message = findings(tmp_path, rules, text)["aws_cloudwatch_log_group.g"]["message"]
    *start, file, line, days, teams, brace = message.split("|")
    assert start == ["aws_cloudwatch_log_group.g", "aws_cloudwatch_log_group", "g", "retention_in_days", "30", "90"]
    assert file.endswith("infra/main.tf")
    assert (line, days, json.loads(teams), brace) == ("3", "90", ["a", "b"], "{x}")


def test_placeholders_of_sensitive_and_missing_values(tmp_path: Path) -> None:
    rules = """
    - name: r
      resource_type: aws_db_instance
      assertions:
        - {key: password, operator: equals, value: x, message: "password {actual}"}
        - {key: engine, operator: equals, value: x, message: "engine {actual}"}
    """
    finding = findings(tmp_path, rules, 'resource "aws_db_instance" "d" {\n  password = "hunter2"\n}\n')[
        "aws_db_instance.d"
    ]
    assert [entry["message"] for entry in finding["assertions"]] == ["password (sensitive)", "engine not set"]
    assert "hunter2" not in json.dumps(finding)


@pytest.mark.parametrize(
    ("declared", "given", "value", "expected"),
    [
        ("{type: number, default: 30}", (), '"{param.p}"', "pass"),
        ("{type: number, default: 60}", (), '"{param.p}"', "fail"),
        ("{type: number, default: 60}", ("--param", "p=30"), '"{param.p}"', "pass"),
        ("{type: number}", ("--param", "p=30"), '"{param.p}"', "pass"),
        ("{type: string, default: '30'}", (), '"{param.p}"', "pass"),
        ("{type: any, default: 30}", (), '"{param.p}"', "pass"),
        ("{type: string, default: '3'}", (), '"{param.p}0"', "pass"),
    ],
)
def test_parameters_fill_values(
    declared: str, given: tuple[str, ...], value: str, expected: str, tmp_path: Path
) -> None:
    rules = f"""
    parameters: {{p: {declared}}}
    rules:
      - name: r
        resource_type: aws_cloudwatch_log_group
        assertions:
          - {{key: retention_in_days, operator: equals, value: {value}}}
    """
    text = 'resource "aws_cloudwatch_log_group" "g" {\n  retention_in_days = 30\n}\n'
    assert outcomes(tmp_path, rules, text, *given) == {"aws_cloudwatch_log_group.g": expected}


@pytest.mark.parametrize(
    ("name", "pattern", "expected"),
    [
        ("acme-dev-logs", "^acme-({param.p})-[a-z]+$", "pass"),
        ("acme-a.b-logs", "^acme-{param.p}-[a-z]+$", "pass"),
        ("acme-aXb-logs", "^acme-{param.p}-[a-z]+$", "fail"),
        ("acme-d-logs", "^acme-({param.p})-[a-z]+$", "fail"),
        ("dev", "{param.p}", "pass"),
        ("de", "^{param.p}$", "fail"),
    ],
)
def test_a_list_parameter_in_a_regex_means_alternatives(name: str, pattern: str, expected: str, tmp_path: Path) -> None:
    rules = f"""
    parameters: {{p: {{type: list, default: [dev, a.b]}}}}
    rules:
      - name: r
        resource_type: aws_s3_bucket
        assertions: [{{key: bucket, operator: matches, value: "{pattern}"}}]
    """
    found = outcomes(tmp_path, rules, f'resource "aws_s3_bucket" "b" {{\n  bucket = "{name}"\n}}\n')
    assert found == {"aws_s3_bucket.b": expected}


@pytest.mark.parametrize(
    ("pattern", "refused"),
    [
        (r"^acme-[{param.p}]-logs$", True),
        (r"[^{param.p}]", True),
        (r"[]{param.p}]", True),
        (r"[[:alpha:]{param.p}]", True),
        (r"[\]{param.p}]", True),
        (r"\Qa{param.p}\E", True),
        (r"[a-z]{param.p}", False),
        (r"[]a]{param.p}", False),
        (r"[^]]{param.p}", False),
        (r"[[:alpha:]]{param.p}", False),
        (r"\[{param.p}\]", False),
        (r"\Q[\E{param.p}", False),
    ],
)
def test_a_list_parameter_is_alternatives_never_characters(pattern: str, refused: bool) -> None:
    rules = f"""
    parameters: {{p: {{type: list, default: [dev]}}}}
    rules:
      - name: r
        resource_type: aws_s3_bucket
        assertions: [{{key: bucket, operator: matches, value: '{pattern}'}}]
    """
    problems = parse_rules(source(rules)).diagnostics
    assert [
        "has the list parameter `p` inside a character class or a quotation" in item.summary for item in problems
    ] == [True] * refused


@pytest.mark.parametrize("operator", ["glob", "equals", "starts_with", "contains"])
def test_a_list_parameter_in_other_text_is_an_error(operator: str) -> None:
    rules = f"""
    parameters: {{p: {{type: list, default: [dev]}}}}
    rules:
      - name: r
        resource_type: aws_s3_bucket
        assertions: [{{key: bucket, operator: {operator}, value: "acme-{{param.p}}"}}]
    """
    problems = parse_rules(source(rules)).diagnostics
    assert ["has the list parameter `p` inside other text" in item.summary for item in problems] == [True]


@pytest.mark.parametrize(
    ("declared", "condition", "refused"),
    [
        ("list", 'operator: glob, value: "acme-{param.p}"', "the list parameter `p`"),
        ("map", 'operator: equals, value: "acme-{param.p}"', "the map parameter `p`"),
        ("map", 'operator: not_matches, value: "acme-{param.p}"', "the map parameter `p`"),
        ("list", 'operator: matches, value: "acme-{param.p}"', None),
        ("list", 'operator: in, value: "{param.p}"', None),
        ("string", 'operator: glob, value: "acme-{param.p}"', None),
    ],
)
def test_a_parameter_without_default_is_refused_by_its_type(declared: str, condition: str, refused: str | None) -> None:
    rules = f"""
    parameters: {{p: {{type: {declared}}}}}
    rules:
      - name: r
        resource_type: aws_s3_bucket
        assertions: [{{key: bucket, {condition}}}]
    """
    problems = lint_source(source(rules))
    assert [str(refused) in item.summary for item in problems] == ([True] if refused else [])


def test_a_regex_takes_no_lists_of_lists() -> None:
    rules = """
    parameters: {p: {type: list, default: [[a]]}}
    rules:
      - name: r
        resource_type: aws_s3_bucket
        assertions: [{key: bucket, operator: matches, value: "^{param.p}$"}]
    """
    problems = parse_rules(source(rules)).diagnostics
    assert ["not all of its items are texts" in item.summary for item in problems] == [True]


@pytest.mark.parametrize(
    ("declared", "given", "value", "expected"),
    [
        ("{type: list, default: [a, x]}", (), '"{param.p}"', "pass"),
        ("{type: list, default: [a]}", (), '[b, "{param.p}"]', "fail"),
        ("{type: list, default: [a, x]}", (), '[b, "{param.p}"]', "pass"),
        ("{type: list}", ("--param", 'p=["x"]'), '"{param.p}"', "pass"),
    ],
)
def test_list_parameters_fill_lists(
    declared: str, given: tuple[str, ...], value: str, expected: str, tmp_path: Path
) -> None:
    rules = f"""
    parameters: {{p: {declared}}}
    rules:
      - name: r
        resource_type: aws_s3_bucket
        assertions:
          - {{key: bucket, operator: in, value: {value}}}
    """
    assert outcomes(tmp_path, rules, 'resource "aws_s3_bucket" "b" {\n  bucket = "x"\n}\n', *given) == {
        "aws_s3_bucket.b": expected
    }


def test_a_parameter_that_must_be_set_and_is_not_is_an_error_with_its_place(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n')
    (tmp_path / "rules.yml").write_text(
        "parameters: {p: {type: string}}\nrules:\n  - name: r\n    resource_type: aws_s3_bucket\n"
        '    assertions:\n      - {key: bucket, operator: equals, value: "{param.p}"}\n'
    )
    assert main(["scan", str(tmp_path / "main.tf"), "-r", str(tmp_path / "rules.yml")]) == 2
    out, err = capfd.readouterr()
    assert "rules.yml:6:48" in out + err
    assert "parameter `p` has no value" in out + err
    assert "--param" in out + err


def test_a_rule_that_is_switched_off_says_nothing(tmp_path: Path) -> None:
    rules = """
    - {name: r, resource_type: aws_s3_bucket, enabled: false, assertions: [{key: bucket, operator: exists}]}
    - {name: s, resource_type: aws_s3_bucket, assertions: [{key: bucket, operator: not_exists}]}
    """
    found: list[Any] = scan(tmp_path, rules, 'resource "aws_s3_bucket" "b" {}\n')["findings"]
    assert [item["rule_id"] for item in found] == ["s"]


@pytest.mark.parametrize(
    ("value", "condition", "outcome"),
    [
        ("aws_kms_key.other.arn", "{key: bucket, operator: references, value: aws_kms_key}", "pass"),
        ("aws_kms_key.other.arn", "{key: bucket, operator: references, value: aws_s3_bucket}", "fail"),
        ('"${aws_kms_key.other.arn}:x"', '{key: bucket, operator: references, value: "aws_*"}', "pass"),
        ("data.aws_kms_key.other.arn", "{key: bucket, operator: references, value: data.aws_kms_key}", "pass"),
        ("local.other", "{key: bucket, operator: references, value: aws_kms_key}", "unknown"),
        # an identifier is always there, what else a resource has may be null
        ("aws_kms_key.other.arn", "{key: bucket, operator: is_not_empty}", "pass"),
        ("aws_kms_key.other[0].arn", "{key: bucket, operator: exists}", "pass"),
        ("aws_kms_key.other.description", "{key: bucket, operator: exists}", "unknown"),
        ("aws_instance.other.network_interface[0].id", "{key: bucket, operator: exists}", "unknown"),
        ("data.aws_kms_key.other.arn", "{key: bucket, operator: exists}", "unknown"),
        # what it says is as unknown as ever
        ("aws_kms_key.other.arn", "{key: bucket, operator: equals, value: x}", "unknown"),
    ],
)
def test_a_resource_that_is_declared_elsewhere(tmp_path: Path, value: str, condition: str, outcome: str) -> None:
    (tmp_path / "rules.yml").write_text(
        f"rules:\n  - id: one\n    name: one\n    resource_type: aws_s3_bucket\n    assertions:\n      - {condition}\n",
        "utf-8",
    )
    (tmp_path / "main.tf").write_text(f'resource "aws_s3_bucket" "b" {{\n  bucket = {value}\n}}\n', "utf-8")

    targets = api.Targets(paths=(str(tmp_path / "main.tf"),))
    found = api.scan(api.ScanOptions(targets=targets, rules=(str(tmp_path / "rules.yml"),)))

    assert [str(item.outcome.value) for item in found.findings] == [outcome]
    assert [item.summary[:23] for item in found.diagnostics] == ["Reference to undeclared"]
