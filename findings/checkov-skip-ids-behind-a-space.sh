#!/bin/bash
# Checkov 3.3.30 reads the ids of a skip comment only up to a space: of "CKV2_AWS_64, CKV_AWS_7" it skips the first, and says nothing.
#
# Expected: the check CKV_AWS_7 is skipped, or the comment is reported.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check checkov==3.3.30
mkdir "$folder/input"
cat > "$folder/input/main.tf" <<'TERRAFORM'
resource "aws_kms_key" "together" {
  #checkov:skip=CKV2_AWS_64,CKV_AWS_7:rotated by hand
  description = "a"
}

resource "aws_kms_key" "apart" {
  #checkov:skip=CKV2_AWS_64, CKV_AWS_7:rotated by hand
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
print("expected: skipped aws_kms_key.apart, aws_kms_key.together")
print("seen:     skipped", ", ".join(skipped), "- failed", ", ".join(failed))
sys.exit(0 if (skipped, failed) == (["aws_kms_key.together"], ["aws_kms_key.apart"]) else 1)
PYTHON
