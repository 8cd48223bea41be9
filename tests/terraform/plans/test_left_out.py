"""Arguments that nobody wrote: in a plan they count as they do in the configuration."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riveter import provider_schema
from riveter.core.alternatives import Alternatives
from riveter.core.values import OpenList, Unknown
from riveter.resource import Resource
from tests.terraform.conftest import Loaded

Document = Callable[..., Loaded]


def plan(type: str, expressions: dict[str, Any], after: Any, unknown: Any, **more: Any) -> str:
    """The plan of one resource."""
    address = f"{type}.it"
    change = {"actions": more.pop("actions", ["create"]), "before": None, "after": after, "after_unknown": unknown}
    named = {"address": address, "mode": "managed", "type": type, "name": "it"}
    provider = "registry.terraform.io/hashicorp/aws"
    block = {**named, "provider_config_key": "aws", "expressions": expressions}
    return json.dumps(
        {
            "format_version": "1.2",
            "resource_changes": [{**named, "provider_name": provider, "change": change}, *more.pop("changes", ())],
            "configuration": {"root_module": {"resources": [block]}},
            **more,
        }
    )


@pytest.fixture
def made(document: Document) -> Callable[..., Resource]:
    """The resource of a plan: as `plan`."""

    def read(*arguments: Any, **more: Any) -> Resource:
        loaded = document(plan(*arguments, **more), schemas=provider_schema)
        (resource,) = [item for item in loaded.project.resources if item.name == "it"]
        return resource

    return read


@pytest.mark.parametrize(
    ("type", "name"),
    [
        ("aws_efs_file_system", "encrypted"),
        ("aws_ebs_volume", "encrypted"),
        ("aws_opensearch_domain", "encrypt_at_rest"),  # a block
        ("aws_instance", "root_block_device"),
        ("aws_security_group", "ingress"),  # an attribute that is written as blocks
        ("aws_kms_key", "policy"),
        ("aws_s3_bucket", "versioning"),
        ("aws_db_instance", "backup_retention_period"),
    ],
)
def test_what_the_provider_may_compute_is_not_set(made: Callable[..., Resource], type: str, name: str) -> None:
    assert name not in made(type, {}, {}, {name: True}).values
    assert name not in made(type, {name: {"constant_value": None}}, {}, {name: True}).values
    written = made(type, {name: {"references": ["local.x"]}}, {}, {name: True}).values
    assert isinstance(written[name], Unknown)


@pytest.mark.parametrize(
    ("name", "references", "is_set"),
    [
        ("encrypted", ["var.x"], False),  # or its value would be known
        ("size", ["var.x", "each.key", "path.module"], False),
        ("encrypted", ["var.x", "local.y"], True),
        ("encrypted", ["var.x", "each.value"], False),  # the `for_each` is constant
        ("encrypted", ["terraform_data.x.output", "terraform_data.x"], True),
        ("kms_key_id", ["var.x"], True),  # it may be made by `uuid()`
        ("encrypted", [], True),
    ],
)
def test_what_is_made_of_known_things_and_not_known_is_null(
    made: Callable[..., Resource], name: str, references: list[str], is_set: bool
) -> None:
    values = made("aws_ebs_volume", {name: {"references": references}}, {}, {name: True}).values
    assert (name in values) is is_set


@pytest.mark.parametrize("actions", [["delete", "create"], ["create", "delete"]])
def test_a_resource_that_is_replaced_is_a_new_one(made: Callable[..., Resource], actions: list[str]) -> None:
    found = made("aws_efs_file_system", {}, {}, {"encrypted": True}, actions=actions)
    assert "encrypted" not in found.values


@pytest.mark.parametrize("actions", [["update"], ["no-op"]])
def test_of_a_resource_that_is_there_already_the_plan_says_what_it_says(
    made: Callable[..., Resource], actions: list[str]
) -> None:
    found = made("aws_efs_file_system", {}, {}, {"encrypted": True}, actions=actions)
    assert isinstance(found.values["encrypted"], Unknown)
    assert made("aws_efs_file_system", {}, {"encrypted": True}, {}, actions=actions).values["encrypted"] is True


def test_what_only_the_provider_sets_is_still_unknown(made: Callable[..., Resource]) -> None:
    values = made("aws_efs_file_system", {}, {}, {"id": True, "arn": True, "dns_name": True}).values
    assert set(values) >= {"id", "arn", "dns_name"}


@pytest.mark.parametrize("actions", [["create"], ["update"], ["no-op"]])
def test_the_default_of_the_provider_is_known_but_not_set(made: Callable[..., Resource], actions: list[str]) -> None:
    found = made("aws_cloudwatch_log_group", {}, {"name": "x", "retention_in_days": 7}, {}, actions=actions)
    assert "retention_in_days" not in found.values
    assert found.filled_in is not None
    assert found.filled_in(("retention_in_days",)) == 7
    written = {"retention_in_days": {"constant_value": 7}}
    assert made("aws_cloudwatch_log_group", written, {"retention_in_days": 7}, {}).values["retention_in_days"] == 7


def test_defaults_inside_of_blocks_are_not_set_either(made: Callable[..., Resource]) -> None:
    block = [{"path": "/", "interval": 30}]
    found = made(
        "aws_lb_target_group", {"health_check": [{"path": {"constant_value": "/"}}]}, {"health_check": block}, {}
    )
    assert found.values["health_check"] == [{"path": "/"}]
    assert found.filled_in is not None
    assert found.filled_in(("health_check", 0, "interval")) == 30


def test_blocks_that_a_dynamic_block_makes_show_elements(made: Callable[..., Resource]) -> None:
    found = made("aws_opensearch_domain", {}, {"encrypt_at_rest": [{"enabled": True}]}, {"encrypt_at_rest": [{}]})
    assert found.values["encrypt_at_rest"] == [{"enabled": True}]


def test_a_written_block_beside_dynamic_ones_says_nothing_of_their_arguments(made: Callable[..., Resource]) -> None:
    written = {"ebs_block_device": [{"device_name": {"constant_value": "a"}}]}
    after = [{"device_name": "a"}, {"device_name": "b"}]
    unknown = {"ebs_block_device": [{"kms_key_id": True}, {"kms_key_id": True}]}
    blocks = made("aws_instance", written, {"ebs_block_device": after}, unknown).values["ebs_block_device"]
    assert [type(block.get("kms_key_id")) for block in blocks] == [Unknown, Unknown]
    one = made("aws_instance", written, {"ebs_block_device": after[:1]}, {"ebs_block_device": [{"kms_key_id": True}]})
    assert one.values["ebs_block_device"] == [{"device_name": "a"}]


OTHER = {
    "address": "terraform_data.u",
    "mode": "managed",
    "type": "terraform_data",
    "name": "u",
    "provider_name": "terraform.io/builtin/terraform",
    "change": {"actions": ["create"], "after": {}, "after_unknown": {"output": True}},
}


def test_a_block_may_be_made_by_a_dynamic_one_where_something_unknown_is_used_that_no_expression_names(
    made: Callable[..., Resource],
) -> None:
    def values(relevant: list[Any], expressions: dict[str, Any]) -> dict[str, Any]:
        return made(
            "aws_instance",
            expressions,
            {},
            {"root_block_device": True, "encrypted": True},
            changes=[OTHER],
            relevant_attributes=relevant,
        ).values

    used = [{"resource": "terraform_data.u", "attribute": ["output", 0]}]
    named = {"ami": {"references": ["terraform_data.u.output[0]", "terraform_data.u.output", "terraform_data.u"]}}
    assert isinstance(values(used, {})["root_block_device"], Unknown)
    assert "root_block_device" not in values(used, named)
    assert "root_block_device" not in values([], {})


HIDDEN = {"resource": "terraform_data.u", "attribute": ["output"]}


@pytest.mark.parametrize(
    ("type", "name", "source", "value"),
    [
        ("aws_instance", "root_block_device", "", None),
        ("aws_instance", "root_block_device", 'dynamic "root_block_device" {\nfor_each = []\ncontent {}\n}', []),
        ("aws_security_group", "ingress", 'dynamic "ingress" {\nfor_each = []\ncontent {}\n}', []),
        ("aws_iam_role", "inline_policy", "", None),
    ],
)
def test_the_source_tells_that_a_dynamic_block_makes_nothing(
    document: Document, tmp_path: Path, type: str, name: str, source: str, value: Any
) -> None:
    other = 'resource "terraform_data" "u" {}\n'
    (tmp_path / "main.tf").write_text(f'{other}resource "{type}" "it" {{\n{source}\n}}\n', encoding="utf-8")
    text = plan(type, {}, {}, {name: True}, changes=[OTHER], relevant_attributes=[HIDDEN])
    assert document(text, schemas=provider_schema)[f"{type}.it"].values.get(name) == value


def test_of_blocks_that_were_there_the_source_does_not_tell(document: Document, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_instance" "it" {}\n', encoding="utf-8")
    text = plan("aws_instance", {}, {}, {"root_block_device": True}, actions=["update"])
    found = document(text, schemas=provider_schema)["aws_instance.it"].values["root_block_device"]
    assert isinstance(found, Unknown)


@pytest.mark.parametrize(
    ("first", "mask"),
    [
        ({"from_port": 22, "cidr_blocks": [None]}, {"cidr_blocks": [True]}),
        ({"from_port": 22}, {"cidr_blocks": True}),
    ],
)
def test_blocks_of_a_set_are_told_apart_by_their_lists(
    document: Document, tmp_path: Path, first: dict[str, Any], mask: dict[str, Any]
) -> None:
    source = (
        'resource "aws_vpc" "v" {}\nresource "aws_security_group" "it" {\n'
        '  ingress {\n    from_port = 22\n    cidr_blocks = ["10.0.0.0/8", "10.1.0.0/16"]\n  }\n'
        "  ingress {\n    from_port = 22\n    cidr_blocks = [aws_vpc.v.cidr_block]\n  }\n}\n"
    )
    (tmp_path / "main.tf").write_text(source, encoding="utf-8")
    known = [first, {"from_port": 22, "cidr_blocks": ["10.1.0.0/16", "10.0.0.0/8"]}]
    unknown = {"ingress": [mask, {"cidr_blocks": [False, False]}]}
    text = plan("aws_security_group", {}, {"ingress": known}, unknown)
    blocks = document(text, schemas=provider_schema)["aws_security_group.it"].values["ingress"]
    (later,) = blocks[0]["cidr_blocks"]
    assert later.reason == "aws_vpc.v.cidr_block is known only after apply"
    assert blocks[1]["cidr_blocks"] == ["10.1.0.0/16", "10.0.0.0/8"]


def test_a_dynamic_block_that_may_make_some_stays_unknown(document: Document, tmp_path: Path) -> None:
    source = (
        'resource "terraform_data" "u" {}\n'
        'resource "aws_instance" "it" {\n'
        '  dynamic "root_block_device" {\n    for_each = terraform_data.u.output\n    content {}\n  }\n}\n'
    )
    (tmp_path / "main.tf").write_text(source, encoding="utf-8")
    text = plan("aws_instance", {}, {}, {"root_block_device": True}, changes=[OTHER], relevant_attributes=[HIDDEN])
    found = document(text, schemas=provider_schema)["aws_instance.it"].values["root_block_device"]
    assert isinstance(found, (Unknown, OpenList))


@pytest.mark.parametrize(
    ("written", "value", "known"),
    [
        ({"constant_value": "SEKRET"}, "SEKRET", True),
        ({"references": ["var.password"]}, None, False),
        ({"constant_value": None}, None, True),
    ],
)
def test_a_write_only_argument_is_set_where_the_configuration_sets_it(
    made: Callable[..., Resource], written: dict[str, Any], value: Any, known: bool
) -> None:
    found = made("aws_db_instance", {"password_wo": written}, {"password_wo": None}, {})
    if known:
        assert found.values.get("password_wo") == value
    else:
        assert isinstance(found.values["password_wo"], Unknown)
        assert not found.values["password_wo"].not_null
    assert found.origin.sensitive(("password_wo",))


def test_tags_of_the_provider_are_not_left_out(made: Callable[..., Resource]) -> None:
    unknown = {"tags_all": True}
    assert "tags_all" not in made("aws_sns_topic", {}, {"tags": None}, unknown).values
    assert isinstance(made("aws_sns_topic", {}, {"tags": {"A": ""}}, unknown).values["tags_all"], Unknown)
    assert isinstance(made("aws_sns_topic", {}, {}, {**unknown, "tags": True}).values["tags_all"], Unknown)


def test_the_region_is_that_of_the_provider_configuration(document: Document) -> None:
    text = json.loads(plan("aws_sns_topic", {}, {}, {}))
    text["configuration"]["provider_config"] = {"aws": {"expressions": {"region": {"constant_value": "eu-west-1"}}}}
    loaded = document(json.dumps(text), schemas=provider_schema)
    assert loaded["aws_sns_topic.it"].get("__region__")[0].value == "eu-west-1"
    text["configuration"]["provider_config"] = {"aws": {"expressions": {"region": {"references": ["var.r"]}}}}
    loaded = document(json.dumps(text), schemas=provider_schema)
    assert isinstance(loaded["aws_sns_topic.it"].get("__region__")[0].value, Unknown)


CHECKSUM = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize("written", [{}, {"references": ["var.x"]}, {"constant_value": "another text"}])
def test_user_data_of_which_there_is_only_a_checksum_is_unknown(made: Callable[..., Resource], written: Any) -> None:
    found = made("aws_instance", {"user_data": written}, {"user_data": CHECKSUM}, {}).values["user_data"]
    assert isinstance(found, Unknown)
    assert found.reason == "aws_instance.it.user_data is recorded as a checksum only"


@pytest.mark.parametrize(("name", "empty"), [("global_replication_group_id", ""), ("security_group_ids", [])])
def test_an_empty_constant_that_the_provider_takes_for_none_is_as_written(
    made: Callable[..., Resource], name: str, empty: Any
) -> None:
    written = {name: {"constant_value": empty}}
    assert made("aws_elasticache_replication_group", written, {}, {name: True}).values[name] == empty


def test_blocks_of_a_set_are_told_apart_by_their_constants(made: Callable[..., Resource]) -> None:
    one = {"device_name": {"constant_value": "a"}, "encrypted": {"references": ["local.x"]}}
    other = {"device_name": {"constant_value": "b"}}
    after = [{"device_name": "b"}, {"device_name": "a"}]
    unknown = {"ebs_block_device": [{"encrypted": True}, {"encrypted": True}]}
    blocks = made("aws_instance", {"ebs_block_device": [one, other]}, {"ebs_block_device": after}, unknown).values
    assert "encrypted" not in blocks["ebs_block_device"][0]
    assert isinstance(blocks["ebs_block_device"][1]["encrypted"], Unknown)


@pytest.mark.parametrize("argument", ["kms_key_id", "encrypted"])
def test_what_the_provider_computes_is_no_reference_to_its_own_resource(
    made: Callable[..., Resource], argument: str
) -> None:
    found = made("aws_ebs_volume", {argument: {"references": ["local.x"]}}, {}, {argument: True}).values[argument]
    assert found.references == ()


def test_what_the_provider_fills_in_is_shown(made: Callable[..., Resource]) -> None:
    block = [{"path": "/", "interval": 30, "timeout": 5}]
    written = {"health_check": [{"path": {"constant_value": "/"}}]}
    found = made("aws_lb_target_group", written, {"health_check": block, "slow_start": 0}, {})
    assert found.shown_values()["health_check"] == block
    assert found.shown_values()["slow_start"] == 0
    assert found.values["health_check"] == [{"path": "/"}]


def test_blocks_are_told_apart_by_constants_that_the_provider_rewrites(made: Callable[..., Resource]) -> None:
    one = {"protocol": {"constant_value": "all"}, "description": {"constant_value": "all of it"}}
    other = {"protocol": {"references": ["var.protocol"]}}
    after = [{"protocol": "-1", "description": "all of it"}, {"protocol": "tcp", "description": ""}]
    found = made("aws_security_group", {"ingress": [one, other]}, {"ingress": after}, {}).values["ingress"]
    assert found == [{"protocol": "-1", "description": "all of it"}, {"protocol": "tcp"}]


@pytest.mark.parametrize("reference", ["local.key", "each.value", "each.value.key"])
def test_what_a_plan_does_not_lead_on_from_may_turn_out_to_be_null(
    made: Callable[..., Resource], reference: str
) -> None:
    written = {"kms_key_id": {"references": [reference]}}
    found = made("aws_cloudwatch_log_group", written, {}, {"kms_key_id": True}).values["kms_key_id"]
    assert isinstance(found, Unknown)
    assert not found.not_null


@pytest.mark.parametrize("known", ["path.module", "terraform.workspace", "count.index", "each.key"])
def test_what_every_plan_knows_is_not_null_later(made: Callable[..., Resource], known: str) -> None:
    key = {"address": "aws_kms_key.k", "mode": "managed", "type": "aws_kms_key", "name": "k"}
    change = {"actions": ["create"], "before": None, "after": {}, "after_unknown": {"arn": True}}
    written = {"kms_key_id": {"references": [known, "aws_kms_key.k.arn", "aws_kms_key.k"]}}
    found = made(
        "aws_cloudwatch_log_group", written, {}, {"kms_key_id": True}, changes=[{**key, "change": change}]
    ).values["kms_key_id"]
    assert isinstance(found, Unknown)
    assert found.not_null


@pytest.mark.parametrize("after", [{"enabled_cloudwatch_logs_exports": None}, {}])
def test_an_empty_list_that_the_provider_plans_as_null_is_as_written(
    made: Callable[..., Resource], after: dict[str, Any]
) -> None:
    written: dict[str, Any] = {"enabled_cloudwatch_logs_exports": {"constant_value": []}}
    assert made("aws_rds_cluster", written, after, {}).values["enabled_cloudwatch_logs_exports"] == []
    assert "enabled_cloudwatch_logs_exports" not in made("aws_rds_cluster", {}, after, {}).values


def test_blocks_that_a_plan_lists_as_a_constant_set_what_they_set(made: Callable[..., Resource]) -> None:
    after = [{"from_port": 22, "to_port": 22, "protocol": "tcp", "self": False, "description": "", "cidr_blocks": []}]
    rule = {"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": []}
    found = made("aws_security_group", {"ingress": {"constant_value": [rule]}}, {"ingress": after}, {})
    assert found.values["ingress"] == [{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": []}]
    assert found.filled_in is not None
    assert found.filled_in(("ingress", 0, "self")) is False


def test_what_is_false_in_such_blocks_is_not_set_where_no_constant_says_so(made: Callable[..., Resource]) -> None:
    after = [{"from_port": 22, "self": False}, {"from_port": 23, "self": True}]
    found = made("aws_security_group", {"ingress": {"references": ["var.x"]}}, {"ingress": after}, {})
    assert found.values["ingress"] == [{"from_port": 22}, {"from_port": 23, "self": True}]
    assert found.filled_in is not None
    assert found.filled_in(("ingress", 0, "self")) is False


def test_an_empty_text_that_the_provider_fills_in_is_no_value_in_the_source(terraform: Callable[..., Loaded]) -> None:
    text = 'resource "aws_s3_bucket_lifecycle_configuration" "it" {\n  bucket = "b"\n  rule {\n    id = "a"\n  }\n}\n'
    found = terraform(text, schemas=provider_schema)["aws_s3_bucket_lifecycle_configuration.it"]
    assert found.filled_in is not None
    assert found.filled_in(("rule", 0, "prefix")) is None


def test_what_another_version_computes_is_not_set(made: Callable[..., Resource]) -> None:
    """Since version 6, the provider no longer computes user data; version 5 plans an unknown one."""
    assert "user_data" not in made("aws_instance", {}, {}, {"user_data": True}).values
    updated = made("aws_instance", {}, {}, {"user_data": True}, actions=["update"])
    assert isinstance(updated.values["user_data"], Unknown)


def test_a_list_that_the_provider_made_is_not_set(made: Callable[..., Resource]) -> None:
    names = {"subject_alternative_names": ["example.com"]}
    written = {"subject_alternative_names": {"constant_value": ["example.com"]}}

    omitted = made("aws_acm_certificate", {}, names, {})
    assert "subject_alternative_names" not in omitted.values
    assert omitted.shown_values() == {"lifecycle": omitted.values["lifecycle"], **names}
    assert made("aws_acm_certificate", written, names, {}).values["subject_alternative_names"] == ["example.com"]
    # default tags of the environment
    assert made("aws_s3_bucket", {}, {"tags_all": {"a": "b"}}, {}).values["tags_all"] == {"a": "b"}


@pytest.mark.parametrize("planned", [{"bucket": "", "prefix": None, "enabled": False}, {"enabled": False}])
def test_a_constant_that_the_provider_ignores_is_set(made: Callable[..., Resource], planned: dict[str, Any]) -> None:
    """Without `enabled`, the provider plans no bucket for the logs of a load balancer."""
    expressions = {"access_logs": [{"bucket": {"constant_value": "logs"}, "prefix": {"constant_value": "p"}}]}
    balancer = made("aws_lb", expressions, {"access_logs": [planned]}, {})
    assert balancer.values["access_logs"] == [{"bucket": "logs", "prefix": "p"}]

    none = [{"bucket": {"references": ["var.x"]}, "prefix": {"constant_value": None}}]
    assert made("aws_lb", {"access_logs": none}, {"access_logs": [planned]}, {}).values["access_logs"][0].keys() <= {
        "bucket"
    }


def test_no_secret_is_read_from_expressions(made: Callable[..., Resource]) -> None:
    replica = made("aws_db_instance", {"password": {"constant_value": "hunter2"}}, {"password": None}, {})
    assert "password" not in replica.values


@pytest.mark.parametrize(
    "text",
    ["${null}", "a${upper(null)}", "%{ if true }x%{ endif }", '${[for x in ["a"] : x][0]}', "$${not.a.template}"],
)
def test_a_template_of_json_syntax_is_no_constant(made: Callable[..., Resource], text: str) -> None:
    """Terraform records it as it stands in the file, and calls it constant."""
    queue = made("aws_sqs_queue", {"kms_master_key_id": {"constant_value": text}}, {"kms_master_key_id": None}, {})
    assert "kms_master_key_id" not in queue.values
    later = made("aws_sqs_queue", {"name": {"constant_value": text}}, {}, {"name": True})
    assert isinstance(later.values["name"], Unknown)


def test_what_has_references_is_no_constant(made: Callable[..., Resource]) -> None:
    written = {
        "bucket": {"constant_value": "${aws_s3_bucket.b.id}", "references": ["aws_s3_bucket.b.id", "aws_s3_bucket.b"]}
    }
    assert isinstance(made("aws_s3_bucket_versioning", written, {}, {"bucket": True}).values["bucket"], Unknown)
    tags = {"tags": {"constant_value": {"A": "${local.a}"}, "references": ["local.a"]}}
    assert isinstance(made("aws_s3_bucket", tags, {}, {"tags": True}).values["tags"], Unknown)
    block = {"versioning_configuration": [{"status": {"constant_value": "${var.x}", "references": ["var.x"]}}]}
    found = made("aws_s3_bucket_versioning", block, {}, {"versioning_configuration": [{"status": True}]})
    assert isinstance(found.values["versioning_configuration"][0]["status"], Unknown)


@pytest.mark.parametrize("text", ["${VAR}", "arn:aws:s3:::x/${aws:username}/*", "%{host}", "${a.b}-${1 + 1}"])
def test_an_escaped_template_of_native_syntax_is_a_constant(made: Callable[..., Resource], text: str) -> None:
    """In JSON syntax, Terraform would have listed the references, or refused it."""
    queue = made("aws_sqs_queue", {"kms_master_key_id": {"constant_value": text}}, {"kms_master_key_id": None}, {})
    assert queue.values["kms_master_key_id"] == text


def test_constants_of_other_blocks_in_json_syntax(document: Document) -> None:
    text = json.loads(plan("aws_s3_bucket", {}, {}, {}))
    text["configuration"]["provider_config"] = {
        "aws": {"name": "aws", "expressions": {"region": {"constant_value": '${lower("EU-WEST-1")}'}}}
    }
    text["configuration"]["root_module"]["outputs"] = {
        "a": {"expression": {"constant_value": "${aws_s3_bucket.it.arn}", "references": ["aws_s3_bucket.it.arn"]}},
        "b": {"expression": {"constant_value": '${upper("a")}'}},
        "c": {"expression": {"constant_value": "plain"}},
    }
    text["configuration"]["root_module"]["module_calls"] = {
        "m": {"source": "./m", "expressions": {"who": {"constant_value": "${!true}"}}, "module": {}}
    }
    loaded = document(json.dumps(text), schemas=provider_schema)
    found = {item.address: item for item in loaded.project.resources}
    assert isinstance(found["provider.aws"].values["region"], Unknown)
    bucket = found["aws_s3_bucket.it"]
    assert bucket.region is not None
    assert isinstance(bucket.region(), Unknown)
    assert isinstance(found["module.m"].values["who"], Unknown)
    assert isinstance(found["output.a"].values["value"], Unknown)
    assert isinstance(found["output.b"].values["value"], Unknown)
    assert found["output.c"].values["value"] == "plain"


def days(variables: dict[str, Any], references: list[str], value: int) -> dict[str, Any]:
    """The plan of a log group whose retention is given by references."""
    written = {"name": {"constant_value": "g"}, "retention_in_days": {"references": references}}
    text: dict[str, Any] = json.loads(
        plan("aws_cloudwatch_log_group", written, {"name": "g", "retention_in_days": value}, {}, variables=variables)
    )
    return text


def test_the_default_of_an_argument_whose_variable_is_null_may_not_be_written(document: Document) -> None:
    """`var.days` is null: the provider fills in 0. `coalesce(var.days, 0)` looks the same in a plan."""
    text = days({"days": {"value": None}}, ["var.days"], 0)
    group = document(json.dumps(text), schemas=provider_schema)["aws_cloudwatch_log_group.it"]
    found = group.values["retention_in_days"]
    assert isinstance(found, Alternatives)
    assert found.values == [0, None]
    assert group.filled_in is not None
    assert group.filled_in(("retention_in_days",)) == 0


@pytest.mark.parametrize(
    ("variables", "references"),
    [
        ({"days": {"value": None}, "other": {"value": 0}}, ["var.days", "var.other"]),
        ({"days": {"value": 7}}, ["var.days", "local.x"]),
        ({"days": {"value": {"a": None}}}, ["var.days.a", "var.days"]),
        ({}, ["each.value"]),
        ({}, ["local.days"]),
    ],
)
def test_a_default_may_be_that_of_a_null(document: Document, variables: dict[str, Any], references: list[str]) -> None:
    loaded = document(json.dumps(days(variables, references, 0)), schemas=provider_schema)
    assert isinstance(loaded["aws_cloudwatch_log_group.it"].values["retention_in_days"], Alternatives)


def test_a_null_argument_of_a_module_call_leads_to_the_default(document: Document) -> None:
    text = days({}, ["var.days"], 0)
    text["resource_changes"][0] |= {"address": "module.m.aws_cloudwatch_log_group.it", "module_address": "module.m"}
    inner = {**text["configuration"]["root_module"], "variables": {"days": {"default": None}}}
    for argument, certain in [
        (None, False),
        ({"constant_value": None}, False),
        ({"constant_value": 0}, True),
        ({}, False),
    ]:
        call = {"source": "./m", "expressions": {} if argument is None else {"days": argument}, "module": inner}
        text["configuration"] = {"root_module": {"module_calls": {"m": call}}}
        loaded = document(json.dumps(text), schemas=provider_schema)
        found = loaded["module.m.aws_cloudwatch_log_group.it"].values["retention_in_days"]
        assert (found == 0) is certain, argument


@pytest.mark.parametrize(
    ("variables", "references", "value"),
    [
        ({"days": {"value": 0}}, ["var.days"], 0),
        ({"days": {"value": None}}, ["var.days"], 30),  # not the default
        ({}, ["local.x"], 30),
    ],
)
def test_a_value_that_may_be_given_is_as_planned(
    document: Document, variables: dict[str, Any], references: list[str], value: int
) -> None:
    text = days(variables, references, value)
    found = document(json.dumps(text), schemas=provider_schema)["aws_cloudwatch_log_group.it"]
    assert found.values["retention_in_days"] == value
