"""What a run keeps by its key until the end, in a temporary file of this machine."""

from __future__ import annotations

import tempfile
import zlib
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class Spool:
    """Compressed values by key. Memory holds only where they are."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="riveter-estate-")  # noqa: SIM115 - closed with the spool
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def put(self, key: str, blob: bytes) -> None:
        """Keep a compressed value, instead of what there may be of its key."""
        self._file.seek(self._end)
        self._file.write(blob)
        self._places[key] = (self._end, len(blob))
        self._end += len(blob)

    def blob(self, key: str) -> bytes:
        """Return a compressed value."""
        start, size = self._places[key]
        self._file.seek(start)
        return self._file.read(size)

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


def packed(content: bytes) -> bytes:
    """Return an encoded value as it is kept."""
    return zlib.compress(content, 1)


def pack(value: Any) -> bytes:
    """Return a value as it is kept."""
    return packed(msgspec.msgpack.encode(value))


def unpack(blob: bytes, type: type[T]) -> T:
    """Return a value that was kept."""
    return msgspec.msgpack.decode(zlib.decompress(blob), type=type)
