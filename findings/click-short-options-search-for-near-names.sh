#!/bin/bash
# click 8.5.1 compares every short option of a valid command line with all long options by difflib, as if it were misspelt.
#
# Its parser first tries a word such as `-t` as a long option. That fails with an error that works out its "Did you mean" at once, and is
# dropped then. A command with many options pays an import of difflib and one search for each short option.
#
# Expected: near names are searched only for an option that does not exist. Seen: one search for `-t`, one for `-q`, none for the long forms.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check click==8.5.1
seen=$("$folder/venv/bin/python" - <<'PYTHON'
import difflib

import click

searched = []
search = difflib.get_close_matches


def noted(word, *rest, **named):
    searched.append(word)
    return search(word, *rest, **named)


difflib.get_close_matches = noted


@click.command()
@click.option("-t", "--target")
@click.option("-q", "--quiet", is_flag=True)
def command(target, quiet):
    assert (target, quiet) == ("here", True)


command(["--target", "here", "--quiet"], standalone_mode=False)
long = len(searched)
command(["-t", "here", "-q"], standalone_mode=False)
print(long, *searched)
PYTHON
)
echo "expected: 0"
echo "seen:     $seen"
[ "$seen" = "0 -t -q" ]
