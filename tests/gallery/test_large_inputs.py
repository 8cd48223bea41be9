"""What handlers and jobs do with inputs of gigabytes: their memory does not grow, or is less than their input.

The inputs are made while they are read, except for the file that Spark reads.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.examples.commands import EXAMPLES
from tests.gallery.s3_server import Rows, S3Server, s3_server
from tools.local_stack.functions import PEAK
from tools.local_stack.pipelines.batch_data_pipeline import GLUE, has_spark
from tools.local_stack.pipelines.dxr_athena_export import Api

pytestmark = pytest.mark.gallery

MEGABYTE = 1024 * 1024
SMALL, MORE, LARGE = 64 * MEGABYTE, 256 * MEGABYTE, 2048 * MEGABYTE
each_size = pytest.mark.parametrize("size", [MORE, pytest.param(LARGE, marks=pytest.mark.slow)], ids=["256 MB", "2 GB"])
"""The small input is compared with one of these. What takes a minute and more is left to `make slow`."""

MAY_GROW = 24 * 1024
"""Kilobytes: less than half of the small input. What an allocator keeps makes a few thousand."""

LAMBDAS = {
    "export": EXAMPLES / "dxr-athena-export" / "terraform" / "lambda",
    "provenance": EXAMPLES / "secure-data-pipeline" / "terraform" / "lambda",
    "writer": EXAMPLES / "audit-log-analytics" / "terraform" / "lambda",
    "to_firehose": EXAMPLES / "audit-table" / "terraform" / "lambda",
    "processor": EXAMPLES / "batch-data-pipeline" / "src" / "data_processor",
    "job": EXAMPLES / "audit-log-analytics" / "terraform" / "job",
}
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "not-a-key",
    "AWS_SECRET_ACCESS_KEY": "not-a-secret",
    "AWS_DEFAULT_REGION": "eu-central-1",
}

CONTEXT = """
import json, logging
class Context:
    def get_remaining_time_in_millis(self):
        return 900_000
"""


class Done(NamedTuple):
    """What a program said at last, and the most memory it had, in kilobytes."""

    said: Any
    kilobytes: int


@pytest.fixture
def server() -> Iterator[S3Server]:
    """An S3 that makes what it serves, and forgets what it gets."""
    pytest.importorskip("boto3", reason='it is in the extra "gallery": python -m pip install -e ".[gallery]"')
    with s3_server() as server:
        yield server


def run(folder: Path, code: str, **environment: str) -> Done:
    """Run some code in a folder with a handler. `said` in it is what it says."""
    program = f"{CONTEXT}{code}\n{PEAK}\nprint(json.dumps([said, peak()]))"
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **SETTINGS, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Done(*json.loads(done.stdout.splitlines()[-1]))


def s3_event(key: str) -> str:
    """A notification of S3."""
    return repr({"Records": [{"s3": {"bucket": {"name": "raw"}, "object": {"key": key, "versionId": "v1"}}}]})


def test_the_receipt_of_a_large_file(server: S3Server) -> None:
    server.files = {"incoming/small": SMALL, "incoming/large": LARGE}
    names = {"SOURCE_PREFIX": "incoming/", "PROVENANCE_PREFIX": "provenance/"}
    small, large = (
        run(LAMBDAS["provenance"], f"import provenance\nsaid = provenance.handler({s3_event(f'incoming/{size}')}, Context())", **names,
            **server.environment)
        for size in ("small", "large")
    )  # fmt: skip
    assert small.said == large.said == {"receipts": 1}
    assert json.loads(server.written["provenance/large.v1.json"])["sha256"] == server.sums["incoming/large"]
    assert large.kilobytes - small.kilobytes < MAY_GROW


@each_size
def test_the_customer_in_a_large_log(size: int, server: S3Server) -> None:
    row = b"2026-03-01T10:00:00Z," + b"x" * 4000 + b"\n"
    server.files = {
        f"acme/{bytes}.csv": Rows(b"event_time,action\n", row, bytes // len(row)) for bytes in (SMALL, size)
    }
    names = {"SOURCE_BUCKET": "platform", "ACCESS_POINT": "central", "CSV_PREFIX": "csv/"}
    small, large = (
        run(
            LAMBDAS["writer"],
            f"import lambda_function\nsaid = lambda_function.lambda_handler({log_event(f'acme/{bytes}.csv')}, Context())",
            **names, **server.environment,
        )
        for bytes in (SMALL, size)
    )  # fmt: skip
    number = size // len(row)
    assert large.said["rows"] == number
    assert server.uploaded[f"csv/acme--{size}.csv"] == len("event_time,action,customer\n") + number * (
        len(row) + len(",acme")
    )
    assert server.unfinished == {}
    assert large.kilobytes - small.kilobytes < MAY_GROW


def log_event(key: str) -> str:
    """An event about a new audit log."""
    return repr({"detail": {"bucket": {"name": "platform"}, "object": {"key": key}}})


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (Rows(b"a,b\n1,", b"x" * MEGABYTE, 256), "more than"),
        (Rows(b'a,b\n1,"', b'\n","', 32 * MEGABYTE), "more than"),
        (Rows(b"", b"\n", 256 * MEGABYTE), "more than"),
        (Rows(b'a,b\n1,"', b"z\n", 64 * MEGABYTE), "field larger than field limit"),
    ],
    ids=["no line end", "a record without end", "empty lines", "a field without end"],
)
def test_a_log_without_end_is_refused_before_it_fills_the_memory(rows: Rows, said: str, server: S3Server) -> None:
    server.files = {"acme/a.csv": rows}
    code = f"""
