#!/bin/bash
# oras 0.2.43 takes the realm of a registry that asks for `Basic` credentials for the address of a server with tokens.
#
# Expected: a realm is any text (RFC 7617, 2). A client that has a user name and a password sends them, and reads the manifest.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check oras==0.2.43
cat > "$folder/read.py" <<'PYTHON'
import http.server
import threading
import time

import oras.provider

MANIFEST = b'{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": {}, "layers": []}'


class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = "Authorization" in self.headers
        self.send_response(200 if known else 401)
        self.send_header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
        if not known:
            self.send_header("WWW-Authenticate", 'Basic realm="Our registry"')
        self.end_headers()
        self.wfile.write(MANIFEST if known else b"")

    def log_message(self, *_): ...


server = http.server.ThreadingHTTPServer(("localhost", 0), Registry)
threading.Thread(target=server.serve_forever, daemon=True).start()
time.sleep = lambda seconds: None  # it tries again for two minutes
client = oras.provider.Registry(insecure=True)
client.auth.set_basic_auth("user", "password")
try:
    client.do_request(f"http://localhost:{server.server_port}/v2/a/manifests/1").raise_for_status()
    print("the manifest")
except Exception as error:
    print(f"{type(error).__name__}: {error}")
PYTHON
"$folder/venv/bin/pip" list --disable-pip-version-check 2> /dev/null | grep oras
seen=$("$folder/venv/bin/python" "$folder/read.py")
echo "expected: the manifest"
echo "seen:     $seen"
[[ "$seen" == *"Failed to parse"*"Our registry"* ]]
