"""The secure data pipeline: deployed on Moto, with files that arrive, the receipts of the deployed function, and the views of Athena."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from riveter.api import ScanOptions, Targets, scan
from tests.examples.agreement import assert_agreement
from tests.examples.commands import EXAMPLES
from tests.gallery.s3_server import S3Server, s3_server
from tools.local_stack.athena import Catalog
from tools.local_stack.aws import Moto
from tools.local_stack.cloudtrail import Trail, caller, object_event
from tools.local_stack.functions import DeployedFunction, Run
from tools.local_stack.pipelines.secure_data_pipeline import deploy
from tools.local_stack.s3_events import Notifications, record
from tools.local_stack.terraform import Stack, prepared

pytestmark = pytest.mark.gallery

EXAMPLE = EXAMPLES / "secure-data-pipeline"
TERRAFORM = EXAMPLE / "terraform"
# The name that makes the buckets of the runbook: its query names one of them.
RAW, LOGS, RESULTS = "caa304-raw-data", "caa304-cloudtrail-log", "caa304-athena-results"
FOLDERS = ("incoming/", "processed/", "test/")


@pytest.fixture(scope="module")
def stack(moto: Moto, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The example, deployed once, without access for people: Moto 5.2.5 has no tags of permission sets."""
    subprocess.run([TERRAFORM / "lambda" / "build.sh"], check=True, capture_output=True)
    stack = prepared(TERRAFORM, tmp_path_factory.mktemp("secure") / "terraform", moto)
    deploy(stack, {"name": "caa304"})
    return stack


@pytest.fixture(scope="module")
def open_buckets(stack: Stack) -> None:
    """The buckets without their policies."""
    for name in (RAW, LOGS):
        stack.moto.client("s3").delete_bucket_policy(Bucket=name)


# --- the stack ---------------------------------------------------------------------------------


def test_a_second_plan_changes_only_what_moto_forgets(stack: Stack) -> None:
    addresses = stack.terraform("state", "list").split()
    readable = [f"-target={address}" for address in addresses if not address.startswith("aws_s3_object")]
    # Moto 5.2.5 keeps neither of functions
    forgotten = {"aws_lambda_function.provenance": {"logging_config", "dead_letter_config"}}
    assert stack.changes("-parallelism=4", *readable) == forgotten


def test_a_plan_and_the_state_have_the_verdicts_of_the_source(stack: Stack, tmp_path: Path) -> None:
    state, plan = stack.folder / "state.json", stack.folder / "plan.json"
    state.write_text(stack.terraform("show", "-json"), encoding="utf-8")
    # a plan of everything, with the values of the example: as it was before the first apply
    everything = (f"-state={tmp_path / 'none'}", f"-var-file={TERRAFORM / 'terraform.tfvars'}", "-out=first.plan")
    stack.terraform("plan", "-no-color", *everything)
    plan.write_text(stack.terraform("show", "-json", "first.plan"), encoding="utf-8")

    def verdicts(path: Path, *packs: str, name: str = "secure-pipeline-rules") -> set[tuple[str, str, str]]:
        targets = Targets(paths=(str(path),), cache=False)
        found = scan(ScanOptions(targets=targets, rules=(str(EXAMPLE / f"{name}.yml"),), packs=packs))
        return {(one.rule_id, one.resource.address, one.outcome.value) for one in found.findings}

    assert verdicts(plan, "aws-security") == verdicts(TERRAFORM, "aws-security")
    assert verdicts(plan, name="parts-rules") == verdicts(TERRAFORM, name="parts-rules")
    # a state also has what AWS filled in, which only the packs ask for
    of_the_source = verdicts(TERRAFORM)
    of_people = {verdict for verdict in of_the_source if "ssoadmin" in verdict[1]}
    assert of_people
    assert verdicts(state) == of_the_source - of_people
    assert_agreement(TERRAFORM, json.loads(plan.read_text()))


