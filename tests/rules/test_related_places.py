"""A literal name connects resources in one place only, and a reference only what it refers to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.scans import outcomes

PROVIDERS = """
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "dr"
  region = "eu-central-1"
}
provider "aws" {
  alias  = "twin"
  region = "eu-west-1"
}
provider "aws" {
  alias  = "other"
  region = "eu-west-1"
  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/x"
  }
}
provider "aws" {
  alias  = "third"
  region = "eu-west-1"
  assume_role {
    role_arn = "arn:aws:iam::777788889999:role/x"
  }
}
variable "region" {}
provider "aws" {
  alias  = "given"
  region = var.region
}
"""
LOGGED = """
- name: every cluster is logged
  resource_type: aws_redshift_cluster
  assertions:
    - related: {resource_type: aws_redshift_logging, via: cluster_identifier}
"""


def cluster(name: str, provider: str = "", more: str = "") -> str:
    alias = f"  provider = {provider}\n" if provider else ""
    return f'resource "aws_redshift_cluster" "{name}" {{\n{alias}  cluster_identifier = "warehouse"\n  {more}\n}}\n'


def logging(value: str, provider: str = "", more: str = "") -> str:
    alias = f"  provider = {provider}\n" if provider else ""
    return f'resource "aws_redshift_logging" "l" {{\n{alias}  cluster_identifier = {value}\n  {more}\n}}\n'


@pytest.mark.parametrize(
    ("one", "two", "of_cluster", "of_logging"),
    [
        ("", "pass", "aws", ""),
        ("aws.dr", "fail", "aws.dr", ""),
        ("aws.dr and back", "fail", "", "aws.dr"),
        ("both", "pass", "aws.dr", "aws.dr"),
        ("same region", "pass", "aws.twin", ""),
        ("role", "unknown", "aws.other", ""),
        ("two accounts", "fail", "aws.other", "aws.third"),
        ("a variable", "unknown", "aws.given", ""),
        ("a variable twice", "pass", "aws.given", "aws.given"),
    ],
)
def test_a_literal_name_counts_in_one_region_of_one_account(
    tmp_path: Path, one: str, two: str, of_cluster: str, of_logging: str
) -> None:
    if "missing" in of_cluster:
        text = 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n'
        text += "      configuration_aliases = [aws.missing]\n    }\n  }\n}\n"
    else:
        text = PROVIDERS
    text += cluster("c", of_cluster) + logging('"warehouse"', of_logging)
    assert outcomes(tmp_path, LOGGED, text) == {"aws_redshift_cluster.c": two}, one


def test_in_json_syntax_the_account_of_a_role_is_the_same(tmp_path: Path) -> None:
    files = {"main.tf": cluster("c", "aws.one") + logging('"warehouse"', "aws.two")}
    for alias, account in (("one", "444455556666"), ("two", "777788889999")):
        role = f'{{"role_arn": "arn:aws:iam::{account}:role/x"}}'
        files[f"{alias}.tf.json"] = (
            f'{{"provider": {{"aws": {{"alias": "{alias}", "region": "eu-west-1", "assume_role": {role}}}}}}}'
        )
    assert outcomes(tmp_path, LOGGED, files) == {"aws_redshift_cluster.c": "fail"}


def test_the_region_of_a_resource_counts_before_that_of_its_provider(tmp_path: Path) -> None:
    text = PROVIDERS + cluster("far", more='region = "us-east-1"') + cluster("near") + logging('"warehouse"')
    found = outcomes(tmp_path, LOGGED, text)
    assert found == {"aws_redshift_cluster.far": "fail", "aws_redshift_cluster.near": "pass"}
    text = PROVIDERS + cluster("far", "aws.dr", 'region = "eu-west-1"') + logging('"warehouse"')
    assert outcomes(tmp_path, LOGGED, text) == {"aws_redshift_cluster.far": "pass"}


@pytest.mark.parametrize("attribute", ["id", "cluster_identifier"])
@pytest.mark.parametrize("far", ["aws.dr", "aws.twin", "aws.given", ""])
def test_a_reference_names_one_resource_whatever_others_are_called(tmp_path: Path, attribute: str, far: str) -> None:
    text = PROVIDERS + cluster("main") + cluster("far", far) + logging(f"aws_redshift_cluster.main.{attribute}")
    found = outcomes(tmp_path, LOGGED, text)
    assert found == {"aws_redshift_cluster.main": "pass", "aws_redshift_cluster.far": "fail"}


def test_a_reference_through_a_module_names_one_resource(tmp_path: Path) -> None:
    files = {
        "main.tf": PROVIDERS
        + 'module "m" {\n  source = "./m"\n  name = aws_redshift_cluster.main.cluster_identifier\n}\n'
        + cluster("main")
        + cluster("far", "aws.dr"),
        "m/main.tf": 'variable "name" {}\n' + logging("var.name"),
    }
    found = outcomes(tmp_path, LOGGED, files)
    assert found == {"aws_redshift_cluster.main": "pass", "aws_redshift_cluster.far": "fail"}


def test_a_module_is_where_the_providers_that_it_is_given_are(tmp_path: Path) -> None:
    files = {
        "main.tf": PROVIDERS
        + 'module "m" {\n  source = "./m"\n  providers = { aws = aws.dr }\n}\n'
        + cluster("main")
        + cluster("far", "aws.dr"),
        "m/main.tf": logging('"warehouse"'),
    }
    found = outcomes(tmp_path, LOGGED, files)
    assert found == {"aws_redshift_cluster.main": "fail", "aws_redshift_cluster.far": "pass"}


def test_a_name_made_of_anothers_is_not_the_others(tmp_path: Path) -> None:
    text = (
        'resource "aws_s3_bucket" "data" {\n  bucket = "data"\n}\nresource "aws_s3_bucket" "logs" {\n  bucket = "data-logs"\n}\n'
        'resource "aws_s3_bucket_versioning" "v" {\n  bucket = "${aws_s3_bucket.data.bucket}-logs"\n}\n'
    )
    rules = LOGGED.replace("aws_redshift_cluster", "aws_s3_bucket").replace(
        "aws_redshift_logging", "aws_s3_bucket_versioning"
    )
    found = outcomes(tmp_path, rules.replace("cluster_identifier", "bucket"), text)
    assert found == {"aws_s3_bucket.data": "fail", "aws_s3_bucket.logs": "pass"}


@pytest.mark.parametrize(
    ("type", "other", "via", "expected"),
    [
        ("aws_s3_bucket", "aws_s3_bucket_versioning", "bucket", "pass"),
        ("aws_iam_role", "aws_iam_role_policy", "role", "pass"),
        ("aws_sqs_queue", "aws_sqs_queue_policy", "queue", "fail"),
    ],
)
def test_names_of_buckets_and_roles_count_in_every_region(
    tmp_path: Path, type: str, other: str, via: str, expected: str
) -> None:
    own = "bucket" if type == "aws_s3_bucket" else "name"
    text = (
        PROVIDERS
        + f'resource "{type}" "t" {{\n  provider = aws.dr\n  {own} = "it"\n}}\nresource "{other}" "o" {{\n  {via} = "it"\n}}\n'
    )
    rules = (
        f"- name: r\n  resource_type: {type}\n  assertions:\n    - related: {{resource_type: {other}, via: {via}}}\n"
    )
    assert outcomes(tmp_path, rules, text) == {f"{type}.t": expected}


def test_other_clouds_have_places_too(tmp_path: Path) -> None:
    text = """
    provider "google" {
      project = "a"
    }
    provider "google" {
      alias   = "b"
      project = "b"
    }
    resource "google_compute_network" "one" {
      name = "net"
    }
    resource "google_compute_network" "two" {
      provider = google.b
      name     = "net"
    }
    resource "google_compute_firewall" "f" {
      network = "net"
    }
    """
    rules = "- name: r\n  resource_type: google_compute_network\n  assertions:\n"
    rules += "    - related: {resource_type: google_compute_firewall, via: network}\n"
    found = outcomes(tmp_path, rules, text)
    assert found == {"google_compute_network.one": "pass", "google_compute_network.two": "fail"}


def test_what_a_resource_names_is_in_its_own_place(tmp_path: Path) -> None:
    text = (
        PROVIDERS
        + cluster("c", "aws.dr", "encrypted = false")
        + cluster("main", "", "encrypted = true")
        + logging('"warehouse"')
    )
    rules = """
    - name: what is logged is encrypted
      resource_type: aws_redshift_logging
      assertions:
        - related: {resource_type: aws_redshift_cluster, via: cluster_identifier, direction: from_this}
          quantifier: all
          assertions:
            - {key: encrypted, operator: is_true}
    """
    assert outcomes(tmp_path, rules, text) == {"aws_redshift_logging.l": "pass"}


@pytest.mark.parametrize(("most", "expected"), [(2, "fail"), (3, "pass"), (5, "pass")])
def test_a_module_call_is_related_to_what_it_makes(most: int, expected: str, tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "m" { source = "./m" }\nresource "aws_instance" "outside" {}\n',
        "m/main.tf": 'resource "aws_instance" "a" { count = 2 }\nmodule "inner" { source = "./inner" }\n',
        "m/inner/main.tf": 'resource "aws_instance" "b" {}\n',
    }
    rules = f"[{{name: r, resource_type: module, assertions: [{{related: aws_instance, quantifier: {{at_most: {most}}}}}]}}]"
    found = outcomes(tmp_path, rules, files)
    assert found["module.m"] == expected


@pytest.mark.parametrize(
    ("quantifier", "expected"),
    [
        ("{at_most: 3}", "unknown"),
        ("none", "fail"),
        ("any", "pass"),
        ("{at_least: 3}", "unknown"),
        ("{at_most: 1}", "fail"),
    ],
)
def test_a_module_that_is_not_installed_may_make_more_for_each_call_around_it(
    quantifier: str, expected: str, tmp_path: Path
) -> None:
    files = {
        "main.tf": 'module "m" { source = "./m" }\n',
        "m/main.tf": 'resource "aws_instance" "a" { count = 2 }\nmodule "inner" { source = "./inner" }\n',
        "m/inner/main.tf": 'module "elsewhere" { source = "example/instances/aws" }\n',
    }
    rule = f"{{name: r, resource_type: module, assertions: [{{related: aws_instance, quantifier: {quantifier}}}]}}"
    assert outcomes(tmp_path, f"[{rule}]", files)["module.m"] == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('bucket = "data"', "unknown"),
        ('bucket_names = ["logs", "data"]', "unknown"),
        ('bucket = "logs"', "fail"),
        ('prefix = "data"', "fail"),
        ("", "fail"),
    ],
)
def test_a_module_that_is_not_installed_may_be_given_a_name(arguments: str, expected: str, tmp_path: Path) -> None:
    text = 'resource "aws_s3_bucket" "b" {\n  bucket = "data"\n}\n'
    call = f'module "m" {{\n  source = "example/x/aws"\n  {arguments}\n}}\n'
    rule = "[{name: r, resource_type: aws_s3_bucket, assertions: [{related: aws_s3_bucket_public_access_block}]}]"
    assert outcomes(tmp_path, rule, text + call)["aws_s3_bucket.b"] == expected


MADE_NAMES = """
resource "random_id" "r" {
  byte_length = 4
}
data "aws_caller_identity" "me" {}
resource "aws_ecr_repository" "r" {
  name = %s
}
resource "aws_ecr_repository_policy" "p" {
  repository = %s
  policy     = "{}"
}
"""
HAS_POLICY = """
- name: every repository has a policy
  resource_type: aws_ecr_repository
  assertions:
    - related: {resource_type: aws_ecr_repository_policy}
