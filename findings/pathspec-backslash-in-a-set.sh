#!/bin/bash
# pathspec 1.1.1 takes a backslash in a set of a .gitignore pattern for a member, and not for the escape that it is to git.
#
# Expected: `[a\-z]` matches `a`, `-` and `z`, as in git (gitignore(5), fnmatch(3)). Seen: a range from `\` to `z`, so that `^` matches.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pathspec==1.1.1
git init --quiet "$folder/repository"
cd "$folder/repository"
printf '%s\n' '[a\-z]' > .gitignore
touch ./- '^' a b z
expected=$(git ls-files --others --ignored --exclude-standard | LC_ALL=C sort | tr '\n' ' ')
seen=$("$folder/venv/bin/python" - <<'PYTHON'
from pathspec import GitIgnoreSpec

spec = GitIgnoreSpec.from_lines([r"[a\-z]"])
print(*sorted(name for name in ("-", "^", "a", "b", "z") if spec.match_file(name)), end=" ")
PYTHON
)
git --version
echo "expected: $expected"
echo "seen:     $seen"
[ "$seen" = "^ a b z " ] && [ "$expected" = "- a z " ]
