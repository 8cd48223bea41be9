"""The exercises of the batch data pipeline: each rule passes, and fails where what it asks for is taken away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riveter.api import ScanOptions, ScanResult, Targets, scan
from riveter.findings import Outcome
from tests.examples.agreement import assert_agreement
from tests.examples.changes import Change, allowed, change
from tests.examples.commands import EXAMPLES, run, shown
from tests.examples.test_rules_notice_changes import copied
from tests.oracle import terraform_plan_json
from tools.local_stack.aws import ACCOUNT

EXERCISES = EXAMPLES / "batch-data-pipeline" / "exercises"

RULESET = "aws_glue_data_quality_ruleset.records"
SCHEDULE = "aws_scheduler_schedule.evaluation"
STACK = "aws_cloudformation_stack.profile"
STREAM = "aws_kinesis_stream.records"
DELIVERY = "aws_kinesis_firehose_delivery_stream.records"
REPLICATIONS = tuple(
    f'aws_s3_bucket_replication_configuration.source["{name}"]' for name in ("raw_data", "processed_data")
)
REPLICAS = tuple(f'aws_s3_bucket.replica["{name}"]' for name in ("raw_data", "processed_data"))
MAIN = "main.tf"
MORE = """resource "aws_iam_role_policy" "more" {
  role   = aws_iam_role.%s.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::other/*" }] })
}

"""
SOMETIMES = '\n    condition {\n      test     = "StringEquals"\n      variable = "aws:SourceVpc"\n      values   = ["vpc-1"]\n    }'

CHANGES = {
    "data-quality": [
        change("quality-rules-meaningful", MAIN, "IsComplete ", "Completeness ", RULESET),
        change("quality-rules-meaningful", MAIN, '      IsUnique "${var.key_column}",\n', "", RULESET),
        change("quality-rules-meaningful", MAIN, "RowCount > 0", "RowCount >= 0", RULESET),
        change("quality-rules-meaningful", MAIN, "where ingested_on = current_date", "", RULESET),
        change("quality-rules-meaningful", MAIN, "Rules = [", "Analyzers = [", RULESET),
        change("quality-rules-for-a-table", MAIN, "table_name    = var.table_name", 'table_name    = null', RULESET),
        change("quality-evaluated", MAIN, "[aws_glue_data_quality_ruleset.records.name]", '["other"]', RULESET, after="RulesetNames"),
        change("quality-evaluated", MAIN, '"cron(30 5 * * ? *)"', '"cron(30 5 * * ? *)"\n  state = "DISABLED"', RULESET),
        change("quality-evaluated", MAIN, "cron(30 5 * * ? *)", "at(2030-01-01T00:00:00)", RULESET),
        change("quality-evaluated", MAIN, "startDataQualityRulesetEvaluationRun", "startCrawler", RULESET),
        change("quality-evaluates-the-table", MAIN, "TableName = var.table_name", 'TableName = "other"', RULESET),
        change("quality-evaluates-the-table", MAIN, "DatabaseName = var.catalog_database", 'DatabaseName = "other"', RULESET),
        change("quality-results-apart", MAIN, "/quality-results/", "/tables/quality-results/", SCHEDULE),
        change("quality-results-apart", MAIN, "CloudWatchMetricsEnabled = true", "CloudWatchMetricsEnabled = false", SCHEDULE),
        change("quality-failures-reach-someone", MAIN, '["FAILED"]', '["SUCCEEDED"]', RULESET),
        change("quality-failures-reach-someone", MAIN, "arn  = aws_sns_topic.quality.arn", 'arn  = "arn:aws:sns:eu-central-1:123456789012:other"',
               RULESET),
        change("quality-failures-reach-someone", MAIN, "kms_master_key_id = aws_kms_key.notifications.arn", "", RULESET),
        change("quality-failures-reach-someone", MAIN, "rulesetNames = [aws_glue_data_quality_ruleset.records.name]", "", RULESET),
        change("quality-role-changes-nothing", MAIN, '"glue:GetPartitions"]', '"glue:GetPartitions", "glue:UpdateTable"]',
               "aws_iam_role.evaluation"),
        change("quality-role-changes-nothing", MAIN, '["s3:PutObject"]\n    resources = ["${local.data}/quality-results/*"]',
               '["s3:PutObject"]\n    resources = ["${local.data}/*"]', "aws_iam_role.evaluation"),
        change("quality-role-changes-nothing", MAIN, ', "glue:PublishDataQuality"', "", "aws_iam_role.evaluation"),
        change("quality-role-changes-nothing", MAIN, '["s3:PutObject"]', '["s3:GetObject"]', "aws_iam_role.evaluation"),
        change("quality-role-changes-nothing", MAIN, 'actions   = ["s3:GetObject"]', 'actions   = ["s3:P*"]', "aws_iam_role.evaluation"),
        change("quality-role-handed-to-glue", MAIN, '"iam:PassedToService" = "glue.amazonaws.com"', '"aws:RequestedRegion" = "eu-central-1"',
               SCHEDULE),
        change("quality-role-handed-to-glue", MAIN, "Resource  = aws_iam_role.evaluation.arn", 'Resource  = "*"', SCHEDULE),
        change("quality-rules-meaningful", MAIN, "    Rules = [", "    Analyzers = []\n    Rules = [", RULESET),
        change("quality-rules-for-a-table", MAIN, "database_name = var.catalog_database", "database_name = null", RULESET),
        change("quality-evaluated", MAIN, 'EvaluationRun"', 'EvaluationRunLater"', RULESET),
        allowed("quality-evaluated", MAIN, '"cron(30 5 * * ? *)"', '"rate(1 day)"'),
        change("quality-evaluated", MAIN, '"cron(30 5 * * ? *)"', '"no cron(30 5 * * ? *)"', RULESET),
        allowed("quality-evaluated", MAIN, '"cron(30 5 * * ? *)"', '"cron(30 5 * * ? *)"\n  state = "ENABLED"'),
        change("quality-evaluates-the-table", MAIN, "[aws_glue_data_quality_ruleset.records.name]", '["other"]', RULESET, after="RulesetNames"),
        allowed("quality-results-apart", MAIN, "# --- Who hears of it",
                'resource "aws_scheduler_schedule" "other" {\n  schedule_expression = "rate(1 day)"\n  target {\n'
                '    arn = "arn:aws:scheduler:::aws-sdk:glue:startDataQualityRulesetEvaluationRunLater"\n    role_arn = aws_iam_role.scheduler.arn\n  }\n}\n\n'
                "# --- Who hears of it"),
        change("quality-results-apart", MAIN, '/quality-results/"', '/quality-results/2025/"', SCHEDULE),
        change("quality-results-apart", MAIN, 'ResultsS3Prefix = "s3://', 'ResultsS3Prefix = "old-s3://', SCHEDULE),
        change("quality-failures-reach-someone", MAIN, '["aws.glue-dataquality"]', '["aws.glue"]', RULESET),
        change("quality-failures-reach-someone", MAIN, "  event_pattern", '  state = "DISABLED"\n  event_pattern', RULESET),
        allowed("quality-failures-reach-someone", MAIN, "  event_pattern", '  state = "ENABLED"\n  event_pattern'),
        change("quality-failures-reach-someone", MAIN, "aws_cloudwatch_event_rule.failed.name", '"other"', RULESET),
        allowed("quality-role-changes-nothing", MAIN, 'resource "aws_iam_role" "evaluation" {',
                'resource "aws_iam_role" "other" {\n  assume_role_policy = data.aws_iam_policy_document.assume["glue"].json\n}\n\nresource "aws_iam_role" "evaluation" {'),
        change("quality-role-changes-nothing", MAIN, '/quality-results/*"]', '/quality-results/*/old"]', "aws_iam_role.evaluation"),
        change("quality-role-handed-to-glue", MAIN, "role_arn = aws_iam_role.scheduler.arn", 'role_arn = "arn:aws:iam::123456789012:role/other"', SCHEDULE),
        change("quality-role-handed-to-glue", MAIN, "role = aws_iam_role.scheduler.id", "role = aws_iam_role.evaluation.id", SCHEDULE),
        change("quality-role-handed-to-glue", MAIN, '"iam:PassedToService" = "glue.amazonaws.com"', '"iam:PassedToService" = "lambda.amazonaws.com"', SCHEDULE),
        change("quality-role-handed-to-glue", MAIN, "        Condition = {",
               '      },\n      {\n        Effect    = "Allow"\n        Action    = ["glue:GetTable"]\n        Resource  = aws_glue_data_quality_ruleset.records.arn\n'
               "        Condition = {", SCHEDULE),
        change("quality-role-changes-nothing", MAIN, 'resource "aws_iam_role_policy" "evaluation" {', MORE % "evaluation" + 'resource "aws_iam_role_policy" "evaluation" {', "aws_iam_role.evaluation"),
    ],
    "profiling": [
        change("profile-of-the-whole-table", MAIN, 'JobSample        = { Mode = "FULL_DATASET" }', "", STACK),
        change("profile-of-the-whole-table", MAIN, '"PROFILE"', '"RECIPE"', STACK),
        change("profile-scheduled", MAIN, "AWS::DataBrew::Schedule", "AWS::DataBrew::Project", STACK),
        change("profile-scheduled", MAIN, 'JobNames       = [{ Ref = "Profile" }]', "JobNames       = []", STACK),
        change("profile-validates", MAIN, "MISSING_VALUES_COUNT", "MEAN", STACK),
        change("profile-validates", MAIN, "DUPLICATE_ROWS_COUNT", "MEAN", STACK),
        change("profile-validates", MAIN, 'Name            = "Every record has a key"', 'Name = "x", Disabled = true', STACK),
        change("profile-validates", MAIN, "ValidationConfigurations = [{ RulesetArn", "Nothing = [{ RulesetArn", STACK),
        change("profile-finds-personal-data", MAIN, '"EMAIL", ', "", STACK),
        change("profile-has-lineage", MAIN, "DataCatalogInputDefinition", "S3InputDefinition", STACK),
        change("profile-protected", MAIN, '"SSE-KMS"', '"SSE-S3"', STACK),
        change("profile-protected", MAIN, "EncryptionKeyArn = local.data_key_arn", "", STACK),
        change("profile-protected", MAIN, '"ENABLE"', '"DISABLE"', STACK),
        change("profile-protected", MAIN, '"profiles/"', '"tables/profiles/"', STACK),
        change("profile-role-changes-nothing", MAIN, '["s3:GetObject", "s3:PutObject"]', '["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]',
               "aws_iam_role.profile"),
        change("profile-role-changes-nothing", MAIN, 'actions   = ["s3:GetObject"]', 'actions   = ["s3:GetObject", "s3:PutObject"]',
               "aws_iam_role.profile"),
        change("profile-role-handed-to-databrew", MAIN, '"iam:PassedToService" = "databrew.amazonaws.com"',
               '"iam:PassedToService" = "lambda.amazonaws.com"', STACK),
        change("profile-role-handed-to-databrew", MAIN, '"databrew:TagResource"', '"databrew:StartJobRun"', STACK),
        change("profile-role-handed-to-databrew", MAIN, "iam_role_arn = aws_iam_role.deployment.arn", "", STACK),
        change("profile-of-the-whole-table", MAIN, "AWS::DataBrew::Job", "AWS::DataBrew::Recipe", STACK),
        change("profile-of-the-whole-table", MAIN, '"FULL_DATASET"', '"CUSTOM_ROWS"', STACK),
        change("profile-scheduled", MAIN, '"Cron(', '"Rate(', STACK),
        change("profile-scheduled", MAIN, '"Cron(', '"no Cron(', STACK),
        change("profile-validates", MAIN, "AWS::DataBrew::Ruleset", "AWS::DataBrew::Recipe", STACK),
        allowed("profile-validates", MAIN, 'Name            = "Every record has a key"', 'Name = "x", Disabled = false'),
        change("profile-validates", MAIN, "RulesetArn = local.checks_arn, ", "", STACK),
        change("profile-validates", MAIN, '"CHECK_ALL"', '"CHECK_SOME"', STACK),
        *(
            change("profile-finds-personal-data", MAIN, f'"{kind}", ', "", STACK)
            for kind in ("PERSON_NAME", "CREDIT_CARD")
        ),
        change("profile-has-lineage", MAIN, "AWS::DataBrew::Dataset", "AWS::DataBrew::Recipe", STACK),
        change("profile-has-lineage", MAIN, "DatabaseName = var.catalog_database", "", STACK),
        change("profile-has-lineage", MAIN, "TableName    = var.table_name", "", STACK),
        change("profile-has-lineage", MAIN, "Input = {", 'Input = {\n            S3InputDefinition = { Bucket = "other" }', STACK),
        change("profile-protected", MAIN, "EncryptionKeyArn = local.data_key_arn", 'EncryptionKeyArn = "old-${local.data_key_arn}"', STACK),
        change("profile-role-changes-nothing", MAIN, '["s3:GetObject", "s3:PutObject"]', '["s3:GetObject"]', "aws_iam_role.profile"),
        allowed("profile-role-changes-nothing", MAIN, '["s3:GetObject", "s3:PutObject"]', '["s3:GetObject", "s3:PutObject"]' + SOMETIMES),
        change("profile-role-changes-nothing", MAIN, '/profiles/*"]', '/profiles/*/old"]', "aws_iam_role.profile"),
        change("profile-role-changes-nothing", MAIN, '"kms:GenerateDataKey"]', '"kms:GenerateDataKey", "databrew:StartJobRun"]', "aws_iam_role.profile"),
        change("profile-role-handed-to-databrew", MAIN, "role = aws_iam_role.deployment.id", "role = aws_iam_role.profile.id", STACK),
        change("profile-role-handed-to-databrew", MAIN, "Resource  = aws_iam_role.profile.arn", 'Resource  = "*"', STACK),
        change("profile-role-handed-to-databrew", MAIN, "        Condition = {",
               '      },\n      {\n        Effect    = "Allow"\n        Action    = ["databrew:ListJobs"]\n        Resource  = local.dataset_arn\n        Condition = {', STACK),
        *(
            change("profile-role-handed-to-databrew", MAIN, '"databrew:TagResource"', f'"iam:{action}"', STACK)
            for action in ("CreateRole", "AttachRolePolicy", "PutRolePolicy")
        ),
        change("profile-role-changes-nothing", MAIN, 'resource "aws_iam_role_policy" "profile" {', MORE % "profile" + 'resource "aws_iam_role_policy" "profile" {', "aws_iam_role.profile"),
    ],
    "streaming": [
        change("stream-encrypted", MAIN, 'encryption_type  = "KMS"', 'encryption_type  = "NONE"', STREAM),
        change("stream-encrypted", MAIN, "kms_key_id       = local.data_key_arn", 'kms_key_id       = "alias/aws/kinesis"', STREAM),
        change("stream-kept-over-a-weekend", MAIN, "retention_period = 168", "retention_period = 24", STREAM),
        change("stream-scales", MAIN, "ON_DEMAND", "PROVISIONED", STREAM),
        change("stream-delivered", MAIN, "kinesis_stream_arn = aws_kinesis_stream.records.arn",
               'kinesis_stream_arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/other"', STREAM),
        change("delivery-starts-the-pipeline", MAIN, '"incoming/stream/!', '"stream/!', DELIVERY),
        change("delivery-starts-the-pipeline", MAIN, '"undelivered/!', '"incoming/undelivered/!', DELIVERY),
        change("delivery-starts-the-pipeline", MAIN, '".json"', '".csv"', DELIVERY),
        change("delivery-in-large-objects", MAIN, "buffering_interval = 900", "buffering_interval = 60", DELIVERY),
        change("delivery-in-large-objects", MAIN, "buffering_size     = 128", "", DELIVERY),
        change("delivery-encrypted-and-logged", MAIN, "kms_key_arn = local.data_key_arn", "", DELIVERY),
        change("delivery-encrypted-and-logged", MAIN, "enabled         = true", "enabled         = false", DELIVERY),
        change("delivery-encrypted-and-logged", MAIN, "kms_key_id        = aws_kms_key.logs.arn", "", DELIVERY),
        change("delivery-watched", MAIN, "KinesisMillisBehindLatest", "IncomingRecords", DELIVERY),
        change("delivery-watched", MAIN, "threshold           = 86400000", "threshold           = 604800000", DELIVERY),
        change("delivery-watched", MAIN, "alarm_actions       = [local.alarm_topic_arn]", "alarm_actions       = []", DELIVERY,
               after="not_delivered"),
        change("delivery-role-narrow", MAIN, '"kinesis:ListShards"]', '"kinesis:ListShards", "kinesis:PutRecord"]', DELIVERY),
        change("delivery-role-narrow", MAIN, "/incoming/stream/*", "/*", DELIVERY),
        change("delivery-role-narrow", MAIN, '"kinesis:GetRecords", ', "", DELIVERY),
        change("stream-encrypted", MAIN, "kms_key_id       = local.data_key_arn", 'kms_key_id = "old-${local.data_key_arn}"', STREAM),
        change("stream-kept-over-a-weekend", MAIN, "retention_period = 168", "retention_period = 167", STREAM),
        change("delivery-starts-the-pipeline", MAIN, '"incoming/stream/!', '"old/incoming/stream/!', DELIVERY),
        change("delivery-starts-the-pipeline", MAIN, "    error_output_prefix", "    # error_output_prefix", DELIVERY),
        *(
            allowed("delivery-in-large-objects", MAIN, old, new)
            for old, new in (("buffering_interval = 900", "buffering_interval = 300"), ("buffering_size     = 128", "buffering_size = 64"))
        ),
        *(
            change("delivery-in-large-objects", MAIN, old, new, DELIVERY)
            for old, new in (("buffering_interval = 900", "buffering_interval = 299"), ("buffering_size     = 128", "buffering_size = 63"))
        ),
        change("delivery-encrypted-and-logged", MAIN, "aws_cloudwatch_log_group.delivery.name", '"other"', DELIVERY),
        allowed("delivery-encrypted-and-logged", MAIN, "retention_in_days = var.log_retention_days", "retention_in_days = 90"),
        change("delivery-encrypted-and-logged", MAIN, "retention_in_days = var.log_retention_days", "retention_in_days = 89", DELIVERY),
        *(
            change("delivery-watched", MAIN, '"GreaterThanThreshold"', '"LessThanLowerOrGreaterThanUpperThreshold"', DELIVERY, after=after)
            for after in ("KinesisMillisBehindLatest", "DeliveryToS3.DataFreshness")
        ),
        change("delivery-watched", MAIN, "alarm_actions       = [local.alarm_topic_arn]", "alarm_actions       = []", DELIVERY,
               after="KinesisMillisBehindLatest"),
        change("delivery-role-narrow", MAIN, "aws_iam_role.delivery.arn", '"arn:aws:iam::123456789012:role/other"', DELIVERY,
               after="extended_s3_configuration {"),
        change("delivery-role-narrow", MAIN, "/incoming/stream/*", "/incoming/stream/*/old", DELIVERY),
        change("delivery-role-narrow", MAIN, "    resources = [aws_kinesis_stream.records.arn]",
               '    resources = [aws_kinesis_stream.records.arn]\n  }\n\n  statement {\n    actions   = ["kinesis:PutRecord"]\n    resources = ["*"]' + SOMETIMES, DELIVERY),
        allowed("delivery-role-narrow", MAIN, '"s3:AbortMultipartUpload"]', '"s3:AbortMultipartUpload"]' + SOMETIMES),
        change("delivery-role-narrow", MAIN, '"arn:aws:s3:::${var.raw_data_bucket}/incoming', '"old-arn:aws:s3:::${var.raw_data_bucket}/incoming', DELIVERY),
        change("delivery-role-narrow", MAIN, 'resource "aws_iam_role_policy" "delivery" {', MORE % "delivery" + 'resource "aws_iam_role_policy" "delivery" {', DELIVERY),
    ],
    "replication": [
        change("replication-runs", MAIN, 'status   = "Enabled"', 'status   = each.key == "raw_data" ? "Disabled" : "Enabled"', REPLICATIONS[0],
               after='priority = 1'),
        change("replication-runs", MAIN, 'status = "Enabled"', 'status = "Disabled"', *REPLICATIONS, after="sse_kms_encrypted_objects"),
        change("replication-runs", MAIN, "replica_kms_key_id = aws_kms_key.replica.arn", "replica_kms_key_id = null", *REPLICATIONS),
        change("replication-to-another-region", "terraform.tfvars", "# Replace", 'replica_region = "eu-central-1"\n# Replace', *REPLICATIONS),
        change("replication-in-time", MAIN, "minutes = 15", "minutes = 60", *REPLICATIONS),
        change("replication-in-time", MAIN, 'status = "Enabled"', 'status = "Disabled"', *REPLICATIONS, after="replication_time"),
        change("replication-in-time", MAIN, 'status = "Enabled"', 'status = "Disabled"', *REPLICATIONS, after="metrics {"),
        change("deletions-stay-in-their-region", MAIN, 'status = "Disabled"', 'status = "Enabled"', *REPLICATIONS),
        change("replica-encrypted-by-a-key-of-its-region", MAIN, "provider = aws.replica\n", "", *REPLICATIONS,
               after='resource "aws_kms_key" "replica"'),
        change("replica-encrypted-by-a-key-of-its-region", MAIN, "replica_kms_key_id = aws_kms_key.replica.arn",
               "replica_kms_key_id = local.data_key_arn", *REPLICATIONS),
        change("replica-protected", MAIN, 'status = "Enabled"', 'status = "Suspended"', *REPLICAS, after='aws_s3_bucket_versioning" "replica"'),
        change("replica-protected", MAIN, "restrict_public_buckets = true", 'restrict_public_buckets = each.key != "raw_data"', REPLICAS[0]),
        change("replica-protected", MAIN, '"aws:kms"', '"AES256"', *REPLICAS),
        change("replica-protected", MAIN, 'values   = ["false"]', 'values   = ["true"]', *REPLICAS),
        change("replica-in-the-same-region-as-its-settings", MAIN, "provider = aws.replica\n", "", *REPLICAS,
               after='"aws_s3_bucket_logging" "replica"'),
        change("replica-kept-as-long", "variables.tf", "default     = 2557", "default     = 365", *REPLICAS),
        change("replica-kept-as-long", MAIN, 'status = "Enabled"', 'status = "Disabled"', *REPLICAS, after='id     = "data_retention"'),
        change("replication-role-narrow", MAIN, '"s3:ReplicateTags"]', '"s3:ReplicateTags", "s3:ReplicateDelete"]', *REPLICATIONS),
        change("replication-role-narrow", MAIN, '"kms:Encrypt", "kms:GenerateDataKey"', '"kms:Encrypt"', *REPLICATIONS),
        change("replication-role-narrow", MAIN, '"kms:ViaService"', '"aws:RequestedRegion"', *REPLICATIONS, after="EncryptReplicas"),
        change("replication-to-another-region", MAIN, "aws_s3_bucket.replica[each.key].arn", '"arn:aws:s3:::other"', *REPLICATIONS, after="destination {"),
        change("replica-encrypted-by-a-key-of-its-region", MAIN, "enable_key_rotation     = true", "enable_key_rotation = false", *REPLICATIONS),
        *(
            change("replica-protected", MAIN, f"{flag} = true", f'{flag} = each.key != "raw_data"', REPLICAS[0])
            for flag in ("block_public_acls      ", "block_public_policy    ", "ignore_public_acls     ")
        ),
        *(
            change(rule, MAIN, "for_each = local.sources", 'for_each = { for name, source in local.sources : name => source if name != "raw_data" }', REPLICAS[0],
                   after=f'resource "aws_s3_bucket_{kind}" "replica"')
            for rule, kind in (
                ("replica-protected", "versioning"), ("replica-protected", "public_access_block"), ("replica-protected", "policy"),
                ("replica-protected", "server_side_encryption_configuration"), ("replica-kept-as-long", "lifecycle_configuration"),
            )
        ),
        change("replica-protected", MAIN, "kms_master_key_id = aws_kms_key.replica.arn", "", *REPLICAS),
        change("replica-kept-as-long", "variables.tf", "default     = 2557", "default     = 2556", *REPLICAS),
        change("replication-role-narrow", MAIN, "= aws_iam_role.replication.arn", '= "arn:aws:iam::123456789012:role/other"', *REPLICATIONS),
    ],
}  # fmt: skip
CASES = [
    pytest.param(name, case, id=f"{name}-{case.rule}-{number}")
    for name, cases in CHANGES.items()
    for number, case in enumerate(cases)
]


