"""`related` on real Terraform files, through the command line: every way in which two resources can be connected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.scans import findings, outcomes

FLAGS = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
BLOCKED = """
- name: every bucket has a public access block with all four flags
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_public_access_block%s}
      assertions:
""" + "".join(f"        - {{key: {flag}, operator: is_true}}\n" for flag in FLAGS)
ALL_FOUR = "\n".join(f"  {flag} = true" for flag in FLAGS)


def block(bucket: str, name: str = "p", more: str = "") -> str:
    return f'resource "aws_s3_bucket_public_access_block" "{name}" {{\n  {more}\n  bucket = {bucket}\n{ALL_FOUR}\n}}\n'


BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "data"\n}\n'
WAYS: dict[str, tuple[dict[str, str], str]] = {
    "by reference": ({"main.tf": BUCKET + block("aws_s3_bucket.b.id")}, "pass"),
    "by reference, from another file": ({"main.tf": BUCKET, "other.tf": block("aws_s3_bucket.b.bucket")}, "pass"),
    "by literal name": ({"main.tf": BUCKET + block('"data"')}, "pass"),
    "by another name": ({"main.tf": BUCKET + block('"other"')}, "fail"),
    "not at all": ({"main.tf": BUCKET}, "fail"),
    "with a flag off": ({"main.tf": BUCKET + block("aws_s3_bucket.b.id").replace("acls = true", "acls = false", 1)}, "fail"),
    "through a local": ({"main.tf": BUCKET + "locals {\n  it = aws_s3_bucket.b.id\n}\n" + block("local.it")}, "pass"),
    "through a local object": (
        {"main.tf": BUCKET + "locals {\n  all = { data = aws_s3_bucket.b }\n}\n" + block("local.all.data.id")}, "pass",
    ),
    "through a conditional": (
        {"main.tf": BUCKET + 'variable "on" {\n  default = true\n}\n' + block('var.on ? aws_s3_bucket.b.id : "x"')}, "pass",
    ),
    "by the same variable": (
        {"main.tf": 'variable "n" {\n  default = "data"\n}\nresource "aws_s3_bucket" "b" {\n  bucket = var.n\n}\n' + block("var.n")},
        "pass",
    ),
    "by a name that is handed in": (
        {"main.tf": 'variable "n" {}\n' + BUCKET + block("var.n")}, "unknown",
    ),
    "by a template": ({"main.tf": BUCKET + block('"${aws_s3_bucket.b.id}"')}, "pass"),
    "through an input of a module": (
        {
            "main.tf": BUCKET + 'module "m" {\n  source = "./m"\n  bucket = aws_s3_bucket.b.id\n}\n',
            "m/main.tf": 'variable "bucket" {}\n' + block("var.bucket"),
        },
        "pass",
    ),
    "through two modules": (
        {
            "main.tf": BUCKET + 'module "m" {\n  source = "./m"\n  bucket = aws_s3_bucket.b\n}\n',
            "m/main.tf": 'variable "bucket" {}\nmodule "n" {\n  source = "../n"\n  name = var.bucket.id\n}\n',
            "n/main.tf": 'variable "name" {}\n' + block("var.name"),
        },
        "pass",
    ),
    "through an output of a module": (
        {
            "main.tf": 'module "m" {\n  source = "./m"\n}\n' + block("module.m.id"),
            "m/main.tf": BUCKET + 'output "id" {\n  value = aws_s3_bucket.b.id\n}\n',
        },
        "pass",
    ),
    "from one module into another": (
        {
            "main.tf": 'module "m" {\n  source = "./m"\n}\nmodule "n" {\n  source = "./n"\n  name = module.m.all["data"]\n}\n',
            "m/main.tf": BUCKET + 'output "all" {\n  value = { data = aws_s3_bucket.b.id }\n}\n',
            "n/main.tf": 'variable "name" {}\n' + block("var.name"),
        },
        "pass",
    ),
    "by literal name in another module": (
        {"main.tf": BUCKET + 'module "n" {\n  source = "./n"\n}\n', "n/main.tf": block('"data"')}, "pass",
    ),
    "by a module that is not installed": (
        {"main.tf": BUCKET + 'module "n" {\n  source = "acme/block/aws"\n  bucket = aws_s3_bucket.b.id\n}\n'}, "unknown",
    ),
    "by one that may not exist": (
        {"main.tf": 'variable "n" {}\n' + BUCKET + block("aws_s3_bucket.b.id", more="count = var.n")}, "unknown",
    ),
    "by one that does not exist": ({"main.tf": BUCKET + block("aws_s3_bucket.b.id", more="count = 0")}, "fail"),
    "depends_on alone": ({"main.tf": BUCKET + block('"other"', more="depends_on = [aws_s3_bucket.b]")}, "fail"),
}  # fmt: skip


@pytest.mark.parametrize("via", [", via: bucket", ""], ids=["named", "any attribute"])
@pytest.mark.parametrize("way", [way for way in WAYS if way != "depends_on alone"])
def test_a_bucket_and_its_block_are_connected(way: str, via: str, tmp_path: Path) -> None:
    files, expected = WAYS[way]
    assert list(outcomes(tmp_path, BLOCKED % via, files).values()) == [expected]


def test_an_order_of_creation_is_no_connection_through_an_attribute(tmp_path: Path) -> None:
    assert outcomes(tmp_path, BLOCKED % ", via: bucket", WAYS["depends_on alone"][0]) == {"aws_s3_bucket.b": "fail"}


def test_instances_are_matched_by_key_and_by_number(tmp_path: Path) -> None:
    text = f"""
