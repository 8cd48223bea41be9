#!/bin/bash
# sarif-tools 3.0.5 counts results that are suppressed, and `--check error` fails because of them.
#
# Expected: a result whose suppression is accepted is no open error (SARIF 2.1.0, 3.27.23), so that the check succeeds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sarif-tools==3.0.5
cat > "$folder/report.sarif" <<'JSON'
{"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [{
  "tool": {"driver": {"name": "example", "rules": [{"id": "rule-1"}]}},
  "results": [{
    "ruleId": "rule-1", "level": "error", "message": {"text": "A finding that somebody has accepted."},
    "suppressions": [{"kind": "inSource", "status": "accepted", "justification": "A test bucket."}],
    "locations": [{"physicalLocation": {"artifactLocation": {"uri": "main.tf"}, "region": {"startLine": 1}}}]
  }]
}]}
JSON
"$folder/venv/bin/pip" list --disable-pip-version-check 2> /dev/null | grep sarif-tools
code=0
"$folder/venv/bin/sarif" --check error summary "$folder/report.sarif" 2>&1 | grep -v '^$' || code=$?
echo "expected: exit code 0"
echo "seen:     exit code $code"
[ "$code" = 1 ]
