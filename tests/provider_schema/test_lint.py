"""Keys, values and resource types of rules against the schemas: what is told, and what is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from riveter.provider_schema.lint import SchemaProblem, check_key, check_scope, check_type, single_valued

ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration"
NO_VALUE = object()


def problems(
    type: str | list[str],
    key: str,
    operator: str = "exists",
    value: Any = NO_VALUE,
    *scopes: str,
    lenient: bool = False,
) -> list[SchemaProblem]:
    types = [type] if isinstance(type, str) else type
    has_value = value is not NO_VALUE
    return check_key(types, scopes, key, operator, value if has_value else None, has_value=has_value, lenient=lenient)


def codes(*arguments: Any, **options: Any) -> list[str]:
    return [problem.code for problem in problems(*arguments, **options)]


# --- keys that are fine ---


@pytest.mark.parametrize(
    ("type", "key"),
    [
        (ENCRYPTION, "rule.0.apply_server_side_encryption_by_default.0.sse_algorithm"),
        (ENCRYPTION, "rule.apply_server_side_encryption_by_default.sse_algorithm"),
        (ENCRYPTION, "rule.*.apply_server_side_encryption_by_default.*.sse_algorithm"),
        (ENCRYPTION, "rule.-1.bucket_key_enabled"),
        (ENCRYPTION, "**.sse_algorithm"),
        (ENCRYPTION, "rule.**.anything"),
        (ENCRYPTION, "*.0"),
        ("aws_s3_bucket", 'tags["kubernetes.io/role"]'),
        ("aws_s3_bucket", r"tags.kubernetes\.io/role"),
        ("aws_s3_bucket", "tags.*"),
        ("aws_s3_bucket", "__address__"),
        ("aws_s3_bucket", "lifecycle.prevent_destroy"),
        ("aws_s3_bucket", "lifecycle.0.ignore_changes.*"),
        ("aws_s3_bucket", "lifecycle.**"),
        ("aws_s3_bucket", "depends_on.0"),
        ("aws_s3_bucket", "count"),
        ("aws_s3_bucket", "for_each"),
        ("aws_s3_bucket", "provider"),
        ("aws_s3_bucket_policy", "policy.Statement.*.Action"),
        ("aws_iam_role", "assume_role_policy.Statement.0.Principal.Service"),
        ("aws_ecs_task_definition", "container_definitions.*.logConfiguration.logDriver"),
        ("aws_sqs_queue", "redrive_policy.maxReceiveCount"),
        ("aws_glue_job", "default_arguments.--enable-metrics"),
        ("aws_lambda_function", "environment.0.variables.LOG_LEVEL"),
        ("aws_security_group", "ingress.*.cidr_blocks.*"),
        ("aws_security_group", "ingress.0.cidr_blocks.0"),
        ("aws_instance", "timeouts.create"),
        ("aws_instance", "timeouts.0.create"),
        ("aws_wafv2_web_acl", "rule.0.statement.0.and_statement.0.statement.1.not_statement"),
        ("aws_quicksight_dashboard", "definition.0.sheets.0.anything.at.all"),
        ("kubernetes_manifest", "manifest.spec.anything"),
        ("google_api_gateway_api", "api_id"),
        ("data.aws_iam_policy_document", "statement.*.actions.*"),
        ("data.aws_iam_policy_document", "json.Statement.*.Effect"),
        ("aws_*", "tags.Owner"),
        ("aws_s3_*", "bucket"),
        ("*", "anything.goes"),
        ("azuread_user", "anything.goes"),
        ("custom", "anything.goes"),
        ("module", "source"),
        ("aws_nothing_of_the_kind", "anything"),
    ],
)
def test_keys_that_lead_somewhere_are_left_alone(type: str, key: str) -> None:
    assert problems(type, key) == []


# --- keys that are not ---


@pytest.mark.parametrize(
    ("type", "key", "summary", "hint", "meant"),
    [
        (ENCRYPTION, "rule.0.aply_server_side_encryption_by_default.0.sse_algorithm",
         f"`rule` of `{ENCRYPTION}` has no attribute or block `aply_server_side_encryption_by_default`",
         "Did you mean `apply_server_side_encryption_by_default`?", "aply_server_side_encryption_by_default"),
        ("aws_s3_bucket", "versionning.enabled", "`aws_s3_bucket` has no attribute or block `versionning`",
         "Did you mean `versioning`?", "versionning"),
        (ENCRYPTION, "sse_algorithm", f"`{ENCRYPTION}` has no attribute or block `sse_algorithm`",
         "Did you mean `rule.apply_server_side_encryption_by_default.sse_algorithm`?", "sse_algorithm"),
        ("aws_s3_bucket_versioning", "versioning_configuration.zzz",
         "`versioning_configuration` of `aws_s3_bucket_versioning` has no attribute or block `zzz`",
         "Known are: mfa_delete, status.", "zzz"),
        ("aws_s3_bucket", "lifecycle.prevent_destory", "`lifecycle` has no argument `prevent_destory`",
         "Did you mean `prevent_destroy`?", "prevent_destory"),
        ("kubernetes_deployment", "spec.template.spec.containers.image",
         "`spec` of `kubernetes_deployment` has no attribute or block `containers`", "Did you mean `container`?", "containers"),
        ("aws_s3_*", "bukcet", "`aws_s3_access_point` has no attribute or block `bukcet`", "Did you mean `bucket`?", "bukcet"),
    ],
)  # fmt: skip
def test_an_unknown_key_is_told_with_the_nearest(type: str, key: str, summary: str, hint: str, meant: str) -> None:
    (problem,) = problems(type, key)

    assert (problem.code, problem.severity, problem.about) == ("unknown-key", "warning", "key")
    assert problem.summary == summary
    assert problem.hint == hint
    assert key[problem.offset : problem.offset + problem.length] == meant


def test_the_versions_that_were_looked_at_are_told() -> None:
    (problem,) = problems("aws_s3_bucket", "versionning")

    assert problem.detail.startswith("Neither in version 6.")
    assert " nor in 5.100.0." in problem.detail


def test_of_equal_names_in_a_key_the_right_one_is_meant() -> None:
    (problem,) = problems("kubernetes_deployment", "spec.template.spec.spec")

    assert problem.offset == len("spec.template.spec.")


@pytest.mark.parametrize(
    ("type", "key", "summary"),
    [
        ("aws_s3_bucket", "bucket.name", "`bucket` of `aws_s3_bucket` is a string: there is no `name` in it"),
        ("aws_s3_bucket", "force_destroy.0", "`force_destroy` of `aws_s3_bucket` is a bool: there is no `0` in it"),
        (
            "aws_s3_bucket",
            "tags.kubernetes.io/role",
            "`tags` of `aws_s3_bucket` is a map of strings: a value has no `io/role`",
        ),
        (
            "aws_security_group",
            "ingress.from_port.to",
            "`ingress.from_port` of `aws_security_group` is a number: there is no `to` in it",
        ),
    ],
)
def test_an_attribute_is_no_block(type: str, key: str, summary: str) -> None:
    (problem,) = problems(type, key)

    assert (problem.code, problem.severity) == ("value-as-block", "warning")
    assert problem.summary == summary


@pytest.mark.parametrize("index", ["1", "-2", "7"])
def test_there_is_no_second_of_a_block_that_is_given_once(index: str) -> None:
    (problem,) = problems("aws_lambda_function", f"environment.{index}.variables")

    assert problem.code == "no-such-element"
    assert problem.summary == f"`environment` can be given at most once: there is no element {index}"


def test_a_block_is_no_value() -> None:
    (problem,) = problems(ENCRYPTION, "rule", "equals", "aws:kms")

    assert problem.code == "block-as-value"
    assert problem.summary == f"`rule` of `{ENCRYPTION}` is a block: `equals` can't compare it"
    assert "`rule.bucket_key_enabled`" in problem.hint


@pytest.mark.parametrize(
    ("operator", "value"),
    [("exists", NO_VALUE), ("not_exists", NO_VALUE), ("is_empty", NO_VALUE), ("length_greater_than", 1), ("equals", []),
     ("contains", "x"), ("equals", {"a": 1})],
)  # fmt: skip
def test_some_operators_look_at_blocks(operator: str, value: Any) -> None:
    assert problems(ENCRYPTION, "rule", operator, value) == []


def test_a_key_may_end_at_an_element() -> None:
    assert codes(ENCRYPTION, "rule.0", "matches", "x") == ["block-as-value"]
    assert codes("aws_security_group", "ingress", "equals", "x") == ["block-as-value"]
    assert codes("aws_security_group", "ingress.*", "exists") == []


# --- what the provider sets, deprecated, removed ---


@pytest.mark.parametrize("operator", ["exists", "equals", "matches"])
def test_what_only_the_provider_sets_is_told(operator: str) -> None:
    (problem,) = problems("aws_s3_bucket", "arn", operator, "x")

    assert (problem.code, problem.severity) == ("computed-key", "warning")
    assert problem.summary == "`arn` of `aws_s3_bucket` is set by the provider only"


def test_what_a_data_source_answers_may_be_asked() -> None:
    assert codes("data.aws_iam_policy_document", "json", "matches", "x") == []


@pytest.mark.parametrize(
    ("operator", "expected"), [("equals", ["deprecated-key"]), ("exists", ["deprecated-key"]), ("not_exists", [])]
)
def test_deprecated_attributes_are_told_unless_they_are_forbidden(operator: str, expected: list[str]) -> None:
    assert codes("aws_s3_bucket", "acl", operator, "private") == expected


def test_a_deprecated_alternative_is_only_a_note() -> None:
    (strict,) = problems("aws_s3_bucket", "acl", "equals", "private")
    (lenient,) = problems("aws_s3_bucket", "acl", "equals", "private", lenient=True)

    assert (strict.severity, lenient.severity) == ("warning", "note")
    assert strict.summary == "`acl` of `aws_s3_bucket` is deprecated in the aws provider"


def test_removed_attributes_are_noted_with_the_versions() -> None:
    (problem,) = problems("aws_eip", "vpc", "is_true")

    assert (problem.code, problem.severity) == ("removed-key", "note")
    assert "5.100.0 did." in problem.detail


# --- values ---


@pytest.mark.parametrize(
    ("type", "key", "operator", "value"),
    [
        ("aws_db_instance", "storage_encrypted", "equals", True),
        ("aws_db_instance", "storage_encrypted", "equals", "true"),
        ("aws_db_instance", "storage_encrypted", "is_true", NO_VALUE),
        ("aws_db_instance", "storage_encrypted", "in", [True, "false"]),
        ("aws_db_instance", "storage_encrypted", "equals", None),
        ("aws_db_instance", "backup_retention_period", "equals", "30"),
        ("aws_db_instance", "backup_retention_period", "greater_than", 7),
        ("aws_db_instance", "backup_retention_period", "in", [7, "14"]),
        ("aws_db_instance", "engine_version", "equals", 8.0),
        ("aws_db_instance", "engine", "matches", "^mysql"),
        ("aws_db_instance", "engine", "length_greater_than", 3),
        ("aws_s3_bucket", "force_destroy", "matches", "true|false"),
        ("aws_db_instance", "vpc_security_group_ids", "contains", "sg-1"),
        ("aws_db_instance", "vpc_security_group_ids", "length", 1),
        ("aws_db_instance", "vpc_security_group_ids", "equals", ["sg-1"]),
        ("aws_db_instance", "vpc_security_group_ids.*", "equals", "sg-1"),
        ("aws_s3_bucket", "tags", "has_key", "Owner"),
        ("aws_s3_bucket", "tags", "equals", {"a": "b"}),
        ("aws_s3_bucket", "tags.Owner", "equals", 1),
        ("aws_db_instance", "storage_encrypted", "an_operator_of_tomorrow", "x"),
    ],
)  # fmt: skip
def test_values_that_the_attribute_can_have_are_left_alone(type: str, key: str, operator: str, value: Any) -> None:
    assert problems(type, key, operator, value) == []


@pytest.mark.parametrize(
    ("type", "key", "operator", "value", "about", "ending"),
    [
        ("aws_db_instance", "storage_encrypted", "equals", "abc", "value", "is a bool: it is never `abc`"),
        ("aws_db_instance", "storage_encrypted", "not_equals", 2, "value", "is a bool: it is never `2`"),
        ("aws_db_instance", "storage_encrypted", "in", [True, "maybe"], "value", "is a bool: it is never `maybe`"),
        ("aws_db_instance", "storage_encrypted", "greater_than", 2, "key", "is a bool: `greater_than` never holds"),
        ("aws_db_instance", "storage_encrypted", "starts_with", "t", "key", "is a bool: compare it with `equals`"),
        ("aws_db_instance", "backup_retention_period", "equals", "thirty", "value", "is a number: it is never `thirty`"),
        ("aws_db_instance", "backup_retention_period", "equals", True, "value", "is a number: it is never `true`"),
        ("aws_db_instance", "backup_retention_period", "is_true", NO_VALUE, "key", "is a number: `is_true` never holds"),
        ("aws_db_instance", "engine", "equals", ["mysql", "postgres"], "value", "is a string: it is never a list"),
        ("aws_db_instance", "vpc_security_group_ids", "equals", "sg-1", "key", "is a set: `equals` can't compare it"),
        ("aws_db_instance", "vpc_security_group_ids", "matches", "sg-", "key", "is a set: `matches` can't compare it"),
        ("aws_s3_bucket", "tags", "equals", "Owner", "key", "is a map: `equals` can't compare it"),
        ("aws_lambda_function", "environment.variables.LOG_LEVEL", "equals", ["a"], "value", "is a string: it is never a list"),
    ],
)  # fmt: skip
def test_values_that_the_attribute_can_never_have_are_told(
    type: str, key: str, operator: str, value: Any, about: str, ending: str
) -> None:
    (problem,) = problems(type, key, operator, value)

    assert (problem.code, problem.severity, problem.about) == ("value-type", "warning", about)
    assert problem.summary.endswith(ending)


def test_one_of_several_values_is_hinted_at() -> None:
    assert problems("aws_db_instance", "engine", "equals", ["a"])[0].hint == "Use `in` for one of several values."
    assert (
        problems("aws_db_instance", "engine", "not_equals", ["a"])[0].hint == "Use `not_in` for one of several values."
    )


# --- scopes ---


def test_keys_inside_elements_are_relative() -> None:
    assert problems("aws_security_group", "from_port", "equals", 22, "ingress") == []
    assert problems("aws_s3_bucket_lifecycle_configuration", "days", "equals", 1, "rule", "transition") == []
    assert problems("aws_security_group", ".", "matches", "x", "ingress.cidr_blocks") == []
    (problem,) = problems("aws_security_group", "from_prt", "equals", 22, "ingress")
    assert problem.summary == "`ingress` of `aws_security_group` has no attribute or block `from_prt`"


def test_names_of_meta_arguments_mean_nothing_inside_elements() -> None:
    assert codes("aws_security_group", "count", "exists", NO_VALUE, "ingress") == ["unknown-key"]


def test_a_scope_that_leads_nowhere_is_told_once() -> None:
    (problem,) = check_scope(["aws_security_group"], [], "ingres")

    assert problem.hint == "Did you mean `ingress`?"
    assert problems("aws_security_group", "from_port", "equals", 22, "ingres") == []


@pytest.mark.parametrize("key", ["ingress", "ingress.*.cidr_blocks", "tags", "lifecycle.precondition", "**.x"])
def test_scopes_with_elements(key: str) -> None:
    assert check_scope(["aws_security_group"], [], key) == []


def test_a_scope_needs_elements() -> None:
    (problem,) = check_scope(["aws_security_group"], [], "description")

    assert problem.summary == "`description` of `aws_security_group` is a string: it has no elements"


def test_elements_of_a_document_may_have_any_key() -> None:
    assert check_scope(["aws_iam_policy"], [], "policy.Statement") == []
    assert problems("aws_iam_policy", "Effect", "equals", "Allow", "policy.Statement") == []


# --- several types ---


def test_every_type_of_a_list_needs_the_key() -> None:
    (problem,) = problems(["aws_s3_bucket", "aws_sqs_queue"], "visibility_timeout_seconds")

    assert problem.summary == "`aws_s3_bucket` has no attribute or block `visibility_timeout_seconds`"


def test_one_of_a_list_is_enough_for_an_alternative() -> None:
    assert problems(["aws_s3_bucket", "aws_sqs_queue"], "visibility_timeout_seconds", lenient=True) == []
    assert codes(["aws_s3_bucket", "aws_sqs_queue"], "visibility_timeout", lenient=True) == ["unknown-key"]


def test_a_type_without_schema_may_have_the_key() -> None:
    assert problems(["aws_s3_bucket", "azuread_user"], "display_name", lenient=True) == []
    assert codes(["aws_s3_bucket", "azuread_user"], "display_name") == ["unknown-key"]


# --- types ---


@pytest.mark.parametrize(
    "type", ["aws_s3_bucket", "data.aws_ami", "aws_s3_*", "data.aws_*", "*", "*_bucket", "module", "provider", "variable", "azuread_user",
             "null_resource", "custom_thing", "google_api_gateway_api"],
)  # fmt: skip
def test_types_that_exist_or_can_t_be_told_are_left_alone(type: str) -> None:
    assert check_type(type) is None


@pytest.mark.parametrize(
    ("type", "summary", "hint"),
    [
        ("aws_s3_bukcet", "The aws provider has no resource type `aws_s3_bukcet`", "Did you mean `aws_s3_bucket`?"),
        ("data.aws_iam_policy_docment", "The aws provider has no data source `aws_iam_policy_docment`",
         "Did you mean `data.aws_iam_policy_document`?"),
        ("aws_iam_policy_document", "The aws provider has no resource type `aws_iam_policy_document`",
         "Did you mean `data.aws_iam_policy_document`?"),
        ("asw_s3_bucket", "There is no resource type `asw_s3_bucket`", "Did you mean `aws_s3_bucket`?"),
        ("AWS_SQS_QUEUE", "There is no resource type `AWS_SQS_QUEUE`", "Did you mean `aws_sqs_queue`?"),
        ("moved", "No rule reaches `moved` blocks", "Name a resource type, data.<type>, or one of locals, module, output, "
         "provider, root_module, terraform, variable."),
        ("azure_storage_account", "There is no resource type `azure_storage_account`", "Did you mean `azurerm_storage_account`?"),
        ("aws_zzz_*", "No type of the aws provider matches `aws_zzz_*`", ""),
        ("kubernetes_quite_another_thing", "The kubernetes provider has no resource type `kubernetes_quite_another_thing`", ""),
    ],
)  # fmt: skip
def test_types_that_do_not_exist_are_told(type: str, summary: str, hint: str) -> None:
    problem = check_type(type)

    assert problem is not None
    assert (problem.code, problem.severity, problem.about) == ("unknown-type", "warning", "type")
    assert (problem.summary, problem.hint) == (summary, hint)


@pytest.mark.parametrize(
    ("type", "code"), [("aws_opsworks_stack", "removed-type"), ("aws_s3_bucket_object", "deprecated-type")]
)
def test_removed_and_deprecated_types_are_noted(type: str, code: str) -> None:
    problem = check_type(type)

    assert problem is not None
    assert (problem.code, problem.severity) == (code, "note")


# --- one value or several ---


@pytest.mark.parametrize(
    ("key", "single"),
    [
        ("bucket", True),
        ("tags.Owner", True),
        ("versioning.enabled", True),  # given at most once
        ("lifecycle_rule.0.prefix", True),
        ("lifecycle_rule.prefix", False),
        ("lifecycle_rule.*.prefix", False),
        ("nothing.there", False),
    ],
)
def test_whether_a_key_leads_to_one_value(key: str, single: bool) -> None:
    assert single_valued(["aws_s3_bucket"], [], key) is single


def test_of_types_without_schema_nothing_is_known() -> None:
    assert not single_valued(["custom_thing"], [], "a.b")
    assert not single_valued(["aws_*"], [], "tags.Owner")