import lambda_function
try:
    said = lambda_function.lambda_handler({log_event("acme/a.csv")}, Context())
except Exception as error:
    said = str(error)
"""
    names = {"SOURCE_BUCKET": "platform", "ACCESS_POINT": "central", "CSV_PREFIX": "csv/"}
    done = run(LAMBDAS["writer"], code, **names, **server.environment)
    assert said in done.said
    assert (server.written, server.uploaded, server.unfinished) == ({}, {}, {})
    assert done.kilobytes < 160 * 1024


def test_a_log_that_breaks_off_leaves_nothing(server: S3Server) -> None:
    server.files = {"acme/a.csv": Rows(b"a,b\n", b"1,2\n", 10 * MEGABYTE)}
    server.broken = {"acme/a.csv"}
    code = f"""
import lambda_function
try:
    said = lambda_function.lambda_handler({log_event("acme/a.csv")}, Context())
except Exception as error:
    said = type(error).__name__
"""
    names = {"SOURCE_BUCKET": "platform", "ACCESS_POINT": "central", "CSV_PREFIX": "csv/"}
    done = run(LAMBDAS["writer"], code, **names, **server.environment)
    assert done.said in ("ResponseStreamingError", "IncompleteReadError", "ProtocolError")
    assert (server.written, server.uploaded, server.unfinished) == ({}, {}, {})


@pytest.mark.parametrize("name", ["provenance", "writer", "processor"])
def test_a_store_that_is_busy_is_asked_again(name: str, server: S3Server) -> None:
    source, target = {
        "provenance": ("incoming/a b+c", "provenance/a b+c.v1.json"),
        "writer": ("acme/a b+c.csv", "csv/acme--a b+c.csv"),
        "processor": ("incoming/a b+c", ""),
    }[name]
    server.files = {source: Rows(b"a\n", b"1\n", 3)}
    server.busy = {source: 2, target: 2}
    encoded = source.replace("+", "%2B").replace(" ", "+")
    call = {
        "provenance": f"import provenance\nsaid = provenance.handler({s3_event(encoded)}, Context())",
        "writer": f"import lambda_function\nsaid = lambda_function.lambda_handler({log_event(source)}, Context())",
        "processor": "import index\nindex.glue.start_job_run = lambda **given: {'JobRunId': given['Arguments']['--input_key']}\n"
        f"said = index.handler({s3_event(encoded)}, Context())",
    }[name]
    names = {
        "SOURCE_PREFIX": "incoming/", "PROVENANCE_PREFIX": "provenance/", "SOURCE_BUCKET": "platform", "ACCESS_POINT": "central",
        "CSV_PREFIX": "csv/", "LOG_LEVEL": "INFO", "GLUE_JOB_NAME": "etl", "KMS_KEY_ID": "the-key",
    }  # fmt: skip
    done = run(LAMBDAS[name], call, **names, **server.environment)
    assert done.said == {
        "provenance": {"receipts": 1}, "writer": {"key": "csv/acme--a b+c.csv", "rows": 3}, "processor": {"runs": [source]},
    }[name]  # fmt: skip
    assert server.busy == {source: 0, target: 0 if target else 2}
    assert [key for _, key in server.requests if key == source] == [source] * 3


def test_an_export_is_written_although_the_store_is_busy(server: S3Server) -> None:
    def answer(*_: object) -> tuple[int, dict[str, str], bytes]:
        return 200, {}, b'{"items": [{"file_id": "f"}], "next": null}'

    api = Api(answer)
    key = f"exports/export_date={datetime.now(timezone.utc).date().isoformat()}/metadata.jsonl"
    server.busy = {key: 2}
    names = {"EXPORT_BUCKET": "export", "EXPORT_PREFIX": "exports/", "API_PATH": "/api", "PAGE_SIZE": "1000"}
    event = {"app_url": api.url, "pat_token": "t"}
    code = f"import lambda_function\nsaid = lambda_function.lambda_handler({event!r}, Context())"
    done = run(LAMBDAS["export"], code, **names, **server.environment)
    api.shutdown()
    api.server_close()
    assert done.said["records"] == 1
    assert server.written == {key: b'{"file_id":"f"}\n'}
    assert server.requests == [("PUT", key)] * 3


def test_a_run_for_a_large_file_is_started_without_reading_it(server: S3Server) -> None:
    server.files = {"incoming/large": LARGE}
    code = f"""