resource "aws_s3_bucket" "k" {{
  for_each = toset(["a", "b"])
}}
{block("aws_s3_bucket.k[each.key].id", "k", 'for_each = toset(["a"])')}
resource "aws_s3_bucket" "n" {{
  count = 3
}}
{block("aws_s3_bucket.n[count.index].id", "n", "count = 2")}
resource "aws_s3_bucket" "c" {{
  for_each = {{ x = "1", y = "2" }}
}}
{block("each.value.id", "c", "for_each = aws_s3_bucket.c")}
"""
    assert outcomes(tmp_path, BLOCKED % ", via: bucket", text) == {
        'aws_s3_bucket.k["a"]': "pass",
        'aws_s3_bucket.k["b"]': "fail",
        "aws_s3_bucket.n[0]": "pass",
        "aws_s3_bucket.n[1]": "pass",
        "aws_s3_bucket.n[2]": "fail",
        'aws_s3_bucket.c["x"]': "pass",
        'aws_s3_bucket.c["y"]': "pass",
    }


def test_instances_of_modules_are_matched_by_key(tmp_path: Path) -> None:
    files = {
        "main.tf": """
        module "m" {
          source   = "./m"
          for_each = toset(["a", "b"])
        }
        module "n" {
          source   = "./n"
          for_each = toset(["a"])
          name     = module.m[each.key].id
        }
        """,
        "m/main.tf": 'resource "aws_s3_bucket" "b" {}\noutput "id" {\n  value = aws_s3_bucket.b.id\n}\n',
        "n/main.tf": 'variable "name" {}\n' + block("var.name"),
    }
    assert outcomes(tmp_path, BLOCKED % ", via: bucket", files) == {
        'module.m["a"].aws_s3_bucket.b': "pass",
        'module.m["b"].aws_s3_bucket.b': "fail",
    }


def test_instances_that_are_not_known_leave_the_verdict_open(tmp_path: Path) -> None:
    text = (
        'variable "names" {\n  type = set(string)\n}\nresource "aws_s3_bucket" "b" {\n  for_each = var.names\n}\n'
        + block("each.value.id", "p", "for_each = aws_s3_bucket.b")
    )
    [(address, outcome)] = outcomes(tmp_path, BLOCKED % ", via: bucket", text).items()
    assert address == "aws_s3_bucket.b[*]"
    assert outcome in ("pass", "unknown")


# --- directions, hops, several attributes --------------------------------------------------------

CHAIN = """
resource "aws_lambda_function" "f" {
  role = aws_iam_role.r.arn
}
resource "aws_iam_role" "r" {
  name = "r"
}
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_policy" "p" {
  name = "p"
}
resource "aws_iam_policy" "loose" {
  name = "loose"
}
"""


def related(about: str, relation: str, rest: str = "") -> str:
    return f"- name: r\n  resource_type: {about}\n  assertions:\n    - related: {relation}\n{rest}"


@pytest.mark.parametrize(
    ("about", "relation", "expected"),
    [
        ("aws_lambda_function", "{resource_type: aws_iam_role, direction: from_this}", "pass"),
        ("aws_lambda_function", "{resource_type: aws_iam_role, direction: to_this}", "fail"),
        ("aws_lambda_function", "{resource_type: aws_iam_role, direction: any}", "pass"),
        ("aws_lambda_function", "{resource_type: aws_iam_role, via: role}", "pass"),
        ("aws_lambda_function", "{resource_type: aws_iam_role, via: environment}", "fail"),
        ("aws_lambda_function", "{resource_type: 'aws_iam_*', via: role}", "pass"),
        ("aws_lambda_function", "{resource_type: [aws_kms_key, aws_iam_role]}", "pass"),
        ("aws_iam_role", "{resource_type: aws_lambda_function, direction: to_this}", "pass"),
        ("aws_iam_role", "{resource_type: aws_lambda_function, direction: from_this}", "fail"),
        ("aws_iam_role", "{resource_type: aws_iam_role_policy_attachment, via: role}", "pass"),
        ("aws_iam_role", "{resource_type: aws_iam_policy, via: [role, policy_arn]}", "pass"),
        ("aws_lambda_function", "{resource_type: aws_iam_policy, via: [role, role, policy_arn]}", "pass"),
        ("aws_lambda_function", "{resource_type: aws_iam_policy, via: [role, policy_arn]}", "fail"),
        ("aws_lambda_function", "{resource_type: aws_iam_policy, via: [role]}", "fail"),
    ],
)
def test_directions_and_hops(about: str, relation: str, expected: str, tmp_path: Path) -> None:
    assert set(outcomes(tmp_path, related(about, relation), CHAIN).values()) == {expected}


def test_both_ways_and_back_to_the_subject(tmp_path: Path) -> None:
    rules = """
    - name: the role of a function is called like it
      resource_type: aws_lambda_function
      assertions:
        - related: {resource_type: aws_iam_role, via: role}
          assertions:
            - {key: name, operator: equals, value_from: $.function_name}
    """
    text = CHAIN.replace("role = aws_iam_role.r.arn", 'role = aws_iam_role.r.arn\n  function_name = "r"')
    assert outcomes(tmp_path, rules, text) == {"aws_lambda_function.f": "pass"}
    assert outcomes(tmp_path, rules, text.replace('"r"\n}', '"s"\n}', 1)) == {"aws_lambda_function.f": "fail"}


@pytest.mark.parametrize(
    ("quantifier", "expected"),
    [
        ("any", {"aws_iam_policy.p": "pass", "aws_iam_policy.loose": "fail"}),
        ("none", {"aws_iam_policy.p": "fail", "aws_iam_policy.loose": "pass"}),
        ("{at_most: 0}", {"aws_iam_policy.p": "fail", "aws_iam_policy.loose": "pass"}),
        ("{at_least: 1}", {"aws_iam_policy.p": "pass", "aws_iam_policy.loose": "fail"}),
    ],
)
def test_quantifiers_count_what_is_connected(quantifier: str, expected: dict[str, str], tmp_path: Path) -> None:
    rules = related(
        "aws_iam_policy",
        "{resource_type: aws_iam_role_policy_attachment, via: policy_arn}",
        f"      quantifier: {quantifier}\n",
    )
    assert outcomes(tmp_path, rules, CHAIN) == expected


def test_the_reason_why_a_relation_is_not_known_leads_to_the_source(tmp_path: Path) -> None:
    finding = findings(tmp_path, BLOCKED % "", WAYS["by a name that is handed in"][0])["aws_s3_bucket.b"]
    reason = finding["assertions"][0]["unknown_reason"]
    assert reason.startswith("var.n has no value: ")
    assert reason.endswith("main.tf:1")
