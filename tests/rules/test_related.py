"""`related`: resources connected by reference or by name, in either direction, over several hops."""

from __future__ import annotations

from typing import Any

import pytest

from riveter.core.addresses import base_address
from riveter.core.causes import ComputedAttribute, Stated, UnsetVariable
from riveter.core.paths import unindexed
from riveter.core.values import Hole, PartialText, Unknown
from riveter.engine import run
from riveter.findings import Finding
from riveter.resource import Reference, Resource
from riveter.rules.reading.reader import parse_rules
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.names import is_identity, refers_to
from tests.rules.conftest import make_resource, source


def computed(address: str, attribute: str = "id") -> Unknown:
    return Unknown(ComputedAttribute(address, attribute), not_null=True)


COMPUTED = computed("aws_s3_bucket.b", "arn")
VARIABLE = Unknown(UnsetVariable("x"))
HOW_MANY = Unknown(Stated("for_each depends on var.names"))


def to(key: str, address: str, attribute: str = "id") -> Reference:
    return Reference(key, address, attribute)


def check(rule: str, resources: list[Resource], about: str = "aws_s3_bucket.b") -> Finding:
    loaded = parse_rules(source(rule))
    assert not loaded.diagnostics, loaded.diagnostics
    [finding] = [f for f in run(resources, loaded.rules.rules).findings if f.resource.address == about]
    return finding


def outcome(rule: str, resources: list[Resource], about: str = "aws_s3_bucket.b") -> str:
    return check(rule, resources, about).outcome.value


FLAGS = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
BLOCKED = """
- name: every bucket has a public access block with all four flags
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
      assertions:
""" + "".join(f"        - {{key: {flag}, operator: is_true}}\n" for flag in FLAGS)


def block(name: str = "p", bucket: Any = COMPUTED, *references: Reference, on: bool = True, **more: Any) -> Resource:
    values = {"bucket": bucket, **dict.fromkeys(FLAGS, True), "restrict_public_buckets": on}
    return make_resource(f"aws_s3_bucket_public_access_block.{name}", values, references=references, **more)


def bucket(name: str = "b", **values: Any) -> Resource:
    return make_resource(f"aws_s3_bucket.{name}", values)


def test_a_resource_that_refers_to_this_one_is_related() -> None:
    assert outcome(BLOCKED, [bucket(), block("p", COMPUTED, to("bucket", "aws_s3_bucket.b"))]) == "pass"
    assert outcome(BLOCKED, [bucket(), block("p", COMPUTED, to("bucket", "aws_s3_bucket.b"), on=False)]) == "fail"
    assert outcome(BLOCKED, [bucket()]) == "fail"
    assert (
        outcome(BLOCKED, [bucket(), bucket("other"), block("p", COMPUTED, to("bucket", "aws_s3_bucket.other"))])
        == "fail"
    )
    assert outcome(BLOCKED, [bucket(), block("p", COMPUTED, to("logging", "aws_s3_bucket.b"))]) == "fail"


def test_what_failed_is_told_in_the_related_resource() -> None:
    finding = check(BLOCKED, [bucket(), block("p", COMPUTED, to("bucket", "aws_s3_bucket.b"), on=False)])
    [result] = finding.assertions
    assert result.key == "restrict_public_buckets"
    assert result.message == "is false, expected true (in aws_s3_bucket_public_access_block.p)"
    assert (
        check(BLOCKED, [bucket()]).message == "there is no aws_s3_bucket_public_access_block connected through bucket"
    )


def test_resources_that_share_a_literal_name_are_related() -> None:
    assert outcome(BLOCKED, [bucket(bucket="logs"), block("p", "logs")]) == "pass"
    assert outcome(BLOCKED, [bucket(bucket="logs"), block("p", "other")]) == "fail"
    without_via = BLOCKED.replace(", via: bucket", "")
    assert outcome(without_via, [bucket(bucket="logs"), block("p", "logs")]) == "pass"


