"""What rules see of a state: raw, and as `terraform show -json` prints it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from riveter import provider_schema
from riveter.resource import Reference
from tests.terraform.conftest import Loaded
from tests.terraform.plans.conftest import Read

Document = Callable[..., Loaded]

BOTH = pytest.mark.parametrize("name", ["terraform.tfstate", "state.json"])


@BOTH
def test_every_instance_of_a_state_is_a_resource(alone: Read, name: str) -> None:
    loaded = alone("applied", name)
    assert loaded.problems() == []
    assert sorted(loaded.by_address) == [
        "aws_iam_role.job",
        "aws_iam_role_policy.job[0]",
        "aws_iam_role_policy.job[1]",
        "aws_s3_bucket_public_access_block.raw",
        "aws_ssm_parameter.token",
        "data.aws_iam_policy_document.assume",
        'module.store["logs"].aws_s3_bucket.this',
        'module.store["logs"].aws_s3_bucket_versioning.this',
        'module.store["raw"].aws_s3_bucket.this',
        'module.store["raw"].aws_s3_bucket_versioning.this',
    ]
    bucket = loaded['module.store["raw"].aws_s3_bucket.this']
    assert (bucket.type, bucket.module, bucket.provider) == ("aws_s3_bucket", 'module.store["raw"]', "aws")
    assert bucket.change_actions == ()
    assert loaded["data.aws_iam_policy_document.assume"].type == "data.aws_iam_policy_document"


@BOTH
def test_values_are_those_that_were_applied(alone: Read, name: str) -> None:
    loaded = alone("applied", name)
    assert loaded.value('module.store["raw"].aws_s3_bucket.this', "arn") == "arn:aws:s3:::acme-raw"
    versioning = 'module.store["raw"].aws_s3_bucket_versioning.this'
    assert loaded.value(versioning, "versioning_configuration.0.status") == "Enabled"
    assert loaded.value("aws_iam_role.job", "assume_role_policy.Statement.0.Action") == ["sts:AssumeRole"]


@BOTH
def test_what_is_not_set_is_absent_but_empty_tags_are_kept(alone: Read, name: str) -> None:
    bucket = alone("applied", name)['module.store["raw"].aws_s3_bucket.this'].values
    assert "logging" not in bucket
    assert "website" not in bucket
    assert "acl" not in bucket
    assert bucket["tags"] == {"Owner": ""}


@BOTH
def test_sensitive_attributes_are_known_as_such(alone: Read, name: str) -> None:
    origin = alone("applied", name)["aws_ssm_parameter.token"].origin
    assert origin.sensitive(("value",))
    assert not origin.sensitive(("description",))


def test_the_schema_adds_what_a_state_does_not_mark(document: Document) -> None:
    loaded = document(json.dumps(_raw("aws_db_instance", {"password": "x", "engine": "y"})), schemas=provider_schema)
    origin = loaded["aws_db_instance.a"].origin
    assert origin.sensitive(("password",))
    assert not origin.sensitive(("engine",))


def _raw(type: str, attributes: dict[str, Any], **more: Any) -> dict[str, Any]:
    instance = {"schema_version": 0, "attributes": attributes, **more}
    provider = 'module.x.provider["registry.terraform.io/hashicorp/aws"].west'
    resource = {"mode": "managed", "type": type, "name": "a", "provider": provider, "instances": [instance]}
    return {
        "version": 4,
        "terraform_version": "1.9.0",
        "serial": 1,
        "lineage": "x",
        "outputs": {},
        "resources": [resource],
    }


def test_sensitive_paths_into_lists_and_maps(document: Document) -> None:
    paths = [
        [{"type": "get_attr", "value": "rule"}, {"type": "index", "value": {"value": 0, "type": "number"}}],
        [{"type": "get_attr", "value": "tags"}, {"type": "index", "value": {"value": "secret", "type": "string"}}],
    ]
    attributes = {"rule": [{"key": "x"}], "tags": {"secret": "y", "open": "z"}, "name": "n"}
    origin = document(json.dumps(_raw("aws_x", attributes, sensitive_attributes=paths)))["aws_x.a"].origin
    assert origin.sensitive(("rule", 0, "key"))
    assert origin.sensitive(("tags", "secret"))
    assert not origin.sensitive(("tags", "open"))
    assert not origin.sensitive(("name",))


@pytest.mark.parametrize(
    ("type", "written", "seen"),
    [
        ("kubernetes_manifest", {"value": {"kind": "Pod"}, "type": ["object", {"kind": "string"}]}, {"kind": "Pod"}),
        ("terraform_data", {"value": [1, "x"], "type": ["tuple", ["number", "string"]]}, [1, "x"]),
        ("terraform_data", {"value": "x", "type": "string"}, "x"),
        # no dynamic type
        ("aws_s3_bucket", {"value": "x", "type": "string"}, {"value": "x", "type": "string"}),
        ("x_y", {"value": {}, "type": ["a", "b"]}, {"value": {}, "type": ["a", "b"]}),
        ("x_y", {"value": {}, "type": [["map"], {}]}, {"value": {}, "type": [["map"], {}]}),
        ("x_y", {"value": "x", "type": ["map", "string"], "more": 1}, {"value": "x", "type": ["map", "string"], "more": 1}),
    ],
)  # fmt: skip
def test_a_value_of_a_dynamic_type_is_seen_without_its_type(
    document: Document, type: str, written: Any, seen: Any
) -> None:
    state = json.dumps(_raw(type, {"id": "i", "tags": written}))
    assert document(state)[f"{type}.a"].values["tags"] == seen


def test_the_alias_of_the_provider_is_kept(document: Document) -> None:
    resource = document(json.dumps(_raw("aws_x", {"name": "n"})))["aws_x.a"]
    assert resource.provider == "aws.west"


@BOTH
def test_a_reference_is_the_attribute_that_holds_the_identifier(alone: Read, name: str) -> None:
    loaded = alone("applied", name)
    assert loaded["aws_s3_bucket_public_access_block.raw"].references == (
        Reference("bucket", 'module.store["raw"].aws_s3_bucket.this', "id"),
    )
    assert loaded["aws_iam_role_policy.job[0]"].references == (Reference("role", "aws_iam_role.job", "id"),)


@BOTH
def test_a_dependency_that_no_attribute_names_is_kept(alone: Read, name: str) -> None:
    assert alone("applied", name)["aws_iam_role.job"].references == (
        Reference("depends_on", "data.aws_iam_policy_document.assume"),
    )


@BOTH
def test_a_resource_leads_back_to_its_block(beside_source: Read, name: str) -> None:
    loaded = beside_source("applied", name)
    assert str(loaded['module.store["raw"].aws_s3_bucket.this'].span) == "modules/store/main.tf:3:1"
    versioning = loaded['module.store["raw"].aws_s3_bucket_versioning.this']
    assert str(versioning.origin.locate(("versioning_configuration", 0, "status"))) == "modules/store/main.tf:11:14"
    assert str(loaded["aws_iam_role_policy.job[1]"].span) == "main.tf:30:1"


@BOTH
def test_without_configuration_everything_is_located_in_the_document(alone: Read, name: str) -> None:
    resource = alone("applied", name)["aws_iam_role.job"]
    assert str(resource.span) == f"{name}:1:1"
    assert str(resource.origin.locate(("name",))) == f"{name}:1:1"


def test_deposed_instances_are_left_out(document: Document) -> None:
    state = _raw("aws_x", {"name": "old"}, deposed="1a2b3c4d")
    state["resources"][0]["instances"].append({"attributes": {"name": "new"}})
    assert document(json.dumps(state)).value("aws_x.a", "name") == "new"


def test_instance_keys_are_written_as_terraform_writes_them(document: Document) -> None:
    state = _raw("aws_x", {"name": "n"}, index_key='a"b\\c')
    state["resources"][0]["module"] = 'module.m["x.y"]'
    loaded = document(json.dumps(state))
    assert list(loaded.by_address) == ['module.m["x.y"].aws_x.a["a\\"b\\\\c"]']


def test_a_resource_of_terraform_0_11_is_warned_about(document: Document) -> None:
    state = _raw("aws_x", {})
    state["resources"][0]["instances"] = [{"schema_version": 0, "attributes_flat": {"id": "x"}}]
    problems = document(json.dumps(state)).problems()
    assert len(problems) == 1
    assert problems[0].startswith("warning: Old state of a resource: aws_x.a ")


def test_an_empty_state_holds_nothing_and_is_no_error(document: Document) -> None:
    state = {"version": 4, "terraform_version": "1.9.0", "serial": 1, "lineage": "x", "outputs": {}, "resources": []}
    loaded = document(json.dumps(state), name="terraform.tfstate")
    assert loaded.problems() == []
    assert loaded.project.resources == []
    assert loaded.project.files == 1
