"""The analytics of audit logs: deployed as far as Moto has it, with audit logs through function and job, and queries by DuckDB."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from riveter.api import ScanOptions, Targets, scan
from tests.examples.agreement import assert_agreement
from tests.examples.commands import EXAMPLES
from tools.local_stack.aws import Moto
from tools.local_stack.functions import DeployedFunction
from tools.local_stack.pipelines.audit_log_analytics import CENTRAL, SOURCE, TARGETS, WITHOUT, Warehouse, deploy, event
from tools.local_stack.terraform import Stack, prepared

pytestmark = pytest.mark.gallery

EXAMPLE = EXAMPLES / "audit-log-analytics"
TERRAFORM = EXAMPLE / "terraform"


@pytest.fixture(scope="module")
def stack(moto: Moto, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """What Moto has of the example, deployed once, beside the bucket that the platform writes to."""
    subprocess.run([TERRAFORM / "lambda" / "build.sh"], check=True, capture_output=True)
    stack = prepared(TERRAFORM, tmp_path_factory.mktemp("logs") / "terraform", moto)
    stack.initialize()
    deploy(stack)
    return stack


@pytest.fixture(scope="module")
def plan(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of everything, as it was before the first apply."""
    nothing = tmp_path_factory.mktemp("plan") / "none"
    stack.terraform("plan", "-no-color", f"-state={nothing}", "-out=first.plan")
    path = stack.folder / "plan.json"
    path.write_text(stack.terraform("show", "-json", "first.plan"), encoding="utf-8")
    return path


@pytest.fixture
def buckets(stack: Stack) -> Iterator[Any]:
    """S3, with a central bucket that answers; what was written is removed again."""
    client = stack.moto.client("s3")
    # Moto 5.2.5 refuses every request where a Deny has a condition, whether it holds or not: see findings/.
    policy = client.get_bucket_policy(Bucket=CENTRAL)["Policy"]
    client.delete_bucket_policy(Bucket=CENTRAL)
    yield client
    for bucket in (CENTRAL, SOURCE):
        for kind in ("Versions", "DeleteMarkers"):
            for item in client.list_object_versions(Bucket=bucket).get(kind, ()):
                client.delete_object(Bucket=bucket, Key=item["Key"], VersionId=item["VersionId"])
    client.put_bucket_policy(Bucket=CENTRAL, Policy=policy)


@pytest.fixture
def function(stack: Stack, tmp_path: Path) -> DeployedFunction:
    """The deployed function, in a process of its own."""
    return DeployedFunction(
        stack.moto, f"{CENTRAL}-writer", stack.folder / "lambda" / "lambda_function.zip", tmp_path / "function"
    )


def central(client: Any) -> dict[str, bytes]:
    """The objects of the central bucket."""
    found = client.list_objects_v2(Bucket=CENTRAL).get("Contents", ())
    return {item["Key"]: client.get_object(Bucket=CENTRAL, Key=item["Key"])["Body"].read() for item in found}


def bring(client: Any, function: DeployedFunction, logs: dict[str, bytes]) -> list[dict[str, Any]]:
    """Write audit logs as the platform does, and run the function for each."""
    for key, body in logs.items():
        client.put_object(Bucket=SOURCE, Key=key, Body=body)
    return function([event(key) for key in logs]).outcomes


def test_a_second_plan_changes_only_what_moto_forgets(stack: Stack) -> None:
    # Moto 5.2.5 keeps no logging configuration of functions, and no descriptions of rules of security groups
    found = stack.changes("-parallelism=4", *TARGETS)
    assert found.pop("aws_lambda_function.writer") == {"logging_config"}
    assert {address.split(".")[0] for address in found} == {
        "aws_vpc_security_group_egress_rule",
        "aws_vpc_security_group_ingress_rule",
    }
    assert all(names == {"description"} for names in found.values())


