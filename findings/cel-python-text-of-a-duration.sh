#!/bin/bash
# cel-python 0.5.0 loses what is less than a second when it writes a duration.
#
# Expected: string(duration("1.5s")) is "1.5s"; the duration itself has the half second.
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



longer = value("duration('1.5s') > duration('1s')")
seen = value("string(duration('1.5s'))")
print("longer than a second:", longer)
print("expected: 1.5s")
print("seen:    ", seen)
sys.exit(0 if (longer, seen) == ("True", "1s") else 1)
PYTHON