def judge(name: str, folder: Path) -> ScanResult:
    rules = (str(EXERCISES / name / "rules.yml"),)
    return scan(ScanOptions(targets=Targets(paths=(str(folder),), cache=False), rules=rules))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "case"), CASES)
def test_a_rule_fails_where_what_it_asks_for_is_taken_away(name: str, case: Change, tmp_path: Path) -> None:
    copy = copied(f"batch-data-pipeline/exercises/{name}", tmp_path)
    file = copy / case.file
    text = file.read_text("utf-8")
    start = text.index(case.after)
    assert case.old in text[start:], "the exercise has changed: adapt this case"
    file.write_text(text[:start] + text[start:].replace(case.old, case.new, 1), "utf-8")
    result = judge(name, copy)
    assert [item for item in result.diagnostics if item.severity == "error"] == []
    found = [item for item in result.findings if item.rule_id == case.rule and item.outcome is not Outcome.PASS]
    assert {item.resource.address for item in found} == case.addresses
    assert {item.outcome for item in found} <= {Outcome.FAIL}


@pytest.mark.parametrize("name", CHANGES)
def test_every_rule_has_such_a_case_and_passes_without_it(name: str, tmp_path: Path) -> None:
    result = judge(name, copied(f"batch-data-pipeline/exercises/{name}", tmp_path))
    assert {item.outcome for item in result.findings} == {Outcome.PASS}
    assert {rule.id for rule in result.rules if rule.applicable} == {rule.id for rule in result.rules}
    assert {case.rule for case in CHANGES[name]} == {rule.id for rule in result.rules}


