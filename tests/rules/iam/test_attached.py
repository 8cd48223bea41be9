"""`__policies__`, and questions about connected resources: on real Terraform files, through the command line."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import pytest

from tests.rules.scans import findings, outcomes

EXAMPLES = Path(__file__).parents[3] / "examples"

LOGS = """
- name: every Lambda's role allows logs:PutLogEvents
  resource_type: aws_lambda_function
  assertions:
    - related: {resource_type: aws_iam_role, via: role, direction: from_this}
      assertions:
        - {key: __policies__, operator: policy_allows, value: "logs:PutLogEvents"}
"""
KEY = """
- name: the Glue job's role may use the key of its security configuration
  resource_type: aws_glue_job
  filters:
    - {key: security_configuration, operator: exists}
  assertions:
    - related: {resource_type: aws_iam_role, via: role_arn, direction: from_this}
      assertions:
        - key: __policies__
          operator: policy_allows
          value:
            actions: [kms:Decrypt, kms:GenerateDataKey]
            resources:
              resource_type: aws_kms_key
              via: [security_configuration, encryption_configuration.s3_encryption.kms_key_arn]
"""

ROLE = """
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
}
"""
PLAIN = 'resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = "{}"\n}\n'
GOOD = 'jsonencode({ Statement = [{ Effect = "Allow", Action = "logs:*", Resource = "*" }] })'
OTHER = 'jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })'
DENY = 'jsonencode({ Statement = [{ Effect = "Deny", Action = "logs:Put*", Resource = "*" }] })'


def inline(policy: str, name: str = "p", role: str = "aws_iam_role.r.id") -> str:
    return f'resource "aws_iam_role_policy" "{name}" {{\n  role = {role}\n  policy = {policy}\n}}\n'


def managed(policy: str, name: str = "m") -> str:
    return f'resource "aws_iam_policy" "{name}" {{\n  policy = {policy}\n}}\n'


def attach(arn: str, name: str = "a", role: str = "aws_iam_role.r.name") -> str:
    return f'resource "aws_iam_role_policy_attachment" "{name}" {{\n  role = {role}\n  policy_arn = {arn}\n}}\n'


def role(body: str) -> str:
    return f'resource "aws_iam_role" "r" {{\n  name = "r"\n  assume_role_policy = "{{}}"\n{body}\n}}\n'


MANAGED_BY_AWS = '"arn:aws:iam::aws:policy/service-role/AWSBatchServiceRole"'
KNOWN_OF_AWS = '"arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"'
WAYS: dict[str, tuple[str, str]] = {
    "nothing attached": (PLAIN, "fail"),
    "aws_iam_role_policy": (PLAIN + inline(GOOD), "pass"),
    "aws_iam_role_policy by the role's name": (PLAIN + inline(GOOD, role='"r"'), "pass"),
    "aws_iam_role_policy of another role": (PLAIN + inline(GOOD, role='"other"'), "fail"),
    "aws_iam_role_policy that allows something else": (PLAIN + inline(OTHER), "fail"),
    "two that allow it together": (PLAIN + inline(OTHER) + inline(GOOD, "q"), "pass"),
    "a policy document": (
        PLAIN + inline("data.aws_iam_policy_document.d.json")
        + 'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["logs:PutLogEvents"]\n    resources = ["*"]\n  }\n}\n',
        "pass",
    ),
    "attachment": (PLAIN + managed(GOOD) + attach("aws_iam_policy.m.arn"), "pass"),
    "attachment that allows something else": (PLAIN + managed(OTHER) + attach("aws_iam_policy.m.arn"), "fail"),
    "a policy that is not attached": (PLAIN + managed(GOOD), "fail"),
    "aws_iam_policy_attachment": (
        PLAIN + managed(GOOD)
        + 'resource "aws_iam_policy_attachment" "a" {\n  name = "a"\n  roles = [aws_iam_role.r.name]\n'
        + "  policy_arn = aws_iam_policy.m.arn\n}\n",
        "pass",
    ),
    "inline_policy": (role(f"  inline_policy {{\n    name = \"i\"\n    policy = {GOOD}\n  }}"), "pass"),
    "inline_policy that allows something else": (role(f"  inline_policy {{\n    name = \"i\"\n    policy = {OTHER}\n  }}"), "fail"),
    "managed_policy_arns": (role("  managed_policy_arns = [aws_iam_policy.m.arn]") + managed(GOOD), "pass"),
    "managed_policy_arns that allow something else": (
        role("  managed_policy_arns = [aws_iam_policy.m.arn]") + managed(OTHER), "fail",
    ),
    "a policy of AWS": (PLAIN + attach(MANAGED_BY_AWS), "unknown"),
    "a policy of AWS that surely allows it": (PLAIN + attach(KNOWN_OF_AWS), "pass"),
    "a policy of AWS that allows something else, and maybe more": (
        PLAIN + attach('"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"'), "unknown",
    ),
    "a policy of AWS in managed_policy_arns": (role(f"  managed_policy_arns = [{MANAGED_BY_AWS}]"), "unknown"),
    "a policy of AWS in a partition that is not known": (
        PLAIN + attach('"arn:${data.aws_partition.p.partition}:iam::aws:policy/ReadOnlyAccess"') + 'data "aws_partition" "p" {}\n',
        "unknown",
    ),
    "a policy of AWS beside one that allows it": (PLAIN + attach(MANAGED_BY_AWS) + inline(GOOD), "pass"),
    "a policy of AWS that denies": (PLAIN + attach('"arn:aws:iam::aws:policy/AWSDenyAll"') + inline(GOOD), "unknown"),
    "the policy of AWS that allows everything": (PLAIN + attach('"arn:aws:iam::aws:policy/AdministratorAccess"'), "pass"),
    "a policy of somebody else": (PLAIN + attach('"arn:aws:iam::111122223333:policy/theirs"'), "unknown"),
    "a policy that is handed in": (PLAIN + attach("var.arn") + 'variable "arn" {}\n', "unknown"),
    "a policy that is looked up": (
        PLAIN + attach("data.aws_iam_policy.d.arn") + 'data "aws_iam_policy" "d" {\n  name = "theirs"\n}\n', "unknown",
    ),
    "a policy whose actions are handed in": (
        PLAIN + 'variable "actions" {}\n'
        + inline('jsonencode({ Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] })'), "unknown",
    ),
    "a policy that is handed in whole": (PLAIN + inline("var.policy") + 'variable "policy" {}\n', "unknown"),
    "a deny in another policy": (PLAIN + inline(GOOD) + managed(DENY) + attach("aws_iam_policy.m.arn"), "fail"),
    "a boundary that allows it": (
        role("  permissions_boundary = aws_iam_policy.m.arn") + managed(GOOD) + inline(GOOD), "pass",
    ),
    "a boundary that does not allow it": (
        role("  permissions_boundary = aws_iam_policy.m.arn") + managed(OTHER) + inline(GOOD), "fail",
    ),
    "a boundary that is not known": (
        role('  permissions_boundary = "arn:aws:iam::111122223333:policy/b"') + inline(GOOD), "unknown",
    ),
    "a boundary alone allows nothing": (role("  permissions_boundary = aws_iam_policy.m.arn") + managed(GOOD), "fail"),
    "a policy that may not exist": (
        PLAIN + 'variable "n" {}\n' + inline(GOOD).replace("role =", "count = var.n\n  role ="), "unknown",
    ),
    "a list of policies, one of them from somebody else": (
        role('  managed_policy_arns = [aws_iam_policy.m.arn, "arn:aws:iam::111122223333:policy/theirs"]') + managed(OTHER),
        "unknown",
    ),
    "a list of policies, one of them handed in": (
        role("  managed_policy_arns = [aws_iam_policy.m.arn, var.arn]") + managed(OTHER) + 'variable "arn" {}\n', "unknown",
    ),
    "a list of policies, of which more are handed in": (
        role("  managed_policy_arns = concat([aws_iam_policy.m.arn], var.arns)") + managed(OTHER) + 'variable "arns" {}\n',
        "unknown",
    ),
    "a list of policies that allow something else": (
        role("  managed_policy_arns = [aws_iam_policy.m.arn, aws_iam_policy.n.arn]") + managed(OTHER) + managed(OTHER, "n"),
        "fail",
    ),
    "one of two policies that allow something else": (
        role("  managed_policy_arns = [var.b ? aws_iam_policy.m.arn : aws_iam_policy.n.arn]")
        + managed(OTHER) + managed(OTHER, "n") + 'variable "b" {}\n', "fail",
    ),
    "one of two policies, of which one allows it": (
        PLAIN + attach("var.b ? aws_iam_policy.m.arn : aws_iam_policy.n.arn")
        + managed(OTHER) + managed(GOOD, "n") + 'variable "b" {}\n', "unknown",
    ),
    "one of two lists of policies that allow something else": (
        role("  managed_policy_arns = var.b ? [aws_iam_policy.m.arn] : []") + managed(OTHER) + 'variable "b" {}\n', "fail",
    ),
    "a policy that allows something else, or the one that allows everything": (
        PLAIN + attach('var.b ? aws_iam_policy.m.arn : "arn:aws:iam::aws:policy/AdministratorAccess"')
        + managed(OTHER) + 'variable "b" {}\n', "unknown",
    ),
    "a policy that allows something else, or one that is handed in": (
        PLAIN + attach("coalesce(var.arn, aws_iam_policy.m.arn)") + managed(OTHER) + 'variable "arn" {}\n', "unknown",
    ),
    "a policy by its name, in an account that is looked up": (
        PLAIN + managed(GOOD).replace("{", '{\n  name = "m"', 1) + 'data "aws_caller_identity" "c" {}\n'
        + attach('"arn:aws:iam::${data.aws_caller_identity.c.account_id}:policy/${aws_iam_policy.m.name}"'), "pass",
    ),
    "a policy by its ARN in writing": (
        PLAIN + managed(GOOD).replace("{", '{\n  name = "m"', 1) + attach('"arn:aws:iam::111122223333:policy/m"'), "unknown",
    ),
    "attachments that are exclusive": (
        PLAIN + managed(GOOD)
        + 'resource "aws_iam_role_policy_attachments_exclusive" "a" {\n  role_name = aws_iam_role.r.name\n'
        + "  policy_arns = [aws_iam_policy.m.arn]\n}\n", "pass",
    ),
    "one of two lists of policies, of which one allows it": (
        role("  managed_policy_arns = var.b ? [aws_iam_policy.m.arn] : []") + managed(GOOD) + 'variable "b" {}\n', "unknown",
    ),
    "a list of policies, of which one may be left out": (
        role("  managed_policy_arns = [for arn in [aws_iam_policy.m.arn] : arn if var.b]") + managed(GOOD)
        + 'variable "b" {}\n', "unknown",
    ),
    "a policy of which there is one if it is attached": (
        PLAIN + 'variable "b" {\n  type = bool\n}\n' + managed(GOOD).replace("{", "{\n  count = var.b ? 1 : 0", 1)
        + attach("aws_iam_policy.m[0].arn"), "pass",
    ),
    "for_each over several policies": (
        PLAIN + managed(GOOD).replace('" {', '" {\n  for_each = toset(["x", "y"])', 1)
        + attach("each.value.arn").replace('" {', '" {\n  for_each = aws_iam_policy.m', 1), "pass",
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_policies_reach_a_role_in_every_way_there_is(way: str, tmp_path: Path) -> None:
    text, expected = WAYS[way]
    assert outcomes(tmp_path, LOGS, ROLE + text) == {"aws_lambda_function.f": expected}


def test_a_role_of_another_module_with_its_policies(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "role" {\n  source = "./role"\n}\nresource "aws_lambda_function" "f" {\n  role = module.role.arn\n}\n',
        "role/main.tf": PLAIN
        + managed(GOOD)
        + attach("aws_iam_policy.m.arn")
        + 'output "arn" {\n  value = aws_iam_role.r.arn\n}\n',
    }
    assert outcomes(tmp_path, LOGS, files) == {"aws_lambda_function.f": "pass"}
    files["role/main.tf"] = files["role/main.tf"].replace("logs:*", "s3:*")
    assert outcomes(tmp_path, LOGS, files) == {"aws_lambda_function.f": "fail"}


def test_a_role_from_outside_leaves_the_verdict_open(tmp_path: Path) -> None:
    text = 'variable "role" {}\nresource "aws_lambda_function" "f" {\n  role = var.role\n}\n'
    finding = findings(tmp_path, LOGS, text)["aws_lambda_function.f"]
    assert finding["outcome"] == "unknown"
    assert "var.role has no value" in finding["assertions"][0]["unknown_reason"]


def test_instances_have_the_policies_of_their_own_key(tmp_path: Path) -> None:
    text = """
    locals {
      actions = { a = "logs:*", b = "s3:*" }
    }
    resource "aws_iam_role" "r" {
      for_each           = local.actions
      assume_role_policy = "{}"
    }
    resource "aws_iam_role_policy" "p" {
      for_each = local.actions
      role     = aws_iam_role.r[each.key].id
      policy   = jsonencode({ Statement = [{ Effect = "Allow", Action = each.value, Resource = "*" }] })
    }
    resource "aws_lambda_function" "f" {
      for_each = local.actions
      role     = aws_iam_role.r[each.key].arn
    }
    resource "aws_iam_role" "n" {
      count              = 2
      assume_role_policy = "{}"
    }
    resource "aws_iam_role_policy" "n" {
      count  = 2
      role   = aws_iam_role.n[count.index].id
      policy = jsonencode({ Statement = [{ Effect = count.index == 0 ? "Allow" : "Deny", Action = "*", Resource = "*" }] })
    }
    resource "aws_lambda_function" "n" {
      count = 2
      role  = aws_iam_role.n[count.index].arn
    }
    """
    assert outcomes(tmp_path, LOGS, text) == {
        'aws_lambda_function.f["a"]': "pass",
        'aws_lambda_function.f["b"]': "fail",
        "aws_lambda_function.n[0]": "pass",
        "aws_lambda_function.n[1]": "fail",
    }


def test_users_have_the_policies_of_their_groups(tmp_path: Path) -> None:
    rules = """
    - name: no user may do everything
      resource_type: aws_iam_user
      assertions:
        - {key: __policies__, operator: policy_not_allows, value: {actions: ["*"], resources: ["*"]}}
    """
    text = """
    resource "aws_iam_user" "u" {
      name = "u"
    }
    resource "aws_iam_user" "v" {
      name = "v"
    }
    resource "aws_iam_group" "g" {
      name = "g"
    }
    resource "aws_iam_user_group_membership" "u" {
      user   = aws_iam_user.u.name
      groups = [aws_iam_group.g.name]
    }
    resource "aws_iam_group_policy_attachment" "g" {
      group      = aws_iam_group.g.name
      policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
    }
    """
    assert outcomes(tmp_path, rules, text) == {"aws_iam_user.u": "fail", "aws_iam_user.v": "pass"}


def test_keys_go_on_into_the_statements_and_other_types_have_no_policies(tmp_path: Path) -> None:
    rules = """
    - name: no action of iam
      resource_type: "*"
      assertions:
        - {key: __policies__.Statement.*.Action, operator: contains_none, value: ["iam:*"]}
    """
    text = PLAIN + inline('jsonencode({ Statement = { Effect = "Allow", Action = "iam:*", Resource = "*" } })')
    found = findings(tmp_path, rules, text)
    assert {address: item["outcome"] for address, item in found.items()} == {
        "aws_iam_role.r": "fail",
        "aws_iam_role_policy.p": "pass",
    }
    [result] = found["aws_iam_role.r"]["assertions"]
    assert result["key"] == "__policies__.Statement.0.Action"
    assert result["location"]["line"] == 1


def test_policies_with_something_sensitive_are_not_shown(tmp_path: Path) -> None:
    rules = """
    - name: nothing allowed
      resource_type: aws_iam_role
      assertions:
        - {key: __policies__.Statement.*.Resource, operator: contains_none, value: [hunter2]}
    """
    text = PLAIN + inline('jsonencode({ Statement = { Effect = "Allow", Action = "*", Resource = var.secret } })')
    text += 'variable "secret" {\n  default = "hunter2"\n  sensitive = true\n}\n'
    finding = findings(tmp_path, rules, text)["aws_iam_role.r"]
    assert finding["outcome"] == "fail"
    assert finding["assertions"][0]["actual"] == "(sensitive)"


# --- the key of the security configuration -------------------------------------------------------


def test_the_example_passes_and_its_broken_variants_do_not(tmp_path: Path) -> None:
    copytree(EXAMPLES / "batch-data-pipeline", tmp_path / "infra", ignore=lambda *_: ["broken"])
    assert outcomes(tmp_path, KEY, {}) == {"aws_glue_job.etl_job": "pass"}
    assert outcomes(tmp_path, LOGS, {}) == {
        "aws_lambda_function.data_processor": "pass",
        "aws_lambda_function.job_monitor": "pass",
    }
    iam = (tmp_path / "infra" / "iam.tf").read_text("utf-8")
    (tmp_path / "infra" / "iam.tf").write_text(
        iam.replace("aws_kms_key.data_key.arn", "aws_kms_key.logs_key.arn"), "utf-8"
    )
    assert outcomes(tmp_path, KEY, {}) == {"aws_glue_job.etl_job": "fail"}


def test_the_broken_example_fails(tmp_path: Path) -> None:
    copytree(EXAMPLES / "batch-data-pipeline" / "broken" / "glue-role-without-kms", tmp_path / "infra")
    finding = findings(tmp_path, KEY, {})["aws_glue_job.etl_job"]
    assert finding["outcome"] == "fail"
    assert (
        "kms:Decrypt, kms:GenerateDataKey on the aws_kms_key connected through security_configuration"
        in finding["message"]
    )


GLUE = """
resource "aws_kms_key" "k" {}
resource "aws_kms_key" "other" {}
resource "aws_glue_security_configuration" "s" {
  name = "s"
  encryption_configuration {
    s3_encryption {
      kms_key_arn = %s
    }
  }
}
resource "aws_glue_job" "j" {
  role_arn               = aws_iam_role.r.arn
  security_configuration = aws_glue_security_configuration.s.name
}
"""


def allow(resource: str, actions: str = '["kms:Decrypt", "kms:GenerateDataKey"]') -> str:
    return inline(f'jsonencode({{ Statement = [{{ Effect = "Allow", Action = {actions}, Resource = {resource} }}] }})')


@pytest.mark.parametrize(
    ("key", "policy", "expected"),
    [
        ("aws_kms_key.k.arn", allow("aws_kms_key.k.arn"), "pass"),
        ("aws_kms_key.k.arn", allow("[aws_kms_key.other.arn, aws_kms_key.k.arn]"), "pass"),
        ("aws_kms_key.k.arn", allow('"*"'), "pass"),
        ("aws_kms_key.k.arn", allow('"arn:aws:kms:*:*:key/*"'), "pass"),
        ("aws_kms_key.k.arn", allow('"arn:aws:kms:*:*:*"'), "pass"),
        ("aws_kms_key.k.arn", allow("aws_kms_key.other.arn"), "fail"),
        ("aws_kms_key.k.arn", allow('"arn:aws:s3:::*"'), "fail"),
        ("aws_kms_key.k.arn", allow("aws_kms_key.k.arn", '"kms:Decrypt"'), "fail"),
        ("aws_kms_key.k.arn", allow('"arn:aws:kms:eu-west-1:111122223333:key/*"'), "unknown"),
        ("aws_kms_key.k.arn", allow("var.arn") + 'variable "arn" {}\n', "unknown"),
        ("aws_kms_key.k.arn", allow('var.given ? aws_kms_key.k.arn : aws_kms_key.other.arn') + 'variable "given" {}\n', "unknown"),
        ("aws_kms_key.k.arn", allow("local.key") + "locals {\n  key = aws_kms_key.k.arn\n}\n", "pass"),
        ("var.key", allow("aws_kms_key.k.arn") + 'variable "key" {}\n', "unknown"),
        ('"arn:aws:kms:eu-west-1:111122223333:key/x"', allow("aws_kms_key.k.arn"), "unknown"),
        ('"arn:aws:kms:eu-west-1:111122223333:key/x"', allow('"arn:aws:kms:eu-west-1:111122223333:key/x"'), "pass"),
        ('"arn:aws:kms:eu-west-1:111122223333:key/x"', allow('"arn:aws:kms:eu-west-1:111122223333:key/y"'), "fail"),
        ('"arn:aws:kms:eu-west-1:111122223333:key/x"', allow('"*"'), "pass"),
        ("null", allow('"*"'), "fail"),
    ],
)  # fmt: skip
def test_the_right_to_use_the_very_key(key: str, policy: str, expected: str, tmp_path: Path) -> None:
    assert outcomes(tmp_path, KEY, GLUE % key + PLAIN + policy) == {"aws_glue_job.j": expected}


def test_keys_of_instances_are_told_apart(tmp_path: Path) -> None:
    text = """
    resource "aws_kms_key" "k" {
      for_each = toset(["a", "b"])
    }
    resource "aws_glue_security_configuration" "s" {
      for_each = aws_kms_key.k
      name     = each.key
      encryption_configuration {
        s3_encryption {
          kms_key_arn = each.value.arn
        }
      }
    }
    resource "aws_glue_job" "j" {
      for_each               = aws_kms_key.k
      role_arn               = aws_iam_role.r.arn
      security_configuration = aws_glue_security_configuration.s[each.key].name
    }
    """
    from textwrap import dedent

    text = dedent(text) + PLAIN
    assert outcomes(tmp_path, KEY, text + allow('aws_kms_key.k["a"].arn')) == {
        'aws_glue_job.j["a"]': "pass",
        'aws_glue_job.j["b"]': "fail",
    }
    every = outcomes(tmp_path, KEY, text + allow("[for k in aws_kms_key.k : k.arn]"))
    assert set(every.values()) == {"pass"}


BUCKET = """
- name: functions may read the bucket that is theirs
  resource_type: aws_lambda_function
  assertions:
    - related: {resource_type: aws_iam_role, via: role}
      assertions:
        - key: __policies__
          operator: policy_allows
          value: {actions: ["s3:GetObject"], resources: [{resource_type: aws_s3_bucket, via: environment, suffix: "/*"}]}
