"""What the provider fills in: read by other expressions, and compared by rules of the resource itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riveter import provider_schema
from riveter.core.causes import ProviderDefault
from riveter.core.values import OpenList, PartialText, Unknown
from riveter.core.versions import VersionRange, parse_range
from tests.rules.scans import outcomes
from tests.terraform.conftest import Loaded

Terraform = Callable[..., Loaded]


def read(terraform: Terraform, block: str, expression: str, before: str = "") -> Any:
    """The value of an expression beside a block."""
    text = f'{before}\n{block}\nresource "x_y" "z" {{\n  v = {expression}\n}}\n'
    return terraform(text, schemas=provider_schema).value("x_y.z", "v")


@pytest.mark.parametrize(
    ("block", "expression", "value"),
    [
        ('resource "aws_sqs_queue" "a" {}', "aws_sqs_queue.a.visibility_timeout_seconds", 30),
        ('resource "aws_sqs_queue" "a" {\nvisibility_timeout_seconds = null\n}', "aws_sqs_queue.a.visibility_timeout_seconds", 30),
        ('resource "aws_lb" "a" {}', "aws_lb.a.load_balancer_type", "application"),
        ('resource "aws_lb" "a" {}', "aws_lb.a.enable_http2", True),
        ('resource "aws_docdb_cluster" "a" {}', '"port ${aws_docdb_cluster.a.port}"', "port 27017"),
        ('resource "aws_sqs_queue" "a" {}', "aws_sqs_queue.a.tags", None),
        ('resource "aws_sqs_queue" "a" {}', "aws_sqs_queue.a.timeouts", None),
        ('resource "aws_instance" "a" {\ntimeouts {\ncreate = "5m"\n}\n}', "aws_instance.a.timeouts.create", "5m"),
        ('resource "aws_lb" "a" {}', "length(aws_lb.a.access_logs)", 0),
        ('resource "aws_lb_target_group" "a" {\nhealth_check {\npath = "/"\n}\n}', "aws_lb_target_group.a.health_check[0].interval", 30),
        ('resource "aws_sqs_queue" "a" {\ncount = 2\n}', "aws_sqs_queue.a[1].delay_seconds", 0),
        ('resource "aws_sqs_queue" "a" {\nfor_each = toset(["x"])\n}', 'aws_sqs_queue.a["x"].max_message_size', 262144),
        ('resource "aws_lambda_function" "a" {}', "aws_lambda_function.a.memory_size + aws_lambda_function.a.timeout", 131),
        ('resource "aws_lambda_function" "a" {}', "aws_lambda_function.a.layers", None),
        ('resource "aws_kinesis_stream" "a" {}', "aws_kinesis_stream.a.encryption_type", "NONE"),
        ('resource "aws_kinesis_firehose_delivery_stream" "a" {\nextended_s3_configuration {}\n}',
         "aws_kinesis_firehose_delivery_stream.a.extended_s3_configuration[0].compression_format", "UNCOMPRESSED"),
        ('resource "aws_vpc_ipam" "a" {}', "aws_vpc_ipam.a.tier", "advanced"),
        ('resource "aws_athena_workgroup" "a" {\nconfiguration {}\n}',
         "aws_athena_workgroup.a.configuration[0].enforce_workgroup_configuration", True),
        ('resource "aws_msk_cluster" "a" {\nencryption_info {\nencryption_in_transit {}\n}\n}',
         "aws_msk_cluster.a.encryption_info[0].encryption_in_transit[0].client_broker", "TLS"),
        ('resource "aws_glue_job" "a" {\ncommand {}\n}', "aws_glue_job.a.command[0].name", "glueetl"),
        ('resource "aws_sqs_queue" "a" {}', "coalesce(aws_sqs_queue.a.tags, { a = 1 }).a", "1"),
        ('resource "aws_lb_listener" "a" {\ndefault_action {\ntype = "redirect"\nredirect {\nstatus_code = "HTTP_301"\n}\n}\n}',
         "aws_lb_listener.a.default_action[0].redirect[0].protocol", "#{protocol}"),
        ('resource "aws_lb_listener_rule" "a" {\naction {\ntype = "redirect"\nredirect {\nstatus_code = "HTTP_301"\n}\n}\n}',
         "aws_lb_listener_rule.a.action[0].redirect[0].path", "/#{path}"),
    ],
)  # fmt: skip
def test_a_reference_is_what_the_provider_plans(terraform: Terraform, block: str, expression: str, value: Any) -> None:
    assert read(terraform, block, expression) == value


@pytest.mark.parametrize(
    ("arguments", "name", "value"),
    [
        ("", "enable_http2", True),
        ('load_balancer_type = "application"', "enable_http2", True),
        ('load_balancer_type = "network"', "enable_http2", None),
        ('load_balancer_type = "network"', "dns_record_client_routing_policy", "any_availability_zone"),
        ('load_balancer_type = "gateway"', "idle_timeout", None),
        ("load_balancer_type = null", "idle_timeout", 60),
        ("load_balancer_type = var.kind", "enable_deletion_protection", False),
    ],
)
def test_defaults_that_depend_on_another_argument(terraform: Terraform, arguments: str, name: str, value: Any) -> None:
    block = f'variable "kind" {{}}\nresource "aws_lb" "a" {{\n{arguments}\n}}\n'
    assert read(terraform, block, f"aws_lb.a.{name}") == value
    found = terraform(block, schemas=provider_schema)["aws_lb.a"]
    assert found.filled_in is not None
    assert found.filled_in((name,)) == value


@pytest.mark.parametrize(("given", "value"), [('"ALL"', True), ('"NEW"', True), ('"NONE"', False)])
def test_the_older_of_two_arguments_follows_the_newer(terraform: Terraform, given: str, value: bool) -> None:
    block = (
        f'resource "aws_guardduty_organization_configuration" "a" {{\nauto_enable_organization_members = {given}\n}}'
    )
    assert read(terraform, block, "aws_guardduty_organization_configuration.a.auto_enable") is value


def test_a_default_is_not_known_if_the_argument_that_decides_is_not(terraform: Terraform) -> None:
    block = 'variable "kind" {}\nresource "aws_lb" "a" {\nload_balancer_type = var.kind\n}\n'
    assert isinstance(read(terraform, block, "aws_lb.a.enable_http2"), Unknown)


@pytest.mark.parametrize(
    ("type", "blocks", "path", "value"),
    [
        ("aws_security_group", "ingress {\nfrom_port = 22\n}", ("ingress", 0, "self"), False),
        ("aws_default_security_group", "egress {\nfrom_port = 22\n}", ("egress", 0, "self"), False),
        ("aws_security_group", "ingress {\nfrom_port = 22\n}", ("ingress", 0, "description"), None),
        ("aws_appsync_graphql_api", "log_config {}", ("log_config", 0, "exclude_verbose_content"), False),
        ("aws_db_parameter_group", 'parameter {\nname = "a"\n}', ("parameter", 0, "apply_method"), "immediate"),
        ("aws_ecs_task_definition", "volume {}", ("volume", 0, "host_path"), None),
    ],
)  # fmt: skip
def test_arguments_of_blocks_are_filled_in(
    terraform: Terraform, type: str, blocks: str, path: tuple[str | int, ...], value: Any
) -> None:
    found = terraform(f'resource "{type}" "a" {{\n{blocks}\n}}\n', schemas=provider_schema)[f"{type}.a"]
    assert found.filled_in is not None
    assert found.filled_in(path) is value or found.filled_in(path) == value


@pytest.mark.parametrize(
    ("block", "expression"),
    [
        (
            'resource "aws_lightsail_instance" "a" {}',
            "aws_lightsail_instance.a.ip_address_type",
        ),  # a type that the table lacks
        ('resource "google_storage_bucket" "a" {}', "google_storage_bucket.a.storage_class"),
        ('resource "aws_instance" "a" {}', "aws_instance.a.root_block_device"),
        ('resource "aws_efs_file_system" "a" {}', "aws_efs_file_system.a.encrypted"),
    ],
)
def test_what_the_table_lacks_is_unknown_and_not_null(terraform: Terraform, block: str, expression: str) -> None:
    assert isinstance(read(terraform, block, expression), Unknown)


def test_the_cause_names_the_argument(terraform: Terraform) -> None:
    found = read(terraform, 'resource "google_storage_bucket" "a" {}', "google_storage_bucket.a.storage_class")
    assert isinstance(found.cause, ProviderDefault)
    assert (found.cause.address, found.cause.attribute) == ("google_storage_bucket.a", "storage_class")


@pytest.mark.parametrize(
    ("attribute", "demanded", "value"),
    [
        ("publicly_accessible", "~> 5.0", True),
        *[("publicly_accessible", demanded, False) for demanded in (">= 6.0", "6.1.0")],
        *[("publicly_accessible", demanded, None) for demanded in ("", ">= 5.0", "~> 4.0")],
        ("encrypted", "~> 6.2", "true"),  # it is a text there
        ("encrypted", ">= 5.0", None),
    ],
)
def test_the_version_of_the_provider_decides(
    terraform: Terraform, attribute: str, demanded: str, value: bool | str | None
) -> None:
    before = (
        f'terraform {{\nrequired_providers {{\naws = {{\nsource = "hashicorp/aws"\nversion = "{demanded}"\n}}\n}}\n}}\n'
    )
    cluster = 'resource "aws_redshift_cluster" "a" {}'
    found = read(terraform, cluster, f"aws_redshift_cluster.a.{attribute}", before if demanded else "")
    assert isinstance(found, Unknown) if value is None else found == value


def test_the_lock_file_comes_before_the_constraints(terraform: Terraform) -> None:
    files = {
        "main.tf": 'terraform {\nrequired_providers {\naws = ">= 5.0"\n}\n}\nresource "aws_redshift_cluster" "a" {}\n'
        'resource "x_y" "z" {\nv = aws_redshift_cluster.a.publicly_accessible\n}\n',
        ".terraform.lock.hcl": 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.82.1"\n}\n',
    }
    assert terraform(files, schemas=provider_schema).value("x_y.z", "v") is True


@pytest.mark.parametrize(
    ("arguments", "name", "value"),
    [
        ("engine_version = 8.0", "engine_version", "8"),
        ('monitoring_interval = "60"', "monitoring_interval", 60),
        ('multi_az = "true"', "multi_az", True),
        ('vpc_security_group_ids = ["a", "b", "a"]', "vpc_security_group_ids", ["a", "b"]),
        ("tags = { a = 1, b = true }", "tags", {"a": "1", "b": "true"}),
        ("port = var.unset", "port", Unknown),
        ('port = "no number"', "port", "no number"),
        ('identifier = "a-${var.unset}"', "identifier", PartialText),
    ],
)
def test_values_are_converted_by_the_schema(terraform: Terraform, arguments: str, name: str, value: Any) -> None:
    text = f'variable "unset" {{}}\nresource "aws_db_instance" "a" {{\n{arguments}\n}}\n'
    found = terraform(text, schemas=provider_schema).value("aws_db_instance.a", name)
    assert isinstance(found, value) if isinstance(value, type) else (found == value and type(found) is type(value))


def test_values_inside_of_blocks_are_converted_too(terraform: Terraform) -> None:
    text = 'resource "aws_security_group" "a" {\ningress {\nfrom_port = "22"\nprotocol = 50\n}\n}\n'
    assert terraform(text, schemas=provider_schema).value("aws_security_group.a", "ingress")[0] == {
        "from_port": 22,
        "protocol": "50",
    }


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("~> 5.0", (5, 0, 0), (6, 0, 0)),
        ("~> 5.1.2", (5, 1, 2), (5, 2, 0)),
        (">= 5.1, < 6", (5, 1, 0), (6, 0, 0)),
        ("= 5.1.0", (5, 1, 0), (5, 1, 0)),
        ("5.1.0", (5, 1, 0), (5, 1, 0)),
    ],
)
def test_ranges(text: str, low: tuple[int, int, int], high: tuple[int, int, int]) -> None:
    found = parse_range(text)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("one", "other", "within"),
    [
        ("~> 5.0", "< 6.0", True),
        (">= 6.0", "< 6.0", False),
        (">= 5.0", "< 6.0", None),
        ("5.9.0", "< 6.0", True),
        ("6.0.0", "< 6.0", False),
        ("6.0.0", "<= 6.0", True),
    ],
)
def test_ranges_within_each_other(one: str, other: str, within: bool | None) -> None:
    first, second = parse_range(one), parse_range(other)
    assert isinstance(first, VersionRange)
    assert isinstance(second, VersionRange)
    assert first.within(second) is within


@pytest.mark.parametrize("text", ["", "latest", ">=", "1.x", "a, b"])
def test_what_is_no_constraint(text: str) -> None:
    assert parse_range(text) is None


@pytest.mark.parametrize("timeouts", [{"create": "5m"}, [{"create": "5m"}]])
def test_a_block_that_is_one_object_may_be_a_list_of_one_in_json_syntax(terraform: Terraform, timeouts: Any) -> None:
    """Terraform plans "5m" for both."""
    blocks = {
        "aws_instance": {"a": {"timeouts": timeouts}},
        "x_y": {"z": {"v": "${aws_instance.a.timeouts.create}"}},
    }
    found = terraform({"main.tf.json": json.dumps({"resource": blocks})}, schemas=provider_schema)
    assert found.value("x_y.z", "v") == "5m"
    assert found.problems() == []


def test_values_in_json_syntax_are_converted_too(terraform: Terraform) -> None:
    ingress = [{"from_port": "22", "protocol": 50}]
    block = {
        "aws_security_group": {"a": {"ingress": ingress, "timeouts": {"create": 5}, "revoke_rules_on_delete": "true"}}
    }
    found = terraform({"main.tf.json": json.dumps({"resource": block})}, schemas=provider_schema)
    values = found["aws_security_group.a"].values
    assert values["revoke_rules_on_delete"] is True
    assert values["timeouts"] == [{"create": "5"}]
    assert values["ingress"] == [{"from_port": 22, "protocol": "50"}]
    group = {"aws_lb_target_group": {"a": {"health_check": {"interval": "10", "matcher": 200}}}}
    found = terraform({"main.tf.json": json.dumps({"resource": group})}, schemas=provider_schema)
    assert found["aws_lb_target_group.a"].values["health_check"] == [{"interval": 10, "matcher": "200"}]


def _disks(made: object) -> dict[str, object]:
    block = {"for_each": made, "content": {"device_name": "${ebs_block_device.value}"}}
    return {"ebs_block_device": [{"device_name": "/dev/sdb"}], "dynamic": {"ebs_block_device": block}}


def test_blocks_in_json_syntax_are_read_beside_those_of_a_dynamic_block(terraform: Terraform) -> None:
    document = {
        "variable": {"more": {}},
        "resource": {
            "aws_instance": {
                "a": _disks(["/dev/sdc"]),
                "none": _disks([]),
                "open": _disks("${var.more}"),
                "alone": {"ebs_block_device": {"device_name": "/dev/sdb"}},
            }
        },
        "output": {
            "added": {"value": "${aws_instance.a.ebs_block_device[*].volume_id}"},
            "alone": {"value": "${aws_instance.alone.ebs_block_device[0].volume_id}"},
            "open": {"value": "${length(aws_instance.open.ebs_block_device)}"},
        },
    }
    found = terraform({"main.tf.json": json.dumps(document)}, schemas=provider_schema)
    assert found["aws_instance.a"].values["ebs_block_device"] == [
        {"device_name": "/dev/sdb"},
        {"device_name": "/dev/sdc"},
    ]
    assert found.eval("aws_instance.a.ebs_block_device[*].device_name") == ["/dev/sdb", "/dev/sdc"]
    assert found.eval("aws_instance.none.ebs_block_device[*].device_name") == ["/dev/sdb"]
    assert found.eval("length(aws_instance.alone.ebs_block_device)") == 1
    assert found.problems() == []
    assert all(isinstance(item, Unknown) for item in found.value("output.added", "value"))
    assert isinstance(found.value("output.alone", "value"), Unknown)
    assert isinstance(found.value("output.open", "value"), Unknown)
    disks = found["aws_instance.open"].values["ebs_block_device"]
    assert isinstance(disks, OpenList)
    assert disks[0] == {"device_name": "/dev/sdb"}
    assert list(disks.open) == [1]
    unwritten = {"aws_instance": {"a": {**_disks(["/dev/sdc"]), "ebs_block_device": "${var.more}"}}}
    document["resource"] = unwritten
    found = terraform({"main.tf.json": json.dumps(document)}, schemas=provider_schema)
    disks = found["aws_instance.a"].values["ebs_block_device"]
    assert isinstance(disks, OpenList)
    assert disks[1] == {"device_name": "/dev/sdc"}
    assert list(disks.open) == [0]


@pytest.mark.parametrize(
    ("type", "key"),
    [("terraform_data", "id"), ("null_resource", "id"), ("aws_ssm_parameter", "arn"), ("aws_kinesis_stream", "arn")],
)
def test_an_identifier_exists_also_where_a_schema_lets_it_be_written(terraform: Terraform, type: str, key: str) -> None:
    (found,) = terraform(f'resource "{type}" "a" {{}}\n', schemas=provider_schema)[f"{type}.a"].get(key)
    assert isinstance(found.value, Unknown)
    assert found.value.not_null


def test_the_identifier_is_known_after_apply(terraform: Terraform) -> None:
    found = terraform('resource "aws_db_instance" "a" {}\n', schemas=provider_schema)["aws_db_instance.a"]
    assert isinstance(found.get("id")[0].value, Unknown)
    assert found.get("engine") == []


@pytest.mark.parametrize(
    ("assertion", "outcome"),
    [
        ("{key: retention_in_days, operator: exists}", "unknown"),
        ("{key: retention_in_days, operator: equals, value: 0}", "pass"),
        ("{key: retention_in_days, operator: not_equals, value: 0}", "fail"),
        ("{key: skip_destroy, operator: equals, value: false}", "unknown"),
        ("{key: skip_destroy, operator: in, value: [true, false]}", "pass"),
    ],
)
def test_an_alternative_that_is_null_is_what_the_provider_fills_in(
    tmp_path: Path, assertion: str, outcome: str
) -> None:
    rule = f"""
        rules:
          - {{id: r, resource_type: aws_cloudwatch_log_group, severity: low, assertions: [{assertion}]}}
        """
    text = """
        variable "on" { type = bool }
        resource "aws_cloudwatch_log_group" "g" {
          retention_in_days = var.on ? 0 : null
          skip_destroy      = var.on ? true : null
        }
        """
    assert outcomes(tmp_path, rule, text) == {"aws_cloudwatch_log_group.g": outcome}
