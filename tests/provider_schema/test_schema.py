"""`TypeSchema` and the questions the evaluator asks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from riveter import provider_schema
from riveter.provider_schema import AttributeSchema, BlockSchema, TypeSchema, lookup


def schema(name: str) -> TypeSchema:
    found = lookup(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "path",
    [
        "rule.transition.days",
        "rule.0.transition.1.days",
        "rule.*.transition.-1.days",
        ["rule", 0, "transition", 1, "days"],
        ("rule", "transition", "days"),
    ],
)
def test_indexes_and_wildcards_in_paths_say_nothing(path: str | list[str | int] | tuple[str, ...]) -> None:
    attribute = schema("aws_s3_bucket_lifecycle_configuration").attribute(path)

    assert attribute == AttributeSchema("days", "number", optional=True, computed=True)


@pytest.mark.parametrize("path", ["", "nothing", "rule.nothing", "rule.id.deeper", "nothing.at.all", "rule"])
def test_no_attribute_at_other_paths(path: str) -> None:
    assert schema("aws_s3_bucket_lifecycle_configuration").attribute(path) is None


def test_a_block_is_no_attribute_and_the_other_way_round() -> None:
    lifecycle = schema("aws_s3_bucket_lifecycle_configuration")

    assert lifecycle.block("rule") is not None
    assert lifecycle.block("bucket") is None


def test_an_object_may_be_written_as_blocks() -> None:
    ingress = schema("aws_security_group").attribute("ingress")

    assert ingress is not None
    assert ingress.as_blocks
    assert ingress.nesting == "set"


def test_a_recursive_block_has_its_members_at_any_depth() -> None:
    statement = "rule.statement" + ".not_statement.statement" * 6

    assert schema("aws_wafv2_web_acl").block(f"{statement}.geo_match_statement") is not None
    assert schema("aws_wafv2_web_acl").block(f"{statement}.geo_match") is None


def test_the_members_of_a_place() -> None:
    place = schema("aws_s3_bucket_versioning").place("versioning_configuration")

    assert place is not None
    assert place.names() == ["mfa_delete", "status"]
    assert [type(member) for member in place.members()] == [AttributeSchema, AttributeSchema]


def test_block_names() -> None:
    assert provider_schema.block_names("aws_kms_key") == frozenset({"timeouts"})
    assert schema("aws_s3_bucket_lifecycle_configuration").block_names("rule.0.filter") == {"and", "tag"}
    assert provider_schema.block_names("aws_nothing") is None
    assert provider_schema.block_names("custom_thing") is None


def test_sensitive_paths_have_no_indexes() -> None:
    assert ("auth_parameters", "basic", "password") in provider_schema.sensitive_paths(
        "aws_cloudwatch_event_connection"
    )
    assert provider_schema.sensitive_paths("aws_lambda_function") == frozenset()
    assert provider_schema.sensitive_paths("custom_thing") == frozenset()


@pytest.mark.parametrize(
    ("type", "path", "sensitive"),
    [
        ("aws_db_instance", "password", True),
        ("aws_db_instance", "engine", False),
        ("aws_mq_broker", ("user", 0, "password"), True),
        ("aws_mq_broker", ("user", 0), True),  # the whole block holds the password
        ("aws_mq_broker", ("user", 0, "username"), False),
        ("kubernetes_secret", ("data", "tls.key"), True),
        ("aws_instance", ("tags", "password"), False),
        ("aws_instance", ("nothing", "at", "all"), False),
    ],
)
def test_a_value_is_sensitive_with_what_it_is_part_of(
    type: str, path: str | tuple[str | int, ...], sensitive: bool
) -> None:
    assert schema(type).is_sensitive(path) is sensitive


def test_attribute_answers_for_the_top_level() -> None:
    assert provider_schema.attribute("aws_s3_bucket", "bucket") == AttributeSchema(
        "bucket", "string", optional=True, computed=True
    )
    assert provider_schema.attribute("aws_s3_bucket", "lifecycle_rule") is None
    assert provider_schema.attribute("custom_thing", "name") is None


def test_what_is_computed_only() -> None:
    bucket = schema("aws_s3_bucket")

    assert [
        name for name in ("arn", "bucket", "tags") if (found := bucket.attribute(name)) and found.computed_only
    ] == ["arn"]


def test_opaque_blocks_are_told() -> None:
    assert schema("aws_quicksight_dashboard").block("definition") == BlockSchema(
        "definition", "list", 0, 1, opaque=True
    )


@pytest.mark.parametrize(
    ("type", "provider"),
    [
        ("aws_s3_bucket", "aws"),
        ("data.google_project", "google"),
        ("provider.azurerm", "azurerm"),
        ("ephemeral.aws_secretsmanager_secret_version", "aws"),
        ("random", "random"),
    ],
)
def test_the_provider_of_a_type(type: str, provider: str) -> None:
    assert provider_schema.provider_of(type) == provider


def test_there_are_headers_for_known_providers_only() -> None:
    header = provider_schema.provider_header("aws")

    assert header is not None
    assert header.source == "hashicorp/aws"
    assert provider_schema.provider_header("azuread") is None
    assert provider_schema.known_types("azuread") == ()


def test_importing_reads_no_data_and_no_heavy_module() -> None:
    code = (
        "import sys, riveter.provider_schema as p\n"
        "heavy = {'re2', 'yaml', 'jsonschema', 'rich', 'click', 'hcl2', 'difflib'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert p.reader.data_file.cache_info().currsize == 0\n"
        "p.lookup('aws_s3_bucket')\n"
        "assert p.reader.data_file.cache_info().currsize == 1\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
