"""The facts about a scan in the head of an HTML report: project, commit, date, command, and who owns a file."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from riveter.config.code_owners import code_owners
from riveter.core import journal
from riveter.files.bounds import repository_root

if TYPE_CHECKING:
    from riveter.core.secrets import Secrets

MAX_COMMAND = 500


def about(words: Sequence[str], secrets: Secrets) -> tuple[tuple[str, str], ...]:
    """Return the rows of the head. words: the command line."""
    journal.spoil()  # the date
    here = os.getcwd()
    root = repository_root(here)
    rows = [
        ("Project", os.path.basename(root or here)),
        ("Commit", _commit() if root else ""),
        ("Date", _now().strftime("%Y-%m-%d %H:%M UTC")),
        ("Command", command(words)),
    ]
    return tuple((name, secrets.mask(value)) for name, value in rows if value)


def command(words: Sequence[str]) -> str:
    """Return the command line without the values of variables, which may be secret."""
    shown: list[str] = []
    hidden = False
    for index, word in enumerate(words):
        if word == "--":
            shown.extend(map(shlex.quote, words[index:]))
            break
        name, equals, rest = word.partition("=")
        if hidden:
            shown.append(f"{shlex.quote(name)}=…")
        elif name == "--var" and equals:
            shown.append(f"--var={shlex.quote(rest.partition('=')[0])}=…")
        else:
            shown.append(shlex.quote(word))
        hidden = word == "--var" and not hidden
    text = " ".join(("riveter", "scan", *shown))
    return text if len(text) <= MAX_COMMAND else text[: MAX_COMMAND - 1] + "…"


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), timezone.utc)
    return datetime.now(timezone.utc)


def _commit() -> str:
    """Return the commit of the working directory; empty if git cannot tell it."""
    from riveter.diffing.git import DiffError, Repository

    try:
        return Repository(os.curdir, os.environ).resolve("HEAD")
    except DiffError:
        return ""


def owners() -> Callable[[str], str]:
    """Return the owners of a file by its shown name, from CODEOWNERS in the repository. The last pattern that matches wins."""
    root = repository_root(os.getcwd())
    return code_owners(root) if root is not None else lambda file: ""
