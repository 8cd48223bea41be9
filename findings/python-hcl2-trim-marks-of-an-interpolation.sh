#!/bin/bash
# python-hcl2 8.1.4 does not read the strip markers of an interpolation (`${~ a ~}`). It reads those of directives.
#
# Expected: both are read. HCL's specification has them for `${` and for `%{`.
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



directive = read('a = "%{~ if b ~} x %{~ endif ~}"\n')
seen = read('a = "x ${~ b ~} y"\n')
print("a directive:", directive)
print("expected: a value for `a`")
print("seen:    ", seen)
sys.exit(0 if isinstance(directive, dict) and str(seen).startswith("an error") else 1)
PYTHON
