"""The same rule gives the same verdict for a configuration and for its plan: every case of every bundled rule."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import pytest

from riveter import engine, provider_schema
from riveter.rule_testing.cases import RuleCase
from riveter.rule_testing.evaluation import compile_for
from riveter.rules.model.rule import Rule
from riveter.terraform.project import LoadOptions, load
from tests.packs.catalogue import rules
from tests.packs.planned import cases, recorded, text_of, unset_variables

LEAST = 900
"""So many of the cases can be planned."""

UNKNOWN: dict[str, set[str]] = {
    # the rule looks at every attribute, and some are computed
    "autoscaling-tags: tagged, the group only, and not": {"aws_autoscaling_group.off", "aws_autoscaling_group.silent"},
    # the ids of keys are computed
    "encryption-customer-key-analysis: keys of one's own": {"aws_comprehend_entity_recognizer.own"},
    # the id of the key is computed
    "firehose-customer-key: a key of one's own": {"aws_kinesis_firehose_delivery_stream.own"},
    # a plan without its source has no lifecycle
    "secretsmanager-rotation: not rotated, or another one is": {"aws_secretsmanager_secret.bare"},
    # documents made by jsonencode()
    "emr-disk-encryption: encrypted": {"aws_emr_security_configuration.all"},
    "emr-disk-encryption: not all of them": {
        "aws_emr_security_configuration.ebs_off",
        "aws_emr_security_configuration.no_ebs",
        "aws_emr_security_configuration.off",
    },
    # one expression for the whole block
    "emr-security-groups-not-open: everyone": {"aws_emr_cluster.second"},
    # a document made by jsonencode()
    "ssm-session-encryption: a key": {"aws_ssm_document.own"},
    # a plan without its source has no lifecycle
    "acm-create-before-destroy: before, after, and as by default": {
        "aws_acm_certificate.after",
        "aws_acm_certificate.before",
        "aws_acm_certificate.silent",
    },
    # a plan without its source has no lifecycle
    "apigateway-create-before-destroy: before, after, and as by default": {
        "aws_api_gateway_deployment.after",
        "aws_api_gateway_deployment.before",
        "aws_api_gateway_deployment.silent",
        "aws_api_gateway_rest_api.before",
        "aws_api_gateway_rest_api.silent",
    },
    # the API by each.value
    "apigateway-execution-logs: errors of all methods are logged": {
        'aws_api_gateway_stage.each["a"]',
        'aws_api_gateway_stage.each["b"]',
    },
    # encoded user data, of which the provider records a checksum
    "ec2-user-data-no-secrets: scripts that get their secrets elsewhere": {"aws_instance.encoded_twice"},
    # encoded user data
    "ec2-user-data-no-secrets: scripts with an access key": {
        "aws_instance.compressed",
        "aws_instance.encoded_text",
        "aws_instance.script",
    },
    # both roles are known after apply
    "ecs-roles-differ: roles by reference": {"aws_ecs_task_definition.same"},
    # a null from a local, by count
    "elb-listener-tls-policy: older versions, as by default": {"aws_lb_listener.bad[0]"},
    # policies by each.value
    "iam-policy-no-administrator: an ARN that is computed is not every resource, a variable may be": {
        'aws_iam_policy.managed["computed"]',
        'aws_iam_role.inline["computed"]',
        'aws_ssoadmin_permission_set_inline_policy.set["computed"]',
    },
    # a document in a text
    "iam-policy-no-administrator: an ARN of wildcards is every resource": {"aws_iam_policy.group"},
    # policies by each.value
    "iam-policy-no-service-administrator: an ARN that is computed is not every resource, a variable may be": {
        'aws_iam_policy.managed["computed"]',
        'aws_iam_role.inline["computed"]',
        'aws_ssoadmin_permission_set_inline_policy.set["computed"]',
    },
    # policies by each.value
    "iam-policy-no-service-administrator: every resource of the service, and some of its resources": {
        'aws_iam_policy.some["group"]'
    },
    # an ARN by a local
    "iam-no-administrator-attachment: a policy that is not known": {"aws_iam_role_policy_attachment.never"},
    # a list that is not known as a whole: a constant may stand beside the reference
    "iam-no-administrator-attachment: other policies, of AWS and of one's own": {"aws_iam_role.plain"},
    # policies by each.value
    "iam-role-trust-not-public: identity providers that many share, with and without a claim that says whose token it is": {
        'aws_iam_role.anyones["audience"]',
        'aws_iam_role.anyones["prefix"]',
        'aws_iam_role.ours["repository"]',
    },
    # a map with a reference in it
    "lambda-no-secrets-in-environment: names, addresses and references to secrets": {"aws_lambda_function.clean"},
    # a pattern may be made of an ARN
    "lambda-permission-not-public: a service, an account, or everyone of an organisation or behind one source": {
        "aws_lambda_permission.source"
    },
    # a pattern may be made of an ARN
    "lambda-permission-not-public: a wildcard behind the ARN of a resource": {
        f'aws_lambda_permission.p["{name}"]' for name in ("named", "computed", "id", "char", "objects", "topic", "api")
    },
    # a pattern may be made of an ARN
    "lambda-permission-source: a source, an account or an organisation is named": {"aws_lambda_permission.source"},
    # a pattern may be made of an ARN
    "lambda-permission-source: a wildcard behind the ARN of a resource": {
        f'aws_lambda_permission.p["{name}"]' for name in ("named", "computed", "id", "char", "objects", "topic", "api")
    },
    # a document that is read on apply does not let a rule pass
    "s3-bucket-kms-encryption: buckets whose policy takes the logs of load balancers": {"aws_s3_bucket.region"},
    # ARNs with more text
    "s3-bucket-tls-only: plain HTTP is denied by a rendered document": {"aws_s3_bucket.document"},
    # policies made by jsonencode()
    "s3-bucket-tls-only: all objects are refused, whatever else is asked": {
        "aws_s3_bucket.named",
        "aws_s3_bucket.objects",
        "aws_s3_bucket.prefix",
    },
    # policies made by jsonencode()
    "s3-bucket-tls-only: the bucket is named by what it is named by in the policy": {
        "aws_s3_bucket.below",
        "aws_s3_bucket.not_this",
        'aws_s3_bucket.same["function"]',
        'aws_s3_bucket.same["joined"]',
        'aws_s3_bucket.same["variable"]',
    },
    # policies made by jsonencode()
    "s3-bucket-tls-only: a denial has to be of the bucket and its objects, without further conditions": {
        "aws_s3_bucket.both",
        "aws_s3_bucket.more_conditions",
        "aws_s3_bucket.no_bucket",
        "aws_s3_bucket.prefix",
        "aws_s3_bucket.small",
    },
    # a policy made by jsonencode()
    "sns-topic-policy-not-public: a service on behalf of the account": {"aws_sns_topic_policy.source"},
    # a policy made by jsonencode()
    "sqs-queue-policy-not-public: everyone": {"aws_sqs_queue_policy.open"},
    # a document that is read on apply does not let a rule pass
    "sqs-queue-policy-not-public: a topic may send": {"aws_sqs_queue_policy.topic"},
    # one expression for all blocks
    "security-group-no-public-ssh: prefix lists of the whole internet": {
        "aws_security_group.inline",
        "aws_security_group.office",
    },
    # one expression for all blocks
    "security-group-no-public-rdp: prefix lists of the whole internet": {
        "aws_security_group.inline",
        "aws_security_group.office",
    },
    # one expression for all blocks
    "security-group-no-public-http: prefix lists of the whole internet": {
        "aws_security_group.inline",
        "aws_security_group.office",
    },
    # one expression for all blocks
    "security-group-no-public-all-ports: prefix lists of the whole internet": {
        "aws_security_group.inline",
        "aws_security_group.office",
    },
    # a list with a reference in it, in a block: a plan does not say that it is not empty
    "eks-node-ssh: for some, for everyone, and for nobody": {"aws_eks_node_group.group"},
    "msk-authentication: authenticated": {"aws_msk_cluster.computed"},
    "opensearch-in-vpc: inside": {"aws_elasticsearch_domain.inside"},
    "opensearch-own-security-group: named": {"aws_elasticsearch_domain.ref"},
    # an action that a set of rules leaves out
    "waf-rules-have-actions: a rule that does not act, and none": {"aws_wafv2_web_acl.a"},
}
"""By case, the resources of which a plan alone is unknown, as it does not hold the expression that is behind an unknown value."""


@functools.cache
def plans() -> dict[str, dict[str, Any]]:
    return recorded()


def planned_cases() -> list[Any]:
    named = [(f"{case.rule}: {case.name}", path, case, plans().get(text_of(case))) for _, path, case in cases()]
    return [pytest.param(path, case, plan, id=name) for name, path, case, plan in named if plan is not None]


def test_most_cases_have_a_plan() -> None:
    """Fewer have one when cases change: ``python -m tests.packs.planned`` plans them anew."""
    assert len(planned_cases()) >= LEAST


@pytest.mark.slow
@pytest.mark.parametrize(("path", "case", "plan"), planned_cases())
def test_a_plan_gets_the_verdicts_of_its_configuration(
    path: Path,
    case: RuleCase,
    plan: dict[str, Any],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "main.tf").write_text(case.terraform or "", encoding="utf-8")
    (tmp_path / "source" / "case.auto.tfvars.json").write_text(json.dumps(case.variables), encoding="utf-8")
    (tmp_path / "plan.json").write_text(json.dumps(plan["plan"]), encoding="utf-8")
    name = request.node.callspec.id
    rule = next(rule for file, rule in rules() if file == path and rule.id == case.rule)
    source, planned = (verdicts(target, rule, case, plan["name"]) for target in ("source", "plan.json"))
    different = {address for address in source.keys() | planned.keys() if source.get(address) != planned.get(address)}
    if unset_variables(case):  # of these the plan says where they come from
        different = {address for address in different if source.get(address) != "unknown"}
    assert {address: (source.get(address), planned.get(address)) for address in different} == {
        address: (source.get(address), "unknown") for address in UNKNOWN.get(name, ())
    }


def verdicts(target: str, rule: Rule, case: RuleCase, name: str) -> dict[str, str]:
    """The verdicts of a rule by address."""
    compiled, problems = compile_for(rule, case)
    assert compiled is not None, problems
    project = load([target], LoadOptions(schemas=provider_schema, allow_incomplete=True))
    findings = engine.run(project.resources, [compiled], context=project.context).findings
    outer = f"module.{name}."
    return {finding.resource.address.removeprefix(outer): finding.outcome.value for finding in findings}