def test_a_name_that_is_not_known_on_either_side_leaves_the_verdict_open() -> None:
    assert outcome(BLOCKED, [bucket(bucket="logs"), block("p", VARIABLE)]) == "unknown"
    assert outcome(BLOCKED, [bucket(bucket=VARIABLE), block("p", "logs")]) == "unknown"
    assert outcome(BLOCKED, [bucket(bucket=VARIABLE), block("p", VARIABLE)]) == "unknown"
    prod = PartialText(("prod-", Hole(VARIABLE)))
    assert outcome(BLOCKED, [bucket(bucket="dev-logs"), block("p", prod)]) == "fail"
    assert outcome(BLOCKED, [bucket(bucket="prod-logs"), block("p", prod)]) == "unknown"
    assert outcome(BLOCKED, [bucket(bucket=prod), block("p", "dev-logs")]) == "fail"


def test_a_computed_name_that_refers_to_another_resource_is_not_this_one() -> None:
    other = block("p", COMPUTED, to("bucket", "aws_s3_bucket.other"))
    assert outcome(BLOCKED, [bucket(bucket="logs"), bucket("other"), other]) == "fail"


# --- instances -----------------------------------------------------------------------------------


def test_instances_are_matched_by_their_keys() -> None:
    buckets = [make_resource(f'aws_s3_bucket.b["{key}"]', {}) for key in ("x", "y")]
    blocks = [
        block(f'p["{key}"]', COMPUTED, to("bucket", f'aws_s3_bucket.b["{key}"]'), on=key == "x") for key in ("x", "y")
    ]
    assert outcome(BLOCKED, [*buckets, *blocks], 'aws_s3_bucket.b["x"]') == "pass"
    assert outcome(BLOCKED, [*buckets, *blocks], 'aws_s3_bucket.b["y"]') == "fail"
    assert outcome(BLOCKED, [*buckets, blocks[0]], 'aws_s3_bucket.b["y"]') == "fail"


def test_a_reference_that_leaves_the_instance_open_leaves_the_verdict_open() -> None:
    buckets = [make_resource(f"aws_s3_bucket.b[{i}]", {}) for i in (0, 1)]
    unsure = block("p", COMPUTED, to("bucket", "aws_s3_bucket.b"))
    assert outcome(BLOCKED, [*buckets, unsure], "aws_s3_bucket.b[0]") == "unknown"
    assert outcome(BLOCKED, [buckets[0], unsure], "aws_s3_bucket.b[0]") == "pass"


def test_representatives_of_unknown_instances_are_related_to_each_other() -> None:
    representative = make_resource("aws_s3_bucket.b[*]", {}, existence=HOW_MANY)
    blocks = block("p[*]", COMPUTED, to("bucket", "aws_s3_bucket.b[*]"), existence=HOW_MANY)
    finding = check(BLOCKED, [representative, blocks], "aws_s3_bucket.b[*]")
    assert finding.outcome.value == "unknown"
    assert "would not pass if it exists" in finding.message
    keyed = block("p", COMPUTED, to("bucket", 'aws_s3_bucket.b["x"]'))
    assert outcome(BLOCKED, [representative, keyed], "aws_s3_bucket.b[*]") == "unknown"


def test_a_related_resource_that_may_not_exist_leaves_the_verdict_open() -> None:
    unsure = block("p", COMPUTED, to("bucket", "aws_s3_bucket.b"), existence=HOW_MANY)
    finding = check(BLOCKED, [bucket(), unsure])
    assert finding.outcome.value == "unknown"
    assert finding.assertions[0].unknown_reason == HOW_MANY.reason
    wrong = block("p", COMPUTED, to("bucket", "aws_s3_bucket.b"), existence=HOW_MANY, on=False)
    assert outcome(BLOCKED, [bucket(), wrong]) == "fail"


# --- directions, quantifiers ---------------------------------------------------------------------


