"""Texts that the provider rewrites before it plans them are judged as they are planned: seen in plans of the AWS provider 5.100."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from riveter import provider_schema
from riveter.core.alternatives import Alternatives
from riveter.core.values import PartialText, Unknown
from riveter.provider_schema.rewriting import REWRITINGS, TABLES, rewriting
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
        ("aws_route53_record", "name", "*.Example.com", "*.example.com"),
        ("aws_route53_record", "name", ".", "."),
        ("aws_route53_zone", "name", "*.Example.com", "\\052.example.com"),
        ("aws_route53_zone", "name", "a/b@c_d-e", "a\\057b\\100c_d-e"),
        ("aws_route53_resolver_rule", "domain_name", "Corp.Example.", "Corp.Example"),
        ("aws_rds_cluster", "preferred_maintenance_window", "Mon:03:00-Mon:04:00", "mon:03:00-mon:04:00"),
        ("aws_elasticache_cluster", "cluster_id", "Main", "main"),
        ("aws_route53_health_check", "type", "https", "HTTPS"),
        ("aws_batch_compute_environment", "state", "enabled", "ENABLED"),
        ("aws_key_pair", "public_key", "  ssh-rsa AAAA someone\\n", "ssh-rsa AAAA someone"),
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


@pytest.mark.parametrize(
    "written",
    [
        '[{ protocol = "all" }]',
        'toset([{ protocol = "all" }])',
        '[for p in ["all"] : { protocol = p }]',
        'var.b ? [{ protocol = "all" }] : [{ protocol = "-1" }]',
    ],
)
@pytest.mark.parametrize("read_first", [True, False])
def test_members_of_objects(terraform: Terraform, written: str, read_first: bool) -> None:
    text = f"""
    variable "b" {{
      type = bool
    }}
    resource "aws_security_group" "g" {{
      ingress = {written}
    }}
    resource "x_y" "z" {{
      v = tolist(aws_security_group.g.ingress)[0].protocol
    }}
    """
    loaded = terraform(text, schemas=provider_schema)
    found: dict[str, Any] = {}
    for address, name in [("x_y.z", "v"), ("aws_security_group.g", "ingress")][:: 1 if read_first else -1]:
        found[name] = loaded.value(address, name)
    assert found == {"v": "-1", "ingress": [{"protocol": "-1"}]}


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
    dot = zone.replace('}.example.com"', '}.com."').replace('"${var', '"a.${var')
    found = terraform(dot, schemas=provider_schema).value("aws_route53_zone.z", "name")
    assert isinstance(found, Unknown)
    assert not isinstance(found, PartialText)  # without the text of the variable, another dot is the last one


@pytest.mark.parametrize("type", ["aws_iam_policy", "aws_sns_topic"])
def test_documents_stay_as_written(terraform: Terraform, type: str) -> None:
    written = '{ "Version": "2012-10-17" }'
    text = f'resource "{type}" "r" {{\n  policy = <<-E\n{written}\nE\n}}\n'
    assert terraform(text, schemas=provider_schema).value(f"{type}.r", "policy") == written + "\n"


def test_every_entry_of_the_table_names_a_text() -> None:
    table = json.loads(
        files("riveter.provider_schema").joinpath("data").joinpath(TABLES["aws"]).read_text(encoding="utf-8")
    )
    assert table
    for type, texts in table.items():
        for path, name in texts.items():
            facts = provider_schema.attribute_at(type, tuple(path.split(".")))
            assert facts is not None, f"{type}.{path}"
            assert facts.type == "string", f"{type}.{path}"
            assert rewriting(type, tuple(path.split("."))) is REWRITINGS[name]
