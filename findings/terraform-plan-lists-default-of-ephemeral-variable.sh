#!/bin/bash
# The JSON of a plan lists the default of an ephemeral variable as its value, whatever value the plan was made with.
#
# Expected: no value for it, as Terraform does not store ephemeral values; or a mark that it is not the value.
# Seen: `variables.region.value` is the default, though the plan was made with another value. Nothing in the JSON says that
# the variable is ephemeral.
set -euo pipefail

command -v terraform > /dev/null || { echo "terraform is not on the PATH"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE="$work/none.tfrc"
touch "$TF_CLI_CONFIG_FILE"
mkdir "$work/module"
cat > "$work/module/main.tf" <<'HCL'
variable "region" {
  type      = string
  ephemeral = true
  default   = "eu-west-1"
}
variable "kept" {
  type    = string
  default = "eu-west-1"
}
resource "terraform_data" "x" {
  input = var.kept
}
HCL
cd "$work/module"
terraform version | head -1
terraform init -no-color > /dev/null
terraform plan -no-color -var region=us-east-1 -var kept=us-east-1 -out=plan.out > /dev/null
json=$(terraform show -json plan.out)
grep -o '^.*"planned_values"' <<< "$json" | cut -c 1-200
grep -q '"kept":{"value":"us-east-1"}' <<< "$json" || { echo "this has changed: the given value of an ordinary variable"; exit 1; }
grep -q '"region":{"value":"eu-west-1"}' <<< "$json" || { echo "this has changed: the ephemeral variable"; exit 1; }
if grep -q '"ephemeral"' <<< "$json"; then
  echo "this has changed: the plan says that it is ephemeral"
  exit 1
fi