def rule(relation: str, rest: str = "", type: str = "aws_s3_bucket") -> str:
    return f"- name: r\n  resource_type: {type}\n  assertions:\n    - related: {relation}\n{rest}"


def test_the_direction_of_the_reference_can_be_asked_for() -> None:
    referring = block("p", COMPUTED, to("bucket", "aws_s3_bucket.b"))
    plain = "{resource_type: aws_s3_bucket_public_access_block, direction: %s}"
    assert outcome(rule(plain % "to_this"), [bucket(), referring]) == "pass"
    assert outcome(rule(plain % "from_this"), [bucket(), referring]) == "fail"
    assert outcome(rule(plain % "any"), [bucket(), referring]) == "pass"
    back = "{resource_type: aws_s3_bucket, direction: %s}"
    about = "aws_s3_bucket_public_access_block.p"
    assert (
        outcome(rule(back % "from_this", type="aws_s3_bucket_public_access_block"), [bucket(), referring], about)
        == "pass"
    )
    assert (
        outcome(rule(back % "to_this", type="aws_s3_bucket_public_access_block"), [bucket(), referring], about)
        == "fail"
    )


@pytest.mark.parametrize(
    ("quantifier", "expected"),
    [
        ("any", "pass"),
        ("all", "fail"),
        ("none", "fail"),
        ("{at_least: 1}", "pass"),
        ("{at_least: 2}", "fail"),
        ("{at_most: 1}", "pass"),
        ("{at_most: 0}", "fail"),
    ],
)
def test_a_quantifier_says_how_many_related_resources_must_satisfy(quantifier: str, expected: str) -> None:
    rest = f"      quantifier: {quantifier}\n      assertions:\n        - {{key: restrict_public_buckets, operator: is_true}}\n"
    resources = [
        bucket(),
        block("p", COMPUTED, to("bucket", "aws_s3_bucket.b")),
        block("q", COMPUTED, to("bucket", "aws_s3_bucket.b"), on=False),
    ]
    assert outcome(rule("{resource_type: aws_s3_bucket_public_access_block}", rest), resources) == expected


def test_where_selects_among_the_related_resources() -> None:
    rest = """      where: [{key: __name__, operator: equals, value: q}]
      quantifier: all
      assertions: [{key: restrict_public_buckets, operator: is_true}]
"""
    resources = [bucket(), block("p", COMPUTED, to("bucket", "aws_s3_bucket.b"), on=False)]
    assert outcome(rule("{resource_type: aws_s3_bucket_public_access_block}", rest), resources) == "pass"
    resources.append(block("q", COMPUTED, to("bucket", "aws_s3_bucket.b"), on=False))
    assert outcome(rule("{resource_type: aws_s3_bucket_public_access_block}", rest), resources) == "fail"


def test_none_related_can_be_demanded() -> None:
    rest = "      quantifier: none\n"
    relation = "{resource_type: aws_s3_bucket_website_configuration, via: bucket}"
    site = make_resource(
        "aws_s3_bucket_website_configuration.w", {"bucket": COMPUTED}, references=(to("bucket", "aws_s3_bucket.b"),)
    )
    assert outcome(rule(relation, rest), [bucket()]) == "pass"
    finding = check(rule(relation, rest), [bucket(), site])
    assert finding.outcome.value == "fail"
    assert "aws_s3_bucket_website_configuration.w" in finding.message


# --- several hops, other resources ---------------------------------------------------------------

POLICY = '{"Statement":{"Effect":"Allow","Action":"logs:PutLogEvents","Resource":"*"}}'
LOGGING = """
- name: every Lambda's role allows logs:PutLogEvents
  resource_type: aws_lambda_function
  assertions:
    - related: {resource_type: aws_iam_role, via: role}
      assertions:
        - any:
            - related: {resource_type: aws_iam_role_policy, via: role}
              assertions: [{key: policy, operator: policy_allows, value: "logs:PutLogEvents"}]
            - related: {resource_type: aws_iam_policy, via: [role, policy_arn]}
              assertions: [{key: policy, operator: policy_allows, value: "logs:PutLogEvents"}]
"""


