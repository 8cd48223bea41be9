#!/bin/bash
# Moto 5.2.5's proxy closes the connection after each answer, but does not say so: no header `Connection: close`.
#
# A client of HTTP/1.1 keeps such a connection for its next request, and may write it before it notices. A request like POST, that must not
# be sent twice, then fails ("server closed idle connection" in the AWS provider of Terraform). RFC 9112, section 9.6, asks a server that
# does not want to keep a connection for the header.
#
# Expected: the answer has `Connection: close`, or the connection stays open for a second request.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[proxy,iam]==5.2.5'
"$folder/venv/bin/python" - "$folder/venv/bin/moto_proxy" <<'PYTHON'
import http.client
import socket
import ssl
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import moto

print("moto", version("moto"))
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
proxy = subprocess.Popen([sys.argv[1], "-p", str(port)], **quiet)
try:
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    trusted = ssl.create_default_context(cafile=str(Path(moto.__file__).parent / "moto_proxy" / "ca.crt"))
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=trusted, timeout=4)
    connection.set_tunnel("iam.amazonaws.com", 443)
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/", "Action=ListUsers&Version=2010-05-08", form)
    answer = connection.getresponse()
    answer.read()
    said = answer.getheader("Connection", "nothing")
    print(f"HTTP/{answer.version / 10}, status {answer.status}")
    open_socket = connection.sock
    if open_socket is None:
        kept = "closed by the client"
    else:
        open_socket.settimeout(3)
        try:
            kept = "closed" if open_socket.recv(1) == b"" else "open"
        except TimeoutError:
            kept = "open"
finally:
    proxy.kill()
    proxy.wait()
print("expected: `Connection: close`, or an open connection")
print(f"seen:     Connection: {said}; the connection is {kept}")
sys.exit(0 if said == "nothing" and kept == "closed" else 1)
PYTHON