def test_what_is_put_into_the_bucket_is_encrypted_by_itself(stack: Stack, open_buckets: None) -> None:
    # the second plan of what the policies kept Moto from reading
    assert stack.changes("-parallelism=4", "-target=aws_s3_object.folder") == {}
    client = stack.moto.client("s3")
    key = stack.moto.client("kms").describe_key(KeyId="alias/caa304")["KeyMetadata"]["Arn"]
    client.put_object(Bucket=RAW, Key="test/hello.txt", Body=b"hello")
    for name in (*FOLDERS, "test/hello.txt"):
        head = client.head_object(Bucket=RAW, Key=name)
        assert (head["ServerSideEncryption"], head["SSEKMSKeyId"], head["BucketKeyEnabled"]) == ("aws:kms", key, True)


# --- files that arrive -------------------------------------------------------------------------

MARIA, JON, BACKUP = caller("maria"), caller("jon"), caller("backup", long_lived=True)
FUNCTION = caller("secure-provenance-lambda", role="caa304-provenance")
TODAY = datetime.now(timezone.utc).replace(hour=8, minute=0, second=0, microsecond=0)


class Upload(NamedTuple):
    """A file that somebody uploads."""

    key: str
    body: bytes
    who: dict[str, Any]
    when: datetime
    how: str = "PutObject"


UPLOADS = [
    Upload("incoming/pay roll+2024.xlsx", b"first", MARIA, TODAY - timedelta(days=2)),
    Upload("incoming/pay roll+2024.xlsx", b"second", JON, TODAY - timedelta(days=1)),
    Upload("incoming/empty.txt", b"", MARIA, TODAY),
    Upload("incoming/2025/", b"", MARIA, TODAY),
    Upload("incoming/_SUCCESS", b"done", JON, TODAY),
    Upload("incoming/.hidden/=odd//Jürgen & co.csv", "größe".encode(), JON, TODAY),
    Upload("incoming/parts.bin", b"part" * 1_500_000, MARIA, TODAY, "CompleteMultipartUpload"),
    Upload("incoming/copy.csv", b"hello", JON, TODAY, "CopyObject"),
    Upload("incoming/gone.csv", b"gone", JON, TODAY),
    Upload("incoming/late.csv", b"late", MARIA, TODAY),
    Upload("processed/out.parquet", b"out", JON, TODAY),
    Upload("test/hello.txt", b"hello", MARIA, TODAY - timedelta(days=3)),
]


def upload(client: Any, one: Upload) -> str:
    """Upload a file as it says; return the version."""
    if one.how == "CopyObject":
        done = client.copy_object(Bucket=RAW, Key=one.key, CopySource={"Bucket": RAW, "Key": "test/hello.txt"})
    elif one.how == "CompleteMultipartUpload":
        begun = {"Bucket": RAW, "Key": one.key}
        begun["UploadId"] = client.create_multipart_upload(**begun)["UploadId"]
        half = 5 * 1024 * 1024
        parts = [
            {"PartNumber": number, "ETag": client.upload_part(**begun, PartNumber=number, Body=body)["ETag"]}
            for number, body in enumerate((one.body[:half], one.body[half:]), 1)
        ]
        done = client.complete_multipart_upload(**begun, MultipartUpload={"Parts": parts})
    else:
        done = client.put_object(Bucket=RAW, Key=one.key, Body=one.body)
    version: str = done["VersionId"]
    return version


class Arrived(NamedTuple):
    """What arrived, and what came of it. versions: of `UPLOADS`, in their order."""

    versions: list[str]
    events: list[dict[str, Any]]
    first: Run
    receipts: dict[str, bytes]
    again: Run
    receipts_again: dict[str, bytes]
    left: list[dict[str, Any]]


@pytest.fixture(scope="module")
def function(stack: Stack, open_buckets: None, tmp_path_factory: pytest.TempPathFactory) -> DeployedFunction:
    """The deployed function."""
    package = stack.folder / "lambda" / "provenance.zip"
    return DeployedFunction(stack.moto, "secure-provenance-lambda", package, tmp_path_factory.mktemp("function"))