def test_a_plan_and_the_state_have_the_verdicts_of_the_source(stack: Stack, plan: Path) -> None:
    state = stack.folder / "state.json"
    state.write_text(stack.terraform("show", "-json"), encoding="utf-8")

    def verdicts(path: Path, name: str = "log-analytics-rules") -> dict[tuple[str, str], str]:
        targets = Targets(paths=(str(path),), cache=False)
        found = scan(ScanOptions(targets=targets, rules=(str(EXAMPLE / f"{name}.yml"),)))
        return {(one.rule_id, one.resource.address): one.outcome.value for one in found.findings}

    source = verdicts(TERRAFORM)
    assert verdicts(plan) == source
    assert verdicts(plan, "parts-rules") == verdicts(TERRAFORM, "parts-rules")
    # What Moto has of it. Whether the database is the only one, the crawler decides as well, and that is left out.
    kept = {one: outcome for one, outcome in source.items() if one[1].split("[")[0] not in WITHOUT}
    del kept["single-database", "aws_glue_catalog_database.logs"]
    found = verdicts(state)
    assert found.pop(("single-database", "aws_glue_catalog_database.logs")) == "fail"
    assert found == kept
    assert_agreement(TERRAFORM, json.loads(plan.read_text(encoding="utf-8")), more_known=1)


def test_moto_has_no_redshift_serverless(stack: Stack) -> None:
    namespace = "aws_redshiftserverless_namespace.logs"
    found = stack.error("apply", "-auto-approve", "-no-color", "-refresh=false", f"-target={namespace}")
    assert "CreateNamespace, https response error StatusCode: 404" in found


def test_the_rule_takes_new_audit_logs_to_the_function(stack: Stack, function: DeployedFunction) -> None:
    events = stack.moto.client("events")
    pattern = json.loads(events.describe_rule(Name=f"{CENTRAL}-written")["EventPattern"])
    assert pattern["detail"] == {"bucket": {"name": [SOURCE]}, "object": {"key": [{"suffix": ".csv"}]}}
    [target] = events.list_targets_by_rule(Rule=f"{CENTRAL}-written")["Targets"]
    assert target["Arn"] == function.arn


def test_the_customer_is_added_on_the_way_in(buckets: Any, function: DeployedFunction) -> None:
    log = '\ufeffevent_time,user_name\r\n2026-03-01T10:00:00Z,"Jürgen, ""J""\nK"\r\n\r\n'.encode()
    outcomes = bring(buckets, function, {"acme/a b+c%20.csv": log})
    assert [one["result"] for one in outcomes] == [{"key": "csv/acme--a b+c%20.csv", "rows": 1}]
    assert central(buckets) == {
        "csv/acme--a b+c%20.csv": 'event_time,user_name,customer\n2026-03-01T10:00:00Z,"Jürgen, ""J""\nK",acme\n'.encode()
    }


def test_an_event_that_comes_twice_writes_the_same_again(buckets: Any, function: DeployedFunction) -> None:
    bring(buckets, function, {"acme/a.csv": b"x\n1\n"})
    once = central(buckets)
    assert bring(buckets, function, {"acme/a.csv": b"x\n1\n"})[0]["result"]["rows"] == 1
    assert central(buckets) == once == {"csv/acme--a.csv": b"x,customer\n1,acme\n"}


def test_an_event_that_comes_late_brings_back_no_earlier_version(buckets: Any, function: DeployedFunction) -> None:
    buckets.put_bucket_versioning(Bucket=SOURCE, VersioningConfiguration={"Status": "Enabled"})
    bodies = (b"x\n1\n", b"x\n1\n2\n")
    first, second = (buckets.put_object(Bucket=SOURCE, Key="acme/a.csv", Body=body)["VersionId"] for body in bodies)
    events = [event("acme/a.csv"), event("acme/a.csv")]
    for one, version in zip(events, (second, first), strict=True):
        one["detail"]["object"]["version-id"] = version
    assert [one["result"]["rows"] for one in function(events).outcomes] == [2, 2]
    assert central(buckets) == {"csv/acme--a.csv": b"x,customer\n1,acme\n2,acme\n"}


def test_a_key_makes_no_line_of_the_log(buckets: Any, function: DeployedFunction) -> None:
    for key, body in (("acme/a\nERROR: b.csv", b"x\n1\n"), ("acme/empty\nERROR: b.csv", b"")):
        buckets.put_object(Bucket=SOURCE, Key=key, Body=body)
    run = function([event("acme/a\nERROR: b.csv"), event("acme/empty\nERROR: b.csv")])
    assert [one["result"]["rows"] for one in run.outcomes] == [1, 0]
    assert not [line for line in run.log.splitlines() if line.startswith("ERROR")]