import index
index.glue.start_job_run = lambda **given: {{"JobRunId": given["Arguments"]["--input_state"]}}
said = index.handler({s3_event("incoming/large")}, Context())
"""
    names = {"LOG_LEVEL": "INFO", "GLUE_JOB_NAME": "etl", "KMS_KEY_ID": "the-key"}
    assert run(LAMBDAS["processor"], code, **names, **server.environment).said == {"runs": ["v1 0123456789abcdef"]}
    assert server.requests == [("HEAD", "incoming/large")]


@each_size
def test_an_export_of_many_pages(size: int, server: S3Server) -> None:
    def pages(number: int) -> Api:
        items = json.dumps([{"file_id": "f", "text": "x" * 2000}] * 1000)

        def answer(_: int, cursor: str) -> tuple[int, dict[str, str], bytes]:
            at = int(cursor or 0) + 1
            return 200, {}, f'{{"items": {items}, "next": {json.dumps(str(at) if at < number else "")}}}'.encode()

        return Api(answer)

    found = []
    for bytes in (SMALL, size):
        api = pages(bytes // (2 * MEGABYTE))
        event = {"app_url": api.url, "pat_token": "t"}
        names = {"EXPORT_BUCKET": "export", "EXPORT_PREFIX": "exports/", "API_PATH": "/api", "PAGE_SIZE": "1000"}
        code = f"import lambda_function\nsaid = lambda_function.lambda_handler({event!r}, Context())"
        found.append(run(LAMBDAS["export"], code, **names, **server.environment))
        api.shutdown()
        api.server_close()
    small, large = found
    assert large.said["bytes"] == server.uploaded[large.said["key"]] > size * 0.9
    assert server.unfinished == {}
    assert large.kilobytes - small.kilobytes < MAY_GROW


CHANGES = """
import lambda_function
from unittest.mock import Mock
taken = 0
def put_record_batch(DeliveryStreamName, Records):
    global taken
    taken += sum(len(record["Data"]) for record in Records)
    return {"RequestResponses": [{"RecordId": "r"}] * len(Records)}
lambda_function.firehose = Mock(put_record_batch=put_record_batch)
def change(number):
    return {
        "eventID": str(number), "eventName": "INSERT", "eventSourceARN": "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders/stream/x",
        "dynamodb": {
            "ApproximateCreationDateTime": 1705337067, "SequenceNumber": str(number), "Keys": {"orderId": {"S": str(number)}},
            "NewImage": {"note": {"S": "x" * 50_000}},
        },
    }