def function(role: Any, *references: Reference) -> Resource:
    return make_resource("aws_lambda_function.f", {"role": role}, references=references)


ROLE = make_resource("aws_iam_role.r", {"name": "r"})
INLINE = make_resource(
    "aws_iam_role_policy.p",
    {"role": computed("aws_iam_role.r"), "policy": POLICY},
    references=(to("role", "aws_iam_role.r"),),
)
MANAGED = make_resource("aws_iam_policy.m", {"policy": POLICY})
ATTACHMENT = make_resource(
    "aws_iam_role_policy_attachment.a",
    {"role": computed("aws_iam_role.r", "name"), "policy_arn": computed("aws_iam_policy.m", "arn")},
    references=(to("role", "aws_iam_role.r", "name"), to("policy_arn", "aws_iam_policy.m", "arn")),
)
F = function(computed("aws_iam_role.r", "arn"), to("role", "aws_iam_role.r", "arn"))
ABOUT = "aws_lambda_function.f"


def test_relations_nest_and_take_several_hops() -> None:
    assert outcome(LOGGING, [F, ROLE, INLINE], ABOUT) == "pass"
    assert outcome(LOGGING, [F, ROLE, MANAGED, ATTACHMENT], ABOUT) == "pass"
    assert outcome(LOGGING, [F, ROLE, MANAGED], ABOUT) == "fail"
    assert outcome(LOGGING, [F, ROLE], ABOUT) == "fail"


def test_relations_cross_modules_by_address() -> None:
    inner = make_resource("module.storage.aws_s3_bucket.b", {})
    outer = block("p", computed("module.storage.aws_s3_bucket.b"), to("bucket", "module.storage.aws_s3_bucket.b"))
    assert outcome(BLOCKED, [inner, outer], "module.storage.aws_s3_bucket.b") == "pass"


def test_a_resource_that_is_not_managed_here_or_not_known_leaves_the_verdict_open() -> None:
    existing = make_resource("data.aws_iam_role.r", {"name": "r"})
    assert (
        outcome(LOGGING, [function(COMPUTED, to("role", "data.aws_iam_role.r", "arn")), existing], ABOUT) == "unknown"
    )
    assert outcome(LOGGING, [function(VARIABLE), ROLE, INLINE], ABOUT) == "unknown"


def test_a_module_that_is_not_installed_may_hold_what_is_looked_for() -> None:
    call = make_resource(
        "module.blocks", {"bucket": COMPUTED}, references=(to("bucket", "aws_s3_bucket.b"),), type="module"
    )
    finding = check(BLOCKED, [bucket(), call])
    assert finding.outcome.value == "unknown"
    assert "module.blocks, which is not installed, refers to aws_s3_bucket.b" in finding.message
    inside = make_resource("module.blocks.aws_sqs_queue.q", {}, module="module.blocks")
    assert outcome(BLOCKED, [bucket(), call, inside]) == "fail"
    good = block("p", COMPUTED, to("bucket", "aws_s3_bucket.b"))
    assert outcome(BLOCKED, [bucket(), call, good]) == "pass"
    mentioned = make_resource(
        "module.kms", {}, references=(to("statements.0.resources.0", "aws_s3_bucket.b", "arn"),), type="module"
    )
    assert outcome(BLOCKED, [bucket(), mentioned]) == "fail"
    unrelated = make_resource("module.other", {"name": "x"}, type="module")
    assert outcome(BLOCKED, [bucket(), unrelated]) == "fail"


