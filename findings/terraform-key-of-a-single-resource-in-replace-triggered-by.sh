#!/bin/bash
# An index of a resource that has neither count nor for_each is accepted in replace_triggered_by by `terraform validate`.
#
# Expected: "Unexpected resource instance key", as in depends_on and in every other expression.
# Seen: `validate` succeeds; `plan` fails without a place: "no change found for terraform_data.y[0] in the root module".
set -euo pipefail

command -v terraform > /dev/null || { echo "terraform is not on the PATH"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE="$work/none.tfrc"
touch "$TF_CLI_CONFIG_FILE"
mkdir "$work/module"
cat > "$work/module/main.tf" <<'HCL'
resource "terraform_data" "y" {
}
resource "terraform_data" "x" {
  lifecycle {
    replace_triggered_by = [terraform_data.y[0]]
  }
}
HCL
cd "$work/module"
terraform version | head -1
terraform init -no-color > /dev/null
terraform validate -no-color | grep -q "Success" || { echo "this has changed: validate refuses it"; exit 1; }
if out=$(terraform plan -no-color 2>&1); then
  echo "this has changed: plan accepts it"
  exit 1
fi
echo "$out" | grep "no change found for terraform_data.y\[0\] in the root module" || { echo "this has changed"; exit 1; }
