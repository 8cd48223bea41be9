"""The files of a repository in a folder: its own, or those of a commit, written below a temporary folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from posixpath import dirname

from riveter.config.code_owners import OWNER_FILES
from riveter.diffing.bare import BareRepository
from riveter.diffing.tree import MANIFEST, WriteSummary, write_tree
from riveter.files.bounds import GIT, real_path
from riveter.files.ignoring import IGNORE_FILE
from riveter.files.names import other_language
from riveter.terraform.config.workspaces import SELECTION
from riveter.terraform.modules.provider_versions import LOCK_FILE

_ALSO = (LOCK_FILE,)
"""Files that a scan reads besides configuration and values."""


@contextmanager
def checkout(
    repository: BareRepository, commit: str, folders: Collection[str] | None = None
) -> Iterator[tuple[str, WriteSummary]]:
    """Write the files of a commit that a scan may read into a temporary folder, and yield it; nothing in it leads out of it.

    folders: only files that lie directly in these (`.` is the root). Everything in a commit is tracked, so its ignore files do not count.
    Raise `GitError` if the commit cannot be read, and `NoSpaceError` if the disk is full.
    """
    wanted = None if folders is None else {"" if folder == os.curdir else folder for folder in folders}

    def only(path: str) -> bool:
        return path.rpartition("/")[2] != IGNORE_FILE and (
            wanted is None or _module(path) in wanted or path in OWNER_FILES
        )

    also = [entry.path for entry in repository.entries(commit) if _is_read(entry.path)]
    with tempfile.TemporaryDirectory(prefix="riveter-", ignore_cleanup_errors=True) as temporary:
        top = real_path(temporary)
        os.makedirs(os.path.join(top, GIT))  # so that it is a repository, which nothing leads out of
        try:
            yield top, write_tree(repository, commit, top, also, working_tree=False, only=only)
        finally:
            os.chdir(os.sep)


def _module(path: str) -> str:
    """Return the folder of the module that a file is for. What `terraform init` notes is for the folder around its own."""
    for noted in (MANIFEST, SELECTION):
        if f"/{path}".endswith(f"/{noted}"):
            return path.removesuffix(noted).rstrip("/")
    return dirname(path)


def _is_read(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name in _ALSO or path in OWNER_FILES or other_language(name) is not None
