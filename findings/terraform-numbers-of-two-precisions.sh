#!/bin/bash
# Terraform's numbers have several precisions: a length has 64 bits, a literal 512.
#
# Expected: a quotient does not depend on where its operands come from.
# Seen: 1/3 has 155 digits as a text; the quotient of two lengths, 1 and 3, has 20.
set -euo pipefail

command -v terraform > /dev/null || { echo "terraform is not on the PATH"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null
terraform version | head -1
literals=$(echo 'length(tostring(1 / 3))' | terraform console)
lengths=$(echo 'tostring(length([1]) / length([1, 2, 3]))' | terraform console)
equal=$(echo 'length([1]) / length([1, 2, 3]) == 1 / 3' | terraform console)
echo "1 / 3 as a text has $literals characters; of lengths it is $lengths; equal: $equal"
[ "$literals" = 157 ] && [ "$lengths" = '"0.33333333333333333334"' ] && [ "$equal" = false ] || { echo "this has changed"; exit 1; }
