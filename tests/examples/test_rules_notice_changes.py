"""No rule of the examples passes for the wrong reason: take away what it asks for, and it fails, on that resource and on no other.

`python -m tests.examples.mutants` lists the changes of the rules that nothing here notices.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from riveter.api import ScanOptions, ScanResult, Targets, scan
from riveter.findings import Outcome
from tests.examples.changes import Change, added, allowed, change
from tests.examples.commands import EXAMPLES
from tests.examples.sentence_changes import SENTENCE_CHANGES

RULES = {
    "first-rule": ("rules.yml",),
    "batch-data-pipeline": (
        "data-security-rules.yml",
        "compliance-rules.yml",
        "pipeline-rules.yml",
        "architecture-rules.yml",
        "governance-patterns.yml",
    ),
    "audit-table": ("audit-rules.yml", "parts-rules.yml"),
    "secure-data-pipeline": ("secure-pipeline-rules.yml", "parts-rules.yml"),
    "dxr-athena-export": ("dxr-rules.yml", "parts-rules.yml"),
    "audit-log-analytics": ("log-analytics-rules.yml", "parts-rules.yml"),
}

FIRST = [
    change("versioning-enabled", "main.tf", '"Enabled"', '"Suspended"', "aws_s3_bucket_versioning.reports"),
    change("bucket-versioned", "main.tf", "aws_s3_bucket.reports.id", '"another"', "aws_s3_bucket.reports"),
]

FINANCIAL = """resource "aws_s3_bucket_lifecycle_configuration" "ledger" {
  bucket = "acme-financial-ledger"

  rule {
    id     = "retention"
    status = "Enabled"

    filter {}

    expiration {
      days = %d
    }
  }
}
"""

BATCH = [
    # the patterns for rules of one's own
    change("sensitive-data-buckets-must-have-additional-encryption", "storage.tf", "bucket_key_enabled = true", "bucket_key_enabled = false",
           "aws_s3_bucket.temp", after='resource "aws_s3_bucket" "temp" {'),
    change("sensitive-data-buckets-must-have-additional-encryption", "storage.tf", "bucket_key_enabled = true", "", "aws_s3_bucket.temp",
           after='resource "aws_s3_bucket" "temp" {'),
    added("financial-data-must-have-7-year-retention", "storage.tf", FINANCIAL % 2554, "aws_s3_bucket_lifecycle_configuration.ledger"),
    allowed("financial-data-must-have-7-year-retention", "storage.tf", "# ", FINANCIAL % 2555 + "\n# "),
    change("data-processing-roles-must-use-specific-policies", "iam.tf", '"lambda.amazonaws.com"', '"ec2.amazonaws.com"', "aws_iam_role.lambda_role"),
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
    change("data-buckets-must-have-lifecycle-policies", "storage.tf",
           """    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }

    transition {
      days          = 90
      storage_class = "GLACIER"
    }
