#!/bin/bash
# python-hcl2 8.1.4 takes ASCII letters only in the names of arguments.
#
# Expected: `größe = 1` is read. HCL's identifiers begin with any character of Unicode's ID_Start.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-hcl2==8.1.4
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import hcl2

print("python-hcl2", version("python-hcl2"))


def read(text):
    try:
        return hcl2.loads(text)
    except Exception as error:
        return f"an error ({str(error).splitlines()[0]})"



seen = read("größe = 1\n")
print("expected: {'größe': 1}")
print("seen:    ", seen)
sys.exit(0 if str(seen).startswith("an error") else 1)
PYTHON
