#!/bin/bash
# python-hcl2 8.1.4 reads `provider::x::f(1)`, but not a function of a namespace with one name.
#
# Expected: `core::max(1, 2)` is read. Terraform has the namespace `core::` since 1.8.
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



provided = read("a = provider::x::f(1)\n")
seen = read("a = core::max(1, 2)\n")
print("a function of a provider:", provided)
print("expected: {'a': '${core::max(1, 2)}'}")
print("seen:    ", seen)
sys.exit(0 if isinstance(provided, dict) and str(seen).startswith("an error") else 1)
PYTHON