@pytest.fixture(scope="module")
def arrived(stack: Stack, function: DeployedFunction) -> Arrived:
    """All files, uploaded, and handled as the deployed notification says. One is gone before the function comes to it."""
    client = stack.moto.client("s3")
    notifications = Notifications(stack.moto, RAW)
    notifications.pending(function.arn)  # the folders were there before
    oldest_first = sorted(range(len(UPLOADS)), key=lambda number: UPLOADS[number].when)
    made = {number: upload(client, UPLOADS[number]) for number in oldest_first}
    versions = [made[number] for number in range(len(UPLOADS))]
    events = notifications.pending(function.arn)
    [gone] = [number for number, one in enumerate(UPLOADS) if one.key == "incoming/gone.csv"]
    client.delete_object(Bucket=RAW, Key=UPLOADS[gone].key, VersionId=versions[gone])
    first = function(events)
    receipts = objects(client, "provenance/")
    again = function(events)
    left = notifications.pending(function.arn)
    return Arrived(versions, events, first, receipts, again, objects(client, "provenance/"), left)


def objects(client: Any, prefix: str) -> dict[str, bytes]:
    """The contents of all versions below a prefix."""
    found = client.list_object_versions(Bucket=RAW, Prefix=prefix).get("Versions", ())
    keys = [item["Key"] for item in found]
    assert len(keys) == len(set(keys)), "no receipt was written twice"
    return {key: client.get_object(Bucket=RAW, Key=key)["Body"].read() for key in keys}


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


RECEIPTS = [
    "provenance/pay roll+2024.xlsx.{}.json",
    "provenance/pay roll+2024.xlsx.{}.json",
    "provenance/empty.txt.{}.json",
    "provenance/2025/=.{}.json",
    "provenance/=_SUCCESS.{}.json",
    "provenance/=.hidden/==odd/=/Jürgen & co.csv.{}.json",
    "provenance/parts.bin.{}.json",
    "provenance/copy.csv.{}.json",
    None,
    "provenance/late.csv.{}.json",
    None,
    None,
]
"""Where the receipts of `UPLOADS` are."""


def test_each_file_below_incoming_has_a_receipt_and_no_other_one(arrived: Arrived) -> None:
    expected = {
        name.format(version): (one, version)
        for one, version, name in zip(UPLOADS, arrived.versions, RECEIPTS, strict=True)
        if name is not None
    }
    assert set(arrived.receipts) == set(expected)
    for name, (one, version) in expected.items():
        [line] = arrived.receipts[name].decode().splitlines()
        receipt = json.loads(line)
        assert datetime.fromisoformat(receipt.pop("recorded_at")) >= datetime.fromisoformat(
            receipt.pop("last_modified")
        )
        assert receipt == {
            "bucket": RAW, "key": one.key, "version_id": version, "sha256": sha256(one.body), "content_length": len(one.body),
        }  # fmt: skip


def test_events_in_another_order_make_the_same_receipts(function: DeployedFunction, arrived: Arrived) -> None:
    with s3_server() as server:
        versions = [("incoming/a.csv", "v1"), ("incoming/a.csv", "v2"), ("incoming/b.csv", "v1")]
        server.files = {"incoming/a.csv": 10, "incoming/b.csv": 20}
        for order in (versions, [*reversed(versions)]):
            server.written.clear()
            events = [{"Records": [record(RAW, key, version)]} for key, version in order]
            assert function(events, environment=server.environment).results == [{"receipts": 1}] * 3
            assert set(server.written) == {
                f"provenance/{key.removeprefix('incoming/')}.{version}.json" for key, version in versions
            }


def test_receipts_start_nothing(arrived: Arrived) -> None:
    assert len(arrived.receipts) == 9
    assert arrived.left == []


def test_events_that_come_twice_change_nothing(arrived: Arrived) -> None:
    assert arrived.receipts_again == arrived.receipts
    assert [outcome["result"] for outcome in arrived.again.outcomes if "result" in outcome] == [{"receipts": 0}] * 9


def test_a_file_without_a_receipt_fails_its_event_and_no_other_one(arrived: Arrived) -> None:
    for run in (arrived.first, arrived.again):
        [error] = [outcome["error"] for outcome in run.outcomes if "error" in outcome]
        assert error == 'ReceiptError: 1 of 1 files have no receipt: ["incoming/gone.csv"]'
    assert [outcome["result"] for outcome in arrived.first.outcomes if "result" in outcome] == [{"receipts": 1}] * 9


