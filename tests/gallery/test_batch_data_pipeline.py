"""The batch data pipeline: deployed on Moto, files that arrive, the job run by Spark, and queries by DuckDB."""

from __future__ import annotations

import json
import subprocess
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from riveter.api import ScanOptions, Targets, scan
from tests.examples.agreement import assert_agreement
from tests.examples.commands import EXAMPLES
from tools.local_stack.athena import translated
from tools.local_stack.aws import ACCOUNT, Moto
from tools.local_stack.functions import DeployedFunction
from tools.local_stack.pipelines.batch_data_pipeline import Job, catalogued, deploy, has_spark
from tools.local_stack.s3_events import Notifications, record
from tools.local_stack.terraform import Stack, prepared

pytestmark = pytest.mark.gallery

EXAMPLE = EXAMPLES / "batch-data-pipeline"
RULES = tuple(str(EXAMPLE / f"{name}-rules.yml") for name in ("data-security", "compliance", "pipeline"))
FUNCTIONS = ("data_processor", "job_monitor")
TODAY = datetime.now(timezone.utc).date().isoformat()


@pytest.fixture(scope="module")
def stack(moto: Moto, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The example, deployed once."""
    stack = prepared(EXAMPLE, tmp_path_factory.mktemp("batch") / "terraform", moto)
    subprocess.run([stack.folder / "src" / "build.sh"], check=True, capture_output=True)
    deploy(stack)
    return stack


@pytest.fixture(scope="module")
def output(stack: Stack) -> dict[str, Any]:
    """The outputs of the deployed stack."""
    return {name: item["value"] for name, item in json.loads(stack.terraform("output", "-json")).items()}


@pytest.fixture(scope="module")
def notifications(stack: Stack, output: dict[str, Any]) -> Notifications:
    """The deployed notifications of the bucket for raw data."""
    return Notifications(stack.moto, output["raw_data_bucket"])


@pytest.fixture(scope="module")
def s3(stack: Stack, output: dict[str, Any], notifications: Notifications) -> Any:
    """S3, with buckets that answer: Moto denies too much while they have their policies."""
    client = stack.moto.client("s3")
    for bucket in client.list_buckets(Prefix="batch-")["Buckets"]:
        client.delete_bucket_policy(Bucket=bucket["Name"])
    return client


@pytest.fixture(scope="module")
def processor(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> DeployedFunction:
    """The deployed function that starts the job."""
    package = stack.folder / "data_processor.zip"
    return DeployedFunction(stack.moto, "batch-data-processor", package, tmp_path_factory.mktemp("processor"))


# --- the stack ---------------------------------------------------------------------------------


def test_a_second_plan_changes_only_what_moto_forgets(stack: Stack) -> None:
    addresses = stack.terraform("state", "list").split()
    readable = [f"-target={address}" for address in addresses if not address.startswith("aws_s3_object")]
    # Moto 5.2.5 keeps none of these. As the job changes, Terraform reads the policy about it on apply only.
    functions = {f"aws_lambda_function.{name}": {"logging_config", "dead_letter_config"} for name in FUNCTIONS}
    job = {"aws_glue_job.etl_job": {"execution_class"}, "aws_iam_role_policy.monitor_policy": {"policy"}}
    assert stack.changes("-parallelism=8", *readable) == functions | job


def test_a_plan_and_the_state_have_the_verdicts_of_the_source(stack: Stack, tmp_path: Path) -> None:
    state, plan = stack.folder / "state.json", stack.folder / "plan.json"
    state.write_text(stack.terraform("show", "-json"), encoding="utf-8")
    # a plan of everything, with the values of the example: as it was before the first apply
    values = (f"-var-file={EXAMPLE / 'terraform.tfvars'}", f"-var=aws_account_id={ACCOUNT}")
    everything = (f"-state={tmp_path / 'none'}", *values, "-out=first.plan")
    (stack.folder / "local.auto.tfvars.json").rename(tmp_path / "values")
    try:
        stack.terraform("plan", "-no-color", *everything)
    finally:
        (tmp_path / "values").rename(stack.folder / "local.auto.tfvars.json")
    plan.write_text(stack.terraform("show", "-json", "first.plan"), encoding="utf-8")

    def verdicts(
        *paths: Path, packs: tuple[str, ...] = (), rules: tuple[str, ...] = RULES
    ) -> set[tuple[str, str, str]]:
        targets = Targets(paths=tuple(map(str, paths)), cache=False)
        found = scan(ScanOptions(targets=targets, rules=rules, packs=packs))
        return {(one.rule_id, one.resource.address, one.outcome.value) for one in found.findings}

    source = sorted(EXAMPLE.glob("*.tf"))
    assert verdicts(plan) == verdicts(*source)
    parts = (str(EXAMPLE / "architecture-rules.yml"),)
    assert verdicts(plan, rules=parts) == verdicts(*source, rules=parts)
    # Moto 5.2.5 keeps no queue for the events that a function fails on
    forgotten = {("lambda-failures-are-kept", f"aws_lambda_function.{name}", "pass") for name in FUNCTIONS}
    kept = {verdict for verdict in verdicts(state) if verdict[0] != "lambda-failures-are-kept"}
    assert kept == verdicts(*source) - forgotten
    assert verdicts(plan, packs=("aws-security",)) == verdicts(*source, packs=("aws-security",))
    assert_agreement(EXAMPLE, json.loads(plan.read_text(encoding="utf-8")), {"aws_account_id": ACCOUNT})


# --- the functions -----------------------------------------------------------------------------


def job_runs(stack: Stack, output: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The arguments of the runs of the job, by id."""
    runs = stack.moto.client("glue").get_job_runs(JobName=output["etl_job_name"])["JobRuns"]
    return {run["Id"]: run["Arguments"] for run in runs}


CSV = "id,customer,amount,updated_at\n"
# Duplicates, an empty record, quotes with a comma and a line end; a record that comes again in the second file with another amount.
FILES = {
    "incoming/orders 1+2.csv": CSV
    + "1,acme,10.50,2026-03-01T10:00:00Z\n"
    + "1,acme,10.50,2026-03-01T10:00:00Z\n"
    + ",,,\n"
    + '2,"Größe, ""XL"",\nblue",3,2026-03-01T10:01:00Z\n',
    "incoming/stream/2026/03/01/10/part.json": '{"id": 1, "customer": "acme", "amount": 12.5, "updated_at": "2026-03-01T11:00:00Z"}\n'
    '{"id": 3, "customer": "acme", "amount": "n/a", "updated_at": "2026-03-01T11:00:00Z"}\n',
}
RECORDS = {
    ("1", "acme", "10.50", "2026-03-01T10:00:00Z"),
    ("2", 'Größe, "XL",\nblue', "3", "2026-03-01T10:01:00Z"),
    ("1", "acme", "12.5", "2026-03-01T11:00:00Z"),
    ("3", "acme", "n/a", "2026-03-01T11:00:00Z"),
}


class Arrived(NamedTuple):
    """What came of the files: the events, the answers of the function, and the runs of the job by the object's address."""

    events: list[dict[str, Any]]
    results: list[Any]
    runs: dict[str, dict[str, str]]
    log: str


@pytest.fixture(scope="module")
def arrived(
    stack: Stack, output: dict[str, Any], s3: Any, notifications: Notifications, processor: DeployedFunction
) -> Arrived:
    """Put files, and let the deployed notification and function start the job."""
    bucket = output["raw_data_bucket"]
    for key, text in FILES.items():
        s3.put_object(Bucket=bucket, Key=key, Body=text.encode())
    for key in ("incoming/empty.csv", "incoming/folder/", "elsewhere/orders.csv"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"")
    events = notifications.pending(processor.arn)
    run = processor(events)
    started = {arguments["--input_path"]: arguments for arguments in job_runs(stack, output).values()}
    return Arrived(events, run.results, started, run.log)


def test_each_new_file_starts_a_run(arrived: Arrived, output: dict[str, Any]) -> None:
    assert len(arrived.events) == 4, "nothing outside of incoming/"
    bucket = output["raw_data_bucket"]
    assert set(arrived.runs) == {f"s3://{bucket}/{key}" for key in FILES}
    assert sorted(len(result["runs"]) for result in arrived.results) == [0, 0, 1, 1]
    assert all(arguments["--ingested_on"] == TODAY for arguments in arrived.runs.values())
    assert len({arguments["--source"] for arguments in arrived.runs.values()}) == len(FILES)


def test_an_event_that_comes_twice_leads_to_the_same_place(
    arrived: Arrived, stack: Stack, output: dict[str, Any], processor: DeployedFunction
) -> None:
    before = job_runs(stack, output)
    [first] = [event for event in arrived.events if "1%2B2.csv" in event["Records"][0]["s3"]["object"]["key"]]
    processor([first, first])
    again = [arguments for name, arguments in job_runs(stack, output).items() if name not in before]
    assert len(again) == 2
    assert {json.dumps(arguments) for arguments in again} <= {json.dumps(one) for one in arrived.runs.values()}


def test_an_event_that_comes_late_starts_no_run_for_what_was_there_before(
    stack: Stack, output: dict[str, Any], s3: Any, processor: DeployedFunction
) -> None:
    bucket, key = output["raw_data_bucket"], "incoming/twice.csv"
    known = set(job_runs(stack, output))
    first, second = (s3.put_object(Bucket=bucket, Key=key, Body=body)["VersionId"] for body in (b"id\n1\n", b"id\n2\n"))
    events = [{"Records": [record(bucket, key, version, size=5)]} for version in (second, first)]
    assert [len(result["runs"]) for result in processor(events).results] == [1, 1]
    runs = [arguments for name, arguments in job_runs(stack, output).items() if name not in known]
    assert {arguments["--input_state"].split()[0] for arguments in runs} == {second}
    assert len({arguments["--source"] for arguments in runs}) == 1, "both write to the same place"
    s3.delete_object(Bucket=bucket, Key=key)


def test_a_file_that_is_encrypted_otherwise_or_gone_is_an_error(
    output: dict[str, Any], s3: Any, processor: DeployedFunction
) -> None:
    bucket = output["raw_data_bucket"]
    s3.put_object(Bucket=bucket, Key="incoming/weak.csv", Body=b"id\n1\n", ServerSideEncryption="AES256")
    events = [{"Records": [record(bucket, key, None, size=5)]} for key in ("incoming/weak.csv", "incoming/gone.csv")]
    weak, gone = processor(events).outcomes
    assert "is not encrypted with the pipeline's key" in weak["error"]
    assert "404" in gone["error"]


def test_a_file_that_fails_keeps_no_other_file_of_its_event_from_its_run(
    stack: Stack, output: dict[str, Any], s3: Any, arrived: Arrived, processor: DeployedFunction
) -> None:
    bucket = output["raw_data_bucket"]
    known = set(job_runs(stack, output))
    keys = ["incoming/missing+1.csv", *FILES]
    [outcome] = processor([{"Records": [record(bucket, key, None, size=5) for key in keys]}]).outcomes
    assert "NotStartedError" in outcome["error"]
    assert "missing%2B1.csv" in outcome["error"]
    started = [arguments["--input_path"] for name, arguments in job_runs(stack, output).items() if name not in known]
    assert sorted(started) == sorted(f"s3://{bucket}/{key}" for key in FILES)


def test_no_credentials_are_logged(
    stack: Stack, output: dict[str, Any], s3: Any, arrived: Arrived, processor: DeployedFunction, tmp_path: Path
) -> None:
    """On DEBUG, botocore writes requests with their credentials to the root logger."""
    [event, *_] = [event for event in arrived.events if "orders" in event["Records"][0]["s3"]["object"]["key"]]
    monitor = DeployedFunction(stack.moto, "batch-job-monitor", stack.folder / "job_monitor.zip", tmp_path)
    run = next(iter(job_runs(stack, output)))
    report = {"detail": {"jobName": output["etl_job_name"], "jobRunId": run, "state": "FAILED"}}
    debug = {"LOG_LEVEL": "DEBUG", "AWS_SESSION_TOKEN": "session-token-of-the-role"}

    for function, given in ((processor, event), (monitor, report)):
        done = function([given], environment=debug)
        assert done.results
        assert done.log, "its own lines are there"
        assert "session-token-of-the-role" not in done.log
        assert "Signature" not in done.log


def test_a_run_that_fails_is_reported(stack: Stack, output: dict[str, Any], arrived: Arrived, tmp_path: Path) -> None:
    monitor = DeployedFunction(stack.moto, "batch-job-monitor", stack.folder / "job_monitor.zip", tmp_path)
    events, sns, sqs = (stack.moto.client(name) for name in ("events", "sns", "sqs"))
    pattern = json.loads(events.describe_rule(Name="batch-job-failed")["EventPattern"])
    assert pattern["detail"] == {"jobName": [output["etl_job_name"]], "state": ["FAILED", "TIMEOUT", "STOPPED"]}
    [target] = events.list_targets_by_rule(Rule="batch-job-failed")["Targets"]
    assert target["Arn"] == monitor.arn
    queue = sqs.create_queue(QueueName="heard")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=output["alarm_topic_arn"], Protocol="sqs", Endpoint=arn)

    run, arguments = next(iter(job_runs(stack, output).items()))
    detail = {"jobName": output["etl_job_name"], "jobRunId": run, "state": "FAILED", "message": "Malformed record"}
    assert monitor([{"source": "aws.glue", "detail-type": "Glue Job State Change", "detail": detail}]).results == [None]

    [message] = sqs.receive_message(QueueUrl=queue)["Messages"]
    told = json.loads(json.loads(message["Body"])["Message"])
    assert told["job"] == output["etl_job_name"]
    assert (told["run"], told["state"], told["input"]) == (run, "FAILED", arguments["--input_path"])


