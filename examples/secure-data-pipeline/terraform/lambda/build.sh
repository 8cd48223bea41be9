#!/bin/sh
# Makes provenance.zip, the same bytes each time.
set -eu
cd "$(dirname "$0")"
python3 - <<'PYTHON'
import zipfile

with zipfile.ZipFile("provenance.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    entry = zipfile.ZipInfo("provenance.py", (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    with open("provenance.py", "rb") as source:
        archive.writestr(entry, source.read())
PYTHON
echo "provenance.zip is built."
