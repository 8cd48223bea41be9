#!/bin/bash
# pygls 2.1.1 takes U+2028, U+0085 and a form feed for ends of lines, and so changes the wrong line of a document.
#
# Expected: only \n, \r\n and \r end a line (LSP 3.17, Text Documents), so that replacing line 1 of "a\u2028b\nc\n" changes "c". Seen: it
# changes "b".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pygls==2.1.1 lsprotocol==2025.0.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from lsprotocol import types
from pygls.workspace import TextDocument

for end in ("\u2028", "\x85", "\f"):
    document = TextDocument("file:///a.txt", f"a{end}b\nc\n")
    line = types.Range(types.Position(1, 0), types.Position(1, 1))
    document.apply_change(types.TextDocumentContentChangePartial(line, "X"))
    print(ascii(document.source))
PYTHON
)
echo "expected: the last line is X in each"
echo "seen:"
echo "$seen"
[ "$seen" = "'a\\u2028X\\nc\\n'
'a\\x85X\\nc\\n'
'a\\x0cX\\nc\\n'" ]