# --- the job -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def job(stack: Stack, output: dict[str, Any], s3: Any, tmp_path_factory: pytest.TempPathFactory) -> Job:
    """The deployed job."""
    if not has_spark():
        pytest.skip('the job needs Spark and Java: python -m pip install -e ".[gallery]"')
    return Job(stack, output, tmp_path_factory.mktemp("job"))


@pytest.fixture(scope="module")
def table(stack: Stack, output: dict[str, Any], s3: Any, arrived: Arrived, job: Job) -> Any:
    """The table that the crawler makes of what the job writes, in DuckDB. The first file is processed twice."""
    first, second = sorted(arrived.runs.values(), key=lambda arguments: arguments["--input_path"])
    for arguments in (first, second, first):
        done = job.run(arguments)
        assert done.returncode == 0, done.stderr[-3000:]
        assert done.stdout.endswith("committed etl\n")
    return catalogued(job, output, "batch-processed-data")


def test_records_are_clean_and_none_is_there_twice(table: Any) -> None:
    found = table.execute("SELECT id, customer, amount, updated_at FROM records").fetchall()
    assert sorted(found) == sorted(RECORDS)


def test_a_file_that_is_damaged_fails_and_writes_nothing(
    s3: Any, output: dict[str, Any], job: Job, table: Any, arrived: Arrived
) -> None:
    before = table.execute("SELECT COUNT(*) FROM records").fetchone()
    s3.put_object(Bucket=output["raw_data_bucket"], Key="incoming/broken.json", Body=b'{"id": 1}\n{"id": \n')
    arguments = next(iter(arrived.runs.values())) | {
        "--input_path": f"s3://{output['raw_data_bucket']}/incoming/broken.json",
        "--source": "broken",
    }
    done = job.run(arguments)
    assert done.returncode != 0
    assert "committed" not in done.stdout
    assert table.execute("SELECT COUNT(*) FROM records").fetchone() == before


