"""Changes of the examples that go against a sentence of their documents, and other ways to write the same that no rule may fail on."""

from __future__ import annotations

import json
from typing import Any

from tests.examples.changes import Change, added, allowed, change, gone


def _policy(*statements: dict[str, Any]) -> str:
    """A policy as somebody writes it without a data source; `${…}` stays."""
    return "jsonencode(" + json.dumps({"Version": "2012-10-17", "Statement": list(statements)}) + ")"


def _trust(service: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}


def _attachments(rule: str, file: str, role: str, address: str, head: str) -> list[Change]:
    """The ways in which a role gets a policy from elsewhere. head: the role's block up to its first argument."""
    more = 'resource "aws_iam_policy" "more" {\n  name = "more"\n  policy = jsonencode({ Statement = [] })\n}\n'
    return [
        added(rule, file, f'{more}resource "aws_iam_policy_attachment" "more" {{\n  name = "more"\n  roles = [{role}.name]\n'
              "  policy_arn = aws_iam_policy.more.arn\n}", address),
        change(rule, file, head, f'{head}  managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]\n', address),
        added(rule, file, f'{more}resource "aws_iam_role_policy_attachment" "more" {{\n  role = {role}.name\n'
              "  policy_arn = aws_iam_policy.more.arn\n}", address),
    ]  # fmt: skip


def _inline(rule: str, file: str, head: str, statement: dict[str, Any], address: str) -> Change:
    """A policy inside the role. head: the role's block up to its first argument."""
    return change(
        rule,
        file,
        head,
        f'{head}  inline_policy {{\n    name = "more"\n    policy = {_policy(statement)}\n  }}\n',
        address,
    )


def _inlines(rule: str, file: str, head: str, address: str, *cases: tuple[str, str, bool]) -> list[Change]:
    """Policies inside the role: an action, a resource, and whether the rule accepts them."""
    found = []
    for action, resource, fine in cases:
        case = _inline(rule, file, head, {"Effect": "Allow", "Action": action, "Resource": resource}, address)
        found.append(case._replace(addresses=frozenset()) if fine else case)
    return found


# --- Export of Data X-Ray's metadata -----------------------------------------------------------

D_IAM, D_FUNCTION, D_CATALOG, D_STORAGE = (f"terraform/{name}.tf" for name in ("iam", "function", "catalog", "storage"))
D_ROLE = 'resource "aws_iam_role" "lambda" {\n'
EXPORTER, D_CRAWLER, D_BUCKET, STEWARD = (
    "aws_lambda_function.export", "aws_glue_crawler.export", "aws_s3_bucket.export", "aws_iam_policy.steward",
)  # fmt: skip
D_TRUST = 'assume_role_policy = data.aws_iam_policy_document.assume_role["lambda"].json'
D_POLICY = "policy = data.aws_iam_policy_document.lambda.json"
D_WRITES = {"Effect": "Allow", "Action": ["s3:PutObject", "s3:AbortMultipartUpload"], "Resource": "${aws_s3_bucket.export.arn}/exports/*"}  # fmt: skip
D_KEY = {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "${aws_kms_key.export.arn}"}
D_FILTER = "    filter {\n      prefix = local.export_prefix\n    }"

