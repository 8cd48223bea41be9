"""Find the config, and the folder that its paths must stay in.

A config in a repository is input like every other file there. The paths in it must lead to files in the same repository (or in the folder
of the config, if there is no repository), after links are resolved.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Sequence

from riveter.files.bounds import Bounds, real_path, repository_root, upwards, within, working_directory
from riveter.files.reader import FileReader, PathKind

NAMES = ("riveter.yml", "riveter.yaml", ".riveter.yml", ".riveter.yaml")


def find(targets: Sequence[str] = (), files: FileReader | None = None, *, here: bool = True) -> str | None:
    """Return the nearest config, from the working directory upwards, then from the targets upwards, each up to the root of its repository.

    files: what looks for it. here: whether the working directory counts. The result may be a link to anywhere: reading it reports the
    problem.
    """
    files = files or FileReader()
    found = _upwards(os.getcwd(), files) if here else None
    if found is None:
        folder = _common_folder(targets)
        found = _upwards(folder, files) if folder else None
    return os.path.relpath(found) if found is not None else None


def boundary(config: str) -> str:
    """Return the folder, as a real path, that a config must not lead out of."""
    folder = os.path.dirname(real_path(config))
    return repository_root(folder) or folder


def from_repository(targets: Sequence[str] = (), workspace: str | None = None) -> Callable[[str], str]:
    """Return how to name files from the root of the repository around the working directory, else of that around the targets.

    Names of what lies elsewhere, or is no file, stay as they are. workspace: where a build server has put the repository, which need not
    be one of git there.
    """
    folder = _common_folder(targets)
    here = working_directory() or ""
    root = repository_root(here) or (repository_root(folder) if folder else None)
    if root is None and workspace and os.path.isabs(workspace) and within(here, real_path(workspace)):
        root = real_path(workspace)
    reader = FileReader(Bounds((root,) if root else ()))

    @functools.cache
    def name_of(path: str) -> str:
        if root is None or reader.kind(path) is PathKind.MISSING:
            return path
        full = os.path.abspath(path)
        return os.path.relpath(full, root).replace(os.sep, "/") if within(full, root) and full != root else path

    return name_of


def _upwards(start: str, files: FileReader) -> str | None:
    """Return a config in a folder or above it, up to the root of the repository; without a repository in the folder only."""
    here = real_path(start)
    last = repository_root(here) or here
    reader = files.within(Bounds((last,)))
    for folder in upwards(here):
        for name in NAMES:
            path = os.path.join(folder, name)
            if reader.kind(path) not in (PathKind.MISSING, PathKind.FOLDER):
                return path
        if folder == last:
            return None
    return None


def _common_folder(targets: Sequence[str]) -> str | None:
    reader = FileReader()
    folders = []
    for path in targets:
        if path == "-":
            continue
        full = real_path(path)
        folders.append(full if reader.is_folder(path) else os.path.dirname(full))
    try:
        return os.path.commonpath(folders) if folders else None
    except ValueError:  # several drives
        return None
