#!/bin/bash
# A plan claims that a number beside a value of unknown type stays a number, and the apply then fails.
#
# Expected: tomap({ x = jsondecode(…), y = { a = 1 } }).y.a is known after apply, as the type of all elements is; or the apply succeeds.
# Seen: the plan says 1. Once the decoded object has a text, all elements are maps of text, so that 1 is "1". Terraform stops in the
# middle of the apply and calls it a bug in the provider, here the one that is built in.
set -euo pipefail

command -v terraform > /dev/null || { echo "terraform is not on the PATH"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null
cat > main.tf <<'HCL'
resource "terraform_data" "text" {
  input = jsonencode({ a = "x" })
}
locals {
  both = tomap({ x = jsondecode(terraform_data.text.output), y = { a = 1 } })
}
resource "terraform_data" "number" {
  input = local.both.y.a
}
output "a" {
  value = local.both.y.a
}
HCL
terraform version | head -1
terraform init -no-color > /dev/null
planned=$(terraform plan -no-color | grep -E '^  \+ a += ')
applied=$(terraform apply -auto-approve -no-color 2>&1 || true)
echo "planned:$planned"
grep -A 5 '^Error' <<< "$applied" | head -6
[ "${planned##* }" = 1 ] && grep -q 'produced inconsistent final plan' <<< "${applied//$'\n'/ }" || { echo "this has changed"; exit 1; }
