#!/bin/bash
# cel-python 0.5.0 gives the last element for `[1, 2][-1]`. The CEL specification calls an index outside of the list an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cel-python==0.5.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import celpy

environment = celpy.Environment()
print("cel-python", version("cel-python"))
try:
    seen = str(environment.program(environment.compile("[1, 2][-1]")).evaluate({}))
except celpy.CELEvalError as error:
    seen = f"an error ({error.args[0]})"
print("expected: an error (the index is out of range)")
print("seen:    ", seen)
sys.exit(0 if seen == "2" else 1)
PYTHON
