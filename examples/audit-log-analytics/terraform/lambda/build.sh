#!/bin/sh
# Makes lambda_function.zip, the same bytes each time.
set -eu
cd "$(dirname "$0")"
python3 - <<'PYTHON'
import zipfile

with zipfile.ZipFile("lambda_function.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    entry = zipfile.ZipInfo("lambda_function.py", (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    with open("lambda_function.py", "rb") as source:
        archive.writestr(entry, source.read())
PYTHON
echo "lambda_function.zip is built."
