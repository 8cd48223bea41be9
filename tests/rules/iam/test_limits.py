"""`__boundaries__`: the permissions boundaries of everybody who has a policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.scans import scan

RULES = """
- id: limited
  name: what limits a policy names logs only
  resource_type: [aws_iam_role, aws_iam_user, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy, aws_iam_policy]
  filters: [{key: __name__, operator: equals, value: p}]
  assertions:
    - {key: __boundaries__, operator: exists}
    - {key: "__boundaries__.*.Statement.*.Action", operator: starts_with, value: "logs:"}
"""
HEAD = """
variable "b" {
  type = bool
}
variable "x" {
  type = string
}
resource "aws_iam_policy" "logs" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "logs:*", Resource = "*" }] })
}
resource "aws_iam_policy" "s3" {
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
resource "aws_iam_policy" "maybe" {
  count  = var.b ? 1 : 0
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "logs:*", Resource = "*" }] })
}
resource "aws_iam_role" "bounded" {
  name                 = "bounded"
  assume_role_policy   = "{}"
  permissions_boundary = aws_iam_policy.logs.arn
}
resource "aws_iam_role" "otherwise" {
  name                 = "otherwise"
  assume_role_policy   = "{}"
  permissions_boundary = aws_iam_policy.s3.arn
}
resource "aws_iam_role" "free" {
  name               = "free"
  assume_role_policy = "{}"
}
resource "aws_iam_user" "bounded" {
  name                 = "bounded-user"
  permissions_boundary = aws_iam_policy.logs.arn
}
"""
POLICY = 'policy = "{}"'


def role(boundary: str) -> str:
    return f'resource "aws_iam_role" "p" {{\n  assume_role_policy = "{{}}"\n  permissions_boundary = {boundary}\n}}\n'


def inline(kind: str, who: str) -> str:
    return f'resource "aws_iam_{kind}_policy" "p" {{\n  {kind} = {who}\n  {POLICY}\n}}\n'


MANAGED = f'resource "aws_iam_policy" "p" {{\n  name = "p"\n  {POLICY}\n}}\n'


def attached(kind: str, who: str, name: str = "a", arn: str = "aws_iam_policy.p.arn") -> str:
    return f'resource "aws_iam_{kind}_policy_attachment" "{name}" {{\n  {kind} = {who}\n  policy_arn = {arn}\n}}\n'


def several(body: str) -> str:
    return f'resource "aws_iam_policy_attachment" "s" {{\n  name = "s"\n  {body}\n  policy_arn = aws_iam_policy.p.arn\n}}\n'


CASES = {
    "a role": (role("aws_iam_policy.logs.arn"), "pass"),
    "a role with another boundary": (role("aws_iam_policy.s3.arn"), "fail"),
    "a role without": (role("null"), "fail"),
    "a role whose boundary is an empty text": (role('""'), "fail"),
    "a role whose boundary is handed in": (role("var.x"), "unknown"),
    "a role that may have none": (role("var.b ? aws_iam_policy.logs.arn : null"), "unknown"),
    "a role with one of two": (role("var.b ? aws_iam_policy.logs.arn : aws_iam_policy.s3.arn"), "unknown"),
    "a role with one that may not be there": (role("one(aws_iam_policy.maybe[*].arn)"), "unknown"),
    "a policy of a role": (inline("role", "aws_iam_role.bounded.id"), "pass"),
    "a policy of a role by its name": (inline("role", '"bounded"'), "pass"),
    "a policy of a role with another boundary": (inline("role", "aws_iam_role.otherwise.id"), "fail"),
    "a policy of a role without": (inline("role", "aws_iam_role.free.id"), "fail"),
    "a policy of a role elsewhere": (inline("role", '"elsewhere"'), "fail"),
    "a policy of one of two roles": (
        inline("role", "var.b ? aws_iam_role.bounded.id : aws_iam_role.otherwise.id"),
        "unknown",
    ),
    "a policy of a user": (inline("user", "aws_iam_user.bounded.name"), "pass"),
    "a policy of a group": (inline("group", '"bounded"'), "fail"),
    "a managed policy of nobody": (MANAGED, "fail"),
    "a managed policy of a role": (MANAGED + attached("role", "aws_iam_role.bounded.name"), "pass"),
    "a managed policy of a user": (MANAGED + attached("user", "aws_iam_user.bounded.name"), "pass"),
    "a managed policy of a group": (MANAGED + attached("group", '"g"'), "fail"),
    "a managed policy of a role elsewhere": (MANAGED + attached("role", '"elsewhere"'), "fail"),
    "a managed policy that may be attached": (
        MANAGED + attached("role", "aws_iam_role.bounded.name", arn="var.b ? aws_iam_policy.p.arn : null"),
        "unknown",
    ),
    "a managed policy of two roles, one without": (
        MANAGED + attached("role", "aws_iam_role.bounded.name") + attached("role", "aws_iam_role.free.name", "b"),
        "fail",
    ),
    "a managed policy of two roles with different ones": (
        MANAGED + attached("role", "aws_iam_role.bounded.name") + attached("role", "aws_iam_role.otherwise.name", "b"),
        "fail",
    ),
    "roles and users together": (
        MANAGED + several("roles = [aws_iam_role.bounded.name]\n  users = [aws_iam_user.bounded.name]"),
        "pass",
    ),
    "roles together, one without": (
        MANAGED + several("roles = [aws_iam_role.bounded.name, aws_iam_role.free.name]"),
        "fail",
    ),
    "roles and a group together": (MANAGED + several('roles = [aws_iam_role.bounded.name]\n  groups = ["g"]'), "fail"),
    "roles together, one elsewhere": (MANAGED + several('roles = [aws_iam_role.bounded.name, "elsewhere"]'), "fail"),
    "roles together, one handed in": (MANAGED + several("roles = [aws_iam_role.bounded.name, var.x]"), "unknown"),
    "a permission set": (
        MANAGED
        + attached("role", "aws_iam_role.bounded.name")
        + """
        resource "aws_ssoadmin_customer_managed_policy_attachment" "s" {
          instance_arn       = "arn:aws:sso:::instance/ssoins-0123456789abcdef"
          permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef"
          customer_managed_policy_reference {
            name = aws_iam_policy.p.name
            path = "/"
          }
        }
        """,
        "fail",
    ),
    "a module that is not installed": (
        MANAGED
        + attached("role", "aws_iam_role.bounded.name")
        + """
        module "m" {
          source     = "acme/roles/aws"
          policy_arn = aws_iam_policy.p.arn
        }
        """,
        "unknown",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_boundaries_of_those_who_have_a_policy(case: str, tmp_path: Path) -> None:
    text, expected = CASES[case]
    found = scan(tmp_path, RULES, HEAD + text)["findings"]
    assert [item["outcome"] for item in found] == [expected], found


def test_sensitive_boundaries_are_not_shown(tmp_path: Path) -> None:
    text = """
    variable "secret" {
      type      = string
      default   = "s3:hidden"
      sensitive = true
    }
    resource "aws_iam_policy" "b" {
      policy = jsonencode({ Statement = [{ Effect = "Allow", Action = var.secret, Resource = "*" }] })
    }
    """
    [finding] = scan(tmp_path, RULES, HEAD + text + role("aws_iam_policy.b.arn"))["findings"]
    assert finding["outcome"] == "fail"
    assert "hidden" not in str(finding)
