"""Policies and groups that are not declared here, or not read: what they allow is not known."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from riveter.cli.main import main
from tests.rules.iam.test_attached import DENY, GOOD, LOGS, OTHER, PLAIN, ROLE, attach, inline, managed, role
from tests.rules.scans import findings, outcomes

NO_LOGS = """
- name: neither users nor roles may write logs
  resource_type: [aws_iam_user, aws_iam_role]
  assertions:
    - {key: __policies__, operator: policy_not_allows, value: "logs:PutLogEvents"}
"""
USER = """
resource "aws_iam_user" "u" {
  name = "u"
}
resource "aws_iam_group" "g" {
  %s
}
resource "aws_iam_group" "h" {
  name = "h"
}
resource "aws_iam_group_policy" "g" {
  group  = aws_iam_group.g.name
  policy = jsonencode({ Statement = { Effect = "Allow", Action = "s3:*", Resource = "*" } })
}
resource "random_id" "i" {
  byte_length = 2
}
variable "x" {}
variable "b" {
  type = bool
}
resource "%s" "m" {
  %s
}
"""
OF_USER = ("aws_iam_user_group_membership", "user = aws_iam_user.u.name\n  groups = ")
OF_GROUP = ("aws_iam_group_membership", "users = [aws_iam_user.u.name]\n  group = ")


@pytest.mark.parametrize(
    ("group", "way", "groups", "expected"),
    [
        ('name = "g"', OF_USER, "[aws_iam_group.g.name]", "pass"),
        ('name = "g"', OF_USER, "[aws_iam_group.g.id]", "pass"),
        ('name = "g"', OF_USER, '["g"]', "pass"),
        ('name = "g"', OF_USER, "[for g in [aws_iam_group.g, aws_iam_group.h] : g.name]", "pass"),
        ("name = var.x", OF_USER, "[aws_iam_group.g.name]", "pass"),
        ('name = "g-${random_id.i.hex}"', OF_USER, "[aws_iam_group.g.name]", "pass"),
        ('name = "g"', OF_USER, '[aws_iam_group.g.name, "admins"]', "unknown"),
        ('name = "g"', OF_USER, "[aws_iam_group.g.name, var.x]", "unknown"),
        ('name = "g"', OF_USER, "concat([aws_iam_group.g.name], var.x)", "unknown"),
        ('name = "g"', OF_USER, "var.x", "unknown"),
        ('name = "g"', OF_USER, "[var.b ? aws_iam_group.g.name : aws_iam_group.h.name]", "pass"),
        ('name = "g"', OF_USER, '[var.b ? aws_iam_group.g.name : "admins"]', "unknown"),
        ('name = "g"', OF_USER, "[var.b ? aws_iam_group.g.name : var.x]", "unknown"),
        ("name = var.x", OF_USER, '[aws_iam_group.g.name, "admins"]', "unknown"),
        ('name = "g"', OF_GROUP, "aws_iam_group.g.name", "pass"),
        ('name = "g"', OF_GROUP, '"g"', "pass"),
        ('name = "g"', OF_GROUP, '"admins"', "unknown"),
        ('name = "g"', OF_GROUP, "var.x", "unknown"),
    ],
)  # fmt: skip
def test_a_group_from_elsewhere_may_allow_anything(
    group: str, way: tuple[str, str], groups: str, expected: str, tmp_path: Path
) -> None:
    text = USER % (group, way[0], way[1] + groups)
    finding = findings(tmp_path, NO_LOGS, text)["aws_iam_user.u"]
    assert finding["outcome"] == expected
    if groups == '"admins"':
        reason = finding["assertions"][0]["unknown_reason"]
        assert re.search(r"does not contain the group admins: .*main\.tf:\d+$", reason)


def test_a_group_that_may_not_be_there_leaves_open_what_its_name_allows(tmp_path: Path) -> None:
    text = USER % ('name = "g"', OF_USER[0], OF_USER[1] + '["g"]')
    text = text.replace("group  = aws_iam_group.g.name", 'group  = "g"')
    assert outcomes(tmp_path, NO_LOGS, text) == {"aws_iam_user.u": "pass"}
    perhaps = text.replace('"aws_iam_group" "g" {', '"aws_iam_group" "g" {\n  count = var.b ? 1 : 0')
    assert outcomes(tmp_path, NO_LOGS, perhaps) == {"aws_iam_user.u": "unknown"}


def test_a_file_that_is_left_out_may_attach_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"main.tf": ROLE + PLAIN + inline(GOOD), "more.tf": managed(DENY) + attach("aws_iam_policy.m.arn")}
    assert outcomes(tmp_path, LOGS, files) == {"aws_lambda_function.f": "fail"}
    assert outcomes(tmp_path, LOGS, files, "--exclude-path", "more.tf") == {"aws_lambda_function.f": "unknown"}


@pytest.mark.parametrize(
    "text",
    [
        PLAIN + inline(OTHER).replace("policy =", "policy"),
        PLAIN + managed(OTHER) + attach("aws_iam_policy.m.arn").replace("policy_arn =", "policy_arn"),
        PLAIN + managed(OTHER).replace("policy =", "policy") + attach("aws_iam_policy.m.arn"),
        role('  inline_policy {\n    name = "i"\n    policy "{}"\n  }'),
        role("  managed_policy_arns []"),
        role("  permissions_boundary aws_iam_policy.m.arn") + inline(GOOD) + managed(OTHER),
    ],
)
def test_a_syntax_error_may_hide_a_policy(text: str, tmp_path: Path) -> None:
    opposite = LOGS.replace("policy_allows", "policy_not_allows").replace("allows logs", "does not allow logs")
    (tmp_path / "rules.yml").write_text(LOGS + opposite, "utf-8")
    (tmp_path / "main.tf").write_text(ROLE + text, "utf-8")
    report = tmp_path / "report.json"
    main(["scan", str(tmp_path), "-r", str(tmp_path / "rules.yml"), "-f", f"json:{report}", "--no-cache"])
    result = json.loads(report.read_text("utf-8"))
    assert [item["outcome"] for item in result["findings"]] == ["unknown", "unknown"]


def planned(resources: dict[str, dict[str, Any]]) -> str:
    """A plan that creates resources. An argument that is a tuple is known after apply, and refers to these addresses."""
    changes, configuration = [], []
    for address, arguments in resources.items():
        type_name, _, name = address.partition(".")
        here = {"address": address, "mode": "managed", "type": type_name, "name": name}
        references = {key: value for key, value in arguments.items() if isinstance(value, tuple)}
        known = {key: value for key, value in arguments.items() if key not in references}
        open_items = {key: [item is None for item in value] for key, value in known.items() if isinstance(value, list)}
        unknown = {"arn": True, "id": True, **dict.fromkeys(references, True), **open_items}
        change = {"actions": ["create"], "before": None, "after": known, "after_unknown": unknown}
        changes.append({**here, "provider_name": "registry.terraform.io/hashicorp/aws", "change": change})
        refers = references | {key: ("aws_iam_policy.p",) for key, items in open_items.items() if any(items)}
        expressions: dict[str, Any] = {key: {"constant_value": value} for key, value in known.items()}
        for key, targets in refers.items():
            expressions[key] = {"references": [r for target in targets for r in (f"{target}.arn", target)]}
        configuration.append({**here, "expressions": expressions})
    document = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": configuration}},
    }
    return json.dumps(document)


ALLOWS_LOGS = json.dumps({"Statement": [{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}]})
P, Q, OTHER_TYPE = "aws_iam_policy.p", "aws_iam_policy.q", "aws_cloudformation_stack.s"


@pytest.mark.parametrize(
    ("attached", "expected"),
    [
        ({"aws_iam_role_policy_attachment.a": {"role": "r", "policy_arn": (P,)}}, "pass"),
        ({"aws_iam_role_policy_attachment.a": {"role": "r", "policy_arn": (Q,)}}, "fail"),
        ({"aws_iam_role_policy_attachment.a": {"role": "r", "policy_arn": (P, "aws_iam_policy.p2")}}, "unknown"),
        ({"aws_iam_role_policy_attachment.a": {"role": "r", "policy_arn": (P, Q)}}, "unknown"),
        ({"aws_iam_role_policy_attachment.a": {"role": "r", "policy_arn": (P, OTHER_TYPE)}}, "unknown"),
        ({"aws_iam_role_policy_attachment.a": {"role": "r", "policy_arn": ("aws_iam_policy.gone",)}}, "unknown"),
        ({"aws_iam_role_policy_attachment.a": {"role": "r", "policy_arn": ()}}, "unknown"),
        (
            {"aws_iam_role_policy_attachments_exclusive.a": {"role_name": "r", "policy_arns": [None]}},
            "pass",
        ),
        (
            {"aws_iam_role_policy_attachments_exclusive.a": {"role_name": "r", "policy_arns": ["arn:aws:iam::1:policy/x", None]}},
            "unknown",
        ),
        ({"aws_iam_role_policy_attachments_exclusive.a": {"role_name": "r", "policy_arns": (P,)}}, "unknown"),
        ({"aws_iam_role.r": {"name": "r", "managed_policy_arns": (P,)}}, "unknown"),
        (
            {
                "aws_iam_role.r": {"name": "r", "permissions_boundary": (P,), "managed_policy_arns": (Q,)},
                "aws_iam_role_policy.i": {"role": "r", "policy": ALLOWS_LOGS},
            },
            "pass",
        ),
    ],
)  # fmt: skip
def test_what_a_plan_does_not_say_of_attached_policies(attached: dict[str, Any], expected: str, tmp_path: Path) -> None:
    """A plan tells what the expression of an unknown value refers to, and not what else is written there."""
    texts = {
        name: json.dumps({"Statement": [{"Effect": "Allow", "Action": f"{name}:*", "Resource": "*"}]})
        for name in ("s3", "logs")
    }
    resources = {
        "aws_iam_role.r": {"name": "r"},
        P: {"policy": texts["s3"]},
        "aws_iam_policy.p2": {"policy": texts["s3"]},
        Q: {"policy": texts["logs"]},
        OTHER_TYPE: {"name": "s"},
    }
    plan = tmp_path / "plan.json"
    plan.write_text(planned(resources | attached), "utf-8")
    assert outcomes(tmp_path, NO_LOGS, "locals {}", str(plan))["aws_iam_role.r"] == expected


def test_how_many_policies_are_looked_up_is_bounded(tmp_path: Path) -> None:
    empty = managed("jsonencode({ Statement = [] })")
    arns = "  managed_policy_arns = flatten([for i in range(%d) : [for j in range(10) : aws_iam_policy.m.arn]])"
    few, many = (
        findings(tmp_path, LOGS, ROLE + role(arns % tens) + empty)["aws_lambda_function.f"] for tens in (200, 201)
    )
    assert few["outcome"] == "fail"
    assert many["outcome"] == "unknown"
    assert "more than 2,000 policies and groups are named" in many["assertions"][0]["unknown_reason"]
