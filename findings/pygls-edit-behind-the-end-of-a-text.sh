#!/bin/bash
# pygls 2.1.1 puts an insertion behind the end of the last line before its last character.
#
# Expected: a character number greater than the length of a line "defaults back to the line length" (LSP 3.17, Position), so that
# inserting "!" at column 100 of "abc" makes "abc!". Seen: "ab!c".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pygls==2.1.1 lsprotocol==2025.0.0
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from lsprotocol import types
from pygls.workspace import TextDocument

document = TextDocument("file:///a.txt", "abc")
behind = types.Position(0, 100)
document.apply_change(types.TextDocumentContentChangePartial(types.Range(behind, behind), "!"))
print(document.source)
PYTHON
)
echo "expected: abc!"
echo "seen:     $seen"
[ "$seen" = "ab!c" ]
