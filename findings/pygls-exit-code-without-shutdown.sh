#!/bin/bash
# pygls 2.1.1 ends with exit code 0 although the client says `exit` without `shutdown`.
#
# Expected: "The server should exit with success code 0 if the shutdown request has been received before; otherwise with error code 1"
# (LSP 3.17, Exit Notification). pygls raises SystemExit(1), and its `start_io` swallows that. Seen: 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pygls==2.1.1 lsprotocol==2025.0.0
cat > "$folder/server.py" <<'PYTHON'
from pygls.lsp.server import LanguageServer

LanguageServer("example", "1").start_io()
PYTHON
send() {
  printf 'Content-Length: %d\r\n\r\n%s' "${#1}" "$1"
}
code=0
{
  send '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}'
  send '{"jsonrpc":"2.0","method":"exit"}'
} | "$folder/venv/bin/python" "$folder/server.py" > "$folder/out" 2> "$folder/log" || code=$?
grep -q '"serverInfo"' "$folder/out"
echo "expected: 1"
echo "seen:     $code"
[ "$code" = 0 ]
