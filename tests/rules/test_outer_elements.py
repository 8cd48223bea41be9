"""Elements compared with each other: `each: $.…` inside `each`, and `^.…` for what is around."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.api import ScanOptions, Targets, scan
from riveter.core.source import SourceFile
from riveter.linting import lint_source

ORDERED = """
- id: first
  name: No allow without an earlier denial
  resource_type: aws_network_acl
  assertions:
    - each: ingress
      quantifier: none
      assertions:
        - {key: action, operator: equals, value: allow}
        - each: $.ingress
          quantifier: none
          assertions:
            - {key: action, operator: equals, value: deny}
            - {key: rule_no, operator: less_than, value_from: ^.rule_no}
"""
OF_RELATED = """
- id: first
  name: No allow without an earlier denial
  resource_type: aws_network_acl_rule
  assertions:
    - any:
        - {key: rule_action, operator: equals, value: deny}
        - related: {resource_type: aws_network_acl_rule, via: [network_acl_id, network_acl_id]}
          assertions:
            - {key: rule_action, operator: equals, value: deny}
            - {key: rule_number, operator: less_than, value_from: ^.rule_number}
"""
TWICE = """
- id: first
  name: No allow without an earlier denial
  resource_type: google_compute_network_firewall_policy_with_rules
  assertions:
    - each: rule
      quantifier: none
      assertions:
        - {key: action, operator: equals, value: allow}
        - each: match.layer4_config
          quantifier: any
          assertions:
            - not:
                each: $.rule
                where:
                  - {key: action, operator: equals, value: deny}
                  - {key: priority, operator: less_than, value_from: ^.^.priority}
                covers:
                  - {networks: match.src_ip_ranges, of: ^.match.src_ip_ranges}
                  - {names: match.layer4_config.ip_protocol, of: ip_protocol}
"""


def verdicts(folder: Path, rules: str, text: str) -> dict[str, str]:
    """The verdict of each resource of a folder."""
    (folder / "main.tf").write_text(text)
    (folder / "rules.yml").write_text(rules)
    result = scan(ScanOptions(targets=Targets(paths=(str(folder),), cache=False), rules=(str(folder / "rules.yml"),)))
    assert [item for item in result.diagnostics if item.severity == "error"] == []
    return {finding.resource.address: finding.outcome.value for finding in result.findings}


def acl(*rules: tuple[str, str]) -> str:
    blocks = "".join(
        f'  ingress {{\n    rule_no = {number}\n    action  = "{action}"\n  }}\n' for number, action in rules
    )
    return f'variable "n" {{}}\nvariable "on" {{\n  type = bool\n}}\nresource "aws_network_acl" "a" {{\n{blocks}}}\n'


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([("200", "allow"), ("100", "deny")], "pass"),
        ([("100", "allow"), ("200", "deny")], "fail"),
        ([("100", "allow"), ("100", "deny")], "fail"),
        ([("200", "allow"), ("100", "deny"), ("50", "allow")], "fail"),  # each is compared with all
        ([("200", "allow")], "fail"),
        ([("200", "deny")], "pass"),
        ([("200", "allow"), ("var.n", "deny")], "unknown"),
        ([("var.n", "allow"), ("100", "deny")], "unknown"),
        ([("200", "allow"), ("var.on ? 100 : 300", "deny")], "unknown"),
        ([("200", "allow"), ("var.on ? 100 : 150", "deny")], "pass"),
        ([("var.on ? 200 : 300", "allow"), ("var.on ? 100 : 250", "deny")], "pass"),
    ],
)
def test_the_elements_of_a_resource_are_compared(tmp_path: Path, rules: list[tuple[str, str]], expected: str) -> None:
    assert verdicts(tmp_path, ORDERED, acl(*rules)) == {"aws_network_acl.a": expected}


def test_inside_related_it_is_the_resource_of_the_relation(tmp_path: Path) -> None:
    rule = (
        'resource "aws_network_acl_rule" "{}" {{\n  network_acl_id = aws_network_acl.{}.id\n'
        '  rule_number = {}\n  rule_action = "{}"\n}}\n'
    )
    text = 'resource "aws_network_acl" "a" {}\nresource "aws_network_acl" "b" {}\n'
    text += rule.format("ok", "a", 200, "allow") + rule.format("denial", "a", 100, "deny")
    text += rule.format("first", "a", 50, "allow") + rule.format("other", "b", 200, "allow")
    assert verdicts(tmp_path, OF_RELATED, text) == {
        "aws_network_acl_rule.ok": "pass",
        "aws_network_acl_rule.denial": "pass",
        "aws_network_acl_rule.first": "fail",
        "aws_network_acl_rule.other": "fail",
    }


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([(200, "allow", "tcp"), (100, "deny", "tcp")], "pass"),
        ([(200, "allow", "tcp"), (300, "deny", "tcp")], "fail"),
        ([(200, "allow", "tcp"), (100, "deny", "udp")], "fail"),
        ([(200, "allow", "tcp"), (100, "deny", "udp"), (150, "deny", "tcp")], "pass"),
    ],
)
def test_each_mark_leads_out_of_one_form(tmp_path: Path, rules: list[tuple[int, str, str]], expected: str) -> None:
    text = "".join(
        f"""  rule {{
    priority = {priority}
    action   = "{action}"
    match {{
      src_ip_ranges = ["0.0.0.0/0"]
      layer4_config {{
        ip_protocol = "{protocol}"
      }}
    }}
  }}
"""
        for priority, action, protocol in rules
    )
    name = "google_compute_network_firewall_policy_with_rules"
    assert verdicts(tmp_path, TWICE, f'resource "{name}" "p" {{\n{text}}}\n') == {f"{name}.p": expected}


def problems(rules: str) -> list[tuple[str, str]]:
    return [(item.severity, item.summary) for item in lint_source(SourceFile("rules.yml", rules, "rules.yml"))]


def test_lint_checks_the_keys_where_they_are_looked_up() -> None:
    assert problems(ORDERED) == []
    assert problems(OF_RELATED) == []
    assert problems(TWICE) == []
    assert problems(TWICE.replace("^.^.priority", "^.^.prioriti")) != []
    assert problems(ORDERED.replace("^.rule_no", "^.rule_number")) == [
        ("warning", "`ingress` of `aws_network_acl` has no attribute or block `rule_number`")
    ]
    assert problems(ORDERED.replace("$.ingress", "$.ingres")) != []
    assert problems(OF_RELATED.replace("^.rule_number", "^.rule_no")) == [
        ("warning", "`aws_network_acl_rule` has no attribute or block `rule_no`")
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "{key: ingress, operator: exists, value_from: ^.egress}",
        "{key: vpc_id, operator: equals, value_from: ^.owner_id}",
        "{key: ^.vpc_id, operator: exists}",
        "{each: ingress, assertions: [{key: action, operator: equals, value_from: ^.^.owner_id}]}",
        "{each: $.ingress, assertions: [{key: action, operator: exists}]}",
        "{each: ^.ingress, assertions: [{key: action, operator: exists}]}",
        "{each: ingress, assertions: [{key: $.vpc_id, operator: exists}]}",
        "{related: aws_vpc, assertions: [{each: $.ingress, assertions: [{key: action, operator: exists}]}]}",
    ],
)
def test_what_would_select_nothing_is_an_error(condition: str) -> None:
    rules = f"- id: a\n  name: a\n  resource_type: aws_network_acl\n  assertions:\n    - {condition}\n"
    assert "error" in [severity for severity, _ in problems(rules)]
