"""The folder that a path must stay in, after links are resolved.

The content of a repository is input: a link in it must not lead a scan to files outside of it. The user chooses the paths on the command
line, but a link on such a path brings the repository around the link as the bounds.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator

from riveter.core import journal

GIT = ".git"


def within(real: str, folder: str) -> bool:
    """Return True if a real path is a folder or lies below it. Both are resolved already: nothing is looked up."""
    return real == folder or real.startswith(folder if folder.endswith(os.sep) else folder + os.sep)


def inside(path: str, folder: str) -> bool:
    """Return True if a path, links resolved, is a folder (a real path) or lies below it."""
    return within(real_path(path), folder)


def real_path(path: str) -> str:
    """Return a path with its links resolved; unchanged if that is impossible (a loop, a NUL character)."""
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        real = os.path.abspath(path.replace("\0", "\ufffd"))
    journal.note(journal.REAL, path, result=real)
    return real


def exists(path: str) -> bool:
    """Return True if there is anything at a path, a broken link too."""
    found = os.path.lexists(path)
    journal.note(journal.EXISTS, path, result=str(found))
    return found


def is_folder(path: str) -> bool:
    """Return True if there is a folder at a path, or a link to one."""
    found = os.path.isdir(path)
    journal.note(journal.FOLDER, path, result=str(found))
    return found


def working_directory() -> str | None:
    """Return the real path of the working directory; None if it does not exist any more."""
    try:
        return real_path(os.getcwd())
    except OSError:
        return None


def repository_root(path: str) -> str | None:
    """Return the nearest folder at or above a path that contains a ``.git``, as a real path."""
    for folder in upwards(real_path(path)):
        if exists(os.path.join(folder, GIT)):
            return folder
    return None


def upwards(folder: str) -> Iterator[str]:
    """Yield a folder and those around it, the nearest first."""
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


class Bounds:
    """Folders, as real paths, that nothing may lead out of. The collection is read anew each time: it may grow."""

    def __init__(self, folders: Collection[str]) -> None:
        self.folders = folders

    def folder_of(self, path: str, real: str) -> str | None:
        """Return the folder of the bounds that contains a path (`real`: links are resolved already); None for a path out of bounds."""
        return next((folder for folder in self.folders if within(real, folder)), None)

    def hold(self, path: str) -> bool:
        """Return True if a path, links resolved, is within bounds."""
        return self.folder_of(path, real_path(path)) is not None


class NamedBounds(Bounds):
    """The bounds of paths on the command line: each path has its own bounds."""

    def __init__(self) -> None:
        super().__init__(())

    def folder_of(self, path: str, real: str) -> str | None:
        """Return the folder of the bounds that contains a path (`real`: links are resolved already); None for a path out of bounds."""
        return around(path).folder_of(path, real)


def around(path: str) -> Bounds:
    """Return the bounds of a path on the command line.

    These are the repository around the path, or around the link if the path is a link. Without a repository, they are the working directory
    if it contains the path, otherwise the folder itself or the folder of the file.
    """
    repository, real = _follow(path)
    repository = repository or repository_root(real)
    if repository is not None:
        return Bounds((repository,))
    here = working_directory()
    if here is not None and within(real, here):
        return Bounds((here,))
    return Bounds((real if is_folder(real) else os.path.dirname(real),))


def leads_out(path: str) -> bool:
    """Return True if a link on a path leads out of the repository around it, or to files of git there.

    A report written to such a path would overwrite a file that somebody else chose.
    """
    real = real_path(path)
    root = around(path).folder_of(path, real)
    if root is None:
        return True
    return GIT in real[len(root) :].lower().split(os.sep) and GIT not in os.path.abspath(path).lower().split(os.sep)


def _follow(path: str) -> tuple[str | None, str]:
    """Return the repository around the links on a path, if there is one, and the target of the path.

    The first link that leads out of its repository ends the path: everything behind it is out of bounds.
    """
    try:
        here = os.getcwd()
    except OSError:
        return None, real_path(path) if os.path.isabs(path) else path
    full = os.path.join(here, path)
    drive, rest = os.path.splitdrive(full)
    current = drive + os.sep
    found: str | None = None
    for part in rest.replace(os.altsep or os.sep, os.sep).split(os.sep):
        if part in ("", os.curdir):
            continue
        if part == os.pardir:
            current = os.path.dirname(current)
            continue
        step = os.path.join(current, part)
        real = real_path(step)
        if real != step:
            around_link = repository_root(current)
            if around_link is not None:
                if not within(real, around_link):
                    return around_link, real
                found = around_link
        current = real
    return found, current