""", "", "aws_s3_bucket_lifecycle_configuration.raw_data"),
    change("kms-key-rotation", "storage.tf", "enable_key_rotation     = true", 'customer_master_key_spec = "SYMMETRIC_DEFAULT"\n  enable_key_rotation = false',
           "aws_kms_key.logs_key", after='"logs_key" {'),
    allowed("kms-key-rotation", "storage.tf", "enable_key_rotation     = true", 'customer_master_key_spec = "RSA_2048"\n  enable_key_rotation = false',
            after='"logs_key" {'),
    *(
        change("s3-public-access", "storage.tf", f"{flag} = true", f'{flag} = each.key != "temp"', "aws_s3_bucket.temp")
        for flag in ("block_public_acls      ", "block_public_policy    ", "ignore_public_acls     ")
    ),
    change("s3-public-access", "storage.tf", "for_each = local.buckets",
           'for_each = { for name, bucket in local.buckets : name => bucket if name != "temp" }', "aws_s3_bucket.temp",
           after='resource "aws_s3_bucket_public_access_block" "all"'),
    change("s3-encrypted-at-rest-and-in-transit", "storage.tf", '"aws:kms"', '"AES256"', "aws_s3_bucket.raw_data"),
    change("s3-encrypted-at-rest-and-in-transit", "iam.tf", 'effect    = "Deny"', 'effect    = "Allow"',
           *(f"aws_s3_bucket.{name}" for name in ("raw_data", "processed_data", "scripts", "temp")),
           after='data "aws_iam_policy_document" "bucket"'),
    allowed("s3-classified-and-audited", "storage.tf", '"Internal"', '"Public"'),
    *(
        allowed("log-groups-kept-and-encrypted", "processing.tf", "retention_in_days = var.log_retention_days", f"retention_in_days = {days}",
                after='"glue" {')
        for days in (0, 90)
    ),
    change("log-groups-kept-and-encrypted", "processing.tf", "retention_in_days = var.log_retention_days", "retention_in_days = 89",
           "aws_cloudwatch_log_group.glue", after='"glue" {'),
    allowed("glue-security-configuration-encrypts", "processing.tf", "security_configuration = aws_glue_security_configuration.etl_security.name", "",
            after='"aws_glue_crawler"'),
    *(
        change("glue-security-configuration-encrypts", "processing.tf", f'_mode = "{mode}"', '_mode = "DISABLED"',
               "aws_glue_job.etl_job", "aws_glue_crawler.processed_data", after=block)
        for block, mode in (("    cloudwatch_encryption {", "SSE-KMS"), ("    job_bookmarks_encryption {", "CSE-KMS"))
    ),
    change("glue-script-bucket", "storage.tf", "restrict_public_buckets = true", 'restrict_public_buckets = each.key != "scripts"', "aws_glue_job.etl_job"),
    *(
        change("glue-script-bucket", "storage.tf", "for_each = local.buckets",
               'for_each = { for name, bucket in local.buckets : name => bucket if name != "scripts" }', "aws_glue_job.etl_job",
               after=f'resource "aws_s3_bucket_{kind}" "all"')
        for kind in ("public_access_block", "versioning")
    ),
    change("glue-script-bucket", "storage.tf", 'status = "Enabled"', 'status = each.key == "scripts" ? "Suspended" : "Enabled"',
           "aws_glue_job.etl_job", after='resource "aws_s3_bucket_versioning" "all"'),
    change("lambda-failures-are-kept", "processing.tf", "  dead_letter_config {\n    target_arn = aws_sqs_queue.dead_letter.arn\n  }", "",
           "aws_lambda_function.data_processor"),
    change("lambda-failures-are-kept", "processing.tf", "reserved_concurrent_executions = 2", "reserved_concurrent_executions = 0",
           "aws_lambda_function.job_monitor"),
    allowed("lambda-failures-are-kept", "processing.tf", "reserved_concurrent_executions = 2", "reserved_concurrent_executions = 1"),
    change("alarms-reach-someone", "processing.tf", "kms_master_key_id", "# kms_master_key_id",
           *(f"aws_cloudwatch_metric_alarm.{name}" for name in
             ("dead_letters", "failed_tasks", 'function_errors["data_processor"]', 'function_errors["job_monitor"]')),
           after='resource "aws_sns_topic" "alarms"'),
]  # fmt: skip

AUDIT_TABLE = "terraform/modules/audited-table/main.tf"
AUDIT_FILES = ("variables", "delivery", "storage", "iam", "catalog")
AUDIT_VARIABLES, AUDIT_DELIVERY, AUDIT_STORAGE, AUDIT_IAM, AUDIT_CATALOG = (
    f"terraform/{name}.tf" for name in AUDIT_FILES
)
TABLES = tuple(f'module.table["{name}"].aws_dynamodb_table.this' for name in ("Orders", "Payments"))
MAPPINGS = tuple(f'module.table["{name}"].aws_lambda_event_source_mapping.this' for name in ("Orders", "Payments"))
FUNCTION_ROLE, WRITER_ROLE = 'aws_iam_role.this["function"]', 'aws_iam_role.this["writer"]'
AUDITOR, ARCHIVER = "aws_lambda_function.stream_to_firehose", "aws_kinesis_firehose_delivery_stream.audit"
ARCHIVE, CRAWLER = "aws_s3_bucket.audit", "aws_glue_crawler.records"
AUDIT_BUCKETS = (ARCHIVE, "aws_s3_bucket.failed", "aws_s3_bucket.results")
AUDIT_QUERIES = tuple(
    f'aws_athena_named_query.this["{name}.sql"]'
    for name in ("all-events", "changes-of-a-week", "current-orders", "order-history", "returned-orders")
)

AUDIT = [
    change("orders-by-their-id", AUDIT_VARIABLES, '"orderId"', '"orderNumber"', TABLES[0]),
    change("orders-by-their-id", AUDIT_TABLE, 'type = "S"', 'type = "N"', TABLES[0]),
    change("audited-table-recoverable", AUDIT_TABLE, "enabled = true", "enabled = var.range_key != null", TABLES[0],
           after="point_in_time_recovery"),
    change("audited-table-recoverable", AUDIT_VARIABLES, "default     = true", "default     = false", *TABLES, after="deletion_protection"),
    change("table-encrypted", AUDIT_TABLE, "enabled     = true", "enabled     = false", *TABLES),
    change("table-encrypted", AUDIT_TABLE, "kms_key_arn = var.kms_key_arn", "kms_key_arn = null", *TABLES),
    change("audited-table-streams", AUDIT_TABLE, "stream_enabled              = true", "stream_enabled              = var.range_key != null", TABLES[0]),
    change("audited-table-streams", AUDIT_TABLE, '"NEW_IMAGE"', '"OLD_IMAGE"', *TABLES),
    change("audited-table-streams", AUDIT_TABLE, '"NEW_IMAGE"', '"NEW_AND_OLD_IMAGES"', *TABLES),
    change("audited-stream-consumed", AUDIT_TABLE, "aws_dynamodb_table.this.stream_arn", '"arn:aws:dynamodb:eu-central-1:123456789012:table/a/stream/b"', *TABLES),
    change("audited-stream-consumed", AUDIT_TABLE, "= var.function_arn", '= "another"', *TABLES),
    change("audited-stream-consumed", AUDIT_TABLE, "  starting_position", "  enabled = false\n  starting_position", *TABLES),
    change("audited-stream-consumed", AUDIT_TABLE, "TRIM_HORIZON", "LATEST", *TABLES),
    change("audited-stream-consumed", AUDIT_TABLE, "= var.batch_size", "= var.range_key == null ? 1000 : 100", TABLES[0]),
    change("nothing-lost-on-the-way", AUDIT_TABLE, "bisect_batch_on_function_error = true", "", *MAPPINGS),
    change("nothing-lost-on-the-way", AUDIT_TABLE, '["ReportBatchItemFailures"]', "[]", *MAPPINGS),
    change("nothing-lost-on-the-way", AUDIT_TABLE, "maximum_retry_attempts         = 10", "maximum_retry_attempts         = -1", *MAPPINGS),
    change("nothing-lost-on-the-way", AUDIT_TABLE, "maximum_retry_attempts         = 10", "maximum_retry_attempts         = 0", *MAPPINGS),
    change("nothing-lost-on-the-way", AUDIT_TABLE, "maximum_record_age_in_seconds  = 43200", "maximum_record_age_in_seconds  = 60", *MAPPINGS),
    change("nothing-lost-on-the-way", AUDIT_TABLE, "maximum_record_age_in_seconds  = 43200", "", *MAPPINGS),
    change("nothing-lost-on-the-way", AUDIT_TABLE, "destination_arn = var.failure_bucket_arn",
           'destination_arn = "arn:aws:sqs:eu-central-1:123456789012:failed"', *MAPPINGS),
    change("function-delivers", AUDIT_DELIVERY, "= aws_kinesis_firehose_delivery_stream.audit.name", '= "example-corp-audit-orders"', AUDITOR),
    change("function-delivers", AUDIT_DELIVERY, "DELIVERY_STREAM_NAME", 'API_TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"\n DELIVERY_STREAM_NAME',
           AUDITOR),
    change("function-built", AUDIT_DELIVERY, "lambda/lambda_function.zip", "lambda/other.zip", AUDITOR),
    change("function-built", AUDIT_DELIVERY, "source_code_hash", "# source_code_hash", AUDITOR),
    change("function-built", AUDIT_DELIVERY, "lambda_function.lambda_handler", "index.handler", AUDITOR),
    change("function-built", AUDIT_DELIVERY, "python3.13", "python3.9", AUDITOR),
    change("function-built", AUDIT_DELIVERY, "timeout          = 60", "", AUDITOR),
    change("function-role-for-lambda", AUDIT_IAM, "lambda.amazonaws.com", "ec2.amazonaws.com", AUDITOR),
    change("function-role-for-lambda", AUDIT_IAM, "      identifiers = [each.value]\n    }",
           '      identifiers = [each.value]\n    }\n    principals {\n      type = "AWS"\n      identifiers = ["123456789012"]\n    }', AUDITOR),
    change("function-role-for-lambda", AUDIT_DELIVERY, 'aws_iam_role.this["function"].arn', "null", AUDITOR),
    change("function-may-deliver-and-log", AUDIT_IAM, "firehose:PutRecordBatch", "firehose:PutRecord", AUDITOR),
    change("function-may-deliver-and-log", AUDIT_IAM, "[aws_kinesis_firehose_delivery_stream.audit.arn]",
           '["arn:aws:firehose:eu-central-1:123456789012:deliverystream/other"]', AUDITOR),
    change("function-may-deliver-and-log", AUDIT_IAM, '"logs:CreateLogStream", "logs:PutLogEvents"', '"logs:PutLogEvents"', AUDITOR),
    change("function-may-deliver-and-log", AUDIT_IAM, 'this["function"].arn}:*', 'this["firehose"].arn}:*', AUDITOR),
    change("failures-may-be-kept", AUDIT_IAM, '"s3:ListBucket", "s3:PutObject"', '"s3:ListBucket"', *MAPPINGS),
    change("failures-may-be-kept", AUDIT_IAM, ', "${aws_s3_bucket.failed.arn}/*"]', "]", *MAPPINGS),
    *(
        change("function-may-read-streams", AUDIT_TABLE, f'"dynamodb:{action}"', '"dynamodb:DescribeTable"', *MAPPINGS)
        for action in ("GetRecords", "DescribeStream", "GetShardIterator", "ListStreams")
    ),
    change("function-may-read-streams", AUDIT_TABLE, "${aws_dynamodb_table.this.arn}/stream/*", "${aws_dynamodb_table.this.arn}", *MAPPINGS),
    change("auditor-cannot-change-tables", AUDIT_TABLE, '"dynamodb:GetRecords"', '"dynamodb:GetRecords", "dynamodb:*"', FUNCTION_ROLE),
    change("auditor-cannot-change-tables", AUDIT_TABLE, '"dynamodb:GetRecords"', '"dynamodb:GetRecords", "dynamodb:Update*"', FUNCTION_ROLE),
    change("auditor-cannot-change-tables", AUDIT_IAM, '"s3:AbortMultipartUpload",', '"s3:Delete*",', 'aws_iam_role.this["firehose"]'),
    change("auditor-cannot-change-tables", AUDIT_IAM, "firehose:PutRecordBatch", "firehose:*", FUNCTION_ROLE),
    change("no-full-access", AUDIT_IAM, "AWSXRayDaemonWriteAccess", "AmazonKinesisFirehoseFullAccess",
           FUNCTION_ROLE),
    change("delivery-to-the-archive", AUDIT_DELIVERY, '"extended_s3"', '"redshift"', ARCHIVER),
    change("delivery-to-the-archive", AUDIT_DELIVERY, "  extended_s3_configuration {",
           "  kinesis_source_configuration {\n    kinesis_stream_arn = var.name\n    role_arn = var.name\n  }\n  extended_s3_configuration {", ARCHIVER),
    change("delivery-to-the-archive", AUDIT_DELIVERY, "buffering_interval  = 300", "buffering_interval  = 0", ARCHIVER),
    change("delivery-to-the-archive", AUDIT_DELIVERY, "buffering_size      = 64", "buffering_size      = 1", ARCHIVER),
    change("delivery-to-the-archive", AUDIT_DELIVERY, "= aws_s3_bucket.audit.arn", '= "arn:aws:s3:::another"', ARCHIVER),
    change("delivery-partitioned", AUDIT_DELIVERY, "day=!{timestamp:yyyy-MM-dd}/", "records/", ARCHIVER),
    change("delivery-partitioned", AUDIT_DELIVERY, "day=!{timestamp:yyyy-MM-dd}/", "!{timestamp:yyyy/MM/dd}/", ARCHIVER),
    change("delivery-encrypted-and-logged", AUDIT_DELIVERY, "enabled  = true", "enabled  = false", ARCHIVER),
    change("delivery-encrypted-and-logged", AUDIT_DELIVERY, "CUSTOMER_MANAGED_CMK", "AWS_OWNED_CMK", ARCHIVER),
    change("delivery-encrypted-and-logged", AUDIT_DELIVERY, "kms_key_arn         = aws_kms_key.audit.arn", "", ARCHIVER),
    change("delivery-encrypted-and-logged", AUDIT_DELIVERY, "enabled         = true", "enabled         = false", ARCHIVER),
    change("delivery-encrypted-and-logged", AUDIT_DELIVERY, '"errors/!{', '"day=errors/!{', ARCHIVER),
    change("archive-immutable", AUDIT_STORAGE, "COMPLIANCE", "GOVERNANCE", ARCHIVER),
    change("archive-immutable", AUDIT_VARIABLES, "default     = 7", "default     = 6", ARCHIVER),
    change("archive-immutable", AUDIT_DELIVERY, "bucket_arn          = aws_s3_bucket.audit.arn",
           "bucket_arn          = aws_s3_bucket.results.arn", ARCHIVER),
    change("archive-readable-when-cold", AUDIT_STORAGE, '"GLACIER_IR"', '"GLACIER"', "aws_s3_bucket_lifecycle_configuration.audit"),
    change("archive-readable-when-cold", AUDIT_STORAGE, "days          = 365", "days          = 60", "aws_s3_bucket_lifecycle_configuration.audit"),
    change("archive-readable-when-cold", AUDIT_STORAGE, "days          = 90", "days          = 400", "aws_s3_bucket_lifecycle_configuration.audit"),
    change("archive-readable-when-cold", AUDIT_STORAGE, "    abort_incomplete", "    expiration {\n      days = 400\n    }\n\n    abort_incomplete",
           "aws_s3_bucket_lifecycle_configuration.audit"),
    change("bucket-protected", AUDIT_STORAGE, '"aws:kms"', 'each.key == "failed" ? "AES256" : "aws:kms"', "aws_s3_bucket.failed"),
    change("bucket-protected", AUDIT_STORAGE, "kms_master_key_id = aws_kms_key.audit.arn", "", *AUDIT_BUCKETS),
    *(
        change("bucket-protected", AUDIT_STORAGE, f"{flag} = true", f'{flag} = each.key != "audit"', ARCHIVE)
        for flag in ("block_public_acls      ", "block_public_policy    ", "ignore_public_acls     ", "restrict_public_buckets")
    ),
    change("bucket-protected", AUDIT_STORAGE, "Effect    = \"Deny\"", 'Effect    = each.key == "audit" ? "Deny" : "Allow"', *AUDIT_BUCKETS[1:]),
    change("bucket-protected", AUDIT_STORAGE, '"s3:*"', '"s3:GetObject"', *AUDIT_BUCKETS),
    change("bucket-protected", AUDIT_STORAGE, ', "${each.value.arn}/*"]', "]", *AUDIT_BUCKETS),
    change("bucket-protected", AUDIT_STORAGE, '"aws:SecureTransport"', '"aws:MultiFactorAuthPresent"', *AUDIT_BUCKETS),
    change("archive-has-a-crawler", AUDIT_CATALOG, "${aws_s3_bucket.audit.bucket}/", "another/", "aws_kinesis_firehose_delivery_stream.audit"),
    change("archive-has-a-crawler", "terraform/delivery.tf", "= aws_s3_bucket.audit.arn", "= aws_s3_bucket.results.arn",
           "aws_kinesis_firehose_delivery_stream.audit", after="extended_s3_configuration"),
    change("archive-has-a-crawler", "terraform/delivery.tf", "= aws_s3_bucket.audit.arn", '= "arn:aws:s3:::another"',
           "aws_kinesis_firehose_delivery_stream.audit", after="extended_s3_configuration"),
    change("archive-crawled", AUDIT_CATALOG, ".bucket}/\"", '.bucket}/day=2024-01-15/"', CRAWLER),
    change("archive-crawled", AUDIT_CATALOG, "${aws_s3_bucket.audit.bucket}/", "example-corp-other-records/", CRAWLER),
    change("archive-crawled", AUDIT_CATALOG, '["errors/**"]', "[]", CRAWLER),
    change("archive-crawled", AUDIT_CATALOG, "CRAWL_EVERYTHING", "CRAWL_EVENT_MODE", CRAWLER),
    change("archive-crawled", AUDIT_CATALOG, "CRAWL_EVERYTHING", "CRAWL_NEW_FOLDERS_ONLY", CRAWLER),
    change("archive-crawled", AUDIT_CATALOG, 'schedule               = "cron(5 * * * ? *)"', "", CRAWLER),
    change("archive-crawled", AUDIT_CATALOG, "aws_glue_catalog_database.audit.name", '"default"', CRAWLER, after='"aws_glue_crawler"'),
    change("archive-is-one-table", AUDIT_CATALOG, "CombineCompatibleSchemas", "Other", CRAWLER),
    change("archive-is-one-table", AUDIT_CATALOG, "  s3_target {", '  table_prefix = "audit_"\n  s3_target {', CRAWLER),
    change("archive-is-one-table", AUDIT_CATALOG, "  s3_target {",
           '  s3_target {\n    path       = "s3://${aws_s3_bucket.audit.bucket}/"\n    exclusions = ["errors/**"]\n  }\n  s3_target {', CRAWLER),
    change("crawler-reads-only", AUDIT_IAM, "glue.amazonaws.com", "ec2.amazonaws.com", CRAWLER),
    change("crawler-reads-only", AUDIT_IAM, '"s3:ListBucket", "s3:GetObject"', '"s3:GetObject"', CRAWLER),
    change("crawler-reads-only", AUDIT_IAM, '"s3:ListBucket", "s3:GetObject"', '"s3:ListBucket"', CRAWLER),
    change("crawler-reads-only", AUDIT_IAM, "audit.arn}/day=*", "audit.arn}/records/*", CRAWLER),
    change("crawler-reads-only", AUDIT_IAM, '"s3:ListBucket", "s3:GetObject"', '"s3:ListBucket", "s3:*Object"', CRAWLER),
    change("crawler-reads-only", AUDIT_IAM, '"glue:UpdateTable",', '"glue:UpdateTable", "glue:Delete*",', CRAWLER),
    change("queries-on-the-catalog", AUDIT_CATALOG, "= templatefile(", '= each.key == "order-history.sql" ? "SELECT 1" : templatefile(',
           AUDIT_QUERIES[3]),
    change("queries-on-the-catalog", "terraform/queries/order-history.sql", "SELECT *", "DELETE", AUDIT_QUERIES[3]),
    change("queries-on-the-catalog", AUDIT_CATALOG, "aws_glue_catalog_database.audit.name", '"default"', *AUDIT_QUERIES,
           after='"aws_athena_named_query"'),
    change("queries-on-the-catalog", AUDIT_CATALOG, "aws_athena_workgroup.audit.id", '"primary"', *AUDIT_QUERIES),
    change("query-results-encrypted", AUDIT_CATALOG, "enforce_workgroup_configuration    = true",
           "enforce_workgroup_configuration    = false", "aws_athena_workgroup.audit"),
    change("query-results-encrypted", AUDIT_CATALOG, "SSE_KMS", "SSE_S3", "aws_athena_workgroup.audit", after="aws_athena_workgroup"),
    change("query-results-encrypted", AUDIT_CATALOG, "aws_s3_bucket.results.bucket", "aws_s3_bucket.audit.bucket", "aws_athena_workgroup.audit"),
    change("late-audit-noticed", AUDIT_DELIVERY, "IteratorAge", "Invocations", AUDITOR),
    change("late-audit-noticed", AUDIT_DELIVERY, "GreaterThanThreshold", "LessThanThreshold", AUDITOR),
    change("late-audit-noticed", AUDIT_DELIVERY, "= 3600000", "= 86400000", AUDITOR),
    change("late-audit-noticed", AUDIT_DELIVERY, "FunctionName = aws_lambda_function.stream_to_firehose.function_name", 'FunctionName = "another"', AUDITOR),
    change("undelivered-noticed", AUDIT_DELIVERY, "DeliveryToS3.DataFreshness", "IncomingRecords", ARCHIVER),
    change("undelivered-noticed", AUDIT_DELIVERY, "= 1800\n", "= 90000\n", ARCHIVER),
    change("undelivered-noticed", AUDIT_DELIVERY, "DeliveryStreamName = aws_kinesis_firehose_delivery_stream.audit.name",
           'DeliveryStreamName = "another"', ARCHIVER),
    change("failures-noticed", AUDIT_DELIVERY, "aws_s3_bucket.failed.id", "aws_s3_bucket.results.id", *MAPPINGS),
    change("failures-noticed", AUDIT_DELIVERY, "s3:ObjectCreated:*", "s3:ObjectRemoved:*", *MAPPINGS),
    change("failures-noticed", AUDIT_DELIVERY, "topic_arn = aws_sns_topic.alarms.arn", 'topic_arn = "arn:aws:sns:eu-central-1:123456789012:a"', *MAPPINGS,
           after="aws_s3_bucket_notification"),
    change("alarms-reach-somebody", AUDIT_DELIVERY, "[aws_sns_topic.alarms.arn]", "[]", "aws_cloudwatch_metric_alarm.undelivered", after='"undelivered"'),
    change("alarms-reach-somebody", AUDIT_DELIVERY, "  kms_master_key_id = aws_kms_key.audit.arn\n", "",
           "aws_cloudwatch_metric_alarm.behind", "aws_cloudwatch_metric_alarm.undelivered"),
    change("alarms-reach-somebody", AUDIT_DELIVERY, "topic_arn = aws_sns_topic.alarms.arn", 'topic_arn = "arn:aws:sns:eu-central-1:123456789012:a"',
           "aws_cloudwatch_metric_alarm.behind", "aws_cloudwatch_metric_alarm.undelivered"),
    change("orders-by-their-id", AUDIT_TABLE, "hash_key                    = var.hash_key",
           'hash_key = var.range_key == null ? "orderNumber" : var.hash_key', TABLES[0]),
    change("orders-by-their-id", AUDIT_TABLE, 'for_each = local.key_attributes\n\n    content {\n      name = attribute.value\n      type = "S"',
           'for_each = [var.hash_key, "at"]\n\n    content {\n      name = attribute.value\n      type = attribute.value == "orderId" ? "N" : "S"', TABLES[0]),
    allowed("audited-stream-consumed", AUDIT_TABLE, "  starting_position", "  enabled = true\n  starting_position"),
    change("nothing-lost-on-the-way", AUDIT_TABLE, "bisect_batch_on_function_error = true", "bisect_batch_on_function_error = false", *MAPPINGS),
    change("function-built", AUDIT_DELIVERY, "lambda/lambda_function.zip", "lambda/lambda_function.zip.old", AUDITOR),
    change("function-built", AUDIT_DELIVERY, '"python3.13"', '"python3.13-preview"', AUDITOR),
    change("function-built", AUDIT_DELIVERY, '"python3.13"', '"micropython3.13"', AUDITOR),
    *(
        change(rule, AUDIT_DELIVERY, 'aws_iam_role.this["function"].arn', '"arn:aws:iam::123456789012:role/other"', *MAPPINGS)
        for rule in ("failures-may-be-kept", "function-may-read-streams")
    ),
    *(
        change("no-full-access", AUDIT_IAM, "AWSXRayDaemonWriteAccess", name, FUNCTION_ROLE)
        for name in ("AdministratorAccess", "PowerUserAccess")
    ),
    change("no-full-access", AUDIT_IAM, "AWSXRayDaemonWriteAccess", "NoFullAccessButReading", FUNCTION_ROLE),
    *(
        change("delivery-partitioned", AUDIT_DELIVERY, 'prefix              = "day=!{timestamp:yyyy-MM-dd}/"', f'prefix = "{prefix}"', ARCHIVER)
        for prefix in ("a/day=!{timestamp:yyyy-MM-dd}/", "day=!{timestamp:yyyy-MM-dd}/a/")
    ),
    change("archive-readable-when-cold", AUDIT_STORAGE, '"STANDARD_IA"', '"GLACIER"', "aws_s3_bucket_lifecycle_configuration.audit"),
    *(
        allowed("archive-readable-when-cold", AUDIT_STORAGE, '"STANDARD_IA"', f'"{name}"')
        for name in ("INTELLIGENT_TIERING", "ONEZONE_IA")
    ),
    change("archive-readable-when-cold", AUDIT_STORAGE, "days          = 365", "days          = 180", "aws_s3_bucket_lifecycle_configuration.audit"),
    allowed("archive-readable-when-cold", AUDIT_STORAGE, "days          = 365", "days          = 181"),
    change("crawler-reads-only", AUDIT_IAM, "[aws_s3_bucket.audit.arn, ", "[aws_s3_bucket.results.arn, ", CRAWLER, after='"ReadArchive"'),
    *(
        change("queries-on-the-catalog", "terraform/queries/all-events.sql", "SELECT", f"{word} SELECT", AUDIT_QUERIES[0])
        for word in ("INSERT", "UPDATE", "MERGE", "DROP", "ALTER", "CREATE", "UNLOAD")
    ),
    allowed("query-results-encrypted", AUDIT_CATALOG, '"SSE_KMS"', '"CSE_KMS"'),
    allowed("late-audit-noticed", AUDIT_DELIVERY, '"GreaterThanThreshold"', '"GreaterThanOrEqualToThreshold"'),
    allowed("late-audit-noticed", AUDIT_DELIVERY, "threshold           = 3600000", "threshold = 43200000"),
    change("late-audit-noticed", AUDIT_DELIVERY, "threshold           = 3600000", "threshold = 43200001", AUDITOR),
    allowed("undelivered-noticed", AUDIT_DELIVERY, "threshold           = 1800", "threshold = 43200"),
    change("undelivered-noticed", AUDIT_DELIVERY, "threshold           = 1800", "threshold = 43201", ARCHIVER),
]  # fmt: skip

BUCKETS = {
    name: f'module.bucket["{name}"].aws_s3_bucket.this' for name in ("raw-data", "cloudtrail-log", "athena-results")
}
MODULE = "terraform/modules/secure-bucket/main.tf"
MAIN, AUDIT_TF, ATHENA, PROVENANCE, ROLES, ACCESS = (
    f"terraform/{name}.tf" for name in ("main", "audit", "athena", "provenance", "iam", "access")
)
TRAIL, NOTIFICATION, RECEIPTS = (
    "aws_cloudtrail.s3_events",
    "aws_s3_bucket_notification.raw_data",
    "aws_lambda_function.provenance",
)
EVENTS_TABLE, RECEIPT_TABLE = "aws_glue_catalog_table.cloudtrail_events", "aws_glue_catalog_table.provenance"
DATABASE, PEOPLE = "aws_glue_catalog_database.audit", "aws_ssoadmin_permission_set.uploader[0]"
UPLOADS, WRITES = "aws_ssoadmin_permission_set_inline_policy.uploader[0]", "aws_iam_role.provenance"

SECURE = [
    change("function-is-started", PROVENANCE, 'resource "aws_s3_bucket_notification" "raw_data" {',
           'resource "aws_s3_bucket_notification" "raw_data" {\n  count = 0', RECEIPTS),
    change("function-is-started", PROVENANCE, 'resource "aws_lambda_permission" "raw_data" {',
           'resource "aws_lambda_permission" "raw_data" {\n  count = 0', RECEIPTS),
    change("raw-data-recorded", AUDIT_TF, 'resource "aws_cloudtrail" "s3_events" {', 'resource "aws_cloudtrail" "s3_events" {\n  count = 0', BUCKETS["raw-data"]),
    change("no-policies-from-elsewhere", ROLES, "AWSXRayDaemonWriteAccess", "AdministratorAccess", "aws_iam_role.provenance"),
    change("no-policies-from-elsewhere", ROLES, ':aws:policy/AWSXRayDaemonWriteAccess"', ':aws:policy/AWSXRayDaemonWriteAccessToAll"',
           "aws_iam_role.provenance"),
    change("no-policies-from-elsewhere", ROLES, '"arn:${local.partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"\n}',
           'aws_iam_policy.own.arn\n}\n\nresource "aws_iam_policy" "own" {\n  policy = "{}"\n}', "aws_iam_role.provenance"),
    allowed("bucket-lifecycle-order", MAIN, "STANDARD_IA = 30, GLACIER = 90", "STANDARD_IA = 100, GLACIER = 200"),
    allowed("bucket-lifecycle-order", MAIN, "STANDARD_IA = 30, GLACIER = 90", "STANDARD_IA = 200, GLACIER = 400"),
    change("bucket-lifecycle-order", MAIN, "STANDARD_IA = 30, GLACIER = 90", "STANDARD_IA = 60, GLACIER = 40",
           'module.bucket["raw-data"].aws_s3_bucket_lifecycle_configuration.this'),
    *(allowed(rule, ROLES, 'resource "aws_iam_role_policy" "provenance" {',
              'resource "aws_iam_role_policy" "more" {\n  role   = aws_iam_role.provenance.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{\n'
              '    Effect = "Allow", Action = "logs:CreateLogStream", Resource = "${aws_cloudwatch_log_group.provenance.arn}:*"\n  }] })\n}\n\n'
              'resource "aws_iam_role_policy" "provenance" {')
      for rule in ("function-may-do-its-work", "provenance-cannot-alter-data")),
    change("provenance-cannot-alter-data", ROLES, '["s3:PutObject"]\n    resources = ["${module.bucket["raw-data"].arn}/${local.receipt_prefix}*"]',
           '["s3:PutObj*"]\n    resources = ["${module.bucket["raw-data"].arn}/*"]', WRITES),
    change("bucket-encrypted", MODULE, "bucket_key_enabled = true", "bucket_key_enabled = false", *BUCKETS.values()),
    change("bucket-encrypted", MODULE, '"aws:kms"', '"AES256"', *BUCKETS.values()),
    change("bucket-encrypted", MODULE, "kms_master_key_id = var.kms_key_arn", "", *BUCKETS.values()),
    change("bucket-versioned", MODULE, '"Enabled"', 'var.classification == "Internal" ? "Suspended" : "Enabled"',
           BUCKETS["cloudtrail-log"]),
    change("bucket-private", MODULE, "block_public_acls       = true", "block_public_acls       = var.expiration_days != null",
           BUCKETS["raw-data"]),
    change("bucket-private", MODULE, "block_public_policy     = true", "", *BUCKETS.values()),
    change("bucket-private", MODULE, "ignore_public_acls      = true", "", *BUCKETS.values()),
    change("bucket-private", MODULE, "restrict_public_buckets = true", "restrict_public_buckets = false", *BUCKETS.values()),
    change("bucket-tls-only", MODULE, '"aws:SecureTransport"', '"aws:MultiFactorAuthPresent"', *BUCKETS.values()),
    change("bucket-tls-only", MODULE, '["s3:*"]', '["s3:GetObject"]', *BUCKETS.values()),
    change("bucket-tls-only", MODULE, 'effect    = "Deny"', 'effect    = "Allow"', *BUCKETS.values()),
    change("bucket-tls-only", MODULE, ', "${aws_s3_bucket.this.arn}/*"]', "]", *BUCKETS.values()),
    change("bucket-lifecycle-order", MAIN, "STANDARD_IA = 60", "STANDARD_IA = 400",
           'module.bucket["cloudtrail-log"].aws_s3_bucket_lifecycle_configuration.this'),
    change("bucket-lifecycle-order", MAIN, "GLACIER = 90", "GLACIER = 30",
           'module.bucket["raw-data"].aws_s3_bucket_lifecycle_configuration.this'),
    change("logs-stay-readable", MAIN, "GLACIER_IR = 365", "GLACIER = 365", BUCKETS["cloudtrail-log"]),
    change("kms-rotation", MAIN, "enable_key_rotation     = true", "enable_key_rotation     = false", "aws_kms_key.data"),
    *(change("raw-data-folders", MAIN, f'"{folder}/"', f'"{folder}"', BUCKETS["raw-data"])
      for folder in ("incoming", "processed", "test")),
    change("trail-trustworthy", AUDIT_TF, "enable_log_file_validation    = true", "", TRAIL),
    change("trail-trustworthy", AUDIT_TF, "kms_key_id                    = aws_kms_key.data.arn", "", TRAIL),
    change("trail-trustworthy", AUDIT_TF, "is_multi_region_trail         = true", "is_multi_region_trail = false", TRAIL),
    change("trail-trustworthy", AUDIT_TF, "is_multi_region_trail ", "enable_logging = false\n  is_multi_region_trail ", TRAIL),
    change("trail-trustworthy", AUDIT_TF, 'cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.trail.arn}:*"', "", TRAIL),
    change("trail-into-log-bucket", AUDIT_TF, '"cloudtrail-log"', '"raw-data"', TRAIL),
    change("trail-records-raw-data", AUDIT_TF, '["raw-data"].arn}/', '["athena-results"].arn}/', TRAIL),
    change("trail-records-raw-data", AUDIT_TF, '["raw-data"].arn}/', '["raw-data"].arn}', TRAIL),
    change("trail-records-raw-data", AUDIT_TF, '.arn}/"]', '.arn}/", "${module.bucket["athena-results"].arn}/"]', TRAIL),
    change("trail-records-raw-data", AUDIT_TF, "starts_with", "ends_with", TRAIL),
    change("trail-records-raw-data", AUDIT_TF, "AWS::S3::Object", "AWS::DynamoDB::Table", TRAIL),
    change("trail-records-raw-data", AUDIT_TF, '["Data"]', '["Management"]', TRAIL),
    change("trail-records-raw-data", AUDIT_TF, '    field_selector {\n      field  = "resources.type"',
           '    field_selector {\n      field  = "readOnly"\n      equals = ["false"]\n    }\n\n    field_selector {\n      field  = "resources.type"',
           TRAIL),
    change("trail-may-deliver", ROLES, "cloudtrail.amazonaws.com", "cloudwatch.amazonaws.com", BUCKETS["cloudtrail-log"],
           after='sid       = "TrailMayWrite"'),
    change("trail-may-deliver", ROLES, "s3:GetBucketAcl", "s3:GetBucketLocation", BUCKETS["cloudtrail-log"]),
    change("trail-may-deliver", ROLES, "aws:SourceArn", "aws:RequestedRegion", BUCKETS["cloudtrail-log"], after='sid       = "TrailMayWrite"'),
    change("trail-bucket-append-only", MAIN, "policy = data.aws_iam_policy_document.trail_delivery.json", "", BUCKETS["cloudtrail-log"]),
    change("trail-bucket-append-only", ROLES, '["s3:DeleteObject", "s3:DeleteObjectVersion"]', '["s3:DeleteObject"]',
           BUCKETS["cloudtrail-log"], after="NobodyDeletes\""),
    change("trail-bucket-append-only", ROLES, "-cloudtrail-log/*", "-cloudtrail-log/AWSLogs/*", BUCKETS["cloudtrail-log"],
           after="NobodyDeletes\""),
    change("log-groups-kept", AUDIT_TF, "retention_in_days = 365", "retention_in_days = 364", "aws_cloudwatch_log_group.trail"),
    change("log-groups-kept", PROVENANCE, "kms_key_id        = aws_kms_key.data.arn", "", "aws_cloudwatch_log_group.provenance"),
    # the table that showed stale data: one folder of a day, days up to a date, a table without projection
    change("events-of-all-days", ATHENA, "location      = local.events_location", 'location      = "${local.events_location}2025/12/04/"',
           EVENTS_TABLE),
    change("events-of-all-days", ATHENA, '"projection.enabled"           = "true"', '"projection.enabled" = "false"', EVENTS_TABLE),
    change("events-of-all-days", ATHENA, '"projection.day.type"          = "date"', '"projection.day.type" = "injected"', EVENTS_TABLE),
    change("events-of-all-days", ATHENA, ",NOW", ",2025/12/31", EVENTS_TABLE),
    change("events-of-all-days", ATHENA, "$${day}", "2025/12/04", EVENTS_TABLE),
    change("events-of-all-days", ATHENA, 'name = "day"', 'name = "date"', EVENTS_TABLE),
    change("events-readable", ATHENA, "com.amazon.emr.cloudtrail.CloudTrailInputFormat", "org.apache.hadoop.mapred.TextInputFormat",
           EVENTS_TABLE),
    change("events-readable", ATHENA, "org.apache.hive.hcatalog.data.JsonSerDe", "org.openx.data.jsonserde.JsonSerDe", EVENTS_TABLE),
    change("events-flattened", ATHENA, "cloudtrail_s3_events_flattened = {", "cloudtrail_flat = {", DATABASE),
    change("events-flattened", ATHENA, '"VIRTUAL_VIEW"', '"EXTERNAL_TABLE"', DATABASE),
    *(change("events-flattened", ATHENA, f'["{name}", ', f'["its_{name}", ', DATABASE, after="  views = {")
      for name in ("eventtime", "eventname", "user_arn", "bucket_name", "object_key")),
    change("athena-results-encrypted", ATHENA, "enforce_workgroup_configuration    = true",
           "enforce_workgroup_configuration    = false", "aws_athena_workgroup.audit"),
    change("athena-results-encrypted", ATHENA, '"SSE_KMS"', '"SSE_S3"', "aws_athena_workgroup.audit"),
    change("arrivals-start-the-function", PROVENANCE, '["raw-data"].id', '["athena-results"].id', NOTIFICATION),
    change("arrivals-start-the-function", PROVENANCE, "filter_prefix       = local.source_prefix", "", NOTIFICATION),
    change("arrivals-start-the-function", PROVENANCE, "filter_prefix       = local.source_prefix", 'filter_prefix = "provenance/"', NOTIFICATION),
    change("arrivals-start-the-function", PROVENANCE, "filter_prefix ", 'filter_suffix = ".csv"\n    filter_prefix ', NOTIFICATION),
    change("arrivals-start-the-function", PROVENANCE, '["s3:ObjectCreated:*"]', '["s3:ObjectCreated:Put"]', NOTIFICATION),
    change("arrivals-start-the-function", PROVENANCE, "lambda_function_arn = aws_lambda_function.provenance.arn",
           'lambda_function_arn = "arn:aws:lambda:eu-central-1:111122223333:function:another"', NOTIFICATION),
    change("arrivals-start-the-function", PROVENANCE, "  depends_on = [aws_lambda_permission.raw_data]\n",
           "  lambda_function {\n    lambda_function_arn = aws_lambda_function.provenance.arn\n    events = [\"s3:ObjectCreated:*\"]\n"
           "    filter_prefix = \"test/\"\n  }\n", NOTIFICATION),
    change("bucket-may-start-the-function", PROVENANCE, "lambda:InvokeFunction", "lambda:GetFunction", "aws_lambda_permission.raw_data"),
    change("bucket-may-start-the-function", PROVENANCE, '"s3.amazonaws.com"', '"sns.amazonaws.com"', "aws_lambda_permission.raw_data"),
    change("bucket-may-start-the-function", PROVENANCE, "source_account = local.account_id", "", "aws_lambda_permission.raw_data"),
    change("bucket-may-start-the-function", PROVENANCE, 'module.bucket["raw-data"].arn', 'module.bucket["athena-results"].arn',
           "aws_lambda_permission.raw_data"),
    change("provenance-function-built", PROVENANCE, "lambda/provenance.zip", "lambda/other.zip", RECEIPTS),
    change("provenance-function-built", PROVENANCE, "source_code_hash", "# source_code_hash", RECEIPTS),
    change("provenance-function-built", PROVENANCE, '"secure-provenance-lambda"', '"provenance"', RECEIPTS),
    change("provenance-function-built", PROVENANCE, "provenance.handler", "index.handler", RECEIPTS),
    change("provenance-function-built", PROVENANCE, "python3.13", "python3.9", RECEIPTS),
    change("provenance-function-built", PROVENANCE, "= 900", "= 60", RECEIPTS),
    change("receipts-beside-the-data", PROVENANCE, "SOURCE_PREFIX     = local.source_prefix", 'SOURCE_PREFIX = "test/"', RECEIPTS),
    change("receipts-beside-the-data", PROVENANCE, "PROVENANCE_PREFIX = local.receipt_prefix", 'PROVENANCE_PREFIX = "incoming/"', RECEIPTS),
    change("receipts-in-a-table", ATHENA, "/${local.receipt_prefix}", "/", RECEIPT_TABLE),
    change("receipts-in-a-table", ATHENA, '/${local.receipt_prefix}"', '/${local.source_prefix}"', RECEIPT_TABLE),
    change("receipts-in-a-table", ATHENA, "org.openx.data.jsonserde.JsonSerDe", "org.apache.hadoop.hive.serde2.OpenCSVSerde", RECEIPT_TABLE),
    change("receipts-in-a-table", ATHENA, '["last_modified", "string"],', "", RECEIPT_TABLE),
    change("receipts-in-a-table", ATHENA, '["version_id", "string"],', '["version", "string"],', RECEIPT_TABLE),
    change("receipts-in-a-table", ATHENA, '["version_id", "string"],', '["key", "string"],', RECEIPT_TABLE),
    *(change("function-may-do-its-work", ROLES, action, action.replace(":", ":No"), RECEIPTS)
      for action in ("s3:GetObject\"", "s3:GetObjectVersion", "s3:PutObject", "kms:Decrypt", "kms:GenerateDataKey", "sqs:SendMessage",
                     "logs:PutLogEvents")),
    change("provenance-cannot-alter-data", ROLES, '["s3:PutObject"]', '["s3:*Object"]', WRITES),
    change("provenance-cannot-alter-data", ROLES, '"s3:GetObjectVersion"]', '"s3:GetObjectVersion", "s3:DeleteObjectVersion"]', WRITES),
    change("provenance-cannot-alter-data", ROLES, '["s3:PutObject"]', '["s3:PutObject", "s3:PutBucketPolicy"]', WRITES),
    change("provenance-cannot-alter-data", ROLES, "[aws_kms_key.data.arn]", '["*"]', WRITES),
    change("provenance-cannot-alter-data", ROLES, "/${local.receipt_prefix}*\"]", "/*\"]", WRITES, after="WriteProvenance"),
    change("provenance-cannot-alter-data", ROLES, "/${local.source_prefix}*\"]", "/*\"]", WRITES),
    change("receipts-proof", MAIN, "policy = data.aws_iam_policy_document.receipts.json", "", BUCKETS["raw-data"]),
    change("receipts-proof", ROLES, "ArnNotEquals", "ArnEquals", BUCKETS["raw-data"]),
    change("receipts-proof", ROLES, "role/${local.function_role}", "role/${var.name}-trail", BUCKETS["raw-data"]),
    change("receipts-proof", ROLES, '"Deny"', '"Allow"', BUCKETS["raw-data"], after="OnlyTheFunctionWritesReceipts"),
    change("receipts-proof", ROLES, "s3:PutObject", "s3:PutObjectTagging", BUCKETS["raw-data"], after="OnlyTheFunctionWritesReceipts"),
    change("receipts-proof", ROLES, "[local.receipts_arn]", '["arn:aws:s3:::another/*"]', BUCKETS["raw-data"],
           after="OnlyTheFunctionWritesReceipts"),
    change("receipts-proof", ROLES, 'identifiers = ["*"]', 'identifiers = [aws_iam_role.trail.arn]', BUCKETS["raw-data"],
           after="OnlyTheFunctionWritesReceipts"),
    change("receipts-proof", ROLES, '["true"]', '["false"]', BUCKETS["raw-data"], after="s3:if-none-match"),
    change("receipts-proof", ROLES, ', "s3:DeleteObjectVersion"]', "]", BUCKETS["raw-data"], after="NobodyDeletesReceipts"),
    change("function-loses-nothing", PROVENANCE, "target_arn = aws_sqs_queue.failed.arn", "", RECEIPTS),
    change("function-loses-nothing", PROVENANCE, "message_retention_seconds = 1209600", "message_retention_seconds = 3600", RECEIPTS),
    change("function-loses-nothing", PROVENANCE, "ApproximateNumberOfMessagesVisible", "NumberOfMessagesDeleted", RECEIPTS),
    change("function-loses-nothing", PROVENANCE, "[aws_sns_topic.alarms.arn]", "[]", RECEIPTS),
    change("function-loses-nothing", PROVENANCE, "maximum_retry_attempts       = 2", "maximum_retry_attempts = 0", RECEIPTS),
    change("function-loses-nothing", PROVENANCE, '"Active"', '"PassThrough"', RECEIPTS),
    change("ledger-of-all-files", ATHENA, "    provenance_ledger = {", "    ledger = {", DATABASE),
    change("ledger-of-all-files", ATHENA, '"VIRTUAL_VIEW"', '"EXTERNAL_TABLE"', DATABASE),
    *(change("ledger-of-all-files", ATHENA, f'["{name}", ', f'["its_{name}", ', DATABASE, after="    provenance_ledger = {")
      for name in ("user_arn", "object_key", "sha256", "eventtime", "source_ip")),
    change("people-come-for-an-hour", ACCESS, "PT1H", "PT12H", PEOPLE),
    change("people-come-for-an-hour", ACCESS, 'data "aws_iam_policy_document" "uploader" {',
           'resource "aws_iam_user" "maria" {\n  name = "maria"\n}\n\ndata "aws_iam_policy_document" "uploader" {', PEOPLE),
    change("people-come-for-an-hour", ACCESS, '"GROUP"', '"USER"', PEOPLE),
    change("people-upload-only", ACCESS, '"s3:PutObject", ', "", UPLOADS),
    change("people-upload-only", ACCESS, ', "kms:GenerateDataKey"]', "]", UPLOADS),
    change("people-upload-only", ACCESS, '"s3:PutObject", ', '"s3:PutObject", "s3:GetObject", ', UPLOADS),
    change("people-upload-only", ACCESS, '"s3:PutObject", ', '"s3:PutObject", "s3:Delete*", ', UPLOADS),
    change("people-upload-only", ACCESS, "/${local.source_prefix}*", "/*", UPLOADS),
    change("bucket-private", MODULE, "block_public_policy     = true", "block_public_policy = false", *BUCKETS.values()),
    change("bucket-private", MODULE, "ignore_public_acls      = true", "ignore_public_acls = false", *BUCKETS.values()),
    change("bucket-lifecycle-order", MAIN, "STANDARD_IA = 60", "ONEZONE_IA = 400",
           'module.bucket["cloudtrail-log"].aws_s3_bucket_lifecycle_configuration.this'),
    allowed("bucket-lifecycle-order", MAIN, "STANDARD_IA = 60", "ONEZONE_IA = 60"),
    change("bucket-lifecycle-order", MAIN, "GLACIER = 90", "GLACIER = 89",
           'module.bucket["raw-data"].aws_s3_bucket_lifecycle_configuration.this'),
    *(
        allowed(rule, MAIN, '"${var.name}-${each.key}"', '"${var.name}-${each.key == "athena-results" ? "raw-data-results" : each.key}"')
        for rule in ("raw-data-folders", "receipts-proof")
    ),
    *(
        change(rule, MAIN, '"${var.name}-${each.key}"', f'"${{var.name}}-${{each.key == "{key}" ? "{key}-old" : each.key}}"', address)
        for rule, key, address in (
            ("trail-into-log-bucket", "cloudtrail-log", TRAIL),
            ("trail-records-raw-data", "raw-data", TRAIL),
            ("arrivals-start-the-function", "raw-data", NOTIFICATION),
            ("bucket-may-start-the-function", "raw-data", "aws_lambda_permission.raw_data"),
        )
    ),
    change("trail-trustworthy", AUDIT_TF, "enable_log_file_validation    = true", "enable_log_file_validation = false", TRAIL),
    allowed("trail-trustworthy", AUDIT_TF, "is_multi_region_trail ", "enable_logging = true\n  is_multi_region_trail "),
    change("trail-into-log-bucket", AUDIT_TF, 'module.bucket["cloudtrail-log"].id', '"another-cloudtrail-log"', TRAIL),
    change("trail-records-raw-data", AUDIT_TF, "  depends_on = [module.bucket]", "  event_selector {\n    read_write_type = \"WriteOnly\"\n  }", TRAIL),
    change("trail-records-raw-data", AUDIT_TF, 'field  = "eventCategory"\n      equals = ["Data"]', 'field  = "resources.type"\n      equals = ["Data"]', TRAIL),
    change("trail-records-raw-data", AUDIT_TF, 'field  = "resources.type"', 'field  = "resources.ARN"', TRAIL),
    change("trail-records-raw-data", AUDIT_TF, 'field       = "resources.ARN"', 'field       = "resources.type"', TRAIL),
    change("trail-records-raw-data", AUDIT_TF, '.arn}/"]', '.arn}/incoming"]', TRAIL),
    change("trail-records-raw-data", AUDIT_TF, '"${module.bucket["raw-data"].arn}/"', '"arn:aws:s3:::another-raw-data/"', TRAIL),
    *(
        Change("trail-may-deliver", ROLES, '  statement {\n    sid       = "TrailMayWrite"', f'  statement {{\n    sid = "Other"\n    effect = "{effect}"\n'
               f'    actions = ["{action}"]\n    resources = ["*"]\n    principals {{\n      type = "AWS"\n      identifiers = ["{who}"]\n    }}\n{when}  }}\n\n'
               '  statement {\n    sid       = "TrailMayWrite"', frozenset(addresses))
        for effect, action, who, when, addresses in (
            ("Deny", "s3:PutObject", "*", '    condition {\n      test = "Bool"\n      variable = "aws:SecureTransport"\n      values = ["false"]\n    }\n', ()),
            ("Allow", "s3:GetObject", "111122223333", "", ()),
            ("Allow", "s3:PutObject", "111122223333", "", (BUCKETS["cloudtrail-log"],)),
        )
    ),
    change("logs-stay-readable", MAIN, "GLACIER_IR = 365", "DEEP_ARCHIVE = 365", BUCKETS["cloudtrail-log"]),
    change("events-of-all-days", ATHENA, ",NOW", ",NOW-1DAYS", EVENTS_TABLE),
    change("events-of-all-days", ATHENA, "$${day}", "$${day}/00", EVENTS_TABLE),
    allowed("athena-results-encrypted", ATHENA, '"SSE_KMS"', '"CSE_KMS"'),
    change("arrivals-start-the-function", PROVENANCE, 'module.bucket["raw-data"].id', '"another-raw-data"', NOTIFICATION),
    change("arrivals-start-the-function", PROVENANCE, "  depends_on = [aws_lambda_permission.raw_data]\n",
           "  lambda_function {\n    lambda_function_arn = aws_lambda_function.provenance.arn\n    events = [\"s3:ObjectCreated:*\"]\n"
           "    filter_prefix = local.source_prefix\n  }\n", NOTIFICATION),
    allowed("arrivals-start-the-function", PROVENANCE, "filter_prefix ", 'filter_suffix = ""\n    filter_prefix '),
    change("arrivals-start-the-function", PROVENANCE, '"secure-provenance-lambda"', '"another"', NOTIFICATION),
    change("bucket-may-start-the-function", PROVENANCE, 'module.bucket["raw-data"].arn', '"arn:aws:s3:::another-raw-data"', "aws_lambda_permission.raw_data"),
    change("provenance-function-built", PROVENANCE, "lambda/provenance.zip", "lambda/provenance.zip.old", RECEIPTS),
    change("provenance-function-built", PROVENANCE, '"python3.13"', '"python3.13-preview"', RECEIPTS),
    change("provenance-function-built", PROVENANCE, '"python3.13"', '"micropython3.13"', RECEIPTS),
    change("receipts-in-a-table", ATHENA, '/${local.receipt_prefix}"', '/${local.receipt_prefix}2025/"', RECEIPT_TABLE),
    change("function-may-do-its-work", PROVENANCE, "aws_iam_role.provenance.arn", '"arn:aws:iam::111122223333:role/another"', RECEIPTS),
    change("function-may-do-its-work", ROLES, "role   = aws_iam_role.provenance.id", "role   = aws_iam_role.trail.id", RECEIPTS),
    *(
        change("provenance-cannot-alter-data", ROLES, f'/${{local.{prefix}}}*"]\n  }}',
               f'/*"]\n  }}\n\n  statement {{\n    actions   = ["s3:GetObjectTagging"]\n    resources = ["${{module.bucket["raw-data"].arn}}/${{local.{prefix}}}*"]\n  }}',
               WRITES)
        for prefix in ("receipt_prefix", "source_prefix")
    ),
    *(
        change("provenance-cannot-alter-data", ROLES, f'/${{local.{prefix}}}*"]\n  }}', f'/${{local.{prefix}}}*/old"]\n  }}', WRITES)
        for prefix in ("receipt_prefix", "source_prefix")
    ),
    change("receipts-proof", ROLES, "[local.receipts_arn]", '["${local.receipts_arn}/old"]', BUCKETS["raw-data"], after="OnlyTheFunctionWritesReceipts"),
    change("receipts-proof", ROLES, "role/${local.function_role}", "role/${local.function_role}-old", BUCKETS["raw-data"]),
    change("function-loses-nothing", PROVENANCE, "aws_sqs_queue.failed.name", '"another"', RECEIPTS),
    change("function-loses-nothing", PROVENANCE, "aws_lambda_function.provenance.function_name", '"another"', RECEIPTS),
    allowed("function-loses-nothing", PROVENANCE, "maximum_retry_attempts       = 2", "maximum_retry_attempts = 1"),
    change("people-come-for-an-hour", ACCESS, "aws_ssoadmin_permission_set.uploader[0].arn", '"arn:aws:sso:::permissionSet/another"', PEOPLE,
           after='"aws_ssoadmin_account_assignment"'),
    change("people-upload-only", ACCESS, "/${local.source_prefix}*", "/${local.source_prefix}*/old", UPLOADS),
]  # fmt: skip

FUNCTION, STORAGE, CATALOG, IAM = (f"terraform/{name}.tf" for name in ("function", "storage", "catalog", "iam"))

DXR = [
    change("export-function-built", FUNCTION, "lambda/lambda_function.zip", "lambda/other.zip", "aws_lambda_function.export"),
    change("export-function-built", FUNCTION, "source_code_hash", "# source_code_hash", "aws_lambda_function.export"),
    change("export-function-built", FUNCTION, '"export-jsonl-lambda"', '"exporter"', "aws_lambda_function.export"),
    change("exports-where-the-crawler-reads", FUNCTION, "= local.export_prefix", '= "out/"', "aws_lambda_function.export"),
    change("exports-where-the-crawler-reads", FUNCTION, "= aws_s3_bucket.export.bucket", '= "another"', "aws_lambda_function.export"),
    change("exports-where-the-crawler-reads", CATALOG, "${aws_s3_bucket.export.bucket}/${local.export", "another/${local.export",
           "aws_lambda_function.export"),
    change("function-in-its-role", IAM, '"${each.key}.amazonaws.com"', '"ec2.amazonaws.com"', "aws_lambda_function.export"),
    *(change("function-in-its-role", IAM, action, action.replace(":", ":No"), "aws_lambda_function.export")
      for action in ('"s3:PutObject', '"s3:AbortMultipartUpload', '"kms:Decrypt', '"kms:GenerateDataKey')),
    change("function-in-its-role", IAM, "role   = aws_iam_role.lambda.id", "role   = aws_iam_role.crawler.id", "aws_lambda_function.export"),
    change("function-in-its-role", FUNCTION, "aws_iam_role.lambda.arn", '"arn:aws:iam::111122223333:role/another"', "aws_lambda_function.export"),
    # each permission may be in a statement, or in a policy, of its own
    allowed("function-in-its-role", IAM, 'resource "aws_iam_role_policy" "lambda" {',
            'resource "aws_iam_role_policy" "more" {\n  role   = aws_iam_role.lambda.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{\n'
            '    Effect = "Allow", Action = "logs:PutLogEvents", Resource = "${aws_cloudwatch_log_group.lambda.arn}:*"\n  }] })\n}\n\n'
            'resource "aws_iam_role_policy" "lambda" {'),
    change("crawler-in-its-role", IAM, '"${each.key}.amazonaws.com"', '"ec2.amazonaws.com"', "aws_glue_crawler.export"),
    *(change("crawler-in-its-role", IAM, action, action.replace(":", ":No"), "aws_glue_crawler.export", after='"aws_iam_policy_document" "crawler"')
      for action in ('"s3:GetObject', '"kms:Decrypt', '"glue:CreateTable')),
    change("crawler-in-its-role", CATALOG, "aws_iam_role.crawler.arn", '"arn:aws:iam::111122223333:role/another"', "aws_glue_crawler.export"),
    change("no-policies-from-elsewhere", IAM, "AWSXRayDaemonWriteAccess", "AdministratorAccess", "aws_iam_role.lambda"),
    change("no-policies-from-elsewhere", IAM, ':aws:policy/AWSXRayDaemonWriteAccess"', ':aws:policy/AWSXRayDaemonWriteAccessToAll"',
           "aws_iam_role.lambda"),
    change("no-policies-from-elsewhere", IAM, '"arn:${local.partition}:iam::aws:policy/AWSXRayDaemonWriteAccess"\n}',
           'aws_iam_policy.own.arn\n}\n\nresource "aws_iam_policy" "own" {\n  policy = "{}"\n}', "aws_iam_role.lambda"),
    change("function-writes-exports-only", IAM, '["s3:PutObject", "s3:AbortMultipartUpload"]\n    resources = ["${aws_s3_bucket.export.arn}/${local.export_prefix}*"]',
           '["s3:PutObj*", "s3:AbortMultipartUpload"]\n    resources = ["${aws_s3_bucket.export.arn}/*"]', "aws_lambda_function.export"),
    allowed("function-writes-exports-only", IAM, 'resource "aws_iam_role_policy" "lambda" {',
            'resource "aws_iam_role_policy" "more" {\n  role   = aws_iam_role.lambda.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{\n'
            '    Effect = "Allow", Action = "logs:PutLogEvents", Resource = "${aws_cloudwatch_log_group.lambda.arn}:*"\n  }] })\n}\n\n'
            'resource "aws_iam_role_policy" "lambda" {'),
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
           "aws_s3_bucket.export", after='id     = "exports"'),
    change("unfinished-uploads-removed", STORAGE, "days_after_initiation = 1", "days_after_initiation = 30",
           "aws_s3_bucket.export"),
    change("unfinished-uploads-removed", STORAGE, "prefix = local.export_prefix", 'prefix = "other/"',
           "aws_s3_bucket.export"),
    change("unfinished-uploads-removed", STORAGE, "    expiration {",
           '    transition {\n      days          = 20\n      storage_class = "GLACIER"\n    }\n\n    expiration {',
           "aws_s3_bucket.export"),
    change("function-writes-exports-only", IAM, '"s3:PutObject", ', '"s3:PutObject", "s3:GetObject", ', "aws_lambda_function.export"),
    change("function-writes-exports-only", IAM, '"s3:PutObject", ', '"s3:PutObject", "s3:Delete*", ', "aws_lambda_function.export"),
    change("function-writes-exports-only", IAM, "/${local.export_prefix}*", "/*", "aws_lambda_function.export"),
    change("exports-crawled", CATALOG, '"export-jsonl-crawler"', '"crawler"', "aws_glue_crawler.export", after='"aws_glue_crawler"'),
    change("exports-crawled", CATALOG, '"exported_"', '"dxr_"', "aws_glue_crawler.export"),
    change("exports-crawled", CATALOG, "/${local.export_prefix}", "/", "aws_glue_crawler.export"),
    change("exports-crawled", CATALOG, '"my_export_db"', '"other"', "aws_glue_crawler.export"),
    change("exports-in-one-table", CATALOG, "CombineCompatibleSchemas", "Other", "aws_glue_crawler.export"),
    change("crawler-reads-only", IAM, '["s3:GetObject"]', '["s3:GetObject", "s3:PutObject"]', "aws_glue_crawler.export"),
    change("crawler-reads-only", IAM, '["s3:GetObject"]', '["s3:*Object"]', "aws_glue_crawler.export"),
    change("crawler-reads-only", IAM, '"glue:UpdateTable",', '"glue:UpdateTable", "glue:DeleteTable",', "aws_glue_crawler.export"),
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
    change("export-function-built", FUNCTION, "lambda/lambda_function.zip", "lambda/lambda_function.zip.old", "aws_lambda_function.export"),
    *(
        change("export-function-built", FUNCTION, '"python3.13"', f'"{runtime}"', "aws_lambda_function.export")
        for runtime in ("python3.13-preview", "micropython3.13")
    ),
    change("export-function-alone", FUNCTION, "reserved_concurrent_executions = 1", "reserved_concurrent_executions = 2", "aws_lambda_function.export"),
    *(
        change("exports-private", STORAGE, f"{flag} = true", f"{flag} = false", "aws_s3_bucket.export")
        for flag in ("block_public_policy    ", "restrict_public_buckets")
    ),
    *(
        change("exports-encrypted", STORAGE, "bucket = aws_s3_bucket.export.id", 'bucket = "another"', "aws_s3_bucket.export", after=f'"aws_s3_bucket_{kind}" "export"')
        for kind in ("server_side_encryption_configuration", "policy")
    ),
    change("exports-crawled", CATALOG, '/${local.export_prefix}"', '/${local.export_prefix}2025/"', "aws_glue_crawler.export"),
    change("exports-crawled", CATALOG, "= aws_glue_catalog_database.export.name", '= "another"', "aws_glue_crawler.export"),
    change("results-beside-exports", CATALOG, "${local.results_prefix}", "${local.results_prefix}2025/", "aws_athena_workgroup.export"),
    allowed("results-beside-exports", CATALOG, '"SSE_KMS"', '"CSE_KMS"', after='"aws_athena_workgroup"'),
]  # fmt: skip

LOGS_FILES = ("storage", "iam", "function", "network", "warehouse", "catalog", "variables", "main")
L_STORAGE, L_IAM, L_FUNCTION, L_NETWORK, L_WAREHOUSE, L_CATALOG, L_VARIABLES, L_MAIN = (
    f"terraform/{name}.tf" for name in LOGS_FILES
)
CENTRAL, CENTRAL_POLICY, POINT = "aws_s3_bucket.logs", "aws_s3_bucket_policy.logs", "aws_s3_access_point.logs"
POINT_POLICY, WRITER = "aws_s3control_access_point_policy.logs", "aws_lambda_function.writer"
NAMESPACE, WORKGROUP = "aws_redshiftserverless_namespace.logs", "aws_redshiftserverless_workgroup.logs"
CONNECTION, LOG_CRAWLER, LOADER = "aws_glue_connection.redshift", "aws_glue_crawler.logs", "aws_glue_job.populate"
ZONES = tuple(f"aws_subnet.this[{number}]" for number in range(3))

LOGS = [
    *(
        change("central-bucket-private", L_STORAGE, flag + " = true", flag + " = false", CENTRAL)
        for flag in ("block_public_acls      ", "block_public_policy    ", "ignore_public_acls     ", "restrict_public_buckets")
    ),
    change("central-bucket-private", L_STORAGE, "BucketOwnerEnforced", "ObjectWriter", CENTRAL),
    change("central-bucket-encrypted", L_STORAGE, '"aws:kms"', '"AES256"', CENTRAL),
    change("central-bucket-encrypted", L_STORAGE, "kms_master_key_id = aws_kms_key.logs.arn", "", CENTRAL),
    change("central-bucket-encrypted", L_STORAGE, 'status = "Enabled"', 'status = "Suspended"', CENTRAL),
    change("central-bucket-encrypted", L_IAM, 'values   = ["false"]', 'values   = ["true"]', CENTRAL),
    change("access-point-delegated", L_STORAGE, "block_public_policy     = true", "block_public_policy     = false", POINT,
           after='"aws_s3_access_point"'),
    change("access-point-delegated", L_STORAGE, "restrict_public_buckets = true", "restrict_public_buckets = false", POINT,
           after='"aws_s3_access_point"'),
    change("access-point-delegated", L_STORAGE, "access_point_arn = aws_s3_access_point.logs.arn",
           'access_point_arn = "arn:aws:s3:eu-central-1:123456789012:accesspoint/other"', POINT),
    change("access-point-delegated", L_IAM, '"s3:DataAccessPointAccount"', '"aws:PrincipalAccount"', POINT),
    change("everyone-through-access-points-only", L_IAM, '"s3:DataAccessPointAccount"', '"aws:PrincipalAccount"', CENTRAL_POLICY),
    change("everyone-through-access-points-only", L_IAM, "[local.account_id]", '["*"]', CENTRAL_POLICY, after='"s3:DataAccessPointAccount"'),
    change("everyone-through-access-points-only", L_IAM, '"s3:PutObject", "s3:AbortMultipartUpload"', '"*"', CENTRAL_POLICY,
           after='"DelegatedToAccessPoints"'),
    *(
        change("everyone-through-access-points-only", L_IAM, '"s3:PutObject", ', f'"s3:PutObject", "s3:{action}", ', CENTRAL_POLICY,
               after='"DelegatedToAccessPoints"')
        for action in ("DeleteObject", "DeleteObjectVersion", "PutBucketPolicy", "GetObject")
    ),
    change("writers-named", L_IAM, 'concat([aws_iam_role.this["writer"].arn], sort(var.writer_role_arns))', '["*"]', POINT_POLICY),
    change("writers-named", L_IAM, "/object/${local.csv_prefix}*", "/object/*", POINT_POLICY, after='"Writers"'),
    change("writers-named", L_IAM, '"s3:PutObject"', '"s3:PutObjectTagging"', POINT_POLICY, after='"Writers"'),
    *(
        change("writers-named", L_IAM, '"s3:PutObject", ', f'"s3:PutObject", "s3:{action}", ', POINT_POLICY, after='"Writers"')
        for action in ("GetObject", "DeleteObject", "ListBucket", "PutObjectAcl")
    ),
    # "I have tried the access point's ARN and an Access Denied error is returned"
    change("writer-names-access-point", L_IAM, "/object/${local.csv_prefix}*", "", WRITER, after='"WriteThroughAccessPoint"'),
    change("writer-names-access-point", L_IAM, "${aws_s3_access_point.logs.arn}/object/", "arn:aws:s3:::${var.name}/", WRITER,
           after='"WriteThroughAccessPoint"'),
    # "Currently, "*" is the only thing that seems to work"
    change("writer-names-access-point", L_IAM, '"${aws_s3_access_point.logs.arn}/object/${local.csv_prefix}*"', '"*"', WRITER,
           after='"WriteThroughAccessPoint"'),
    change("writer-names-access-point", L_IAM, '"s3:PutObject", ', '"s3:PutObject", "s3:DeleteObject", ', WRITER,
           after='"WriteThroughAccessPoint"'),
    change("writer-built", L_FUNCTION, "lambda/lambda_function.zip", "lambda/other.zip", WRITER),
    change("writer-built", L_FUNCTION, "source_code_hash", "# source_code_hash", WRITER),
    change("writer-built", L_FUNCTION, "lambda_function.lambda_handler", "index.handler", WRITER),
    change("writer-built", L_FUNCTION, "python3.13", "python3.9", WRITER),
    change("writer-built", L_FUNCTION, "= aws_s3_access_point.logs.arn", "= aws_s3_bucket.logs.bucket", WRITER),
    change("writer-built", L_FUNCTION, "= local.csv_prefix", "= local.temp_prefix", WRITER),
    change("writer-built", L_FUNCTION, "SOURCE_BUCKET =", 'API_TOKEN = "ghp_16C7e42F292c6912E7710c838347Ae178B4a"\n SOURCE_BUCKET =', WRITER),
    change("each-log-reaches-the-writer", L_FUNCTION, '"Object Created"', '"Object Deleted"', WRITER),
    change("each-log-reaches-the-writer", L_FUNCTION, "  event_pattern", '  state = "DISABLED"\n  event_pattern', WRITER),
    change("each-log-reaches-the-writer", L_FUNCTION, "= aws_lambda_function.writer.arn",
           '= "arn:aws:lambda:eu-central-1:123456789012:function:other"', WRITER),
    change("each-log-reaches-the-writer", L_FUNCTION, "arn = aws_sqs_queue.failed.arn", 'arn = "arn:aws:sqs:eu-central-1:123456789012:other"', WRITER),
    change("each-log-reaches-the-writer", L_FUNCTION, '"events.amazonaws.com"', '"s3.amazonaws.com"', WRITER),
    change("each-log-reaches-the-writer", L_FUNCTION, "source_arn     = aws_cloudwatch_event_rule.written.arn", "", WRITER),
    change("each-log-reaches-the-writer", L_FUNCTION, "destination = aws_sqs_queue.failed.arn",
           'destination = "arn:aws:sqs:eu-central-1:123456789012:other"', WRITER),
    change("writer-may-log", L_IAM, '"logs:CreateLogStream", "logs:PutLogEvents"', '"logs:PutLogEvents"', WRITER),
    change("writer-may-log", L_IAM, '"${aws_cloudwatch_log_group.writer.arn}:*"', '"*"', WRITER),
    change("no-policy-for-everything", L_IAM, "AWSXRayDaemonWriteAccess", "AmazonRedshiftAllCommandsFullAccess",
           WRITER_ROLE),
    change("no-policy-for-everything", L_IAM, "AWSXRayDaemonWriteAccess", "service-role/AWSGlueServiceRole",
           WRITER_ROLE),
    change("serverless-in-three-zones", L_WAREHOUSE, "aws_subnet.this[*].id", "slice(aws_subnet.this[*].id, 0, 2)", WORKGROUP),
    change("serverless-in-three-zones", L_WAREHOUSE, "aws_subnet.this[*].id", "[for _ in range(3) : aws_subnet.this[0].id]", WORKGROUP),
    change("zones-differ", L_NETWORK, "= var.availability_zones[count.index]", '= count.index == 0 ? "eu-central-1a" : "eu-central-1b"', *ZONES[1:]),
    change("zones-differ", L_NETWORK, "availability_zone = var.availability_zones[count.index]", "", *ZONES),
    change("workgroup-private", L_WAREHOUSE, "publicly_accessible  = false", "publicly_accessible  = true", WORKGROUP),
    change("workgroup-private", L_WAREHOUSE, "enhanced_vpc_routing = true", "", WORKGROUP),
    change("workgroup-private", L_WAREHOUSE, "security_group_ids   =", "# security_group_ids   =", WORKGROUP),
    change("workgroup-private", L_WAREHOUSE, 'parameter_value = "true"', 'parameter_value = "false"', WORKGROUP),
    change("workgroup-private", L_WAREHOUSE, '"require_ssl"', '"auto_mv"', WORKGROUP),
    change("workgroup-private", L_WAREHOUSE, "= aws_redshiftserverless_namespace.logs.namespace_name", '= "other"', WORKGROUP),
    change("namespace-deliberate", L_WAREHOUSE, "= var.database", '= "dev"', NAMESPACE),
    change("namespace-deliberate", L_WAREHOUSE, "db_name               = var.database", "", NAMESPACE),
    change("namespace-deliberate", L_WAREHOUSE, "kms_key_id            = aws_kms_key.logs.arn", "", NAMESPACE),
    change("namespace-deliberate", L_WAREHOUSE, '"connectionlog", ', "", NAMESPACE),
    change("password-kept-by-redshift", L_WAREHOUSE, "manage_admin_password = true", 'admin_user_password = "Example-1"', NAMESPACE),
    change("password-kept-by-redshift", L_WAREHOUSE, "manage_admin_password = true", "manage_admin_password = false", NAMESPACE),
    change("password-kept-by-redshift", L_WAREHOUSE, "admin_password_secret_kms_key_id", "# admin_password_secret_kms_key_id", NAMESPACE),
    change("connection-uses-secret", L_CATALOG, '"JDBC"', '"NETWORK"', CONNECTION),
    change("connection-uses-secret", L_CATALOG, '"jdbc:redshift:', '"jdbc:postgresql:', CONNECTION),
    change("connection-uses-secret", L_CATALOG, "logs.db_name}", "logs.db_name}?user=a&Password=b", CONNECTION),
    change("connection-uses-secret", L_CATALOG, 'JDBC_ENFORCE_SSL    = "true"', 'JDBC_ENFORCE_SSL    = "false"', CONNECTION),
    change("connection-uses-secret", L_CATALOG, "SECRET_ID ", "# SECRET_ID ", CONNECTION),
    change("connection-uses-secret", L_CATALOG, "SECRET_ID ", 'USERNAME = "admin"\n SECRET_ID ', CONNECTION),
    change("connection-uses-secret", L_CATALOG, "SECRET_ID ", 'PASSWORD = "Example-1"\n SECRET_ID ', CONNECTION),
    change("connection-uses-secret", L_CATALOG, "subnet_id              =", "# subnet_id              =", CONNECTION),
    change("redshift-role-for-redshift", L_IAM, '"redshift.amazonaws.com"]', '"glue.amazonaws.com"]', NAMESPACE),
    change("redshift-role-for-redshift", L_IAM, "      identifiers = each.value.services\n    }",
           '      identifiers = each.value.services\n    }\n    principals {\n      type = "AWS"\n      identifiers = ["123456789012"]\n    }', NAMESPACE),
    change("redshift-role-for-redshift", L_IAM, '"${aws_s3_bucket.logs.arn}/${local.temp_prefix}*"', '"*"', NAMESPACE, after='"CopyTemporaryFiles"'),
    *(
        change("redshift-role-for-redshift", L_IAM, '["s3:GetObject"]', f'["s3:GetObject", "{action}"]', NAMESPACE, after='"CopyTemporaryFiles"')
        for action in ("s3:PutObject", "s3:DeleteObject", "glue:*")
    ),
    change("redshift-role-for-redshift", L_WAREHOUSE, "iam_roles             =", "# iam_roles             =", NAMESPACE,
           after="kms_key_id"),
    change("table-there-before", "terraform/sql/wau_audit_logs.sql", "public.wau_audit_logs", "public.logs", "aws_redshiftdata_statement.table"),
    change("table-there-before", "terraform/sql/wau_audit_logs.sql", "customer   VARCHAR", "customers  VARCHAR", "aws_redshiftdata_statement.table"),
    change("table-there-before", L_WAREHOUSE, "= aws_redshiftserverless_workgroup.logs.workgroup_name", '= "other"', "aws_redshiftdata_statement.table"),
    change("table-there-before", L_WAREHOUSE, "secret_arn ", "# secret_arn ", "aws_redshiftdata_statement.table"),
    change("single-database", L_CATALOG, "# --- The catalog", 'resource "aws_glue_catalog_database" "more" {\n  name = "more"\n}\n\n# --- The catalog',
           "aws_glue_catalog_database.logs", "aws_glue_catalog_database.more"),
    change("single-database", L_CATALOG, "database_name          = aws_glue_catalog_database.logs.name", 'database_name = "default"',
           "aws_glue_catalog_database.logs"),
    change("crawler-reads-csv-folder", L_CATALOG, "/${local.csv_prefix}", "/", LOG_CRAWLER),
    change("crawler-reads-csv-folder", L_CATALOG, "  jdbc_target {", '  s3_target {\n    path = "s3://other/csv/"\n  }\n\n  jdbc_target {', LOG_CRAWLER),
    change("crawler-reads-csv-folder", L_CATALOG, "CRAWL_EVERYTHING", "CRAWL_NEW_FOLDERS_ONLY", LOG_CRAWLER),
    change("crawler-reads-redshift", L_MAIN, '"public"', '"private"', LOG_CRAWLER),
    change("crawler-reads-redshift", L_CATALOG, "${var.database}/${local.schema}", "dev/${local.schema}", LOG_CRAWLER),
    change("crawler-reads-redshift", L_CATALOG, "connection_name = aws_glue_connection.redshift.name", 'connection_name = "other"', LOG_CRAWLER),
    change("crawler-reads-redshift", L_CATALOG, "  recrawl_policy {",
           '  jdbc_target {\n    connection_name = aws_glue_connection.redshift.name\n    path = "wau_audit/public/wau_audit_logs"\n  }\n  recrawl_policy {',
           LOG_CRAWLER),
    change("crawler-reads-only", L_IAM, 'Catalogues audit logs", services = ["glue.', 'Catalogues audit logs", services = ["ec2.', LOG_CRAWLER),
    change("crawler-reads-only", L_IAM, "/${local.csv_prefix}*", "/${local.temp_prefix}*", LOG_CRAWLER, after='data "aws_iam_policy_document" "crawler"'),
    *(
        change("crawler-reads-only", L_IAM, '["s3:GetObject"]', f'["s3:GetObject", "{action}"]', LOG_CRAWLER,
               after='data "aws_iam_policy_document" "crawler"')
        for action in ("s3:PutObject", "s3:DeleteObject", "glue:DeleteTable", "glue:DeleteDatabase", "redshift-data:*")
    ),
    change("job-cannot-change-logs", L_IAM, 'into Redshift", services = ["glue.', 'into Redshift", services = ["ec2.', LOADER),
    change("job-cannot-change-logs", L_IAM, "${local.csv_prefix}*", "${local.temp_prefix}*", LOADER, after='data "aws_iam_policy_document" "job"'),
    change("job-cannot-change-logs", L_IAM, "${local.temp_prefix}*", "*", LOADER, after='"UseTemporaryFiles"'),
    change("job-cannot-change-logs", L_IAM, "[aws_redshiftserverless_namespace.logs.admin_password_secret_arn]", '["*"]', LOADER),
    change("job-cannot-change-logs", L_IAM, '[aws_iam_role.this["redshift"].arn]', '["*"]', LOADER, after='"LetRedshiftCopy"'),
    change("job-as-decided", L_CATALOG, 'python_version  = "3"', 'python_version  = "2"', LOADER),
    change("job-as-decided", L_CATALOG, '"4.0"', '"2.0"', LOADER),
    change("job-as-decided", L_CATALOG, '  execution_class        = var.flex ? "FLEX" : "STANDARD"\n', "", LOADER),
    allowed("job-as-decided", L_CATALOG, 'var.flex ? "FLEX" : "STANDARD"', '"FLEX"'),
    change("job-as-decided", L_CATALOG, "= var.worker_type", "= null", LOADER),
    change("job-as-decided", L_VARIABLES, "default     = 4\n", "default     = 400\n", LOADER),
    change("job-as-decided", L_CATALOG, '= "true"', '= "false"', LOADER, after='"--enable-auto-scaling"'),
    change("job-as-decided", L_CATALOG, '= "true"', '= "false"', LOADER, after='"--enable-job-insights"'),
    change("job-as-decided", L_CATALOG, "max_retries            = 1", "max_retries            = 0", LOADER),
    change("job-as-decided", L_CATALOG, "connections            =", "# connections            =", LOADER),
    change("job-as-decided", L_CATALOG, "${local.temp_prefix}", "${local.csv_prefix}", LOADER),
    change("bookmarks-run-alone", L_CATALOG, "job-bookmark-enable", "job-bookmark-pause", LOADER),
    change("bookmarks-run-alone", L_CATALOG, "max_concurrent_runs = 1", "max_concurrent_runs = 2", LOADER),
    change("job-scheduled", L_CATALOG, '"SCHEDULED"', '"ON_DEMAND"', LOADER),
    change("job-scheduled", L_CATALOG, "cron(0 0 ? * * *)", "cron(0 0 1 * ? *)", LOADER),
    change("job-scheduled", L_CATALOG, "= aws_glue_job.populate.name", '= "other"', LOADER),
    change("job-scheduled", L_CATALOG, '  type        = "SCHEDULED"', '  enabled = false\n  type        = "SCHEDULED"', LOADER),
    change("nothing-else-starts-the-job", L_IAM, '["sqs:SendMessage"]', '["sqs:SendMessage", "glue:StartJobRun"]', WRITER_ROLE),
    *(
        change("central-bucket-private", L_STORAGE, "bucket = aws_s3_bucket.logs.id", 'bucket = "another"', CENTRAL, after=f'"aws_s3_bucket_{kind}" "logs"')
        for kind in ("public_access_block", "ownership_controls")
    ),
    *(
        change("central-bucket-encrypted", L_STORAGE, "bucket = aws_s3_bucket.logs.id", 'bucket = "another"', CENTRAL, after=f'"aws_s3_bucket_{kind}" "logs"')
        for kind in ("server_side_encryption_configuration", "versioning", "policy")
    ),
    change("access-point-delegated", L_STORAGE, "bucket = aws_s3_bucket.logs.id", 'bucket = "another"', POINT, after='"aws_s3_access_point" "logs"'),
    change("access-point-delegated", L_STORAGE, "bucket = aws_s3_bucket.logs.id", 'bucket = "another"', POINT, after='"aws_s3_bucket_policy" "logs"'),
    change("access-point-delegated", L_IAM, 'sid       = "DelegatedToAccessPoints"', 'sid       = "DelegatedToAccessPoints"\n    effect = "Deny"', POINT),
    *(
        change("everyone-through-access-points-only", L_IAM,
               'type        = "AWS"\n      identifiers = ["*"]\n    }\n\n    condition {\n      test     = "StringEquals"\n      variable = "s3:DataAccessPointAccount"',
               f'type        = "{kind}"\n      identifiers = {who}\n    }}\n\n    condition {{\n      test     = "StringEquals"\n      variable = "aws:PrincipalAccount"',
               CENTRAL_POLICY)
        for kind, who in (("*", '["*"]'), ("AWS", '["*", "111122223333"]'))
    ),
    allowed("everyone-through-access-points-only", L_IAM, '  statement {\n    sid       = "DelegatedToAccessPoints"',
            '  statement {\n    actions   = ["s3:PutObject"]\n    resources = ["${aws_s3_bucket.logs.arn}/${local.csv_prefix}*"]\n'
            '    principals {\n      type        = "AWS"\n      identifiers = ["111122223333"]\n    }\n  }\n\n  statement {\n    sid       = "DelegatedToAccessPoints"'),
    change("everyone-through-access-points-only", L_IAM, "[local.account_id]", '["0${local.account_id}"]', CENTRAL_POLICY, after='"s3:DataAccessPointAccount"'),
    *(
        change(rule, L_FUNCTION, 'aws_iam_role.this["writer"].arn', '"arn:aws:iam::111122223333:role/another"', WRITER)
        for rule in ("writer-names-access-point", "writer-may-log")
    ),
    *(
        change(rule, L_IAM, 'role   = aws_iam_role.this["writer"].id', 'role   = aws_iam_role.this["redshift"].id', WRITER)
        for rule in ("writer-names-access-point", "writer-may-log")
    ),
    change("writer-built", L_FUNCTION, "lambda/lambda_function.zip", "lambda/lambda_function.zip.old", WRITER),
    *(
        change("writer-built", L_FUNCTION, '"python3.13"', f'"{runtime}"', WRITER)
        for runtime in ("python3.13-preview", "micropython3.13")
    ),
    change("each-log-reaches-the-writer", L_FUNCTION, "aws_cloudwatch_event_rule.written.name", '"another"', WRITER),
    allowed("each-log-reaches-the-writer", L_FUNCTION, "  event_pattern", '  state = "ENABLED"\n  event_pattern'),
    *(
        change("each-log-reaches-the-writer", L_FUNCTION, "aws_lambda_function.writer.function_name", '"another"', WRITER, after=f'"{kind}"')
        for kind in ("aws_lambda_permission", "aws_lambda_function_event_invoke_config")
    ),
    *(
        change("no-policy-for-everything", L_IAM, "AWSXRayDaemonWriteAccess", name, WRITER_ROLE)
        for name in ("AdministratorAccess", "PowerUserAccess")
    ),
    change("no-policy-for-everything", L_IAM, "AWSXRayDaemonWriteAccess", "NoFullAccessButReading", WRITER_ROLE),
    change("workgroup-private", L_WAREHOUSE, "enhanced_vpc_routing = true", "enhanced_vpc_routing = false", WORKGROUP),
    *(
        change("namespace-deliberate", L_WAREHOUSE, "db_name               = var.database", f'db_name = "{name}"', NAMESPACE)
        for name in ("Wau", "wau-audit")
    ),
    *(
        change("namespace-deliberate", L_WAREHOUSE, f', "{name}"', "", NAMESPACE)
        for name in ("useractivitylog", "userlog")
    ),
    change("password-kept-by-redshift", L_WAREHOUSE, "manage_admin_password = true", 'manage_admin_password = true\n  admin_user_password = "Example-1"', NAMESPACE),
    change("crawler-reads-csv-folder", L_CATALOG, '/${local.csv_prefix}"', '/${local.csv_prefix}2025/"', LOG_CRAWLER),
    change("crawler-reads-redshift", L_CATALOG, '${local.table}"', '${local.table}_old"', LOG_CRAWLER, after="jdbc_target"),
    change("crawler-reads-redshift", L_CATALOG, '"${var.database}/', '"Dev-wau/', LOG_CRAWLER, after="jdbc_target"),
    change("job-as-decided", L_CATALOG, '/${local.temp_prefix}"', '/${local.temp_prefix}2025/"', LOADER),
    allowed("bookmarks-run-alone", L_CATALOG, "  execution_property {\n    max_concurrent_runs = 1\n  }\n", ""),
    allowed("job-scheduled", L_CATALOG, '  type        = "SCHEDULED"', '  enabled = true\n  type        = "SCHEDULED"'),
]  # fmt: skip

CHANGES = {
    "first-rule": FIRST,
    **{
        name: [*changes, *SENTENCE_CHANGES[name]]
        for name, changes in (
            ("batch-data-pipeline", BATCH),
            ("audit-table", AUDIT),
            ("secure-data-pipeline", SECURE),
            ("dxr-athena-export", DXR),
            ("audit-log-analytics", LOGS),
        )
    },
}
CASES = [
    pytest.param(example, case, id=f"{example}-{case.rule}-{number}")
    for example, cases in CHANGES.items()
    for number, case in enumerate(cases)
]


def copied(example: str, folder: Path) -> Path:
    """A copy of an example without its broken variants."""
    target = folder / example
    shutil.copytree(
        EXAMPLES / example, target, ignore=shutil.ignore_patterns("broken", "exercises", ".terraform*", "*.zip")
    )
    return target


def scan_example(example: str, folder: Path) -> ScanResult:
    rules = tuple(str(EXAMPLES / example / name) for name in RULES[example])
    return scan(ScanOptions(targets=Targets(paths=(str(folder),), cache=False), rules=rules))


@pytest.mark.slow
@pytest.mark.parametrize(("example", "case"), CASES)
def test_a_rule_fails_where_what_it_asks_for_is_taken_away(example: str, case: Change, tmp_path: Path) -> None:
    copy = copied(example, tmp_path)
    file = copy / case.file
    text = file.read_text(encoding="utf-8")
    start = text.index(case.after)
    assert case.old in text[start:], "the example has changed: adapt this case"
    file.write_text(text[:start] + text[start:].replace(case.old, case.new, 1), encoding="utf-8")

    result = scan_example(example, copy)

    if case.valid:
        assert [item for item in result.diagnostics if item.severity == "error"] == []
    verdicts = {item.resource.address: item.outcome for item in result.findings if item.rule_id == case.rule}
    assert {address for address, outcome in verdicts.items() if outcome is not Outcome.PASS} == case.addresses
    assert {verdicts[address] for address in case.addresses} <= {Outcome.FAIL}


@pytest.mark.parametrize("example", sorted(CHANGES))
def test_every_rule_of_an_example_has_such_a_case_and_passes_without_it(example: str, tmp_path: Path) -> None:
    result = scan_example(example, copied(example, tmp_path))

    assert {item.outcome for item in result.findings} == {Outcome.PASS}
    assert {rule.id for rule in result.rules if rule.applicable} == {rule.id for rule in result.rules}
    assert {case.rule for case in CHANGES[example]} == {rule.id for rule in result.rules}
