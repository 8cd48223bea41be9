"""A Firehose that refuses what it is told to refuse, and what the real one refuses."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Request(NamedTuple):
    """A request to Firehose: the stream, and the records."""

    stream: str
    records: list[dict[str, Any]]


Answer = Callable[[int, list[dict[str, Any]]], "tuple[int, set[int]]"]


class Firehose(ThreadingHTTPServer):
    """Plays Firehose. `answer` is given the number of a request and its records. It says the status, and which records are not taken."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.requests: list[Request] = []
        self.taken: list[dict[str, Any]] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Firehose)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        lines = [base64.b64decode(record["Data"]) for record in body["Records"]]
        # what Firehose refuses
        assert 0 < len(lines) <= 500
        assert sum(map(len, lines)) <= 4 * 1024 * 1024
        assert max(map(len, lines)) <= 1000 * 1024
        assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
        records = [json.loads(line) for line in lines]
        self.server.requests.append(Request(body["DeliveryStreamName"], records))
        status, left = self.server.answer(len(self.server.requests), records)
        if status == 0:  # take them, and hang up
            self.server.taken += records
            return
        if status != 200:
            kind = {400: "ResourceNotFoundException", 503: "ServiceUnavailableException"}[status]
            self._send(status, {"__type": kind, "message": f"Slow down: {records[0]['keys']}"})
            return
        self.server.taken += [record for place, record in enumerate(records) if place not in left]
        refused = {"ErrorCode": "ServiceUnavailableException", "ErrorMessage": "Slow down."}
        self._send(
            200,
            {
                "FailedPutCount": len(left),
                "RequestResponses": [refused if place in left else {"RecordId": "r"} for place in range(len(records))],
            },
        )

    def _send(self, status: int, answer: dict[str, Any]) -> None:
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Keep the test's output clean."""
