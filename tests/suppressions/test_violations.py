"""Comments beside one of several values that a rule forbids together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

OK = "# riveter:ignore security-group-no-public-ssh reason=bastion"


def block(cidrs: str, port: str = "22", more: str = "") -> str:
    return f'  ingress {{\n    from_port = {port}\n    to_port = 22\n    protocol = "tcp"\n    cidr_blocks = {cidrs}\n{more}  }}\n'


def group(*blocks: str) -> str:
    return 'resource "aws_security_group" "g" {\n' + "".join(blocks) + "}\n"


def rule(cidrs: str, more: str = "") -> str:
    return (
        'resource "aws_security_group_rule" "r" {\n  type = "ingress"\n  from_port = 22\n  to_port = 22\n  protocol = "tcp"\n'
        f'  security_group_id = "sg-1"\n  cidr_blocks = {cidrs}\n{more}}}\n'
    )


OPEN = '["0.0.0.0/0"]'
TABLE = {
    "the network of a rule": (rule(f"{OPEN} {OK}"), "suppressed"),
    "no comment": (rule(OPEN), "fail"),
    "a description": (rule(OPEN, f'  description = "x" {OK}\n'), "fail"),
    "a network of an element of a local": (
        f'locals {{\n  all = [\n    "0.0.0.0/0", {OK}\n  ]\n}}\n' + rule("local.all"), "suppressed",
    ),
    "another element of a local": (
        f'locals {{\n  all = [\n    "10.0.0.0/8", {OK}\n    "0.0.0.0/0",\n  ]\n}}\n' + rule("local.all"), "fail",
    ),
    "the default of a variable": (f'variable "v" {{\n  default = {OPEN} {OK}\n}}\n' + rule("var.v"), "suppressed"),
    "a variable as a whole": (f'{OK}\nvariable "v" {{\n  default = {OPEN}\n}}\n' + rule("var.v"), "fail"),
    "one of two networks": (rule(f'["0.0.0.0/0"] {OK}', '  ipv6_cidr_blocks = ["::/0"]\n'), "fail"),
    "both networks": (rule(f'["0.0.0.0/0"] {OK}', f'  ipv6_cidr_blocks = ["::/0"] {OK}\n'), "suppressed"),
    "the network of an inline block": (group(block(f"{OPEN} {OK}")), "suppressed"),
    "the port of an inline block": (group(block(OPEN, f"22 {OK}")), "suppressed"),
    "an inline block": (group(f"  {OK}\n" + block(OPEN)), "suppressed"),
    "the second of two blocks, the first is fine": (group(block('["10.0.0.0/8"]'), block(f"{OPEN} {OK}")), "suppressed"),
    "the first of two open blocks": (group(block(f"{OPEN} {OK}"), block(OPEN)), "fail"),
    "both open blocks": (group(block(f"{OPEN} {OK}"), block(f"{OPEN} {OK}")), "suppressed"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TABLE.values(), ids=TABLE)
def test_a_comment_at_one_of_them_accepts_the_violation(
    riveter: Riveter, repository: Path, text: str, expected: str
) -> None:
    (repository / "main.tf").write_text(text)
    done = riveter("scan", "-p", "aws-security", "--include", "security-group-no-public-ssh", "-f", "json")
    assert [finding["outcome"] for finding in json.loads(done.out)["findings"]] == [expected]


def test_findings_about_rules_of_security_groups_point_at_the_network(riveter: Riveter, repository: Path) -> None:
    (repository / "main.tf").write_text(rule(OPEN))
    done = riveter("scan", "-p", "aws-security", "--include", "security-group-no-public-ssh", "-f", "sarif")
    [result] = json.loads(done.out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 7
