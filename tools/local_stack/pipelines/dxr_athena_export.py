"""The export of Data X-Ray, on Moto."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tools.local_stack import pipeline
from tools.local_stack.athena import connected
from tools.local_stack.aws import Moto, StackError
from tools.local_stack.functions import DeployedFunction

SAMPLE: list[dict[str, Any]] = [
    {"file_id": "f1", "path": "hr/payroll 2026.xlsx", "datasource": "smb-hr", "owner": "maria", "sensitivity": "HIGH",
     "size_bytes": 2048, "classifications": ["PII", "Salary"]},
    {"file_id": "f2", "path": "legal/contract.pdf", "datasource": "smb-legal", "owner": None, "sensitivity": "RESTRICTED",
     "size_bytes": 120_000, "classifications": ["Contract"]},
    {"file_id": "f3", "path": "public/menu.txt", "datasource": "smb-hr", "owner": "kitchen", "sensitivity": "LOW",
     "size_bytes": 512, "classifications": []},
]  # fmt: skip

Answer = Callable[[int, str], tuple[int, dict[str, str], bytes]]


class Api(ThreadingHTTPServer):
    """Plays Data X-Ray. `answer` is given the number of a request and its cursor."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.requests: list[tuple[str, str | None]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer a request."""
        assert isinstance(self.server, Api)
        cursor = parse_qs(urlsplit(self.path).query).get("cursor", [""])[0]
        self.server.requests.append((self.path, self.headers.get("Authorization")))
        status, headers, body = self.server.answer(len(self.server.requests), cursor)
        if not status:  # hang up
            return
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep the output clean."""


def page(items: list[Any], following: str = "") -> tuple[int, dict[str, str], bytes]:
    """A page of the API. following: the cursor of the next one."""
    return 200, {}, json.dumps({"items": items, "next": following or None}).encode()


def in_pages(records: Sequence[Mapping[str, Any]]) -> Answer:
    """Return an API that answers with one record a page."""

    def answer(_: int, cursor: str) -> tuple[int, dict[str, str], bytes]:
        at = int(cursor or 0)
        return page([*records[at : at + 1]], str(at + 1) if at + 1 < len(records) else "")

    return answer


def catalogued(moto: Moto, folder: Path) -> Any:
    """The table that the crawler makes of what is in the bucket, in DuckDB. folder: for copies of the objects."""
    crawler = moto.client("glue").get_crawler(Name="export-jsonl-crawler")["Crawler"]
    [target] = crawler["Targets"]["S3Targets"]
    bucket, below = target["Path"].removeprefix("s3://").split("/", 1)
    client = moto.client("s3")
    found = client.list_objects_v2(Bucket=bucket, Prefix=below).get("Contents", ())
    if not found:
        raise StackError(f"There is nothing below {target['Path']} yet.")
    objects = {item["Key"]: client.get_object(Bucket=bucket, Key=item["Key"])["Body"].read() for item in found}
    pipeline.save(objects, folder)
    connection = connected()
    # a crawler names a table by its prefix and the folder, and makes columns of folders like `export_date=…`
    name = crawler["TablePrefix"] + below.strip("/")
    connection.execute(
        f"CREATE VIEW {name} AS SELECT * FROM read_json('{folder}/{below}*/*.jsonl', format = 'newline_delimited',"
        " hive_partitioning = true, hive_types = {'export_date': VARCHAR})"
    )
    return connection


class Pipeline(pipeline.Pipeline):
    """The example on Moto."""

    example = "dxr-athena-export"
    query = "SELECT * FROM exported_exports LIMIT 100;"
    lacking = (pipeline.FUNCTIONS, pipeline.POLICIES, pipeline.CRAWLER, pipeline.QUERIES)

    def push(self) -> str:
        """Start an API that plays Data X-Ray, and invoke the deployed function for it."""
        package = self.stack.folder / "lambda" / "lambda_function.zip"
        function = DeployedFunction(self.moto, "export-jsonl-lambda", package, self.fresh("function"))
        server = Api(in_pages(SAMPLE))
        try:
            [result] = function([{"app_url": server.url, "pat_token": "a-token-of-the-sample"}]).results
        finally:
            server.shutdown()
            server.server_close()
        return f"export-jsonl-lambda wrote {result['records']} records to s3://{result['bucket']}/{result['key']}"

    def connection(self) -> Any:
        """Return the crawler's table."""
        return catalogued(self.moto, self.fresh("data"))

    def saved(self) -> dict[str, str]:
        """The deployed queries."""
        return pipeline.saved_in_athena(self.moto, "dxr-export")
