#!/bin/bash
# cel-python 0.5.0 does not compare an integer with a double, though it takes both from data.
#
# Expected: 10 < 10.5 is true. The CEL specification orders int, uint and double on one line.
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



seen = value("10 < 10.5")
print("expected: True")
print("seen:    ", seen)
sys.exit(0 if seen.startswith("an error") else 1)
PYTHON
