"""No rule of the examples passes for the wrong reason: take away what it asks for, and it fails, on that resource and on no other."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from riveter.api import ScanOptions, ScanResult, Targets, scan
from riveter.findings import Outcome
from tests.examples.commands import EXAMPLES


class Change(NamedTuple):
    """`old` in a file becomes `new` (once, where it first stands after `after`); then `rule` fails on exactly `addresses`."""

    rule: str
    file: str
    old: str
    new: str
    addresses: frozenset[str]
    after: str = ""


def change(rule: str, file: str, old: str, new: str, *addresses: str, after: str = "") -> Change:
    return Change(rule, file, old, new, frozenset(addresses), after)


RULES = {
    "batch-data-pipeline": ("data-security-rules.yml", "compliance-rules.yml", "pipeline-rules.yml"),
    "audit-table": ("audit-rules.yml",),
    "secure-data-pipeline": ("secure-pipeline-rules.yml",),
    "dxr-athena-export": ("dxr-rules.yml",),
}

BATCH = [
    change("s3-buckets-must-use-kms-encryption", "storage.tf", '"aws:kms"', '"AES256"',
           "aws_s3_bucket_server_side_encryption_configuration.raw_data"),
    change("s3-buckets-must-use-kms-encryption", "storage.tf", "kms_master_key_id = aws_kms_key.data_key.arn", "",
           "aws_s3_bucket_server_side_encryption_configuration.scripts", after='"scripts" {\n  bucket = aws'),
    change("data-buckets-must-have-lifecycle-policies", "storage.tf", '"Enabled"', '"Disabled"',
           "aws_s3_bucket_lifecycle_configuration.raw_data"),
    change("kms-key-rotation", "storage.tf", "enable_key_rotation     = true", "", "aws_kms_key.logs_key", after='"logs_key" {'),
    change("s3-public-access", "storage.tf", "restrict_public_buckets = true", 'restrict_public_buckets = each.key != "temp"',
           "aws_s3_bucket.temp"),
    change("s3-encrypted-at-rest-and-in-transit", "storage.tf", '"aws:kms"', '"AES256"', "aws_s3_bucket.temp",
           after='resource "aws_s3_bucket" "temp" {'),
    change("s3-encrypted-at-rest-and-in-transit", "storage.tf", "bucket = aws_s3_bucket.scripts.id", 'bucket = "another"',
           "aws_s3_bucket.scripts"),
    change("s3-encrypted-at-rest-and-in-transit", "iam.tf", 'values   = ["false"]', 'values   = ["true"]',
           *(f"aws_s3_bucket.{name}" for name in ("raw_data", "processed_data", "scripts", "temp")),
           after='data "aws_iam_policy_document" "bucket"'),
    change("s3-versioning", "storage.tf", 'status = "Enabled"', 'status = each.key == "scripts" ? "Suspended" : "Enabled"',
           "aws_s3_bucket.scripts", after='resource "aws_s3_bucket_versioning" "all"'),
    change("s3-lifecycle-transition-order", "storage.tf", "days          = 90", "days          = 10",
           "aws_s3_bucket_lifecycle_configuration.raw_data"),
    change("iam-roles-must-have-least-privilege-policies", "iam.tf", "Resource = aws_glue_job.etl_job.arn", 'Resource = "*"',
           "aws_iam_role_policy.lambda_policy"),
    change("iam-roles-must-have-least-privilege-policies", "iam.tf", "[aws_sns_topic.alarms.arn]", '["*"]',
           "aws_iam_role_policy.monitor_policy"),
    change("lambda-functions-must-have-cloudwatch-logging", "processing.tf", "LOG_LEVEL     = var.log_level", "",
           "aws_lambda_function.data_processor"),
    change("s3-classified-and-audited", "storage.tf", '"Internal"', '"Intrenal"', "aws_s3_bucket.scripts"),
    change("s3-classified-and-audited", "storage.tf", "for_each = local.buckets",
           'for_each = { for name, bucket in local.buckets : name => bucket if name != "temp" }',
           "aws_s3_bucket.temp", after='resource "aws_s3_bucket_logging" "all"'),
    change("log-groups-kept-and-encrypted", "processing.tf", "retention_in_days = var.log_retention_days", "retention_in_days = 30",
           "aws_cloudwatch_log_group.glue", after='"glue" {'),
    change("log-groups-kept-and-encrypted", "processing.tf", "kms_key_id        = aws_kms_key.logs_key.arn", "",
           "aws_cloudwatch_log_group.glue", after='"glue" {'),
    change("glue-jobs-must-have-security-configuration", "processing.tf",
           "security_configuration = aws_glue_security_configuration.etl_security.name", "", "aws_glue_job.etl_job"),
    change("glue-jobs-must-enable-cloudwatch-logging", "processing.tf", '"true"', '"false"', "aws_glue_job.etl_job",
           after="--enable-continuous-cloudwatch-log"),
    change("glue-security-configuration-encrypts", "processing.tf", "aws_glue_security_configuration.etl_security.name", '"etl"',
           "aws_glue_crawler.processed_data", after='"aws_glue_crawler"'),
    change("glue-security-configuration-encrypts", "processing.tf", 's3_encryption_mode = "SSE-KMS"', 's3_encryption_mode = "SSE-S3"',
           "aws_glue_job.etl_job", "aws_glue_crawler.processed_data"),
    change("glue-role-may-use-key", "iam.tf", '["kms:Decrypt", "kms:GenerateDataKey"]', '["kms:Decrypt"]', "aws_iam_role.glue_role",
           after='"glue_policy"'),
    change("glue-role-may-use-key", "iam.tf", "Resource = aws_kms_key.data_key.arn", "Resource = aws_kms_key.logs_key.arn",
           "aws_iam_role.glue_role", after='"glue_policy"'),
    change("glue-script-bucket", "storage.tf", "block_public_policy     = true", 'block_public_policy     = each.key != "scripts"',
           "aws_glue_job.etl_job"),
    change("glue-script-bucket", "processing.tf", "s3://${aws_s3_bucket.scripts.bucket}/", "s3://somebody-elses-bucket/",
           "aws_glue_job.etl_job"),
    change("lambda-failures-are-kept", "processing.tf", '"Active"', '"PassThrough"', "aws_lambda_function.data_processor"),
    change("lambda-failures-are-kept", "processing.tf", "reserved_concurrent_executions = 2", "", "aws_lambda_function.job_monitor"),
    change("alarms-reach-someone", "processing.tf", "alarm_actions       = [aws_sns_topic.alarms.arn]", "alarm_actions       = []",
           "aws_cloudwatch_metric_alarm.dead_letters", after='"dead_letters"'),
]  # fmt: skip

AUDIT = [
    change("audited-table-streams", "variables.tf", "orderId", 'orderId"\n      stream_view_type = "KEYS_ONLY',
           'module.table["orders"].aws_dynamodb_table.this'),
    change("audited-stream-consumed", "modules/audited-table/main.tf", "bisect_batch_on_function_error = true", "",
           'module.table["orders"].aws_dynamodb_table.this', 'module.table["payments"].aws_dynamodb_table.this'),
    change("audited-table-recoverable", "modules/audited-table/main.tf", "enabled = true", 'enabled = var.range_key != null',
           'module.table["orders"].aws_dynamodb_table.this', after="point_in_time_recovery"),
    change("table-encrypted", "modules/audited-table/main.tf", "kms_key_arn = var.kms_key_arn", "kms_key_arn = null",
           'module.table["orders"].aws_dynamodb_table.this', 'module.table["payments"].aws_dynamodb_table.this'),
    change("delivery-encrypted-and-logged", "delivery.tf", "CUSTOMER_MANAGED_CMK", "AWS_OWNED_CMK",
           "aws_kinesis_firehose_delivery_stream.audit"),
    change("delivery-partitioned", "delivery.tf", "records/day=!{timestamp:yyyy-MM-dd}/", "records/",
           "aws_kinesis_firehose_delivery_stream.audit"),
    change("archive-immutable", "delivery.tf", "COMPLIANCE", "GOVERNANCE", "aws_kinesis_firehose_delivery_stream.audit"),
    change("archive-immutable", "variables.tf", "default     = 7", "default     = 6", "aws_kinesis_firehose_delivery_stream.audit"),
    change("archive-immutable", "delivery.tf", "bucket_arn          = aws_s3_bucket.audit.arn",
           "bucket_arn          = aws_s3_bucket.results.arn", "aws_kinesis_firehose_delivery_stream.audit"),
    change("bucket-protected", "delivery.tf", "Effect    = \"Deny\"", 'Effect    = each.key == "audit" ? "Deny" : "Allow"',
           "aws_s3_bucket.results"),
    change("auditor-cannot-change-tables", "iam.tf", '"dynamodb:GetRecords", ', '"dynamodb:*", ', "aws_iam_role_policy.function"),
    change("no-full-access", "iam.tf", "AWSXRayDaemonWriteAccess", "AmazonKinesisFirehoseFullAccess",
           "aws_iam_role_policy_attachment.tracing"),
    change("query-results-encrypted", "query.tf", "SSE_KMS", "SSE_S3", "aws_athena_workgroup.audit", after="aws_athena_workgroup"),
    change("late-audit-noticed", "delivery.tf", "  kms_master_key_id = aws_kms_key.audit.arn\n", "",
           'module.table["orders"].aws_cloudwatch_metric_alarm.behind', 'module.table["payments"].aws_cloudwatch_metric_alarm.behind',
           after='"aws_sns_topic" "alarms"'),
]  # fmt: skip

BUCKETS = {
    name: f'module.bucket["{name}"].aws_s3_bucket.this' for name in ("raw-data", "cloudtrail-log", "athena-results")
}
MODULE = "modules/secure-bucket/main.tf"

SECURE = [
    change("bucket-encrypted", MODULE, "bucket_key_enabled = true", "bucket_key_enabled = false", *BUCKETS.values()),
    change("bucket-versioned", MODULE, '"Enabled"', 'var.classification == "Internal" ? "Suspended" : "Enabled"',
           BUCKETS["cloudtrail-log"]),
    change("bucket-private", MODULE, "block_public_acls       = true", "block_public_acls       = var.expiration_days != null",
           BUCKETS["raw-data"]),
    change("bucket-tls-only", MODULE, '"aws:SecureTransport"', '"aws:MultiFactorAuthPresent"', *BUCKETS.values()),
    change("bucket-lifecycle-order", MODULE, 'sort([for storage_class, days in rule.value.days : format("%05d %s", days, storage_class)])',
           'reverse(sort([for storage_class, days in rule.value.days : format("%05d %s", days, storage_class)]))',
           'module.bucket["raw-data"].aws_s3_bucket_lifecycle_configuration.this',
           'module.bucket["cloudtrail-log"].aws_s3_bucket_lifecycle_configuration.this'),
    change("trail-trustworthy", "audit.tf", "enable_log_file_validation    = true", "", "aws_cloudtrail.s3_events"),
    change("trail-records-objects", "audit.tf", "${module.bucket[\"raw-data\"].arn}/", "arn:aws:s3:::another/",
           "aws_cloudtrail.s3_events"),
    change("trail-records-objects", "audit.tf", "AWS::S3::Object", "AWS::DynamoDB::Table", "aws_cloudtrail.s3_events"),
    change("trail-bucket-append-only", "main.tf", "policy = data.aws_iam_policy_document.trail_delivery.json", "",
           "aws_cloudtrail.s3_events"),
    change("trail-bucket-append-only", "iam.tf", '["s3:DeleteObject", "s3:DeleteObjectVersion"]', '["s3:DeleteObject"]',
           "aws_cloudtrail.s3_events"),
    change("athena-results-encrypted", "audit.tf", "enforce_workgroup_configuration    = true",
           "enforce_workgroup_configuration    = false", "aws_athena_workgroup.audit"),
    change("provenance-no-loop", "provenance.tf", 'filter_prefix       = "incoming/"', "", "aws_s3_bucket_notification.raw_data"),
    change("provenance-no-loop", "provenance.tf", 'filter_prefix       = "incoming/"', 'filter_prefix       = "provenance/"',
           "aws_s3_bucket_notification.raw_data"),
    change("provenance-cannot-alter-data", "iam.tf", '["s3:PutObject"]', '["s3:*Object"]', "aws_iam_role_policy.provenance"),
    change("function-loses-nothing", "provenance.tf", "target_arn = aws_sqs_queue.failed.arn", "", "aws_lambda_function.provenance"),
    change("log-groups-kept", "audit.tf", "retention_in_days = 365", "retention_in_days = 364", "aws_cloudwatch_log_group.trail"),
    change("kms-rotation", "main.tf", "enable_key_rotation     = true", "enable_key_rotation     = false", "aws_kms_key.data"),
]  # fmt: skip

FUNCTION, STORAGE, CATALOG, IAM = (f"terraform/{name}.tf" for name in ("function", "storage", "catalog", "iam"))

DXR = [
    change("export-function-built", FUNCTION, "lambda/lambda_function.zip", "lambda/other.zip", "aws_lambda_function.export"),
    change("export-function-built", FUNCTION, "source_code_hash", "# source_code_hash", "aws_lambda_function.export"),
    change("export-function-built", FUNCTION, "lambda_function.lambda_handler", "index.handler", "aws_lambda_function.export"),
    change("export-function-built", FUNCTION, "python3.13", "python3.9", "aws_lambda_function.export"),
    change("export-function-alone", FUNCTION, "= 900", "= 300", "aws_lambda_function.export"),
    change("export-function-alone", FUNCTION, "reserved_concurrent_executions = 1", "", "aws_lambda_function.export"),
    change("token-kept-nowhere", FUNCTION, "PAGE_SIZE ", 'PAT_TOKEN = "x"\n PAGE_SIZE ', "aws_lambda_function.export"),
    change("token-kept-nowhere", FUNCTION, "local.export_prefix", '"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlLW9mLWl0"',
           "aws_lambda_function.export"),
    change("token-kept-nowhere", FUNCTION, "  tracing_config",
           "  dead_letter_config {\n    target_arn = aws_kms_key.export.arn\n  }\n  tracing_config", "aws_lambda_function.export"),
    change("exports-private", STORAGE, "block_public_acls       = true", "block_public_acls       = false", "aws_s3_bucket.export"),
    change("exports-private", STORAGE, "block_public_policy     = true", "", "aws_s3_bucket.export"),
    change("exports-private", STORAGE, "ignore_public_acls      = true", "ignore_public_acls      = false", "aws_s3_bucket.export"),
    change("exports-private", STORAGE, "restrict_public_buckets = true", "", "aws_s3_bucket.export"),
    change("exports-encrypted", STORAGE, '"aws:kms"', '"AES256"', "aws_s3_bucket.export"),
    change("exports-encrypted", STORAGE, "kms_master_key_id = aws_kms_key.export.arn", "", "aws_s3_bucket.export"),
    change("exports-encrypted", IAM, 'effect    = "Deny"', 'effect    = "Allow"', "aws_s3_bucket.export"),
    change("exports-encrypted", IAM, '["s3:*"]', '["s3:GetObject"]', "aws_s3_bucket.export"),
    change("exports-encrypted", IAM, ', "${aws_s3_bucket.export.arn}/*"]', "]", "aws_s3_bucket.export"),
    change("exports-encrypted", IAM, "aws:SecureTransport", "aws:MultiFactorAuthPresent", "aws_s3_bucket.export"),
    change("exports-replaced-safely", STORAGE, 'status = "Enabled"', 'status = "Suspended"', "aws_s3_bucket.export"),
    change("unfinished-uploads-removed", STORAGE, 'status = "Enabled"', 'status = "Disabled"',
           "aws_s3_bucket_lifecycle_configuration.export", after='id     = "exports"'),
    change("unfinished-uploads-removed", STORAGE, "days_after_initiation = 1", "days_after_initiation = 30",
           "aws_s3_bucket_lifecycle_configuration.export"),
    change("unfinished-uploads-removed", STORAGE, "prefix = local.export_prefix", 'prefix = "other/"',
           "aws_s3_bucket_lifecycle_configuration.export"),
    change("unfinished-uploads-removed", STORAGE, "    expiration {",
           '    transition {\n      days          = 20\n      storage_class = "GLACIER"\n    }\n\n    expiration {',
           "aws_s3_bucket_lifecycle_configuration.export"),
    change("function-writes-exports-only", IAM, '"s3:PutObject", ', '"s3:PutObject", "s3:GetObject", ', "aws_iam_role_policy.lambda"),
    change("function-writes-exports-only", IAM, '"s3:PutObject", ', '"s3:PutObject", "s3:Delete*", ', "aws_iam_role_policy.lambda"),
    change("function-writes-exports-only", IAM, "/${local.export_prefix}*", "/*", "aws_iam_role_policy.lambda"),
    change("exports-crawled", CATALOG, '"export-jsonl-crawler"', '"crawler"', "aws_glue_crawler.export", after='"aws_glue_crawler"'),
    change("exports-crawled", CATALOG, '"exported_"', '"dxr_"', "aws_glue_crawler.export"),
    change("exports-crawled", CATALOG, "/${local.export_prefix}", "/", "aws_glue_crawler.export"),
    change("exports-crawled", CATALOG, '"my_export_db"', '"other"', "aws_glue_crawler.export"),
    change("exports-in-one-table", CATALOG, "CombineCompatibleSchemas", "Other", "aws_glue_crawler.export"),
    change("crawler-reads-only", IAM, '["s3:GetObject"]', '["s3:GetObject", "s3:PutObject"]', "aws_iam_role_policy.crawler"),
    change("crawler-reads-only", IAM, '["s3:GetObject"]', '["s3:*Object"]', "aws_iam_role_policy.crawler"),
    change("crawler-reads-only", IAM, '"glue:UpdateTable",', '"glue:UpdateTable", "glue:DeleteTable",', "aws_iam_role_policy.crawler"),
    change("results-beside-exports", CATALOG, "enforce_workgroup_configuration    = true", "enforce_workgroup_configuration    = false",
           "aws_athena_workgroup.export"),
    change("results-beside-exports", CATALOG, "${local.results_prefix}", "${local.export_prefix}results/", "aws_athena_workgroup.export"),
    change("results-beside-exports", CATALOG, '"SSE_KMS"', '"SSE_S3"', "aws_athena_workgroup.export"),
    change("queries-on-the-catalog", CATALOG, "= file(", '= each.key == "newly-sensitive.sql" ? "SELECT 1" : file(',
           'aws_athena_named_query.this["newly-sensitive.sql"]'),
    change("queries-on-the-catalog", CATALOG, "aws_glue_catalog_database.export.name",
           'each.key == "newly-sensitive.sql" ? "default" : "my_export_db"', 'aws_athena_named_query.this["newly-sensitive.sql"]', after='"aws_athena_named_query"'),
    change("queries-on-the-catalog", CATALOG, "aws_athena_workgroup.export.id", '"primary"',
           *(f'aws_athena_named_query.this["{name}.sql"]'
             for name in ("latest-inventory", "newly-sensitive", "sensitive-files", "sensitivity-by-datasource"))),
]  # fmt: skip

CHANGES = {"batch-data-pipeline": BATCH, "audit-table": AUDIT, "secure-data-pipeline": SECURE, "dxr-athena-export": DXR}
CASES = [
    pytest.param(example, case, id=f"{example}-{case.rule}-{number}")
    for example, cases in CHANGES.items()
    for number, case in enumerate(cases)
]


def copied(example: str, folder: Path) -> Path:
    """A copy of an example without its broken variants."""
    target = folder / example
    shutil.copytree(EXAMPLES / example, target, ignore=shutil.ignore_patterns("broken", ".terraform*", "*.zip"))
    return target


def scan_example(example: str, folder: Path) -> ScanResult:
    rules = tuple(str(EXAMPLES / example / name) for name in RULES[example])
    return scan(ScanOptions(targets=Targets(paths=(str(folder),), cache=False), rules=rules))


@pytest.mark.parametrize(("example", "case"), CASES)
def test_a_rule_fails_where_what_it_asks_for_is_taken_away(example: str, case: Change, tmp_path: Path) -> None:
    copy = copied(example, tmp_path)
    file = copy / case.file
    text = file.read_text(encoding="utf-8")
    start = text.index(case.after)
    assert case.old in text[start:], "the example has changed: adapt this case"
    file.write_text(text[:start] + text[start:].replace(case.old, case.new, 1), encoding="utf-8")

    result = scan_example(example, copy)

    assert [item for item in result.diagnostics if item.severity == "error"] == []
    verdicts = {item.resource.address: item.outcome for item in result.findings if item.rule_id == case.rule}
    assert {address for address, outcome in verdicts.items() if outcome is not Outcome.PASS} == case.addresses
    assert {verdicts[address] for address in case.addresses} == {Outcome.FAIL}


@pytest.mark.parametrize("example", sorted(CHANGES))
def test_every_rule_of_an_example_has_such_a_case_and_passes_without_it(example: str, tmp_path: Path) -> None:
    result = scan_example(example, copied(example, tmp_path))

    assert {item.outcome for item in result.findings} == {Outcome.PASS}
    assert {rule.id for rule in result.rules if rule.applicable} == {rule.id for rule in result.rules}
    assert {case.rule for case in CHANGES[example]} == {rule.id for rule in result.rules}