"""
OF_REPOSITORY = """
- name: every policy has a repository
  resource_type: aws_ecr_repository_policy
  assertions:
    - related: {resource_type: aws_ecr_repository, via: repository}
"""


@pytest.mark.parametrize("rule", [HAS_POLICY, OF_REPOSITORY], ids=["to this", "from this"])
@pytest.mark.parametrize(
    ("name", "named", "expected"),
    [
        ("random_id.r.hex", "random_id.r.hex", "pass"),
        ('"x-${random_id.r.hex}"', '"x-${random_id.r.hex}"', "pass"),
        ('"x-${data.aws_caller_identity.me.account_id}"', '"x-${data.aws_caller_identity.me.account_id}"', "pass"),
        ('format("x-%s", random_id.r.hex)', '"x-${random_id.r.hex}"', "pass"),
        ('"x-${substr(random_id.r.hex, 0, 4)}"', '"x-${substr(random_id.r.hex, 0, 4)}"', "pass"),
        ('"x-${random_id.r.hex}"', '"y-${random_id.r.hex}"', "fail"),
        ('"x-${random_id.r.hex}"', '"x-${random_id.r.b64_url}"', "fail"),
    ],
)
def test_a_name_made_of_the_same_attributes_in_the_same_way_connects(
    name: str, named: str, expected: str, rule: str, tmp_path: Path
) -> None:
    assert set(outcomes(tmp_path, rule, MADE_NAMES % (name, named)).values()) == {expected}


def test_a_reference_to_one_of_two_with_the_same_made_name_names_that_one(tmp_path: Path) -> None:
    terraform = (
        PROVIDERS
        + """
resource "random_id" "r" {
  byte_length = 4
}
resource "aws_ecr_repository" "near" {
  name = random_id.r.hex
}
resource "aws_ecr_repository" "far" {
  provider = aws.dr
  name     = random_id.r.hex
}
resource "aws_ecr_repository_policy" "p" {
  provider   = aws.dr
  repository = aws_ecr_repository.far.name
  policy     = "{}"
}
"""
    )
    found = outcomes(tmp_path, HAS_POLICY, terraform)
    assert found == {"aws_ecr_repository.near": "fail", "aws_ecr_repository.far": "pass"}
