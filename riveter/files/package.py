"""Files of the installation: schemas, assets, data, bundled rules, programs. They may be installed as links to anywhere."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterable
from functools import lru_cache

from riveter.files.bounds import Bounds, within
from riveter.files.reader import FileReader

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COMPILED = os.path.join(FOLDER, "compiled")
"""Where the bundled rules lie as data."""


def text(*parts: str) -> str:
    """Return the text of a file of the package."""
    return own(FileReader()).read(os.path.join(FOLDER, *parts)).decode("utf-8")


def own(reader: FileReader) -> FileReader:
    """Return a reader for riveter's own files: everything installed is within its bounds."""
    drive = os.path.splitdrive(FOLDER)[0]
    return reader.within(Bounds((drive + os.sep,)))


def mapped(path: str) -> mmap.mmap:
    """Return a data file of the package, mapped into memory. Raises `OSError` or `ValueError`."""
    with open(path, "rb") as handle:
        return mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)


def data(path: str) -> bytes | None:
    """Return the content of a file of the package; None if it can't be read."""
    try:
        with open(path, "rb") as handle:
            return handle.read()
    except OSError:
        return None


def newest(folders: Iterable[str], suffix: str) -> float:
    """Return when the newest file with a suffix was written, in or below folders; 0 if there is none."""
    found = 0.0
    for folder in folders:
        for top, _, names in os.walk(folder):
            times = [os.stat(os.path.join(top, name)).st_mtime for name in names if name.endswith(suffix)]
            found = max(found, *times, 0.0)
    return found


def is_program(path: str) -> bool:
    """Return True if there is a program at a path of the machine."""
    return os.path.isfile(path) and os.access(path, os.X_OK)


@lru_cache(maxsize=1)
def catalogue() -> str | None:
    """Return the folder with the bundled rules: inside the installed package, or at the root of a checkout."""
    reader = own(FileReader())
    for folder in (os.path.join(FOLDER, "rule_packs"), os.path.join(os.path.dirname(FOLDER), "rule_packs")):
        if reader.is_folder(os.path.join(folder, "packs")):
            return folder
    return None


def reader_for(path: str, reader: FileReader, root: str | None) -> FileReader:
    """Return the reader for a file that may be one of the bundled rules in `root`."""
    return own(reader) if root is not None and within(os.path.abspath(path), root) else reader


__all__ = ["COMPILED", "FOLDER", "catalogue", "data", "is_program", "mapped", "newest", "own", "reader_for", "text"]
