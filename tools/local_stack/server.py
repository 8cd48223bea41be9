"""The server of a local stack: Moto behind a proxy, on a free port. It ends once `server.json` in its folder is gone."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path


def main(folder: Path) -> None:
    """Serve."""
    from moto.awslambda.models import LambdaBackend
    from moto.moto_proxy.proxy3 import CertificateCreator, ProxyRequestHandler
    from moto.s3 import notifications

    lock = (folder / "server.lock").open("wb")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    # Moto runs functions in Docker: an upload would wait for it, and a stream would forget its records: see findings/. Whoever runs
    # the deployed functions here reads what is deployed of notifications and mappings, and the stream.
    notifications._invoke_awslambda = lambda *_: None
    LambdaBackend.send_dynamodb_items = lambda *_: False

    class Handler(ProxyRequestHandler):
        timeout = 300
        """Moto 5.2.5 hangs up when a client takes more than five seconds to read an answer: see findings/."""

        def end_headers(self) -> None:
            """Say that the connection is closed after the answer. Moto 5.2.5 closes it without a word: see findings/."""
            if self.command != "CONNECT":
                self.send_header("Connection", "close")
            super().end_headers()

    Handler.validate()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    os.environ |= {"MOTO_PORT": str(server.server_port), "TEST_PROXY_MODE": "true"}
    state = folder / "server.json"
    written = folder / "server.json.new"
    settings = {"proxy": f"http://127.0.0.1:{server.server_port}", "bundle": CertificateCreator.cacert}
    written.write_text(json.dumps(settings), encoding="utf-8")
    written.rename(state)
    threading.Thread(target=_end_with, args=(state,), daemon=True).start()
    server.serve_forever()


def _end_with(state: Path) -> None:
    while state.exists():
        time.sleep(0.2)
    os._exit(0)  # requests that wait for Docker would hold up a quiet end


if __name__ == "__main__":
    main(Path(sys.argv[1]))
