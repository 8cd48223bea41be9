"""A small S3 for what Moto can't do: files of many gigabytes, answers that break off, and refusals."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

_ZEROS = bytes(1024 * 1024)


class Rows(NamedTuple):
    """A file of rows that are all the same."""

    header: bytes
    row: bytes
    number: int

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.header) + len(self.row) * self.number

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, about a megabyte at a time."""
        yield self.header
        at_once = max(1, len(_ZEROS) // len(self.row))
        block = self.row * at_once
        for _ in range(self.number // at_once):
            yield block
        yield self.row * (self.number % at_once)


class S3Server(ThreadingHTTPServer):
    """Serves files of zeros, and files of rows.

    `files`: their sizes, or rows, by key. `broken`: keys whose answers end half-way. `refused`: keys nobody may read or write. `busy`:
    how many times a key answers that it is too much. `written`: what was put. `uploaded`: how many bytes were uploaded in parts.
    `unfinished`: those of uploads that are not complete. `sums`: the SHA-256 of what was sent. `requests`: the methods and keys.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, int | Rows] = {}
        self.busy: dict[str, int] = {}
        self.uploaded: dict[str, int] = {}
        self.unfinished: dict[str, int] = {}
        self.requests: list[tuple[str, str]] = []
        self.broken: set[str] = set()
        self.refused: set[str] = set()
        self.written: dict[str, bytes] = {}
        self.sums: dict[str, str] = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def environment(self) -> dict[str, str]:
        """What a function needs to take it for S3."""
        return {"AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{self.server_port}"}

    def handle_error(self, *_: Any) -> None:
        """Say nothing: who gives up hangs up."""


@contextmanager
def s3_server() -> Iterator[S3Server]:
    """Run such a server."""
    server = S3Server()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: S3Server

    def do_GET(self) -> None:
        key = self._key()
        if self._is_busy(key):
            return
        if key in self.server.refused:
            self._refuse("AccessDenied", 403)
        elif key not in self.server.files:
            self._refuse("NoSuchVersion", 404)
        else:
            self._send(key, self.server.files[key])

    def do_HEAD(self) -> None:
        key = self._key()
        if self._is_busy(key):
            return
        size = self.server.files[key]
        self.send_response(200)
        self.send_header("Content-Length", str(size.size if isinstance(size, Rows) else size))
        self.send_header("Last-Modified", "Thu, 04 Dec 2025 18:03:11 GMT")
        self.send_header("ETag", '"0123456789abcdef"')
        self.send_header("x-amz-version-id", "v1")
        self.send_header("x-amz-server-side-encryption-aws-kms-key-id", "the-key")
        self.end_headers()

    def do_POST(self) -> None:
        """An upload in parts begins, or is complete."""
        key = self._key()
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if "uploads" in parse_qs(urlsplit(self.path).query, keep_blank_values=True):
            self.server.unfinished[key] = 0
            answer = "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
        else:
            self.server.uploaded[key] = self.server.unfinished.pop(key)
            answer = "<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>"
        self._answer(200, answer.encode())

    def do_DELETE(self) -> None:
        """An upload in parts is given up."""
        del self.server.unfinished[self._key()]
        self._answer(204, b"")

    def _put_part(self, key: str, left: int) -> None:
        """Take a part of an upload, and keep nothing of it."""
        while left:
            taken = len(self.rfile.read(min(left, len(_ZEROS))))
            left -= taken
            self.server.unfinished[key] += taken
        self.send_response(200)
        self.send_header("ETag", '"x"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _is_busy(self, key: str) -> bool:
        self.server.requests.append((self.command, key))
        if not self.server.busy.get(key):
            return False
        self.server.busy[key] -= 1
        self._refuse("SlowDown", 503)
        return True

    def do_PUT(self) -> None:
        key, length = self._key(), int(self.headers["Content-Length"])
        if "uploadId" in self.path:
            self._put_part(key, length)
            return
        body = self.rfile.read(length)
        if self._is_busy(key):
            return
        if key in self.server.refused:
            self._refuse("AccessDenied", 403)
        elif self.headers.get("If-None-Match") == "*" and key in self.server.written:
            self._refuse("PreconditionFailed", 412)
        else:
            self.server.written[key] = body
            self._answer(200, b"")

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).split("/", 2)[2]

    def _send(self, key: str, file: int | Rows) -> None:
        size = file.size if isinstance(file, Rows) else file
        self.send_response(200)
        self.send_header("Content-Length", str(size))
        self.send_header("Last-Modified", "Thu, 04 Dec 2025 18:03:11 GMT")
        self.end_headers()
        left = size // 2 if key in self.server.broken else size
        digest = hashlib.sha256()
        chunks = file.chunks() if isinstance(file, Rows) else repeat(_ZEROS)
        while left:
            chunk = next(chunks)[:left]
            self.wfile.write(chunk)
            digest.update(chunk)
            left -= len(chunk)
        self.server.sums[key] = digest.hexdigest()
        self.close_connection = key in self.server.broken

    def _refuse(self, code: str, status: int) -> None:
        self._answer(status, f"<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode())

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep the test's output clean."""
