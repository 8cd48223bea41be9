"""The sentences of the five documents that state a property: each stands beside a rule that fails without the property, or has a test of the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.examples.changes import Change
from tests.examples.commands import EXAMPLES
from tests.examples.test_exercises import CHANGES as EXERCISE_CHANGES
from tests.examples.test_rules_notice_changes import CHANGES

TESTS = Path(__file__).parents[1]


class Sentence(NamedTuple):
    """The words of a sentence that are needed. rules: have it beside them. tests: of the code, as `file::function`."""

    words: str
    rules: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


def says(words: str, *rules: str, tests: tuple[str, ...] = ()) -> Sentence:
    return Sentence(words, rules, tests)


DXR, SECURE, AUDIT, LOGS, BATCH = (
    f"gallery/test_{name}.py::test_"
    for name in (
        "dxr_athena_export",
        "secure_data_pipeline",
        "audit_table",
        "audit_log_analytics",
        "batch_data_pipeline",
    )
)

SENTENCES: dict[str, list[Sentence]] = {
    "dxr-athena-export": [
        says("Extract governance metadata from Data X-Ray with an AWS Lambda", "export-function-built", "export-function-alone",
             tests=(f"{DXR}all_pages_become_one_object_of_lines",)),
        says("Persist the metadata in Amazon S3", "exports-where-the-crawler-reads", "exports-private", "exports-encrypted", "exports-replaced-safely",
             "unfinished-uploads-removed"),
        says("register it in the AWS Glue Data Catalog with an automated crawler", "exports-crawled", "exports-in-one-table", "crawler-reads-only"),
        says("Interrogate the curated catalog using Amazon Athena", "results-beside-exports", "queries-on-the-catalog", "design-queried"),
        says("Give data stewards a searchable inventory of Data X-Ray findings", "stewards-query"),
        says("List of required AWS permissions", "stewards-query"),
        says("Python 3.10+", "export-function-built"),
        says("Generate a PAT token from the DXR Console", "token-kept-nowhere", tests=(f"{DXR}what_goes_wrong_replaces_nothing_and_shows_no_token",)),
        says("Terraform would provision: S3 bucket, Necessary IAM Roles, Lambda function, Glue crawler, Glue Data Catalog", "design-provisioned"),
        says("Necessary IAM Roles", "function-in-its-role", "crawler-in-its-role", "function-writes-exports-only", "no-policies-from-elsewhere"),
        says("aws lambda invoke --function-name export-jsonl-lambda", "export-function-built"),
        says("generate a new `lambda_function.zip`", tests=("examples/test_dxr_athena_export.py::test_the_package_is_the_same_each_time",)),
        says("You can leave it blank for Option 1", tests=(f"{DXR}without_a_token_no_credentials_are_sent",)),
        says("SELECT * FROM exported_exports LIMIT 100", tests=(f"{DXR}the_query_of_the_document_answers",)),
        says("terraform destroy", tests=(f"{DXR}it_is_all_removed_again",)),
        says("Blend classification, sensitivity, and lineage signals", tests=(f"{DXR}the_saved_queries_answer",)),
        says("Reuse Terraform to keep collection infrastructure reproducible across environments",
             tests=("examples/test_versions_and_accounts.py::test_versions_are_those_that_are_tested", f"{DXR}a_second_plan_changes_only_what_moto_forgets")),
    ],
    "secure-data-pipeline": [
        says("establish a secure baseline pipeline", "bucket-private", "bucket-tls-only", "bucket-lifecycle-order", "kms-rotation"),
        says("logs and audits all S3 activity", "trail-records-raw-data"),
        says("S3: versioning + SSE-KMS enabled", "bucket-encrypted", "bucket-versioned"),
        says("Logs S3 data events into caa304-cloudtrail-log", "trail-into-log-bucket", "trail-trustworthy", "raw-data-recorded", "trail-may-deliver",
             "trail-bucket-append-only", "logs-stay-readable", "log-groups-kept"),
        says("Athena: Queries CloudTrail logs for auditing", "events-of-all-days", "events-readable", "athena-results-encrypted", "audit-tables-created"),
        says("IAM Identity Center: SSO auth for CLI", "people-have-a-way-in"),
        says("Created buckets", "components-created"),
        says("PutObject, GetObject events", "trail-records-raw-data"),
        says("For every S3 PutObject into the raw layer, CloudTrail logs events", "trail-records-raw-data",
             tests=(f"{SECURE}the_flattened_view_has_a_row_for_each_event",)),
        says("Created Athena table + flattened view", "events-flattened"),
        says("create a logical folder prefix inside raw data bucket", "raw-data-folders"),
        says("the bucket automatically applies KMS encrytion", tests=(f"{SECURE}what_is_put_into_the_bucket_is_encrypted_by_itself",)),
        says("SELECT eventTime, eventName, user_arn, bucket_name, object_key FROM cloudtrail_s3_events_flattened", "events-flattened",
             tests=(f"{SECURE}the_query_of_the_runbook_answers",)),
        says("every object is encrypted at rest with my KMS key", "uploads-with-our-key"),
        says("Bucket-level key optimization is active", "bucket-encrypted"),
        says("temporary, MFA-protected credentials, so no long-lived keys", "people-come-for-an-hour", "people-upload-only",
             tests=(f"{SECURE}the_saved_queries_answer",)),
        says("Add a Lambda that checks every new S3 file", "components-created"),
        says("Lambda function is triggered whenever a new file is added to my S3 bucket under the configured prefix", "arrivals-start-the-function",
             "function-is-started", "bucket-may-start-the-function", "provenance-function-built",
             tests=(f"{SECURE}each_file_below_incoming_has_a_receipt_and_no_other_one",)),
        says("computes a SHA-256 hash", tests=(f"{SECURE}a_file_of_many_gigabytes_is_streamed",)),
        says("the bucket name, the object key, the content length, the S3 last-modified time, and a timestamp", "receipts-in-a-table",
             tests=(f"{SECURE}each_file_below_incoming_has_a_receipt_and_no_other_one",)),
        says("stores this provenance JSON in a provenance/ folder", "receipts-beside-the-data"),
        says("keeps provenance records separate from raw data", "receipts-beside-the-data"),
        says("preserving a similar folder structure", tests=(f"{SECURE}each_file_below_incoming_has_a_receipt_and_no_other_one",)),
        says("To avoid an infinite loop", "arrivals-start-the-function", tests=(f"{SECURE}a_wrong_notification_does_not_end_in_a_loop",)),
        says("I forgot about IAM permissions here", "function-may-do-its-work", "provenance-cannot-alter-data", "no-policies-from-elsewhere"),
        says("a receipt proving the state of the file at the moment it arrived", "receipts-proof", "function-loses-nothing",
             tests=(f"{SECURE}events_that_come_twice_change_nothing",)),
        says("created a table from the metadata that the Lambda outputs", "audit-tables-created"),
        says("combined it with the CloudTrail events table to create one unifed view", "ledger-of-all-files",
             tests=(f"{SECURE}the_ledger_says_who_what_when_and_where",)),
        says("originally it was pointing to one single data directory, giving stale data", "events-of-all-days"),
    ],
    "audit-table": [
        says("set one up with the help of DynamoDB, DynamoDB Streams, Lambda, Kinesis Data Firehose, S3, and Amazon Athena", "architecture-complete"),
        says("They are important for auditing", "late-audit-noticed", "undelivered-noticed", "failures-noticed", "alarms-reach-somebody"),
        says("This DynamoDB table will hold our 'Orders' information", "orders-by-their-id", "audited-table-recoverable", "table-encrypted"),
        says("This Lambda function will process those orders information from DynamoDB and push it to Kinesis Data Firehose", "function-delivers",
             tests=(f"{AUDIT}every_change_becomes_a_record",)),
        says("Turning on DynamoDB Streams will enable us to get all the events", "audited-table-streams"),
        says("This stream will push those info to lambda", "audited-stream-consumed", "nothing-lost-on-the-way",
             tests=(f"{AUDIT}nothing_is_lost_while_firehose_is_gone",)),
        says("Kinesis Data Firehose will put those informations through batches", "delivery-to-the-archive"),
        says("Using Athena we will run SQL queries onto that S3 bucket", "queries-on-the-catalog", "query-results-encrypted"),
        says("perform SQL queries on it using Athena", "insights-saved"),
        says("migrate data from a DynamoDB table into a cold store in S3", "archive-readable-when-cold"),
        says("select a latest Python Runtime", "function-built"),
        says("AmazonKinesisFirehoseFullAccess", "function-may-deliver-and-log", "failures-may-be-kept"),
        says("DynamoDB: GetRecords, DescribeStream, GetShardIterator, ListStreams", "function-may-read-streams", "auditor-cannot-change-tables", "no-full-access"),
        says("Select trusted entity as AWS service and the service as Lambda", "function-role-for-lambda"),
        says("give this role to our lambda", "function-role-for-lambda"),
        says("Don't forget to change the DeliveryStreamName", "function-delivers"),
        says("choose New image as we want to only get the latest or updated information", "audited-table-streams"),
        says("choose a preferred Batch size", "audited-stream-consumed", tests=(f"{AUDIT}large_batches_are_divided_as_firehose_wants",)),
        says("This will be the bucket where Kinesis Data Firehose will put records to", "archive-immutable", "archive-readable-when-cold", "bucket-protected",
             "delivery-may-write"),
        says("choose the source as Direct PUT and the destination as Amazon S3", "delivery-to-the-archive"),
        says("this name should be the same name as written inside the lambda code", "function-delivers"),
        says("select the bucket just created", "delivery-to-the-archive"),
        says("three fields orderId (string), state (string) and lastUpdatedDate (Number)", "orders-by-their-id"),
        says("objects were stored inside a date partitioned folder structure", "delivery-partitioned", "delivery-encrypted-and-logged"),
        says("add data source as the S3 bucket and select the S3 bucket that created earlier", "archive-has-a-crawler", "archive-crawled"),
        says("choose to crawl all sub-folders", "archive-crawled"),
        says("for the IAM role give a preferred role name", "crawler-reads-only"),
        says("create a database under Glue > Data catalog and select that database", "archive-crawled"),
        says("Run crawler", "archive-crawled"),
        says("1 table is created with the same name as the S3 bucket", "archive-is-one-table"),
        says("Database as the database you created in Glue Data catalog", "queries-on-the-catalog"),
        says("getting all the events that I have done previously", "insights-saved", tests=(f"{AUDIT}all_events_are_there_as_they_were_delivered",)),
        says('changing its "state" to "RETURNED"', tests=(f"{AUDIT}the_orders_that_came_back",)),
    ],
    "audit-log-analytics": [
        says("Aggregate all wau audit log files into a centralized S3 bucket", "central-bucket-private", "central-bucket-encrypted", "logs-collected"),
        says("load the data into Redshift for analytics", "redshift-set-up", tests=(f"{LOGS}the_job_loads_only_what_is_new",)),
        says("Add the customer field to the csv", "writer-built", "each-log-reaches-the-writer", tests=(f"{LOGS}the_customer_is_added_on_the_way_in",)),
        says("a new centralized S3 bucket in the same region/account as Glue and Redshift", "central-bucket-beside-glue"),
        says("Create a new S3 bucket with a folder named csv", "writer-built"),
        says("it auto-generates a role name with a GUID appended which may not be desirable", "roles-have-names"),
        says("AWSLambdaBasicExecutionRole", "writer-may-log"),
        says("an S3 access point must be created", "access-point-delegated", "logs-collected"),
        says("The CSV lambda role's policy needs a resource entry for the access point as well", "writer-names-access-point"),
        says("Condition: StringEquals: s3:DataAccessPointAccount", "everyone-through-access-points-only", "writers-named"),
        says("Redshift Serverless instances require at least 3 AZs", "serverless-in-three-zones", "zones-differ"),
        says("a meaningful workgroup and namespace configuration", "redshift-set-up"),
        says("The workgroup manages compute, networking, and security", "workgroup-private"),
        says("The namespace manages the data", "namespace-deliberate"),
        says("I used the default dev database but we need to be more deliberate with naming", "namespace-deliberate", "one-database-everywhere"),
        says("Create a wau_audit_logs, or something equally suitable, table in Redshift", "table-there-before"),
        says("There is an IAM role involved", "redshift-may-copy"),
        says("AmazonRedshiftAllCommandsFullAccess policy at a minimum", "no-policy-for-everything"),
        says("sts:AssumeRole", "redshift-role-for-redshift"),
        says("Create a single database", "single-database", "glue-set-up"),
        says("Create a Redshift connection", "glue-set-up"),
        says("I used a JDBC connection type", "connection-uses-secret"),
        says("which can be gleaned from selecting the Redshift workgroup", "connection-uses-secret"),
        says("I used the username/password but a secret would be more appropriate", "password-kept-by-redshift", "connection-uses-secret"),
        says("Create a crawler with two data sources defined for the csv and the Redshift table", "crawler-reads-csv-folder", "crawler-reads-redshift",
             "crawler-reads-only"),
        says("ensure the S3 data source path only includes the csv folder", "crawler-reads-csv-folder"),
        says("Crawl all sub-folders", "crawler-reads-csv-folder"),
        says("database/schema/table e.g. dev/public/wau_audit_logs", "crawler-reads-redshift", "one-database-everywhere"),
        says("Verify the table schemas", tests=("examples/test_audit_log_analytics.py::test_function_catalog_job_and_table_have_the_same_columns",)),
        says("Source node: Data Catalog table", "job-loads-logs-into-redshift"),
        says("Destination node: Amazon Redshift", "job-loads-logs-into-redshift"),
        says("IAM Role: Glue service role", "job-cannot-change-logs"),
        says("Glue version: Glue 3.0", "job-as-decided"),
        says("Language: Python 3", "job-as-decided"),
        says("Worker type", "job-as-decided"),
        says("Maximum number of workers", "job-as-decided"),
        says("Automatically scale", "job-as-decided"),
        says("Generate job insights", "job-as-decided"),
        says("Flex execution", "job-as-decided"),
        says("Number of retries", "job-as-decided"),
        says("Job bookmark: Enable", "bookmarks-run-alone", tests=(f"{LOGS}a_row_that_cannot_be_loaded_stops_the_job_and_the_bookmark",)),
        says("Max Concurrency = 1 for bookmarks", "bookmarks-run-alone"),
        says("We no longer need this Lambda", "job-scheduled", "nothing-else-starts-the-job"),
        says("cron(0 0 ? * * *)", "job-scheduled"),
    ],
    "batch-data-pipeline": [
        says("Raw Data (S3) → Lambda Trigger → Glue ETL Job → Processed Data (S3)", "components-present", tests=(f"{BATCH}each_new_file_starts_a_run",)),
        says("Raw Data (S3) → Lambda Trigger", "raw-data-starts-the-function"),
        says("Lambda Trigger → Glue ETL Job", "function-starts-the-job"),
        says("Glue ETL Job → Processed Data (S3)", "job-writes-processed-data", tests=(f"{BATCH}records_are_clean_and_none_is_there_twice",)),
        says("S3 buckets with encryption and lifecycle policies", "s3-buckets-must-use-kms-encryption", "data-buckets-must-have-lifecycle-policies"),
        says("Lambda function with proper IAM permissions", "function-starts-the-job"),
        says("AWS Glue jobs with security configurations", "glue-jobs-must-have-security-configuration", "glue-jobs-must-enable-cloudwatch-logging"),
        says("Glue Data Catalog with metadata management", "processed-data-catalogued"),
        says("CloudWatch logs and metrics for pipeline observability", "job-observable", "functions-observable"),
        says("IAM roles must have least privilege policies", "iam-roles-must-have-least-privilege-policies"),
        says("Lambda functions must have CloudWatch logging", "lambda-functions-must-have-cloudwatch-logging"),
        says("KMS keys must have rotation enabled (2 resources)", "kms-key-rotation"),
        says("S3 buckets must block public access (3 resources)", "s3-public-access"),
        says("Data Classification", "s3-classified-and-audited"),
        says("Data encryption at rest and in transit", "s3-encrypted-at-rest-and-in-transit"),
        says("Data retention and deletion policies", "data-expires"),
        # "Data processing consent tracking": consent is in the data, and no resource has it.
        says("Access logging and audit trails", "s3-classified-and-audited"),
        says("PHI data encryption requirements", "s3-buckets-must-use-kms-encryption"),
        says("Access control and authentication", "s3-public-access"),
        says("Audit trail requirements", "s3-classified-and-audited"),
        says("Data integrity validation", tests=(f"{BATCH}a_file_that_is_overwritten_before_it_is_read_fails_and_writes_nothing",)),
        says("Sensitive data buckets must have additional encryption", "sensitive-data-buckets-must-have-additional-encryption"),
        says("Financial data must have 7-year retention", "financial-data-must-have-7-year-retention"),
        says("Data processing roles must use specific policies", "data-processing-roles-must-use-specific-policies"),
        says("Audit logging and monitoring", "log-groups-kept-and-encrypted", "alarms-reach-someone"),
        says("Data backup and recovery", "s3-versioning"),
        says("Change management controls", "glue-script-bucket", "job-writes-processed-data"),
        says("Segregation of duties", "job-writes-processed-data"),
        says("Job Monitoring", "lambda-failures-are-kept", tests=(f"{BATCH}a_run_that_fails_is_reported",)),
        says("Add kms:Decrypt and kms:GenerateDataKey permissions", "glue-role-may-use-key"),
        says("Ensure transition days are in ascending order", "s3-lifecycle-transition-order"),
        says("Verify security configuration name and region", "glue-security-configuration-encrypts"),
        says("Implement Glue Data Quality rules", "quality-rules-meaningful"),
        says("and validate their configuration", "quality-rules-for-a-table"),
        says("Implement Data Lineage", "profile-has-lineage"),
        says("Add AWS Glue DataBrew for data profiling", "profile-of-the-whole-table", "profile-scheduled"),
        says("with validation rules", "profile-validates"),
        says("Extend with Kinesis Data Streams for real-time data processing", "stream-encrypted", "stream-kept-over-a-weekend", "stream-scales", "stream-delivered"),
        says("Implement cross-region data replication", "replication-runs", "replication-to-another-region", "replication-in-time"),
        says("with validation", "replica-protected", "replica-encrypted-by-a-key-of-its-region"),
    ],
}  # fmt: skip

_SECTION = re.compile(r"^ *# --- (?P<words>.*?)[ -]*$")
_RULE = re.compile(r"^(?:  )?- (?:id: (?P<id>\S+)|name: \"(?P<name>[^\"]+)\")")


def beside(example: str) -> dict[str, str]:
    """What stands beside each rule of an example: the sentences of its section, its own comments, and its name."""
    found: dict[str, str] = {}
    for file in _rule_files(example):
        section, rule, waiting = "", "", ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if heading := _SECTION.match(line):
                section, waiting, rule = heading["words"], "", ""
            elif line.startswith("  #"):  # a comment between rules belongs to the next one
                waiting += " " + line.strip(" #")
            elif start := _RULE.match(line):
                rule = start["id"] or re.sub(r"[^a-z0-9]+", "-", start["name"].lower())
                found[rule] = f"{section} {waiting} {start['name'] or ''}"
                waiting = ""
            elif rule and "# " in line:
                found[rule] += " " + line.split("# ", 1)[1]
    return found


def _rule_files(example: str) -> Iterator[Path]:
    yield from sorted((EXAMPLES / example).glob("*rules.yml"))
    yield from sorted((EXAMPLES / example).glob("*-patterns.yml"))
    yield from sorted((EXAMPLES / example / "exercises").glob("*/rules.yml"))


def _changes(example: str) -> list[Change]:
    exercises = [case for cases in EXERCISE_CHANGES.values() for case in cases] if example.startswith("batch") else []
    return [*CHANGES[example], *exercises]


@pytest.mark.parametrize("example", SENTENCES)
def test_each_sentence_stands_beside_a_rule_that_fails_without_it(example: str) -> None:
    comments = beside(example)
    failing = {case.rule for case in _changes(example) if case.addresses}
    for sentence in SENTENCES[example]:
        for rule in sentence.rules:
            assert rule in comments, f"{example} has no rule {rule}"
            assert rule in failing, f"nothing shows that {rule} fails without {sentence.words!r}"
        near = [rule for rule in sentence.rules if sentence.words in comments[rule]]
        assert bool(near) == bool(sentence.rules), f"{sentence.words!r} stands beside none of {sentence.rules}"


@pytest.mark.parametrize("example", SENTENCES)
def test_each_sentence_about_code_has_a_test(example: str) -> None:
    for sentence in SENTENCES[example]:
        assert sentence.rules or sentence.tests, sentence.words
        for test in sentence.tests:
            file, name = test.split("::")
            assert f"def {name}(" in (TESTS / file).read_text(encoding="utf-8"), test


@pytest.mark.parametrize("example", SENTENCES)
def test_each_rule_belongs_to_a_sentence(example: str) -> None:
    named = {rule for sentence in SENTENCES[example] for rule in sentence.rules}
    exercises = {case.rule for cases in EXERCISE_CHANGES.values() for case in cases}
    assert set(beside(example)) - exercises - named == set()
