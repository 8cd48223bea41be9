#!/bin/bash
# cel-python 0.5.0 writes a bool as Python does: string(true) is "True".
#
# Expected: "true", as in the CEL specification and its conformance files.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check cel-python==0.5.0
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from importlib.metadata import version

import celpy

print("cel-python", version("cel-python"))
environment = celpy.Environment()


def value(expression):
    try:
        return str(environment.program(environment.compile(expression)).evaluate({}))
    except celpy.CELEvalError as error:
        return f"an error ({error.args[0]})"



seen = value("string(true)")
print("expected: true")
print("seen:    ", seen)
sys.exit(0 if seen == "True" else 1)
PYTHON
