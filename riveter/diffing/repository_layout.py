"""Where things of the working tree lie in a copy of the repository, so that every relative path means the same there."""

from __future__ import annotations

import os

import msgspec

from riveter.diffing.git import DiffError
from riveter.files.bounds import real_path, within


class CopyLayout(msgspec.Struct, frozen=True):
    """The layout of a copy: `top` is the folder of both the repository and the working directory, `root` and `cwd` are these."""

    top: str
    root: str
    cwd: str


class RepositoryLayout:
    """The repository's root, the working directory, and the path between them. Raises `DiffError` if there is no such path (drives)."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.cwd = real_path(os.getcwd())
        try:
            self.common = os.path.commonpath([self.root, self.cwd])
        except ValueError:
            raise DiffError("the repository and the working directory are on different drives") from None

    def below(self, folder: str) -> CopyLayout:
        """Return the same places below another folder."""
        top = os.path.join(folder, "tree")
        root, cwd = (
            os.path.normpath(os.path.join(top, os.path.relpath(path, self.common))) for path in (self.root, self.cwd)
        )
        return CopyLayout(top, root, cwd)

    def inside(self, path: str) -> str | None:
        """Return a path of the working tree relative to the repository's root, ``/`` separated (the root: empty); None for one outside."""
        for full in (os.path.normpath(os.path.join(self.cwd, path)), real_path(path)):
            if within(full, self.root):
                return "" if full == self.root else os.path.relpath(full, self.root).replace(os.sep, "/")
        return None
