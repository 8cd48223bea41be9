"""Where the config is, and what it may name.

A config found in a repository is input like everything else there: what it names must lie in the repository that holds it (in its own
folder, where there is no repository), links resolved.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator, Sequence

NAMES = ("riveter.yml", "riveter.yaml", ".riveter.yml", ".riveter.yaml")


def find(targets: Sequence[str] = ()) -> str | None:
    """The nearest config from the working directory upwards, else from the targets upwards; each up to the root of its repository."""
    found = _upwards(os.getcwd())
    if found is None:
        folder = _common_folder(targets)
        found = _upwards(folder) if folder else None
    return os.path.relpath(found) if found is not None else None


def boundary(config: str) -> str:
    """The folder, as a real path, that a config must not lead out of."""
    folder = os.path.dirname(os.path.realpath(config))
    return repository(folder) or folder


def repository(folder: str) -> str | None:
    """The root of the repository around a folder."""
    for around in _above(os.path.abspath(folder)):
        if os.path.exists(os.path.join(around, ".git")):
            return around
    return None


def from_repository(targets: Sequence[str] = (), workspace: str | None = None) -> Callable[[str], str]:
    """How to name files from the root of the repository around the working directory, else of that around the targets.

    Names of what lies elsewhere, or is no file, stay as they are. workspace: where a build server has put the repository, which need not
    be one of git there.
    """
    folder = _common_folder(targets)
    root = repository(os.getcwd()) or (repository(folder) if folder else None)
    if root is None and workspace and os.path.isabs(workspace) and inside(os.getcwd(), os.path.realpath(workspace)):
        root = os.path.realpath(workspace)

    @functools.cache
    def name_of(path: str) -> str:
        if root is None or not os.path.exists(path):
            return path
        full = os.path.abspath(path)
        return (
            os.path.relpath(full, root).replace(os.sep, "/") if full.startswith(root.rstrip(os.sep) + os.sep) else path
        )

    return name_of


def inside(path: str, folder: str) -> bool:
    """Whether a path, links resolved, is a folder or lies in it."""
    real = os.path.realpath(path)
    return real == folder or real.startswith(folder.rstrip(os.sep) + os.sep)


def _upwards(start: str) -> str | None:
    """A config in a folder or above it, up to the root of the repository; without a repository in the folder only."""
    here = os.path.abspath(start)
    last = repository(here) or here
    for folder in _above(here):
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                return path
        if folder == last:
            return None
    return None


def _above(folder: str) -> Iterator[str]:
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _common_folder(targets: Sequence[str]) -> str | None:
    folders = []
    for path in targets:
        if path == "-":
            continue
        full = os.path.abspath(path)
        folders.append(full if os.path.isdir(full) else os.path.dirname(full))
    try:
        return os.path.commonpath(folders) if folders else None
    except ValueError:  # several drives
        return None