# --- what Moto can't do ------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[S3Server]:
    """An S3 with files of zeros."""
    with s3_server() as server:
        yield server


def event(*keys: str) -> dict[str, Any]:
    return {"Records": [record(RAW, key, "v1") for key in keys]}


def test_a_file_of_many_gigabytes_is_streamed(function: DeployedFunction, server: S3Server) -> None:
    server.files = {"incoming/small.bin": 1024, "incoming/large.bin": 3 * 1024**3}

    small = function([event("incoming/small.bin")], environment=server.environment)
    large = function([event("incoming/large.bin")], environment=server.environment)

    assert (small.results, large.results) == ([{"receipts": 1}], [{"receipts": 1}])
    receipt = json.loads(server.written["provenance/large.bin.v1.json"])
    assert receipt["content_length"] == 3 * 1024**3
    assert receipt["sha256"] == server.sums["incoming/large.bin"]
    assert large.kilobytes - small.kilobytes < 16 * 1024, "some chunks, not the file"


def test_the_other_files_of_an_event_get_their_receipts(function: DeployedFunction, server: S3Server) -> None:
    server.files = dict.fromkeys(("incoming/a", "incoming/b", "incoming/c", "incoming/d"), 100_000)
    server.broken = {"incoming/b"}
    server.refused = {"incoming/a", "provenance/c.v1.json"}
    call = event("incoming/a", "incoming/b", "incoming/c", "incoming/d")

    run = function([call], environment=server.environment)

    failed = '["incoming/a", "incoming/b", "incoming/c"]'
    assert run.outcomes == [{"error": f"ReceiptError: 3 of 4 files have no receipt: {failed}"}]
    assert set(server.written) == {"provenance/d.v1.json"}

    # what Lambda tries again, once it can be done
    kept = server.written["provenance/d.v1.json"]
    server.broken, server.refused = set(), set()
    assert function([call], environment=server.environment).results == [{"receipts": 3}]
    assert set(server.written) == {f"provenance/{name}.v1.json" for name in "abcd"}
    assert server.written["provenance/d.v1.json"] == kept


def test_a_file_that_takes_too_long_has_no_receipt(function: DeployedFunction, server: S3Server) -> None:
    server.files = {"incoming/large.bin": 10_000_000}
    run = function([event("incoming/large.bin")], environment=server.environment, left=4_000)
    assert run.outcomes[0]["error"].startswith("ReceiptError")
    assert "the time of the function is over" in run.log
    assert server.written == {}


def test_a_wrong_notification_does_not_end_in_a_loop(function: DeployedFunction, server: S3Server) -> None:
    server.files = {"provenance/a.v1.json": 10}
    run = function([event("provenance/a.v1.json")], environment=server.environment)
    assert run.results == [{"receipts": 0}]
    assert server.written == {}


def test_keys_of_any_kind_have_receipts_of_their_own(function: DeployedFunction, server: S3Server) -> None:
    keys = [
        "incoming/a\nERROR: b",
        "incoming/100%+1",
        "incoming/=_x",
        "incoming/_x",
        "incoming/" + "ä" * 507,
        "incoming/" + "é" * 507,
    ]
    server.files = dict.fromkeys(keys, 3)

    run = function([event(*keys)], environment=server.environment)

    assert run.results == [{"receipts": len(keys)}]
    assert sorted(json.loads(body)["key"] for body in server.written.values()) == sorted(keys)
    assert all(len(key.encode()) <= 1024 and "/_" not in key for key in server.written)
    assert all(json.loads(line)["key"] in keys for line in run.log.splitlines()), "a key makes no line of the log"


def test_the_log_has_no_secrets(function: DeployedFunction, server: S3Server) -> None:
    server.files = dict.fromkeys(("incoming/a", "incoming/b"), 3)
    server.refused = {"incoming/b"}
    secrets = {"AWS_SECRET_ACCESS_KEY": "secret-4f1d0c9be2a7", "AWS_SESSION_TOKEN": "token-a1b2c3d4e5f6"}

    run = function(
        [event("incoming/a", "incoming/b")], environment={**server.environment, **secrets, "LOG_LEVEL": "DEBUG"}
    )

    assert "AccessDenied" in run.log
    assert "incoming/a" in run.log
    for word in (*secrets.values(), "Authorization", "Signature"):
        assert word not in run.log + json.dumps(run.outcomes)