@pytest.mark.parametrize(
    ("key", "log", "said"),
    [
        ("acme/a.csv", b"x,y\n1,2\n3\n", "line 3 has 1 fields, the header has 2"),
        ("acme/a.csv", b"x,customer\n1,other\n", "has a column 'customer' already"),
        ("acme/a.csv", b"x, Customer\n1,other\n", "has a column 'customer' already"),
        ("acme/a.csv", b"x\n\xff\n", "UnicodeDecodeError"),
        ("acme/deeper/a.csv", b"x\n1\n", "the key has to be CUSTOMER/NAME.csv"),
        ("a--b/a.csv", b"x\n1\n", "the key has to be CUSTOMER/NAME.csv"),
        ("a.csv", b"x\n1\n", "the key has to be CUSTOMER/NAME.csv"),
    ],
)
def test_what_is_refused_is_an_error_and_writes_nothing(
    key: str, log: bytes, said: str, buckets: Any, function: DeployedFunction
) -> None:
    [outcome] = bring(buckets, function, {key: log})
    assert said in outcome["error"]
    assert central(buckets) == {}


def test_neither_rows_nor_credentials_are_logged(buckets: Any, function: DeployedFunction) -> None:
    secrets = {"AWS_SECRET_ACCESS_KEY": "secret-4f1d0c9be2a7", "AWS_SESSION_TOKEN": "token-a1b2c3d4e5f6"}
    logs = {"acme/good.csv": "x,y\njürgen,192.0.2.7\n", "acme/bad.csv": "x,y\njürgen,192.0.2.7\nann\n"}
    for key, body in logs.items():
        buckets.put_object(Bucket=SOURCE, Key=key, Body=body.encode())
    run = function([event(key) for key in logs], environment=secrets)
    assert ["result" in one for one in run.outcomes] == [True, False]
    assert "acme--good.csv" in run.log
    for word in (*secrets.values(), "Signature", "jürgen", "192.0.2.7", "ann"):
        assert word not in run.log + json.dumps(run.outcomes, ensure_ascii=False)


def test_an_empty_log_writes_nothing(buckets: Any, function: DeployedFunction) -> None:
    [outcome] = bring(buckets, function, {"acme/a.csv": b""})
    assert outcome == {"result": {"key": None, "rows": 0}}
    assert central(buckets) == {}


def test_empty_lines_before_the_header_lose_nothing(buckets: Any, function: DeployedFunction) -> None:
    [outcome] = bring(buckets, function, {"acme/a.csv": b"\n\r\nx,y\n1,2\n"})
    assert outcome == {"result": {"key": "csv/acme--a.csv", "rows": 1}}
    assert central(buckets) == {"csv/acme--a.csv": b"x,y,customer\n1,2,acme\n"}


def test_an_event_of_another_bucket_is_refused(function: DeployedFunction) -> None:
    [outcome] = function([event("acme/a.csv", "somebody-elses")]).outcomes
    assert "the event is of another bucket" in outcome["error"]


def test_a_large_log_is_streamed_and_one_that_breaks_leaves_nothing(buckets: Any, function: DeployedFunction) -> None:
    row = b"2026-03-01T10:00:00Z," + b"x" * 1000 + b"\n"
    small = b"event_time,user_name\n" + row
    buckets.put_object(Bucket=SOURCE, Key="acme/small.csv", Body=small)
    buckets.put_object(Bucket=SOURCE, Key="acme/large.csv", Body=small + row * 40_000)
    buckets.put_object(Bucket=SOURCE, Key="acme/broken.csv", Body=small + row * 20_000 + b"one field\n")

    # Parts of 5 MiB show the same with less.
    small_parts = "module.PART = 5 * 1024 * 1024"
    base = function([event("acme/small.csv")], before=small_parts).kilobytes
    run = function([event("acme/large.csv"), event("acme/broken.csv")], before=small_parts)

    assert "result" in run.outcomes[0], run.log
    assert run.outcomes[0]["result"]["rows"] == 40_001
    assert "has 1 fields" in run.outcomes[1]["error"]
    assert sorted(central(buckets)) == ["csv/acme--large.csv", "csv/acme--small.csv"]
    assert not buckets.list_multipart_uploads(Bucket=CENTRAL).get("Uploads")
    assert run.kilobytes - base < 32 * 1024, "kilobytes: some parts of 5 MiB, not the whole of 40 MB"