batches = 0
while taken < SIZE:
    answer = lambda_function.lambda_handler({"Records": [change(100 * batches + i) for i in range(100)]}, Context())
    assert answer == {"batchItemFailures": []}
    batches += 1
said = taken
"""


@each_size
def test_a_warm_function_after_many_changes(size: int) -> None:
    """An event has six megabytes at most. What is left of each must not add up."""
    pytest.importorskip("boto3", reason='it is in the extra "gallery": python -m pip install -e ".[gallery]"')
    names = {"DELIVERY_STREAM_NAME": "audit"}
    small, large = (
        run(LAMBDAS["to_firehose"], CHANGES.replace("SIZE", str(bytes)), **names) for bytes in (SMALL, size)
    )
    assert large.said >= size
    assert large.kilobytes - small.kilobytes < MAY_GROW


ROWS = """
import csv
from audit_records import clean
def lines():
    yield "event_time,user_name,action,resource,source_ip,outcome,customer\\n"
    line = "2026-03-01T10:00:00+01:00,Jürgen,READ," + "ü" * 3000 + ",192.0.2.7,OK,acme\\n"
    left = SIZE
    while left > 0:
        left -= len(line.encode())
        yield line
said = sum(len(clean(row)["resource"].encode()) == 2048 for row in csv.DictReader(lines()))
"""


def test_the_rows_of_the_job() -> None:
    """Glue gives them to the job's code one by one."""
    small, large = (run(LAMBDAS["job"], ROWS.replace("SIZE", str(size))) for size in (SMALL, LARGE))
    assert large.said > 30 * small.said > 0
    assert large.kilobytes - small.kilobytes < MAY_GROW


HEAP = "512m"
"""A quarter of the large file. Spark asks for 450 MB at least."""


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_the_job_of_spark_needs_less_memory_than_its_file(suffix: str, server: S3Server, tmp_path: Path) -> None:
    """Spark streams and spills. It is up to the job to leave it that: not to collect records, nor to ask for all of them in one task.

    The other job is left out: in it, Glue reads and writes, and what is ours handles one row (`test_the_rows_of_the_job`).
    """
    if not has_spark():
        pytest.skip('the job needs Spark and Java: python -m pip install -e ".[gallery]"')
    text = "x" * 4000
    number, twice = LARGE // 4100, 1000
    file = tmp_path / f"large.{suffix}"
    with file.open("w", encoding="utf-8") as output:
        output.write("id,note\n" if suffix == "csv" else "")
        for at in range(number + twice):
            output.write(
                f'{at % number},"{text}"\n' if suffix == "csv" else f'{{"id": {at % number}, "note": "{text}"}}\n'
            )
    assert file.stat().st_size > 0.95 * LARGE
    server.files = {f"incoming/large.{suffix}": file.stat().st_size}
    options = {
        "JOB_NAME": "etl", "TempDir": f"{tmp_path}/temp/", "input_path": str(file), "input_state": "v1 0123456789abcdef",
        "input_bucket": "raw", "input_key": f"incoming/large.{suffix}", "output_path": f"{tmp_path}/tables/",
        "ingested_on": "2026-03-01", "source": "large",
    }  # fmt: skip
    script = EXAMPLES / "batch-data-pipeline" / "src" / "etl" / "etl_script.py"
    spark = f"--master local[1] --driver-memory {HEAP} --conf spark.ui.enabled=false --conf spark.local.dir={tmp_path}/spill"
    done = subprocess.run(
        [sys.executable, "-B", str(script), *(f"--{name}={value}" for name, value in options.items())],
        cwd=tmp_path,
        env={
            **{name: os.environ[name] for name in ("PATH", "JAVA_HOME", "HOME") if name in os.environ},
            **SETTINGS,
            **server.environment,
            "PYTHONPATH": str(GLUE),
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "PYSPARK_SUBMIT_ARGS": f"{spark} pyspark-shell",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
        check=False,
    )
    file.unlink()
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.endswith("committed etl\n")
    import duckdb

    written = f"read_parquet('{tmp_path}/tables/records/*/*/*.parquet')"
    found = (
        duckdb.connect().execute(f"SELECT count(*), count(DISTINCT id), min(length(note)) FROM {written}").fetchall()
    )
    assert found == [(number, number, len(text))]
