"""What rules see of a plan."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riveter import provider_schema
from riveter.core.values import PartialText, Unknown, decode_json
from riveter.resource import Reference
from riveter.terraform.project import LoadOptions, load
from tests.terraform.conftest import Loaded
from tests.terraform.plans.conftest import FIXTURES, Read

Document = Callable[..., Loaded]


def test_every_instance_of_a_plan_is_a_resource(alone: Read) -> None:
    loaded = alone("create", "plan.json")
    assert loaded.problems() == []
    assert loaded.addresses("aws_s3_bucket") == [
        'module.bucket["logs"].aws_s3_bucket.this',
        'module.bucket["raw"].aws_s3_bucket.this',
    ]
    assert loaded.addresses("aws_iam_role") == ["aws_iam_role.job[0]", "aws_iam_role.job[1]"]
    bucket = loaded['module.bucket["raw"].aws_s3_bucket.this']
    assert (bucket.type, bucket.name, bucket.module, bucket.provider) == (
        "aws_s3_bucket",
        "this",
        'module.bucket["raw"]',
        "aws",
    )
    assert loaded.project.files == 1


def test_nested_blocks_have_the_keys_they_have_in_configuration(alone: Read) -> None:
    loaded = alone("create", "plan.json")
    address = 'module.bucket["raw"].aws_s3_bucket_lifecycle_configuration.this'
    assert loaded.value(address, "rule.0.expiration.0.days") == 400
    assert loaded.value(address, "rule.0.status") == "Enabled"
    encryption = 'module.bucket["raw"].aws_s3_bucket_server_side_encryption_configuration.this'
    assert loaded.value(encryption, "rule.0.apply_server_side_encryption_by_default.0.sse_algorithm") == "aws:kms"
    ports = [match.value for match in loaded["aws_security_group.web"].get("ingress.*.from_port")]
    assert ports == [443, 8443]


def test_what_is_not_set_is_absent(alone: Read) -> None:
    database = alone("create", "plan.json")["aws_db_instance.main"].values
    assert "deletion_protection" not in database  # null in the plan
    assert "restore_to_point_in_time" not in database  # no such block: an empty list in the plan
    assert database["publicly_accessible"] is False  # the provider's default is a value


def test_empty_values_that_the_provider_fills_in_are_absent(alone: Read) -> None:
    rule = alone("create", "plan.json")["aws_security_group.web"].values["ingress"][0]
    assert sorted(rule) == ["cidr_blocks", "from_port", "protocol", "self", "to_port"]


def test_what_the_provider_sets_is_unknown_until_it_is_applied(alone: Read) -> None:
    value = alone("create", "plan.json").value("aws_kms_key.data", "arn")
    assert isinstance(value, Unknown)
    assert value.reason == "aws_kms_key.data.arn is known only after apply"
    assert value.kind == "computed_attribute"
    assert value.references == ("aws_kms_key.data",)
    assert value.not_null


def test_an_argument_that_is_known_after_apply_is_set_and_may_hold_any_text(alone: Read) -> None:
    loaded = alone("create", "plan.json")
    key = loaded.value("aws_db_instance.main", "kms_key_id")
    assert isinstance(key, Unknown)
    assert key.not_null
    assert key.references == ("aws_kms_key.data",)
    policy = loaded.value("aws_s3_bucket_policy.raw", "policy")
    assert not policy.opaque


def test_an_attribute_that_nobody_sets_may_stay_null(alone: Read) -> None:
    value = alone("create", "plan.json").value("aws_db_instance.main", "monitoring_role_arn")
    assert isinstance(value, Unknown)
    assert not value.not_null


def test_what_nobody_writes_down_is_an_identifier_unless_it_may_hold_more(alone: Read) -> None:
    bucket = alone("create", "plan.json")['module.bucket["raw"].aws_s3_bucket.this'].values
    assert bucket["acl"].opaque
    assert not bucket["logging"].opaque  # a list of blocks


def test_blocks_that_a_dynamic_block_may_make_are_not_taken_for_identifiers(document: Document) -> None:
    change = {
        "actions": ["create"],
        "after": {"rule": [{"days": None}]},
        "after_unknown": {"rule": [{"days": True}], "ingress": True, "tag": True},
        "after_sensitive": {"rule": [{}], "ingress": []},
    }
    written = {"expressions": {"name": {"constant_value": "n"}}, "type": "aws_x", "name": "a"}
    plan = {
        "format_version": "1.2",
        "resource_changes": [_change("aws_x.a", change)],
        "configuration": {"root_module": {"resources": [written]}},
    }
    values = document(json.dumps(plan))["aws_x.a"].values
    assert not values["ingress"].opaque
    assert not values["rule"][0]["days"].opaque
    assert values["tag"].opaque


def test_sensitive_values_are_known_as_such(alone: Read) -> None:
    origin = alone("create", "plan.json")["aws_db_instance.main"].origin
    assert origin.sensitive(("password",))
    assert origin.sensitive(())
    assert not origin.sensitive(("username",))


def test_what_the_schema_calls_sensitive_is_so_without_a_mark_in_the_plan(document: Document) -> None:
    change = {"actions": ["create"], "after": {"password": "x", "engine": "mysql"}}
    plan = {"format_version": "1.2", "resource_changes": [_change("aws_db_instance.a", change)]}
    loaded = document(json.dumps(plan), schemas=provider_schema)
    assert loaded["aws_db_instance.a"].origin.sensitive(("password",))
    assert not loaded["aws_db_instance.a"].origin.sensitive(("engine",))


def _change(address: str, change: dict[str, Any], **more: Any) -> dict[str, Any]:
    type, _, name = address.rpartition("module.")[2].rpartition(".")
    return {"address": address, "mode": "managed", "type": type, "name": name, "change": change, **more}


# --- changes -------------------------------------------------------------------------------------


def test_change_actions_are_read_and_what_will_be_gone_is_left_out(alone: Read) -> None:
    loaded = alone("change", "plan.json")
    assert {address: list(resource.change_actions) for address, resource in loaded.by_address.items()} == {
        "aws_sns_topic.kept": ["no-op"],
        "aws_sns_topic.updated": ["update"],
        "aws_sns_topic.replaced": ["delete", "create"],
        "aws_sns_topic_subscription.updated": ["create"],
        "aws_sns_topic_subscription.replaced": ["create"],
        "aws_sqs_queue.counted[0]": ["no-op"],
        "provider.aws": [],
    }
    assert loaded.value("aws_sns_topic.replaced", "__change_actions__.0") == "delete"


def test_values_are_those_after_the_change(alone: Read) -> None:
    loaded = alone("change", "plan.json")
    assert loaded.value("aws_sns_topic.updated", "display_name") == "After"
    assert loaded.value("aws_sns_topic.replaced", "name") == "new-name"
    assert isinstance(loaded.value("aws_sns_topic.replaced", "arn"), Unknown)
    assert loaded.value("aws_sns_topic.kept", "arn") == "arn:aws:sns:eu-west-1:123456789012:kept"


def test_a_refresh_only_plan_shows_what_is_there(alone: Read) -> None:
    loaded = alone("change", "refresh-only.json")
    assert "aws_sns_topic.deleted" in loaded.by_address
    assert loaded.value("aws_sqs_queue.counted[1]", "name") == "queue-1"


def test_a_resource_that_a_targeted_plan_leaves_out_is_read_from_the_planned_values(document: Document) -> None:
    planned = {"address": "aws_x.b", "mode": "managed", "type": "aws_x", "name": "b", "values": {"size": 2}}
    plan = {
        "format_version": "1.2",
        "planned_values": {"root_module": {"child_modules": [{"address": "module.m", "resources": [planned]}]}},
        "resource_changes": [_change("aws_x.a", {"actions": ["create"], "after": {"size": 1}})],
    }
    loaded = document(json.dumps(plan))
    assert [(resource.address, resource.values["size"]) for resource in loaded.project.resources] == [
        ("aws_x.a", 1),
        ("aws_x.b", 2),
    ]
    assert loaded["aws_x.b"].module == "module.m"


def test_deposed_objects_are_left_out(document: Document) -> None:
    change = {"actions": ["delete"], "before": {"size": 1}, "after": None}
    kept = {"actions": ["update"], "after": {"size": 2}}
    changes = [_change("aws_x.a", change, deposed="4f4a4f4a"), _change("aws_x.a", kept)]
    loaded = document(json.dumps({"format_version": "1.2", "resource_changes": changes}))
    assert [resource.values["size"] for resource in loaded.project.resources] == [2]


def test_data_sources_are_read_from_the_prior_state_and_the_changes(alone: Read) -> None:
    loaded = alone("create", "plan.json")
    assert loaded.addresses("data.aws_iam_policy_document") == [
        "data.aws_iam_policy_document.raw",
        "data.aws_iam_policy_document.assume",
    ]
    read: Any = decode_json(loaded.value("data.aws_iam_policy_document.assume", "json"))
    assert read["Statement"][0]["Principal"] == {"Service": "lambda.amazonaws.com"}
    later = loaded.value("data.aws_iam_policy_document.raw", "json")
    assert isinstance(later, Unknown)
    assert later.kind == "data_source"


# --- references ----------------------------------------------------------------------------------


def test_references_lead_to_instances_through_modules(alone: Read) -> None:
    loaded = alone("create", "plan.json")
    raw = 'module.bucket["raw"].aws_s3_bucket.this'
    assert loaded["aws_s3_bucket_policy.raw"].references == (
        Reference("bucket", raw, "id"),
        Reference("policy", "data.aws_iam_policy_document.raw", "json"),
    )
    encryption = loaded['module.bucket["raw"].aws_s3_bucket_server_side_encryption_configuration.this']
    assert encryption.references == (
        Reference("bucket", raw, "id"),
        Reference("rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id", "aws_kms_key.data", "arn"),
    )


def test_a_reference_by_count_index_leads_to_the_instance_of_the_same_index(alone: Read) -> None:
    loaded = alone("create", "plan.json")
    assert loaded["aws_iam_role_policy_attachment.job[1]"].references == (Reference("role", "aws_iam_role.job[1]"),)


def test_a_reference_through_a_local_is_known_where_the_configuration_is(beside_source: Read) -> None:
    loaded = beside_source("create", "plan.json")
    assert loaded["aws_sns_topic.alerts"].references == (Reference("kms_master_key_id", "aws_kms_key.data", "id"),)


def test_references_of_a_plan_that_lie_to_each_other_end(document: Document) -> None:
    call: dict[str, Any] = {"expressions": {"x": {"references": ["module.a.x"]}}, "module": {}}
    inner = {"x": {"references": ["var.x"]}}
    call["module"] = {
        "outputs": {"x": {"expression": {"references": ["var.x"]}}},
        "resources": [{"mode": "managed", "type": "aws_x", "name": "b", "expressions": inner}],
    }
    plan = {
        "format_version": "1.2",
        "resource_changes": [
            _change("aws_x.b", {"actions": ["create"], "after": {"x": "1"}}, module_address="module.a"),
        ],
        "configuration": {"root_module": {"module_calls": {"a": call}}},
    }
    assert document(json.dumps(plan))["aws_x.b"].references == ()


# --- source --------------------------------------------------------------------------------------


def test_a_resource_leads_back_to_its_block(beside_source: Read) -> None:
    loaded = beside_source("create", "plan.json")
    assert str(loaded["aws_kms_key.data"].span) == "main.tf:9:1"
    assert str(loaded['module.bucket["raw"].aws_s3_bucket.this'].span) == "modules/bucket/main.tf:5:1"


def test_a_value_leads_back_to_where_it_is_written(beside_source: Read) -> None:
    loaded = beside_source("create", "plan.json")
    lifecycle = loaded['module.bucket["raw"].aws_s3_bucket_lifecycle_configuration.this']
    path = ("rule", 0, "expiration", 0, "days")
    assert str(lifecycle.origin.locate(path)) == "modules/bucket/main.tf:26:14"
    steps = [(step.what, str(step.span)) for step in lifecycle.origin.provenance(path)]
    assert steps[0] == ("module.bucket argument keep_days", "main.tf:20:15")


def test_a_variable_leads_to_its_default_or_to_the_file_that_sets_it(beside_source: Read) -> None:
    origin = beside_source("create", "plan.json")["aws_kms_key.data"].origin
    rotation = [(step.what, str(step.span), step.words) for step in origin.provenance(("enable_key_rotation",))]
    assert rotation == [("var.rotate", "variables.tf:3:13", "default")]
    stage = [(step.what, str(step.span)) for step in origin.provenance(("tags", "stage"))]
    assert stage == [("local.tags", "main.tf:6:35"), ("var.stage", "terraform.tfvars:1:12")]


def test_a_variable_that_was_set_otherwise_when_planned_has_that_value(tmp_path: Path, beside_source: Read) -> None:
    loaded = beside_source("create", "plan.json")
    (loaded.root / "terraform.tfvars").write_text('stage = "dev"\npassword = "x"\n')
    loaded = Loaded(load(["plan.json"], LoadOptions()), loaded.root)
    assert loaded.value("aws_kms_key.data", "tags.stage") == "prod"
    steps = [(step.what, step.words) for step in loaded["aws_kms_key.data"].origin.provenance(("tags", "stage"))]
    assert ("var.stage", "set when it was planned") in steps


def test_an_attribute_only_the_provider_sets_is_located_at_the_block(beside_source: Read) -> None:
    origin = beside_source("create", "plan.json")["aws_kms_key.data"].origin
    assert str(origin.locate(("is_enabled",))) == "main.tf:9:1"


def test_the_configuration_says_what_a_plan_does_not_know(beside_source: Read) -> None:
    loaded = beside_source("create", "plan.json")
    policy = loaded.value("aws_s3_bucket_policy.raw", "policy")
    assert isinstance(policy, PartialText)
    decoded: Any = decode_json(policy)
    statement = decoded["Statement"][0]
    assert (statement["Effect"], statement["Action"], statement["Principal"]) == ("Deny", "s3:*", "*")
    assert loaded.value("aws_db_instance.main", "kms_key_id").kind == "computed_attribute"


def test_meta_arguments_come_from_the_configuration(beside_source: Read) -> None:
    loaded = beside_source("create", "plan.json")
    assert loaded.value("aws_db_instance.main", "lifecycle.0.prevent_destroy") is True
    assert loaded.value("aws_sns_topic.alerts", "provider") == "aws.replica"


def test_without_configuration_lifecycle_is_unknown_but_hides_nothing(alone: Read) -> None:
    loaded = alone("create", "plan.json")
    assert isinstance(loaded.value("aws_db_instance.main", "lifecycle.prevent_destroy"), Unknown)
    assert loaded["aws_kms_key.data"].get("**.prevent_destroy") == []


def test_other_blocks_are_those_of_the_configuration(beside_source: Read) -> None:
    loaded = beside_source("create", "plan.json")
    assert loaded.addresses("module") == ['module.bucket["logs"]', 'module.bucket["raw"]']
    assert loaded.addresses("provider") == ["provider.aws", "provider.aws"]


def test_the_alias_of_the_provider_is_known_without_the_configuration(alone: Read) -> None:
    assert alone("create", "plan.json").value("aws_sns_topic.alerts", "provider") == "aws.replica"


def test_without_configuration_everything_is_located_in_the_document(alone: Read) -> None:
    resource = alone("create", "plan.json")["aws_kms_key.data"]
    assert str(resource.span) == "plan.json:1:1"
    assert str(resource.origin.locate(("tags",))) == "plan.json:1:1"
    assert resource.origin.provenance(("tags",)) == ()


def test_the_configuration_may_be_in_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "plan.json").write_bytes((FIXTURES / "change" / "plan.json").read_bytes())
    (tmp_path / "main.tf").write_bytes((FIXTURES / "change" / "main.tf").read_bytes())
    monkeypatch.chdir(tmp_path)
    loaded = Loaded(load(["out/plan.json"]), tmp_path)
    assert str(loaded["aws_sns_topic.updated"].span) == "main.tf:5:1"


def test_another_configuration_beside_a_plan_is_not_taken_for_its_source(alone: Read, tmp_path: Path) -> None:
    other = 'resource "aws_kms_key" "data" {}\nresource "aws_x" "y" {}\n'
    (tmp_path / "main.tf").write_text(other)
    loaded = alone("create", "plan.json")
    assert str(loaded["aws_kms_key.data"].span) == "plan.json:1:1"


def test_broken_configuration_beside_a_plan_is_no_error_of_the_plan(beside_source: Read) -> None:
    loaded = beside_source("change", "plan.json")
    (loaded.root / "broken.tf").write_text('resource "aws_x" {')
    loaded = Loaded(load(["plan.json"]), loaded.root)
    assert loaded.problems() == []
    assert str(loaded["aws_sns_topic.updated"].span) == "main.tf:5:1"


def test_installed_modules_are_followed(beside_source: Read) -> None:
    loaded = beside_source("create", "plan.json")
    root = loaded.root
    (root / "modules" / "bucket").rename(root / "installed")
    main = (root / "main.tf").read_text().replace("./modules/bucket", "example/bucket/aws")
    (root / "main.tf").write_text(main)
    manifest = root / ".terraform" / "modules" / "modules.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(json.dumps({"Modules": [{"Key": "bucket", "Source": "x", "Dir": "installed"}]}))
    loaded = Loaded(load(["plan.json"]), root)
    assert str(loaded['module.bucket["raw"].aws_s3_bucket.this'].span) == "installed/main.tf:5:1"


def test_comments_of_the_source_are_at_hand_for_suppressions(beside_source: Read) -> None:
    loaded = beside_source("change", "plan.json")
    path = loaded.root / "main.tf"
    path.write_text("# riveter:ignore x\n" + path.read_text())
    loaded = Loaded(load(["plan.json"]), loaded.root)
    assert [comment.text for comment in loaded.project.comments("main.tf")] == ["# riveter:ignore x"]
    assert loaded.project.source("main.tf") is not None


SET_OF_BLOCKS = """
resource "aws_network_acl" "a" {
  vpc_id = "vpc-1"
  ingress {
    rule_no    = 200
    protocol   = "tcp"
    cidr_block = aws_vpc.v.cidr_block
  }
  ingress {
    rule_no    = 100
    protocol   = "tcp"
    cidr_block = "0.0.0.0/0"
  }
}
resource "aws_vpc" "v" {}
"""


def test_blocks_of_a_set_are_found_by_their_content(document: Document, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(SET_OF_BLOCKS.lstrip())
    after = {"vpc_id": "vpc-1", "ingress": [{"rule_no": 100, "cidr_block": "0.0.0.0/0"}, {"rule_no": 200}]}
    unknown = {"ingress": [{}, {"cidr_block": True}]}
    change = {"actions": ["create"], "after": after, "after_unknown": unknown}
    loaded = document(json.dumps({"format_version": "1.2", "resource_changes": [_change("aws_network_acl.a", change)]}))
    origin = loaded["aws_network_acl.a"].origin
    assert str(origin.locate(("ingress", 0, "cidr_block"))) == "main.tf:11:18"
    assert str(origin.locate(("ingress", 1, "cidr_block"))) == "main.tf:6:18"
    assert loaded.value("aws_network_acl.a", "ingress.1.cidr_block").references == ("aws_vpc.v",)


def test_plans_for_two_environments_are_kept_apart(beside_source: Read) -> None:
    loaded = beside_source("create", "plan.json")
    (loaded.root / "other.json").write_bytes((loaded.root / "plan.json").read_bytes())
    project = load(["plan.json", "other.json"])
    assert len({resource.root for resource in project.resources}) == 2
    project = load(["plan.json", "."])
    keys = {resource.root for resource in project.resources if resource.address == "aws_kms_key.data"}
    assert len(keys) == 2


SURELY_SET = {
    "aws_ebs_volume.set",
    "aws_ebs_volume.set_by_try",
    "aws_ebs_volume.through_an_output",
    "module.with.aws_ebs_volume.v",
}


NOT_WRITTEN = {"aws_ebs_volume.nothing", "aws_ebs_volume.null"}
NULL_IN_THE_END = {
    "aws_ebs_volume.condition",
    "aws_ebs_volume.local",
    "aws_ebs_volume.splat",
    "aws_ebs_volume.try",
    "aws_ebs_volume.variable",
    "module.without.aws_ebs_volume.v",
}


@pytest.mark.parametrize("schemas", [None, provider_schema], ids=["without schemas", "with schemas"])
def test_what_is_written_down_may_be_null_all_the_same(
    alone: Read, beside_source: Read, schemas: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for read, left_out in ((alone, NOT_WRITTEN), (beside_source, NOT_WRITTEN | NULL_IN_THE_END)):
        loaded = read("unset", "plan.json", schemas=schemas)
        found = {address: loaded[address].values.get("kms_key_id") for address in loaded.addresses("aws_ebs_volume")}
        assert len(found) == 12
        assert {address for address, value in found.items() if value is not None and value.not_null} == SURELY_SET
        # that the provider may set it by itself, only the schema tells
        assert {address for address, value in found.items() if value is None} == (left_out if schemas else set())


def test_null_is_not_set(alone: Read) -> None:
    assert not alone("unset", "plan.json")["aws_default_security_group.null"].values["ingress"].not_null


def test_user_data_of_which_the_plan_has_a_checksum_is_what_the_configuration_says(
    alone: Read, beside_source: Read
) -> None:
    assert alone("unset", "plan.json").value("aws_instance.script", "user_data") == "#!/bin/sh\necho ready\n"
    assert beside_source("unset", "plan.json").value("aws_instance.script", "user_data") == "#!/bin/sh\necho ready\n"


SHAPES = {
    "terraform_data.counted[0]": "no-op",
    "terraform_data.counted[1]": "no-op",
    "terraform_data.dependent": "create",
    "terraform_data.imported": "no-op",
    "terraform_data.new": "no-op",
    "terraform_data.replaced": "create, delete",
    "terraform_data.secret": "no-op",
    "terraform_data.updated": "update",
    **{f'module.m[{i}].terraform_data.in["{key}"]': "no-op" for i in (0, 1) for key in ("a", "b.c", 'd\\"e')},
}


def test_moved_imported_and_replaced_instances_are_there_and_those_deleted_are_not(beside_source: Read) -> None:
    loaded = beside_source("shapes", "plan.json")
    assert {
        address: ", ".join(loaded[address].change_actions) for address in loaded.addresses("terraform_data")
    } == SHAPES
    assert loaded.value("terraform_data.new", "input") == "moved"
    assert loaded.value('module.m[1].terraform_data.in["b.c"]', "input") == "1-b.c"
    spans = {address: loaded[address].span for address in SHAPES}
    assert {span.file for span in spans.values() if span is not None} == {"main.tf", "m/main.tf"}
    assert isinstance(loaded["terraform_data.dependent"].values["input"], Unknown)
    origin = loaded["terraform_data.secret"].origin
    assert [origin.sensitive(path) for path in (("input", "p"), ("input", "q", 1), ("input", "q", 0))] == [
        True,
        True,
        False,
    ]


def test_a_plan_that_destroys_everything_holds_nothing(alone: Read) -> None:
    loaded = alone("shapes", "destroy.json")
    assert loaded.addresses() == []
    assert loaded.problems() == []
