"""`related` inside `each` is about the element: what it refers to, not what its neighbours refer to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

TERRAFORM = """
resource "aws_ec2_managed_prefix_list" "open" {
  name = "open"
  address_family = "IPv4"
  max_entries = 1
  entry {
    cidr = "0.0.0.0/0"
  }
}
resource "aws_ec2_managed_prefix_list" "closed" {
  name = "closed"
  address_family = "IPv4"
  max_entries = 1
  entry {
    cidr = "10.0.0.0/8"
  }
}
resource "aws_security_group" "sg" {
  ingress {
    from_port = 443
    to_port = 443
    protocol = "tcp"
    prefix_list_ids = [aws_ec2_managed_prefix_list.open.id]
  }
  ingress {
    from_port = 22
    to_port = 22
    protocol = "tcp"
    prefix_list_ids = [aws_ec2_managed_prefix_list.closed.id]
  }
}
resource "aws_security_group" "bad" {
  dynamic "ingress" {
    for_each = { ssh = aws_ec2_managed_prefix_list.open.id, web = aws_ec2_managed_prefix_list.closed.id }
    content {
      from_port = ingress.key == "ssh" ? 22 : 443
      to_port = 443
      protocol = "tcp"
      prefix_list_ids = [ingress.value]
    }
  }
}
"""
RULE = """
- name: no SSH from lists of the internet
  resource_type: aws_security_group
  assertions:
    - each: ingress
      where: [{key: from_port, operator: equals, value: 22}]
      assertions:
        - related: {resource_type: aws_ec2_managed_prefix_list%s}
          quantifier: none
          where: [{key: entry.*.cidr, operator: contains, value: 0.0.0.0/0}]
"""


@pytest.mark.parametrize(
    "via",
    ["", ", via: prefix_list_ids", ", via: ingress.prefix_list_ids", ", via: prefix_list_ids, direction: from_this"],
)
def test_each_element_has_its_own_relations(riveter: Riveter, tmp_path: Path, via: str) -> None:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    (tmp_path / "r.yml").write_text(RULE % via)
    findings = json.loads(riveter("scan", "-r", "r.yml", "-f", "json").out)["findings"]
    assert {item["resource"]["name"]: item["outcome"] for item in findings} == {"sg": "pass", "bad": "fail"}


REFERRED = """
- name: something uses the group
  resource_type: aws_security_group
  assertions:
    - each: ingress
      where: [{key: from_port, operator: equals, value: 22}]
      assertions:
        - related: {resource_type: aws_network_interface, direction: to_this}
"""
INTERFACE = 'resource "aws_network_interface" "n" {\n  security_groups = [aws_security_group.sg.id]\n}\n'


def test_what_refers_to_the_resource_refers_to_all_of_it(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(TERRAFORM + INTERFACE)
    (tmp_path / "r.yml").write_text(REFERRED)
    findings = json.loads(riveter("scan", "-r", "r.yml", "-f", "json").out)["findings"]
    assert {item["resource"]["name"]: item["outcome"] for item in findings} == {"sg": "pass", "bad": "fail"}


def test_a_reference_of_the_whole_may_be_one_of_the_element(riveter: Riveter, tmp_path: Path) -> None:
    """Which statement of a policy refers to a key is not told: that none does is not known."""
    (tmp_path / "main.tf").write_text(
        'resource "aws_kms_key" "k" {}\nresource "aws_iam_policy" "p" {\n'
        '  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:*", Resource = aws_kms_key.k.arn }] })\n}\n'
    )
    (tmp_path / "r.yml").write_text(
        "- {name: r, resource_type: aws_iam_policy, assertions: [{each: policy.Statement, assertions: ["
        "{related: aws_kms_key, quantifier: none}]}]}\n"
    )
    [finding] = json.loads(riveter("scan", "-r", "r.yml", "-f", "json").out)["findings"]
    assert finding["outcome"] == "unknown"