"""
ABOUT_BUCKET = """
resource "aws_s3_bucket" "b" {
  %s
}
resource "aws_s3_bucket" "c" {}
resource "aws_lambda_function" "f" {
  role = aws_iam_role.r.arn
  environment {
    variables = { BUCKET = aws_s3_bucket.b.id }
  }
}
"""


@pytest.mark.parametrize(
    ("name", "resource", "expected"),
    [
        ("", '"${aws_s3_bucket.b.arn}/*"', "pass"),
        ("", '"${aws_s3_bucket.b.arn}*"', "pass"),
        ("", '"${aws_s3_bucket.b.arn}/data/*"', "fail"),
        ("", "aws_s3_bucket.b.arn", "fail"),
        ("", '"${aws_s3_bucket.c.arn}/*"', "fail"),
        ("", '"arn:aws:s3:::${aws_s3_bucket.b.id}/*"', "pass"),
        ("", '"arn:aws:s3:::${aws_s3_bucket.c.id}/*"', "fail"),
        ("", '"arn:${data.aws_partition.p.partition}:s3:::${aws_s3_bucket.b.bucket}/*"', "pass"),
        ("", '"arn:aws:s3:::logs/*"', "unknown"),
        ('bucket = "logs"', '"arn:aws:s3:::logs/*"', "pass"),
        ('bucket = "logs"', '"arn:aws:s3:::${aws_s3_bucket.b.bucket}/*"', "pass"),
        ('bucket = "logs"', '"arn:aws:s3:::other/*"', "fail"),
        ('bucket = "logs"', '"arn:aws:s3:::*"', "pass"),
        ('bucket = "logs"', '"arn:aws:s3:::logs"', "fail"),
        ('bucket = "logs"', '"arn:aws:s3:::lo*"', "pass"),
        ('bucket = "logs"', '"arn:aws:sqs:::*"', "fail"),
    ],
)  # fmt: skip
def test_what_follows_an_arn_and_names_that_are_known(name: str, resource: str, expected: str, tmp_path: Path) -> None:
    text = ABOUT_BUCKET % name + PLAIN + allow(resource, '"s3:GetObject"') + 'data "aws_partition" "p" {}\n'
    assert outcomes(tmp_path, BUCKET, text) == {"aws_lambda_function.f": expected}


def test_an_address_in_s3_is_of_the_bucket_and_of_no_other_one(tmp_path: Path) -> None:
    rules = BUCKET.replace("via: environment,", "via: environment.variables.BUCKET,")
    for address in ('"s3://${aws_s3_bucket.b.bucket}/in/"', '"s3://logs/in/"'):
        text = (ABOUT_BUCKET % 'bucket = "logs"').replace("aws_s3_bucket.b.id", address) + PLAIN
        policy = allow('"${aws_s3_bucket.b.arn}/*"', '"s3:GetObject"')
        assert outcomes(tmp_path, rules, text + policy) == {"aws_lambda_function.f": "pass"}
        assert outcomes(tmp_path, rules, text + policy.replace("bucket.b", "bucket.c")) == {
            "aws_lambda_function.f": "fail"
        }


def test_a_deny_on_the_very_resource_counts(tmp_path: Path) -> None:
    deny = allow('"${aws_s3_bucket.b.arn}/*"', '"s3:Get*"').replace("Allow", "Deny").replace('"p"', '"d"')
    text = ABOUT_BUCKET % "" + PLAIN + allow('"*"', '"s3:*"')
    assert outcomes(tmp_path, BUCKET, text + deny) == {"aws_lambda_function.f": "fail"}
    elsewhere = deny.replace("aws_s3_bucket.b", "aws_s3_bucket.c")
    assert outcomes(tmp_path, BUCKET, text + elsewhere) == {"aws_lambda_function.f": "pass"}


def test_none_may_be_allowed_on_a_connected_resource(tmp_path: Path) -> None:
    rules = BUCKET.replace("policy_allows", "policy_not_allows")
    text = ABOUT_BUCKET % "" + PLAIN
    assert outcomes(tmp_path, rules, text + allow('"*"', '"s3:*"')) == {"aws_lambda_function.f": "fail"}
    assert outcomes(tmp_path, rules, text + allow('"${aws_s3_bucket.c.arn}/*"', '"s3:*"')) == {
        "aws_lambda_function.f": "pass"
    }


def test_a_resource_that_may_be_connected_leaves_what_is_allowed_there_open(tmp_path: Path) -> None:
    text = ABOUT_BUCKET % "" + PLAIN + 'variable "b" {\n  type = bool\n}\n'
    text = text.replace("BUCKET = aws_s3_bucket.b.id", "BUCKET = var.b ? aws_s3_bucket.b.id : aws_s3_bucket.c.id")
    opposite = BUCKET.replace("policy_allows", "policy_not_allows")
    for policy, allows, forbids in (
        (allow('"*"', '"s3:*"'), "unknown", "unknown"),
        (allow('"*"', '"ec2:*"'), "unknown", "pass"),
        (allow('"${aws_s3_bucket.b.arn}/*"', '"s3:*"'), "unknown", "unknown"),
    ):
        assert outcomes(tmp_path, BUCKET, text + policy) == {"aws_lambda_function.f": allows}
        assert outcomes(tmp_path, opposite, text + policy) == {"aws_lambda_function.f": forbids}


@pytest.mark.parametrize(
    ("named", "resource", "allows", "forbids"),
    [
        ('"elsewhere"', '"arn:aws:s3:::elsewhere/*"', "pass", "fail"),
        ('"elsewhere"', '"arn:aws:s3:::else*"', "pass", "fail"),
        ('"elsewhere"', '"arn:aws:s3:::b/*"', "fail", "pass"),
        ('"elsewhere"', '"${aws_s3_bucket.b.arn}/*"', "fail", "pass"),
        ('"elsewhere"', '"${var.arn}/*"', "unknown", "unknown"),
        ('"arn:aws:s3:::elsewhere"', '"arn:aws:s3:::elsewhere/*"', "pass", "fail"),
        ('"s3://elsewhere/in/"', '"arn:aws:s3:::elsewhere/*"', "pass", "fail"),
        ('"s3://elsewhere/in/"', '"arn:aws:s3:::b/*"', "fail", "pass"),
        ("var.arn", '"*"', "unknown", "unknown"),
        ('""', '"*"', "fail", "pass"),
    ],
)
def test_a_resource_that_is_named_and_not_declared(
    named: str, resource: str, allows: str, forbids: str, tmp_path: Path
) -> None:
    text = (ABOUT_BUCKET % "").replace("BUCKET = aws_s3_bucket.b.id", f"BUCKET = {named}")
    text += PLAIN + allow(resource, '"s3:GetObject"') + 'variable "arn" {\n  type = string\n}\n'
    rules = BUCKET.replace("via: environment,", "via: environment.variables.BUCKET,")
    assert outcomes(tmp_path, rules, text) == {"aws_lambda_function.f": allows}
    opposite = rules.replace("policy_allows", "policy_not_allows")
    assert outcomes(tmp_path, opposite, text) == {"aws_lambda_function.f": forbids}


def test_an_arn_beside_a_reference_is_asked_about_as_well(tmp_path: Path) -> None:
    rules = BUCKET.replace("via: environment,", 'via: "file_system_config.*.arn",')
    text = ABOUT_BUCKET % 'bucket = "logs"' + PLAIN + 'locals {\n  x = "arn:aws:s3:::elsewhere"\n}\n'
    text = text.replace(
        "  environment {",
        """  dynamic "file_system_config" {
    for_each = [aws_s3_bucket.b.arn, local.x]
    content {
      arn = file_system_config.value
    }
  }
  environment {""",
    )
    both = allow('["${aws_s3_bucket.b.arn}/*", "arn:aws:s3:::elsewhere/*"]', '"s3:GetObject"')
    assert outcomes(tmp_path, rules, text + both) == {"aws_lambda_function.f": "pass"}
    one = allow('"arn:aws:s3:::logs/*"', '"s3:GetObject"')
    assert outcomes(tmp_path, rules, text + one) == {"aws_lambda_function.f": "fail"}
    other = allow('"arn:aws:s3:::elsewhere/*"', '"s3:GetObject"')
    opposite = rules.replace("policy_allows", "policy_not_allows")
    assert outcomes(tmp_path, opposite, text + other) == {"aws_lambda_function.f": "fail"}


def test_with_nothing_connected_nothing_is_allowed(tmp_path: Path) -> None:
    text = PLAIN + allow('"*"', '"s3:*"') + ROLE
    assert outcomes(tmp_path, BUCKET, text) == {"aws_lambda_function.f": "fail"}
    assert outcomes(tmp_path, BUCKET.replace("policy_allows", "policy_not_allows"), text) == {
        "aws_lambda_function.f": "pass"
    }


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ("a policy of AWS", "does not contain the AWS managed policy AWSBatchServiceRole: "),
        ("a policy of somebody else", "does not contain the policy arn:aws:iam::111122223333:policy/theirs: "),
        ("a policy that is handed in", "var.arn has no value: "),
        ("a policy that is looked up", "data.aws_iam_policy.d is not managed here"),
        ("a policy whose actions are handed in", "var.actions has no value: "),
        ("a policy that may not exist", "var.n has no value: "),
    ],
)
def test_what_is_not_known_of_policies_has_a_reason_and_a_place(way: str, reason: str, tmp_path: Path) -> None:
    finding = findings(tmp_path, LOGS, ROLE + WAYS[way][0])["aws_lambda_function.f"]
    told = finding["assertions"][0]["unknown_reason"]
    assert reason in told
    if reason.endswith(": "):
        assert re.search(r"main\.tf:\d+$", told)


def test_policies_that_are_known_in_part(tmp_path: Path) -> None:
    text = ROLE + PLAIN + 'variable "more" {\n  type = list(any)\n}\n'
    part = 'jsonencode({ statement = concat([{ Effect = "Allow", Action = "%s", Resource = "*" }], var.more) })'
    assert outcomes(tmp_path, LOGS, text + inline(part % "s3:*")) == {"aws_lambda_function.f": "unknown"}
    assert outcomes(tmp_path, LOGS, text + inline(part % "s3:*") + inline(GOOD, "q")) == {
        "aws_lambda_function.f": "unknown"
    }


ADMIN = """
- name: no role is an administrator
  resource_type: aws_iam_role
  assertions:
    - {key: __policies__, operator: policy_not_allows, value: {actions: ["*"], resources: ["*"]%s}}
"""


@pytest.mark.parametrize(
    ("name", "administrator", "anything"),
    [
        ("AdministratorAccess", "fail", "fail"),
        ("PowerUserAccess", "fail", "fail"),
        ("ReadOnlyAccess", "pass", "fail"),  # it allows something, whatever that is
        ("service-role/AWSLambdaBasicExecutionRole", "pass", "fail"),
        ("AWSDenyAll", "unknown", "unknown"),
    ],
)
def test_only_few_policies_of_aws_make_an_administrator(
    name: str, administrator: str, anything: str, tmp_path: Path
) -> None:
    text = PLAIN + attach(f'"arn:aws:iam::aws:policy/{name}"')
    assert outcomes(tmp_path, ADMIN % "", text) == {"aws_iam_role.r": administrator}
    assert outcomes(tmp_path, ADMIN % ", partly: true", text) == {"aws_iam_role.r": anything}
    some = ADMIN.replace('actions: ["*"]', 'actions: ["iam:PassRole"]') % ""
    assert outcomes(tmp_path, some, text) == {"aws_iam_role.r": {"AdministratorAccess": "fail"}.get(name, "unknown")}
    other = ADMIN.replace('actions: ["*"]', 'actions: ["ec2:RunInstances"]') % ""
    assert outcomes(tmp_path, other, text) == {
        "aws_iam_role.r": "fail" if name in ("AdministratorAccess", "PowerUserAccess") else "unknown"
    }
