#!/bin/bash
# tonumber() takes "inf", though its error message asks for a decimal representation.
#
# Expected: tonumber("inf") is refused as tonumber("INF") is.
# Seen: it is an infinity that compares and calculates, and only writing it into a plan fails.
set -euo pipefail

command -v terraform > /dev/null || { echo "terraform is not on the PATH"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export CHECKPOINT_DISABLE=1 TF_CLI_CONFIG_FILE=/dev/null
terraform version | head -1
compared=$(echo 'tonumber("inf") > 1e400' | terraform console)
divided=$(echo '1 / 0 == tonumber("inf")' | terraform console)
upper=$(echo 'can(tonumber("INF"))' | terraform console)
echo "greater than 1e400: $compared; equal to 1 / 0: $divided; \"INF\" is taken: $upper"
[ "$compared" = true ] && [ "$divided" = true ] && [ "$upper" = false ] || { echo "this has changed"; exit 1; }