BROKEN = {
    "data-quality": "checks-of-another-table",
    "profiling": "profile-of-a-sample",
    "streaming": "records-melt-away",
    "replication": "replica-next-door",
}


README = EXERCISES / "README.md"


@pytest.mark.parametrize(("command", "output"), shown(README), ids=lambda text: text.partition("\n")[0])
def test_the_readme_shows_what_its_commands_print(command: str, output: str) -> None:
    process = run(command, EXERCISES)
    assert (process.stdout, process.stderr, process.returncode) == (output, "", 0)


def test_the_readme_shows_every_exercise() -> None:
    folders = {path.name for path in EXERCISES.iterdir() if path.is_dir()} - {"broken"}
    assert folders == set(CHANGES)
    assert {command.split()[-1] for command, _ in shown(README)} == folders


@pytest.mark.parametrize("name", CHANGES)
def test_the_packs_find_nothing_wrong(name: str) -> None:
    process = run(f"riveter scan -p aws-security -p soc2-security {name} -f json", EXERCISES)
    assert process.returncode == 0
    assert {entry["outcome"] for entry in json.loads(process.stdout)["findings"]} == {"pass"}


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_a_plan_has_the_same_values_and_verdicts(name: str, tmp_path: Path) -> None:
    asked = {"aws_account_id": ACCOUNT}
    plan = terraform_plan_json(EXERCISES / name, asked)
    assert_agreement(EXERCISES / name, plan, asked, more_known=1)
    copy = copied(f"batch-data-pipeline/exercises/{name}", tmp_path)
    (copy / "plan.json").write_text(json.dumps(plan), "utf-8")
    verdicts = [
        {(item.rule_id, item.resource.address): item.outcome for item in judge(name, path).findings}
        for path in (copy / "plan.json", EXERCISES / name)
    ]
    assert verdicts[0] == verdicts[1]
