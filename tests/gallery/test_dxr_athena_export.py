"""The export of Data X-Ray: deployed on Moto, fed by an API that plays Data X-Ray, and queried as Athena would."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from riveter.api import ScanOptions, Targets, scan
from tests.examples.agreement import assert_agreement
from tests.examples.commands import EXAMPLES
from tools.local_stack.athena import translated
from tools.local_stack.aws import Moto
from tools.local_stack.functions import PEAK
from tools.local_stack.pipelines.dxr_athena_export import Answer, Api, catalogued, in_pages, page
from tools.local_stack.terraform import Stack, prepared

pytestmark = pytest.mark.gallery

EXAMPLE = EXAMPLES / "dxr-athena-export"
TERRAFORM = EXAMPLE / "terraform"
TOKEN = "dxr-pat-4f1d0c9be2a7"

RECORDS: list[dict[str, Any]] = [
    {"file_id": "f1", "path": "hr/pay roll+2024.xlsx", "datasource": "smb-hr", "owner": "Jürgen", "sensitivity": "HIGH",
     "size_bytes": 2048, "classifications": ["PII", "Salary"]},
    {"file_id": "f2", "path": "legal/contract.pdf", "datasource": "smb-legal", "owner": None, "sensitivity": "RESTRICTED",
     "size_bytes": 0, "classifications": ["Contract"]},
    {"file_id": "f3", "path": "public/menu.txt", "datasource": "smb-hr", "owner": "kitchen", "sensitivity": "LOW",
     "size_bytes": 6_000_000_000, "classifications": []},
]  # fmt: skip

each_record = in_pages(RECORDS)


@pytest.fixture
def api() -> Iterator[Callable[[Answer], Api]]:
    """Start an API that answers as a function says."""
    started: list[Api] = []

    def start(answer: Answer) -> Api:
        started.append(Api(answer))
        return started[-1]

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def stack(moto: Moto, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """The example, deployed once."""
    subprocess.run([TERRAFORM / "lambda" / "build.sh"], check=True, capture_output=True)
    stack = prepared(TERRAFORM, tmp_path_factory.mktemp("dxr") / "terraform", moto)
    stack.deploy()
    return stack


class Function:
    """The deployed function: its code, its handler and its environment, in a process of its own."""

    def __init__(self, stack: Stack, folder: Path) -> None:
        self._moto = stack.moto
        found = stack.moto.client("lambda").get_function(FunctionName="export-jsonl-lambda")["Configuration"]
        package = stack.folder / "lambda" / "lambda_function.zip"
        digest = base64.b64encode(hashlib.sha256(package.read_bytes()).digest()).decode()
        assert digest == found["CodeSha256"], "what is deployed is what was built"
        zipfile.ZipFile(package).extractall(folder)
        self._folder = folder
        self._handler = found["Handler"]
        self.environment: dict[str, str] = found["Environment"]["Variables"]

    def __call__(
        self, event: dict[str, Any], *, wait: float = 0.01, left: int = 900_000
    ) -> subprocess.CompletedProcess[str]:
        """Run it; what it returns is its last line. wait: the seconds before the second attempt. left: milliseconds of its time."""
        module, _, name = self._handler.rpartition(".")
        code = (
            f"import json, logging, sys, {module} as m\n"
            "logging.basicConfig(stream=sys.stderr)\n"
            f"m.FIRST_WAIT = {wait}\n"
            f"class Context:\n    def get_remaining_time_in_millis(self): return {left}\n"
            f"print(json.dumps(m.{name}(json.loads(sys.argv[1]), Context())))\n"
            f"{PEAK}\nprint(peak())"
        )
        return subprocess.run(
            [sys.executable, "-c", code, json.dumps(event)],
            cwd=self._folder,
            env={"PATH": os.environ["PATH"], **self._moto.environment, **self.environment},
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )


@pytest.fixture
def function(stack: Stack, tmp_path: Path) -> Iterator[Function]:
    """The deployed function; what it wrote is removed again."""
    client, bucket = stack.moto.client("s3"), bucket_of(stack)
    # Moto 5.2.5 refuses every request where a Deny has a condition, whether it holds or not: see findings/.
    policy = client.get_bucket_policy(Bucket=bucket)["Policy"]
    client.delete_bucket_policy(Bucket=bucket)
    yield Function(stack, tmp_path)
    for kind in ("Versions", "DeleteMarkers"):
        for item in client.list_object_versions(Bucket=bucket).get(kind, ()):
            client.delete_object(Bucket=bucket, Key=item["Key"], VersionId=item["VersionId"])
    client.put_bucket_policy(Bucket=bucket, Policy=policy)


def bucket_of(stack: Stack) -> str:
    return str(json.loads(stack.terraform("output", "-json"))["bucket"]["value"])


def objects(stack: Stack) -> dict[str, bytes]:
    client = stack.moto.client("s3")
    bucket = bucket_of(stack)
    found = client.list_objects_v2(Bucket=bucket).get("Contents", ())
    return {item["Key"]: client.get_object(Bucket=bucket, Key=item["Key"])["Body"].read() for item in found}


def records_in(data: bytes) -> list[Any]:
    return [json.loads(line) for line in data.splitlines()]


def todays_key() -> str:
    return f"exports/export_date={datetime.now(timezone.utc).date().isoformat()}/metadata.jsonl"


# --- the stack ---------------------------------------------------------------------------------


def test_a_second_plan_changes_only_what_moto_forgets(stack: Stack) -> None:
    # Moto 5.2.5 keeps no logging configuration of functions
    assert stack.changes() == {"aws_lambda_function.export": {"logging_config"}}


def test_a_plan_and_the_state_have_the_verdicts_of_the_source(stack: Stack, tmp_path: Path) -> None:
    state, plan = stack.folder / "state.json", stack.folder / "plan.json"
    state.write_text(stack.terraform("show", "-json"), encoding="utf-8")
    # a plan of everything: as it was before the first apply
    stack.terraform("plan", "-parallelism=1", "-no-color", f"-state={tmp_path / 'none'}", "-out=first.plan")
    plan.write_text(stack.terraform("show", "-json", "first.plan"), encoding="utf-8")
    assert len(json.loads(plan.read_text())["resource_changes"]) >= 26

    def verdicts(path: Path, name: str = "dxr-rules") -> set[tuple[str, str, str]]:
        rules = (str(EXAMPLE / f"{name}.yml"),)
        found = scan(ScanOptions(targets=Targets(paths=(str(path),), cache=False), rules=rules))
        return {(one.rule_id, one.resource.address, one.outcome.value) for one in found.findings}

    # addresses that hold the rendered document of a data source may be unknown before apply
    assert verdicts(state) == verdicts(plan) == verdicts(TERRAFORM)
    assert verdicts(plan, "parts-rules") == verdicts(TERRAFORM, "parts-rules")
    assert_agreement(TERRAFORM, json.loads(plan.read_text()))


# --- the function ------------------------------------------------------------------------------


def test_all_pages_become_one_object_of_lines(stack: Stack, function: Function, api: Callable[[Answer], Api]) -> None:
    server = api(each_record)

    done = function({"app_url": server.url, "pat_token": TOKEN})

    assert done.returncode == 0, done.stderr
    found = objects(stack)
    assert list(found) == [todays_key()]
    assert records_in(found[todays_key()]) == RECORDS
    answer = json.loads(done.stdout.splitlines()[0])
    assert answer == {"bucket": bucket_of(stack), "key": todays_key(), "records": 3, "bytes": len(found[todays_key()])}
    assert [path for path, _ in server.requests] == [
        "/api/v1/metadata?size=500", "/api/v1/metadata?size=500&cursor=1", "/api/v1/metadata?size=500&cursor=2",
    ]  # fmt: skip
    assert {token for _, token in server.requests} == {f"Bearer {TOKEN}"}


def test_every_line_is_json(stack: Stack, function: Function, api: Callable[[Answer], Api]) -> None:
    answer = b'{"items": [{"risk": NaN, "most": -Infinity, "path": "a\\nb\\ud800"}], "next": null}'
    assert function({"app_url": api(lambda number, cursor: (200, {}, answer)).url}).returncode == 0
    [line] = objects(stack)[todays_key()].decode().splitlines()
    record = json.loads(line, parse_constant=lambda text: pytest.fail(f"{text} is no JSON"))
    assert record == {"risk": None, "most": None, "path": "a\nb?"}


def test_without_a_token_no_credentials_are_sent(function: Function, api: Callable[[Answer], Api]) -> None:
    server = api(each_record)
    assert function({"app_url": server.url, "pat_token": ""}).returncode == 0
    assert {token for _, token in server.requests} == {None}


@pytest.mark.parametrize(
    "failure",
    [(503, {}, b""), (429, {"Retry-After": "0"}, b""), (200, {}, b'{"items": ['), (0, {}, b"")],
    ids=["unavailable", "too many requests", "cut off", "no answer"],
)
def test_what_fails_for_a_moment_is_tried_again(
    failure: tuple[int, dict[str, str], bytes], stack: Stack, function: Function, api: Callable[[Answer], Api]
) -> None:
    # each page fails once
    server = api(lambda number, cursor: failure if number % 2 else each_record(number, cursor))

    done = function({"app_url": server.url, "pat_token": TOKEN})

    assert done.returncode == 0, done.stderr
    assert records_in(objects(stack)[todays_key()]) == RECORDS
    assert len(server.requests) == 2 * len(RECORDS)


@pytest.mark.parametrize(
    ("answer", "requests", "said"),
    [
        ((500, {}, b""), 6, "does not answer: status 500"),
        ((401, {}, b""), 1, "refuses the token"),
        ((404, {}, b""), 1, "Are app_url and API_PATH right?"),
        ((302, {"Location": "http://127.0.0.1:9/"}, b""), 1, "redirects are not followed"),
        ((200, {}, b"[]"), 1, "returned no page of records"),
        ((200, {}, b'{"items": [1]}'), 1, "a record that is not an object"),
    ],
)
def test_what_goes_wrong_replaces_nothing_and_shows_no_token(
    answer: tuple[int, dict[str, str], bytes],
    requests: int,
    said: str,
    stack: Stack,
    function: Function,
    api: Callable[[Answer], Api],
) -> None:
    before = api(each_record)
    assert function({"app_url": before.url, "pat_token": TOKEN}).returncode == 0
    earlier = objects(stack)
    server = api(lambda number, cursor: answer)

    done = function({"app_url": server.url, "pat_token": TOKEN})

    assert done.returncode != 0
    assert said in done.stderr
    assert TOKEN not in done.stdout + done.stderr
    assert len(server.requests) == requests
    assert objects(stack) == earlier


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"app_url": "http://dxr.example.com", "pat_token": TOKEN}, "has to begin with https://"),
        ({"app_url": "file:///etc/hostname", "pat_token": TOKEN}, "has to be the URL of Data X-Ray"),
        ({"app_url": f"https://{TOKEN}@dxr.example.com"}, "has to be the URL of Data X-Ray"),
        ({}, "has to be the URL of Data X-Ray"),
        ({"app_url": "https://dxr.example.com", "pat_token": f"{TOKEN}\n"}, "holds characters that no token has"),
    ],
)
def test_a_wrong_call_is_refused(event: dict[str, Any], said: str, function: Function) -> None:
    done = function(event)
    assert done.returncode != 0
    assert said in done.stderr
    assert TOKEN not in done.stderr


def test_an_empty_answer_does_not_replace_an_export(
    stack: Stack, function: Function, api: Callable[[Answer], Api]
) -> None:
    assert function({"app_url": api(each_record).url}).returncode == 0
    earlier = objects(stack)
    done = function({"app_url": api(lambda number, cursor: page([])).url})
    assert json.loads(done.stdout.splitlines()[0])["key"] is None
    assert objects(stack) == earlier


def test_a_second_export_of_a_day_replaces_the_first_and_leaves_it_as_an_earlier_version(
    stack: Stack, function: Function, api: Callable[[Answer], Api]
) -> None:
    for records in (RECORDS, RECORDS[:1]):
        assert function({"app_url": api(in_pages(records)).url}).returncode == 0
    found = objects(stack)
    assert list(found) == [todays_key()]
    assert records_in(found[todays_key()]) == RECORDS[:1]
    client, bucket = stack.moto.client("s3"), bucket_of(stack)
    [earlier] = [item for item in client.list_object_versions(Bucket=bucket)["Versions"] if not item["IsLatest"]]
    body = client.get_object(Bucket=bucket, Key=earlier["Key"], VersionId=earlier["VersionId"])["Body"].read()
    assert records_in(body) == RECORDS


def test_pages_that_lead_in_a_circle_are_noticed(
    stack: Stack, function: Function, api: Callable[[Answer], Api]
) -> None:
    done = function({"app_url": api(lambda number, cursor: page(RECORDS, "again")).url})
    assert "same page twice" in done.stderr
    assert objects(stack) == {}


def large(number: int, cursor: str) -> tuple[int, dict[str, str], bytes]:
    """Pages of 2 MB, 40 of them."""
    at = int(cursor or 0)
    return page([{"file_id": f"{at}-{i}", "text": "x" * 2_000} for i in range(1_000)], str(at + 1) if at < 39 else "")


def test_a_large_export_is_streamed(stack: Stack, function: Function, api: Callable[[Answer], Api]) -> None:
    small = function({"app_url": api(each_record).url})
    done = function({"app_url": api(large).url})

    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[0])
    data = objects(stack)[todays_key()]
    assert answer["records"] == 40_000
    assert answer["bytes"] == len(data) > 80_000_000
    grown = int(done.stdout.splitlines()[1]) - int(small.stdout.splitlines()[1])
    assert grown < 60 * 1024, "kilobytes: some parts and some pages, not the whole"


@pytest.mark.parametrize("left", [900_000, 10_000], ids=["fault", "no time left"])
def test_an_export_that_stops_half_way_leaves_nothing_behind(
    left: int, stack: Stack, function: Function, api: Callable[[Answer], Api]
) -> None:
    server = api(lambda number, cursor: (500, {}, b"") if cursor == "20" else large(number, cursor))

    done = function({"app_url": server.url, "pat_token": TOKEN}, left=left)

    assert done.returncode != 0
    assert objects(stack) == {}
    uploads = stack.moto.client("s3").list_multipart_uploads(Bucket=bucket_of(stack))
    assert not uploads.get("Uploads")


# --- the data ----------------------------------------------------------------------------------


@pytest.fixture
def tables(stack: Stack, function: Function, api: Callable[[Answer], Api], tmp_path: Path) -> Any:
    """The table of the crawler, over what was exported yesterday and today, in DuckDB."""
    today = datetime.now(timezone.utc).date()
    assert function({"app_url": api(each_record).url, "pat_token": TOKEN}).returncode == 0
    yesterday = [*({**record, "sensitivity": "LOW"} for record in RECORDS[:1]), *RECORDS[1:]]
    stack.moto.client("s3").put_object(
        Bucket=bucket_of(stack),
        Key=todays_key().replace(today.isoformat(), (today - timedelta(days=1)).isoformat()),
        Body="".join(json.dumps(record) + "\n" for record in yesterday).encode(),
    )
    return catalogued(stack.moto, tmp_path / "data")


QUERIES = {
    "latest-inventory": [
        ("f1", "hr/pay roll+2024.xlsx", "smb-hr", "Jürgen", "HIGH", 2048),
        ("f2", "legal/contract.pdf", "smb-legal", None, "RESTRICTED", 0),
        ("f3", "public/menu.txt", "smb-hr", "kitchen", "LOW", 6_000_000_000),
    ],
    "sensitive-files": [
        ("smb-hr", "hr/pay roll+2024.xlsx", "Jürgen", "PII"),
        ("smb-hr", "hr/pay roll+2024.xlsx", "Jürgen", "Salary"),
        ("smb-legal", "legal/contract.pdf", None, "Contract"),
    ],
    "sensitivity-by-datasource": [("smb-hr", 2, 1, 6_000_002_048), ("smb-legal", 1, 1, 0)],
    "newly-sensitive": [("hr/pay roll+2024.xlsx", "LOW", "HIGH")],
}


@pytest.mark.parametrize("name", QUERIES)
def test_the_saved_queries_answer(name: str, stack: Stack, tables: Any) -> None:
    athena = stack.moto.client("athena")
    saved = [
        athena.get_named_query(NamedQueryId=found)["NamedQuery"]
        for found in athena.list_named_queries(WorkGroup="dxr-export")["NamedQueryIds"]
    ]
    [query] = [item["QueryString"] for item in saved if item["Name"] in (name, f"{name}.sql")]
    # `sum` of bigint is a bigint in Athena, and larger in DuckDB: no difference below eight exabytes
    assert tables.execute(translated(query)).fetchall() == QUERIES[name]


def test_every_saved_query_is_tested() -> None:
    assert {path.stem for path in (TERRAFORM / "queries").glob("*.sql")} == set(QUERIES)


def test_the_query_of_the_document_answers(tables: Any) -> None:
    answer = tables.execute(translated("SELECT * FROM exported_exports LIMIT 100;"))
    # Athena prints a list as `[PII, Salary]`. Here it is a list of Python.
    assert [column[0] for column in answer.description] == [*RECORDS[0], "export_date"]
    days = [(datetime.now(timezone.utc).date() - timedelta(days=ago)).isoformat() for ago in (1, 0)]
    expected = [(*record.values(), day) for day in days for record in RECORDS]
    expected[0] = (*({**RECORDS[0], "sensitivity": "LOW"}).values(), days[0])
    assert sorted(answer.fetchall(), key=str) == sorted(expected, key=str)


def test_it_is_all_removed_again(stack: Stack) -> None:
    """The last test: nothing is left of the stack."""
    # Moto 5.2.5 has no deletion of Athena's saved queries
    saved = [
        address for address in stack.terraform("state", "list").split() if address.startswith("aws_athena_named_query")
    ]
    stack.terraform("state", "rm", *saved)
    stack.terraform("destroy", "-auto-approve", "-parallelism=1", "-no-color")
    assert stack.terraform("state", "list").strip() == ""
