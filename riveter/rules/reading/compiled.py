"""Bundled rules and packs as data. Reading them takes a tenth of the time that reading YAML takes.

They are written when riveter is built or installed (`hatch_build.py`), into `riveter/compiled/`: a file for each YAML file, with the
digest of its text. What is missing, or was made from another text or by other code, counts as absent, and the YAML is read.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TypeVar

import msgspec

from riveter import __version__
from riveter.core.digests import blake2b
from riveter.core.source import SourceFile
from riveter.files import package
from riveter.files.cache import FORMAT

T = TypeVar("T")

NAME = "\0"
"""Stands for the path of the YAML file, which differs between installations. No YAML has it."""
_NAME = msgspec.json.encode(NAME)
_READERS = ("rules", "core")
"""The packages whose code reads rules."""


def read(path: str, source: SourceFile, type: type[T]) -> T | None:
    """Return what the bundled file at a path holds, with the spans of `source`; None if it is not there for this text.

    source: the file as it is now. type: what it was written as.
    """
    file = _file(path)
    data = package.data(file) if file is not None and _is_current() else None
    if data is None or not data.startswith(_digest(source.text)):
        return None
    named = data[_DIGEST_SIZE:].replace(_NAME, msgspec.json.encode(source.name))
    try:
        return msgspec.json.decode(named, type=type)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return None


def written(text: str, value: msgspec.Struct) -> bytes | None:
    """Return the content of the file for a YAML text that was read with the name `NAME`; None if it would not come back unchanged."""
    try:
        data = msgspec.json.encode(value)
        again = msgspec.json.decode(data, type=type(value))
    except (msgspec.MsgspecError, TypeError, OverflowError, RecursionError):
        return None
    return _digest(text) + data if again == value and repr(again) == repr(value) else None


def file_name(below: str) -> str:
    """Return the name of the file for a YAML file, given by its path below the catalogue."""
    return f"{below.replace(os.sep, '.')}.json"


_DIGEST_SIZE = 40


def _digest(text: str) -> bytes:
    content = f"{FORMAT}\0{__version__}\0{text}".encode("utf-8", "surrogatepass")
    return blake2b(content, digest_size=_DIGEST_SIZE // 2).hexdigest().encode()


def _file(path: str) -> str | None:
    """Return the file for the YAML file at a path; None if it is not a bundled one."""
    root = package.catalogue()
    if root is None or not path.startswith(root + os.sep):
        return None
    return os.path.join(package.COMPILED, file_name(path[len(root) + 1 :]))


@lru_cache(maxsize=1)
def _is_current() -> bool:
    """Return False in a checkout whose code was changed after the rules were written."""
    root = package.catalogue()
    if root is None or root.startswith(package.FOLDER + os.sep):
        return root is not None
    code = [os.path.join(package.FOLDER, name) for name in _READERS]
    return package.newest(code, ".py") <= package.newest([package.COMPILED], ".json")
