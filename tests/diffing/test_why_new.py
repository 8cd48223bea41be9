"""A new finding says what was different in the base."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from riveter.terraform.project import Loader
from tests.diffing.conftest import Compare, Make, Scan

LOGS = 'resource "aws_cloudwatch_log_group" "g" {\n  retention_in_days = %s\n}\n'
KEY = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = %s\n}\n'
DAYS = '# how long\n\nvariable "days" {\n  default = %s\n}\n'
RULES = """
- id: logs
  name: Logs are kept
  resource_type: aws_cloudwatch_log_group
  filters: [{key: skip_destroy, operator: not_exists}]
  assertions: [{key: retention_in_days, operator: gte, value: 30}]
- id: private
  name: Buckets are private
  resource_type: aws_s3_bucket
  assertions: [{related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}, quantifier: any}]
- id: keys
  name: Keys of logs rotate
  resource_type: aws_cloudwatch_log_group
  filters: [{key: kms_key_id, operator: exists}]
  assertions:
    - {related: {resource_type: aws_kms_key, via: kms_key_id}, assertions: [{key: enable_key_rotation, operator: is_true}]}
- id: ports
  name: Ports are closed
  resource_type: aws_security_group
  assertions: [{key: ingress.*.from_port, operator: not_equals, value: 22}]
