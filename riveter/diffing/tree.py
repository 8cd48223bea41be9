"""The files of a commit that a scan may read, written into an empty directory: nothing else, and nothing that leads out of it.

What is written: configuration and variables; other files only where the configuration reads files at all, the nearest first, up to a
limit. What only the working tree has and git was told to ignore (values of variables, generated configuration, installed modules)
belongs to neither side, so the base gets it too.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from posixpath import dirname

import msgspec

from riveter.core.source import MAX_SOURCE_BYTES
from riveter.diffing.git import Blobs, DiffError, Entry, Repository
from riveter.diffing.links import resolve_links
from riveter.terraform.config.declarations import CONFIG_SUFFIXES
from riveter.terraform.config.discovery import IGNORE_FILES
from riveter.terraform.functions.sandbox import MAX_FILE_BYTES, MAX_LISTED_FILES

VALUE_SUFFIXES = (".tfvars", ".tfvars.json")
MAX_CONFIG_FILES, MAX_CONFIG_BYTES = 200_000, 512 * 1024 * 1024
MAX_OTHER_FILES, MAX_OTHER_BYTES = MAX_LISTED_FILES, 128 * 1024 * 1024

_LINK, _SUBMODULE, _FILES = "120000", "160000", ("100644", "100755", "100664")
_READS_FILES = re.compile(rb"\b(?:file\w*|templatefile)\s*\(")


class Written(msgspec.Struct, frozen=True):
    """What was written. paths: of configuration, from the root, links included. left_out: how many files the limits, or the file
    system, left out. submodules: their paths; nothing of them was written."""

    paths: frozenset[str]
    left_out: int = 0
    submodules: tuple[str, ...] = ()


def is_input(path: str) -> bool:
    """Whether a scan reads a file of this name by itself."""
    return path.endswith((*CONFIG_SUFFIXES, *VALUE_SUFFIXES)) or path.rpartition("/")[2] in IGNORE_FILES


def is_config(path: str) -> bool:
    """Whether a file of this name makes its folder a module."""
    return path.endswith(CONFIG_SUFFIXES)


def is_terraform(path: str) -> bool:
    """Whether a file of this name holds configuration or values of a module."""
    return is_config(path) or path.endswith((".tfvars", ".tfvars.json"))


def write_tree(repository: Repository, commit: str, top: str, wanted: Iterable[str] = ()) -> Written:
    """Write the files of a commit into the empty directory `top`; `wanted` are written whatever their names are.

    Raises `DiffError` when the commit can't be read, or holds more configuration than a scan could take.
    """
    files, links, submodules = _entries(repository, commit)
    writer = _Writer(top)
    with repository.blobs() as blobs:
        leads = _links(files, links, blobs)
        named = {*wanted, *(place for link, place in leads.items() if is_input(link))}
        config = sorted(path for path in files if is_input(path) or path in named)
        _refuse_too_much(commit, [files[path] for path in config])
        readers: set[str] = set()
        for path in config:
            data = _write(files[path], writer, blobs, MAX_SOURCE_BYTES)
            if _READS_FILES.search(data):
                readers.add(dirname(path))
        readers |= {dirname(link) for link, place in leads.items() if dirname(place) in readers}
        present = {*config, *(link for link in leads if is_input(link))}
        _copy_ignored(repository, present, writer, readers)
        for folder in sorted({dirname(path) for path in present}):
            _copy_installed(repository.root, folder, writer)
        if readers:
            _write_others([entry for path, entry in files.items() if path not in present], readers, writer, blobs)
    for link, place in leads.items():
        writer.link(link, place)
    return Written(frozenset(present), writer.left_out, tuple(submodules))


def _entries(repository: Repository, commit: str) -> tuple[dict[str, Entry], dict[str, Entry], list[str]]:
    """Files and links by path, and the paths of submodules."""
    files: dict[str, Entry] = {}
    links: dict[str, Entry] = {}
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


def _links(files: dict[str, Entry], links: dict[str, Entry], blobs: Blobs) -> dict[str, str]:
    if not links:
        return {}
    small = {path: entry for path, entry in links.items() if (entry.size or 0) <= 4096}
    return resolve_links({path: os.fsdecode(blobs.read(entry.oid)) for path, entry in small.items()}, files)


def _refuse_too_much(commit: str, config: list[Entry]) -> None:
    size = sum(min(entry.size or 0, MAX_SOURCE_BYTES) for entry in config)
    if len(config) > MAX_CONFIG_FILES or size > MAX_CONFIG_BYTES:
        raise DiffError(
            f"{commit[:12]} holds more configuration than can be compared: {len(config):,} files of {size // 1024**2:,} MiB",
            f"The limits are {MAX_CONFIG_FILES:,} files and {MAX_CONFIG_BYTES // 1024**2} MiB.",
        )


def _write(entry: Entry, writer: _Writer, blobs: Blobs, limit: int) -> bytes:
    """Write one file and return what it holds; one that is too large to be read is written as that: large."""
    if entry.size is not None and entry.size > limit:
        writer.write(entry.path, b"", size=limit + 1)
        return b""
    data = blobs.read(entry.oid)
    writer.write(entry.path, data)
    return data


def _write_others(others: list[Entry], readers: set[str], writer: _Writer, blobs: Blobs) -> None:
    """Files that functions may read: those in and below modules that read files first."""

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


def _copy_ignored(repository: Repository, present: set[str], writer: _Writer, readers: set[str]) -> None:
    """Configuration and values that git was told to ignore."""
    folders = {dirname(path) for path in present}
    for path in repository.ignored(f"*{suffix}" for suffix in (*CONFIG_SUFFIXES, *VALUE_SUFFIXES)):
        if path not in present and dirname(path) in folders and safe(path):
            data = read_regular(os.path.join(repository.root, path), MAX_SOURCE_BYTES)
            if data is not None:
                writer.write(path, data)
                if _READS_FILES.search(data):
                    readers.add(dirname(path))


def _copy_installed(root: str, folder: str, writer: _Writer) -> None:
    """The modules that ``terraform init`` put beside the configuration in a folder."""
    modules = os.path.join(root, *folder.split("/"), ".terraform", "modules")
    if not os.path.isfile(os.path.join(modules, "modules.json")):
        return
    for place, folders, names in os.walk(modules):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(names):
            full = os.path.join(place, name)
            data = read_regular(full, MAX_FILE_BYTES)
            if data is not None and (is_input(name) or name == "modules.json" or writer.take(len(data))):
                writer.write(os.path.relpath(full, root).replace(os.sep, "/"), data)


def read_regular(path: str, limit: int) -> bytes | None:
    """The content of a plain file of the working tree; None when it is none, can't be read, or is larger than the limit."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        with open(path, "rb") as handle:
            data = handle.read(limit + 1)
    except OSError:
        return None
    return data if len(data) <= limit else None


