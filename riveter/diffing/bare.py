"""Reading a commit of a repository without a working tree: a bare one, a mirror, or the `.git` of a clone.

The repository is named explicitly, so git looks for none by itself. Its settings start no program and fetch nothing (see
`riveter.diffing.git`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from riveter.diffing.git import DiffError, Repository, scrubbed
from riveter.files.bounds import is_folder, real_path
from riveter.files.git_objects import error_text, find_git

_SMALL = ("-c", "core.packedGitWindowSize=32m", "-c", "core.packedGitLimit=256m")
"""A limit of the address space is for git as well, which maps large packs otherwise as a whole."""


def git_folder(path: str) -> str | None:
    """Return the folder with the objects of a repository: the path itself, or the `.git` in it; None if there is none."""
    for folder in (path, os.path.join(path, ".git")):
        if all(is_folder(os.path.join(folder, name)) for name in ("objects", "refs")):
            return real_path(folder)
    return None


class BareRepository(Repository):
    """The objects of a repository. Raises `DiffError` if there are none at a path.

    environment: the environment in which git is found and run.
    """

    def __init__(self, path: str, environment: Mapping[str, str]) -> None:
        folder = git_folder(path)
        if folder is None:
            raise DiffError("this is no git repository", "Name a bare repository, a mirror, or a clone.")
        self._git = find_git(environment)
        self._environment = scrubbed(environment)
        self._directory = self.root = folder

    @property
    def _command(self) -> list[str]:
        return [*super()._command, *_SMALL, f"--git-dir={self._directory}"]

    def commit_of(self, ref: str) -> tuple[str, str]:
        """Return the ids of the commit and of the tree that a name means. Raise `DiffError` if it names no commit."""
        if not ref or ref.startswith("-") or not ref.isprintable():
            raise DiffError("this is no name of a commit, a branch or a tag")
        done = self._run(
            "cat-file", "--batch-check=%(objectname) %(objecttype)", given=f"{ref}^{{commit}}\n{ref}^{{tree}}\n"
        )
        found = [line.split() for line in done.stdout.decode("utf-8", "replace").splitlines()]
        if len(found) != 2 or [line[-1:] for line in found] != [["commit"], ["tree"]]:
            problem = error_text(done.stderr) if done.stderr else ""
            raise DiffError(f"it has no commit {ref}" + (f": {problem}" if problem else ""))
        return found[0][0], found[1][0]