DXR = [
    # "Terraform would provision"
    *(
        gone("design-provisioned", file, address, "root_module")
        for file, address in (
            (D_STORAGE, D_BUCKET), (D_FUNCTION, EXPORTER), (D_CATALOG, D_CRAWLER), (D_CATALOG, "aws_glue_catalog_database.export"),
            (D_IAM, "aws_iam_role.crawler"),
        )
    ),
    change("design-provisioned", D_FUNCTION, '"export-jsonl-lambda"', '"another"', "root_module"),
    change("design-provisioned", D_CATALOG, '"export-jsonl-crawler"', '"another"', "root_module", after='"aws_glue_crawler"'),
    change("design-provisioned", D_CATALOG, '"my_export_db"', '"another"', "root_module"),
    # "Interrogate the curated catalog using Amazon Athena"
    *(
        gone("design-queried", file, address, "root_module")
        for file, address in ((D_CATALOG, "aws_athena_workgroup.export"), (D_IAM, STEWARD))
    ),
    change("design-queried", D_CATALOG, '"*.sql"', '"*.none"', "root_module"),
    # the token: kept with a call that failed, or with something that calls
    *(
        change("token-kept-nowhere", D_FUNCTION, "  maximum_event_age_in_seconds = 3600\n",
               f"  destination_config {{\n    {when} {{\n      destination = aws_kms_key.export.arn\n    }}\n  }}\n", EXPORTER)
        for when in ("on_failure", "on_success")
    ),
    added("token-kept-nowhere", D_FUNCTION, 'resource "aws_cloudwatch_event_target" "nightly" {\n  rule = "nightly"\n  arn = aws_lambda_function.export.arn\n'
          '  input = jsonencode({ app_url = "https://dxr.example.com", pat_token = "x" })\n}', EXPORTER),
    added("token-kept-nowhere", D_FUNCTION, 'resource "aws_cloudwatch_event_target" "nightly" {\n  rule = "nightly"\n  arn = aws_lambda_function.export.arn\n'
          '  input_transformer {\n    input_template = "{\\"pat_token\\": \\"x\\"}"\n  }\n}', EXPORTER),
    added("token-kept-nowhere", D_FUNCTION, 'resource "aws_scheduler_schedule" "nightly" {\n  schedule_expression = "rate(1 day)"\n'
          '  flexible_time_window {\n    mode = "OFF"\n  }\n  target {\n    arn = aws_lambda_function.export.arn\n    role_arn = aws_iam_role.lambda.arn\n'
          '    input = jsonencode({ pat_token = "x" })\n  }\n}', EXPORTER),
    added("token-kept-nowhere", D_FUNCTION, 'resource "aws_lambda_invocation" "now" {\n  function_name = aws_lambda_function.export.function_name\n'
          '  input = jsonencode({ pat_token = "x" })\n}', EXPORTER),
    Change("token-kept-nowhere", D_FUNCTION, "# ", 'resource "aws_cloudwatch_event_target" "nightly" {\n  rule = "nightly"\n'
           '  arn = aws_lambda_function.export.arn\n  input = jsonencode({ app_url = "https://dxr.example.com" })\n}\n# ', frozenset()),
    # where the crawler reads
    change("exports-where-the-crawler-reads", D_CATALOG, "${aws_s3_bucket.export.bucket}/${local.export_prefix}", "another-bucket/exports/", EXPORTER),
    allowed("exports-where-the-crawler-reads", D_CATALOG, "${aws_s3_bucket.export.bucket}/${local.export_prefix}", "${var.bucket_name}/exports/"),
    allowed("exports-where-the-crawler-reads", D_FUNCTION, "EXPORT_BUCKET = aws_s3_bucket.export.bucket", "EXPORT_BUCKET = var.bucket_name"),
    allowed("exports-encrypted", D_STORAGE, '"aws:kms"', '"aws:kms:dsse"'),
    allowed("exports-encrypted", D_STORAGE, "policy = data.aws_iam_policy_document.bucket.json", "policy = " + _policy({
        "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::${var.bucket_name}", "arn:aws:s3:::${var.bucket_name}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    })),
    change("exports-encrypted", D_STORAGE, "policy = data.aws_iam_policy_document.bucket.json", "policy = " + _policy({
        "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::${var.bucket_name}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }), D_BUCKET),
    # rules of a lifecycle: with the older argument, for everything, for a part
    allowed("unfinished-uploads-removed", D_STORAGE, D_FILTER, "    prefix = local.export_prefix"),
    allowed("unfinished-uploads-removed", D_STORAGE, D_FILTER, "    filter {}"),
    allowed("unfinished-uploads-removed", D_STORAGE, D_FILTER, '    filter {\n      prefix = ""\n    }'),
    *(
        change("unfinished-uploads-removed", D_STORAGE, D_FILTER, f"    filter {{\n{text}\n    }}", D_BUCKET)
        for text in (
            '      tag {\n        key = "a"\n        value = "b"\n      }', "      object_size_greater_than = 1", "      object_size_less_than = 1",
            '      and {\n        prefix = "exports/"\n        tags = { a = "b" }\n      }',
        )
    ),
    change("unfinished-uploads-removed", D_STORAGE, D_FILTER, '    prefix = "other/"', D_BUCKET),
    gone("unfinished-uploads-removed", D_STORAGE, "aws_s3_bucket_lifecycle_configuration.export", D_BUCKET),
    # trust and permissions in other forms
    *(
        allowed("function-in-its-role", D_IAM, D_TRUST, f"assume_role_policy = {_policy(_trust(service))}")
        for service in ("lambda.amazonaws.com", ["lambda.amazonaws.com"])
    ),
    allowed("function-writes-exports-only", D_IAM, D_POLICY, "policy = " + _policy(D_WRITES, D_KEY)),
    *(
        change("function-writes-exports-only", D_IAM, D_POLICY, "policy = " + _policy({**D_WRITES, **other}, D_KEY), EXPORTER)
        for other in (
            {"Action": "s3:?utObject", "Resource": "*"}, {"Action": ["s3:PutObjectAcl"], "Resource": "*"},
            {"Resource": "${aws_s3_bucket.export.arn}/*"},
        )
    ),
    change("function-writes-exports-only", D_IAM, D_POLICY, "policy = " + _policy({"Effect": "Allow", "NotAction": "s3:GetObject", "Resource": "*"}), EXPORTER),
    change("function-writes-exports-only", D_IAM, D_POLICY,
           "policy = " + _policy({"Effect": "Allow", "Action": "s3:PutObject", "NotResource": "arn:aws:s3:::other/*"}), EXPORTER),
    *_attachments("no-policies-from-elsewhere", D_IAM, "aws_iam_role.lambda", "aws_iam_role.lambda", D_ROLE),
    change("no-policies-from-elsewhere", D_IAM, D_ROLE, D_ROLE + '  managed_policy_arns = ["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccessToAll"]\n',
           "aws_iam_role.lambda"),
    allowed("no-policies-from-elsewhere", D_IAM, D_ROLE, D_ROLE + '  managed_policy_arns = ["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"]\n'),
    *_inlines(
        "function-writes-exports-only", D_IAM, D_ROLE, EXPORTER,
        ("s3:DeleteObject", "*", False), ("s3:?utObject", "*", False), ("s3:PutObjectTagging", "arn:aws:s3:::x/*", False),
        ("s3:PutObject", "arn:aws:s3:::x/exports/*", True), ("s3:PutObject", "arn:aws:s3:::x/exports/*/old", False),
        ("logs:PutLogEvents", "arn:aws:logs:eu-central-1:111122223333:log-group:x", True),
    ),
    change("function-writes-exports-only", D_IAM, D_POLICY, "policy = " + _policy({**D_WRITES, "Resource": "arn:aws:s3:::x/exports/*/old"}, D_KEY), EXPORTER),
    change("stewards-query", D_IAM, "/${local.results_prefix}*\"]\n  }\n\n  statement {\n    sid       = \"UseKey\"",
           "/${local.results_prefix}*/old\"]\n  }\n\n  statement {\n    sid       = \"UseKey\"", STEWARD),
    allowed("unfinished-uploads-removed", D_STORAGE, D_FILTER, '    prefix = ""'),
    change("unfinished-uploads-removed", D_STORAGE, "days          = 30", "days          = 29", D_BUCKET),
    # "register it in the AWS Glue Data Catalog": the same names by other ways
    change("exports-in-one-table", D_CATALOG, "TableGroupingPolicy", "Purpose", D_CRAWLER),
    allowed("exports-crawled", D_CATALOG, "aws_glue_catalog_database.export.name", '"my_export_db"'),
    allowed("crawler-in-its-role", D_CATALOG, "aws_iam_role.crawler.arn", "aws_iam_role.crawler.name"),
    *(
        allowed("queries-on-the-catalog", D_CATALOG, "aws_athena_workgroup.export.id", other)
        for other in ("aws_athena_workgroup.export.name", '"dxr-export"')
    ),
    # "Give data stewards a searchable inventory": the permissions of the document's list
    *(
        change("stewards-query", D_IAM, f'"{action}"', f'"{action.split(":")[0]}:No"', STEWARD, after='"aws_iam_policy_document" "steward"')
        for action in (
            "athena:StartQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults", "athena:ListQueryExecutions", "athena:GetWorkGroup",
            "athena:ListWorkGroups", "glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables", "glue:GetPartition",
            "glue:GetPartitions", "s3:ListBucket", "s3:GetObject", "s3:PutObject", "kms:Decrypt",
        )
    ),
    *(
        change("stewards-query", D_IAM, '"athena:GetQueryExecution"', f'"athena:GetQueryExecution", "{action}"', STEWARD)
        for action in (
            "iam:CreateRole", "iam:PassRole", "lambda:UpdateFunctionCode", "lambda:InvokeFunction", "glue:CreateJob", "s3:DeleteObject", "s3:CreateBucket",
        )
    ),
    change("stewards-query", D_IAM, "/${local.results_prefix}*\"]\n  }\n\n  statement {\n    sid       = \"UseKey\"",
           "/*\"]\n  }\n\n  statement {\n    sid       = \"UseKey\"", STEWARD),
]  # fmt: skip

# --- Secure data pipeline ----------------------------------------------------------------------

S_IAM, S_MAIN, S_PROVENANCE, S_ATHENA, S_AUDIT, S_ACCESS = (
    f"terraform/{name}.tf" for name in ("iam", "main", "provenance", "athena", "audit", "access")
)
S_ROLE = 'resource "aws_iam_role" "provenance" {\n'
RAW, PROVENANCE, NOTIFICATION = (
    'module.bucket["raw-data"].aws_s3_bucket.this', "aws_iam_role.provenance", "aws_s3_bucket_notification.raw_data",
)  # fmt: skip
ALL_WAYS = ("Put", "Post", "Copy", "CompleteMultipartUpload")

SECURE = [
    # "Created buckets", "CloudTrail", "Add a Lambda"
    change("components-created", S_MAIN, "    raw-data = {", "    raw = {", "root_module")._replace(valid=False),
    change("components-created", S_MAIN, "    cloudtrail-log = {", "    log = {", "root_module")._replace(valid=False),
    gone("components-created", S_AUDIT, "aws_cloudtrail.s3_events", "root_module"),
    change("components-created", S_PROVENANCE, '"secure-provenance-lambda"', '"another"', "root_module"),
    gone("components-created", S_PROVENANCE, "aws_lambda_function.provenance", "root_module"),
    # "Queries CloudTrail logs for auditing", "created a table from the metadata that the Lambda outputs"
    *(
        gone("audit-tables-created", S_ATHENA, address, "root_module")
        for address in ("aws_glue_catalog_table.cloudtrail_events", "aws_glue_catalog_table.provenance", "aws_athena_workgroup.audit")
    ),
    change("audit-tables-created", S_ATHENA, '"cloudtrail_s3_events"', '"another"', "root_module"),
    change("audit-tables-created", S_ATHENA, 'name          = "provenance"', 'name          = "another"', "root_module"),
    change("audit-tables-created", S_ATHENA, "    provenance_ledger = {", "    ledger = {", "root_module")._replace(valid=False),
    change("audit-tables-created", S_ATHENA, '"*.sql"', '"*.none"', "root_module"),
    # "SSO auth for CLI"
    *(
        change("people-have-a-way-in", S_ACCESS, "count = var.identity_center == null ? 0 : 1", "count = 0", "root_module", after=f'"{kind}"')._replace(valid=False)
        for kind in ("aws_ssoadmin_permission_set", "aws_ssoadmin_permission_set_inline_policy")
    ),
    # "every object is encrypted at rest with my KMS key"
    change("uploads-with-our-key", S_IAM, 'values   = ["aws:kms"]', 'values   = ["aws:kms", "AES256"]', RAW),
    change("uploads-with-our-key", S_IAM, "s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:x-amz-storage-class", RAW),
    change("uploads-with-our-key", S_IAM, "[aws_kms_key.data.arn]", '["arn:aws:kms:eu-central-1:111122223333:key/another"]', RAW, after='"NoOtherKey"'),
    change("uploads-with-our-key", S_IAM, '["s3:PutObject"]', '["s3:GetObject"]', RAW, after='"NoOtherKey"'),
    change("uploads-with-our-key", S_IAM, '"Deny"', '"Allow"', RAW, after='"NoOtherKey"'),
    change("uploads-with-our-key", S_IAM, '"arn:${local.partition}:s3:::${var.name}-raw-data/*"', '"arn:${local.partition}:s3:::${var.name}-raw-data/incoming/*"',
           RAW, after='"NoOtherKey"'),
    change("uploads-with-our-key", S_IAM, 'identifiers = ["*"]', 'identifiers = ["arn:aws:iam::111122223333:root"]', RAW, after='"NoOtherKey"'),
    change("uploads-with-our-key", S_MAIN, "policy = data.aws_iam_policy_document.receipts.json", "", RAW),
    *(
        allowed("uploads-with-our-key", S_IAM, '"ArnNotEquals"', f'"{test}"', after='"NoOtherKey"')
        for test in ("StringNotEquals", "StringNotEqualsIfExists", "ArnNotEqualsIfExists")
    ),
    *(allowed("uploads-with-our-key", S_IAM, '["s3:PutObject"]', f'["{action}"]', after='"NoOtherKey"') for action in ("s3:Put*", "s3:*")),
    # "S3 sends an ObjectCreated event": each of the ways in which objects come into being
    allowed("arrivals-start-the-function", S_PROVENANCE, '["s3:ObjectCreated:*"]', json.dumps([f"s3:ObjectCreated:{way}" for way in ALL_WAYS])),
    *(
        change("arrivals-start-the-function", S_PROVENANCE, '["s3:ObjectCreated:*"]',
               json.dumps([f"s3:ObjectCreated:{way}" for way in ALL_WAYS if way != without]), NOTIFICATION)
        for without in ALL_WAYS
    ),
    change("arrivals-start-the-function", S_PROVENANCE, "filter_prefix       = local.source_prefix", 'filter_prefix       = ""', NOTIFICATION),
    change("arrivals-start-the-function", S_PROVENANCE, '  lambda_function {\n    id ',
           '  lambda_function {\n    lambda_function_arn = aws_lambda_function.provenance.arn\n    events = ["s3:ObjectCreated:*"]\n'
           '    filter_prefix = "test/"\n  }\n  lambda_function {\n    id ', NOTIFICATION),
    # "Logs S3 data events into caa304-cloudtrail-log"
    allowed("trail-may-deliver", S_IAM, 'test     = "StringEquals"\n      variable = "aws:SourceArn"', 'test     = "ArnEquals"\n      variable = "aws:SourceArn"',
            after='"TrailMayWrite"'),
    change("trail-trustworthy", S_AUDIT, "enable_log_file_validation    = true", "", "aws_cloudtrail.s3_events"),
    change("trail-trustworthy", S_AUDIT, "enable_log_file_validation    = true", 'enable_log_file_validation    = tobool("false")', "aws_cloudtrail.s3_events"),
    # "I forgot about IAM permissions here": what the function may do, however it is written
    *(
        change("provenance-cannot-alter-data", S_IAM, f'{actions}\n    resources = ["${{module.bucket["raw-data"].arn}}/${{local.{prefix}}}*"]',
               f'["{pattern}"]\n    resources = ["${{module.bucket["raw-data"].arn}}/*"]', PROVENANCE)
        for actions, prefix, pattern in (
            ('["s3:PutObject"]', "receipt_prefix", "s3:?utObject"), ('["s3:GetObject", "s3:GetObjectVersion"]', "source_prefix", "s3:?etObject"),
        )
    ),
    *_inlines(
        "provenance-cannot-alter-data", S_IAM, S_ROLE, PROVENANCE,
        ("s3:DeleteObject", "arn:aws:s3:::x/*", False), ("s3:DeleteObjectVersion", "arn:aws:s3:::x/*", False), ("s3:PutBucketPolicy", "arn:aws:s3:::x", False),
        ("logs:PutLogEvents", "*", False), ("logs:PutLogEvents", "arn:aws:logs:eu-central-1:111122223333:log-group:x", True),
        ("s3:?utObject", "arn:aws:s3:::x/*", False), ("s3:PutObjectTagging", "arn:aws:s3:::x/*", False), ("s3:PutObject", "arn:aws:s3:::x/provenance/*", True),
        ("s3:PutObject", "arn:aws:s3:::x/provenance/*/old", False), ("s3:GetObject", "arn:aws:s3:::x/*", False),
        ("s3:GetObject", "arn:aws:s3:::x/incoming/*", True), ("s3:GetObject", "arn:aws:s3:::x/incoming/*/old", False),
    ),
    change("provenance-cannot-alter-data", S_IAM, '["s3:PutObject"]\n    resources = ["${module.bucket["raw-data"].arn}/${local.receipt_prefix}*"]',
           '["s3:PutObject", "s3:PutObjectTagging"]\n    resources = ["${module.bucket["raw-data"].arn}/*"]', PROVENANCE),
    *(
        allowed("receipts-proof", S_IAM, '["s3:PutObject"]', f'["s3:GetObject", "{action}"]', after="OnlyTheFunctionWritesReceipts")
        for action in ("s3:Put*", "s3:*", "*")
    ),
    *(
        change("components-created", "terraform/main.tf", '"${var.name}-${each.key}"', f'"${{var.name}}-${{each.key}}-{suffix}"', "root_module")
        for suffix in ("old",)
    ),
    *_attachments("no-policies-from-elsewhere", S_IAM, "aws_iam_role.provenance", PROVENANCE, S_ROLE),
    allowed("no-policies-from-elsewhere", S_IAM, S_ROLE, S_ROLE + '  managed_policy_arns = ["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"]\n'),
    change("no-policies-from-elsewhere", S_IAM, S_ROLE, S_ROLE + '  managed_policy_arns = ["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccessToAll"]\n', PROVENANCE),
    # "no long-lived keys"
    added("people-come-for-an-hour", S_ACCESS, 'resource "aws_iam_user" "me" {\n  name = "me"\n}', "aws_ssoadmin_permission_set.uploader[0]"),
]  # fmt: skip

# --- Audit tables ------------------------------------------------------------------------------

A_IAM, A_CATALOG, A_DELIVERY, A_STORAGE, A_VARIABLES = (
    f"terraform/{name}.tf" for name in ("iam", "catalog", "delivery", "storage", "variables")
)
A_ROLE = 'resource "aws_iam_role" "this" {\n'
A_ROLES = tuple(f'aws_iam_role.this["{name}"]' for name in ("crawler", "firehose", "function"))
ARCHIVER, A_CRAWLER, A_FUNCTION = (
    "aws_kinesis_firehose_delivery_stream.audit", "aws_glue_crawler.records", "aws_lambda_function.stream_to_firehose",
)  # fmt: skip
A_PATH = '"s3://${aws_s3_bucket.audit.bucket}/"'

AUDIT = [
    # "DynamoDB, DynamoDB Streams, Lambda, Kinesis Data Firehose, S3, and Amazon Athena"
    *(
        gone("architecture-complete", file, address, "root_module")
        for file, address in (
            (A_DELIVERY, A_FUNCTION), (A_DELIVERY, ARCHIVER), (A_CATALOG, A_CRAWLER), (A_CATALOG, "aws_glue_catalog_database.audit"),
            (A_CATALOG, "aws_athena_workgroup.audit"),
        )
    ),
    change("architecture-complete", A_VARIABLES, "Orders = {", "Other = {", "root_module"),
    change("insights-saved", A_CATALOG, '"*.sql"', '"*.none"', "root_module"),
    # "the bucket where Kinesis Data Firehose will put records to"
    gone("delivery-may-write", A_IAM, "aws_iam_role_policy.firehose", ARCHIVER),
    change("delivery-may-write", A_IAM, '"s3:PutObject"]', '"s3:PutObjectTagging"]', ARCHIVER, after='"Archive"'),
    change("delivery-may-write", A_IAM, '[aws_s3_bucket.audit.arn, "${aws_s3_bucket.audit.arn}/*"]', "[aws_s3_bucket.audit.arn]", ARCHIVER, after='"Archive"'),
    change("delivery-may-write", A_DELIVERY, 'aws_iam_role.this["firehose"].arn', 'aws_iam_role.this["crawler"].arn', ARCHIVER),
    # "this name should be the same name as written inside the lambda code": by name, too
    allowed("function-delivers", A_DELIVERY, "aws_kinesis_firehose_delivery_stream.audit.name", '"${var.name}-records"'),
    allowed("function-may-deliver-and-log", A_DELIVERY, "aws_kinesis_firehose_delivery_stream.audit.name", '"${var.name}-records"'),
    change("function-delivers", A_DELIVERY, "aws_kinesis_firehose_delivery_stream.audit.name", '"${var.name}-record"', A_FUNCTION),
    # "add data source as the S3 bucket": by name, too, and with and without the slash
    *(
        allowed(rule, A_CATALOG, A_PATH, path)
        for rule in ("archive-crawled", "archive-has-a-crawler", "crawler-reads-only")
        for path in ('"s3://${var.name}-records/"', '"s3://${aws_s3_bucket.audit.bucket}"')
    ),
    *(
        change(rule, A_CATALOG, A_PATH, '"s3://${var.name}-other-records/"', address)
        for rule, address in (("archive-crawled", A_CRAWLER), ("archive-has-a-crawler", ARCHIVER))
    ),
    allowed("archive-crawled", A_CATALOG, "aws_glue_catalog_database.audit.name", 'replace(var.name, "-", "_")', after='"aws_glue_crawler"'),
    allowed("queries-on-the-catalog", A_CATALOG, "aws_athena_workgroup.audit.id", '"${var.name}-queries"'),
    change("archive-is-one-table", A_CATALOG, "TableGroupingPolicy", "Purpose", A_CRAWLER),
    allowed("audited-table-streams", "terraform/modules/audited-table/main.tf", '"NEW_IMAGE"', 'upper("new_image")'),
    # "AmazonKinesisFirehoseFullAccess": in whatever way a role gets it
    change("no-full-access", A_IAM, A_ROLE, A_ROLE + '  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonKinesisFirehoseFullAccess"]\n', *A_ROLES),
    allowed("no-full-access", A_IAM, A_ROLE, A_ROLE + '  managed_policy_arns = ["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"]\n'),
    change("no-full-access", A_IAM, A_ROLE, A_ROLE + '  managed_policy_arns = ["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccessToAll"]\n', *A_ROLES),
    *(_attachments("no-full-access", A_IAM, 'aws_iam_role.this["function"]', A_ROLES[2], A_ROLE)[i] for i in (0, 2)),
    *(
        change("auditor-cannot-change-tables", A_IAM, A_ROLE, f'{A_ROLE}  inline_policy {{\n    name = "more"\n    policy = '
               f'{_policy({"Effect": "Allow", "Action": action, "Resource": "*"})}\n  }}\n', *A_ROLES)
        for action in ("s3:DeleteObject", "dynamodb:?utItem")
    ),
]  # fmt: skip

# --- Analytics of audit logs -------------------------------------------------------------------

L_IAM, L_CATALOG, L_STORAGE, L_WAREHOUSE, L_FUNCTION, L_MAIN = (
    f"terraform/{name}.tf" for name in ("iam", "catalog", "storage", "warehouse", "function", "main")
)
L_ROLE = 'resource "aws_iam_role" "this" {\n'
L_ROLES = tuple(f'aws_iam_role.this["{name}"]' for name in ("crawler", "job", "redshift", "writer"))
LOADER, NAMESPACE, CONNECTION, WRITER, L_BUCKET, POINT = (
    "aws_glue_job.populate", "aws_redshiftserverless_namespace.logs", "aws_glue_connection.redshift", "aws_lambda_function.writer",
    "aws_s3_bucket.logs", "aws_s3control_access_point_policy.logs",
)  # fmt: skip
WEST = 'provider "aws" {\n  alias = "west"\n  region = "us-west-2"\n}\n\nprovider "aws" {\n'
L_NAME = 'name               = "${var.name}-${each.key}"'

LOGS = [
    # "Create …"
    *(
        gone(rule, file, address, "root_module")
        for rule, file, address in (
            ("logs-collected", L_STORAGE, L_BUCKET), ("logs-collected", L_STORAGE, "aws_s3_access_point.logs"), ("logs-collected", L_FUNCTION, WRITER),
            ("glue-set-up", L_CATALOG, "aws_glue_catalog_database.logs"), ("glue-set-up", L_CATALOG, CONNECTION),
            ("glue-set-up", L_CATALOG, "aws_glue_crawler.logs"), ("glue-set-up", L_CATALOG, LOADER),
            ("redshift-set-up", L_WAREHOUSE, NAMESPACE), ("redshift-set-up", L_WAREHOUSE, "aws_redshiftserverless_workgroup.logs"),
            ("redshift-set-up", L_WAREHOUSE, "aws_redshiftdata_statement.table"),
        )
    ),
    # "There is an IAM role involved"
    gone("redshift-may-copy", L_IAM, "aws_iam_role_policy.redshift", NAMESPACE),
    *(
        change("redshift-may-copy", L_IAM, f'"{action}"', f'"{action.split(":")[0]}:No"', NAMESPACE, after='"aws_iam_policy_document" "redshift"')
        for action in ("s3:GetObject", "s3:ListBucket", "kms:Decrypt")
    ),
    change("redshift-may-copy", L_WAREHOUSE, '[aws_iam_role.this["redshift"].arn]', '["arn:aws:iam::111122223333:role/another"]', NAMESPACE),
    # "in the same region/account as Glue and Redshift"
    change("central-bucket-beside-glue", L_STORAGE, "  bucket = var.name\n", "  bucket   = var.name\n  provider = aws.west\n", L_BUCKET)._replace(valid=False),
    # "auto-generates a role name"
    change("roles-have-names", L_IAM, L_NAME, 'name_prefix = "${var.name}-${each.key}"', *L_ROLES),
    change("roles-have-names", L_IAM, L_NAME, "", *L_ROLES),
    change("roles-have-names", L_IAM, L_NAME, 'name = "AuditLogLambdaRole-543e4567-e89b-12d3-a456-426614174000"', *L_ROLES),
    change("roles-have-names", L_IAM, L_NAME, 'name = "terraform-20260301100000000100000001"', *L_ROLES),
    # "Currently, "*" is the only thing that seems to work"
    *(
        change("writer-names-access-point", L_IAM, '["s3:PutObject", "s3:AbortMultipartUpload"]\n    resources = ["${aws_s3_access_point.logs.arn}/object/${local.csv_prefix}*"]',
               f'["{action}"]\n    resources = [{resource}]', WRITER)
        for action, resource in (("s3:PutObject", '"*"'), ("s3:?utObject", '"*"'), ("s3:PutObject", "aws_s3_access_point.logs.arn"))
    ),
    *_inlines(
        "writer-names-access-point", L_IAM, L_ROLE, WRITER,
        ("s3:?utObject", "*", False), ("s3:PutObjectTagging", "arn:aws:s3:::x/*", False), ("s3:Delete*", "arn:aws:s3:::x/csv/*", False),
        ("s3:PutBucketPolicy", "arn:aws:s3:::x", False), ("s3:PutObject", "arn:aws:s3:eu-central-1:111122223333:accesspoint/x/object/csv/*", True),
        ("s3:PutObject", "arn:aws:s3:eu-central-1:111122223333:accesspoint/x/object/csv/*/old", False),
        ("logs:PutLogEvents", "arn:aws:logs:eu-central-1:111122223333:log-group:x", True),
    ),
    change("writer-names-access-point", L_IAM, '["s3:PutObject", "s3:AbortMultipartUpload"]\n    resources = ["${aws_s3_access_point.logs.arn}/object/${local.csv_prefix}*"]',
           '["s3:PutObject"]\n    resources = ["${aws_s3_access_point.logs.arn}/object/${local.csv_prefix}*", "arn:aws:s3:::x/object/csv/*/old"]', WRITER),
    change("roles-have-names", L_IAM, L_NAME, 'name = "x"\n  name_prefix = "x"', *L_ROLES)._replace(valid=False),
    change("no-policy-for-everything", L_IAM, "AWSXRayDaemonWriteAccess", "AWSXRayDaemonWriteAccessToAll", 'aws_iam_role.this["writer"]'),
    change("job-loads-logs-into-redshift", L_CATALOG, '_${local.table}"', '_${local.table}_old"', LOADER, after="--target_table"),
    change("one-database-everywhere", L_CATALOG, "/${aws_redshiftserverless_namespace.logs.db_name}\"", '/${aws_redshiftserverless_namespace.logs.db_name}_old"', NAMESPACE),
    change("writers-named", L_IAM, 'resources = ["${aws_s3_access_point.logs.arn}/object/${local.csv_prefix}*"]\n\n    principals',
           'resources = ["${aws_s3_access_point.logs.arn}/object/${local.csv_prefix}*", "${aws_s3_access_point.logs.arn}/object/*"]\n\n    principals', POINT),
    allowed("writers-named", L_STORAGE, "data.aws_iam_policy_document.access_point.json", _policy({
        "Effect": "Allow", "Principal": {"AWS": "${aws_iam_role.this['writer'].arn}"}, "Action": "s3:PutObject",
        "Resource": "${aws_s3_access_point.logs.arn}/object/csv/*",
    }).replace("'writer'", '"writer"')),
    # "AmazonRedshiftAllCommandsFullAccess": in whatever way a role gets it
    change("no-policy-for-everything", L_IAM, L_ROLE, L_ROLE + '  managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonRedshiftAllCommandsFullAccess"]\n', *L_ROLES),
    allowed("no-policy-for-everything", L_IAM, L_ROLE, L_ROLE + '  managed_policy_arns = ["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"]\n'),
    change("no-policy-for-everything", L_IAM, L_ROLE, L_ROLE + '  managed_policy_arns = ["arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccessToAll"]\n', *L_ROLES),
    *(_attachments("no-policy-for-everything", L_IAM, 'aws_iam_role.this["writer"]', L_ROLES[3], L_ROLE)[i] for i in (0, 2)),
    change("nothing-else-starts-the-job", L_IAM, L_ROLE, f'{L_ROLE}  inline_policy {{\n    name = "more"\n    policy = '
           f'{_policy({"Effect": "Allow", "Action": "glue:Start*", "Resource": "*"})}\n  }}\n', *L_ROLES),
    # "a JDBC connection type, which can be gleaned from selecting the Redshift workgroup"
    change("connection-uses-secret", L_CATALOG, "${aws_redshiftserverless_workgroup.logs.endpoint[0].address}", "redshift.example.com", CONNECTION),
    # "more deliberate with naming": one database
    change("one-database-everywhere", L_CATALOG, "/${aws_redshiftserverless_namespace.logs.db_name}\"", '/another"', NAMESPACE),
    change("one-database-everywhere", L_CATALOG, '"${var.database}/', '"another/', NAMESPACE, after="jdbc_target"),
    change("one-database-everywhere", L_CATALOG, '"${var.database}_', '"another_', NAMESPACE, after="--target_table"),
    change("one-database-everywhere", L_WAREHOUSE, "database       = aws_redshiftserverless_namespace.logs.db_name", 'database       = "another"', NAMESPACE),
    allowed("one-database-everywhere", L_WAREHOUSE, "database       = aws_redshiftserverless_namespace.logs.db_name", "database       = var.database"),
    # "Source node", "Destination node"
    change("job-loads-logs-into-redshift", L_CATALOG, 'trimsuffix(local.csv_prefix, "/")', '"other"', LOADER),
    change("job-loads-logs-into-redshift", L_CATALOG, '_${local.table}"', '_other"', LOADER, after="--target_table"),
    change("job-loads-logs-into-redshift", L_CATALOG, "aws_glue_catalog_database.logs.name", '"other"', LOADER, after="--catalog_database"),
    change("job-loads-logs-into-redshift", L_CATALOG, "[aws_glue_connection.redshift.name]", '["other"]', LOADER),
    change("job-loads-logs-into-redshift", L_CATALOG, 'aws_iam_role.this["redshift"].arn', '"arn:aws:iam::111122223333:role/other"', LOADER, after="--copy_role"),
    allowed("job-loads-logs-into-redshift", L_CATALOG, "aws_glue_catalog_database.logs.name", '"wau_audit_logs"', after="--catalog_database"),
    # "Principal: AWS: *": in whatever way everyone is written
    *(
        change("everyone-through-access-points-only", L_STORAGE, "policy = data.aws_iam_policy_document.bucket.json", "policy = " + _policy({
            "Effect": "Allow", "Principal": everyone, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::x/csv/*",
        }), "aws_s3_bucket_policy.logs")
        for everyone in ("*", {"AWS": "*"}, {"AWS": ["*", "arn:aws:iam::111122223333:root"]})
    ),
    # "cron(0 0 ? * * *)"
    allowed("job-scheduled", L_CATALOG, "cron(0 0 ? * * *)", "cron(0 0 * * ? *)"),
    change("job-scheduled", L_CATALOG, "cron(0 0 ? * * *)", "cron(0 12 ? * * *)", LOADER),
]  # fmt: skip

# --- Batch data pipeline -----------------------------------------------------------------------

B_IAM, B_PROCESSING, B_STORAGE = ("iam.tf", "processing.tf", "storage.tf")
PROCESSOR, MONITOR, JOB, B_NOTIFICATION = (
    "aws_lambda_function.data_processor", "aws_lambda_function.job_monitor", "aws_glue_job.etl_job", "aws_s3_bucket_notification.raw_data",
)  # fmt: skip
WHERE_TABLES = '"${aws_s3_bucket.processed_data.arn}/tables/*"'

BATCH = [
    # "Pipeline Components"
    *(
        gone("components-present", file, address, "root_module")
        for file, address in (
            (B_STORAGE, B_NOTIFICATION), (B_PROCESSING, PROCESSOR), (B_PROCESSING, JOB), (B_PROCESSING, "aws_glue_catalog_database.catalog"),
            (B_PROCESSING, "aws_glue_crawler.processed_data"),
        )
    ),
    # "Raw Data (S3) → Lambda Trigger"
    change("raw-data-starts-the-function", B_STORAGE, '"s3:ObjectCreated:*"', '"s3:ObjectCreated:Put"', B_NOTIFICATION),
    allowed("raw-data-starts-the-function", B_STORAGE, '["s3:ObjectCreated:*"]', json.dumps([f"s3:ObjectCreated:{way}" for way in ALL_WAYS])),
    *(
        change("raw-data-starts-the-function", B_STORAGE, '["s3:ObjectCreated:*"]',
               json.dumps([f"s3:ObjectCreated:{way}" for way in ALL_WAYS if way != without]), B_NOTIFICATION)
        for without in ALL_WAYS
    ),
    change("raw-data-starts-the-function", B_STORAGE, '"incoming/"', '""', B_NOTIFICATION, after="aws_s3_bucket_notification"),
    change("raw-data-starts-the-function", B_STORAGE, "aws_lambda_function.data_processor.arn", '"arn:aws:lambda:eu-central-1:111122223333:function:other"',
           B_NOTIFICATION),
    change("raw-data-starts-the-function", B_PROCESSING, '"s3.amazonaws.com"', '"events.amazonaws.com"', B_NOTIFICATION),
    change("raw-data-starts-the-function", B_PROCESSING, "aws_s3_bucket.raw_data.arn", '"arn:aws:s3:::other"', B_NOTIFICATION),
    change("raw-data-starts-the-function", B_PROCESSING, "aws_lambda_function.data_processor.function_name", '"other"', B_NOTIFICATION),
    gone("raw-data-starts-the-function", B_PROCESSING, "aws_lambda_permission.raw_data", B_NOTIFICATION),
    # "Lambda Trigger → Glue ETL Job"
    change("function-starts-the-job", B_PROCESSING, "GLUE_JOB_NAME = aws_glue_job.etl_job.name", 'GLUE_JOB_NAME = "other"', PROCESSOR),
    allowed("function-starts-the-job", B_PROCESSING, "GLUE_JOB_NAME = aws_glue_job.etl_job.name", 'GLUE_JOB_NAME = "${var.project_name}-etl-job"'),
    change("function-starts-the-job", B_PROCESSING, "KMS_KEY_ID    = aws_kms_key.data_key.arn", 'KMS_KEY_ID    = "other"', PROCESSOR),
    change("function-starts-the-job", B_IAM, '"glue:StartJobRun"', '"glue:GetJobRun"', PROCESSOR),
    change("function-starts-the-job", B_IAM, '["s3:GetObject", "s3:GetObjectTagging"]', '["s3:GetObjectTagging"]', PROCESSOR),
    change("function-starts-the-job", B_IAM, '"s3:GetObjectTagging"', '"s3:PutObject"', PROCESSOR),
    *(
        change("function-starts-the-job", B_IAM, '["glue:StartJobRun"]', f'["glue:StartJobRun", "{action}"]', PROCESSOR)
        for action in ("s3:DeleteObject", "glue:UpdateJob", "iam:PassRole")
    ),
    # "Glue ETL Job → Processed Data (S3)"
    change("job-writes-processed-data", B_PROCESSING, '"s3://${aws_s3_bucket.processed_data.bucket}/tables/"', '"s3://other/tables/"', JOB),
    change("job-writes-processed-data", B_PROCESSING, '/temp/"', '/other/"', JOB, after="--TempDir"),
    change("job-writes-processed-data", B_IAM, f"          {WHERE_TABLES},\n", "", JOB, after='"WriteOutput"'),
    change("job-writes-processed-data", B_IAM, WHERE_TABLES, f'{WHERE_TABLES},\n          "${{aws_s3_bucket.scripts.arn}}/*"', JOB, after='"WriteOutput"'),
    change("job-writes-processed-data", B_IAM, WHERE_TABLES, f'{WHERE_TABLES},\n          "${{aws_s3_bucket.raw_data.arn}}/*"', JOB, after='"WriteOutput"'),
    change("job-writes-processed-data", B_IAM, WHERE_TABLES, '"${aws_s3_bucket.processed_data.arn}/other/tables/*"', JOB, after='"WriteOutput"'),
    change("job-writes-processed-data", B_PROCESSING, '/temp/"', '/temp/old"', JOB, after="--TempDir"),
    change("job-writes-processed-data", B_IAM, WHERE_TABLES, f'{WHERE_TABLES},\n          "${{aws_s3_bucket.processed_data.arn}}/tables/*/old"', JOB,
           after='"WriteOutput"'),
    *(
        added(rule, B_IAM, f'resource "aws_iam_role_policy" "more" {{\n  role = aws_iam_role.{role}.id\n  policy = '
              + _policy({"Effect": "Allow", "Action": action, "Resource": "arn:aws:s3:::x/*"}) + "\n}", *addresses)
        for rule, role, action, addresses in (
            ("function-starts-the-job", "lambda_role", "logs:PutLogEvents", ()), ("function-starts-the-job", "lambda_role", "s3:DeleteObject", (PROCESSOR,)),
            ("job-writes-processed-data", "glue_role", "logs:PutLogEvents", ()), ("job-writes-processed-data", "glue_role", "s3:PutObject", (JOB,)),
        )
    ),
    # "Data Catalog: Glue Data Catalog with metadata management"
    change("processed-data-catalogued", B_PROCESSING, '.bucket}/tables/"', '.bucket}/other/"', JOB, after="  s3_target {"),
    change("processed-data-catalogued", B_PROCESSING, "${aws_s3_bucket.processed_data.bucket}", "${aws_s3_bucket.temp.bucket}", JOB, after="  s3_target {"),
    change("processed-data-catalogued", B_PROCESSING, 'schedule               = "cron(15 * * * ? *)"', "", JOB),
    change("processed-data-catalogued", B_PROCESSING, "aws_glue_catalog_database.catalog.name", '"other"', JOB, after='"aws_glue_crawler"'),
    change("processed-data-catalogued", B_PROCESSING, 'delete_behavior = "LOG"', 'delete_behavior = "DELETE_FROM_DATABASE"', JOB),
    # "Data retention and deletion policies"
    change("data-expires", B_STORAGE, "    expiration {\n      days = var.data_retention_days\n    }\n", "", "aws_s3_bucket.raw_data"),
    change("data-expires", B_STORAGE, "noncurrent_days = 90", "noncurrent_days = null", "aws_s3_bucket.raw_data")._replace(valid=False),
    change("data-expires", B_STORAGE, 'status = "Enabled"', 'status = "Disabled"', "aws_s3_bucket.raw_data", after='"raw_data" {\n  bucket = aws_s3_bucket.raw_data.id\n  rule {\n    id'),
    gone("data-expires", B_STORAGE, "aws_s3_bucket_lifecycle_configuration.raw_data", "aws_s3_bucket.raw_data"),
    # "CloudWatch logs and metrics for pipeline observability"
    change("job-observable", B_PROCESSING, '"--enable-metrics"                   = ""', "", JOB),
    change("job-observable", B_PROCESSING, "JobName  = aws_glue_job.etl_job.name", 'JobName  = "other"', JOB),
    change("job-observable", B_PROCESSING, "jobName = [aws_glue_job.etl_job.name]", 'jobName = ["other"]', JOB),
    change("job-observable", B_PROCESSING, '["FAILED", "TIMEOUT", "STOPPED"]', '["FAILED"]', JOB),
    change("job-observable", B_PROCESSING, '["FAILED", "TIMEOUT", "STOPPED"]', '["TIMEOUT"]', JOB),
    allowed("functions-observable", B_PROCESSING, '"GreaterThanThreshold"', '"GreaterThanOrEqualToThreshold"', after='"function_errors"'),
    change("job-observable", B_PROCESSING, "  event_pattern = jsonencode({", '  state = "DISABLED"\n  event_pattern = jsonencode({', JOB),
    allowed("job-observable", B_PROCESSING, "  event_pattern = jsonencode({", '  state = "ENABLED"\n  event_pattern = jsonencode({'),
    change("job-observable", B_PROCESSING, "rule = aws_cloudwatch_event_rule.job_failed.name", 'rule = "other"', JOB),
    change("functions-observable", B_PROCESSING, '"Errors"', '"Invocations"', PROCESSOR, MONITOR),
    change("functions-observable", B_PROCESSING, '"GreaterThanThreshold"', '"LessThanThreshold"', PROCESSOR, MONITOR, after='"function_errors"'),
    change("functions-observable", B_PROCESSING, "log_group             = aws_cloudwatch_log_group.data_processor.name", 'log_group             = "other"', PROCESSOR),
]  # fmt: skip

SENTENCE_CHANGES: dict[str, list[Change]] = {
    "dxr-athena-export": DXR,
    "secure-data-pipeline": SECURE,
    "audit-table": AUDIT,
    "audit-log-analytics": LOGS,
    "batch-data-pipeline": BATCH,
}