def safe(path: str) -> bool:
    """Whether a path of a tree can be written: a tree made by hand may hold ``..``, and names that mean something else here."""
    parts = path.split("/")
    if any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        return False
    return os.name != "nt" or not any(set(part) & set('\\:*?"<>|') or part[-1] in ". " for part in parts)


class _Writer:
    """Writes new plain files below a directory, and links only when no more files are written."""

    def __init__(self, top: str) -> None:
        self._top = top
        self._made: set[str] = {""}
        self._files, self._bytes = MAX_OTHER_FILES, MAX_OTHER_BYTES
        self.left_out = 0

    def take(self, size: int) -> bool:
        """Whether another file that is no configuration may be written; if not it is counted as left out."""
        if self._files <= 0 or self._bytes < size:
            self.left_out += 1
            return False
        self._files -= 1
        self._bytes -= size
        return True

    def write(self, path: str, data: bytes, *, size: int | None = None) -> None:
        """Write a file, unless there is one; `size`: as an empty one of that size. What the file system refuses is left out."""
        try:
            self._make(dirname(path))
            descriptor = os.open(
                self._full(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
            )
            with open(descriptor, "wb") as handle:
                handle.write(data)
                if size is not None:
                    handle.truncate(size)
        except FileExistsError:
            return
        except OSError as error:
            self._refused(error)

    def link(self, path: str, place: str) -> None:
        """Make a link to another path, if that was written."""
        target = self._full(place)
        if not os.path.exists(target):
            return
        try:
            self._make(dirname(path))
            full = self._full(path)
            start = os.path.realpath(os.path.dirname(full))
            os.symlink(
                os.path.relpath(os.path.realpath(target), start), full, target_is_directory=os.path.isdir(target)
            )
        except FileExistsError:
            return
        except (OSError, NotImplementedError) as error:
            self._refused(error)

    def _refused(self, error: Exception) -> None:
        import errno

        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiffError(f"the base can't be written to the temporary folder: {error.strerror}") from None
        self.left_out += 1

    def _full(self, path: str) -> str:
        return os.path.join(self._top, *path.split("/"))

    def _make(self, folder: str) -> None:
        if folder not in self._made:
            os.makedirs(self._full(folder), exist_ok=True)
            self._made.add(folder)
