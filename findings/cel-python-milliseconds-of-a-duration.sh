#!/bin/bash
# cel-python 0.5.0 gives all milliseconds of a duration, not those beside its whole seconds.
#
# Expected: duration("123.321s").getMilliseconds() is 321 (CEL specification: from 0 to 999).
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



seen = value("duration('123.321s').getMilliseconds()")
print("expected: 321")
print("seen:    ", seen)
sys.exit(0 if seen == "123321" else 1)
PYTHON