# --- the ledger --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def logged(arrived: Arrived) -> list[dict[str, Any]]:
    """What happens in the account."""
    events = [
        object_event(one.how, one.who, one.when, RAW, one.key, version=version)
        for one, version in zip(UPLOADS, arrived.versions, strict=True)
        if one.key != "incoming/late.csv"  # its log file comes later
    ]
    first, second = UPLOADS[0], arrived.versions[1]
    later = TODAY + timedelta(minutes=5)
    return [
        *events,
        # the function is in the log, too
        object_event("GetObject", FUNCTION, first.when, RAW, first.key, version=arrived.versions[0]),
        object_event("PutObject", FUNCTION, first.when, RAW, "provenance/first.json", version="v1"),
        object_event("PutObject", JON, later, RAW, "incoming/refused.csv", error="AccessDenied"),
        object_event("GetObject", BACKUP, later, RAW, first.key, version=second),
        object_event("GetObject", JON, later, RAW, first.key, error="AccessDenied"),
        # of another bucket: the trail does not record it
        object_event("PutObject", MARIA, TODAY, RESULTS, "results/1.csv", version="v1"),
    ]


@pytest.fixture(scope="module")
def catalog(
    stack: Stack, arrived: Arrived, logged: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Catalog:
    """The deployed tables and views, over the receipts and the log files of the deployed trail."""
    trail = Trail(stack.moto, "caa304-s3-events")
    trail.deliver(logged)
    trail.deliver(logged[:1])  # CloudTrail may deliver an event twice
    return Catalog(stack.moto, "caa304_audit", tmp_path_factory.mktemp("athena"))


def at(when: datetime) -> str:
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def arn(who: dict[str, Any]) -> str:
    return str(who["arn"])


def saved(stack: Stack, name: str) -> str:
    """The text of a saved query."""
    client = stack.moto.client("athena")
    for found in client.list_named_queries(WorkGroup="caa304-audit")["NamedQueryIds"]:
        query = client.get_named_query(NamedQueryId=found)["NamedQuery"]
        if query["Name"] == name:
            assert query["Database"] == "caa304_audit"
            return str(query["QueryString"])
    raise AssertionError(f"no saved query {name}")


RUNBOOK = """
SELECT eventTime, eventName, user_arn, bucket_name, object_key
FROM cloudtrail_s3_events_flattened
WHERE bucket_name='caa304-raw-data'
  AND eventName='PutObject'
ORDER BY eventTime DESC;
"""


def test_the_query_of_the_runbook_answers(stack: Stack, catalog: Catalog) -> None:
    assert saved(stack, "uploads-to-raw-data").split() == RUNBOOK.split()
    rows = catalog.query(RUNBOOK)
    later = TODAY + timedelta(minutes=5)
    found = [(at(later), "PutObject", arn(JON), RAW, "incoming/refused.csv")]
    found += [
        (at(one.when), "PutObject", arn(one.who), RAW, one.key)
        for one in UPLOADS
        if one.how == "PutObject" and one.key != "incoming/late.csv"
    ]
    found += [(at(UPLOADS[0].when), "PutObject", arn(FUNCTION), RAW, "provenance/first.json")]
    assert sorted(rows) == sorted(found)
    assert [row[0] for row in rows] == sorted((row[0] for row in found), reverse=True)
    assert len({row[0][:10] for row in rows}) == 4, "every day, not one"


def test_the_flattened_view_has_a_row_for_each_event(logged: list[dict[str, Any]], catalog: Catalog) -> None:
    expected = []
    for one in logged:
        asked, answered = one["requestParameters"], one["responseElements"] or {}
        if asked["bucketName"] != RAW:
            continue
        version = answered.get("x-amz-version-id") or asked.get("versionId")
        expected.append(
            (
                one["eventTime"][:10].replace("-", "/"), one["eventID"], one["eventTime"], one["eventName"], one.get("errorCode"),
                one["userIdentity"]["arn"], one["userIdentity"]["accessKeyId"], one["sourceIPAddress"], RAW, asked["key"], version,
            )
        )  # fmt: skip
    rows = catalog.query("SELECT * FROM cloudtrail_s3_events_flattened")
    assert sorted(rows, key=str) == sorted(expected, key=str)


def test_the_ledger_says_who_what_when_and_where(arrived: Arrived, catalog: Catalog) -> None:
    rows = catalog.query(
        "SELECT state, eventtime, eventname, user_arn, source_ip, bucket_name, object_key, version_id, sha256, content_length"
        " FROM provenance_ledger"
    )
    expected = []
    for one, version in zip(UPLOADS, arrived.versions, strict=True):
        event: tuple[Any, ...] = (at(one.when), one.how, arn(one.who), "203.0.113.7")
        receipt: tuple[Any, ...] = (sha256(one.body), len(one.body))
        match one.key:
            case "incoming/gone.csv":
                expected.append(("no receipt", *event, RAW, one.key, version, None, None))
            case "incoming/late.csv":
                expected.append(("no event", None, None, None, None, RAW, one.key, version, *receipt))
            case key if key.startswith("incoming/"):
                expected.append(("complete", *event, RAW, one.key, version, *receipt))
    assert sorted(rows, key=str) == sorted(expected, key=str)


def test_the_ledger_has_the_times_of_the_receipts(arrived: Arrived, catalog: Catalog) -> None:
    rows = catalog.query("SELECT last_modified, recorded_at FROM provenance_ledger WHERE sha256 IS NOT NULL")
    receipts = [json.loads(body) for body in arrived.receipts.values()]
    assert sorted(rows) == sorted((item["last_modified"], item["recorded_at"]) for item in receipts)


def test_the_saved_queries_answer(stack: Stack, arrived: Arrived, catalog: Catalog) -> None:
    later, read = at(TODAY + timedelta(minutes=5)), "incoming/pay roll+2024.xlsx"
    [late] = catalog.query("SELECT recorded_at FROM provenance WHERE key = 'incoming/late.csv'")
    assert catalog.query(saved(stack, "incomplete")) == [
        ("no receipt", at(TODAY), None, arn(JON), "incoming/gone.csv", arrived.versions[8]),
        ("no event", None, *late, None, "incoming/late.csv", arrived.versions[9]),
    ]
    assert catalog.query(saved(stack, "changed-files")) == [
        (read, at(TODAY - timedelta(days=1)), arn(JON), sha256(b"first"), sha256(b"second")),
    ]
    assert catalog.query(saved(stack, "long-lived-keys")) == [(arn(BACKUP), "AKIAIOSFODNN7EXAMPLE", 1, later)]
    reads = catalog.query(saved(stack, "reads-of-raw-data"))
    assert sorted(reads[:2]) == sorted([
        (later, arn(BACKUP), "203.0.113.7", read, "allowed"), (later, arn(JON), "203.0.113.7", read, "AccessDenied"),
    ])  # fmt: skip
    assert reads[2:] == [(at(TODAY - timedelta(days=2)), arn(FUNCTION), "203.0.113.7", read, "allowed")]


def test_every_saved_query_is_tested() -> None:
    names = {path.stem for path in (TERRAFORM / "queries").glob("*.sql")}
    assert names == {"uploads-to-raw-data", "incomplete", "changed-files", "long-lived-keys", "reads-of-raw-data"}


def test_it_is_all_removed_again(stack: Stack, open_buckets: None) -> None:
    """The last test: nothing is left of the stack."""
    # Moto 5.2.5 has no deletion of Athena's saved queries
    queries = [name for name in stack.terraform("state", "list").split() if name.startswith("aws_athena_named_query")]
    stack.terraform("state", "rm", *queries)
    client = stack.moto.client("s3")
    for bucket in (RAW, LOGS):  # as the README says: without the policies, the buckets can be emptied
        listed = client.list_object_versions(Bucket=bucket)
        for item in (*listed.get("Versions", ()), *listed.get("DeleteMarkers", ())):
            client.delete_object(Bucket=bucket, Key=item["Key"], VersionId=item["VersionId"])
    stack.terraform("destroy", "-auto-approve", "-parallelism=4", "-no-color")
    assert stack.terraform("state", "list").strip() == ""