def test_what_is_related_can_be_compared_with_the_resource_the_rule_is_about() -> None:
    text = rule(
        "{resource_type: aws_s3_bucket_logging, via: bucket}",
        "      assertions: [{key: target_bucket, operator: not_equals, value_from: $.bucket}]\n",
    )
    logging = make_resource(
        "aws_s3_bucket_logging.l",
        {"bucket": COMPUTED, "target_bucket": "logs"},
        references=(to("bucket", "aws_s3_bucket.b"),),
    )
    assert outcome(text, [bucket(bucket="data"), logging]) == "pass"
    assert outcome(text, [bucket(bucket="logs"), logging]) == "fail"


def test_a_resource_is_not_related_to_itself() -> None:
    loop = make_resource(
        "aws_security_group.g", {"name": "g"}, references=(to("ingress.0.security_groups.0", "aws_security_group.g"),)
    )
    assert (
        outcome(rule("{resource_type: aws_security_group}", type="aws_security_group"), [loop], "aws_security_group.g")
        == "fail"
    )


def test_a_list_of_references_relates_to_every_resource_in_it() -> None:
    groups = [make_resource(f"aws_security_group.{name}", {"open": name == "y"}) for name in ("x", "y")]
    server = make_resource(
        "aws_instance.i",
        {"vpc_security_group_ids": [computed("aws_security_group.x"), computed("aws_security_group.y")]},
        references=(
            to("vpc_security_group_ids.0", "aws_security_group.x"),
            to("vpc_security_group_ids.1", "aws_security_group.y"),
        ),
    )
    rest = "      quantifier: all\n      assertions: [{key: open, operator: is_false}]\n"
    text = rule("{resource_type: aws_security_group, via: vpc_security_group_ids}", rest, "aws_instance")
    finding = check(text, [server, *groups], "aws_instance.i")
    assert finding.outcome.value == "fail"
    assert len(finding.assertions) == 1


# --- helpers -------------------------------------------------------------------------------------


def test_addresses_and_keys_are_taken_apart() -> None:
    assert base_address('module.m["a.b"].aws_x.y["k\\"[0]"]') == 'module.m["a.b"].aws_x.y'
    assert base_address("aws_x.y[0]") == "aws_x.y"
    assert base_address("aws_x.y") == "aws_x.y"
    assert unindexed("rule.0.bucket[1].x.*") == "rule.bucket.x"
    assert unindexed("a1.b") == "a1.b"


@pytest.mark.parametrize(
    ("key", "type", "refers"),
    [
        ("role", "aws_iam_role", True),
        ("kms_key_id", "aws_kms_key", True),
        ("security_configuration", "aws_glue_security_configuration", True),
        ("vpc_security_group_ids", "aws_security_group", True),
        ("target_bucket", "aws_s3_bucket", True),
        ("bucket", "aws_s3_bucket", True),
        ("log_group_name", "aws_cloudwatch_log_group", True),
        ("subnet_ids", "aws_subnet", True),
        ("description", "aws_iam_role", False),
        ("storage_account_name", "azurerm_storage_account", True),
        ("role", "aws_s3_bucket", False),
    ],
)
def test_the_name_of_an_attribute_says_what_it_refers_to(key: str, type: str, refers: bool) -> None:
    assert refers_to(key, type) is refers


def test_the_name_of_an_attribute_says_whether_it_names_the_resource_itself() -> None:
    assert is_identity("bucket", "aws_s3_bucket")
    assert is_identity("function_name", "aws_lambda_function")
    assert is_identity("cluster_identifier", "aws_rds_cluster")
    assert is_identity("name", "aws_iam_role")
    assert not is_identity("bucket", "aws_s3_bucket_policy")
    assert not is_identity("role", "aws_lambda_function")


def test_the_world_finds_resources_by_type_in_order() -> None:
    graph = ResourceGraph(
        [make_resource("aws_b.x"), make_resource("aws_a.y"), make_resource("aws_b.z"), make_resource("data.aws_a.w")]
    )
    assert [r.address for r in graph.of_types(("aws_*",))] == ["aws_b.x", "aws_a.y", "aws_b.z"]
    assert [r.address for r in graph.of_types(("data.*",))] == ["data.aws_a.w"]