def test_a_file_that_is_overwritten_before_it_is_read_fails_and_writes_nothing(
    stack: Stack, s3: Any, output: dict[str, Any], job: Job, table: Any, processor: DeployedFunction
) -> None:
    before = table.execute("SELECT COUNT(*) FROM records").fetchone()
    known = set(job_runs(stack, output))
    bucket, key = output["raw_data_bucket"], "incoming/rewritten now+then.csv"
    s3.put_object(Bucket=bucket, Key=key, Body=f"{CSV}7,old,1,2026-03-01T10:00:00Z\n".encode())
    assert processor([{"Records": [record(bucket, key, None, size=50)]}]).results[0]["runs"]
    [arguments] = [arguments for name, arguments in job_runs(stack, output).items() if name not in known]
    s3.put_object(Bucket=bucket, Key=key, Body=f"{CSV}7,new,1,2026-03-01T10:00:00Z\n".encode())

    done = job.run(arguments)

    assert done.returncode != 0
    assert "was overwritten before it was read" in done.stderr
    assert "committed" not in done.stdout
    assert table.execute("SELECT COUNT(*) FROM records").fetchone() == before


QUERIES: dict[str, list[tuple[Any, ...]]] = {
    "records-by-day": [(TODAY, 2, 4)],
    "delivered-again": [("1", 2, TODAY, TODAY)],
    # 1 came again later, with 12.5; what is no number does not count. DuckDB takes `1_000` for a number as well, Athena does not.
    "revenue-by-customer": [('Größe, "XL",\nblue', 1, 3), ("acme", 2, 12.5)],
}


@pytest.mark.parametrize("name", QUERIES)
def test_the_queries_answer(name: str, table: Any) -> None:
    query = (EXAMPLE / "queries" / f"{name}.sql").read_text(encoding="utf-8")
    assert table.execute(translated(query)).fetchall() == QUERIES[name]


def test_every_query_is_tested() -> None:
    assert {path.stem for path in (EXAMPLE / "queries").glob("*.sql")} == set(QUERIES)


def test_it_is_all_removed_again(stack: Stack) -> None:
    """The last test: nothing is left of the stack."""
    client = stack.moto.client("s3")
    for name in [bucket["Name"] for bucket in client.list_buckets(Prefix="batch-")["Buckets"]]:
        client.delete_bucket_policy(Bucket=name)
        for kind in ("Versions", "DeleteMarkers"):
            for item in client.list_object_versions(Bucket=name).get(kind, ()):
                client.delete_object(Bucket=name, Key=item["Key"], VersionId=item["VersionId"])
    stack.terraform("destroy", "-auto-approve", "-parallelism=8", "-no-color")
    assert stack.terraform("state", "list").strip() == ""
