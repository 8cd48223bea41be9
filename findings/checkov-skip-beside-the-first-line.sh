#!/bin/bash
# Checkov 3.3.30 ignores a skip comment on the first line of a block, without a word. A comment on the next line counts.
#
# Expected: both keys are skipped (documentation: the comment is inside of the scope of the definition block, and the first line ends
# inside of the braces).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check checkov==3.3.30
mkdir "$folder/input"
cat > "$folder/input/main.tf" <<'TERRAFORM'
resource "aws_kms_key" "first_line" { #checkov:skip=CKV_AWS_7:rotated by hand
  description = "a"
}

resource "aws_kms_key" "second_line" {
  #checkov:skip=CKV_AWS_7:rotated by hand
  description = "b"
}
TERRAFORM
cd "$folder"
venv/bin/checkov --directory input --framework terraform --check CKV_AWS_7 --output json --skip-download > out.json 2> err.txt || true
venv/bin/python - <<'PYTHON'
import json
import sys

document = json.load(open("out.json"))
results = document["results"]
print("checkov", document["summary"]["checkov_version"])
skipped = sorted(item["resource"] for item in results["skipped_checks"])
failed = sorted(item["resource"] for item in results["failed_checks"])
print("expected: skipped aws_kms_key.first_line, aws_kms_key.second_line")
print("seen:     skipped", ", ".join(skipped), "- failed", ", ".join(failed))
sys.exit(0 if (skipped, failed) == (["aws_kms_key.second_line"], ["aws_kms_key.first_line"]) else 1)
PYTHON