"""
BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n'
BLOCK = 'resource "aws_s3_bucket_public_access_block" "p" {\n  bucket = aws_s3_bucket.b.id\n}\n'
LOGS_WITH_KEY = (
    'resource "aws_cloudwatch_log_group" "g" {\n  retention_in_days = 60\n  kms_key_id = aws_kms_key.k.arn\n}\n'
)
GROUP = 'resource "aws_security_group" "g" {\n%s}\n'
INGRESS = "  ingress {\n    from_port = %s\n  }\n"

Why = Callable[..., list[str]]


@pytest.fixture
def why(make: Make, scan: Scan) -> Why:
    """`why(before, after)` returns what the report says of the values of new findings."""

    def run(before: dict[str, str], after: dict[str, str], *words: str) -> list[str]:
        folder = make(before)
        (folder.path.parent / "why.yml").write_text(RULES)
        folder.write(after)
        done = scan(folder, "-r", "../why.yml", "--diff", "HEAD", *words)
        assert done.returncode in (0, 1), done.stderr
        return [line.strip().removeprefix("= ") for line in done.stdout.splitlines() if line.startswith("        = ")]

    return run


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            {"main.tf": LOGS % "var.days", "variables.tf": DAYS % 30},
            {"variables.tf": DAYS % 7},
            ["var.days is 7: variables.tf:4:13 (default)", "was 30, variables.tf:4"],
        ),
        (
            {"main.tf": LOGS % "var.days", "variables.tf": DAYS % 7, "terraform.tfvars": "days = 60\n"},
            {"terraform.tfvars": "# days = 60\n"},
            ["var.days is 7: variables.tf:4:13 (default)", "was 60, terraform.tfvars:1"],
        ),
        ({"main.tf": LOGS % 30}, {"main.tf": LOGS % 7}, ["was 30, main.tf:2"]),
        ({"main.tf": LOGS % 30}, {"main.tf": LOGS % "null"}, ["was 30, main.tf:2"]),
        ({"main.tf": LOGS % 30}, {"new.tf": (LOGS % 7).replace('"g"', '"new"')}, ["the resource is new"]),
        (
            {"main.tf": (LOGS % 7).replace("{", "{\n  skip_destroy = true")},
            {"main.tf": LOGS % 7},
            ["the rule did not apply before"],
        ),
        (
            {"main.tf": LOGS % "var.x", "v.tf": 'variable "x" {}\n'},
            {"main.tf": LOGS % 7},
            ["was not known"],
        ),
        (
            {"main.tf": "# riveter:ignore logs\n" + LOGS % 7},
            {"main.tf": LOGS % 7},
            ["it was suppressed before"],
        ),
        ({"main.tf": BUCKET + BLOCK}, {"main.tf": BUCKET}, ["there was aws_s3_bucket_public_access_block.p, main.tf:4"]),
        (
            {"main.tf": LOGS_WITH_KEY + KEY % "true"},
            {"main.tf": LOGS_WITH_KEY + KEY % "false"},
            ["was true, main.tf:6"],
        ),
        ({"main.tf": GROUP % (INGRESS % 80)}, {"main.tf": GROUP % (INGRESS % 22)}, ["was 80, main.tf:3"]),
        # which block was which can't be told
        (
            {"main.tf": GROUP % (INGRESS % 80 + INGRESS % 81)},
            {"main.tf": GROUP % (INGRESS % 22 + INGRESS % 81)},
            ["it passed before"],
        ),
        (
            {"main.tf": 'module "m" {\n  source = "./m"\n  days   = 90\n}\n', "m/main.tf": 'variable "days" {}\n' + LOGS % "var.days"},
            {"main.tf": 'module "m" {\n  source = "./m"\n  days   = 3\n}\n'},
            ["module.m argument days: main.tf:3:12", "was 90, main.tf:3"],
        ),
    ],
)  # fmt: skip
def test_what_was_different(why: Why, before: dict[str, str], after: dict[str, str], said: list[str]) -> None:
    assert why(before, after) == said


def test_in_environments_each_is_compared_with_itself(why: Why) -> None:
    before = {
        "main.tf": LOGS % "var.days",
        "v.tf": 'variable "days" {}\n',
        "dev.tfvars": "days = 60\n",
        "riveter.yml": "environments:\n  dev: {var_files: [dev.tfvars]}\n  prod: {variables: {days: 90}}\n",
    }
    assert why(before, {"dev.tfvars": "days = 6\n"})[-1] == "was 60, dev.tfvars:1"


def test_a_named_file_of_values_is_compared_too(make: Make, scan: Scan) -> None:
    config = "environments: {dev: {var_files: [env/dev.tfvars]}}\n"
    folder = make(
        {"main.tf": LOGS % "var.days" + 'variable "days" {}\n', "env/dev.tfvars": "days = 60\n", "riveter.yml": config}
    )
    (folder.path.parent / "why.yml").write_text(RULES)
    folder.write({"env/dev.tfvars": "days = 6\n"})
    said = scan(folder, "-r", "../why.yml", "--diff", "HEAD", "--", "env/dev.tfvars").stdout
    assert "was 60, env/dev.tfvars:1" in said
    assert "the resource is new" not in said


def test_a_secret_of_the_base_is_not_told(why: Why, make: Make, scan: Scan) -> None:
    secret = 'variable "x" {\n  default   = "hunter2-hunter2"\n  sensitive = true\n}\n'
    folder = make({"main.tf": LOGS % "var.x" + secret})
    (folder.path.parent / "why.yml").write_text(RULES)
    folder.write({"main.tf": LOGS % 7 + secret})
    for form in ("text", "json", "html", "markdown"):
        done = scan(folder, "-r", "../why.yml", "--diff", "HEAD", "-f", form)
        assert "hunter2" not in done.stdout + done.stderr


def test_json_has_it_as_data(make: Make, scan: Scan) -> None:
    folder = make({"main.tf": LOGS % "var.days", "variables.tf": DAYS % 30})
    folder.write({"variables.tf": DAYS % 7})
    (folder.path.parent / "why.yml").write_text(RULES)
    done = scan(folder, "-r", "../why.yml", "--diff", "HEAD", "-f", "json")
    (finding,) = json.loads(done.stdout)["findings"]
    assert finding["former"] == "pass"
    was = finding["assertions"][0]["was"]
    assert (was["words"], was["location"]["file"], was["location"]["line"]) == ("was 30", "variables.tf", 4)
    markdown = scan(folder, "-r", "../why.yml", "--diff", "HEAD", "-f", "markdown").stdout
    assert "was 30, variables.tf:4" in markdown


def test_a_base_that_can_not_be_read_says_nothing_of_new_resources(why: Why) -> None:
    assert why({"main.tf": "resource {"}, {"main.tf": LOGS % 7}) == []


def test_the_base_is_evaluated_again_only_for_root_modules_with_new_findings(
    make: Make, compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[set[str]] = []
    keep = Loader.keep

    def noted(loader: Loader, names: set[str]) -> None:
        kept.append(set(names))
        keep(loader, names)

    monkeypatch.setattr(Loader, "keep", noted)
    folder = make({f"{name}/main.tf": KEY % "true" for name in "abc"})
    compare()
    assert kept == []
    folder.write({"b/main.tf": KEY % "false"})
    compare()
    assert kept == [{"b"}]
