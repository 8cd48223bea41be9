"""Packs from elsewhere, as they were fetched: each in a folder that is called like the digest of its files.

Only YAML files are kept. What a digest names never changes, so a scan can tell that a pack is the one in the lock file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from riveter.core.digests import sha256
from riveter.core.patterns import late
from riveter.files.bounds import Bounds, real_path
from riveter.files.cache import default_directory
from riveter.files.reader import FileReader, PathKind, ReadError

SUFFIXES = (".yml", ".yaml")
MAX_FILES = 1_000
MAX_FILE_BYTES = 4 * 1024 * 1024
MAX_BYTES = 20 * 1024 * 1024
"""The size of all files of a pack together."""

_DIGEST = late(r"sha256:[0-9a-f]{64}\Z")
_PART = late(r"[A-Za-z0-9_][A-Za-z0-9_. +-]{0,127}\Z")
MAX_PARTS = 16


class PackFilesError(Exception):
    """Report that the files of a pack can't be kept. `hint` says how to fix it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def is_digest(text: str) -> bool:
    """Return True if a text is a digest as `digest_of` returns it."""
    return _DIGEST.match(text) is not None


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the digest of files by their paths: that of the lines that `sha256sum` prints for them, in the order of the paths."""
    lines = [f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)]
    return f"sha256:{sha256(''.join(lines).encode()).hexdigest()}"


def is_kept(path: str) -> bool:
    """Return True if a file of a pack is kept: YAML, in folders with plain names (``/`` separated)."""
    parts = path.split("/")
    return path.endswith(SUFFIXES) and len(parts) <= MAX_PARTS and all(_PART.match(part) for part in parts)


def check_size(files: Mapping[str, int]) -> None:
    """Raise `PackFilesError` if files, with their sizes in bytes, are more or larger than a pack may have."""
    hint = "A pack is the YAML files in the folder of its pack file, and below it. Keep other files elsewhere."
    if len(files) > MAX_FILES:
        raise PackFilesError(f"the pack has more than {MAX_FILES:,} YAML files", hint)
    for path, size in files.items():
        if size > MAX_FILE_BYTES:
            raise PackFilesError(f"{path} is larger than {MAX_FILE_BYTES >> 20} MiB", hint)
    if sum(files.values()) > MAX_BYTES:
        raise PackFilesError(f"the files of the pack are larger than {MAX_BYTES >> 20} MiB together", hint)


def directory() -> str:
    """Return the folder with all packs."""
    return os.path.join(default_directory(), "packs")


def folder_of(digest: str) -> str:
    """Return the folder of the pack with a digest, whether it is there or not."""
    return os.path.join(directory(), digest.replace(":", "-"))


def is_intact(digest: str) -> bool:
    """Return True if the pack with a digest is there, with exactly the files that it names."""
    try:
        return digest_of(_files(folder_of(digest))) == digest
    except ReadError:
        return False


def keep(files: Mapping[str, bytes]) -> str:
    """Store the files of a pack, whole or not at all, and return their digest. Raises `PackFilesError`."""
    check_size({path: len(data) for path, data in files.items()})
    digest = digest_of(files)
    if is_intact(digest):
        return digest
    import shutil
    import tempfile

    try:
        os.makedirs(directory(), mode=0o700, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=directory()) as temporary:
            made = os.path.join(temporary, "pack")
            for path, data in files.items():
                full = os.path.join(made, *path.split("/"))
                os.makedirs(os.path.dirname(full), exist_ok=True)
                with open(full, "xb") as handle:
                    handle.write(data)
            place = folder_of(digest)
            if os.path.lexists(place):  # damaged, or another process was faster
                os.replace(place, os.path.join(temporary, "old"))
            os.replace(made, place)
    except OSError as error:
        raise PackFilesError(f"the pack can't be stored in {directory()}: {error.strerror}") from None
    if not is_intact(digest):
        shutil.rmtree(folder_of(digest), ignore_errors=True)
        raise PackFilesError(
            f"the pack can't be stored in {directory()} as it is", "Two paths may differ in case only."
        )
    return digest


def _files(folder: str) -> dict[str, bytes]:
    """Return the files of a pack that was kept. Raises `ReadError`, also for what was never kept."""
    reader = FileReader(Bounds((real_path(folder),)))
    found: dict[str, bytes] = {}
    size = 0
    for place, entries in reader.walk(folder):
        for entry in entries:
            path = os.path.join(place, entry.name)
            if entry.kind is PathKind.FOLDER and not entry.link:
                continue
            name = os.path.relpath(path, folder).replace(os.sep, "/")
            found[name] = b"" if entry.link else reader.read(path, MAX_FILE_BYTES)
            size += len(found[name])
            if len(found) > MAX_FILES or size > MAX_BYTES:
                return {}
    return found