# --- the data ----------------------------------------------------------------------------------

HEADER = "event_time,user_name,action,resource,source_ip,outcome\n"
LOGS = {
    "acme/2026-03-01.csv": HEADER
    + "".join(f"2026-03-01T10:0{minute}:00Z,jürgen,READ,/hr,192.0.2.7,DENIED\n" for minute in range(3))
    + '2026-03-01T11:00:00Z,ann,READ,"/a,b",192.0.2.8,OK\n',
    "globex/2026-03-01.csv": HEADER + "2026-03-01T23:30:00-01:00,jürgen,LOGIN,,198.51.100.1,DENIED\n",
}
# Redshift puts what is null first where it sorts downwards, DuckDB last: the job loads no row without a time, so that nothing changes.
QUERIES = {
    "actions-by-customer": [("acme", "READ", 4, 3), ("globex", "LOGIN", 1, 1)],
    "denied-often": [("acme", "jürgen", datetime(2026, 3, 1), 3)],
    "last-seen": [
        ("acme", "ann", datetime(2026, 3, 1, 11), "READ", "192.0.2.8"),
        ("acme", "jürgen", datetime(2026, 3, 1, 10, 2), "READ", "192.0.2.7"),
        ("globex", "jürgen", datetime(2026, 3, 2, 0, 30), "LOGIN", "198.51.100.1"),
    ],
}


@pytest.fixture
def warehouse(buckets: Any, function: DeployedFunction, tmp_path: Path) -> Warehouse:
    """The table of Redshift, with what the job loads of the audit logs."""
    assert all("result" in one for one in bring(buckets, function, {key: log.encode() for key, log in LOGS.items()}))
    warehouse = Warehouse(TERRAFORM, tmp_path)
    done = warehouse.load(central(buckets))
    assert (done.returncode, done.stdout) == (0, "committed populate\n"), done.stderr
    return warehouse


def test_the_job_loads_only_what_is_new(warehouse: Warehouse) -> None:
    assert warehouse.loaded() == 5
    assert warehouse.load({}).returncode == 0
    assert warehouse.loaded() == 5
    header = HEADER.replace("outcome", "outcome,customer")
    more = f"{header}2026-03-02T10:00:00Z,ann,READ,/hr,192.0.2.8,OK,acme\n".encode()
    assert warehouse.load({"csv/acme--2026-03-02.csv": more}).returncode == 0
    assert warehouse.loaded() == 6


def test_a_row_that_cannot_be_loaded_stops_the_job_and_the_bookmark(warehouse: Warehouse) -> None:
    header = HEADER.replace("outcome", "outcome,customer")
    good = "2026-03-02T10:00:00Z,ann,READ,/hr,192.0.2.8,OK,acme\n"
    key = "csv/acme--2026-03-02.csv"

    done = warehouse.load({key: f"{header}{good}yesterday,ann,READ,/hr,192.0.2.8,OK,acme\n".encode()})
    assert done.returncode != 0
    assert "1 rows can't be loaded: nothing is, and the bookmark stays where it was" in done.stderr
    assert warehouse.loaded() == 5

    # once the log is repaired, the next run loads it
    assert warehouse.load({key: f"{header}{good}".encode()}).returncode == 0
    assert warehouse.loaded() == 6


@pytest.mark.parametrize("name", QUERIES)
def test_the_queries_answer(name: str, warehouse: Warehouse) -> None:
    assert warehouse.query((TERRAFORM / "queries" / f"{name}.sql").read_text(encoding="utf-8")) == QUERIES[name]


def test_every_query_is_tested() -> None:
    assert {path.stem for path in (TERRAFORM / "queries").glob("*.sql")} == set(QUERIES)


def test_it_is_all_removed_again(stack: Stack) -> None:
    """The last test: nothing is left of the stack."""
    # One at a time: Moto's proxy hangs up after each answer, and the provider gives a call up that meets this five times.
    stack.terraform("destroy", "-auto-approve", "-parallelism=1", "-no-color", *TARGETS)
    assert [one for one in stack.terraform("state", "list").split() if not one.startswith("data.")] == []
