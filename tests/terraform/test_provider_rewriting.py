"""Texts that the provider rewrites before it plans them are judged as they are planned: seen in plans of the AWS provider 5.100."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riveter import provider_schema
from riveter.core.alternatives import Alternatives
from riveter.core.values import PartialText, Unknown
from tests.terraform.conftest import Loaded

Terraform = Callable[..., Loaded]


def group(protocol: str, before: str = "") -> str:
    return f'{before}\nresource "aws_security_group" "g" {{\n  ingress {{\n    protocol = {protocol}\n  }}\n}}\n'


@pytest.mark.parametrize(
    ("written", "planned"),
    [
        ('"all"', "-1"),
        ('"ALL"', "-1"),
        ('"-1"', "-1"),
        ("-1", "-1"),
        ('"6"', "tcp"),
        ("17", "udp"),
        ('"1"', "icmp"),
        ("58", "icmpv6"),
        ('"TCP"', "tcp"),
        ('"50"', "50"),
        ('"esp"', "esp"),
        ('"0"', "0"),
    ],
)
def test_protocols_of_security_groups(terraform: Terraform, written: str, planned: str) -> None:
    assert terraform(group(written), schemas=provider_schema).value("aws_security_group.g", "ingress")[0] == {
        "protocol": planned
    }
    lists = f'resource "aws_security_group" "g" {{\n  ingress = [{{ protocol = {written} }}]\n}}\n'
    assert terraform(lists, schemas=provider_schema).value("aws_security_group.g", "ingress")[0] == {
        "protocol": planned
    }


@pytest.mark.parametrize("type", ["aws_vpc_security_group_ingress_rule", "aws_network_acl_rule"])
def test_protocols_elsewhere_stay_as_written(terraform: Terraform, type: str) -> None:
    name = "protocol" if "acl" in type else "ip_protocol"
    loaded = terraform(f'resource "{type}" "r" {{\n  {name} = "6"\n}}\n', schemas=provider_schema)
    assert loaded.value(f"{type}.r", name) == "6"


@pytest.mark.parametrize(
    ("type", "name", "written", "planned"),
    [
        ("aws_security_group_rule", "protocol", "all", "-1"),
        ("aws_lb_listener", "protocol", "http", "HTTP"),
        ("aws_db_instance", "engine", "MySQL", "mysql"),
        ("aws_route53_zone", "name", "Example.COM.", "example.com"),
        ("aws_route53_record", "name", "WWW.example.com.", "www.example.com"),
    ],
)
def test_by_rules_and_by_references(terraform: Terraform, type: str, name: str, written: str, planned: str) -> None:
    text = f'resource "{type}" "r" {{\n  {name} = "{written}"\n}}\nresource "x_y" "z" {{\n  v = {type}.r.{name}\n}}\n'
    loaded = terraform(text, schemas=provider_schema)
    assert loaded.value("x_y.z", "v") == planned
    assert loaded.value(f"{type}.r", name) == planned


def test_alternatives_are_rewritten_one_by_one(terraform: Terraform) -> None:
    text = group('var.all ? "all" : "tcp"', 'variable "all" {\n  type = bool\n}')
    found: Any = terraform(text, schemas=provider_schema).value("aws_security_group.g", "ingress")[0]["protocol"]
    assert isinstance(found, Alternatives)
    assert set(found.values) == {"-1", "tcp"}


def test_alternatives_are_converted_one_by_one(terraform: Terraform) -> None:
    text = 'variable "b" {\n  type = bool\n}\nresource "aws_db_instance" "d" {\n  monitoring_interval = var.b ? "60" : "30"\n}\n'
    found: Any = terraform(text, schemas=provider_schema).value("aws_db_instance.d", "monitoring_interval")
    assert isinstance(found, Alternatives)
    assert set(found.values) == {60, 30}


def test_a_text_that_may_be_rewritten_is_unknown(terraform: Terraform) -> None:
    variable = 'variable "v" {\n  type = string\n}'
    found: Any = terraform(group('"a${var.v}"', variable), schemas=provider_schema).value(
        "aws_security_group.g", "ingress"
    )
    assert isinstance(found[0]["protocol"], Unknown)
    assert not isinstance(found[0]["protocol"], PartialText)
    zone = f'{variable}\nresource "aws_route53_zone" "z" {{\n  name = "${{var.v}}.example.com"\n}}\n'
    assert isinstance(terraform(zone, schemas=provider_schema).value("aws_route53_zone.z", "name"), PartialText)
