"""Write the files of a commit that a scan may read into an empty directory. Nothing written there leads out of it.

These files are written: configuration and variables. Other files are written only if the configuration reads files, the nearest first, up
to a limit. Files that git ignores (values of variables, generated configuration, installed modules) are only in the working tree and belong
to neither side, so the base gets them too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from posixpath import dirname
from typing import Any

import msgspec

from riveter.core.source import MAX_SOURCE_BYTES
from riveter.diffing.git import DiffError, Repository
from riveter.diffing.links import resolve_links
from riveter.files.bounds import Bounds
from riveter.files.copying import TreeWriter
from riveter.files.git_objects import Blobs, TreeEntry
from riveter.files.ignoring import IGNORE_FILE
from riveter.files.names import CONFIG_SUFFIXES, DATA_DIRECTORY, VALUE_SUFFIXES
from riveter.files.reader import FileReader, PathKind, ReadError
from riveter.terraform.config.workspaces import SELECTION
from riveter.terraform.functions.sandbox import MAX_FILE_BYTES, MAX_LISTED_FILES
from riveter.terraform.modules.installed import without_sources

INSTALLED = f"{DATA_DIRECTORY}/modules"
"""Where ``terraform init`` puts modules."""
MANIFEST = f"{INSTALLED}/modules.json"
MAX_CONFIG_FILES, MAX_CONFIG_BYTES = 200_000, 512 * 1024 * 1024
MAX_OTHER_FILES, MAX_OTHER_BYTES = MAX_LISTED_FILES, 128 * 1024 * 1024

_LINK, _SUBMODULE, _FILES = "120000", "160000", ("100644", "100755", "100664")
_READS_FILES = rb"\b(?:file\w*|templatefile)(?:\s|/\*(?s:.*?)\*/|#[^\n]*\n|//[^\n]*\n)*\("
"""A call of a function that reads files. Comments may stand before the parenthesis."""


class WriteSummary(msgspec.Struct, frozen=True):
    """The result of writing a tree. paths: configuration files from the root, links included. left_out: number of files that the limits or
    the file system left out. submodules: their paths; their files were not written.
    """

    paths: frozenset[str]
    left_out: int = 0
    submodules: tuple[str, ...] = ()


def is_input(path: str) -> bool:
    """Return True if a scan always reads a file with this name."""
    return path.endswith((*CONFIG_SUFFIXES, *VALUE_SUFFIXES)) or f"/{path}".endswith(
        (f"/{IGNORE_FILE}", f"/{MANIFEST}", f"/{SELECTION}")
    )


def is_config(path: str) -> bool:
    """Return True if a file of this name makes its folder a module."""
    return path.endswith(CONFIG_SUFFIXES)


def is_terraform(path: str) -> bool:
    """Return True if a file of this name holds configuration or values of a module."""
    return is_config(path) or path.endswith(VALUE_SUFFIXES)


def may_read_files(path: str, data: bytes) -> bool:
    """Return True if a function in a configuration file may read files. JSON can write any letter of its name as an escape."""
    return _reads_files().search(data) is not None or (path.endswith(".json") and b"\\u" in data)


@cache
def _reads_files() -> Any:
    import re2

    return re2.compile(_READS_FILES)


def write_tree(
    repository: Repository,
    commit: str,
    top: str,
    wanted: Iterable[str] = (),
    *,
    own_ignores: bool = False,
    working_tree: bool = True,
    only: Callable[[str], bool] | None = None,
) -> WriteSummary:
    """Write the files of a commit into the empty directory `top`. Files in `wanted` are written whatever their names are.

    own_ignores: of the files that the working tree ignores, only those that the commit ignores too belong to both sides. working_tree:
    whether there is one, whose ignored files belong to both sides. only: whether a path, from the root, is written at all. Raise
    `DiffError` if the commit cannot be read, or contains more configuration than a scan could read.
    """
    files, links, submodules = _entries(repository, commit)
    if only is not None:
        files = {path: entry for path, entry in files.items() if only(path)}
    writer = TreeWriter(top, MAX_OTHER_FILES, MAX_OTHER_BYTES)
    with repository.blobs() as blobs:
        leads = _links(files, links, blobs)
        named = {*wanted, *(place for link, place in leads.items() if is_input(link))}
        config = sorted(path for path in files if is_input(path) or path in named)
        _refuse_too_much(commit, [files[path] for path in config])
        readers: set[str] = set()
        for path in config:
            data = _write(files[path], writer, blobs, MAX_SOURCE_BYTES)
            if may_read_files(path, data):
                readers.add(dirname(path))
        readers |= {dirname(link) for link, place in leads.items() if dirname(place) in readers}
        present = {*config, *(link for link in leads if is_input(link))}
        if working_tree:
            shared = _IgnoredFiles(repository, top if own_ignores else "")
            _copy_ignored(shared, present, writer, readers)
            _copy_installed(shared, present, writer)
        if readers:
            _write_others([entry for path, entry in files.items() if path not in present], readers, writer, blobs)
    for link, place in leads.items():
        writer.link(link, place)
    return WriteSummary(frozenset(present), writer.left_out, tuple(submodules))


def _entries(repository: Repository, commit: str) -> tuple[dict[str, TreeEntry], dict[str, TreeEntry], list[str]]:
    """Return files and links by path, and the paths of submodules."""
    files: dict[str, TreeEntry] = {}
    links: dict[str, TreeEntry] = {}
    submodules: list[str] = []
    for entry in repository.entries(commit):
        if not safe(entry.path):
            continue
        if entry.mode == _SUBMODULE:
            submodules.append(entry.path)
        elif entry.mode == _LINK:
            links[entry.path] = entry
        elif entry.mode in _FILES:
            files[entry.path] = entry
    return files, links, submodules


def _links(files: dict[str, TreeEntry], links: dict[str, TreeEntry], blobs: Blobs) -> dict[str, str]:
    if not links:
        return {}
    small = {path: entry for path, entry in links.items() if (entry.size or 0) <= 4096}
    return resolve_links({path: os.fsdecode(blobs.read(entry.oid)) for path, entry in small.items()}, files)


def _refuse_too_much(commit: str, config: list[TreeEntry]) -> None:
    size = sum(min(entry.size or 0, MAX_SOURCE_BYTES) for entry in config)
    if len(config) > MAX_CONFIG_FILES or size > MAX_CONFIG_BYTES:
        raise DiffError(
            f"{commit[:12]} contains more configuration than riveter can compare: {len(config):,} files of {size // 1024**2:,} MiB",
            f"The limits are {MAX_CONFIG_FILES:,} files and {MAX_CONFIG_BYTES // 1024**2} MiB.",
        )


def _write(entry: TreeEntry, writer: TreeWriter, blobs: Blobs, limit: int) -> bytes:
    """Write one file and return its content. Write a file that is too large to be read as a file that is too large."""
    if entry.size is not None and entry.size > limit:
        writer.write(entry.path, b"", size=limit + 1)
        return b""
    data = blobs.read(entry.oid)
    writer.write(entry.path, data)
    return data


def _write_others(others: list[TreeEntry], readers: set[str], writer: TreeWriter, blobs: Blobs) -> None:
    """Write the files that functions may read: those in and below modules. Modules that read files come first."""

    def far(path: str) -> bool:
        parent = dirname(path)
        while parent not in readers and parent:
            parent = dirname(parent)
        return parent not in readers

    for entry in sorted(others, key=lambda entry: (far(entry.path), entry.path)):
        if entry.size is None:  # the repository lacks it
            writer.left_out += 1
        elif writer.take(min(entry.size, MAX_FILE_BYTES)):
            _write(entry, writer, blobs, MAX_FILE_BYTES)


class _IgnoredFiles:
    """The files of the working tree that git ignores: they belong to both sides. top: a copy whose ignore files must name them as well."""

    def __init__(self, repository: Repository, top: str) -> None:
        self.root = repository.root
        self.reader = FileReader(Bounds((repository.root,)))
        self._repository = repository
        self._top = top

    def matching(self, patterns: Iterable[str], *, files: bool = False) -> list[str]:
        """Return the paths that match patterns. See `Repository.ignored`."""
        found = self._repository.ignored(patterns, files=files)
        if not self._top or not found:
            return found
        both = self._repository.ignored_among(found, self._top)
        return [path for path in found if path in both]


def _copy_ignored(shared: _IgnoredFiles, present: set[str], writer: TreeWriter, readers: set[str]) -> None:
    """Copy configuration and values that git ignores."""
    folders = {dirname(path) for path in present}
    for path in shared.matching(f"*{suffix}" for suffix in (*CONFIG_SUFFIXES, *VALUE_SUFFIXES)):
        if path not in present and dirname(path) in folders and safe(path):
            data = _read(shared.reader, shared.root, path, MAX_SOURCE_BYTES)
            if data is not None:
                writer.write(path, data)
                if may_read_files(path, data):
                    readers.add(dirname(path))


def _copy_installed(shared: _IgnoredFiles, present: set[str], writer: TreeWriter) -> None:
    """Copy the modules that ``terraform init`` installed, and the workspace that is selected, if git ignores them.

    Modules that a branch commits belong to this branch, and those of the base are in its tree. They are those that the head asks for. The
    base, which may ask for another version, is compared with the same module, so that its findings are not all new.
    """
    folders = {dirname(path) for path in present}
    for path in shared.matching((f"*{INSTALLED}/*", f"*{SELECTION}"), files=True):
        selected = f"/{path}".endswith(f"/{SELECTION}")
        around, found, _ = path.rpartition(SELECTION if selected else f"{INSTALLED}/")
        if not found or around.rstrip("/") not in folders:
            continue
        for file in _below(shared.reader, shared.root, path) if path.endswith("/") else (path,):
            data = _read(shared.reader, shared.root, file, MAX_FILE_BYTES) if safe(file) else None
            if file == f"{around}{MANIFEST}" and data is not None:
                writer.write(file, without_sources(data))
            elif data is not None and (is_input(file) or file.endswith("/modules.json") or writer.take(len(data))):
                writer.write(file, data)


def _below(reader: FileReader, root: str, folder: str) -> Iterator[str]:
    """Yield the files of a folder (a repository of its own, which git does not look into), from the root."""
    top = os.path.join(root, *folder.rstrip("/").split("/"))
    try:
        for place, entries in reader.walk(top):
            relative = os.path.relpath(place, root).replace(os.sep, "/")
            yield from (f"{relative}/{entry.name}" for entry in entries if entry.kind is PathKind.FILE or entry.link)
    except ReadError:
        return


def _read(reader: FileReader, root: str, path: str, limit: int) -> bytes | None:
    """Return the content of a regular file of the working tree; None for anything else, or if it cannot be read or is too large."""
    try:
        return reader.read(os.path.join(root, *path.split("/")), limit)
    except ReadError:
        return None


def safe(path: str) -> bool:
    """Return True if a path of a tree is safe to write: a crafted tree may contain ``..``, and names with a special meaning."""
    parts = path.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        return False
    return os.name != "nt" or not any(set(part) & set('\\:*?"<>|') or part[-1] in ". " for part in parts)
