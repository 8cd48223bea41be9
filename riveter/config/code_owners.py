"""Who owns the files of a repository, by its CODEOWNERS."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

from riveter.config.globs import FileGlobs, compile_glob
from riveter.files.bounds import Bounds
from riveter.files.reader import FileReader, ReadError

MAX_OWNERS_BYTES = 3 * 1024 * 1024
"""GitHub reads no larger file."""
MAX_PATTERNS = 2_000
OWNER_FILES = (".github/CODEOWNERS", "CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS")
"""Where the file is looked for, from the root of the repository. The first that exists counts."""


def code_owners(root: str) -> Callable[[str], str]:
    """Return the owners of a file by its shown name, or by its path. The last pattern that matches wins.

    root: the folder of the repository.
    """
    patterns = _patterns(root)
    if not patterns:
        return lambda file: ""
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
    reader = FileReader(Bounds((root,)))
    for name in OWNER_FILES:
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
