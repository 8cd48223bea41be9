"""The facts about a scan in the head of an HTML report: project, commit, date, command, and who owns a file."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from functools import cache
from typing import TYPE_CHECKING

from riveter.core import journal
from riveter.files.bounds import Bounds, repository_root
from riveter.files.reader import FileReader, ReadError

if TYPE_CHECKING:
    from riveter.core.secrets import Secrets

MAX_COMMAND = 500
MAX_OWNERS_BYTES = 3 * 1024 * 1024
"""GitHub reads no larger file."""
MAX_PATTERNS = 2_000
_OWNER_FILES = (".github/CODEOWNERS", "CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")


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
    patterns = _patterns(root) if root is not None else []
    if root is None or not patterns:
        return lambda file: ""
    from riveter.config.globs import FileGlobs

    globs = FileGlobs(root)

    @cache
    def owner_of(file: str) -> str:
        for pattern, names in reversed(patterns):
            if globs.matches(pattern, file):
                return names
        return ""

    return owner_of


def _patterns(root: str) -> list[tuple[str, str]]:
    """Return the patterns of the first file that exists, with their owners. Sections of GitLab give owners to patterns without any."""
    from riveter.config.globs import compile_glob

    reader = FileReader(Bounds((root,)))
    for name in _OWNER_FILES:
        try:
            text = reader.read(os.path.join(root, *name.split("/")), MAX_OWNERS_BYTES).decode("utf-8", "replace")
        except ReadError:
            continue
        found = []
        default = ""
        for line in text.splitlines():
            words = line.partition(" #")[0].split()
            if not words or words[0].startswith("#"):
                continue
            if words[0].startswith(("[", "^[")):
                default = " ".join(words[1:]) if words[0].endswith("]") else ""
                continue
            try:
                compile_glob(words[0])
            except ValueError:
                continue
            found.append((words[0], " ".join(words[1:]) or default))
        return found[-MAX_PATTERNS:]
    return []
