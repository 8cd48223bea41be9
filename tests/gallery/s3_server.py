"""A small S3 for what Moto can't do: files of many gigabytes, answers that break off, and refusals."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

_ZEROS = bytes(1024 * 1024)


class S3Server(ThreadingHTTPServer):
    """Serves files of zeros. `files`: sizes by key. `broken`: keys whose answers end half-way. `refused`: keys nobody may read or write.
    `written`: what was put. `sums`: the SHA-256 of what was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, int] = {}
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
        if key in self.server.refused:
            self._refuse("AccessDenied", 403)
        elif key not in self.server.files:
            self._refuse("NoSuchVersion", 404)
        else:
            self._send(key, self.server.files[key])

    def do_PUT(self) -> None:
        key, body = self._key(), self.rfile.read(int(self.headers["Content-Length"]))
        if key in self.server.refused:
            self._refuse("AccessDenied", 403)
        elif self.headers.get("If-None-Match") == "*" and key in self.server.written:
            self._refuse("PreconditionFailed", 412)
        else:
            self.server.written[key] = body
            self._answer(200, b"")

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).split("/", 2)[2]

    def _send(self, key: str, size: int) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(size))
        self.send_header("Last-Modified", "Thu, 04 Dec 2025 18:03:11 GMT")
        self.end_headers()
        left = size // 2 if key in self.server.broken else size
        digest = hashlib.sha256()
        while left:
            chunk = _ZEROS[:left]
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
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep the test's output clean."""
